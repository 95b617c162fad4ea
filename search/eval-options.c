#include "search/eval-options.h"

#include "search/eval-topics.h"

#define PLACE(member) G_STRUCT_OFFSET(EvalOptions, member)

static const Option rows[] = {
    INDEX_LIST_ROW(EvalOptions, indexes),
    {0, "topics", "FILE", OPTION_TEXT, PLACE(topics), .fill = FILL_FILES,
     .help = "search for these topics (described below)"},
    EVAL_QRELS_ROW(EvalOptions),
    {0, "run", "FILE", OPTION_TEXT, PLACE(run), .fill = FILL_FILES,
     .help = "evaluate this run, and search for nothing"},
    {0, "vs", "RUN", OPTION_TEXT, PLACE(vs), .fill = FILL_FILES,
     .help = "compare with this run, by a randomization test"},
    {'q', "per-topic", NULL, OPTION_ON, PLACE(per_topic), .help = "also print each topic's values"},
    {'c', "complete", NULL, OPTION_ON, PLACE(complete),
     .help =
         "average over all topics that were judged; those without results count as 0, not at all "
         "unless told"},
    {0, "run-out", "FILE", OPTION_TEXT, PLACE(run_out), .fill = FILL_FILES,
     .help = "write the run that was made to this file"},
    {0, "quiet", NULL, OPTION_ON, PLACE(quiet), .help = "no notes on stderr, errors only"},
    OPTION_HELP_ROW,
    EVAL_TOPIC_WORDS_ROWS(EvalOptions),
    {'n', "count", "N", OPTION_NUMBER, PLACE(depth), .least = 1,
     .help = "take the best N articles for each topic (1000 unless told)"},
    RANKING_ROWS(EvalOptions, ranking),
    INDEX_SERVER_ROWS(EvalOptions, indexes),
};

static const OptionNote sections[] = {
    {"Topics",
     "  301<TAB>ceasefire border   a query a line, as 'dateline search --batch' reads\n"
     "                             them; prose that is no query is its words\n"
     "  <top> <num> Number: 301 <title> ceasefire <desc> ... <narr> ... </top>\n"
     "                             topics of TREC; their signs have no meaning\n"
     "  {\"id\": 301, \"text\": \"...\"} JSON Lines, likewise: id, qid, _id or number; text,\n"
     "                             query or title; description; narrative\n"},
    {"Runs", "  301 Q0 id 1 12.5 tag         topic, Q0, id, rank, score, tag, as 'dateline\n"
             "                               search --format trec' prints them\n"
             "An article goes by the id of its own, in judgements and runs; where it has none,\n"
             "by dateline's. A run is ordered by score, the same scores by id backwards.\n"},
    {"Measures",
     "As trec_eval 9 defines and prints them: a name, the topic or 'all', the value.\n"
     "  num_q, num_ret, num_rel, num_rel_ret\n"
     "                  topics; results; relevant articles; those among the results\n"
     "  map, Rprec      mean average precision; precision at the number of relevant\n"
     "  bpref           preference of relevant over judged nonrelevant articles\n"
     "  recip_rank      1 / rank of the first relevant article\n"
     "  P_5, recall_1000, ndcg_cut_5, …\n"
     "                  precision, recall, nDCG (gains: the levels) down to that rank\n"
     "What was not judged is not relevant. Topics that were judged, but have no\n"
     "relevant article, count as 0; those not judged, or without results, don't count\n"
     "(but see --complete).\n"
     "With --vs: this run's mean, the other's, the difference, and p: how often chance\n"
     "alone would make as large a difference, to either side (paired randomization\n"
     "test, 100,000 draws, or all where they are fewer).\n"},
    {NULL, NULL},
};

const OptionTable eval_options = {
    .command = "dateline eval",
    .usage = "[OPTION]... --topics FILE --qrels FILE",
    .about = "Measure how good the answers are: search for each of some topics, and hold what\n"
             "is found against what judges found relevant. With --run, evaluate a run that is\n"
             "there; with --vs, tell whether one run is better than another.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_NONE,
    .sections = sections,
    .examples = "dateline eval --topics topics.tsv --qrels qrels.txt\n"
                "dateline eval -q --topics topics.tsv --qrels qrels.txt | grep '^map'\n"
                "dateline eval --topics topics.tsv --qrels qrels.txt --all --run-out all.run\n"
                "dateline eval --topics topics.tsv --qrels qrels.txt --vs all.run\n"
                "dateline eval --run all.run --qrels qrels.txt --complete\n",
    .status = "0 if topics were evaluated, 1 if none had both results and judgements,\n"
              "2 on an error",
};
