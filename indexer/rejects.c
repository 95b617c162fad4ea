#include "indexer/rejects.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "stemmer/json-text.h"
#include "stemmer/stemmer.h"
#include "xapian-c/layout.h"

#define FIRST_MESSAGES 5

struct Rejects {
    char *path, *new_path;
    char **roots;
    FILE *file; /* NULL once it is in place or has failed */
    int failure; /* errno of the first failed write */
    guint64 count;
    GPtrArray *first;
    GHashTable *paths; /* of this run's lines */
    GMutex mutex;
};

static gboolean fail(const Rejects *rejects, int number, GError **error)
{
    g_set_error(error, INDEX_ERROR, number == ENOSPC ? INDEX_ERROR_NO_SPACE : INDEX_ERROR_IO,
                "can't write '%s': %s", rejects->path, g_strerror(number));
    return FALSE;
}

Rejects *rejects_new(const char *index, const char *name, const char *const *roots, GError **error)
{
    g_autoptr(Rejects) rejects = g_new0(Rejects, 1);
    rejects->path = g_build_filename(index, name, NULL);
    rejects->new_path = g_strconcat(rejects->path, ".new", NULL);
    rejects->roots = g_strdupv((char **)roots);
    rejects->first = g_ptr_array_new_with_free_func(g_free);
    rejects->paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_mutex_init(&rejects->mutex);
    rejects->file = g_fopen(rejects->new_path, "we");
    if (rejects->file == NULL) {
        fail(rejects, errno, error);
        return NULL;
    }
    return g_steal_pointer(&rejects);
}

void rejects_free(Rejects *rejects)
{
    if (rejects == NULL)
        return;
    if (rejects->file != NULL) {
        fclose(rejects->file);
        g_unlink(rejects->new_path);
    }
    g_free(rejects->path);
    g_free(rejects->new_path);
    g_strfreev(rejects->roots);
    g_ptr_array_unref(rejects->first);
    g_hash_table_unref(rejects->paths);
    g_mutex_clear(&rejects->mutex);
    g_free(rejects);
}

static void write_line(Rejects *rejects, const char *line, gsize length)
{
    if (rejects->failure == 0 && fwrite(line, 1, length, rejects->file) != length)
        rejects->failure = errno;
}

char *rejects_message(const ArticlePlace *place, const char *reason)
{
    GString *message = g_string_new(NULL);
    const char *name = strcmp(place->path, "-") == 0 ? "standard input" : place->path;
    printable_append(message, name, strlen(name), TRUE);
    if (place->member != NULL) {
        g_string_append(message, ": ");
        printable_append(message, place->member, strlen(place->member), TRUE);
    }
    if (place->line > 0)
        g_string_append_printf(message, ":%" G_GUINT64_FORMAT, place->line);
    g_string_append(message, ": ");
    printable_append(message, reason, strlen(reason), TRUE);
    return g_string_free(message, FALSE);
}

void rejects_add(Rejects *rejects, const ArticlePlace *place, const char *path, const char *reason)
{
    g_autoptr(GString) line = g_string_new("{\"path\":");
    json_text_append(line, path, strlen(path));
    if (place->member != NULL) {
        g_string_append(line, ",\"member\":");
        json_text_append(line, place->member, strlen(place->member));
    }
    g_string_append_printf(line, ",\"record\":%" G_GUINT64_FORMAT, place->record);
    if (place->line > 0)
        g_string_append_printf(line, ",\"line\":%" G_GUINT64_FORMAT, place->line);
    g_string_append(line, ",\"reason\":");
    json_text_append(line, reason, strlen(reason));
    g_string_append(line, "}\n");

    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&rejects->mutex);
    write_line(rejects, line->str, line->len);
    rejects->count++;
    if (!g_hash_table_contains(rejects->paths, path))
        g_hash_table_add(rejects->paths, g_strdup(path));
    if (rejects->first->len < FIRST_MESSAGES)
        g_ptr_array_add(rejects->first, rejects_message(place, reason));
}

guint64 rejects_count(Rejects *rejects)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&rejects->mutex);
    return rejects->count;
}

gboolean rejects_has_path(Rejects *rejects, const char *path)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&rejects->mutex);
    return g_hash_table_contains(rejects->paths, path);
}

const GPtrArray *rejects_first(const Rejects *rejects)
{
    return rejects->first;
}

/* Whether a line of the old list is of a file below one of the roots. Compared as written, escapes and
 * all: both were escaped by the same function. */
static gboolean is_covered(const char *line, char **escaped_roots)
{
    static const char begin[] = "{\"path\":";
    if (!g_str_has_prefix(line, begin))
        return TRUE;
    line += strlen(begin);
    for (char **root = escaped_roots; *root != NULL; root++) {
        gsize length = strlen(*root) - 1; /* without the closing quote */
        if (strncmp(line, *root, length) == 0 &&
            (line[length] == '"' || line[length] == '/' || (*root)[length - 1] == '/'))
            return TRUE;
    }
    return FALSE;
}

static char **escape_roots(char **roots)
{
    g_autoptr(GPtrArray) escaped = g_ptr_array_new();
    for (char **root = roots; *root != NULL; root++) {
        GString *string = g_string_new(NULL);
        json_text_append(string, *root, strlen(*root));
        g_ptr_array_add(escaped, g_string_free(string, FALSE));
    }
    g_ptr_array_add(escaped, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&escaped), FALSE);
}

static void keep_old_lines(Rejects *rejects, gboolean *kept)
{
    FILE *old = g_fopen(rejects->path, "re");
    if (old == NULL)
        return;
    g_auto(GStrv) roots = escape_roots(rejects->roots);
    char *line = NULL;
    size_t size = 0;
    for (ssize_t length; (length = getline(&line, &size, old)) > 0;) {
        if (is_covered(line, roots))
            continue;
        write_line(rejects, line, length);
        *kept = TRUE;
    }
    free(line);
    fclose(old);
}

gboolean rejects_finish(Rejects *rejects, GError **error)
{
    gboolean kept = FALSE;
    keep_old_lines(rejects, &kept);
    if (fflush(rejects->file) != 0 && rejects->failure == 0)
        rejects->failure = errno;
    if (rejects->failure != 0)
        return fail(rejects, rejects->failure, error);
    if (rejects->count == 0 && !kept) {
        g_unlink(rejects->path);
        return TRUE;
    }
    if (!layout_sync(rejects->new_path, error))
        return FALSE;
    if (g_rename(rejects->new_path, rejects->path) != 0)
        return fail(rejects, errno, error);
    fclose(g_steal_pointer(&rejects->file));
    g_autofree char *folder = g_path_get_dirname(rejects->path);
    return layout_sync(folder, error);
}
