/* tally-run: the facets and timelines that a command line asks for, counted and printed. */
#pragma once

#include "search/facet.h"
#include "search/output.h"
#include "search/period.h"
#include "search/searcher.h"

#define TALLY_NO_TIMELINE -1

/* What is asked for. */
typedef struct {
    GArray *facets; /* FacetKind; NULL: none */
    int timeline;   /* PeriodUnit, or TALLY_NO_TIMELINE */
    guint limit;    /* rows of a facet; 0: all */
} TallyRequest;

/* Reads the names of facets (NULL, or as OPTION_LIST gives them). G_OPTION_ERROR on failure. */
gboolean tally_request_set(TallyRequest *request, const GPtrArray *facets, int timeline,
                           guint limit, GError **error);
void tally_request_clear(TallyRequest *request);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TallyRequest, tally_request_clear)

/* How many tables it comes to; 0: none is asked for. */
guint tally_request_size(const TallyRequest *request);

/* Counts the query's matches, and prints each table. *answer receives how writing ended (with
 * *error set for CONSOLE_FAILED), *matches the number of articles. FALSE and *error if counting
 * failed. notes: what the tables leave out is noted on stderr. */
gboolean tally_run(const TallyRequest *request, Searcher *searcher, XapQuery *query,
                   GTimeZone *zone, Output *output, gboolean notes, guint32 *matches,
                   ConsoleAnswer *answer, GError **error);
