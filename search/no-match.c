#include "search/no-match.h"

#include <string.h>

#include "console/number.h"
#include "search/did-you-mean.h"
#include "search/query-xapian.h"
#include "stemmer/stemmer.h"

typedef struct {
    Searcher *searcher;
    GString *out;
    GPtrArray *wanted;   /* XapQuery *: what an article should have */
    GPtrArray *filters;  /* XapQuery *: values and dates: what it must have */
    GPtrArray *unwanted; /* XapQuery *: what it must not have */
} Report;

static void unref_query(gpointer query)
{
    xap_query_unref(query);
}

static void append_written(GString *out, const QueryNode *node)
{
    g_autoptr(GString) written = g_string_new(NULL);
    query_node_write(node, written);
    printable_append(out, written->str, written->len, TRUE);
}

static gboolean report_clause(Report *report, const QueryNode *clause, GError **error)
{
    const QueryNode *node = clause->kind == QUERY_NOT ? clause->children->pdata[0] : clause;
    g_autoptr(XapQuery) query = query_to_xapian(node, report->searcher->positions, 0);
    guint32 count;
    if (!searcher_count(report->searcher, query, &count, error))
        return FALSE;
    g_autofree char *shown = number_grouped(count);
    g_string_append_printf(report->out, "%9s  ", shown);
    append_written(report->out, clause);
    g_string_append_c(report->out, '\n');
    GPtrArray *place = node != clause           ? report->unwanted
                       : query_is_filter(node) ? report->filters
                                                : report->wanted;
    g_ptr_array_add(place, g_steal_pointer(&query));
    return TRUE;
}

static XapQuery *any_of(XapOperator op, const GPtrArray *queries)
{
    return xap_query_combine(op, (XapQuery *const *)queries->pdata, queries->len, 0);
}

/* What --any would find: any of the words, with the filters, and without what has a dash. */
static gboolean count_any(const Report *report, guint32 *count, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(unref_query);
    g_ptr_array_add(parts, any_of(XAP_OR, report->wanted));
    for (guint i = 0; i < report->filters->len; i++)
        g_ptr_array_add(parts, xap_query_ref(report->filters->pdata[i]));
    g_autoptr(XapQuery) wanted = any_of(XAP_AND, parts);
    if (report->unwanted->len == 0)
        return searcher_count(report->searcher, wanted, count, error);
    g_autoptr(XapQuery) unwanted = any_of(XAP_OR, report->unwanted);
    XapQuery *both[] = {wanted, unwanted};
    g_autoptr(XapQuery) all = xap_query_combine(XAP_AND_NOT, both, 2, 0);
    return searcher_count(report->searcher, all, count, error);
}

static gboolean report_clauses(Report *report, const Query *query, GError **error)
{
    const QueryNode *root = query->root;
    gboolean any = query->flags & QUERY_ANY;
    gboolean all = root->kind == QUERY_AND && !any;
    g_string_append(report->out, all ? "no article matches all of this; articles with each:\n"
                                     : "no article matches; articles with each:\n");
    for (guint i = 0; i < root->children->len; i++)
        if (!report_clause(report, root->children->pdata[i], error))
            return FALSE;
    if (!all || report->wanted->len < 2)
        return TRUE;
    guint32 count;
    if (!count_any(report, &count, error))
        return FALSE;
    g_autofree char *shown = number_grouped(count);
    g_string_append_printf(report->out, "%9s  with any of them%s (--any)\n", shown,
                           report->unwanted->len ? ", and none with a dash" : "");
    return TRUE;
}

gboolean no_match_report(Searcher *searcher, const Query *query, Analysis *analysis, GString *out,
                         GError **error)
{
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(unref_query);
    g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func(unref_query);
    g_autoptr(GPtrArray) unwanted = g_ptr_array_new_with_free_func(unref_query);
    Report report = {searcher, out, wanted, filters, unwanted};
    if (query_node_is_leaf(query->root)) {
        g_string_append(out, "no article has ");
        append_written(out, query->root);
        g_string_append_c(out, '\n');
    } else if (!report_clauses(&report, query, error)) {
        return FALSE;
    }
    return did_you_mean(searcher, query, analysis, out, error);
}
