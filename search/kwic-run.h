/* kwic-run: from the articles that match to the lines of their concordance. */
#pragma once

#include "search/kwic-options.h"
#include "search/kwic-output.h"
#include "search/query.h"
#include "search/searcher.h"

/* Prints a line for each place where the query stands. Returns the exit status: 0, 1 if there are none,
 * 2 on an error, which is reported.
 *
 * Articles are read a page at a time, in the order of their dates, and their lines written at once; a
 * sample is held in memory, other orders are made by spill-sort. So whatever the number of lines, the
 * memory is that of the articles' numbers (24 bytes each). */
int kwic_run(const KwicOptions *options, Searcher *searcher, const Query *query,
             KwicOutput *output);
