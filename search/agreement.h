/* agreement: what do the indexes that are searched together say of themselves, and does it go together?
 *
 * Words must have been cut, and documents laid out, in the same way: else one query would ask each a
 * different question. Of servers, the languages must be those of one archive, too: the default language the
 * same, and some language in common. A part of an archive may well have no article in one of its
 * languages.
 */
#pragma once

#include "xapian-c/layout.h"
#include "xapian-c/xapian-c.h"

typedef struct {
    IndexSettings *settings; /* of all: the languages of any; positions, text: if all have them */
    gboolean tuned;          /* the ranking in settings is that of the first index folder */
    gboolean foreign;        /* one of them was not made by dateline */
    GPtrArray *without_text; /* for each place its path if it is an index that stores no texts, else NULL; owned */
} Agreement;

/* What db's places agree upon. INDEX_ERROR_VERSION, naming two of them, if they don't. */
Agreement *agreement_reach(XapDatabase *db, GError **error);
void agreement_free(Agreement *agreement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Agreement, agreement_free)
