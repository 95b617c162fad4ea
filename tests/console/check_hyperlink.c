#include "console/hyperlink.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *url, *begun; /* NULL: no link */
} links[] = {
    {"https://wire.example/1", "\033]8;;https://wire.example/1\033\\"},
    {"HTTP://wire.example/1", "\033]8;;HTTP://wire.example/1\033\\"},
    {"https://wire.example/a b", "\033]8;;https://wire.example/a%20b\033\\"},
    {"https://wire.example/\xC3\xA4", "\033]8;;https://wire.example/%C3%A4\033\\"},
    {"https://x/\033\\\033]0;title\007\n\x7F", "\033]8;;https://x/%1B\\%1B]0;title%07%0A%7F\033\\"},
    {"", NULL},
    {"wire.example", NULL},
    {"file:///etc/passwd", NULL},
    {"javascript:alert(1)", NULL},
    {" https://wire.example", NULL},
    {"https:", NULL},
};

START_TEST(begins)
{
    g_autoptr(GString) out = g_string_new("x");
    gboolean begun = hyperlink_begin(out, links[_i].url);
    ck_assert_msg(begun == (links[_i].begun != NULL), "'%s'", links[_i].url);
    ck_assert_str_eq(out->str + 1, begun ? links[_i].begun : "");
}
END_TEST

START_TEST(refuses_what_is_too_long)
{
    g_autoptr(GString) url = g_string_new("https://wire.example/"), out = g_string_new(NULL);
    while (url->len < 2083)
        g_string_append_c(url, 'a');
    ck_assert(hyperlink_is_web_address(url->str));
    g_string_append_c(url, 'a');
    ck_assert(!hyperlink_begin(out, url->str));
    ck_assert_str_eq(out->str, "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("hyperlink");
    TCase *c = tcase_create("hyperlink");
    tcase_add_loop_test(c, begins, 0, G_N_ELEMENTS(links));
    tcase_add_test(c, refuses_what_is_too_long);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
