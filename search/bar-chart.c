#include "search/bar-chart.h"

#include <string.h>

#include "console/number.h"
#include "search/columns.h"
#include "stemmer/stemmer.h"

/* Longer lines are hard to follow; where there is no terminal, lines are as on a usual one. */
#define WIDEST 100
#define UNSEEN 80
#define NARROWEST 20
#define GAP 2
/* Shorter bars tell nothing apart. */
#define SHORTEST_BAR 3

#define ELLIPSIS "\xE2\x80\xA6"

/* Blocks from one to eight eighths of a column: U+258F, the narrowest, to U+2588. */
#define EIGHTHS 8
#define FULL_BLOCK 0x2588

static char *written(const BarChart *chart, guint32 count)
{
    return chart->display->width ? number_grouped(count) : g_strdup_printf("%u", count);
}

BarChart bar_chart_make(const Display *display, guint label_columns, guint32 most)
{
    guint width = display->width ? CLAMP(display->width, NARROWEST, WIDEST) : UNSEEN;
    BarChart chart = {.display = display, .most = MAX(most, 1)};
    g_autofree char *longest = written(&chart, most);
    chart.label_columns = MIN(label_columns, width / 2);
    chart.count_columns = (guint)strlen(longest);
    guint used = chart.label_columns + GAP + chart.count_columns + GAP;
    chart.bar_columns = used + SHORTEST_BAR <= width ? width - used : 0;
    return chart;
}

static void append_label(const BarChart *chart, const char *label, GString *out)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, label, strlen(label), TRUE);
    guint columns = (guint)columns_of_text(shown->str, shown->len);
    if (columns > chart->label_columns) {
        gsize cut = 0;
        columns = 0;
        for (gsize at = 0; at < shown->len;) {
            columns += columns_of_character(g_utf8_get_char(shown->str + at));
            if (columns > chart->label_columns - 1)
                break;
            at = (gsize)(g_utf8_next_char(shown->str + at) - shown->str);
            if (columns_between_clusters(shown->str, shown->len, at))
                cut = at;
        }
        g_string_truncate(shown, cut);
        g_string_append(shown, ELLIPSIS);
        columns = (guint)columns_of_text(shown->str, shown->len);
    }
    g_string_append_len(out, shown->str, (gssize)shown->len);
    g_string_append_printf(out, "%*s", (int)(chart->label_columns - columns), "");
}

static void append_bar(const BarChart *chart, guint32 count, GString *out)
{
    guint64 eighths = (guint64)count * chart->bar_columns * EIGHTHS / chart->most;
    const Palette *palette = display_palette(chart->display);
    g_string_append_printf(out, "%*s", GAP, "");
    if (palette)
        palette_on(palette, PALETTE_TITLE, out);
    for (; eighths >= EIGHTHS; eighths -= EIGHTHS)
        g_string_append_unichar(out, FULL_BLOCK);
    /* What there is shows, however little it is beside the others. */
    if (eighths > 0 || (guint64)count * chart->bar_columns < chart->most)
        g_string_append_unichar(out, FULL_BLOCK + EIGHTHS - (gunichar)MAX(eighths, 1));
    if (palette)
        palette_off(palette, PALETTE_TITLE, out);
}

void bar_chart_append(const BarChart *chart, const char *label, guint32 count, GString *out)
{
    g_autofree char *number = written(chart, count);
    append_label(chart, label, out);
    g_string_append_printf(out, "%*s%*s", GAP, "", (int)chart->count_columns, number);
    if (count && chart->bar_columns)
        append_bar(chart, count, out);
    g_string_append_c(out, '\n');
}
