/* corpus-test: what the tests of corpus/ share: a folder that goes again, all answers of a run. */
#pragma once

#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/corpus.h"

G_GNUC_UNUSED static void remove_tree(const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK) && g_file_test(path, G_FILE_TEST_IS_DIR)) {
        g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
        const char *name;
        while (folder && (name = g_dir_read_name(folder)) != NULL) {
            g_autofree char *child = g_build_filename(path, name, NULL);
            remove_tree(child);
        }
    }
    g_remove(path);
}

/* As ck_assert_msg(), for where it runs many thousand times: that one reports each call to the
 * runner. */
#define QUICK_ASSERT(condition, ...)                                                               \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ck_abort_msg(__VA_ARGS__);                                                             \
    } while (0)

/* The folder of the running test. */
static G_GNUC_UNUSED char *scratch;

G_GNUC_UNUSED static void make_scratch(void)
{
    scratch = g_dir_make_tmp("dateline-corpus-XXXXXX", NULL);
    ck_assert_ptr_nonnull(scratch);
}

G_GNUC_UNUSED static void drop_scratch(void)
{
    remove_tree(scratch);
    g_clear_pointer(&scratch, g_free);
}

G_GNUC_UNUSED static char *scratch_path(const char *name)
{
    return g_build_filename(scratch, name, NULL);
}

/* Writes a file below the scratch folder; its path. */
G_GNUC_UNUSED static char *write_bytes(const char *name, const char *bytes, gsize length)
{
    char *path = scratch_path(name);
    g_autofree char *folder = g_path_get_dirname(path);
    QUICK_ASSERT(g_mkdir_with_parents(folder, 0755) == 0, "can't make %s", folder);
    /* Not g_file_set_contents(), which waits for the disk. */
    FILE *file = fopen(path, "wb");
    QUICK_ASSERT(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0,
                 "can't write %s", path);
    return path;
}

G_GNUC_UNUSED static char *write_text(const char *name, const char *text)
{
    return write_bytes(name, text, strlen(text));
}

/* ---- all answers of a run
 * ------------------------------------------------------------------------*/

typedef struct {
    CorpusAnswer answer;
    char *path, *member;
    guint64 record, line;
    char *field[ARTICLE_FIELDS];
    char *notes;
    ArticleDate date;
} Seen;

G_GNUC_UNUSED static void seen_free(gpointer p)
{
    Seen *seen = p;
    for (guint i = 0; i < ARTICLE_FIELDS; i++)
        g_free(seen->field[i]);
    g_free(seen->path);
    g_free(seen->member);
    g_free(seen->notes);
    g_free(seen);
}

G_GNUC_UNUSED static Seen *seen_new(CorpusAnswer answer, const Article *article)
{
    Seen *seen = g_new0(Seen, 1);
    seen->answer = answer;
    seen->path = g_strdup(article->place.path);
    seen->member = g_strdup(article->place.member);
    seen->record = article->place.record;
    seen->line = article->place.line;
    seen->notes = g_strdup(article->notes->str);
    seen->date = article->date;
    for (guint i = 0; i < ARTICLE_FIELDS; i++) {
        const GString *field = article->field[i];
        seen->field[i] = g_strdup(field->str);
        QUICK_ASSERT(answer == CORPUS_REJECT || strlen(field->str) == field->len, "NUL in a field");
        QUICK_ASSERT(g_utf8_validate(field->str, field->len, NULL), "a field is not UTF-8");
    }
    return seen;
}

/* Reads all of a corpus. */
G_GNUC_UNUSED static GPtrArray *read_corpus(Corpus *corpus)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(seen_free);
    g_autoptr(Article) article = article_new();
    CorpusAnswer answer;
    while ((answer = corpus_next(corpus, article, NULL)) != CORPUS_END) {
        QUICK_ASSERT(answer != CORPUS_FAILED, "reading failed");
        g_ptr_array_add(all, seen_new(answer, article));
    }
    return all;
}

G_GNUC_UNUSED static GPtrArray *read_path(const char *path, const CorpusOptions *options)
{
    const char *paths[] = {path, NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(Corpus) corpus = corpus_open(paths, options, &error);
    ck_assert_msg(corpus != NULL, "%s", error ? error->message : "no corpus, and no error");
    return read_corpus(corpus);
}

/* Writes bytes to a file of that name and reads it. */
G_GNUC_UNUSED static GPtrArray *read_written(const char *name, const char *bytes, gsize length,
                                             const CorpusOptions *options)
{
    g_autofree char *path = write_bytes(name, bytes, length);
    return read_path(path, options);
}

G_GNUC_UNUSED static Seen *seen_at(GPtrArray *all, guint i)
{
    QUICK_ASSERT(i < all->len, "only %u answers, no number %u", all->len, i);
    return g_ptr_array_index(all, i);
}

/* An article in one line: its fields and notes as name=value, separated by " | ", \n for line
 * feeds. */
G_GNUC_UNUSED static char *show_seen(const Seen *seen)
{
    GString *line = g_string_new(seen->answer == CORPUS_REJECT ? "REJECT" : "");
    for (guint i = 0; i < ARTICLE_FIELDS; i++) {
        if (seen->field[i][0] && seen->answer == CORPUS_ARTICLE)
            g_string_append_printf(line, "%s%s=%s", line->len ? " | " : "", article_field_name(i),
                                   seen->field[i]);
    }
    if (seen->date.precision != DATE_NONE && seen->answer == CORPUS_ARTICLE) {
        static const char *const forms[] = {"", "%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"};
        g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc(seen->date.seconds);
        g_autofree char *date = g_date_time_format(instant, forms[seen->date.precision]);
        g_string_append_printf(line, "%sdate=%s", line->len ? " | " : "", date);
    }
    if (seen->notes[0])
        g_string_append_printf(line, "%snotes=%s", line->len ? " | " : "", seen->notes);
    g_string_replace(line, "\n", "\\n", 0);
    return g_string_free(line, FALSE);
}

/* All answers, a line each. */
G_GNUC_UNUSED static char *show_all(GPtrArray *all)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++) {
        g_autofree char *line = show_seen(g_ptr_array_index(all, i));
        g_string_append_printf(lines, "%s\n", line);
    }
    return g_string_free(lines, FALSE);
}

/* ---- running
 * ------------------------------------------------------------------------------------*/

G_GNUC_UNUSED static int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
