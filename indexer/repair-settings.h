/* repair-settings: the settings of an index, as far as its segments tell them. */
#pragma once

#include "xapian-c/layout.h"

/* Sets what segments know (versions, languages, positions, texts, ranking is theirs to keep) by the metadata and the
 * first documents of those named; what none can tell stays. Reads them in child processes. */
void repair_settings(const char *index, const GPtrArray *names, IndexSettings *settings);
