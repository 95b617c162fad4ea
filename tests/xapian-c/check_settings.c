#include "tests/xapian-c/folder-private.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(settings_come_back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = 7;
    settings->schema_version = 3;
    settings->positions = FALSE;
    settings->default_language = g_strdup("french");
    settings->detected = g_strdup("french;german");
    g_ptr_array_add(settings->languages, g_strdup("german"));
    g_ptr_array_add(settings->languages, g_strdup("english"));
    ck_assert(layout_write_settings(folder_path, settings, &error));
    folder_check_files(LAYOUT_SETTINGS);
    g_autoptr(IndexSettings) read = layout_read_settings(folder_path, &error);
    ck_assert_no_error(error);
    ck_assert_int_eq(read->format_version, LAYOUT_FORMAT_VERSION);
    ck_assert_int_eq(read->tokenizer_version, 7);
    ck_assert_int_eq(read->schema_version, 3);
    ck_assert(!read->positions);
    ck_assert(read->text);
    ck_assert_str_eq(read->default_language, "french");
    ck_assert_str_eq(read->detected, "french;german");
    ck_assert_uint_eq(read->languages->len, 2);
    ck_assert_str_eq(g_ptr_array_index(read->languages, 0), "english");
    ck_assert_str_eq(g_ptr_array_index(read->languages, 1), "german");
}
END_TEST

START_TEST(new_settings_come_back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = settings->schema_version = 1;
    ck_assert(layout_write_settings(folder_path, settings, &error));
    g_autoptr(IndexSettings) read = layout_read_settings(folder_path, &error);
    ck_assert_no_error(error);
    ck_assert(read->positions && read->text);
    ck_assert_ptr_null(read->default_language);
    ck_assert_ptr_null(read->detected);
    ck_assert_uint_eq(read->languages->len, 0);
    index_settings_free(NULL);
}
END_TEST

START_TEST(space_around_a_language_is_none_of_it)
{
    g_autofree char *path = g_build_filename(folder_path, LAYOUT_SETTINGS, NULL);
    ck_assert(g_file_set_contents(path,
                                  "[dateline]\nformat=1\ntokenizer=1\nschema=1\n"
                                  "languages=english;\f german ;; \\q;\\\n",
                                  -1, NULL));
    g_autoptr(IndexSettings) read = layout_read_settings(folder_path, NULL);
    ck_assert_uint_eq(read->languages->len, 4);
    ck_assert_str_eq(g_ptr_array_index(read->languages, 1), "german");
    ck_assert_str_eq(g_ptr_array_index(read->languages, 2), "\\q");
}
END_TEST

/* What was tuned by hand stays when an indexer writes the settings anew; the rest is unset. */
START_TEST(ranking_comes_back)
{
    g_autofree char *path = g_build_filename(folder_path, LAYOUT_SETTINGS, NULL);
    ck_assert(g_file_set_contents(path,
                                  "[dateline]\nformat=1\ntokenizer=1\nschema=1\n"
                                  "k1=1.5\ntitle-weight=0\n",
                                  -1, NULL));
    g_autoptr(IndexSettings) once = layout_read_settings(folder_path, NULL);
    ck_assert(layout_write_settings(folder_path, once, NULL));
    g_autoptr(IndexSettings) twice = layout_read_settings(folder_path, NULL);
    ck_assert_double_eq(twice->ranking.k1, 1.5);
    ck_assert_double_eq(twice->ranking.title_weight, 0);
    ck_assert_double_lt(twice->ranking.b, 0);
}
END_TEST

static const struct {
    const char *name, *text;
    gboolean good;
    const char *again; /* as it is written; NULL: the same */
    IndexRanking ranking;
} ranking_rows[] = {
    {"unset", "", TRUE, NULL, {-1, -1, -1, -1}},
    {"all", "1.6;0.3;0;2.5", TRUE, NULL, {1.6, 0.3, 0, 2.5}},
    {"some", ";0.5;;", TRUE, NULL, {-1, 0.5, -1, -1}},
    {"fewer than there are", "1.5", TRUE, "1.5;;;", {1.5, -1, -1, -1}},
    {"digits that few say", "0.10000000000000001;0.30000000000000004;;", TRUE,
     "0.1;0.30000000000000004;;", {0.1, 0.30000000000000004, -1, -1}},
    {"none", ";;;", TRUE, "", {-1, -1, -1, -1}},
    {"more than are known", "1;1;1;1;1", FALSE, "1;1;1;1", {1, 1, 1, 1}},
    {"a word", "1;high;1;1", FALSE, "1;;1;1", {1, -1, 1, 1}},
    {"below 0", "1;-1;1;1", FALSE, "1;;1;1", {1, -1, 1, 1}},
    {"no number", "nan;inf;1e99;1 ", FALSE, "", {-1, -1, -1, -1}},
};

START_TEST(rankings_are_told_in_a_text)
{
    IndexRanking ranking;
    const char *name = ranking_rows[_i].name;
    gboolean good = index_ranking_read(&ranking, ranking_rows[_i].text);
    ck_assert_msg(good == ranking_rows[_i].good, "%s: %d", name, good);
    ck_assert_msg(index_ranking_equal(&ranking, &ranking_rows[_i].ranking), "%s", name);
    const char *expected = ranking_rows[_i].again ? ranking_rows[_i].again : ranking_rows[_i].text;
    g_autofree char *again = index_ranking_to_text(&ranking);
    ck_assert_msg(strcmp(again, expected) == 0, "%s: %s", name, again);
    ck_assert(index_ranking_equal(&ranking, &ranking));
    ranking.feedback = ranking.feedback < 0 ? 0 : -1;
    ck_assert_msg(!index_ranking_equal(&ranking, &ranking_rows[_i].ranking), "%s: changed", name);
}
END_TEST

/* What is announced for a segment holds as soon as the stub names it, and not before. */
START_TEST(announced_settings_come_true_with_the_stub)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = settings->schema_version = 1;
    settings->default_language = g_strdup("french");
    g_autoptr(IndexSettings) next = index_settings_new();
    next->tokenizer_version = 2;
    next->schema_version = 3;
    next->text = FALSE;
    g_autoptr(GPtrArray) segments = g_ptr_array_new();
    g_ptr_array_add(segments, (gpointer) "000004");
    ck_assert(layout_write_stub(folder_path, segments, &error));
    ck_assert(layout_announce_settings(folder_path, settings, next, "000007", &error));
    g_autoptr(IndexSettings) before = layout_read_settings(folder_path, &error);
    ck_assert_no_error(error);
    ck_assert(before->announced && before->text);
    ck_assert_int_eq(before->tokenizer_version, 1);

    g_ptr_array_add(segments, (gpointer) "000007");
    ck_assert(layout_write_stub(folder_path, segments, &error));
    g_autoptr(IndexSettings) after = layout_read_settings(folder_path, &error);
    ck_assert_no_error(error);
    ck_assert(after->announced && !after->text && after->positions);
    ck_assert_int_eq(after->tokenizer_version, 2);
    ck_assert_int_eq(after->schema_version, 3);
    ck_assert_str_eq(after->default_language, "french");

    ck_assert(layout_write_settings(folder_path, after, &error));
    g_autoptr(IndexSettings) plain = layout_read_settings(folder_path, &error);
    ck_assert(!plain->announced && plain->tokenizer_version == 2 && !plain->text);
}
END_TEST

static const FolderRow settings_rows[] = {
    {"newer", "[dateline]\nformat=2\nsomething=new\n", INDEX_ERROR_VERSION},
    {"empty", "", INDEX_ERROR_DAMAGED},
    {"no key file", "what is this", INDEX_ERROR_DAMAGED},
    {"no version", "[dateline]\ntokenizer=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"no tokenizer", "[dateline]\nformat=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"version 0", "[dateline]\nformat=0\ntokenizer=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"version is a word", "[dateline]\nformat=one\ntokenizer=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"flag is a word", "[dateline]\nformat=1\ntokenizer=1\nschema=1\ntext=maybe\n",
     INDEX_ERROR_DAMAGED},
    {"a weight is a word", "[dateline]\nformat=1\ntokenizer=1\nschema=1\nk1=much\n",
     INDEX_ERROR_DAMAGED},
    {"a weight below 0", "[dateline]\nformat=1\ntokenizer=1\nschema=1\nb=-0.5\n",
     INDEX_ERROR_DAMAGED},
    {"announced for no segment",
     "[dateline]\nformat=1\ntokenizer=1\nschema=1\n[next]\ntokenizer=1\nschema=1\n",
     INDEX_ERROR_DAMAGED},
};

START_TEST(settings_are_read_with_care)
{
    const FolderRow *row = &settings_rows[_i];
    folder_put(LAYOUT_SETTINGS, row->text, -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = layout_read_settings(folder_path, &error);
    ck_assert_msg(settings == NULL, "%s: read", row->name);
    folder_check_error(row->name, error, row->code);
}
END_TEST

START_TEST(an_announcement_of_what_is_no_segment_is_damage)
{
    folder_put(LAYOUT_STUB, "auto segments/000001\n", -1);
    folder_put(LAYOUT_SETTINGS,
               "[dateline]\nformat=1\ntokenizer=1\nschema=1\n[next]\nsegment=0\\x1\n", -1);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(layout_read_settings(folder_path, &error));
    folder_check_error("no segment", error, INDEX_ERROR_DAMAGED);
}
END_TEST

START_TEST(what_has_no_settings_is_told_apart)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(layout_read_settings(folder_path, &error));
    folder_check_error("empty folder", error, INDEX_ERROR_NOT_AN_INDEX);
    ck_assert_ptr_nonnull(strstr(error->message, "holds no index"));
    g_clear_error(&error);
    folder_put("iamglass", "x", -1);
    ck_assert_ptr_null(layout_read_settings(folder_path, &error));
    folder_check_error("glass", error, INDEX_ERROR_NOT_AN_INDEX);
    ck_assert_ptr_nonnull(strstr(error->message, "Xapian database"));
    g_clear_error(&error);
    g_autofree char *file = g_build_filename(folder_path, "iamglass", NULL);
    ck_assert_ptr_null(layout_read_settings(file, &error));
    folder_check_error("file", error, INDEX_ERROR_NOT_AN_INDEX);
    g_clear_error(&error);
    g_autofree char *missing = g_build_filename(folder_path, "none", NULL);
    ck_assert_ptr_null(layout_read_settings(missing, &error));
    folder_check_error("nothing", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    if (geteuid() == 0) {
        puts("skipped: root may read everything");
        return;
    }
    folder_put(LAYOUT_SETTINGS, "[dateline]\n", -1);
    g_autofree char *settings = g_build_filename(folder_path, LAYOUT_SETTINGS, NULL);
    ck_assert_int_eq(chmod(settings, 0), 0);
    ck_assert_ptr_null(layout_read_settings(folder_path, &error));
    folder_check_error("no right", error, INDEX_ERROR_PERMISSION);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("settings");
    TCase *tcase = tcase_create("settings");
    tcase_add_checked_fixture(tcase, folder_set_up, folder_tear_down);
    tcase_add_test(tcase, settings_come_back);
    tcase_add_test(tcase, new_settings_come_back);
    tcase_add_test(tcase, space_around_a_language_is_none_of_it);
    tcase_add_test(tcase, ranking_comes_back);
    tcase_add_loop_test(tcase, rankings_are_told_in_a_text, 0, G_N_ELEMENTS(ranking_rows));
    tcase_add_test(tcase, announced_settings_come_true_with_the_stub);
    tcase_add_loop_test(tcase, settings_are_read_with_care, 0, G_N_ELEMENTS(settings_rows));
    tcase_add_test(tcase, an_announcement_of_what_is_no_segment_is_damage);
    tcase_add_test(tcase, what_has_no_settings_is_told_apart);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
