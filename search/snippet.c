#include "search/snippet.h"

#include "search/columns.h"
#include "search/highlight.h"
#include "search/sentence.h"
#include "stemmer/stemmer.h"

#define ELLIPSIS "\xE2\x80\xA6"
/* A word is rarely wider; a cut inside it is ugly. */
#define LONGEST_WORD 30
/* An ellipsis and its space. */
#define ELLIPSIS_COLUMNS 2

/* How passages compare: each clause that one holds counts far more than further marks of the same,
 * of which a few count; the lead counts as much as two of those. */
#define SCORE_CLAUSE 100
#define SCORE_REPEAT 8
#define REPEATS_COUNTED 4
#define SCORE_LEAD 17

typedef struct {
    const char *text;
    gsize length;
    gsize columns; /* of the snippet, ellipses included */
} Source;

/* Bytes from first to last mark, and the columns between. */
typedef struct {
    gsize start, end;
    gsize columns;
} Passage;

Snippet *snippet_new(void)
{
    Snippet *snippet = g_new0(Snippet, 1);
    snippet->text = g_string_new(NULL);
    snippet->ranges = g_array_new(FALSE, FALSE, sizeof(SnippetRange));
    return snippet;
}

void snippet_free(Snippet *snippet)
{
    if (!snippet)
        return;
    g_string_free(snippet->text, TRUE);
    g_array_unref(snippet->ranges);
    g_free(snippet);
}

static gboolean is_space(const char *p)
{
    return (guchar)*p < 0x80 ? g_ascii_isspace(*p) : g_unichar_isspace(g_utf8_get_char(p));
}

/* ---- walking: white space counts as one column, however long -------------------------------- */

static gsize step_forward(const Source *source, gsize at, gsize *columns)
{
    const char *p = source->text + at;
    gboolean after_space = at == 0 || is_space(g_utf8_prev_char(p));
    if (is_space(p))
        *columns += !after_space;
    else
        *columns += columns_of_character(g_utf8_get_char(p));
    return (gsize)(g_utf8_next_char(p) - source->text);
}

static gsize columns_between(const Source *source, gsize start, gsize end)
{
    gsize columns = 0;
    while (start < end)
        start = step_forward(source, start, &columns);
    return columns;
}

static gsize skip_space(const Source *source, gsize at)
{
    while (at < source->length && is_space(source->text + at))
        at = (gsize)(g_utf8_next_char(source->text + at) - source->text);
    return at;
}

/* The cut between words, unless it leaves so much room that what follows must be a script without
 * spaces, or no word at all: then between any two characters. */
static gsize better_cut(gsize word_cut, gsize cluster_cut, gsize columns, gsize word_columns)
{
    return columns - word_columns > LONGEST_WORD ? cluster_cut : word_cut;
}

/* The furthest good cut at most so many columns after start; the text's end if that is as near. */
static gsize cut_after(const Source *source, gsize start, gsize columns)
{
    gsize at = start, used = 0, word_cut = start, cluster_cut = start, word_columns = 0;
    while (at < source->length) {
        if (at > start && columns_between_clusters(source->text, source->length, at)) {
            cluster_cut = at;
            if (columns_between_words(source->text, source->length, at)) {
                word_cut = at;
                word_columns = used;
            }
        }
        gsize following = step_forward(source, at, &used);
        if (used > columns)
            return word_cut > start ? better_cut(word_cut, cluster_cut, columns, word_columns)
                                    : cluster_cut;
        at = following;
    }
    return source->length;
}

/* The same backwards: the earliest good cut at most so many columns before end. */
static gsize cut_before(const Source *source, gsize end, gsize columns)
{
    gsize at = end, used = 0, word_cut = end, cluster_cut = end, word_columns = 0;
    while (at > 0) {
        const char *p = g_utf8_prev_char(source->text + at);
        gsize before = (gsize)(p - source->text);
        gsize width = 0;
        step_forward(source, before, &width);
        if (used + width > columns)
            return better_cut(word_cut, cluster_cut, columns, word_columns);
        used += width;
        at = before;
        if (columns_between_clusters(source->text, source->length, at)) {
            cluster_cut = at;
            if (columns_between_words(source->text, source->length, at)) {
                word_cut = at;
                word_columns = used;
            }
        }
    }
    return 0;
}

/* ---- choosing ------------------------------------------------------------------------------- */

/* Counts of marks for each clause in the window that moves over the marks. */
typedef struct {
    GArray *counts; /* guint, by clause */
    guint clauses, marks;
} Window;

static void window_add(Window *window, guint clause, int change)
{
    if (clause >= window->counts->len)
        g_array_set_size(window->counts, clause + 1);
    guint *count = &g_array_index(window->counts, guint, clause);
    window->clauses -= *count > 0;
    *count += (guint)change;
    window->clauses += *count > 0;
    window->marks += (guint)change;
}

static guint window_score(const Window *window, gboolean lead)
{
    guint repeats = MIN(window->marks - window->clauses, REPEATS_COUNTED);
    return window->clauses * SCORE_CLAUSE + repeats * SCORE_REPEAT + (lead ? SCORE_LEAD : 0);
}

/* The best run of marks that fits; the first of equals. Linear in text and marks. */
static Passage choose(const Source *source, const GArray *marks)
{
    g_autoptr(GArray) counts = g_array_new(FALSE, TRUE, sizeof(guint));
    Window window = {counts, 0, 0};
    gsize room =
        source->columns > 2 * ELLIPSIS_COLUMNS ? source->columns - 2 * ELLIPSIS_COLUMNS : 1;
    const Mark *all = (const Mark *)(gconstpointer)marks->data;
    Passage best = {all[0].start, all[0].end, 0};
    guint best_score = 0, first = 0;
    /* Columns at the start of the first mark of the window, and at the end of its last. */
    gsize first_column = columns_between(source, 0, all[0].start), column = first_column;
    gsize at = all[0].start;
    for (guint last = 0; last < marks->len; last++) {
        while (at < all[last].end)
            at = step_forward(source, at, &column);
        window_add(&window, all[last].clause, 1);
        while (first < last && column - first_column > room) {
            window_add(&window, all[first].clause, -1);
            first_column += columns_between(source, all[first].start, all[first + 1].start);
            first++;
        }
        guint score = window_score(&window, first_column < room / 2);
        if (score > best_score) {
            best_score = score;
            best = (Passage){all[first].start, at, column - first_column};
        }
    }
    return best;
}

/* Where to begin, so that the passage has some context before it: the start of the text or of a
 * sentence if one is near, else a word. */
static gsize begin(const Source *source, const Passage *passage)
{
    gsize room = source->columns > passage->columns + 2 * ELLIPSIS_COLUMNS
                     ? source->columns - passage->columns - 2 * ELLIPSIS_COLUMNS
                     : 0;
    gsize earliest = cut_before(source, passage->start, room * 2 / 3);
    if (earliest == 0)
        return 0;
    gsize sentence = sentence_start(source->text, source->length, earliest, passage->start);
    if (sentence != SENTENCE_NONE)
        return sentence;
    return cut_before(source, passage->start, room / 3);
}

/* ---- writing -------------------------------------------------------------------------------- */

static void append(GString *out, const char *text, gsize length)
{
    const char *p = text, *end = text + length;
    while (p < end) {
        const char *start = p;
        while (p < end && !is_space(p))
            p = g_utf8_next_char(p);
        printable_append(out, start, (gsize)(p - start), TRUE);
        if (p == end)
            break;
        while (p < end && is_space(p))
            p = g_utf8_next_char(p);
        if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    }
}

static void write_passage(Snippet *snippet, const Source *source, const GArray *marks, gsize start,
                          gsize end)
{
    gsize at = start;
    for (guint i = 0; marks && i < marks->len; i++) {
        Mark mark = g_array_index(marks, Mark, i);
        /* A mark that is cut is not shown: what is left of it may be no match. */
        if (mark.start < start || mark.end > end || mark.end <= at)
            continue;
        if (mark.start > at)
            append(snippet->text, source->text + at, mark.start - at);
        gsize from = snippet->text->len;
        gsize begins = MAX(mark.start, at);
        append(snippet->text, source->text + begins, mark.end - begins);
        SnippetRange range = {from, snippet->text->len};
        SnippetRange *last = snippet->ranges->len ? &g_array_index(snippet->ranges, SnippetRange,
                                                                   snippet->ranges->len - 1)
                                                  : NULL;
        if (last && begins > mark.start && last->end == from)
            last->end = range.end;
        else if (range.end > range.start)
            g_array_append_val(snippet->ranges, range);
        at = mark.end;
    }
    append(snippet->text, source->text + at, end - at);
    while (snippet->text->len && snippet->text->str[snippet->text->len - 1] == ' ')
        g_string_truncate(snippet->text, snippet->text->len - 1);
}

/* Columns of the ellipsis that a passage from start needs before it. */
static gsize ellipsis_before(const Source *source, gsize start)
{
    gboolean from_start = start == skip_space(source, 0) ||
                          sentence_start(source->text, source->length, start, start) == start;
    return from_start ? 0 : ELLIPSIS_COLUMNS;
}

/* Where a passage from start ends. */
static gsize finish(const Source *source, gsize start)
{
    gsize room = source->columns - MIN(source->columns, ellipsis_before(source, start));
    if (cut_after(source, start, room) == source->length)
        return source->length;
    return cut_after(source, start, room - MIN(room, ELLIPSIS_COLUMNS));
}

void snippet_make(Snippet *snippet, const char *text, gsize length, const GArray *marks,
                  const SnippetStyle *style)
{
    gsize columns = style->columns;
    g_string_truncate(snippet->text, 0);
    g_array_set_size(snippet->ranges, 0);
    if (style->fragments == 0)
        return;
    Source source = {text, length, columns};
    gsize start = skip_space(&source, 0);
    if (marks && marks->len && cut_after(&source, start, columns) < length) {
        Passage passage = choose(&source, marks);
        start = skip_space(&source, begin(&source, &passage));
    }
    gsize end = finish(&source, start);
    /* Room that is left at the end of the text is given to what comes before. */
    gsize used = columns_between(&source, start, end);
    if (end == length && start > 0 && used + ELLIPSIS_COLUMNS < columns)
        start = skip_space(&source, cut_before(&source, start, columns - used - ELLIPSIS_COLUMNS));
    if (ellipsis_before(&source, start) > 0)
        g_string_append(snippet->text, ELLIPSIS " ");
    write_passage(snippet, &source, marks, start, end);
    if (skip_space(&source, end) < length)
        g_string_append(snippet->text, " " ELLIPSIS);
}
