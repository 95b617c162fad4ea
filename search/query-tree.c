#include "search/query-tree.h"

#include <string.h>

#include "search/query-lex.h"
#include "search/query-text.h"

/* ---- patterns and slots --------------------------------------------------------------------- */

QueryPattern *query_pattern_new(const char *text, guint distance)
{
    QueryPattern *pattern = g_new0(QueryPattern, 1);
    pattern->text = g_strdup(text);
    pattern->distance = distance;
    pattern->forms = g_ptr_array_new_with_free_func(g_free);
    return pattern;
}

void query_pattern_free(QueryPattern *pattern)
{
    if (!pattern)
        return;
    g_free(pattern->text);
    g_ptr_array_unref(pattern->forms);
    g_free(pattern);
}

QuerySlot *query_slot_new(void)
{
    QuerySlot *slot = g_new0(QuerySlot, 1);
    slot->words = g_ptr_array_new_with_free_func(g_free);
    slot->stems = g_ptr_array_new_with_free_func(g_free);
    slot->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)query_pattern_free);
    return slot;
}

void query_slot_free(QuerySlot *slot)
{
    if (!slot)
        return;
    g_ptr_array_unref(slot->words);
    g_ptr_array_unref(slot->stems);
    g_ptr_array_unref(slot->patterns);
    g_free(slot);
}

void query_set_add(GPtrArray *set, const char *text)
{
    for (guint i = 0; i < set->len; i++)
        if (strcmp(set->pdata[i], text) == 0)
            return;
    g_ptr_array_add(set, g_strdup(text));
}

void query_slot_add_pattern(QuerySlot *slot, const char *text, guint distance)
{
    for (guint i = 0; i < slot->patterns->len; i++) {
        const QueryPattern *known = slot->patterns->pdata[i];
        if (known->distance == distance && strcmp(known->text, text) == 0)
            return;
    }
    g_ptr_array_add(slot->patterns, query_pattern_new(text, distance));
}

void query_slot_unite(QuerySlot *slot, const QuerySlot *other)
{
    for (guint i = 0; i < other->words->len; i++)
        query_set_add(slot->words, other->words->pdata[i]);
    for (guint i = 0; i < other->stems->len; i++)
        query_set_add(slot->stems, other->stems->pdata[i]);
    for (guint i = 0; i < other->patterns->len; i++) {
        const QueryPattern *pattern = other->patterns->pdata[i];
        query_slot_add_pattern(slot, pattern->text, pattern->distance);
    }
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
    query_slot_unite(copy, slot);
    g_ptr_array_add(alternative->slots, copy);
}

/* ---- nodes ---------------------------------------------------------------------------------- */

QueryNode *query_node_new(QueryKind kind, gsize start, gsize end)
{
    QueryNode *node = g_new0(QueryNode, 1);
    node->kind = kind;
    node->start = start;
    node->end = end;
    node->weight = 1;
    if (!query_node_is_leaf(node))
        node->children = g_ptr_array_new_with_free_func((GDestroyNotify)query_node_free);
    else if (query_node_has_words(node))
        node->alternatives = g_ptr_array_new_with_free_func((GDestroyNotify)query_alternative_free);
    return node;
}

void query_node_free(QueryNode *node)
{
    if (!node)
        return;
    g_clear_pointer(&node->children, g_ptr_array_unref);
    g_clear_pointer(&node->alternatives, g_ptr_array_unref);
    query_pattern_free(node->pattern);
    g_free(node->value);
    g_free(node->written);
    g_free(node);
}

gboolean query_node_is_leaf(const QueryNode *node)
{
    return node->kind >= QUERY_WORD;
}

gboolean query_node_has_words(const QueryNode *node)
{
    return node->kind == QUERY_WORD || node->kind == QUERY_PHRASE || node->kind == QUERY_NEAR;
}

/* ---- as a user types it --------------------------------------------------------------------- */

static void append_number(GString *out, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(digits, sizeof digits, "%.12g", number));
}

/* A word that has a caret in it keeps it if there is a weight behind, too. */
static gboolean has_caret(const QueryNode *node)
{
    return node->kind == QUERY_WORD && *node->written != '\0' && strchr(node->written + 1, '^') != NULL;
}

static void append_weight(const QueryNode *node, GString *out)
{
    if (node->weight == 1)
        return;
    g_string_append_c(out, '^');
    append_number(out, node->weight);
}

/* A value or phrase that holds no quote of the keyboard, or does: then in other quotes. */
static void append_quoted(GString *out, const char *text)
{
    gboolean plain = TRUE;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        plain = plain && query_text_quote_group(g_utf8_get_char(p)) != 1;
    g_string_append_printf(out, "%s%s%s", plain ? "\"" : "\xC2\xAB", text, plain ? "\"" : "\xC2\xBB");
}

static gboolean needs_quotes(const QueryNode *leaf)
{
    return leaf->kind == QUERY_PHRASE ||
           (leaf->kind == QUERY_VALUE &&
            (strpbrk(leaf->written, "^~") != NULL || !query_lex_stays_whole(leaf->written)));
}

/* A word, or what NEAR stands between. A dash before another is no sign, and no part of a word; that words are wanted
 * as they are written may be said of NEAR's, and changes nothing. */
static void append_bare(GString *out, const QueryNode *leaf)
{
    gboolean near = leaf->kind == QUERY_NEAR;
    gboolean may_be_exact = leaf->exact || (near && leaf->written[0] == '=');
    if ((near || leaf->kind == QUERY_WORD) && !may_be_exact && query_lex_begins_with_sign(leaf->written))
        g_string_append(out, "--");
    g_string_append(out, leaf->written);
}

static void write_leaf(const QueryNode *leaf, GString *out)
{
    if (leaf->needed)
        g_string_append_c(out, '+');
    if (leaf->field)
        g_string_append_printf(out, "%s:", leaf->field_name);
    if (leaf->exact)
        g_string_append_c(out, '=');
    if (leaf->kind == QUERY_NEAR)
        g_string_append_c(out, '(');
    if (needs_quotes(leaf))
        append_quoted(out, leaf->written);
    else
        append_bare(out, leaf);
    if (leaf->kind == QUERY_NEAR)
        g_string_append_c(out, ')');
    if (leaf->kind == QUERY_PHRASE && leaf->within)
        g_string_append_printf(out, "~%u", leaf->within);
    if (leaf->fuzzy)
        g_string_append_printf(out, leaf->fuzzy > 1 ? "~%u" : "~", leaf->fuzzy);
}

/* Appends a node behind a sign, or behind what stands for it where the node begins so that it would be none. */
static void append_signed(GString *out, const char *sign, const char *otherwise, const QueryNode *node)
{
    g_autoptr(GString) written = g_string_new(sign);
    query_node_write(node, written);
    gboolean good = query_lex_begins_with_sign(written->str);
    g_string_append_printf(out, "%s%s", good ? sign : otherwise, written->str + strlen(sign));
}

/* A plus that says nothing about what stands beside it, as that of `a OR (+the)`. */
static gboolean has_plus_of_its_own(const QueryNode *parent, guint i)
{
    const QueryNode *child = parent->children->pdata[i];
    gboolean counts = parent->kind == QUERY_AND || (parent->kind == QUERY_MAYBE && i == 0);
    return query_node_is_leaf(child) && child->needed && !counts;
}

static void write_child(const QueryNode *parent, guint i, GString *out)
{
    const QueryNode *child = parent->children->pdata[i];
    gboolean enclosed = has_plus_of_its_own(parent, i);
    g_string_append(out, enclosed ? "(" : "");
    if (i == 0 && parent->kind == QUERY_MAYBE && !child->needed)
        append_signed(out, "+", "+--", child);
    else if (parent->kind == QUERY_NOT && !enclosed)
        append_signed(out, "-", "NOT ", child);
    else
        query_node_write(child, out);
    g_string_append(out, enclosed ? ")" : "");
}

void query_node_write(const QueryNode *node, GString *out)
{
    if (query_node_is_leaf(node)) {
        write_leaf(node, out);
        g_string_append(out, node->weight == 1 && has_caret(node) ? "^1" : "");
        append_weight(node, out);
        return;
    }
    if (node->kind == QUERY_NOT) {
        g_string_append(out, has_plus_of_its_own(node, 0) ? "-" : "");
        write_child(node, 0, out);
        return;
    }
    const char *separator = node->kind == QUERY_AND ? " AND " : node->kind == QUERY_OR ? " OR " : " ";
    g_string_append_c(out, '(');
    for (guint i = 0; i < node->children->len; i++) {
        g_string_append(out, i ? separator : "");
        write_child(node, i, out);
    }
    g_string_append_c(out, ')');
    append_weight(node, out);
}

/* ---- as it is understood -------------------------------------------------------------------- */

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
    for (guint i = 0; i < slot->patterns->len; i++) {
        const QueryPattern *pattern = slot->patterns->pdata[i];
        g_string_append_printf(out, "%s%s", separator, pattern->text);
        if (pattern->distance)
            g_string_append_printf(out, "~%u", pattern->distance);
        separator = "|";
    }
}

static void print_alternative(const QueryNode *leaf, const QueryAlternative *alternative, GString *out)
{
    gboolean near = leaf->kind == QUERY_NEAR;
    gboolean quoted = alternative->slots->len > 1 && !near;
    g_autofree char *separator = near ? g_strdup_printf(" %s/%u ", leaf->in_order ? "BEFORE" : "NEAR",
                                                        leaf->within)
                                      : g_strdup(" ");
    if (quoted || near)
        g_string_append_c(out, near ? '(' : '"');
    for (guint i = 0; i < alternative->slots->len; i++) {
        if (i)
            g_string_append(out, separator);
        print_slot(alternative->slots->pdata[i], alternative->stemmed, out);
    }
    if (quoted || near)
        g_string_append_c(out, near ? ')' : '"');
    if (quoted && leaf->within)
        g_string_append_printf(out, "~%u", leaf->within);
}

static void print_leaf(const QueryNode *leaf, GString *out)
{
    if (leaf->field)
        g_string_append_printf(out, "%s:", leaf->field->name);
    if (leaf->kind == QUERY_DATE) {
        query_date_print(&leaf->dates, out);
        return;
    }
    if (leaf->kind == QUERY_VALUE) {
        if (leaf->exact)
            g_string_append_c(out, '=');
        g_string_append(out, leaf->pattern ? leaf->pattern->text : leaf->value);
        return;
    }
    gboolean several = leaf->alternatives->len > 1;
    if (several)
        g_string_append_c(out, '<');
    for (guint i = 0; i < leaf->alternatives->len; i++) {
        if (i)
            g_string_append(out, " / ");
        print_alternative(leaf, leaf->alternatives->pdata[i], out);
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
        append_weight(node, out);
        return;
    }
    if (node->children->len == 0) {
        g_string_append(out, "everything");
        return;
    }
    if (node->kind == QUERY_NOT) {
        g_string_append(out, "NOT ");
        query_node_print(node->children->pdata[0], out);
        return;
    }
    const char *separator = node->kind == QUERY_AND  ? " AND "
                            : node->kind == QUERY_OR ? " OR "
                                                     : " MAYBE ";
    g_string_append_c(out, '(');
    for (guint i = 0; i < node->children->len; i++) {
        if (i)
            g_string_append(out, separator);
        query_node_print(node->children->pdata[i], out);
    }
    g_string_append_c(out, ')');
    append_weight(node, out);
}
