/* inverter-private: the inverter's memory, as inverter.c fills it and inverter-write.c reads it.
 *
 * A form's stream of postings is bytes; all numbers are little-endian base 128:
 *
 *     position << 1 | 1, docid - docid before      the first occurrence in a document
 *     (position - position before) << 1            each further one
 *
 * so that bit 0 of a number's first byte tells a document's first occurrence. Position 0 is none. The
 * first bytes of a stream stand in the form itself, the rest in a chain of slices, each twice as long as
 * the one before; the last 8 bytes of a slice point to the next.
 */
#pragma once

#include "indexer/arena.h"
#include "indexer/inverter.h"
#include "xapian-c/schema.h"

#define FORM_INLINE 20
#define SLICE_LINK sizeof(guint8 *)
#define SLICE_FIRST 32u
#define SLICE_LAST 16384u

typedef enum {
    FORM_BODY,    /* of the words without a field: title and body */
    FORM_TITLE,   /* of the title's words once more, under their prefix */
    FORM_BOOLEAN, /* a term as it stands, wdf 0, no positions */
} FormKind;

/* One cache line: what a token touches. */
typedef struct {
    guint8 *tail, *tail_end; /* where the next byte goes, and where its slice ends */
    guint8 *slices;          /* the first slice; NULL while all is inline */
    guint32 docid;           /* of the last posting */
    guint32 position;
    guint32 wdf; /* in that document */
    guint32 documents;
    guint8 stems;
    guint8 slice_log2;   /* of the slice being filled; 0 while all is inline */
    guint8 kind;         /* FormKind */
    guint8 unpositioned; /* boolean terms, and words without positions: bigrams */
    guint8 first[FORM_INLINE];
} Form;
G_STATIC_ASSERT(sizeof(Form) == 64);

/* What the form is: touched once, and when the segment is written. */
typedef struct {
    union {
        const Word *word;
        const char *text; /* of a boolean term */
    };
    guint32 hash; /* of a boolean term */
    guint32 length;
} FormInfo;

/* Forms lie in blocks, so that they never move. */
#define FORM_BLOCK_BITS 15
#define FORM_BLOCK (1u << FORM_BLOCK_BITS)
G_STATIC_ASSERT(FORM_BLOCK * sizeof(Form) == ARENA_BLOCK);

#define FORM_MAX (1u << 26)

/* An entry of the forward index: form << 6 | wdf, a wdf of 63 or more in a guint32 of its own behind. */
#define FORWARD_WDF_BITS 6
#define FORWARD_WDF_ESCAPE ((1u << FORWARD_WDF_BITS) - 1)
#define FORWARD_BLOCK_ENTRIES (ARENA_BLOCK / sizeof(guint32))

/* Tokens that wait between the moment when their form is called into the cache and its use. */
#define PENDING 16

typedef struct {
    guint32 form; /* + 1; 0: none */
    guint32 position;
} PendingToken;

struct Inverter {
    Form **forms;         /* blocks */
    FormInfo **info;      /* blocks, in step */
    guint32 form_blocks;  /* allocated */
    guint32 form_count;   /* in use */
    guint32 *table;       /* of boolean terms, open addressing: form + 1, or 0 */
    guint32 table_mask, table_used;
    Arena slices;
    Arena texts;          /* of boolean terms */
    Arena forward;        /* whole blocks of guint32 */
    guint32 *forward_next, *forward_end; /* of the block being filled */
    GArray *doc_entries;  /* guint32: forward entries of each document */
    PendingToken pending[PENDING];
    guint pending_at;
    guint32 *touched;     /* forms of the present document */
    guint32 touched_count, touched_size;
    guint32 docid;        /* the present document */
    guint32 doclen;
    gboolean positions;
    gboolean in_use;      /* a sink lives */
};

static inline Form *inverter_form(const Inverter *inverter, guint32 form)
{
    return &inverter->forms[form >> FORM_BLOCK_BITS][form & (FORM_BLOCK - 1)];
}

static inline FormInfo *inverter_info(const Inverter *inverter, guint32 form)
{
    return &inverter->info[form >> FORM_BLOCK_BITS][form & (FORM_BLOCK - 1)];
}

/* Appends the words of tokens to the present document. */
void inverter_title_token(Inverter *inverter, const Token *token);
void inverter_body_token(Inverter *inverter, const Token *token);
void inverter_boolean(Inverter *inverter, const char *term, gsize length);
void inverter_begin(Inverter *inverter, guint32 docid);
void inverter_end(Inverter *inverter);

/* Forgets everything but keeps memory. */
void inverter_reset(Inverter *inverter);
