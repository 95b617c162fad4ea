/* Real collections, where they are at hand: as many answers as an independent count says. */
#include <stdio.h>

#include "corpus/charset-private.h"
#include "corpus/utf8-text-private.h"
#include "tests/corpus/corpus-test.h"

#define SHARED "../shared/corpora/"

static const struct {
    const char *path;
    guint articles, rejects;
} rows[] = {
    {"seed", 1, 0},
    {"bbc", 2225, 0},
    {"russian/ng.jsonlines", 400, 0},
    {"time/docs.jsonl", 423, 0},
    {"cranfield/docs.jsonl", 1398, 2}, /* two have neither title nor text */
    {"cacm/docs.jsonl", 3204, 0},
    {"reuters21578/articles.jsonl", 21577, 1},
    {"reuters21578", 2 * 21577 + 1, 2}, /* the same in SGML and in JSON Lines, and a README */
    {"feeds", 15, 86}, /* 58 items and entries; the others are feeds without any */
    {"nitf_newsml", 42, 7},
    {"newsml_g2", 18, 8},
    {"wikinews_csv", 295, 0},
    {"agnews/test.csv", 7600, 0},
    {"gnad10k_de/test.csv", 1028, 0},
    {"masakhanews", 3188, 0},
    {"chinese", 20, 0},
    {"warc", 12, 7}, /* three records of bad.arc, three answers in JSON without text, a file of requests alone */
    {"markdown", 42, 0},
};

START_TEST(counts)
{
    g_autofree char *path = g_strconcat(SHARED, rows[_i].path, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        printf("skipped: no %s\n", path);
        return;
    }
    g_autoptr(GPtrArray) all = read_path(path, NULL);
    guint rejects = 0, notes = 0;
    for (guint i = 0; i < all->len; i++) {
        rejects += seen_at(all, i)->answer == CORPUS_REJECT;
        notes += seen_at(all, i)->notes[0] != '\0';
    }
    ck_assert_msg(all->len - rejects == rows[_i].articles && rejects == rows[_i].rejects,
                  "%s: %u articles, %u rejects", path, all->len - rejects, rejects);
    ck_assert_msg(notes == rejects, "%s: %u notes", path, notes);
}
END_TEST

START_TEST(the_customers_article)
{
    static const char folder[] = SHARED "seed";
    if (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
        printf("skipped: no %s\n", folder);
        return;
    }
    g_autoptr(GPtrArray) all = read_path(folder, NULL);
    const Seen *seen = seen_at(all, 0);
    ck_assert_int_eq(seen->date.precision, DATE_DAY);
    ck_assert_int_eq(seen->date.seconds, 1407456000);
    ck_assert_str_eq(seen->field[ARTICLE_TITLE], "");
    ck_assert(g_str_has_prefix(seen->field[ARTICLE_TEXT], "The President of Azerbaijan"));
}
END_TEST

/* Each has a title before its text, and its day in its name. */
START_TEST(markdown)
{
    static const char folder[] = SHARED "markdown";
    if (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
        printf("skipped: no %s\n", folder);
        return;
    }
    g_autoptr(GPtrArray) all = read_path(folder, NULL);
    for (guint i = 0; i < all->len; i++) {
        const Seen *seen = seen_at(all, i);
        g_autofree char *bytes = NULL, *name = g_path_get_basename(seen->path);
        ck_assert(g_file_get_contents(seen->path, &bytes, NULL, NULL));
        char *title = strstr(bytes, "\ntitle: ");
        ck_assert(title && (title = g_strstrip(strtok(title + 8, "\n"))));
        g_autoptr(GString) words = g_string_new(NULL);
        for (const char *p = title; *p; p++)
            if (!(p[0] == ' ' && p[1] == ' '))
                g_string_append_c(words, *p);
        g_string_replace(words, "&#58;", ":", 0);
        g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(seen->date.seconds);
        g_autofree char *date = g_date_time_format(day, "%Y-%m-%d");
        ck_assert_msg(strncmp(date, name, 10) == 0, "%s: %s", name, date);
        ck_assert_msg(strcmp(seen->field[ARTICLE_TITLE], words->str) == 0, "%s: %s", name, seen->field[ARTICLE_TITLE]);
        ck_assert_msg(strstr(seen->field[ARTICLE_TEXT], "](") == NULL, "%s: a link", name);
    }
}
END_TEST

/* ---- encodings --------------------------------------------------------------------------------*/

/* The file as iconv reads it, by the name of its folder, without white space; NULL if iconv can't. */
static char *by_iconv(const char *path, const char *folder)
{
    static const char *const names[][2] = {{"MacRoman", "MACINTOSH"}, {"MacCyrillic", "MAC-CYRILLIC"}};
    g_autofree char *encoding = g_strdup(folder), *bytes = NULL;
    gsize length;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(folder, names[i][0]) == 0) {
            g_free(encoding);
            encoding = g_strdup(names[i][1]);
        }
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    for (;;) {
        char *text = g_convert(bytes, (gssize)length, "UTF-8", encoding, NULL, NULL, NULL);
        char *dash = strrchr(encoding, '-');
        if (text || dash == NULL)
            return text;
        *dash = '\0';
    }
}

static char *without_space(const char *text)
{
    GString *bare = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (!g_unichar_isspace(c) && !g_unichar_iscntrl(c) && c != 0xFEFF)
            g_string_append_unichar(bare, c);
    }
    return g_string_free(bare, FALSE);
}

/* The file as it is read here, with nothing declared. */
static GString *by_charset(Charset *charset, const char *path)
{
    g_autofree char *bytes = NULL;
    gsize length, bom = 0;
    GString *text = g_string_new(NULL);
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    const char *wide = charset_wide(bytes, length, &bom);
    if (wide) {
        g_autoptr(CharsetStream) stream = charset_stream_new(wide);
        charset_stream_add(stream, bytes + bom, length - bom, TRUE, text);
    } else if (memmem(bytes, length, "\x1B$", 2)) {
        charset_decode(charset, text, bytes, length, charset_detect(charset, bytes, length), NULL);
    } else if (utf8_text_valid(bytes, length) == length) {
        g_string_append_len(text, bytes, (gssize)length);
    } else {
        charset_decode(charset, text, bytes, length, NULL, NULL);
    }
    return text;
}

START_TEST(encodings)
{
    static const char folder[] = SHARED "encodings";
    CorpusOptions options = {.format = "text"};
    if (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
        printf("skipped: no %s\n", folder);
        return;
    }
    g_autoptr(GPtrArray) all = read_path(folder, &options);
    Charset *charset = charset_new();
    guint same = 0, files = 0;
    for (guint i = 0; i < all->len; i++) {
        const Seen *seen = seen_at(all, i);
        g_autofree char *parent = g_path_get_dirname(seen->path), *name = g_path_get_basename(parent);
        g_autofree char *right = by_iconv(seen->path, name);
        if (right == NULL)
            continue;
        g_autoptr(GString) decoded = by_charset(charset, seen->path);
        QUICK_ASSERT(g_utf8_validate(decoded->str, (gssize)strlen(decoded->str), NULL), "%s: no UTF-8", seen->path);
        g_autofree char *ours = without_space(decoded->str), *theirs = without_space(right);
        gboolean good = strcmp(ours, theirs) == 0;
        files++;
        same += good;
        if (!good)
            printf("encodings: not as iconv: %s\n", seen->path + strlen(SHARED));
    }
    charset_free(charset);
    printf("encodings: %u of %u files as iconv reads them\n", same, files);
    ck_assert_uint_ge(same * 100, files * 94);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("corpora");
    TCase *tests = tcase_create("corpora");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, counts, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, the_customers_article);
    tcase_add_test(tests, markdown);
    tcase_add_test(tests, encodings);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
