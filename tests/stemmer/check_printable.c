#include "tests/stemmer/tokens.h"

typedef struct {
    const char *name, *text, *lines, *line;
} PrintableRow;

#define BAD "\ufffd"

START_TEST(test_rows)
{
    static const PrintableRow rows[] = {
        {"plain", "Cease-fire, 2014!", "Cease-fire, 2014!", NULL},
        {"beyond ASCII", "Ёлка – “中国” 👍", "Ёлка – “中国” 👍", NULL},
        {"tab and line feed", "a\tb\nc", "a\tb\nc", "a b c"},
        {"carriage return before a line feed", "a\r\nb", "a\nb", "a b"},
        {"carriage return alone", "a\rb", "a" BAD "b", NULL},
        {"line and paragraph separator", "a\u2028b\u2029c", "a\u2028b\u2029c", "a b c"},
        {"bell, backspace, delete", "a\ab\bc\x7f", "a" BAD "b" BAD "c" BAD, NULL},
        {"colour", "\x1b[31mred\x1b[0m", "red", NULL},
        {"cursor and erase", "a\x1b[2J\x1b[10;20Hb\x1b[?25lc", "abc", NULL},
        {"window title", "a\x1b]0;gotcha\ab", "ab", NULL},
        {"window title ended by ST", "a\x1b]0;gotcha\x1b\\b", "ab", NULL},
        {"hyperlink", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link", NULL},
        {"device control string", "a\x1bPq#0\x1b\\b", "ab", NULL},
        {"title without an end keeps the text", "a\x1b]0;the article", "a" BAD "]0;the article",
         NULL},
        {"sequence without an end keeps the text", "a\x1b[31", "a" BAD "[31", NULL},
        {"sequence cut by a letter beyond ASCII", "\x1b[3é", BAD "[3é", NULL},
        {"escape and letter",
         "\x1b"
         "c",
         BAD "c", NULL},
        {"escape at the end", "a\x1b", "a" BAD, NULL},
        {"two escapes", "\x1b\x1b[1mx", BAD "x", NULL},
        {"C1 sequence",
         "a\xc2\x9b"
         "31mb",
         "ab", NULL},
        {"C1 string",
         "a\xc2\x9d"
         "0;t\xc2\x9c"
         "b",
         "ab", NULL},
        {"C1 control",
         "a\xc2\x85"
         "b\xc2\x80",
         "a" BAD "b" BAD, NULL},
        {"bidi override", "a\u202eb\u202c", "ab", NULL},
        {"bidi isolate", "a\u2066b\u2069\u2067\u2068", "ab", NULL},
        {"bidi embedding", "\u202a\u202ba\u202d", "a", NULL},
        {"bidi marks stay", "a\u200fb", "a\u200fb", NULL},
        {"invalid bytes",
         "a\xff"
         "b\xc3",
         "a" BAD "b" BAD, NULL},
        {"overlong", "\xc0\x80", BAD BAD, NULL},
        {"surrogate", "\xed\xa0\x80", BAD BAD BAD, NULL},
        {"C1 as a single byte",
         "a\x9b"
         "31m",
         "a" BAD "31m", NULL},
        {"empty", "", "", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        const PrintableRow *row = &rows[i];
        g_autoptr(GString) lines = g_string_new(">"), line = g_string_new(">");
        printable_append(lines, row->text, strlen(row->text), FALSE);
        printable_append(line, row->text, strlen(row->text), TRUE);
        ck_assert_msg(strcmp(lines->str + 1, row->lines) == 0, "%s: '%s'", row->name, lines->str);
        ck_assert_msg(strcmp(line->str + 1, row->line ? row->line : row->lines) == 0,
                      "%s in one line: '%s'", row->name, line->str);
    }
}
END_TEST

START_TEST(test_nul)
{
    g_autoptr(GString) out = g_string_new(NULL);
    printable_append(out, "a\0b", 3, FALSE);
    ck_assert_str_eq(out->str, "a" BAD "b");
}
END_TEST

/* Whatever the bytes, nothing comes out that a terminal would obey. */
START_TEST(test_random_bytes)
{
    static const char pieces[] =
        "\x1b\x1b\x1b[]P0;1mhA \n\t\a\\\xc2\x9b\x9c\xe2\x80\xae\xff\x90\x7f\r";
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    for (guint round = 0; round < 20000; round++) {
        char text[24];
        gsize length = (gsize)g_rand_int_range(rand, 0, sizeof text);
        for (gsize i = 0; i < length; i++)
            text[i] = pieces[g_rand_int_range(rand, 0, sizeof pieces)];
        g_autoptr(GString) out = g_string_new(NULL);
        printable_append(out, text, length, FALSE);
        ck_assert(g_utf8_validate(out->str, (gssize)out->len, NULL));
        for (const char *p = out->str; *p; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            ck_assert_msg(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f) || c >= 0xa0,
                          "U+%04X came out", c);
            ck_assert_uint_ne(c, 0x202e);
        }
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_rows);
    tcase_add_test(tests, test_nul);
    tcase_add_test(tests, test_random_bytes);
}

int main(void)
{
    return token_tests_run("printable", add_tests);
}
