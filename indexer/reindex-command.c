/* dateline reindex: the index once more from what it stores. */
#include "indexer/commands.h"

#include "console/number.h"
#include "indexer/budget.h"
#include "indexer/common-options.h"
#include "indexer/interrupt.h"
#include "indexer/rebuild.h"
#include "indexer/report.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

typedef struct {
    const char *index;
    gboolean positions, no_positions, text, no_text, lossy, wait, quiet, verbose;
    guint64 memory;
    int writer; /* in writer_names */
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "positions", NULL, OPTION_ON, PLACE(positions), .help = "with positions from now on"},
    {0, "no-positions", NULL, OPTION_ON, PLACE(no_positions),
     .help = "without, that is without phrases"},
    {0, "text", NULL, OPTION_ON, PLACE(text), .help = "store the texts from now on"},
    {0, "no-text", NULL, OPTION_ON, PLACE(no_text), .help = "store no texts from now on"},
    {0, "lossy", NULL, OPTION_ON, PLACE(lossy), .help = "go on where texts can't be read again"},
    OPTION_MEMORY_ROW(PLACE(memory)),
    OPTION_WRITER_ROW(PLACE(writer)),
    OPTION_WAIT_ROW(PLACE(wait)),
    OPTION_QUIET_ROW(PLACE(quiet)),
    OPTION_VERBOSE_ROW(PLACE(verbose)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline reindex",
    .usage = "[OPTION]...",
    .about = "Build an index anew from what it stores: after an update of dateline that cuts\n"
             "texts into words otherwise, or to change what the index holds. The old segments\n"
             "are searched until the new ones are complete, and stay if anything goes wrong;\n"
             "meanwhile both need room on the disk. Of an index without texts these are read\n"
             "again from where the articles came from.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline reindex -i news\n"
                "dateline reindex -i news --no-positions   # smaller, but without phrases\n"
                "dateline reindex -i news --text           # store the texts from now on\n",
    .status = "0 done, 2 failed",
};

static gboolean check_options(const Options *options, RebuildOptions *rebuild)
{
    const char *wrong = NULL;
    rebuild->memory = options->memory;
    rebuild->lossy = options->lossy;
    rebuild->api_writer = options->writer == WRITER_XAPIAN;
    if (options->positions && options->no_positions)
        wrong = "'--positions' and '--no-positions' contradict each other";
    else if (options->text && options->no_text)
        wrong = "'--text' and '--no-text' contradict each other";
    if (wrong != NULL)
        report_error(wrong);
    return wrong == NULL;
}

/* An index of a later layout may hold what this program would drop. */
static gboolean check_schema(const char *index, const IndexSettings *settings, GError **error)
{
    if (settings->schema_version <= SCHEMA_VERSION)
        return TRUE;
    g_set_error(
        error, INDEX_ERROR, INDEX_ERROR_VERSION,
        "can't rebuild '%s': a newer dateline made it (schema %d, this one knows %d); update "
        "dateline",
        index, settings->schema_version, SCHEMA_VERSION);
    return FALSE;
}

static gboolean reindex(const char *index, const Options *options, RebuildOptions *rebuild,
                        RebuildCounts *counts, GError **error)
{
    g_autoptr(IndexFolder) folder =
        index_folder_open(index, options->wait ? INDEX_FOLDER_WAIT : 0, error);
    if (folder == NULL)
        return FALSE;
    const IndexSettings *settings = index_folder_settings(folder);
    rebuild->positions = options->positions || (settings->positions && !options->no_positions);
    rebuild->text = options->text || (settings->text && !options->no_text);
    /* Sources that are to be read again lie anywhere. */
    const char *const anywhere[] = {"/", NULL};
    FenceBounds bounds = {.writes = index, .reads = settings->text ? NULL : anywhere};
    report_fence(&bounds, options->verbose);
    return check_schema(index, settings, error) && rebuild_run(folder, rebuild, counts, error) &&
           index_folder_finish(folder, error);
}

static void say_what_was_done(const RebuildCounts *counts, double seconds)
{
    g_autofree char *articles = number_grouped(counts->articles);
    g_autofree char *gone = number_grouped(counts->gone);
    g_autofree char *changed = number_grouped(counts->changed);
    if (counts->gone > 0)
        report_line("rebuilt without text, as the sources are gone: %s of the articles", gone);
    if (counts->changed > 0)
        report_line("rebuilt from a source that has changed: %s of the articles", changed);
    report_line("%s %s rebuilt in %.1f s", articles, counts->articles == 1 ? "article" : "articles",
                seconds);
}

int command_reindex(int argc, char **argv)
{
    Options options = {.memory = budget_default()};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    RebuildOptions rebuild = {0};
    RebuildCounts counts = {0};
    gint64 begun = g_get_monotonic_time();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    if (!check_options(&options, &rebuild))
        return 2;
    g_autofree char *index = command_index_path(options.index);
    rebuild.stop = interrupt_watch();
    if (!reindex(index, &options, &rebuild, &counts, &error)) {
        report_error(error->message);
        return 2;
    }
    if (!options.quiet)
        say_what_was_done(&counts, (g_get_monotonic_time() - begun) / (double)G_USEC_PER_SEC);
    return 0;
}
