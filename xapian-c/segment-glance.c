#include "xapian-c/segment-glance.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "xapian-c/checksums.h"
#include "xapian-c/glass-read-private.h"

/* iamglass, and the tables that there can be. */
#define FILES_MAX 8
#define HASH_DIGITS 16

/* A line of the checksums, not yet read further than it must be. */
typedef struct {
    char *name;
    guint64 size;
    const char *hashes;
    gsize root; /* the block that its root is in; G_MAXSIZE: none */
    int fd;
} File;

typedef struct {
    const char *dir;
    File file[FILES_MAX];
    guint count, budget;
    guint8 *buffer;
} Glance;

static gboolean damaged(const Glance *glance, const char *name, const char *what, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                "can't open '%s': %s %s; `dateline check` tells what is damaged", glance->dir, name, what);
    return FALSE;
}

/* ---- the checksums ----------------------------------------------------------------------------*/

static gboolean take_line(Glance *glance, char *line)
{
    char *size = strchr(line, ' ');
    char *hashes = size != NULL ? strchr(size + 1, ' ') : NULL;
    if (hashes == NULL || glance->count == FILES_MAX || strchr(line, '/') != NULL)
        return FALSE;
    *size = '\0';
    File *file = &glance->file[glance->count++];
    *file = (File){.name = line, .hashes = hashes + 1, .root = G_MAXSIZE, .fd = -1};
    file->size = g_ascii_strtoull(size + 1, NULL, 10);
    guint64 blocks = (file->size + CHECKSUMS_BLOCK - 1) / CHECKSUMS_BLOCK;
    return blocks == 0 || strcspn(file->hashes, " ") == blocks * (HASH_DIGITS + 1) - 1;
}

/* Finds the lines in text, which ends in its own checksum. */
static gboolean take_lines(Glance *glance, char *text, gsize length)
{
    const gsize last = strlen("end ") + HASH_DIGITS + 1;
    char end[32];
    if (length < last)
        return FALSE;
    g_snprintf(end, sizeof end, "end %016" G_GINT64_MODIFIER "x\n",
               (guint64)XXH3_64bits(text, length - last));
    if (memcmp(text + length - last, end, last) != 0)
        return FALSE;
    text[length - last] = '\0';
    char *line = strchr(text, '\n'); /* the first one names the format */
    while (line != NULL && line[1] != '\0') {
        char *feed = strchr(line + 1, '\n');
        if (feed != NULL)
            *feed = '\0';
        if (!take_line(glance, line + 1))
            return FALSE;
        line = feed;
    }
    return TRUE;
}

/* ---- looks ------------------------------------------------------------------------------------*/

static gboolean look_at_size(Glance *glance, File *file, GError **error)
{
    struct stat info;
    g_autofree char *path = g_build_filename(glance->dir, file->name, NULL);
    file->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (file->fd < 0 || fstat(file->fd, &info) != 0)
        return damaged(glance, file->name, "is gone", error);
    if ((guint64)info.st_size != file->size)
        return damaged(glance, file->name, "is not as long as it was written", error);
    return TRUE;
}

/* A file that can't be read now is left to those who will. */
static gboolean look_at_block(Glance *glance, const File *file, gsize block, GError **error)
{
    char digits[HASH_DIGITS + 1];
    gsize offset = block * CHECKSUMS_BLOCK;
    gssize length = (gssize)MIN(CHECKSUMS_BLOCK, file->size - offset);
    if (pread(file->fd, glance->buffer, (gsize)length, (off_t)offset) != length)
        return TRUE;
    glance->budget--;
    g_snprintf(digits, sizeof digits, "%016" G_GINT64_MODIFIER "x",
               (guint64)XXH3_64bits(glance->buffer, (gsize)length));
    return memcmp(digits, file->hashes + block * (HASH_DIGITS + 1), HASH_DIGITS) == 0 ||
           damaged(glance, file->name, "has other bytes than were written", error);
}

/* Blocks in which the search begins. */
static void find_roots(Glance *glance)
{
    GlassVersion version;
    g_autoptr(GError) failure = NULL;
    if (!glass_read_version(&version, glance->dir, &failure))
        return;
    for (guint kind = 0; kind < GLASS_TABLES; kind++)
        for (guint i = 0; i < glance->count; i++) {
            File *file = &glance->file[i];
            const char *name = glass_table_name(kind);
            guint64 at = (guint64)version.table[kind].root * version.table[kind].block_size;
            if (!version.table[kind].absent && at < file->size &&
                strncmp(file->name, name, strlen(name)) == 0 && file->name[strlen(name)] == '.')
                file->root = at / CHECKSUMS_BLOCK;
        }
}

static gboolean look_at_files(Glance *glance, GError **error)
{
    for (guint i = 0; i < glance->count; i++)
        if (!look_at_size(glance, &glance->file[i], error))
            return FALSE;
    /* The version file first: it says where the roots are. */
    for (guint i = 0; i < glance->count; i++)
        if (strcmp(glance->file[i].name, GLASS_VERSION_FILE) == 0 &&
            !look_at_block(glance, &glance->file[i], 0, error))
            return FALSE;
    find_roots(glance);
    for (guint i = 0; i < glance->count && glance->budget > 0; i++)
        if (glance->file[i].root != G_MAXSIZE &&
            !look_at_block(glance, &glance->file[i], glance->file[i].root, error))
            return FALSE;
    for (guint i = 0; i < glance->count; i++) {
        const File *file = &glance->file[i];
        for (gsize block = 0; block * CHECKSUMS_BLOCK < file->size && glance->budget > 0; block++)
            if (block != file->root && strcmp(file->name, GLASS_VERSION_FILE) != 0 &&
                !look_at_block(glance, file, block, error))
                return FALSE;
    }
    return TRUE;
}

gboolean segment_glance(const char *dir, guint blocks, GError **error)
{
    Glance glance = {.dir = dir, .budget = blocks + 1};
    g_autofree char *path = g_build_filename(dir, CHECKSUMS_FILE, NULL);
    g_autofree char *text = NULL;
    gsize length;
    if (!g_file_get_contents(path, &text, &length, NULL) || !take_lines(&glance, text, length))
        return TRUE;
    glance.buffer = g_malloc(CHECKSUMS_BLOCK);
    gboolean fine = look_at_files(&glance, error);
    for (guint i = 0; i < glance.count; i++)
        if (glance.file[i].fd >= 0)
            close(glance.file[i].fd);
    g_free(glance.buffer);
    return fine;
}
