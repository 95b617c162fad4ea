/* What glass-deflater makes is deflate, for every kind of stream and whatever came before it. */
#include <check.h>
#include <glib.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "xapian-c/glass-deflater-private.h"
#include "xapian-c/glass-huffman-private.h"

#define BIG (5u << 20)

static guint64 state;

static guint32 noise(guint32 below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (guint32)((state >> 33) % below);
}

/* ---- streams ----------------------------------------------------------------------------------*/

static void fill_random(guint8 *p, gsize n)
{
    for (gsize i = 0; i < n; i++)
        p[i] = (guint8)noise(256);
}

static void fill_run(guint8 *p, gsize n)
{
    memset(p, 'a', n);
}

static void fill_all_bytes(guint8 *p, gsize n)
{
    for (gsize i = 0; i < n; i++)
        p[i] = (guint8)i;
}

/* Words of a small vocabulary, the first ones often. */
static void fill_text(guint8 *p, gsize n)
{
    static const char *const syllables[] = {"ta", "ri", "mon", "el", "ku", "sta", "ver", "in"};
    for (gsize i = 0; i < n;) {
        guint word = noise(1 + noise(400));
        for (guint left = word * 7919 + 1; left > 0 && i < n; left /= 8)
            for (const char *s = syllables[left % 8]; *s && i < n; s++)
                p[i++] = (guint8)*s;
        if (i < n)
            p[i++] = noise(12) ? ' ' : '\n';
    }
}

/* Numbers as bytes, small ones often. */
static void fill_binary(guint8 *p, gsize n)
{
    for (gsize i = 0; i < n; i++)
        p[i] = (guint8)(noise(3) ? noise(1 + noise(20)) : 128 + noise(128));
}

/* Random bytes, repeated so that each match is at one distance. */
static void fill_period(guint8 *p, gsize n, gsize period)
{
    fill_random(p, MIN(n, period));
    for (gsize i = period; i < n; i++)
        p[i] = p[i - period];
}

static void fill_period_window(guint8 *p, gsize n)
{
    fill_period(p, n, 32768);
}

static void fill_period_beyond(guint8 *p, gsize n)
{
    fill_period(p, n, 32769);
}

static void fill_period_3(guint8 *p, gsize n)
{
    fill_period(p, n, 3);
}

/* Text, then what can't be compressed, then text: stored blocks in between. */
static void fill_mixed(guint8 *p, gsize n)
{
    fill_text(p, n / 4);
    fill_random(p + n / 4, n / 2);
    fill_text(p + n / 4 + n / 2, n - n / 4 - n / 2);
}

/* 258 and 259 equal bytes among random ones, and 3, 4 and 5. */
static void fill_lengths(guint8 *p, gsize n)
{
    static const guint lengths[] = {258, 259, 3, 4, 5, 8, 9, 257, 516, 517};
    fill_random(p, n);
    gsize at = 600;
    for (guint i = 0; at + 600 < n; i++) {
        guint length = lengths[i % G_N_ELEMENTS(lengths)];
        memcpy(p + at, p + at - 600, length);
        at += length + 1;
    }
}

typedef struct {
    const char *name;
    void (*fill)(guint8 *p, gsize n);
    gsize length;
    double most; /* of its length that the result may take; 0: it can't be made smaller */
} Kind;

static const Kind kinds[] = {
    {"one byte", fill_run, 1, 0},
    {"two bytes", fill_run, 2, 0},
    {"a short run", fill_run, 12, 0.9},
    {"a run of 258", fill_run, 258, 0.1},
    {"a run of 259", fill_run, 259, 0.1},
    {"a run of 260", fill_run, 260, 0.1},
    {"a run of a block", fill_run, 65535, 0.01},
    {"a run of a block and a byte", fill_run, 65536, 0.01},
    {"all bytes once", fill_all_bytes, 256, 0},
    {"all bytes again and again", fill_all_bytes, 8192, 0.2},
    {"a piece", fill_text, 8192, 0.6},
    {"more than a piece", fill_text, 8193, 0.6},
    {"random bytes", fill_random, 3000, 0},
    {"many random bytes", fill_random, 200000, 0},
    {"a few words", fill_text, 40, 1},
    {"text", fill_text, 3000, 0.65},
    {"binary", fill_binary, 3000, 0.9},
    {"matches of 3 and 6 and 9 …", fill_period_3, 700, 0.1},
    {"all lengths", fill_lengths, 60000, 0.8},
    {"distance 32768", fill_period_window, 65535, 0.7},
    {"distance 32769", fill_period_beyond, 65535, 0},
    {"text and random bytes", fill_mixed, 400000, 0.8},
    {"5 MB of text", fill_text, BIG, 0.5},
};

/* ---- checks -----------------------------------------------------------------------------------*/

typedef struct {
    guint8 *in, *out, *back;
    struct libdeflate_decompressor *inflate;
} Buffers;

static void buffers_init(Buffers *b)
{
    b->in = g_malloc(BIG + 16);
    b->out = g_malloc(BIG + GLASS_DEFLATER_SLACK);
    b->back = g_malloc(BIG + 16);
    b->inflate = libdeflate_alloc_decompressor();
}

static void buffers_clear(Buffers *b)
{
    g_free(b->in);
    g_free(b->out);
    g_free(b->back);
    libdeflate_free_decompressor(b->inflate);
}

/* Compresses b->in and checks that it comes back. The input is copied to memory of its exact size,
 * so that sanitizers see what is read beyond it. */
static gsize round_trip(Buffers *b, GlassDeflater *d, gsize length, const char *name)
{
    g_autofree guint8 *in = g_memdup2(b->in, length);
    g_autofree guint8 *out = g_malloc(length + GLASS_DEFLATER_SLACK);
    gsize packed = glass_deflater_compress(d, in, length, out, length + GLASS_DEFLATER_SLACK);
    if (packed == 0)
        return 0;
    ck_assert_msg(packed < length, "%s: %zu bytes of %zu", name, packed, length);
    gsize read, made;
    enum libdeflate_result result =
        libdeflate_deflate_decompress_ex(b->inflate, out, packed, b->back, length, &read, &made);
    ck_assert_msg(result == LIBDEFLATE_SUCCESS, "%s: result %d", name, result);
    ck_assert_msg(read == packed, "%s: ends after %zu of %zu", name, read, packed);
    ck_assert_msg(made == length, "%s: %zu bytes instead of %zu", name, made, length);
    ck_assert_msg(memcmp(b->back, in, length) == 0, "%s: other bytes", name);
    memcpy(b->out, out, packed);
    return packed;
}

static const guint ways[] = {0, GLASS_DEFLATE_LITERALS};

START_TEST(each_kind_comes_back_from_a_new_deflater)
{
    Buffers b;
    buffers_init(&b);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autoptr(GlassDeflater) d = glass_deflater_new(ways[_i]);
        state = i;
        kinds[i].fill(b.in, kinds[i].length);
        gsize packed = round_trip(&b, d, kinds[i].length, kinds[i].name);
        if (ways[_i] == GLASS_DEFLATE_LITERALS)
            continue;
        if (kinds[i].most == 0)
            ck_assert_msg(packed == 0, "%s: %zu bytes", kinds[i].name, packed);
        else
            ck_assert_msg(packed > 0 && (double)packed <= kinds[i].most * (double)kinds[i].length,
                          "%s: %zu bytes", kinds[i].name, packed);
    }
    buffers_clear(&b);
}
END_TEST

START_TEST(each_kind_comes_back_after_every_other)
{
    Buffers b;
    buffers_init(&b);
    for (guint first = 0; first + 1 < G_N_ELEMENTS(kinds); first++) {
        g_autoptr(GlassDeflater) d = glass_deflater_new(ways[_i]);
        for (guint i = 0; i < 25; i++) {
            state = i;
            gsize length = MIN(kinds[first].length, 5000);
            kinds[first].fill(b.in, length);
            round_trip(&b, d, length, kinds[first].name);
        }
        for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
            gsize length = MIN(kinds[i].length, 70000);
            kinds[i].fill(b.in, length);
            round_trip(&b, d, length, kinds[i].name);
        }
    }
    buffers_clear(&b);
}
END_TEST

START_TEST(thousands_of_streams_come_back)
{
    Buffers b;
    buffers_init(&b);
    g_autoptr(GlassDeflater) d = glass_deflater_new(ways[_i]);
    for (guint i = 0; i < 6000; i++) {
        state = i;
        const Kind *kind = &kinds[noise(4) ? 15 : noise(G_N_ELEMENTS(kinds))];
        gsize length = 1 + noise(1 + noise(noise(50) ? 4000 : 80000));
        kind->fill(b.in, length);
        for (guint damage = noise(4); damage > 0; damage--)
            b.in[noise((guint32)length)] = (guint8)noise(256);
        round_trip(&b, d, length, kind->name);
    }
    buffers_clear(&b);
}
END_TEST

START_TEST(an_empty_stream_is_not_compressed)
{
    guint8 out[64];
    g_autoptr(GlassDeflater) d = glass_deflater_new(0);
    ck_assert_uint_eq(glass_deflater_compress(d, "", 0, out, sizeof out), 0);
}
END_TEST

/* At every size of the buffer: either the whole stream, or nothing, and never a byte beyond. */
START_TEST(a_result_that_does_not_fit_is_none)
{
    Buffers b;
    buffers_init(&b);
    for (guint kind = 0; kind < 2; kind++) {
        gsize length = kind ? 1500 : 150, whole = 0;
        state = 1;
        fill_text(b.in, length);
        for (gsize size = length + GLASS_DEFLATER_SLACK; size > 0; size--) {
            g_autoptr(GlassDeflater) d = glass_deflater_new(0);
            g_autofree guint8 *out = g_malloc(size);
            gsize packed = glass_deflater_compress(d, b.in, length, out, size);
            if (whole == 0)
                whole = packed;
            gsize expected = size >= whole + GLASS_DEFLATER_SLACK ? whole : 0;
            ck_assert_msg(packed == expected, "%zu bytes into %zu, not %zu", packed, size,
                          expected);
        }
        ck_assert_uint_gt(whole, 0);
    }
    buffers_clear(&b);
}
END_TEST

START_TEST(the_same_streams_give_the_same_bytes)
{
    Buffers b;
    buffers_init(&b);
    g_autoptr(GlassDeflater) one = glass_deflater_new(ways[_i]);
    g_autoptr(GlassDeflater) two = glass_deflater_new(ways[_i]);
    g_autofree guint8 *first = g_malloc(100000 + GLASS_DEFLATER_SLACK);
    for (guint i = 0; i < 1000; i++) {
        state = i;
        const Kind *kind = &kinds[noise(G_N_ELEMENTS(kinds))];
        gsize length = MIN(kind->length, 100000);
        kind->fill(b.in, length);
        gsize packed = round_trip(&b, one, length, kind->name);
        memcpy(first, b.out, packed);
        ck_assert_uint_eq(round_trip(&b, two, length, kind->name), packed);
        ck_assert_msg(memcmp(first, b.out, packed) == 0, "%s: other bytes", kind->name);
    }
    buffers_clear(&b);
}
END_TEST

/* A stream longer than a piece ends in an empty block with the fixed code: ten bits, and padding.
 */
START_TEST(a_stream_of_more_than_a_piece_ends_in_an_empty_block)
{
    Buffers b;
    buffers_init(&b);
    g_autoptr(GlassDeflater) d = glass_deflater_new(0);
    for (gsize length = GLASS_DEFLATER_PIECE; length < GLASS_DEFLATER_PIECE + 300; length++) {
        state = length;
        fill_text(b.in, length);
        gsize packed = round_trip(&b, d, length, "text");
        ck_assert_uint_gt(packed, 3);
        ck_assert_msg((b.out[0] & 1) == (length == GLASS_DEFLATER_PIECE),
                      "%zu: the first block's last bit", length);
        if (length == GLASS_DEFLATER_PIECE)
            continue;
        guint tail = b.out[packed - 3] | b.out[packed - 2] << 8 | b.out[packed - 1] << 16;
        guint block = 0; /* its first bit: two that are set, then nothing */
        while (block < 24 && tail >> block > 3)
            block++;
        ck_assert_msg(tail >> block == 3 && block + 10 <= 24, "%zu: %06x", length, tail);
    }
    buffers_clear(&b);
}
END_TEST

/* Here, of words without end, 114 %; of news 106 to 108. */
START_TEST(text_takes_little_more_than_with_codes_of_its_own)
{
    Buffers b;
    buffers_init(&b);
    g_autoptr(GlassDeflater) d = glass_deflater_new(0);
    struct libdeflate_compressor *peer = libdeflate_alloc_compressor(1);
    gsize mine = 0, theirs = 0;
    for (guint i = 0; i < 500; i++) {
        state = i;
        gsize length = 1000 + noise(4000);
        fill_text(b.in, length);
        gsize packed = round_trip(&b, d, length, "text");
        ck_assert_uint_gt(packed, 0);
        mine += packed;
        theirs += libdeflate_deflate_compress(peer, b.in, length, b.out, BIG);
    }
    libdeflate_free_compressor(peer);
    ck_assert_msg((double)mine < 1.16 * (double)theirs, "%zu, libdeflate %zu", mine, theirs);
    buffers_clear(&b);
}
END_TEST

/* ---- codes ------------------------------------------------------------------------------------*/

/* The part of the code space that these entries take, in 2^-GLASS_CODE_MAX. */
static guint space(const guint32 *entries, guint count)
{
    guint taken = 0;
    for (guint i = 0; i < count; i++)
        if (entries[i] != GLASS_ENTRY_MISSING)
            taken += 1u << (GLASS_CODE_MAX - (entries[i] & 0x3f));
    return taken;
}

START_TEST(codes_are_complete_and_short)
{
    for (guint i = 0; i < 300; i++) {
        state = i;
        GlassCounts counts = {0};
        GlassCode code;
        guint symbols = 1 + noise(GLASS_LITLENS), steep = noise(4);
        counts.litlen[noise(256)] = 1;
        for (guint j = 0; j < symbols; j++)
            counts.litlen[noise(GLASS_LITLENS)] += 1 + noise(1u << noise(1 + 7 * steep));
        for (guint j = noise(2 * GLASS_DISTANCES); j > 0; j--)
            counts.distances[noise(GLASS_DISTANCES)] += 1 + noise(1u << noise(1 + 7 * steep));
        glass_code_make(&code, &counts, i % 3 ? 1 + noise(100) : 1);
        guint taken = space(code.literals, 256) + space(&code.end_of_block, 1);
        for (guint length = 0, last = G_MAXUINT; length < G_N_ELEMENTS(code.lengths); length++) {
            guint symbol = glass_length_symbols[length];
            if (symbol == last)
                continue;
            last = symbol;
            guint32 entry = code.lengths[length];
            guint extra = symbol < 8 || symbol == 28 ? 0 : symbol / 4 - 1;
            ck_assert(counts.litlen[257 + symbol] == 0 || entry != GLASS_ENTRY_MISSING);
            if (entry != GLASS_ENTRY_MISSING)
                taken += 1u << (GLASS_CODE_MAX - ((entry & 0x3f) - extra));
        }
        ck_assert_msg(taken == 1u << GLASS_CODE_MAX, "%u: literals take %u", i, taken);
        taken = space(code.distances, GLASS_DISTANCES);
        ck_assert_msg(taken == 1u << GLASS_CODE_MAX, "%u: distances take %u", i, taken);
        for (guint j = 0; j < 256; j++)
            ck_assert(counts.litlen[j] == 0 || code.literals[j] != GLASS_ENTRY_MISSING);
        ck_assert_uint_lt(code.header_bits, 8 * (sizeof code.header - 8));
    }
}
END_TEST

START_TEST(distance_symbols_are_those_of_the_format)
{
    guint base = 1;
    for (guint symbol = 0; symbol < GLASS_DISTANCES; symbol++) {
        guint extra = symbol < 4 ? 0 : symbol / 2 - 1, got;
        ck_assert_uint_eq(glass_distance_symbol(base, &got), symbol);
        ck_assert_uint_eq(got, extra);
        ck_assert_uint_eq(glass_distance_symbol(base + (1u << extra) - 1, &got), symbol);
        /* The extra bits are the low ones of the distance less 1. */
        ck_assert_uint_eq((base - 1) & ((1u << extra) - 1), 0);
        base += 1u << extra;
    }
    ck_assert_uint_eq(base, 32769);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glass-deflater");
    TCase *tcase = tcase_create("glass-deflater");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, each_kind_comes_back_from_a_new_deflater, 0, G_N_ELEMENTS(ways));
    tcase_add_loop_test(tcase, each_kind_comes_back_after_every_other, 0, G_N_ELEMENTS(ways));
    tcase_add_loop_test(tcase, thousands_of_streams_come_back, 0, G_N_ELEMENTS(ways));
    tcase_add_test(tcase, an_empty_stream_is_not_compressed);
    tcase_add_test(tcase, a_result_that_does_not_fit_is_none);
    tcase_add_loop_test(tcase, the_same_streams_give_the_same_bytes, 0, G_N_ELEMENTS(ways));
    tcase_add_test(tcase, a_stream_of_more_than_a_piece_ends_in_an_empty_block);
    tcase_add_test(tcase, text_takes_little_more_than_with_codes_of_its_own);
    tcase_add_test(tcase, codes_are_complete_and_short);
    tcase_add_test(tcase, distance_symbols_are_those_of_the_format);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
