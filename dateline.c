/* dateline: which command is this?
 *
 * `dateline search` runs here. What writes an index is a program of its own, dateline-index, so
 * that a search need not load the libraries that read articles. */
#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "console/command-table.h"
#include "console/console.h"
#include "console/nearest.h"
#include "search/indexer-program.h"
#include "search/search.h"

#define STATUS_ERROR 2

/* Those that are NULL are run by dateline-index. */
static const CommandFunc run[COMMANDS] = {
    [COMMAND_SEARCH] = search_main,
};

static void print_help(FILE *out)
{
    fputs("Usage: dateline COMMAND [OPTION]...\n\n"
          "Full-text search for news archives.\n\n"
          "Commands:\n",
          out);
    for (gsize i = 0; i < COMMANDS; i++)
        if (!command_table[i].internal)
            fprintf(out, "  %-10s %s\n", command_table[i].name, command_table[i].summary);
    fputs("\n"
          "  dateline help COMMAND, or dateline COMMAND --help, explains a command.\n"
          "  dateline --version tells the versions of dateline and Xapian.\n\n"
          "Examples:\n"
          "  dateline index ~/articles\n"
          "  dateline search karabakh ceasefire\n"
          "  dateline search -n 3 '\"central bank\" inflation'\n\n"
          "The index is the folder named by -i, else by $DATELINE_INDEX, else 'dateline'\n"
          "under the user's data folder (~/.local/share).\n",
          out);
}

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
    g_autofree char *program = indexer_program_find(&error);
    if (!program) {
        console_note("'%s' needs %s", argv[1], error->message);
        return STATUS_ERROR;
    }
    argv[0] = program;
    execv(program, argv);
    console_note("can't run '%s': %s", program, g_strerror(errno));
    return STATUS_ERROR;
}

/* argv[1] is the command's name. */
static int run_command(const Command *command, int argc, char **argv)
{
    CommandFunc here = run[command - command_table];
    return here ? here(argc - 1, argv + 1) : run_indexer(argv);
}

/* What goes to stdout here is short, but a full disk is still an error, and a closed pipe is none.
 */
static int finish(void)
{
    if (fflush(stdout) == 0 || errno == EPIPE)
        return 0;
    console_note("can't write: %s", g_strerror(errno));
    return STATUS_ERROR;
}

static int help(const char *name)
{
    if (!name) {
        print_help(stdout);
        return finish();
    }
    const Command *command = find_command(name);
    if (!command)
        return unknown_command(name);
    char *arguments[] = {(char *)"dateline", (char *)name, (char *)"--help", NULL};
    return run_command(command, 3, arguments);
}

int main(int argc, char **argv)
{
    console_start();
    if (argc < 2) {
        print_help(stderr);
        return STATUS_ERROR;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return help(strcmp(name, "help") == 0 ? argv[2] : NULL);
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        printf("dateline %s (Xapian %s)\n", DATELINE_VERSION, search_xapian_version());
        return finish();
    }
    const Command *command = find_command(name);
    return command ? run_command(command, argc, argv) : unknown_command(name);
}
