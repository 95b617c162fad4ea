#include "indexer/source-reader.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/support/tmpdir.h"

#define RECORDS 3000 /* several batches */

static char *dir, *file, *other;

static void write_records(const char *path, guint count, const char *what)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 1; i <= count; i++)
        g_string_append_printf(lines, "{\"head\":\"%u\",\"text\":\"%s %u %0800d\"}\n", i, what, i,
                               0);
    ck_assert(g_file_set_contents(path, lines->str, -1, NULL));
}

static void set_up(void)
{
    dir = test_tmpdir();
    file = g_build_filename(dir, "a.jsonl", NULL);
    other = g_build_filename(dir, "b.jsonl", NULL);
    write_records(file, RECORDS, "first");
    write_records(other, 2, "other");
}

static void tear_down(void)
{
    g_free(file);
    g_free(other);
    test_remove(dir);
}

/* An article as an index without text has it. */
static Article *stored(const char *path, guint64 record, const char *what, Identity *content)
{
    Article *article = article_new();
    g_string_assign(article->origin.path, path);
    g_string_assign(article->origin.reading, "map=title=head");
    article->origin.record = record;
    g_string_printf(article->field[ARTICLE_TITLE], "%u", (guint)record);
    g_string_printf(article->field[ARTICLE_TEXT], "%s %u %0800d", what, (guint)record, 0);
    g_string_assign(article->field[ARTICLE_LANGUAGE], "english");
    *content = identity_of_content(article);
    g_string_truncate(article->field[ARTICLE_TEXT], 0);
    return article;
}

typedef struct {
    const char *what; /* "first" is of file, "other" of other */
    guint record;
    SourceState state;
} Row;

static void fetch(SourceReader *reader, const char *name, const Row *rows, gsize count)
{
    g_autofree SourceWant *wants = g_new0(SourceWant, count);
    g_autofree Identity *contents = g_new0(Identity, count);
    for (gsize i = 0; i < count; i++) {
        const char *path = strcmp(rows[i].what, "other") == 0 ? other : file;
        wants[i].stored = stored(path, rows[i].record, rows[i].what, &contents[i]);
        wants[i].content = &contents[i];
    }
    source_reader_fetch(reader, wants, count);
    for (gsize i = 0; i < count; i++) {
        g_autofree char *expected =
            rows[i].state == SOURCE_GONE
                ? g_strdup("")
                : g_strdup_printf("%s %u %0800d",
                                  rows[i].state == SOURCE_CHANGED ? "first" : rows[i].what,
                                  rows[i].record, 0);
        ck_assert_msg(wants[i].state == rows[i].state, "%s: %s %u: state %d", name, rows[i].what,
                      rows[i].record, wants[i].state);
        ck_assert_msg(strcmp(wants[i].stored->field[ARTICLE_TEXT]->str, expected) == 0,
                      "%s: %s %u: another text", name, rows[i].what, rows[i].record);
        article_free(wants[i].stored);
    }
}

#define FETCH(reader, name, ...)                                                                   \
    fetch(reader, name, (const Row[]){__VA_ARGS__},                                                \
          sizeof((const Row[]){__VA_ARGS__}) / sizeof(Row))

START_TEST(in_any_order)
{
    g_autoptr(SourceReader) reader = source_reader_new();
    FETCH(reader, "mixed", {"first", 7, SOURCE_SAME}, {"other", 2, SOURCE_SAME},
          {"first", 2900, SOURCE_SAME}, {"first", 1, SOURCE_SAME}, {"other", 1, SOURCE_SAME});
    FETCH(reader, "ahead", {"first", 2901, SOURCE_SAME}, {"first", RECORDS, SOURCE_SAME});
    FETCH(reader, "behind", {"first", 3, SOURCE_SAME});
    FETCH(reader, "behind and ahead", {"first", 2, SOURCE_SAME}, {"first", 2000, SOURCE_SAME});
    FETCH(reader, "the same again", {"first", 2000, SOURCE_SAME});
    FETCH(reader, "the first one", {"first", 1, SOURCE_SAME});
    FETCH(reader, "the next one", {"first", 2, SOURCE_SAME});
}
END_TEST

START_TEST(what_is_not_there_is_gone)
{
    g_autoptr(SourceReader) reader = source_reader_new();
    FETCH(reader, "past the end", {"first", RECORDS + 1, SOURCE_GONE}, {"first", 5, SOURCE_SAME});
    g_unlink(other);
    FETCH(reader, "no file", {"other", 1, SOURCE_GONE}, {"first", 6, SOURCE_SAME});
    Identity content;
    Article *article = stored("-", 1, "first", &content);
    SourceWant want = {.stored = article, .content = &content};
    source_reader_fetch(reader, &want, 1);
    ck_assert_int_eq(want.state, SOURCE_GONE);
    g_string_assign(article->origin.path, dir);
    source_reader_fetch(reader, &want, 1);
    ck_assert_int_eq(want.state, SOURCE_GONE);
    article_free(article);
}
END_TEST

/* Two articles that were in one place at different times: one of them is there now. */
START_TEST(what_is_another_text_has_changed)
{
    g_autoptr(SourceReader) reader = source_reader_new();
    FETCH(reader, "twins", {"first", 9, SOURCE_SAME}, {"once", 9, SOURCE_CHANGED},
          {"then", 9, SOURCE_CHANGED});
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("source-reader");
    TCase *tests = tcase_create("source-reader");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, in_any_order);
    tcase_add_test(tests, what_is_not_there_is_gone);
    tcase_add_test(tests, what_is_another_text_has_changed);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
