/* inverter-private: the inverter's memory, as inverter.c fills it and native-sink.c reads it.
 *
 * A form's stream of postings is units of two bytes, a posting for each document:
 *
 *      15        6 5     2 1     0
 *     +-----------+-------+-------+
 *     |    gap    |  wdf  | width |   docid - docid before; occurrences; units of each position, 0 to 2
 *     +-----------+-------+-------+
 *     gap, in 2 units, if it is too large for its bits: they are all set then
 *     wdf, so too
 *     wdf positions, ascending: 0 where there is none, and a position may stand there more than once
 *
 * which is larger than a coding in single bytes would be, and read and written without a branch that depends
 * on chance. The first units of a stream stand in the form itself, the rest in a chain of slices, each twice
 * as long as the one before; the last 8 bytes of a slice point to the next.
 *
 * A document's tokens are gathered first and grouped by their forms at its end (inverter-document.c), so that
 * a stream, which lies anywhere in hundreds of megabytes, is touched once for a document.
 */
#pragma once

#include "indexer/arena.h"
#include "indexer/inverter.h"
#include "xapian-c/schema.h"

#define POSTING_WIDTH_BITS 2
#define POSTING_WDF_BITS 4
#define POSTING_GAP_BITS 10
#define POSTING_WIDTH_MASK ((1u << POSTING_WIDTH_BITS) - 1)
#define POSTING_WDF_ESCAPE ((1u << POSTING_WDF_BITS) - 1)
#define POSTING_GAP_ESCAPE ((1u << POSTING_GAP_BITS) - 1)

/* In units. */
#define FORM_INLINE 14
#define SLICE_LINK 4u
#define SLICE_FIRST 16u
#define SLICE_LAST 8192u

typedef enum {
    FORM_BODY,    /* of the words without a field: title and body */
    FORM_TITLE,   /* of the title's words once more, under their prefix */
    FORM_BOOLEAN, /* a term as it stands, wdf 0, no positions */
} FormKind;

/* One cache line: what a posting touches. */
typedef struct {
    guint16 *tail, *tail_end; /* where the next unit goes, and where its slice ends */
    guint16 *slices;          /* the first slice; NULL while all is inline */
    guint32 docid;            /* of the last posting */
    guint32 documents;
    guint16 slice; /* units of the slice being filled; 0 while all is inline */
    guint8 stems;
    guint8 kind; /* FormKind */
    guint16 first[FORM_INLINE];
} Form;
G_STATIC_ASSERT(sizeof(Form) == 64);
G_STATIC_ASSERT(SLICE_LINK * sizeof(guint16) >= sizeof(guint16 *));

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

/* A form in the present document. */
typedef struct {
    guint32 form;
    guint32 wdf; /* 0 in entries that are not in use */
    guint32 begin; /* of its positions, once they are grouped */
} DocumentForm;

typedef struct {
    guint32 form; /* at the document's end: its entry among the document's forms */
    guint32 position;
} DocumentToken;

struct Inverter {
    Form **forms;         /* blocks */
    FormInfo **info;      /* blocks, in step */
    guint32 *entries;     /* of each form: its entry in the last document that had it */
    guint32 form_blocks;  /* allocated */
    guint32 form_count;   /* in use */
    guint32 stem_count;   /* of all forms */
    guint32 *table;       /* of boolean terms, open addressing: form + 1, or 0 */
    guint32 table_mask, table_used;
    Arena slices;
    Arena texts;          /* of boolean terms */
    Arena forward;        /* whole blocks of guint32 */
    guint32 *forward_next, *forward_end; /* of the block being filled */
    GArray *doc_entries;  /* guint32: forward entries of each document */

    /* The present document. */
    DocumentToken *tokens;
    gpointer positions;   /* of the tokens, form by form, each of one or two units */
    guint32 token_count, token_size;
    DocumentForm *doc_forms;
    guint32 doc_form_count, doc_form_size;
    guint32 docid;
    guint32 doclen;

    gboolean with_positions;
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

/* A new form without postings, whose info the caller fills in. */
guint32 inverter_add_form(Inverter *inverter, FormKind kind, guint stems);
/* The form of a boolean term; a new one if need be. */
guint32 inverter_intern_boolean(Inverter *inverter, const char *term, gsize length);

/* inverter-document.c: adds words of tokens and boolean terms to the present document. */
void inverter_begin(Inverter *inverter, guint32 docid);
void inverter_title_token(Inverter *inverter, const Token *token);
void inverter_body_token(Inverter *inverter, const Token *token);
void inverter_boolean(Inverter *inverter, const char *term, gsize length);
void inverter_end(Inverter *inverter);
/* Gives back what one large document took. */
void inverter_trim_document(Inverter *inverter);

/* Forgets everything but keeps memory. */
void inverter_reset(Inverter *inverter);
