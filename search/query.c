#include "search/query.h"

#include <string.h>

#include "search/query-forms.h"
#include "search/query-lex.h"
#include "xapian-c/index-error.h"

typedef struct {
    const char *text;
    Analysis *analysis;
    Query *query;
    GPtrArray *wanted;   /* QueryNode * */
    GPtrArray *unwanted; /* QueryNode * */
} Parser;

static void free_node(gpointer node)
{
    query_node_free(node);
}

static gboolean parse_leaf(Parser *parser, const QueryToken *token, gboolean negated,
                           GError **error)
{
    if (parser->wanted->len + parser->unwanted->len == QUERY_MAX_LEAVES) {
        query_error(error, parser->text, token->start, "more than %d words", QUERY_MAX_LEAVES);
        return FALSE;
    }
    QueryKind kind = token->kind == QUERY_TOKEN_PHRASE ? QUERY_PHRASE : QUERY_WORD;
    g_autoptr(QueryNode) leaf = query_node_new(kind, token->start, token->end);
    leaf->written =
        g_strndup(parser->text + token->inner_start, token->inner_end - token->inner_start);
    leaf->negated = negated;
    if (!query_forms_fill(leaf, parser->analysis, parser->query->stopwords, error))
        return FALSE;
    if (leaf->alternatives->len == 0) {
        GString *written = g_string_new(negated ? "-" : "");
        query_node_write(leaf, written);
        g_ptr_array_add(parser->query->wordless, g_string_free(written, FALSE));
        return TRUE;
    }
    g_ptr_array_add(negated ? parser->unwanted : parser->wanted, g_steal_pointer(&leaf));
    return TRUE;
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
        for (guint i = 0; i < leaves->len; i++)
            count += (((QueryNode *)leaves->pdata[i])->stopword_in & bit) != 0;
        if (language == 0 || (count >= 2 && count > most)) {
            best = bit;
            most = count;
        }
    }
    return best;
}

/* Stop words go, unless there is nothing else that an article must have. */
static void drop_stopwords(Parser *parser)
{
    guint64 language = language_of_stopwords(parser->wanted);
    guint others = 0;
    for (guint i = 0; i < parser->wanted->len; i++)
        others += !(((QueryNode *)parser->wanted->pdata[i])->stopword_in & language);
    if (others == 0)
        return;
    for (guint i = 0; i < parser->wanted->len;) {
        QueryNode *leaf = parser->wanted->pdata[i];
        if (!(leaf->stopword_in & language)) {
            i++;
            continue;
        }
        g_ptr_array_add(parser->query->stopwords, g_strdup(leaf->written));
        g_ptr_array_remove_index(parser->wanted, i);
    }
}

/* Moves the nodes of an array into a new node. */
static QueryNode *gather(QueryKind kind, GPtrArray *nodes, gsize length)
{
    QueryNode *node = query_node_new(kind, 0, length);
    while (nodes->len)
        g_ptr_array_add(node->children, g_ptr_array_steal_index(nodes, 0));
    return node;
}

static QueryNode *build(Parser *parser, gsize length, gboolean any)
{
    gboolean alone = parser->unwanted->len == 0;
    if (alone && parser->wanted->len == 1)
        return g_ptr_array_steal_index(parser->wanted, 0);
    if (alone)
        return gather(any ? QUERY_OR : QUERY_AND, parser->wanted, length);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new();
    if (any && parser->wanted->len > 1)
        g_ptr_array_add(clauses, gather(QUERY_OR, parser->wanted, length));
    while (parser->wanted->len)
        g_ptr_array_add(clauses, g_ptr_array_steal_index(parser->wanted, 0));
    while (parser->unwanted->len) {
        QueryNode *leaf = g_ptr_array_steal_index(parser->unwanted, 0);
        QueryNode *negation = query_node_new(QUERY_NOT, leaf->start, leaf->end);
        g_ptr_array_add(negation->children, leaf);
        g_ptr_array_add(clauses, negation);
    }
    return gather(QUERY_AND, clauses, length);
}

static void number_leaves(Query *query, QueryNode *node)
{
    if (query_node_is_leaf(node)) {
        node->clause = query->leaves->len;
        g_ptr_array_add(query->leaves, node);
        return;
    }
    for (guint i = 0; i < node->children->len; i++)
        number_leaves(query, node->children->pdata[i]);
}

Query *query_parse(const char *text, gsize length, guint flags, Analysis *analysis, GError **error)
{
    g_autoptr(GArray) tokens = query_lex(text, length, error);
    if (!tokens)
        return NULL;
    g_autoptr(Query) query = g_new0(Query, 1);
    query->leaves = g_ptr_array_new();
    query->stopwords = g_ptr_array_new_with_free_func(g_free);
    query->wordless = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(free_node);
    g_autoptr(GPtrArray) unwanted = g_ptr_array_new_with_free_func(free_node);
    Parser parser = {text, analysis, query, wanted, unwanted};
    gboolean negated = FALSE;
    for (guint i = 0; i < tokens->len; i++) {
        const QueryToken *token = &g_array_index(tokens, QueryToken, i);
        if (token->kind != QUERY_TOKEN_MINUS && !parse_leaf(&parser, token, negated, error))
            return NULL;
        negated = token->kind == QUERY_TOKEN_MINUS;
    }
    if (wanted->len + unwanted->len == 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "query: there is no word in it; a word has a letter or a digit");
        return NULL;
    }
    drop_stopwords(&parser);
    query->root = build(&parser, length, flags & QUERY_ANY);
    number_leaves(query, query->root);
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
    g_free(query);
}
