/* dateline formats: what can be read. */
#include "indexer/commands.h"

#include "console/command-line.h"
#include "console/console.h"
#include "corpus/corpus.h"
#include "indexer/report.h"

typedef struct {
    gboolean names;
} Options;

static const Option rows[] = {
    {0, "names", NULL, OPTION_ON, G_STRUCT_OFFSET(Options, names), .help = "only the names, a line each"},
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline formats",
    .usage = "[OPTION]...",
    .about = "List the formats that 'dateline index' reads: what each is, the extensions of\n"
             "its files, what it is told by, and which options concern it. Content decides;\n"
             "the extension only tips the scales, and -f NAME overrides both. All may be\n"
             "packed (gzip, bzip2, xz, zstd, lz4; tar, zip; web archives in WARC or ARC).\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline formats\n"
                "dateline index --dry-run dump/   # which format each file is taken for\n",
    .status = "0 done, 2 failed",
};

static void append_format(GString *out, const CorpusFormat *format)
{
    g_string_append_printf(out, "%-10s %s\n%-10s files:   ", format->name, format->help, "");
    for (guint i = 0; format->extensions[i]; i++)
        g_string_append_printf(out, "%s.%s", i > 0 ? " " : "", format->extensions[i]);
    g_string_append_printf(out, "\n%-10s told by: %s\n%-10s options: ", "", format->told, "");
    for (const char *p = format->options; *p; p++) {
        if (p == format->options || p[-1] == ' ')
            g_string_append(out, "--");
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '\n');
}

int command_formats(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new_null_terminated(1, NULL, TRUE);
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    CorpusFormat format;
    for (guint i = 0; corpus_format(i, &format); i++) {
        if (options.names)
            g_string_append_printf(out, "%s\n", format.name);
        else
            append_format(out, &format);
    }
    if (console_write(out, &error) != CONSOLE_FAILED)
        return 0;
    report_error(error->message);
    return 2;
}
