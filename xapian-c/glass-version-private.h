/* glass-version: the version file "iamglass", which makes a folder of tables a database.
 *
 * Threads: as the segment.
 */
#pragma once

#include "xapian-c/glass-table-private.h"

typedef struct {
    guint32 documents;
    guint32 last_docid;
    guint32 doclen_lower; /* the smallest above 0; 0 if there is none */
    guint32 doclen_upper;
    guint32 wdf_upper;
    guint64 total_doclen;
} GlassStatistics;

static inline void glass_statistics_add(GlassStatistics *statistics, guint32 docid, guint32 doclen)
{
    statistics->documents++;
    statistics->last_docid = docid;
    if (doclen > 0 && (statistics->doclen_lower == 0 || doclen < statistics->doclen_lower))
        statistics->doclen_lower = doclen;
    statistics->doclen_upper = MAX(statistics->doclen_upper, doclen);
    statistics->total_doclen += doclen;
}

/* In the order in which the file lists them. */
typedef enum {
    GLASS_POSTLIST,
    GLASS_DOCDATA,
    GLASS_TERMLIST,
    GLASS_POSITION,
    GLASS_SPELLING,
    GLASS_SYNONYM,
    GLASS_TABLES
} GlassTableKind;

/* The file name of a table without its suffix, and the length from which its tags are compressed.
 */
const char *glass_table_name(GlassTableKind kind);
guint glass_table_compress_min(GlassTableKind kind);

/* How the file begins, and the format that follows, that of 2016-03-14: all of Xapian 1.4 writes
 * it. */
#define GLASS_VERSION_MAGIC                                                                        \
    "\x0f\x0d"                                                                                     \
    "Xapian Glass"
#define GLASS_VERSION_FORMAT ((2016 - 2014) << 9 | 3 << 5 | 14)

#define GLASS_VERSION_FILE "iamglass"
#define GLASS_VERSION_TEMPORARY "iamglass.tmp"

/* Fills in a random UUID, RFC 4122 version 4. */
gboolean glass_uuid_make(guint8 uuid[16], GError **failure);

/* Removes the folder of a database that was not finished, and all that its writer may have put there. */
void glass_remove_unfinished(const char *dir);

/* Writes the version file of the database in the folder dir: under another name, synced, renamed,
 * the folder synced. */
gboolean glass_version_write(const char *dir, const guint8 uuid[16],
                             const GlassTableInfo info[GLASS_TABLES],
                             const GlassStatistics *statistics, GError **failure);
