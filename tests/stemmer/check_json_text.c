#include "stemmer/json-text.h"

#include <check.h>
#include <math.h>
#include <string.h>

static const struct {
    const char *name, *text, *json;
} strings[] = {
    {"empty", "", "\"\""},
    {"plain", "peace talks", "\"peace talks\""},
    {"quotes and backslashes", "a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""},
    {"slash stays", "a/b", "\"a/b\""},
    {"named escapes", "a\nb\tc\rd\be\ff", "\"a\\nb\\tc\\rd\\be\\ff\""},
    {"control characters", "\x01\x1b[1m\x7f", "\"\\u0001\\u001b[1m\\u007f\""},
    {"C1 control characters", "\xC2\x9B", "\"\\u009b\""},
    {"bidirectional override", "\xE2\x80\xAE", "\"\\u202e\""},
    {"line separator", "\xE2\x80\xA8", "\"\\u2028\""},
    {"UTF-8 stands as it is", "Ə 北京 😀", "\"Ə 北京 😀\""},
    {"a stray byte",
     "a\xFF"
     "b",
     "\"a\xEF\xBF\xBD"
     "b\""},
    {"a cut character", "a\xE5\x8C", "\"a\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"a surrogate", "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"an overlong form", "\xC0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
};

START_TEST(writes_strings)
{
    g_autoptr(GString) out = g_string_new(NULL);
    json_text_append(out, strings[_i].text, strlen(strings[_i].text));
    ck_assert_msg(strcmp(out->str, strings[_i].json) == 0, "%s: %s", strings[_i].name, out->str);
}
END_TEST

START_TEST(writes_a_nul)
{
    g_autoptr(GString) out = g_string_new(NULL);
    json_text_append(out, "a\0b", 3);
    ck_assert_str_eq(out->str, "\"a\\u0000b\"");
}
END_TEST

static const struct {
    double number;
    const char *json;
} numbers[] = {
    {0, "0"},
    {12.5, "12.5"},
    {-3, "-3"},
    {1e300, "1e+300"},
    {12.3456789012345, "12.3456789012"},
    {INFINITY, "null"},
    {NAN, "null"},
};

START_TEST(writes_numbers)
{
    g_autoptr(GString) out = g_string_new(NULL);
    json_text_append_number(out, numbers[_i].number);
    ck_assert_str_eq(out->str, numbers[_i].json);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("json-text");
    TCase *c = tcase_create("json-text");
    tcase_add_loop_test(c, writes_strings, 0, G_N_ELEMENTS(strings));
    tcase_add_test(c, writes_a_nul);
    tcase_add_loop_test(c, writes_numbers, 0, G_N_ELEMENTS(numbers));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
