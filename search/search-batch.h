/* search-batch: a file of queries, run one after the other. */
#pragma once

#include "search/search-run.h"

/* Runs the query of each line of text, which it cuts up, read from the file name; the results say
 * which is meant. Returns the status of the worst: an error, else hits if any query had some. */
int search_batch(SearchRun *run, char *text, const char *name);
