/* term-order: the terms that an inverter's forms give, in the order in which a database wants them. */
#pragma once

#include <string.h>

#include "indexer/inverter-private.h"
#include "xapian-c/glass-segment.h"

/* A term has up to so many places in a form: the word itself and its stems. */
#define FORM_TERMS 3

#define RANK_NONE G_MAXUINT32

/* One term of one form. Terms of several forms that are equal stand next to one another. */
typedef struct {
    guint64 key;      /* the first 8 bytes, big-endian: most comparisons end here */
    const char *text; /* with its prefix */
    guint32 form;
    guint16 length;
    guint8 place;     /* 0 the word, 1 and 2 its stems */
} FormTerm;

typedef struct {
    FormTerm *terms;   /* all terms of all forms, sorted */
    guint32 count;
    guint32 *groups;   /* where each distinct term begins in terms; groups[group_count] = count */
    guint32 group_count;
    guint32 *ranks;    /* FORM_TERMS for each form: the group of each of its terms, or RANK_NONE */
    GlassTermName *names; /* of each group's term */
    Arena texts;       /* of the terms with a prefix */
} TermOrder;

/* Bytes that term_order_init() would take, if stems are as long as stems are. */
gsize term_order_bytes(const Inverter *inverter);

void term_order_init(TermOrder *order, const Inverter *inverter);
void term_order_clear(TermOrder *order);
