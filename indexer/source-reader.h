/* source-reader: the text of articles once more, from the files that they came from.
 *
 *     SourceWant want = {.stored = article, .content = &content};
 *     source_reader_fetch(reader, &want, 1);       // article->field[ARTICLE_TEXT] has it, or
 * want.state says why
 *
 * For an index that stores no text. Files are read from the front, and those of many articles only
 * once for each call; a call that goes on where the one before ended in the same file reads on
 * there. Threads: one at a time.
 */
#pragma once

#include "indexer/identity.h"

typedef struct SourceReader SourceReader;

typedef enum {
    SOURCE_SAME,    /* the text is that which was indexed */
    SOURCE_CHANGED, /* there is an article in that place, but it is not as it was: its text is given
                       all the same */
    SOURCE_GONE     /* no article in that place, or the place can't be read */
} SourceState;

typedef struct SourceWant SourceWant;
struct SourceWant {
    Article *stored;         /* with its origin; receives the text */
    const Identity *content; /* the hash of what was indexed */
    SourceState state;
    SourceWant *twin; /* private: another article that was in the same place */
};

SourceReader *source_reader_new(void);
void source_reader_free(SourceReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SourceReader, source_reader_free)

/* Fetches count texts, in whatever order the wants are. */
void source_reader_fetch(SourceReader *reader, SourceWant *wants, gsize count);
