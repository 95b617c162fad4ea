/* interrupt: Ctrl-C and a polite kill ask the program to finish what it has begun. */
#pragma once

#include <glib.h>

/* From now on SIGINT and SIGTERM set the flag that is returned, and break off a read that waits; a second
 * one ends the program at once. */
const gint *interrupt_watch(void);
