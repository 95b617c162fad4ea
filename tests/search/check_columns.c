#include "search/columns.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *name, *text;
    gsize columns;
} widths[] = {
    {"nothing", "", 0},
    {"ASCII", "peace", 5},
    {"accents", "café", 4},
    {"Cyrillic", "мир", 3},
    {"Chinese", "北京", 4},
    {"Hangul", "평화", 4},
    {"full-width", "Ａ", 2},
    {"emoji", "😀", 2},
    {"combining mark", "e\xCC\x81", 1},
    {"Thai", "ที่", 1},
    {"joiner",
     "a\xE2\x80\x8D"
     "b",
     2},
};

START_TEST(counts_columns)
{
    ck_assert_msg(columns_of_text(widths[_i].text, strlen(widths[_i].text)) == widths[_i].columns,
                  "%s", widths[_i].name);
}
END_TEST

/* Places between words are marked by a bar, those between clusters only by a dot. */
static const struct {
    const char *name, *marked;
} cuts[] = {
    {"words", "a.b| |c.d"},
    {"combining marks", "e\xCC\x81.e\xCC\x81.x"},
    {"wide characters", "北|京|a.b"},
    {"no line begins with a stop", "北|京。|北"},
    {"flags", "🇦🇲"},
    {"joined emoji", "👩‍👧"},
    {"skin tones", "👍🏽.👍🏽"},
    {"several flags", "🇦🇲.🇦🇿.🇪🇺"},
    {"flag of a part of a country", "🏴\U000E0067\U000E0062\U000E0065\U000E007F.🏴"},
    {"emoji and words", "a.👩‍👩‍👧‍👦|b"},
    {"variation selector", "❤\xEF\xB8\x8F.a"},
    {"Korean words have spaces", "평.화| |회.담"},
    {"Korean letters", "\u1112\u1161\u11AB.\u1100\u1173\u11AF"},
    {"Thai", "ที่.นี่.คำ"},
    {"Hindi conjunct", "क्षे.त्र"},
    {"Hindi, two words", "न.म.स्ते| |जी"},
    {"zero-width space", "ภ.า\u200B|ษ"},
    {"space with a mark", "a| \u0301.b"},
    {"Arabic number sign", "\u0600\u0661.\u0662"},
    {"Hebrew points", "שָׁ.ל"},
};

START_TEST(cuts_between)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) marked = g_string_new(NULL);
    for (const char *p = cuts[_i].marked; *p; p++)
        if (*p != '|' && *p != '.')
            g_string_append_c(text, *p);
    for (const char *p = text->str; *p; p = g_utf8_next_char(p)) {
        gsize at = (gsize)(p - text->str);
        if (at && columns_between_words(text->str, text->len, at))
            g_string_append_c(marked, '|');
        else if (at && columns_between_clusters(text->str, text->len, at) && *p != '\xE3')
            g_string_append_c(marked, '.');
        g_string_append_len(marked, p, g_utf8_next_char(p) - p);
    }
    ck_assert_msg(strcmp(marked->str, cuts[_i].marked) == 0, "%s:\n  is     %s\n  should %s",
                  cuts[_i].name, marked->str, cuts[_i].marked);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("columns");
    TCase *c = tcase_create("columns");
    tcase_add_loop_test(c, counts_columns, 0, G_N_ELEMENTS(widths));
    tcase_add_loop_test(c, cuts_between, 0, G_N_ELEMENTS(cuts));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
