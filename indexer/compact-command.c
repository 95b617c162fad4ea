/* dateline compact: one segment of many. */
#include "indexer/commands.h"

#include "indexer/report.h"
#include "indexer/segments.h"

static int compact(const char *index, gboolean wait)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexFolder) folder = index_folder_open(index, wait ? INDEX_FOLDER_WAIT : 0, &error);
    if (folder == NULL || !index_folder_compact(folder, &error)) {
        report_error(error->message);
        return 2;
    }
    return 0;
}

int command_compact(int argc, char **argv)
{
    g_autofree char *named = NULL;
    gboolean wait = FALSE;
    g_autoptr(GError) error = NULL;
    const GOptionEntry entries[] = {
        {"index", 'i', 0, G_OPTION_ARG_FILENAME, &named, "the index folder", "INDEX"},
        {"wait", 0, 0, G_OPTION_ARG_NONE, &wait, "wait while another writer is at work", NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_set_prgname("dateline compact");
    g_option_context_set_summary(
        context, "Merges all segments of an index into one: smaller, faster to search, and what\n"
                 "is needed before an index is served to other machines.");
    g_option_context_add_main_entries(context, entries, NULL);
    g_auto(GStrv) arguments = split_short_options(&argc, argv, "i");
    if (!g_option_context_parse_strv(context, &arguments, &error)) {
        report_error(error->message);
        return 2;
    }
    if (g_strv_length(arguments) > 1) {
        report_line("'%s' is one argument too many: the index is named by -i", arguments[1]);
        return 2;
    }
    g_autofree char *index = named != NULL ? g_strdup(named) : layout_default_index();
    return compact(index, wait);
}
