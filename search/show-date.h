/* show-date: an article's date as people read it. */
#pragma once

#include <glib.h>

/* Appends the calendar date of iso ("2014", "2014-08", "2014-08-08", "2014-08-08T12:00:00+04:00"),
 * as precise as it is known, to the day at most. Anything else is appended as it stands, made
 * printable. */
void show_date(GString *out, const char *iso);
