/* console-pager: long results go through a pager, as git's do.
 *
 *     ConsolePager *pager = console_pager_start(NULL);    // before the first result is written
 *     console_write(…);                                   // goes through it
 *     console_pager_finish(pager);                        // waits until it is left
 *
 * The pager is $PAGER, else `less -FRX`, which ends by itself where the results fit on the screen.
 * Reads the environment: PAGER (empty or `cat`: none), TERM, and, where less is not told otherwise
 * by LESS, LV and LESSCHARSET, sets these for it. Threads: one at a time, once at a time.
 */
#pragma once

#include <glib.h>

typedef struct ConsolePager ConsolePager;

/* Starts a pager that takes stdout, and stderr too if that is a terminal, and ignores interrupts,
 * which are meant for it. pattern: an extended regular expression at whose matches less stops with
 * n and N; NULL for none. NULL where no pager is wanted or can be had: stdout is no terminal, or a
 * dumb one. What is written when the pager has been left is CONSOLE_CLOSED. */
ConsolePager *console_pager_start(const char *pattern);

/* Gives stdout and stderr back, and waits for the pager's end. NULL is fine. */
void console_pager_finish(ConsolePager *pager);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConsolePager, console_pager_finish)

/* Whether the pager that console_pager_start() would start shows hyperlinks (OSC 8): less does.
 * TRUE where it would start none. */
gboolean console_pager_shows_links(void);
