#include "search/query-parse.h"

#include <string.h>

#include "search/query-forms.h"
#include "search/query-leaf.h"
#include "search/query-lex.h"

typedef struct {
    Query *query;
    const GArray *tokens;
    guint at;
    const QuerySettings *settings;
    guint leaves, depth;
} Parser;

typedef enum { JOIN_NOTHING, JOIN_AND, JOIN_OR } Join;

/* What stands on one level, between signs of its own. */
typedef struct {
    QueryNode *node; /* NULL: no word was in it */
    gsize start;
    Join join; /* to the item before */
    gboolean negated, needed;
} Item;

static gboolean parse_level(Parser *parser, const QueryScope *scope, QueryNode **node, GError **error);

static void clear_item(gpointer item)
{
    query_node_free(((Item *)item)->node);
}

static const QueryToken *token_at(const Parser *parser)
{
    return &g_array_index(parser->tokens, QueryToken, parser->at);
}

static gboolean is_operator(QueryTokenKind kind)
{
    return kind == QUERY_TOKEN_AND || kind == QUERY_TOKEN_OR || kind == QUERY_TOKEN_NEAR ||
           kind == QUERY_TOKEN_BEFORE;
}

static gboolean is_near(QueryTokenKind kind)
{
    return kind == QUERY_TOKEN_NEAR || kind == QUERY_TOKEN_BEFORE;
}

/* Whether an operand can't begin with the token. */
static gboolean is_end(QueryTokenKind kind)
{
    return kind == QUERY_TOKEN_END || kind == QUERY_TOKEN_CLOSE || is_operator(kind);
}

/* An error about a token; format has a %s for it, or none. Always FALSE. */
static gboolean refuse(const Parser *parser, const QueryToken *token, const char *format, GError **error)
{
    g_autofree char *name = g_strndup(parser->query->text + token->start, token->end - token->start);
    g_auto(GStrv) around = g_strsplit(format, "%s", 2);
    g_autofree char *message = g_strjoinv(name, around);
    query_error(error, parser->query->text, token->start, "%s", message);
    return FALSE;
}

/* ---- operands ------------------------------------------------------------------------------- */

static gboolean parse_leaf(Parser *parser, const QueryScope *scope, QueryNode **node, GError **error)
{
    const QueryToken *token = token_at(parser);
    if (parser->leaves++ == QUERY_MAX_LEAVES) {
        query_error(error, parser->query->text, token->start, "more than %d words", QUERY_MAX_LEAVES);
        return FALSE;
    }
    parser->at++;
    return query_leaf_make(parser->query, token, scope, parser->settings, node, error);
}

static gboolean parse_exact(Parser *parser, const QueryScope *scope, QueryNode **node, GError **error)
{
    const QueryToken *sign = token_at(parser);
    parser->at++;
    gboolean whole = scope->field && scope->field->kind == FIELD_BOOLEAN;
    QueryTokenKind kind = token_at(parser)->kind;
    if (kind == QUERY_TOKEN_PHRASE && !whole)
        return refuse(parser, sign, "a phrase stands as it is written: leave out the '%s'", error);
    if (kind != QUERY_TOKEN_WORD && kind != QUERY_TOKEN_PHRASE)
        return refuse(parser, sign, "'%s' goes with a single word, as in =talks", error);
    if (token_at(parser)->distance)
        return refuse(parser, sign, "'%s' and '~' exclude each other: leave out one", error);
    QueryScope exact = *scope;
    exact.exact = TRUE;
    return parse_leaf(parser, &exact, node, error);
}

static gboolean parse_bracket(Parser *parser, const QueryScope *scope, QueryNode **node, GError **error)
{
    const QueryToken *open = token_at(parser);
    if (parser->depth == QUERY_MAX_DEPTH) {
        query_error(error, parser->query->text, open->start, "more than %d brackets, one in the other",
                    QUERY_MAX_DEPTH);
        return FALSE;
    }
    parser->at++;
    if (token_at(parser)->kind == QUERY_TOKEN_CLOSE)
        return refuse(parser, open, "nothing stands in these brackets (in quotes '%s' is text)", error);
    parser->depth++;
    g_autoptr(QueryNode) inner = NULL;
    if (!parse_level(parser, scope, &inner, error))
        return FALSE;
    parser->depth--;
    const QueryToken *close = token_at(parser);
    if (close->kind != QUERY_TOKEN_CLOSE)
        return refuse(parser, open, "the bracket '%s' that opens here is never closed", error);
    parser->at++;
    if (inner && close->weight != 1 && query_is_filter(inner))
        return refuse(parser, close, "'%s': a filter has no weight, leave that out", error);
    if (inner)
        inner->weight *= close->weight;
    *node = g_steal_pointer(&inner);
    return TRUE;
}

static gboolean parse_operand(Parser *parser, const QueryScope *scope, QueryNode **node, GError **error)
{
    const QueryToken *token = token_at(parser);
    QueryScope inside = *scope;
    switch (token->kind) {
    case QUERY_TOKEN_FIELD:
        if (scope->field)
            return refuse(parser, token, "a field can't stand in another: leave out '%s'", error);
        inside.field = token->field;
        inside.field_name = token->field_name;
        parser->at++;
        return parse_operand(parser, &inside, node, error);
    case QUERY_TOKEN_OPEN:
        inside.needed = inside.negated = FALSE;
        return parse_bracket(parser, &inside, node, error);
    case QUERY_TOKEN_EXACT:
        return parse_exact(parser, scope, node, error);
    case QUERY_TOKEN_WORD:
    case QUERY_TOKEN_PHRASE:
        return parse_leaf(parser, scope, node, error);
    default:
        return refuse(parser, token, "a word can't begin with '%s' here (in quotes it is text)", error);
    }
}

/* ---- NEAR and BEFORE ------------------------------------------------------------------------ */

/* Why a node can't stand beside NEAR; NULL if it can. */
static const char *unfit(const QueryNode *node, const QueryScope *scope)
{
    if (node->kind == QUERY_NEAR)
        return "NEAR and BEFORE can't stand inside each other: join them with AND";
    if (node->kind == QUERY_PHRASE && node->within)
        return "a loose phrase can't stand beside NEAR or BEFORE: join them with AND";
    if (node->weight != 1)
        return "a weight can't stand inside NEAR or BEFORE: write (peace NEAR/5 talks)^2";
    if (query_node_is_leaf(node) && node->field != scope->field)
        return "the field goes before the whole: title:(peace NEAR/5 talks)";
    if (node->kind == QUERY_OR || node->kind == QUERY_WORD || node->kind == QUERY_PHRASE)
        return NULL;
    return "only words, and alternatives in brackets (a OR b), can stand beside NEAR or BEFORE";
}

static gboolean add_words(Parser *parser, const QueryNode *node, const QueryScope *scope,
                          QuerySlot *slot, GError **error)
{
    const char *why = unfit(node, scope);
    g_autofree char *wrong = NULL;
    if (!why && node->kind != QUERY_OR)
        why = wrong = query_forms_as_slot(node, parser->settings->analysis, slot);
    if (why) {
        query_error(error, parser->query->text, node->start, "%s", why);
        return FALSE;
    }
    for (guint i = 0; node->kind == QUERY_OR && i < node->children->len; i++)
        if (!add_words(parser, node->children->pdata[i], scope, slot, error))
            return FALSE;
    return TRUE;
}

/* The operand behind a NEAR or BEFORE, and before it; node may be NULL. */
static gboolean add_operand(Parser *parser, const QueryToken *sign, const QueryNode *node,
                            const QueryScope *scope, QueryAlternative *alternative, GError **error)
{
    if (!node)
        return refuse(parser, sign, "'%s' stands between two words, and one has no letter or digit",
                      error);
    QuerySlot *slot = query_slot_new();
    gboolean done = add_words(parser, node, scope, slot, error);
    if (done)
        query_alternative_add(alternative, slot);
    query_slot_free(slot);
    return done;
}

/* first NEAR/5 … */
static gboolean parse_near(Parser *parser, const QueryScope *scope, gsize start,
                           const QueryNode *first, QueryNode **node, GError **error)
{
    const QueryToken *sign = token_at(parser);
    g_autoptr(QueryNode) near = query_node_new(QUERY_NEAR, start, start);
    near->field = scope->field;
    near->field_name = scope->field_name;
    near->needed = scope->needed;
    near->within = sign->distance;
    near->in_order = sign->kind == QUERY_TOKEN_BEFORE;
    QueryAlternative *alternative = query_alternative_new();
    g_ptr_array_add(near->alternatives, alternative);
    if (scope->field && scope->field->kind != FIELD_TEXT)
        return refuse(parser, sign, "'%s' goes with words: values and dates have no neighbours", error);
    if (!add_operand(parser, sign, first, scope, alternative, error))
        return FALSE;
    QueryScope inside = *scope;
    inside.needed = inside.negated = FALSE;
    while (is_near(token_at(parser)->kind)) {
        const QueryToken *again = token_at(parser);
        if (again->kind != sign->kind || again->distance != sign->distance)
            return refuse(parser, again,
                          "'%s' beside another distance or order can't be: join them with AND", error);
        parser->at++;
        if (is_end(token_at(parser)->kind))
            return refuse(parser, again, "nothing stands behind '%s' (in quotes it is a word)", error);
        g_autoptr(QueryNode) operand = NULL;
        if (!parse_operand(parser, &inside, &operand, error) ||
            !add_operand(parser, again, operand, scope, alternative, error))
            return FALSE;
    }
    if (near->within + 1 < alternative->slots->len)
        return refuse(parser, sign, "so many words don't fit within '%s': write a greater distance",
                      error);
    near->end = g_array_index(parser->tokens, QueryToken, parser->at - 1).end;
    near->written = g_strndup(parser->query->text + near->start, near->end - near->start);
    *node = g_steal_pointer(&near);
    return TRUE;
}

/* ---- items ---------------------------------------------------------------------------------- */

static gboolean parse_signs(Parser *parser, Item *item, GError **error)
{
    const QueryToken *sign = NULL;
    for (;; parser->at++) {
        const QueryToken *token = token_at(parser);
        gboolean minus = token->kind == QUERY_TOKEN_MINUS || token->kind == QUERY_TOKEN_NOT;
        if (sign && is_end(token->kind))
            return refuse(parser, sign, "nothing stands behind '%s' (in quotes it is text)", error);
        if (!minus && token->kind != QUERY_TOKEN_PLUS)
            return TRUE;
        if (sign)
            return refuse(parser, token, "'%s' is the second sign before one word: leave out one", error);
        sign = token;
        item->negated = minus;
        item->needed = !minus;
    }
}

static gboolean parse_item(Parser *parser, const QueryScope *scope, Item *item, GError **error)
{
    item->start = token_at(parser)->start;
    if (!parse_signs(parser, item, error))
        return FALSE;
    QueryScope inside = *scope;
    inside.negated = item->negated;
    inside.needed = item->needed;
    gsize start = token_at(parser)->start;
    g_autoptr(QueryNode) node = NULL;
    if (!parse_operand(parser, &inside, &node, error))
        return FALSE;
    if (is_near(token_at(parser)->kind)) {
        QueryNode *near = NULL;
        if (!parse_near(parser, &inside, start, node, &near, error))
            return FALSE;
        query_node_free(node);
        node = near;
    }
    item->node = g_steal_pointer(&node);
    return TRUE;
}

/* The items up to a closing bracket or the end. */
static gboolean parse_items(Parser *parser, const QueryScope *scope, GArray *items, GError **error)
{
    const QueryToken *pending = NULL; /* AND or OR */
    for (;; ) {
        const QueryToken *token = token_at(parser);
        if (token->kind == QUERY_TOKEN_CLOSE || token->kind == QUERY_TOKEN_END)
            break;
        if (is_operator(token->kind)) {
            if (items->len == 0 || pending || is_near(token->kind))
                return refuse(parser, token,
                              "'%s' stands between two words; one is missing before it (in quotes it "
                              "is a word)",
                              error);
            pending = token;
            parser->at++;
            continue;
        }
        Item item = {.join = !pending                          ? JOIN_NOTHING
                             : pending->kind == QUERY_TOKEN_OR ? JOIN_OR
                                                               : JOIN_AND};
        pending = NULL;
        if (!parse_item(parser, scope, &item, error))
            return FALSE;
        g_array_append_val(items, item);
    }
    if (pending)
        return refuse(parser, pending,
                      "'%s' stands between two words; one is missing behind it (in quotes it is a word)",
                      error);
    return TRUE;
}

/* Whether AND or OR joins the item to a neighbour. */
static gboolean is_joined(const GArray *items, guint i)
{
    return g_array_index(items, Item, i).join != JOIN_NOTHING ||
           (i + 1 < items->len && g_array_index(items, Item, i + 1).join != JOIN_NOTHING);
}

/* Items without words go; what AND or OR joins must have some, and counts even if it is a stop word. */
static gboolean settle_items(const Parser *parser, GArray *items, GError **error)
{
    for (guint i = 0; i < items->len; i++) {
        Item *item = &g_array_index(items, Item, i);
        if (!is_joined(items, i))
            continue;
        if (!item->node) {
            query_error(error, parser->query->text, item->start,
                        "there is no word here: a word has a letter or a digit");
            return FALSE;
        }
        item->node->stopword_in = 0;
    }
    for (guint i = 0; i < items->len;) {
        if (g_array_index(items, Item, i).node)
            i++;
        else
            g_array_remove_index(items, i);
    }
    return TRUE;
}

/* ---- levels --------------------------------------------------------------------------------- */

static void adopt(QueryNode *parent, QueryNode *child)
{
    if (parent->children->len == 0 || child->start < parent->start)
        parent->start = child->start;
    parent->end = MAX(parent->end, child->end);
    g_ptr_array_add(parent->children, child);
}

static QueryNode *negation_of(QueryNode *node)
{
    QueryNode *negation = query_node_new(QUERY_NOT, node->start, node->end);
    adopt(negation, node);
    return negation;
}

/* The node of kind of these, which it takes; a single one as it is, but for a negation. */
static QueryNode *gather(QueryKind kind, GPtrArray *nodes)
{
    const QueryNode *first = nodes->pdata[0];
    if (nodes->len == 1 && first->kind != QUERY_NOT)
        return g_ptr_array_steal_index(nodes, 0);
    QueryNode *node = query_node_new(kind, 0, 0);
    while (nodes->len)
        adopt(node, g_ptr_array_steal_index(nodes, 0));
    return node;
}

static void add_negations(GPtrArray *nodes, GPtrArray *unwanted)
{
    while (unwanted->len)
        g_ptr_array_add(nodes, negation_of(g_ptr_array_steal_index(unwanted, 0)));
}

static GPtrArray *nodes_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)query_node_free);
}

/* The items from first up to end, all of which must match, or not. */
static QueryNode *all_of(GArray *items, guint first, guint end)
{
    g_autoptr(GPtrArray) wanted = nodes_new();
    g_autoptr(GPtrArray) unwanted = nodes_new();
    for (guint i = first; i < end; i++) {
        Item *item = &g_array_index(items, Item, i);
        g_ptr_array_add(item->negated ? unwanted : wanted, g_steal_pointer(&item->node));
    }
    add_negations(wanted, unwanted);
    return gather(QUERY_AND, wanted);
}

/* Where the run of items that begins at first ends: before the next that is joined otherwise. */
static guint run_end(const GArray *items, guint first, gboolean any)
{
    guint end = first + 1;
    while (end < items->len) {
        Join join = g_array_index(items, Item, end).join;
        if (join == JOIN_OR || (any && join == JOIN_NOTHING))
            break;
        end++;
    }
    return end;
}

static QueryNode *build_all(GArray *items)
{
    g_autoptr(GPtrArray) runs = nodes_new();
    for (guint i = 0, end; i < items->len; i = end) {
        end = run_end(items, i, FALSE);
        g_ptr_array_add(runs, all_of(items, i, end));
    }
    return gather(QUERY_OR, runs);
}

/* With QUERY_ANY. Filters hold for all; where something has a plus, what has none only weighs. */
static QueryNode *build_any(GArray *items)
{
    g_autoptr(GPtrArray) wanted = nodes_new(), needed = nodes_new(), unwanted = nodes_new();
    g_autoptr(GPtrArray) filters = nodes_new();
    for (guint i = 0, end; i < items->len; i = end) {
        const Item *item = &g_array_index(items, Item, i);
        end = run_end(items, i, TRUE);
        gboolean joined = is_joined(items, i), plus = FALSE;
        for (guint k = i; k < end; k++)
            plus |= g_array_index(items, Item, k).needed;
        GPtrArray *place = plus                                         ? needed
                           : joined                                     ? wanted
                           : item->negated                              ? unwanted
                           : query_is_filter(item->node)                ? filters
                                                                        : wanted;
        if (place == unwanted)
            g_ptr_array_add(unwanted, g_steal_pointer(&((Item *)item)->node));
        else
            g_ptr_array_add(place, all_of(items, i, end));
    }
    g_autoptr(GPtrArray) clauses = nodes_new();
    if (wanted->len && needed->len == 0)
        g_ptr_array_add(clauses, gather(QUERY_OR, wanted));
    while (needed->len)
        g_ptr_array_add(clauses, g_ptr_array_steal_index(needed, 0));
    while (filters->len)
        g_ptr_array_add(clauses, g_ptr_array_steal_index(filters, 0));
    if (wanted->len) {
        QueryNode *maybe = query_node_new(QUERY_MAYBE, 0, 0);
        adopt(maybe, gather(QUERY_AND, clauses));
        adopt(maybe, gather(QUERY_OR, wanted));
        g_ptr_array_add(clauses, maybe);
    }
    add_negations(clauses, unwanted);
    return gather(QUERY_AND, clauses);
}

static gboolean parse_level(Parser *parser, const QueryScope *scope, QueryNode **node, GError **error)
{
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Item));
    g_array_set_clear_func(items, clear_item);
    *node = NULL;
    if (!parse_items(parser, scope, items, error) || !settle_items(parser, items, error))
        return FALSE;
    if (items->len)
        *node = parser->settings->flags & QUERY_ANY ? build_any(items) : build_all(items);
    return TRUE;
}

gboolean query_parse_tokens(Query *query, const GArray *tokens, const QuerySettings *settings,
                            GError **error)
{
    Parser parser = {.query = query, .tokens = tokens, .settings = settings};
    QueryScope scope = {0};
    if (!parse_level(&parser, &scope, &query->root, error))
        return FALSE;
    if (token_at(&parser)->kind == QUERY_TOKEN_CLOSE)
        return refuse(&parser, token_at(&parser),
                      "the bracket '%s' that closes here was never opened (in quotes it is text)", error);
    return TRUE;
}
