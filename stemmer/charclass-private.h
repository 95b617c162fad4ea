/* charclass: what a character is to the tokenizer. */
#pragma once

#include <glib.h>

typedef enum {
    CHAR_OTHER,    /* separates words */
    CHAR_LETTER,   /* a letter of a script without capitals */
    CHAR_CASED,    /* a capital, a title-case or a small letter */
    CHAR_DIGIT,    /* a decimal digit of any script */
    CHAR_NUMBER,   /* superscripts, fractions, Roman numerals */
    CHAR_MARK,     /* combining: belongs to the character before it */
    CHAR_IGNORED,  /* soft hyphen, joiners, bidi marks, variation selectors: invisible in a word */
    CHAR_UNSPACED, /* a letter of a script that is written without spaces */
    CHAR_APOSTROPHE, /* ' ’ ʼ ʻ ´ ＇ */
    CHAR_HYPHEN,     /* - U+2010 U+2011 */
    CHAR_SPACE       /* no-break and thin spaces: between the thousands of a number */
} CharClass;

/* The classes of the characters met so far, by pages of 256. Filled as they are needed, since most
 * texts use three or four pages. */
typedef struct {
    guint8 *page[256]; /* of the Basic Multilingual Plane */
} CharClasses;

extern const guint8 char_class_ascii[128];

/* Makes the page that character is on; its class. */
CharClass char_class_slow(CharClasses *classes, gunichar character);
void char_classes_clear(CharClasses *classes);
gsize char_classes_memory(const CharClasses *classes);

static inline CharClass char_class(CharClasses *classes, gunichar character)
{
    if (character < 0x80)
        return char_class_ascii[character];
    const guint8 *page = character < 0x10000 ? classes->page[character >> 8] : NULL;
    return page ? page[character & 0xff] : char_class_slow(classes, character);
}

static inline gboolean char_is_letter(CharClass class)
{
    return class == CHAR_LETTER || class == CHAR_CASED;
}

/* Whether a character may stand anywhere in a word that is written with spaces around it. */
static inline gboolean char_is_word(CharClass class)
{
    return class >= CHAR_LETTER && class <= CHAR_MARK;
}

/* Decodes the character at p < end. Text is valid UTF-8 by contract; where it is not, a stray byte
 * reads as U+FFFD and nothing is read past end. */
static inline gunichar char_decode(const char *p, const char *end, guint *length)
{
    const guchar *s = (const guchar *)p;
    gsize left = (gsize)(end - p);
    *length = 1;
    if (s[0] < 0x80)
        return s[0];
    if (s[0] >= 0xc2 && s[0] < 0xe0 && left >= 2 && (s[1] & 0xc0) == 0x80) {
        *length = 2;
        return (gunichar)(s[0] & 0x1f) << 6 | (s[1] & 0x3f);
    }
    if (s[0] >= 0xe0 && s[0] < 0xf0 && left >= 3 && (s[1] & 0xc0) == 0x80 &&
        (s[2] & 0xc0) == 0x80) {
        *length = 3;
        return (gunichar)(s[0] & 0xf) << 12 | (gunichar)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
    }
    if (s[0] >= 0xf0 && s[0] < 0xf5 && left >= 4 && (s[1] & 0xc0) == 0x80 &&
        (s[2] & 0xc0) == 0x80 && (s[3] & 0xc0) == 0x80) {
        *length = 4;
        return (gunichar)(s[0] & 7) << 18 | (gunichar)(s[1] & 0x3f) << 12 |
               (gunichar)(s[2] & 0x3f) << 6 | (s[3] & 0x3f);
    }
    return 0xfffd;
}
