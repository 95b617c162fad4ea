#include "search/no-match.h"

#include <string.h>

#include "search/query-xapian.h"
#include "stemmer/stemmer.h"

typedef struct {
    Searcher *searcher;
    GString *out;
    GPtrArray *wanted; /* XapQuery *: what an article should have */
    guint left_out;    /* leaves with a dash */
} Report;

static void unref_query(gpointer query)
{
    xap_query_unref(query);
}

static void append_written(GString *out, const QueryNode *leaf)
{
    g_autoptr(GString) written = g_string_new(leaf->negated ? "-" : "");
    query_node_write(leaf, written);
    printable_append(out, written->str, written->len, TRUE);
}

static gboolean report_leaf(Report *report, const QueryNode *leaf, GError **error)
{
    g_autoptr(XapQuery) query = query_to_xapian(leaf, report->searcher->positions);
    guint32 count;
    if (!searcher_count(report->searcher, query, &count, error))
        return FALSE;
    g_string_append_printf(report->out, "%9u  ", count);
    append_written(report->out, leaf);
    g_string_append_c(report->out, '\n');
    if (leaf->negated)
        report->left_out++;
    else
        g_ptr_array_add(report->wanted, g_steal_pointer(&query));
    return TRUE;
}

/* What --any would find: any of the words, still without those that have a dash. */
static gboolean count_any(Report *report, const Query *query, guint32 *count, GError **error)
{
    g_autoptr(GPtrArray) unwanted = g_ptr_array_new_with_free_func(unref_query);
    g_autoptr(XapQuery) any =
        xap_query_combine(XAP_OR, (XapQuery *const *)report->wanted->pdata, report->wanted->len, 0);
    g_ptr_array_add(unwanted, xap_query_ref(any));
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (leaf->negated)
            g_ptr_array_add(unwanted, query_to_xapian(leaf, report->searcher->positions));
    }
    g_autoptr(XapQuery) all =
        xap_query_combine(XAP_AND_NOT, (XapQuery *const *)unwanted->pdata, unwanted->len, 0);
    return searcher_count(report->searcher, all, count, error);
}

gboolean no_match_report(Searcher *searcher, const Query *query, gboolean any, GString *out,
                         GError **error)
{
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(unref_query);
    Report report = {searcher, out, wanted, 0};
    if (query->leaves->len == 1 && !((QueryNode *)query->leaves->pdata[0])->negated) {
        g_string_append(out, "no article has ");
        append_written(out, query->leaves->pdata[0]);
        g_string_append_c(out, '\n');
        return TRUE;
    }
    g_string_append(out, any ? "no article matches; articles with each:\n"
                             : "no article matches all of this; articles with each:\n");
    for (guint i = 0; i < query->leaves->len; i++)
        if (!report_leaf(&report, query->leaves->pdata[i], error))
            return FALSE;
    if (any || wanted->len < 2)
        return TRUE;
    guint32 count;
    if (!count_any(&report, query, &count, error))
        return FALSE;
    g_string_append_printf(out, "%9u  with any of them%s (--any)\n", count,
                           report.left_out ? ", and none with a dash" : "");
    return TRUE;
}
