#include "search/kwic-line.h"

#include <string.h>

#include "search/columns.h"
#include "stemmer/stemmer.h"

/* A context is looked for in so many bytes for each of its columns, however much white space there
 * is. */
#define BYTES_PER_COLUMN 16

/* Words, and bytes of the text, that an order goes by. */
#define KEY_WORDS 10
#define KEY_BYTES 250
/* Between the words of a key; less than any byte of a word, so that shorter words come first. */
#define KEY_SEPARATOR '\1'

KwicLine *kwic_line_new(void)
{
    KwicLine *line = g_new0(KwicLine, 1);
    for (int i = 0; i < KWIC_PARTS; i++)
        line->part[i] = g_string_new(NULL);
    return line;
}

void kwic_line_free(KwicLine *line)
{
    if (!line)
        return;
    for (int i = 0; i < KWIC_PARTS; i++)
        g_string_free(line->part[i], TRUE);
    g_free(line);
}

/* ---- contexts ------------------------------------------------------------------------------- */

static gboolean is_space(const char *p)
{
    return (guchar)*p < 0x80 ? g_ascii_isspace(*p) : g_unichar_isspace(g_utf8_get_char(p));
}

/* Where a context may end: the furthest place that has room, and the furthest between words that
 * has more than white space before it. */
typedef struct {
    gsize cluster, word;
    gsize columns; /* used so far */
    gboolean in_space, any;
} Reach;

/* FALSE if the character at p has no room. White space counts as one column, however long. */
static gboolean take(Reach *reach, const char *p, gsize columns)
{
    gboolean space = is_space(p);
    gsize width = space               ? !reach->in_space
                  : (guchar)*p < 0x80 ? 1
                                      : columns_of_character(g_utf8_get_char(p));
    if (reach->columns + width > columns)
        return FALSE;
    reach->columns += width;
    reach->in_space = space;
    reach->any |= !space;
    return TRUE;
}

static gboolean is_ascii(const GString *text, gsize at)
{
    return at > 0 && ((guchar)text->str[at - 1] | (guchar)text->str[at]) < 0x80;
}

static void note_cut(Reach *reach, const GString *text, gsize at)
{
    gboolean between;
    if (is_ascii(text, at)) {
        /* What columns_between_words() says there, in a fraction of the time. */
        between = g_ascii_isspace(text->str[at - 1]) || g_ascii_isspace(text->str[at]);
    } else if (columns_between_clusters(text->str, text->len, at)) {
        between = columns_between_words(text->str, text->len, at);
    } else {
        return;
    }
    reach->cluster = at;
    if (reach->any && between)
        reach->word = at;
}

/* The cut between words, unless there is none. */
static gsize best_cut(const Reach *reach, gsize none)
{
    return reach->word != none ? reach->word : reach->cluster;
}

gsize kwic_context_start(const GString *text, gsize end, gsize columns)
{
    gsize limit = end - MIN(end, BYTES_PER_COLUMN * columns);
    Reach reach = {.cluster = end, .word = end};
    for (gsize at = end; at > limit;) {
        const char *p = g_utf8_prev_char(text->str + at);
        if (!take(&reach, p, columns))
            return best_cut(&reach, end);
        at = (gsize)(p - text->str);
        note_cut(&reach, text, at);
    }
    return limit == 0 ? 0 : best_cut(&reach, end);
}

gsize kwic_context_end(const GString *text, gsize start, gsize columns)
{
    gsize limit = MIN(text->len, start + BYTES_PER_COLUMN * columns);
    Reach reach = {.cluster = start, .word = start};
    for (gsize at = start; at < limit;) {
        if (!take(&reach, text->str + at, columns))
            return best_cut(&reach, start);
        at = (gsize)(g_utf8_next_char(text->str + at) - text->str);
        note_cut(&reach, text, at);
    }
    return limit == text->len ? limit : best_cut(&reach, start);
}

/* Sets line to text[start..end), on one line. */
static void show(GString *line, const GString *text, gsize start, gsize end)
{
    g_autoptr(GString) safe = g_string_new(NULL);
    printable_append(safe, text->str + start, end - start, TRUE);
    g_string_truncate(line, 0);
    for (const char *p = safe->str; *p;) {
        const char *word = p;
        while (*p && !is_space(p))
            p = g_utf8_next_char(p);
        g_string_append_len(line, word, p - word);
        if (*p)
            g_string_append_c(line, ' ');
        while (*p && is_space(p))
            p = g_utf8_next_char(p);
    }
}

static const GString *text_of(const Hit *hit, gboolean in_title)
{
    return in_title ? hit->field[HIT_TITLE] : hit->text;
}

void kwic_line_set(KwicLine *line, const Hit *hit, gboolean in_title, const Mark *mark,
                   gsize columns)
{
    const GString *text = text_of(hit, in_title);
    gsize start = kwic_context_start(text, mark->start, columns);
    gsize end = kwic_context_end(text, mark->end, columns);
    GString *left = line->part[KWIC_LEFT], *right = line->part[KWIC_RIGHT];
    g_string_assign(line->part[KWIC_ID], hit->id);
    g_string_assign(line->part[KWIC_DATE], hit->field[HIT_DATE]->str);
    g_string_assign(line->part[KWIC_SOURCE], hit->field[HIT_SOURCE]->str);
    line->in_title = in_title;
    line->start = mark->start;
    line->end = mark->end;
    line->clause = mark->clause;
    show(left, text, start, mark->start);
    show(line->part[KWIC_KEYWORD], text, mark->start, mark->end);
    show(right, text, mark->end, end);
    if (left->str[0] == ' ' && left->len > 1)
        g_string_erase(left, 0, 1);
    if (right->len > 1 && right->str[right->len - 1] == ' ')
        g_string_truncate(right, right->len - 1);
}

/* ---- keys ----------------------------------------------------------------------------------- */

static gboolean is_letter(gunichar c)
{
    return c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Whether c belongs to a word, of wide characters or not, that stands before it. */
static gboolean goes_on(gunichar c, gboolean wide)
{
    if (c < 0x80)
        return !wide && g_ascii_isalnum((char)c);
    return g_unichar_ismark(c) || (!wide && g_unichar_isalnum(c) && !g_unichar_iswide(c));
}

/* The end of the word that begins at p: letters and their marks; of a script without spaces one. */
static const char *word_end(const char *p, const char *end)
{
    gboolean wide = g_unichar_iswide(g_utf8_get_char(p));
    do
        p = g_utf8_next_char(p);
    while (p < end && goes_on(g_utf8_get_char(p), wide));
    return p;
}

/* A word's place in a text. */
typedef struct {
    const char *start, *end;
} Span;

/* Finds the next word in text[0..end); FALSE: there is none. */
static gboolean next_word(const char *text, const char *end, Span *word)
{
    while (text < end && !is_letter(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    if (text == end)
        return FALSE;
    *word = (Span){text, word_end(text, end)};
    return TRUE;
}

/* A text's first byte of a character at or behind `at`. */
static gsize character_at(const GString *text, gsize at)
{
    while (at < text->len && ((guchar)text->str[at] & 0xC0) == 0x80)
        at++;
    return at;
}

void kwic_line_append_key(const Hit *hit, gboolean in_title, const Mark *mark, KwicPart side,
                          GString *key)
{
    const GString *text = text_of(hit, in_title);
    gsize start = mark->end, end = character_at(text, MIN(text->len, mark->end + KEY_BYTES));
    if (side == KWIC_LEFT) {
        start = character_at(text, mark->start - MIN(mark->start, KEY_BYTES));
        end = mark->start;
    }
    /* The first words, or the last ones: a ring. */
    Span words[KEY_WORDS], word = {NULL, text->str + start};
    guint count = 0;
    while ((side == KWIC_LEFT || count < KEY_WORDS) && next_word(word.end, text->str + end, &word))
        words[count++ % KEY_WORDS] = word;
    for (guint i = 0; i < MIN(count, KEY_WORDS); i++) {
        const Span *next = &words[side == KWIC_LEFT ? (count - 1 - i) % KEY_WORDS : i];
        g_autofree char *folded = fold_text(next->start, (gsize)(next->end - next->start));
        g_string_append(key, folded);
        g_string_append_c(key, KEY_SEPARATOR);
    }
}

/* ---- packed --------------------------------------------------------------------------------- */

/* What is no text. */
typedef struct {
    guint64 start, end;
    guint32 clause, in_title;
} Numbers;

void kwic_line_pack(const KwicLine *line, GString *out)
{
    Numbers numbers = {line->start, line->end, line->clause, (guint32)line->in_title};
    g_string_append_len(out, (const char *)&numbers, sizeof numbers);
    for (int i = 0; i < KWIC_PARTS; i++)
        g_string_append_len(out, line->part[i]->str, (gssize)line->part[i]->len + 1);
}

void kwic_line_unpack(KwicLine *line, const char *packed)
{
    Numbers numbers;
    memcpy(&numbers, packed, sizeof numbers);
    packed += sizeof numbers;
    line->start = numbers.start;
    line->end = numbers.end;
    line->clause = numbers.clause;
    line->in_title = (gboolean)numbers.in_title;
    for (int i = 0; i < KWIC_PARTS; i++) {
        g_string_assign(line->part[i], packed);
        packed += line->part[i]->len + 1;
    }
}
