#include "corpus/http-private.h"

#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>

#include "corpus/magic-private.h"
#include "corpus/utf8-text-private.h"

/* How zlib is told what stands around the deflated bytes. */
#define GZIP_BITS (15 + 16)
#define ZLIB_BITS 15
#define RAW_BITS (-15)

struct HttpBody {
    const char *bytes, *at, *end;
    gboolean may_end;
    gboolean chunked;
    gsize chunk_left;  /* of the present chunk */
    gboolean cut;      /* the present chunk is longer than what there is */
    const char *piece; /* what the chunks gave and the coding has not taken yet */
    gsize piece_length;
    const char *first; /* piece */
    gsize first_length;

    HttpCoding coding;
    gboolean begun; /* a byte came out */
    gboolean done;
    z_stream zlib;
    gboolean zlib_made;
    BrotliDecoderState *brotli;
    const char *reason;
};

HttpBody *http_body_new(void)
{
    return g_new0(HttpBody, 1);
}

void http_body_free(HttpBody *body)
{
    if (body == NULL)
        return;
    if (body->zlib_made)
        inflateEnd(&body->zlib);
    BrotliDecoderDestroyInstance(body->brotli);
    g_free(body);
}

static gboolean set_zlib(HttpBody *body, int bits)
{
    int answer =
        body->zlib_made ? inflateReset2(&body->zlib, bits) : inflateInit2(&body->zlib, bits);
    body->zlib_made |= answer == Z_OK;
    return answer == Z_OK;
}

static void rewind_body(HttpBody *body, HttpCoding coding)
{
    body->at = body->bytes;
    body->chunk_left = body->piece_length = 0;
    body->cut = body->begun = body->done = FALSE;
    body->coding = coding;
}

void http_body_set(HttpBody *body, const HttpHead *head, const char *bytes, gsize length,
                   gboolean may_end)
{
    body->bytes = bytes;
    body->end = bytes + length;
    body->may_end = may_end;
    body->chunked = head->chunked;
    body->reason = NULL;
    body->first = NULL;
    rewind_body(body, head->coding);
    g_clear_pointer(&body->brotli, BrotliDecoderDestroyInstance);
    if (body->coding == HTTP_BROTLI)
        body->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    else if (body->coding != HTTP_PLAIN &&
             !set_zlib(body, body->coding == HTTP_GZIP ? GZIP_BITS : ZLIB_BITS))
        body->coding = HTTP_PLAIN;
}

/* What there is to say of a body that is damaged from here on: -1, or 0 where that is no damage. */
static gssize damaged(HttpBody *body, const char *reason)
{
    body->done = TRUE;
    if (body->may_end)
        return 0;
    body->reason = reason;
    return -1;
}

/* ---- chunks -----------------------------------------------------------------------------------*/

/* Reads "1A3F; name=value\r\n" into *size. */
static gboolean read_chunk_size(HttpBody *body, gsize *size)
{
    const char *at = body->at, *feed;
    guint digits = 0;
    *size = 0;
    for (; at < body->end && digits < 12 && g_ascii_isxdigit(*at); at++, digits++)
        *size = *size * 16 + (gsize)g_ascii_xdigit_value(*at);
    while (at < body->end && (*at == ' ' || *at == '\t'))
        at++;
    feed = memchr(at, '\n', (gsize)(body->end - at));
    if (digits == 0 || feed == NULL || (*at != ';' && *at != '\r' && *at != '\n'))
        return FALSE;
    body->at = feed + 1;
    return TRUE;
}

static void skip_line_end(HttpBody *body)
{
    if (body->at < body->end && *body->at == '\r')
        body->at++;
    if (body->at < body->end && *body->at == '\n')
        body->at++;
}

/* Sets the next piece: 1, 0 at the end, -1. */
static int next_piece(HttpBody *body)
{
    gsize left = (gsize)(body->end - body->at), size = left;
    if (body->chunked && left > 0) {
        gboolean first = body->at == body->bytes;
        if (!first)
            skip_line_end(body);
        /* That the last chunk is not there is forgiven. */
        if (body->at == body->end)
            return 0;
        if (!read_chunk_size(body, &size)) {
            /* The chunks were undone before, and the head left as it was. */
            if (!first)
                return damaged(body, "a chunk is broken");
            body->chunked = FALSE;
        } else if (size == 0) {
            body->at = body->end;
        }
        left = (gsize)(body->end - body->at);
        body->cut = size > left && body->chunked;
    }
    if (left == 0)
        return body->cut ? damaged(body, "cut off within a chunk") : 0;
    body->piece = body->at;
    body->piece_length = body->chunked ? MIN(size, left) : left;
    if (body->first == NULL) {
        body->first = body->piece;
        body->first_length = body->piece_length;
    }
    body->at += body->piece_length;
    return 1;
}

/* ---- codings ----------------------------------------------------------------------------------*/

/* The head names a coding that the body is not in: it was undone before. No coding begins like
 * text. */
static gboolean take_as_it_is(HttpBody *body)
{
    if (body->begun || body->first_length < 4 ||
        magic_is_binary(body->first, MIN(body->first_length, 4096)))
        return FALSE;
    for (gsize i = 0; i < 4; i++)
        if (!g_ascii_isprint(body->first[i]) && !g_ascii_isspace(body->first[i]) &&
            memcmp(body->first, UTF8_BOM, 3) != 0)
            return FALSE;
    rewind_body(body, HTTP_PLAIN);
    return TRUE;
}

/* The data ended, and with it only the checksum is missing or wrong. */
static gboolean only_checksum_is_wrong(const z_stream *zlib)
{
    return zlib->msg && g_str_has_prefix(zlib->msg, "incorrect ") &&
           g_str_has_suffix(zlib->msg, " check") &&
           !g_str_equal(zlib->msg, "incorrect header check");
}

/* Is a body whose bytes have come to an end whole but for its checksum? */
static gboolean ends_in_checksum(HttpBody *body)
{
    static const guint8 zeros[8] = {0};
    guint8 more;
    z_stream *zlib = &body->zlib;
    zlib->next_in = (guint8 *)zeros;
    zlib->avail_in = sizeof zeros;
    zlib->next_out = &more;
    zlib->avail_out = 1;
    int answer = inflate(zlib, Z_NO_FLUSH);
    return zlib->avail_out == 1 && (answer == Z_STREAM_END || only_checksum_is_wrong(zlib));
}

typedef enum { CODING_GOES_ON, CODING_ENDS, CODING_FAILS } CodingAnswer;

static CodingAnswer run_zlib(HttpBody *body, char **out, gsize *room)
{
    z_stream *zlib = &body->zlib;
    guint given = (guint)MIN(body->piece_length, (gsize)1 << 30),
          asked = (guint)MIN(*room, (gsize)1 << 30);
    zlib->next_in = (guint8 *)body->piece;
    zlib->avail_in = given;
    zlib->next_out = (guint8 *)*out;
    zlib->avail_out = asked;
    int answer = inflate(zlib, Z_NO_FLUSH);
    body->piece += given - zlib->avail_in;
    body->piece_length -= given - zlib->avail_in;
    *out += asked - zlib->avail_out;
    *room -= asked - zlib->avail_out;
    if (answer == Z_STREAM_END) {
        /* Bytes behind it are another member, or nothing. */
        gboolean more = body->coding == HTTP_GZIP && body->piece_length > 2 &&
                        memcmp(body->piece, "\x1F\x8B", 2) == 0;
        return more && set_zlib(body, GZIP_BITS) ? CODING_GOES_ON : CODING_ENDS;
    }
    if (only_checksum_is_wrong(zlib) && answer == Z_DATA_ERROR)
        return CODING_ENDS;
    return answer == Z_OK || answer == Z_BUF_ERROR ? CODING_GOES_ON : CODING_FAILS;
}

static CodingAnswer run_brotli(HttpBody *body, char **out, gsize *room)
{
    const guint8 *in = (const guint8 *)body->piece;
    gsize left = body->piece_length, had = *room;
    BrotliDecoderResult answer =
        BrotliDecoderDecompressStream(body->brotli, &left, &in, room, (guint8 **)out, NULL);
    body->piece = (const char *)in;
    body->piece_length = left;
    if (answer == BROTLI_DECODER_RESULT_SUCCESS)
        /* A text may begin as a coding of nothing does. */
        return left > 0 && *room == had && !body->begun ? CODING_FAILS : CODING_ENDS;
    return answer == BROTLI_DECODER_RESULT_ERROR ? CODING_FAILS : CODING_GOES_ON;
}

static CodingAnswer run_plain(HttpBody *body, char **out, gsize *room)
{
    gsize n = MIN(body->piece_length, *room);
    memcpy(*out, body->piece, n);
    body->piece += n;
    body->piece_length -= n;
    *out += n;
    *room -= n;
    return CODING_GOES_ON;
}

static CodingAnswer run_coding(HttpBody *body, char **out, gsize *room)
{
    switch (body->coding) {
    case HTTP_GZIP:
    case HTTP_DEFLATE:
        return run_zlib(body, out, room);
    case HTTP_BROTLI:
        return run_brotli(body, out, room);
    default:
        return run_plain(body, out, room);
    }
}

/* The coding can't go on: tries what else the body may be. TRUE if there is something to try. */
static gboolean try_otherwise(HttpBody *body)
{
    /* Some servers send deflated bytes without what should stand around them. */
    if (body->coding == HTTP_DEFLATE && !body->begun && body->zlib.total_out == 0 &&
        body->zlib.msg && strstr(body->zlib.msg, "header") && set_zlib(body, RAW_BITS)) {
        rewind_body(body, HTTP_DEFLATE);
        return TRUE;
    }
    return take_as_it_is(body);
}

/* All pieces are taken, and the coding has not said that it ends. */
static gssize end_of_pieces(HttpBody *body)
{
    body->done = TRUE;
    if (body->coding == HTTP_PLAIN || body->at == body->bytes)
        return 0;
    if (body->coding != HTTP_BROTLI && ends_in_checksum(body))
        return 0;
    return damaged(body, "its content coding is cut off");
}

gssize http_body_read(HttpBody *body, char *bytes, gsize room)
{
    char *out = bytes;
    gsize left = room;
    while (out == bytes && !body->done) {
        /* A decoder may hold bytes back for which there was no room. */
        CodingAnswer answer = CODING_GOES_ON;
        if (body->coding != HTTP_PLAIN && body->begun && body->piece_length == 0)
            answer = run_coding(body, &out, &left);
        if (answer == CODING_GOES_ON && out == bytes) {
            int piece = body->piece_length > 0 ? 1 : next_piece(body);
            if (piece <= 0)
                return piece < 0 ? -1 : body->done ? 0 : end_of_pieces(body);
            answer = run_coding(body, &out, &left);
        }
        if (answer == CODING_FAILS && out == bytes && !try_otherwise(body))
            return damaged(body, "its content coding is damaged");
        body->done = answer == CODING_ENDS;
        body->begun |= out > bytes;
    }
    return (gssize)(room - left);
}

const char *http_body_reason(const HttpBody *body)
{
    return body->reason;
}
