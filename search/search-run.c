#include "search/search-run.h"

#include <string.h>
#include <unistd.h>

#include "console/console.h"
#include "console/number.h"
#include "search/asked.h"
#include "search/clause-weight.h"
#include "search/explain.h"
#include "search/no-match.h"
#include "search/output.h"
#include "search/query-understand.h"

/* The number of matches is exact up to this one, or up to the number of results asked for. */
#define EXACT_MATCHES 10000

/* The data of so many hits are read at a time. */
#define HITS_PAGE SOURCE_TEXTS_PAGE

typedef struct {
    const SearchRun *run;
    const SearchOptions *options;
    Searcher *searcher;
    const OutputQuestion *question;
    Query *query;  /* what matches, and is highlighted */
    Query *filter; /* with --like: what must match besides; NULL: anything */
    GDate today;      /* in the zone of the query */
    Asked *asked;
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
    if (job->searcher->newer_schema && !job->run->batch)
        console_note("warning: a newer dateline made '%s', and may keep fields otherwise: some articles may "
                     "not be found by them; update dateline",
                     job->searcher->path);
    if (job->filter || !job->run->like)
        query_understand_notes(job->filter ? job->filter : job->query, job->run->words);
}

static void note_found(guint32 lower, guint32 estimated, guint32 upper, gsize shown_count,
                       double milliseconds)
{
    g_autoptr(GString) line = g_string_new(NULL);
    number_append_estimate(line, lower, estimated, upper);
    g_string_append(line, upper == 1 ? " article" : " articles");
    if (shown_count < estimated) {
        g_autofree char *shown = number_grouped(shown_count);
        g_string_append_printf(line, ", %s shown", shown);
    }
    /* Scripts that compare what was said are spared the time. */
    if (isatty(STDERR_FILENO))
        g_string_append_printf(line, " (%.0f ms)", milliseconds);
    console_note("%s", line->str);
}

static void note_matches(const XapHits *hits, double milliseconds)
{
    guint32 lower, estimated, upper;
    xap_hits_matches(hits, &lower, &estimated, &upper);
    note_found(lower, estimated, upper, xap_hits_count(hits), milliseconds);
}

/* Milliseconds since the query began. */
static double spent(const Job *job)
{
    return (double)(g_get_monotonic_time() - job->started) / 1000;
}

int search_run_written(ConsoleAnswer answer, GError *const *error)
{
    return answer == CONSOLE_WRITTEN  ? STATUS_HITS
           : answer == CONSOLE_CLOSED ? STATUS_CLOSED
                                      : fail(*error);
}

/* Begins what is printed for the query; of one of several, even if it can't be understood. */
static int begin_output(const Job *job)
{
    g_autoptr(GError) error = NULL;
    return search_run_written(output_query(job->run->output, job->question, &error), &error);
}

/* Ends it; all that is printed, if there is but one. */
static int end_output(const Job *job)
{
    g_autoptr(GError) error = NULL;
    ConsoleAnswer answer = output_query_end(job->run->output, &error);
    if (answer == CONSOLE_WRITTEN && !job->run->batch)
        answer = output_finish(job->run->output, &error);
    return search_run_written(answer, &error);
}

static int print_each(const Job *job, XapHits *hits)
{
    Output *output = job->run->output;
    g_autoptr(Highlighter) highlighter = highlighter_new(job->query, job->searcher->analysis);
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(GError) error = NULL;
    guint parts = output_parts(output);
    gboolean with_text = (parts & (HIT_WITH_HEADING | HIT_WITH_SNIPPET)) != 0;
    SourceTexts *texts = with_text ? job->searcher->texts : NULL;
    guint32 size = job->options->snippet_size;
    g_autofree double *weights = NULL;
    if ((parts & HIT_WITH_SNIPPET) && job->options->fragments) {
        weights = clause_weights(job->searcher->db, job->query, &error);
        if (!weights)
            return fail(error);
    }
    SnippetStyle snippet = {.fragments = job->options->fragments,
                            .weights = weights,
                            .clauses = job->query->leaves->len};
    guint first = job->options->offset + 1;
    output_set_ranks(output, first, job->options->offset + (guint)xap_hits_count(hits));
    snippet.columns = size ? size : output_snippet_columns(output);
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        hit->rank = first + (guint)i;
        if (parts && i % HITS_PAGE == 0 &&
            !xap_hits_load(job->searcher->db, hits, i, HITS_PAGE, &error))
            return fail(error);
        /* Some may have been removed meanwhile. */
        if (i == xap_hits_count(hits))
            break;
        if (texts && i % SOURCE_TEXTS_PAGE == 0 &&
            !source_texts_fetch(texts, job->searcher->db, hits, i, &error))
            return fail(error);
        if (!hit_read(hit, job->searcher, highlighter, xap_hits_get(hits, i), parts, &snippet,
                      &error))
            return fail(error);
        int status = search_run_written(output_hit(output, hit, &error), &error);
        if (status != STATUS_HITS)
            return status;
    }
    return STATUS_HITS;
}

static int print_hits(const Job *job, XapHits *hits)
{
    /* The time that the reader takes in a pager is none of the search's. */
    gint64 searched = g_get_monotonic_time() - job->started;
    int status = print_each(job, hits);
    if (status == STATUS_HITS)
        status = end_output(job);
    if (status == STATUS_HITS && job->searcher->texts && !job->options->quiet)
        source_texts_note(job->searcher->texts);
    if (status == STATUS_HITS && !job->options->quiet)
        note_matches(hits, (double)searched / 1000);
    return status;
}

static int report_none(const Job *job)
{
    int status = end_output(job);
    if (status != STATUS_HITS || job->options->quiet)
        return status == STATUS_HITS ? STATUS_NONE : status;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) report = g_string_new(NULL);
    if (job->searcher->documents == 0)
        g_string_append_printf(report, "'%s' has no articles yet", job->searcher->path);
    else if (job->options->offset)
        g_string_append_printf(report, "there are no results from %u on", job->options->offset + 1);
    else if (job->run->like)
        g_string_append_printf(report, "nothing is like the article '%s'%s", job->run->like->id,
                               job->filter ? " among what matches the query" : "");
    else if (!no_match_report(job->searcher, job->query, job->run->analysis, report, &error))
        return fail(error);
    if (report->len && report->str[report->len - 1] == '\n')
        g_string_truncate(report, report->len - 1);
    console_note("%s", report->str);
    return STATUS_NONE;
}

static int print_count(const Job *job)
{
    guint32 count;
    g_autoptr(GError) error = NULL;
    if (!searcher_count(job->searcher, job->asked->xap_query, &count, &error))
        return fail(error);
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "%u\n", count);
    int status = search_run_written(output_append(job->run->output, out, &error), &error);
    return status == STATUS_HITS && count == 0 ? STATUS_NONE : status;
}

static int print_tallies(const Job *job)
{
    guint32 matches;
    ConsoleAnswer answer;
    g_autoptr(GError) error = NULL;
    if (!tally_run(job->run->tallies, job->searcher, job->asked->xap_query, job->run->zone, job->run->output,
                   !job->options->quiet, &matches, &answer, &error))
        return fail(error);
    int status = search_run_written(answer, &error);
    if (status != STATUS_HITS || matches == 0)
        return status == STATUS_HITS ? report_none(job) : status;
    status = end_output(job);
    if (status == STATUS_HITS && !job->options->quiet)
        note_found(matches, matches, matches, matches, spent(job));
    return status;
}

static gboolean explain(const Job *job, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (!explain_query(job->searcher, job->query, job->asked, &job->times, out, error))
        return FALSE;
    console_lines(out->str);
    return TRUE;
}

static gboolean understand(Job *job)
{
    QuerySettings settings = {
        .analysis = job->run->analysis,
        .flags = job->options->any ? QUERY_ANY : 0,
        .calendar = {job->run->zone, g_get_real_time() / G_USEC_PER_SEC},
    };
    job->today = query_calendar_today(&settings.calendar);
    if (job->run->all)
        settings.flags |= QUERY_ALL_IF_EMPTY;
    const char *text = job->question->text;
    if (job->run->like && *text) {
        job->filter = query_understand(job->searcher, &settings, text, NULL);
        if (!job->filter)
            return FALSE;
    }
    if (job->run->like)
        text = job->run->like_text;
    job->query = query_understand(job->searcher, &settings, text, &job->times);
    return job->query != NULL;
}

/* Servers may be lost when the index is opened, and again with each question. */
static void tell_lost(const Job *job)
{
    output_set_missing(job->run->output, searcher_lost(job->searcher));
}

static XapHits *run_query(const Job *job, GError **error)
{
    guint32 count = job->options->count ? job->options->count : job->searcher->documents;
    XapHits *hits = asked_rank(job->asked, job->searcher, job->query, job->options->offset, count,
                               EXACT_MATCHES, error);
    tell_lost(job);
    return hits;
}

static gboolean ask(Job *job, GError **error)
{
    AskedSettings settings = {.like = job->run->like,
                              .filter = job->filter,
                              .half_life = job->run->half_life,
                              .today = job->today};
    job->asked = asked_new(job->searcher, job->query, &settings, error);
    return job->asked != NULL;
}

static int answer(Job *job)
{
    g_autoptr(GError) error = NULL;
    gint64 before = g_get_monotonic_time();
    gboolean counts = output_format(job->run->output) == OUTPUT_COUNT;
    gboolean tallies = tally_request_size(job->run->tallies) > 0;
    if (!ask(job, &error))
        return fail(error);
    if (!job->options->quiet)
        print_notes(job);
    g_autoptr(XapHits) hits = NULL;
    if (!counts && !tallies) {
        hits = run_query(job, &error);
        if (!hits)
            return fail(error);
    }
    job->times.search = g_get_monotonic_time() - before;
    if (job->options->explain && !explain(job, &error))
        return fail(error);
    if (counts)
        return print_count(job);
    if (tallies) {
        tell_lost(job);
        return print_tallies(job);
    }
    /* What was read for the explanation has other docids than the hits, so they are asked for again. */
    if (job->options->explain) {
        xap_hits_free(hits);
        hits = run_query(job, &error);
        if (!hits)
            return fail(error);
    }
    return xap_hits_count(hits) ? print_hits(job, hits) : report_none(job);
}

int search_run(const SearchRun *run, const OutputQuestion *question)
{
    Job job = {.run = run,
               .options = run->options,
               .searcher = run->searcher,
               .question = question,
               .started = g_get_monotonic_time()};
    int status = run->batch ? begin_output(&job) : STATUS_HITS;
    if (status != STATUS_HITS)
        return status;
    if (!understand(&job))
        status = run->batch && end_output(&job) == STATUS_CLOSED ? STATUS_CLOSED : STATUS_ERROR;
    else if (!run->batch)
        status = begin_output(&job);
    if (status == STATUS_HITS)
        status = answer(&job);
    query_free(job.query);
    query_free(job.filter);
    asked_free(job.asked);
    tell_lost(&job);
    return status;
}
