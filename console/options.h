/* options: the options of a command, as one table that parses them and prints its help.
 *
 *     SearchOptions options = {.count = 10};
 *     g_autoptr(GPtrArray) words = g_ptr_array_new();
 *     if (!options_parse(&search_options, argc, argv, &options, words, &error)) …
 *
 * Options stand before, between or after the words, until `--`. A short option is one dash and one
 * letter, with its value as the next argument (`-n 5`; also `-n5` for a number); so a word with a
 * dash before it is told from an option, and may follow the first word: `karabakh -armenia`.
 */
#pragma once

#include <glib.h>

typedef enum {
    OPTION_HELP,   /* nothing is stored: OptionTable's help is asked for */
    OPTION_ON,     /* gboolean: TRUE */
    OPTION_OFF,    /* gboolean: FALSE */
    OPTION_TEXT,   /* const char *, borrowed from argv */
    OPTION_NUMBER, /* guint32 */
    OPTION_CHOICE  /* int: the index of the value in choices */
} OptionKind;

typedef struct {
    char letter;       /* 0: none */
    const char *name;  /* without its dashes */
    const char *value; /* what the help calls the value; NULL: takes none */
    OptionKind kind;
    gsize offset;               /* in the command's struct of options */
    const char *const *choices; /* NULL-terminated */
    const char *help;
} Option;

typedef struct {
    const char *command; /* "dateline search" */
    const char *usage;   /* "[OPTION]... WORD..." */
    const char *about;   /* paragraphs before the options, wrapped by hand to 80 columns */
    const Option *options;
    gsize count;
    const char *rest; /* paragraphs after them */
} OptionTable;

typedef enum { OPTIONS_FAILED, OPTIONS_PARSED, OPTIONS_WANT_HELP } OptionsAnswer;

/* Parses argv[1..argc) into target and words (borrowed from argv). G_OPTION_ERROR on failure. */
OptionsAnswer options_parse(const OptionTable *table, int argc, char **argv, gpointer target,
                            GPtrArray *words, GError **error);

/* Appends the help, within 80 columns. */
void options_help(const OptionTable *table, GString *out);
