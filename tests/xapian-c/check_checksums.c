#include "tests/xapian-c/fixture-private.h"
#include "xapian-c/checksums.h"

#include <glib/gstdio.h>
#include <unistd.h>

static char *dir, *segment;

static void put(const char *name, const void *bytes, gsize length)
{
    g_autofree char *path = g_build_filename(segment, name, NULL);
    ck_assert(g_file_set_contents(path, bytes, length, NULL));
}

static void get(const char *name, char **bytes, gsize *length)
{
    g_autofree char *path = g_build_filename(segment, name, NULL);
    ck_assert(g_file_get_contents(path, bytes, length, NULL));
}

/* A folder that looks like a segment: a table of three and a half blocks, an empty one, a small one. */
static void set_up(void)
{
    dir = test_tmpdir();
    segment = g_build_filename(dir, "000001", NULL);
    ck_assert_int_eq(g_mkdir(segment, 0777), 0);
    g_autofree guint8 *bytes = g_malloc(7 * CHECKSUMS_BLOCK / 2);
    for (gsize i = 0; i < 7 * CHECKSUMS_BLOCK / 2; i++)
        bytes[i] = i * i >> 7;
    put("postlist.glass", bytes, 7 * CHECKSUMS_BLOCK / 2);
    put("position.glass", "", 0);
    put("docdata.glass", bytes, CHECKSUMS_BLOCK);
    put("iamglass", "version", 7);
    put("flintlock", "", 0);
    ck_assert(checksums_write(segment, NULL));
}

static void tear_down(void)
{
    g_free(segment);
    test_remove(dir);
}

static void note(const ChecksumDamage *damage, gpointer data)
{
    static const char *const kinds[] = {"block", "size", "missing", "extra"};
    GString *list = data;
    g_string_append_printf(list, "%s%s %s %" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT,
                           list->len > 0 ? ", " : "", kinds[damage->kind], damage->file,
                           damage->offset, damage->length);
}

static void check_damage(const char *name, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) found = g_string_new(NULL);
    ck_assert_msg(checksums_verify(segment, note, found, &error), "%s: %s", name,
                  error ? error->message : "");
    ck_assert_msg(strcmp(found->str, expected) == 0, "%s: found '%s', not '%s'", name, found->str,
                  expected);
}

typedef struct {
    const char *name, *file;
    gsize offset;
    const char *expected;
} FlipRow;

static const FlipRow flip_rows[] = {
    {"first byte", "postlist.glass", 0, "block postlist.glass 0+65536"},
    {"end of a block", "postlist.glass", 65535, "block postlist.glass 0+65536"},
    {"second block", "postlist.glass", 65536, "block postlist.glass 65536+65536"},
    {"last byte", "postlist.glass", 229375, "block postlist.glass 196608+32768"},
    {"table of one block", "docdata.glass", 40000, "block docdata.glass 0+65536"},
    {"version file", "iamglass", 3, "block iamglass 0+7"},
};

START_TEST(a_flipped_bit_is_found_in_its_block)
{
    const FlipRow *row = &flip_rows[_i];
    check_damage("untouched", "");
    g_autofree char *bytes = NULL;
    gsize length;
    get(row->file, &bytes, &length);
    bytes[row->offset] ^= 1 << (_i % 8);
    put(row->file, bytes, length);
    check_damage(row->name, row->expected);
    bytes[row->offset] ^= 1 << (_i % 8);
    put(row->file, bytes, length);
    check_damage("restored", "");
}
END_TEST

START_TEST(several_damages_are_all_told)
{
    g_autofree char *bytes = NULL;
    gsize length;
    get("postlist.glass", &bytes, &length);
    bytes[1] ^= 1;
    bytes[200000] ^= 1;
    put("postlist.glass", bytes, length);
    g_autofree char *gone = g_build_filename(segment, "docdata.glass", NULL);
    ck_assert_int_eq(g_unlink(gone), 0);
    put("spelling.glass", "new", 3);
    check_damage("several", "missing docdata.glass 0+65536, block postlist.glass 0+65536, "
                            "block postlist.glass 196608+32768, extra spelling.glass 0+3");
}
END_TEST

START_TEST(another_size_is_told)
{
    g_autofree char *bytes = NULL;
    gsize length;
    get("postlist.glass", &bytes, &length);
    put("postlist.glass", bytes, 100000);
    check_damage("cut", "size postlist.glass 65536+163840");
    put("postlist.glass", bytes, 65536);
    check_damage("cut at a block", "size postlist.glass 65536+163840");
    put("postlist.glass", bytes, length);
    put("position.glass", "more", 4);
    check_damage("grown", "size position.glass 0+4");
}
END_TEST

START_TEST(the_version_file_comes_back)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    gsize length;
    put("iamglass", "versiom", 7);
    check_damage("other bytes", "block iamglass 0+7");
    ck_assert(!checksums_hold(segment, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
    g_clear_error(&error);
    ck_assert(checksums_restore_version(segment, &error));
    get("iamglass", &bytes, &length);
    ck_assert_uint_eq(length, 7);
    ck_assert_str_eq(bytes, "version");
    check_damage("restored", "");
    ck_assert(checksums_hold(segment, NULL));
    put("checksums", "nonsense", 8);
    ck_assert(!checksums_restore_version(segment, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
}
END_TEST

START_TEST(other_files_do_not_count)
{
    put("flintlock", "123", 3);
    put("notes.txt", "123", 3);
    check_damage("lock and notes", "");
}
END_TEST

START_TEST(broken_checksums_are_told)
{
    g_autofree char *text = NULL;
    gsize length;
    get(CHECKSUMS_FILE, &text, &length);
    for (gsize at = 0; at < length; at++) {
        g_autofree char *changed = g_memdup2(text, length);
        changed[at] ^= 1 << (at % 8);
        put(CHECKSUMS_FILE, changed, length);
        g_autoptr(GError) error = NULL;
        g_autoptr(GString) found = g_string_new(NULL);
        ck_assert_msg(!checksums_verify(segment, note, found, &error), "byte %zu changed", at);
        ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
        ck_assert_str_eq(found->str, "");
        put(CHECKSUMS_FILE, text, at);
        g_clear_error(&error);
        ck_assert_msg(!checksums_verify(segment, note, found, &error), "cut at %zu", at);
        ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
    }
    g_autofree char *path = g_build_filename(segment, CHECKSUMS_FILE, NULL);
    ck_assert_int_eq(g_unlink(path), 0);
    g_autoptr(GError) error = NULL;
    ck_assert(!checksums_verify(segment, note, NULL, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND));
}
END_TEST

START_TEST(a_missing_folder_is_told)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!checksums_write("/nowhere/at/all", &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND));
}
END_TEST

/* The file lies beside the tables of a real database, which goes on to work. */
START_TEST(xapian_does_not_mind)
{
    static const FixtureDocument documents[] = {
        {"a", "peace talks", NULL, NULL}, {"b", "war", NULL, NULL}, {0}};
    g_autoptr(GError) error = NULL;
    g_autofree char *real = g_build_filename(dir, "real", NULL);
    g_autofree char *merged = g_build_filename(dir, "merged", NULL);
    fixture_database(real, documents);
    ck_assert(checksums_write(real, &error));

    g_autoptr(XapWriter) writer = xap_writer_open(real, &error);
    ck_assert_no_error(error);
    ck_assert(xap_writer_delete(writer, 1, &error));
    ck_assert(xap_writer_commit(writer, &error));
    g_autoptr(GString) found = g_string_new(NULL);
    ck_assert(checksums_verify(real, note, found, &error));
    ck_assert_str_ne(found->str, ""); /* they are out of date now */
    ck_assert(checksums_write(real, &error));
    g_string_truncate(found, 0);
    ck_assert(checksums_verify(real, note, found, &error));
    ck_assert_str_eq(found->str, "");

    const char *sources[] = {real};
    ck_assert(xap_compact(sources, 1, merged, 0, NULL, NULL, &error));
    g_autoptr(XapDatabase) db = fixture_open(merged);
    g_autofree char *answer = fixture_answer(db, xap_query_all());
    ck_assert_str_eq(answer, "b");
}
END_TEST

START_TEST(made_on_the_way_they_are_the_same)
{
    char *written, *path = g_build_filename(segment, CHECKSUMS_FILE, NULL);
    ck_assert(g_file_get_contents(path, &written, NULL, NULL));
    char *bytes;
    gsize length;
    get("postlist.glass", &bytes, &length);
    /* In pieces of every kind: small, past a block's end, several blocks, on a block's end. */
    static const gsize pieces[] = {1, 8192, CHECKSUMS_BLOCK, 2 * CHECKSUMS_BLOCK - 8193, G_MAXSIZE};
    ChecksumTrail trail = {.name = "postlist.glass"};
    for (gsize i = 0, at = 0; at < length; i++) {
        gsize piece = MIN(pieces[i], length - at);
        checksum_trail_add(&trail, bytes + at, piece);
        at += piece;
    }
    ChecksumTrail *trails[] = {&trail};
    put("postlist.glass", "not read", 8);
    ck_assert(checksums_write_trails(segment, trails, 1, NULL));
    char *again;
    ck_assert(g_file_get_contents(path, &again, NULL, NULL));
    ck_assert_str_eq(again, written);
    ck_assert(checksums_exist(segment));
    checksum_trail_clear(&trail);
    g_free(bytes);
    g_free(again);
    g_free(written);
    g_free(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("checksums");
    TCase *tcase = tcase_create("checksums");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_flipped_bit_is_found_in_its_block, 0, G_N_ELEMENTS(flip_rows));
    tcase_add_test(tcase, several_damages_are_all_told);
    tcase_add_test(tcase, another_size_is_told);
    tcase_add_test(tcase, the_version_file_comes_back);
    tcase_add_test(tcase, other_files_do_not_count);
    tcase_add_test(tcase, broken_checksums_are_told);
    tcase_add_test(tcase, a_missing_folder_is_told);
    tcase_add_test(tcase, made_on_the_way_they_are_the_same);
    tcase_add_test(tcase, xapian_does_not_mind);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
