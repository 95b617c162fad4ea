#include "search/spill-sort.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Of each file that is being merged so much is read ahead. */
#define READ_AHEAD ((gsize)64 * 1024)

/* Stands before the key and the value of each record, in memory and in files. */
typedef struct {
    guint32 key_length, length;
} Header;

/* A sorted file, read from its start. */
typedef struct {
    FILE *file;
    guint level;     /* how often its records were merged */
    Header header;   /* of the record that it stands at */
    GString *record; /* its key and value */
    gboolean ended;
} Run;

struct SpillSort {
    gsize memory;
    char *folder;
    GByteArray *arena;
    GArray *records; /* gsize: places in the arena */
    GPtrArray *runs; /* Run *: later ones hold later records */
    gboolean reading;
    guint next; /* the next record in memory, while there are no runs */
    Run *last;  /* the one whose record was handed out */
};

static void run_free(gpointer data)
{
    Run *run = data;
    if (run->file)
        fclose(run->file);
    g_string_free(run->record, TRUE);
    g_free(run);
}

SpillSort *spill_sort_new(gsize memory, const char *folder)
{
    SpillSort *sort = g_new0(SpillSort, 1);
    sort->memory = memory;
    sort->folder = g_strdup(folder ? folder : g_get_tmp_dir());
    sort->arena = g_byte_array_new();
    sort->records = g_array_new(FALSE, FALSE, sizeof(gsize));
    sort->runs = g_ptr_array_new_with_free_func(run_free);
    return sort;
}

void spill_sort_free(SpillSort *sort)
{
    if (!sort)
        return;
    g_byte_array_unref(sort->arena);
    g_array_unref(sort->records);
    g_ptr_array_unref(sort->runs);
    g_free(sort->folder);
    g_free(sort);
}

guint spill_sort_files(const SpillSort *sort)
{
    return sort->runs->len;
}

static gboolean fail(const SpillSort *sort, const char *action, int code, GError **error)
{
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
                "can't %s a temporary file in '%s': %s; $TMPDIR names another folder", action,
                sort->folder, g_strerror(code));
    return FALSE;
}

/* ---- in memory ------------------------------------------------------------------------------ */

static int compare_keys(const void *a, gsize a_length, const void *b, gsize b_length)
{
    int order = memcmp(a, b, MIN(a_length, b_length));
    return order ? order : a_length < b_length ? -1 : a_length > b_length;
}

static int compare_records(gconstpointer a, gconstpointer b, gpointer data)
{
    const guint8 *arena = data;
    gsize one = *(const gsize *)a, other = *(const gsize *)b;
    Header x, y;
    memcpy(&x, arena + one, sizeof x);
    memcpy(&y, arena + other, sizeof y);
    int order =
        compare_keys(arena + one + sizeof x, x.key_length, arena + other + sizeof y, y.key_length);
    return order ? order : one < other ? -1 : one > other;
}

static void sort_memory(SpillSort *sort)
{
    g_array_sort_with_data(sort->records, compare_records, sort->arena->data);
}

/* ---- files ---------------------------------------------------------------------------------- */

/* An empty file that is gone as soon as it is closed. */
static FILE *open_file(const SpillSort *sort, GError **error)
{
    g_autofree char *path = g_build_filename(sort->folder, "dateline-XXXXXX", NULL);
    int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        fail(sort, "make", errno, error);
        return NULL;
    }
    unlink(path);
    FILE *file = fdopen(fd, "w+");
    setvbuf(file, NULL, _IOFBF, READ_AHEAD);
    return file;
}

/* Ends the writing of a run, which then stands at its beginning. */
static gboolean add_run(SpillSort *sort, FILE *file, guint level, GError **error)
{
    if (fflush(file) != 0) {
        int code = errno;
        fclose(file);
        return fail(sort, "write", code, error);
    }
    rewind(file);
    Run *run = g_new0(Run, 1);
    run->file = file;
    run->level = level;
    run->record = g_string_new(NULL);
    g_ptr_array_add(sort->runs, run);
    return TRUE;
}

static gboolean advance(const SpillSort *sort, Run *run, GError **error)
{
    gsize n = fread(&run->header, 1, sizeof run->header, run->file);
    if (n == 0 && !ferror(run->file)) {
        run->ended = TRUE;
        return TRUE;
    }
    gsize length = (gsize)run->header.key_length + run->header.length;
    g_string_set_size(run->record, length);
    if (n == sizeof run->header && fread(run->record->str, 1, length, run->file) == length)
        return TRUE;
    return fail(sort, "read", ferror(run->file) ? errno : EIO, error);
}

/* The run from the first-th on whose record comes first; NULL: all have ended. Of equals the
 * earlier. */
static Run *first_of(const SpillSort *sort, guint first)
{
    Run *best = NULL;
    for (guint i = first; i < sort->runs->len; i++) {
        Run *run = sort->runs->pdata[i];
        if (!run->ended && (!best || compare_keys(run->record->str, run->header.key_length,
                                                  best->record->str, best->header.key_length) < 0))
            best = run;
    }
    return best;
}

static gboolean begin_all(SpillSort *sort, guint first, GError **error)
{
    for (guint i = first; i < sort->runs->len; i++)
        if (!advance(sort, sort->runs->pdata[i], error))
            return FALSE;
    return TRUE;
}

static gboolean copy_merged(SpillSort *sort, guint first, FILE *file, GError **error)
{
    if (!begin_all(sort, first, error))
        return FALSE;
    for (Run *run; (run = first_of(sort, first));) {
        if (fwrite(&run->header, sizeof run->header, 1, file) != 1 ||
            fwrite(run->record->str, 1, run->record->len, file) != run->record->len)
            return fail(sort, "write", errno, error);
        if (!advance(sort, run, error))
            return FALSE;
    }
    return TRUE;
}

/* Merges the last runs, as long as there are enough of one level. */
static gboolean merge_levels(SpillSort *sort, GError **error)
{
    while (sort->runs->len >= SPILL_SORT_FAN) {
        guint first = sort->runs->len - SPILL_SORT_FAN;
        guint level = ((const Run *)sort->runs->pdata[first])->level;
        if (level != ((const Run *)sort->runs->pdata[sort->runs->len - 1])->level)
            return TRUE;
        FILE *file = open_file(sort, error);
        if (!file)
            return FALSE;
        if (!copy_merged(sort, first, file, error)) {
            fclose(file);
            return FALSE;
        }
        g_ptr_array_remove_range(sort->runs, first, SPILL_SORT_FAN);
        if (!add_run(sort, file, level + 1, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean spill(SpillSort *sort, GError **error)
{
    FILE *file = open_file(sort, error);
    if (!file)
        return FALSE;
    sort_memory(sort);
    for (guint i = 0; i < sort->records->len; i++) {
        const guint8 *record = sort->arena->data + g_array_index(sort->records, gsize, i);
        Header header;
        memcpy(&header, record, sizeof header);
        gsize length = sizeof header + header.key_length + header.length;
        if (fwrite(record, 1, length, file) != length) {
            int code = errno;
            fclose(file);
            return fail(sort, "write", code, error);
        }
    }
    g_byte_array_set_size(sort->arena, 0);
    g_array_set_size(sort->records, 0);
    return add_run(sort, file, 0, error) && merge_levels(sort, error);
}

/* ---- the whole ------------------------------------------------------------------------------ */

gboolean spill_sort_add(SpillSort *sort, const void *key, gsize key_length, const void *value,
                        gsize length, GError **error)
{
    g_assert(!sort->reading);
    gsize place = sort->arena->len;
    gsize bytes = sizeof(Header) + key_length + length;
    gsize held = place + sort->records->len * sizeof(gsize);
    if (place && held + bytes > sort->memory) {
        if (!spill(sort, error))
            return FALSE;
        place = 0;
    }
    Header header = {(guint32)key_length, (guint32)length};
    g_byte_array_append(sort->arena, (const guint8 *)&header, sizeof header);
    g_byte_array_append(sort->arena, key, (guint)key_length);
    g_byte_array_append(sort->arena, value, (guint)length);
    g_array_append_val(sort->records, place);
    return TRUE;
}

static gboolean begin_reading(SpillSort *sort, GError **error)
{
    sort->reading = TRUE;
    if (sort->runs->len == 0) {
        sort_memory(sort);
        return TRUE;
    }
    return (sort->records->len == 0 || spill(sort, error)) && begin_all(sort, 0, error);
}

static const char *next_in_memory(SpillSort *sort, gsize *length)
{
    if (sort->next == sort->records->len)
        return NULL;
    const guint8 *record = sort->arena->data + g_array_index(sort->records, gsize, sort->next++);
    Header header;
    memcpy(&header, record, sizeof header);
    *length = header.length;
    return (const char *)record + sizeof header + header.key_length;
}

const char *spill_sort_next(SpillSort *sort, gsize *length, GError **error)
{
    if (!sort->reading && !begin_reading(sort, error))
        return NULL;
    if (sort->runs->len == 0)
        return next_in_memory(sort, length);
    if (sort->last && !advance(sort, sort->last, error))
        return NULL;
    sort->last = first_of(sort, 0);
    if (!sort->last)
        return NULL;
    *length = sort->last->header.length;
    return sort->last->record->str + sort->last->header.key_length;
}
