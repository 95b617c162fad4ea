/* query-date: the dates that a query asks for.
 *
 *     date:2014  date:2014-08  date:2014-08-08  date:199x      a year, month, day, decade
 *     date:2014-W32                                            a week of ISO 8601, from Monday on
 *     date:2014-08-01..2014-08-31  date:2014..  date:..2014    a range; either end may be open
 *     date:today  date:yesterday  date:7d 3w 6m 1y             counted back from today
 *     date:none                                                articles without a date
 *     after:D  before:D  on:D                                  later or earlier than D; D
 *
 * Days are those of the calendar. An article dated to an instant counts by its day in the zone of
 * the query; one dated to a day, month or year counts as that, whatever the zone.
 */
#pragma once

#include <glib.h>

typedef struct {
    gboolean none;         /* articles without a date; nothing else counts then */
    char from[9], to[9];   /* YYYYMMDD, both included; empty: open */
    gboolean by_instant;   /* the zone is not UTC: instants are compared with those below */
    double starts, ends;   /* seconds UTC, both included; infinite: open */
} QueryDates;

/* What the days of a query are counted in. */
typedef struct {
    GTimeZone *zone; /* NULL: UTC */
    gint64 now;      /* seconds UTC; today is its day in zone */
} QueryCalendar;

GDate query_calendar_today(const QueryCalendar *calendar);

/* Reads text as what stands behind date:, after:, before: or on: (name). NULL if that is understood,
 * else why not and what to write instead, to be freed with g_free(). */
char *query_date_read(const char *name, const char *text, const QueryCalendar *calendar,
                      QueryDates *dates);

/* Appends 20140801..20140831, 20140801.., none. */
void query_date_print(const QueryDates *dates, GString *out);
