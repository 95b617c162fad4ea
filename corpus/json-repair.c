#include "corpus/json-repair-private.h"

#include <string.h>

#define EXACT_DIGITS 15

typedef struct {
    const char *at, *end;
    GString *out;
    gboolean changed;
} Repair;

int json_code_unit(const char *p, const char *end)
{
    int value = 0;
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit(p[i]))
            return -1;
        value = value * 16 + g_ascii_xdigit_value(p[i]);
    }
    return value;
}

static void replace(Repair *r, gsize length, const char *by)
{
    g_string_append(r->out, by);
    r->at += length;
    r->changed = TRUE;
}

static void keep(Repair *r, gsize length)
{
    length = MIN(length, (gsize)(r->end - r->at));
    g_string_append_len(r->out, r->at, length);
    r->at += length;
}

static void repair_escape(Repair *r)
{
    int value = json_code_unit(r->at, r->end);
    if (value == 0) {
        replace(r, 6, " ");
    } else if (value >= 0xD800 && value < 0xDC00) {
        int low = json_code_unit(r->at + 6, r->end);
        if (low >= 0xDC00 && low < 0xE000)
            keep(r, 12);
        else
            replace(r, 6, "\\uFFFD");
    } else if (value >= 0xDC00 && value < 0xE000) {
        replace(r, 6, "\\uFFFD");
    } else {
        keep(r, 2);
    }
}

/* From the opening quotation mark to the closing one. */
static void repair_string(Repair *r)
{
    keep(r, 1);
    while (r->at < r->end && *r->at != '"') {
        const char *from = r->at;
        while (r->at < r->end && *r->at != '"' && *r->at != '\\' && *r->at != '\0')
            r->at++;
        g_string_append_len(r->out, from, r->at - from);
        if (r->at == r->end)
            return;
        if (*r->at == '\\')
            repair_escape(r);
        else if (*r->at == '\0')
            replace(r, 1, " ");
    }
    keep(r, 1);
}

static void repair_number(Repair *r)
{
    const char *p = r->at + (*r->at == '-');
    const char *digits = p;
    while (p < r->end && g_ascii_isdigit(*p))
        p++;
    gboolean whole = p == r->end || strchr(".eE", *p) == NULL;
    gsize length = p - r->at;
    if (whole && p - digits > EXACT_DIGITS) {
        g_string_append_c(r->out, '"');
        keep(r, length);
        g_string_append_c(r->out, '"');
        r->changed = TRUE;
        return;
    }
    while (p < r->end && (g_ascii_isdigit(*p) || memchr(".eE+-", *p, 5) != NULL))
        p++;
    keep(r, MAX(p - r->at, 1));
}

static gboolean repair_word(Repair *r)
{
    static const char *const words[] = {"NaN", "Infinity", "-Infinity"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if ((gsize)(r->end - r->at) >= length && memcmp(r->at, words[i], length) == 0) {
            replace(r, length, "null");
            return TRUE;
        }
    }
    return FALSE;
}

/* Is there nothing but white space between the comma and a closing bracket? */
static gboolean is_last_comma(const Repair *r)
{
    const char *p = r->at + 1;
    while (p < r->end && g_ascii_isspace(*p))
        p++;
    return p < r->end && (*p == '}' || *p == ']');
}

gboolean json_repair(GString *out, const char *text, gsize length)
{
    Repair r = {text, text + length, out, FALSE};
    while (r.at < r.end) {
        char c = *r.at;
        if (c == '"')
            repair_string(&r);
        else if (c == '\0' || (c == ',' && is_last_comma(&r)))
            replace(&r, 1, " ");
        else if ((c == 'N' || c == 'I' || c == '-') && repair_word(&r))
            continue;
        else if (c == '-' || g_ascii_isdigit(c))
            repair_number(&r);
        else
            keep(&r, 1);
    }
    return r.changed;
}
