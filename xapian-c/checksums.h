/* checksums: whether the bytes of a segment are still those that were written.
 *
 *     checksums_write("segments/000007", &error);          // after its last change
 *     checksums_verify("segments/000007", on_damage, data, &error);
 *
 * The file `checksums` stands in the segment's folder, where Xapian does not look at it. A line for each
 * table file, in byte order of their names, then one for the file itself:
 *
 *     dateline-checksums 1
 *     docdata.glass 131072 5d9af8…,1f0b7c…        name, bytes, XXH3-64 in hex of each 64 KiB
 *     iamglass 127 93ad20… 0f0d5861…              and of the version file the bytes themselves, in hex
 *     end 0c39ae…                                 XXH3-64 of all lines before
 *
 * The version file, a hundred bytes without which no table can be read, stands there whole, so that
 * checksums_restore_version() can bring it back.
 *
 * A change by Xapian (deleting a document) makes the file out of date: whoever does it writes it anew.
 * Threads: no state here.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

G_BEGIN_DECLS

#define CHECKSUMS_FILE "checksums"
#define CHECKSUMS_BLOCK 65536

/* Reads every table file in dir and writes their checksums, synced, under another name and renamed. */
gboolean checksums_write(const char *dir, GError **error);

/* The checksums of a file in the making, which is written from front to back. All zero: of an empty one. */
typedef struct {
    const char *name; /* the file's name in its folder; set by whoever writes it */
    GArray *hashes;   /* guint64, of the blocks that are whole */
    guint8 *rest;     /* the beginning of the next one */
    gsize rest_length;
    guint64 size;
} ChecksumTrail;

/* The next bytes of the file. */
void checksum_trail_add(ChecksumTrail *trail, const void *bytes, gsize length);
void checksum_trail_clear(ChecksumTrail *trail);

/* As checksums_write(), but reads only files that are not among trails[0..count), whose bytes were all seen
 * when they were written. */
gboolean checksums_write_trails(const char *dir, ChecksumTrail *const *trails, gsize count,
                                GError **error);

/* Whether dir has checksums, right or wrong. */
gboolean checksums_exist(const char *dir);

typedef enum {
    CHECKSUM_BLOCK,   /* the bytes of a block are others than were written */
    CHECKSUM_SIZE,    /* the file is shorter or longer; from the offset on nothing was compared */
    CHECKSUM_MISSING, /* the file is gone */
    CHECKSUM_EXTRA    /* a table file that was not there */
} ChecksumDamageKind;

typedef struct {
    ChecksumDamageKind kind;
    const char *file;       /* its name in the folder */
    guint64 offset, length; /* of the damaged bytes; of a missing or extra file, 0 and its size */
} ChecksumDamage;

/* damage is valid during the call. */
typedef void (*ChecksumFunc)(const ChecksumDamage *damage, gpointer data);

/* Compares, and calls func for each damage. TRUE if all was compared, whatever was found; FALSE and
 * INDEX_ERROR_NOT_FOUND if there are no checksums, _DAMAGED if they are broken themselves, or an error of
 * reading. */
gboolean checksums_verify(const char *dir, ChecksumFunc func, gpointer data, GError **error);

/* TRUE if all is as it was written, or if no checksums can tell. INDEX_ERROR_DAMAGED if a file is not. */
gboolean checksums_hold(const char *dir, GError **error);

/* Writes the version file as it was when the checksums were written. INDEX_ERROR_NOT_FOUND if they hold no
 * copy of it. */
gboolean checksums_restore_version(const char *dir, GError **error);

G_END_DECLS
