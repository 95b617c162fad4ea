#include "search/search-options.h"

static const char *const color_choices[] = {"auto", "always", "never", NULL};

#define PLACE(member) G_STRUCT_OFFSET(SearchOptions, member)

static const Option rows[] = {
    {'i', "index", "INDEX", OPTION_TEXT, PLACE(index), NULL,
     "search this index; else $DATELINE_INDEX, else the folder 'dateline' under the user's data "
     "folder"},
    {'n', "count", "N", OPTION_NUMBER, PLACE(count), NULL,
     "show the best N articles (10 unless told; 0: all)"},
    {0, "any", NULL, OPTION_ON, PLACE(any), NULL,
     "any of the words will do; articles with more and rarer ones come first"},
    {0, "json", NULL, OPTION_ON, PLACE(json), NULL, "one JSON object a line (described below)"},
    {0, "color", "WHEN", OPTION_CHOICE, PLACE(color), color_choices,
     "highlight always, never, or auto: on a terminal, unless $NO_COLOR is set"},
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet), NULL,
     "no notes and no number of matches on stderr, errors only"},
    {'h', "help", NULL, OPTION_HELP, 0, NULL, "show this help"},
};

const OptionTable search_options = {
    .command = "dateline search",
    .usage = "[OPTION]... WORD...",
    .about = "Find articles and print them, the best first, each with the passage that shows\n"
             "why it matched.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .rest = "The query:\n"
            "  ceasefire talks    articles with all of these words, in any inflection\n"
            "  \"ceasefire talks\"  the words side by side, as they are written here\n"
            "  -sports            only articles without this word; also -\"a phrase\"\n"
            "  Upper and lower case and accents make no difference. Words such as 'the' don't\n"
            "  count unless there is nothing else, or they stand in a phrase; in capitals\n"
            "  (US, WHO, IT) they do. A compound such as cease-fire also finds ceasefire.\n"
            "  A query that begins with a dash goes after '--'. For the shell, a phrase needs\n"
            "  quotes around its quotes.\n"
            "\n"
            "Examples:\n"
            "  dateline search karabakh ceasefire\n"
            "  dateline search -n 3 '\"central bank\" inflation'\n"
            "  dateline search --any tsunami earthquake flood\n"
            "  dateline search -i ~/news election -local\n"
            "  dateline search --json -n 0 strike | jq -r '[.date, .title] | @tsv'\n"
            "\n"
            "JSON: version (1), rank, score, id (32 hex digits), title, date (2014-08-08, or\n"
            "as precise as it is known), source, url, author, section, language, path, own_id\n"
            "(the article's own id), snippet, and highlights: [start,end] pairs of bytes in\n"
            "the snippet. What an article doesn't have is null.\n"
            "\n"
            "Exit status: 0 if articles were found, 1 if none, 2 on an error.\n",
};
