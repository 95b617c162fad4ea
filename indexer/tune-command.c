/* dateline-index tune: sets how the articles of an index are ranked. `dateline tune` finds out what
 * is best and runs this; it can be run by itself. */
#include "indexer/commands.h"

#include "console/command-line.h"
#include "indexer/common-options.h"
#include "indexer/report.h"
#include "indexer/segments.h"

typedef struct {
    const char *index, *ranking;
    gboolean wait, quiet;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "ranking", "NUMBERS", OPTION_TEXT, PLACE(ranking),
     .help = "'k1;b;title-weight;feedback': each may be left out, and is the default's then"},
    OPTION_WAIT_ROW(PLACE(wait)),
    OPTION_QUIET_ROW(PLACE(quiet)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline-index tune",
    .usage = "[OPTION]... --ranking NUMBERS",
    .about = "Set how the articles of an index are ranked, in every search of it, also by way\n"
             "of a server. 'dateline tune' finds out what is best, and runs this.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline-index tune -i news --ranking '1.6;0.5'\n"
                "dateline-index tune -i news --ranking ''   # the defaults again\n",
    .status = "0 done, 2 failed",
};

static gboolean tune(const char *index, const Options *options, GError **error)
{
    IndexRanking ranking;
    if (!index_ranking_read(&ranking, options->ranking)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--ranking' can't be '%s': it is up to four numbers with ';' between them, "
                    "such as '1.6;0.5'",
                    options->ranking);
        return FALSE;
    }
    g_autoptr(IndexFolder) folder =
        index_folder_open(index, options->wait ? INDEX_FOLDER_WAIT : 0, error);
    if (folder == NULL)
        return FALSE;
    report_fence(&(FenceBounds){.writes = index}, FALSE);
    index_folder_settings(folder)->ranking = ranking;
    if (!index_folder_finish(folder, error))
        return FALSE;
    if (!options->quiet)
        report_line("written to the settings of '%s'", index);
    return TRUE;
}

int command_tune(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    if (options.ranking == NULL) {
        report_line("set what? Name it by '--ranking', or use 'dateline tune'");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autofree char *index = command_index_path(options.index);
    if (tune(index, &options, &error))
        return 0;
    report_error(error->message);
    return 2;
}
