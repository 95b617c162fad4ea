/* The native merge against Xapian: what comes out must read as all documents added anew, and as
 * what Xapian's own compaction makes where that closes the same gaps. */
#include "xapian-c/glass-merge.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/support/glass-reader.h"
#include "tests/support/xapian-rebuild.h"
#include "tests/xapian-c/merge-fixture-private.h"
#include "xapian-c/xapian-c.h"

static char *folder;

static void set_up(void)
{
    folder = test_tmpdir();
}

static void tear_down(void)
{
    test_remove(g_steal_pointer(&folder));
}

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

/* Sources by the letters of merge_kinds. */
static GPtrArray *make_sources(const char *letters, guint32 seed)
{
    GPtrArray *sources = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; letters[i] != '\0'; i++) {
        g_autofree char *name = g_strdup_printf("source%u", i);
        char *dir = in_folder(name);
        merge_make_kind(letters[i], seed + i, dir, name);
        g_ptr_array_add(sources, dir);
    }
    return sources;
}

static const char *const *paths(GPtrArray *sources)
{
    return (const char *const *)sources->pdata;
}

/* ---- comparing --------------------------------------------------------------------------------*/

static void check_equal(const char *row, const char *got, const char *expected)
{
    if (strcmp(got, expected) == 0)
        return;
    g_auto(GStrv) left = g_strsplit(got, "\n", -1);
    g_auto(GStrv) right = g_strsplit(expected, "\n", -1);
    for (guint i = 0; left[i] || right[i]; i++) {
        if (left[i] && right[i] && strcmp(left[i], right[i]) == 0)
            continue;
        ck_abort_msg("%s: line %u\n got      %.300s\n expected %.300s", row, i,
                     left[i] ? left[i] : "(end)", right[i] ? right[i] : "(end)");
    }
}

static void check_sound(const char *row, const char *dir)
{
    g_autofree char *errors = oracle_check(dir);
    ck_assert_msg(errors == NULL, "%s: %s", row, errors);
    for (guint table = 0; table < 4; table++) {
        char *fault = NULL;
        g_autoptr(GPtrArray) entries = glass_read_table(dir, table, &fault);
        ck_assert_msg(entries != NULL, "%s: %s", row, fault);
    }
}

static void merge_or_fail(const char *row, GPtrArray *sources, const char *dest, int level)
{
    g_autoptr(GError) error = NULL;
    GlassMergeOptions options = {.recompress = level, .threads = sources->len % 5};
    gboolean done = glass_merge(paths(sources), sources->len, dest, &options, NULL, NULL, &error);
    ck_assert_msg(done, "%s: %s", row, error ? error->message : "no error");
    ck_assert_msg(error == NULL, "%s: an error in spite of success", row);
}

/* Merges and compares with the documents added anew. Takes dest away again. */
static void check_merge(const char *row, GPtrArray *sources, int level)
{
    g_autofree char *dest = in_folder("merged"), *rebuilt = in_folder("rebuilt");
    merge_or_fail(row, sources, dest, level);
    check_sound(row, dest);
    g_autofree char *failed = oracle_rebuild(paths(sources), sources->len, rebuilt);
    ck_assert_msg(failed == NULL, "%s: %s", row, failed);
    g_autofree char *got = oracle_dump(dest), *expected = oracle_dump(rebuilt);
    check_equal(row, got, expected);
    ck_assert_msg(strstr(got, "error:") == NULL, "%s: %s", row, got);
    test_remove(g_steal_pointer(&dest));
    test_remove(g_steal_pointer(&rebuilt));
}

/* ---- sources of all kinds ---------------------------------------------------------------------*/

typedef struct {
    const char *name, *letters;
    int level;
} Row;

static const Row rows[] = {
    {"one", "n", 0},
    {"one by Xapian", "N", 0},
    {"two", "nn", 0},
    {"two, compressed anew", "nn", 9},
    {"native and by Xapian", "nN", 0},
    {"by Xapian and native, compressed anew", "Nn", 6},
    {"none", "", 0},
    {"an empty one", "e", 0},
    {"an empty one by Xapian", "E", 6},
    {"empty ones before, between, behind", "enEnee", 0},
    {"a gap at the beginning", "bnb", 0},
    {"gaps", "gG", 0},
    {"modified", "m", 0},
    {"modified, all kinds", "mMr", 0},
    {"modified, compressed anew", "rMm", 6},
    {"without terms", "tnt", 0},
    {"only without terms", "t", 0},
    {"without values or data", "vv", 0},
    {"without positions", "pp", 0},
    {"some without positions, values, data, terms", "ptvnp", 1},
    {"long tags", "ll", 0},
    {"long tags by Xapian", "Ll", 0},
    {"long tags, compressed anew", "lL", 6},
    {"levels", "ww", 0},
    {"docids of several lengths", "wWw", 0},
    {"nine", "nmgbNntrn", 0},
};

START_TEST(test_kinds)
{
    const Row *row = &rows[_i];
    g_autoptr(GPtrArray) sources = make_sources(row->letters, 1000 + (guint32)_i);
    check_merge(row->name, sources, row->level);
}
END_TEST

START_TEST(test_random)
{
    static const char letters[] = "nNeEbgGmMrtvpl";
    g_autoptr(GRand) rand = g_rand_new_with_seed(20140808 + (guint32)_i);
    char chosen[6] = "";
    gint count = g_rand_int_range(rand, 1, 6);
    for (gint i = 0; i < count; i++)
        chosen[i] = letters[g_rand_int_range(rand, 0, sizeof letters - 1)];
    g_autoptr(GPtrArray) sources = make_sources(chosen, g_rand_int(rand));
    g_autofree char *name = g_strdup_printf("seed %d: %s", _i, chosen);
    check_merge(name, sources, g_rand_int_range(rand, 0, 2) * 6);
}
END_TEST

/* Xapian's compaction itself, where no gaps are inside of a source. */
START_TEST(test_compaction)
{
    static const Row gapless[] = {
        {"two", "nn", 0},   {"by Xapian", "NbN", 0}, {"empty", "ene", 0},
        {"odd", "ptvl", 1}, {"levels", "wn", 0},
    };
    const Row *row = &gapless[_i];
    g_autoptr(GPtrArray) sources = make_sources(row->letters, 77);
    g_autofree char *dest = in_folder("merged"), *compacted = in_folder("compacted");
    g_autoptr(GError) error = NULL;
    merge_or_fail(row->name, sources, dest, row->level);
    ck_assert(xap_compact(paths(sources), sources->len, compacted, XAP_COMPACT_RENUMBER, NULL, NULL,
                          &error));
    g_autofree char *got = oracle_dump(dest), *expected = oracle_dump(compacted);
    check_equal(row->name, got, expected);
}
END_TEST

/* A compacted database, one merged and modified, and both merged again. */
START_TEST(test_again)
{
    g_autoptr(GPtrArray) sources = make_sources("nmG", 5);
    g_autofree char *merged = in_folder("first"), *compacted = in_folder("compacted");
    merge_or_fail("first", sources, merged, 0);
    g_autofree char *failed = oracle_modify(merged);
    ck_assert_msg(failed == NULL, "%s", failed);
    check_sound("modified", merged);
    failed = oracle_compact(sources->pdata[1], compacted);
    ck_assert_msg(failed == NULL, "%s", failed);
    g_ptr_array_add(sources, g_strdup(merged));
    g_ptr_array_add(sources, g_strdup(compacted));
    check_merge("again", sources, 0);
    check_merge("again, compressed anew", sources, 6);
}
END_TEST

/* Everything deleted. */
START_TEST(test_emptied)
{
    g_autoptr(GPtrArray) sources = make_sources("nNn", 8);
    g_autoptr(GError) error = NULL;
    for (guint i = 1; i < sources->len; i++) {
        g_autoptr(XapWriter) writer = xap_writer_open(sources->pdata[i], &error);
        ck_assert_msg(writer != NULL, "%s", error ? error->message : "");
        for (guint32 docid = 1; docid <= 40; docid++)
            ck_assert(xap_writer_delete(writer, docid, &error));
        ck_assert(xap_writer_commit(writer, &error));
    }
    check_merge("two emptied", sources, 0);
    g_ptr_array_remove_index(sources, 0);
    check_merge("all emptied", sources, 0);
}
END_TEST

/* ---- many documents ---------------------------------------------------------------------------*/

static void make_many(const char *dir, guint32 documents)
{
    g_autoptr(GError) error = NULL;
    GlassSegmentOptions options = {.compression = 1};
    g_autoptr(GlassSegment) segment = glass_segment_new(dir, &options, &error);
    ck_assert_msg(segment != NULL, "%s", error ? error->message : "no error");
    const guint32 position = 3;
    for (guint32 docid = 1; docid <= documents; docid++)
        glass_segment_add_document(segment, docid, docid % 3 == 0 ? 302 : 2, "some", docid % 2 * 4);
    glass_segment_begin_term(segment, "shared", 6);
    for (guint32 docid = 1; docid <= documents; docid++)
        glass_segment_add_posting(segment, docid, 2, &position, 1);
    glass_segment_end_term(segment);
    glass_segment_begin_term(segment, "third", 5);
    for (guint32 docid = 3; docid <= documents; docid += 3)
        glass_segment_add_posting(segment, docid, 300, NULL, 0);
    glass_segment_end_term(segment);
    for (guint32 docid = 1; docid <= documents; docid++) {
        glass_segment_begin_termlist(segment, docid, docid % 3 == 0 ? 2 : 1);
        glass_segment_add_termlist_term(segment, "shared", 6, 2);
        if (docid % 3 == 0)
            glass_segment_add_termlist_term(segment, "third", 5, 300);
        glass_segment_end_termlist(segment);
    }
    ck_assert_msg(glass_segment_finish(segment, &error), "%s", error ? error->message : "no error");
}

START_TEST(test_many)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    static const guint32 counts[] = {20000, 45000, 3, 9000};
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
        g_autofree char *name = g_strdup_printf("source%u", i);
        g_ptr_array_add(sources, in_folder(name));
        make_many(sources->pdata[i], counts[i]);
    }
    g_autofree char *dest = in_folder("merged"), *compacted = in_folder("compacted");
    g_autoptr(GError) error = NULL;
    merge_or_fail("many", sources, dest, 0);
    check_sound("many", dest);
    ck_assert(xap_compact(paths(sources), sources->len, compacted, XAP_COMPACT_RENUMBER, NULL, NULL,
                          &error));
    g_autofree char *got = oracle_dump(dest), *expected = oracle_dump(compacted);
    check_equal("many", got, expected);
}
END_TEST

/* ---- tags that Xapian inflates ----------------------------------------------------------------*/

/* Noise that fills zlib's first block, then a run of one letter. The second block holds little
 * else: all of the run comes out of its last few bytes, and where a piece of Xapian's ends among
 * them, it believes too early that it has everything. */
static char *delicate_text(guint32 number, gsize *length)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(number);
    gsize noise = (gsize)g_rand_int_range(rand, 32730, 32790);
    *length = noise + (gsize)g_rand_int_range(rand, 16000, 40000);
    char *text = g_malloc(*length);
    for (gsize i = 0; i < noise; i++)
        text[i] = (char)g_rand_int_range(rand, 30, 230);
    memset(text + noise, 'x', *length - noise);
    return text;
}

#define DELICATE 500

/* Deletes what not even the database that Xapian has written gives back. Returns the others. */
static GArray *readable(const char *dir)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(XapDatabase) db = xap_open(dir, NULL);
    g_autoptr(XapWriter) writer = xap_writer_open(dir, NULL);
    for (guint32 docid = 1; docid <= DELICATE; docid++) {
        g_autofree char *data = NULL;
        gsize length;
        if (xap_data(db, docid, &data, &length, NULL))
            g_array_append_val(numbers, docid);
        else
            ck_assert(xap_writer_delete(writer, docid, NULL));
    }
    ck_assert(xap_writer_commit(writer, NULL));
    return numbers;
}

static void check_texts(const char *row, const char *dir, const GArray *numbers)
{
    g_autoptr(XapDatabase) db = xap_open(dir, NULL);
    for (guint i = 0; i < numbers->len; i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *data = NULL;
        gsize length, expected;
        g_autofree char *text = delicate_text(g_array_index(numbers, guint32, i), &expected);
        ck_assert_msg(xap_data(db, i + 1, &data, &length, &error), "%s: document %u: %s", row,
                      i + 1, error ? error->message : "");
        ck_assert_msg(length == expected && memcmp(data, text, length) == 0,
                      "%s: document %u differs", row, i + 1);
    }
}

/* Xapian's own long tags must stay readable when they are cut at other places. */
START_TEST(test_delicate)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    char *dir = in_folder("delicate");
    g_ptr_array_add(sources, dir);
    Oracle *oracle = oracle_new(dir);
    for (guint32 docid = 1; docid <= DELICATE; docid++) {
        gsize length;
        g_autofree char *text = delicate_text(docid, &length);
        oracle_begin(oracle);
        oracle_set_data(oracle, text, length);
        oracle_end(oracle, docid);
    }
    g_autofree char *failed = oracle_free(oracle);
    ck_assert_msg(failed == NULL, "%s", failed);
    g_autoptr(GArray) numbers = readable(dir);
    ck_assert_uint_gt(numbers->len, DELICATE / 2);
    for (int level = 0; level <= 6; level += 3) {
        g_autofree char *row = g_strdup_printf("level %d", level);
        g_autofree char *dest = in_folder(row);
        merge_or_fail(row, sources, dest, level);
        check_texts(row, dest, numbers);
    }
}
END_TEST

/* ---- metadata ---------------------------------------------------------------------------------*/

static char *resolve(const char *key, const char *const *values, const gsize *lengths, gsize count,
                     gsize *length, gpointer data)
{
    GString *calls = data;
    g_string_append_printf(calls, "%s:", key);
    for (gsize i = 0; i < count; i++)
        g_string_append_printf(calls, " %.*s", (int)lengths[i], values[i]);
    g_string_append_c(calls, '\n');
    if (strcmp(key, "dropped") == 0)
        return NULL;
    if (strcmp(key, "nothing") == 0) {
        *length = 0;
        return g_strdup("");
    }
    *length = 6;
    return g_strdup("united");
}

static void make_metadata(GPtrArray *sources, const char *pairs)
{
    g_autofree char *name = g_strdup_printf("source%u", sources->len);
    char *dir = in_folder(name);
    g_ptr_array_add(sources, dir);
    Oracle *oracle = oracle_new(dir);
    g_auto(GStrv) list = g_strsplit(pairs, " ", -1);
    for (char **pair = list; *pair && **pair; pair++) {
        char *value = strchr(*pair, '=');
        *value++ = '\0';
        oracle_set_metadata(oracle, *pair, value, strlen(value));
    }
    g_autofree char *failed = oracle_free(oracle);
    ck_assert_msg(failed == NULL, "%s", failed);
}

START_TEST(test_resolver)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    make_metadata(sources, "words=one both=a dropped=x nothing=x alone=1");
    make_metadata(sources, "");
    make_metadata(sources, "words=two dropped=y nothing=y other=2");
    make_metadata(sources, "words=three both=b");
    g_autofree char *dest = in_folder("merged");
    g_autoptr(GString) calls = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    GlassMergeOptions options = {.recompress = 0};
    ck_assert(glass_merge(paths(sources), sources->len, dest, &options, resolve, calls, &error));
    ck_assert_str_eq(calls->str, "both: a b\ndropped: x y\nnothing: x y\nwords: one two three\n");
    g_autofree char *got = oracle_dump(dest);
    ck_assert_str_eq(got, "documents 0, last 0, length 0 (0 to 0)\nmetadata alone = 1\n"
                          "metadata both = united\nmetadata other = 2\nmetadata words = united\n");
}
END_TEST

/* ---- errors -----------------------------------------------------------------------------------*/

static void check_refused(const char *row, GPtrArray *sources, const char *dest, int code)
{
    g_autoptr(GError) error = NULL;
    GlassMergeOptions options = {.recompress = 0};
    ck_assert_msg(!glass_merge(paths(sources), sources->len, dest, &options, NULL, NULL, &error),
                  "%s: merged", row);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, code), "%s: code %d: %s", row, error->code,
                  error->message);
    ck_assert_msg(strchr(error->message, '\'') != NULL, "%s: no subject: %s", row, error->message);
}

START_TEST(test_refused)
{
    g_autoptr(GPtrArray) sources = make_sources("nn", 3);
    g_autofree char *dest = in_folder("merged"), *kept = g_build_filename(dest, "kept", NULL);
    check_refused("a destination without a parent", sources, "/nowhere/at/all",
                  INDEX_ERROR_NOT_FOUND);

    ck_assert_int_eq(g_mkdir(dest, 0777), 0);
    ck_assert(g_file_set_contents(kept, "kept", 4, NULL));
    check_refused("a destination that is there", sources, dest, INDEX_ERROR_IO);
    ck_assert(g_file_test(kept, G_FILE_TEST_EXISTS));
    g_unlink(kept);
    g_rmdir(dest);

    g_ptr_array_add(sources, in_folder("missing"));
    check_refused("a missing source", sources, dest, INDEX_ERROR_NOT_FOUND);
    ck_assert(!g_file_test(dest, G_FILE_TEST_EXISTS));
    g_ptr_array_remove_index(sources, 2);

    g_autofree char *version = g_build_filename(sources->pdata[1], "iamglass", NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    ck_assert(g_file_get_contents(version, &bytes, &length, NULL));
    bytes[15]++;
    ck_assert(g_file_set_contents(version, bytes, (gssize)length, NULL));
    check_refused("another format", sources, dest, INDEX_ERROR_VERSION);
    ck_assert(!g_file_test(dest, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(test_spelling)
{
    g_autoptr(GPtrArray) sources = make_sources("n", 3);
    g_autofree char *dest = in_folder("merged"), *dir = in_folder("spelling");
    g_autofree char *failed = oracle_spelling(dir);
    ck_assert_msg(failed == NULL, "%s", failed);
    g_ptr_array_add(sources, g_steal_pointer(&dir));
    check_refused("spellings", sources, dest, INDEX_ERROR_INTERNAL);
    ck_assert(!g_file_test(dest, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(test_same_bytes)
{
    static const char *const names[] = {"iamglass", "postlist.glass", "position.glass",
                                        "termlist.glass", "docdata.glass"};
    g_autoptr(GPtrArray) sources = make_sources("nM", 3);
    g_autofree char *one = in_folder("one"), *two = in_folder("two");
    GlassMergeOptions options = {.recompress = 3, .uuid = (const guint8 *)"0123456789abcdef"};
    ck_assert(glass_merge(paths(sources), sources->len, one, &options, NULL, NULL, NULL));
    options.threads = 3;
    ck_assert(glass_merge(paths(sources), sources->len, two, &options, NULL, NULL, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *left = g_build_filename(one, names[i], NULL);
        g_autofree char *right = g_build_filename(two, names[i], NULL);
        g_autofree char *a = NULL, *b = NULL;
        gsize a_length, b_length;
        ck_assert(g_file_get_contents(left, &a, &a_length, NULL));
        ck_assert(g_file_get_contents(right, &b, &b_length, NULL));
        ck_assert_msg(a_length == b_length && memcmp(a, b, a_length) == 0, "%s differs", names[i]);
    }
}
END_TEST

/* ---- damage -----------------------------------------------------------------------------------*/

/* A file of a source as it was. */
typedef struct {
    char *path, *bytes;
    gsize length;
} Original;

static void original_clear(gpointer data)
{
    Original *original = data;
    g_free(original->path);
    g_free(original->bytes);
}

static GArray *read_originals(GPtrArray *sources)
{
    GArray *originals = g_array_new(FALSE, FALSE, sizeof(Original));
    g_array_set_clear_func(originals, original_clear);
    for (guint i = 0; i < sources->len; i++) {
        g_autoptr(GDir) dir = g_dir_open(sources->pdata[i], 0, NULL);
        for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
            Original original = {.path = g_build_filename(sources->pdata[i], name, NULL)};
            ck_assert(g_file_get_contents(original.path, &original.bytes, &original.length, NULL));
            if (original.length > 0)
                g_array_append_val(originals, original);
            else
                original_clear(&original);
        }
    }
    return originals;
}

/* Flips bits, writes noise over a stretch, or cuts the file off; half of it near a block's begin.
 */
static void damage(GRand *rand, const Original *original, GString *what)
{
    g_autofree char *bytes = g_memdup2(original->bytes, original->length);
    gsize length = original->length;
    gsize at = (gsize)g_rand_int_range(rand, 0, (gint32)length);
    if (g_rand_boolean(rand))
        at = MIN(at / 8192 * 8192 + (gsize)g_rand_int_range(rand, 0, 40), length - 1);
    guint kind = (guint)g_rand_int_range(rand, 0, 8);
    g_string_printf(what, "%s, damage %u at %zu", original->path, kind, at);
    if (kind == 0) {
        length = at;
    } else if (kind == 1) {
        for (gsize i = at; i < MIN(at + 30, length); i++)
            bytes[i] = (char)g_rand_int(rand);
    } else if (kind == 2) {
        memset(bytes + at, 0, MIN(9000, length - at));
    } else if (kind == 3) {
        bytes[at] = (char)0xff;
    } else {
        bytes[at] ^= (char)(1 << g_rand_int_range(rand, 0, 8));
    }
    /* Not by rename(), which would cost a sync each time. */
    FILE *file = fopen(original->path, "w");
    ck_assert(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

static void repair(const Original *original)
{
    FILE *file = fopen(original->path, "w");
    ck_assert(file && fwrite(original->bytes, 1, original->length, file) == original->length &&
              fclose(file) == 0);
}

START_TEST(test_damage)
{
    g_autoptr(GPtrArray) sources = make_sources("nMG", 21);
    g_autoptr(GArray) originals = read_originals(sources);
    g_autoptr(GRand) rand = g_rand_new_with_seed(4711 + (guint32)_i);
    g_autofree char *dest = in_folder("merged");
    g_autoptr(GString) what = g_string_new(NULL);
    guint noticed = 0;
    for (guint round = 0; round < 100; round++) {
        const Original *original = &g_array_index(
            originals, Original, (guint)g_rand_int_range(rand, 0, (gint32)originals->len));
        g_autoptr(GError) error = NULL;
        GlassMergeOptions options = {.recompress = (int)round % 2, .threads = round % 3};
        damage(rand, original, what);
        if (glass_merge(paths(sources), sources->len, dest, &options, NULL, NULL, &error)) {
            test_remove(g_strdup(dest));
        } else {
            noticed++;
            ck_assert_msg(!g_file_test(dest, G_FILE_TEST_EXISTS), "%s: a result stays", what->str);
            /* Two bytes of the version file say the format. */
            gboolean version = error->code == INDEX_ERROR_VERSION && strstr(what->str, "iamglass");
            ck_assert_msg(error->code == INDEX_ERROR_DAMAGED || version, "%s: code %d: %s",
                          what->str, error->code, error->message);
            ck_assert_msg(strstr(error->message, sources->pdata[0]) ||
                              strstr(error->message, sources->pdata[1]) ||
                              strstr(error->message, sources->pdata[2]),
                          "%s: no path: %s", what->str, error->message);
        }
        repair(original);
    }
    ck_assert_msg(noticed > 30, "only %u of 100 noticed", noticed);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glass-merge");
    TCase *tcase = tcase_create("merge");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_kinds, 0, G_N_ELEMENTS(rows));
    tcase_add_loop_test(tcase, test_random, 0, 12);
    tcase_add_loop_test(tcase, test_compaction, 0, 5);
    tcase_add_test(tcase, test_again);
    tcase_add_test(tcase, test_emptied);
    tcase_add_test(tcase, test_many);
    tcase_add_test(tcase, test_delicate);
    tcase_add_test(tcase, test_resolver);
    tcase_add_test(tcase, test_refused);
    tcase_add_test(tcase, test_spelling);
    tcase_add_test(tcase, test_same_bytes);
    tcase_add_loop_test(tcase, test_damage, 0, 3);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
