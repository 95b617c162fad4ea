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
#define LEXICON_LONG_KEY 0xffu

typedef struct {
    guint64 key[2];
    gpointer value; /* Word (or LongSurface) and, in bit 0, SURFACE_CAPITALS; NULL: free */
} LexiconSlot;

#define SURFACE_CAPITALS ((guintptr)1)

typedef struct {
    Word *word;
    gboolean capitals; /* typed in capitals, two at least, or with dots between letters */
} Surface;

/* Memory that is only given back as a whole. */
typedef struct {
    struct LexiconChunk *chunks, *chunk; /* all; the one in use, or NULL */
    gsize bytes;                         /* of all */
} LexiconArena;

struct Lexicon {
    LexiconSlot *slots;
    gsize mask; /* their number - 1, a power of two */
    gsize used;
    guint64 seed[2];
    CharClasses classes;
    LexiconArena
        words; /* Words and LongSurfaces; apart from what is seldom looked at, so that the */
    LexiconArena strings;       /* frequent ones share cache lines */
    struct sb_stemmer *stemmer; /* NULL: words without stems */
    gboolean turkish;
    gboolean full; /* beyond its bound: to be emptied as soon as nobody holds a Word */
    gsize bound;
    LexiconFullFunc on_full; /* NULL: no bound */
    gpointer on_full_data;
    GString *lower, *folded, *stem, *stem_again; /* scratch */
};

/* What a surface form is looked up by. */
typedef struct {
    guint64 key[2];
    gsize home; /* the slot to begin at, times any power of two */
    const char *surface;
    guint length;
    LexiconRole role;
} LexiconQuery;

static inline gsize lexicon_hash(const Lexicon *lexicon, guint64 first, guint64 second)
{
    __extension__ typedef unsigned __int128 Product;
    Product product = (Product)(first ^ lexicon->seed[0]) * (second ^ lexicon->seed[1]);
    return (gsize)((guint64)product ^ (guint64)(product >> 64));
}

/* The query for surface[0..length), which must stay valid until it has been answered. */
LexiconQuery lexicon_query(const Lexicon *lexicon, const char *surface, gsize length,
                           LexiconRole role);

/* The same for a plain form with both stems, of 1 to SURFACE_INLINE_BYTES bytes in first and
 * second. */
static inline LexiconQuery lexicon_query_plain(const Lexicon *lexicon, const char *surface,
                                               guint length, guint64 first, guint64 second)
{
    return (LexiconQuery){
        {first, second}, lexicon_hash(lexicon, first, second), surface, length, 0};
}

/* Has the processor load what the query will look at. */
static inline void lexicon_prefetch(const Lexicon *lexicon, const LexiconQuery *query)
{
    __builtin_prefetch(&lexicon->slots[query->home & lexicon->mask]);
}

/* The answer to a query whose first slot isn't it: of a long form, a new one, or a collision. */
Surface lexicon_find_slowly(Lexicon *lexicon, const LexiconQuery *query);

/* Tells who set the bound, and forgets all words; their memory is given back. */
void lexicon_empty(Lexicon *lexicon);

/* The Word of the surface form in its role; it is made when it is new. */
static inline Surface lexicon_find(Lexicon *lexicon, const LexiconQuery *query)
{
    const LexiconSlot *slot = &lexicon->slots[query->home & lexicon->mask];
    if (G_LIKELY(slot->key[0] == query->key[0] && slot->key[1] == query->key[1] && slot->value &&
                 query->key[1] >> 56 != LEXICON_LONG_KEY)) {
        guintptr value = (guintptr)slot->value;
        return (Surface){(Word *)(value & ~SURFACE_CAPITALS), (value & SURFACE_CAPITALS) != 0};
    }
    return lexicon_find_slowly(lexicon, query);
}

static inline Surface lexicon_find_surface(Lexicon *lexicon, const char *surface, gsize length,
                                           LexiconRole role)
{
    LexiconQuery query = lexicon_query(lexicon, surface, length, role);
    return lexicon_find(lexicon, &query);
}
