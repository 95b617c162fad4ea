#include "search/query.h"

#include <string.h>

#include "search/query-lex.h"
#include "search/query-parse.h"
#include "search/query-request.h"
#include "search/query-text.h"
#include "xapian-c/index-error.h"

gboolean query_is_filter(const QueryNode *node)
{
    if (query_node_is_leaf(node))
        return node->kind == QUERY_VALUE || node->kind == QUERY_DATE;
    for (guint i = 0; i < node->children->len; i++)
        if (!query_is_filter(node->children->pdata[i]))
            return FALSE;
    return TRUE;
}

/* ---- stop words ----------------------------------------------------------------------------- */

static void collect_leaves(QueryNode *node, gboolean negated, GPtrArray *leaves)
{
    if (query_node_is_leaf(node)) {
        node->negated = negated;
        g_ptr_array_add(leaves, node);
        return;
    }
    for (guint i = 0; i < node->children->len; i++)
        collect_leaves(node->children->pdata[i], negated || node->kind == QUERY_NOT, leaves);
}

gboolean query_is_shouted(const char *text)
{
    guint words = 0;
    gboolean in_word = FALSE;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_islower(c))
            return FALSE;
        gboolean letter = g_unichar_isupper(c);
        words += letter && !in_word;
        in_word = letter;
    }
    return words >= QUERY_SHOUTED_WORDS;
}

/* In capitals, or with dots, a word is an acronym (US, U.N., WHO), and no stop word; where all is
 * in capitals, with dots alone. */
static void keep_acronyms(const Query *query)
{
    gboolean shouted = query_is_shouted(query->text);
    for (guint i = 0; i < query->leaves->len; i++) {
        QueryNode *leaf = query->leaves->pdata[i];
        if (leaf->acronym && (!shouted || strchr(leaf->written, '.')))
            leaf->stopword_in = 0;
    }
}

/* The language whose stop words count, by its bit. A word may be a stop word in one language and a
 * word like any other in the next (war, die, car), so it is that of the index's first language;
 * another's where the query has at least two stop words of that, and more than of any before it. */
static guint64 language_of_stopwords(const GPtrArray *leaves)
{
    guint64 best = 1;
    guint most = 0;
    for (guint language = 0; language < 64; language++) {
        guint64 bit = G_GUINT64_CONSTANT(1) << language;
        guint count = 0;
        for (guint i = 0; i < leaves->len; i++) {
            const QueryNode *leaf = leaves->pdata[i];
            count += !leaf->negated && (leaf->stopword_in & bit) != 0;
        }
        if (language == 0 || (count >= 2 && count > most)) {
            best = bit;
            most = count;
        }
    }
    return best;
}

/* The bit of a language; 0 if the index has none of it. */
static guint64 language_bit(const Analysis *analysis, const char *name)
{
    for (gsize i = 0; i < MIN(analysis_count(analysis), 64); i++)
        if (g_str_equal(analysis_name(analysis, i), name))
            return G_GUINT64_CONSTANT(1) << i;
    return 0;
}

static void drop_stopwords(Query *query, QueryNode *node, guint64 language);

/* The node without its stop words; a level that has one clause left is that clause. */
static QueryNode *without_stopwords(Query *query, QueryNode *node, guint64 language)
{
    if (query_node_is_leaf(node) || node->kind == QUERY_NOT)
        return node;
    drop_stopwords(query, node, language);
    const QueryNode *only = node->children->pdata[0];
    if (node->children->len > 1 || only->kind == QUERY_NOT)
        return node;
    QueryNode *child = g_ptr_array_steal_index(node->children, 0);
    child->weight *= node->weight;
    query_node_free(node);
    return child;
}

/* Stop words go, unless there is no other word on their level that an article must have. */
static void drop_stopwords(Query *query, QueryNode *node, guint64 language)
{
    guint others = 0;
    for (guint i = 0; i < node->children->len; i++) {
        const QueryNode *child = node->children->pdata[i];
        others += child->kind != QUERY_NOT && !query_is_filter(child) &&
                  !(child->stopword_in & language);
    }
    for (guint i = 0; i < node->children->len;) {
        QueryNode *child = node->children->pdata[i];
        if (others && (child->stopword_in & language)) {
            GString *written = g_string_new(NULL);
            query_node_write(child, written);
            g_ptr_array_add(query->stopwords, g_string_free(written, FALSE));
            g_ptr_array_remove_index(node->children, i);
            continue;
        }
        node->children->pdata[i++] = without_stopwords(query, child, language);
    }
}

/* ---- the whole ------------------------------------------------------------------------------ */

static Query *query_new(void)
{
    Query *query = g_new0(Query, 1);
    query->leaves = g_ptr_array_new();
    query->stopwords = g_ptr_array_new_with_free_func(g_free);
    query->wordless = g_ptr_array_new_with_free_func(g_free);
    return query;
}

Query *query_parse(const char *text, gsize length, const QuerySettings *settings, GError **error)
{
    GString *plain = query_text_plain(text, length, error);
    if (!plain)
        return NULL;
    g_autoptr(Query) query = query_new();
    length = plain->len;
    query->text = g_string_free(plain, FALSE);
    query->flags = settings->flags;
    if ((query->flags & QUERY_ALL_IF_EMPTY) && strspn(query->text, " \t\n\v\f\r") == length) {
        query->root = query_node_new(QUERY_AND, 0, 0);
        return g_steal_pointer(&query);
    }
    g_autoptr(GArray) tokens = query_lex(query->text, length, error);
    if (!tokens || !query_parse_tokens(query, tokens, settings, error))
        return NULL;
    if (!query->root) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "query: there is no word in it; a word has a letter or a digit");
        return NULL;
    }
    collect_leaves(query->root, FALSE, query->leaves);
    keep_acronyms(query);
    guint64 language = language_of_stopwords(query->leaves);
    if ((query->flags & QUERY_ANY) && query->root->kind == QUERY_OR &&
        language == language_bit(settings->analysis, "english"))
        query_request_mark(query->root, query->text, language);
    query->root = without_stopwords(query, query->root, language);
    g_ptr_array_set_size(query->leaves, 0);
    collect_leaves(query->root, FALSE, query->leaves);
    for (guint i = 0; i < query->leaves->len; i++)
        ((QueryNode *)query->leaves->pdata[i])->clause = i;
    return g_steal_pointer(&query);
}

void query_free(Query *query)
{
    if (!query)
        return;
    query_node_free(query->root);
    g_ptr_array_unref(query->leaves);
    g_ptr_array_unref(query->stopwords);
    g_ptr_array_unref(query->wordless);
    g_free(query->text);
    g_free(query);
}
