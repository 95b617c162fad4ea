/* lexicon: which word comes next, and how is it spelled?
 *
 *     Lexicon *lexicon = lexicon_new();
 *     guint64 rank = lexicon_draw(lexicon, &random);
 *     length = lexicon_spell(lexicon, rank, random_below(&random, 256), FALSE, out);
 *     lexicon_free(lexicon);
 *
 * A language without end: words are numbered by rank, the most frequent first, and a rank's
 * spelling follows from the rank alone. The frequencies are Zipf-Mandelbrot's with three slopes, as
 * in large corpora (see README.md), so that new words keep appearing however much is drawn. The
 * first ranks are the function words of English; all others are made of syllables, and most are
 * families: one base with several inflections, which a stemmer brings together again.
 *
 * Only integers, and the four operations and square roots of doubles are used, which IEEE 754
 * rounds alike everywhere. Threads: a Lexicon is never changed after lexicon_new().
 */
#pragma once

#include "tests/bench/random.h"

/* No spelling is longer, in bytes. */
#define LEXICON_MAX_BYTES 48

typedef enum {
    WORD_FUNCTION, /* the, of, to …: never inflected */
    WORD_NOUN,
    WORD_VERB,
    WORD_ADJECTIVE,
    WORD_NAME,   /* capitalised */
    WORD_ACRONYM /* capitals */
} WordClass;

typedef struct Lexicon Lexicon;

Lexicon *lexicon_new(void);
void lexicon_free(Lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)

/* A rank, from 0; below lexicon_function_words it is a function word. */
guint64 lexicon_draw(const Lexicon *lexicon, Random *random);
extern const guint64 lexicon_function_words;

/* A rank that stands for a person, place or company. */
guint64 lexicon_draw_name(const Lexicon *lexicon, Random *random);

/* Writes one inflection of the word, which form chooses, to out (LEXICON_MAX_BYTES); with
 * curly, an apostrophe is ’. Answers its length. */
gsize lexicon_spell(const Lexicon *lexicon, guint64 rank, guint form, gboolean curly, char *out);

/* The same, never inflected. */
gsize lexicon_spell_base(const Lexicon *lexicon, guint64 rank, char *out);
