#include "search/query-leaf.h"

#include <string.h>

#include "search/query-forms.h"

/* Of the digits of an id. */
#define ID_DIGITS 32

/* Sets the error to wrong, which it frees. Always FALSE. */
static gboolean refuse(const Query *query, gsize place, char *wrong, GError **error)
{
    query_error(error, query->text, place, "%s", wrong);
    g_free(wrong);
    return FALSE;
}

static gboolean make_words(Query *query, QueryNode *leaf, const QuerySettings *settings,
                           GError **error)
{
    char *wrong = query_forms_fill(leaf, settings->analysis, query->stopwords);
    return wrong ? refuse(query, leaf->start, wrong, error) : TRUE;
}

/* What has no meaning for whole values and dates. */
static gboolean check_filter(const Query *query, const QueryToken *token, const QueryScope *scope,
                             GError **error)
{
    char *wrong = NULL;
    if (query->text[token->inner_start] == '=')
        wrong = g_strdup_printf("'=' has no meaning in '%s:', which compares whole values: leave it out",
                                scope->field_name);
    else if (token->distance)
        wrong = g_strdup_printf("'~' has no meaning in '%s:'%s", scope->field_name,
                                scope->field->kind == FIELD_BOOLEAN
                                    ? ": write part of the value with a star, as in source:reut*"
                                    : ": leave it out");
    else if (token->weight != 1)
        wrong = g_strdup_printf("'^' has no meaning in '%s:', which filters and does not weigh: "
                                "leave it out",
                                scope->field_name);
    return wrong ? refuse(query, token->start, wrong, error) : TRUE;
}

/* An id's first digits stand for it. */
static gboolean make_id(const Query *query, QueryNode *leaf, GError **error)
{
    gsize length = strlen(leaf->written);
    if (length == 0 || length > ID_DIGITS || strspn(leaf->written, "0123456789abcdefABCDEF") < length)
        return refuse(query, leaf->start,
                      g_strdup("an id is up to 32 digits of 0-9 and a-f: write its first ones, as in "
                               "id:3f2a91c0"),
                      error);
    g_autofree char *digits = g_ascii_strdown(leaf->written, -1);
    if (length == ID_DIGITS) {
        leaf->value = g_steal_pointer(&digits);
    } else {
        g_autofree char *start = g_strconcat(digits, "*", NULL);
        leaf->pattern = query_pattern_new(start, 0);
    }
    return TRUE;
}

static gboolean make_value(const Query *query, QueryNode *leaf, GError **error)
{
    if (strcmp(leaf->field->prefix, PREFIX_ID) == 0)
        return make_id(query, leaf, error);
    gboolean wild;
    g_autofree char *folded =
        query_forms_fold(leaf->written, strcmp(leaf->field->prefix, PREFIX_URL) != 0, &wild);
    if (*folded == '\0')
        return refuse(query, leaf->start,
                      g_strdup_printf("the value of '%s:' is empty", leaf->field_name), error);
    wild = wild && !leaf->exact;
    const Language *language = strcmp(leaf->field->prefix, PREFIX_LANGUAGE) == 0 && !wild
                                   ? language_find(leaf->written)
                                   : NULL;
    if (wild)
        leaf->pattern = query_pattern_new(folded, 0);
    else
        leaf->value = language ? g_strdup(language->code) : g_steal_pointer(&folded);
    return TRUE;
}

static gboolean make_dates(const Query *query, QueryNode *leaf, const QuerySettings *settings,
                           GError **error)
{
    char *wrong =
        query_date_read(leaf->field_name, leaf->written, &settings->calendar, &leaf->dates);
    return wrong ? refuse(query, leaf->start, wrong, error) : TRUE;
}

static gboolean fill(Query *query, QueryNode *leaf, const QueryToken *token, const QueryScope *scope,
                     const QuerySettings *settings, GError **error)
{
    switch (leaf->kind) {
    case QUERY_VALUE:
        return check_filter(query, token, scope, error) && make_value(query, leaf, error);
    case QUERY_DATE:
        return check_filter(query, token, scope, error) && make_dates(query, leaf, settings, error);
    default:
        return make_words(query, leaf, settings, error);
    }
}

static QueryKind kind_of(const QueryToken *token, const QueryScope *scope)
{
    if (scope->field && scope->field->kind == FIELD_BOOLEAN)
        return QUERY_VALUE;
    if (scope->field && scope->field->kind == FIELD_DATE)
        return QUERY_DATE;
    return token->kind == QUERY_TOKEN_PHRASE ? QUERY_PHRASE : QUERY_WORD;
}

gboolean query_leaf_make(Query *query, const QueryToken *token, const QueryScope *scope,
                         const QuerySettings *settings, QueryNode **made, GError **error)
{
    *made = NULL;
    g_autoptr(QueryNode) leaf = query_node_new(kind_of(token, scope), token->start, token->end);
    leaf->written =
        g_strndup(query->text + token->inner_start, token->inner_end - token->inner_start);
    if (!query_node_has_words(leaf))
        g_strstrip(leaf->written);
    leaf->field = scope->field;
    leaf->field_name = scope->field_name;
    leaf->exact = scope->exact;
    leaf->needed = scope->needed;
    leaf->weight = token->weight;
    leaf->within = leaf->kind == QUERY_PHRASE ? token->distance : 0;
    leaf->fuzzy = leaf->kind == QUERY_WORD ? token->distance : 0;
    if (!fill(query, leaf, token, scope, settings, error))
        return FALSE;
    if (query_node_has_words(leaf) && leaf->alternatives->len == 0) {
        GString *written = g_string_new(scope->negated ? "-" : "");
        query_node_write(leaf, written);
        g_ptr_array_add(query->wordless, g_string_free(written, FALSE));
        return TRUE;
    }
    *made = g_steal_pointer(&leaf);
    return TRUE;
}
