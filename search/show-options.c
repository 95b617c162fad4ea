#include "search/show-options.h"

static const char *const when_choices[] = {"auto", "always", "never", NULL};

#define PLACE(member) G_STRUCT_OFFSET(ShowOptions, member)

static const Option rows[] = {
    INDEX_LIST_ROW(ShowOptions, indexes),
    {0, "query", "QUERY", OPTION_TEXT, PLACE(query),
     .help = "highlight what this query matches (see 'dateline search --help'); in the pager, n and "
             "N go from one match to the next"},
    {0, "json", NULL, OPTION_ON, PLACE(json), .help = "one JSON object a line (described below)"},
    {0, "raw", NULL, OPTION_ON, PLACE(raw), .help = "the text alone, as it is stored"},
    {0, "width", "COLUMNS", OPTION_NUMBER, PLACE(width), .least = 10, .most = 10000,
     .help = "of a line; unless told, those of the terminal, up to 100; elsewhere paragraphs are not "
             "broken into lines"},
    {0, "color", "WHEN", OPTION_CHOICE, PLACE(color), .choices = when_choices,
     .help = "always, never, or auto: on a terminal, unless $NO_COLOR is set"},
    {0, "hyperlink", "WHEN", OPTION_CHOICE, PLACE(hyperlink), .choices = when_choices,
     .help = "make the address a link: always, never, or auto: on a terminal that shows them"},
    {0, "no-pager", NULL, OPTION_ON, PLACE(no_pager), .help = "on a terminal, no $PAGER"},
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet), .help = "no notes on stderr, errors only"},
    OPTION_HELP_ROW,
    INDEX_SERVER_ROWS(ShowOptions, indexes),
};

static const OptionNote sections[] = {
    {"Layout",
     "Where the lines of a text were broken only because they were full, they are\n"
     "joined and broken anew; other lines, tables and verse among them, stay as they\n"
     "are. With --raw nothing is changed, but for control characters if it goes to a\n"
     "terminal.\n"},
    {"JSON",
     "version (1), id (32 hex digits), title, date, source, url, author, section,\n"
     "language, path, own_id (the article's own id), text; with --query also\n"
     "highlights: [start,end] pairs of bytes in the text; marks: what is highlighted,\n"
     "once for each clause of the query that it serves, with its number and its place\n"
     "in bytes and characters; title_highlights and title_marks: the same of the\n"
     "title. What an article doesn't have is null.\n"},
    {NULL, NULL},
};

const OptionTable show_options = {
    .command = "dateline show",
    .usage = "[OPTION]... ID...",
    .about = "Print whole articles, one after the other. ID is what search prints below a\n"
             "title: the first digits of an article's id, as many as tell it from the others.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_ANY,
    .sections = sections,
    .examples = "dateline show 8afcdc03\n"
                "dateline show --query 'ceasefire OR truce' 8afcdc03\n"
                "dateline show --raw 8afcdc03 | wc -w\n"
                "dateline search -n 3 --json strike | jq -r .id | xargs dateline show --json\n",
    .status = "0 if all were shown, 1 if a text is gone from where it was read, 2 on an\n"
              "error, such as an ID that is unknown or stands for several articles",
};
