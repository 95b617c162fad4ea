/* date: what the number forms (date.c) and the word forms (date-words.c) share. */
#pragma once

#include "corpus/corpus.h"

/* Years outside are no dates of news. */
#define DATE_FIRST_YEAR 1000
#define DATE_LAST_YEAR 2999

typedef enum {
    DATE_READ,
    DATE_IMPOSSIBLE, /* a known form, but no such day or time */
    DATE_UNKNOWN     /* no known form, or one that can be read in two ways */
} DateAnswer;

/* As date_parse(), telling the two failures apart. */
DateAnswer date_read(const char *text, gsize length, ArticleDate *date);

typedef struct {
    const char *at, *end;
} DateScan;

/* A date as written: 0 where the month or the day is missing. */
typedef struct {
    int year, month, day;
    int hour, minute, second;
    gboolean timed;
    gboolean
        unknown_zone; /* a zone that has no fixed offset here: the day is known, the instant not */
    int zone;         /* minutes east of UTC */
} DateParts;

/* Reads up to most digits; the number of digits, 0 if there is none. */
int date_scan_digits(DateScan *scan, int most, int *value);
void date_scan_spaces(DateScan *scan);

/* HH:MM, HH:MM:SS, with a fraction, and am or pm; FALSE if it is no time (scan is then anywhere).
 */
gboolean date_scan_time(DateScan *scan, DateParts *parts);
/* Z, +HH, +HHMM, +HH:MM, a name, a name and an offset, after it a comment in parentheses; or
 * nothing. */
gboolean date_scan_zone(DateScan *scan, DateParts *parts);

DateAnswer date_finish(const DateParts *parts, ArticleDate *date);

/* Dates with the month as a word; also with a weekday (not checked) and a time. */
DateAnswer date_words_read(DateScan *scan, ArticleDate *date);

/* 2014年8月7日, 2014년 8월 7일; perhaps with a weekday in parentheses, a time and a zone. The scan stands at a year of four
 * digits. */
DateAnswer date_east_asian_read(DateScan *scan, ArticleDate *date);
