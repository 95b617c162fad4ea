/* rejects: lists of what was left out, and why: INDEX/rejects.jsonl of articles that were not indexed,
 * INDEX/notes.jsonl of what could not be used of indexed ones (an impossible date). One object a line:
 *
 *     {"path":"/news/a.jsonl","member":"b.jsonl","record":17,"line":17,"reason":"…"}
 *
 * (member only inside an archive, line only where lines mean something). A run replaces the lines of the
 * files and folders that it was given, and keeps those of others.
 *
 * Threads: rejects_add() may be called from several.
 */
#pragma once

#include "corpus/corpus.h"

typedef struct Rejects Rejects;

/* Begins the new list under another name. name: LAYOUT_REJECTS or LAYOUT_NOTES. roots: absolute paths ("-"
 * for standard input) that this run reads, NULL-terminated. An INDEX_ERROR if it can't be written. */
Rejects *rejects_new(const char *index, const char *name, const char *const *roots, GError **error);

/* Removes what rejects_finish() did not put in place. */
void rejects_free(Rejects *rejects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rejects, rejects_free)

/* path: absolute, or "-". reason: one or several lines. */
void rejects_add(Rejects *rejects, const ArticlePlace *place, const char *path, const char *reason);

/* A line of the list as a message for a person: "a.jsonl:17: no text and no title". Free with g_free(). */
char *rejects_message(const ArticlePlace *place, const char *reason);

/* How many lines this run added. */
guint64 rejects_count(Rejects *rejects);

/* Whether this run added a line for the file path (absolute). */
gboolean rejects_has_path(Rejects *rejects, const char *path);

/* The first few, as such messages. Valid until
 * rejects_free(). */
const GPtrArray *rejects_first(const Rejects *rejects);

/* Takes over the old lines that stay, and renames the new list into place. */
gboolean rejects_finish(Rejects *rejects, GError **error);
