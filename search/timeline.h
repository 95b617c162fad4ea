/* timeline: how many of the articles that match fall into which day, week, month or year?
 *
 * Each period has as many as `date:PERIOD` beside the query finds. So an article of which only the
 * month or the year is known counts in each period that it may belong to, as it does in a query.
 */
#pragma once

#include <glib.h>

#include "search/period.h"
#include "xapian-c/xapian-c.h"

typedef struct {
    PeriodUnit unit;
    guint32 first;   /* the number of the first period */
    GArray *counts;  /* guint32, one for each period from the first to the last that has any */
    guint32 matches; /* all articles that match */
    guint32 undated; /* of these, those without a date */
    guint32
        coarse; /* and those that count in several periods, as their dates are no more precise */
} Timeline;

/* Counts all matches, exactly. zone: in which instants have their day; NULL: as the index has it
 * (UTC). */
Timeline *timeline_count(XapDatabase *db, XapQuery *query, PeriodUnit unit, GTimeZone *zone,
                         GError **error);
void timeline_free(Timeline *timeline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Timeline, timeline_free)
