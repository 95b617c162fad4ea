#include "search/explain.h"

#include <string.h>

#include "console/number.h"
#include "search/query-expand.h"
#include "search/query-xapian.h"

/* So many forms of a pattern are listed. */
#define FORMS_LISTED 20

static gboolean append_clause(Searcher *searcher, const QueryNode *node, guint depth, GString *out,
                              GError **error)
{
    /* What a NOT leaves out is counted, not what it leaves. */
    const char *sign = node->kind == QUERY_NOT ? "-" : "";
    while (node->kind == QUERY_NOT)
        node = node->children->pdata[0];
    g_autoptr(XapQuery) query = query_to_xapian(node, searcher->positions, 0);
    guint32 count;
    if (!searcher_count(searcher, query, &count, error))
        return FALSE;
    g_autofree char *shown = number_grouped(count);
    g_string_append_printf(out, "%10s  %*s%s", shown, (int)(2 * depth), "", sign);
    query_node_write(node, out);
    g_string_append_c(out, '\n');
    for (guint i = 0; node->children && i < node->children->len; i++)
        if (!append_clause(searcher, node->children->pdata[i], depth + 1, out, error))
            return FALSE;
    return TRUE;
}

static void append_forms(const QueryNode *leaf, const QueryPattern *pattern, gpointer data)
{
    GString *out = data;
    gsize prefix = leaf->kind == QUERY_VALUE ? strlen(leaf->field->prefix) : 0;
    g_autofree char *total = number_grouped(pattern->total);
    g_string_append_printf(out, "  %s%s%s%s stands for %u of %s words:",
                           leaf->field ? leaf->field->name : "", leaf->field ? ":" : "",
                           pattern->text, pattern->distance ? "~" : "", pattern->forms->len, total);
    for (guint i = 0; i < MIN(pattern->forms->len, FORMS_LISTED); i++)
        g_string_append_printf(out, "%s %s", i ? "," : "", (char *)pattern->forms->pdata[i] + prefix);
    g_string_append(out, pattern->forms->len > FORMS_LISTED ? ", …\n" : "\n");
}

static void append_left_out(GString *out, const GPtrArray *left_out, const char *why)
{
    for (guint i = 0; i < left_out->len; i++)
        g_string_append_printf(out, "  %s: %s\n", (char *)left_out->pdata[i], why);
}

static void append_section(GString *out, const char *name, const GString *lines)
{
    if (lines->len)
        g_string_append_printf(out, "%s:\n%s", name, lines->str);
}

static void append_added(GString *out, const GPtrArray *added)
{
    if (!added || added->len == 0)
        return;
    g_string_append(out, "weighing, too, as the best results have it in common:\n  ");
    for (guint i = 0; i < added->len; i++) {
        const FeedbackWord *word = added->pdata[i];
        g_string_append_printf(out, "%s%s^%.2f", i ? ", " : "", word->word, word->weight);
    }
    g_string_append_c(out, '\n');
}

gboolean explain_query(Searcher *searcher, const Query *query, const Asked *asked,
                       const ExplainTimes *times, GString *out, GError **error)
{
    gint64 clock = g_get_monotonic_time();
    g_string_append(out, "understood as:\n  ");
    query_node_print(query->root, out);
    g_string_append(out, "\narticles with each clause:\n");
    if (!append_clause(searcher, query->root, 0, out, error))
        return FALSE;
    g_autoptr(GString) forms = g_string_new(NULL), left_out = g_string_new(NULL);
    query_each_pattern(query, append_forms, forms);
    append_section(out, "patterns", forms);
    append_left_out(left_out, query->stopwords, "too common; in quotes or with a plus it counts");
    append_left_out(left_out, query->wordless, "no letter or digit in it");
    append_section(out, "left out", left_out);
    append_added(out, asked->added);
    g_autofree char *described = xap_query_describe(asked->xap_query);
    g_string_append_printf(out, "asked of Xapian:\n  %s\n", described);
    g_string_append_printf(out,
                           "time: understanding %.1f ms, patterns %.1f ms, searching %.1f ms, these "
                           "counts %.1f ms\n",
                           (double)times->parse / 1000, (double)times->expand / 1000,
                           (double)times->search / 1000,
                           (double)(g_get_monotonic_time() - clock) / 1000);
    return TRUE;
}
