#include "search/tune-options.h"

#include "console/command-line.h"
#include "search/eval-topics.h"

#define PLACE(member) G_STRUCT_OFFSET(TuneOptions, member)
#define LIST(parameter) PLACE(lists) + (parameter) * sizeof(char *)

/* More are no better than one for each topic. */
#define FOLDS_MOST 1000

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "topics", "FILE", OPTION_TEXT, PLACE(topics), .fill = FILL_FILES,
     .help = "search for these topics: lines of name, tab, query, or as 'dateline eval --help' says"},
    EVAL_QRELS_ROW(TuneOptions),
    {0, "measure", "NAME", OPTION_CHOICE, PLACE(measure),
     .choices = eval_measure_names + EVAL_MAP,
     .help = "what is to be as good as it can, one of eval's measures; map unless told"},
    {0, "folds", "N", OPTION_NUMBER, PLACE(folds), .least = 2, .most = FOLDS_MOST,
     .help = "divide the topics into N parts (5 unless told)"},
    {0, "seed", "N", OPTION_NUMBER, PLACE(seed), .help = "divide them otherwise (1 unless told)"},
    {0, "dry-run", NULL, OPTION_ON, PLACE(dry_run), .help = "write nothing"},
    {0, "force", NULL, OPTION_ON, PLACE(force),
     .help = "write what is best even if it can't be expected to be better"},
    {0, "reset", NULL, OPTION_ON, PLACE(reset), .help = "back to the defaults; nothing is tried"},
    OPTION_WAIT_ROW(PLACE(wait)),
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet), .help = "no notes on stderr, errors only"},
    OPTION_HELP_ROW,
    {0, "k1", "NUMBERS", OPTION_TEXT, LIST(TUNE_K1), .group = "What is tried",
     .help = "values with commas between them; 0.6,0.9,1.2,1.6,2,2.5,3 unless told"},
    {0, "b", "NUMBERS", OPTION_TEXT, LIST(TUNE_B), .help = "likewise; 0.3,0.45,0.6,0.75,0.9"},
    {0, "title-weight", "NUMBERS", OPTION_TEXT, LIST(TUNE_TITLE_WEIGHT),
     .help = "likewise; 0,0.25,0.5,1"},
    {0, "feedback", "NUMBERS", OPTION_TEXT, LIST(TUNE_FEEDBACK),
     .help = "what words weigh that the best results have in common; 0,1,2,3,5"},
    {0, "every", NULL, OPTION_ON, PLACE(every),
     .help = "try every combination, and not one parameter after the other: takes ten times as long"},
    EVAL_TOPIC_WORDS_ROWS(TuneOptions),
};

static const OptionNote sections[] = {
    {"How it is done",
     "The topics are divided into folds. For each fold that ranking is chosen which\n"
     "is the best for the topics of all others, and tried on those of the fold, which\n"
     "it does not know: the mean of these, cross-validated, is what other questions\n"
     "to this archive can expect. A row for each fold says what was chosen, its mean\n"
     "there, and that of the present settings and of the defaults. Then the same for\n"
     "all topics, with p: how often chance alone would make as large a difference\n"
     "(paired randomization test).\n"
     "Unless --every is given, one parameter after the other is tried, each with the\n"
     "best of the others so far, from the defaults on, until a round changes nothing.\n"
     "The best for all topics is written to the index's settings if the mean that is\n"
     "cross-validated is greater than that of the present settings. It then holds for\n"
     "every search of the index, also by way of a server, unless the search says\n"
     "otherwise (--k1, --b, --title-weight, --no-expand). 'dateline stats' shows it.\n"},
    {NULL, NULL},
};

const OptionTable tune_options = {
    .command = "dateline tune",
    .usage = "[OPTION]... --topics FILE --qrels FILE",
    .about = "Fit the ranking to an index: try values of its parameters on topics that were\n"
             "judged, and write the best to the index's settings, if it is better than what\n"
             "they say now.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_NONE,
    .sections = sections,
    .examples = "dateline tune -i news --topics topics.tsv --qrels qrels.txt\n"
                "dateline tune -i news --topics topics.tsv --qrels qrels.txt --dry-run\n"
                "dateline tune -i news --topics topics.tsv --qrels qrels.txt --measure P_10\n"
                "dateline tune -i news --topics topics.tsv --qrels qrels.txt --k1 1,1.5,2\n"
                "dateline tune -i news --reset\n",
    .status = "0 done, 2 on an error",
};
