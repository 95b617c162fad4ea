#include "search/output.h"

#include <string.h>

#include "search/columns.h"
#include "search/show-date.h"
#include "stemmer/stemmer.h"

/* Lines longer than this are hard to read; shorter terminals are filled. */
#define WIDEST 100
#define NARROWEST 20
/* The width of a snippet where there is no terminal, whose lines are not wrapped. */
#define UNWRAPPED 80

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define TITLE "\033[36m"
#define PLAIN "\033[0m"

static guint digits(guint number)
{
    return number < 10 ? 1 : 1 + digits(number / 10);
}

/* Below the title everything is indented by the width of a rank: `12. `. */
static guint indent_of(const OutputStyle *style)
{
    return digits(style->last_rank) + 2;
}

static guint line_width(const OutputStyle *style)
{
    guint width = style->width ? CLAMP(style->width, NARROWEST, WIDEST) : UNWRAPPED;
    return width - MIN(indent_of(style), width - 10);
}

gsize output_snippet_columns(const OutputStyle *style)
{
    /* Wrapping at words leaves some of each line empty. */
    return 2 * line_width(style) - 8;
}

/* ---- wrapping ------------------------------------------------------------------------------- */

typedef struct {
    GString *out;
    const OutputStyle *style;
    const char *base; /* the escape sequence that is in force around highlights; "" for none */
    guint width;      /* of a line */
    guint indent;     /* before each line but the first */
    guint column;
    gboolean lit; /* a highlight is on */
} Wrapper;

static void light(Wrapper *wrapper, gboolean on)
{
    if (wrapper->lit == on || !wrapper->style->color)
        return;
    wrapper->lit = on;
    g_string_append(wrapper->out, on ? BOLD : PLAIN);
    if (!on)
        g_string_append(wrapper->out, wrapper->base);
}

static void break_line(Wrapper *wrapper)
{
    gboolean lit = wrapper->lit;
    if (wrapper->style->color && (lit || *wrapper->base))
        g_string_append(wrapper->out, PLAIN);
    g_string_append_c(wrapper->out, '\n');
    for (guint i = 0; i < wrapper->indent; i++)
        g_string_append_c(wrapper->out, ' ');
    if (wrapper->style->color)
        g_string_append(wrapper->out, wrapper->base);
    if (wrapper->style->color && lit)
        g_string_append(wrapper->out, BOLD);
    wrapper->column = 0;
}

/* The end of what is kept on one line if possible: the next place where it may be cut. */
static gsize next_cut(const GString *text, gsize at)
{
    do
        at = (gsize)(g_utf8_next_char(text->str + at) - text->str);
    while (at < text->len && !columns_between_words(text->str, text->len, at));
    return at;
}

static gboolean in_range(const Snippet *snippet, guint *range, gsize at)
{
    while (*range < snippet->ranges->len &&
           g_array_index(snippet->ranges, SnippetRange, *range).end <= at)
        (*range)++;
    return *range < snippet->ranges->len &&
           g_array_index(snippet->ranges, SnippetRange, *range).start <= at;
}

static void write_run(Wrapper *wrapper, const Snippet *snippet, guint *range, gsize start,
                      gsize end)
{
    const char *text = snippet->text->str;
    for (gsize at = start; at < end;) {
        gsize next = (gsize)(g_utf8_next_char(text + at) - text);
        guint width = columns_of_character(g_utf8_get_char(text + at));
        light(wrapper, in_range(snippet, range, at));
        if (wrapper->style->width && wrapper->column + width > wrapper->width &&
            columns_between_clusters(text, snippet->text->len, at))
            break_line(wrapper);
        g_string_append_len(wrapper->out, text + at, (gssize)(next - at));
        wrapper->column += width;
        at = next;
    }
}

static void write_snippet(const OutputStyle *style, const Snippet *snippet, guint first_column,
                          const char *base, GString *out)
{
    Wrapper wrapper = {
        out,          style, style->color ? base : "", line_width(style), indent_of(style),
        first_column, FALSE};
    guint range = 0;
    g_string_append(out, wrapper.base);
    for (gsize at = 0; at < snippet->text->len;) {
        gsize end = next_cut(snippet->text, at);
        gsize columns = columns_of_text(snippet->text->str + at, end - at);
        gboolean full =
            style->width && wrapper.column > 0 && wrapper.column + columns > wrapper.width;
        /* The space at which a line is broken goes. */
        if (full && snippet->text->str[at] == ' ') {
            light(&wrapper, in_range(snippet, &range, at + 1) && wrapper.lit);
            break_line(&wrapper);
            at++;
            continue;
        }
        if (full)
            break_line(&wrapper);
        write_run(&wrapper, snippet, &range, at, end);
        at = end;
    }
    light(&wrapper, FALSE);
    if (*wrapper.base)
        g_string_append(out, PLAIN);
}

/* ---- one hit -------------------------------------------------------------------------------- */

static void append_part(GString *out, const char *text, gsize start)
{
    if (*text == '\0')
        return;
    if (out->len > start)
        g_string_append(out, " \xC2\xB7 "); /* · */
    printable_append(out, text, strlen(text), TRUE);
}

/* source · date · id */
static void append_origin(const OutputStyle *style, const Hit *hit, GString *out)
{
    g_autoptr(GString) date = g_string_new(NULL);
    show_date(date, hit->field[HIT_DATE]->str);
    g_autofree char *id = hit->id[0] ? g_strndup(hit->id, 8) : g_strdup_printf("#%u", hit->docid);
    g_string_append_printf(out, "%*s%s", (int)indent_of(style), "", style->color ? DIM : "");
    gsize start = out->len;
    append_part(out, hit->field[HIT_SOURCE]->str, start);
    append_part(out, date->str, start);
    append_part(out, id, start);
    g_string_append_printf(out, "%s\n", style->color ? PLAIN : "");
}

static void text_hit(const OutputStyle *style, const Hit *hit, GString *out)
{
    if (hit->rank > 1)
        g_string_append_c(out, '\n');
    g_string_append_printf(out, "%*u. ", (int)digits(style->last_rank), hit->rank);
    if (hit->heading->text->len)
        write_snippet(style, hit->heading, 0, TITLE, out);
    else
        g_string_append(out, "(no text)");
    g_string_append_c(out, '\n');
    append_origin(style, hit, out);
    if (hit->snippet->text->len == 0)
        return;
    g_string_append_printf(out, "%*s", (int)indent_of(style), "");
    write_snippet(style, hit->snippet, 0, "", out);
    g_string_append_c(out, '\n');
}

const OutputFormat output_text = {"text", TRUE, text_hit};
