/* Whatever the reader makes of an input, its JSON makes the reader give the same article again. */
#include "indexer/article-json.h"

#include <check.h>
#include <string.h>

#include "indexer/identity.h"
#include "tests/support/tmpdir.h"

#define HEX "0123456789abcdef0123456789abcdef"

static const struct {
    const char *name, *json;
} rows[] = {
    {"a title alone", "{\"title\":\"Ferry sails\"}"},
    {"every field",
     "{\"id\":7,\"title\":\"T\",\"text\":\"a\\n\\nb\",\"date\":\"2014-08-08T10:00:00+04:00\","
     "\"source\":\"S\","
     "\"authors\":[\"A "
     "B\",\"C\"],\"section\":\"X\",\"url\":\"http://x/?a=1&b=\\\"2\\\"\",\"lang\":\"de\","
     "\"tags\":\"k, l\"}"},
    {"a year", "{\"text\":\"a\",\"date\":\"1999\"}"},
    {"a month", "{\"text\":\"a\",\"date\":\"1999-05\"}"},
    {"a day", "{\"text\":\"a\",\"date\":\"May 7, 1999\"}"},
    {"an instant before 1970", "{\"text\":\"a\",\"date\":\"1931-01-02T03:04:05Z\"}"},
    {"milliseconds", "{\"text\":\"a\",\"date\":1407484800123}"},
    {"quotes, backslashes, slashes", "{\"title\":\"\\\"a\\\\b\\/c\",\"text\":\"\\\\u0000 \\\\n\"}"},
    {"white space of all kinds",
     "{\"title\":\" a \\t b\\n\",\"text\":\"\\r\\n a\\tb\\r\\nc\\f\\u000bd \\n\"}"},
    {"control characters",
     "{\"title\":\"a\\u0001\\u001b[31mb\",\"text\":\"\\u0000a\\u0007b\\u007f\"}"},
    {"characters of C1", "{\"title\":\"a\\u0085b\",\"text\":\"a\\u0080b\\u0081c\"}"},
    {"C1 at both ends", "{\"title\":\"\\u0081a\\u008d\",\"text\":\"\\u0090a\\u009d\"}"},
    {"C1 among spaces", "{\"title\":\"a \\u0081 \\u0090b\",\"text\":\"a \\u0081\\n\\u0090 b\"}"},
    {"far planes and odd code points",
     "{\"title\":\"\\ud83d\\ude00\",\"text\":\"\\ufeffa\\ufffe\\u2028b\\ud83d\"}"},
    {"one author with a comma", "{\"text\":\"a\",\"author\":\"Lee, Ann\"}"},
    {"authors apart by semicolons", "{\"text\":\"a\",\"author\":\"Ann Lee; Bo Ek\"}"},
    {"a text that looks like JSON", "{\"text\":\"{\\\"title\\\":\\\"x\\\"}\"}"},
    {"a text of numbers", "{\"text\":\"007\",\"id\":\"007\",\"section\":1e3}"},
    {"an id past 2^53", "{\"text\":\"a\",\"id\":12345678901234567890}"},
    {"a language nobody knows", "{\"text\":\"a\",\"language\":\"Klingon\"}"},
};

/* The first article of a file with these bytes. */
static void read_one(const char *bytes, Article *article)
{
    char *dir = test_tmpdir();
    g_autofree char *file = g_build_filename(dir, "news.jsonl", NULL);
    ck_assert(g_file_set_contents(file, bytes, -1, NULL));
    const char *paths[] = {file, NULL};
    Corpus *corpus = corpus_open(paths, NULL, NULL);
    RecordBatch *batch = record_batch_new();
    ArticleParser *parser = article_parser_new(corpus);
    ck_assert_int_eq(corpus_next_batch(corpus, batch, NULL), CORPUS_ARTICLE);
    ck_assert_uint_eq(record_batch_count(batch), 1);
    ck_assert_int_eq(article_parse(parser, batch, 0, article), CORPUS_ARTICLE);
    article->place = (ArticlePlace){0};
    article_parser_free(parser);
    record_batch_free(batch);
    corpus_free(corpus);
    test_remove(dir);
}

static void check_same(const char *name, const Article *a, const Article *b)
{
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        ck_assert_msg(strcmp(a->field[i]->str, b->field[i]->str) == 0, "%s: %s was '%s', is '%s'",
                      name, article_field_name(i), a->field[i]->str, b->field[i]->str);
    ck_assert_msg(a->date.seconds == b->date.seconds && a->date.precision == b->date.precision,
                  "%s: another date", name);
    Identity before = identity_of_content(a), after = identity_of_content(b);
    ck_assert_msg(memcmp(&before, &after, sizeof before) == 0, "%s: another content", name);
}

START_TEST(the_same_article_comes_back)
{
    Article *first = article_new(), *second = article_new();
    read_one(rows[_i].json, first);
    g_autoptr(GString) json = g_string_new(NULL);
    article_json_append(json, first);
    read_one(json->str, second);
    check_same(rows[_i].name, first, second);
    article_free(first);
    article_free(second);
}
END_TEST

static const struct {
    const char *name, *path, *member, *reading;
    guint64 record;
} origins[] = {
    {"a file", "/news/a.txt", "", "", 1},
    {"standard input", "-", "", "", 12},
    {"a member, read with options", "/n.tar", "a/b.jsonl", "format=jsonl\nmap=title=head", 3},
    {"odd characters", "/a \"b\"\\\n\tc%20d", "", "", G_GUINT64_CONSTANT(9007199254740991)},
    {"a path that is not UTF-8", "/caf\xe9/%41", "m", "", 1},
    {"a member that is not UTF-8", "/a b", "\xff%", "", 1},
};

START_TEST(so_does_its_origin)
{
    Article *first = article_new(), *second = article_new();
    g_string_assign(first->field[ARTICLE_TITLE], "T");
    g_string_assign(first->origin.identity, HEX);
    g_string_assign(first->origin.path, origins[_i].path);
    g_string_assign(first->origin.member, origins[_i].member);
    g_string_assign(first->origin.reading, origins[_i].reading);
    first->origin.record = origins[_i].record;
    g_autoptr(GString) json = g_string_new(NULL);
    article_json_append(json, first);
    ck_assert_msg(g_utf8_validate(json->str, -1, NULL), "%s: not UTF-8", origins[_i].name);
    read_one(json->str, second);
    const ArticleOrigin *origin = &second->origin;
    ck_assert_msg(strcmp(origin->path->str, origins[_i].path) == 0 &&
                      strcmp(origin->member->str, origins[_i].member) == 0 &&
                      strcmp(origin->reading->str, origins[_i].reading) == 0 &&
                      origin->record == origins[_i].record,
                  "%s: %s", origins[_i].name, json->str);
    Identity identity = identity_of_article(second, "/elsewhere", "other");
    char hex[IDENTITY_HEX];
    identity_to_hex(&identity, hex);
    ck_assert_str_eq(hex, HEX);
    article_free(first);
    article_free(second);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("article-json");
    TCase *tests = tcase_create("article-json");
    tcase_add_loop_test(tests, the_same_article_comes_back, 0, G_N_ELEMENTS(rows));
    tcase_add_loop_test(tests, so_does_its_origin, 0, G_N_ELEMENTS(origins));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
