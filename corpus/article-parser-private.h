/* article-parser: what formats share when they make an article of a record. */
#pragma once

#include "corpus/charset-private.h"
#include "corpus/keymap-private.h"

struct ArticleParser {
    Keymap *keys;
    char *encoding; /* of records that are not UTF-8, as the caller said; NULL: detected */
    Charset *charset;
    GString *decoded; /* a record's bytes as UTF-8 */
    /* Of the present record: what its stream says of all records (see Cutter), as UTF-8; empty: nothing. */
    const char *context;
    gsize context_length;
    GBytes *context_bytes;    /* that it was made from; kept, so that it is decoded once */
    GString *decoded_context;
    /* What a format made of the context for all records: its own, freed by it through shared_free(). */
    gpointer shared;
    GDestroyNotify shared_free;
    GString *repair;  /* a record with its oddities put right */
};

/* Notes begin a new line each. */
void article_parser_note(Article *article, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Adds a value (valid UTF-8) to a field. A field of several values gets one more line for each; of
 * a field with one value the first counts, and a later one is noted. The text grows by paragraphs.
 */
void article_parser_add(Article *article, ArticleField field, const char *value, gsize length);

/* Adds one value to a field of several, as it is: no sign in it separates anything. */
void article_parser_add_one(Article *article, ArticleField field, const char *value, gsize length);

/* Adds the authors that a byline names: "By Jane Doe". */
void article_parser_add_byline(Article *article, const char *byline);

/* Appends a dateline, which has its dash or gets one, to stand before a text. */
void article_parser_append_dateline(GString *to, const GString *dateline);

/* Adds values, a line each, to a field of several. */
void article_parser_add_lines(Article *article, ArticleField field, const char *value, gsize length);

/* Sets the date, or notes why not: FALSE. An empty value is neither. */
gboolean article_parser_set_date(Article *article, const char *value, gsize length);
