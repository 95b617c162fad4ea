/* layout: the files of an index folder, and what their bytes mean.
 *
 *     INDEX/
 *       XAPIANDB          Xapian's own stub file, a line for each live segment: the commit point
 *       settings          key file: versions, languages, options the index was made with
 *       lock              the one writer's lock
 *       journal           only while replaced articles wait for their deletion, or segments for a new ranking
 *       rejects.jsonl     what was not indexed, and why
 *       notes.jsonl       what could not be used of indexed articles (an impossible date)
 *       segments/000001/  each an ordinary glass database
 *
 * Errors are of INDEX_ERROR. Threads: no state here; the caller sees to there being one writer.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

G_BEGIN_DECLS

#define LAYOUT_FORMAT_VERSION 1
#define LAYOUT_STUB "XAPIANDB"
#define LAYOUT_SETTINGS "settings"
#define LAYOUT_LOCK "lock"
#define LAYOUT_JOURNAL "journal"
#define LAYOUT_REJECTS "rejects.jsonl"
#define LAYOUT_NOTES "notes.jsonl"
#define LAYOUT_SEGMENTS "segments"

/* The index that is meant when none is named: $DATELINE_INDEX, else `dateline` under the user's data
 * folder. Free with g_free(). */
char *layout_default_index(void);

/* How its articles are ranked; below 0: as every index unless told. */
typedef struct {
    double k1, b;        /* of BM25 */
    double title_weight; /* so much of its weight in the title is added to a word's */
    double feedback;     /* what words weigh that the best results have in common */
} IndexRanking;
#define INDEX_RANKING_UNSET ((IndexRanking){-1, -1, -1, -1})

/* What a ranking consists of, in the order of texts. */
typedef struct {
    const char *name; /* in settings: "k1" */
    gsize offset;     /* of a double in IndexRanking */
} IndexRankingPart;
#define INDEX_RANKING_PARTS 4
extern const IndexRankingPart index_ranking_parts[INDEX_RANKING_PARTS];

/* As segments have it in METADATA_RANKING, so that who searches them on another machine knows it, too: "k1;b;title-weight;feedback",
 * each empty where it is unset, the whole where all are. Free with g_free(). */
char *index_ranking_to_text(const IndexRanking *ranking);
/* The reverse. What is no number of 0 or more is unset; FALSE if there is such. */
gboolean index_ranking_read(IndexRanking *ranking, const char *text);
gboolean index_ranking_equal(const IndexRanking *a, const IndexRanking *b);

#define DETECTED_ALL "all"

typedef struct {
    int format_version;
    int tokenizer_version;
    int schema_version;
    GPtrArray *languages;   /* char *: names of the languages of its articles, sorted; owned */
    char *default_language; /* of articles that declare none, and are not detected to be in another; owned, may be NULL */
    char *detected;         /* languages that articles are detected to be in: names with ';' between them, or DETECTED_ALL;
                               owned; NULL: nothing is detected */
    gboolean positions;     /* phrases can be searched */
    gboolean text;          /* the text is stored */
    IndexRanking ranking;   /* keys k1, b, title-weight, feedback; written by whoever tunes the index */
    gboolean announced;     /* the file also announces other settings, or announced these, see
                               layout_announce_settings() */
} IndexSettings;

IndexSettings *index_settings_new(void);
void index_settings_free(IndexSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IndexSettings, index_settings_free)

/* Reads INDEX/settings. INDEX_ERROR_NOT_FOUND if there is no such folder, _NOT_AN_INDEX if the folder
 * is none, _VERSION if a newer dateline made it, _PERMISSION, _DAMAGED. The message says what to do. */
IndexSettings *layout_read_settings(const char *index, GError **error);

/* Writes INDEX/settings under another name, syncs, renames. */
gboolean layout_write_settings(const char *index, const IndexSettings *settings, GError **error);

/* Writes INDEX/settings as settings, and with it what they will be as soon as the stub names segment:
 * next, which differs only in what documents depend on (versions, positions, text). From then on
 * layout_read_settings() gives what holds for the stub that it finds, so that a stub and settings
 * change in one step. Whoever writes the index next writes plain settings first: numbers of segments
 * that were never published come again. */
gboolean layout_announce_settings(const char *index, const IndexSettings *settings,
                                  const IndexSettings *next, const char *segment, GError **error);

/* The live segments named by INDEX/XAPIANDB, in its order, as names like "000001" (GPtrArray of char *,
 * freed with it). */
GPtrArray *layout_read_stub(const char *index, GError **error);

/* Publishes: writes a new XAPIANDB naming segments, syncs it, renames it over the old one, syncs the
 * folder. What segments name must be synced already. */
gboolean layout_write_stub(const char *index, const GPtrArray *segments, GError **error);

/* A document that waits for its deletion. */
typedef struct {
    char *segment;   /* in which it lies: "000001" */
    guint32 docid;   /* in that segment */
    char *successor; /* the segment that holds its new version: the document counts as deleted as soon as
                        the stub names that; NULL: it is deleted without one, and counts so at once */
} JournalEntry;

/* The journal, one line an entry: `segment docid successor`, or `-` for none. An array (of JournalEntry)
 * without entries if there is no journal. Free with g_ptr_array_unref(). */
GPtrArray *layout_read_journal(const char *index, GError **error);
/* Writes it, synced; with no entries, removes it. */
gboolean layout_write_journal(const char *index, const GPtrArray *entries, GError **error);
JournalEntry *journal_entry_new(const char *segment, guint32 docid, const char *successor);
void journal_entry_free(JournalEntry *entry);

/* The stub, the settings and the journal begin with a line that holds a checksum of the rest. */
typedef enum {
    LAYOUT_SUM_NONE,  /* no such line: made by an earlier dateline, or by hand */
    LAYOUT_SUM_RIGHT,
    LAYOUT_SUM_WRONG, /* other bytes than were written */
    LAYOUT_SUM_ABSENT /* no such file, or it can't be read */
} LayoutSum;
/* Whether INDEX/name, one of the three, is as it was written. Readers refuse a stub and a journal whose sum is
 * wrong, but not settings: these may be tuned by hand. */
LayoutSum layout_sum(const char *index, const char *name);

/* Syncs a file or folder to disk. */
gboolean layout_sync(const char *path, GError **error);

/* Writes bytes to path under a temporary name in the same folder, syncs, renames, syncs the folder. */
gboolean layout_write_file(const char *path, const void *bytes, gsize length, GError **error);

G_END_DECLS
