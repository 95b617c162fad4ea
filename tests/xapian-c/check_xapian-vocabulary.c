#include "tests/xapian-c/fixture-private.h"

#include "xapian-c/xapian-vocabulary.h"

static void add_document(XapWriter *writer, const char *words)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);
    xap_document_begin(writer);
    for (guint i = 0; list[i] != NULL; i++)
        xap_document_add_word(writer, list[i], strlen(list[i]), i + 1);
    ck_assert(xap_document_end(writer, NULL, NULL));
}

/* Words on both sides of the prefixes, in the order of bytes. */
START_TEST(words_are_counted_without_prefixes)
{
    char *dir = test_tmpdir();
    g_autofree char *path = g_build_filename(dir, "db", NULL);
    g_autoptr(GError) error = NULL;
    XapWriter *writer = xap_writer_create(path, &error);
    add_document(writer, "10 azeri azeri Zazeri Sazeri ZSazeri Qx XSOURCEdaily \xc3\xa9t\xc3\xa9");
    add_document(writer, "azeri 10 10 10 Zazeri Y2014");
    ck_assert(xap_writer_commit(writer, &error));
    xap_writer_free(writer);
    g_autoptr(XapDatabase) db = xap_open(path, &error);
    XapVocabulary vocabulary;
    ck_assert(xap_vocabulary(db, &vocabulary, &error));
    ck_assert_uint_eq(vocabulary.words, 3);
    ck_assert_uint_eq(vocabulary.tokens, 8);
    test_remove(dir);
}
END_TEST

START_TEST(nothing_has_no_words)
{
    char *dir = test_tmpdir();
    g_autofree char *path = g_build_filename(dir, "db", NULL);
    g_autoptr(GError) error = NULL;
    XapWriter *writer = xap_writer_create(path, &error);
    ck_assert(xap_writer_commit(writer, &error));
    xap_writer_free(writer);
    g_autoptr(XapDatabase) db = xap_open(path, &error);
    XapVocabulary vocabulary = {1, 1};
    ck_assert(xap_vocabulary(db, &vocabulary, &error));
    ck_assert_uint_eq(vocabulary.words + vocabulary.tokens, 0);
    test_remove(dir);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-vocabulary");
    TCase *tcase = tcase_create("xapian-vocabulary");
    tcase_add_test(tcase, words_are_counted_without_prefixes);
    tcase_add_test(tcase, nothing_has_no_words);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
