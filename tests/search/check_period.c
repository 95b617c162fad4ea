#include "search/period.h"

#include <check.h>
#include <string.h>

static GDate day(const char *digits)
{
    GDate date;
    ck_assert_msg(period_read_day(digits, &date), "%s", digits);
    return date;
}

static char *label(PeriodUnit unit, const char *digits)
{
    GDate date = day(digits);
    GString *text = g_string_new(NULL);
    period_append_label(unit, period_number(unit, &date), text);
    return g_string_free(text, FALSE);
}

static const struct {
    const char *name, *day, *labels[PERIOD_UNITS];
} cases[] = {
    {"a day", "20140808", {"2014-08-08", "2014-W32", "2014-08", "2014"}},
    {"a Monday", "20140804", {"2014-08-04", "2014-W32", "2014-08", "2014"}},
    {"a Sunday", "20140803", {"2014-08-03", "2014-W31", "2014-08", "2014"}},
    {"a week of the next year", "20141229", {"2014-12-29", "2015-W01", "2014-12", "2014"}},
    {"a week of the year before", "20210103", {"2021-01-03", "2020-W53", "2021-01", "2021"}},
    {"a leap day", "20000229", {"2000-02-29", "2000-W09", "2000-02", "2000"}},
    {"the first day", "00010101", {"0001-01-01", "0001-W01", "0001-01", "0001"}},
    {"the last day", "99991231", {"9999-12-31", "9999-W52", "9999-12", "9999"}},
};

START_TEST(test_labels)
{
    for (int unit = 0; unit < PERIOD_UNITS; unit++) {
        g_autofree char *found = label((PeriodUnit)unit, cases[_i].day);
        ck_assert_msg(strcmp(found, cases[_i].labels[unit]) == 0, "%s: %s", cases[_i].name, found);
    }
}
END_TEST

/* Day after day over forty years: a period's number stays or rises by one, and with it its label;
 * weeks have seven days. */
START_TEST(test_succession)
{
    GDate date = day("19900101");
    char *labels[PERIOD_UNITS] = {NULL};
    guint32 numbers[PERIOD_UNITS] = {0}, days_of_week = 0;
    for (int i = 0; i < 40 * 366; i++, g_date_add_days(&date, 1)) {
        for (int unit = 0; unit < PERIOD_UNITS; unit++) {
            guint32 number = period_number((PeriodUnit)unit, &date);
            GString *text = g_string_new(NULL);
            period_append_label((PeriodUnit)unit, number, text);
            if (i > 0) {
                ck_assert_uint_le(number - numbers[unit], 1);
                ck_assert_int_eq(number == numbers[unit], strcmp(text->str, labels[unit]) == 0);
                ck_assert_int_ge(strcmp(text->str, labels[unit]), 0);
            }
            if (unit == PERIOD_WEEK && number != numbers[unit]) {
                ck_assert_int_eq(g_date_get_weekday(&date), G_DATE_MONDAY);
                ck_assert(i == 0 || days_of_week == 7);
                days_of_week = 0;
            }
            numbers[unit] = number;
            g_free(labels[unit]);
            labels[unit] = g_string_free(text, FALSE);
        }
        days_of_week++;
    }
    for (int unit = 0; unit < PERIOD_UNITS; unit++)
        g_free(labels[unit]);
}
END_TEST

START_TEST(test_weeks)
{
    GDate date, monday = day("20140804");
    ck_assert(period_first_of_week(2014, 32, &date));
    ck_assert_int_eq(g_date_compare(&date, &monday), 0);
    ck_assert(period_first_of_week(2020, 53, &date));
    ck_assert(!period_first_of_week(2014, 53, &date));
    ck_assert(!period_first_of_week(2014, 0, &date));
    ck_assert(!period_first_of_week(2014, 54, &date));
    ck_assert(!period_first_of_week(0, 1, &date));
    ck_assert(period_first_of_week(1, 1, &date));
    ck_assert_uint_eq(g_date_get_julian(&date), 1);
}
END_TEST

START_TEST(test_days_that_are_none)
{
    static const char *const none[] = {"",         "2014",     "20140230", "20141301",
                                       "00000101", "2014080x", "201408080"};
    GDate date;
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        ck_assert_msg(!period_read_day(none[i], &date), "%s", none[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("period");
    TCase *tests = tcase_create("periods");
    tcase_add_loop_test(tests, test_labels, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, test_succession);
    tcase_add_test(tests, test_weeks);
    tcase_add_test(tests, test_days_that_are_none);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
