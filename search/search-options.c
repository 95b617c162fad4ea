#include "search/search-options.h"

#include "search/facet.h"
#include "search/output.h"
#include "search/period.h"
#include "search/ranking.h"

static const char *const color_choices[] = {"auto", "always", "never", NULL};

#define PLACE(member) G_STRUCT_OFFSET(SearchOptions, member)

static const Option rows[] = {
    INDEX_LIST_ROW(SearchOptions, indexes),
    {'n', "count", "N", OPTION_NUMBER, PLACE(count),
     .help = "show the best N articles (10 unless told; 0: all)"},
    {0, "any", NULL, OPTION_ON, PLACE(any),
     .help = "any of the words will do; articles with more and rarer ones come first"},
    {0, "sort", "ORDER", OPTION_CHOICE, PLACE(sort), .choices = ranking_sort_names,
     .help = "relevance (unless told), date: the oldest first, -date: the newest first, title or "
             "source; what lacks it comes last"},
    {'c', "matches", NULL, OPTION_ON, PLACE(matches),
     .help = "print the number of articles that match, and nothing else"},
    {0, "like", "ID", OPTION_TEXT, PLACE(like),
     .help = "articles like the one whose id begins so, by its most telling words; the query, if there "
             "is one, only says which may be shown"},
    {0, "facet", "FIELD", OPTION_LIST, PLACE(facets), .choices = facet_names,
     .help = "instead of results: how many of all matches have which source, section, author, lang, "
             "year or month, the -n most frequent; may be given several times"},
    {0, "timeline", "UNIT", OPTION_CHOICE, PLACE(timeline), .choices = period_unit_names,
     .help = "instead of results: how many of all matches fall into each day, week, month or year"},
    {0, "format", "NAME", OPTION_CHOICE, PLACE(format), .choices = output_format_names,
     .help = "how results are printed (described below)"},
    {0, "json", NULL, OPTION_ON, PLACE(json), .help = "the same as --format json"},
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet),
     .help = "no notes and no number of matches on stderr, errors only"},
    OPTION_HELP_ROW,
    {0, "offset", "N", OPTION_NUMBER, PLACE(offset),
     .group = "What is found, and what comes first",
     .help = "leave out the first N results"},
    {0, "recent", "HALF-LIFE", OPTION_TEXT, PLACE(recent),
     .help = "newer articles come higher up, by a weight that halves with each 7d, 2w, 3m, 1y of age"},
    QUERY_ROWS(SearchOptions),
    {0, "batch", "FILE", OPTION_TEXT, PLACE(batch), .fill = FILL_FILES,
     .help = "run the queries of this file ('-': of standard input), a line each; a line may begin with a "
             "topic and a tab"},
    {0, "explain", NULL, OPTION_ON, PLACE(explain),
     .help = "say on stderr how the query was understood: its tree, each clause with the number of "
             "articles "
             "it matches, what stands for what, what was left out, time spent"},
    RANKING_ROWS(SearchOptions, ranking),
    {0, "fields", "NAMES", OPTION_TEXT, PLACE(fields),
     .group = "How results are printed",
     .help = "print these fields, in this order: title,date,url (described below)"},
    {0, "template", "TEXT", OPTION_TEXT, PLACE(layout),
     .help = "print this for each article, with fields in braces: '{rank} {date} {title}\\n'; {{ and "
             "}} are braces, \\n, \\t and \\\\ a line feed, a tab and a backslash"},
    {'l', "paths", NULL, OPTION_ON, PLACE(paths),
     .help = "print the files that articles came from, each once"},
    {0, "fragments", "N", OPTION_NUMBER, PLACE(fragments),
     .help = "show up to N passages of each article, the best first (1 unless told; 0: none)"},
    {0, "snippet-size", "CHARS", OPTION_NUMBER, PLACE(snippet_size),
     .help = "columns of each passage at most; some three lines unless told"},
    {0, "color", "WHEN", OPTION_CHOICE, PLACE(color), .choices = color_choices,
     .help = "highlight always, never, or auto: on a terminal, unless $NO_COLOR is set"},
    {0, "hyperlink", "WHEN", OPTION_CHOICE, PLACE(hyperlink), .choices = color_choices,
     .help = "make addresses clickable always, never, or auto: on a terminal that is known "
             "to show hyperlinks"},
    {0, "no-pager", NULL, OPTION_ON, PLACE(no_pager),
     .help = "don't show results on a terminal through $PAGER, or less"},
    {0, "csv-safe", NULL, OPTION_ON, PLACE(csv_safe),
     .help = "in CSV put ' before what a spreadsheet would run as a formula"},
    INDEX_SERVER_ROWS(SearchOptions, indexes),
};

static const OptionNote sections[] = {
    {"The query",
     "  ceasefire talks          all of these words, in any inflection\n"
     "  rain OR snow, (a OR b)   either; AND, NOT and brackets as usual, in capitals\n"
     "  -sports  -\"a phrase\"    not that; +word: needed even with --any\n"
     "  \"ceasefire talks\"        side by side, as written; \"peace talks\"~5: within 5\n"
     "  peace NEAR/5 talks       within 5 words; BEFORE/5: in this order\n"
     "  azerb* *stan wom?n       any letters, one letter; karabah~ spelt like it (~2)\n"
     "  =talks                   this form alone\n"
     "  war^2.5                  counts more\n"
     "  title:truce source:reut* author:\"jane doe\" lang:de section: keyword: host:\n"
     "                           url: id: - fields; title:(a OR b)\n"
     "  date:2014 date:2014-08-01..2014-08-31 date:199x after:2014-08 before: on:\n"
     "                           date:today yesterday 7d 3w 6m 1y none\n"
     "  Upper and lower case and accents make no difference. Words such as 'the' don't\n"
     "  count unless there is nothing else, or they stand in a phrase; in capitals\n"
     "  (US, WHO, IT) they do. A compound such as cease-fire also finds ceasefire.\n"
     "  Anything is text in quotes. A query that begins with a dash goes after '--'.\n"
     "  For the shell, a phrase needs quotes around its quotes.\n"},
    {"Formats",
     "  text            for people: title, place and passage (unless told otherwise)\n"
     "  json            an object a line (see below)\n"
     "  csv, tsv        a table, with the names of its fields in the first line\n"
     "  html, markdown  a page; a list to put into another text\n"
     "  trec            a run file: topic, Q0, id, rank, score, dateline; with\n"
     "                  --batch the lines of queries are topic, tab, query\n"
     "  ids, paths      an id a line; each file that articles came from, once\n"
     "  count           their number\n"
     "Fields are those of JSON, and topic; --fields is for text, json, csv and tsv.\n"},
    {"JSON", "version (1), rank, score, id (32 hex digits), title, date (2014-08-08, or\n"
             "as precise as it is known), source, url, author, section, language, path, own_id\n"
             "(the article's own id), snippet (fragments, a line feed between), highlights:\n"
             "[start,end] pairs of bytes in the snippet; marks: what is highlighted, once for\n"
             "each clause of the query that it serves, with its number and its place in bytes\n"
             "and characters; fragments: their places in the snippet, and in bytes of the\n"
             "article's text (source); title_highlights, title_marks: of the title. What an\n"
             "article doesn't have is null. With --batch also query and topic. With --partial,\n"
             "if servers were left out, missing: their names. --facet and --timeline: version,\n"
             "by, label (none: without a date), count.\n"},
    {NULL, NULL},
};

const OptionTable search_options = {
    .command = "dateline search",
    .usage = "[OPTION]... [WORD]...",
    .about = "Find articles and print them, the best first, each with the passage that shows\n"
             "why it matched. '-' reads the query from standard input; without a query,\n"
             "--sort, --recent, --facet and --timeline are of all articles.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_QUERY,
    .sections = sections,
    .examples = "dateline search ceasefire border\n"
                "dateline search -n 3 '\"central bank\" rate'\n"
                "dateline search --any tsunami earthquake flood\n"
                "dateline search --sort -date -n 3\n"
                "dateline search --timeline month ceasefire\n"
                "dateline search --facet section --facet source ceasefire\n"
                "dateline search --like 8afcdc03 date:2014\n"
                "dateline search -i ~/news election -local date:2014\n"
                "dateline search -c '(mirz* NEAR/5 ceasefire) source:northwire'\n"
                "dateline search --json -n 0 strike | jq -r '[.date, .title] | @tsv'\n",
    .status = "0 if articles were found, 1 if none, 2 on an error",
};
