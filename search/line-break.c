#include "search/line-break.h"

#include <string.h>

#include "search/columns.h"

/* Lines that were filled are no longer than this, and no shorter than that. */
#define LONGEST 100
#define SHORTEST 40

/* A text is taken for filled if so much of its breaks (of those between two lines of prose) are at
 * the end of a line that was full. */
#define FILLED_PERCENT 60

/* So many spaces inside of a line part the columns of a table. */
#define TABLE_GAP "   "

typedef struct {
    const char *start, *end; /* without its line feed, and without white space at its end */
    gsize columns;
} Line;

static Line line_at(const char *start, const char *end)
{
    const char *feed = memchr(start, '\n', (gsize)(end - start));
    Line line = {start, feed ? feed : end, 0};
    while (line.end > start && g_ascii_isspace(line.end[-1]))
        line.end--;
    line.columns = columns_of_text(start, (gsize)(line.end - start));
    return line;
}

/* Whether it is running text, indented or not. */
static gboolean is_prose(const Line *line)
{
    const char *text = line->start;
    while (text < line->end && *text == ' ')
        text++;
    gsize length = (gsize)(line->end - text);
    return length > 0 && !memchr(text, '\t', length) &&
           !g_strstr_len(text, (gssize)length, TABLE_GAP);
}

/* Whether the line before may go on in this one. */
static gboolean may_go_on(const Line *next)
{
    return is_prose(next) && !g_unichar_isspace(g_utf8_get_char(next->start));
}

static gsize first_word_columns(const Line *line)
{
    gsize length = (gsize)(line->end - line->start), at = 0;
    do
        at = (gsize)(g_utf8_next_char(line->start + at) - line->start);
    while (at < length && !columns_between_words(line->start, length, at));
    return columns_of_text(line->start, at);
}

/* Whether the sentence goes on, by what the line ends with. */
static gboolean has_no_stop(const Line *line)
{
    gunichar last = g_utf8_get_char(g_utf8_prev_char(line->end));
    return g_unichar_isalnum(last) || last == ',' || last == '-';
}

/* Whether the line was broken because the next word had no room. */
static gboolean is_full(const Line *line, const Line *next, gsize width)
{
    return line->columns >= SHORTEST && line->columns <= LONGEST &&
           line->columns + 1 + first_word_columns(next) > width;
}

/* Whether the break between two lines of prose only fills. certain: this text is known to be
 * filled; else a capital may begin a verse or an item of a list. */
static gboolean fills(const Line *line, const Line *next, gsize width, gboolean certain)
{
    return is_full(line, next, width) ||
           (line->columns >= width / 2 && has_no_stop(line) &&
            (certain || g_unichar_islower(g_utf8_get_char(next->start))));
}

static const char *next_start(const Line *line, const char *end)
{
    const char *feed = memchr(line->end, '\n', (gsize)(end - line->end));
    return feed ? feed + 1 : end;
}

static gsize widest(const char *text, const char *end)
{
    gsize width = 0;
    for (Line line; text < end; text = next_start(&line, end)) {
        line = line_at(text, end);
        if (line.columns <= LONGEST && is_prose(&line))
            width = MAX(width, line.columns);
    }
    return width;
}

LineBreaks line_breaks_of(const char *text, gsize length)
{
    const char *end = text + length;
    LineBreaks none = {0}, breaks = {widest(text, end)};
    gsize all = 0, filling = 0;
    if (breaks.width < SHORTEST)
        return none;
    Line line = line_at(text, end);
    for (const char *at = next_start(&line, end); at < end; at = next_start(&line, end)) {
        Line next = line_at(at, end);
        if (is_prose(&line) && may_go_on(&next)) {
            all++;
            filling += fills(&line, &next, breaks.width, FALSE);
        }
        line = next;
    }
    return filling && 100 * filling >= FILLED_PERCENT * all ? breaks : none;
}

gboolean line_break_fills(const LineBreaks *breaks, const char *text, gsize length, gsize at)
{
    if (breaks->width == 0 || at + 1 >= length)
        return FALSE;
    const char *start = memrchr(text, '\n', at);
    Line line = line_at(start ? start + 1 : text, text + length);
    Line next = line_at(text + at + 1, text + length);
    return is_prose(&line) && may_go_on(&next) && fills(&line, &next, breaks->width, TRUE);
}
