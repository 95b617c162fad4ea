#include "stemmer/tokenizer-private.h"

#include <string.h>

/* A number is groups of digits with a separator between each two:
 *
 *      1.000.000,50     first group 1, then .000 .000 ,50
 *
 * Two passes: the first measures the groups, the second emits. Nothing is stored, since a page of
 * digits and commas is a number, too. */

typedef struct {
    const char *end; /* of the last group and of the letters that stick to it: 1.5m */
    guint separators;
    gunichar first, last;   /* separators */
    gboolean same;          /* the separators but the last are the same */
    gboolean thousands;     /* the groups but the last are those of thousands */
    gboolean last_of_three; /* digits in the last group */
    gboolean only_dots;
} Number;

/* The digits that begin at p; the count may be 0. */
static const char *skip_digits(Tokenizer *t, const char *p, guint *count)
{
    guint bytes;
    for (*count = 0; p < t->end && tokenizer_class(t, p, &bytes) == CHAR_DIGIT; p += bytes)
        ++*count;
    return p;
}

/* The separator at p if a digit stands behind it, else 0. */
static gunichar find_separator(Tokenizer *t, const char *p, guint *bytes)
{
    if (p >= t->end)
        return 0;
    gunichar c = char_decode(p, t->end, bytes);
    if (c != '.' && c != ',' && char_class(&t->lexicon->classes, c) != CHAR_SPACE)
        return 0;
    guint next;
    if (p + *bytes >= t->end || tokenizer_class(t, p + *bytes, &next) != CHAR_DIGIT)
        return 0;
    return c;
}

static gboolean is_word_at(Tokenizer *t, const char *p)
{
    guint bytes;
    return p < t->end && char_is_word(tokenizer_class(t, p, &bytes));
}

static Number measure(Tokenizer *t, const Run *run)
{
    gboolean leads = run->count <= 3 && *run->start != '0'; /* may lead thousands: 0,123 is none */
    Number n = {.end = run->end,
                .same = TRUE,
                .thousands = leads,
                .last_of_three = FALSE,
                .only_dots = TRUE};
    guint bytes = 0;
    for (gunichar c; (c = find_separator(t, n.end, &bytes)) != 0;) {
        guint count;
        const char *end = skip_digits(t, n.end + bytes, &count);
        if (c != '.' && c != ',' && /* a space is only found among thousands */
            !(leads && count == 3 &&
              (n.separators == 0 || (n.same && n.first == c && n.last == c))))
            break;
        if (n.separators > 0) {
            n.same &= n.last == n.first;
            n.thousands &= n.last_of_three;
        } else {
            n.first = c;
        }
        n.separators++;
        n.last = c;
        n.last_of_three = count == 3;
        n.only_dots &= c == '.';
        n.end = end;
        if (is_word_at(t, end)) {
            n.end = tokenizer_run_at(t, end).end;
            break;
        }
    }
    return n;
}

/* How the number [start, n->end) is read: TRUE and *kind, or FALSE if it is several numbers. */
static gboolean find_kind(const Number *n, SurfaceKind *kind)
{
    gboolean decimal = n->last == '.' || n->last == ',';
    *kind = SURFACE_PLAIN;
    if (n->same && n->thousands && n->last == n->first && n->last_of_three)
        *kind = SURFACE_JOINED;
    else if (decimal && (n->separators == 1 || (n->same && n->thousands && n->last != n->first)))
        *kind = SURFACE_DECIMAL;
    else
        return n->only_dots;
    return TRUE;
}

static void emit_number(Tokenizer *t, const char *start, const char *end, SurfaceKind kind)
{
    tokenizer_add(t, start, end, LEXICON_ROLE(kind, STEM_BOTH), 0);
    t->position++;
}

/* 12.5,13.5,14: numbers in a row. Each ends where a separator follows that is no dot. */
static void emit_list(Tokenizer *t, const char *start, const char *end)
{
    while (start < end) {
        Run run = {.start = start};
        guint bytes = 0, count;
        run.end = skip_digits(t, start, &run.count);
        Number n = {.end = run.end,
                    .only_dots = TRUE,
                    .same = TRUE,
                    .first = '.',
                    .last = '.',
                    .thousands = run.count <= 3 && *start != '0'};
        while (n.end < end && find_separator(t, n.end, &bytes) == '.') {
            n.thousands &= n.separators == 0 || n.last_of_three;
            n.end = skip_digits(t, n.end + 1, &count);
            n.separators++;
            n.last_of_three = count == 3;
        }
        if (n.end < end && is_word_at(t, n.end)) {
            n.end = end;
        }
        SurfaceKind kind = SURFACE_PLAIN;
        if (n.separators > 0)
            find_kind(&n, &kind);
        emit_number(t, start, n.end, kind);
        if (n.end == end || !find_separator(t, n.end, &bytes))
            return;
        start = n.end + bytes;
    }
}

const char *tokenizer_number(Tokenizer *t, const Run *run)
{
    Number n = measure(t, run);
    if (n.separators == 0)
        return NULL;
    SurfaceKind kind;
    if (find_kind(&n, &kind))
        emit_number(t, run->start, n.end, kind);
    else
        emit_list(t, run->start, n.end);
    return n.end;
}
