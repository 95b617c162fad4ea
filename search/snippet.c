#include "search/snippet.h"

#include <string.h>

#include "search/columns.h"
#include "search/highlight.h"
#include "search/sentence.h"
#include "search/snippet-passage.h"
#include "search/snippet-repeat.h"
#include "stemmer/stemmer.h"

#define ELLIPSIS "\xE2\x80\xA6"
/* An ellipsis and its space. */
#define ELLIPSIS_COLUMNS 2
/* In fewer there is no room for ellipses. */
#define COLUMNS_WITH_ELLIPSES 12
/* A passage that is to end with a sentence fills so much of its room at least. */
#define LEAST_FILLED 0.55

/* A passage as it is shown. */
typedef struct {
    gsize start, end;
    gboolean cut_before, cut_after; /* an ellipsis stands there */
} Extent;

typedef struct {
    SnippetSource source;
    gsize columns; /* of a passage, ellipses included */
    gsize ellipsis;
    gsize opening; /* the first byte that is no white space */
} Layout;

Snippet *snippet_new(void)
{
    Snippet *snippet = g_new0(Snippet, 1);
    snippet->text = g_string_new(NULL);
    snippet->ranges = g_array_new(FALSE, FALSE, sizeof(SnippetRange));
    snippet->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    snippet->fragments = g_array_new(FALSE, FALSE, sizeof(SnippetFragment));
    return snippet;
}

void snippet_free(Snippet *snippet)
{
    if (!snippet)
        return;
    g_string_free(snippet->text, TRUE);
    g_array_unref(snippet->ranges);
    g_array_unref(snippet->marks);
    g_array_unref(snippet->fragments);
    g_free(snippet);
}

/* ---- from where to where -------------------------------------------------------------------- */

static gboolean is_start(const Layout *layout, gsize at)
{
    return at <= layout->opening ||
           sentence_start(layout->source.text, layout->source.length, at, at) == at;
}

/* Whether nothing is missed behind byte at: the text or a sentence ends there. */
static gboolean is_end(const Layout *layout, gsize at)
{
    gsize next = snippet_skip_space(&layout->source, at);
    return next == layout->source.length ||
           sentence_start(layout->source.text, layout->source.length, next, next) == next;
}

/* Sets where the passage ends: all that fits if the text or a sentence ends there, else the last
 * sentence that ends in it, if enough is left; else at a word. What is needed is never cut off. */
static void set_end(const Layout *layout, gsize needed, gsize ceiling, Extent *extent)
{
    const SnippetSource *source = &layout->source;
    gsize room = layout->columns - (extent->cut_before ? layout->ellipsis : 0);
    extent->end = snippet_cut_after(source, extent->start, room, ceiling);
    if (is_end(layout, extent->end))
        return;
    gsize least =
        snippet_cut_after(source, extent->start, (gsize)((double)room * LEAST_FILLED), ceiling);
    gsize from = MAX(MAX(least, needed), extent->start + 1);
    gsize sentence = sentence_start(source->text, source->length, from, extent->end);
    if (sentence != SENTENCE_NONE) {
        extent->end = sentence;
        return;
    }
    extent->cut_after = layout->ellipsis > 0;
    extent->end = snippet_cut_after(source, extent->start, room - layout->ellipsis, ceiling);
    if (extent->end >= needed)
        return;
    /* The last mark ends inside a word. */
    if (snippet_columns(source, extent->start, needed) <= room - layout->ellipsis)
        extent->end = needed;
}

/* Room that is left is given to what comes before: whole sentences; or words, if the passage begins
 * in the middle of a sentence anyway. */
static void use_room(const Layout *layout, gsize floor, Extent *extent)
{
    const SnippetSource *source = &layout->source;
    gsize used = snippet_columns(source, extent->start, extent->end) +
                 (extent->cut_after ? layout->ellipsis : 0);
    if (used >= layout->columns || extent->start <= floor)
        return;
    gsize room = layout->columns - used;
    gsize earliest = snippet_cut_before(source, extent->start, room, floor);
    if (earliest <= layout->opening) {
        extent->start = layout->opening;
        extent->cut_before = FALSE;
        return;
    }
    gsize sentence = sentence_next(source->text, source->length, earliest, extent->start);
    if (sentence != SENTENCE_NONE && snippet_cluster(source, sentence) == sentence) {
        extent->start = sentence;
        extent->cut_before = FALSE;
    } else if (extent->cut_before && room > layout->ellipsis) {
        earliest = snippet_cut_before(source, extent->start, room - layout->ellipsis, floor);
        extent->start = snippet_cluster(source, snippet_skip_space(source, earliest));
    }
}

/* Moves the end to where no cluster is cut: back, or, if that would cut off what is needed, forth
 * as far as there is room. */
static void keep_cluster(const Layout *layout, gsize needed, Extent *extent)
{
    const SnippetSource *source = &layout->source;
    gsize end = snippet_cluster(source, extent->end);
    if (end < extent->end && end < needed) {
        gsize behind = extent->end;
        while (behind < source->length && snippet_cluster(source, behind) != behind)
            behind += g_utf8_skip[(guchar)source->text[behind]];
        gsize ellipses = layout->ellipsis * (gsize)(extent->cut_before + extent->cut_after);
        if (snippet_columns(source, extent->start, behind) + ellipses <= layout->columns)
            end = behind;
    }
    extent->end = end;
}

/* What must be shown ends behind the room, by a few columns (of an ellipsis): the passage begins
 * later, if that shows the last mark whole. */
static void begin_later(const Layout *layout, const Passage *passage, gsize ceiling, Extent *extent)
{
    const SnippetSource *source = &layout->source;
    if (layout->columns <= 2 * layout->ellipsis)
        return;
    gsize start = snippet_cut_before(source, passage->needed,
                                     layout->columns - 2 * layout->ellipsis, extent->start);
    start = snippet_cluster(source, MIN(snippet_skip_space(source, start), passage->needed_start));
    gsize width = snippet_columns(source, start, passage->needed) + 2 * layout->ellipsis;
    if (width > layout->columns || start <= extent->start)
        return;
    *extent =
        (Extent){.start = start, .cut_before = !is_start(layout, start) && layout->ellipsis > 0};
    set_end(layout, passage->needed, ceiling, extent);
}

static Extent lay_out(const Layout *layout, const Passage *passage, gsize floor, gsize ceiling)
{
    Extent extent = {.start = snippet_cluster(&layout->source, MAX(passage->start, floor))};
    extent.cut_before = !is_start(layout, extent.start) && layout->ellipsis > 0;
    set_end(layout, passage->needed, ceiling, &extent);
    if (extent.end < passage->needed)
        begin_later(layout, passage, ceiling, &extent);
    if (!extent.cut_after)
        use_room(layout, floor, &extent);
    keep_cluster(layout, passage->needed, &extent);
    return extent;
}

/* ---- writing -------------------------------------------------------------------------------- */

/* Appends text with its white space collapsed, and what a terminal must not get replaced. */
static void append(GString *out, const char *text, gsize length)
{
    const char *p = text, *end = text + length;
    while (p < end) {
        const char *start = p;
        while (p < end && !snippet_is_space(p))
            p = g_utf8_next_char(p);
        printable_append(out, start, (gsize)(p - start), TRUE);
        if (p == end)
            break;
        while (p < end && snippet_is_space(p))
            p = g_utf8_next_char(p);
        if (out->len && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != '\n')
            g_string_append_c(out, ' ');
    }
}

static int compare_places(gconstpointer a, gconstpointer b)
{
    gsize one = *(const gsize *)a, other = *(const gsize *)b;
    return one < other ? -1 : one > other;
}

/* Where the marks of the passage begin and end, in the article's text, in order. */
static GArray *find_places(const GArray *marks, guint first, const Extent *extent)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_array_append_val(places, extent->start);
    g_array_append_val(places, extent->end);
    for (guint i = first; marks && i < marks->len; i++) {
        const Mark *mark = &g_array_index(marks, Mark, i);
        if (mark->start >= extent->end)
            break;
        if (mark->end > extent->end)
            continue;
        g_array_append_val(places, mark->start);
        g_array_append_val(places, mark->end);
    }
    g_array_sort(places, compare_places);
    return places;
}

/* Writes the text between the places; returns where each stands in the snippet. */
static GArray *write_pieces(Snippet *snippet, const SnippetSource *source, const GArray *places)
{
    GArray *written = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (guint i = 0; i < places->len; i++) {
        gsize at = g_array_index(places, gsize, i);
        gsize before = i ? g_array_index(places, gsize, i - 1) : at;
        append(snippet->text, source->text + before, at - before);
        g_array_append_val(written, snippet->text->len);
    }
    return written;
}

static gsize place_of(const GArray *places, const GArray *written, gsize at)
{
    guint index = 0;
    g_array_binary_search((GArray *)places, &at, compare_places, &index);
    return g_array_index(written, gsize, index);
}

/* Adds what is to be highlighted; marks that overlap are one range. */
static void add_range(Snippet *snippet, gsize start, gsize end)
{
    SnippetRange *last = snippet->ranges->len ? &g_array_index(snippet->ranges, SnippetRange,
                                                               snippet->ranges->len - 1)
                                              : NULL;
    SnippetRange range = {start, end};
    if (last && start < last->end)
        last->end = MAX(last->end, end);
    else
        g_array_append_val(snippet->ranges, range);
}

/* The first mark that begins at byte at or behind. */
static guint find_mark(const GArray *marks, gsize at)
{
    guint low = 0, high = marks ? marks->len : 0;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(marks, Mark, middle).start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void write_passage(Snippet *snippet, const Layout *layout, const GArray *marks,
                          const Extent *extent)
{
    GString *out = snippet->text;
    if (out->len)
        g_string_append_c(out, '\n');
    SnippetFragment fragment = {.start = out->len, .from = extent->start, .to = extent->end};
    if (extent->cut_before)
        g_string_append(out, ELLIPSIS " ");
    guint first = find_mark(marks, extent->start);
    g_autoptr(GArray) places = find_places(marks, first, extent);
    g_autoptr(GArray) written = write_pieces(snippet, &layout->source, places);
    while (out->len > fragment.start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    for (guint i = first; marks && i < marks->len; i++) {
        Mark mark = g_array_index(marks, Mark, i);
        if (mark.start >= extent->end)
            break;
        /* A mark that is cut is not shown: what is left of it may be no match. */
        if (mark.end > extent->end)
            continue;
        mark.start = place_of(places, written, mark.start);
        mark.end = MIN(place_of(places, written, mark.end), out->len);
        if (mark.start >= mark.end)
            continue;
        g_array_append_val(snippet->marks, mark);
        add_range(snippet, mark.start, mark.end);
    }
    if (extent->cut_after)
        g_string_append(out, " " ELLIPSIS);
    fragment.end = out->len;
    g_array_append_val(snippet->fragments, fragment);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void show_opening(Snippet *snippet, const Layout *layout, const GArray *marks)
{
    Passage opening = {layout->opening, layout->opening, layout->opening};
    Extent extent = lay_out(layout, &opening, 0, layout->source.length);
    if (extent.end > extent.start)
        write_passage(snippet, layout, marks, &extent);
}

static void show_passages(Snippet *snippet, const Layout *layout, const GArray *marks,
                          const SnippetStyle *style)
{
    gsize room = MAX(layout->columns - MIN(layout->columns, 2 * layout->ellipsis), 1);
    g_autoptr(PassageFinder) finder = passage_finder_new(&layout->source, marks, room, style);
    g_autoptr(SnippetRepeats) repeats = snippet_repeats_new();
    guint wanted = MIN(style->fragments, SNIPPET_MAX_FRAGMENTS);
    Passage passage;
    while (snippet->fragments->len < wanted && passage_finder_next(finder, &passage)) {
        gsize floor, ceiling;
        passage_finder_bounds(finder, passage.start, &floor, &ceiling);
        Extent extent = lay_out(layout, &passage, floor, ceiling);
        const char *text = layout->source.text + extent.start;
        if (extent.end <= extent.start ||
            (wanted > 1 && !snippet_repeats_add(repeats, text, extent.end - extent.start)))
            continue;
        write_passage(snippet, layout, marks, &extent);
        passage_finder_take(finder, extent.start, extent.end);
    }
}

void snippet_make(Snippet *snippet, const char *text, gsize length, const GArray *marks,
                  const SnippetStyle *style)
{
    g_string_truncate(snippet->text, 0);
    g_array_set_size(snippet->ranges, 0);
    g_array_set_size(snippet->marks, 0);
    g_array_set_size(snippet->fragments, 0);
    Layout layout = {.source = {text, length},
                     .columns = style->columns,
                     .ellipsis = style->columns < COLUMNS_WITH_ELLIPSES ? 0 : ELLIPSIS_COLUMNS};
    layout.opening = snippet_cluster(&layout.source, snippet_skip_space(&layout.source, 0));
    if (style->fragments == 0 || layout.opening == length)
        return;
    gboolean whole =
        snippet_cut_after(&layout.source, layout.opening, style->columns, length) == length;
    if (marks && marks->len && !whole)
        show_passages(snippet, &layout, marks, style);
    else
        show_opening(snippet, &layout, marks);
}
