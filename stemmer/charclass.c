#include "stemmer/charclass-private.h"

#include "stemmer/stemmer.h"

const guint8 char_class_ascii[128] = {
    ['0' ... '9'] = CHAR_DIGIT, ['A' ... 'Z'] = CHAR_CASED, ['a' ... 'z'] = CHAR_CASED,
    ['\''] = CHAR_APOSTROPHE,   ['-'] = CHAR_HYPHEN,
};

/* Characters whose class is not that of their category. */
static gboolean find_exception(gunichar character, CharClass *class)
{
    switch (character) {
    case 0x2019: /* right single quotation mark */
    case 0x02bc: /* modifier letter apostrophe */
    case 0x02bb: /* the ʻokina of Hawaiʻi */
    case 0x00b4: /* an acute accent by itself, typed for an apostrophe */
    case 0xff07: /* full-width apostrophe */
        *class = CHAR_APOSTROPHE;
        return TRUE;
    case 0x2010:
    case 0x2011:
        *class = CHAR_HYPHEN;
        return TRUE;
    case 0x00a0:
    case 0x2007:
    case 0x2009:
    case 0x202f:
        *class = CHAR_SPACE;
        return TRUE;
    case 0x200b: /* zero width space: a word boundary that doesn't show */
    case 0x115f: /* the Hangul fillers are letters by category and blank on paper */
    case 0x1160:
    case 0x3164:
    case 0xffa0:
        *class = CHAR_OTHER;
        return TRUE;
    case 0x034f: /* combining grapheme joiner */
        *class = CHAR_IGNORED;
        return TRUE;
    case 0xff9e: /* half-width voicing marks of kana: letters by category */
    case 0xff9f:
        *class = CHAR_MARK;
        return TRUE;
    case 0x30fc: /* the long-vowel mark of kana belongs to no script of its own */
    case 0xff70:
        *class = CHAR_UNSPACED;
        return TRUE;
    default:
        break;
    }
    if ((character >= 0xfe00 && character <= 0xfe0f) ||
        (character >= 0x180b && character <= 0x180d) ||
        (character >= 0xe0100 && character <= 0xe01ef)) { /* variation selectors */
        *class = CHAR_IGNORED;
        return TRUE;
    }
    return FALSE;
}

static gboolean is_unspaced(gunichar character)
{
    switch (g_unichar_get_script(character)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
        return TRUE;
    default:
        return FALSE;
    }
}

static CharClass classify(gunichar character)
{
    CharClass class;
    if (find_exception(character, &class))
        return class;
    switch (g_unichar_type(character)) {
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_LOWERCASE_LETTER:
        return CHAR_CASED;
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
        return is_unspaced(character) ? CHAR_UNSPACED : CHAR_LETTER;
    case G_UNICODE_DECIMAL_NUMBER:
        return CHAR_DIGIT;
    case G_UNICODE_LETTER_NUMBER: /* 〇 is a numeral among the Han characters */
        return is_unspaced(character) ? CHAR_UNSPACED : CHAR_NUMBER;
    case G_UNICODE_OTHER_NUMBER:
        return CHAR_NUMBER;
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
        return CHAR_MARK;
    case G_UNICODE_FORMAT:
        return CHAR_IGNORED;
    default:
        return CHAR_OTHER;
    }
}

gboolean tokenizer_is_unspaced(gunichar character)
{
    return classify(character) == CHAR_UNSPACED;
}

CharClass char_class_slow(CharClasses *classes, gunichar character)
{
    if (character >= 0x10000)
        return classify(character);
    guint number = character >> 8;
    guint8 *page = g_malloc(256);
    for (guint i = 0; i < 256; i++) {
        gunichar c = number << 8 | i;
        page[i] = c < 0x80 ? char_class_ascii[c] : (guint8)classify(c);
    }
    classes->page[number] = page;
    return page[character & 0xff];
}

void char_classes_clear(CharClasses *classes)
{
    for (guint i = 0; i < G_N_ELEMENTS(classes->page); i++)
        g_clear_pointer(&classes->page[i], g_free);
}

gsize char_classes_memory(const CharClasses *classes)
{
    gsize bytes = 0;
    for (guint i = 0; i < G_N_ELEMENTS(classes->page); i++)
        bytes += classes->page[i] ? 256 : 0;
    return bytes;
}
