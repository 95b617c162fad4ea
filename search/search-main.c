#include "search/search.h"

#include <string.h>
#include <unistd.h>

#include "search/console.h"
#include "search/no-match.h"
#include "search/output.h"
#include "search/query-xapian.h"
#include "search/query.h"
#include "search/search-options.h"
#include "xapian-c/layout.h"

#define STATUS_HITS 0
#define STATUS_NONE 1
#define STATUS_ERROR 2

/* The number of matches is exact up to this one, or up to the number of results asked for. */
#define EXACT_MATCHES 10000

/* Results are written when so many bytes have come together. */
#define WRITE_BYTES (64 * 1024)

typedef struct {
    const SearchOptions *options;
    Searcher *searcher;
    Query *query;
    gint64 started; /* monotonic microseconds */
} Run;

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

static char *joined(const GPtrArray *words)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", (char *)words->pdata[i]);
    return g_string_free(text, FALSE);
}

/* The shell takes the quotes off `karabakh "cease fire"`, and so its meaning. */
static void note_lost_quotes(const GPtrArray *words)
{
    for (guint i = 0; words->len > 1 && i < words->len; i++) {
        const char *word = words->pdata[i];
        if (strchr(word, ' ') && !strchr(word, '"'))
            console_note(
                "note: the shell took the quotes from %s: its words were searched one by one; "
                "for a phrase write '\"%s\"'",
                word, word);
    }
}

static void note_left_out(const GPtrArray *left_out, const char *why)
{
    if (left_out->len == 0)
        return;
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < left_out->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", (char *)left_out->pdata[i]);
    console_note("note: left out, %s: %s", why, list->str);
}

static void print_notes(const Run *run, const GPtrArray *words)
{
    if (run->searcher->other_tokenizer)
        console_note(
            "warning: '%s' was made by another version, which cut texts into other words: some "
            "may not be found; 'dateline reindex' renews it",
            run->searcher->path);
    note_lost_quotes(words);
    note_left_out(run->query->stopwords, "too common (quote it to search for it)");
    note_left_out(run->query->wordless, "no word in it");
}

/* An index without positions can't tell phrases. */
static gboolean check_phrases(const Run *run, GError **error)
{
    for (guint i = 0; !run->searcher->positions && i < run->query->leaves->len; i++) {
        const QueryNode *leaf = run->query->leaves->pdata[i];
        const QueryAlternative *first = leaf->alternatives->pdata[0];
        if (leaf->kind != QUERY_PHRASE || first->slots->len < 2)
            continue;
        g_set_error(
            error, INDEX_ERROR, INDEX_ERROR_QUERY,
            "can't search for the phrase \"%s\": '%s' was made without positions; search for "
            "its words, or make the index anew with positions",
            leaf->written, run->searcher->path);
        return FALSE;
    }
    return TRUE;
}

static void note_matches(const Run *run, const XapHits *hits)
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
                               (double)(g_get_monotonic_time() - run->started) / 1000);
    console_note("%s", line->str);
}

/* FALSE if writing came to an end before the hits did: then *status is set. */
static gboolean flush(GString *out, int *status)
{
    g_autoptr(GError) error = NULL;
    ConsoleAnswer answer = console_write(out, &error);
    g_string_truncate(out, 0);
    if (answer == CONSOLE_FAILED)
        *status = fail(error);
    return answer == CONSOLE_WRITTEN;
}

static int print_hits(const Run *run, const XapHits *hits)
{
    const OutputFormat *format = run->options->json ? &output_json : &output_text;
    OutputStyle style = {.last_rank = (guint)xap_hits_count(hits)};
    if (format->needs_wrap) {
        style.width = console_width();
        style.color = run->options->color == COLOR_ALWAYS ||
                      (run->options->color == COLOR_AUTO && console_wants_color());
    }
    g_autoptr(Highlighter) highlighter = highlighter_new(run->query, run->searcher->analysis);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(GError) error = NULL;
    int status = STATUS_HITS;
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        hit->rank = (guint)i + 1;
        if (!hit_read(hit, run->searcher, highlighter, xap_hits_get(hits, i),
                      output_snippet_columns(&style), &error))
            return fail(error);
        format->hit(&style, hit, out);
        if (out->len >= WRITE_BYTES && !flush(out, &status))
            return status;
    }
    if (!flush(out, &status))
        return status;
    if (!run->options->quiet)
        note_matches(run, hits);
    return STATUS_HITS;
}

static int report_none(const Run *run)
{
    if (run->options->quiet)
        return STATUS_NONE;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) report = g_string_new(NULL);
    if (run->searcher->documents == 0)
        g_string_append_printf(report, "'%s' has no articles yet", run->searcher->path);
    else if (!no_match_report(run->searcher, run->query, run->options->any, report, &error))
        return fail(error);
    if (report->len && report->str[report->len - 1] == '\n')
        g_string_truncate(report, report->len - 1);
    console_note("%s", report->str);
    return STATUS_NONE;
}

static int run_query(Run *run, const GPtrArray *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = joined(words);
    g_autoptr(Query) query = query_parse(text, strlen(text), run->options->any ? QUERY_ANY : 0,
                                         run->searcher->analysis, &error);
    run->query = query;
    if (!query || !check_phrases(run, &error))
        return fail(error);
    if (!run->options->quiet)
        print_notes(run, words);
    g_autoptr(XapQuery) xap_query = query_to_xapian(query->root, run->searcher->positions);
    guint32 count = run->options->count ? run->options->count : run->searcher->documents;
    g_autoptr(XapHits) hits = searcher_run(run->searcher, xap_query, count, EXACT_MATCHES, &error);
    if (!hits)
        return fail(error);
    return xap_hits_count(hits) ? print_hits(run, hits) : report_none(run);
}

static int print_help(void)
{
    g_autoptr(GString) help = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    options_help(&search_options, help);
    return console_write(help, &error) == CONSOLE_FAILED ? fail(error) : STATUS_HITS;
}

int search_main(int argc, char **argv)
{
    Run run = {.started = g_get_monotonic_time()};
    SearchOptions options = {.count = 10};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    console_start();
    switch (options_parse(&search_options, argc, argv, &options, words, &error)) {
    case OPTIONS_FAILED:
        return fail(error);
    case OPTIONS_WANT_HELP:
        return print_help();
    case OPTIONS_PARSED:
        break;
    }
    if (words->len == 0) {
        console_note("search for what? For example: dateline search karabakh ceasefire "
                     "(see 'dateline search --help')");
        return STATUS_ERROR;
    }
    g_autofree char *index = options.index ? g_strdup(options.index) : layout_default_index();
    g_autoptr(Searcher) searcher = searcher_open(index, &error);
    if (!searcher)
        return fail(error);
    run.options = &options;
    run.searcher = searcher;
    return run_query(&run, words);
}

const char *search_xapian_version(void)
{
    return xap_version();
}
