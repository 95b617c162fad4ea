#include "xapian-c/checksums.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "xapian-c/layout.h"

#define FIRST_LINE "dateline-checksums 1\n"
#define HASH_DIGITS 16
#define VERSION_FILE "iamglass"
/* Of a file of which a copy is kept; a version file is some hundred bytes long. */
#define COPY_MAX 4096

/* One table file as it is on disk or was when its checksums were written. */
typedef struct {
    char *name;
    guint64 size;
    GArray *hashes; /* guint64, one for each block */
    GString *copy;  /* its bytes in hex; empty: there is none */
} TableFile;

static TableFile *table_file_new(const char *name)
{
    TableFile *file = g_new0(TableFile, 1);
    file->name = g_strdup(name);
    file->hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
    file->copy = g_string_new(NULL);
    return file;
}

static void table_file_free(TableFile *file)
{
    if (file == NULL)
        return;
    g_free(file->name);
    g_array_unref(file->hashes);
    g_string_free(file->copy, TRUE);
    g_free(file);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableFile, table_file_free)

/* ---- the folder -------------------------------------------------------------------------------*/

static gboolean is_table(const char *name)
{
    return g_str_has_suffix(name, ".glass") || strcmp(name, VERSION_FILE) == 0;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the table files in dir, in byte order. */
static GPtrArray *list_tables(const char *dir, GError **error)
{
    g_autoptr(GError) failure = NULL;
    g_autoptr(GDir) folder = g_dir_open(dir, 0, &failure);
    if (folder == NULL) {
        index_error_set_file(error, failure, "read", dir);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        if (is_table(name))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* Reads up to length bytes, fewer only at the end of the file. -1 and errno on failure. */
static gssize read_fully(int fd, guint8 *buffer, gsize length)
{
    gsize filled = 0;
    while (filled < length) {
        gssize got = read(fd, buffer + filled, length - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        filled += got;
    }
    return filled;
}

static void append_hex(GString *copy, const guint8 *bytes, gsize length)
{
    for (gsize i = 0; i < length; i++)
        g_string_append_printf(copy, "%02x", bytes[i]);
}

/* Hashes a file as it is now. */
static TableFile *hash_file(const char *dir, const char *name, guint8 *buffer, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        index_error_set(error, errno, "read", path);
        return NULL;
    }
    posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    g_autoptr(TableFile) file = table_file_new(name);
    gssize got;
    while ((got = read_fully(fd, buffer, CHECKSUMS_BLOCK)) > 0) {
        guint64 hash = XXH3_64bits(buffer, got);
        g_array_append_val(file->hashes, hash);
        file->size += got;
        if (file->size <= COPY_MAX && strcmp(name, VERSION_FILE) == 0)
            append_hex(file->copy, buffer, got);
    }
    int failure = errno;
    close(fd);
    if (got < 0) {
        index_error_set(error, failure, "read", path);
        return NULL;
    }
    return g_steal_pointer(&file);
}

/* ---- writing ----------------------------------------------------------------------------------*/

static void append_file(GString *text, const TableFile *file)
{
    g_string_append_printf(text, "%s %" G_GUINT64_FORMAT " ", file->name, file->size);
    for (guint i = 0; i < file->hashes->len; i++)
        g_string_append_printf(text, "%s%016" G_GINT64_MODIFIER "x", i > 0 ? "," : "",
                               g_array_index(file->hashes, guint64, i));
    if (file->copy->len > 0)
        g_string_append_printf(text, " %s", file->copy->str);
    g_string_append_c(text, '\n');
}

void checksum_trail_add(ChecksumTrail *trail, const void *bytes, gsize length)
{
    const guint8 *next = bytes;
    if (trail->hashes == NULL) {
        trail->hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
        trail->rest = g_malloc(CHECKSUMS_BLOCK);
    }
    trail->size += length;
    while (length > 0) {
        gsize part = MIN(length, CHECKSUMS_BLOCK - trail->rest_length);
        if (part == CHECKSUMS_BLOCK) {
            guint64 hash = XXH3_64bits(next, part);
            g_array_append_val(trail->hashes, hash);
        } else {
            memcpy(trail->rest + trail->rest_length, next, part);
            trail->rest_length += part;
        }
        if (trail->rest_length == CHECKSUMS_BLOCK) {
            guint64 hash = XXH3_64bits(trail->rest, CHECKSUMS_BLOCK);
            g_array_append_val(trail->hashes, hash);
            trail->rest_length = 0;
        }
        next += part;
        length -= part;
    }
}

void checksum_trail_clear(ChecksumTrail *trail)
{
    g_clear_pointer(&trail->hashes, g_array_unref);
    g_clear_pointer(&trail->rest, g_free);
    trail->rest_length = 0;
    trail->size = 0;
}

static TableFile *trail_file(const ChecksumTrail *trail)
{
    TableFile *file = table_file_new(trail->name);
    file->size = trail->size;
    if (trail->hashes != NULL)
        g_array_append_vals(file->hashes, trail->hashes->data, trail->hashes->len);
    if (trail->rest_length > 0) {
        guint64 hash = XXH3_64bits(trail->rest, trail->rest_length);
        g_array_append_val(file->hashes, hash);
    }
    return file;
}

static TableFile *known_file(const char *name, ChecksumTrail *const *trails, gsize count)
{
    for (gsize i = 0; i < count; i++)
        if (strcmp(trails[i]->name, name) == 0)
            return trail_file(trails[i]);
    return NULL;
}

gboolean checksums_write_trails(const char *dir, ChecksumTrail *const *trails, gsize count,
                                GError **error)
{
    g_autoptr(GPtrArray) names = list_tables(dir, error);
    if (names == NULL)
        return FALSE;
    g_autoptr(GString) text = g_string_new(FIRST_LINE);
    g_autofree guint8 *buffer = g_malloc(CHECKSUMS_BLOCK);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autoptr(TableFile) file = known_file(name, trails, count);
        if (file == NULL)
            file = hash_file(dir, name, buffer, error);
        if (file == NULL)
            return FALSE;
        append_file(text, file);
    }
    guint64 hash = XXH3_64bits(text->str, text->len);
    g_string_append_printf(text, "end %016" G_GINT64_MODIFIER "x\n", hash);
    g_autofree char *path = g_build_filename(dir, CHECKSUMS_FILE, NULL);
    return layout_write_file(path, text->str, text->len, error);
}

gboolean checksums_write(const char *dir, GError **error)
{
    return checksums_write_trails(dir, NULL, 0, error);
}

gboolean checksums_exist(const char *dir)
{
    g_autofree char *path = g_build_filename(dir, CHECKSUMS_FILE, NULL);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* ---- reading ----------------------------------------------------------------------------------*/

/* 16 lower-case hex digits; FALSE for anything else. */
static gboolean parse_hash(const char *text, guint64 *hash)
{
    *hash = 0;
    for (int i = 0; i < HASH_DIGITS; i++) {
        int digit = g_ascii_isupper(text[i]) ? -1 : g_ascii_xdigit_value(text[i]);
        if (digit < 0)
            return FALSE;
        *hash = *hash << 4 | digit;
    }
    return TRUE;
}

/* `name size hash,hash,…` and a copy where there is one; NULL if line is anything else. Writes into line. */
static TableFile *parse_line(char *line)
{
    char *size = strchr(line, ' ');
    char *hashes = size != NULL ? strchr(size + 1, ' ') : NULL;
    if (hashes == NULL)
        return NULL;
    *size++ = '\0';
    *hashes++ = '\0';
    g_autoptr(TableFile) file = table_file_new(line);
    char *copy = strchr(hashes, ' ');
    if (copy != NULL) {
        *copy++ = '\0';
        g_string_assign(file->copy, copy);
    }
    if (!is_table(line) || strchr(line, '/') != NULL ||
        !g_ascii_string_to_unsigned(size, 10, 0, G_MAXINT64, &file->size, NULL))
        return NULL;
    guint64 blocks = file->size / CHECKSUMS_BLOCK + (file->size % CHECKSUMS_BLOCK != 0);
    if (strlen(hashes) != (blocks > 0 ? blocks * (HASH_DIGITS + 1) - 1 : 0))
        return NULL;
    for (guint64 i = 0; i < blocks; i++) {
        const char *at = hashes + i * (HASH_DIGITS + 1);
        guint64 hash;
        if (!parse_hash(at, &hash) || (i + 1 < blocks && at[HASH_DIGITS] != ','))
            return NULL;
        g_array_append_val(file->hashes, hash);
    }
    return g_steal_pointer(&file);
}

/* The length of text without its last line, if that is right; 0 if not. */
static gsize check_end(const char *text, gsize length)
{
    const gsize last = strlen("end ") + HASH_DIGITS + 1;
    if (length < strlen(FIRST_LINE) + last || memcmp(text, FIRST_LINE, strlen(FIRST_LINE)) != 0)
        return 0;
    const char *end = text + length - last;
    guint64 hash;
    if (memcmp(end, "end ", 4) != 0 || text[length - 1] != '\n' || !parse_hash(end + 4, &hash) ||
        hash != XXH3_64bits(text, length - last))
        return 0;
    return length - last;
}

/* The files of a checksum file (TableFile), or NULL if it is broken. Writes into text. */
static GPtrArray *parse_files(char *text, gsize length)
{
    gsize body = check_end(text, length);
    if (body == 0)
        return NULL;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)table_file_free);
    for (char *line = text + strlen(FIRST_LINE); line < text + body;) {
        char *feed = memchr(line, '\n', text + body - line);
        if (feed == NULL)
            return NULL;
        *feed = '\0';
        TableFile *file = parse_line(line);
        if (file == NULL)
            return NULL;
        g_ptr_array_add(files, file);
        line = feed + 1;
    }
    return g_steal_pointer(&files);
}

static GPtrArray *read_files(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, CHECKSUMS_FILE, NULL);
    g_autofree char *text = NULL;
    gsize length;
    g_autoptr(GError) failure = NULL;
    if (!g_file_get_contents(path, &text, &length, &failure)) {
        index_error_set_file(error, failure, "read", path);
        return NULL;
    }
    GPtrArray *files = parse_files(text, length);
    if (files == NULL)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "can't check '%s': its checksums are damaged themselves; xapian-check tells "
                    "whether the tables are sound",
                    dir);
    return files;
}

/* ---- comparing --------------------------------------------------------------------------------*/

static void compare_file(const TableFile *written, const TableFile *now, ChecksumFunc func,
                         gpointer data)
{
    guint blocks = MIN(written->hashes->len, now->hashes->len);
    guint64 size = MIN(written->size, now->size);
    for (guint i = 0; i < blocks; i++) {
        guint64 offset = (guint64)i * CHECKSUMS_BLOCK;
        /* Of a file cut short or grown, the last block can't be compared. */
        gboolean comparable = offset + CHECKSUMS_BLOCK <= size || written->size == now->size;
        if (comparable && g_array_index(written->hashes, guint64, i) !=
                              g_array_index(now->hashes, guint64, i))
            func(&(ChecksumDamage){CHECKSUM_BLOCK, written->name, offset,
                                   MIN(CHECKSUMS_BLOCK, size - offset)},
                 data);
    }
    if (written->size != now->size) {
        guint64 from = size / CHECKSUMS_BLOCK * CHECKSUMS_BLOCK;
        func(&(ChecksumDamage){CHECKSUM_SIZE, written->name, from,
                               MAX(written->size, now->size) - from},
             data);
    }
}

static gboolean has_name(const GPtrArray *files, const char *name)
{
    for (guint i = 0; i < files->len; i++)
        if (strcmp(((const TableFile *)g_ptr_array_index(files, i))->name, name) == 0)
            return TRUE;
    return FALSE;
}

gboolean checksums_verify(const char *dir, ChecksumFunc func, gpointer data, GError **error)
{
    g_autoptr(GPtrArray) files = read_files(dir, error);
    g_autoptr(GPtrArray) present = files != NULL ? list_tables(dir, error) : NULL;
    if (present == NULL)
        return FALSE;
    g_autofree guint8 *buffer = g_malloc(CHECKSUMS_BLOCK);
    for (guint i = 0; i < files->len; i++) {
        const TableFile *written = g_ptr_array_index(files, i);
        g_autoptr(GError) failure = NULL;
        g_autoptr(TableFile) now = hash_file(dir, written->name, buffer, &failure);
        if (now != NULL) {
            compare_file(written, now, func, data);
        } else if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND)) {
            func(&(ChecksumDamage){CHECKSUM_MISSING, written->name, 0, written->size}, data);
        } else {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
    }
    for (guint i = 0; i < present->len; i++) {
        const char *name = g_ptr_array_index(present, i);
        if (!has_name(files, name)) {
            g_autofree char *path = g_build_filename(dir, name, NULL);
            struct stat info;
            guint64 size = stat(path, &info) == 0 ? info.st_size : 0;
            func(&(ChecksumDamage){CHECKSUM_EXTRA, name, 0, size}, data);
        }
    }
    return TRUE;
}

static void note_first(const ChecksumDamage *damage, gpointer data)
{
    char **file = data;
    if (*file == NULL)
        *file = g_strdup(damage->file);
}

gboolean checksums_hold(const char *dir, GError **error)
{
    g_autofree char *file = NULL;
    if (!checksums_verify(dir, note_first, &file, NULL) || file == NULL)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                "can't read '%s': %s has other bytes than were written; `dateline check --repair` keeps "
                "what can be read",
                dir, file);
    return FALSE;
}

/* ---- the version file -------------------------------------------------------------------------*/

gboolean checksums_restore_version(const char *dir, GError **error)
{
    g_autoptr(GPtrArray) files = read_files(dir, error);
    if (files == NULL)
        return FALSE;
    for (guint i = 0; i < files->len; i++) {
        const TableFile *file = g_ptr_array_index(files, i);
        if (strcmp(file->name, VERSION_FILE) != 0 || file->copy->len != 2 * file->size)
            continue;
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        for (gsize at = 0; at < file->copy->len; at += 2) {
            guint8 byte = g_ascii_xdigit_value(file->copy->str[at]) << 4 |
                          g_ascii_xdigit_value(file->copy->str[at + 1]);
            g_byte_array_append(bytes, &byte, 1);
        }
        g_autofree char *path = g_build_filename(dir, VERSION_FILE, NULL);
        return layout_write_file(path, bytes->data, bytes->len, error);
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                "can't restore '%s/" VERSION_FILE "': its checksums hold no copy of it", dir);
    return FALSE;
}
