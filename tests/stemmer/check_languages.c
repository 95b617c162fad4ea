#include "tests/stemmer/tokens.h"

#include <libstemmer.h>

START_TEST(test_find)
{
    static const struct {
        const char *name, *found;
    } rows[] = {
        {"de", "german"},
        {"deu", "german"},
        {"ger", "german"},
        {"German", "german"},
        {"GERMAN", "german"},
        {"de-AT", "german"},
        {"en_US", "english"},
        {"en_US.UTF-8", "english"},
        {"EN", "english"},
        {"zh-Hans-CN", "chinese"},
        {"fre", "french"},
        {"fra", "french"},
        {"nb", "norwegian"},
        {"nno", "norwegian"},
        {"ca@valencia", "catalan"},
        {"dut", "dutch"},
        {"iw", "hebrew"},
        {"sw", "swahili"},
        {"hau", "hausa"},
        {"luba-katanga", "luba-katanga"},
        {"scottish gaelic", "scottish gaelic"},
        {"pt-BR", "portuguese"},
        {"gre", "greek"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        const Language *language = language_find(rows[i].name);
        ck_assert_msg(language && strcmp(language->name, rows[i].found) == 0, "%s: %s",
                      rows[i].name, language ? language->name : "unknown");
    }
    static const char *const unknown[] = {
        "",        "-",        "xx",
        "klingon", "d",        "english language",
        "porter",  "en glish", "a-very-long-name-that-is-none-of-them-all-and-longer"};
    for (gsize i = 0; i < G_N_ELEMENTS(unknown); i++)
        ck_assert_msg(!language_find(unknown[i]), "%s is known", unknown[i]);
    ck_assert_ptr_null(language_find(NULL));
}
END_TEST

START_TEST(test_table)
{
    gsize count;
    const Language *languages = language_list(&count);
    ck_assert_uint_gt(count, 150);
    for (gsize i = 0; i < count; i++) {
        const Language *language = &languages[i];
        ck_assert_msg(i == 0 || strcmp(languages[i - 1].name, language->name) < 0, "order of %s",
                      language->name);
        ck_assert_msg(strlen(language->code) == 2 && strlen(language->code3) == 3, "codes of %s",
                      language->name);
        ck_assert_msg(language_find(language->name) == language, "%s by name", language->name);
        ck_assert_msg(language_find(language->code) == language, "%s by code", language->name);
        ck_assert_msg(language_find(language->code3) == language, "%s by longer code",
                      language->name);
    }
}
END_TEST

/* Every algorithm of libstemmer that is a language's is in the table, and no other. */
START_TEST(test_stemmers)
{
    gsize count, stemmers = 0, found = 0;
    const Language *languages = language_list(&count);
    for (gsize i = 0; i < count; i++) {
        if (!languages[i].has_stemmer)
            continue;
        stemmers++;
        struct sb_stemmer *stemmer = sb_stemmer_new(languages[i].name, "UTF_8");
        ck_assert_msg(stemmer != NULL, "no stemmer for %s", languages[i].name);
        sb_stemmer_delete(stemmer);
    }
    for (const char **name = sb_stemmer_list(); *name; name++) {
        if (strcmp(*name, "porter") == 0) /* an older algorithm for English */
            continue;
        const Language *language = language_find(*name);
        ck_assert_msg(language && language->has_stemmer && strcmp(language->name, *name) == 0, "%s",
                      *name);
        found++;
    }
    ck_assert_uint_eq(found, stemmers);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_find);
    tcase_add_test(tests, test_table);
    tcase_add_test(tests, test_stemmers);
}

int main(void)
{
    return token_tests_run("languages", add_tests);
}
