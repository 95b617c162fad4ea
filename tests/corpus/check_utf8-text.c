#include "corpus/utf8-text-private.h"
#include "tests/corpus/corpus-test.h"

#define ROW(name, text, wanted)                                                                    \
    {                                                                                              \
        name, text, sizeof(text) - 1, wanted                                                       \
    }

static const struct {
    const char *name, *text;
    gsize length;
    const char *wanted;
} texts[] = {
    ROW("plain", "a b", "a b"),
    ROW("white space around", " \n\ta b\r\n \f", "a b"),
    ROW("line feeds and tabs stay", "a\n\n\tb", "a\n\n\tb"),
    ROW("carriage returns", "a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd"),
    ROW("form feed and vertical tab", "a\fb\vc", "a\nb\nc"),
    ROW("NUL", "a\0b", "a b"),
    ROW("controls",
        "a\x01\x1F\x7F"
        "b",
        "a   b"),
    ROW("controls of Windows-1252", "it\xC2\x92s \xC2\x93so\xC2\x94\xC2\x85", "it’s “so”…"),
    ROW("controls that mean nothing",
        "a\xC2\x81\xC2\x8D"
        "b",
        "a  b"),
    ROW("Latin-1 stays", "\xC2\xA0\xC2\xA9\xC2\xBF", "\xC2\xA0\xC2\xA9\xC2\xBF"),
    ROW("other letters", "Баку 北京 😀", "Баку 北京 😀"),
    ROW("a block and a special one behind it", "0123456789012345678901234567890\x01",
        "0123456789012345678901234567890"),
    ROW("a special one at the end of a block", "0123456789012345678901234567890\rx",
        "0123456789012345678901234567890\nx"),
    ROW("nothing", "", ""),
    ROW("only white space", " \n\0\t", ""),
};

START_TEST(texts_are_cleaned)
{
    g_autoptr(GString) to = g_string_new("> ");
    utf8_text_append(to, texts[_i].text, texts[_i].length);
    ck_assert_msg(strcmp(to->str + 2, texts[_i].wanted) == 0, "%s: \"%s\"", texts[_i].name,
                  to->str + 2);
    ck_assert_msg(strlen(to->str) == to->len, "%s: a NUL", texts[_i].name);
}
END_TEST

static const struct {
    const char *name, *text;
    gsize length;
    const char *wanted;
} lines[] = {
    ROW("plain", "a b", "a b"),
    ROW("runs", " a \n\t b  c ", "a b c"),
    ROW("controls",
        "a\0\x01"
        "b",
        "a b"),
    ROW("quotation marks of Windows-1252",
        "\xC2\x93"
        "a\xC2\x94 \xC2\xA9",
        "“a” ©"),
    ROW("other letters", "é Ü я", "é Ü я"),
};

START_TEST(lines_are_cleaned)
{
    g_autoptr(GString) to = g_string_new("> ");
    utf8_text_append_line(to, lines[_i].text, lines[_i].length);
    ck_assert_msg(strcmp(to->str + 2, lines[_i].wanted) == 0, "%s: \"%s\"", lines[_i].name,
                  to->str + 2);
}
END_TEST

/* GLib's validator is the oracle, on every border of the encoding in every place of a block. */
START_TEST(validity)
{
    static const char *const pieces[] = {"a",
                                         "\xC3\xA9",
                                         "\xE4\xB8\xAD",
                                         "\xF0\x9F\x98\x80",
                                         "\x80",
                                         "\xBF",
                                         "\xC0\x80",
                                         "\xC1\xBF",
                                         "\xC2\x80",
                                         "\xDF\xBF",
                                         "\xE0\x80\x80",
                                         "\xE0\x9F\xBF",
                                         "\xE0\xA0\x80",
                                         "\xED\x9F\xBF",
                                         "\xED\xA0\x80",
                                         "\xEE\x80\x80",
                                         "\xEF\xBF\xBF",
                                         "\xF0\x80\x80\x80",
                                         "\xF0\x8F\xBF\xBF",
                                         "\xF0\x90\x80\x80",
                                         "\xF4\x8F\xBF\xBF",
                                         "\xF4\x90\x80\x80",
                                         "\xF5\x80\x80\x80",
                                         "\xFF",
                                         "\xFE",
                                         "\xC3",
                                         "\xE4\xB8",
                                         "\xF0\x9F\x98",
                                         "\xF8\x88\x80\x80\x80"};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        for (guint k = 0; k < G_N_ELEMENTS(pieces); k++) {
            for (gsize before = 28; before < 36; before++) {
                g_autofree char *padding = g_strnfill(before, 'x');
                g_autofree char *text = g_strconcat(padding, pieces[i], pieces[k], "y", NULL);
                const char *end;
                g_utf8_validate(text, -1, &end);
                QUICK_ASSERT(utf8_text_valid(text, strlen(text)) == (gsize)(end - text),
                             "pieces %u and %u", i, k);
            }
        }
    }
    ck_assert_uint_eq(utf8_text_valid("a\0b", 3), 3);
    ck_assert_uint_eq(utf8_text_valid("", 0), 0);
}
END_TEST

START_TEST(stray_bytes)
{
    static const struct {
        const char *name, *bytes, *wanted;
        gsize lost;
    } rows[] = {
        {"none", "Баку", "Баку", 0},
        {"Latin-1 among UTF-8", "Баку caf\xE9 é", "Баку café é", 0},
        {"a quotation mark", "Баку \x93so\x94", "Баку “so”", 0},
        {"no meaning", "Баку \x81", "Баку \xEF\xBF\xBD", 1},
        {"cut off, two bytes", "Баку \xD0", "Баку \xEF\xBF\xBD", 1},
        {"cut off, three bytes", "中 \xE4\xB8", "中 \xEF\xBF\xBD", 1},
        {"cut off, four bytes", "中 \xF0\x9F\x98", "中 \xEF\xBF\xBD", 1},
        {"cut off, first of a narrow range", "中 \xE0", "中 \xEF\xBF\xBD", 1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) to = g_string_new(NULL);
        gsize lost = utf8_text_append_stray(to, rows[i].bytes, strlen(rows[i].bytes));
        ck_assert_msg(strcmp(to->str, rows[i].wanted) == 0, "%s: \"%s\"", rows[i].name, to->str);
        ck_assert_msg(lost == rows[i].lost, "%s: %zu lost", rows[i].name, lost);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("utf8-text");
    TCase *tests = tcase_create("utf8-text");
    tcase_add_loop_test(tests, texts_are_cleaned, 0, G_N_ELEMENTS(texts));
    tcase_add_loop_test(tests, lines_are_cleaned, 0, G_N_ELEMENTS(lines));
    tcase_add_test(tests, validity);
    tcase_add_test(tests, stray_bytes);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
