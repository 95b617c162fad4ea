#include "search/topic.h"

#include <string.h>

#include "console/console.h"

static gboolean is_letter(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* What belongs to a word that it stands inside of. */
static gboolean joins(gunichar c)
{
    return c == '\'' || c == 0x2019 || c == '.' || c == ',' || c == '-';
}

static gboolean is_operator(const char *word)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR", "BEFORE"};
    for (gsize i = 0; i < G_N_ELEMENTS(operators); i++)
        if (strcmp(operators[i], word) == 0)
            return TRUE;
    return FALSE;
}

static void add_word(GString *words, GString *word)
{
    if (word->len == 0)
        return;
    if (is_operator(word->str))
        g_string_ascii_down(word);
    g_string_append_printf(words, "%s%s", words->len ? " " : "", word->str);
    g_string_truncate(word, 0);
}

char *topic_words(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *words = g_string_new(NULL);
    g_autoptr(GString) word = g_string_new(NULL);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean inside = word->len && joins(c) && is_letter(g_utf8_get_char(g_utf8_next_char(p)));
        if (is_letter(c) || inside)
            g_string_append_unichar(word, c);
        else
            add_word(words, word);
    }
    add_word(words, word);
    return g_string_free(words, FALSE);
}

char *topic_words_instead(const char *name, const char *text, const QuerySettings *settings,
                          gboolean quiet)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Query) query = query_parse(text, strlen(text), settings, &error);
    gboolean shouted = query_is_shouted(text);
    if (query && !shouted)
        return NULL;
    if (!quiet)
        console_note("note: topic %s is no query, so its words alone are searched for (%s)", name,
                     shouted ? "it is all in capitals" : error->message);
    g_autofree char *words = topic_words(text);
    return shouted ? g_utf8_strdown(words, -1) : g_steal_pointer(&words);
}
