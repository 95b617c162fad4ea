#include "search/query-expand.h"

#include <string.h>

#include "xapian-c/index-error.h"

static gboolean fill_pattern(Vocabulary *vocabulary, const QueryNode *leaf, QueryPattern *pattern,
                             guint limit, GError **error)
{
    const char *prefix = leaf->field ? leaf->field->prefix : "";
    g_autoptr(GArray) words =
        vocabulary_fit(vocabulary, prefix, pattern, limit, &pattern->total, error);
    if (!words)
        return FALSE;
    g_autoptr(GString) term = g_string_new(NULL);
    g_ptr_array_set_size(pattern->forms, 0);
    for (guint i = 0; i < words->len; i++) {
        const char *word = g_array_index(words, VocabularyWord, i).word;
        g_string_assign(term, leaf->kind == QUERY_VALUE ? "" : word);
        /* A value that was cut is known by its term alone. */
        if (leaf->kind == QUERY_VALUE && strlen(word) + strlen(prefix) > TERM_MAX_BYTES)
            g_string_printf(term, "%s%s", prefix, word);
        else if (leaf->kind == QUERY_VALUE)
            schema_boolean_term(term, prefix, word, strlen(word));
        g_ptr_array_add(pattern->forms, g_strdup(term->str));
    }
    return TRUE;
}

static gboolean fill_alternative(Vocabulary *vocabulary, const QueryNode *leaf,
                                 const QueryAlternative *alternative, GError **error)
{
    guint limit = alternative->slots->len > 1 ? QUERY_MAX_FORMS_IN_PHRASE : QUERY_MAX_FORMS;
    for (guint i = 0; i < alternative->slots->len; i++) {
        const QuerySlot *slot = alternative->slots->pdata[i];
        for (guint k = 0; k < slot->patterns->len; k++)
            if (!fill_pattern(vocabulary, leaf, slot->patterns->pdata[k], limit, error))
                return FALSE;
    }
    return TRUE;
}

static void count_pattern(const QueryNode *leaf, const QueryPattern *pattern, gpointer data)
{
    (void)leaf;
    (void)pattern;
    ++*(guint *)data;
}

gboolean query_expand(Query *query, Vocabulary *vocabulary, GError **error)
{
    guint patterns = 0;
    query_each_pattern(query, count_pattern, &patterns);
    if (patterns > QUERY_MAX_PATTERNS) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "query: %u words with wildcards or other spellings, of which it can have %d: write "
                    "some out",
                    patterns, QUERY_MAX_PATTERNS);
        return FALSE;
    }
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (leaf->pattern &&
            !fill_pattern(vocabulary, leaf, leaf->pattern, QUERY_MAX_FORMS, error))
            return FALSE;
        for (guint k = 0; leaf->alternatives && k < leaf->alternatives->len; k++)
            if (!fill_alternative(vocabulary, leaf, leaf->alternatives->pdata[k], error))
                return FALSE;
    }
    return TRUE;
}

static void each_of_alternative(const QueryNode *leaf, const QueryAlternative *alternative,
                                QueryPatternFunc func, gpointer data)
{
    for (guint i = 0; i < alternative->slots->len; i++) {
        const QuerySlot *slot = alternative->slots->pdata[i];
        for (guint k = 0; k < slot->patterns->len; k++)
            func(leaf, slot->patterns->pdata[k], data);
    }
}

void query_each_pattern(const Query *query, QueryPatternFunc func, gpointer data)
{
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (leaf->pattern)
            func(leaf, leaf->pattern, data);
        for (guint k = 0; leaf->alternatives && k < leaf->alternatives->len; k++)
            each_of_alternative(leaf, leaf->alternatives->pdata[k], func, data);
    }
}
