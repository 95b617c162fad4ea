/* The native writer against Xapian's own: the same documents through both must read the same. */
#include "xapian-c/glass-segment.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/glass-reader.h"
#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"
#include "tests/xapian-c/glass-model-private.h"
#include "xapian-c/index-error.h"

/* ---- the collections --------------------------------------------------------------------------*/

static const guint32 one_to_three[] = {1, 2, 3};

static void build_nothing(Model *model)
{
    (void)model;
}

static void build_metadata_alone(Model *model)
{
    model_metadata(model, "zulu", "last", 4);
    model_metadata(model, "alpha", "first", 5);
    model_metadata(model, "alpha", "second", 6);
    model_metadata(model, "none", "", 0);
}

static void build_empty_documents(Model *model)
{
    for (guint32 docid = 1; docid <= 10; docid++)
        model_document(model, docid, NULL, 0);
}

static void build_some_empty(Model *model)
{
    for (guint32 docid = 1; docid <= 30; docid++) {
        model_document(model, docid, "text", docid % 3 ? 4 : 0);
        if (docid % 4 == 2)
            model_term(model, "word", 3, one_to_three, 3);
        if (docid % 5 == 0)
            model_value(model, docid % 10 ? 1 : 200, "value", 5);
    }
}

static void build_one_word(Model *model)
{
    for (guint32 docid = 1; docid <= 200; docid++) {
        g_autofree char *word = g_strdup_printf("w%u", g_rand_int_range(model->rand, 0, 50));
        model_document(model, docid, word, strlen(word));
        model_term(model, word, 1, one_to_three, 1);
    }
}

static void build_boolean_terms(Model *model)
{
    for (guint32 docid = 1; docid <= 50; docid++) {
        model_document(model, docid, "b", 1);
        model_term(model, "XSOURCEreuters", 0, NULL, 0);
        if (docid % 2)
            model_term(model, "XSOURCEafp", 0, NULL, 0);
        model_term(model, "Q", 0, one_to_three, 2);
        model_term(model, "word", 1, NULL,
                   0); /* xapian-check dislikes positions in a length of 0 */
    }
}

static void build_gaps(Model *model)
{
    static const guint32 docids[] = {5,       6,       100,     127,    128,   129,
                                     16000,   32766,   32767,   32768,  32769, 100000,
                                     2097151, 2097152, 2097153, 3000000};
    for (guint i = 0; i < G_N_ELEMENTS(docids); i++) {
        g_autofree char *text = g_strdup_printf("document %u", docids[i]);
        model_document(model, docids[i], text, strlen(text));
        model_term(model, "common", 1 + i, one_to_three, 1 + i % 3);
        if (i % 2)
            model_term(model, "odd", 1, one_to_three + 1, 1);
        model_value(model, 1, text, strlen(text));
    }
}

static void build_last_docids(Model *model)
{
    static const guint32 docids[] = {1, 0xfffffff0, 0xfffffffe};
    for (guint i = 0; i < G_N_ELEMENTS(docids); i++) {
        model_document(model, docids[i], "x", 1);
        model_term(model, "common", 2, one_to_three, 2);
    }
}

static void build_long_terms(Model *model)
{
    for (guint32 docid = 1; docid <= 40; docid++) {
        model_document(model, docid, "long", 4);
        for (guint length = 236; length <= 245; length++) {
            g_autofree char *term = g_strnfill(length, 'a' + (char)(length % 3));
            term[length - 1] = (char)('a' + docid % 2);
            model_term(model, term, 1 + length % 2, one_to_three, 3);
        }
    }
}

static void build_zero_bytes(Model *model)
{
    static const struct {
        const char *bytes;
        gsize length;
    } terms[] = {{"\0", 1},       {"\0\0", 2},      {"\0\0\0", 3},
                 {"\0a", 2},      {"\0\xff", 2},    {"\0\xff\xff", 3},
                 {"a", 1},        {"a\0", 2},       {"a\0\0", 3},
                 {"a\0\xff", 3},  {"a\0\xff\0", 4}, {"a\x01", 2},
                 {"a\xff", 2},    {"\xff", 1},      {"\xff\0", 2},
                 {"\xff\xff", 2}, {"\0\xc0", 2},    {"\0\xd0", 2},
                 {"\0\xd8", 2},   {"\0\xe0", 2},    {"\0\xe0\x80\x01", 4},
                 {"\x01", 1},     {"ab", 2},        {"a\0b", 3}};
    g_autofree guint8 *zeros = g_malloc0(124);
    for (guint32 docid = 1; docid <= 300; docid++) {
        model_document(model, docid, "zero\0byte", 9);
        for (guint i = 0; i < G_N_ELEMENTS(terms); i++) {
            if (g_rand_int_range(model->rand, 0, 3) == 0)
                continue;
            g_autoptr(GBytes) term = g_bytes_new(terms[i].bytes, terms[i].length);
            model_term_bytes(model, term, docid % 7, one_to_three, docid % 4);
        }
        g_autoptr(GBytes) longest = g_bytes_new(zeros, 124);
        model_term_bytes(model, longest, 1, one_to_three, 1);
        model_value(model, 0, "\0\0", docid % 3);
    }
    model_metadata(model, "key", "\0value", 6);
}

/* Positions rising by a random step of up to 2^bits. */
static guint32 *random_positions(GRand *rand, gsize count, guint bits)
{
    guint32 *positions = g_new(guint32, count);
    guint32 last = g_rand_int_range(rand, 0, 100);
    for (gsize i = 0; i < count; i++) {
        positions[i] = last;
        last += 1 + (bits ? g_rand_int(rand) >> (32 - bits) : 0);
    }
    return positions;
}

static void build_positions(Model *model)
{
    static const guint32 extremes[][3] = {{0, 1, 2},
                                          {0, 1, 0xfffffffe},
                                          {0, 0xfffffffe, 0xffffffff},
                                          {1 << 20, (1 << 20) + 1, 1 << 21},
                                          {7, 9, 11}};
    for (guint32 docid = 1; docid <= 300; docid++) {
        model_document(model, docid, "p", 1);
        for (guint bits = 0; bits < 12; bits++) {
            gsize count = (gsize)g_rand_int_range(model->rand, 1, docid % 50 ? 20 : 3000);
            g_autofree guint32 *positions = random_positions(model->rand, count, bits);
            g_autofree char *word = g_strdup_printf("bits%u", bits);
            model_term(model, word, (guint32)count, positions, count);
        }
        const guint32 *extreme = extremes[docid % G_N_ELEMENTS(extremes)];
        for (gsize count = 1; count <= 3; count++) {
            g_autofree char *word = g_strdup_printf("extreme%zu", count);
            model_term(model, word, 1, extreme + 3 - count, count);
        }
    }
}

static void build_large_wdf(Model *model)
{
    for (guint32 docid = 1; docid <= 100; docid++) {
        model_document(model, docid, "w", 1);
        for (guint bits = 0; bits < 22; bits += 1 + docid % 3) {
            g_autofree char *word = g_strdup_printf("wdf%u", bits);
            model_term(model, word, (1u << bits) - docid % 2, one_to_three, 1);
        }
        for (guint i = 120; i < 132; i++) {
            g_autofree char *word = g_strdup_printf("x%u", i);
            model_term(model, word, i, NULL, 0);
        }
    }
}

static void build_many_sharing(Model *model)
{
    for (guint32 docid = 1; docid <= 70000; docid++) {
        g_autofree char *word = g_strdup_printf("w%u", g_rand_int_range(model->rand, 0, 20000));
        model_document(model, docid, word, strlen(word));
        model_term(model, "shared", 1 + docid % 300, one_to_three, docid % 4);
        model_term(model, word, 1, one_to_three, 1);
        if (docid % 7)
            model_value(model, 11, word, strlen(word));
    }
}

static void build_values(Model *model)
{
    static const guint32 slots[] = {0,   1,   2,   7,     127,   128,       200,
                                    255, 256, 300, 16384, 70000, 0xfffffffe};
    for (guint32 docid = 1; docid <= 3000; docid++) {
        model_document(model, docid, "v", docid % 2);
        for (guint i = G_N_ELEMENTS(slots); i-- > 0;) {
            if (g_rand_int_range(model->rand, 0, 4) == 0)
                continue;
            g_autofree char *value = g_strnfill(g_rand_int_range(model->rand, 0, 200), 'v');
            if (*value)
                *value = (char)g_rand_int_range(model->rand, 'a', 'z');
            model_value(model, slots[i], value, strlen(value));
        }
        if (docid % 3 == 0) /* the same in all: no upper bound is written */
            model_value(model, 11, "same", 4);
        if (docid == 1500) {
            g_autofree char *huge = g_strnfill(30000, 'h');
            model_value(model, 11, huge, 30000);
        }
    }
}

static GBytes *noise(GRand *rand, gsize length)
{
    guint8 *bytes = g_malloc(length);
    for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8)(g_rand_int(rand) >> 24);
    return g_bytes_new_take(bytes, length);
}

static void build_large_metadata(Model *model)
{
    static const gsize lengths[] = {1, 100, 2000, 2030, 2040, 2050, 4000, 8000, 100000, 3000000};
    for (guint i = 0; i < G_N_ELEMENTS(lengths); i++) {
        g_autofree char *key = g_strdup_printf("key%u", i * 7 % 10);
        g_autoptr(GBytes) value = noise(model->rand, lengths[i]);
        model_metadata(model, key, g_bytes_get_data(value, NULL), lengths[i]);
    }
    g_autofree char *longest = g_strnfill(253, 'k');
    model_metadata(model, longest, "v", 1);
    build_some_empty(model);
}

/* Letters of which so many are in use: the fewer, the smaller they compress. */
static char *letters(GRand *rand, gsize length, guint in_use)
{
    char *text = g_malloc(length + 1);
    for (gsize i = 0; i < length; i++)
        text[i] = (char)('a' + g_rand_int_range(rand, 0, (gint32)in_use));
    text[length] = 0;
    return text;
}

/* Tags of every length around the chunk boundaries, that can and that can't be compressed. */
static void build_data_lengths(Model *model)
{
    for (guint32 docid = 1; docid <= 700; docid++) {
        gsize length = docid < 300 ? 1900 + docid : (gsize)g_rand_int_range(model->rand, 1, 9000);
        if (docid < 40)
            length = docid;
        if (docid % 2) {
            g_autoptr(GBytes) data = noise(model->rand, length);
            model_document(model, docid, g_bytes_get_data(data, NULL), length);
        } else {
            g_autofree char *data = letters(model->rand, length, 8);
            model_document(model, docid, data, length);
        }
        model_term(model, "t", 1, NULL, 0);
    }
}

static void build_large_document(Model *model)
{
    for (guint32 docid = 1; docid <= 3; docid++) {
        g_autoptr(GBytes) data = noise(model->rand, docid == 2 ? 5000000 : 10);
        gsize length;
        const void *bytes = g_bytes_get_data(data, &length);
        model_document(model, docid, bytes, length);
        for (guint word = 0; word < (docid == 2 ? 60000u : 5u); word++) {
            g_autofree char *text = g_strdup_printf("word%u", word);
            g_autofree guint32 *positions = random_positions(model->rand, 12, 15);
            model_term(model, text, 12, positions, 12);
        }
        g_autofree guint32 *positions = random_positions(model->rand, 200000, 3);
        model_term(model, "the", 200000, positions, 200000);
    }
}

/* Words by a rough Zipf law. */
static void build_text(Model *model)
{
    for (guint32 docid = 1; docid <= 1200; docid++) {
        g_autofree char *data =
            g_strdup_printf("id=%u\ntext=some text of document %u", docid, docid);
        model_document(model, docid, data, strlen(data));
        g_autoptr(GHashTable) words = g_hash_table_new(NULL, NULL);
        guint length = (guint)g_rand_int_range(model->rand, 1, 120);
        for (guint i = 0; i < length; i++) {
            guint word = (guint)(20000 / (1 + g_rand_double(model->rand) * 20000)) +
                         (guint)g_rand_int_range(model->rand, 0, 40);
            guint count = GPOINTER_TO_UINT(g_hash_table_lookup(words, GUINT_TO_POINTER(word + 1)));
            g_hash_table_insert(words, GUINT_TO_POINTER(word + 1), GUINT_TO_POINTER(count + 1));
        }
        GHashTableIter iter;
        gpointer word, count;
        g_hash_table_iter_init(&iter, words);
        while (g_hash_table_iter_next(&iter, &word, &count)) {
            guint wdf = GPOINTER_TO_UINT(count);
            g_autofree char *term =
                g_strdup_printf("word%x", GPOINTER_TO_UINT(word) * 2654435761u >> 8);
            g_autofree char *stem = g_strconcat("Z", term, NULL);
            g_autofree guint32 *positions = random_positions(model->rand, wdf, 7);
            model_term(model, term, wdf, positions, wdf);
            model_term(model, stem, wdf, NULL, 0);
        }
        g_autofree char *day = g_strdup_printf("2014%04u", docid % 365);
        model_value(model, 2, day, strlen(day));
    }
}

typedef struct {
    const char *name;
    void (*build)(Model *model);
    enum { SKIP_MODIFY = 1, SKIP_CHECK = 2 } skip; /* what takes too long, or too much memory */
} Row;

static const Row rows[] = {
    {"nothing", build_nothing, 0},
    {"metadata alone", build_metadata_alone, 0},
    {"empty documents", build_empty_documents, 0},
    {"some documents empty", build_some_empty, 0},
    {"documents of one word", build_one_word, 0},
    {"boolean terms", build_boolean_terms, 0},
    {"docids with gaps", build_gaps, SKIP_MODIFY},
    {"the last docids", build_last_docids, SKIP_MODIFY | SKIP_CHECK},
    {"terms at the length limit", build_long_terms, 0},
    {"terms with zero bytes", build_zero_bytes, 0},
    {"positions", build_positions, 0},
    {"large wdfs", build_large_wdf, 0},
    {"70,000 documents sharing a term", build_many_sharing, SKIP_MODIFY},
    {"values", build_values, 0},
    {"large metadata", build_large_metadata, 0},
    {"data of many lengths", build_data_lengths, 0},
    {"a document of 5 MB", build_large_document, 0},
    {"text", build_text, 0},
};

/* ---- comparing --------------------------------------------------------------------------------*/

/* The first line in which two dumps differ, cut short. */
static char *difference(const char *a, const char *b)
{
    while (*a && *b) {
        gsize x = strcspn(a, "\n"), y = strcspn(b, "\n");
        if (x != y || memcmp(a, b, x) != 0) {
            gsize same = 0;
            while (same < x && same < y && a[same] == b[same])
                same++;
            gsize from = same > 60 ? same - 60 : 0;
            return g_strdup_printf("native: %.20s…%.200s\nXapian: %.20s…%.200s", a, a + from, b,
                                   b + from);
        }
        a += x + (a[x] != 0);
        b += y + (b[y] != 0);
    }
    return *a || *b ? g_strdup_printf("native: %.200s\nXapian: %.200s", a, b) : NULL;
}

static void assert_same(const Row *row, const char *stage, const char *native, const char *oracle)
{
    if (!(row->skip & SKIP_CHECK)) {
        g_autofree char *fault = oracle_check(native);
        ck_assert_msg(!fault, "%s, %s: %s", row->name, stage, fault);
    }
    g_autofree char *a = oracle_dump(native);
    g_autofree char *b = oracle_dump(oracle);
    g_autofree char *differing = difference(a, b);
    ck_assert_msg(!differing, "%s, %s:\n%s", row->name, stage, differing);
}

static char *shown(GBytes *bytes)
{
    GString *text = g_string_new(NULL);
    gsize length;
    const guint8 *p = g_bytes_get_data(bytes, &length);
    for (gsize i = 0; i < MIN(length, 60); i++)
        g_string_append_printf(text, g_ascii_isalnum(p[i]) ? "%c" : "%%%02x", p[i]);
    if (length > 60)
        g_string_append_printf(text, "… (%zu)", length);
    return g_string_free(text, FALSE);
}

/* Entry by entry, as they stand in the blocks. */
static void assert_same_entries(const Row *row, const char *native, const char *oracle)
{
    for (guint table = 0; table < 4; table++) {
        g_autofree char *fault = NULL;
        g_autoptr(GPtrArray) ours = glass_read_table(native, table, &fault);
        ck_assert_msg(ours != NULL, "%s: %s", row->name, fault);
        g_autoptr(GPtrArray) theirs = glass_read_table(oracle, table, &fault);
        ck_assert_msg(theirs != NULL, "%s, Xapian's: %s", row->name, fault);
        for (guint i = 0; i < MAX(ours->len, theirs->len); i++) {
            const GlassEntry *a = i < ours->len ? g_ptr_array_index(ours, i) : NULL;
            const GlassEntry *b = i < theirs->len ? g_ptr_array_index(theirs, i) : NULL;
            if (a && b && g_bytes_equal(a->key, b->key) && g_bytes_equal(a->tag, b->tag))
                continue;
            g_autofree char *a_key = a ? shown(a->key) : NULL, *a_tag = a ? shown(a->tag) : NULL;
            g_autofree char *b_key = b ? shown(b->key) : NULL, *b_tag = b ? shown(b->tag) : NULL;
            ck_abort_msg("%s, table %u, entry %u:\nnative: %s = %s\nXapian: %s = %s", row->name,
                         table, i, a_key, a_tag, b_key, b_tag);
        }
    }
}

static goffset folder_size(const char *dir)
{
    goffset total = 0;
    g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        GStatBuf status;
        if (g_stat(path, &status) == 0)
            total += status.st_size;
    }
    return total;
}

static void check_row(const Row *row, int compression)
{
    char *dir = test_tmpdir();
    g_autofree char *native = g_build_filename(dir, "native", NULL);
    g_autofree char *oracle = g_build_filename(dir, "oracle", NULL);
    g_autofree char *native_compact = g_build_filename(dir, "native-compact", NULL);
    g_autofree char *oracle_compacted = g_build_filename(dir, "oracle-compact", NULL);
    g_autoptr(Model) model = model_new();
    row->build(model);
    model_write_native(model, native, compression);
    model_write_oracle(model, oracle);
    assert_same(row, "as written", native, oracle);
    assert_same_entries(row, native, oracle);

    g_autofree char *fault = oracle_compact(native, native_compact);
    ck_assert_msg(!fault, "%s: %s", row->name, fault);
    assert_same(row, "compacted", native_compact, oracle);
    g_autofree char *fault_of_oracle = oracle_compact(oracle, oracle_compacted);
    ck_assert_msg(!fault_of_oracle, "%s: %s", row->name, fault_of_oracle);
    /* One block of each table is forgiven: without entries, a table is absent or one block. */
    goffset before = folder_size(native), after = folder_size(native_compact);
    goffset bar = folder_size(oracle_compacted) + 4 * 8192;
    if (compression >= 6)
        ck_assert_msg(after <= bar && before <= bar + bar / 20,
                      "%s: %ld bytes, compacted %ld, Xapian's %ld", row->name, (long)before,
                      (long)after, (long)bar);
    if (!(row->skip & SKIP_MODIFY)) {
        g_autofree char *a = oracle_modify(native);
        g_autofree char *b = oracle_modify(oracle);
        g_autofree char *c = oracle_modify(native_compact);
        ck_assert_msg(!a && !b && !c, "%s: %s", row->name, a ? a : b ? b : c);
        assert_same(row, "modified", native, oracle);
        assert_same(row, "compacted and modified", native_compact, oracle);
    }
    test_remove(dir);
}

START_TEST(reads_as_xapians_own)
{
    check_row(&rows[_i], 6);
}
END_TEST

START_TEST(reads_the_same_without_compression)
{
    static const char *const names[] = {"text", "data of many lengths", "nothing"};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].name, names[_i]) == 0)
            check_row(&rows[i], 0);
    }
}
END_TEST

int main(void)
{
    TCase *same = tcase_create("same");
    tcase_set_timeout(same, 300);
    tcase_add_loop_test(same, reads_as_xapians_own, 0, G_N_ELEMENTS(rows));
    tcase_add_loop_test(same, reads_the_same_without_compression, 0, 3);
    Suite *suite = suite_create("glass-segment");
    suite_add_tcase(suite, same);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
