#include "search/line-break.h"

#include <check.h>
#include <string.h>

/* Breaks that only fill a line are written ~, those that stay \n. */
static const struct {
    const char *name, *text;
} cases[] = {
    {"nothing", ""},
    {"one line", "One line alone."},
    {"a line for each paragraph",
     "The talks went on.\nNobody left the room.\nAt dawn they agreed."},
    {"wire copy", "The river rose through the night and by the morning had covered~"
                  "both roads into the town, so that nobody could leave but by~"
                  "boat, the mayor said on the radio.\n"
                  "    The water is not to fall before Sunday, and until then the~"
                  "schools are closed.\n"
                  " Wire"},
    {"a short first line", "The river rose through the night~"
                           "Monday and by the morning had covered both of the roads to the~"
                           "town, so that nobody could leave but by boat, the mayor said~"
                           "on the radio that evening."},
    {"a blank line", "The river rose through the night and by the morning had covered~"
                     "both roads into the town.\n\n"
                     "The water is not to fall before Sunday, and until then all of~"
                     "the schools are closed."},
    {"a title above", "FLOODS\n"
                      "The river rose through the night and by the morning had covered~"
                      "both roads into the town, so that nobody could leave but by~"
                      "boat."},
    {"a table", "The river rose through the night and by the morning had covered~"
                "both roads into the town, as the figures of that night show us:\n"
                "Monday     Tuesday    Wednesday    Thursday    Friday    Sunday\n"
                "12         13         14           15          16        17"},
    {"tabs",
     "Monday evening and all of the night that followed it\t12\nTuesday\t13\nWednesday\t14"},
    {"verse", "The river in the night was long and wide and slow,\n"
              "And nobody could say how far the boats would go,\n"
              "Or who would wait for them.\n"
              "The town was still, the lamps were out along the quay,\n"
              "And what was left of it was sky."},
    {"a list", "Northport 3\nKestan United 2\nArkhel Rovers 0\nMirzan 1"},
    {"Chinese", "河水在夜里上涨到了早上已经淹没了通往镇上的两条道路市长在电台中表示~"
                "人们只能乘船离开该地区的学校将关闭到星期日水位届时才会开始下降然后~"
                "重新开放。"},
};

START_TEST(tells_which_breaks_fill)
{
    g_autofree char *text = g_strdup(cases[_i].text);
    g_strdelimit(text, "~", '\n');
    gsize length = strlen(text);
    LineBreaks breaks = line_breaks_of(text, length);
    g_autoptr(GString) marked = g_string_new(text);
    for (gsize i = 0; i < length; i++)
        if (text[i] == '\n' && line_break_fills(&breaks, text, length, i))
            marked->str[i] = '~';
    ck_assert_msg(strcmp(marked->str, cases[_i].text) == 0, "%s:\n%s\nand should be\n%s",
                  cases[_i].name, marked->str, cases[_i].text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("line-break");
    TCase *c = tcase_create("breaks");
    tcase_add_loop_test(c, tells_which_breaks_fill, 0, G_N_ELEMENTS(cases));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
