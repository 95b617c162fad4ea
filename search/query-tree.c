#include "search/query-tree.h"

#include <string.h>

QuerySlot *query_slot_new(void)
{
    QuerySlot *slot = g_new0(QuerySlot, 1);
    slot->words = g_ptr_array_new_with_free_func(g_free);
    slot->stems = g_ptr_array_new_with_free_func(g_free);
    return slot;
}

void query_slot_free(QuerySlot *slot)
{
    if (!slot)
        return;
    g_ptr_array_unref(slot->words);
    g_ptr_array_unref(slot->stems);
    g_free(slot);
}

void query_set_add(GPtrArray *set, const char *text)
{
    for (guint i = 0; i < set->len; i++)
        if (strcmp(set->pdata[i], text) == 0)
            return;
    g_ptr_array_add(set, g_strdup(text));
}

QueryAlternative *query_alternative_new(void)
{
    QueryAlternative *alternative = g_new0(QueryAlternative, 1);
    alternative->slots = g_ptr_array_new_with_free_func((GDestroyNotify)query_slot_free);
    alternative->companions = g_ptr_array_new_with_free_func(g_free);
    return alternative;
}

void query_alternative_free(QueryAlternative *alternative)
{
    if (!alternative)
        return;
    g_ptr_array_unref(alternative->slots);
    g_ptr_array_unref(alternative->companions);
    g_free(alternative);
}

void query_alternative_add(QueryAlternative *alternative, const QuerySlot *slot)
{
    QuerySlot *copy = query_slot_new();
    for (guint i = 0; i < slot->words->len; i++)
        query_set_add(copy->words, slot->words->pdata[i]);
    for (guint i = 0; i < slot->stems->len; i++)
        query_set_add(copy->stems, slot->stems->pdata[i]);
    g_ptr_array_add(alternative->slots, copy);
}

QueryNode *query_node_new(QueryKind kind, gsize start, gsize end)
{
    QueryNode *node = g_new0(QueryNode, 1);
    node->kind = kind;
    node->start = start;
    node->end = end;
    if (query_node_is_leaf(node))
        node->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)query_alternative_free);
    else
        node->children = g_ptr_array_new_with_free_func((GDestroyNotify)query_node_free);
    return node;
}

void query_node_free(QueryNode *node)
{
    if (!node)
        return;
    g_clear_pointer(&node->children, g_ptr_array_unref);
    g_clear_pointer(&node->alternatives, g_ptr_array_unref);
    g_free(node->written);
    g_free(node);
}

gboolean query_node_is_leaf(const QueryNode *node)
{
    return node->kind == QUERY_WORD || node->kind == QUERY_PHRASE;
}

void query_node_write(const QueryNode *leaf, GString *out)
{
    const char *quote = leaf->kind == QUERY_PHRASE ? "\"" : "";
    g_string_append_printf(out, "%s%s%s", quote, leaf->written, quote);
}

static void print_slot(const QuerySlot *slot, gboolean stemmed, GString *out)
{
    const char *separator = "";
    for (guint i = 0; stemmed && i < slot->stems->len; i++) {
        g_string_append_printf(out, "%s~%s", separator, (char *)slot->stems->pdata[i]);
        separator = "|";
    }
    for (guint i = 0; i < slot->words->len; i++) {
        g_string_append_printf(out, "%s%s", separator, (char *)slot->words->pdata[i]);
        separator = "|";
    }
}

static void print_alternative(const QueryAlternative *alternative, GString *out)
{
    gboolean quoted = alternative->slots->len > 1;
    if (quoted)
        g_string_append_c(out, '"');
    for (guint i = 0; i < alternative->slots->len; i++) {
        if (i)
            g_string_append_c(out, ' ');
        print_slot(alternative->slots->pdata[i], alternative->stemmed, out);
    }
    if (quoted)
        g_string_append_c(out, '"');
}

static void print_leaf(const QueryNode *leaf, GString *out)
{
    gboolean several = leaf->alternatives->len > 1;
    if (several)
        g_string_append_c(out, '<');
    for (guint i = 0; i < leaf->alternatives->len; i++) {
        if (i)
            g_string_append(out, " / ");
        print_alternative(leaf->alternatives->pdata[i], out);
    }
    if (several)
        g_string_append_c(out, '>');
}

void query_node_print(const QueryNode *node, GString *out)
{
    if (!node) {
        g_string_append(out, "nothing");
        return;
    }
    if (query_node_is_leaf(node)) {
        print_leaf(node, out);
        return;
    }
    if (node->kind == QUERY_NOT) {
        g_string_append(out, "NOT ");
        query_node_print(node->children->pdata[0], out);
        return;
    }
    g_string_append_c(out, '(');
    for (guint i = 0; i < node->children->len; i++) {
        if (i)
            g_string_append(out, node->kind == QUERY_AND ? " AND " : " OR ");
        query_node_print(node->children->pdata[i], out);
    }
    g_string_append_c(out, ')');
}
