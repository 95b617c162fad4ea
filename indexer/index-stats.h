/* index-stats: what is in an index, and which of its tables takes how much room?
 *
 * Threads: no state here.
 */
#pragma once

#include "xapian-c/layout.h"

/* Sources with the most articles. */
#define STATS_SOURCES 10

#define STATS_DOCIDS ((guint64)G_MAXUINT32)

typedef struct {
    char *name; /* as articles have it: "Reuters"; of a language, "english" */
    guint64 count;
} StatsCount;

typedef struct {
    char *name;
    guint64 articles, bytes;
} StatsSegment;

typedef enum {
    TABLE_POSTLIST, /* words and stems to articles, with values and metadata */
    TABLE_POSITION, /* where each word stands: phrases */
    TABLE_TERMLIST, /* articles to words: deleting, merging, finding similar ones */
    TABLE_DOCDATA,  /* fields and texts */
    TABLE_OTHER,    /* version files */
    TABLES
} StatsTable;

typedef struct {
    IndexSettings *settings;
    guint64 articles, dated;
    char from[16], to[16];  /* "1987-02-26"; empty without dates */
    guint64 words, tokens;  /* different words in titles and texts, and all of them */
    guint64 sources;        /* how many there are */
    GPtrArray *origins;     /* StatsCount: what told the dates ("declared", "url" …) */
    GPtrArray *languages;   /* StatsCount, the most articles first */
    GPtrArray *top_sources; /* StatsCount, at most STATS_SOURCES */
    GPtrArray *segments;    /* StatsSegment */
    /* Of STATS_DOCIDS, which Xapian numbers the documents of all segments by, interleaved: the last
     * docid of any, times the segments. */
    guint64 docids;
    guint64 table_bytes[TABLES], bytes;
    guint64 rejected, noted; /* lines of the two lists */
} IndexStats;

/* Takes no lock. An INDEX_ERROR if the index can't be read. */
IndexStats *index_stats_read(const char *index, GError **error);
void index_stats_free(IndexStats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IndexStats, index_stats_free)

/* "postlist"; "other". Static. */
const char *stats_table_name(StatsTable table);
