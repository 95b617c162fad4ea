/* Which articles are the same one, and which have the same content. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/identity.h"

/* An article in a few words; NULL: empty. */
typedef struct {
    const char *url, *id, *source, *title, *text;
    const char *path, *member;
    guint64 record;
    const char *collection;
} Given;

typedef struct {
    const char *name;
    gboolean same;
    Given a, b;
} IdentityRow;

static const IdentityRow rows[] = {
    {"one url, all else differs", TRUE,
     {"http://a/1", "1", "s", "t", "x", "/a", NULL, 1, NULL},
     {"http://a/1", "2", "u", "v", "y", "/b", NULL, 2, "c"}},
    {"two urls", FALSE, {.url = "http://a/1", .path = "/a"}, {.url = "http://a/2", .path = "/a"}},
    {"one id in one file", TRUE,
     {.id = "7", .path = "/a/x.jsonl", .record = 1}, {.id = "7", .path = "/a/x.jsonl", .record = 9}},
    {"one id, file moved to another folder", TRUE,
     {.id = "7", .path = "/a/x.jsonl"}, {.id = "7", .path = "/b/x.jsonl"}},
    {"one id in files of two names", FALSE,
     {.id = "7", .path = "/a/x.jsonl"}, {.id = "7", .path = "/a/y.jsonl"}},
    {"one id from one source, files of two names", TRUE,
     {.id = "7", .source = "Wire", .path = "/a/x.jsonl"},
     {.id = "7", .source = "Wire", .path = "/a/y.jsonl"}},
    {"one id from two sources", FALSE,
     {.id = "7", .source = "Wire", .path = "/a"}, {.id = "7", .source = "Post", .path = "/a"}},
    {"a collection overrides the source", TRUE,
     {.id = "7", .source = "Wire", .path = "/a", .collection = "c"},
     {.id = "7", .source = "Post", .path = "/b", .collection = "c"}},
    {"one id in two collections", FALSE,
     {.id = "7", .path = "/a", .collection = "c"}, {.id = "7", .path = "/a", .collection = "d"}},
    {"parts don't run into one another", FALSE,
     {.id = "bc", .path = "/x", .collection = "a"}, {.id = "c", .path = "/x", .collection = "ab"}},
    {"a place", TRUE,
     {.text = "x", .path = "/a", .record = 3}, {.text = "y", .path = "/a", .record = 3}},
    {"two records", FALSE,
     {.text = "x", .path = "/a", .record = 3}, {.text = "x", .path = "/a", .record = 4}},
    {"two members", FALSE,
     {.text = "x", .path = "/a", .member = "m"}, {.text = "x", .path = "/a", .member = "n"}},
    {"byte-equal articles in two files", FALSE, {.text = "x", .path = "/a"}, {.text = "x", .path = "/b"}},
    {"standard input: the text", TRUE,
     {.text = "x", .path = "-", .record = 1}, {.text = "x", .path = "-", .record = 2}},
    {"standard input: another text", FALSE,
     {.text = "x", .path = "-", .record = 1}, {.text = "y", .path = "-", .record = 1}},
    {"a url is no id", FALSE, {.url = "x", .path = "/a"}, {.id = "x", .path = "/a"}},
};

static void set(Article *article, ArticleField field, const char *value)
{
    g_string_assign(article->field[field], value != NULL ? value : "");
}

static Article *make(const Given *given)
{
    Article *article = article_new();
    set(article, ARTICLE_URL, given->url);
    set(article, ARTICLE_ID, given->id);
    set(article, ARTICLE_SOURCE, given->source);
    set(article, ARTICLE_TITLE, given->title);
    set(article, ARTICLE_TEXT, given->text);
    article->place = (ArticlePlace){
        .path = given->path, .member = given->member, .record = given->record};
    return article;
}

START_TEST(test_identity)
{
    const IdentityRow *row = &rows[_i];
    g_autoptr(Article) a = make(&row->a);
    g_autoptr(Article) b = make(&row->b);
    Identity x = identity_of_article(a, row->a.path, row->a.collection);
    Identity y = identity_of_article(b, row->b.path, row->b.collection);
    ck_assert_msg((memcmp(&x, &y, sizeof x) == 0) == row->same, "%s: expected %s", row->name,
                  row->same ? "the same" : "two");
}
END_TEST

START_TEST(test_content)
{
    g_autoptr(Article) article = make(&(Given){.title = "t", .text = "x", .path = "/a"});
    Identity before = identity_of_content(article);
    article->place.path = "/b";
    Identity moved = identity_of_content(article);
    ck_assert_mem_eq(&before, &moved, sizeof before);
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        g_string_append(article->field[field], "z");
        Identity changed = identity_of_content(article);
        ck_assert_msg(memcmp(&before, &changed, sizeof before) != 0, "a change of %s goes unseen",
                      article_field_name(field));
        g_string_truncate(article->field[field], article->field[field]->len - 1);
    }
    article->date = (ArticleDate){.seconds = 0, .precision = DATE_DAY};
    Identity dated = identity_of_content(article);
    ck_assert_mem_ne(&before, &dated, sizeof before);
}
END_TEST

START_TEST(test_hex)
{
    Identity identity = {{0x00, 0x01, 0xab, 0xff}};
    char hex[IDENTITY_HEX];
    identity_to_hex(&identity, hex);
    ck_assert_str_eq(hex, "0001abff000000000000000000000000");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("identity");
    TCase *tests = tcase_create("identity");
    tcase_add_loop_test(tests, test_identity, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, test_content);
    tcase_add_test(tests, test_hex);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
