/* period: the days, weeks, months and years that a timeline counts by. Weeks are those of ISO 8601:
 * they begin on Monday, and belong to the year that has most of their days. */
#pragma once

#include <glib.h>

typedef enum { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_YEAR, PERIOD_UNITS } PeriodUnit;

/* day, week, month, year; ends in NULL. */
extern const char *const period_unit_names[PERIOD_UNITS + 1];

/* The number of the period that date lies in; the next period has the next number. */
guint32 period_number(PeriodUnit unit, const GDate *date);

/* Appends what it is called, which is also how a query asks for it (date:…): 2014-08-08, 2014-W32,
 * 2014-08, 2014. */
void period_append_label(PeriodUnit unit, guint32 number, GString *label);

/* Reads YYYYMMDD: FALSE if that is no day of the calendar. */
gboolean period_read_day(const char *digits, GDate *date);

/* The first day of a week of ISO 8601, 1 to 53; FALSE if the year has no such week. */
gboolean period_first_of_week(guint year, guint week, GDate *date);
