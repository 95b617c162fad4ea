#include "tests/xapian-c/fixture-private.h"
#include "xapian-c/wordlist.h"

#include <xxhash.h>

typedef struct {
    GString *word;
    guint32 frequency;
} Entry;

static void entry_free(gpointer data)
{
    Entry *entry = data;
    g_string_free(entry->word, TRUE);
    g_free(entry);
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
    const GString *one = (*(Entry *const *)a)->word, *other = (*(Entry *const *)b)->word;
    int order = memcmp(one->str, other->str, MIN(one->len, other->len));
    return order != 0 ? order : (one->len > other->len) - (one->len < other->len);
}

/* Distinct words in byte order: any bytes, a small alphabet, so that prefixes are shared. */
static GPtrArray *random_words(GRand *random, guint count)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (guint i = 0; i < count; i++) {
        Entry *entry = g_new(Entry, 1);
        gint most = g_rand_int_range(random, 0, 10) == 0 ? WORDLIST_WORD_MAX : 12;
        gint length = g_rand_int_range(random, 1, most + 1);
        entry->word = g_string_new(NULL);
        for (gint k = 0; k < length; k++)
            g_string_append_c(entry->word, "abc\0\xc3\xff"[g_rand_int_range(random, 0, 6)]);
        entry->frequency = 1 + (g_rand_int(random) >> g_rand_int_range(random, 1, 32));
        g_ptr_array_add(all, entry);
    }
    g_ptr_array_sort(all, compare_entries);
    GPtrArray *words = g_ptr_array_new_with_free_func(entry_free);
    for (guint i = 0; i < all->len; i++) {
        gpointer *next = &g_ptr_array_index(all, i);
        if (words->len > 0 && compare_entries(next, &g_ptr_array_index(words, words->len - 1)) == 0)
            entry_free(*next);
        else
            g_ptr_array_add(words, *next);
    }
    return words;
}

static GBytes *build(const GPtrArray *words)
{
    g_autoptr(WordlistBuilder) builder = wordlist_builder_new();
    for (guint i = 0; i < words->len; i++) {
        const Entry *entry = g_ptr_array_index(words, i);
        wordlist_builder_add(builder, entry->word->str, entry->word->len, entry->frequency);
    }
    return wordlist_builder_end(builder);
}

static WordlistReader *reader_of(GBytes *blob)
{
    g_autoptr(GError) error = NULL;
    gsize length;
    const void *bytes = g_bytes_get_data(blob, &length);
    WordlistReader *reader = wordlist_reader_new(bytes, length, &error);
    ck_assert_no_error(error);
    return reader;
}

static void check_rest(WordlistReader *reader, const GPtrArray *words, guint from)
{
    WordlistEntry found;
    for (guint i = from; i < words->len; i++) {
        const Entry *entry = g_ptr_array_index(words, i);
        ck_assert_int_eq(wordlist_reader_next(reader, &found), WORDLIST_WORD);
        ck_assert_uint_eq(found.length, entry->word->len);
        ck_assert_mem_eq(found.word, entry->word->str, found.length);
        ck_assert_uint_eq(found.frequency, entry->frequency);
    }
    ck_assert_int_eq(wordlist_reader_next(reader, &found), WORDLIST_END);
    ck_assert_int_eq(wordlist_reader_next(reader, &found), WORDLIST_END);
}

static const guint counts[] = {0, 1, 2, 31, 32, 33, 64, 65, 1000, 6000};

START_TEST(what_is_built_is_read)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(_i);
    g_autoptr(GPtrArray) words = random_words(random, counts[_i]);
    g_autoptr(GBytes) blob = build(words);
    g_autoptr(WordlistReader) reader = reader_of(blob);
    ck_assert_uint_eq(wordlist_reader_count(reader), words->len);
    check_rest(reader, words, 0);
}
END_TEST

START_TEST(seeking_finds_the_first_word_not_less)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(100 + _i);
    g_autoptr(GPtrArray) words = random_words(random, counts[_i]);
    g_autoptr(GPtrArray) others = random_words(random, 50);
    g_autoptr(GBytes) blob = build(words);
    g_autoptr(WordlistReader) reader = reader_of(blob);
    for (guint i = 0; i < others->len + MIN(words->len, 50); i++) {
        const Entry *from = i < others->len ? g_ptr_array_index(others, i)
                                            : g_ptr_array_index(words, i - others->len);
        guint first = 0;
        while (first < words->len &&
               compare_entries(&g_ptr_array_index(words, first), &from) < 0)
            first++;
        wordlist_reader_seek(reader, from->word->str, from->word->len);
        if (i % 10 == 0) {
            check_rest(reader, words, first);
            continue;
        }
        WordlistEntry found;
        WordlistAnswer answer = wordlist_reader_next(reader, &found);
        ck_assert_int_eq(answer, first < words->len ? WORDLIST_WORD : WORDLIST_END);
        if (answer == WORDLIST_WORD) {
            const Entry *entry = g_ptr_array_index(words, first);
            ck_assert_uint_eq(found.length, entry->word->len);
            ck_assert_mem_eq(found.word, entry->word->str, found.length);
        }
    }
    wordlist_reader_seek(reader, "", 0);
    check_rest(reader, words, 0);
}
END_TEST

START_TEST(no_bytes_are_no_words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WordlistReader) reader = wordlist_reader_new(NULL, 0, &error);
    WordlistEntry found;
    ck_assert_no_error(error);
    ck_assert_int_eq(wordlist_reader_next(reader, &found), WORDLIST_END);
    wordlist_reader_seek(reader, "a", 1);
    ck_assert_int_eq(wordlist_reader_next(reader, &found), WORDLIST_END);
}
END_TEST

START_TEST(the_layout_stays)
{
    static const guint8 expected[] = {
        'd', 'l', 'w', 'o', 'r', 'd', 's', '1', 0,   0,   0,   0,    0, 0, 0, 0,
        3,   0,   0,   0,   1,   0,   0,   0,   0x04, 'p', 'e', 'a',  'c', 'e', 5,
        0x52, 'f', 'u', 'l', 0xac, 2, 0x02, 'w', 'a', 'r', 1, 0, 0, 0, 0,
    };
    g_autoptr(WordlistBuilder) builder = wordlist_builder_new();
    wordlist_builder_add(builder, "peace", 5, 5);
    wordlist_builder_add(builder, "peaceful", 8, 300);
    wordlist_builder_add(builder, "war", 3, 1);
    g_autoptr(GBytes) blob = wordlist_builder_end(builder);
    gsize length;
    const guint8 *bytes = g_bytes_get_data(blob, &length);
    ck_assert_uint_eq(length, sizeof expected);
    ck_assert_mem_eq(bytes, expected, 8);
    ck_assert_mem_eq(bytes + 16, expected + 16, length - 16);
}
END_TEST

/* Reads all of a list that may be damaged; whatever is in it, it must come to an end. */
static void read_through(const guint8 *bytes, gsize length)
{
    g_autoptr(WordlistReader) reader = wordlist_reader_new(bytes, length, NULL);
    WordlistEntry found;
    if (reader == NULL)
        return;
    while (wordlist_reader_next(reader, &found) == WORDLIST_WORD)
        ck_assert_uint_eq(found.word[found.length], 0);
    wordlist_reader_seek(reader, "b", 1);
    while (wordlist_reader_next(reader, &found) == WORDLIST_WORD)
        ck_assert_uint_le(found.length, WORDLIST_WORD_MAX);
}

static gboolean refused(const guint8 *bytes, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(WordlistReader) reader = wordlist_reader_new(bytes, length, &error);
    ck_assert(reader != NULL || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
    return reader == NULL;
}

START_TEST(cut_and_changed_bytes_are_noticed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    g_autoptr(GPtrArray) words = random_words(random, 100);
    g_autoptr(GBytes) blob = build(words);
    gsize length;
    const guint8 *bytes = g_bytes_get_data(blob, &length);
    for (gsize cut = 1; cut < length; cut++) {
        g_autofree guint8 *part = g_memdup2(bytes, cut); /* of its own size: overreads are seen */
        ck_assert_msg(refused(part, cut), "cut at %zu", cut);
    }
    g_autofree guint8 *changed = g_memdup2(bytes, length);
    for (gsize at = 0; at < length; at++) {
        changed[at] ^= 1 << (at % 8);
        ck_assert_msg(refused(changed, length), "byte %zu changed", at);
        changed[at] = bytes[at];
    }
}
END_TEST

/* Gives a changed blob the hash that fits, as somebody would who means harm. */
static void sign(guint8 *bytes, gsize length)
{
    guint64 value = GUINT64_TO_LE(XXH3_64bits(bytes + 16, length - 16));
    memcpy(bytes + 8, &value, sizeof value);
}

START_TEST(bytes_that_lie_never_lead_outside)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(8);
    g_autoptr(GPtrArray) words = random_words(random, 100);
    g_autoptr(GBytes) blob = build(words);
    gsize length;
    const guint8 *bytes = g_bytes_get_data(blob, &length);
    for (guint round = 0; round < 1500; round++) {
        gsize kept = round % 3 == 0 ? (gsize)g_rand_int_range(random, 24, length) : length;
        g_autofree guint8 *changed = g_memdup2(bytes, kept);
        for (gint i = g_rand_int_range(random, 1, 5); i > 0; i--)
            changed[g_rand_int_range(random, 16, kept)] = g_rand_int(random);
        sign(changed, kept);
        read_through(changed, kept);
        const char *blobs[] = {(const char *)changed, (const char *)bytes};
        gsize lengths[] = {kept, length};
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) merged = wordlist_merge(blobs, lengths, 2, &error);
        ck_assert(merged != NULL || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
    }
}
END_TEST

START_TEST(merging_sums_frequencies)
{
    enum { LISTS = 5 };
    g_autoptr(GRand) random = g_rand_new_with_seed(9);
    g_autoptr(GHashTable) sums = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
                                                       (GDestroyNotify)g_bytes_unref, g_free);
    GBytes *built[LISTS];
    const char *blobs[LISTS + 1];
    gsize lengths[LISTS + 1];
    for (guint i = 0; i < LISTS; i++) {
        g_autoptr(GPtrArray) words = random_words(random, 300 * i);
        for (guint k = 0; k < words->len; k++) {
            const Entry *entry = g_ptr_array_index(words, k);
            GBytes *key = g_bytes_new(entry->word->str, entry->word->len);
            guint64 *sum = g_hash_table_lookup(sums, key);
            guint64 before = sum != NULL ? *sum : 0;
            sum = g_new(guint64, 1);
            *sum = before + entry->frequency;
            g_hash_table_replace(sums, key, sum);
        }
        built[i] = build(words);
        blobs[i] = g_bytes_get_data(built[i], &lengths[i]);
    }
    blobs[LISTS] = NULL; /* a segment without a list */
    lengths[LISTS] = 0;

    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) merged = wordlist_merge(blobs, lengths, LISTS + 1, &error);
    ck_assert_no_error(error);
    g_autoptr(WordlistReader) reader = reader_of(merged);
    ck_assert_uint_eq(wordlist_reader_count(reader), g_hash_table_size(sums));
    WordlistEntry found;
    while (wordlist_reader_next(reader, &found) == WORDLIST_WORD) {
        g_autoptr(GBytes) key = g_bytes_new(found.word, found.length);
        guint64 *sum = g_hash_table_lookup(sums, key);
        ck_assert_ptr_nonnull(sum);
        ck_assert_uint_eq(found.frequency, MIN(*sum, G_MAXUINT32));
    }
    for (guint i = 0; i < LISTS; i++)
        g_bytes_unref(built[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wordlist");
    TCase *tcase = tcase_create("word list");
    tcase_add_loop_test(tcase, what_is_built_is_read, 0, G_N_ELEMENTS(counts));
    tcase_add_loop_test(tcase, seeking_finds_the_first_word_not_less, 0, G_N_ELEMENTS(counts));
    tcase_add_test(tcase, no_bytes_are_no_words);
    tcase_add_test(tcase, the_layout_stays);
    tcase_add_test(tcase, cut_and_changed_bytes_are_noticed);
    tcase_add_test(tcase, bytes_that_lie_never_lead_outside);
    tcase_add_test(tcase, merging_sums_frequencies);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
