/* language-scan: counts a text's letters by script, and its words that profiles know. */
#pragma once

#include "stemmer/language-words-private.h"

#define PROFILES_MAX 96

/* A word of a profile, to be looked up by its hash. */
typedef struct {
    guint32 hash;
    guint8 profile, weight;
} ProfileWord;

/* Read-only once it is made. */
typedef struct WordTable WordTable;

/* words are sorted by this; no word of a profile may stand there twice. */
WordTable *word_table_new(ProfileWord *words, gsize count);
void word_table_free(WordTable *table);

#define WORD_SLOTS 16384

/* What was found in a text so far. */
typedef struct {
    guint32 score[PROFILES_MAX]; /* sum of the weights of its words, each word counted once */
    guint32 hits[PROFILES_MAX];  /* how many of the text's words are in its list */
    guint32 letters[SCRIPTS];
    guint32 words;
    guint64 seen[WORD_SLOTS / 64]; /* which words counted already */
} Tally;

/* The hash of a word as it stands in a profile. */
guint32 language_hash(const char *word, gsize length);

/* Adds text[from..length) to the tally, up to the first end of a word at or behind to; where it stopped. */
gsize tally_scan(Tally *tally, const WordTable *table, const char *text, gsize length, gsize from,
                 gsize to);
