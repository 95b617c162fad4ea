/* dateline-index: the half of dateline that writes. `dateline` runs it; it can be run by itself. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "console/command-table.h"
#include "console/console.h"
#include "console/crash.h"
#include "indexer/commands.h"
#include "xapian-c/layout.h"
#include "xapian-c/xapian-c.h"

/* Those that are NULL are of `dateline` itself. */
static const CommandFunc run[COMMANDS] = {
    [COMMAND_INDEX] = command_index,   [COMMAND_COMPACT] = command_compact,
    [COMMAND_EXPORT] = command_export, [COMMAND_REINDEX] = command_reindex,
    [COMMAND_STATS] = command_stats,   [COMMAND_REMOVE] = command_remove,
    [COMMAND_LOCK] = command_lock,     [COMMAND_TEXT] = command_text,
    [COMMAND_FORMATS] = command_formats, [COMMAND_CHECK] = command_check,
    [COMMAND_TUNE] = command_tune,
};

char *command_index_path(const char *named)
{
    char *path = named != NULL ? g_strdup(named) : layout_default_index();
    crash_blame(path);
    return path;
}

/* Pieces from this size on are mapped by themselves. */
#define MAPPED_BYTES (1 << 20)

/* A run's memory is few large pieces, which come and go with each segment. Left to itself, the C library takes
 * them from heaps once some were freed: there they lie with gaps between them, and what is freed stays. */
static void give_back_large_pieces(void)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
#endif
}

static void print_help(FILE *file)
{
    fputs("usage: dateline-index COMMAND [OPTION]... [ARGUMENT]...\n\n"
          "The half of dateline that writes; usually run as 'dateline COMMAND'.\n\n",
          file);
    for (gsize i = 0; i < COMMANDS; i++)
        if (run[i] != NULL)
            fprintf(file, "  %-10s %s\n", command_table[i].name, command_table[i].summary);
    fputs("\n'dateline-index COMMAND --help' says more.\n", file);
}

int main(int argc, char **argv)
{
    console_start();
    crash_watch();
    xap_end_on_terminate();
    give_back_large_pieces();
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
    const Command *command = command_find(argv[1]);
    if (command != NULL && run[command - command_table] != NULL)
        return run[command - command_table](argc - 1, argv + 1);
    console_note("no such command: '%s'; 'dateline-index --help' lists them", argv[1]);
    return 2;
}
