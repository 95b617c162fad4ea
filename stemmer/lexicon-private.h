/* lexicon: from surface forms to Words, for the tokenizer's use.
 *
 * A surface form is looked up by its bytes and its role. Up to 15 bytes the form itself is the key,
 * so that a hit compares two integers and follows no pointer:
 *
 *      byte  0 … 14                15
 *     +------------------------+-------+
 *     | form, padded with NULs | role  |      longer: hash (8) | length (6) | role | 0xff
 *     +------------------------+-------+
 *      key[0]  |  key[1]
 */
#pragma once

#include "stemmer/charclass-private.h"
#include "stemmer/fold-private.h"
#include "stemmer/stemmer.h"

/* A role: how the surface form is read, and which of the stems the Word has. */
typedef guint LexiconRole;
#define STEM_NONE 3u
#define STEM_FIRST_ONLY 2u  /* bit 0 set: without the first */
#define STEM_SECOND_ONLY 1u /* bit 1 set: without the second */
#define STEM_BOTH 0u
#define LEXICON_ROLE(kind, without) ((LexiconRole)(kind) << 2 | (without))

#define SURFACE_INLINE_BYTES 15

typedef struct {
    guint64 key[2];
    gpointer value; /* Word (or LongSurface) and, in bit 0, SURFACE_CAPITALS; NULL: free */
} LexiconSlot;

#define SURFACE_CAPITALS ((guintptr)1)

typedef struct {
    Word *word;
    gboolean capitals; /* typed in capitals, two at least */
} Surface;

struct Lexicon {
    LexiconSlot *slots;
    gsize mask; /* their number - 1, a power of two */
    gsize used;
    guint64 seed[2];
    CharClasses classes;
    struct LexiconChunk *chunks, *chunk; /* the arena; the chunk in use */
    gsize chunk_bytes;                   /* of all chunks */
    struct sb_stemmer *stemmer;          /* NULL: words without stems */
    gboolean turkish;
    GString *lower, *folded, *stem, *stem_again; /* scratch */
};

static inline gsize lexicon_home(const Lexicon *lexicon, guint64 first, guint64 second)
{
    __extension__ typedef unsigned __int128 Product;
    Product product = (Product)(first ^ lexicon->seed[0]) * (second ^ lexicon->seed[1]);
    return (gsize)((guint64)product ^ (guint64)(product >> 64));
}

/* The surface form of 1 to WORD_… bytes in a role; makes its Word when it is new. */
Surface lexicon_find(Lexicon *lexicon, const char *surface, gsize length, LexiconRole role);

/* The same for a plain form with both stems whose key is known: the tokenizer's hot path. */
Surface lexicon_add_key(Lexicon *lexicon, guint64 first, guint64 second, gsize length);

static inline Surface lexicon_find_key(Lexicon *lexicon, guint64 first, guint64 second, gsize length)
{
    const LexiconSlot *slots = lexicon->slots;
    gsize i = lexicon_home(lexicon, first, second) & lexicon->mask;
    for (; slots[i].value; i = (i + 1) & lexicon->mask) {
        if (slots[i].key[0] == first && slots[i].key[1] == second) {
            guintptr value = (guintptr)slots[i].value;
            return (Surface){(Word *)(value & ~SURFACE_CAPITALS), (value & SURFACE_CAPITALS) != 0};
        }
    }
    return lexicon_add_key(lexicon, first, second, length);
}
