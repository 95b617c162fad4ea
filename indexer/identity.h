/* identity: which article is this, and is its content what it was?
 *
 * An article is the same one as long as its identity stays: its URL; else its collection and id; else
 * where it lies. Both hashes are XXH3-128 in canonical byte order.
 */
#pragma once

#include "corpus/corpus.h"

#define IDENTITY_BYTES 16

typedef struct {
    guint8 bytes[IDENTITY_BYTES];
} Identity;

/* What the article's origin says, if it has one. Else:
 * collection: of articles that have an id but no URL; NULL: the article's source, else the base name of
 * its file. path: the file's absolute path; "-" for standard input, where text and title identify an
 * article that has neither URL nor id. */
Identity identity_of_article(const Article *article, const char *path, const char *collection);

/* A hash of all fields and the date, not of the place or origin. */
Identity identity_of_content(const Article *article);

/* 32 hex digits and a NUL. */
#define IDENTITY_HEX (2 * IDENTITY_BYTES + 1)
void identity_to_hex(const Identity *identity, char hex[IDENTITY_HEX]);
/* FALSE if hex does not begin with 32 hex digits in lower case. */
gboolean identity_of_hex(const char *hex, Identity *identity);
