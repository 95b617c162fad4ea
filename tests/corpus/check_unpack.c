#include "tests/corpus/corpus-test.h"

#include <archive.h>
#include <archive_entry.h>

typedef struct {
    const char *name;
    const char *bytes;
    gsize length;
} Member;

#define MEMBER(name, text)                                                                         \
    {                                                                                              \
        name, text, sizeof(text) - 1                                                               \
    }

typedef int (*AddFilter)(struct archive *);
typedef int (*SetFormat)(struct archive *);

static int no_filter(G_GNUC_UNUSED struct archive *archive)
{
    return ARCHIVE_OK;
}

/* Packs members (up to a NULL name) into bytes. */
static GByteArray *pack(SetFormat set_format, AddFilter add_filter, const Member *members)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    gsize size = 1 << 16, used = 0;
    for (guint i = 0; members[i].name; i++)
        size += members[i].length + 4096;
    g_autofree char *buffer = g_malloc(size);
    ck_assert_int_eq(set_format(archive), ARCHIVE_OK);
    ck_assert_int_eq(add_filter(archive), ARCHIVE_OK);
    /* Quickly; there is no such option without a filter. */
    archive_write_set_filter_option(archive, NULL, "compression-level", "1");
    archive_write_set_bytes_in_last_block(archive, 1);
    ck_assert_int_eq(archive_write_open_memory(archive, buffer, size, &used), ARCHIVE_OK);
    for (; members->name; members++) {
        gboolean folder = g_str_has_suffix(members->name, "/");
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, members->name);
        archive_entry_set_filetype(entry, folder ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, members->length);
        ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
        archive_write_data(archive, members->bytes, members->length);
    }
    archive_entry_free(entry);
    ck_assert_int_eq(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    return g_byte_array_append(g_byte_array_new(), (const guint8 *)buffer, used);
}

/* One stream, only compressed. */
static GByteArray *compress_bytes(AddFilter add_filter, const char *bytes, gsize length)
{
    Member members[] = {{"x", bytes, length}, {0}};
    return pack(archive_write_set_format_raw, add_filter, members);
}

static const struct {
    const char *name;
    AddFilter add_filter;
} filters[] = {
    {"gzip", archive_write_add_filter_gzip}, {"bzip2", archive_write_add_filter_bzip2},
    {"xz", archive_write_add_filter_xz},     {"zstd", archive_write_add_filter_zstd},
    {"lz4", archive_write_add_filter_lz4},   {"none", no_filter},
};

static const Member news[] = {
    MEMBER("news/", ""),
    MEMBER("news/b.txt", "Ship arrives\n\nA ship came in."),
    MEMBER("news/a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n"),
    MEMBER("news/.hidden.txt", "no"),
    MEMBER("__MACOSX/news/b.txt", "no"),
    MEMBER(".git/x.txt", "no"),
    MEMBER("./dotted.txt", "dotted"),
    {0},
};

static char *show_members(GPtrArray *all)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++) {
        const Seen *seen = seen_at(all, i);
        g_autofree char *shown = show_seen(seen);
        g_string_append_printf(lines, "%s#%" G_GUINT64_FORMAT " %s\n",
                               seen->member ? seen->member : "", seen->record, shown);
    }
    return g_string_free(lines, FALSE);
}

#define NEWS_SHOWN                                                                                 \
    "news/b.txt#1 title=Ship arrives | text=A ship came in.\nnews/a.jsonl#1 text=one\n"            \
    "news/a.jsonl#2 text=two\n./dotted.txt#1 text=dotted\n"

/* The name says nothing: it is told by content. */
START_TEST(compressed_lines)
{
    static const char text[] = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n";
    g_autoptr(GByteArray) packed = compress_bytes(filters[_i].add_filter, text, strlen(text));
    g_autoptr(GPtrArray) all = read_written("news", (char *)packed->data, packed->len, NULL);
    g_autofree char *found = show_members(all);
    ck_assert_msg(strcmp(found, "#1 text=one\n#2 text=two\n") == 0, "%s: %s", filters[_i].name,
                  found);
}
END_TEST

START_TEST(compressed_tar)
{
    g_autoptr(GByteArray) packed =
        pack(archive_write_set_format_pax_restricted, filters[_i].add_filter, news);
    g_autoptr(GPtrArray) all = read_written("news", (char *)packed->data, packed->len, NULL);
    g_autofree char *found = show_members(all);
    ck_assert_msg(strcmp(found, NEWS_SHOWN) == 0, "%s: %s", filters[_i].name, found);
}
END_TEST

/* Larger than any buffer, so that it comes in many blocks. */
START_TEST(compressed_and_large)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = 1; i <= 20000; i++)
        g_string_append_printf(lines, "{\"id\":%d,\"text\":\"number %d of many\"}\n", i,
                               i * 7919 % 20000);
    g_autoptr(GByteArray) packed = compress_bytes(filters[_i].add_filter, lines->str, lines->len);
    g_autoptr(GPtrArray) all = read_written("news", (char *)packed->data, packed->len, NULL);
    ck_assert_msg(all->len == 20000, "%s: %u", filters[_i].name, all->len);
    for (guint i = 0; i < all->len; i++)
        QUICK_ASSERT(atoi(seen_at(all, i)->field[ARTICLE_ID]) == (int)i + 1, "article %u", i);
}
END_TEST

START_TEST(tar_kinds)
{
    static const SetFormat kinds[] = {archive_write_set_format_ustar,
                                      archive_write_set_format_gnutar, archive_write_set_format_pax,
                                      archive_write_set_format_v7tar, archive_write_set_format_zip};
    g_autoptr(GByteArray) packed = pack(kinds[_i], no_filter, news);
    g_autoptr(GPtrArray) all = read_written("news", (char *)packed->data, packed->len, NULL);
    g_autofree char *found = show_members(all);
    ck_assert_msg(strcmp(found, NEWS_SHOWN) == 0, "kind %d: %s", _i, found);
}
END_TEST

START_TEST(several_compressed_streams_in_one_file)
{
    g_autoptr(GByteArray) one =
        compress_bytes(archive_write_add_filter_gzip, "{\"text\":\"one\"}\n", 15);
    g_autoptr(GByteArray) two =
        compress_bytes(archive_write_add_filter_gzip, "{\"text\":\"two\"}\n", 15);
    g_byte_array_append(one, two->data, two->len);
    g_autoptr(GPtrArray) all = read_written("news.gz", (char *)one->data, one->len, NULL);
    g_autofree char *found = show_members(all);
    ck_assert_str_eq(found, "#1 text=one\n#2 text=two\n");
}
END_TEST

START_TEST(packed_members)
{
    g_autoptr(GByteArray) gz =
        compress_bytes(archive_write_add_filter_gzip, "{\"text\":\"one\"}\n", 15);
    g_autoptr(GByteArray) zip = pack(archive_write_set_format_zip, no_filter, news);
    Member members[] = {{"a.jsonl.gz", (char *)gz->data, gz->len},
                        {"inner.zip", (char *)zip->data, zip->len},
                        MEMBER("last.txt", "last"),
                        {0}};
    g_autoptr(GByteArray) packed =
        pack(archive_write_set_format_ustar, archive_write_add_filter_xz, members);
    g_autoptr(GPtrArray) all = read_written("news.tar.xz", (char *)packed->data, packed->len, NULL);
    g_autofree char *found = show_members(all);
    ck_assert_str_eq(found, "a.jsonl.gz#1 text=one\n"
                            "inner.zip/news/b.txt#1 title=Ship arrives | text=A ship came in.\n"
                            "inner.zip/news/a.jsonl#1 text=one\ninner.zip/news/a.jsonl#2 text=two\n"
                            "inner.zip/./dotted.txt#1 text=dotted\nlast.txt#1 text=last\n");
}
END_TEST

START_TEST(packed_without_end)
{
    g_autoptr(GByteArray) packed = g_byte_array_append(g_byte_array_new(), (const guint8 *)"x", 1);
    for (int i = 0; i < 12; i++) {
        Member members[] = {{"m", (char *)packed->data, packed->len}, {0}};
        GByteArray *more = pack(archive_write_set_format_ustar, no_filter, members);
        g_byte_array_unref(g_steal_pointer(&packed));
        packed = more;
    }
    g_autoptr(GPtrArray) all = read_written("deep.tar", (char *)packed->data, packed->len, NULL);
    ck_assert_uint_eq(all->len, 1);
    ck_assert_int_eq(seen_at(all, 0)->answer, CORPUS_REJECT);
    ck_assert_ptr_nonnull(strstr(seen_at(all, 0)->notes, "packings"));
}
END_TEST

/* What comes before the damage is read; then a reject; then the next file. */
START_TEST(cut_off)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = 1; i <= 20000; i++)
        g_string_append_printf(lines, "{\"id\":%d,\"text\":\"%d %x\"}\n", i, i * 7919,
                               (guint)i * i);
    g_autoptr(GByteArray) packed = compress_bytes(filters[_i].add_filter, lines->str, lines->len);
    g_free(write_bytes("a.packed", (char *)packed->data, packed->len / 2));
    g_free(write_text("b.txt", "still here"));
    g_autoptr(GPtrArray) all = read_path(scratch, NULL);
    const Seen *last = seen_at(all, all->len - 1), *damaged = seen_at(all, all->len - 2);
    ck_assert_str_eq(last->field[ARTICLE_TEXT], "still here");
    ck_assert_msg(damaged->answer == CORPUS_REJECT, "%s: no reject", filters[_i].name);
    ck_assert_msg(strstr(damaged->notes, "can't unpack") || strstr(damaged->notes, "broken JSON"),
                  "%s", damaged->notes);
    /* bzip2 and lz4 lose a block, of up to 900 KB and 4 MB. */
    if (strcmp(filters[_i].name, "gzip") == 0 || strcmp(filters[_i].name, "none") == 0)
        ck_assert_msg(all->len > 6000, "%s: only %u", filters[_i].name, all->len);
}
END_TEST

START_TEST(damaged)
{
    g_autoptr(GByteArray) packed =
        pack(archive_write_set_format_ustar, filters[_i].add_filter, news);
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (int i = 0; i < 40; i++) {
        g_autofree guint8 *copy = g_memdup2(packed->data, packed->len);
        for (int k = 0; k < 5; k++)
            copy[g_rand_int_range(random, 0, packed->len)] = g_rand_int_range(random, 0, 256);
        g_autoptr(GPtrArray) all = read_written("a.tar", (char *)copy, packed->len, NULL);
        ck_assert_uint_le(all->len, 2000);
    }
}
END_TEST

START_TEST(nothing_inside)
{
    static const Member none[] = {{0}};
    static const Member hidden[] = {MEMBER(".a", "x"), {0}};
    static const Member empty[] = {MEMBER("a.txt", ""), MEMBER("b.txt", "x"), {0}};
    g_autoptr(GByteArray) gz = compress_bytes(archive_write_add_filter_gzip, "", 0);
    g_autoptr(GByteArray) zip = pack(archive_write_set_format_zip, no_filter, none);
    g_autoptr(GByteArray) dotted = pack(archive_write_set_format_ustar, no_filter, hidden);
    g_autoptr(GByteArray) hollow = pack(archive_write_set_format_ustar, no_filter, empty);
    g_free(write_bytes("a.gz", (char *)gz->data, gz->len));
    g_free(write_bytes("b.zip", (char *)zip->data, zip->len));
    g_free(write_bytes("c.tar", (char *)dotted->data, dotted->len));
    g_free(write_bytes("d.tar", (char *)hollow->data, hollow->len));
    g_autoptr(GPtrArray) all = read_path(scratch, NULL);
    g_autofree char *found = show_members(all);
    ck_assert_str_eq(found, "#0 REJECT | notes=no files in it\n#0 REJECT | notes=no files in it\n"
                            "#0 REJECT | notes=no files in it\na.txt#0 REJECT | notes=empty file\n"
                            "b.txt#1 text=x\n");
}
END_TEST

START_TEST(pictures_and_globs_in_archives)
{
    static const Member mixed[] = {MEMBER("a.txt", "a"),
                                   MEMBER("b.png", "\x89PNG\r\n\x1A\n...."),
                                   MEMBER("c.json", "{\"text\":\"c\"}"),
                                   MEMBER("d/e.txt", "e"),
                                   {0}};
    static const char *const text[] = {"*.txt", NULL}, *const folder[] = {"d/*", NULL};
    CorpusOptions options = {.include = text, .exclude = folder};
    g_autoptr(GByteArray) packed = pack(archive_write_set_format_zip, no_filter, mixed);
    g_autofree char *path = write_bytes("a.zip", (char *)packed->data, packed->len);
    g_autoptr(GPtrArray) some = read_path(path, &options);
    g_autofree char *found = show_members(some);
    ck_assert_str_eq(found, "a.txt#1 text=a\n");
    g_autoptr(GPtrArray) all = read_path(path, NULL);
    ck_assert_uint_eq(all->len, 3);
}
END_TEST

/* Names that the locale's charset does not have. */
START_TEST(member_names_are_utf8)
{
    static const Member named[] = {MEMBER("d\xC3\xA9p\xC3\xAA"
                                          "che.txt",
                                          "x"),
                                   {0}};
    static const Member latin[] = {MEMBER("d\xE9p\xEA"
                                          "che.txt",
                                          "x"),
                                   {0}};
    g_autoptr(GByteArray) tar = pack(archive_write_set_format_ustar, no_filter, named);
    g_autoptr(GPtrArray) all = read_written("a.tar", (char *)tar->data, tar->len, NULL);
    ck_assert_str_eq(seen_at(all, 0)->member, "d\xC3\xA9p\xC3\xAA"
                                              "che.txt");
    g_autoptr(GByteArray) old = pack(archive_write_set_format_ustar, no_filter, latin);
    g_autoptr(GPtrArray) more = read_written("b.tar", (char *)old->data, old->len, NULL);
    ck_assert(g_utf8_validate(seen_at(more, 0)->member, -1, NULL));
    ck_assert_str_eq(seen_at(more, 0)->field[ARTICLE_TEXT], "x");
}
END_TEST

/* A packed file named so, of rubbish. */
START_TEST(looks_packed_but_is_not)
{
    static const struct {
        const char *bytes;
        gsize length;
    } rows[] = {{"\x1F\x8B\x08rubbish, not deflate", 24},
                {"PK\x03\x04rubbish", 11},
                {"\xFD\x37zXZ\0rubbish", 13},
                {"\x28\xB5\x2F\xFDrubbish", 11}};
    g_autoptr(GPtrArray) all = read_written("a.gz", rows[_i].bytes, rows[_i].length, NULL);
    ck_assert_uint_eq(all->len, 1);
    ck_assert_int_eq(seen_at(all, 0)->answer, CORPUS_REJECT);
    ck_assert_uint_gt(strlen(seen_at(all, 0)->notes), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unpack");
    TCase *tests = tcase_create("unpack");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_loop_test(tests, compressed_lines, 0, G_N_ELEMENTS(filters));
    tcase_add_loop_test(tests, compressed_tar, 0, G_N_ELEMENTS(filters));
    tcase_add_loop_test(tests, compressed_and_large, 0, G_N_ELEMENTS(filters));
    tcase_add_loop_test(tests, tar_kinds, 0, 5);
    tcase_add_test(tests, several_compressed_streams_in_one_file);
    tcase_add_test(tests, packed_members);
    tcase_add_test(tests, packed_without_end);
    tcase_add_loop_test(tests, cut_off, 0, G_N_ELEMENTS(filters));
    tcase_add_loop_test(tests, damaged, 0, G_N_ELEMENTS(filters));
    tcase_add_test(tests, nothing_inside);
    tcase_add_test(tests, pictures_and_globs_in_archives);
    tcase_add_test(tests, member_names_are_utf8);
    tcase_add_loop_test(tests, looks_packed_but_is_not, 0, 4);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
