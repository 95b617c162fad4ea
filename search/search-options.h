/* search-options: the options of `dateline search`. */
#pragma once

#include "search/index-list.h"
#include "search/ranking.h"

#define SEARCH_FORMAT_UNSET -1
#define SEARCH_TIMELINE_UNSET -1

typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorWhen;

typedef struct {
    IndexList indexes;
    guint32 count;     /* 0: all */
    const char *like;  /* the first digits of an id; NULL: none */
    GPtrArray *facets; /* names of FacetKinds, then NULL; NULL: none */
    int timeline;      /* PeriodUnit; or SEARCH_TIMELINE_UNSET */
    guint32 offset;    /* so many results are left out at the beginning */
    int sort;          /* RankingSort */
    const char *recent; /* as written; NULL: not given */
    RankingOptions ranking;
    gboolean any;
    gboolean matches; /* only their number */
    gboolean explain;
    const char *languages; /* that the query is stemmed in; NULL: all of the index */
    const char *zone;      /* of days; NULL: UTC */
    const char *batch;     /* a file of queries; NULL: none */
    int format;            /* OutputFormatName; SEARCH_FORMAT_UNSET: as the following say */
    gboolean json;
    gboolean paths;
    const char *layout; /* of --template; NULL: none */
    gboolean csv_safe;
    const char *fields; /* names of OutputFields; NULL: the format's own */
    int hyperlink;      /* ColorWhen */
    gboolean no_pager;
    gboolean quiet;
    guint32 fragments;    /* passages of each article at most; 0: none */
    guint32 snippet_size; /* columns of each; 0: as fits the format */
    int color; /* ColorWhen */
} SearchOptions;

/* How a query is read: the rows of a table whose options have the members languages and zone. */
#define QUERY_ROWS(type)                                                                           \
    {0,                                                                                            \
     "lang",                                                                                       \
     "LANGUAGES",                                                                                  \
     OPTION_TEXT,                                                                                  \
     G_STRUCT_OFFSET(type, languages),                                                             \
     .help = "stem the words in these languages (de,fr), not in all that the index has"},          \
        {0,                                                                                        \
         "tz",                                                                                     \
         "ZONE",                                                                                   \
         OPTION_TEXT,                                                                              \
         G_STRUCT_OFFSET(type, zone),                                                              \
         .help = "days of date: are those of this time zone (Europe/Paris, +04:00); UTC unless "   \
                 "told"}

extern const OptionTable search_options;
