/* bench_deflate [-p] FILE: compresses each line of a file as a stream by itself, with libdeflate 1
 * and 6 and with glass-deflater in its two ways, and prints how much smaller and how fast. With
 * -p the streams are not lines but each follows its length, 4 bytes little-endian. */
#include <glib.h>
#include <libdeflate.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "xapian-c/glass-deflater-private.h"

#define ROUNDS 5

typedef struct {
    const char *bytes;
    gsize length;
} Stream;

typedef struct {
    const char *name;
    int level;   /* libdeflate's; 0: glass-deflater */
    guint flags; /* of that */
} Way;

static const Way ways[] = {
    {"libdeflate 1", 1, 0},
    {"libdeflate 6", 6, 0},
    {"glass-deflater", 0, 0},
    {"… literals only", 0, GLASS_DEFLATE_LITERALS},
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static GArray *find_streams(const char *bytes, gsize length, gboolean prefixed)
{
    GArray *streams = g_array_new(FALSE, FALSE, sizeof(Stream));
    const char *end = bytes + length;
    while (bytes < end) {
        Stream stream = {bytes, 0};
        if (prefixed) {
            guint32 prefix = 0;
            memcpy(&prefix, bytes, MIN(4, end - bytes));
            stream.bytes = MIN(bytes + 4, end);
            stream.length = MIN(GUINT32_FROM_LE(prefix), (gsize)(end - stream.bytes));
            bytes = stream.bytes + stream.length;
        } else {
            const char *newline = memchr(bytes, '\n', (gsize)(end - bytes));
            stream.length = (gsize)((newline ? newline : end) - bytes);
            bytes += stream.length + 1;
        }
        if (stream.length > 0)
            g_array_append_val(streams, stream);
    }
    return streams;
}

/* Compresses all streams once. Returns the bytes that they take, those that stay as they are
 * included. */
static gsize pack(const Way *way, const GArray *streams, guint8 *out, gsize size, double *time)
{
    struct libdeflate_compressor *compressor = NULL;
    GlassDeflater *deflater = NULL;
    if (way->level > 0)
        compressor = libdeflate_alloc_compressor(way->level);
    else
        deflater = glass_deflater_new(way->flags);
    double begin = seconds();
    gsize total = 0;
    for (guint i = 0; i < streams->len; i++) {
        const Stream *s = &g_array_index(streams, Stream, i);
        gsize packed = compressor
                           ? libdeflate_deflate_compress(compressor, s->bytes, s->length, out, size)
                           : glass_deflater_compress(deflater, s->bytes, s->length, out, size);
        total += packed ? MIN(packed, s->length) : s->length;
    }
    *time = MIN(*time, seconds() - begin);
    if (compressor)
        libdeflate_free_compressor(compressor);
    glass_deflater_free(deflater);
    return total;
}

int main(int argc, char **argv)
{
    gboolean prefixed = argc > 2 && strcmp(argv[1], "-p") == 0;
    g_autofree char *bytes = NULL;
    gsize length;
    if (argc != 2 + prefixed || !g_file_get_contents(argv[argc - 1], &bytes, &length, NULL)) {
        fputs("usage: bench_deflate [-p] FILE\n", stderr);
        return 2;
    }
    g_autoptr(GArray) streams = find_streams(bytes, length, prefixed);
    gsize total = 0, longest = 0, packed[G_N_ELEMENTS(ways)];
    double times[G_N_ELEMENTS(ways)];
    for (guint i = 0; i < streams->len; i++) {
        total += g_array_index(streams, Stream, i).length;
        longest = MAX(longest, g_array_index(streams, Stream, i).length);
    }
    g_autofree guint8 *out = g_malloc(longest + GLASS_DEFLATER_SLACK);
    for (guint w = 0; w < G_N_ELEMENTS(ways); w++)
        times[w] = G_MAXDOUBLE;
    /* In turn, so that all see the same machine. */
    for (guint round = 0; round < ROUNDS; round++)
        for (guint w = 0; w < G_N_ELEMENTS(ways); w++)
            packed[w] = pack(&ways[w], streams, out, longest + GLASS_DEFLATER_SLACK, &times[w]);
    printf("%u streams, %.1f MB, on average %.0f bytes\n", streams->len, (double)total / 1e6,
           (double)total / MAX(streams->len, 1));
    for (guint w = 0; w < G_N_ELEMENTS(ways); w++)
        printf("%-18s ratio %.4f (%+5.1f %%)  %5.0f MB/s (x %.2f)\n", ways[w].name,
               (double)packed[w] / (double)total,
               100.0 * (double)packed[w] / (double)packed[0] - 100, (double)total / 1e6 / times[w],
               times[0] / times[w]);
    return 0;
}
