/* sweep: which files of an index folder are whose, and how do ours go away?
 *
 *     guint32 number = sweep_segment_number("000007");   // 7; 0: not the name of a segment
 *     sweep_leftovers("news", live, &error);             // what crashed writers have left
 *
 * Nothing is removed that does not bear a name of our own making, nothing through a symbolic link,
 * and of a segment's folder only the plain files in it.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

/* The number in a segment's name; 0 if it is not one. */
guint32 sweep_segment_number(const char *name);
/* The name of a number. Free with g_free(). */
char *sweep_segment_name(guint32 number);

/* The names in a folder (char *), in byte order, without `.` and `..`. */
GPtrArray *sweep_entries(const char *path, GError **error);

/* The greatest number of the segments that lie in the index's folder, live or not; 0 if none. */
gboolean sweep_last_number(const char *index, guint32 *last, GError **error);

/* *bytes becomes the size of the database in a segment's folder. With sync, all files in it are on
 * disk at return, and the folder itself. */
gboolean sweep_measure(const char *path, gboolean sync, guint64 *bytes, GError **error);

/* Removes a segment's folder, first what makes it a database. What can't be removed stays for the
 * next writer. */
void sweep_segment(const char *path);

/* Removes the folders of segments that are not among live (GPtrArray of char *), and files that
 * were being written when a writer died. */
gboolean sweep_leftovers(const char *index, const GPtrArray *live, GError **error);

/* TRUE if a new index may be made in the folder: there is none, or an empty one, or all that it
 * holds is what a writer left that died while making one. Else INDEX_ERROR_NOT_AN_INDEX, which
 * names what is in the way, or another error if that can't be seen. */
gboolean sweep_is_vacant(const char *index, GError **error);
