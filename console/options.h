/* options: the options of a command, as one table. It parses them; help, manual page and shell
 * completion (help.h, manual.h, completion.h) are made of the same rows.
 *
 *     static const Option rows[] = {
 *         {'n', "count", "N", OPTION_NUMBER, PLACE(count), .help = "show the best N articles"},
 *         {0, "color", "WHEN", OPTION_CHOICE, PLACE(color), .choices = whens, .help = "…"},
 *         OPTION_HELP_ROW,
 *     };
 *
 * Options stand before, between or after the words, until `--`. Where the words are a query, a
 * short option is one dash and one letter, with its value as the next argument (`-n 5`; also `-n5`
 * for a number); so a word with a dash before it is told from an option, and may follow the first
 * word: `karabakh -armenia`. Elsewhere every value may be attached (`-m64M`, `-m=64M`).
 *
 * Commands read their arguments by command_line_read() (command-line.h).
 */
#pragma once

#include <glib.h>

typedef enum {
    OPTION_HELP,   /* nothing is stored: OptionTable's help is asked for */
    OPTION_ON,     /* gboolean: TRUE */
    OPTION_OFF,    /* gboolean: FALSE */
    OPTION_TEXT,   /* const char *, borrowed from argv */
    OPTION_LIST,   /* GPtrArray *, NULL-terminated, of texts borrowed from argv: may be given often.
                    * NULL until then; the caller's to unref. */
    OPTION_NUMBER, /* guint32 */
    OPTION_SIZE,   /* guint64: bytes, of "512M", "2G", "800K", or digits alone */
    OPTION_CHOICE  /* int: the index of the value in choices */
} OptionKind;

/* What completion offers for a value or a word. */
typedef enum { FILL_NONE, FILL_FILES, FILL_FOLDERS } OptionFill;

typedef struct {
    char letter;       /* 0: none */
    const char *name;  /* without its dashes */
    const char *value; /* what the help calls the value; NULL: takes none */
    OptionKind kind;
    gsize offset; /* in the command's struct of options */
    /* The rest is given by name, help always. */
    const char *help;
    const char *const *choices; /* NULL-terminated; of another kind than CHOICE: suggestions */
    guint64 least, most;        /* of a number or a size; most 0: as much as there is room for */
    OptionFill fill;
    const char *group; /* the heading of the help above this row; NULL: none */
} Option;

/* What the arguments besides options are. */
typedef enum {
    WORDS_NONE, /* there are none: one is an error */
    WORDS_ANY,
    WORDS_FILES,
    WORDS_QUERY /* may begin with a dash, but the first */
} OptionWords;

/* A titled piece of text: a section, or what a variable or file means. Lists end with a NULL title.
 * In texts, lines that begin with two spaces stay as they are; others are paragraphs, wrapped by
 * hand to 80 columns. */
typedef struct {
    const char *title, *text;
} OptionNote;

typedef struct {
    const char *command; /* "dateline search" */
    const char *usage;   /* "[OPTION]... WORD..." */
    const char *about;   /* paragraphs before the options */
    const Option *options;
    gsize count;
    OptionWords words;
    const OptionNote *sections; /* after the options; NULL: none */
    const char *examples;       /* shell commands, one a line; "# what it does" may follow */
    const char *status;         /* the exit statuses: "0 if …, 1 if …, 2 on an error" */
    gboolean commands; /* of the program itself: the list of its commands stands in its help */
} OptionTable;

#define OPTION_HELP_ROW                                                                            \
    {                                                                                              \
        'h', "help", NULL, OPTION_HELP, 0, .help = "show this help"                                \
    }

typedef enum {
    OPTIONS_FAILED,
    OPTIONS_PARSED,
    /* --help, and other forms of it, for those who build and install it: --help=man, … */
    OPTIONS_WANT_HELP,
    OPTIONS_WANT_MAN,
    OPTIONS_WANT_BASH,
    OPTIONS_WANT_ZSH,
    OPTIONS_WANT_COMMANDS /* the names of all commands, a line each; dateline alone answers it */
} OptionsAnswer;

/* Parses argv[1..argc) into target and words (borrowed from argv). G_OPTION_ERROR on failure. */
OptionsAnswer options_parse(const OptionTable *table, int argc, char **argv, gpointer target,
                            GPtrArray *words, GError **error);
