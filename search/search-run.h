/* search-run: one query against an open index, from its text to what is printed. */
#pragma once

#include "search/article-id.h"
#include "search/output.h"
#include "search/search-options.h"
#include "search/searcher.h"
#include "search/tally-run.h"

/* Exit statuses, the worst last. */
#define STATUS_HITS 0
#define STATUS_NONE 1
#define STATUS_ERROR 2
/* Nobody reads stdout any more: nothing that follows is worth doing. */
#define STATUS_CLOSED 3

typedef struct {
    const SearchOptions *options;
    Searcher *searcher;
    Analysis *analysis; /* of the query: the languages that --lang names, or the searcher's */
    GTimeZone *zone;    /* of its days; NULL: UTC */
    const TallyRequest *tallies; /* facets and timelines that are printed instead of hits */
    gboolean all;       /* an empty query asks for all articles */
    const ArticleId *like; /* more like this one is asked for; NULL: none */
    const char *like_text; /* its words, as a query */
    double half_life;   /* in days: newer articles weigh more; 0: they don't */
    Output *output;
    gboolean batch;     /* one of several: its results say which */
    const GPtrArray *words; /* the arguments that the query came as, or NULL */
} SearchRun;

/* Runs the query and prints what comes of it. Returns a status. */
int search_run(const SearchRun *run, const OutputQuestion *question);

/* The status that writing with such an answer comes to; *error, if it failed, is reported. */
int search_run_written(ConsoleAnswer answer, GError *const *error);
