/* dateline tune: which ranking fits the index? Found out here, and written by dateline-index. */
#include "search/search.h"

#include <stdio.h>
#include <unistd.h>

#include "console/command-line.h"
#include "console/console.h"
#include "search/eval-topics.h"
#include "search/indexer-program.h"
#include "search/search-run.h"
#include "search/tune-options.h"
#include "search/tune-report.h"
#include "search/tune-trial.h"
#include "xapian-c/layout.h"

#define SEED 1
#define FOLDS 5

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

/* ---- writing -------------------------------------------------------------------------------- */

/* dateline-index takes this program's place. Returns on failure only. */
static int write_ranking(const TuneOptions *options, const char *index, const char *ranking)
{
    g_autoptr(GError) error = NULL;
    const char *argv[] = {NULL, "tune", "-i", index, "--ranking", ranking, NULL, NULL, NULL};
    gsize count = 6;
    if (options->wait)
        argv[count++] = "--wait";
    if (options->quiet)
        argv[count++] = "--quiet";
    indexer_program_run("writing the settings of an index", argv, &error);
    return fail(error);
}

/* ---- progress ------------------------------------------------------------------------------- */

typedef struct {
    TuneTrial *trial;
    gboolean shown; /* on a terminal */
} Progress;

static const double *try_ranking(const TunePoint *point, gpointer data, GError **error)
{
    Progress *progress = data;
    guint before = tune_trial_count(progress->trial);
    const double *values = tune_trial_values(point, progress->trial, error);
    if (progress->shown && tune_trial_count(progress->trial) > before)
        fprintf(stderr, "\r\033[Krankings tried: %u, on %u topics", before + 1,
                tune_trial_topics(progress->trial));
    return values;
}

/* ---- tuning --------------------------------------------------------------------------------- */

static gboolean has_topics(const TuneTrial *trial, const TuneOptions *options)
{
    guint topics = tune_trial_topics(trial);
    if (topics >= options->folds)
        return TRUE;
    if (topics < 2)
        console_note("%s topic of '%s' has both results and judgements in '%s': are they named alike? "
                     "Two at least are needed, and some dozens tell something",
                     topics ? "only one" : "no", options->topics, options->qrels);
    else
        console_note("%u topics have results and judgements, too few for %u folds: give more, or "
                     "'--folds %u'",
                     topics, options->folds, topics);
    return FALSE;
}

static gboolean find(const TuneOptions *options, const TuneGrid *grid, Searcher *searcher,
                     TuneTrial *trial, TuneResult *result, GError **error)
{
    Progress progress = {trial, !options->quiet && isatty(STDERR_FILENO)};
    TuneSettings settings = {.grid = grid,
                             .every = options->every,
                             .folds = options->folds,
                             .seed = options->seed,
                             .now = tune_point_of(&searcher->ranking),
                             .topics = tune_trial_topics(trial),
                             .func = try_ranking,
                             .data = &progress};
    if (!options->quiet)
        console_note("note: %u topics in %u folds; a grid of %" G_GUINT64_FORMAT " rankings%s",
                     settings.topics, settings.folds, tune_grid_size(grid),
                     options->every ? "" : ", of which one parameter after the other is tried");
    gboolean found = tune_folds_run(&settings, result, error);
    if (progress.shown)
        fputs("\r\033[K", stderr);
    return found;
}

/* NULL: it is no index of ours on this machine. */
static char *segments_of(const char *index)
{
    g_autoptr(GPtrArray) names = layout_read_stub(index, NULL);
    if (!names)
        return NULL;
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

/* Merging numbers the articles anew. */
static gboolean is_same(const char *index, const char *segments)
{
    g_autofree char *now = segments_of(index);
    if (g_strcmp0(now, segments) == 0)
        return TRUE;
    console_note("can't tune '%s': it was changed meanwhile; run again", index);
    return FALSE;
}

static char *ranking_text(const TunePoint *point)
{
    IndexRanking ranking = {.k1 = point->at[TUNE_K1],
                            .b = point->at[TUNE_B],
                            .title_weight = point->at[TUNE_TITLE_WEIGHT],
                            .feedback = point->at[TUNE_FEEDBACK]};
    return index_ranking_to_text(&ranking);
}

/* What is to be done with what was found. */
static int conclude(const TuneOptions *options, const char *index, const TuneResult *result)
{
    const char *note = NULL;
    if (result->best <= result->present)
        note = "nothing that was tried is better for these topics than the present settings";
    else if (result->crossed <= result->present && !options->force)
        note = "the present settings stay: what is best for all topics can't be expected to be better "
               "for others (--force writes it all the same)";
    else if (options->dry_run)
        note = "without --dry-run the best would be written to the index's settings";
    if (note) {
        if (!options->quiet)
            console_note("%s", note);
        return STATUS_HITS;
    }
    g_autofree char *ranking = ranking_text(&result->winner);
    return write_ranking(options, index, ranking);
}

static int tune(const TuneOptions *options, const char *index, const TuneGrid *grid,
                const Qrels *qrels)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) topics =
        eval_topics_read(options->topics, options->topic_fields, qrels, &error);
    g_autofree char *segments = segments_of(index);
    g_autoptr(Searcher) searcher = topics ? searcher_open(index, &error) : NULL;
    if (!searcher)
        return fail(error);
    TuneTrialSettings settings = {.searcher = searcher,
                                  .measure = (EvalMeasure)(EVAL_MAP + options->measure),
                                  .all = options->all,
                                  .quiet = options->quiet};
    g_autoptr(TuneTrial) trial = tune_trial_new(&settings, topics, qrels, &error);
    if (!trial)
        return fail(error);
    if (!has_topics(trial, options))
        return STATUS_ERROR;
    g_auto(TuneResult) result = {0};
    if (!find(options, grid, searcher, trial, &result, &error))
        return fail(error);
    if (!is_same(index, segments))
        return STATUS_ERROR;
    g_autoptr(GString) out = g_string_new(NULL);
    tune_report_append(&result, eval_measure_names[settings.measure], out);
    if (console_write(out, &error) == CONSOLE_FAILED)
        return fail(error);
    return conclude(options, index, &result);
}

/* ---- the command ---------------------------------------------------------------------------- */

static gboolean check(const TuneOptions *options, const char *index)
{
    g_autoptr(IndexSettings) settings = layout_read_settings(index, NULL);
    const char *missing = options->reset ? NULL : !options->topics ? "--topics" : !options->qrels ? "--qrels" : NULL;
    if (missing)
        console_note("'%s' is needed: dateline tune --topics topics.tsv --qrels qrels.txt "
                     "(see 'dateline tune --help')",
                     missing);
    else if (options->reset && (options->topics || options->dry_run))
        console_note("'--reset' goes back to the defaults: leave out '%s'",
                     options->topics ? "--topics" : "--dry-run");
    else if (!settings && !options->dry_run)
        console_note("can't write to the settings of '%s': it must be an index that dateline made, in a "
                     "folder of this machine; --dry-run tries all the same",
                     index);
    else
        return TRUE;
    return FALSE;
}

static int run(const TuneOptions *options, const char *index)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TuneGrid) grid = tune_grid_new(options->lists, &error);
    if (!grid)
        return fail(error);
    if (!check(options, index))
        return STATUS_ERROR;
    if (options->reset)
        return write_ranking(options, index, "");
    g_autoptr(Qrels) qrels = qrels_read(options->qrels, &error);
    return qrels ? tune(options, index, grid, qrels) : fail(error);
}

int tune_main(int argc, char **argv)
{
    TuneOptions options = {.folds = FOLDS, .seed = SEED};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&tune_options, argc, argv, &options, words, &status))
        return status;
    g_autofree char *index = options.index ? g_strdup(options.index) : layout_default_index();
    return run(&options, index);
}
