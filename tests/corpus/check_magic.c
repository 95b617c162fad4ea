#include "corpus/magic-private.h"
#include "tests/corpus/corpus-test.h"

#define ROW(bytes, kind)                                                                           \
    {                                                                                              \
        bytes, sizeof(bytes) - 1, kind                                                             \
    }

static const struct {
    const char *bytes;
    gsize length;
    const char *kind;
} rows[] = {
    ROW("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "PNG image"),
    ROW("\xFF\xD8\xFF\xE0\0\x10JFIF\0", "JPEG image"),
    ROW("GIF89a\1\0\1\0", "GIF image"),
    ROW("RIFF\x10\0\0\0WEBPVP8 ", "WebP image"),
    ROW("II*\0\x08\0\0\0", "TIFF image"),
    ROW("RIFF\x10\0\0\0WAVEfmt ", "WAV audio"),
    ROW("ID3\x03\0\0\0\0", "MP3 audio"),
    ROW("OggS\0\x02", "Ogg audio or video"),
    ROW("\0\0\0\x18"
        "ftypmp42",
        "MP4 audio or video"),
    ROW("\0\0\0\x18"
        "ftypheic",
        "HEIF image"),
    ROW("%PDF-1.7\n", "PDF document"),
    ROW("%!PS-Adobe-3.0", "PostScript document"),
    ROW("{\\rtf1\\ansi", "RTF document"),
    ROW("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "Microsoft Office document"),
    ROW("PK\x03\x04\x14\0\6\0\x08\0\0\0!\0aaaabbbbcccc\x13\0\0\0[Content_Types].xml",
        "Office Open XML document"),
    ROW("PK\x03\x04\x14\0\0\0\0\0\0\0!\0aaaabbbbcccc\x08\0\0\0mimetypeapplication/"
        "vnd.oasis.opendocument.text",
        "OpenDocument file"),
    ROW("PK\x03\x04\x14\0\0\0\0\0\0\0!\0aaaabbbbcccc\x08\0\0\0mimetypeapplication/epub+zip",
        "EPUB book"),
    ROW("SQLite format 3\0", "SQLite database"),
    ROW("\x7F"
        "ELF\2\1\1",
        "program"),
    ROW("7z\xBC\xAF\x27\x1C\0\4", "7-Zip archive"),
    ROW("Rar!\x1A\x07\x01\0", "RAR archive"),
    ROW("PNG is a kind of picture", NULL),
    ROW("GIF and JPEG are, too", NULL),
    ROW("{\"title\": \"x\"}", NULL),
    ROW("PK\x03\x04\x14\0\0\0\0\0\0\0!\0aaaabbbbcccc\x05\0\0\0a.txtTEXT", NULL),
    ROW("MZ. Some name begins so, and this is a text that goes on and on for long.", NULL),
    ROW("", NULL),
};

START_TEST(kinds)
{
    const char *kind = magic_kind(rows[_i].bytes, rows[_i].length);
    ck_assert_msg(g_strcmp0(kind, rows[_i].kind) == 0, "row %d: %s, not %s", _i, kind,
                  rows[_i].kind);
}
END_TEST

/* In a folder: one summary for each kind, and no reject. */
START_TEST(passed_over_in_a_folder)
{
    g_free(write_text("a.txt", "A ship."));
    g_free(write_bytes("b.png", "\x89PNG\r\n\x1A\n....", 12));
    g_free(write_bytes("c.txt", "%PDF-1.7\n", 9));
    g_free(write_bytes("d.png", "\x89PNG\r\n\x1A\n....", 12));
    g_free(write_text("f.xml", "<?xml version='1.0'?><a/>"));
    g_autoptr(GString) noise = g_string_new(NULL);
    for (int i = 0; i < 4000; i++)
        g_string_append_c(noise, (char)(i * i * 31 + i % 7));
    g_free(write_bytes("h.dat", noise->str, noise->len));
    const char *paths[] = {scratch, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    g_autoptr(GPtrArray) all = read_corpus(corpus);
    ck_assert_uint_eq(all->len, 1);
    gsize count;
    const CorpusPassed *passed = corpus_passed(corpus, &count);
    static const struct {
        const char *kind, *name;
        guint count;
    } wanted[] = {{"PNG image", "/b.png", 2},          {"PDF document", "/c.txt", 1},
                  {"XML file", "/f.xml", 1},
                  {"binary file", "/h.dat", 1}};
    ck_assert_uint_eq(count, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < count; i++) {
        ck_assert_str_eq(passed[i].kind, wanted[i].kind);
        ck_assert_uint_eq(passed[i].count, wanted[i].count);
        ck_assert_msg(g_str_has_suffix(passed[i].example, wanted[i].name), "%s", passed[i].example);
    }
}
END_TEST

/* A format that was asked for takes markup; pictures it does not. */
START_TEST(forced_format)
{
    CorpusOptions options = {.format = "text"};
    g_free(write_text("e.html", "<!DOCTYPE html>\nx < y"));
    g_free(write_bytes("b.png", "\x89PNG\r\n\x1A\n....", 12));
    g_autoptr(GPtrArray) all = read_path(scratch, &options);
    ck_assert_uint_eq(all->len, 1);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], "x < y");
}
END_TEST

static const struct {
    const char *name, *bytes;
    gsize length;
    gboolean binary;
} looks[] = {
    {"ASCII", "plain text\n", 11, FALSE},
    {"UTF-8", "Баку 😀", 13, FALSE},
    {"Latin-1", "caf\xE9", 4, FALSE},
    {"a NUL in ASCII", "a\0b", 3, FALSE},
    {"some controls", "a\x01\x02 text of some length with \x03 in it", 37, FALSE},
    {"NUL and no UTF-8", "\xFF\xFA\0\1", 4, TRUE},
    {"zero bytes", "\0\0\0\0\0\0\0\0\0\0\0\0", 12, TRUE},
};

START_TEST(binary_or_text)
{
    ck_assert_msg(magic_is_binary(looks[_i].bytes, looks[_i].length) == looks[_i].binary, "%s",
                  looks[_i].name);
}
END_TEST

#define XZ "\xFD" "7zXZ\0\0\4\0\0\0\0" /* and the head of its first block */

static const struct {
    const char *name, *bytes;
    gsize length;
    guint64 window;
} windows[] = {
    {"as of xz -9", XZ "\2\0\x21\1\x1C", 17, 64 << 20},
    {"a gibibyte", XZ "\2\0\x21\1\x24", 17, 1 << 30},
    {"half as much again", XZ "\2\0\x21\1\x25", 17, (guint64)3 << 29},
    {"the largest", XZ "\2\0\x21\1\x28", 17, G_MAXUINT32},
    {"behind both sizes", XZ "\4\xC0\x80\x80\1\5\x21\1\x1C", 21, 64 << 20},
    {"behind another filter", XZ "\3\1\3\1\0\x21\1\x1C", 20, 64 << 20},
    {"no such filter", XZ "\2\0\4\1\x1C", 17, 0},
    {"cut off", XZ "\2\0\x21\1", 16, 0},
    {"no xz", "text, and some more of it", 25, 0},
};

START_TEST(memory_that_xz_takes)
{
    guint64 window = magic_xz_window(windows[_i].bytes, windows[_i].length);
    ck_assert_msg(window == windows[_i].window, "%s: %" G_GUINT64_FORMAT, windows[_i].name, window);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("magic");
    TCase *tests = tcase_create("magic");
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_loop_test(tests, kinds, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, passed_over_in_a_folder);
    tcase_add_test(tests, forced_format);
    tcase_add_loop_test(tests, binary_or_text, 0, G_N_ELEMENTS(looks));
    tcase_add_loop_test(tests, memory_that_xz_takes, 0, G_N_ELEMENTS(windows));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
