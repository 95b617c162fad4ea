/* charset: bytes that are not UTF-8 become it. */
#pragma once

#include <glib.h>

typedef struct Charset Charset;

Charset *charset_new(void);
void charset_free(Charset *charset);

/* Can texts of this encoding be read at all? */
gboolean charset_is_known(const char *encoding);

/* The encoding that bytes seem to be in: a name for iconv, valid as long as charset is and until
 * the next call; NULL if nothing can be said. */
const char *charset_detect(Charset *charset, const char *bytes, gsize length);

/* What a page or a message says that it is in, unless its bytes, which are not valid UTF-8, give it the lie: NULL for
 * UTF-8 and UTF-16, and for an encoding of the West over the letters of another script. */
const char *charset_believed(const char *declared, const char *bytes, gsize length);

/* Appends bytes, which are not valid UTF-8, as UTF-8. declared is believed; hint, what the whole
 * file seemed to be, is believed where the bytes are too few to tell; both may be NULL. Returns how
 * many bytes meant nothing (U+FFFD stands for them). */
gsize charset_decode(Charset *charset, GString *out, const char *bytes, gsize length,
                     const char *declared, const char *hint);

/* The encoding that a stream must be turned from before it can be cut: "UTF-16LE" and its like,
 * told by its BOM or by where the zero bytes stand; NULL for all others. *bom receives the BOM's
 * length, also UTF-8's. */
const char *charset_wide(const char *head, gsize length, gsize *bom);

/* Turns such a stream into UTF-8, piece by piece. */
typedef struct CharsetStream CharsetStream;
CharsetStream *charset_stream_new(const char *encoding);
void charset_stream_free(CharsetStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CharsetStream, charset_stream_free)
/* Appends what becomes of bytes; half a character waits for the next call. */
void charset_stream_add(CharsetStream *stream, const char *bytes, gsize length, gboolean last,
                        GString *out);
