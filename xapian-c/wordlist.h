/* wordlist: the words of a segment with their document frequencies, in one blob that stands as metadata
 * METADATA_WORDS. Wildcards, fuzzy words and did-you-mean read it instead of walking the term table.
 *
 *     WordlistBuilder *builder = wordlist_builder_new();
 *     wordlist_builder_add(builder, "azerbaijan", 10, 412);      // ascending by bytes
 *     GBytes *blob = wordlist_builder_end(builder);
 *
 *     WordlistReader *reader = wordlist_reader_new(bytes, length, &error);
 *     wordlist_reader_seek(reader, "azerb", 5);
 *     while (wordlist_reader_next(reader, &entry) == WORDLIST_WORD && …) use(entry.word, entry.length);
 *     wordlist_reader_free(reader);
 *
 * Byte layout; numbers of fixed size are little-endian:
 *
 *     header    8  "dlwords1"
 *               8  XXH3-64 of all that follows
 *               4  number of words
 *               4  number of blocks
 *     blocks       WORDLIST_BLOCK words each, the last one fewer; for each word
 *               1  shared (high 4 bits): leading bytes it has in common with the word before, 0 for the
 *                  first of a block; more (low 4 bits): bytes that follow, minus 1.
 *                  15 in either: a byte follows (shared's first) that is to be added
 *                  the bytes that follow
 *                  document frequency, a varint: 7 bits a byte, low ones first, high bit set on all
 *                  bytes but the last
 *     table     4  for each block, where it begins, counted from the first one
 *
 * A value of no bytes is a list of no words. Words are 1 to 245 bytes, without order in a language:
 * bytes alone decide. Damage of any kind is noticed and told, and never leads outside of the blob.
 *
 * Threads: each object belongs to one thread at a time; a blob may be shared.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

G_BEGIN_DECLS

#define WORDLIST_BLOCK 32
#define WORDLIST_WORD_MAX 245

/* ---- building ---------------------------------------------------------------------------------*/

typedef struct WordlistBuilder WordlistBuilder;

WordlistBuilder *wordlist_builder_new(void);
void wordlist_builder_free(WordlistBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordlistBuilder, wordlist_builder_free)

/* Adds a word, greater than all before, of at most WORDLIST_WORD_MAX bytes; frequency is at least 1. */
void wordlist_builder_add(WordlistBuilder *builder, const char *word, gsize length,
                          guint32 frequency);

/* The blob. The builder is empty again, and keeps its memory. */
GBytes *wordlist_builder_end(WordlistBuilder *builder);

/* ---- reading ----------------------------------------------------------------------------------*/

typedef struct WordlistReader WordlistReader;

/* Reads a blob, which must outlive the reader. INDEX_ERROR_DAMAGED if it is none or not whole. */
WordlistReader *wordlist_reader_new(const void *bytes, gsize length, GError **error);
void wordlist_reader_free(WordlistReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordlistReader, wordlist_reader_free)

guint32 wordlist_reader_count(const WordlistReader *reader);

typedef struct {
    const char *word; /* NUL-terminated; valid until the reader's next call */
    gsize length;
    guint32 frequency;
} WordlistEntry;

typedef enum {
    WORDLIST_WORD,
    WORDLIST_END,
    WORDLIST_DAMAGED /* entry is not filled; every further call says the same until a seek */
} WordlistAnswer;

/* The next word, ascending by bytes. */
WordlistAnswer wordlist_reader_next(WordlistReader *reader, WordlistEntry *entry);

/* Goes to the first word that is not less than from: the next call gives that. An empty from goes back
 * to the beginning. Reads one block. */
void wordlist_reader_seek(WordlistReader *reader, const char *from, gsize length);

/* ---- merging ----------------------------------------------------------------------------------*/

/* One blob of several, frequencies summed. NULL and INDEX_ERROR_DAMAGED if one is damaged. */
GBytes *wordlist_merge(const char *const *blobs, const gsize *lengths, gsize count, GError **error);

G_END_DECLS
