#include "search/kwic-line.h"

#include <check.h>
#include <string.h>

#include "search/columns.h"

/* In text, [ and ] stand around the keyword; in the line, | between the parts. */
static const struct {
    const char *name, *text;
    gsize columns;
    const char *line;
} cases[] = {
    {"all of the text", "A [storm] came.", 40, "A |storm| came."},
    {"nothing around", "[storm]", 40, "|storm|"},
    {"no room", "A [storm] came.", 0, "|storm|"},
    {"cut between words", "one two three [storm] four five six", 10, "two three |storm| four five"},
    {"line breaks", "one\n\n  two\r\n[storm]\nthree", 40, "one two |storm| three"},
    {"tabs and white space", "one\t \t two  [storm]  \t three", 9, "one two |storm| three"},
    {"punctuation", "\"[storm]\", he said", 9, "\"|storm|\", he"},
    {"a part of a compound", "a sand-[storm]-front came", 40, "a sand-|storm|-front came"},
    {"a word wider than the context", "reconstruction [storm] reconstruction", 5,
     "tion |storm| reco"},
    {"a phrase", "the [central\n  bank] rose", 40, "the |central bank| rose"},
    {"Chinese", "我们在北京大学[学习]中文的时候", 6, "京大学|学习|中文的"},
    {"Chinese, an odd column", "我们在北京大学[学习]中文的时候", 5, "大学|学习|中文"},
    {"combining marks",
     "xe\xCC\x81"
     "e\xCC\x81"
     "[a]"
     "e\xCC\x81"
     "e\xCC\x81x",
     2,
     "e\xCC\x81"
     "e\xCC\x81|a|e\xCC\x81"
     "e\xCC\x81"},
    {"joined emoji are not cut", "x 👩‍👩‍👧 [a] 👩‍👩‍👧 x", 5, " |a| "},
    {"right-to-left", "أخبار [السلام] اليوم", 40, "أخبار |السلام| اليوم"},
    {"escape sequences", "\x1b[31mred\x1b[0m [storm] \x1b]0;x\x07was", 40, "red |storm| was"},
    {"bidirectional overrides",
     "a \xE2\x80\xAE"
     "evil [storm] b",
     40, "a evil |storm| b"},
};

/* Puts the text without brackets into the hit; an escape's own bracket is none. */
static Mark read_text(const char *marked, Hit *hit)
{
    Mark mark = {0};
    g_string_truncate(hit->text, 0);
    for (const char *p = marked; *p; p++) {
        if (*p == '[' && (p == marked || p[-1] != '\x1b'))
            mark.start = hit->text->len;
        else if (*p == ']' && (p == marked || p[-1] != '\x1b'))
            mark.end = hit->text->len;
        else
            g_string_append_c(hit->text, *p);
    }
    return mark;
}

static char *written(const KwicLine *line)
{
    return g_strjoin("|", line->part[KWIC_LEFT]->str, line->part[KWIC_KEYWORD]->str,
                     line->part[KWIC_RIGHT]->str, NULL);
}

START_TEST(shows_contexts)
{
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(KwicLine) line = kwic_line_new();
    Mark mark = read_text(cases[_i].text, hit);
    kwic_line_set(line, hit, FALSE, &mark, cases[_i].columns);
    g_autofree char *text = written(line);
    ck_assert_msg(strcmp(text, cases[_i].line) == 0, "%s: %s and should be %s", cases[_i].name,
                  text, cases[_i].line);
}
END_TEST

/* However wide, contexts have at most so many columns, and cut no cluster. */
START_TEST(contexts_stay_within_their_columns)
{
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(KwicLine) line = kwic_line_new();
    Mark mark = read_text(cases[_i].text, hit);
    for (gsize columns = 0; columns < 60; columns++) {
        kwic_line_set(line, hit, FALSE, &mark, columns);
        for (int part = KWIC_LEFT; part <= KWIC_RIGHT; part += KWIC_RIGHT - KWIC_LEFT) {
            const GString *context = line->part[part];
            ck_assert_msg(columns_of_text(context->str, context->len) <= columns,
                          "%s: %zu columns: '%s'", cases[_i].name, columns, context->str);
            gunichar first = g_utf8_get_char(context->str);
            ck_assert_msg(part == KWIC_RIGHT || !g_unichar_ismark(first), "%s: %zu columns: '%s'",
                          cases[_i].name, columns, context->str);
        }
    }
}
END_TEST

START_TEST(is_the_same_after_packing)
{
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(KwicLine) line = kwic_line_new(), copy = kwic_line_new();
    g_autoptr(GString) packed = g_string_new(NULL), again = g_string_new(NULL);
    Mark mark = read_text(cases[_i].text, hit);
    mark.clause = 3;
    g_string_assign(hit->field[HIT_DATE], "2014-08-08");
    g_string_assign(hit->field[HIT_SOURCE], "Northwire");
    g_strlcpy(hit->id, "0123456789abcdef0123456789abcdef", sizeof hit->id);
    kwic_line_set(line, hit, FALSE, &mark, 30);
    kwic_line_pack(line, packed);
    kwic_line_unpack(copy, packed->str);
    kwic_line_pack(copy, again);
    ck_assert(g_string_equal(packed, again));
    ck_assert_str_eq(copy->part[KWIC_DATE]->str, "2014-08-08");
    ck_assert_str_eq(copy->part[KWIC_SOURCE]->str, "Northwire");
    ck_assert_str_eq(copy->part[KWIC_ID]->str, hit->id);
    ck_assert(copy->start == mark.start && copy->end == mark.end && copy->clause == 3);
}
END_TEST

/* Places in the order of the words on a side: no row comes after the next. */
static const struct {
    const char *name;
    KwicPart side;
    const char *texts[8];
} orders[] = {
    {"to the right",
     KWIC_RIGHT,
     {"x [storm]", "x [storm] a", "x [storm]: A b", "x [storm] a \"c\" b", "x [storm] ab",
      "x [storm] Álpha", "x [storm] alpha b", "x [storm] zoo"}},
    {"to the left, from the keyword outwards",
     KWIC_LEFT,
     {"[storm] z", "a [storm]", "B, a\n[storm]", "z a [storm]", "the AB [storm]",
      "B zoo - [storm]"}},
    {"Chinese, by characters", KWIC_LEFT, {"中[学]", "国中[学]", "国[学]", "中国[学]"}},
    {"numbers come before letters", KWIC_RIGHT, {"[storm] 10", "[storm] 9", "[storm] a"}},
};

START_TEST(orders_by_words)
{
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(GString) before = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(orders[_i].texts) && orders[_i].texts[i]; i++) {
        g_autoptr(GString) key = g_string_new(NULL);
        Mark mark = read_text(orders[_i].texts[i], hit);
        kwic_line_append_key(hit, FALSE, &mark, orders[_i].side, key);
        ck_assert_msg(strcmp(before->str, key->str) <= 0, "%s: '%s' comes before the one above",
                      orders[_i].name, orders[_i].texts[i]);
        g_string_assign(before, key->str);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("kwic-line");
    TCase *c = tcase_create("lines");
    tcase_add_loop_test(c, shows_contexts, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, contexts_stay_within_their_columns, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, is_the_same_after_packing, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, orders_by_words, 0, G_N_ELEMENTS(orders));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
