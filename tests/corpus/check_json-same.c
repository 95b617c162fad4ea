/* Records are read without a tree where that can be; the article must be the one that a tree gives. A map sends every
 * record the way of the tree: one of a key that no record has changes nothing else. */
#include "tests/corpus/corpus-test.h"

#define RECORDS 60000

static const char *pick(GRand *random, const char *const *from, gsize count)
{
    return from[g_rand_int_range(random, 0, (gint32)count)];
}
#define PICK(random, from) pick(random, from, G_N_ELEMENTS(from))

static void append_string(GString *to, GRand *random)
{
    static const char *const pieces[] = {
        "rain", "Rain in Calder ", "; ", ", ", " ", "\\n", "\\n\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00",
        "é", "<p>", "&amp;", "2014-08-07", "1407400000", "By Jane Doe", "BAKU, Aug. 8 (Reuters) - ", "https://c.example/2014/08/07/a",
        /* what needs repair, or is wrong */
        "\\u0000", "\\ud83d", "\\x"};
    gsize right = G_N_ELEMENTS(pieces) - (g_rand_int_range(random, 0, 40) ? 3 : 0);
    g_string_append_c(to, '"');
    for (gint left = g_rand_int_range(random, 0, 5); left > 0; left--)
        g_string_append(to, pick(random, pieces, right));
    g_string_append_c(to, '"');
}

static void append_value(GString *to, GRand *random, guint depth)
{
    static const char *const plain[] = {"null", "true", "false", "[]", "{}", " [ ] ", "0", "-0", "17", "-3", "1407400000",
                                        "123456789012345", "1234567890123456", "12345678901234567890", "1.5", "2e3", "1e400",
                                        "NaN", "Infinity", "01", "1.", "nul"};
    static const char *const inner[] = {"name", "rendered", "text", "value", "id", "$oid", "other", "\\u0069d"};
    gint kind = g_rand_int_range(random, 0, 12);
    if (kind < 6) {
        append_string(to, random);
    } else if (kind < 8 || depth > 10) {
        gsize right = G_N_ELEMENTS(plain) - (g_rand_int_range(random, 0, 40) ? 5 : 0);
        g_string_append(to, pick(random, plain, right));
    } else {
        gboolean object = kind == 8;
        g_string_append_c(to, object ? '{' : '[');
        gint count = g_rand_int_range(random, 0, 4);
        for (gint i = 0; i < count; i++) {
            g_string_append(to, i ? "," : "");
            if (object)
                g_string_append_printf(to, "\"%s\": ", PICK(random, inner));
            append_value(to, random, depth + 1);
        }
        g_string_append_c(to, object ? '}' : ']');
    }
}

static void append_origin(GString *to, GRand *random)
{
    static const char *const origins[] = {
        "{\"identity\":\"00112233445566778899aabbccddeeff\",\"path\":\"/news/a.jsonl\",\"record\":17}",
        "{\"identity\":\"00112233445566778899aabbccddeeff\",\"path\":\"/news/a.tar\",\"member\":\"b\\n.txt\",\"record\":1}",
        "{\"identity\":\"short\",\"path\":\"/news/a.jsonl\",\"record\":17}",
        "{\"identity\":\"00112233445566778899aabbccddeeff\",\"path\":\"a.jsonl\",\"record\":17}", "[]", "\"BAKU\""};
    g_string_append(to, PICK(random, origins));
}

static void append_record(GString *to, GRand *random)
{
    static const char *const keys[] = {"title", "headline", "text", "body", "TEXT", "summary", "date", "published", "url",
                                       "source", "author", "authors", "keywords", "tags", "section", "language", "id", "_id",
                                       "dateline", "dateline_place", "mood", "t\\u0069tle", ""};
    static const char *const ends[] = {"}", "}", "}", "}", "}", "}", "}", " } ", "},", "}, ", "}}", ",}", ""};
    gint count = g_rand_int_range(random, 0, 9);
    g_string_append(to, "{");
    for (gint i = 0; i < count; i++) {
        const char *key = PICK(random, keys);
        g_string_append_printf(to, "%s\"%s\":%s", i ? "," : "", key, g_rand_boolean(random) ? " " : "");
        if (strcmp(key, "dateline") == 0)
            append_origin(to, random);
        else
            append_value(to, random, 0);
    }
    g_string_append_printf(to, "%s\n", PICK(random, ends));
}

static Corpus *open_corpus(const char *path, const CorpusOptions *options)
{
    const char *paths[] = {path, NULL};
    Corpus *corpus = corpus_open(paths, options, NULL);
    ck_assert_ptr_nonnull(corpus);
    return corpus;
}

/* All of an article in one text. */
static char *show_whole(CorpusAnswer answer, const Article *article)
{
    Seen *seen = seen_new(answer, article);
    g_autofree char *shown = show_seen(seen);
    seen_free(seen);
    const ArticleOrigin *origin = &article->origin;
    return g_strdup_printf("%s %" G_GINT64_FORMAT " %d %d %d %s %s %s %s %" G_GUINT64_FORMAT, shown, article->date.seconds,
                           article->date.precision, article->date.zone_minutes, article->date_origin,
                           origin->identity->str, origin->path->str, origin->member->str, origin->reading->str,
                           origin->record);
}

START_TEST(with_and_without_a_tree)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(8259);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < RECORDS; i++)
        append_record(text, random);
    g_autofree char *path = write_bytes("a.jsonl", text->str, text->len);
    const char *maps[] = {"title=a key that none has", NULL};
    g_autoptr(Corpus) corpus = open_corpus(path, &(CorpusOptions){.format = "jsonl"});
    g_autoptr(Corpus) by_tree = open_corpus(path, &(CorpusOptions){.format = "jsonl", .maps = maps});
    g_autoptr(Article) article = article_new();
    g_autoptr(Article) wanted = article_new();
    guint articles = 0, origins = 0;
    const char *line = text->str;
    for (guint i = 0; i < RECORDS; i++) {
        CorpusAnswer answer = corpus_next(corpus, article, NULL);
        g_autofree char *shown = show_whole(answer, article);
        g_autofree char *tree = show_whole(corpus_next(by_tree, wanted, NULL), wanted);
        const char *end = strchr(line, '\n');
        QUICK_ASSERT(strcmp(shown, tree) == 0, "record %u: %.*s\ngot:    %s\nwanted: %s", i + 1, (int)(end - line), line,
                     shown, tree);
        articles += answer == CORPUS_ARTICLE;
        origins += article->origin.identity->len > 0;
        line = end + 1;
    }
    ck_assert_int_eq(corpus_next(corpus, article, NULL), CORPUS_END);
    ck_assert_uint_gt(articles, RECORDS / 4);
    ck_assert_uint_gt(origins, RECORDS / 100);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-same");
    TCase *cases = tcase_create("records");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, with_and_without_a_tree);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
