#include "search/show-pattern.h"

#include <string.h>

struct ShowPattern {
    GHashTable *known; /* pieces that it has, as patterns */
    GString *text;
};

ShowPattern *show_pattern_new(void)
{
    ShowPattern *pattern = g_new0(ShowPattern, 1);
    pattern->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    pattern->text = g_string_new(NULL);
    return pattern;
}

void show_pattern_free(ShowPattern *pattern)
{
    if (!pattern)
        return;
    g_hash_table_unref(pattern->known);
    g_string_free(pattern->text, TRUE);
    g_free(pattern);
}

/* The boundary of a word is asked for where any regex library sees one in the same place. */
static gboolean is_word(char c)
{
    return g_ascii_isalnum(c);
}

static void append_escaped(GString *out, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (text[i] == ' ') {
            g_string_append(out, i && text[i - 1] == ' ' ? "" : " +");
            continue;
        }
        if (strchr("\\.[]{}()*+?^$|", text[i]))
            g_string_append_c(out, '\\');
        g_string_append_c(out, text[i]);
    }
}

void show_pattern_add(const char *text, gsize length, gboolean begun, gboolean ended, gpointer data)
{
    ShowPattern *pattern = data;
    while (length && text[length - 1] == ' ')
        length--;
    if (length == 0 || pattern->text->len >= SHOW_PATTERN_MAX_BYTES)
        return;
    GString *piece = g_string_new(begun ? "^" : is_word(text[0]) ? "\\b" : "");
    append_escaped(piece, text, length);
    g_string_append(piece, !ended ? "$" : is_word(text[length - 1]) ? "\\b" : "");
    gboolean fits = pattern->text->len + 1 + piece->len <= SHOW_PATTERN_MAX_BYTES;
    char *written = g_string_free(piece, FALSE);
    if (!fits || g_hash_table_contains(pattern->known, written)) {
        g_free(written);
        return;
    }
    g_string_append_printf(pattern->text, "%s%s", pattern->text->len ? "|" : "", written);
    g_hash_table_add(pattern->known, written);
}

const char *show_pattern_text(const ShowPattern *pattern)
{
    return pattern->text->len ? pattern->text->str : NULL;
}
