#include "search/bar-chart.h"

#include <check.h>
#include <string.h>

#include "search/columns.h"

static const struct {
    const char *name;
    guint width; /* of the terminal; 0: there is none */
    guint label_columns;
    guint32 most;
    const char *label;
    guint32 count;
    const char *line;
} cases[] = {
    {"the longest fills the line", 20, 4, 9, "2014", 9, "2014  9  ███████████\n"},
    {"half as long", 20, 4, 8, "2014", 4, "2014  4  █████▌\n"},
    {"little still shows", 20, 4, 1000000, "2014", 1, "2014          1  ▏\n"},
    {"no room for bars", 20, 4, 100000000, "2014", 1, "2014            1\n"},
    {"nothing has no bar", 20, 4, 8, "2014", 0, "2014  0\n"},
    {"thousands are grouped for people", 24, 4, 1234, "2014", 1234, "2014  1,234  ███████████\n"},
    {"labels are padded", 20, 6, 9, "a", 9, "a       9  █████████\n"},
    {"long labels are cut", 20, 30, 9, "the long name of a source", 9, "the long …  9  █████\n"},
    {"wide labels are cut by their columns", 20, 30, 9, "北京日报社新闻中心", 9, "北京日报…   9  █████\n"},
    {"an unusable width", 3, 4, 9, "2014", 9, "2014  9  ███████████\n"},
    {"escapes don't get through", 20, 6, 9, "a\033[1mb", 9, NULL},
};

START_TEST(test_lines)
{
    Display display = {.width = cases[_i].width};
    BarChart chart = bar_chart_make(&display, cases[_i].label_columns, cases[_i].most);
    g_autoptr(GString) line = g_string_new(NULL);
    bar_chart_append(&chart, cases[_i].label, cases[_i].count, line);
    ck_assert_msg(strchr(line->str, '\033') == NULL, "%s: an escape", cases[_i].name);
    if (cases[_i].line)
        ck_assert_msg(strcmp(line->str, cases[_i].line) == 0, "%s: %s", cases[_i].name, line->str);
}
END_TEST

/* Whatever the width and the count, no line is wider than the terminal, and more is never shorter. */
START_TEST(test_widths)
{
    for (guint width = 20; width <= 400; width += 19) {
        Display display = {.width = width};
        BarChart chart = bar_chart_make(&display, 9, 5000);
        gsize before = 0;
        for (guint32 count = 0; count <= 5000; count += 50) {
            g_autoptr(GString) line = g_string_new(NULL);
            bar_chart_append(&chart, "2014-W32", count, line);
            gsize columns = columns_of_text(line->str, line->len - 1);
            ck_assert_uint_le(columns, MIN(width, 100));
            ck_assert_uint_ge(columns, before);
            before = columns;
        }
    }
}
END_TEST

START_TEST(test_without_terminal)
{
    Display display = {0};
    BarChart chart = bar_chart_make(&display, 4, 12345);
    g_autoptr(GString) line = g_string_new(NULL);
    bar_chart_append(&chart, "2014", 12345, line);
    ck_assert_msg(g_str_has_prefix(line->str, "2014  12345  █"), "%s", line->str);
    ck_assert_uint_eq(columns_of_text(line->str, line->len - 1), 80);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bar-chart");
    TCase *tests = tcase_create("lines");
    tcase_add_loop_test(tests, test_lines, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, test_widths);
    tcase_add_test(tests, test_without_terminal);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
