/* command-table: which commands are there, and what is each for? One table for both programs: each
 * runs some of them, by a list of functions indexed by CommandId. Help, manual pages and completion
 * read it too. */
#pragma once

#include <glib.h>

typedef enum {
    COMMAND_INDEX,
    COMMAND_SEARCH,
    COMMAND_SHOW,
    COMMAND_KWIC,
    COMMAND_TERMS,
    COMMAND_EVAL,
    COMMAND_TUNE,   /* dateline finds out the best ranking, dateline-index writes it */
    COMMAND_STATS,
    COMMAND_REMOVE, /* dateline finds the articles, dateline-index deletes them */
    COMMAND_COMPACT,
    COMMAND_CHECK,
    COMMAND_REINDEX,
    COMMAND_EXPORT,
    COMMAND_LOCK,
    COMMAND_FORMATS,
    COMMAND_TEXT,
    COMMANDS
} CommandId;

typedef struct {
    const char *name;
    const char *summary;
    gboolean
        internal; /* other commands run it: it is not listed, and dateline-index alone has it */
} Command;

extern const Command command_table[COMMANDS];

/* argv[0] is the command's name; returns the exit status. */
typedef int (*CommandFunc)(int argc, char **argv);

/* NULL: there is none of that name. The id is its place in the table. */
const Command *command_find(const char *name);

/* The names of those that are listed, a line each. */
void command_table_append(GString *out);

/* What the program or command is for: "dateline", "dateline search". */
const char *command_summary(const char *full_name);
