#include "xapian-c/layout-private.h"

#include <string.h>

#define GROUP "dateline"
/* What holds as soon as the stub names its segment. */
#define GROUP_NEXT "next"

IndexSettings *index_settings_new(void)
{
    IndexSettings *settings = g_new0(IndexSettings, 1);
    settings->format_version = LAYOUT_FORMAT_VERSION;
    settings->languages = g_ptr_array_new_with_free_func(g_free);
    settings->positions = TRUE;
    settings->text = TRUE;
    settings->ranking = INDEX_RANKING_UNSET;
    return settings;
}

void index_settings_free(IndexSettings *settings)
{
    if (settings == NULL)
        return;
    g_ptr_array_unref(settings->languages);
    g_free(settings->default_language);
    g_free(settings->detected);
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
                "can't read '%s/" LAYOUT_SETTINGS "': %s; `dateline check --repair` makes it anew "
                "from what the segments say",
                index, why);
    return FALSE;
}

/* A number above 0. */
static gboolean read_version(GKeyFile *file, const char *group, const char *key, int *version,
                             GError **error)
{
    *version = g_key_file_get_integer(file, group, key, error);
    if (*version >= 1)
        return TRUE;
    if (error != NULL && *error == NULL)
        g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "%s is no version", key);
    return FALSE;
}

/* A key that may be missing: *value then stays. */
static gboolean read_flag(GKeyFile *file, const char *group, const char *key, gboolean *value,
                          GError **error)
{
    if (!g_key_file_has_key(file, group, key, NULL))
        return TRUE;
    g_autoptr(GError) failure = NULL;
    gboolean found = g_key_file_get_boolean(file, group, key, &failure);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    *value = found;
    return TRUE;
}

/* A number of 0 or more that may be missing: *value then stays. */
static gboolean read_number(GKeyFile *file, const char *key, double *value, GError **error)
{
    if (!g_key_file_has_key(file, GROUP, key, NULL))
        return TRUE;
    g_autoptr(GError) failure = NULL;
    double found = g_key_file_get_double(file, GROUP, key, &failure);
    if (failure == NULL && !(found >= 0 && found <= G_MAXINT))
        g_set_error(&failure, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                    "%s is not 0 or more", key);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    *value = found;
    return TRUE;
}

static gboolean read_ranking(GKeyFile *file, IndexRanking *ranking, GError **error)
{
    for (gsize i = 0; i < INDEX_RANKING_PARTS; i++) {
        const IndexRankingPart *part = &index_ranking_parts[i];
        if (!read_number(file, part->name, &G_STRUCT_MEMBER(double, ranking, part->offset), error))
            return FALSE;
    }
    return TRUE;
}

/* What documents depend on. */
static gboolean read_kind(GKeyFile *file, const char *group, IndexSettings *settings, GError **error)
{
    return read_version(file, group, "tokenizer", &settings->tokenizer_version, error) &&
           read_version(file, group, "schema", &settings->schema_version, error) &&
           read_flag(file, group, "positions", &settings->positions, error) &&
           read_flag(file, group, "text", &settings->text, error);
}

/* A name, of a language or a segment; NULL if there is none. Names have no escapes, and of wrong ones GLib itself warns. */
static char *read_name(GKeyFile *file, const char *group, const char *key)
{
    g_autofree char *name = g_key_file_get_value(file, group, key, NULL);
    return name != NULL && g_utf8_validate(name, -1, NULL) ? g_steal_pointer(&name) : NULL;
}

static gboolean read_keys(GKeyFile *file, IndexSettings *settings, GError **error)
{
    if (!read_kind(file, GROUP, settings, error) ||
        !read_ranking(file, &settings->ranking, error))
        return FALSE;
    settings->default_language = read_name(file, GROUP, "default-language");
    settings->detected = read_name(file, GROUP, "detected");
    g_autofree char *joined = read_name(file, GROUP, "languages");
    g_auto(GStrv) languages = joined != NULL ? g_strsplit(joined, ";", -1) : NULL;
    for (char **language = languages; language != NULL && *language != NULL; language++)
        if (*g_strstrip(*language) != '\0')
            g_ptr_array_add(settings->languages, g_strdup(*language));
    return TRUE;
}

/* Takes over what was announced, if the stub says that it holds. */
static gboolean read_announced(const char *index, GKeyFile *file, IndexSettings *settings,
                               GError **error)
{
    settings->announced = g_key_file_has_group(file, GROUP_NEXT);
    if (!settings->announced)
        return TRUE;
    g_autofree char *segment = read_name(file, GROUP_NEXT, "segment");
    if (segment == NULL || !layout_is_segment_name(segment)) {
        g_set_error(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
                    "the settings that are announced name no segment");
        return FALSE;
    }
    g_autoptr(GPtrArray) live = layout_read_stub(index, error);
    if (live == NULL)
        return FALSE;
    return !g_ptr_array_find_with_equal_func(live, segment, g_str_equal, NULL) ||
           read_kind(file, GROUP_NEXT, settings, error);
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
        !read_version(file, GROUP, "format", &settings->format_version, &failure)) {
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
    if (!read_keys(file, settings, &failure) ||
        !read_announced(index, file, settings, &failure)) {
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

static void set_kind(GKeyFile *file, const char *group, const IndexSettings *settings)
{
    g_key_file_set_integer(file, group, "tokenizer", settings->tokenizer_version);
    g_key_file_set_integer(file, group, "schema", settings->schema_version);
    g_key_file_set_boolean(file, group, "positions", settings->positions);
    g_key_file_set_boolean(file, group, "text", settings->text);
}

static void set_ranking(GKeyFile *file, const IndexRanking *ranking)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; i < INDEX_RANKING_PARTS; i++) {
        double value = G_STRUCT_MEMBER(double, ranking, index_ranking_parts[i].offset);
        if (value < 0)
            continue;
        g_string_truncate(text, 0);
        layout_number_append(text, value);
        g_key_file_set_value(file, GROUP, index_ranking_parts[i].name, text->str);
    }
}

static GKeyFile *make_file(const IndexSettings *settings)
{
    GKeyFile *file = g_key_file_new();
    g_key_file_set_integer(file, GROUP, "format", settings->format_version);
    set_kind(file, GROUP, settings);
    set_ranking(file, &settings->ranking);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_ptr_array_extend(names, settings->languages, NULL, NULL);
    g_ptr_array_sort(names, compare_names);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(joined, "%s;", (const char *)g_ptr_array_index(names, i));
    if (names->len > 0)
        g_key_file_set_value(file, GROUP, "languages", joined->str);
    if (settings->default_language != NULL)
        g_key_file_set_value(file, GROUP, "default-language", settings->default_language);
    if (settings->detected != NULL)
        g_key_file_set_value(file, GROUP, "detected", settings->detected);
    return file;
}

static gboolean write_file(const char *index, GKeyFile *file, GError **error)
{
    gsize length;
    g_autofree char *keys = g_key_file_to_data(file, &length, NULL);
    g_autoptr(GString) text = g_string_new_len(keys, (gssize)length);
    layout_sum_prepend(text, SUM_COMMENT);
    g_autofree char *path = g_build_filename(index, LAYOUT_SETTINGS, NULL);
    return layout_write_file(path, text->str, text->len, error);
}

gboolean layout_write_settings(const char *index, const IndexSettings *settings, GError **error)
{
    g_autoptr(GKeyFile) file = make_file(settings);
    return write_file(index, file, error);
}

gboolean layout_announce_settings(const char *index, const IndexSettings *settings,
                                  const IndexSettings *next, const char *segment, GError **error)
{
    g_autoptr(GKeyFile) file = make_file(settings);
    set_kind(file, GROUP_NEXT, next);
    g_key_file_set_value(file, GROUP_NEXT, "segment", segment);
    return write_file(index, file, error);
}
