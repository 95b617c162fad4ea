/* lock: is another writer at work on this index?
 *
 *     IndexLock *lock = index_lock_take("news/lock", FALSE, &error);  // INDEX_ERROR_LOCKED if
 * there is index_lock_release(lock);
 *
 * The kernel holds the lock (flock) for as long as the file is open, so a writer that died leaves
 * none behind, whatever its file still says. The file stays: removing it would let two writers lock
 * two files of the same name. Its line `pid host since` is there for people and for messages only.
 *
 * A process forked from the holder shares the lock: it lasts until both have closed it, but the
 * child's index_lock_release() takes nothing away from its parent. Opening the same index twice
 * within one process conflicts as between two.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

typedef struct IndexLock IndexLock;

/* Creates path if need be and locks it. If another writer has it: with wait, waits until it is free
 * or a signal handler has run; else, or then, INDEX_ERROR_LOCKED, whose message says who holds it
 * since when. INDEX_ERROR_IO on storage without locks: to go on without one could cost the index. */
IndexLock *index_lock_take(const char *path, gboolean wait, GError **error);

typedef enum {
    LOCK_FREE,
    LOCK_HELD, /* or its holder is on another host, so that nobody here can tell */
    LOCK_LEFT  /* its holder died, and left its line */
} LockState;
/* What path says, without taking the lock. *holder (g_free()) becomes `process N on HOST, since TIME`, or NULL of a
 * free one. */
LockState index_lock_look(const char *path, char **holder);

/* Releases the lock and wipes the line. */
void index_lock_release(IndexLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IndexLock, index_lock_release)
