#include "corpus/gzip-members-private.h"

#include <string.h>
#include <zlib.h>

/* How far the search for the next member goes back. Not further: each byte is to be unpacked about
 * once, however the file is made. */
#define BACK_BYTES ((gsize)64)
#define INPUT_BYTES ((gsize)128 << 10)
/* zlib's way to say: with a gzip header. */
#define WINDOW_BITS (15 + 16)

struct GzipMembers {
    GzipMembersInput input;
    gpointer data;
    z_stream stream;
    gboolean within;  /* a member */
    gboolean seeking; /* for the next member, behind damage */
    gboolean ended;
    gboolean doubtful; /* something came of the damaged member */
    guint8 buffer[INPUT_BYTES];
};

GzipMembers *gzip_members_new(GzipMembersInput input, gpointer data)
{
    GzipMembers *gzip = g_new(GzipMembers, 1);
    memset(gzip, 0, offsetof(GzipMembers, buffer));
    gzip->input = input;
    gzip->data = data;
    if (inflateInit2(&gzip->stream, WINDOW_BITS) != Z_OK)
        gzip->ended = TRUE;
    return gzip;
}

void gzip_members_free(GzipMembers *gzip)
{
    if (gzip == NULL)
        return;
    inflateEnd(&gzip->stream);
    g_free(gzip);
}

/* Reads more behind what is left (at most a few bytes): TRUE, or at the end FALSE. */
static gboolean refill(GzipMembers *gzip)
{
    gsize left = gzip->stream.avail_in;
    if (left > 0)
        memmove(gzip->buffer, gzip->stream.next_in, left);
    gzip->stream.next_in = gzip->buffer;
    gssize n =
        gzip->ended ? 0 : gzip->input(gzip->data, (char *)gzip->buffer + left, INPUT_BYTES - left);
    gzip->ended = n <= 0;
    gzip->stream.avail_in = (guint)(left + (gsize)MAX(n, 0));
    return n > 0;
}

/* Could a member begin here? Length, method, and the flags that there are. */
static gboolean begins(const guint8 *bytes)
{
    return bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8 && bytes[3] < 0x20;
}

/* Goes to where a member could begin; FALSE at the end. */
static gboolean seek_member(GzipMembers *gzip)
{
    z_stream *stream = &gzip->stream;
    for (;;) {
        while (stream->avail_in >= 4 && !begins(stream->next_in)) {
            const guint8 *next = memchr(stream->next_in + 1, 0x1F, stream->avail_in - 1);
            gsize skipped = next ? (gsize)(next - stream->next_in) : stream->avail_in;
            stream->next_in += skipped;
            stream->avail_in -= (guint)skipped;
        }
        if (stream->avail_in >= 4)
            return TRUE;
        if (!refill(gzip))
            return FALSE;
    }
}

/* Is there another member? Zero bytes may fill the file up. */
static gboolean begin_member(GzipMembers *gzip)
{
    z_stream *stream = &gzip->stream;
    for (;;) {
        while (stream->avail_in > 0 && *stream->next_in == 0) {
            stream->next_in++;
            stream->avail_in--;
        }
        if (stream->avail_in > 0)
            break;
        if (!refill(gzip))
            return FALSE;
    }
    gzip->within = TRUE;
    return inflateReset(stream) == Z_OK;
}

/* Where the end of a member was missed, the next one began a little before the damage showed. */
static gssize damaged(GzipMembers *gzip)
{
    z_stream *stream = &gzip->stream;
    gsize back = MIN((gsize)(stream->next_in - gzip->buffer), BACK_BYTES);
    back = MIN(back, stream->total_in > 0 ? (gsize)stream->total_in - 1 : 0);
    stream->next_in -= back;
    stream->avail_in += (guint)back;
    gzip->doubtful = stream->total_out > 0;
    gzip->within = FALSE;
    gzip->seeking = TRUE;
    return -1;
}

gboolean gzip_members_doubtful(const GzipMembers *gzip)
{
    return gzip->doubtful;
}

gssize gzip_members_read(GzipMembers *gzip, char *bytes, gsize room)
{
    z_stream *stream = &gzip->stream;
    guint wanted = (guint)MIN(room, (gsize)1 << 30);
    stream->next_out = (guint8 *)bytes;
    stream->avail_out = wanted;
    while (stream->avail_out == wanted) {
        if (gzip->seeking && !seek_member(gzip))
            return 0;
        gzip->seeking = FALSE;
        if (!gzip->within && !begin_member(gzip))
            return 0;
        if (stream->avail_in == 0 && !refill(gzip))
            return damaged(gzip);
        int answer = inflate(stream, Z_NO_FLUSH);
        if (answer == Z_STREAM_END)
            gzip->within = FALSE;
        else if (answer != Z_OK && answer != Z_BUF_ERROR && stream->avail_out == wanted)
            return damaged(gzip);
    }
    return (gssize)(wanted - stream->avail_out);
}

gsize gzip_members_peek(const char *packed, gsize length, char *bytes, gsize room)
{
    z_stream stream = {.next_in = (guint8 *)packed,
                       .avail_in = (guint)length,
                       .next_out = (guint8 *)bytes,
                       .avail_out = (guint)room};
    if (inflateInit2(&stream, WINDOW_BITS) != Z_OK)
        return 0;
    inflate(&stream, Z_SYNC_FLUSH);
    inflateEnd(&stream);
    return room - stream.avail_out;
}
