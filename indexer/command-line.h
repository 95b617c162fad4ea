/* command-line: what the commands that work on an index have in common: `-i INDEX`, --help, results
 * on stdout. */
#pragma once

#include <glib.h>

typedef struct {
    const char *name;      /* "dateline export" */
    const char *arguments; /* "ID..."; NULL: none are taken */
    const char *summary;
    const char *examples;
    const char *letters; /* short options with a value, besides i */
} CommandUsage;

typedef struct {
    char *index;      /* as named, or the default one */
    char **arguments; /* NULL-terminated, possibly empty */
} CommandLine;

/* Parses argv by entries (may be NULL), which -i is added to. --help prints and exits. On a mistake
 * it is reported, and FALSE. */
gboolean command_line_parse(CommandLine *line, const CommandUsage *usage,
                            const GOptionEntry *entries, int argc, char **argv);
void command_line_clear(CommandLine *line);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CommandLine, command_line_clear)

typedef enum {
    OUTPUT_WRITTEN,
    OUTPUT_CLOSED, /* nobody reads on: no error, and nothing is left to do */
    OUTPUT_FAILED
} OutputAnswer;

/* Writes text to stdout and empties it. The error says what to do. */
OutputAnswer output_write(GString *text, GError **error);
