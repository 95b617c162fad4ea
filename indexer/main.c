/* dateline-index: the half of dateline that writes. `dateline` runs it; it can be run by itself. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "indexer/commands.h"
#include "xapian-c/xapian-c.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} commands[] = {
    {"index", command_index, "read news articles into an index"},
    {"compact", command_compact, "merge an index's segments into one"},
    {"export", command_export, "print every article as JSON Lines"},
    {"reindex", command_reindex, "build an index anew from what it stores"},
    {"stats", command_stats, "say what is in an index, and what takes how much room"},
    {"text", command_text, "print the texts of some articles"},
};

static void print_help(FILE *file)
{
    fputs("usage: dateline-index COMMAND [OPTION]... [ARGUMENT]...\n\n"
          "The half of dateline that writes; usually run as 'dateline COMMAND'.\n\n", file);
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(file, "  %-10s %s\n", commands[i].name, commands[i].help);
    fputs("\n'dateline-index COMMAND --help' says more.\n", file);
}

int main(int argc, char **argv)
{
    /* A reader that goes away shows as an error of the write. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        print_help(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("dateline %s (Xapian %s)\n", DATELINE_VERSION, xap_version());
        return 0;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    fprintf(stderr, "dateline-index: no such command; 'dateline-index --help' lists them\n");
    return 2;
}
