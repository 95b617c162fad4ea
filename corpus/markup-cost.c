#include "corpus/markup-cost-private.h"

#include <string.h>

/* Comparisons of attributes that a text may cost: about a second. One element may have 14,000. */
#define COMPARISONS_MAX 200000000
/* Name spaces that one element may declare. */
#define SPACES_MAX 32

/* What stands in `<name a="1" b='2' c=3 d>`, from behind the name on. */
typedef struct {
    guint64 attributes;
    guint spaces; /* xmlns, xmlns:… */
} Tag;

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && g_ascii_isspace(*p))
        p++;
    return p;
}

/* Up to what ends a name or a value without quotes. */
static const char *skip_word(const char *p, const char *end, gboolean is_name)
{
    while (p < end && !g_ascii_isspace(*p) && *p != '>' && !(is_name && *p == '='))
        p++;
    return p;
}

static const char *skip_value(const char *p, const char *end)
{
    if (p == end || (*p != '"' && *p != '\''))
        return skip_word(p, end, FALSE);
    const char *close = memchr(p + 1, *p, (gsize)(end - p - 1));
    return close ? close + 1 : end;
}

/* Reads a tag; returns where it ends. */
static const char *read_tag(const char *p, const char *end, Tag *tag)
{
    *tag = (Tag){0};
    while ((p = skip_space(p, end)) < end && *p != '>') {
        const char *name = p;
        tag->attributes++;
        tag->spaces += end - p > 5 && memcmp(p, "xmlns", 5) == 0;
        p = skip_space(skip_word(p, end, TRUE), end);
        if (p < end && *p == '=')
            p = skip_value(skip_space(p + 1, end), end);
        else if (p == name)
            p++;
    }
    return p;
}

static gboolean is_raw(const char *name, gsize length)
{
    static const char *const raw[] = {"script", "style"};
    for (gsize i = 0; i < G_N_ELEMENTS(raw); i++)
        if (strlen(raw[i]) == length && g_ascii_strncasecmp(name, raw[i], length) == 0)
            return TRUE;
    return FALSE;
}

const char *markup_cost_reason(const char *bytes, gsize length, gboolean is_html)
{
    const char *p = bytes, *end = bytes + length;
    guint64 comparisons = 0;
    while (p < end && (p = memchr(p, '<', (gsize)(end - p))) != NULL) {
        const char *name = ++p;
        if (p == end || !(g_ascii_isalpha(*p) || *p == '_'))
            continue;
        while (p < end && !g_ascii_isspace(*p) && *p != '>' && *p != '<')
            p++;
        gboolean raw = is_html && is_raw(name, (gsize)(p - name));
        Tag tag;
        p = read_tag(p, end, &tag);
        comparisons += tag.attributes * tag.attributes;
        if (comparisons > COMPARISONS_MAX)
            return "more attributes than an element can have";
        if (tag.spaces > SPACES_MAX && !is_html)
            return "more name spaces than an element can have";
        if (raw)
            p = memmem(p, (gsize)(end - p), "</", 2);
        p = p ? p : end;
    }
    return NULL;
}
