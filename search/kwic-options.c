#include "search/kwic-options.h"

static const char *const color_choices[] = {"auto", "always", "never", NULL};
static const char *const sort_choices[] = {"date", "-date", "left", "right", NULL};

#define PLACE(member) G_STRUCT_OFFSET(KwicOptions, member)

static const Option rows[] = {
    INDEX_LIST_ROW(KwicOptions, indexes),
    {'n', "count", "N", OPTION_NUMBER, PLACE(count), .help = "print the first N lines (0: all)"},
    {0, "sort", "ORDER", OPTION_CHOICE, PLACE(sort), .choices = sort_choices,
     .help =
         "date: the oldest article first (unless told otherwise), -date: the newest; right, left: "
         "by the words behind or before the keyword, from it outwards"},
    {0, "sample", "N", OPTION_NUMBER, PLACE(sample), .least = 1,
     .help = "of all lines N, each as likely as any other"},
    {0, "seed", "S", OPTION_NUMBER, PLACE(seed),
     .help = "another sample for each S (0 unless told); the same S gives the same"},
    {0, "width", "COLUMNS", OPTION_NUMBER, PLACE(width), .least = 20, .most = 10000,
     .help =
         "of a line: those of the terminal unless told, elsewhere 100; with --csv and --json of "
         "each context: 60"},
    {0, "csv", NULL, OPTION_ON, PLACE(csv), .help = "comma-separated values (described below)"},
    {0, "csv-safe", NULL, OPTION_ON, PLACE(csv_safe),
     .help = "in CSV put ' before what a spreadsheet would run as a formula"},
    {0, "json", NULL, OPTION_ON, PLACE(json), .help = "one JSON object a line (described below)"},
    {0, "any", NULL, OPTION_ON, PLACE(any), .help = "any of the words will do"},
    QUERY_ROWS(KwicOptions),
    {0, "color", "WHEN", OPTION_CHOICE, PLACE(color), .choices = color_choices,
     .help = "always, never, or auto: on a terminal, unless $NO_COLOR is set"},
    {0, "no-pager", NULL, OPTION_ON, PLACE(no_pager), .help = "on a terminal, no $PAGER"},
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet),
     .help = "no notes and no number of lines on stderr, errors only"},
    OPTION_HELP_ROW,
    INDEX_SERVER_ROWS(KwicOptions, indexes),
};

static const OptionNote sections[] = {
    {"Lines", "Date, source, where there is room the first digits of the id for dateline show,\n"
              "T for a place in the title; left context, keyword, right context. The keyword is\n"
              "a word or a whole phrase; of words near each other each has a line of its own,\n"
              "and so has each word of the query. What stands inside of another keyword has no\n"
              "line, nor have words that are left out (-word).\n"},
    {"Order", "Articles without a date come last. Words are compared folded (case and accents\n"
              "make no difference), by the numbers of their letters in Unicode. Lines that are\n"
              "equal so far stand in the order of their articles. Right-to-left text has the\n"
              "same columns: what comes before the keyword is on the left.\n"},
    {"CSV and JSON",
     "date, source, id (32 hex digits), field (title or text), start and end (bytes of\n"
     "it that are the keyword), left, keyword, right; in JSON also version (1) and\n"
     "clause (which word or phrase of the query, from 0), and null for what an article\n"
     "doesn't have.\n"},
    {NULL, NULL},
};

const OptionTable kwic_options = {
    .command = "dateline kwic",
    .usage = "[OPTION]... QUERY...",
    .about = "List each place where the words and phrases of a query stand in the articles\n"
             "that it finds, in context: a concordance. The query is that of dateline search.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_QUERY,
    .sections = sections,
    .examples = "dateline kwic ceasefire\n"
                "dateline kwic --sort right '\"Contact Group\"'\n"
                "dateline kwic --sample 100 --sort left ceasefire date:2014\n"
                "dateline kwic --csv --width 80 border >border.csv\n"
                "dateline kwic --json strike | jq -r .keyword | sort | uniq -c\n",
    .status = "0 if there are lines, 1 if there are none, 2 on an error",
};
