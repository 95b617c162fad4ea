#include "xapian-c/layout-private.h"

#include <string.h>

#define GROUP "dateline"

IndexSettings *index_settings_new(void)
{
    IndexSettings *settings = g_new0(IndexSettings, 1);
    settings->format_version = LAYOUT_FORMAT_VERSION;
    settings->languages = g_ptr_array_new_with_free_func(g_free);
    settings->positions = TRUE;
    settings->text = TRUE;
    return settings;
}

void index_settings_free(IndexSettings *settings)
{
    if (settings == NULL)
        return;
    g_ptr_array_unref(settings->languages);
    g_free(settings->default_language);
    g_free(settings);
}

/* ---- reading ----------------------------------------------------------------------------------*/

/* Why there is no settings file. */
static void report_missing(const char *index, GError **error)
{
    if (!g_file_test(index, G_FILE_TEST_EXISTS)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                    "can't open '%s': there is no such index; `dateline index` makes one", index);
        return;
    }
    const char *what = "the folder holds no index; `dateline index` makes one";
    g_autofree char *glass = g_build_filename(index, "iamglass", NULL);
    g_autofree char *stub = g_build_filename(index, LAYOUT_STUB, NULL);
    if (!g_file_test(index, G_FILE_TEST_IS_DIR))
        what = "it is a file; name an index folder";
    else if (g_file_test(glass, G_FILE_TEST_EXISTS) || g_file_test(stub, G_FILE_TEST_EXISTS))
        what = "it is a Xapian database that dateline did not make; name another folder";
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX, "can't open '%s': %s", index, what);
}

static gboolean damaged(const char *index, const char *why, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                "can't read '%s/" LAYOUT_SETTINGS "': %s; bring it back from a copy, or index the "
                "articles again",
                index, why);
    return FALSE;
}

/* A number above 0. */
static gboolean read_version(GKeyFile *file, const char *key, int *version, GError **error)
{
    *version = g_key_file_get_integer(file, GROUP, key, error);
    if (*version >= 1)
        return TRUE;
    if (error != NULL && *error == NULL)
        g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "%s is no version", key);
    return FALSE;
}

/* A key that may be missing: *value then stays. */
static gboolean read_flag(GKeyFile *file, const char *key, gboolean *value, GError **error)
{
    if (!g_key_file_has_key(file, GROUP, key, NULL))
        return TRUE;
    g_autoptr(GError) failure = NULL;
    gboolean found = g_key_file_get_boolean(file, GROUP, key, &failure);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    *value = found;
    return TRUE;
}

static gboolean read_keys(GKeyFile *file, IndexSettings *settings, GError **error)
{
    if (!read_version(file, "tokenizer", &settings->tokenizer_version, error) ||
        !read_version(file, "schema", &settings->schema_version, error) ||
        !read_flag(file, "positions", &settings->positions, error) ||
        !read_flag(file, "text", &settings->text, error))
        return FALSE;
    settings->default_language = g_key_file_get_string(file, GROUP, "default-language", NULL);
    g_auto(GStrv) languages = g_key_file_get_string_list(file, GROUP, "languages", NULL, NULL);
    for (char **language = languages; language != NULL && *language != NULL; language++)
        g_ptr_array_add(settings->languages, g_strdup(*language));
    return TRUE;
}

IndexSettings *layout_read_settings(const char *index, GError **error)
{
    gboolean found;
    gsize length;
    g_autofree char *text = layout_read_file(index, LAYOUT_SETTINGS, &length, &found, error);
    if (text == NULL)
        return NULL;
    if (!found) {
        report_missing(index, error);
        return NULL;
    }
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(IndexSettings) settings = index_settings_new();
    g_autoptr(GError) failure = NULL;
    /* The version comes first: a newer format may have other keys. */
    if (!g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, &failure) ||
        !read_version(file, "format", &settings->format_version, &failure)) {
        damaged(index, failure->message, error);
        return NULL;
    }
    if (settings->format_version > LAYOUT_FORMAT_VERSION) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_VERSION,
                    "can't open '%s': a newer dateline made it (format %d, this one knows %d); "
                    "update dateline",
                    index, settings->format_version, LAYOUT_FORMAT_VERSION);
        return NULL;
    }
    if (!read_keys(file, settings, &failure)) {
        damaged(index, failure->message, error);
        return NULL;
    }
    return g_steal_pointer(&settings);
}

/* ---- writing ----------------------------------------------------------------------------------*/

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

gboolean layout_write_settings(const char *index, const IndexSettings *settings, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_key_file_set_integer(file, GROUP, "format", settings->format_version);
    g_key_file_set_integer(file, GROUP, "tokenizer", settings->tokenizer_version);
    g_key_file_set_integer(file, GROUP, "schema", settings->schema_version);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < settings->languages->len; i++)
        g_ptr_array_add(names, g_ptr_array_index(settings->languages, i));
    g_ptr_array_sort(names, compare_names);
    if (names->len > 0)
        g_key_file_set_string_list(file, GROUP, "languages", (const char *const *)names->pdata,
                                   names->len);
    if (settings->default_language != NULL)
        g_key_file_set_string(file, GROUP, "default-language", settings->default_language);
    g_key_file_set_boolean(file, GROUP, "positions", settings->positions);
    g_key_file_set_boolean(file, GROUP, "text", settings->text);

    gsize length;
    g_autofree char *text = g_key_file_to_data(file, &length, NULL);
    g_autofree char *path = g_build_filename(index, LAYOUT_SETTINGS, NULL);
    return layout_write_file(path, text, length, error);
}
