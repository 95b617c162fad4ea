#include "search/kwic-layout.h"

#include <check.h>
#include <string.h>

#include "search/columns.h"

typedef struct {
    const char *name, *date, *source, *left, *keyword, *right;
    gboolean in_title;
} Line;

static const Line lines[] = {
    {"plain", "2014-08-08", "Northwire", "Both sides kept to the ", "truce", " on Friday.", FALSE},
    {"a title", "2014-08-08", "Northwire", "Tenuous ", "ceasefire", " holds", TRUE},
    {"nothing around", "2014", "", "", "truce", "", FALSE},
    {"a long source", "2014-08", "The Kestan Daily Messenger and Post", "the ", "truce", ", too",
     FALSE},
    {"Chinese", "2014-08-09", "新华网新华网新华网新华网", "我们在北京大学学习中文的时候", "北京",
     "大学学习中文的时候我们", FALSE},
    {"combining marks", "2014-08-09", "Cafe\xCC\x81", "e\xCC\x81te\xCC\x81 au cafe\xCC\x81 ",
     "e\xCC\x81te\xCC\x81", " a\xCC\x80 la fin", FALSE},
    {"right-to-left", "2014-08-09", "الجزيرة", "قال مسؤولون اليوم إن محادثات ", "السلام",
     " ستستمر الأسبوع", FALSE},
    {"emoji", "2014-08-10", "Feed", "👩‍👩‍👧 😀😀 about ", "truce",
     " 🇦🇲😀 and 👍🏽", FALSE},
    {"Thai", "2014-08-10", "", "การเจรจาสันติภาพจะดำเนินต่อไป", "peace", "ในสัปดาห์หน้า", FALSE},
    {"a long keyword", "2014-08-10", "Northwire", "said the ",
     "central committee of the united workers and peasants of the northern valleys", " yesterday",
     FALSE},
    {"punctuation", "2014-08-10", "", "He said “", "truce", "”, and: “no", FALSE},
    {"wide punctuation", "2014-08-10", "", "我们：", "北京", "，我们", FALSE},
    {"no date", "", "Northwire", "about the ", "truce", " that was", FALSE},
    {"control characters", "2014-08-10\x1b[31m", "Bad\x1b]0;x\x07Wire\n", "about the ", "truce",
     " that was", FALSE},
};

static KwicLine *line_of(const Line *row)
{
    KwicLine *line = kwic_line_new();
    g_string_assign(line->part[KWIC_ID], "0123456789abcdef0123456789abcdef");
    g_string_assign(line->part[KWIC_DATE], row->date);
    g_string_assign(line->part[KWIC_SOURCE], row->source);
    g_string_assign(line->part[KWIC_LEFT], row->left);
    g_string_assign(line->part[KWIC_KEYWORD], row->keyword);
    g_string_assign(line->part[KWIC_RIGHT], row->right);
    line->in_title = row->in_title;
    return line;
}

static KwicExtent extent_of_all(void)
{
    KwicExtent extent = {0};
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(KwicLine) line = line_of(&lines[i]);
        kwic_extent_add(&extent, line);
    }
    return extent;
}

static gsize columns_of(const GString *text)
{
    return columns_of_text(text->str, text->len);
}

/* All keywords begin in one column, and no line is wider than it may be, at any width. */
START_TEST(keywords_stand_below_each_other)
{
    KwicExtent extent = extent_of_all();
    Palette palette = {{[PALETTE_MATCH] = "1"}};
    for (guint width = 1; width <= 400; width += width < 130 ? 1 : 30) {
        KwicLayout layout = kwic_layout_for(&extent, width);
        gsize common = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
            g_autoptr(KwicLine) line = line_of(&lines[i]);
            g_autoptr(GString) out = g_string_new(NULL), plain = g_string_new(NULL);
            kwic_layout_append(&layout, NULL, line, plain);
            ck_assert_msg(columns_of(plain) - 1 <= MAX(width, KWIC_NARROWEST), "%s at %u: %s",
                          lines[i].name, width, plain->str);
            kwic_layout_append(&layout, &palette, line, out);
            const char *keyword = strstr(out->str, "\033[1m");
            ck_assert_msg(keyword != NULL, "%s at %u: no keyword", lines[i].name, width);
            gsize column = columns_of_text(out->str, (gsize)(keyword - out->str));
            ck_assert_msg(i == 0 || column == common, "%s at %u: column %zu, not %zu: %s",
                          lines[i].name, width, column, common, plain->str);
            common = column;
        }
    }
}
END_TEST

/* The whole of a line. */
static const struct {
    const char *name;
    guint width;
    const char *of, *text;
} shown[] = {
    {"all cells", 140, "plain",
     "2014-08-08  Northwire         01234567              Both sides kept to the  truce            "
     "                on Friday.\n"},
    {"the source goes second", 70, "plain",
     "2014-08-08     sides kept to the  truce              on Friday.\n"},
    {"then the date", 40, "plain", "   kept to the  truce        on Friday.\n"},
    {"a title", 70, "a title", "2014-08-08  T            Tenuous  ceasefire          holds\n"},
    {"nothing around", 70, "nothing around", "2014                              truce\n"},
    {"a wide script", 70, "Chinese",
     "2014-08-09      学学习中文的时候  北京               大学学习中文的时\n"},
    {"punctuation stays at the keyword", 70, "punctuation",
     "2014-08-10               He said “truce”,            and: “no\n"},
    {"wide punctuation does too", 70, "wide punctuation",
     "2014-08-10                  我们：北京，             我们\n"},
    {"right-to-left text is isolated", 70, "right-to-left",
     "\xE2\x80\x8E"
     "2014-08-09      \xE2\x81\xA8"
     "اليوم إن محادثات"
     "\xE2\x81\xA9  \xE2\x81\xA8"
     "السلام"
     "\xE2\x81\xA9             \xE2\x81\xA8"
     "ستستمر الأسبوع"
     "\xE2\x81\xA9\n"},
};

START_TEST(shows_a_line)
{
    KwicExtent extent = extent_of_all();
    KwicLayout layout = kwic_layout_for(&extent, shown[_i].width);
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        if (strcmp(lines[i].name, shown[_i].of) != 0)
            continue;
        g_autoptr(KwicLine) line = line_of(&lines[i]);
        g_autoptr(GString) out = g_string_new(NULL);
        kwic_layout_append(&layout, NULL, line, out);
        ck_assert_msg(strcmp(out->str, shown[_i].text) == 0, "%s:\n'%s' and should be\n'%s'",
                      shown[_i].name, out->str, shown[_i].text);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("kwic-layout");
    TCase *c = tcase_create("columns");
    tcase_add_test(c, keywords_stand_below_each_other);
    tcase_add_loop_test(c, shows_a_line, 0, G_N_ELEMENTS(shown));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
