#include "search/wrap.h"

#include <string.h>

#include "search/columns.h"
#include "search/snippet.h"

#define TAB_COLUMNS 8

typedef struct {
    const WrapStyle *style;
    const GString *text;
    const GArray *ranges;
    GString *out;
    guint range;        /* the next that ends behind the present place */
    gsize column;       /* in which the line stands */
    gboolean lit;       /* a highlight is on */
    gsize lit_at;       /* where the text of its piece begins */
    gboolean lit_begun; /* the piece before stands on the line before */
} Wrapper;

/* ---- colours -------------------------------------------------------------------------------- */

static void part_on(const Wrapper *wrapper)
{
    if (wrapper->style->palette && wrapper->style->part != PALETTE_PARTS)
        palette_on(wrapper->style->palette, wrapper->style->part, wrapper->out);
}

static void part_off(const Wrapper *wrapper)
{
    if (wrapper->style->palette && wrapper->style->part != PALETTE_PARTS)
        palette_off(wrapper->style->palette, wrapper->style->part, wrapper->out);
}

static void light_on(Wrapper *wrapper, gsize at, gboolean begun)
{
    wrapper->lit = TRUE;
    wrapper->lit_at = at;
    wrapper->lit_begun = begun;
    if (wrapper->style->palette)
        palette_on(wrapper->style->palette, PALETTE_MATCH, wrapper->out);
}

/* The text of the piece ended before byte `at`. */
static void light_off(Wrapper *wrapper, gsize at, gboolean ended)
{
    const WrapStyle *style = wrapper->style;
    wrapper->lit = FALSE;
    if (style->on_range)
        style->on_range(wrapper->text->str + wrapper->lit_at, at - wrapper->lit_at,
                        wrapper->lit_begun, ended, style->data);
    if (!style->palette)
        return;
    palette_off(style->palette, PALETTE_MATCH, wrapper->out);
    /* That ended all colours. */
    part_on(wrapper);
}

/* The range that byte `at` is in; NULL: none. */
static const SnippetRange *range_at(Wrapper *wrapper, gsize at)
{
    for (; wrapper->ranges && wrapper->range < wrapper->ranges->len; wrapper->range++) {
        const SnippetRange *range = &g_array_index(wrapper->ranges, SnippetRange, wrapper->range);
        if (range->end > at)
            return range->start <= at ? range : NULL;
    }
    return NULL;
}

/* ---- lines ---------------------------------------------------------------------------------- */

static void put_spaces(Wrapper *wrapper, gsize count)
{
    for (gsize i = 0; i < count; i++)
        g_string_append_c(wrapper->out, ' ');
    wrapper->column += count;
}

static void break_line(Wrapper *wrapper, gsize at)
{
    if (wrapper->lit)
        light_off(wrapper, at, FALSE);
    part_off(wrapper);
    g_string_append_c(wrapper->out, '\n');
    wrapper->column = 0;
    put_spaces(wrapper, wrapper->style->indent);
    part_on(wrapper);
}

static gboolean has_room(const Wrapper *wrapper, gsize columns)
{
    return wrapper->style->width == 0 || wrapper->column + columns <= wrapper->style->width;
}

/* Puts text[start..end), which has no white space, on the line; breaks it where it has no room. */
static void put_word(Wrapper *wrapper, gsize start, gsize end)
{
    const char *text = wrapper->text->str;
    for (gsize at = start; at < end;) {
        gsize next = (gsize)(g_utf8_next_char(text + at) - text);
        guint columns = columns_of_character(g_utf8_get_char(text + at));
        const SnippetRange *range = range_at(wrapper, at);
        if (wrapper->lit && (!range || range->start == at))
            light_off(wrapper, at, TRUE);
        if (!has_room(wrapper, columns) && wrapper->column > wrapper->style->indent &&
            columns_between_clusters(text, wrapper->text->len, at))
            break_line(wrapper, at);
        if (range && !wrapper->lit)
            light_on(wrapper, at, range->start < at);
        g_string_append_len(wrapper->out, text + at, (gssize)(next - at));
        wrapper->column += columns;
        at = next;
    }
}

/* Behind the white space at `at`; *column becomes what a line that stands there has then. */
static gsize skip_space(const Wrapper *wrapper, gsize at, gsize end, gsize *column)
{
    const char *text = wrapper->text->str;
    for (; at < end && g_unichar_isspace(g_utf8_get_char(text + at));
         at = (gsize)(g_utf8_next_char(text + at) - text))
        *column += text[at] == '\t' ? TAB_COLUMNS - *column % TAB_COLUMNS
                                    : columns_of_character(g_utf8_get_char(text + at));
    return at;
}

static gsize word_end(const Wrapper *wrapper, gsize at, gsize end)
{
    const GString *text = wrapper->text;
    do
        at = (gsize)(g_utf8_next_char(text->str + at) - text->str);
    while (at < end && !columns_between_words(text->str, text->len, at));
    return at;
}

/* Of the white space at the beginning of a line no more than this is kept. */
static gsize most_indent(const Wrapper *wrapper)
{
    return wrapper->style->width ? wrapper->style->width / 3 : G_MAXSIZE;
}

/* text[at..end) has no line feed. */
static void put_line(Wrapper *wrapper, gsize at, gsize end)
{
    gsize begin = wrapper->column;
    gboolean first = TRUE;
    while (at < end) {
        gsize column = wrapper->column;
        gsize word = skip_space(wrapper, at, end, &column);
        if (word == end)
            break;
        gsize stop = word_end(wrapper, word, end);
        gsize space = column - wrapper->column;
        if (first)
            space = MIN(space, most_indent(wrapper));
        gsize columns = columns_of_text(wrapper->text->str + word, stop - word);
        const SnippetRange *range = range_at(wrapper, at);
        if (wrapper->lit && word > at && (!range || range->end <= word || range->start >= at))
            light_off(wrapper, at, TRUE);
        if (!has_room(wrapper, space + columns) &&
            wrapper->column > (first ? begin : wrapper->style->indent))
            break_line(wrapper, at);
        else
            put_spaces(wrapper, space);
        put_word(wrapper, word, stop);
        first = FALSE;
        at = stop;
    }
    if (wrapper->lit) {
        const SnippetRange *range = range_at(wrapper, end);
        light_off(wrapper, at, !(range && range->start < end));
    }
}

void wrap_text(const WrapStyle *style, const GString *text, const GArray *ranges, GString *out)
{
    Wrapper wrapper = {
        .style = style, .text = text, .ranges = ranges, .out = out, .column = style->first_column};
    part_on(&wrapper);
    for (gsize at = 0;;) {
        const char *feed = memchr(text->str + at, '\n', text->len - at);
        gsize end = feed ? (gsize)(feed - text->str) : text->len;
        put_line(&wrapper, at, end);
        if (!feed)
            break;
        break_line(&wrapper, end);
        at = end + 1;
    }
    part_off(&wrapper);
}
