/* dateline eval: how good are the answers? */
#include "search/search.h"

#include <errno.h>
#include <stdio.h>

#include "console/command-line.h"
#include "console/console.h"
#include "search/eval-options.h"
#include "search/eval-report.h"
#include "search/eval-run.h"
#include "search/eval-topics.h"
#include "search/search-run.h"

/* So many of several topics are named. */
#define NAMED 10

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

/* ---- the run ----------------------------------------------------------------------------------
 */

static FILE *open_run(const char *path, GError **error)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "can't write '%s': %s",
                    path, g_strerror(errno));
    return file;
}

static TrecRun *make_run(const EvalOptions *options, const Qrels *qrels, GError **error)
{
    g_autoptr(GPtrArray) topics =
        eval_topics_read(options->topics, options->topic_fields, qrels, error);
    g_autoptr(Searcher) searcher = topics ? searcher_open_list(&options->indexes, error) : NULL;
    if (!searcher ||
        !ranking_set(&searcher->ranking, &options->ranking, error))
        return NULL;
    EvalRunSettings settings = {.searcher = searcher,
                                .all = options->all,
                                .depth = options->depth,
                                .quiet = options->quiet};
    if (options->run_out && !(settings.out = open_run(options->run_out, error)))
        return NULL;
    g_autoptr(TrecRun) run = eval_run_make(&settings, topics, error);
    if (settings.out && fclose(settings.out) != 0 && run) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "can't write '%s': %s",
                    options->run_out, g_strerror(errno));
        return NULL;
    }
    return g_steal_pointer(&run);
}

/* ---- the topics -------------------------------------------------------------------------------
 */

static void note_topics(const GPtrArray *names, const char *format)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < MIN(names->len, NAMED); i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", (char *)names->pdata[i]);
    if (names->len > NAMED)
        g_string_append_printf(list, " and %u more", names->len - NAMED);
    if (names->len)
        console_note("note: %s: %s", format, list->str);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static void note_unjudged(const TrecRun *run, const Qrels *qrels)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, run->topics);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!qrels_of(qrels, name))
            g_ptr_array_add(names, name);
    g_ptr_array_sort(names, compare_names);
    note_topics(names, "left out, since nothing was judged for them");
}

/* The names of those topics that count. */
static GPtrArray *choose_topics(const EvalOptions *options, const Qrels *qrels, const TrecRun *run,
                                const TrecRun *other)
{
    GPtrArray *names = g_ptr_array_new();
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    for (guint i = 0; i < qrels->names->len; i++) {
        char *name = qrels->names->pdata[i];
        gboolean there = trec_run_of(run, name) && (!other || trec_run_of(other, name));
        if (!there)
            g_ptr_array_add(missing, name);
        if (there || options->complete)
            g_ptr_array_add(names, name);
    }
    if (!options->quiet) {
        note_unjudged(run, qrels);
        note_topics(missing, options->complete
                                 ? "no results for"
                                 : "left out, since there are no results for them (--complete "
                                   "counts them as 0)");
    }
    return names;
}

static void measure(const TrecRun *run, const Qrels *qrels, const GPtrArray *names,
                    double (*values)[EVAL_MEASURES])
{
    for (guint i = 0; i < names->len; i++)
        eval_measure(trec_run_of(run, names->pdata[i]), qrels_of(qrels, names->pdata[i]),
                     values[i]);
}

/* ---- the command ------------------------------------------------------------------------------
 */

static int report(const EvalOptions *options, const Qrels *qrels, const TrecRun *run,
                  const TrecRun *other)
{
    g_autoptr(GPtrArray) names = choose_topics(options, qrels, run, other);
    if (names->len == 0) {
        console_note("no topic has both results and judgements: are the topics of '%s' named as "
                     "there, '%s'?",
                     options->run ? options->run : options->topics, (char *)qrels->names->pdata[0]);
        return STATUS_NONE;
    }
    gsize size = sizeof(double[EVAL_MEASURES]);
    g_autofree double(*values)[EVAL_MEASURES] = g_malloc_n(names->len, size);
    g_autofree double(*others)[EVAL_MEASURES] = other ? g_malloc_n(names->len, size) : NULL;
    measure(run, qrels, names, values);
    if (other)
        measure(other, qrels, names, others);
    EvalReport report = {.names = (const char **)names->pdata,
                         .values = values,
                         .others = others,
                         .count = names->len,
                         .per_topic = options->per_topic};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    eval_report_append(&report, out);
    return console_write(out, &error) == CONSOLE_FAILED ? fail(error) : STATUS_HITS;
}

static gboolean check(const EvalOptions *options)
{
    const char *missing = !options->qrels                     ? "--qrels"
                          : !options->topics && !options->run ? "--topics"
                                                              : NULL;
    if (missing)
        console_note("'%s' is needed: dateline eval --topics topics.tsv --qrels qrels.txt "
                     "(see 'dateline eval --help')",
                     missing);
    else if (options->run && options->run_out)
        console_note("'--run-out' writes the run that was made: with '--run' there is none");
    return !missing && !(options->run && options->run_out);
}

static int run_options(const EvalOptions *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Qrels) qrels = qrels_read(options->qrels, &error);
    if (!qrels)
        return fail(error);
    g_autoptr(TrecRun) other = options->vs ? trec_run_read(options->vs, &error) : NULL;
    if (options->vs && !other)
        return fail(error);
    g_autoptr(TrecRun) run =
        options->run ? trec_run_read(options->run, &error) : make_run(options, qrels, &error);
    return run ? report(options, qrels, run, other) : fail(error);
}

int eval_main(int argc, char **argv)
{
    EvalOptions options = {.depth = 1000};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (command_line_read(&eval_options, argc, argv, &options, words, &status))
        status = check(&options) ? run_options(&options) : STATUS_ERROR;
    index_list_clear(&options.indexes);
    return status;
}
