#include "corpus/walk-private.h"
#include "tests/corpus/corpus-test.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* All entries below the scratch folder, each as "path\n", the kinds other than files in front. */
static char *walk_scratch(const char *const *include, const char *const *exclude)
{
    NameFilter *filter = name_filter_new(include, exclude);
    Walk *walk = walk_new(filter);
    g_autoptr(GString) path = g_string_new(NULL);
    GString *all = g_string_new(NULL);
    ck_assert(walk_add(walk, scratch, NULL));
    for (gsize i = 0; i < walk_count(walk); i++) {
        WalkEntry entry = walk_get(walk, i, path);
        static const char *const kinds[] = {
            [WALK_FILE] = "",         [WALK_NAMED] = "named ",   [WALK_STDIN] = "stdin ",
            [WALK_SPECIAL] = "special ", [WALK_BROKEN] = "broken "};
        ck_assert_msg(g_str_has_prefix(path->str, scratch), "%s", path->str);
        g_string_append_printf(all, "%s%s\n", kinds[entry.kind], path->str + strlen(scratch) + 1);
    }
    walk_free(walk);
    name_filter_free(filter);
    return g_string_free(all, FALSE);
}

static void touch(const char *name)
{
    g_free(write_text(name, "x"));
}

static void link_to(const char *target, const char *name)
{
    g_autofree char *path = scratch_path(name);
    ck_assert_int_eq(symlink(target, path), 0);
}

START_TEST(byte_order_of_paths)
{
    touch("b.txt");
    touch("a/z.txt");
    touch("a/B.txt");
    touch("a.txt");
    touch("a-b/c.txt");
    touch("B.txt");
    touch("\xC3\xA9.txt");
    touch("a/b/c/d.txt");
    g_autofree char *found = walk_scratch(NULL, NULL);
    ck_assert_str_eq(
        found, "B.txt\na-b/c.txt\na.txt\na/B.txt\na/b/c/d.txt\na/z.txt\nb.txt\n\xC3\xA9.txt\n");
}
END_TEST

START_TEST(hidden_ones_are_left_out)
{
    touch(".hidden.txt");
    touch(".git/config");
    touch("a/.b/c.txt");
    touch("a/b.txt");
    g_autofree char *found = walk_scratch(NULL, NULL);
    ck_assert_str_eq(found, "a/b.txt\n");
}
END_TEST

START_TEST(a_named_hidden_one_is_read)
{
    g_autofree char *file = write_text(".hidden.txt", "x"), *folder = scratch_path(".folder");
    touch(".folder/a.txt");
    NameFilter *filter = name_filter_new(NULL, NULL);
    Walk *walk = walk_new(filter);
    ck_assert(walk_add(walk, file, NULL) && walk_add(walk, folder, NULL));
    ck_assert_uint_eq(walk_count(walk), 2);
    ck_assert_uint_eq(walk_bytes(walk), 2);
    walk_free(walk);
    name_filter_free(filter);
}
END_TEST

START_TEST(loops_end)
{
    touch("a/b.txt");
    link_to("..", "a/up");
    link_to(".", "self");
    link_to("a", "c");
    link_to("ring2", "ring1");
    link_to("ring1", "ring2");
    g_autofree char *found = walk_scratch(NULL, NULL);
    ck_assert_str_eq(found, "a/b.txt\nbroken ring1\nbroken ring2\n");
}
END_TEST

START_TEST(links_are_followed)
{
    g_autofree char *elsewhere = g_dir_make_tmp("dateline-corpus-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(elsewhere, "f.txt", NULL);
    ck_assert(g_file_set_contents(file, "x", 1, NULL));
    link_to(elsewhere, "folder");
    link_to(file, "file.txt");
    link_to("nowhere", "dangling");
    g_autofree char *found = walk_scratch(NULL, NULL);
    remove_tree(elsewhere);
    ck_assert_str_eq(found, "broken dangling\nfile.txt\nfolder/f.txt\n");
}
END_TEST

START_TEST(pipes_are_not_opened)
{
    g_autofree char *pipe = scratch_path("pipe");
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    g_autofree char *found = walk_scratch(NULL, NULL);
    ck_assert_str_eq(found, "special pipe\n");
}
END_TEST

START_TEST(globs)
{
    static const struct {
        const char *include, *exclude, *wanted;
    } rows[] = {
        {"*.txt", NULL, "a.txt\nb/c.txt\nz.tar.gz\n"},
        {NULL, "*.txt", "d.json\nz.tar.gz\n"},
        {"*/b/*", NULL, "b/c.txt\nz.tar.gz\n"},
        {"*.txt", "c.*", "a.txt\nz.tar.gz\n"},
        {"?.json", "*.gz", "d.json\n"},
        {"[a-c].txt", NULL, "a.txt\nb/c.txt\nz.tar.gz\n"},
    };
    touch("a.txt");
    touch("b/c.txt");
    touch("d.json");
    touch("z.tar.gz");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *include[] = {rows[i].include, NULL}, *exclude[] = {rows[i].exclude, NULL};
        g_autofree char *found =
            walk_scratch(rows[i].include ? include : NULL, rows[i].exclude ? exclude : NULL);
        ck_assert_msg(strcmp(found, rows[i].wanted) == 0, "+%s -%s: %s", include[0], exclude[0],
                      found);
    }
}
END_TEST

START_TEST(a_missing_path_is_an_error)
{
    NameFilter *filter = name_filter_new(NULL, NULL);
    Walk *walk = walk_new(filter);
    g_autoptr(GError) error = NULL;
    ck_assert(!walk_add(walk, "/nowhere/at all", &error));
    ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
    ck_assert_ptr_nonnull(strstr(error->message, "'/nowhere/at all'"));
    walk_free(walk);
    name_filter_free(filter);
}
END_TEST

START_TEST(an_unreadable_folder_is_told)
{
    g_autofree char *path = scratch_path("locked");
    touch("a.txt");
    touch("locked/b.txt");
    g_chmod(path, 0);
    gboolean barred = access(path, R_OK) != 0;
    g_autofree char *found = walk_scratch(NULL, NULL);
    g_chmod(path, 0755);
    /* Nothing is barred to root. */
    ck_assert_str_eq(found, barred ? "a.txt\nbroken locked/\n" : "a.txt\nlocked/b.txt\n");
}
END_TEST

START_TEST(standard_input_has_no_size)
{
    NameFilter *filter = name_filter_new(NULL, NULL);
    Walk *walk = walk_new(filter);
    g_autoptr(GString) path = g_string_new(NULL);
    touch("a.txt");
    ck_assert(walk_add(walk, scratch, NULL));
    ck_assert_uint_eq(walk_bytes(walk), 1);
    ck_assert(walk_add(walk, "-", NULL));
    ck_assert_uint_eq(walk_bytes(walk), 0);
    ck_assert_int_eq(walk_get(walk, 1, path).kind, WALK_STDIN);
    ck_assert_str_eq(path->str, "-");
    walk_free(walk);
    name_filter_free(filter);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("walk");
    TCase *tests = tcase_create("walk");
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_test(tests, byte_order_of_paths);
    tcase_add_test(tests, hidden_ones_are_left_out);
    tcase_add_test(tests, a_named_hidden_one_is_read);
    tcase_add_test(tests, loops_end);
    tcase_add_test(tests, links_are_followed);
    tcase_add_test(tests, pipes_are_not_opened);
    tcase_add_test(tests, globs);
    tcase_add_test(tests, a_missing_path_is_an_error);
    tcase_add_test(tests, an_unreadable_folder_is_told);
    tcase_add_test(tests, standard_input_has_no_size);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
