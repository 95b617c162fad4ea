#include "corpus/json-flat-private.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "tests/corpus/corpus-test.h"

/* The members as <key=text>, or <key> without a text, and what the reader says at the end. */
static char *read_all(const char *text, gsize length)
{
    g_autoptr(GString) unescaped = g_string_new(NULL);
    GString *all = g_string_new(NULL);
    JsonFlat flat = json_flat_begin(text, length, unescaped);
    JsonMember member;
    JsonFlatAnswer answer;
    while ((answer = json_flat_next(&flat, &member)) == JSON_FLAT_MEMBER) {
        g_string_append_printf(all, "<%.*s", (int)member.key_length, member.key);
        if (member.text != NULL)
            g_string_append_printf(all, "=%.*s", (int)member.length, member.text);
        g_string_append_c(all, '>');
    }
    if (answer == JSON_FLAT_OTHER)
        g_string_assign(all, "other");
    else
        g_string_append_len(all, flat.at, flat.end - flat.at);
    return g_string_free(all, FALSE);
}

static const struct {
    const char *text, *wanted;
} rows[] = {
    {"{}", ""},
    {" {\t} rest", " rest"},
    {"{\"a\":\"b\"}", "<a=b>"},
    {"{\"a\":\"\",\"b\" : null , \"c\":true,\"d\":false}", "<a=><b><c><d>"},
    {"{\"a\":\"one \\\"two\\\"\\n\\\\three\\/\\t\"}", "<a=one \"two\"\n\\three/\t>"},
    {"{\"a\":\"\\u00e9\\u20AC\\ud83d\\ude00\",\"\\u0061\":\"b\"}", "<a=é€😀><a=b>"},
    {"{\"a\":\"a long text, in more than one step\",\"b\":\"x\\n\",\"c\":\"y\\n\"}",
     "<a=a long text, in more than one step><b=x\n><c=y\n>"},
    {"{\"a\":\"one\ntwo\"}", "<a=one\ntwo>"},
    {"{\"a\":1}", "other"},
    {"{\"a\":[\"b\"]}", "other"},
    {"{\"a\":{}}", "other"},
    {"{\"a\":nul}", "other"},
    {"{\"a\":\"b\",}", "other"},
    {"{,\"a\":\"b\"}", "other"},
    {"{\"a\":\"b\" \"c\":\"d\"}", "other"},
    {"{\"a\" \"b\"}", "other"},
    {"{\"a\":\"b", "other"},
    {"{\"a\":\"b\\", "other"},
    {"{\"a\":\"b\\\"", "other"},
    {"{\"a\":\"\\x\"}", "other"},
    {"{\"a\":\"\\u12\"}", "other"},
    {"{\"a\":\"\\u0000\"}", "other"},
    {"{\"a\":\"\\ud83d\"}", "other"},
    {"{\"a\":\"\\ud83d\\u0041\"}", "other"},
    {"{\"a\":\"\\ude00\"}", "other"},
    {"[\"a\"]", "other"},
    {"", "other"},
};

START_TEST(test_rows)
{
    g_autofree char *got = read_all(rows[_i].text, strlen(rows[_i].text));
    ck_assert_msg(strcmp(got, rows[_i].wanted) == 0, "%s\ngot:    %s\nwanted: %s", rows[_i].text, got,
                  rows[_i].wanted);
}
END_TEST

START_TEST(test_nul_is_for_others)
{
    static const char inside[] = "{\"a\":\"b\0c\"}", between[] = "{\"a\":\0\"b\"}";
    g_autofree char *first = read_all(inside, sizeof inside - 1);
    g_autofree char *second = read_all(between, sizeof between - 1);
    ck_assert_str_eq(first, "other");
    ck_assert_str_eq(second, "other");
}
END_TEST

/* What is read here, the parser of the whole language reads in the same way. */
START_TEST(test_same_as_parser)
{
    static const char *const pieces[] = {"{", "}", "\"", "\"", "\"a\":", "\"b\",", ":", ",", "null", "true",
                                         "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d", "\\ude00", "\\u0",
                                         " ", "text of some length", "é", "[", "1"};
    g_autoptr(GRand) random = g_rand_new_with_seed(20140808);
    guint read = 0;
    for (guint round = 0; round < 200000; round++) {
        g_autoptr(GString) text = g_string_new("{\"a\":\"");
        for (guint left = g_rand_int_range(random, 0, 8); left > 0; left--)
            g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_string_append(text, "\"}");
        g_autofree char *got = read_all(text->str, text->len);
        if (strcmp(got, "other") == 0)
            continue;
        read++;
        const char *stop = NULL;
        cJSON *root = cJSON_ParseWithLengthOpts(text->str, text->len, &stop, FALSE);
        ck_assert_msg(cJSON_IsObject(root), "%s", text->str);
        g_autoptr(GString) wanted = g_string_new(NULL);
        const cJSON *child;
        cJSON_ArrayForEach(child, root)
        {
            g_string_append_printf(wanted, "<%s", child->string);
            if (cJSON_IsString(child))
                g_string_append_printf(wanted, "=%s", child->valuestring);
            g_string_append_c(wanted, '>');
        }
        g_string_append(wanted, stop);
        ck_assert_msg(strcmp(got, wanted->str) == 0, "%s\ngot:    %s\nwanted: %s", text->str, got,
                      wanted->str);
        cJSON_Delete(root);
    }
    ck_assert_uint_gt(read, 1000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-flat");
    TCase *tests = tcase_create("json-flat");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_rows, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, test_nul_is_for_others);
    tcase_add_test(tests, test_same_as_parser);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
