#include "corpus/corpus.h"

#include "corpus/date-private.h"
#include "tests/corpus/corpus-test.h"

/* wanted is the instant in UTC cut to the precision, and the zone if it is not 0; "impossible" or
 * "unknown" if it is no date. */
static const struct {
    const char *text, *wanted;
} rows[] = {
    /* ISO 8601 */
    {"2014", "2014"},
    {"2014-08", "2014-08"},
    {"2014-08-07", "2014-08-07"},
    {"2014-8-7", "2014-08-07"},
    {"2014/08/07", "2014-08-07"},
    {"2014.08.07", "2014-08-07"},
    {"20140807", "2014-08-07"},
    {"2014-219", "2014-08-07"},
    {"2014-W32-4", "2014-08-07"},
    {"2015-W01-1", "2014-12-29"},
    {"2009-W53-7", "2010-01-03"},
    {"2014-08-07T10:15", "2014-08-07T10:15:00"},
    {"2014-08-07T10:15:30", "2014-08-07T10:15:30"},
    {"2014-08-07 10:15:30", "2014-08-07T10:15:30"},
    {"2014-08-07t10:15:30z", "2014-08-07T10:15:30"},
    {"2014-08-07T10:15:30Z", "2014-08-07T10:15:30"},
    {"2014-08-07T10:15:30.123Z", "2014-08-07T10:15:30"},
    {"2014-08-07T10:15:30,123456789Z", "2014-08-07T10:15:30"},
    {"2014-08-07T10:15:30+04:00", "2014-08-07T06:15:30 +240"},
    {"2014-08-07T10:15:30+0400", "2014-08-07T06:15:30 +240"},
    {"2014-08-07T10:15:30+04", "2014-08-07T06:15:30 +240"},
    {"2014-08-07T10:15:30-03:30", "2014-08-07T13:45:30 -210"},
    {"2014-08-07T02:15:30+04:00", "2014-08-06T22:15:30 +240"},
    {"2014-08-07 10:15:30 +0400", "2014-08-07T06:15:30 +240"},
    {"2014-08-07 10:15:30 UTC", "2014-08-07T10:15:30"},
    {"2014-08-07 10:15 EST", "2014-08-07T15:15:00 -300"},
    {"2014-08-07 3:05 pm", "2014-08-07T15:05:00"},
    {"20140807T101530Z", "2014-08-07T10:15:30"},
    {"20140807T1015", "2014-08-07T10:15:00"},
    {"20140807101530", "2014-08-07T10:15:30"},
    {"2014-08-07T24:00:00Z", "2014-08-08T00:00:00"},
    {"2015-06-30T23:59:60Z", "2015-07-01T00:00:00"},
    {"2014-08-07+02:00", "2014-08-07"},
    {"2014-08-07Z", "2014-08-07"},
    {"  2014-08-07\n", "2014-08-07"},
    {"2012-02-29", "2012-02-29"},
    {"2000-02-29", "2000-02-29"},
    {"1969-12-31", "1969-12-31"},
    {"1000-01-01", "1000-01-01"},
    {"2999-12-31T23:59:59Z", "2999-12-31T23:59:59"},
    /* epochs */
    {"1407406500", "2014-08-07T10:15:00"},
    {"1407406500000", "2014-08-07T10:15:00"},
    {"1407406500123", "2014-08-07T10:15:00"},
    {"1407406500123456", "2014-08-07T10:15:00"},
    {"1407406500123456789", "2014-08-07T10:15:00"},
    {"1407406500.75", "2014-08-07T10:15:00"},
    {"915148800000", "1999-01-01T00:00:00"},
    {"915148800", "1999-01-01T00:00:00"},
    {"-315619200", "1960-01-01T00:00:00"},
    {"-315619200000", "1960-01-01T00:00:00"},
    {"-315619201500", "1959-12-31T23:59:58"},
    {"4102444800", "2100-01-01T00:00:00"},
    /* words */
    {"August 7, 2014", "2014-08-07"},
    {"7. August 2014", "2014-08-07"},
    {"Donnerstag, den 7. August 2014 um 10:15 Uhr", "2014-08-07T10:15:00"},
    {"7 août 2014", "2014-08-07"},
    {"jeudi 7 août 2014 à 10:15", "2014-08-07T10:15:00"},
    {"7 de agosto de 2014", "2014-08-07"},
    {"7 ago. 2014", "2014-08-07"},
    {"giovedì 7 agosto 2014", "2014-08-07"},
    {"7 de março de 2014", "2014-03-07"},
    {"7 августа 2014 г.", "2014-08-07"},
    {"март 2014", "2014-03"},
    {"7 foo 2014", "unknown"},
    {"August 7 2014", "2014-08-07"},
    {"Aug. 7, 2014", "2014-08-07"},
    {"Aug 7, 2014", "2014-08-07"},
    {"AUGUST 7TH, 2014", "2014-08-07"},
    {"Sept. 3, 2014", "2014-09-03"},
    {"7 August 2014", "2014-08-07"},
    {"7 Aug 2014", "2014-08-07"},
    {"7. August 2014", "2014-08-07"},
    {"7th of August 2014", "2014-08-07"},
    {"1st May, 2014", "2014-05-01"},
    {"2nd May 2014", "2014-05-02"},
    {"3rd May 2014", "2014-05-03"},
    {"07-Aug-2014", "2014-08-07"},
    {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
    {"2014 August 7", "2014-08-07"},
    {"2014-Aug-07", "2014-08-07"},
    {"August 2014", "2014-08"},
    {"Aug 2014", "2014-08"},
    {"Thursday, August 7, 2014", "2014-08-07"},
    {"Thu, August 7, 2014", "2014-08-07"},
    {"Thursday, August 7, 2014 10:15 GMT", "2014-08-07T10:15:00"},
    {"August 7, 2014 at 10:15 am", "2014-08-07T10:15:00"},
    {"August 7, 2014, 10:15 p.m. EDT", "2014-08-08T02:15:00 -240"},
    {"Aug. 7, 2014 12:30 AM", "2014-08-07T00:30:00"},
    {"August 7, 2014 3 pm", "2014-08-07T15:00:00"},
    {"7 August 2014 10:15", "2014-08-07T10:15:00"},
    {"7 August 2014 1015 GMT", "2014-08-07T10:15:00"},
    {"10:15 7 August 2014", "2014-08-07T10:15:00"},
    /* RFC 822, 850 and 5322, the C library, browsers */
    {"Thu, 07 Aug 2014 10:15:00 GMT", "2014-08-07T10:15:00"},
    {"Thu, 07 Aug 2014 10:15:00 +0400", "2014-08-07T06:15:00 +240"},
    {"Thu, 7 Aug 2014 10:15 EST", "2014-08-07T15:15:00 -300"},
    {"7 Aug 2014 10:15:00 -0000", "2014-08-07T10:15:00"},
    {"07 Aug 14 10:15 GMT", "2014-08-07T10:15:00"},
    {"07 Aug 87 10:15 GMT", "1987-08-07T10:15:00"},
    {"Thursday, 07-Aug-14 10:15:00 GMT", "2014-08-07T10:15:00"},
    {"Thu, 07 Aug 2014 10:15:00 -0400 (EDT)", "2014-08-07T14:15:00 -240"},
    {"Thu Aug  7 10:15:00 2014", "2014-08-07T10:15:00"},
    {"Thu Aug 07 10:15:00 +0000 2014", "2014-08-07T10:15:00"},
    {"Thu Aug  7 10:15:00 MSK 2014", "2014-08-07T07:15:00 +180"},
    {"Thu Aug 07 2014 10:15:00 GMT+0400 (Some Standard Time)", "2014-08-07T06:15:00 +240"},
    {"2014-08-07 10:15 QQT", "2014-08-07"}, /* the day is known, the instant is not */
    /* nothing there */
    {"", "none"},
    {" \t\n", "none"},
    /* no such day or time */
    {"2014-02-30", "impossible"},
    {"2014-02-29", "impossible"},
    {"1900-02-29", "impossible"},
    {"2014-13-01", "impossible"},
    {"2014-13", "impossible"},
    {"2014-00-10", "impossible"},
    {"2014-08-00", "impossible"},
    {"2014-08-32", "impossible"},
    {"20140230", "impossible"},
    {"20141301", "impossible"},
    {"0000-00-00", "impossible"},
    {"2014-366", "impossible"},
    {"2014-W53-1", "impossible"},
    {"2014-08-07T25:00:00Z", "impossible"},
    {"2014-08-07T24:00:01Z", "impossible"},
    {"2014-08-07T10:60:00Z", "impossible"},
    {"2014-08-07T10:15:61Z", "impossible"},
    {"20140807106000", "impossible"},
    {"February 30, 2014", "impossible"},
    {"31 April 2014", "impossible"},
    {"Thu, 32 Aug 2014 10:15:00 GMT", "impossible"},
    {"0999-12-31", "impossible"},
    {"3000-01-01", "impossible"},
    {"99999999999999999", "1973-03-03T09:46:39"},
    /* in Chinese, Japanese, Korean */
    {"2014年8月7日", "2014-08-07"},
    {"2014年08月07日10:15", "2014-08-07T10:15:00"},
    {"2014年8月7日（木） 10:15 +0900", "2014-08-07T01:15:00 +540"},
    {"2014年8月7日(木)", "2014-08-07"},
    {"2014年8月", "2014-08"},
    {"2014年", "2014"},
    {"2014년 8월 7일", "2014-08-07"},
    {"2014年13月7日", "impossible"},
    {"2014年2月30日", "impossible"},
    {"2014年8月7", "unknown"},
    {"2014年8月7日 at sea", "unknown"},
    {"2014年8月7日(木", "unknown"},
    /* can be read in two ways, or not at all */
    {"03/04/2014", "unknown"},
    {"25/12/2014", "unknown"},
    {"3.4.2014", "unknown"},
    {"03-04-2014", "unknown"},
    {"7 Aug 14", "unknown"},
    {"08/07/14", "unknown"},
    {"August 7", "unknown"},
    {"7 2014", "unknown"},
    {"August", "unknown"},
    {"2014.08", "unknown"},
    {"201408", "unknown"},
    {"201408071015", "unknown"},
    {"0", "unknown"},
    {"86400", "unknown"},
    {"12345678901234567890", "unknown"},
    {"10:15", "unknown"},
    {"yesterday", "unknown"},
    {"Thursday", "unknown"},
    {"2014-08-07 Hello", "unknown"},
    {"2014-08-07T10:15:30+25:00", "unknown"},
    {"2014-08-07 10", "unknown"},
    {"2014-08-07T10:5", "unknown"},
    {"2014-08-07x", "unknown"},
    {"2014-08/07", "unknown"},
    {"2014-", "unknown"},
    {"August 7, 2014 13:15 pm", "unknown"},
    {"August August 7, 2014", "unknown"},
    {"August 7, 2014 and more", "unknown"},
    {"Published 7 August 2014", "unknown"},
    {"null", "unknown"},
};

static char *show(DateAnswer answer, const ArticleDate *date)
{
    static const char *const forms[] = {"none", "%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"};
    if (answer != DATE_READ)
        return g_strdup(answer == DATE_UNKNOWN ? "unknown" : "impossible");
    /* GLib's calendar, not the one under test. */
    g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc(date->seconds);
    char *text = g_date_time_format(instant, forms[date->precision]);
    if (date->zone_minutes == 0)
        return text;
    char *zoned = g_strdup_printf("%s %+d", text, date->zone_minutes);
    g_free(text);
    return zoned;
}

START_TEST(reads_every_form)
{
    ArticleDate date;
    DateAnswer answer = date_read(rows[_i].text, strlen(rows[_i].text), &date);
    g_autofree char *found = show(answer, &date);
    ck_assert_msg(strcmp(found, rows[_i].wanted) == 0, "\"%s\" is read as %s, not as %s",
                  rows[_i].text, found, rows[_i].wanted);
    ck_assert_msg(date_parse(rows[_i].text, strlen(rows[_i].text), &date) == (answer == DATE_READ),
                  "\"%s\": date_parse() disagrees", rows[_i].text);
    ck_assert_msg(answer == DATE_READ || date.precision == DATE_NONE, "\"%s\": left something",
                  rows[_i].text);
}
END_TEST

/* A lower precision is the first instant of its period, in UTC. */
START_TEST(lower_precision_is_the_first_instant)
{
    ArticleDate year, month, day, instant;
    ck_assert(date_parse("2014", 4, &year) && date_parse("2014-01", 7, &month));
    ck_assert(date_parse("2014-01-01", 10, &day) && date_parse("2014-01-01T00:00Z", 17, &instant));
    ck_assert_int_eq(year.seconds, instant.seconds);
    ck_assert_int_eq(month.seconds, instant.seconds);
    ck_assert_int_eq(day.seconds, instant.seconds);
}
END_TEST

START_TEST(every_day_is_the_calendars)
{
    g_autoptr(GDateTime) first = g_date_time_new_utc(1583, 1, 1, 0, 0, 0);
    for (int i = 0; i < 600; i++) {
        /* Steps of 311 days meet every month, and leap years of all kinds. */
        g_autoptr(GDateTime) day = g_date_time_add_days(first, i * 311);
        g_autofree char *text = g_date_time_format(day, "%Y-%m-%d");
        ArticleDate date;
        ck_assert_msg(date_parse(text, strlen(text), &date), "%s", text);
        ck_assert_msg(date.seconds == g_date_time_to_unix(day), "%s", text);
    }
}
END_TEST

/* Whatever the bytes, an answer and no reading past the end. */
START_TEST(any_bytes_are_survived)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    static const char alphabet[] = "0123456789-/.:,+TZ aAugMpm(\xC3\n";
    for (int i = 0; i < 20000; i++) {
        gsize length = g_rand_int_range(random, 0, 30);
        g_autofree char *text = g_malloc(length + 1);
        for (gsize k = 0; k < length; k++)
            text[k] = alphabet[g_rand_int_range(random, 0, sizeof alphabet)];
        char *exact = g_memdup2(text, length);
        ArticleDate date;
        date_parse(exact ? exact : "", length, &date);
        g_free(exact);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("date");
    TCase *tests = tcase_create("date");
    tcase_add_loop_test(tests, reads_every_form, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, lower_precision_is_the_first_instant);
    tcase_add_test(tests, every_day_is_the_calendars);
    tcase_add_test(tests, any_bytes_are_survived);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
