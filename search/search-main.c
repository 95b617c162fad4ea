#include "search/search.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "console/command-line.h"
#include "console/console.h"
#include "search/output-style.h"
#include "search/like.h"
#include "search/recency.h"
#include "search/search-batch.h"
#include "search/query-understand.h"
#include "search/search-run.h"

/* No query is as long; a stream that never ends must not fill the memory. */
#define INPUT_MAX_BYTES (64 * 1024 * 1024)

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

/* A whole file, or standard input for "-". NULL bytes can't be part of a query: they become spaces. */
static char *read_input(const char *path, GError **error)
{
    gboolean standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    g_autoptr(GString) text = g_string_new(NULL);
    char buffer[64 * 1024];
    gsize n = 0;
    while (file && text->len <= INPUT_MAX_BYTES && (n = fread(buffer, 1, sizeof buffer, file)) > 0)
        g_string_append_len(text, buffer, (gssize)n);
    gboolean whole = file && !ferror(file);
    int code = errno;
    if (file && !standard)
        fclose(file);
    if (!whole || text->len > INPUT_MAX_BYTES) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "can't read queries from '%s': %s",
                    standard ? "standard input" : path,
                    whole ? "more than 64 MiB" : g_strerror(code));
        return NULL;
    }
    for (gsize i = 0; i < text->len; i++)
        if (text->str[i] == '\0')
            text->str[i] = ' ';
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- the command ---------------------------------------------------------------------------- */

static int run_batch(SearchRun *run, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = read_input(path, &error);
    return text ? search_batch(run, text, path) : fail(error);
}

static int run_words(SearchRun *run, const GPtrArray *words)
{
    g_autoptr(GError) error = NULL;
    gboolean input = words->len == 1 && strcmp(words->pdata[0], "-") == 0;
    g_autofree char *text = input ? read_input("-", &error) : joined(words);
    if (!text)
        return fail(error);
    if (input)
        g_strchomp(text);
    else
        run->words = words;
    OutputQuestion question = {.text = text};
    int status = search_run(run, &question);
    return status == STATUS_CLOSED ? STATUS_HITS : status;
}

/* How results are weighed. */
static gboolean set_ranking(SearchRun *run, GError **error)
{
    const SearchOptions *options = run->options;
    Ranking *ranking = &run->searcher->ranking;
    ranking->sort = (RankingSort)options->sort;
    return ranking_set(ranking, &options->ranking, error) &&
           (!options->recent || recency_read(options->recent, &run->half_life, error));
}

/* Runs the queries; those of --like with the words of its article. */
static int run_queries(SearchRun *run, const GPtrArray *words)
{
    const SearchOptions *options = run->options;
    g_autoptr(GError) error = NULL;
    ArticleId like;
    g_autofree char *text = NULL;
    if (options->like) {
        if (!article_id_find(run->searcher, options->like, &like, &error))
            return fail(error);
        if (*like.id == '\0') {
            console_note("'--like' can't leave out '%s' itself: dateline did not make this database",
                         options->like);
            return STATUS_ERROR;
        }
        text = like_text(run->searcher, &like, &error);
        if (!text)
            return fail(error);
        if (*text == '\0') {
            console_note("nothing is like the article '%s': no other has a word of it", like.id);
            return STATUS_NONE;
        }
        run->like = &like;
        run->like_text = text;
    }
    run->all = words->len == 0;
    return options->batch ? run_batch(run, options->batch) : run_words(run, words);
}

static int run_options(const SearchOptions *options, const GPtrArray *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GTimeZone) zone = NULL;
    if (!query_zone_find(options->zone, &zone, &error))
        return fail(error);
    g_auto(OutputStyle) style = {0};
    if (!output_style_set(&style, options, &error))
        return fail(error);
    g_autoptr(Searcher) searcher = searcher_open_list(&options->indexes, &error);
    if (!searcher)
        return fail(error);
    g_autoptr(Analysis) analysis = NULL;
    if (options->languages) {
        analysis = searcher_analysis(searcher, options->languages, &error);
        if (!analysis)
            return fail(error);
    }
    g_auto(TallyRequest) tallies = {0};
    if (!tally_request_set(&tallies, options->facets, options->timeline, options->count, &error))
        return fail(error);
    g_autoptr(Output) output = output_new(&style);
    SearchRun run = {.options = options,
                     .searcher = searcher,
                     .output = output,
                     .analysis = analysis ? analysis : searcher->analysis,
                     .zone = zone,
                     .tallies = &tallies};
    return set_ranking(&run, &error) ? run_queries(&run, words) : fail(error);
}

int search_main(int argc, char **argv)
{
    SearchOptions options = {.count = 10,
                             .format = SEARCH_FORMAT_UNSET,
                             .timeline = SEARCH_TIMELINE_UNSET,
                             .fragments = 1};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&search_options, argc, argv, &options, words, &status))
        return status;
    /* What orders or counts needs no words: it then is of all articles. */
    gboolean all = options.facets || options.timeline != SEARCH_TIMELINE_UNSET || options.like ||
                   options.sort != RANKING_RELEVANCE || options.recent;
    if (words->len == 0 && !options.batch && !all) {
        console_note("search for what? For example: dateline search karabakh ceasefire "
                     "(see 'dateline search --help')");
        return STATUS_ERROR;
    }
    if (words->len && options.batch) {
        console_note("'--batch' reads the queries from '%s': leave out '%s'", options.batch,
                     (char *)words->pdata[0]);
        return STATUS_ERROR;
    }
    status = run_options(&options, words);
    index_list_clear(&options.indexes);
    g_clear_pointer(&options.facets, g_ptr_array_unref);
    return status;
}

const char *search_xapian_version(void)
{
    return xap_version();
}
