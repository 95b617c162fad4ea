#include "search/period.h"

#include <string.h>

#define DAYS_OF_WEEK 7

const char *const period_unit_names[PERIOD_UNITS + 1] = {
    [PERIOD_DAY] = "day",
    [PERIOD_WEEK] = "week",
    [PERIOD_MONTH] = "month",
    [PERIOD_YEAR] = "year",
};

guint32 period_number(PeriodUnit unit, const GDate *date)
{
    switch (unit) {
    case PERIOD_DAY:
        return g_date_get_julian(date);
    case PERIOD_WEEK:
        /* GLib's day 1, the first of January of the year 1, is a Monday. */
        return (g_date_get_julian(date) - 1) / DAYS_OF_WEEK;
    case PERIOD_MONTH:
        return 12u * g_date_get_year(date) + g_date_get_month(date) - 1;
    case PERIOD_YEAR:
        return g_date_get_year(date);
    case PERIOD_UNITS:
        break;
    }
    g_assert_not_reached();
}

static GDate day_of_julian(guint32 julian)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, julian);
    return date;
}

static void append_week(guint32 number, GString *label)
{
    /* The week's Thursday lies in the year that it belongs to. */
    GDate thursday = day_of_julian(number * DAYS_OF_WEEK + 4);
    g_string_append_printf(label, "%04u-W%02u", g_date_get_year(&thursday),
                           (g_date_get_day_of_year(&thursday) - 1) / DAYS_OF_WEEK + 1);
}

void period_append_label(PeriodUnit unit, guint32 number, GString *label)
{
    GDate day;
    switch (unit) {
    case PERIOD_DAY:
        day = day_of_julian(number);
        g_string_append_printf(label, "%04u-%02d-%02u", g_date_get_year(&day),
                               g_date_get_month(&day), g_date_get_day(&day));
        return;
    case PERIOD_WEEK:
        append_week(number, label);
        return;
    case PERIOD_MONTH:
        g_string_append_printf(label, "%04u-%02u", number / 12, number % 12 + 1);
        return;
    case PERIOD_YEAR:
        g_string_append_printf(label, "%04u", number);
        return;
    case PERIOD_UNITS:
        break;
    }
    g_assert_not_reached();
}

gboolean period_read_day(const char *digits, GDate *date)
{
    if (strlen(digits) != 8 || strspn(digits, "0123456789") != 8)
        return FALSE;
    guint32 number = (guint32)g_ascii_strtoull(digits, NULL, 10);
    GDateDay day = (GDateDay)(number % 100);
    GDateMonth month = (GDateMonth)(number / 100 % 100);
    GDateYear year = (GDateYear)(number / 10000);
    if (!g_date_valid_dmy(day, month, year))
        return FALSE;
    g_date_clear(date, 1);
    g_date_set_dmy(date, day, month, year);
    return TRUE;
}

gboolean period_first_of_week(guint year, guint week, GDate *date)
{
    if (year < 1 || year > 9999 || week < 1 || week > 53)
        return FALSE;
    /* The fourth of January always lies in the first week. */
    GDate fourth;
    g_date_clear(&fourth, 1);
    g_date_set_dmy(&fourth, 4, G_DATE_JANUARY, (GDateYear)year);
    guint32 first = period_number(PERIOD_WEEK, &fourth);
    GDate thursday = day_of_julian((first + week - 1) * DAYS_OF_WEEK + 4);
    if (g_date_get_year(&thursday) != year)
        return FALSE;
    *date = day_of_julian((first + week - 1) * DAYS_OF_WEEK + 1);
    return TRUE;
}
