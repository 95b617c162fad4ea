#include "xapian-c/glass-huffman-private.h"

#include <stdlib.h>
#include <string.h>

#define PRECODES 19
#define PRECODE_MAX 7
#define FIXED_LITLENS 288
/* So many symbols that were never met, between others that were, get codes. */
#define GAP_MAX 8u
/* The longest run of zeros that the header may state at once. */
#define ZEROS_MAX 138

/* ---- code lengths -----------------------------------------------------------------------------*/

static int by_weight(const void *a, const void *b)
{
    guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
    return (x > y) - (x < y);
}

/* Of how many codes each length is, in the tree for ascending weights: it joins the two lightest
 * nodes until one is left, and new nodes come out in ascending order, so two queues do. */
static void count_depths(const guint64 *leaves, guint count, guint longest, guint *of_depth)
{
    guint64 weights[2 * GLASS_LITLENS];
    guint16 parents[2 * GLASS_LITLENS];
    guint8 depths[2 * GLASS_LITLENS];
    guint leaf = 0, inner = count, made = count, root = 2 * count - 2;
    for (guint i = 0; i < count; i++)
        weights[i] = leaves[i] >> 16;
    for (; made <= root; made++) {
        weights[made] = 0;
        for (guint child = 0; child < 2; child++) {
            gboolean take_leaf = leaf < count && (inner == made || weights[leaf] <= weights[inner]);
            guint taken = take_leaf ? leaf++ : inner++;
            weights[made] += weights[taken];
            parents[taken] = (guint16)made;
        }
    }
    depths[root] = 0;
    for (guint i = root; i-- > 0;) {
        guint depth = depths[parents[i]] + 1u;
        depths[i] = (guint8)depth;
        if (i < count)
            of_depth[MIN(depth, longest)]++;
    }
}

/* The symbols that a code is for, and how many of them have codes of each length. */
typedef struct {
    guint longest, used;
    guint64 leaves[GLASS_LITLENS]; /* count, symbol in the low 16 bits; the rarest first */
    guint of_length[16];
} Alphabet;

/* Codes that were cut to the longest take too much of the code space. Each step splits a shorter
 * code in two, for itself and for one of the longest. */
static void cut_to_longest(Alphabet *alphabet)
{
    guint *of_length = alphabet->of_length, longest = alphabet->longest, taken = 0;
    for (guint length = 1; length <= longest; length++)
        taken += of_length[length] << (longest - length);
    for (; taken > 1u << longest; taken--) {
        guint length = longest - 1;
        while (of_length[length] == 0)
            length--;
        of_length[length]--;
        of_length[length + 1] += 2;
        of_length[longest]--;
    }
}

/* Finds the best code for symbols of which at least two have a count. */
static void alphabet_init(Alphabet *alphabet, const guint32 *counts, guint count, guint longest)
{
    memset(alphabet->of_length, 0, sizeof alphabet->of_length);
    alphabet->longest = longest;
    alphabet->used = 0;
    for (guint i = 0; i < count; i++)
        if (counts[i])
            alphabet->leaves[alphabet->used++] = (guint64)counts[i] << 16 | i;
    qsort(alphabet->leaves, alphabet->used, sizeof *alphabet->leaves, by_weight);
    count_depths(alphabet->leaves, alphabet->used, longest, alphabet->of_length);

    cut_to_longest(alphabet);
}

/* Each symbol's length, 0 for those without a count. Returns the bits that all occurrences take. */
static guint64 alphabet_lengths(const Alphabet *alphabet, guint8 *lengths, guint count)
{
    guint64 bits = 0;
    guint next = 0;
    memset(lengths, 0, count);
    for (guint length = alphabet->longest; length > 0; length--)
        for (guint i = 0; i < alphabet->of_length[length]; i++) {
            guint64 leaf = alphabet->leaves[next++];
            lengths[leaf & 0xffff] = (guint8)length;
            bits += (leaf >> 16) * length;
        }
    return bits;
}

/* Gives a shorter code to the symbol for which that pays best. FALSE if none fits in what is left
 * of the code space. allowed has a bit for each length that may be used. */
static gboolean shorten_one(Alphabet *alphabet, guint allowed, guint *left)
{
    guint *of_length = alphabet->of_length, best_from = 0, best_to = 0, best_room = 1, seen = 0;
    guint64 best_gain = 0;
    for (guint from = alphabet->longest; from > 1; from--) {
        seen += of_length[from];
        guint below = allowed & ((1u << from) - 2);
        if (of_length[from] == 0 || below == 0)
            continue;
        guint to = 31u - (guint)__builtin_clz(below);
        guint room = (1u << (alphabet->longest - to)) - (1u << (alphabet->longest - from));
        guint64 gain = (alphabet->leaves[seen - 1] >> 16) * (from - to);
        if (room <= *left && gain * best_room > best_gain * room) {
            best_from = from;
            best_to = to;
            best_room = room;
            best_gain = gain;
        }
    }
    if (best_from == 0)
        return FALSE;
    of_length[best_from]--;
    of_length[best_to]++;
    *left -= best_room;
    return TRUE;
}

/* Limits the lengths to the allowed ones, as far as a complete code can be made of them. FALSE if
 * there are too many symbols for it. */
static gboolean alphabet_restrict(Alphabet *alphabet, guint allowed)
{
    guint *of_length = alphabet->of_length, carried = 0;
    allowed &= (2u << alphabet->longest) - 2;
    guint longest = allowed ? 31u - (guint)__builtin_clz(allowed) : 0;
    if (alphabet->used > 1u << longest)
        return FALSE;
    for (; alphabet->longest > longest; alphabet->longest--) {
        of_length[longest] += of_length[alphabet->longest];
        of_length[alphabet->longest] = 0;
    }
    cut_to_longest(alphabet);
    guint left = 1u << longest;
    for (guint length = 1; length <= longest; length++) {
        of_length[length] += carried;
        carried = 0;
        if (!(allowed >> length & 1)) {
            carried = of_length[length];
            of_length[length] = 0;
        }
        left -= of_length[length] << (longest - length);
    }
    while (left > 0 && shorten_one(alphabet, allowed, &left))
        ;
    while (left > 0 && shorten_one(alphabet, ~0u, &left))
        ;
    return TRUE;
}

/* Lengths of the best code for count symbols of which at least two have a count. */
static void make_lengths(const guint32 *counts, guint count, guint longest, guint8 *lengths)
{
    Alphabet alphabet;
    alphabet_init(&alphabet, counts, count, longest);
    alphabet_lengths(&alphabet, lengths, count);
}

/* ---- codes ------------------------------------------------------------------------------------*/

static guint32 entry(guint32 bits, guint count)
{
    return count ? bits << GLASS_ENTRY_SHIFT | count : GLASS_ENTRY_MISSING;
}

/* The canonical code of these lengths as entries. */
static void make_entries(const guint8 *lengths, guint count, guint32 *entries)
{
    guint of_length[16] = {0}, next[17] = {0};
    for (guint i = 0; i < count; i++)
        of_length[lengths[i]]++;
    of_length[0] = 0;
    for (guint length = 1; length < 16; length++)
        next[length + 1] = (next[length] + of_length[length]) << 1;
    for (guint i = 0; i < count; i++) {
        guint value = lengths[i] ? next[lengths[i]]++ : 0;
        guint32 reversed = 0;
        for (guint bit = 0; bit < lengths[i]; bit++)
            reversed = reversed << 1 | (value >> bit & 1);
        entries[i] = entry(reversed, lengths[i]);
    }
}

/* Sets all but the header. */
static void set_code(GlassCode *code, const guint8 *litlens, guint litlen_count,
                     const guint8 *distances)
{
    guint32 entries[FIXED_LITLENS];
    make_entries(litlens, litlen_count, entries);
    memcpy(code->literals, entries, sizeof code->literals);
    code->end_of_block = entries[GLASS_END_OF_BLOCK];
    guint first = 0; /* length with the same symbol */
    for (guint i = 0; i < G_N_ELEMENTS(code->lengths); i++) {
        guint symbol = glass_length_symbols[i];
        if (symbol != glass_length_symbols[first])
            first = i;
        guint extra = symbol < 8 || symbol == 28 ? 0 : symbol / 4 - 1;
        guint32 base = entries[257 + symbol];
        code->lengths[i] = base;
        if (base != GLASS_ENTRY_MISSING) {
            guint bits = base & 0x3f;
            guint32 value = base >> GLASS_ENTRY_SHIFT | (guint32)(i - first) << bits;
            code->lengths[i] = entry(value, bits + extra);
        }
    }
    make_entries(distances, GLASS_DISTANCES, code->distances);
}

/* ---- the header -------------------------------------------------------------------------------*/

static void put(GlassCode *code, guint32 bits, guint count)
{
    for (guint i = 0; i < count; i++, code->header_bits++)
        code->header[code->header_bits >> 3] |=
            (guint8)((bits >> i & 1) << (code->header_bits & 7));
}

static void put_entry(GlassCode *code, guint32 e)
{
    put(code, e >> GLASS_ENTRY_SHIFT, e & 0x3f);
}

/* One symbol of the header with its extra bits. */
typedef struct {
    guint8 symbol, extra, extra_bits;
} Run;

/* Says the lengths as runs. Returns how many. */
static guint find_runs(const guint8 *lengths, guint count, Run *runs)
{
    guint n = 0;
    for (guint i = 0; i < count;) {
        guint length = lengths[i], same = 1;
        while (i + same < count && lengths[i + same] == length)
            same++;
        i += same;
        if (length > 0) {
            runs[n++] = (Run){(guint8)length, 0, 0};
            same--;
        }
        while (same > 0) {
            guint take = 1;
            Run run = {(guint8)length, 0, 0};
            if (same >= 3 && length > 0) {
                /* 7 and 8 are 3 or 4 and 4, rather than 6 and too few for a run. */
                take = same == 7 || same == 8 ? same - 4 : MIN(same, 6);
                run = (Run){16, (guint8)(take - 3), 2};
            } else if (same >= 11) {
                take = MIN(same, ZEROS_MAX);
                run = (Run){18, (guint8)(take - 11), 7};
            } else if (same >= 3) {
                take = same;
                run = (Run){17, (guint8)(take - 3), 3};
            }
            runs[n++] = run;
            same -= take;
        }
    }
    return n;
}

/* The header in the making. */
typedef struct {
    guint8 litlens[GLASS_LITLENS], distances[GLASS_DISTANCES];
    guint litlen_count, distance_count, precode_count, run_count;
    Run runs[GLASS_LITLENS + GLASS_DISTANCES];
    guint8 precodes[PRECODES];
    guint bits;
} Header;

static const guint8 precode_order[PRECODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                               11, 4,  12, 3, 13, 2, 14, 1, 15};

/* Completes a header whose lengths are set. */
static void header_plan(Header *h)
{
    guint8 all[GLASS_LITLENS + GLASS_DISTANCES];
    guint32 counts[PRECODES] = {0};
    h->litlen_count = GLASS_LITLENS;
    h->distance_count = GLASS_DISTANCES;
    h->precode_count = PRECODES;
    while (h->litlens[h->litlen_count - 1] == 0)
        h->litlen_count--;
    while (h->distances[h->distance_count - 1] == 0)
        h->distance_count--;
    memcpy(all, h->litlens, h->litlen_count);
    memcpy(all + h->litlen_count, h->distances, h->distance_count);
    h->run_count = find_runs(all, h->litlen_count + h->distance_count, h->runs);
    for (guint i = 0; i < h->run_count; i++)
        counts[h->runs[i].symbol]++;
    make_lengths(counts, PRECODES, PRECODE_MAX, h->precodes);
    while (h->precodes[precode_order[h->precode_count - 1]] == 0)
        h->precode_count--;
    h->bits = 3 + 5 + 5 + 4 + 3 * h->precode_count;
    for (guint i = 0; i < h->run_count; i++)
        h->bits += h->precodes[h->runs[i].symbol] + h->runs[i].extra_bits;
}

static void header_write(const Header *h, GlassCode *code)
{
    guint32 entries[PRECODES];
    make_entries(h->precodes, PRECODES, entries);
    put(code, 2 << 1, 3); /* not the last block; a code of its own */
    put(code, h->litlen_count - 257, 5);
    put(code, h->distance_count - 1, 5);
    put(code, h->precode_count - 4, 4);
    for (guint i = 0; i < h->precode_count; i++)
        put(code, h->precodes[precode_order[i]], 3);
    for (guint i = 0; i < h->run_count; i++) {
        put_entry(code, entries[h->runs[i].symbol]);
        put(code, h->runs[i].extra, h->runs[i].extra_bits);
    }
}

/* Makes the header for codes limited to the allowed lengths, those of literals in the low half,
 * those of distances in the high one. Returns the bits of all blocks. */
static guint64 header_try(Header *h, const Alphabet *litlens, const Alphabet *distances,
                          guint allowed, guint blocks)
{
    Alphabet a = *litlens, b = *distances;
    if (!alphabet_restrict(&a, allowed & 0xffff) || !alphabet_restrict(&b, allowed >> 16))
        return G_MAXUINT64;
    guint64 bits = alphabet_lengths(&a, h->litlens, GLASS_LITLENS) +
                   alphabet_lengths(&b, h->distances, GLASS_DISTANCES);
    header_plan(h);
    return bits + (guint64)blocks * h->bits;
}

/* Counts once what was never met but lies among what was, so that the code has it: the symbols
 * beside it are stated in the header anyway, and a block that lacks a code costs time. */
static void fill_gaps(guint32 *counts, guint count)
{
    guint last = 0; /* the one after the last that was met */
    for (guint i = 0; i < count; i++) {
        if (counts[i] == 0)
            continue;
        for (; i - last <= GAP_MAX && last < i; last++)
            counts[last] = 1;
        last = i + 1;
    }
}

#define ALL_LENGTHS ((2u << GLASS_CODE_MAX) - 2)

/* Gives up lengths, one or two neighbours at a time, as long as the headers of all blocks save more
 * than their symbols lose: few different lengths are stated in few bits. */
static void header_shrink(Header *h, const Alphabet *litlens, const Alphabet *distances,
                          guint blocks)
{
    guint allowed = ALL_LENGTHS << 16 | ALL_LENGTHS;
    guint64 best = header_try(h, litlens, distances, allowed, blocks);
    for (gboolean better = TRUE; better;) {
        better = FALSE;
        for (guint i = 0; i < 2 * 32; i++) {
            guint fewer = allowed & ~((i & 1 ? 3u : 1u) << (31 - i / 2));
            if (fewer == allowed)
                continue;
            guint64 bits = header_try(h, litlens, distances, fewer, blocks);
            if (bits < best) {
                best = bits;
                allowed = fewer;
                better = TRUE;
            }
        }
    }
    header_try(h, litlens, distances, allowed, blocks);
}

void glass_code_make(GlassCode *code, const GlassCounts *counts, guint blocks)
{
    Header h;
    Alphabet litlens, distances;
    GlassCounts used = *counts;
    used.litlen[GLASS_END_OF_BLOCK] = MAX(used.litlen[GLASS_END_OF_BLOCK], 1);
    if (blocks > 1) {
        fill_gaps(used.litlen, GLASS_END_OF_BLOCK);
        fill_gaps(used.litlen + GLASS_END_OF_BLOCK, GLASS_LITLENS - GLASS_END_OF_BLOCK);
        fill_gaps(used.distances, GLASS_DISTANCES);
    }
    /* Some inflaters want two distances at least, even where none occurs. */
    guint some = 0;
    for (guint i = 0; i < GLASS_DISTANCES; i++)
        some += used.distances[i] > 0;
    for (guint i = 0; some < 2; i++)
        if (used.distances[i] == 0)
            used.distances[i] = 1, some++;
    alphabet_init(&litlens, used.litlen, GLASS_LITLENS, GLASS_CODE_MAX);
    alphabet_init(&distances, used.distances, GLASS_DISTANCES, GLASS_CODE_MAX);
    if (blocks > 1)
        header_shrink(&h, &litlens, &distances, blocks);
    else
        header_try(&h, &litlens, &distances, ALL_LENGTHS << 16 | ALL_LENGTHS, 1);
    memset(code, 0, sizeof *code);
    set_code(code, h.litlens, GLASS_LITLENS, h.distances);
    header_write(&h, code);
}

void glass_code_make_fixed(GlassCode *code)
{
    guint8 litlens[FIXED_LITLENS], distances[GLASS_DISTANCES];
    memset(litlens, 8, 144);
    memset(litlens + 144, 9, 112);
    memset(litlens + 256, 7, 24);
    memset(litlens + 280, 8, 8);
    memset(distances, 5, sizeof distances);
    memset(code, 0, sizeof *code);
    set_code(code, litlens, FIXED_LITLENS, distances);
    put(code, 1 << 1, 3);
}

/* 3 to 10 have a symbol each, then four symbols each for twice, four times … as many lengths; 258
 * has one of its own. */
#define X2(s) s, s
#define X4(s) X2(s), X2(s)
#define X8(s) X4(s), X4(s)
#define X16(s) X8(s), X8(s)
const guint8 glass_length_symbols[GLASS_MATCH_MAX - GLASS_MATCH_MIN + 1] = {
    0,       1,       2,       3,       4,       5,       6,       7,       X2(8),
    X2(9),   X2(10),  X2(11),  X4(12),  X4(13),  X4(14),  X4(15),  X8(16),  X8(17),
    X8(18),  X8(19),  X16(20), X16(21), X16(22), X16(23), X16(24), X16(24), X16(25),
    X16(25), X16(26), X16(26), X16(27), X8(27),  X4(27),  X2(27),  27,      28,
};
