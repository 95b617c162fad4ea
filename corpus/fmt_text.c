/* One article a file. It may begin with "date YYYY-MM-DD", which is taken out, or with a block of
 * lines "Name: value" that ends in a blank line; else its first line is the title if a blank line
 * follows and it is short enough. */
#include "corpus/format-private.h"

#include <string.h>

#include "corpus/utf8-text-private.h"

#define TITLE_MAX_CHARACTERS 200
#define HEADER_NAME_MAX 20

static const char *const extensions[] = {"txt", "text", NULL};

static guint probe(G_GNUC_UNUSED const char *head, G_GNUC_UNUSED gsize length,
                   G_GNUC_UNUSED gboolean whole)
{
    return PROBE_DEFAULT;
}

/* ---- lines
 * --------------------------------------------------------------------------------------*/

/* A line without its end (\n, \r\n or \r), and where the next begins. */
typedef struct {
    const char *text;
    gsize length;
    const char *next;
} Line;

static gboolean next_line(const char *at, const char *end_, Line *line)
{
    if (at == end_)
        return FALSE;
    const char *stop = at;
    while (stop < end_ && *stop != '\n' && *stop != '\r')
        stop++;
    *line = (Line){at, stop - at, stop};
    if (stop < end_)
        line->next += end_ - stop > 1 && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1;
    return TRUE;
}

static gboolean is_blank(const Line *line)
{
    for (gsize i = 0; i < line->length; i++) {
        if (!g_ascii_isspace(line->text[i]))
            return FALSE;
    }
    return TRUE;
}

/* ---- "date 2014-08-08 The text"
 * -----------------------------------------------------------------*/

static gsize count_digits(const char *at, const char *stop)
{
    gsize n = 0;
    while (at + n < stop && g_ascii_isdigit(at[n]))
        n++;
    return n;
}

/* Behind "2014-08-08" or "2014-8-8" at at; NULL if no such thing is there. */
static const char *skip_day(const char *at, const char *stop)
{
    for (guint part = 0; part < 3; part++) {
        gsize digits = count_digits(at, stop);
        if (part == 0 ? digits != 4 : digits < 1 || digits > 2)
            return NULL;
        at += digits;
        if (part < 2 && (at == stop || *at++ != '-'))
            return NULL;
    }
    return at;
}

/* Behind "10:15" or "10:15:00" after a space at at; at itself if no such thing is there. */
static const char *skip_time(const char *at, const char *stop)
{
    const char *from = at < stop && *at == ' ' ? at + 1 : stop, *end_ = from;
    for (guint part = 0; part < 3; part++) {
        if (count_digits(end_, stop) != 2)
            return at;
        end_ += 2;
        if (end_ == stop || *end_ != ':')
            return part > 0 && (end_ == stop || g_ascii_isspace(*end_)) ? end_ : at;
        end_++;
    }
    return at;
}

/* The text behind the leading date, NULL if there is none. */
static const char *read_leading_date(const char *at, const char *stop, Article *article)
{
    if (stop - at < 5 || g_ascii_strncasecmp(at, "date", 4) != 0 || (at[4] != ' ' && at[4] != '\t'))
        return NULL;
    for (at += 4; at < stop && (*at == ' ' || *at == '\t'); at++)
        ;
    const char *day = skip_day(at, stop), *after = day;
    if (day == NULL)
        return NULL;
    while (after < stop && !g_ascii_isspace(*after))
        after++;
    if (after > day && *day != 'T')
        return NULL;
    if (after == day)
        after = skip_time(day, stop);
    article_parser_set_date(article, at, after - at);
    return after;
}

/* ---- "Title: …"
 * ---------------------------------------------------------------------------------*/

/* The length of the name in "Name: value", 0 if the line is not of that form. Only a known name has spaces in it:
 * "Publication date: 2014-08-08". */
static gsize header_name(const ArticleParser *parser, const Line *line)
{
    gsize n = 0;
    gboolean spaced = FALSE;
    while (n < line->length && n < HEADER_NAME_MAX &&
           (g_ascii_isalnum(line->text[n]) || strchr("-_ ", line->text[n])) && line->text[n])
        spaced |= line->text[n++] == ' ';
    if (n == line->length || line->text[n] != ':')
        return 0;
    return !spaced || keymap_find_mapped(parser->keys, line->text, n) >= 0 ? n : 0;
}

static int header_row(const ArticleParser *parser, const Line *line)
{
    guint mapped, count;
    int row = keymap_find_mapped(parser->keys, line->text, header_name(parser, line));
    return row >= 0 && keymap_rows(parser->keys, &mapped, &count)[row].field != ARTICLE_TEXT ? row
                                                                                             : -1;
}

static gboolean is_continuation(const Line *line)
{
    return (line->text[0] == ' ' || line->text[0] == '\t') && !is_blank(line);
}

/* Where the text behind the header block begins, NULL if there is no block: its first line has a
 * known name, all others a name or (indented) more of the value above, and a blank line follows.
 * Without a text a block ends at the end if it begins with the title. */
static const char *find_block_end(const ArticleParser *parser, const char *at, const char *stop)
{
    Line line;
    guint mapped, count;
    int row = next_line(at, stop, &line) ? header_row(parser, &line) : -1;
    if (row < 0)
        return NULL;
    for (at = line.next; next_line(at, stop, &line); at = line.next) {
        if (is_blank(&line))
            return line.next;
        if (!is_continuation(&line) && header_name(parser, &line) == 0)
            return NULL;
    }
    return keymap_rows(parser->keys, &mapped, &count)[row].field == ARTICLE_TITLE ? stop : NULL;
}

static void take_header(ArticleParser *parser, int row, const char *value, gsize length,
                        Article *article)
{
    guint mapped, count;
    guint field = keymap_rows(parser->keys, &mapped, &count)[row].field;
    if (field == KEYMAP_DATE) {
        if (article->date.precision == DATE_NONE)
            article_parser_set_date(article, value, length);
    } else {
        article_parser_add(article, field, value, length);
    }
}

/* Takes the fields of a block; lines of unknown names go to the text, since nothing is lost. */
static void read_block(ArticleParser *parser, const char *at, const char *stop, Article *article)
{
    Line line;
    while (next_line(at, stop, &line) && !is_blank(&line)) {
        int row = header_row(parser, &line);
        gsize name = header_name(parser, &line);
        const char *from = line.text + (row >= 0 ? name + 1 : 0);
        const char *until = line.text + line.length;
        at = line.next;
        while (next_line(at, stop, &line) && is_continuation(&line)) {
            until = line.text + line.length;
            at = line.next;
        }
        if (row >= 0) {
            take_header(parser, row, from, until - from, article);
        } else {
            article_parser_add(article, ARTICLE_TEXT, from, until - from);
        }
    }
}

/* ---- an article
 * ---------------------------------------------------------------------------------*/

/* Where the text behind the title begins, NULL if the first line is none. */
static const char *read_title(const char *at, const char *stop, Article *article)
{
    Line title, blank;
    if (!next_line(at, stop, &title) || !next_line(title.next, stop, &blank) || !is_blank(&blank))
        return NULL;
    const char *rest = blank.next;
    while (rest < stop && g_ascii_isspace(*rest))
        rest++;
    if (rest == stop || g_utf8_strlen(title.text, title.length) > TITLE_MAX_CHARACTERS)
        return NULL;
    article_parser_add(article, ARTICLE_TITLE, title.text, title.length);
    return rest;
}

static gboolean parse(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    const char *at = bytes, *stop = bytes + length, *rest;
    while (at < stop && g_ascii_isspace(*at))
        at++;
    if ((rest = read_leading_date(at, stop, article)) != NULL) {
        at = rest;
    } else if ((rest = find_block_end(parser, at, stop)) != NULL) {
        read_block(parser, at, rest, article);
        at = rest;
    } else if ((rest = read_title(at, stop, article)) != NULL) {
        at = rest;
    }
    article_parser_add(article, ARTICLE_TEXT, at, stop - at);
    return TRUE;
}

const Format format_text = {
    .name = "text",
    .help = "plain text, one article a file",
    .told = "whatever is nothing else",
    .options = "map, encoding",
    .extensions = extensions,
    .one_record = TRUE,
    .probe = probe,
    .cut = format_cut_whole,
    .parse = parse,
    .may_hold_markup = TRUE,
};
