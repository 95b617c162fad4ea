#include "corpus/charset-private.h"

#include <errno.h>
#include <string.h>
#include <uchardet/uchardet.h>

#include "corpus/utf8-text-private.h"

/* Enough to be sure, not so much that it takes time. */
#define DETECT_BYTES (256 * 1024)
/* With fewer bytes above ASCII, what the detector says of them is chance. */
#define DETECT_HIGH_BYTES 4
/* Fewer of them tell no script. */
#define OTHER_SCRIPT_BYTES 40
#define REPLACEMENT "\xEF\xBF\xBD"

struct Charset {
    uchardet_t detector;
    GIConv converter;
    char *converts; /* the encoding it is for */
};

/* What the detector says, and what to read it as: the larger set that its users really wrote. */
static const struct {
    const char *detected, *read_as;
} supersets[] = {
    {"ISO-8859-1", "WINDOWS-1252"},
    {"ASCII", "WINDOWS-1252"},
    {"ISO-8859-9", "WINDOWS-1254"},
    {"TIS-620", "CP874"},
    {"ISO-8859-11", "CP874"},
    {"GB2312", "GB18030"},
    {"EUC-KR", "CP949"},
    {"UHC", "CP949"},
    {"SHIFT_JIS", "CP932"},
    {"BIG5", "BIG5-HKSCS"},
    {"ISO-8859-8", "WINDOWS-1255"},
};

/* In a short text the detector takes some letters of Windows for those of the old Macintosh. */
#define SHORT_BYTES 1024
static const struct {
    const char *detected, *read_as;
} unlikely[] = {
    {"MAC-CYRILLIC", "WINDOWS-1251"},
    {"MAC-CENTRALEUROPE", "WINDOWS-1252"},
    {"MACINTOSH", "WINDOWS-1252"},
};

Charset *charset_new(void)
{
    Charset *charset = g_new0(Charset, 1);
    charset->detector = uchardet_new();
    charset->converter = (GIConv)-1;
    return charset;
}

void charset_free(Charset *charset)
{
    if (charset == NULL)
        return;
    uchardet_delete(charset->detector);
    if (charset->converter != (GIConv)-1)
        g_iconv_close(charset->converter);
    g_free(charset->converts);
    g_free(charset);
}

gboolean charset_is_known(const char *encoding)
{
    GIConv converter = g_iconv_open("UTF-8", encoding);
    if (converter == (GIConv)-1)
        return FALSE;
    g_iconv_close(converter);
    return TRUE;
}

const char *charset_detect(Charset *charset, const char *bytes, gsize length)
{
    uchardet_reset(charset->detector);
    if (uchardet_handle_data(charset->detector, bytes, MIN(length, DETECT_BYTES)) != 0)
        return NULL;
    uchardet_data_end(charset->detector);
    const char *found = uchardet_get_charset(charset->detector);
    for (guint i = 0; length < SHORT_BYTES && i < G_N_ELEMENTS(unlikely); i++) {
        if (g_ascii_strcasecmp(found, unlikely[i].detected) == 0)
            return unlikely[i].read_as;
    }
    for (guint i = 0; i < G_N_ELEMENTS(supersets); i++) {
        if (g_ascii_strcasecmp(found, supersets[i].detected) == 0)
            return supersets[i].read_as;
    }
    return *found && charset_is_known(found) ? found : NULL;
}

static gboolean open_converter(Charset *charset, const char *encoding)
{
    if (charset->converts && strcmp(charset->converts, encoding) == 0) {
        g_iconv(charset->converter, NULL, NULL, NULL, NULL);
        return TRUE;
    }
    GIConv converter = g_iconv_open("UTF-8", encoding);
    if (converter == (GIConv)-1)
        return FALSE;
    if (charset->converter != (GIConv)-1)
        g_iconv_close(charset->converter);
    g_free(charset->converts);
    charset->converter = converter;
    charset->converts = g_strdup(encoding);
    return TRUE;
}

/* Appends what iconv made: glibc's takes what UTF-8 was before RFC 3629, of five and six bytes, for it. */
static void append_valid(GString *out, const char *text, gsize length, gsize *lost)
{
    for (;;) {
        gsize valid = utf8_text_valid(text, length);
        g_string_append_len(out, text, (gssize)valid);
        if (valid == length)
            return;
        gsize broken = valid + 1;
        while (broken < length && ((guint8)text[broken] & 0xC0) == 0x80)
            broken++;
        g_string_append(out, REPLACEMENT);
        *lost += broken - valid;
        text += broken;
        length -= broken;
    }
}

/* Converts as much as there is; units is how many bytes a broken character is skipped by. Bytes of
 * a character that is not complete yet are left: their number is returned. */
static gsize convert(GIConv converter, const char *bytes, gsize length, gsize unit, GString *out,
                     gsize *lost)
{
    char buffer[4096], *from = (char *)bytes;
    while (length > 0) {
        char *to = buffer;
        gsize room = sizeof buffer;
        gsize answer = g_iconv(converter, &from, &length, &to, &room);
        int error = answer == (gsize)-1 ? errno : 0;
        append_valid(out, buffer, (gsize)(to - buffer), lost);
        if (error == EINVAL)
            break;
        if (error == EILSEQ) {
            gsize skip = MIN(unit, length);
            from += skip;
            length -= skip;
            *lost += skip;
            g_string_append(out, REPLACEMENT);
        } else if (error != E2BIG && error != 0) {
            break;
        }
    }
    return length;
}

static gsize decode_as(Charset *charset, GString *out, const char *bytes, gsize length,
                       const char *encoding)
{
    gsize lost = 0;
    if (encoding == NULL || strcmp(encoding, "WINDOWS-1252") == 0 ||
        !open_converter(charset, encoding)) {
        /* Byte by byte, so that it also holds where iconv has no tables. */
        for (gsize i = 0; i < length; i++) {
            gunichar c =
                (guint8)bytes[i] < 0x80 ? (guint8)bytes[i] : utf8_text_windows_1252(bytes[i]);
            lost += c == 0 && bytes[i] != 0;
            g_string_append_unichar(out, c || bytes[i] == 0 ? c : 0xFFFD);
        }
        return lost;
    }
    gsize left = convert(charset->converter, bytes, length, 1, out, &lost);
    if (left)
        g_string_append(out, REPLACEMENT);
    return lost + left;
}

/* As decode_as(), for an encoding that was detected. Shift JIS is read by its standard where that suffices, and as
 * Windows has it where there is more. */
static gsize decode_detected(Charset *charset, GString *out, const char *bytes, gsize length,
                             const char *encoding)
{
    gsize before = out->len;
    if (encoding && strcmp(encoding, "CP932") == 0) {
        if (decode_as(charset, out, bytes, length, "SHIFT_JIS") == 0)
            return 0;
        g_string_truncate(out, before);
    }
    return decode_as(charset, out, bytes, length, encoding);
}

/* Names of national sets, by which pages call what is larger in truth (the Encoding standard of WHATWG). */
static const struct {
    const char *declared, *read_as;
    gboolean same; /* what means something in the smaller set is the same in the larger one */
} larger[] = {
    {"GB2312", "GB18030", FALSE},         {"GB_2312-80", "GB18030", FALSE}, {"GBK", "GB18030", FALSE},
    {"SHIFT_JIS", "CP932", FALSE},        {"SHIFT-JIS", "CP932", FALSE},    {"SJIS", "CP932", FALSE},
    {"X-SJIS", "CP932", FALSE},           {"EUC-KR", "CP949", TRUE},        {"KS_C_5601-1987", "CP949", TRUE},
    {"BIG5", "BIG5-HKSCS", FALSE},        {"TIS-620", "CP874", TRUE},       {"ISO-8859-9", "WINDOWS-1254", TRUE},
};

/* As decode_as(), for a declared encoding: where bytes of it mean nothing, they may in the larger set. */
static gsize decode_declared(Charset *charset, GString *out, const char *bytes, gsize length, const char *encoding)
{
    gsize before = out->len, set = 0;
    while (set < G_N_ELEMENTS(larger) && g_ascii_strcasecmp(encoding, larger[set].declared) != 0)
        set++;
    if (set < G_N_ELEMENTS(larger) && larger[set].same)
        return decode_as(charset, out, bytes, length, larger[set].read_as);
    gsize lost = decode_as(charset, out, bytes, length, encoding);
    if (lost == 0 || set == G_N_ELEMENTS(larger))
        return lost;
    g_autoptr(GString) again = g_string_new(NULL);
    gsize left = decode_as(charset, again, bytes, length, larger[set].read_as);
    if (left >= lost)
        return lost;
    g_string_truncate(out, before);
    g_string_append_len(out, again->str, (gssize)again->len);
    return left;
}

static gboolean is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (g_ascii_strcasecmp(name, *names) == 0)
            return TRUE;
    return FALSE;
}

/* Do most bytes above ASCII stand side by side? In the West they are single letters and marks in words of ASCII. */
static gboolean is_of_another_script(const char *bytes, gsize length)
{
    gsize high = 0, beside = 0;
    for (gsize i = 0; i < length; i++) {
        if ((guint8)bytes[i] < 0x80)
            continue;
        high++;
        beside += (i > 0 && (guint8)bytes[i - 1] >= 0x80) || (i + 1 < length && (guint8)bytes[i + 1] >= 0x80);
    }
    return high >= OTHER_SCRIPT_BYTES && beside * 4 >= high * 3;
}

const char *charset_believed(const char *declared, const char *bytes, gsize length)
{
    /* What is wide was made UTF-8 before it was cut. */
    static const char *const utf[] = {"UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "UNICODE", NULL};
    static const char *const western[] = {"ISO-8859-1", "ISO8859-1",    "ISO_8859-1", "LATIN1", "ISO-8859-15",
                                          "CP1252",     "WINDOWS-1252", "US-ASCII",   "ASCII",  NULL};
    if (declared == NULL || is_one_of(declared, utf))
        return NULL;
    return is_one_of(declared, western) && is_of_another_script(bytes, length) ? NULL : declared;
}

gsize charset_decode(Charset *charset, GString *out, const char *bytes, gsize length,
                     const char *declared, const char *hint)
{
    if (declared)
        return decode_declared(charset, out, bytes, length, declared);
    gsize inside, stray;
    utf8_text_count(bytes, length, &inside, &stray);
    if (inside > 2 * stray)
        return utf8_text_append_stray(out, bytes, length);
    if (inside + stray < DETECT_HIGH_BYTES)
        return decode_detected(charset, out, bytes, length, hint);
    if (hint)
        return decode_detected(charset, out, bytes, length, hint);
    return decode_detected(charset, out, bytes, length, charset_detect(charset, bytes, length));
}

/* ---- UTF-16 and UTF-32
 * --------------------------------------------------------------------------*/

static const struct {
    const char *encoding;
    const char *bom;
    gsize length;
} boms[] = {
    {NULL, UTF8_BOM, 3},         {"UTF-32LE", "\xFF\xFE\0\0", 4}, {"UTF-32BE", "\0\0\xFE\xFF", 4},
    {"UTF-16LE", "\xFF\xFE", 2}, {"UTF-16BE", "\xFE\xFF", 2},
};

/* How often each byte value stands at the offsets 0, 1, 2 and 3 of four bytes. */
typedef guint Histogram[4][256];

/* Do the bytes at the offsets high and high + 2 look like the upper halves of UTF-16? They are 0 in
 * ASCII, and in an alphabet of another script they are 0 (spaces) and one other value (Greek 3,
 * Cyrillic 4, … Thai 14). The lower halves, as a whole, are something else. */
static gboolean is_upper_half(const Histogram seen, int high, guint pairs)
{
    int low = 1 - high;
    guint zeros = seen[high][0] + seen[high + 2][0], alphabet = 0;
    for (int value = 1; value < 15; value++)
        alphabet = MAX(alphabet, seen[high][value] + seen[high + 2][value]);
    guint wrong = seen[low][0] + seen[low + 2][0];
    return zeros >= MAX(pairs / 20, 1) && zeros + alphabet >= pairs * 3 / 4 && wrong * 8 <= pairs;
}

/* Without a BOM. */
static const char *guess_wide(const char *head, gsize length)
{
    Histogram seen = {0};
    length = MIN(length, 4096) & ~(gsize)3;
    if (length < 8 || memchr(head, '\0', length) == NULL)
        return NULL;
    for (gsize i = 0; i < length; i++)
        seen[i % 4][(guint8)head[i]]++;
    guint quarter = length / 4, most = quarter * 3 / 4, few = quarter / 16;
    if (seen[1][0] >= most && seen[2][0] >= most && seen[3][0] >= most && seen[0][0] <= few)
        return "UTF-32LE";
    if (seen[0][0] >= most && seen[1][0] >= most && seen[2][0] >= most && seen[3][0] <= few)
        return "UTF-32BE";
    if (is_upper_half(seen, 1, length / 2))
        return "UTF-16LE";
    return is_upper_half(seen, 0, length / 2) ? "UTF-16BE" : NULL;
}

const char *charset_wide(const char *head, gsize length, gsize *bom)
{
    for (guint i = 0; i < G_N_ELEMENTS(boms); i++) {
        if (length >= boms[i].length && memcmp(head, boms[i].bom, boms[i].length) == 0) {
            *bom = boms[i].length;
            return boms[i].encoding;
        }
    }
    *bom = 0;
    return guess_wide(head, length);
}

struct CharsetStream {
    GIConv converter;
    gsize unit;
    gsize waiting;
    char rest[16];
};

CharsetStream *charset_stream_new(const char *encoding)
{
    GIConv converter = g_iconv_open("UTF-8", encoding);
    if (converter == (GIConv)-1)
        return NULL;
    CharsetStream *stream = g_new0(CharsetStream, 1);
    stream->converter = converter;
    stream->unit = strstr(encoding, "32") ? 4 : 2;
    return stream;
}

void charset_stream_free(CharsetStream *stream)
{
    if (stream == NULL)
        return;
    g_iconv_close(stream->converter);
    g_free(stream);
}

void charset_stream_add(CharsetStream *stream, const char *bytes, gsize length, gboolean last,
                        GString *out)
{
    gsize lost = 0;
    while (stream->waiting && length) {
        /* What waited is completed byte by byte: at most a few. */
        stream->rest[stream->waiting++] = *bytes++;
        length--;
        if (stream->waiting % stream->unit)
            continue;
        gsize left =
            convert(stream->converter, stream->rest, stream->waiting, stream->unit, out, &lost);
        memmove(stream->rest, stream->rest + stream->waiting - left, left);
        stream->waiting = left;
    }
    gsize left = convert(stream->converter, bytes, length, stream->unit, out, &lost);
    g_assert(left < sizeof stream->rest - 8);
    if (left) {
        memcpy(stream->rest, bytes + length - left, left);
        stream->waiting = left;
    }
    if (last && stream->waiting)
        g_string_append(out, REPLACEMENT);
}
