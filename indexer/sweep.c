#include "indexer/sweep.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/glass-probe.h"
#include "xapian-c/checksums.h"
#include "xapian-c/layout.h"
#include "xapian-c/xapian-c.h"

/* A database without documents is smaller. */
#define EMPTY_SEGMENT_MAX (1024 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DIR, closedir)

guint32 sweep_segment_number(const char *name)
{
    gsize digits = strspn(name, "0123456789");
    if (name[digits] != '\0' || digits < 6 || digits > 9 || (digits > 6 && name[0] == '0'))
        return 0;
    return (guint32)g_ascii_strtoull(name, NULL, 10);
}

char *sweep_segment_name(guint32 number)
{
    return g_strdup_printf("%06u", number);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *sweep_entries(const char *path, GError **error)
{
    g_autoptr(DIR) dir = opendir(path);
    if (dir == NULL) {
        index_error_set(error, errno, "read", path);
        return NULL;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (struct dirent *entry; (errno = 0, entry = readdir(dir)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            g_ptr_array_add(names, g_strdup(entry->d_name));
    if (errno != 0) {
        index_error_set(error, errno, "read", path);
        return NULL;
    }
    g_ptr_array_sort(names, compare_names);
    return g_steal_pointer(&names);
}

static mode_t type_of(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 ? info.st_mode & S_IFMT : 0;
}

gboolean sweep_last_number(const char *index, guint32 *last, GError **error)
{
    g_autofree char *segments = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    g_autoptr(GPtrArray) names = sweep_entries(segments, error);
    if (names == NULL)
        return FALSE;
    *last = 0;
    for (guint i = 0; i < names->len; i++)
        *last = MAX(*last, sweep_segment_number(g_ptr_array_index(names, i)));
    return TRUE;
}

gboolean sweep_measure(const char *path, gboolean sync, guint64 *bytes, GError **error)
{
    g_autoptr(GPtrArray) names = sweep_entries(path, error);
    if (names == NULL)
        return FALSE;
    *bytes = 0;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *file = g_build_filename(path, name, NULL);
        struct stat info;
        if (lstat(file, &info) != 0 || !S_ISREG(info.st_mode))
            continue;
        if (g_str_has_suffix(name, ".glass") || strcmp(name, "iamglass") == 0)
            *bytes += (guint64)info.st_size;
        if (sync && !layout_sync(file, error))
            return FALSE;
    }
    return !sync || layout_sync(path, error);
}

void sweep_segment(const char *path)
{
    if (type_of(path) != S_IFDIR)
        return;
    /* A reader that comes now finds no database, rather than half of one. */
    g_autofree char *version = g_build_filename(path, "iamglass", NULL);
    (void)unlink(version);
    g_autoptr(GPtrArray) names = sweep_entries(path, NULL);
    for (guint i = 0; names != NULL && i < names->len; i++) {
        g_autofree char *file = g_build_filename(path, g_ptr_array_index(names, i), NULL);
        if (type_of(file) == S_IFREG)
            (void)unlink(file);
    }
    (void)rmdir(path);
}

/* TRUE for the name under which layout_write_file() writes one of an index's files. */
static gboolean is_temporary(const char *name)
{
    static const char *const ours[] = {LAYOUT_STUB,    LAYOUT_SETTINGS, LAYOUT_JOURNAL,
                                       LAYOUT_REJECTS, LAYOUT_NOTES,
                                       CHECKSUMS_FILE};
    if (!g_str_has_suffix(name, ".new"))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(ours); i++)
        if (strncmp(name, ours[i], strlen(name) - 4) == 0 && strlen(name) - 4 == strlen(ours[i]))
            return TRUE;
    return FALSE;
}

static gboolean names_contain(const GPtrArray *names, const char *name)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)names, name, g_str_equal, NULL);
}

/* Removes the files in a folder that layout_write_file() was writing. */
static void sweep_temporaries(const char *path, const GPtrArray *names)
{
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *file = g_build_filename(path, name, NULL);
        if (is_temporary(name) && type_of(file) == S_IFREG)
            (void)unlink(file);
    }
}

gboolean sweep_leftovers(const char *index, const GPtrArray *live, GError **error)
{
    g_autofree char *segments = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    g_autoptr(GPtrArray) top = sweep_entries(index, error);
    if (top == NULL)
        return FALSE;
    g_autoptr(GPtrArray) names = sweep_entries(segments, error);
    if (names == NULL)
        return FALSE;
    sweep_temporaries(index, top);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        gboolean probe = strcmp(name, GLASS_PROBE_FOLDER) == 0;
        if (sweep_segment_number(name) == 0 && !probe)
            continue;
        g_autofree char *path = g_build_filename(segments, name, NULL);
        if (probe || !names_contain(live, name)) {
            sweep_segment(path);
            continue;
        }
        g_autoptr(GPtrArray) files = sweep_entries(path, error);
        if (files == NULL)
            return FALSE;
        sweep_temporaries(path, files);
    }
    return TRUE;
}

/* ---- is there room for a new index? -----------------------------------------------------------*/

/* TRUE for a segment that a writer made, or was making, for a new index. */
static gboolean segment_is_empty(const char *path)
{
    g_autoptr(GPtrArray) names = sweep_entries(path, NULL);
    guint64 bytes = 0;
    for (guint i = 0; names != NULL && i < names->len; i++) {
        g_autofree char *file = g_build_filename(path, g_ptr_array_index(names, i), NULL);
        struct stat info;
        if (lstat(file, &info) != 0 || !S_ISREG(info.st_mode))
            return FALSE;
        bytes += (guint64)info.st_size;
    }
    if (names == NULL || bytes > EMPTY_SEGMENT_MAX)
        return FALSE;
    g_autoptr(XapDatabase) db = xap_open(path, NULL);
    XapStatistics statistics;
    return db == NULL || (xap_statistics(db, &statistics, NULL) && statistics.documents == 0);
}

static gboolean segments_are_empty(const char *path)
{
    g_autoptr(GPtrArray) names = sweep_entries(path, NULL);
    if (names == NULL)
        return FALSE;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *segment = g_build_filename(path, name, NULL);
        if (sweep_segment_number(name) == 0 || type_of(segment) != S_IFDIR ||
            !segment_is_empty(segment))
            return FALSE;
    }
    return TRUE;
}

/* TRUE for what may stand in a folder before its settings do. */
static gboolean belongs_to_new(const char *index, const char *name)
{
    g_autofree char *path = g_build_filename(index, name, NULL);
    if (strcmp(name, LAYOUT_SEGMENTS) == 0)
        return type_of(path) == S_IFDIR && segments_are_empty(path);
    return type_of(path) == S_IFREG &&
           (strcmp(name, LAYOUT_LOCK) == 0 || strcmp(name, LAYOUT_STUB) == 0 || is_temporary(name));
}

/* A stub of someone else's names databases elsewhere. */
static gboolean stub_is_ours(const char *index, const GPtrArray *names)
{
    if (!names_contain(names, LAYOUT_STUB))
        return TRUE;
    g_autoptr(GPtrArray) live = layout_read_stub(index, NULL);
    return live != NULL && names_contain(names, LAYOUT_SEGMENTS);
}

gboolean sweep_is_vacant(const char *index, GError **error)
{
    struct stat info;
    if (stat(index, &info) != 0) {
        if (errno == ENOENT)
            return TRUE;
        index_error_set(error, errno, "read", index);
        return FALSE;
    }
    if (!S_ISDIR(info.st_mode)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX,
                    "can't make an index of '%s': it is a file; name a new or an empty folder",
                    index);
        return FALSE;
    }
    g_autoptr(GPtrArray) names = sweep_entries(index, error);
    if (names == NULL)
        return FALSE;
    const char *stranger = stub_is_ours(index, names) ? NULL : LAYOUT_STUB;
    for (guint i = 0; stranger == NULL && i < names->len; i++)
        if (!belongs_to_new(index, g_ptr_array_index(names, i)))
            stranger = g_ptr_array_index(names, i);
    if (stranger == NULL)
        return TRUE;
    g_autofree char *shown = g_utf8_make_valid(stranger, -1);
    g_set_error(
        error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX,
        "can't make an index in '%s': it holds '%s', which is no part of one; name a new or an "
        "empty folder",
        index, shown);
    return FALSE;
}
