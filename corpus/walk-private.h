/* walk: which files are there?
 *
 * All is found before the first file is read: the total size is known, and what a reader of the
 * index writes meanwhile is not read again. Files come in the order in which their paths sort by
 * bytes (as from `find | LC_ALL=C sort`). Hidden files and folders are left out unless named.
 * Symbolic links are followed; each folder is read once, so loops end.
 */
#pragma once

#include "corpus/name-filter-private.h"

typedef enum {
    WALK_FILE,  /* found in a folder */
    WALK_NAMED, /* a file named by itself */
    WALK_STDIN,
    WALK_SPECIAL, /* a device, socket or pipe found in a folder */
    WALK_BROKEN   /* can't be looked at: error says why */
} WalkKind;

typedef struct {
    WalkKind kind;
    int error; /* an errno */
} WalkEntry;

typedef struct Walk Walk;

/* Only what filter takes is found; it must live as long as walk. */
Walk *walk_new(const NameFilter *filter);
void walk_free(Walk *walk);

/* Adds a file, a folder with all below it, or "-"; FALSE and G_FILE_ERROR if it can't be looked at.
 */
gboolean walk_add(Walk *walk, const char *path, GError **error);

gsize walk_count(const Walk *walk);
/* The sizes of all files together; 0 if one has none (standard input, a pipe). */
guint64 walk_bytes(const Walk *walk);
/* path receives the path of entry i. */
WalkEntry walk_get(const Walk *walk, gsize i, GString *path);
/* The paths below the folders that are symbolic links, of files and of folders (GPtrArray of char *), valid as long as
 * walk. */
const GPtrArray *walk_links(const Walk *walk);
