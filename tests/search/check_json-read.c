#include "search/json-read.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *name, *json, *text; /* NULL: no string */
    gsize read;
} strings[] = {
    {"empty", "\"\"", "", 2},
    {"plain", "\"a b\",", "a b", 5},
    {"short escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 18},
    {"UTF-8", "\"\xd0\x9c\xd0\xb0\"", "\xd0\x9c\xd0\xb0", 6},
    {"an escaped letter", "\"\\u041c\"", "\xd0\x9c", 8},
    {"upper-case digits", "\"\\u00E9\"", "\xc3\xa9", 8},
    {"a pair", "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80", 14},
    {"half a pair", "\"\\ud83dx\"", "\xef\xbf\xbdx", 9},
    {"the other half", "\"\\ude00\"", "\xef\xbf\xbd", 8},
    {"half a pair before a letter", "\"\\ud83d\\u0041\"",
     "\xef\xbf\xbd"
     "A",
     14},
    {"no string", "1", NULL, 0},
    {"nothing", "", NULL, 0},
    {"no end", "\"abc", NULL, 0},
    {"ends in a backslash", "\"abc\\", NULL, 0},
    {"no such escape", "\"\\x\"", NULL, 0},
    {"too few digits", "\"\\u12\"", NULL, 0},
    {"no digits", "\"\\u12g4\"", NULL, 0},
};

START_TEST(a_string)
{
    const char *at = strings[_i].json, *end = at + strlen(at);
    g_autoptr(GString) out = g_string_new("> ");
    gboolean read = json_read_string(&at, end, out);
    ck_assert_msg(read == (strings[_i].text != NULL), "%s: %s", strings[_i].name, out->str);
    if (!read)
        return;
    ck_assert_msg(strcmp(out->str + 2, strings[_i].text) == 0, "%s: %s", strings[_i].name,
                  out->str);
    ck_assert_msg((gsize)(at - strings[_i].json) == strings[_i].read, "%s: %d bytes read",
                  strings[_i].name, (int)(at - strings[_i].json));
}
END_TEST

START_TEST(members_one_by_one)
{
    static const char json[] = "\"a\":\"1\",\"b\":\"2\"}";
    const char *at = json, *end = json + strlen(json);
    g_autoptr(GString) name = g_string_new("x"), value = g_string_new("y");
    ck_assert(json_read_member(&at, end, name, value));
    ck_assert_str_eq(name->str, "a");
    ck_assert_str_eq(value->str, "1");
    ck_assert(json_read_member(&at, end, name, value));
    ck_assert_str_eq(name->str, "b");
    ck_assert_str_eq(value->str, "2");
    ck_assert(!json_read_member(&at, end, name, value));
    at = "\"a\" \"1\"}";
    ck_assert(!json_read_member(&at, at + strlen(at), name, value));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-read");
    TCase *tests = tcase_create("json-read");
    tcase_add_loop_test(tests, a_string, 0, G_N_ELEMENTS(strings));
    tcase_add_test(tests, members_one_by_one);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
