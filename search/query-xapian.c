#include "search/query-xapian.h"

#include <string.h>

#include "xapian-c/schema.h"

/* So much of its weight in the title is added to a word's weight in the whole article. Of 0, 1/4, 1/2,
 * 3/4 and 1 this did best on test collections (mean average precision: cranfield 0.302, 0.313, 0.309,
 * 0.301, 0.293; cacm 0.320, 0.312, 0.290, 0.274, 0.260). */
#define TITLE_WEIGHT 0.25

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
    for (guint i = 0; i < slot->words->len; i++)
        add_term(parts, field, slot->words->pdata[i]);
    return combine(XAP_SYNONYM, parts, 0);
}

/* Inside a phrase Xapian takes terms and ORs of terms only. */
static XapQuery *exact_slot(const QuerySlot *slot, const char *field)
{
    g_autoptr(GPtrArray) parts = parts_new();
    for (guint i = 0; i < slot->words->len; i++)
        add_term(parts, field, slot->words->pdata[i]);
    return combine(XAP_OR, parts, 0);
}

/* Slots side by side. The bigrams of scripts without spaces narrow the search, and weigh it: they
 * are much rarer than their characters. */
static XapQuery *sequence(const QueryAlternative *alternative, const char *field,
                          gboolean positions)
{
    guint count = alternative->slots->len, bigrams = alternative->companions->len;
    g_autoptr(GPtrArray) terms = parts_new();
    for (guint i = 0; i < bigrams; i++)
        add_term(terms, field, alternative->companions->pdata[i]);
    if (bigrams == 1 && count == 2)
        return combine(XAP_AND, terms, 0);
    g_autoptr(GPtrArray) slots = parts_new();
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(slots, exact_slot(alternative->slots->pdata[i], field));
    g_autoptr(XapQuery) phrase =
        combine(positions ? XAP_PHRASE : XAP_AND, slots, positions ? count : 0);
    if (bigrams == 0)
        return g_steal_pointer(&phrase);
    g_autoptr(XapQuery) all = combine(XAP_AND, terms, 0);
    XapQuery *parts[] = {all, phrase};
    return xap_query_combine(XAP_FILTER, parts, 2, 0);
}

static XapQuery *alternative_in(const QueryAlternative *alternative, const char *field,
                                gboolean positions)
{
    if (alternative->slots->len > 1)
        return sequence(alternative, field, positions);
    const QuerySlot *slot = alternative->slots->pdata[0];
    return alternative->stemmed ? stemmed_slot(slot, field) : exact_slot(slot, field);
}

static XapQuery *leaf_in(const QueryNode *leaf, const char *field, gboolean positions)
{
    g_autoptr(GPtrArray) parts = parts_new();
    for (guint i = 0; i < leaf->alternatives->len; i++)
        g_ptr_array_add(parts, alternative_in(leaf->alternatives->pdata[i], field, positions));
    return combine(XAP_MAX, parts, 0);
}

static XapQuery *leaf_query(const QueryNode *leaf, gboolean positions)
{
    g_autoptr(XapQuery) text = leaf_in(leaf, "", positions);
    if (leaf->negated)
        return g_steal_pointer(&text);
    g_autoptr(XapQuery) title = leaf_in(leaf, PREFIX_TITLE, positions);
    g_autoptr(XapQuery) scaled = xap_query_scale(title, TITLE_WEIGHT);
    XapQuery *parts[] = {text, scaled};
    return xap_query_combine(XAP_AND_MAYBE, parts, 2, 0);
}

/* The clauses wanted, without those that are not. */
static XapQuery *and_query(const QueryNode *node, gboolean positions)
{
    g_autoptr(GPtrArray) wanted = parts_new();
    g_autoptr(GPtrArray) unwanted = parts_new();
    for (guint i = 0; i < node->children->len; i++) {
        const QueryNode *child = node->children->pdata[i];
        if (child->kind == QUERY_NOT)
            g_ptr_array_add(unwanted, query_to_xapian(child->children->pdata[0], positions));
        else
            g_ptr_array_add(wanted, query_to_xapian(child, positions));
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

XapQuery *query_to_xapian(const QueryNode *node, gboolean positions)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_PHRASE:
        return leaf_query(node, positions);
    case QUERY_AND:
        return and_query(node, positions);
    case QUERY_OR: {
        g_autoptr(GPtrArray) parts = parts_new();
        for (guint i = 0; i < node->children->len; i++)
            g_ptr_array_add(parts, query_to_xapian(node->children->pdata[i], positions));
        return combine(XAP_OR, parts, 0);
    }
    case QUERY_NOT: {
        g_autoptr(XapQuery) all = xap_query_all();
        g_autoptr(XapQuery) child = query_to_xapian(node->children->pdata[0], positions);
        XapQuery *parts[] = {all, child};
        return xap_query_combine(XAP_AND_NOT, parts, 2, 0);
    }
    }
    g_assert_not_reached();
}
