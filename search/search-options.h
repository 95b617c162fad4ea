/* search-options: the options of `dateline search`. */
#pragma once

#include "console/options.h"

typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorWhen;

typedef struct {
    const char *index; /* NULL: the default */
    guint32 count;     /* 0: all */
    gboolean any;
    gboolean matches; /* only their number */
    gboolean explain;
    const char *languages; /* that the query is stemmed in; NULL: all of the index */
    const char *zone;      /* of days; NULL: UTC */
    const char *batch;     /* a file of queries; NULL: none */
    gboolean json;
    gboolean quiet;
    guint32 fragments;    /* passages of each article at most; 0: none */
    guint32 snippet_size; /* columns of each; 0: as fits the format */
    int color; /* ColorWhen */
} SearchOptions;

extern const OptionTable search_options;
