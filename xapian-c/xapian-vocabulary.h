/* xapian-vocabulary: how many words a database holds. Threads: as xapian-c.h says. */
#pragma once

#include "xapian-c/xapian-c.h"

G_BEGIN_DECLS

typedef struct {
    guint64 words;  /* different ones: terms without a prefix */
    guint64 tokens; /* how often they occur, all told */
} XapVocabulary;

/* Walks all terms without a prefix, a few million a second. Documents that wait for their deletion
 * are counted. */
gboolean xap_vocabulary(XapDatabase *db, XapVocabulary *vocabulary, GError **error);

G_END_DECLS
