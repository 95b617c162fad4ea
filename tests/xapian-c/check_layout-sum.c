#include "tests/xapian-c/folder-private.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {LAYOUT_STUB, LAYOUT_SETTINGS, LAYOUT_JOURNAL};

static void write_all(void)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = settings->schema_version = 1;
    g_ptr_array_add(settings->languages, g_strdup("english"));
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new("000001", 7, "000002"));
    g_ptr_array_add(entries, journal_entry_new("000001", 9, NULL));
    fixture_publish(folder_path, "000001 000002");
    ck_assert(layout_write_settings(folder_path, settings, NULL));
    ck_assert(layout_write_journal(folder_path, entries, NULL));
}

/* Without syncing it, as thousands are written. */
static void put(const char *path, const char *text, gsize length)
{
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL && fwrite(text, 1, length, file) == length && fclose(file) == 0);
}

/* Whether the file, whatever stands in it, is told from what was written: by its checksum or by its reader. */
static gboolean is_told(const char *name)
{
    if (layout_sum(folder_path, name) == LAYOUT_SUM_WRONG)
        return TRUE;
    if (strcmp(name, LAYOUT_STUB) == 0) {
        g_autoptr(GPtrArray) segments = layout_read_stub(folder_path, NULL);
        return segments == NULL;
    }
    if (strcmp(name, LAYOUT_JOURNAL) == 0) {
        g_autoptr(GPtrArray) entries = layout_read_journal(folder_path, NULL);
        return entries == NULL;
    }
    g_autoptr(IndexSettings) settings = layout_read_settings(folder_path, NULL);
    return settings == NULL;
}

START_TEST(every_flip_and_every_cut_is_told)
{
    const char *name = names[_i];
    g_autofree char *path = g_build_filename(folder_path, name, NULL);
    g_autofree char *text = NULL;
    gsize length;
    write_all();
    ck_assert_int_eq(layout_sum(folder_path, name), LAYOUT_SUM_RIGHT);
    ck_assert(!is_told(name));
    ck_assert(g_file_get_contents(path, &text, &length, NULL));
    for (gsize at = 0; at < length; at++) {
        put(path, text, at);
        ck_assert_msg(is_told(name), "%s cut at %zu", name, at);
        for (int bit = 0; bit < 8; bit++) {
            text[at] ^= (char)(1 << bit);
            put(path, text, length);
            ck_assert_msg(is_told(name), "%s: bit %d of byte %zu", name, bit, at);
            text[at] ^= (char)(1 << bit);
        }
    }
}
END_TEST

START_TEST(files_without_a_checksum_are_read)
{
    folder_put(LAYOUT_STUB, "auto segments/000001\n", -1);
    folder_put(LAYOUT_SETTINGS, "[dateline]\nformat=1\ntokenizer=1\nschema=1\n", -1);
    folder_put(LAYOUT_JOURNAL, "000001 1 000002\n", -1);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        ck_assert_msg(!is_told(names[i]), "%s", names[i]);
        ck_assert_int_eq(layout_sum(folder_path, names[i]), LAYOUT_SUM_NONE);
    }
    ck_assert_int_eq(layout_sum("/nowhere/at/all", LAYOUT_STUB), LAYOUT_SUM_ABSENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layout-sum");
    TCase *tcase = tcase_create("layout-sum");
    tcase_add_checked_fixture(tcase, folder_set_up, folder_tear_down);
    tcase_add_loop_test(tcase, every_flip_and_every_cut_is_told, 0, G_N_ELEMENTS(names));
    tcase_add_test(tcase, files_without_a_checksum_are_read);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
