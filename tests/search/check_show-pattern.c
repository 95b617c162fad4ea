#include "search/show-pattern.h"

#include <check.h>
#include <regex.h>
#include <string.h>

/* Pieces with | between them; one that began on the line before begins with -, one that goes on
 * ends with -. found, missed: lines that less must stop at, or must not; several with | between
 * them. */
static const struct {
    const char *name, *pieces, *pattern, *found, *missed;
} cases[] = {
    {"a word", "storm", "\\bstorm\\b", "a storm came|storm|\"storm\"", "storms|brainstorm|Storm"},
    {"each once", "storm|gale|storm", "\\bstorm\\b|\\bgale\\b", "a gale", "a ga"},
    {"a phrase", "peace talks", "\\bpeace +talks\\b", "peace talks|peace  talks",
     "peace and talks"},
    {"signs", "U.S.|C++|(a)", "\\bU\\.S\\.|\\bC\\+\\+|\\(a\\)", "the U.S.|C++|(a)", "UxSx|Caa"},
    {"a backslash", "a\\b", "\\ba\\\\b\\b", "a\\b", "ab"},
    {"Chinese", "北京", "北京", "在北京大学", "北 京"},
    {"letters that are not ASCII", "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9", "l'\xC3\xA9t\xC3\xA9.",
     "ete"},
    {"a broken phrase", "peace-|-talks", "\\bpeace$|^talks\\b", "of peace|talks on",
     "of peace now|on talks"},
    {"spaces at the end", "peace -", "\\bpeace$", "of peace", "peaceful"},
    {"brackets", "[x]{2}^$", "\\[x\\]\\{2\\}\\^\\$", "a[x]{2}^$", "xx"},
};

static ShowPattern *pattern_of(const char *written)
{
    ShowPattern *pattern = show_pattern_new();
    g_auto(GStrv) pieces = g_strsplit(written, "|", -1);
    for (gsize i = 0; pieces[i]; i++) {
        gboolean begun = pieces[i][0] == '-', goes_on = g_str_has_suffix(pieces[i], "-");
        const char *text = pieces[i] + begun;
        show_pattern_add(text, strlen(text) - goes_on, begun, !goes_on, pattern);
    }
    return pattern;
}

static void check_lines(const char *name, const regex_t *regex, const char *lines, gboolean found)
{
    g_auto(GStrv) line = g_strsplit(lines, "|", -1);
    for (gsize i = 0; line[i]; i++)
        ck_assert_msg((regexec(regex, line[i], 0, NULL, 0) == 0) == found, "%s: %s", name, line[i]);
}

START_TEST(finds_what_is_highlighted)
{
    regex_t regex;
    g_autoptr(ShowPattern) pattern = pattern_of(cases[_i].pieces);
    const char *text = show_pattern_text(pattern);
    ck_assert_msg(strcmp(text, cases[_i].pattern) == 0, "%s: %s", cases[_i].name, text);
    ck_assert_msg(regcomp(&regex, text, REG_EXTENDED) == 0, "%s: not a pattern", cases[_i].name);
    check_lines(cases[_i].name, &regex, cases[_i].found, TRUE);
    check_lines(cases[_i].name, &regex, cases[_i].missed, FALSE);
    regfree(&regex);
}
END_TEST

START_TEST(stays_within_bounds)
{
    g_autoptr(ShowPattern) pattern = show_pattern_new();
    ck_assert(!show_pattern_text(pattern));
    g_autofree char *long_piece = g_strnfill(SHOW_PATTERN_MAX_BYTES, 'x');
    show_pattern_add(long_piece, strlen(long_piece), FALSE, TRUE, pattern);
    ck_assert(!show_pattern_text(pattern));
    for (int i = 0; i < 1000; i++) {
        g_autofree char *piece = g_strdup_printf("word%d", i);
        show_pattern_add(piece, strlen(piece), FALSE, TRUE, pattern);
    }
    gsize length = strlen(show_pattern_text(pattern));
    ck_assert(length <= SHOW_PATTERN_MAX_BYTES && length > SHOW_PATTERN_MAX_BYTES - 20);
    ck_assert(g_str_has_prefix(show_pattern_text(pattern), "\\bword0\\b|\\bword1\\b|"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("show-pattern");
    TCase *c = tcase_create("pattern");
    tcase_add_loop_test(c, finds_what_is_highlighted, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, stays_within_bounds);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
