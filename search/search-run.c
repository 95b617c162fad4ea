#include "search/search-run.h"

#include <string.h>
#include <unistd.h>

#include "console/console.h"
#include "search/explain.h"
#include "search/no-match.h"
#include "search/output.h"
#include "search/query-understand.h"
#include "search/query-xapian.h"

/* The number of matches is exact up to this one, or up to the number of results asked for. */
#define EXACT_MATCHES 10000

/* Results are written when so many bytes have come together. */
#define WRITE_BYTES (64 * 1024)

typedef struct {
    const SearchRun *run;
    const SearchOptions *options;
    Searcher *searcher;
    Query *query;
    ExplainTimes times;
    gint64 started; /* monotonic microseconds */
} Job;

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

static void print_notes(const Job *job)
{
    if (job->searcher->other_tokenizer && !job->run->batch)
        console_note(
            "warning: '%s' was made by another version, which cut texts into other words: some "
            "may not be found; 'dateline reindex' renews it",
            job->searcher->path);
    query_understand_notes(job->query, job->run->words);
}

static void note_matches(const Job *job, const XapHits *hits)
{
    guint32 lower, estimated, upper;
    xap_hits_matches(hits, &lower, &estimated, &upper);
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_append_printf(line, "%s%u %s", lower == upper ? "" : "about ", estimated,
                           estimated == 1 ? "article" : "articles");
    if (xap_hits_count(hits) < estimated)
        g_string_append_printf(line, ", the first %" G_GSIZE_FORMAT " shown", xap_hits_count(hits));
    /* Scripts that compare what was said are spared the time. */
    if (isatty(STDERR_FILENO))
        g_string_append_printf(line, " (%.0f ms)",
                               (double)(g_get_monotonic_time() - job->started) / 1000);
    console_note("%s", line->str);
}

/* FALSE if writing came to an end before the results did: then *status is set. */
static gboolean flush(GString *out, int *status)
{
    g_autoptr(GError) error = NULL;
    ConsoleAnswer answer = console_write(out, &error);
    g_string_truncate(out, 0);
    if (answer == CONSOLE_FAILED)
        *status = fail(error);
    if (answer == CONSOLE_CLOSED)
        *status = STATUS_CLOSED;
    return answer == CONSOLE_WRITTEN;
}

static OutputStyle style_of(const Job *job, const OutputFormat *format, const XapHits *hits)
{
    OutputStyle style = {.last_rank = (guint)xap_hits_count(hits),
                         .query = job->run->batch ? job->query->text : NULL};
    if (format->needs_wrap) {
        style.width = console_width();
        style.color = job->options->color == COLOR_ALWAYS ||
                      (job->options->color == COLOR_AUTO && console_wants_color());
    }
    return style;
}

static int print_hits(const Job *job, const XapHits *hits)
{
    const OutputFormat *format = job->options->json ? &output_json : &output_text;
    OutputStyle style = style_of(job, format, hits);
    g_autoptr(Highlighter) highlighter = highlighter_new(job->query, job->searcher->analysis);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(GError) error = NULL;
    int status = STATUS_HITS;
    SourceTexts *texts = job->searcher->texts;
    guint32 size = job->options->snippet_size;
    SnippetStyle snippet = {.fragments = job->options->fragments,
                            .columns = size ? size : output_snippet_columns(&style)};
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        hit->rank = (guint)i + 1;
        if (texts && i % SOURCE_TEXTS_PAGE == 0 &&
            !source_texts_fetch(texts, job->searcher->db, hits, i, &error))
            return fail(error);
        if (!hit_read(hit, job->searcher, highlighter, xap_hits_get(hits, i), &snippet,
                      &error))
            return fail(error);
        format->hit(&style, hit, out);
        if (out->len >= WRITE_BYTES && !flush(out, &status))
            return status;
    }
    if (job->run->batch && format->needs_wrap)
        g_string_append_c(out, '\n');
    if (!flush(out, &status))
        return status;
    if (texts && !job->options->quiet)
        source_texts_note(texts);
    if (!job->options->quiet)
        note_matches(job, hits);
    return STATUS_HITS;
}

static int report_none(const Job *job)
{
    if (job->options->quiet)
        return STATUS_NONE;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) report = g_string_new(NULL);
    if (job->searcher->documents == 0)
        g_string_append_printf(report, "'%s' has no articles yet", job->searcher->path);
    else if (!no_match_report(job->searcher, job->query, job->run->analysis, report, &error))
        return fail(error);
    if (report->len && report->str[report->len - 1] == '\n')
        g_string_truncate(report, report->len - 1);
    console_note("%s", report->str);
    return STATUS_NONE;
}

static int print_count(const Job *job, XapQuery *query)
{
    guint32 count;
    g_autoptr(GError) error = NULL;
    if (!searcher_count(job->searcher, query, &count, &error))
        return fail(error);
    int status = count ? STATUS_HITS : STATUS_NONE;
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "%u\n", count);
    flush(out, &status);
    return status;
}

static gboolean explain(const Job *job, XapQuery *query, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (!explain_query(job->searcher, job->query, query, &job->times, out, error))
        return FALSE;
    console_lines(out->str);
    return TRUE;
}

static gboolean understand(Job *job, const char *text)
{
    QuerySettings settings = {
        .analysis = job->run->analysis,
        .flags = job->options->any ? QUERY_ANY : 0,
        .calendar = {job->run->zone, g_get_real_time() / G_USEC_PER_SEC},
    };
    job->query = query_understand(job->searcher, &settings, text, &job->times);
    return job->query != NULL;
}

static int answer(Job *job)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapQuery) query = query_to_xapian(job->query->root, job->searcher->positions);
    if (!job->options->quiet)
        print_notes(job);
    gint64 before = g_get_monotonic_time();
    guint32 count = job->options->count ? job->options->count : job->searcher->documents;
    g_autoptr(XapHits) hits = NULL;
    if (!job->options->matches) {
        hits = searcher_run(job->searcher, query, count, EXACT_MATCHES, &error);
        if (!hits)
            return fail(error);
    }
    job->times.search = g_get_monotonic_time() - before;
    if (job->options->explain && !explain(job, query, &error))
        return fail(error);
    if (job->options->matches)
        return print_count(job, query);
    /* What was read for the explanation has other docids than the hits, so they are asked for again. */
    if (job->options->explain) {
        xap_hits_free(hits);
        hits = searcher_run(job->searcher, query, count, EXACT_MATCHES, &error);
        if (!hits)
            return fail(error);
    }
    return xap_hits_count(hits) ? print_hits(job, hits) : report_none(job);
}

int search_run(const SearchRun *run, const char *text)
{
    Job job = {.run = run,
               .options = run->options,
               .searcher = run->searcher,
               .started = g_get_monotonic_time()};
    int status = understand(&job, text) ? answer(&job) : STATUS_ERROR;
    query_free(job.query);
    return status;
}
