#include "stemmer/tokenizer-private.h"

#include <string.h>

/* cease-fire stands in the index as
 *
 *      position   1           2
 *                 cease       fire
 *                 ceasefire   ceasefire (without its stem, which would count twice)
 *
 * so that each part, both, and the joined form with a word before or after it are found. */

#define MAX_PARTS 3

/* A part of a compound with more than MAX_PARTS or with a part that is no plain word. Only a first
 * part begins a compound: state-of-the-art holds no of-the-art. */
static gboolean is_later_part(Tokenizer *t, const char *start)
{
    const char *p = start;
    if (p > t->text && p[-1] == '-')
        p -= 1;
    else if (p - t->text >= 3 && memcmp(p - 3, "\xe2\x80", 2) == 0 &&
             (p[-1] == '\x90' || p[-1] == '\x91'))
        p -= 3;
    if (p == start || p == t->text)
        return FALSE;
    const char *before = g_utf8_find_prev_char(t->text, p);
    guint bytes;
    return before && char_is_word(tokenizer_class(t, before, &bytes));
}

/* Whether what follows the run makes it more than a plain word: an apostrophe, ampersand, suffix or
 * dotted acronym. A possessive 's is allowed: it sets *end behind it. */
static gboolean is_plain(Tokenizer *t, const Run *run, const char **end)
{
    guint bytes, next;
    *end = run->end;
    if (!run->only_letters || tokenizer_suffix_end(t, run, run->end) != run->end ||
        tokenizer_acronym_end(t, run->start))
        return FALSE;
    if (tokenizer_is_ampersand(t, run, run->end))
        return FALSE;
    if (!tokenizer_is_apostrophe(t, run->end, &bytes))
        return TRUE;
    Run tail = tokenizer_run_at(t, run->end + bytes);
    if (tail.end - tail.start != 1 || (*tail.start != 's' && *tail.start != 'S') ||
        tokenizer_is_apostrophe(t, tail.end, &next) || tokenizer_is_hyphen(t, tail.end, &next))
        return FALSE;
    *end = tail.end;
    return TRUE;
}

/* Emits the joined form [start, end) and the same without its possessive, [start, base), at the
 * position of a part. */
static void emit_joined(Tokenizer *t, const Word *part, const char *start, const char *base,
                        const char *end)
{
    guint flags = TOKEN_JOINED;
    const Word *whole = tokenizer_emit_variant(t, part, start, end, end, SURFACE_JOINED, flags);
    if (whole && base != end)
        tokenizer_emit_variant(t, whole, start, base, end, SURFACE_JOINED, flags);
}

/* The same once more, without the stems. */
static void emit_joined_again(Tokenizer *t, const Word *part, const char *start, const char *base,
                              const char *end)
{
    LexiconRole role = LEXICON_ROLE(SURFACE_JOINED, STEM_NONE);
    guint flags = TOKEN_VARIANT | TOKEN_JOINED;
    Surface whole = lexicon_find_surface(t->lexicon, start, (gsize)(end - start), role);
    if (tokenizer_same_text(whole.word, part))
        return;
    tokenizer_emit(t, whole, start, end, flags);
    if (base == end)
        return;
    Surface bare = lexicon_find_surface(t->lexicon, start, (gsize)(base - start), role);
    if (!tokenizer_same_text(whole.word, bare.word))
        tokenizer_emit(t, bare, start, end, flags);
}

const char *tokenizer_compound(Tokenizer *t, const Run *run)
{
    Run parts[MAX_PARTS] = {*run};
    const char *end = run->end;
    guint count = 1, bytes;
    if (!tokenizer_is_hyphen(t, end, &bytes) || is_later_part(t, run->start) ||
        !is_plain(t, run, &end))
        return NULL;
    while (tokenizer_is_hyphen(t, end, &bytes)) {
        if (count == MAX_PARTS)
            return NULL;
        parts[count] = tokenizer_run_at(t, end + bytes);
        if (!is_plain(t, &parts[count], &end))
            return NULL;
        count++;
    }
    const char *start = run->start, *base = parts[count - 1].end;
    tokenizer_flush(t);
    for (guint i = 0; i < count; i++) {
        gboolean last = i == count - 1;
        const char *part_end = last ? end : parts[i].end;
        const Word *part = tokenizer_emit_possessive(
            t, parts[i].start, part_end != parts[i].end ? base : NULL, part_end, TOKEN_PART);
        if (i == 0)
            emit_joined(t, part, start, base, end);
        else if (last)
            emit_joined_again(t, part, start, base, end);
        t->position++;
    }
    return end;
}
