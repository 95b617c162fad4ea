/* The codings: against vectors that Xapian makes during the test, and there and back at random. */
#include "xapian-c/glass-codec-private.h"

#include <check.h>
#include <stdlib.h>

#include "tests/support/glass-reader.h"
#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"

/* ---- integers and strings ---------------------------------------------------------------------*/

typedef struct {
    const char *name;
    guint8 *(*put)(guint8 *p, guint32 value);
    guint32 value;
    const char *bytes;
    gsize length;
} IntegerRow;

static guint8 *put_uint(guint8 *p, guint32 value)
{
    return glass_put_uint(p, value);
}

static const IntegerRow integers[] = {
    {"uint 0", put_uint, 0, "\x00", 1},
    {"uint 127", put_uint, 127, "\x7f", 1},
    {"uint 128", put_uint, 128, "\x80\x01", 2},
    {"uint 300", put_uint, 300, "\xac\x02", 2},
    {"uint 2^32 - 1", put_uint, G_MAXUINT32, "\xff\xff\xff\xff\x0f", 5},
    {"uint_last 0", glass_put_uint_last, 0, "", 0},
    {"uint_last 255", glass_put_uint_last, 255, "\xff", 1},
    {"uint_last 256", glass_put_uint_last, 256, "\x00\x01", 2},
    {"uint_last 2^32 - 1", glass_put_uint_last, G_MAXUINT32, "\xff\xff\xff\xff", 4},
    {"uint_sort 1", glass_put_uint_sort, 1, "\x00\x01", 2},
    {"uint_sort 32767", glass_put_uint_sort, 32767, "\x7f\xff", 2},
    {"uint_sort 32768", glass_put_uint_sort, 32768, "\x80\x80\x00", 3},
    {"uint_sort 2^21 - 1", glass_put_uint_sort, 0x1fffff, "\x9f\xff\xff", 3},
    {"uint_sort 2^22", glass_put_uint_sort, 0x400000, "\xc0\x40\x00\x00", 4},
    {"uint_sort 2^32 - 1", glass_put_uint_sort, G_MAXUINT32, "\xe0\xff\xff\xff\xff", 5},
};

START_TEST(integer_has_these_bytes)
{
    const IntegerRow *row = &integers[_i];
    guint8 bytes[16];
    gsize length = (gsize)(row->put(bytes, row->value) - bytes);
    ck_assert_msg(length == row->length && memcmp(bytes, row->bytes, length) == 0,
                  "%s: %zu bytes, %02x %02x %02x %02x %02x", row->name, length, bytes[0], bytes[1],
                  bytes[2], bytes[3], bytes[4]);
}
END_TEST

/* Values of all magnitudes. */
static guint32 any(GRand *rand)
{
    return g_rand_int(rand) >> g_rand_int_range(rand, 0, 32);
}

static int compare_bytes(const guint8 *a, gsize a_length, const guint8 *b, gsize b_length)
{
    int order = memcmp(a, b, MIN(a_length, b_length));
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

START_TEST(uint_sort_keeps_the_order)
{
    GRand *rand = g_rand_new_with_seed(3);
    for (guint i = 0; i < 20000; i++) {
        guint32 a = any(rand), b = i % 3 ? any(rand) : a + 1;
        guint8 x[GLASS_UINT_SORT_MAX], y[GLASS_UINT_SORT_MAX];
        gsize x_length = (gsize)(glass_put_uint_sort(x, a) - x);
        gsize y_length = (gsize)(glass_put_uint_sort(y, b) - y);
        int order = compare_bytes(x, x_length, y, y_length);
        ck_assert_msg((order > 0) - (order < 0) == (a > b) - (a < b), "%u and %u", a, b);
    }
    g_rand_free(rand);
}
END_TEST

START_TEST(string_sort_keeps_the_order)
{
    GRand *rand = g_rand_new_with_seed(4);
    for (guint i = 0; i < 20000; i++) {
        char text[2][6];
        gsize length[2];
        guint8 bytes[2][2 * 6 + 1];
        gsize coded[2];
        for (guint s = 0; s < 2; s++) {
            length[s] = (gsize)g_rand_int_range(rand, 0, 6);
            for (gsize j = 0; j < length[s]; j++)
                text[s][j] = "\0\0\x01\xff"
                             "ab"[g_rand_int_range(rand, 0, 6)];
            guint8 *end = glass_put_string_sort(bytes[s], text[s], length[s]);
            ck_assert_uint_eq(end - bytes[s], glass_string_sort_length(text[s], length[s]));
            *end++ = 0;
            coded[s] = (gsize)(end - bytes[s]);
        }
        int order = compare_bytes(bytes[0], coded[0], bytes[1], coded[1]);
        int wanted = compare_bytes((guint8 *)text[0], length[0], (guint8 *)text[1], length[1]);
        ck_assert_int_eq((order > 0) - (order < 0), (wanted > 0) - (wanted < 0));
    }
    g_rand_free(rand);
}
END_TEST

/* ---- positions --------------------------------------------------------------------------------*/

typedef struct {
    const guint8 *p, *end;
    guint bit;
} BitReader;

static guint read_bit(BitReader *reader)
{
    if (reader->p >= reader->end)
        ck_abort_msg("a list that ends early");
    guint bit = *reader->p >> reader->bit & 1;
    reader->p += ++reader->bit == 8;
    reader->bit %= 8;
    return bit;
}

/* Reads one of outof numbers, bit by bit: the short codes first. */
static guint32 read_code(BitReader *reader, guint64 outof)
{
    guint bits = 0;
    while ((guint64)1 << bits < outof)
        bits++;
    guint64 spare = ((guint64)1 << bits) - outof, start = (outof - spare) / 2, value = 0;
    if (bits == 0)
        return 0;
    for (guint i = 0; i < bits - 1; i++)
        value |= (guint64)read_bit(reader) << i;
    if (spare > 0 && value >= start && value < start + spare)
        return (guint32)value;
    if (read_bit(reader))
        value = spare > 0 ? value + start + spare : value | (guint64)1 << (bits - 1);
    return (guint32)value;
}

static void read_between(BitReader *reader, guint32 *pos, gsize j, gsize k)
{
    if (j + 1 >= k)
        return;
    gsize mid = j + (k - j) / 2;
    guint64 outof = (guint64)pos[k] - pos[j] + j - k + 1;
    pos[mid] = read_code(reader, outof) + pos[j] + (guint32)(mid - j);
    read_between(reader, pos, j, mid);
    read_between(reader, pos, mid, k);
}

static guint32 *read_positions(const guint8 *p, const guint8 *end, gsize *count)
{
    guint64 last = 0;
    for (guint shift = 0;; shift += 7) {
        last |= (guint64)(*p & 0x7f) << shift;
        if (*p++ < 0x80)
            break;
    }
    *count = 1;
    if (p == end) {
        guint32 *only = g_new(guint32, 1);
        only[0] = (guint32)last;
        return only;
    }
    BitReader reader = {p, end, 0};
    guint32 first = read_code(&reader, last);
    *count = read_code(&reader, last - first) + 2;
    guint32 *pos = g_new(guint32, *count);
    pos[0] = first;
    pos[*count - 1] = (guint32)last;
    read_between(&reader, pos, 0, *count - 1);
    gsize used = (gsize)(reader.p - p) + (reader.bit > 0);
    ck_assert_uint_eq(used, end - p);
    return pos;
}

/* Ascending from at least 1, in steps of up to 2^bits. (The format has the same bytes for {0, 1} as
 * for {1}.) */
static gsize random_positions(GRand *rand, guint32 *positions, gsize most)
{
    gsize count = (gsize)g_rand_int_range(rand, 1, (gint32)most + 1);
    guint bits = (guint)g_rand_int_range(rand, 0, 16);
    guint32 last = 1 + (any(rand) >> 4);
    for (gsize i = 0; i < count; i++) {
        positions[i] = last;
        last += 1 + (bits ? g_rand_int(rand) >> (32 - bits) : 0);
    }
    return count;
}

START_TEST(positions_come_back)
{
    GRand *rand = g_rand_new_with_seed(5);
    guint32 positions[1000];
    guint8 *bytes = g_malloc(GLASS_POSITIONS_MAX(1000));
    for (guint i = 0; i < 6000; i++) {
        gsize count = random_positions(rand, positions, i % 100 ? 8 : 1000), back;
        if (i % 50 == 0) /* the extremes too */
            positions[count - 1] = G_MAXUINT32;
        guint8 *end = glass_put_positions(bytes, positions, count);
        ck_assert_uint_le(end - bytes, GLASS_POSITIONS_MAX(count));
        g_autofree guint32 *again = read_positions(bytes, end, &back);
        ck_assert_msg(back == count && memcmp(again, positions, count * 4) == 0,
                      "list %u of %zu positions", i, count);
    }
    g_free(bytes);
    g_rand_free(rand);
}
END_TEST

/* Bytes as Xapian writes them: a document with many terms, its position table read back raw. */
START_TEST(positions_are_xapians_bytes)
{
    enum { LISTS = 800 };
    GRand *rand = g_rand_new_with_seed(6);
    char *dir = test_tmpdir();
    g_autofree char *database = g_build_filename(dir, "database", NULL);
    guint32 positions[300];
    GPtrArray *ours = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    guint8 *bytes = g_malloc(GLASS_POSITIONS_MAX(300));
    Oracle *oracle = oracle_new(database);
    oracle_begin(oracle);
    for (guint i = 0; i < LISTS; i++) {
        gsize count = random_positions(rand, positions, i % 20 ? 9 : 300);
        g_autofree char *term = g_strdup_printf("term%05u", i);
        oracle_add_posting(oracle, term, strlen(term), 1, positions, count);
        gsize length = (gsize)(glass_put_positions(bytes, positions, count) - bytes);
        g_ptr_array_add(ours, g_bytes_new(bytes, length));
    }
    oracle_end(oracle, 1);
    g_autofree char *error = oracle_free(oracle);
    ck_assert_msg(!error, "%s", error);

    g_autofree char *fault = NULL;
    GPtrArray *theirs = glass_read_table(database, 3, &fault);
    ck_assert_msg(theirs != NULL, "%s", fault);
    ck_assert_uint_eq(theirs->len, LISTS);
    for (guint i = 0; i < LISTS; i++) {
        const GlassEntry *entry = g_ptr_array_index(theirs, i);
        ck_assert_msg(g_bytes_equal(entry->tag, g_ptr_array_index(ours, i)), "list %u", i);
    }
    g_ptr_array_unref(theirs);
    g_ptr_array_unref(ours);
    g_free(bytes);
    g_rand_free(rand);
    test_remove(dir);
}
END_TEST

int main(void)
{
    TCase *codings = tcase_create("codings");
    tcase_set_timeout(codings, 60);
    tcase_add_loop_test(codings, integer_has_these_bytes, 0, G_N_ELEMENTS(integers));
    tcase_add_test(codings, uint_sort_keeps_the_order);
    tcase_add_test(codings, string_sort_keeps_the_order);
    tcase_add_test(codings, positions_come_back);
    tcase_add_test(codings, positions_are_xapians_bytes);
    Suite *suite = suite_create("glass-codec");
    suite_add_tcase(suite, codings);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
