#include "search/sentence.h"

#include <check.h>
#include <string.h>

/* Starts of sentences are marked by a bar. */
static const struct {
    const char *name, *marked;
} cases[] = {
    {"the first", "|War ended."},
    {"full stops", "|War ended. |Peace came. |Now rest."},
    {"question and exclamation", "|War? |Yes! |No."},
    {"quotes", "|He said: \"It ended.\" |\"Good,\" she said."},
    {"typographic quotes", "|He said “It ended.” |“Good,” she said."},
    {"titles", "|Mr. Smith met Dr. Jones. |They talked."},
    {"months", "|On Aug. 8 it ended."},
    {"initials", "|George W. Bush spoke."},
    {"acronyms", "|The U.S. Army left."},
    {"decimals", "|It rose 3.5 percent."},
    {"lower case goes on", "|It ended. or not."},
    {"numbers begin", "|It ended. |15 died."},
    {"paragraphs", "|No stop here\n\n|Next paragraph"},
    {"indented paragraphs", "|No stop here\n    |Next paragraph"},
    {"lines do not begin", "|A line that\nGoes on"},
    {"Russian", "|Война кончилась. |Мир."},
    {"Chinese", "|战争。|和平！|好"},
    {"Chinese quotes", "|他说：“和平。”|她走了。"},
    {"Japanese brackets", "|「平和だ。」|そう言った。"},
    {"Thai has none", "|ภาษาไทย ไม่มีจุด"},
    {"Hindi", "|शांति आई। |युद्ध गया।"},
    {"Arabic", "|هل انتهت الحرب؟ |نعم."},
    {"Korean", "|전쟁이 끝났다. |평화가 왔다."},
    {"Greek", "|Τέλος. |Ειρήνη."},
    {"ranks and titles",
     "|Gen. Hall met Sen. Price, Lt. Col. Gray and Prof. Jane Hill. |All left."},
    {"saints and mounts", "|St. Anne lies below Mt. Kess. |It is old."},
    {"company", "|Bright Foods Inc. Chairman Hall left. |Shares fell."},
    {"company at the end", "|She leads Bright Foods Inc. |The firm is old."},
    {"acronym at the end", "|They went to the U.S. |But they came back."},
    {"acronym in capitals", "|He works for the BBC. |They pay."},
    {"initials", "|J. R. Hall wrote it. |A. Price read it."},
    {"number's sign", "|He is No. 4 in rank. |She is first."},
    {"short word", "|They sailed to Rio. |Crowds cheered."},
    {"time of day", "|It began at 6.40 a.m. |Nobody was there."},
    {"year at the end", "|It was so in 2014. |Since then it is not."},
    {"score at the end", "|They won 3-2. |Rovers cheered."},
    {"amount", "|It costs $31.50 a share. |Few bought."},
    {"address on the net", "|See example.org for more. |Or ask."},
    {"ellipsis", "|He paused... |Then he left."},
    {"ellipsis goes on", "|He ... did not ... know."},
    {"ellipsis of one sign", "|He paused… |Then he left."},
    {"several signs", "|Really?! |Yes."},
    {"brackets", "|It fell. |(It rose later.) |It fell again."},
    {"stop inside quotes", "|“War is over.” |He left."},
    {"quotes in quotes", "|“He said ‘no.’” |She left."},
    {"speech goes on", "|“Is it over?” he asked."},
    {"dash before speech", "|Она молчала. |— Мир, — сказал он."},
    {"German", "|Er ging am 14. Februar, z. B. nach Ulm. |Dr. Kolb blieb."},
    {"German year", "|So war es 2014. |Heute nicht."},
    {"German quotes", "|Er sagte: „Schluss.“ |Dann ging er."},
    {"German century", "|Im 19. Jahrhundert war es so."},
    {"German millions", "|Es kostet 3 Mio. Euro. |Viel Geld."},
    {"French", "|M. Lantier parle. |« Non. » |Mme Aubin rit."},
    {"Spanish", "|El Sr. Paz habló. |¿Quién? |¡Nadie!"},
    {"Russian initials", "|И. В. Кручинин ушёл. |Проф. Панин остался."},
    {"Russian town and year", "|В г. Москва. |Так было в 2013 г. |Теперь нет."},
    {"Russian street", "|Он жил на ул. Ленина. |Потом уехал."},
    {"dateline", "|BAKU, Aug. 8 (Northwire) - |Talks ended. |All left."},
    {"dateline with a long dash", "|OSTRAVIN (Meridian) — |Rates rose."},
    {"dateline with two dashes", "|OSTRAVIN (Meridian) -- |Rates rose."},
    {"dateline in small letters", "|Baku, 8 August (Northwire) – |Talks ended."},
    {"dateline of two words", "|NEW CARDIFF, Nov. 22 - |Halden bought."},
    {"no dateline", "|The talks - all of them - failed."},
    {"no dateline after one letter", "|A talk - All of it - failed."},
    {"Windows lines", "|No stop here\r\n\r\n|Next paragraph"},
    {"a list", "|No stop\n\n|- first\n\n|- second"},
    {"space before the first", "  |War ended. |Peace."},
    {"only signs", "... !"},
};

START_TEST(finds_starts)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) marked = g_string_new(NULL);
    for (const char *p = cases[_i].marked; *p; p++)
        if (*p != '|')
            g_string_append_c(text, *p);
    for (gsize at = 0; at < text->len; at++) {
        gboolean start = sentence_start(text->str, text->len, at, at) == at;
        ck_assert_msg((sentence_next(text->str, text->len, at, at) == at) == start,
                      "%s: byte %zu: forwards and backwards differ", cases[_i].name, at);
        if (start)
            g_string_append_c(marked, '|');
        g_string_append_c(marked, text->str[at]);
    }
    ck_assert_msg(strcmp(marked->str, cases[_i].marked) == 0, "%s:\n  is     %s\n  should %s",
                  cases[_i].name, marked->str, cases[_i].marked);
}
END_TEST

START_TEST(finds_the_last_and_the_first_in_a_range)
{
    const char *text = "First. Second. Third.";
    ck_assert_uint_eq(sentence_start(text, strlen(text), 0, 20), 15);
    ck_assert_uint_eq(sentence_start(text, strlen(text), 0, 14), 7);
    ck_assert_uint_eq(sentence_start(text, strlen(text), 8, 14), SENTENCE_NONE);
    ck_assert_uint_eq(sentence_start(text, strlen(text), 0, 0), 0);
    ck_assert_uint_eq(sentence_start("", 0, 0, 0), SENTENCE_NONE);
    ck_assert_uint_eq(sentence_next(text, strlen(text), 0, 20), 0);
    ck_assert_uint_eq(sentence_next(text, strlen(text), 1, 20), 7);
    ck_assert_uint_eq(sentence_next(text, strlen(text), 7, 20), 7);
    ck_assert_uint_eq(sentence_next(text, strlen(text), 8, 14), SENTENCE_NONE);
    ck_assert_uint_eq(sentence_next(text, strlen(text), 16, 21), SENTENCE_NONE);
    ck_assert_uint_eq(sentence_next("", 0, 0, 0), SENTENCE_NONE);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("sentence");
    TCase *c = tcase_create("sentence");
    tcase_add_loop_test(c, finds_starts, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, finds_the_last_and_the_first_in_a_range);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
