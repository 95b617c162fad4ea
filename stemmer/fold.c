#include "stemmer/fold-private.h"

#include <string.h>

#include "stemmer/charclass-private.h"
#include "stemmer/stemmer.h"

static gboolean is_ascii(const char *text, gsize length)
{
    guint8 all = 0;
    for (gsize i = 0; i < length; i++) /* without a way out, so that it is done many bytes at a time */
        all |= (guint8)text[i];
    return all < 0x80;
}

static void append_ascii_lower(GString *out, const char *text, gsize length)
{
    gsize from = out->len;
    g_string_append_len(out, text, (gssize)length);
    for (char *p = out->str + from, *end = p + length; p < end; p++)
        *p = (char)(*p + (((guint8)(*p - 'A') < 26) << 5));
}

static void append_normalized(GString *out, const char *text, gsize length, GNormalizeMode mode)
{
    g_autofree char *normal = g_utf8_normalize(text, (gssize)length, mode);
    if (normal)
        g_string_append(out, normal);
}

/* Whether no character can combine with another, nor comes apart into anything but a Latin letter
 * and its mark: the Latin and Cyrillic of nearly all words. Then normalizing would change nothing.
 */
static gboolean is_simple(const char *text, gsize length)
{
    for (const char *p = text, *end = text + length; p < end;) {
        guint bytes;
        gunichar c = char_decode(p, end, &bytes);
        if (c >= 0x250 && (c < 0x400 || c > 0x45f) && c != 0x2019)
            return FALSE;
        p += bytes;
    }
    return TRUE;
}

/* ---- lower case -------------------------------------------------------------------------------*/

/* The characters that stand for one or several plain letters or digits (ﬁ, Ａ, ², ⅷ). Most have
 * their own; where the plain form holds anything else (½, ﷺ), the character stays as it is. */
static gsize find_plain(gunichar character, gunichar *plain, gsize size)
{
    if (character == 0x149) { /* ŉ is 'n, and an apostrophe before a word doesn't belong to it */
        plain[0] = 'n';
        return 1;
    }
    if (character == 0xff9e ||
        character == 0xff9f) { /* voicing marks: compose with the kana before */
        plain[0] = character == 0xff9e ? 0x3099 : 0x309a;
        return 1;
    }
    if (!g_unichar_isalnum(character)) /* ™ is no word */
        return 0;
    gsize apart = MIN(g_unichar_fully_decompose(character, TRUE, plain, size), size);
    gsize count = 0;
    for (gsize i = 0; i < apart; i++) {
        gunichar composed;
        if (count > 0 && g_unichar_compose(plain[count - 1], plain[i], &composed))
            plain[count - 1] = composed;
        else if (g_unichar_isalpha(plain[i]) || g_unichar_isdigit(plain[i]))
            plain[count++] = plain[i];
        else
            return 0;
    }
    return count > 1 || plain[0] != character ? count : 0;
}

static gunichar lower_one(gunichar character, gboolean turkish)
{
    if (turkish && character == 'I')
        return 0x131;
    return g_unichar_tolower(character);
}

static gboolean is_invisible(gunichar character)
{
    return character == 0x34f || (character >= 0xfe00 && character <= 0xfe0f) ||
           (character >= 0x180b && character <= 0x180d) ||
           (character >= 0xe0100 && character <= 0xe01ef) ||
           (character != 0x200b && g_unichar_type(character) == G_UNICODE_FORMAT);
}

static void append_lower(GString *out, gunichar character, gboolean turkish)
{
    if (character < 0x80 && !turkish) {
        g_string_append_c(out, g_ascii_tolower((char)character));
        return;
    }
    if (character == 0x2019 || character == 0x2bc || character == 0x2bb || character == 0xb4 ||
        character == 0xff07) {
        g_string_append_c(out, '\'');
        return;
    }
    if (character >= 0x400 && character <= 0x45f) {
        g_string_append_unichar(out, g_unichar_tolower(character));
        return;
    }
    if (is_invisible(character))
        return;
    gunichar plain[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize count = find_plain(character, plain, G_N_ELEMENTS(plain));
    if (count == 0)
        plain[count++] = character;
    for (gsize i = 0; i < count; i++)
        g_string_append_unichar(out, lower_one(plain[i], turkish));
}

static gboolean is_connector(gunichar character)
{
    switch (character) {
    case '-':
    case '.':
    case ',':
    case 0xa0:
    case 0x2007:
    case 0x2009:
    case 0x2010:
    case 0x2011:
    case 0x202f:
        return TRUE;
    default:
        return FALSE;
    }
}

void fold_lower(GString *out, const char *surface, gsize length, SurfaceKind kind, gboolean turkish)
{
    g_string_truncate(out, 0);
    if (kind == SURFACE_PLAIN && !turkish && is_ascii(surface, length)) {
        append_ascii_lower(out, surface, length);
        return;
    }
    gboolean simple = is_simple(surface, length);
    /* Composed first: a capital with its mark apart must take the same way as the capital that has
     * it. */
    g_autofree char *composed =
        simple ? NULL : g_utf8_normalize(surface, (gssize)length, G_NORMALIZE_NFC);
    const char *p = composed ? composed : surface;
    const char *end = composed ? composed + strlen(composed) : surface + length;
    gsize point = G_MAXSIZE; /* where the last connector stood */
    while (p < end) {
        guint bytes;
        gunichar c = char_decode(p, end, &bytes);
        p += bytes;
        if (kind != SURFACE_PLAIN && is_connector(c))
            point = out->len;
        else
            append_lower(out, c, turkish);
    }
    if (kind == SURFACE_DECIMAL && point <= out->len)
        g_string_insert_c(out, (gssize)point, '.');
    if (!simple && !is_ascii(out->str, out->len)) {
        g_autofree char *normal = g_utf8_normalize(out->str, (gssize)out->len, G_NORMALIZE_NFC);
        g_string_assign(out, normal ? normal : "");
    }
}

/* ---- folding ----------------------------------------------------------------------------------*/

/* Letters that Unicode does not take apart, though readers type them without. */
static const char *find_letter(gunichar character)
{
    switch (character) {
    case 0x0142:
        return "l"; /* ł */
    case 0x00f8:
        return "o"; /* ø */
    case 0x0111:
    case 0x00f0:
        return "d"; /* đ ð */
    case 0x00fe:
        return "th"; /* þ */
    case 0x00e6:
        return "ae"; /* æ */
    case 0x0153:
        return "oe"; /* œ */
    case 0x00df:
        return "ss"; /* ß */
    case 0x0131:
        return "i"; /* ı */
    case 0x0127:
        return "h"; /* ħ */
    default:
        return NULL;
    }
}

/* Whether a mark goes that stands on a letter of this script. Elsewhere marks are letters. */
static gboolean drops_mark(GUnicodeScript script, gunichar mark)
{
    switch (script) {
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_HEBREW:
        return TRUE;
    case G_UNICODE_SCRIPT_ARABIC: /* madda and hamza make other letters: أ ؤ آ */
        return mark < 0x653 || mark > 0x655;
    default:
        return FALSE;
    }
}

/* text is decomposed and case-folded. */
static void append_folded(GString *out, const char *text)
{
    GUnicodeScript script = G_UNICODE_SCRIPT_COMMON; /* of the letter that marks stand on */
    gunichar base = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x80) {
            script = g_ascii_isalnum(c) ? G_UNICODE_SCRIPT_LATIN : G_UNICODE_SCRIPT_COMMON;
            base = c;
            g_string_append_c(out, (char)c);
        } else if (g_unichar_ismark(c)) {
            gboolean yo = c == 0x308 && base == 0x435; /* ё is е; ї and й are letters */
            if (!yo && !drops_mark(script, c))
                g_string_append_unichar(out, c);
        } else if (c != 0x640) { /* the Arabic tatweel only stretches a word */
            script = g_unichar_get_script(c);
            base = c;
            const char *letter = find_letter(c);
            if (letter)
                g_string_append(out, letter);
            else
                g_string_append_unichar(out, c);
        }
    }
}

/* As the whole way of fold_lowered(), for simple text. */
static void append_simple(GString *out, const char *lower, gsize length)
{
    for (const char *p = lower, *end = lower + length; p < end;) {
        guint bytes;
        gunichar c = char_decode(p, end, &bytes);
        p += bytes;
        if (c >= 0xc0 && c < 0x250) { /* a Latin letter, perhaps with marks */
            gunichar apart[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
            g_unichar_fully_decompose(c, FALSE, apart, G_N_ELEMENTS(apart));
            c = apart[0];
        }
        const char *letter = find_letter(c);
        if (letter)
            g_string_append(out, letter);
        else
            g_string_append_unichar(out, c == 0x451 ? 0x435 : c);
    }
}

void fold_lowered(GString *out, const char *lower, gsize length)
{
    g_string_truncate(out, 0);
    if (is_ascii(lower, length)) {
        g_string_append_len(out, lower, (gssize)length);
        return;
    }
    if (is_simple(lower, length)) {
        append_simple(out, lower, length);
        return;
    }
    g_autofree char *folded = g_utf8_casefold(lower, (gssize)length);
    g_autofree char *apart = g_utf8_normalize(folded, -1, G_NORMALIZE_NFD);
    g_autoptr(GString) parts = g_string_sized_new(length + 8);
    append_folded(parts, apart ? apart : folded);
    append_normalized(out, parts->str, parts->len, G_NORMALIZE_NFC);
    if (out->len == 0) /* nothing but what folding drops: then that is the word */
        g_string_append_len(out, lower, (gssize)length);
}

void fold_cut(GString *word)
{
    if (word->len <= MIN(WORD_MAX_CHARACTERS, WORD_MAX_BYTES))
        return;
    const char *end = word->str + word->len, *p = word->str;
    for (guint n = 0; n < WORD_MAX_CHARACTERS && p < end; n++) {
        const char *next = g_utf8_next_char(p);
        if (next - word->str > WORD_MAX_BYTES)
            break;
        p = next;
    }
    g_string_truncate(word, (gsize)(p - word->str));
}

char *fold_text(const char *text, gsize length)
{
    if (is_ascii(text, length) && memchr(text, '\0', length) == NULL) {
        GString *ascii = g_string_sized_new(length + 1);
        append_ascii_lower(ascii, text, length);
        return g_string_free(ascii, FALSE);
    }
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);
    GString *folded = g_string_sized_new(length + 1);
    g_autoptr(GString) lower = g_string_sized_new(length + 1);
    fold_lower(lower, valid, strlen(valid), SURFACE_PLAIN, FALSE);
    fold_lowered(folded, lower->str, lower->len);
    return g_string_free(folded, FALSE);
}
