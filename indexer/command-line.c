#include "indexer/command-line.h"

#include <errno.h>
#include <unistd.h>

#include "indexer/commands.h"
#include "indexer/report.h"
#include "xapian-c/layout.h"

void command_line_clear(CommandLine *line)
{
    g_clear_pointer(&line->index, g_free);
    g_clear_pointer(&line->arguments, g_strfreev);
}

gboolean command_line_parse(CommandLine *line, const CommandUsage *usage,
                            const GOptionEntry *entries, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    /* As "file names" GOption leaves texts as they are, whatever the locale. */
    const GOptionEntry common[] = {
        {"index", 'i', 0, G_OPTION_ARG_FILENAME, &line->index,
         "the index folder (else $DATELINE_INDEX)", "INDEX"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &line->arguments, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(usage->arguments);
    g_set_prgname(usage->name);
    g_option_context_set_summary(context, usage->summary);
    g_option_context_set_description(context, usage->examples);
    g_option_context_add_main_entries(context, common, NULL);
    if (entries != NULL)
        g_option_context_add_main_entries(context, entries, NULL);
    g_autofree char *letters = g_strconcat("i", usage->letters, NULL);
    g_auto(GStrv) split = split_short_options(&argc, argv, letters);
    if (!g_option_context_parse_strv(context, &split, &error)) {
        report_error(error->message);
        return FALSE;
    }
    if (line->arguments == NULL)
        line->arguments = g_new0(char *, 1);
    if (usage->arguments == NULL && line->arguments[0] != NULL) {
        report_line("'%s' is one argument too many: the index is named by -i", line->arguments[0]);
        return FALSE;
    }
    if (line->index == NULL)
        line->index = layout_default_index();
    return TRUE;
}

OutputAnswer output_write(GString *text, GError **error)
{
    gsize written = 0;
    while (written < text->len) {
        gssize n = write(STDOUT_FILENO, text->str + written, text->len - written);
        if (n >= 0) {
            written += (gsize)n;
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno == EPIPE)
            return OUTPUT_CLOSED;
        int code = errno;
        g_set_error(error, INDEX_ERROR, index_error_code(code),
                    "can't write to standard output: %s", g_strerror(code));
        return OUTPUT_FAILED;
    }
    g_string_truncate(text, 0);
    return OUTPUT_WRITTEN;
}
