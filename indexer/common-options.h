/* common-options: rows that several commands of dateline-index have in their tables. */
#pragma once

#include "console/command-line.h"
#include "indexer/budget.h"

/* The value of an OPTION_WRITER_ROW. */
enum { WRITER_NATIVE, WRITER_XAPIAN };

static const char *const writer_names[] = {"native", "xapian", NULL};

#define OPTION_WRITER_ROW(place)                                                                   \
    {                                                                                              \
        0, "writer", "NAME", OPTION_CHOICE, place, .choices = writer_names,                        \
                                                   .help = "native, or xapian (much slower)"       \
    }
#define OPTION_MEMORY_ROW(place)                                                                   \
    {                                                                                              \
        'm', "memory", "SIZE", OPTION_SIZE, place,                                                 \
            .least = BUDGET_MIN,                                                                   \
            .help = "memory to work in, in all, as 128M or 1G; a large article may take up to 15 " \
                    "times its size beside it, in each thread"                                     \
    }
#define OPTION_VERBOSE_ROW(place)                                                                  \
    {                                                                                              \
        'v', "verbose", NULL, OPTION_ON, place,                                                    \
            .help = "say what the process is kept from, and by what"                               \
    }
#define OPTION_QUIET_ROW(place)                                                                    \
    {                                                                                              \
        'q', "quiet", NULL, OPTION_ON, place, .help = "say nothing but errors"                     \
    }
