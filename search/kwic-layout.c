#include "search/kwic-layout.h"

#include <string.h>

#include "search/columns.h"
#include "search/show-date.h"
#include "stemmer/stemmer.h"

/* Between two cells. */
#define GAP 2
#define DATE_COLUMNS 10
#define ID_DIGITS 8
#define FLAG_COLUMNS 1
#define WIDEST_SOURCE 16
#define NARROWEST_SOURCE 10

/* Contexts and keyword have at least so much room; else id, source and date go, in this order. */
#define ROOM_BESIDE_ID 60
#define ROOM_BESIDE_SOURCE 48
#define ROOM_BESIDE_DATE 36
#define ROOM_BESIDE_FLAG 24

#define ELLIPSIS "\xE2\x80\xA6"
#define LEFT_TO_RIGHT_MARK "\xE2\x80\x8E"
#define FIRST_STRONG_ISOLATE "\xE2\x81\xA8"
#define POP_ISOLATE "\xE2\x81\xA9"

/* ---- the layout ----------------------------------------------------------------------------- */

static guint columns_of(const GString *text)
{
    return (guint)columns_of_text(text->str, text->len);
}

/* Dates and sources as they are shown. */
static void append_date(GString *out, const KwicLine *line)
{
    show_date(out, line->part[KWIC_DATE]->str);
}

static void append_source(GString *out, const KwicLine *line)
{
    const GString *source = line->part[KWIC_SOURCE];
    printable_append(out, source->str, source->len, TRUE);
}

void kwic_extent_add(KwicExtent *extent, const KwicLine *line)
{
    g_autoptr(GString) date = g_string_new(NULL), source = g_string_new(NULL);
    append_date(date, line);
    append_source(source, line);
    extent->date = MAX(extent->date, columns_of(date));
    extent->source = MAX(extent->source, columns_of(source));
    extent->keyword = MAX(extent->keyword, columns_of(line->part[KWIC_KEYWORD]));
    extent->ids |= line->part[KWIC_ID]->len > 0;
}

static guint with_gap(guint columns)
{
    return columns ? columns + GAP : 0;
}

/* What contexts and keyword would have beside the cells, whose gaps are counted. */
static guint room(const KwicLayout *layout, guint width)
{
    guint taken = with_gap(layout->date) + with_gap(layout->source) + with_gap(layout->id) +
                  with_gap(layout->flag);
    return width > taken ? width - taken : 0;
}

KwicLayout kwic_layout_for(const KwicExtent *extent, guint width)
{
    KwicLayout layout = {.date = MIN(extent->date, DATE_COLUMNS),
                         .source = MIN(extent->source, WIDEST_SOURCE),
                         .id = extent->ids ? ID_DIGITS : 0,
                         .flag = FLAG_COLUMNS};
    width = MAX(width, KWIC_NARROWEST);
    if (room(&layout, width) < ROOM_BESIDE_ID)
        layout.id = 0;
    if (room(&layout, width) < ROOM_BESIDE_SOURCE)
        layout.source = MIN(layout.source, NARROWEST_SOURCE);
    if (room(&layout, width) < ROOM_BESIDE_SOURCE)
        layout.source = 0;
    if (room(&layout, width) < ROOM_BESIDE_DATE)
        layout.date = 0;
    if (room(&layout, width) < ROOM_BESIDE_FLAG)
        layout.flag = 0;
    guint left = room(&layout, width) - 2 * GAP;
    layout.keyword = MIN(extent->keyword, left / 3);
    layout.left = (left - layout.keyword) / 2;
    layout.right = left - layout.keyword - layout.left;
    return layout;
}

gsize kwic_layout_context(const KwicLayout *layout)
{
    return layout->keyword + GAP + MAX(layout->left, layout->right);
}

/* ---- a line --------------------------------------------------------------------------------- */

static void append_spaces(GString *out, guint count)
{
    for (guint i = 0; i < count; i++)
        g_string_append_c(out, ' ');
}

static gboolean is_right_to_left(gunichar c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFF) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

static gboolean has_right_to_left(const char *text, gsize length)
{
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p))
        if (is_right_to_left(g_utf8_get_char(p)))
            return TRUE;
    return FALSE;
}

/* Of text as much as has room, at its beginning; with an ellipsis if that is not all. */
static void cut(GString *text, guint columns)
{
    if (columns_of(text) <= columns)
        return;
    gsize at = 0, end = 0;
    for (guint used = 1; at < text->len;) {
        used += columns_of_character(g_utf8_get_char(text->str + at));
        if (used > columns)
            break;
        at = (gsize)(g_utf8_next_char(text->str + at) - text->str);
        if (columns_between_clusters(text->str, text->len, at))
            end = at;
    }
    g_string_truncate(text, end);
    if (columns)
        g_string_append(text, ELLIPSIS);
}

typedef struct {
    GString *out;
    const Palette *palette;
    guint pending; /* spaces before the next cell */
} Row;

/* Puts text, `before` columns behind what stands there, in the colour of part (PALETTE_PARTS:
 * none). */
static void put(Row *row, const char *text, gsize length, guint before, PalettePart part)
{
    row->pending += before;
    if (length == 0)
        return;
    gboolean isolated = has_right_to_left(text, length);
    gboolean colored = row->palette && part != PALETTE_PARTS;
    append_spaces(row->out, row->pending);
    row->pending = 0;
    if (colored)
        palette_on(row->palette, part, row->out);
    if (isolated)
        g_string_append(row->out, FIRST_STRONG_ISOLATE);
    g_string_append_len(row->out, text, (gssize)length);
    if (isolated)
        g_string_append(row->out, POP_ISOLATE);
    if (colored)
        palette_off(row->palette, part, row->out);
}

/* A cell of the origin, and the gap behind it. */
static void put_origin(Row *row, GString *text, guint columns)
{
    if (columns == 0)
        return;
    cut(text, columns);
    put(row, text->str, text->len, 0, PALETTE_ORIGIN);
    row->pending += columns - columns_of(text) + GAP;
}

static void put_origins(const KwicLayout *layout, Row *row, const KwicLine *line)
{
    g_autoptr(GString) date = g_string_new(NULL), source = g_string_new(NULL);
    g_autoptr(GString) id = g_string_new(line->part[KWIC_ID]->str);
    g_autoptr(GString) flag = g_string_new(line->in_title ? "T" : "");
    append_date(date, line);
    append_source(source, line);
    g_string_truncate(id, MIN(id->len, ID_DIGITS));
    put_origin(row, date, layout->date);
    put_origin(row, source, layout->source);
    put_origin(row, id, layout->id);
    put_origin(row, flag, layout->flag);
}

/* A letter that touches the keyword, as in scripts without spaces: it is another word's. */
static gboolean is_letter(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* What stands before the keyword ends GAP before it, punctuation that touches it at it. */
static void put_left(const KwicLayout *layout, Row *row, const GString *left)
{
    gsize end = left->len;
    const char *last = end ? g_utf8_prev_char(left->str + end) : " ";
    guint gap = *last == ' ' || is_letter(last) ? GAP : 0, columns = layout->left + GAP - gap;
    if (end && *last == ' ')
        end--;
    gsize start = kwic_context_start(left, end, columns);
    while (start < end && left->str[start] == ' ')
        start++;
    gsize before = columns - columns_of_text(left->str + start, end - start);
    put(row, left->str + start, end - start, (guint)before, PALETTE_PARTS);
    row->pending += gap;
}

/* The end of what stays at the keyword: punctuation, and what is not apart from that. */
static gsize touching_end(const GString *right)
{
    const char *p = right->str;
    if (is_letter(p))
        return 0;
    while (*p && *p != ' ' && !(is_letter(p) && g_unichar_iswide(g_utf8_get_char(p))))
        p = g_utf8_next_char(p);
    return (gsize)(p - right->str);
}

/* The words behind what touches the keyword begin where those of other lines do, if there is room.
 * taken: columns of the keyword. */
static void put_right(const KwicLayout *layout, Row *row, const GString *right, guint taken)
{
    guint begin = layout->keyword + GAP, all = begin + layout->right;
    gsize whole = touching_end(right);
    gsize touching = MIN(whole, kwic_context_end(right, 0, all - taken));
    put(row, right->str, touching, 0, PALETTE_PARTS);
    guint used = taken + (guint)columns_of_text(right->str, touching);
    guint next = MAX(begin, used + (touching ? 1 : GAP));
    if (touching < whole || next >= all)
        return;
    gsize start = touching + (right->str[touching] == ' ' ? 1 : 0);
    gsize end = kwic_context_end(right, start, all - next);
    while (end > start && right->str[end - 1] == ' ')
        end--;
    put(row, right->str + start, end - start, next - used, PALETTE_PARTS);
}

void kwic_layout_append(const KwicLayout *layout, const Palette *palette, const KwicLine *line,
                        GString *out)
{
    Row row = {out, palette, 0};
    const GString *left = line->part[KWIC_LEFT], *right = line->part[KWIC_RIGHT];
    g_autoptr(GString) keyword = g_string_new(line->part[KWIC_KEYWORD]->str);
    if (has_right_to_left(left->str, left->len) || has_right_to_left(right->str, right->len) ||
        has_right_to_left(keyword->str, keyword->len))
        g_string_append(out, LEFT_TO_RIGHT_MARK);
    put_origins(layout, &row, line);
    put_left(layout, &row, left);
    /* The keyword may take the room of the right context. */
    cut(keyword, layout->keyword + GAP + layout->right);
    put(&row, keyword->str, keyword->len, 0, PALETTE_MATCH);
    put_right(layout, &row, right, columns_of(keyword));
    g_string_append_c(out, '\n');
}
