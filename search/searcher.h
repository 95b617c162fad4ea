/* searcher: an index that is open for searching: its database, its languages, and how to ask it. */
#pragma once

#include <glib.h>

#include "search/analysis.h"
#include "search/index-list.h"
#include "search/ranking.h"
#include "search/source-text.h"
#include "search/vocabulary.h"
#include "xapian-c/xapian-c.h"

typedef struct {
    char *path; /* for messages: of several, all their names */
    XapDatabase *db;
    Analysis *analysis; /* of the articles */
    Vocabulary *vocabulary;
    SourceTexts *texts;       /* NULL if all its texts are stored */
    gboolean foreign;         /* it is, or has a part that is, a Xapian database that dateline did not make */
    gboolean positions;       /* phrases can be searched */
    gboolean other_tokenizer; /* made by another version: some words may not be found */
    gboolean newer_schema;    /* made by a newer version: fields may be kept otherwise */
    guint32 documents;
    GPtrArray *told; /* names of servers whose loss was told */
    Ranking ranking; /* what the index says; may be changed before a search */
} Searcher;

/* Opens the indexes of the list as one. A database of another maker is searched as English text. The
 * message of an INDEX_ERROR says what to do. */
Searcher *searcher_open_list(const IndexList *list, GError **error);
/* The same of one. */
Searcher *searcher_open(const char *path, GError **error);
void searcher_free(Searcher *searcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Searcher, searcher_free)

/* The servers that are left out, since they failed and the list says to go on without them: an array of names,
 * valid as long as the searcher, to be freed with g_ptr_array_unref(). Says on stderr, once, which and why. */
GPtrArray *searcher_lost(Searcher *searcher);

/* The languages that a query is stemmed in: names or codes with commas between them. NULL and an error
 * that lists the index's languages if one is not among them. */
Analysis *searcher_analysis(const Searcher *searcher, const char *languages, GError **error);

/* The best count hits with their data; the number of matches is exact up to check_at_least. */
XapHits *searcher_run(Searcher *searcher, XapQuery *query, guint32 count, guint32 check_at_least,
                      GError **error);

/* Hits without their data, those of rank first (from 0) and on, in the order of searcher->ranking. */
XapHits *searcher_rank(Searcher *searcher, XapQuery *query, guint32 first, guint32 count,
                       guint32 check_at_least, GError **error);

/* How many articles match, exactly. */
gboolean searcher_count(Searcher *searcher, XapQuery *query, guint32 *count, GError **error);
