#include "search/tune-report.h"


/* Whatever the locale says. */
static void append_number(GString *out, const char *format, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "  %10s", g_ascii_formatd(digits, sizeof digits, format, number));
}

/* ---- folds ---------------------------------------------------------------------------------- */

static void append_head(GString *out, const char *measure)
{
    g_string_append(out, "fold  topics");
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        g_string_append_printf(out, "  %*s", i < TUNE_TITLE_WEIGHT ? 5 : 12, tune_parameter_names[i]);
    g_string_append_printf(out, "  %10s  %10s  %10s\n", measure, "present", "defaults");
}

static void append_fold(GString *out, guint number, const TuneFold *fold)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, "%4u  %6u", number, fold->topics);
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        g_string_append_printf(out, "  %*s", i < TUNE_TITLE_WEIGHT ? 5 : 12,
                               g_ascii_formatd(digits, sizeof digits, "%g", fold->chosen.at[i]));
    append_number(out, "%.4f", fold->mean);
    append_number(out, "%.4f", fold->present);
    append_number(out, "%.4f", fold->defaults);
    g_string_append_c(out, '\n');
}

/* ---- all topics ----------------------------------------------------------------------------- */

/* other: what the cross-validated figure is held against; NULL: it is that figure. */
static void append_mean(GString *out, const char *name, double mean, const double *other,
                        double chance)
{
    g_string_append_printf(out, "%-16s", name);
    append_number(out, "%.4f", mean);
    if (other) {
        append_number(out, "%+.4f", *other - mean);
        append_number(out, "%.5f", chance);
    }
    g_string_append_c(out, '\n');
}

void tune_report_append(const TuneResult *result, const char *measure, GString *out)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    append_head(out, measure);
    for (guint i = 0; i < result->folds->len; i++)
        append_fold(out, i + 1, &g_array_index(result->folds, TuneFold, i));
    g_string_append_printf(out, "\n%-16s  %10s  %10s  %10s\n", "all topics", measure, "difference",
                           "p");
    append_mean(out, "cross-validated", result->crossed, NULL, 0);
    append_mean(out, "present", result->present, &result->crossed, result->chance_present);
    append_mean(out, "defaults", result->defaults, &result->crossed, result->chance_defaults);
    g_string_append(out, "\npresent  ");
    tune_point_append(out, &result->now);
    g_string_append(out, "\nbest     ");
    tune_point_append(out, &result->winner);
    g_string_append_printf(out, "  (%s on the topics that chose it)\n",
                           g_ascii_formatd(digits, sizeof digits, "%.4f", result->best));
}
