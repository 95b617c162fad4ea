#include "corpus/date-private.h"

#include <string.h>

#define DAY_SECONDS 86400

/* ---- the calendar
 * -------------------------------------------------------------------------------*/

static gboolean is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
    static const guint8 days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01 to a day of the Gregorian calendar (also before 1582). */
static gint64 day_number(int year, int month, int day)
{
    gint64 before = (gint64)year - 1;
    gint64 days = before * 365 + before / 4 - before / 100 + before / 400 - 719162;
    for (int m = 1; m < month; m++)
        days += month_days(year, m);
    return days + day - 1;
}

static gboolean is_year(int year)
{
    return year >= DATE_FIRST_YEAR && year <= DATE_LAST_YEAR;
}

DateAnswer date_finish(const DateParts *parts, ArticleDate *date)
{
    if (!is_year(parts->year) || parts->month > 12)
        return DATE_IMPOSSIBLE;
    if (parts->day && parts->day > month_days(parts->year, parts->month))
        return DATE_IMPOSSIBLE;
    int month = parts->month ? parts->month : 1, day = parts->day ? parts->day : 1;
    date->seconds = day_number(parts->year, month, day) * DAY_SECONDS;
    date->zone_minutes = 0;
    date->precision = parts->day ? DATE_DAY : parts->month ? DATE_MONTH : DATE_YEAR;
    if (!parts->timed)
        return DATE_READ;
    gboolean midnight = parts->hour == 24 && parts->minute == 0 && parts->second == 0;
    if ((parts->hour > 23 && !midnight) || parts->minute > 59 || parts->second > 60)
        return DATE_IMPOSSIBLE;
    if (parts->unknown_zone)
        return DATE_READ;
    date->precision = DATE_INSTANT;
    date->zone_minutes = parts->zone;
    date->seconds += parts->hour * 3600 + parts->minute * 60 + parts->second - parts->zone * 60;
    return DATE_READ;
}

/* ---- scanning
 * -----------------------------------------------------------------------------------*/

int date_scan_digits(DateScan *scan, int most, int *value)
{
    int n = 0;
    *value = 0;
    while (n < most && scan->at < scan->end && g_ascii_isdigit(*scan->at)) {
        *value = *value * 10 + (*scan->at++ - '0');
        n++;
    }
    return n;
}

void date_scan_spaces(DateScan *scan)
{
    while (scan->at < scan->end && g_ascii_isspace(*scan->at))
        scan->at++;
}

static gboolean scan_char(DateScan *scan, char c)
{
    if (scan->at == scan->end || *scan->at != c)
        return FALSE;
    scan->at++;
    return TRUE;
}

static gsize digits_ahead(const DateScan *scan)
{
    const char *p = scan->at;
    while (p < scan->end && g_ascii_isdigit(*p))
        p++;
    return p - scan->at;
}

/* am, p.m. and the like after a time: 'a' or 'p', or 0 if there is none. */
static char scan_half(DateScan *scan)
{
    DateScan ahead = *scan;
    date_scan_spaces(&ahead);
    char half = ahead.at < ahead.end ? g_ascii_tolower(*ahead.at++) : 0;
    if (half != 'a' && half != 'p')
        return 0;
    gboolean dotted = scan_char(&ahead, '.');
    if (ahead.at == ahead.end || g_ascii_tolower(*ahead.at++) != 'm')
        return 0;
    if (dotted)
        scan_char(&ahead, '.');
    if (ahead.at < ahead.end && g_ascii_isalnum(*ahead.at))
        return 0;
    *scan = ahead;
    return half;
}

/* The hour of a clock of 24; FALSE if the clock of 12 has no such hour. An hour alone is a time
 * only with am or pm. */
static gboolean finish_hour(DateScan *scan, DateParts *parts, gboolean alone)
{
    char half = scan_half(scan);
    if (half == 0)
        return !alone;
    if (parts->hour < 1 || parts->hour > 12)
        return FALSE;
    parts->hour = parts->hour % 12 + (half == 'p' ? 12 : 0);
    return TRUE;
}

gboolean date_scan_time(DateScan *scan, DateParts *parts)
{
    gsize run = digits_ahead(scan);
    gboolean basic = run == 4 || run == 6;
    if (date_scan_digits(scan, 2, &parts->hour) == 0)
        return FALSE;
    parts->timed = TRUE;
    if (!basic && !scan_char(scan, ':'))
        return finish_hour(scan, parts, TRUE);
    if (date_scan_digits(scan, 2, &parts->minute) != 2)
        return FALSE;
    if (basic ? run == 6 : scan_char(scan, ':')) {
        if (date_scan_digits(scan, 2, &parts->second) != 2)
            return FALSE;
        if (scan->at < scan->end && (*scan->at == '.' || *scan->at == ',')) {
            scan->at++;
            if (digits_ahead(scan) == 0)
                return FALSE;
            scan->at += digits_ahead(scan);
        }
    }
    return digits_ahead(scan) == 0 && finish_hour(scan, parts, FALSE);
}

/* ---- zones
 * --------------------------------------------------------------------------------------*/

/* RFC 822's names and others that mean one offset in newsrooms; BST is the British one. */
static const struct {
    char name[5];
    gint16 minutes;
} zones[] = {
    {"Z", 0},      {"UT", 0},     {"UTC", 0},    {"GMT", 0},    {"WET", 0},    {"BST", 60},
    {"WEST", 60},  {"CET", 60},   {"MET", 60},   {"CEST", 120}, {"MEST", 120}, {"EET", 120},
    {"EEST", 180}, {"MSK", 180},  {"MSD", 240},  {"JST", 540},  {"KST", 540},  {"AEST", 600},
    {"AEDT", 660}, {"NZST", 720}, {"NZDT", 780}, {"EST", -300}, {"EDT", -240}, {"CST", -360},
    {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"HST", -600},
};

static gboolean scan_offset(DateScan *scan, DateParts *parts)
{
    int sign = *scan->at++ == '-' ? -1 : 1, hours, minutes = 0;
    if (digits_ahead(scan) == 1 ? date_scan_digits(scan, 1, &hours) != 1
                                : date_scan_digits(scan, 2, &hours) != 2)
        return FALSE;
    gboolean colon = scan_char(scan, ':');
    if ((colon || digits_ahead(scan)) && date_scan_digits(scan, 2, &minutes) != 2)
        return FALSE;
    if (hours > 15 || minutes > 59 || digits_ahead(scan))
        return FALSE;
    parts->zone = sign * (hours * 60 + minutes);
    return TRUE;
}

static gboolean scan_zone_name(DateScan *scan, DateParts *parts)
{
    const char *name = scan->at;
    while (scan->at < scan->end && g_ascii_isalpha(*scan->at))
        scan->at++;
    gsize length = scan->at - name;
    for (guint i = 0; i < G_N_ELEMENTS(zones); i++) {
        if (strlen(zones[i].name) == length &&
            g_ascii_strncasecmp(zones[i].name, name, length) == 0) {
            parts->zone = zones[i].minutes;
            return TRUE;
        }
    }
    parts->unknown_zone = TRUE;
    for (gsize i = 0; i < length; i++) {
        if (!g_ascii_isupper(name[i]))
            return FALSE;
    }
    return parts->timed && length >= 2 && length <= 5;
}

gboolean date_scan_zone(DateScan *scan, DateParts *parts)
{
    date_scan_spaces(scan);
    if (scan->at < scan->end && g_ascii_isalpha(*scan->at) && !scan_zone_name(scan, parts))
        return FALSE;
    if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-') && !scan_offset(scan, parts))
        return FALSE;
    date_scan_spaces(scan);
    if (scan->at < scan->end && *scan->at == '(') {
        const char *close = memchr(scan->at, ')', scan->end - scan->at);
        if (close == NULL)
            return FALSE;
        scan->at = close + 1;
        date_scan_spaces(scan);
    }
    return TRUE;
}

/* ---- ISO 8601
 * -----------------------------------------------------------------------------------*/

/* The day of a year ("2014-219"). */
static DateAnswer set_ordinal(DateParts *parts, int ordinal)
{
    if (!is_year(parts->year) || ordinal < 1 || ordinal > (is_leap(parts->year) ? 366 : 365))
        return DATE_IMPOSSIBLE;
    for (parts->month = 1; ordinal > month_days(parts->year, parts->month); parts->month++)
        ordinal -= month_days(parts->year, parts->month);
    parts->day = ordinal;
    return DATE_READ;
}

/* The day of a week ("2014-W32-4"; week 1 is the one with the year's first Thursday). */
static DateAnswer scan_week(DateScan *scan, DateParts *parts)
{
    int week, weekday;
    scan->at++;
    if (date_scan_digits(scan, 2, &week) != 2)
        return DATE_UNKNOWN;
    scan_char(scan, '-');
    if (date_scan_digits(scan, 1, &weekday) != 1)
        return DATE_UNKNOWN;
    if (!is_year(parts->year) || week < 1 || week > 53 || weekday < 1 || weekday > 7)
        return DATE_IMPOSSIBLE;
    /* 1970-01-01 was a Thursday: 3 days after Monday. */
    gint64 fourth = day_number(parts->year, 1, 4), last = day_number(parts->year, 12, 28);
    gint64 monday = fourth - ((fourth + 3) % 7 + 7) % 7;
    if (week == 53 && monday + 52 * 7 > last)
        return DATE_IMPOSSIBLE;
    gint64 day = monday + (week - 1) * 7 + weekday - 1 - day_number(parts->year, 1, 1);
    int length = is_leap(parts->year) ? 366 : 365;
    if (day < 0) {
        parts->year--;
        day += is_leap(parts->year) ? 366 : 365;
    } else if (day >= length) {
        parts->year++;
        day -= length;
    }
    return set_ordinal(parts, day + 1);
}

/* What follows the year and its separator. */
static DateAnswer scan_month_and_day(DateScan *scan, DateParts *parts, char separator)
{
    int digits = digits_ahead(scan);
    if (digits == 3 && separator == '-') {
        date_scan_digits(scan, 3, &digits);
        return set_ordinal(parts, digits);
    }
    if (digits < 1 || digits > 2)
        return DATE_UNKNOWN;
    date_scan_digits(scan, 2, &parts->month);
    if (parts->month < 1 || parts->month > 12)
        return DATE_IMPOSSIBLE;
    if (scan->at == scan->end)
        return digits == 2 && separator != '.' ? DATE_READ : DATE_UNKNOWN;
    if (!scan_char(scan, separator) || digits_ahead(scan) < 1 || digits_ahead(scan) > 2)
        return DATE_UNKNOWN;
    date_scan_digits(scan, 2, &parts->day);
    return parts->day < 1 ? DATE_IMPOSSIBLE : DATE_READ;
}

/* The time and the zone behind a day. */
static DateAnswer read_rest(DateScan *scan, DateParts *parts, ArticleDate *date)
{
    if (scan->at < scan->end && parts->day == 0)
        return DATE_UNKNOWN;
    if (scan->at < scan->end && (*scan->at == 'T' || *scan->at == 't' || *scan->at == ' ')) {
        scan->at++;
        date_scan_spaces(scan);
        if (scan->at < scan->end && g_ascii_isdigit(*scan->at) && !date_scan_time(scan, parts))
            return DATE_UNKNOWN;
    }
    if (!date_scan_zone(scan, parts) || scan->at < scan->end)
        return DATE_UNKNOWN;
    return date_finish(parts, date);
}

static DateAnswer read_iso(DateScan *scan, ArticleDate *date)
{
    DateParts parts = {0};
    date_scan_digits(scan, 4, &parts.year);
    char separator = *scan->at++;
    DateAnswer answer = separator == '-' && scan->at < scan->end && *scan->at == 'W'
                            ? scan_week(scan, &parts)
                            : scan_month_and_day(scan, &parts, separator);
    return answer == DATE_READ ? read_rest(scan, &parts, date) : answer;
}

/* YYYYMMDD, and after it nothing, a time or a zone; YYYYMMDDHHMMSS. */
static DateAnswer read_basic(DateScan *scan, ArticleDate *date)
{
    DateParts parts = {0};
    date_scan_digits(scan, 4, &parts.year);
    date_scan_digits(scan, 2, &parts.month);
    date_scan_digits(scan, 2, &parts.day);
    if (parts.month < 1 || parts.day < 1)
        return DATE_IMPOSSIBLE;
    if (digits_ahead(scan) == 6 && !date_scan_time(scan, &parts))
        return DATE_IMPOSSIBLE;
    return read_rest(scan, &parts, date);
}

/* ---- epochs
 * -------------------------------------------------------------------------------------*/

static DateAnswer set_epoch(gint64 seconds, ArticleDate *date)
{
    if (seconds < day_number(DATE_FIRST_YEAR, 1, 1) * DAY_SECONDS ||
        seconds >= day_number(DATE_LAST_YEAR + 1, 1, 1) * DAY_SECONDS)
        return DATE_IMPOSSIBLE;
    *date = (ArticleDate){.seconds = seconds, .precision = DATE_INSTANT};
    return DATE_READ;
}

static gint64 divide_down(gint64 a, gint64 b)
{
    return a / b - (a % b < 0);
}

/* A whole number of 5 or more digits: seconds, or a thousandth, a millionth, a billionth of them,
 * by its size: up to 10 digits seconds (to 2286), up to 13 milliseconds, 16 micro-, 19 nanoseconds.
 * A short number is too likely to be something else than a moment of the 1970s. */
static DateAnswer read_epoch(gint64 number, int digits, ArticleDate *date)
{
    if (digits <= 10)
        return digits < 9 && number >= 0 ? DATE_UNKNOWN : set_epoch(number, date);
    if (digits <= 13)
        return set_epoch(divide_down(number, 1000), date);
    if (digits <= 16)
        return set_epoch(divide_down(number, 1000000), date);
    return set_epoch(divide_down(number, 1000000000), date);
}

static DateAnswer read_number(DateScan *scan, ArticleDate *date)
{
    gboolean negative = *scan->at == '-';
    scan->at += negative;
    int digits = digits_ahead(scan);
    const char *after = scan->at + digits;
    gboolean whole = after == scan->end;
    if (digits > 19 || (!whole && digits > 10))
        return DATE_UNKNOWN;
    if (whole && !negative && (digits == 8 || digits == 14))
        return read_basic(scan, date);
    if (whole && !negative && digits == 4) {
        DateParts parts = {0};
        date_scan_digits(scan, 4, &parts.year);
        return date_finish(&parts, date);
    }
    /* Milliseconds of 1976, or YYYYMMDDHHMM? */
    if (digits == 12 && !negative &&
        (memcmp(scan->at, "19", 2) == 0 || memcmp(scan->at, "20", 2) == 0))
        return DATE_UNKNOWN;
    gint64 number = g_ascii_strtoll(scan->at, NULL, 10);
    if (digits < 5)
        return DATE_UNKNOWN;
    /* A fraction of a second before 1970 lies in the second before. */
    if (negative)
        number = -number - (!whole && strspn(after, ".0") < (gsize)(scan->end - after));
    return read_epoch(number, digits, date);
}

/* ---- all forms
 * ----------------------------------------------------------------------------------*/

/* Digits only, perhaps with a sign and a fraction. */
static gboolean is_number(const DateScan *scan)
{
    DateScan rest = *scan;
    scan_char(&rest, '-');
    gsize digits = digits_ahead(&rest);
    rest.at += digits;
    if (digits >= 9 && rest.end - rest.at > 1 && *rest.at == '.') {
        rest.at++;
        rest.at += digits_ahead(&rest);
    }
    return digits > 0 && rest.at == rest.end;
}

DateAnswer date_read(const char *text, gsize length, ArticleDate *date)
{
    DateScan scan = {text, text + length};
    *date = (ArticleDate){0};
    date_scan_spaces(&scan);
    while (scan.end > scan.at && g_ascii_isspace(scan.end[-1]))
        scan.end--;
    if (scan.at == scan.end)
        return DATE_READ;
    if (scan.end - scan.at > 100)
        return DATE_UNKNOWN;
    /* A copy ends in NUL, so that looking one byte ahead is always allowed. */
    char copy[101];
    length = scan.end - scan.at;
    memcpy(copy, scan.at, length);
    copy[length] = '\0';
    scan = (DateScan){copy, copy + length};

    ArticleDate found = {0};
    gsize digits = digits_ahead(&scan);
    char next = copy[digits];
    DateAnswer answer;
    if (is_number(&scan))
        answer = read_number(&scan, &found);
    else if (digits == 4 && (next == '-' || next == '/' || next == '.') &&
             (g_ascii_isdigit(copy[5]) || copy[5] == 'W'))
        answer = read_iso(&scan, &found);
    else if (digits == 4 && ((guchar)next == 0xE5 || (guchar)next == 0xEB))
        answer = date_east_asian_read(&scan, &found);
    else if (digits == 8 && (next == 'T' || next == 't' || next == ' '))
        answer = read_basic(&scan, &found);
    else
        answer = date_words_read(&scan, &found);
    if (answer == DATE_READ)
        *date = found;
    return answer;
}

gboolean date_parse(const char *text, gsize length, ArticleDate *date)
{
    return date_read(text, length, date) == DATE_READ;
}
