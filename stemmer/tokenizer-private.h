/* tokenizer: the kinds of word, each in a file of its own.
 *
 * A scan begins at the first byte of a word, emits its tokens, and returns where to go on. Every
 * scan looks at a byte a bounded number of times, whatever the text.
 */
#pragma once

#include "stemmer/lexicon-private.h"

/* Tokens that were scanned and not yet looked up.
 *
 * The lexicon of a large collection is larger than the processor's caches, so nearly all of the
 * time would go into waiting for its slots and Words. Tokens are therefore gathered: the scan asks
 * for the slots, the look-up for the Words, and by the time that they are needed they are there. */
#define BATCH 32
typedef struct {
    LexiconQuery query;
    const char *end;
    guint32 position;
    guint flags;
} BatchToken;

typedef struct {
    Lexicon *lexicon;
    const char *text, *end;
    guint32 position; /* of the next word */
    TokenFunc func;
    gpointer data;
    guint batched;
    BatchToken batch[BATCH];
} Tokenizer;

/* A run of letters, marks and digits: what every kind of word is made of. */
typedef struct {
    const char *start, *end; /* end: behind the last character that shows */
    CharClass first, last;   /* of its letters and digits */
    guint count;             /* of its letters and digits: marks are not counted */
    gboolean only_letters, only_digits;
} Run;

static inline CharClass tokenizer_class(Tokenizer *t, const char *p, guint *bytes)
{
    return char_class(&t->lexicon->classes, char_decode(p, t->end, bytes));
}

/* The run that begins at p; its count is 0 if there is none. */
Run tokenizer_run_at(Tokenizer *t, const char *p);

/* Whether p is an apostrophe with a letter behind it; bytes is set to its length. */
gboolean tokenizer_is_apostrophe(Tokenizer *t, const char *p, guint *bytes);

/* Whether p is a hyphen with a letter or digit behind it; bytes is set to its length. */
gboolean tokenizer_is_hyphen(Tokenizer *t, const char *p, guint *bytes);

/* The end of an acronym with dots ("U.S.", "p.m.") that begins at p; NULL if there is none. */
const char *tokenizer_acronym_end(Tokenizer *t, const char *p);

/* Whether p, behind run, is an ampersand between short words (AT&T), with which it is one word. */
gboolean tokenizer_is_ampersand(Tokenizer *t, const Run *run, const char *p);

/* Behind the + and # of a short word that ends at p; p if there are none. */
const char *tokenizer_suffix_end(Tokenizer *t, const Run *run, const char *p);

/* Emits the tokens of the batch; Words of tokens before need not be valid any more. */
void tokenizer_flush(Tokenizer *t);

/* Adds a token at t->position to the batch. */
void tokenizer_add(Tokenizer *t, const char *start, const char *end, LexiconRole role, guint flags);

/* Emits a token at t->position at once, covering [start, end); the batch must be flushed before. */
void tokenizer_emit(Tokenizer *t, Surface surface, const char *start, const char *end, guint flags);

gboolean tokenizer_same_text(const Word *a, const Word *b);

/* Emits the form [start, end) as a variant of word, with the stems that word hasn't, covering
 * [start, cover). NULL, and nothing is emitted, if it is the same word. */
const Word *tokenizer_emit_variant(Tokenizer *t, const Word *word, const char *start,
                                   const char *end, const char *cover, SurfaceKind kind,
                                   guint flags);

/* Emits [start, end) as a word and [start, base) as a variant of it: the same without its
 * possessive; only the word if base is NULL. Returns the word. The batch must be flushed before. */
const Word *tokenizer_emit_possessive(Tokenizer *t, const char *start, const char *base,
                                      const char *end, guint flags);

/* A word with whatever belongs to it, and a word that is no other kind. */
const char *tokenizer_word(Tokenizer *t, const char *p);

/* A number whose first digits are run, if a separator and more digits follow; else NULL. */
const char *tokenizer_number(Tokenizer *t, const Run *run);

/* A compound whose first part is run; NULL if there is none. */
const char *tokenizer_compound(Tokenizer *t, const Run *run);

/* Text of scripts without spaces. */
const char *tokenizer_unspaced(Tokenizer *t, const char *p);
