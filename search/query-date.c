#include "search/query-date.h"

#include <math.h>
#include <string.h>

#include "search/period.h"

/* Days of the calendar, both included. */
typedef struct {
    GDate first, last;
} Period;

static GDate make_day(GDateYear year, int month, int day)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, year);
    return date;
}

GDate query_calendar_today(const QueryCalendar *calendar)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(calendar->now);
    g_autoptr(GDateTime) here =
        calendar->zone ? g_date_time_to_timezone(utc, calendar->zone) : g_date_time_ref(utc);
    return make_day((GDateYear)g_date_time_get_year(here), g_date_time_get_month(here),
                    g_date_time_get_day_of_month(here));
}

/* ---- one date ------------------------------------------------------------------------------- */

/* The day so many units back: 7d, 3w, 6m, 1y. FALSE if text has another form. */
static gboolean read_back(const char *text, const QueryCalendar *calendar, GDate *date, char **why)
{
    gsize digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || !strchr("dwmy", text[digits] ? text[digits] : '?') ||
        text[digits + 1] != '\0')
        return FALSE;
    guint count = (guint)g_ascii_strtoull(text, NULL, 10);
    *date = query_calendar_today(calendar);
    guint days = g_date_get_julian(date), months = 12u * g_date_get_year(date);
    guint unit = text[digits] == 'w' ? 7 : text[digits] == 'y' ? 12 : 1;
    gboolean by_day = text[digits] == 'd' || text[digits] == 'w';
    if ((guint64)count * unit >= (by_day ? days : months - 12)) {
        *why = g_strdup_printf("'%s' goes back beyond the year 1", text);
        return TRUE;
    }
    if (by_day)
        g_date_subtract_days(date, count * unit);
    else
        g_date_subtract_months(date, count * unit);
    return TRUE;
}

/* The digits of text, which has so many parts of digits between dashes or slashes. 0 parts: it has
 * another form. */
static guint read_numbers(const char *text, int numbers[3])
{
    guint parts = 0;
    const char *p = text;
    for (;;) {
        gsize digits = strspn(p, "0123456789");
        if (parts == 3 || digits == 0 || digits > (parts == 0 ? 4u : 2u) || (parts == 0 && digits < 4))
            return 0;
        numbers[parts++] = (int)g_ascii_strtoull(p, NULL, 10);
        p += digits;
        if (*p == '\0')
            return parts;
        if (*p != '-' && *p != '/')
            return 0;
        p++;
    }
}

static char *impossible(const char *text, const char *what)
{
    return g_strdup_printf("there is no such %s: '%s'; write a day of the calendar, as in 2014-08-08",
                           what, text);
}

/* A year, month or day of the calendar: 2014, 2014-08, 2014-08-08, 20140808. */
static char *read_calendar_date(const char *text, Period *period)
{
    g_autofree char *dashed = NULL;
    if (strlen(text) == 8 && strspn(text, "0123456789") == 8)
        dashed = g_strdup_printf("%.4s-%.2s-%s", text, text + 4, text + 6);
    int number[3] = {0, 1, 1};
    guint parts = read_numbers(dashed ? dashed : text, number);
    if (parts == 0)
        return g_strdup_printf("'%s' is no date: write 2014, 2014-08, 2014-08-08, 2014-W32, 199x, "
                               "today, yesterday, 7d (or w, m, y), none, or a range 2014-08..2014-10",
                               text);
    if (number[0] == 0)
        return impossible(text, "year");
    if (number[1] < 1 || number[1] > 12)
        return impossible(text, "month");
    if (!g_date_valid_dmy((GDateDay)number[2], (GDateMonth)number[1], (GDateYear)number[0]))
        return impossible(text, "day");
    period->first = period->last = make_day((GDateYear)number[0], number[1], number[2]);
    if (parts == 1)
        period->last = make_day((GDateYear)number[0], 12, 31);
    if (parts == 2)
        g_date_set_day(&period->last, g_date_get_days_in_month(number[1], (GDateYear)number[0]));
    return NULL;
}

/* A week of ISO 8601: 2014-w32. */
static char *read_week(const char *text, Period *period, gboolean *is_week)
{
    *is_week = strlen(text) == 8 && strspn(text, "0123456789") == 4 && text[4] == '-' &&
               text[5] == 'w' && strspn(text + 6, "0123456789") == 2;
    if (!*is_week)
        return NULL;
    guint year = (guint)g_ascii_strtoull(text, NULL, 10);
    guint week = (guint)g_ascii_strtoull(text + 6, NULL, 10);
    if (!period_first_of_week(year, week, &period->first))
        return g_strdup_printf("there is no such week: '%s'; write one of ISO 8601, as in 2014-W32",
                               text);
    period->last = period->first;
    g_date_add_days(&period->last, 6);
    return NULL;
}

static char *read_date(const char *text, const QueryCalendar *calendar, Period *period)
{
    char *why = NULL;
    if (strcmp(text, "today") == 0 || strcmp(text, "yesterday") == 0) {
        period->first = query_calendar_today(calendar);
        if (*text == 'y')
            g_date_subtract_days(&period->first, 1);
        period->last = period->first;
        return NULL;
    }
    if (read_back(text, calendar, &period->first, &why)) {
        period->last = period->first;
        return why;
    }
    if (strlen(text) == 4 && strspn(text, "0123456789") == 3 && text[3] == 'x') {
        GDateYear decade = (GDateYear)(10 * g_ascii_strtoull(text, NULL, 10));
        period->first = make_day(MAX(decade, 1), 1, 1);
        period->last = make_day((GDateYear)(decade + 9), 12, 31);
        return NULL;
    }
    gboolean is_week;
    why = read_week(text, period, &is_week);
    if (is_week)
        return why;
    if (*text == '<' || *text == '>')
        return g_strdup_printf("'%c' has no meaning in a date: write after:2014-08-08 or "
                               "before:2014-08-08",
                               *text);
    if (strlen(text) > 10 && (text[10] == 't' || text[10] == ' '))
        return g_strdup("a date goes down to the day: write 2014-08-08");
    return read_calendar_date(text, period);
}

/* ---- what they stand for -------------------------------------------------------------------- */

static void set_day(char out[9], const GDate *date)
{
    g_snprintf(out, 9, "%04d%02d%02d", g_date_get_year(date), g_date_get_month(date),
               g_date_get_day(date));
}

/* The first instant of a day in the zone. */
static double day_starts(const GDate *date, GTimeZone *zone)
{
    g_autoptr(GDateTime) midnight = g_date_time_new(zone, g_date_get_year(date), g_date_get_month(date),
                                                    g_date_get_day(date), 0, 0, 0);
    return midnight ? (double)g_date_time_to_unix(midnight) : -INFINITY;
}

/* Either end may be NULL: open. */
static void set_range(QueryDates *dates, const GDate *from, const GDate *to,
                      const QueryCalendar *calendar)
{
    dates->starts = -INFINITY;
    dates->ends = INFINITY;
    dates->by_instant = calendar->zone != NULL;
    if (from)
        set_day(dates->from, from);
    if (to)
        set_day(dates->to, to);
    if (!calendar->zone)
        return;
    if (from)
        dates->starts = day_starts(from, calendar->zone);
    if (to && g_date_get_year(to) < 9999) {
        GDate following = *to;
        g_date_add_days(&following, 1);
        dates->ends = day_starts(&following, calendar->zone) - 1;
    }
}

static gboolean is_back(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    return digits > 0 && text[digits] && strchr("dwmy", text[digits]) && !text[digits + 1];
}

static char *read_range(const char *text, const char *dots, const QueryCalendar *calendar,
                        QueryDates *dates)
{
    g_autofree char *low = g_strndup(text, (gsize)(dots - text));
    const char *high = dots + 2;
    Period from, to;
    if (*low == '\0' && *high == '\0')
        return g_strdup("the range has no end: write a date before or behind the dots");
    if (strstr(high, "..") || *high == '.')
        return g_strdup("a range is two dates with two dots between them: 2014-08..2014-10");
    char *why = *low ? read_date(low, calendar, &from) : NULL;
    if (!why && *high)
        why = read_date(high, calendar, &to);
    if (why)
        return why;
    if (*low && *high && g_date_compare(&from.first, &to.last) > 0)
        return g_strdup_printf("the range ends before it begins: write %s..%s", high, low);
    set_range(dates, *low ? &from.first : NULL, *high ? &to.last : NULL, calendar);
    return NULL;
}

/* after: and before: begin where the period ends, and the other way round. */
static char *set_beyond(gboolean after, const char *text, const Period *period,
                        const QueryCalendar *calendar, QueryDates *dates)
{
    GDate edge = after ? period->last : period->first;
    if (g_date_get_year(&edge) == (after ? 9999 : 1) &&
        g_date_get_day_of_year(&edge) == (after ? 365u : 1u))
        return g_strdup_printf("no date is %s '%s'", after ? "after" : "before", text);
    if (after)
        g_date_add_days(&edge, 1);
    else
        g_date_subtract_days(&edge, 1);
    set_range(dates, after ? &edge : NULL, after ? NULL : &edge, calendar);
    return NULL;
}

char *query_date_read(const char *name, const char *text, const QueryCalendar *calendar,
                      QueryDates *dates)
{
    memset(dates, 0, sizeof *dates);
    gboolean plain = strcmp(name, "date") == 0;
    g_autofree char *lower = g_ascii_strdown(text, -1);
    const char *dots = strstr(lower, "..");
    if (strcmp(lower, "none") == 0) {
        if (!plain)
            return g_strdup_printf("'%s:none' has no meaning: write date:none", name);
        dates->none = TRUE;
        return NULL;
    }
    if (dots && !plain)
        return g_strdup_printf("'%s:' takes one date, no range: write date:%s", name, lower);
    if (dots)
        return read_range(lower, dots, calendar, dates);
    Period period;
    char *why = read_date(lower, calendar, &period);
    if (why)
        return why;
    if (strcmp(name, "after") == 0 || strcmp(name, "before") == 0)
        return set_beyond(*name == 'a', lower, &period, calendar, dates);
    /* 7d by itself: since then. */
    if (plain && is_back(lower))
        period.last = query_calendar_today(calendar);
    set_range(dates, &period.first, &period.last, calendar);
    return NULL;
}

void query_date_print(const QueryDates *dates, GString *out)
{
    if (dates->none)
        g_string_append(out, "none");
    else
        g_string_append_printf(out, "%s..%s", dates->from, dates->to);
}
