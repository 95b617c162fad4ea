/* budget: how much memory may a run take? */
#pragma once

#include <glib.h>

/* The least that a run is given, so that a segment is worth writing. */
#define BUDGET_MIN ((gsize)16 << 20)

/* A quarter of the machine's memory, or of the control group's limit if that is lower; between BUDGET_MIN
 * and 1 GiB. */
gsize budget_default(void);
