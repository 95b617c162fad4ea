/* kwic-options: the options of `dateline kwic`. */
#pragma once

#include "search/search-options.h"

typedef enum { KWIC_SORT_DATE, KWIC_SORT_NEWEST, KWIC_SORT_LEFT, KWIC_SORT_RIGHT } KwicSort;

typedef struct {
    IndexList indexes;
    guint32 count;     /* lines at most; 0: all */
    int sort;          /* KwicSort */
    guint32 sample;    /* so many of the lines; 0: all */
    guint32 seed;
    guint32 width; /* 0: as fits */
    gboolean any, csv, csv_safe, json;
    const char *languages; /* that the query is stemmed in; NULL: all of the index */
    const char *zone;      /* of days; NULL: UTC */
    int color; /* ColorWhen */
    gboolean no_pager;
    gboolean quiet;
} KwicOptions;

extern const OptionTable kwic_options;
