#include "search/query-understand.h"

#include <string.h>

#include "console/console.h"
#include "console/number.h"
#include "search/query-error.h"
#include "search/query-expand.h"
#include "search/query-text.h"

/* An index without positions can't tell phrases. */
static gboolean check_phrases(const Searcher *searcher, const Query *query, GError **error)
{
    for (guint i = 0; !searcher->positions && i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (leaf->kind != QUERY_PHRASE && leaf->kind != QUERY_NEAR)
            continue;
        const QueryAlternative *first = leaf->alternatives->pdata[0];
        if (first->slots->len < 2)
            continue;
        g_autoptr(GString) written = g_string_new(NULL);
        query_node_write(leaf, written);
        g_set_error(
            error, INDEX_ERROR, INDEX_ERROR_QUERY,
            "can't search for the phrase %s: '%s' was made without positions; search for "
            "its words, or run 'dateline reindex --positions'",
            written->str, searcher->path);
        return FALSE;
    }
    return TRUE;
}

static gint64 lap(gint64 *since)
{
    gint64 now = g_get_monotonic_time(), spent = now - *since;
    *since = now;
    return spent;
}

Query *query_understand(Searcher *searcher, const QuerySettings *settings, const char *text,
                        ExplainTimes *times)
{
    g_autoptr(GError) error = NULL;
    gint64 clock = g_get_monotonic_time();
    g_autoptr(Query) query = query_parse(text, strlen(text), settings, &error);
    gint64 parse = lap(&clock);
    gboolean done = query && check_phrases(searcher, query, &error) &&
                    query_expand(query, searcher->vocabulary, &error);
    if (times) {
        times->parse = parse;
        times->expand = lap(&clock);
    }
    if (!done) {
        query_error_report(text, error);
        return NULL;
    }
    return g_steal_pointer(&query);
}

/* ---- notes ---------------------------------------------------------------------------------- */

static gboolean has_quote_or_bracket(const char *word)
{
    for (const char *p = word; *p; p = g_utf8_next_char(p))
        if (*p == '(' || *p == ')' || query_text_quote_group(g_utf8_get_char(p)))
            return TRUE;
    return FALSE;
}

/* The shell takes the quotes off `karabakh "cease fire"`, and so its meaning. */
static void note_lost_quotes(const GPtrArray *words)
{
    for (guint i = 0; words && words->len > 1 && i < words->len; i++) {
        const char *word = words->pdata[i];
        if (strchr(word, ' ') && !has_quote_or_bracket(word))
            console_note(
                "note: the shell took the quotes from %s: its words were searched one by one; "
                "for a phrase write '\"%s\"'",
                word, word);
    }
}

static void note_left_out(const GPtrArray *left_out, const char *why)
{
    if (left_out->len == 0)
        return;
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < left_out->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", (char *)left_out->pdata[i]);
    console_note("note: left out, %s: %s", why, list->str);
}

/* Whether a word of the text right before place is NOT. */
static gboolean is_behind_not(const char *text, gsize place)
{
    while (place > 0 && strchr(" (\t\n", text[place - 1]))
        place--;
    return place >= 3 && memcmp(text + place - 3, "NOT", 3) == 0 &&
           (place == 3 || strchr(" (\t\n", text[place - 4]));
}

static gboolean has_either(const QueryNode *node)
{
    gboolean found = node->kind == QUERY_OR;
    for (guint i = 0; !query_node_is_leaf(node) && i < node->children->len; i++)
        found |= has_either(node->children->pdata[i]);
    return found;
}

/* Of a headline in capitals nobody knows whether its NOT and OR are meant as signs. */
static void note_shouted(const Query *query)
{
    if (!query_is_shouted(query->text) || (query->flags & QUERY_ANY))
        return;
    const char *sign = has_either(query->root) ? "OR" : NULL;
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (leaf->negated && is_behind_not(query->text, leaf->start))
            sign = "NOT";
    }
    if (sign)
        console_note("note: all is in capitals; %s is read as a sign (in lower case it is a word)",
                     sign);
}

static void note_limit(const QueryNode *leaf, const QueryPattern *pattern, gpointer data)
{
    (void)data;
    if (pattern->total <= pattern->forms->len)
        return;
    g_autoptr(GString) written = g_string_new(NULL);
    query_node_write(leaf, written);
    gboolean part = leaf->kind == QUERY_PHRASE || leaf->kind == QUERY_NEAR;
    g_autofree char *total = number_grouped(pattern->total);
    console_note("note: %s%s%s stands for the %u most frequent of the %s words that fit",
                 part ? pattern->text : "", part ? " in " : "", written->str, pattern->forms->len,
                 total);
}

gboolean query_zone_find(const char *name, GTimeZone **zone, GError **error)
{
    *zone = name ? g_time_zone_new_identifier(name) : NULL;
    if (*zone || !name)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                "there is no time zone '%s': write one like Europe/Paris or +04:00", name);
    return FALSE;
}

void query_understand_notes(const Query *query, const GPtrArray *words)
{
    note_lost_quotes(words);
    note_left_out(query->stopwords, "too common (quote it to search for it)");
    note_left_out(query->wordless, "no word in it");
    note_shouted(query);
    query_each_pattern(query, note_limit, NULL);
}
