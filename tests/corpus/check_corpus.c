#include "tests/corpus/corpus-test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/corpus-private.h"

/* A folder of everything: text, lines, an array, rejects, an empty file, a picture. */
static void write_mixture(void)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = 1; i <= 30000; i++) {
        if (i % 1000 == 0)
            g_string_append(lines, "{broken\n");
        else
            g_string_append_printf(
                lines,
                "{\"id\":%d,\"title\":\"T %d\",\"text\":\"%0*d\",\"date\":\"2014-%02d-%02d\"}\n", i,
                i, i % 300 + 1, i, i % 12 + 1, i % 31 + 1);
    }
    g_free(write_bytes("lines.jsonl", lines->str, lines->len));
    g_free(write_text("array.json", "[{\"text\":\"a\"},{\"text\":\"b\"}]"));
    g_free(write_text("empty.txt", ""));
    g_free(write_bytes("picture.png", "\x89PNG\r\n\x1A\n....", 12));
    for (int i = 0; i < 300; i++) {
        g_autofree char *name = g_strdup_printf("text/%03d.txt", i);
        g_autofree char *text = g_strdup_printf("Title %d\n\n%0*d\n", i, i * 10, i);
        g_free(write_text(name, text));
    }
}

static gboolean same(const Seen *a, const Seen *b)
{
    g_autofree char *x = show_seen(a), *y = show_seen(b);
    return a->answer == b->answer && strcmp(x, y) == 0 && strcmp(a->path, b->path) == 0 &&
           g_strcmp0(a->member, b->member) == 0 && a->record == b->record && a->line == b->line;
}

START_TEST(batches_agree_with_next)
{
    write_mixture();
    const char *paths[] = {scratch, NULL};
    g_autoptr(GPtrArray) wanted = read_path(scratch, NULL);
    Corpus *corpus = corpus_open(paths, NULL, NULL);
    ArticleParser *parser = article_parser_new(corpus);
    g_autoptr(Article) article = article_new();
    g_autoptr(GPtrArray) batches =
        g_ptr_array_new_with_free_func((GDestroyNotify)record_batch_free);
    guint n = 0;
    gsize bytes = 0;
    for (;;) {
        RecordBatch *batch = record_batch_new();
        g_ptr_array_add(batches, batch);
        CorpusAnswer answer = corpus_next_batch(corpus, batch, NULL);
        if (answer == CORPUS_END)
            break;
        ck_assert_int_eq(answer, CORPUS_ARTICLE);
        ck_assert_uint_gt(record_batch_count(batch), 0);
        bytes += record_batch_bytes(batch);
    }
    ck_assert_uint_gt(batches->len, 4);
    ck_assert_uint_gt(bytes, 4000000);
    /* A batch and a parser outlive the corpus. */
    corpus_free(corpus);
    for (guint k = 0; k < batches->len; k++) {
        const RecordBatch *batch = g_ptr_array_index(batches, k);
        if (record_batch_count(batch))
            ck_assert_uint_eq(record_batch_first(batch), n);
        for (gsize i = 0; i < record_batch_count(batch); i++) {
            CorpusAnswer answer = article_parse(parser, batch, i, article);
            Seen *seen = seen_new(answer, article);
            QUICK_ASSERT(same(seen, seen_at(wanted, n)), "article %u", n);
            seen_free(seen);
            n++;
        }
    }
    ck_assert_uint_eq(n, wanted->len);
    ck_assert_uint_eq(n, 30000 + 2 + 1 + 300);
    article_parser_free(parser);
}
END_TEST

typedef struct {
    Corpus *corpus;
    RecordBatch **batches;
    gsize count;
    guint64 sum; /* of the text lengths */
} Work;

static gpointer parse_all(gpointer data)
{
    Work *work = data;
    ArticleParser *parser = article_parser_new(work->corpus);
    Article *article = article_new();
    for (gsize k = 0; k < work->count; k++) {
        for (gsize i = 0; i < record_batch_count(work->batches[k]); i++) {
            article_parse(parser, work->batches[k], i, article);
            work->sum += article->field[ARTICLE_TEXT]->len + (guint64)article->date.seconds % 1000;
        }
    }
    article_free(article);
    article_parser_free(parser);
    return NULL;
}

START_TEST(threads_parse_alike)
{
    write_mixture();
    const char *paths[] = {scratch, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    RecordBatch *batches[64];
    gsize count = 0;
    for (;;) {
        batches[count] = record_batch_new();
        if (corpus_next_batch(corpus, batches[count++], NULL) == CORPUS_END)
            break;
        ck_assert_uint_lt(count, G_N_ELEMENTS(batches));
    }
    Work work[4];
    GThread *threads[4];
    for (int i = 0; i < 4; i++) {
        work[i] = (Work){corpus, batches, count, 0};
        threads[i] = g_thread_new("parse", parse_all, &work[i]);
    }
    for (int i = 0; i < 4; i++)
        g_thread_join(threads[i]);
    for (int i = 1; i < 4; i++)
        ck_assert_uint_eq(work[i].sum, work[0].sum);
    ck_assert_uint_gt(work[0].sum, 4000000);
    for (gsize k = 0; k < count; k++)
        record_batch_free(batches[k]);
}
END_TEST

START_TEST(progress_ends_at_the_total)
{
    write_mixture();
    const char *paths[] = {scratch, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    g_autoptr(Article) article = article_new();
    CorpusProgress before, after;
    corpus_progress(corpus, &before);
    ck_assert_uint_eq(before.bytes_read, 0);
    ck_assert_uint_gt(before.bytes_total, 4000000);
    guint64 last = 0;
    while (corpus_next(corpus, article, NULL) != CORPUS_END) {
        corpus_progress(corpus, &after);
        QUICK_ASSERT(after.bytes_read >= last && after.bytes_read <= after.bytes_total,
                     "%d bytes after %d", (int)after.bytes_read, (int)last);
        last = after.bytes_read;
    }
    corpus_progress(corpus, &after);
    ck_assert_uint_eq(after.bytes_read, after.bytes_total);
    ck_assert_uint_eq(after.bytes_total, before.bytes_total);
    ck_assert_uint_eq(after.files, 304);
    ck_assert_uint_eq(after.bytes_unpacked, after.bytes_total - 12);
    ck_assert_int_eq(corpus_next(corpus, article, NULL), CORPUS_END);
}
END_TEST

/* Runs with standard input from a file. */
static GPtrArray *read_standard_input(const char *text, CorpusProgress *progress)
{
    g_autofree char *path = write_text("stdin", text);
    int kept = dup(STDIN_FILENO), file = open(path, O_RDONLY);
    dup2(file, STDIN_FILENO);
    close(file);
    const char *paths[] = {"-", NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    GPtrArray *all = read_corpus(corpus);
    corpus_progress(corpus, progress);
    dup2(kept, STDIN_FILENO);
    close(kept);
    return all;
}

START_TEST(standard_input)
{
    CorpusProgress progress;
    g_autoptr(GPtrArray) lines =
        read_standard_input("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", &progress);
    ck_assert_uint_eq(lines->len, 2);
    ck_assert_str_eq(seen_at(lines, 1)->path, "-");
    ck_assert_uint_eq(seen_at(lines, 1)->line, 2);
    ck_assert_uint_eq(progress.bytes_total, 0);
    ck_assert_uint_eq(progress.bytes_read, 26);
    g_autoptr(GPtrArray) text = read_standard_input("A ship.", &progress);
    ck_assert_str_eq(seen_at(text, 0)->field[ARTICLE_TEXT], "A ship.");
}
END_TEST

static gpointer feed(gpointer path)
{
    int pipe = open(path, O_WRONLY);
    for (int i = 0; i < 1000; i++)
        QUICK_ASSERT(write(pipe, "{\"text\":\"a\"}\n", 13) == 13, "a pipe takes no more");
    close(pipe);
    return NULL;
}

START_TEST(a_named_pipe)
{
    g_autofree char *path = scratch_path("pipe");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    GThread *thread = g_thread_new("feed", feed, path);
    g_autoptr(GPtrArray) all = read_path(path, NULL);
    g_thread_join(thread);
    ck_assert_uint_eq(all->len, 1000);
}
END_TEST

START_TEST(files_in_the_order_given)
{
    g_autofree char *b = write_text("b.txt", "b"), *a = write_text("a.txt", "a");
    const char *paths[] = {b, a, b, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    g_autoptr(GPtrArray) all = read_corpus(corpus);
    g_autofree char *found = show_all(all);
    ck_assert_str_eq(found, "text=b\ntext=a\ntext=b\n");
}
END_TEST

/* What is too large is a reject, and what stands around it is read. */
START_TEST(too_large)
{
    static const char *const shapes[] = {
        "{\"text\":\"a\"}\n{\"text\":\"%s\"}\n{\"text\":\"b\"}\n",
        "[{\"text\":\"a\"},\n{\"text\":\"%s\"},\n{\"text\":\"b\"}]",
        "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"%s"};
    g_autofree char *large = g_strnfill(5 << 20, 'x');
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_autoptr(GString) json = g_string_new(shapes[i]);
        g_string_replace(json, "%s", large, 1);
        g_autofree char *path = write_bytes("a.json", json->str, json->len);
        const char *paths[] = {path, NULL};
        g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
        corpus->article_max = 2 << 20;
        g_autoptr(GPtrArray) all = read_corpus(corpus);
        ck_assert_msg(all->len == 3, "shape %u: %u answers", i, all->len);
        guint at = i == 2 ? 2 : 1;
        ck_assert_int_eq(seen_at(all, at)->answer, CORPUS_REJECT);
        ck_assert_str_eq(seen_at(all, at)->notes, "larger than 2 MiB");
        ck_assert_uint_eq(seen_at(all, at)->line, at + 1);
        ck_assert_uint_eq(seen_at(all, at)->record, at + 1);
        ck_assert_str_eq(seen_at(all, 3 - at)->field[ARTICLE_TEXT], "b");
    }
    g_autofree char *path = write_text("a.txt", large);
    const char *paths[] = {path, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    corpus->article_max = 2 << 20;
    g_autoptr(GPtrArray) all = read_corpus(corpus);
    ck_assert_uint_eq(all->len, 1);
    ck_assert_str_eq(seen_at(all, 0)->notes, "larger than 2 MiB");
}
END_TEST

/* The same in batches that are all new, so that no earlier one has made room. */
START_TEST(too_large_for_new_batches)
{
    g_autofree char *large = g_strnfill(9 << 20, 'x'), *filler = g_strnfill(900 << 10, 'y');
    g_autoptr(GString) json = g_string_new(NULL);
    for (int i = 0; i < 3; i++)
        g_string_append_printf(json, "{\"text\":\"%s\"}\n{\"text\":\"%s\"}\n{\"text\":\"b\"}\n",
                               filler, large);
    g_autofree char *path = write_bytes("a.json", json->str, json->len);
    const char *paths[] = {path, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    corpus->article_max = 1 << 20;
    ArticleParser *parser = article_parser_new(corpus);
    g_autoptr(Article) article = article_new();
    g_autoptr(GString) answers = g_string_new(NULL);
    for (;;) {
        RecordBatch *batch = record_batch_new();
        CorpusAnswer answer = corpus_next_batch(corpus, batch, NULL);
        for (gsize i = 0; i < record_batch_count(batch); i++)
            g_string_append_c(
                answers, article_parse(parser, batch, i, article) == CORPUS_ARTICLE ? 'A' : 'R');
        record_batch_free(batch);
        if (answer == CORPUS_END)
            break;
    }
    ck_assert_str_eq(answers->str, "ARAARAARA");
    article_parser_free(parser);
}
END_TEST

static const struct {
    const char *name;
    CorpusOptions options;
    const char *path;
    const char *wanted;
} mistakes[] = {
    {"unknown format",
     {.format = "word"},
     "/",
     "unknown format 'word'; the formats are jsonl, csv, tsv, sgml, xml, html, mail, markdown, text"},
    {"no equals sign",
     {.maps = (const char *const[]){"title", NULL}},
     "/",
     "map 'title' is not of the form field=key, such as title=headline"},
    {"no key",
     {.maps = (const char *const[]){"title=", NULL}},
     "/",
     "map 'title=' is not of the form field=key, such as title=headline"},
    {"no such field",
     {.maps = (const char *const[]){"titel=x", NULL}},
     "/",
     "no field 'titel' in map 'titel=x'; the fields are date, id, url, title, text, source, "
     "author, "
     "section, language, keyword, place, agency"},
    {"no such file",
     {0},
     "/no/such/file",
     "can't read '/no/such/file': No such file or directory"},
};

START_TEST(every_mistake)
{
    const char *paths[] = {mistakes[_i].path, NULL};
    if (strcmp(mistakes[_i].path, "/") == 0)
        paths[0] = scratch;
    g_autoptr(GError) error = NULL;
    g_autoptr(Corpus) corpus = corpus_open(paths, &mistakes[_i].options, &error);
    ck_assert_msg(corpus == NULL, "%s: opened", mistakes[_i].name);
    ck_assert_msg(strcmp(error->message, mistakes[_i].wanted) == 0, "%s: %s", mistakes[_i].name,
                  error->message);
    ck_assert(error->domain == (strstr(error->message, "can't") ? G_FILE_ERROR : G_OPTION_ERROR));
}
END_TEST

START_TEST(a_file_that_goes_away)
{
    g_autofree char *path = write_text("a.txt", "a");
    g_free(write_text("b.txt", "b"));
    const char *paths[] = {scratch, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    ck_assert_int_eq(g_remove(path), 0);
    g_autoptr(GPtrArray) all = read_corpus(corpus);
    ck_assert_uint_eq(all->len, 2);
    ck_assert_int_eq(seen_at(all, 0)->answer, CORPUS_REJECT);
    ck_assert_str_eq(seen_at(all, 0)->path, path);
    ck_assert_str_eq(seen_at(all, 0)->notes, "can't read: No such file or directory");
    ck_assert_str_eq(seen_at(all, 1)->field[ARTICLE_TEXT], "b");
}
END_TEST

START_TEST(an_empty_folder)
{
    g_autoptr(GPtrArray) all = read_path(scratch, NULL);
    ck_assert_uint_eq(all->len, 0);
}
END_TEST

START_TEST(field_names)
{
    for (guint i = 0; i < ARTICLE_FIELDS; i++) {
        const char *name = article_field_name(i);
        ck_assert_ptr_nonnull(name);
        ck_assert_uint_eq(article_field_of_name(name, strlen(name)), i);
    }
    ck_assert_uint_eq(article_field_of_name("date", 4), ARTICLE_FIELDS);
    ck_assert_uint_eq(article_field_of_name("titles", 6), ARTICLE_FIELDS);
}
END_TEST

START_TEST(nothing_is_freed_gracefully)
{
    corpus_free(NULL);
    article_free(NULL);
    record_batch_free(NULL);
    article_parser_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("corpus");
    TCase *tests = tcase_create("corpus");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_test(tests, batches_agree_with_next);
    tcase_add_test(tests, threads_parse_alike);
    tcase_add_test(tests, progress_ends_at_the_total);
    tcase_add_test(tests, standard_input);
    tcase_add_test(tests, a_named_pipe);
    tcase_add_test(tests, files_in_the_order_given);
    tcase_add_test(tests, too_large);
    tcase_add_test(tests, too_large_for_new_batches);
    tcase_add_loop_test(tests, every_mistake, 0, G_N_ELEMENTS(mistakes));
    tcase_add_test(tests, a_file_that_goes_away);
    tcase_add_test(tests, an_empty_folder);
    tcase_add_test(tests, field_names);
    tcase_add_test(tests, nothing_is_freed_gracefully);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
