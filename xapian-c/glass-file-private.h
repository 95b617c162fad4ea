/* glass-file: an output file of a segment, and the error that sticks to the segment.
 *
 *     glass_file_create(&file, path, &failure);
 *     glass_file_append(&file, blocks, length);
 *     glass_file_sync(&file);
 *     glass_file_close(&file);
 *
 * Every part of a segment is given the same place for the first failure; once that is set, nothing
 * more is written. Threads: as the segment.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

/* Sets *failure unless an earlier one stands there. */
void glass_fail(GError **failure, IndexErrorCode code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same by index_error_set(). */
void glass_fail_errno(GError **failure, int error_number, const char *verb, const char *path);

/* The same for memory that was refused. */
void glass_fail_memory(GError **failure, gsize bytes);

typedef struct {
    char *path;
    int fd; /* -1: not open */
    guint64 size;
    guint64 pushed; /* so many bytes are on their way to the disk */
    GError **failure;
} GlassFile;

/* Takes a copy of path. The file must not exist. */
gboolean glass_file_create(GlassFile *file, const char *path, GError **failure);
gboolean glass_file_append(GlassFile *file, const void *bytes, gsize length);
/* Has the system start to write what it still holds back; does not wait. */
void glass_file_push(GlassFile *file);
gboolean glass_file_sync(GlassFile *file);
/* Closes it and frees the path; fine for a file that was never created. */
gboolean glass_file_close(GlassFile *file);

/* Syncs a folder's entries. */
gboolean glass_sync_folder(const char *path, GError **failure);

/* Grows *buffer, of *capacity elements, to hold at least wanted: at least doubled, contents kept.
 * FALSE and INDEX_ERROR_MEMORY if memory is refused. */
gboolean glass_grow(gpointer buffer, gsize *capacity, gsize wanted, gsize element,
                    GError **failure);
