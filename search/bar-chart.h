/* bar-chart: counts as lines of a label, a number and a bar, as wide as the terminal.
 *
 *     2014-07     12  ▍
 *     2014-08    345  ████████████
 */
#pragma once

#include <glib.h>

#include "search/display.h"

typedef struct {
    const Display *display;
    guint label_columns, count_columns;
    guint bar_columns; /* of the longest; 0: there is no room for any */
    guint32 most;
} BarChart;

/* A chart of labels of up to so many columns (more are cut where the terminal is too narrow) and
 * counts up to most. */
BarChart bar_chart_make(const Display *display, guint label_columns, guint32 most);

/* Appends a line. label is made printable. */
void bar_chart_append(const BarChart *chart, const char *label, guint32 count, GString *out);
