#include "console/command-table.h"

#include <string.h>

#define PROGRAM_SUMMARY "full-text search for news archives"

const Command command_table[COMMANDS] = {
    [COMMAND_INDEX] = {"index",
                       "add articles to an index: files, folders, archives, standard input"},
    [COMMAND_SEARCH] = {"search", "find articles, the best first, with highlighted snippets"},
    [COMMAND_SHOW] = {"show", "print whole articles, with what a query matches highlighted"},
    [COMMAND_KWIC] = {"kwic", "list each place where a query stands, in its context"},
    [COMMAND_TERMS] = {"terms", "print the words of an index, and how many articles have them"},
    [COMMAND_EVAL] = {"eval", "measure how good the answers are, against judged topics"},
    [COMMAND_TUNE] = {"tune", "fit the ranking to an index, by judged topics"},
    [COMMAND_STATS] = {"stats", "say what is in an index, and what takes how much room"},
    [COMMAND_REMOVE] = {"remove", "remove the articles that a query finds, or some by their ids"},
    [COMMAND_COMPACT] = {"compact",
                         "merge an index into one segment, the smallest and fastest form"},
    [COMMAND_CHECK] = {"check", "verify an index: its bytes, its tables, its words; and repair it"},
    [COMMAND_REINDEX] = {"reindex", "build an index anew from what it stores, for a new version"},
    [COMMAND_EXPORT] = {"export", "print every article of an index as JSON Lines"},
    [COMMAND_LOCK] = {"lock", "run a command while no writer changes the index, to copy it"},
    [COMMAND_FORMATS] = {"formats", "list what can be read, and how it is told"},
    [COMMAND_TEXT] = {"text", "print the texts of some articles", .internal = TRUE},
};

const Command *command_find(const char *name)
{
    for (gsize i = 0; i < COMMANDS; i++)
        if (strcmp(command_table[i].name, name) == 0)
            return &command_table[i];
    return NULL;
}

void command_table_append(GString *out)
{
    for (gsize i = 0; i < COMMANDS; i++)
        if (!command_table[i].internal)
            g_string_append_printf(out, "%s\n", command_table[i].name);
}

const char *command_summary(const char *full_name)
{
    const char *space = strchr(full_name, ' ');
    const Command *command = space ? command_find(space + 1) : NULL;
    return command ? command->summary : PROGRAM_SUMMARY;
}
