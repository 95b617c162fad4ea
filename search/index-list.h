/* index-list: which indexes a command reads, and how long it waits for those on other machines.
 *
 *     typedef struct { IndexList indexes; … } ShowOptions;
 *     static const Option rows[] = {INDEX_LIST_ROW(ShowOptions, indexes), …,
 *                                   INDEX_SERVER_ROWS(ShowOptions, indexes)};
 *     g_autoptr(Searcher) searcher = searcher_open(&options.indexes, &error);
 *     index_list_clear(&options.indexes);
 */
#pragma once

#include "console/options.h"

typedef struct {
    GPtrArray *names;         /* as OPTION_LIST; NULL: the default index */
    guint32 connect_timeout;  /* seconds; 0: 2 */
    guint32 timeout;          /* seconds; 0: 30 */
    gboolean partial;         /* go on without servers that fail */
} IndexList;

#define INDEX_LIST_TIMEOUT_MAX 86400

/* The rows of an option table whose struct has a member of this type: which indexes; and, under a
 * heading of their own, what concerns servers. */
#define INDEX_LIST_ROW(type, member)                                                               \
    {                                                                                              \
        'i', "index", "INDEX", OPTION_LIST, G_STRUCT_OFFSET(type, member.names),                   \
            .fill = FILL_FILES,                                                                    \
            .help = "search this index: a folder, HOST:PORT of a xapian-tcpsrv, a Xapian "         \
                    "database or a stub file that lists some; several are searched as one; else "  \
                    "$DATELINE_INDEX, else the folder 'dateline' under the user's data folder"     \
    }
#define INDEX_SERVER_ROWS(type, member)                                                            \
    {0,                                                                                            \
     "partial",                                                                                    \
     NULL,                                                                                         \
     OPTION_ON,                                                                                    \
     G_STRUCT_OFFSET(type, member.partial),                                                        \
     .group = "Indexes on other machines",                                                         \
     .help = "go on without servers that are down, and say which"},                                \
        {0,                                                                                        \
         "connect-timeout",                                                                        \
         "SECONDS",                                                                                \
         OPTION_NUMBER,                                                                            \
         G_STRUCT_OFFSET(type, member.connect_timeout),                                            \
         .least = 1,                                                                               \
         .most = INDEX_LIST_TIMEOUT_MAX,                                                           \
         .help = "give up a server that is not connected by then (2 unless told)"},                \
    {                                                                                              \
        0, "timeout", "SECONDS", OPTION_NUMBER, G_STRUCT_OFFSET(type, member.timeout), .least = 1, \
            .most = INDEX_LIST_TIMEOUT_MAX,                                                        \
            .help = "give up a server that doesn't answer by then (30 unless told)"                \
    }

/* Frees what it holds. */
void index_list_clear(IndexList *list);
