#include "indexer/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "console/number.h"
#include "stemmer/stemmer.h"

void report_error(const char *message)
{
    g_autoptr(GString) line = g_string_new("dateline: ");
    printable_append(line, message, strlen(message), TRUE);
    fprintf(stderr, "%s\n", line->str);
}

void report_line(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report_error(message);
}

static void append_count(GString *line, guint64 number, const char *what)
{
    g_autofree char *grouped = number_grouped(number);
    g_string_append_printf(line, "%s%s %s", line->len > 0 ? ", " : "", grouped, what);
}

void report_counts(const PipelineCounts *counts, guint64 removed, double seconds, guint64 bytes)
{
    g_autoptr(GString) line = g_string_new(NULL);
    append_count(line, counts->added, "added");
    append_count(line, counts->replaced, "replaced");
    append_count(line, counts->unchanged, "unchanged");
    append_count(line, counts->rejected + counts->repeated, "skipped");
    if (counts->elsewhere > 0)
        append_count(line, counts->elsewhere, "of other shards");
    if (removed > 0)
        append_count(line, removed, "removed");
    fprintf(stderr, "%s in %.1f s (%.1f MB/s)\n", line->str, seconds,
            seconds > 0 ? bytes / 1e6 / seconds : 0);
}

void report_rejects(Rejects *rejects, const char *what, const char *list_path)
{
    guint64 count = rejects_count(rejects);
    const GPtrArray *first = rejects_first(rejects);
    if (count == 0)
        return;
    for (guint i = 0; i < first->len; i++)
        report_line("%s: %s", what, (const char *)first->pdata[i]);
    g_autofree char *all = number_grouped(count);
    report_line("%s: %s in all, listed in '%s'", what, all, list_path);
}

void report_fence(const FenceBounds *bounds, gboolean verbose)
{
    g_autoptr(GString) said = g_string_new(NULL);
    fence_enter(bounds, said);
    if (verbose)
        report_error(said->str);
}

void report_passed(const Corpus *corpus)
{
    gsize kinds;
    const CorpusPassed *passed = corpus_passed(corpus, &kinds);
    if (kinds == 0)
        return;
    g_autoptr(GString) line = g_string_new(NULL);
    for (gsize i = 0; i < kinds; i++) {
        g_autofree char *count = number_grouped(passed[i].count);
        g_string_append_printf(line, "%s%s (%s: '%s'%s)", i > 0 ? ", " : "", passed[i].kind, count,
                               passed[i].example, passed[i].count > 1 ? ", ..." : "");
    }
    report_line("passed over, as they hold no articles: %s; --exclude GLOB leaves them out, "
                "-f FORMAT reads them all the same",
                line->str);
}
