#include "corpus/json-repair-private.h"
#include "tests/corpus/corpus-test.h"

#define ROW(name, text, wanted)                                                                    \
    {                                                                                              \
        name, text, sizeof(text) - 1, wanted                                                       \
    }

static const struct {
    const char *name, *text;
    gsize length;
    const char *wanted; /* NULL: nothing to put right */
} rows[] = {
    ROW("good", "{\"a\": [1, -2.5e3, true, null, \"x\\n\\\"\\u00e9\"]}", NULL),
    ROW("nothing", "", NULL),
    ROW("a NUL escape", "\"a\\u0000b\"", "\"a b\""),
    ROW("an escaped backslash in front", "\"a\\\\u0000b\"", NULL),
    ROW("a raw NUL in a string", "\"a\0b\"", "\"a b\""),
    ROW("a raw NUL outside", "[\0]", "[ ]"),
    ROW("a pair of surrogates", "\"\\ud83d\\uDE00\"", NULL),
    ROW("a high one alone", "\"\\ud83d x\"", "\"\\uFFFD x\""),
    ROW("a high one at the end", "\"\\ud83d\"", "\"\\uFFFD\""),
    ROW("two high ones", "\"\\ud83d\\ud83d\\ude00\"", "\"\\uFFFD\\ud83d\\ude00\""),
    ROW("a low one alone", "\"\\ude00\"", "\"\\uFFFD\""),
    ROW("commas behind the last", "{\"a\":[1,2, ],\n}", "{\"a\":[1,2  ] \n}"),
    ROW("such a comma in a string", "[\",]\"]", NULL),
    ROW("NaN", "[NaN, 1]", "[null, 1]"),
    ROW("infinities", "[Infinity,-Infinity]", "[null,null]"),
    ROW("words in strings", "[\"NaN -Infinity 12345678901234567890\"]", NULL),
    ROW("a number of 15 digits", "[123456789012345]", NULL),
    ROW("a number of 16 digits", "[1234567890123456]", "[\"1234567890123456\"]"),
    ROW("a negative one", "[-1234567890123456]", "[\"-1234567890123456\"]"),
    ROW("a long fraction", "[0.1234567890123456789]", NULL),
    ROW("a long number with a fraction", "[12345678901234567.5]", NULL),
    ROW("a long number with an exponent", "[12345678901234567e5]", NULL),
    ROW("a number at the end", "1234567890123456", "\"1234567890123456\""),
    ROW("cut off in a string", "[NaN,\"abc", "[null,\"abc"),
    ROW("cut off in an escape", "[NaN,\"abc\\", "[null,\"abc\\"),
    ROW("cut off in a long escape", "[NaN,\"abc\\ud83d\\u", "[null,\"abc\\uFFFD\\u"),
};

START_TEST(every_oddity)
{
    g_autoptr(GString) out = g_string_new(NULL);
    char *exact = g_memdup2(rows[_i].text, rows[_i].length);
    gboolean changed = json_repair(out, exact ? exact : "", rows[_i].length);
    g_free(exact);
    ck_assert_msg(changed == (rows[_i].wanted != NULL), "%s: %s", rows[_i].name, out->str);
    ck_assert_msg(strcmp(out->str, changed ? rows[_i].wanted : rows[_i].text) == 0, "%s: %s",
                  rows[_i].name, out->str);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-repair");
    TCase *tests = tcase_create("json-repair");
    tcase_add_loop_test(tests, every_oddity, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
