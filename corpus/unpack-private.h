/* unpack: the streams in a file, whatever they are packed in.
 *
 *     unpack_open(unpack, fd, name);
 *     while ((answer = unpack_next(unpack)) != UNPACK_END)
 *         if (answer == UNPACK_STREAM) …unpack_read()… else …unpack_reason()…
 *
 * A plain file is one stream, read directly; what is packed (gzip, bzip2, xz, zstd, lz4; tar, zip)
 * goes through libarchive, a web archive through warc, and each member is a stream. A member may be
 * packed again. Packings are told by content. The file descriptor stays the caller's.
 */
#pragma once

#include <glib.h>

#include "corpus/warc-private.h"

/* So many bytes of each stream can be looked at before it is read. */
#define UNPACK_HEAD_BYTES 65536

typedef enum {
    UNPACK_STREAM,
    UNPACK_BAD,    /* this one can't be unpacked; go on with unpack_next() */
    UNPACK_PASSED, /* this one holds no articles, as its archive says: unpack_kind(); go on */
    UNPACK_END
} UnpackAnswer;

typedef struct Unpack Unpack;

/* stop: see CorpusOptions. urls and record_max: see warc_new(). */
Unpack *unpack_new(const gint *stop, const GRegex *urls, gsize record_max);
void unpack_free(Unpack *unpack);

/* *position is kept at the number of bytes that were read from fd. */
void unpack_open(Unpack *unpack, int fd, guint64 *position);
UnpackAnswer unpack_next(Unpack *unpack);

/* The name of the present member ("news/a.txt", of an archive in an archive "inner.zip/a.txt"),
 * valid UTF-8; NULL outside of archives. */
const char *unpack_member(const Unpack *unpack);

/* Of a stream that is a page in a web archive what that says of it, valid until unpack_next(); else
 * NULL. */
const WarcPage *unpack_page(const Unpack *unpack);

/* Static. */
const char *unpack_kind(const Unpack *unpack);

/* The first bytes of the present stream; *whole: these are all. */
const char *unpack_head(const Unpack *unpack, gsize *length, gboolean *whole);

/* The present stream's next bytes, the head's included: how many, 0 at the end, -1 if it is damaged
 * from here on. */
gssize unpack_read(Unpack *unpack, char *bytes, gsize room);

/* Why the last answer was UNPACK_BAD or -1. */
const char *unpack_reason(const Unpack *unpack);
