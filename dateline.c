/* dateline: which command is this?
 *
 * `dateline search` runs here. What writes an index is a program of its own, dateline-index, so
 * that a search need not load the libraries that read articles. */
#include <glib.h>
#include <string.h>

#include "console/command-table.h"
#include "console/completion.h"
#include "console/console.h"
#include "console/crash.h"
#include "console/help.h"
#include "console/manual.h"
#include "console/nearest.h"
#include "search/indexer-program.h"
#include "search/search.h"

#define STATUS_ERROR 2

/* Those that are NULL are run by dateline-index. */
static const CommandFunc run[COMMANDS] = {
    [COMMAND_SEARCH] = search_main,
    [COMMAND_TERMS] = terms_main,
    [COMMAND_REMOVE] = remove_main,
    [COMMAND_SHOW] = show_main,
    [COMMAND_KWIC] = kwic_main,
    [COMMAND_EVAL] = eval_main,
    [COMMAND_TUNE] = tune_main,
};

/* ---- the program's own options --------------------------------------------------------------- */

typedef struct {
    gboolean version;
} Options;

static const Option rows[] = {
    OPTION_HELP_ROW,
    {'V', "version", NULL, OPTION_ON, G_STRUCT_OFFSET(Options, version),
     .help = "tell the versions of dateline and Xapian"},
};

static const OptionTable usage = {
    .command = "dateline",
    .usage = "COMMAND [OPTION]...",
    .about = "Full-text search for news archives.\n"
             "\n"
             "'dateline help COMMAND', or 'dateline COMMAND --help', explains a command.\n"
             "The index is the folder named by -i, else by $DATELINE_INDEX, else 'dateline'\n"
             "under the user's data folder (~/.local/share).\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline index ~/articles\n"
                "dateline search ceasefire border\n"
                "dateline search -n 3 '\"central bank\" rate'\n",
    .status = "of a search 0 if articles were found, 1 if none, 2 on an error;\n"
              "of other commands 0 done, 2 failed",
    .commands = TRUE,
};

/* ---- commands -------------------------------------------------------------------------------- */

static const Command *find_command(const char *name)
{
    const Command *command = command_find(name);
    return command && !command->internal ? command : NULL;
}

static int unknown_command(const char *name)
{
    const char *names[COMMANDS];
    gsize count = 0;
    for (gsize i = 0; i < COMMANDS; i++)
        if (!command_table[i].internal)
            names[count++] = command_table[i].name;
    int nearest = nearest_name(name, names, count);
    if (nearest >= 0)
        console_note("no such command: '%s'; did you mean '%s'?", name, names[nearest]);
    else
        console_note("no such command: '%s'; 'dateline --help' lists them", name);
    return STATUS_ERROR;
}

/* Runs dateline-index in place of this program. Returns only on failure. */
static int run_indexer(char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *what = g_strdup_printf("'%s'", argv[1]);
    indexer_program_run(what, (const char **)argv, &error);
    console_note("%s", error->message);
    return STATUS_ERROR;
}

/* argv[1] is the command's name. */
static int run_command(const Command *command, int argc, char **argv)
{
    CommandFunc here = run[command - command_table];
    return here ? here(argc - 1, argv + 1) : run_indexer(argv);
}

/* ---- help, and what else is printed ---------------------------------------------------------- */

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

static int print(const GString *text)
{
    g_autoptr(GError) error = NULL;
    return console_write(text, &error) == CONSOLE_FAILED ? fail(error) : 0;
}

static int print_command_help(const char *name)
{
    const Command *command = find_command(name);
    if (!command)
        return unknown_command(name);
    char *arguments[] = {(char *)"dateline", (char *)name, (char *)"--help", NULL};
    return run_command(command, 3, arguments);
}

static int print_version(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(out, "dateline %s (Xapian %s)\n", DATELINE_VERSION,
                           search_xapian_version());
    return print(out);
}

/* Each command prints its own part, whichever program it is in. */
static gboolean append_command(GString *out, const char *name, const char *form, GError **error)
{
    const char *argv[] = {"/proc/self/exe", name, form, NULL};
    g_autofree char *text = NULL;
    int status;
    if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status,
                      error) ||
        !g_spawn_check_wait_status(status, error))
        return FALSE;
    g_string_append(out, text);
    return TRUE;
}

static int print_completion(CompletionShell shell)
{
    const char *form = shell == COMPLETION_BASH ? "--help=bash" : "--help=zsh";
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    completion_append_head(out, &usage, shell);
    for (gsize i = 0; i < COMMANDS; i++)
        if (!command_table[i].internal && !append_command(out, command_table[i].name, form, &error))
            return fail(error);
    completion_append_tail(out, shell);
    return print(out);
}

static int print_help(OptionsAnswer form)
{
    g_autoptr(GString) out = g_string_new(NULL);
    switch (form) {
    case OPTIONS_WANT_BASH:
        return print_completion(COMPLETION_BASH);
    case OPTIONS_WANT_ZSH:
        return print_completion(COMPLETION_ZSH);
    case OPTIONS_WANT_MAN:
        manual_append(out, &usage);
        break;
    case OPTIONS_WANT_COMMANDS:
        command_table_append(out);
        break;
    default:
        help_append(out, &usage);
    }
    return print(out);
}

/* What stands before the command's name. */
static int run_option(char **argv)
{
    Options options = {FALSE};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    OptionsAnswer answer = options_parse(&usage, 2, argv, &options, words, &error);
    if (answer == OPTIONS_FAILED)
        return fail(error);
    return options.version ? print_version() : print_help(answer);
}

int main(int argc, char **argv)
{
    console_start();
    crash_watch();
    if (argc < 2) {
        g_autoptr(GString) help = g_string_new(NULL);
        help_append(help, &usage);
        console_lines(help->str);
        return STATUS_ERROR;
    }
    if (strcmp(argv[1], "help") == 0)
        return argc > 2 ? print_command_help(argv[2]) : print_help(OPTIONS_WANT_HELP);
    if (argv[1][0] == '-')
        return run_option(argv);
    const Command *command = find_command(argv[1]);
    return command ? run_command(command, argc, argv) : unknown_command(argv[1]);
}
