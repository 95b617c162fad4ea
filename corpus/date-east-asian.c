/* Dates as they are written in Chinese, Japanese and Korean: numbers with the signs for year, month and day behind them. */
#include "corpus/date-private.h"

#include <string.h>

static const struct {
    const char *year, *month, *day;
} east_asian[] = {
    {"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5"}, /* 2014年8月7日 */
    {"\xEB\x85\x84", "\xEC\x9B\x94", "\xEC\x9D\xBC"}, /* 2014년 8월 7일 */
};

static gboolean scan_sign(DateScan *scan, const char *sign)
{
    gsize length = strlen(sign);
    date_scan_spaces(scan);
    if ((gsize)(scan->end - scan->at) < length || memcmp(scan->at, sign, length) != 0)
        return FALSE;
    scan->at += length;
    return TRUE;
}

/* The weekday in parentheses, of either width. */
static void skip_weekday(DateScan *scan)
{
    const char *close = scan_sign(scan, "(") ? ")" : scan_sign(scan, "\xEF\xBC\x88") ? "\xEF\xBC\x89" : NULL;
    const char *stop = close ? memmem(scan->at, (gsize)(scan->end - scan->at), close, strlen(close)) : NULL;
    if (stop)
        scan->at = stop + strlen(close);
}

/* A number and the sign behind it. */
static gboolean scan_part(DateScan *scan, const char *sign, int *value)
{
    date_scan_spaces(scan);
    return date_scan_digits(scan, 2, value) > 0 && scan_sign(scan, sign);
}

DateAnswer date_east_asian_read(DateScan *scan, ArticleDate *date)
{
    DateParts parts = {0};
    gsize row = 0;
    date_scan_digits(scan, 4, &parts.year);
    while (row < G_N_ELEMENTS(east_asian) && !scan_sign(scan, east_asian[row].year))
        row++;
    date_scan_spaces(scan);
    if (row == G_N_ELEMENTS(east_asian))
        return DATE_UNKNOWN;
    if (scan->at == scan->end)
        return date_finish(&parts, date);
    if (!scan_part(scan, east_asian[row].month, &parts.month))
        return DATE_UNKNOWN;
    if (parts.month < 1 || parts.month > 12)
        return DATE_IMPOSSIBLE;
    date_scan_spaces(scan);
    if (scan->at == scan->end)
        return date_finish(&parts, date);
    if (!scan_part(scan, east_asian[row].day, &parts.day))
        return DATE_UNKNOWN;
    if (parts.day < 1)
        return DATE_IMPOSSIBLE;
    skip_weekday(scan);
    date_scan_spaces(scan);
    if (scan->at < scan->end && g_ascii_isdigit(*scan->at) && !date_scan_time(scan, &parts))
        return DATE_UNKNOWN;
    return date_scan_zone(scan, &parts) && scan->at == scan->end ? date_finish(&parts, date) : DATE_UNKNOWN;
}
