/* known: which articles did the index hold when this run began?
 *
 * A few lookups probe posting lists, so that adding ten articles to a million reads next to nothing; as
 * soon as the probes would cost more than reading all identities in one sweep, that is done instead.
 *
 * Threads: KnownArticles is shared; each thread looks up through a KnownReader of its own.
 */
#pragma once

#include "indexer/identity.h"
#include "indexer/segments.h"

typedef struct KnownArticles KnownArticles;
typedef struct KnownReader KnownReader;

/* Of the folder's live segments; folder must outlive it. */
KnownArticles *known_articles_new(IndexFolder *folder, GError **error);
void known_articles_free(KnownArticles *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownArticles, known_articles_free)

KnownReader *known_reader_new(KnownArticles *known);
void known_reader_free(KnownReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownReader, known_reader_free)

typedef enum { KNOWN_NOT, KNOWN_SAME, KNOWN_OTHER, KNOWN_FAILED } KnownAnswer;

/* KNOWN_SAME if the index holds the article with this content, KNOWN_OTHER with another one; then *place
 * is where. */
KnownAnswer known_reader_find(KnownReader *reader, const Identity *identity,
                              const Identity *content, DocumentPlace *place, GError **error);

/* The data of a document that known_reader_find() placed; free with g_free(). NULL if it can't be read. */
char *known_reader_data(KnownReader *reader, const DocumentPlace *place, gsize *length);
