#include "search/show-date.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *name, *iso, *shown;
} dates[] = {
    {"none", "", ""},
    {"year", "2014", "2014"},
    {"month", "2014-08", "2014-08"},
    {"day", "2014-08-08", "2014-08-08"},
    {"instant in UTC", "2014-08-08T12:30:00Z", "2014-08-08"},
    {"instant with a zone", "2014-08-08T23:30:00-05:00", "2014-08-08"},
    {"instant with a space", "2014-08-08 12:30", "2014-08-08"},
    {"no date", "last Friday", "last Friday"},
    {"nearly a date", "2014-8-8", "2014-8-8"},
    {"nearly a year", "20141", "20141"},
    {"escape sequence", "2014\033[1m!", "2014!"},
};

START_TEST(shows_what_is_known)
{
    g_autoptr(GString) out = g_string_new(NULL);
    show_date(out, dates[_i].iso);
    ck_assert_msg(strcmp(out->str, dates[_i].shown) == 0, "%s: %s", dates[_i].name, out->str);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("show-date");
    TCase *c = tcase_create("show-date");
    tcase_add_loop_test(c, shows_what_is_known, 0, G_N_ELEMENTS(dates));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
