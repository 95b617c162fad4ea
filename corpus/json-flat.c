#include "corpus/json-flat-private.h"

#include <string.h>

#include "corpus/json-repair-private.h"

#define EACH_BYTE G_GUINT64_CONSTANT(0x0101010101010101)

JsonFlat json_flat_begin(const char *bytes, gsize length, GString *scratch)
{
    /* No escape is shorter than what it stands for, so that the scratch never moves. */
    g_string_truncate(scratch, 0);
    g_string_set_size(scratch, length);
    g_string_truncate(scratch, 0);
    return (JsonFlat){.at = bytes, .end = bytes + length, .scratch = scratch};
}

static void skip_space(JsonFlat *flat)
{
    while (flat->at < flat->end &&
           (*flat->at == ' ' || *flat->at == '\n' || *flat->at == '\r' || *flat->at == '\t'))
        flat->at++;
}

static gboolean take(JsonFlat *flat, char c)
{
    skip_space(flat);
    if (flat->at == flat->end || *flat->at != c)
        return FALSE;
    flat->at++;
    return TRUE;
}

/* 0x80 in the first of the bytes that is c, and perhaps in some behind it. */
static inline guint64 mark_first(guint64 bytes, char c)
{
    guint64 zero = bytes ^ EACH_BYTE * (guchar)c;
    return (zero - EACH_BYTE) & ~zero & EACH_BYTE * 0x80;
}

/* The first quotation mark, backslash or NUL from p on; end if there is none. */
static inline const char *find_special(const char *p, const char *end)
{
    while (end - p >= 8) {
        guint64 bytes;
        memcpy(&bytes, p, sizeof bytes);
        bytes = GUINT64_FROM_LE(bytes);
        guint64 marks = mark_first(bytes, '"') | mark_first(bytes, '\\') | mark_first(bytes, '\0');
        if (marks)
            return p + __builtin_ctzll(marks) / 8;
        p += 8;
    }
    while (p < end && *p != '"' && *p != '\\' && *p != '\0')
        p++;
    return p;
}

static gboolean take_unicode_escape(JsonFlat *flat)
{
    int unit = json_code_unit(flat->at, flat->end);
    if (unit <= 0 || (unit >= 0xDC00 && unit < 0xE000))
        return FALSE;
    flat->at += 6;
    if (unit >= 0xD800 && unit < 0xDC00) {
        int low = json_code_unit(flat->at, flat->end);
        if (low < 0xDC00 || low >= 0xE000)
            return FALSE;
        flat->at += 6;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    g_string_append_unichar(flat->scratch, unit);
    return TRUE;
}

/* At a backslash. */
static gboolean take_escape(JsonFlat *flat)
{
    static const char plain[128] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
    if (flat->end - flat->at < 2)
        return FALSE;
    guchar c = flat->at[1];
    if (c >= sizeof plain || plain[c] == 0)
        return take_unicode_escape(flat);
    g_string_append_c(flat->scratch, plain[c]);
    flat->at += 2;
    return TRUE;
}

/* The rest of a string, from its first escape on; the part before begins at from. */
static gboolean take_escaped(JsonFlat *flat, const char *from, const char **text, gsize *length)
{
    gsize begin = flat->scratch->len;
    for (;;) {
        g_string_append_len(flat->scratch, from, flat->at - from);
        if (flat->at == flat->end || *flat->at == '\0')
            return FALSE;
        if (*flat->at == '"')
            break;
        if (!take_escape(flat))
            return FALSE;
        from = flat->at;
        flat->at = find_special(from, flat->end);
    }
    flat->at++;
    *text = flat->scratch->str + begin;
    *length = flat->scratch->len - begin;
    return TRUE;
}

static gboolean take_string(JsonFlat *flat, const char **text, gsize *length)
{
    if (!take(flat, '"'))
        return FALSE;
    const char *from = flat->at;
    flat->at = find_special(from, flat->end);
    if (flat->at < flat->end && *flat->at == '"') {
        *text = from;
        *length = flat->at++ - from;
        return TRUE;
    }
    return take_escaped(flat, from, text, length);
}

static gboolean take_word(JsonFlat *flat)
{
    static const char *const words[] = {"null", "true", "false"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if ((gsize)(flat->end - flat->at) >= length && memcmp(flat->at, words[i], length) == 0) {
            flat->at += length;
            return TRUE;
        }
    }
    return FALSE;
}

JsonFlatAnswer json_flat_next(JsonFlat *flat, JsonMember *member)
{
    *member = (JsonMember){0};
    if (!flat->begun && !take(flat, '{'))
        return JSON_FLAT_OTHER;
    if (take(flat, '}'))
        return JSON_FLAT_END;
    if (flat->begun && !take(flat, ','))
        return JSON_FLAT_OTHER;
    flat->begun = TRUE;
    if (!take_string(flat, &member->key, &member->key_length) || !take(flat, ':'))
        return JSON_FLAT_OTHER;
    skip_space(flat);
    if (flat->at < flat->end && *flat->at == '"')
        return take_string(flat, &member->text, &member->length) ? JSON_FLAT_MEMBER : JSON_FLAT_OTHER;
    return take_word(flat) ? JSON_FLAT_MEMBER : JSON_FLAT_OTHER;
}
