/* dateline kwic: each place where a query stands, in context. */
#include "search/search.h"

#include "console/command-line.h"
#include "console/console.h"
#include "search/kwic-run.h"
#include "search/query-understand.h"
#include "search/search-run.h"

static gboolean has_keyword(const Query *query)
{
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (query_node_has_words(leaf) && !leaf->negated)
            return TRUE;
    }
    return FALSE;
}

static int list(const KwicOptions *options, Searcher *searcher, const Query *query)
{
    Display display;
    display_set(&display, options->color, COLOR_NEVER, options->quiet);
    KwicFormat format = options->csv ? KWIC_CSV : options->json ? KWIC_JSON : KWIC_TEXT;
    g_autoptr(KwicOutput) output =
        kwic_output_new(format, &display, options->width, !options->no_pager);
    kwic_output_set_csv_safe(output, options->csv_safe);
    return kwic_run(options, searcher, query, output);
}

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

static int run(const KwicOptions *options, const GPtrArray *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GTimeZone) zone = NULL;
    if (!query_zone_find(options->zone, &zone, &error))
        return fail(error);
    g_autoptr(Searcher) searcher = searcher_open_list(&options->indexes, &error);
    if (!searcher)
        return fail(error);
    g_autoptr(Analysis) chosen = NULL;
    if (options->languages) {
        chosen = searcher_analysis(searcher, options->languages, &error);
        if (!chosen)
            return fail(error);
    }
    g_autoptr(GPtrArray) list_of_words = g_ptr_array_new();
    g_ptr_array_extend(list_of_words, (GPtrArray *)words, NULL, NULL);
    g_ptr_array_add(list_of_words, NULL);
    g_autofree char *text = g_strjoinv(" ", (char **)list_of_words->pdata);
    QuerySettings settings = {.analysis = chosen ? chosen : searcher->analysis,
                              .flags = options->any ? QUERY_ANY : 0,
                              .calendar = {zone, g_get_real_time() / G_USEC_PER_SEC}};
    g_autoptr(Query) query = query_understand(searcher, &settings, text, NULL);
    if (!query)
        return STATUS_ERROR;
    if (!options->quiet)
        query_understand_notes(query, words);
    if (!has_keyword(query)) {
        console_note("there is no word to list in '%s': kwic shows where words and phrases stand",
                     text);
        return STATUS_ERROR;
    }
    return list(options, searcher, query);
}

int kwic_main(int argc, char **argv)
{
    KwicOptions options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&kwic_options, argc, argv, &options, words, &status))
        return status;
    if (words->len == 0) {
        console_note("list the places of which words? For example: dateline kwic ceasefire "
                     "(see 'dateline kwic --help')");
        return STATUS_ERROR;
    }
    if (options.csv && options.json) {
        console_note("'--csv' and '--json' can't go together: lines have one format");
        return STATUS_ERROR;
    }
    if (options.csv_safe && !options.csv) {
        console_note("'--csv-safe' is of no use here: it is for '--csv'");
        return STATUS_ERROR;
    }
    status = run(&options, words);
    index_list_clear(&options.indexes);
    return status;
}
