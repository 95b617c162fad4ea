/* xapian-c: how does C talk to what is on disk?
 *
 * The binding to libxapian, by jobs rather than classes: build a query, run it, page through the hits;
 * begin a document, add to it, commit.
 *
 *     XapDatabase *db = xap_open("news", &error);
 *     XapQuery *query = xap_query_term("Zceasefir", 9);
 *     XapRequest request = {.query = query, .count = 10, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
 *     XapHits *hits = xap_run(db, &request, &error);
 *     for (gsize i = 0; i < xap_hits_count(hits); i++) use(xap_hits_get(hits, i));
 *
 * Errors are of INDEX_ERROR; no C++ exception leaves the room; outputs are untouched on failure.
 * Threads: each object belongs to one thread at a time; different objects are independent.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

G_BEGIN_DECLS

/* ---- queries ----------------------------------------------------------------------------------*/

/* Immutable and counted: functions that take queries leave the caller's reference alone. Building never
 * fails: what Xapian can't run is an INDEX_ERROR_QUERY of xap_run(). */
typedef struct XapQuery XapQuery;

typedef enum {
    XAP_AND,
    XAP_OR,
    XAP_AND_NOT,   /* the first, without the others */
    XAP_AND_MAYBE, /* the first, weighed also by the others */
    XAP_FILTER,    /* the first, only where the others match; their weights don't count */
    XAP_SYNONYM,   /* all parts as if they were one term */
    XAP_PHRASE,    /* in this order within window positions; terms and ORs of terms only */
    XAP_NEAR,      /* in any order within window positions; likewise */
} XapOperator;

XapQuery *xap_query_term(const char *term, gsize length);
/* window: for XAP_PHRASE and XAP_NEAR, the greatest difference of positions plus 1; else 0. No parts
 * give the query that matches nothing. */
XapQuery *xap_query_combine(XapOperator op, XapQuery *const *parts, gsize count, guint window);
XapQuery *xap_query_scale(XapQuery *query, double factor);
/* Documents whose value in slot lies within [low, high], compared as bytes; NULL: no bound. */
XapQuery *xap_query_range(guint32 slot, const char *low, const char *high);
/* Documents whose value in slot, a number in sortable form, lies within [low, high]; infinite: no bound. */
XapQuery *xap_query_number_range(guint32 slot, double low, double high);
typedef struct {
    const char *value;
    double weight; /* 0 or more */
} XapValueWeight;
/* Documents that have a value in slot, weighing what weights has for it; 0 if it is not there. */
XapQuery *xap_query_value_weights(guint32 slot, const XapValueWeight *weights, gsize count);
XapQuery *xap_query_all(void);
XapQuery *xap_query_nothing(void);
XapQuery *xap_query_ref(XapQuery *query);
void xap_query_unref(XapQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapQuery, xap_query_unref)
/* Xapian's own description, for --explain and tests. Free with g_free(). */
char *xap_query_describe(const XapQuery *query);

/* ---- reading ----------------------------------------------------------------------------------*/

typedef struct XapDatabase XapDatabase;

/* Opens an index folder (also named by its XAPIANDB), a glass database, or a stub file. Segments that vanish because a writer
 * merged them are handled inside: the stub is read again and the request run again, at most 5 times,
 * then INDEX_ERROR_OVERTAKEN. While the index has a journal, old versions that it names are left out
 * of every answer (not of term frequencies). */
XapDatabase *xap_open(const char *path, GError **error);

typedef struct {
    guint connect_timeout; /* milliseconds that a server may take to be connected; 0: 2000 */
    guint timeout;         /* ... and for each answer; 0: 30000 */
    gboolean partial;      /* go on without servers that fail, now or later: see XapPlace */
} XapOpenOptions;

/* Opens several as one, whose statistics are those of all: each a path as of xap_open(), or `host:port` or
 * `[address]:port` of a xapian-tcpsrv. A stub file stands for what it lists: servers, databases, indexes. An
 * INDEX_ERROR_NETWORK names the server. options: NULL for none. */
XapDatabase *xap_open_all(const char *const *names, gsize count, const XapOpenOptions *options,
                          GError **error);
void xap_close(XapDatabase *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapDatabase, xap_close)

/* The places that a database is made of, stub files replaced by what they list. */
typedef enum {
    XAP_PLACE_INDEX,    /* an index folder of ours */
    XAP_PLACE_DATABASE, /* any other on this machine */
    XAP_PLACE_SERVER
} XapPlaceKind;

typedef struct {
    XapPlaceKind kind;
    const char *name;       /* its path, or the server as it was named */
    const char *lost;       /* why it is left out; NULL: it is not */
    gsize segments;         /* 0 if it is left out */
    guint32 documents;      /* old versions that wait for their deletion included */
    gboolean has_positions; /* of any document */
} XapPlace;

gsize xap_place_count(const XapDatabase *db);
/* *place, whose strings are valid until the next call that reads db. */
gboolean xap_place_get(XapDatabase *db, gsize i, XapPlace *place, GError **error);
/* Whose document this is: a docid of the last xap_run() or xap_postings(). */
gsize xap_place_of(const XapDatabase *db, guint32 docid);
/* Metadata of that place, or of its first segment; an empty value if it is not set or the place is left out. Free
 * with g_free(). */
gboolean xap_place_metadata(XapDatabase *db, gsize i, const char *key, char **value, gsize *length,
                            GError **error);

/* How much of the docids' 32 bits is taken: the docids of the parts (segments, servers) take turns, so it is the
 * largest of any part times their number. Beyond XAP_DOCIDS it can't be searched. */
#define XAP_DOCIDS (G_GUINT64_CONSTANT(1) << 32)
typedef struct {
    guint64 taken;
    guint32 largest; /* docid of any part */
    gsize parts;
} XapDocidSpace;
gboolean xap_docid_space(XapDatabase *db, XapDocidSpace *space, GError **error);

typedef struct {
    guint32 documents;
    guint32 last_docid;
    guint64 total_length;     /* sum of all document lengths */
    double average_length;
    gboolean has_positions;
} XapStatistics;
gboolean xap_statistics(XapDatabase *db, XapStatistics *statistics, GError **error);

/* In how many documents a term occurs; 0 if in none. */
gboolean xap_termfreq(XapDatabase *db, const char *term, gsize length, guint32 *termfreq, GError **error);

/* Metadata; an empty value if it is not set. Free with g_free(). */
gboolean xap_metadata(XapDatabase *db, const char *key, char **value, gsize *length, GError **error);

/* The values that each database of the index (each segment; each server) has under
 * key, in their order, without those that have none: an array of GBytes, to be freed with
 * g_ptr_array_unref(). xap_metadata() gives the first one's only. A server of several segments answers for its first one
 * only, and so counts as having none. */
GPtrArray *xap_metadata_of_each(XapDatabase *db, const char *key, GError **error);

/* Calls func for each term that begins with prefix, in byte order, until it returns FALSE. term is
 * NUL-terminated, and valid during the call. func may use db. */
typedef gboolean (*XapTermFunc)(const char *term, gsize length, guint32 termfreq, gpointer data);
gboolean xap_each_term(XapDatabase *db, const char *prefix, gsize length, XapTermFunc func,
                       gpointer data, GError **error);
/* The same for the terms of those databases that xap_metadata_of_each() gives no value for. */
gboolean xap_each_term_without(XapDatabase *db, const char *key, const char *prefix, gsize length,
                               XapTermFunc func, gpointer data, GError **error);

/* ---- running a query --------------------------------------------------------------------------*/

typedef enum { XAP_SORT_RELEVANCE, XAP_SORT_ASCENDING, XAP_SORT_DESCENDING } XapSort;

/* How a match is weighed. */
typedef enum {
    XAP_BM25, /* Robertson and others, Okapi at TREC-3, 1994 */
    XAP_PL2,  /* divergence from randomness, as the following: Amati and van Rijsbergen, 2002 */
    XAP_DPH,  /* without parameters: Amati and others, FUB at TREC 2007 */
    XAP_INL2,
    XAP_SCHEMES
} XapScheme;

typedef struct {
    XapQuery *query;
    XapScheme scheme;
    guint32 first, count;   /* hits from rank first (from 0), so many */
    guint32 check_at_least; /* the number of matches is exact up to this one */
    double k1, b;           /* of BM25; its other parameters are Xapian's: k2 0, k3 1, least length 0.5 */
    XapSort sort;           /* by the values of sort_slot, those without one last; ties by relevance */
    guint32 sort_slot;
    gboolean with_data;     /* load the data of all hits: of few, see xap_hits_load() */
    guint32 lot;            /* for tests: Xapian gives so many matches at a time; 0: what is best */
} XapRequest;

/* One match. Every order ends in the identity slot, ascending, so that ties come out the same for one
 * index, many segments or many servers; weights that differ only by rounding are ties (a 10^-10th). */
typedef struct {
    guint32 docid;
    double weight;
    const char *data; /* NULL unless asked for */
    gsize data_length;
    const char *identity; /* value of the identity slot: 16 bytes in an index of ours; NULL without data */
    gsize identity_length;
} XapHit;

typedef struct XapHits XapHits;
/* Without data a run of millions of hits takes at most 32 bytes of memory for each. A KeyMaker is never
 * used: every order works over remote. */
XapHits *xap_run(XapDatabase *db, const XapRequest *request, GError **error);
void xap_hits_free(XapHits *hits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapHits, xap_hits_free)
gsize xap_hits_count(const XapHits *hits);
/* Loads the data of hits first to first + count - 1, as far as there are so many, and drops what was
 * loaded before: so pages of many hits can be read one after the other. db is what they were found in. If
 * writers overtake it, the hits from first on are found anew in the newest state, without those that were loaded
 * before: then they may be others, and xap_hits_count() another number. */
gboolean xap_hits_load(XapDatabase *db, XapHits *hits, gsize first, gsize count, GError **error);
/* A hit; with its data while that is loaded. Valid until the next call for the same hits, unless that is
 * for one of those loaded together. */
const XapHit *xap_hits_get(const XapHits *hits, gsize i);
/* Orders the first most of hits that came by relevance anew: each weighs besides what more weighs in it. Data that were
 * loaded are dropped. INDEX_ERROR_OVERTAKEN if the segments changed: run the query again. */
gboolean xap_hits_rerank(XapDatabase *db, XapHits *hits, const XapQuery *more, gsize most,
                         GError **error);
/* Leaves count of the hits, from first on, and drops data that were loaded. */
void xap_hits_crop(XapHits *hits, gsize first, gsize count);
/* How many documents match: equal bounds are exact. */
void xap_hits_matches(const XapHits *hits, guint32 *lower, guint32 *estimated, guint32 *upper);

/* ---- counting ---------------------------------------------------------------------------------*/

typedef struct XapCounts XapCounts;

typedef struct {
    const char *value; /* NUL-terminated, valid until xap_counts_free() */
    gsize length;
    guint32 count;
} XapValueCount;

/* How many documents match, and how many of them have which value in each of slots: exactly, in one
 * run over all matches, which servers do themselves. Without slots it only counts. */
XapCounts *xap_count(XapDatabase *db, const XapQuery *query, const guint32 *slots, gsize count,
                     GError **error);
void xap_counts_free(XapCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapCounts, xap_counts_free)
guint32 xap_counts_matches(const XapCounts *counts);
/* The values of slots[slot], in byte order: how many there are, and number i. Documents without a value
 * are not among them. */
gsize xap_counts_size(const XapCounts *counts, gsize slot);
XapValueCount xap_counts_get(const XapCounts *counts, gsize slot, gsize i);

/* ---- one document -----------------------------------------------------------------------------*/

/* A docid is good for xap_value() and xap_data() until the next xap_run() or xap_postings() on the same
 * database; if the segments change before that, they fail with INDEX_ERROR_OVERTAKEN and never read
 * another document. */

/* The docids of a term, ascending; to be freed with g_array_unref() (guint32). The empty term is in all
 * documents. */
GArray *xap_postings(XapDatabase *db, const char *term, gsize length, GError **error);

/* Values and data of a document, NUL-terminated, empty where there are none; free with g_free().
 * INDEX_ERROR_NOT_FOUND if there is no such document. length may be NULL. */
gboolean xap_value(XapDatabase *db, guint32 docid, guint32 slot, char **value, gsize *length,
                   GError **error);
gboolean xap_data(XapDatabase *db, guint32 docid, char **data, gsize *length, GError **error);

/* ---- writing ----------------------------------------------------------------------------------*/

typedef struct XapWriter XapWriter;

/* A new glass database in the folder dir, which must not be one yet; or one that is there. */
XapWriter *xap_writer_create(const char *dir, GError **error);
XapWriter *xap_writer_open(const char *dir, GError **error);
/* What was not committed is dropped. */
void xap_writer_free(XapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapWriter, xap_writer_free)

/* Begin a document, add to it, end it. The adding functions never fail at once: an error sticks, and
 * xap_document_end() reports it; what is wrong with a document costs none but itself. A term is 1 to 245
 * bytes, zero bytes counted twice. When Xapian itself has failed, every further call does: what was not
 * committed is lost. Each word adds 1 to the term's wdf. */
void xap_document_begin(XapWriter *writer);
void xap_document_add_word(XapWriter *writer, const char *term, gsize length, guint32 position);
void xap_document_add_term(XapWriter *writer, const char *term, gsize length, guint32 wdf);
void xap_document_set_value(XapWriter *writer, guint32 slot, const void *value, gsize length);
void xap_document_set_data(XapWriter *writer, const void *data, gsize length);
/* *docid (may be NULL) receives its number. */
gboolean xap_document_end(XapWriter *writer, guint32 *docid, GError **error);

/* INDEX_ERROR_NOT_FOUND if there is no such document: nothing is lost by that. */
gboolean xap_writer_delete(XapWriter *writer, guint32 docid, GError **error);
gboolean xap_writer_set_metadata(XapWriter *writer, const char *key, const void *value, gsize length,
                                 GError **error);
gboolean xap_writer_commit(XapWriter *writer, GError **error);

/* ---- whole databases --------------------------------------------------------------------------*/

typedef enum {
    /* Each database's docids follow those of the one before; gaps inside of one stay, at its beginning
     * they are closed. Without it docids are kept, and must not overlap. */
    XAP_COMPACT_RENUMBER = 1 << 0,
    XAP_COMPACT_FULL = 1 << 1      /* smaller, and slower to write */
} XapCompactFlags;

/* Decides what metadata a merged database has where several have the key: returns the value, to be
 * freed with g_free(), and its length; NULL for none. It must return (no longjmp()). */
typedef char *(*XapResolveFunc)(const char *key, const char *const *values, const gsize *lengths,
                                gsize count, gsize *length, gpointer data);

/* Merges the databases in the folders sources into a new one in dest, a folder that is not there yet.
 * Without resolve, the first one's metadata stay. At return dest's files are synced, and on failure
 * gone. */
gboolean xap_compact(const char *const *sources, gsize count, const char *dest, guint flags,
                     XapResolveFunc resolve, gpointer data, GError **error);

/* For the start of a program that writes. At some places of a commit Xapian throws where it has promised not
 * to, as when the disk is full, and the C++ library would then abort the process. After this, such an end is
 * one with a message on stderr and status 2; nothing of the commit is in the database. */
void xap_end_on_terminate(void);

/* Xapian's version, "1.4.22". Static. */
const char *xap_version(void);

G_END_DECLS
