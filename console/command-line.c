#include "console/command-line.h"

#include "console/completion.h"
#include "console/console.h"
#include "console/help.h"
#include "console/manual.h"

#define STATUS_DONE 0
#define STATUS_ERROR 2

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

static int print_help(const OptionTable *table, OptionsAnswer form)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    switch (form) {
    case OPTIONS_WANT_MAN:
        manual_append(out, table);
        break;
    case OPTIONS_WANT_BASH:
        completion_append_command(out, table, COMPLETION_BASH);
        break;
    case OPTIONS_WANT_ZSH:
        completion_append_command(out, table, COMPLETION_ZSH);
        break;
    default:
        help_append(out, table);
    }
    return console_write(out, &error) == CONSOLE_FAILED ? fail(error) : STATUS_DONE;
}

gboolean command_line_read(const OptionTable *table, int argc, char **argv, gpointer options,
                           GPtrArray *words, int *status)
{
    g_autoptr(GError) error = NULL;
    console_start();
    OptionsAnswer answer = options_parse(table, argc, argv, options, words, &error);
    if (answer == OPTIONS_PARSED)
        return TRUE;
    *status = answer == OPTIONS_FAILED ? fail(error) : print_help(table, answer);
    return FALSE;
}
