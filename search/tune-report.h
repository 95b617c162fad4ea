/* tune-report: what came of tuning, as it is printed. */
#pragma once

#include "search/tune-folds.h"

/* Appends a table of folds, what can be expected beside the present settings and the defaults, and the winner. */
void tune_report_append(const TuneResult *result, const char *measure, GString *out);
