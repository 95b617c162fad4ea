/* dateline compact: one segment of many. */
#include "indexer/commands.h"

#include "indexer/common-options.h"
#include "indexer/report.h"
#include "indexer/segments.h"

typedef struct {
    const char *index;
    gboolean wait, verbose;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    OPTION_WAIT_ROW(PLACE(wait)),
    OPTION_VERBOSE_ROW(PLACE(verbose)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline compact",
    .usage = "[OPTION]...",
    .about = "Merge all segments of an index into one: smaller, faster to search, and what is\n"
             "needed before an index is served to other machines. Whoever searches meanwhile\n"
             "notices nothing; room for the new segment is needed beside the old ones.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline compact -i news\n",
    .status = "0 done, 2 failed",
};

static int compact(const char *index, const Options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexFolder) folder =
        index_folder_open(index, options->wait ? INDEX_FOLDER_WAIT : 0, &error);
    if (folder != NULL) {
        report_fence(&(FenceBounds){.writes = index}, options->verbose);
        index_folder_set_threads(folder, g_get_num_processors());
    }
    if (folder == NULL || !index_folder_compact(folder, &error)) {
        report_error(error->message);
        return 2;
    }
    return 0;
}

int command_compact(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    g_autofree char *index = command_index_path(options.index);
    return compact(index, &options);
}
