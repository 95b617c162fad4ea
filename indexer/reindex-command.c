/* dateline reindex: the index once more from what it stores. */
#include "indexer/commands.h"

#include "indexer/budget.h"
#include "indexer/command-line.h"
#include "indexer/interrupt.h"
#include "indexer/rebuild.h"
#include "indexer/report.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

static const CommandUsage usage = {
    .name = "dateline reindex",
    .summary = "Builds an index anew from what it stores: after an update of dateline that cuts\n"
               "texts into words otherwise, or to change what the index holds. The old segments\n"
               "are searched until the new ones are complete, and stay if anything goes wrong;\n"
               "meanwhile both need room on the disk. Of an index without texts these are read\n"
               "again from where the articles came from.",
    .examples = "Examples:\n"
                "  dateline reindex -i news\n"
                "  dateline reindex -i news --no-positions    smaller, but without phrases\n"
                "  dateline reindex -i news --text            store the texts from now on\n"
                "\n"
                "Exit status: 0 done, 2 failed.",
    .letters = "m",
};

typedef struct {
    gboolean positions, no_positions, text, no_text, lossy, wait, quiet;
    char *memory_text, *writer;
} Options;

static gboolean check_options(const Options *options, RebuildOptions *rebuild)
{
    const char *wrong = NULL;
    rebuild->memory = budget_default();
    rebuild->lossy = options->lossy;
    rebuild->api_writer = g_strcmp0(options->writer, "xapian") == 0;
    if (options->positions && options->no_positions)
        wrong = "'--positions' and '--no-positions' contradict each other";
    else if (options->text && options->no_text)
        wrong = "'--text' and '--no-text' contradict each other";
    else if (options->memory_text != NULL && !budget_parse(options->memory_text, &rebuild->memory))
        wrong = "'-m' takes a size of at least 16M, as 128M or 1G";
    else if (options->writer != NULL && !rebuild->api_writer &&
             g_strcmp0(options->writer, "native") != 0)
        wrong = "'--writer' is native or xapian";
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
    return check_schema(index, settings, error) && rebuild_run(folder, rebuild, counts, error) &&
           index_folder_finish(folder, error);
}

static void say_what_was_done(const RebuildCounts *counts, double seconds)
{
    g_autofree char *articles = report_number(counts->articles);
    g_autofree char *gone = report_number(counts->gone);
    g_autofree char *changed = report_number(counts->changed);
    if (counts->gone > 0)
        report_line("rebuilt without text, as the sources are gone: %s of the articles", gone);
    if (counts->changed > 0)
        report_line("rebuilt from a source that has changed: %s of the articles", changed);
    report_line("%s %s rebuilt in %.1f s", articles, counts->articles == 1 ? "article" : "articles",
                seconds);
}

int command_reindex(int argc, char **argv)
{
    Options options = {0};
    const GOptionEntry entries[] = {
        {"positions", 0, 0, G_OPTION_ARG_NONE, &options.positions, "with positions from now on",
         NULL},
        {"no-positions", 0, 0, G_OPTION_ARG_NONE, &options.no_positions,
         "without, that is without phrases", NULL},
        {"text", 0, 0, G_OPTION_ARG_NONE, &options.text, "store the texts from now on", NULL},
        {"no-text", 0, 0, G_OPTION_ARG_NONE, &options.no_text, "store no texts from now on", NULL},
        {"lossy", 0, 0, G_OPTION_ARG_NONE, &options.lossy, "go on where texts can't be read again",
         NULL},
        {"memory", 'm', 0, G_OPTION_ARG_FILENAME, &options.memory_text, "to work in: 128M, 1G",
         "SIZE"},
        {"writer", 0, 0, G_OPTION_ARG_FILENAME, &options.writer, "native, or xapian (much slower)",
         "NAME"},
        {"wait", 0, 0, G_OPTION_ARG_NONE, &options.wait, "wait while another writer is at work",
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, "say nothing but errors", NULL},
        G_OPTION_ENTRY_NULL};
    g_auto(CommandLine) line = {0};
    g_autoptr(GError) error = NULL;
    RebuildOptions rebuild = {0};
    RebuildCounts counts = {0};
    gboolean done = FALSE;
    gint64 begun = g_get_monotonic_time();
    if (command_line_parse(&line, &usage, entries, argc, argv) &&
        check_options(&options, &rebuild)) {
        rebuild.stop = interrupt_watch();
        done = reindex(line.index, &options, &rebuild, &counts, &error);
        if (!done)
            report_error(error->message);
        else if (!options.quiet)
            say_what_was_done(&counts, (g_get_monotonic_time() - begun) / (double)G_USEC_PER_SEC);
    }
    g_free(options.memory_text);
    g_free(options.writer);
    return done ? 0 : 2;
}
