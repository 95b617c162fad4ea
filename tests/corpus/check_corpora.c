/* Real collections, where they are at hand: as many answers as an independent count says. */
#include <stdio.h>

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

int main(void)
{
    Suite *suite = suite_create("corpora");
    TCase *tests = tcase_create("corpora");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, counts, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, the_customers_article);
    tcase_add_test(tests, markdown);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
