/* claims: which articles has this run met, and which of those with one identity stays?
 *
 * Of several articles with one identity the last in input order stays, whatever thread meets it first.
 *
 * Threads: all functions but _new and _free may be called from several.
 */
#pragma once

#include "indexer/identity.h"
#include "indexer/segments.h"

typedef struct Claims Claims;

Claims *claims_new(void);
void claims_free(Claims *claims);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Claims, claims_free)

typedef enum {
    CLAIM_FIRST,      /* nobody had the identity */
    CLAIM_SUPERSEDES, /* an earlier article had it: its document, if any, is out of date */
    CLAIM_LATE        /* a later article has it: this one is left out */
} ClaimAnswer;

/* Claims identity for the article that is order-th in the input. place: where its document will lie;
 * place->segment is NULL if the index holds the article already, unchanged, so that no document is made. If an
 * earlier article gets superseded, *superseded is its place (segment NULL if it had no document). */
ClaimAnswer claims_make(Claims *claims, const Identity *identity, guint64 order,
                        const DocumentPlace *place, DocumentPlace *superseded);

/* Whether this run met the identity. */
gboolean claims_met(Claims *claims, const Identity *identity);

/* Bytes held at present, for the budget. Cheap. */
gsize claims_memory(const Claims *claims);
