#include "search/eval-report.h"

#include "search/eval-compare.h"
#include "search/trec-line.h"

#define ALL "all"

static void append_head(GString *out, const char *name, const char *topic)
{
    g_string_append_printf(out, "%-22s\t", name);
    trec_name_append(out, topic);
}

/* Whatever the locale says. */
static void append_number(GString *out, const char *format, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "\t%6s", g_ascii_formatd(digits, sizeof digits, format, value));
}

/* ---- one run ----------------------------------------------------------------------------------
 */

static void append_values(GString *out, const char *topic, const double *values, int first)
{
    for (int measure = first; measure < EVAL_MEASURES; measure++) {
        append_head(out, eval_measure_names[measure], topic);
        if (measure < EVAL_COUNTS)
            g_string_append_printf(out, "\t%.0f", values[measure]);
        else
            append_number(out, "%.4f", values[measure]);
        g_string_append_c(out, '\n');
    }
}

static void append_run(const EvalReport *report, GString *out)
{
    double mean[EVAL_MEASURES];
    for (guint i = 0; report->per_topic && i < report->count; i++)
        append_values(out, report->names[i], report->values[i], EVAL_NUM_Q + 1);
    eval_mean(report->values, report->count, mean);
    append_values(out, ALL, mean, EVAL_NUM_Q);
}

/* ---- two runs ---------------------------------------------------------------------------------
 */

static void append_pair(GString *out, int measure, const char *topic, double value, double other)
{
    append_head(out, eval_measure_names[measure], topic);
    append_number(out, "%.4f", value);
    append_number(out, "%.4f", other);
    append_number(out, "%+.4f", value - other);
}

static double chance(const EvalReport *report, int measure)
{
    g_autofree double *differences = g_new(double, report->count);
    for (guint i = 0; i < report->count; i++)
        differences[i] = report->values[i][measure] - report->others[i][measure];
    return eval_compare(differences, report->count);
}

static void append_comparison(const EvalReport *report, GString *out)
{
    double mean[EVAL_MEASURES], other[EVAL_MEASURES];
    append_head(out, "measure", "topic");
    g_string_append(out, "\tthis\tother\tdifference\tp\n");
    for (guint i = 0; report->per_topic && i < report->count; i++)
        for (int measure = EVAL_COUNTS; measure < EVAL_MEASURES; measure++) {
            append_pair(out, measure, report->names[i], report->values[i][measure],
                        report->others[i][measure]);
            g_string_append_c(out, '\n');
        }
    eval_mean(report->values, report->count, mean);
    eval_mean(report->others, report->count, other);
    for (int measure = EVAL_COUNTS; measure < EVAL_MEASURES; measure++) {
        append_pair(out, measure, ALL, mean[measure], other[measure]);
        append_number(out, "%.5f", chance(report, measure));
        g_string_append_c(out, '\n');
    }
}

void eval_report_append(const EvalReport *report, GString *out)
{
    if (report->others)
        append_comparison(report, out);
    else
        append_run(report, out);
}
