/* crash: what a command says if damage kills it.
 *
 *     crash_watch();          // first thing in main()
 *     crash_blame("news");    // before the index is opened
 *
 * Xapian follows what stands in an index's tables, and some damage leads it out of its memory, where it is killed by
 * a signal. Instead the command says that, names the index and how to check it, and exits with status 2.
 * Whatever a forked child does about these signals is its own affair.
 */
#pragma once

#include <glib.h>

void crash_watch(void);

/* index: the folder or server that is opened next; of several, the message names none. */
void crash_blame(const char *index);
