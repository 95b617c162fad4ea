#include "corpus/keymap-private.h"
#include "tests/corpus/corpus-test.h"

static const struct {
    const char *name;
    guint field;
} names[] = {
    {"title", ARTICLE_TITLE},      {"headline", ARTICLE_TITLE},
    {"text", ARTICLE_TEXT},        {"body", ARTICLE_TEXT},
    {"content", ARTICLE_TEXT},     {"maintext", ARTICLE_TEXT},
    {"description", ARTICLE_TEXT}, {"summary", ARTICLE_TEXT},
    {"abstract", ARTICLE_TEXT},
    {"article", ARTICLE_TEXT},     {"date", KEYMAP_DATE},
    {"published", KEYMAP_DATE},    {"date_publish", KEYMAP_DATE},
    {"publish_date", KEYMAP_DATE}, {"pubDate", KEYMAP_DATE},
    {"timestamp", KEYMAP_DATE},    {"url", ARTICLE_URL},
    {"link", ARTICLE_URL},         {"source", ARTICLE_SOURCE},
    {"publisher", ARTICLE_SOURCE}, {"domain", ARTICLE_SOURCE},
    {"author", ARTICLE_AUTHOR},    {"authors", ARTICLE_AUTHOR},
    {"byline", ARTICLE_AUTHOR},    {"section", ARTICLE_SECTION},
    {"category", ARTICLE_SECTION}, {"language", ARTICLE_LANGUAGE},
    {"lang", ARTICLE_LANGUAGE},    {"id", ARTICLE_ID},
    {"_id", ARTICLE_ID},           {"guid", ARTICLE_ID},
    {"docno", ARTICLE_ID},         {"keyword", ARTICLE_KEYWORD},
    {"keywords", ARTICLE_KEYWORD}, {"tags", ARTICLE_KEYWORD},
    {"PUBDATE", KEYMAP_DATE},      {"publication", ARTICLE_SOURCE},
    {"Article text", ARTICLE_TEXT}, {"Publish-Date", KEYMAP_DATE},
    {"media_name", ARTICLE_SOURCE}, {"short_description", ARTICLE_TEXT},
    {"webPublicationDate", KEYMAP_DATE}, {"source-hostname", ARTICLE_SOURCE},
};

START_TEST(every_name_is_known)
{
    Keymap *map = keymap_new(NULL, NULL);
    guint mapped, count;
    const KeymapRow *rows = keymap_rows(map, &mapped, &count);
    int row = keymap_find(map, names[_i].name, strlen(names[_i].name));
    ck_assert_uint_eq(mapped, 0);
    ck_assert_msg(row >= 0 && rows[row].field == names[_i].field, "%s", names[_i].name);
    keymap_unref(map);
}
END_TEST

START_TEST(other_names_are_not)
{
    static const char *const others[] = {"", "titl", "titles", "texte", "description of an article",
                                         "i"};
    Keymap *map = keymap_new(NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_msg(keymap_find(map, others[i], strlen(others[i])) < 0, "%s", others[i]);
    keymap_unref(map);
}
END_TEST

START_TEST(maps_come_first)
{
    static const char *const maps[] = {"title=kop", "date=meta.when", "section=title", NULL};
    Keymap *map = keymap_new(maps, NULL);
    guint mapped, count;
    const KeymapRow *rows = keymap_rows(map, &mapped, &count);
    ck_assert_uint_eq(mapped, 3);
    ck_assert_uint_eq(rows[0].field, ARTICLE_TITLE);
    ck_assert_str_eq(rows[0].name, "kop");
    ck_assert_uint_eq(rows[1].field, KEYMAP_DATE);
    ck_assert_int_eq(keymap_find_mapped(map, "KOP", 3), 0);
    ck_assert_int_eq(keymap_find_mapped(map, "title", 5), 2);
    int own = keymap_find(map, "title", 5);
    ck_assert_uint_eq(rows[own].field, ARTICLE_TITLE);
    keymap_unref(map);
}
END_TEST

START_TEST(too_many_maps)
{
    const char *maps[KEYMAP_MAX_ROWS + 1];
    for (guint i = 0; i < KEYMAP_MAX_ROWS; i++)
        maps[i] = "title=a";
    maps[KEYMAP_MAX_ROWS] = NULL;
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(keymap_new(maps, &error));
    ck_assert_ptr_nonnull(error);
    maps[40] = NULL;
    Keymap *map = keymap_new(maps, NULL);
    ck_assert_ptr_nonnull(map);
    keymap_unref(keymap_ref(map));
    keymap_unref(map);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("keymap");
    TCase *tests = tcase_create("keymap");
    tcase_add_loop_test(tests, every_name_is_known, 0, G_N_ELEMENTS(names));
    tcase_add_test(tests, other_names_are_not);
    tcase_add_test(tests, maps_come_first);
    tcase_add_test(tests, too_many_maps);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
