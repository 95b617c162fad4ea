#include "search/wrap.h"

#include <check.h>
#include <string.h>

#include "search/highlight.h"
#include "search/marked-text.h"

/* In text, [ and ] stand around what is marked. In lines they stand where colours go on and off,
 * and { and } likewise for the colour of the whole. */
static const struct {
    const char *name;
    guint width, first_column, indent;
    gboolean part;
    const char *text, *lines;
} cases[] = {
    {"nothing", 10, 0, 0, FALSE, "", ""},
    {"what has room", 10, 0, 0, FALSE, "a storm", "a storm"},
    {"to the last column", 7, 0, 0, FALSE, "a storm came", "a storm\ncame"},
    {"no width", 0, 0, 0, FALSE, "a storm came and went", "a storm came and went"},
    {"several breaks", 6, 0, 0, FALSE, "one two three four", "one\ntwo\nthree\nfour"},
    {"line feeds stay", 20, 0, 0, FALSE, "one\ntwo\n\nthree", "one\ntwo\n\nthree"},
    {"white space at the ends goes", 9, 0, 0, FALSE, "one   \ntwo  three", "one\ntwo\nthree"},
    {"white space inside stays", 20, 0, 0, FALSE, "one   two", "one   two"},
    {"indented", 12, 0, 0, FALSE, "    one two three", "    one two\nthree"},
    {"indented too far", 12, 0, 0, FALSE, "          one two", "    one two"},
    {"a tab", 30, 0, 0, FALSE, "ab\tc\td", "ab      c       d"},
    {"a word wider than a line", 5, 0, 0, FALSE, "a reconstruction", "a\nrecon\nstruc\ntion"},
    {"a hyphen is no place to break", 6, 0, 0, FALSE, "a cease-fire", "a\ncease-\nfire"},
    {"behind a label", 12, 6, 2, FALSE, "one two three", "one\n  two three"},
    {"a word wider than the rest", 8, 6, 2, FALSE, "storms", "st\n  orms"},
    {"Chinese", 8, 0, 0, FALSE, "北京北京北京", "北京北京\n北京"},
    {"no stop begins a line", 8, 0, 0, FALSE, "北京北京。北", "北京北\n京。北"},
    {"combining marks", 3, 0, 0, FALSE,
     "e\xCC\x81"
     "e\xCC\x81"
     "e\xCC\x81"
     "e\xCC\x81",
     "e\xCC\x81"
     "e\xCC\x81"
     "e\xCC\x81\ne\xCC\x81"},
    {"emoji", 5, 0, 0, FALSE, "😀😀😀", "😀😀\n😀"},
    {"a mark", 20, 0, 0, FALSE, "a [storm] came", "a [storm] came"},
    {"two marks", 20, 0, 0, FALSE, "[a] [storm] came", "[a] [storm] came"},
    {"marks that touch", 20, 0, 0, FALSE, "北[京][北]京", "北[京][北]京"},
    {"a mark at the end of a line", 7, 0, 0, FALSE, "a [storm] came", "a [storm]\ncame"},
    {"a phrase over two lines", 8, 0, 0, FALSE, "a [storm came] and", "a [storm]\n[came] and"},
    {"a phrase over a line feed", 20, 0, 0, FALSE, "a [storm\ncame] and", "a [storm]\n[came] and"},
    {"a marked word wider than a line", 5, 0, 0, FALSE, "[storms] a", "[storm]\n[s] a"},
    {"the colour of the whole", 20, 0, 0, TRUE, "a [storm] came", "{a [storm]{ came}"},
    {"over two lines", 7, 0, 0, TRUE, "a storm came", "{a storm}\n{came}"},
    {"control characters", 30, 0, 0, FALSE, "a\x1b[31m [st\x07orm]\x7f",
     "a [st\xEF\xBF\xBDorm]\xEF\xBF\xBD"},
    {"a carriage return", 30, 0, 0, FALSE, "one\r\ntwo", "one\ntwo"},
};

/* Marks and text of a row. */
static GArray *read_marks(const char *marked, GString *text)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    Mark mark = {0};
    for (const char *p = marked; *p; p++) {
        if (*p == '[' && (p == marked || p[-1] != '\x1b')) {
            mark.start = text->len;
        } else if (*p == ']') {
            mark.end = text->len;
            g_array_append_val(marks, mark);
        } else {
            g_string_append_c(text, *p);
        }
    }
    return marks;
}

static char *lines_of(guint i, gboolean colors, WrapRangeFunc on_range, gpointer data)
{
    Palette palette = {{[PALETTE_TITLE] = "36", [PALETTE_MATCH] = "1"}};
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) marks = read_marks(cases[i].text, text);
    g_autoptr(MarkedText) shown = marked_text_new();
    LineBreaks stay = {0};
    marked_text_set(shown, text->str, text->len, marks, &stay);
    WrapStyle style = {cases[i].width,
                       cases[i].first_column,
                       cases[i].indent,
                       colors ? &palette : NULL,
                       cases[i].part ? PALETTE_TITLE : PALETTE_PARTS,
                       on_range,
                       data};
    GString *out = g_string_new(NULL);
    wrap_text(&style, shown->text, shown->ranges, out);
    g_string_replace(out, "\033[36m", "{", 0);
    g_string_replace(out, "\033[1m", "[", 0);
    return g_string_free(out, FALSE);
}

/* What ends is a highlight if one is on, else the colour of the whole. */
static char *name_ends(const char *lines)
{
    GString *out = g_string_new(NULL);
    gboolean lit = FALSE;
    for (const char *p = lines; *p;) {
        if (g_str_has_prefix(p, "\033[0m")) {
            g_string_append_c(out, lit ? ']' : '}');
            lit = FALSE;
            p += 4;
            continue;
        }
        lit |= *p == '[';
        g_string_append_c(out, *p++);
    }
    return g_string_free(out, FALSE);
}

START_TEST(lays_out_lines)
{
    g_autofree char *raw = lines_of((guint)_i, TRUE, NULL, NULL);
    g_autofree char *lines = name_ends(raw);
    ck_assert_msg(strcmp(lines, cases[_i].lines) == 0, "%s:\n%s\nand should be\n%s", cases[_i].name,
                  lines, cases[_i].lines);
}
END_TEST

START_TEST(without_colours_has_the_same_lines)
{
    g_autofree char *lines = lines_of((guint)_i, FALSE, NULL, NULL);
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (const char *p = cases[_i].lines; *p; p++)
        if (!strchr("[]{}", *p))
            g_string_append_c(wanted, *p);
    ck_assert_msg(strcmp(lines, wanted->str) == 0, "%s:\n%s\nand should be\n%s", cases[_i].name,
                  lines, wanted->str);
}
END_TEST

static void note_range(const char *text, gsize length, gboolean begun, gboolean ended,
                       gpointer data)
{
    g_string_append_printf(data, "%s[%.*s]%s", begun ? "-" : "", (int)length, text,
                           ended ? "" : "-");
}

/* What the function is told is what is lit, and which pieces belong together. */
START_TEST(tells_what_is_highlighted)
{
    g_autoptr(GString) told = g_string_new(NULL), wanted = g_string_new(NULL);
    g_autofree char *lines = lines_of((guint)_i, TRUE, note_range, told);
    g_autofree char *named = name_ends(lines);
    for (const char *p = named; (p = strchr(p, '['));) {
        const char *end = strchr(p, ']');
        g_string_append_len(wanted, p, end + 1 - p);
        p = end;
    }
    g_string_replace(told, "-", "", 0);
    ck_assert_msg(strcmp(told->str, wanted->str) == 0, "%s: %s and should be %s", cases[_i].name,
                  told->str, wanted->str);
}
END_TEST

START_TEST(tells_pieces_of_one_range)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) told = g_string_new(NULL);
        g_autofree char *lines = lines_of(i, FALSE, note_range, told);
        if (strcmp(cases[i].name, "a phrase over two lines") == 0 ||
            strcmp(cases[i].name, "a phrase over a line feed") == 0)
            ck_assert_str_eq(told->str, "[storm]--[came]");
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("wrap");
    TCase *c = tcase_create("lines");
    tcase_add_loop_test(c, lays_out_lines, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, without_colours_has_the_same_lines, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, tells_what_is_highlighted, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, tells_pieces_of_one_range);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
