#include "search/query-xapian.h"

#include <string.h>

#include "xapian-c/schema.h"

/* What the whole tree is made with. */
typedef struct {
    gboolean positions;
    double title_weight;
} Manner;

static XapQuery *node_query(const QueryNode *node, const Manner *manner);

/* A pattern that stands for more words tells too little to weigh them twice. */
#define TITLE_FORMS 64

static void unref_query(gpointer query)
{
    xap_query_unref(query);
}

static GPtrArray *parts_new(void)
{
    return g_ptr_array_new_with_free_func(unref_query);
}

static void add_term(GPtrArray *parts, const char *prefix, const char *word)
{
    g_autofree char *term = g_strconcat(prefix, word, NULL);
    g_ptr_array_add(parts, xap_query_term(term, strlen(term)));
}

/* The words of a slot, and what its patterns stand for. */
static void add_words(GPtrArray *parts, const char *prefix, const QuerySlot *slot)
{
    for (guint i = 0; i < slot->words->len; i++)
        add_term(parts, prefix, slot->words->pdata[i]);
    for (guint i = 0; i < slot->patterns->len; i++) {
        const QueryPattern *pattern = slot->patterns->pdata[i];
        for (guint k = 0; k < pattern->forms->len; k++)
            add_term(parts, prefix, pattern->forms->pdata[k]);
    }
}

/* Whether nothing in the index is what the slot looks for. */
static gboolean is_empty(const QuerySlot *slot)
{
    guint forms = slot->words->len;
    for (guint i = 0; i < slot->patterns->len; i++)
        forms += ((const QueryPattern *)slot->patterns->pdata[i])->forms->len;
    return forms == 0;
}

/* The parts as one query; a single one as it is. */
static XapQuery *combine(XapOperator op, const GPtrArray *parts, guint window)
{
    if (parts->len == 1)
        return xap_query_ref(parts->pdata[0]);
    return xap_query_combine(op, (XapQuery *const *)parts->pdata, parts->len, window);
}

/* All forms of a word as one term. field: "" or a field's prefix. */
static XapQuery *stemmed_slot(const QuerySlot *slot, const char *field)
{
    g_autoptr(GPtrArray) parts = parts_new();
    g_autofree char *prefix = g_strconcat(PREFIX_STEM, field, NULL);
    for (guint i = 0; i < slot->stems->len; i++)
        add_term(parts, prefix, slot->stems->pdata[i]);
    add_words(parts, field, slot);
    return parts->len ? combine(XAP_SYNONYM, parts, 0) : xap_query_nothing();
}

/* Inside a phrase Xapian takes terms and ORs of terms only. */
static XapQuery *exact_slot(const QuerySlot *slot, const char *field)
{
    g_autoptr(GPtrArray) parts = parts_new();
    add_words(parts, field, slot);
    return combine(XAP_OR, parts, 0);
}

/* ---- nearness in any order ------------------------------------------------------------------ */

/* Xapian's NEAR wants a place for each word, and where two stand at the same one gives another to either, without trying
 * the other: `have NEAR/7 havenots` may miss "have-nots", where both stand at the first place, and havenots at the
 * second, too. So where words may share places, each order of them is asked for; of more words only NEAR. */
#define ORDERED_WORDS 4

/* A compound stands at all places of its parts. */
static gboolean may_share_place(const char *a, const char *b)
{
    return strstr(a, b) != NULL || strstr(b, a) != NULL;
}

/* All words that the slot looks for; they belong to it. */
static GPtrArray *words_of(const QuerySlot *slot)
{
    GPtrArray *words = g_ptr_array_new();
    g_ptr_array_extend(words, slot->words, NULL, NULL);
    for (guint i = 0; i < slot->patterns->len; i++)
        g_ptr_array_extend(words, ((const QueryPattern *)slot->patterns->pdata[i])->forms, NULL, NULL);
    return words;
}

/* The same word twice shares all its places, so that it doesn't matter which is given another. */
static gboolean slots_may_share(const QuerySlot *one, const QuerySlot *other)
{
    g_autoptr(GPtrArray) these = words_of(one), those = words_of(other);
    if (these->len == 1 && those->len == 1 && strcmp(these->pdata[0], those->pdata[0]) == 0)
        return FALSE;
    for (guint i = 0; i < these->len; i++)
        for (guint k = 0; k < those->len; k++)
            if (may_share_place(these->pdata[i], those->pdata[k]))
                return TRUE;
    return FALSE;
}

static gboolean any_may_share(const GPtrArray *slots)
{
    for (guint i = 0; i < slots->len; i++)
        for (guint k = 0; k < i; k++)
            if (slots_may_share(slots->pdata[i], slots->pdata[k]))
                return TRUE;
    return FALSE;
}

/* Adds to phrases the orders in which slots from `from` on follow those before. */
static void add_orders(GPtrArray *phrases, XapQuery **slots, guint count, guint from, guint window)
{
    if (from + 1 == count)
        g_ptr_array_add(phrases, xap_query_combine(XAP_PHRASE, slots, count, window));
    for (guint i = from; from + 1 < count && i < count; i++) {
        XapQuery *first = slots[from];
        slots[from] = slots[i];
        slots[i] = first;
        add_orders(phrases, slots, count, from + 1, window);
        slots[i] = slots[from];
        slots[from] = first;
    }
}

static XapQuery *in_any_order(const QueryAlternative *alternative, const GPtrArray *slots, guint window)
{
    if (slots->len > ORDERED_WORDS || !any_may_share(alternative->slots))
        return combine(XAP_NEAR, slots, window);
    g_autoptr(GPtrArray) phrases = parts_new();
    add_orders(phrases, (XapQuery **)slots->pdata, slots->len, 0, window);
    return combine(XAP_SYNONYM, phrases, 0);
}

/* Slots side by side, or as near as the leaf says. */
static XapQuery *neighbours(const QueryNode *leaf, const QueryAlternative *alternative,
                            const char *field, gboolean positions)
{
    guint count = alternative->slots->len;
    g_autoptr(GPtrArray) slots = parts_new();
    for (guint i = 0; i < count; i++) {
        if (is_empty(alternative->slots->pdata[i]))
            return xap_query_nothing();
        g_ptr_array_add(slots, exact_slot(alternative->slots->pdata[i], field));
    }
    if (!positions)
        return combine(XAP_AND, slots, 0);
    if (leaf->within && !leaf->in_order)
        return in_any_order(alternative, slots, leaf->within + 1);
    return combine(XAP_PHRASE, slots, leaf->within ? leaf->within + 1 : count);
}

/* The bigrams of scripts without spaces narrow the search, and weigh it: they are much rarer than
 * their characters. */
static XapQuery *sequence(const QueryNode *leaf, const QueryAlternative *alternative,
                          const char *field, gboolean positions)
{
    guint bigrams = alternative->companions->len;
    g_autoptr(GPtrArray) terms = parts_new();
    for (guint i = 0; i < bigrams; i++)
        add_term(terms, field, alternative->companions->pdata[i]);
    if (bigrams == 1 && alternative->slots->len == 2)
        return combine(XAP_AND, terms, 0);
    g_autoptr(XapQuery) phrase = neighbours(leaf, alternative, field, positions);
    if (bigrams == 0)
        return g_steal_pointer(&phrase);
    g_autoptr(XapQuery) all = combine(XAP_AND, terms, 0);
    XapQuery *parts[] = {all, phrase};
    return xap_query_combine(XAP_FILTER, parts, 2, 0);
}

static XapQuery *alternative_in(const QueryNode *leaf, const QueryAlternative *alternative,
                                const char *field, gboolean positions)
{
    if (alternative->slots->len > 1)
        return sequence(leaf, alternative, field, positions);
    const QuerySlot *slot = alternative->slots->pdata[0];
    return alternative->stemmed ? stemmed_slot(slot, field) : exact_slot(slot, field);
}

/* As one term, whichever alternative stands in a text. (Xapian 1.4.22 reads freed memory where OP_MAX joins a phrase
 * with a term over several databases.) */
static XapQuery *leaf_in(const QueryNode *leaf, const char *field, gboolean positions)
{
    g_autoptr(GPtrArray) parts = parts_new();
    for (guint i = 0; i < leaf->alternatives->len; i++)
        g_ptr_array_add(parts, alternative_in(leaf, leaf->alternatives->pdata[i], field, positions));
    return combine(XAP_SYNONYM, parts, 0);
}

/* Words that the leaf's patterns stand for. */
static guint forms_of(const QueryNode *leaf)
{
    guint forms = 0;
    for (guint i = 0; i < leaf->alternatives->len; i++) {
        const QueryAlternative *alternative = leaf->alternatives->pdata[i];
        for (guint k = 0; k < alternative->slots->len; k++) {
            const QuerySlot *slot = alternative->slots->pdata[k];
            for (guint p = 0; p < slot->patterns->len; p++)
                forms += ((const QueryPattern *)slot->patterns->pdata[p])->forms->len;
        }
    }
    return forms;
}

static XapQuery *words_query(const QueryNode *leaf, const Manner *manner)
{
    if (leaf->field && *leaf->field->prefix)
        return leaf_in(leaf, leaf->field->prefix, manner->positions);
    g_autoptr(XapQuery) text = leaf_in(leaf, "", manner->positions);
    if (manner->title_weight == 0 || leaf->negated || forms_of(leaf) > TITLE_FORMS)
        return g_steal_pointer(&text);
    g_autoptr(XapQuery) title = leaf_in(leaf, PREFIX_TITLE, manner->positions);
    g_autoptr(XapQuery) scaled = xap_query_scale(title, manner->title_weight);
    XapQuery *parts[] = {text, scaled};
    return xap_query_combine(XAP_AND_MAYBE, parts, 2, 0);
}

/* ---- filters: they don't weigh -------------------------------------------------------------- */

static XapQuery *value_query(const QueryNode *leaf)
{
    g_autoptr(GPtrArray) parts = parts_new();
    if (leaf->value) {
        g_autoptr(GString) term = g_string_new(NULL);
        schema_boolean_term(term, leaf->field->prefix, leaf->value, strlen(leaf->value));
        g_ptr_array_add(parts, xap_query_term(term->str, term->len));
    }
    for (guint i = 0; leaf->pattern && i < leaf->pattern->forms->len; i++)
        add_term(parts, "", leaf->pattern->forms->pdata[i]);
    if (parts->len == 0)
        return xap_query_nothing();
    g_autoptr(XapQuery) any = combine(XAP_OR, parts, 0);
    return xap_query_scale(any, 0);
}

/* Articles whose date is as precise as mark (a byte of SLOT_PRECISION) says, and lies in a range. */
static XapQuery *dated(const char *mark, XapQuery *range)
{
    g_autoptr(XapQuery) precise = xap_query_range(SLOT_PRECISION, mark, mark);
    XapQuery *parts[] = {range, precise};
    return xap_query_combine(XAP_AND, parts, 2, 0);
}

/* A month or year counts as its first day: it overlaps the range as well if the range begins later in
 * the same. digits: how many of YYYYMMDD tell the period. */
static void add_period(GPtrArray *parts, const QueryDates *dates, const char *mark, gsize digits)
{
    char first[9];
    g_snprintf(first, sizeof first, "%.*s%s", (int)digits, dates->from, digits == 4 ? "0101" : "01");
    if (!*dates->from || (!dates->by_instant && strcmp(first, dates->from) == 0))
        return;
    g_autoptr(XapQuery) days = xap_query_range(SLOT_DAY, first, *dates->to ? dates->to : NULL);
    g_ptr_array_add(parts, dated(mark, days));
}

static XapQuery *date_query(const QueryNode *leaf)
{
    const QueryDates *dates = &leaf->dates;
    g_autoptr(XapQuery) any_day = xap_query_range(SLOT_DAY, "0", NULL);
    if (dates->none) {
        g_autoptr(XapQuery) all = xap_query_all();
        XapQuery *parts[] = {all, any_day};
        return xap_query_combine(XAP_AND_NOT, parts, 2, 0);
    }
    g_autoptr(GPtrArray) parts = parts_new();
    g_autoptr(XapQuery) days =
        xap_query_range(SLOT_DAY, *dates->from ? dates->from : "0", *dates->to ? dates->to : NULL);
    if (dates->by_instant) {
        /* Those without an instant by their day, as in any zone. */
        g_autoptr(XapQuery) instants =
            xap_query_number_range(SLOT_INSTANT, dates->starts, dates->ends);
        g_ptr_array_add(parts, dated("i", instants));
        static const char *const marks[] = {"d", "m", "y"};
        for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
            g_ptr_array_add(parts, dated(marks[i], days));
    } else {
        g_ptr_array_add(parts, xap_query_ref(days));
    }
    add_period(parts, dates, "m", 6);
    add_period(parts, dates, "y", 4);
    g_autoptr(XapQuery) any = combine(XAP_OR, parts, 0);
    return xap_query_scale(any, 0);
}

/* ---- clauses -------------------------------------------------------------------------------- */

/* The clauses wanted, without those that are not. */
static XapQuery *and_query(const QueryNode *node, const Manner *manner)
{
    g_autoptr(GPtrArray) wanted = parts_new();
    g_autoptr(GPtrArray) unwanted = parts_new();
    for (guint i = 0; i < node->children->len; i++) {
        const QueryNode *child = node->children->pdata[i];
        if (child->kind == QUERY_NOT)
            g_ptr_array_add(unwanted, node_query(child->children->pdata[0], manner));
        else
            g_ptr_array_add(wanted, node_query(child, manner));
    }
    if (wanted->len == 0)
        g_ptr_array_add(wanted, xap_query_all());
    g_autoptr(XapQuery) all = combine(XAP_AND, wanted, 0);
    if (unwanted->len == 0)
        return g_steal_pointer(&all);
    g_autoptr(XapQuery) none = combine(XAP_OR, unwanted, 0);
    XapQuery *parts[] = {all, none};
    return xap_query_combine(XAP_AND_NOT, parts, 2, 0);
}

static XapQuery *children_query(XapOperator op, const QueryNode *node, const Manner *manner)
{
    g_autoptr(GPtrArray) parts = parts_new();
    for (guint i = 0; i < node->children->len; i++)
        g_ptr_array_add(parts, node_query(node->children->pdata[i], manner));
    return combine(op, parts, 0);
}

static XapQuery *unweighed(const QueryNode *node, const Manner *manner)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return words_query(node, manner);
    case QUERY_VALUE:
        return value_query(node);
    case QUERY_DATE:
        return date_query(node);
    case QUERY_AND:
        return and_query(node, manner);
    case QUERY_OR:
        return children_query(XAP_OR, node, manner);
    case QUERY_MAYBE:
        return children_query(XAP_AND_MAYBE, node, manner);
    case QUERY_NOT: {
        g_autoptr(XapQuery) all = xap_query_all();
        g_autoptr(XapQuery) child = node_query(node->children->pdata[0], manner);
        XapQuery *parts[] = {all, child};
        return xap_query_combine(XAP_AND_NOT, parts, 2, 0);
    }
    }
    g_assert_not_reached();
}

static XapQuery *node_query(const QueryNode *node, const Manner *manner)
{
    XapQuery *query = unweighed(node, manner);
    if (node->weight == 1)
        return query;
    XapQuery *scaled = xap_query_scale(query, node->weight);
    xap_query_unref(query);
    return scaled;
}

XapQuery *query_to_xapian(const QueryNode *node, gboolean positions, double title_weight)
{
    Manner manner = {positions, title_weight};
    return node_query(node, &manner);
}
