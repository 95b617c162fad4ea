#include "xapian-c/glass-read-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* So much is read at a time where leaves follow one another in the file, and where they don't. */
#define AHEAD_MOST (1u << 20)
#define AHEAD_LEAST (1u << 14)
/* Branch blocks that may stand between two leaves without their order being in doubt. */
#define BRANCHES_BETWEEN 4u

#define BLOCK_SIZE_LEAST 2048u
#define BLOCK_SIZE_MOST 65536u
#define MAGIC                                                                                      \
    "\x0f\x0d"                                                                                     \
    "Xapian Glass"
/* Of 2016-03-14, which all of Xapian 1.4 writes. */
#define FORMAT ((2016 - 2014) << 9 | 3 << 5 | 14)
/* Above the greatest version file by far. */
#define VERSION_BYTES_MAX 4096

static gboolean damaged(GError **failure, const char *path, const char *what)
{
    glass_fail(failure, INDEX_ERROR_DAMAGED,
               "can't read '%s': %s; it is damaged: restore it from a copy, or index anew", path,
               what);
    return FALSE;
}

/* Leaves the cursor without an entry, for good. */
static gboolean stop(GlassCursor *cursor)
{
    cursor->key = NULL;
    cursor->at = cursor->dir_end = 0;
    return FALSE;
}

gboolean glass_cursor_damaged(GlassCursor *cursor, const char *what)
{
    stop(cursor);
    return damaged(cursor->failure, cursor->path, what);
}

/* ---- codings ----------------------------------------------------------------------------------*/

gboolean glass_get_uint64(const guint8 **p, const guint8 *end, guint64 *value)
{
    guint64 sum = 0;
    const guint8 *next = *p;
    for (guint shift = 0; shift < 64 && next < end; shift += 7) {
        guint64 bits = *next & 0x7f;
        if (bits << shift >> shift != bits)
            return FALSE;
        sum |= bits << shift;
        if (*next++ < 0x80) {
            *value = sum;
            *p = next;
            return TRUE;
        }
    }
    return FALSE;
}

gboolean glass_get_long_uint(const guint8 **p, const guint8 *end, guint32 *value)
{
    guint64 wide;
    if (!glass_get_uint64(p, end, &wide) || wide > G_MAXUINT32)
        return FALSE;
    *value = (guint32)wide;
    return TRUE;
}

gboolean glass_get_long_uint_sort(const guint8 **p, const guint8 *end, guint32 *value)
{
    const guint8 *next = *p;
    if (end - next < 3 || *next < 0x80 || *next > 0xe0)
        return FALSE;
    guint length = *next < 0xc0 ? 3 : *next < 0xe0 ? 4 : 5;
    if ((gsize)(end - next) < length)
        return FALSE;
    guint32 sum = *next & (0xffu >> (length - 1));
    for (guint i = 1; i < length; i++)
        sum = sum << 8 | next[i];
    *value = sum;
    *p = next + length;
    return sum != 0;
}

/* ---- the version file -------------------------------------------------------------------------*/

static gboolean read_root(GlassRoot *root, const guint8 **p, const guint8 *end)
{
    enum { ROOT_ABSENT = 1, LEVEL_SHIFT = 2 };
    guint32 how, size, compress_min, freelist;
    if (!glass_get_uint(p, end, &root->root) || !glass_get_uint(p, end, &how) ||
        !glass_get_uint64(p, end, &root->items) || !glass_get_uint(p, end, &size) ||
        !glass_get_uint(p, end, &compress_min) || !glass_get_uint(p, end, &freelist) ||
        freelist > (gsize)(end - *p))
        return FALSE;
    *p += freelist;
    root->level = how >> LEVEL_SHIFT;
    root->absent = (how & ROOT_ABSENT) != 0;
    root->block_size = size > BLOCK_SIZE_MOST >> 11 ? 0 : size << 11;
    return root->level <= GLASS_LEVELS_MAX && root->block_size >= BLOCK_SIZE_LEAST &&
           (root->block_size & (root->block_size - 1)) == 0;
}

static gboolean read_statistics(GlassStatistics *s, const guint8 *p, const guint8 *end)
{
    guint32 after, above, changeset;
    return glass_get_uint(&p, end, &s->documents) && glass_get_uint(&p, end, &after) &&
           glass_get_uint(&p, end, &s->doclen_lower) && glass_get_uint(&p, end, &s->wdf_upper) &&
           glass_get_uint(&p, end, &above) && glass_get_uint(&p, end, &changeset) &&
           glass_get_uint64(&p, end, &s->total_doclen) &&
           !__builtin_add_overflow(s->documents, after, &s->last_docid) &&
           !__builtin_add_overflow(s->wdf_upper, above, &s->doclen_upper);
}

static gboolean parse_version(GlassVersion *version, const char *path, const guint8 *bytes,
                              gsize length, GError **failure)
{
    const guint8 *p = bytes, *end = bytes + length;
    const gsize magic = sizeof MAGIC - 1;
    if (length < magic + 2 + 16 || memcmp(p, MAGIC, magic) != 0)
        return damaged(failure, path, "it doesn't begin as a glass database");
    if (glass_get_be16(p + magic) != FORMAT) {
        glass_fail(
            failure, INDEX_ERROR_VERSION,
            "can't read '%s': it is not of Xapian 1.4's format; compact it with xapian-compact",
            path);
        return FALSE;
    }
    p += magic + 2 + 16;
    if (!glass_get_uint(&p, end, &version->revision))
        return damaged(failure, path, "it ends too early");
    for (guint i = 0; i < GLASS_TABLES; i++) {
        if (!read_root(&version->table[i], &p, end))
            return damaged(failure, path, "what it says of a table is impossible");
    }
    if (!read_statistics(&version->statistics, p, end))
        return damaged(failure, path, "its statistics are impossible");
    return TRUE;
}

/* Reads up to length bytes at offset; *got is less only at the end of the file. */
static gboolean read_at(int fd, guint8 *bytes, gsize length, guint64 offset, gsize *got,
                        const char *path, GError **failure)
{
    *got = 0;
    while (*got < length) {
        ssize_t part = pread(fd, bytes + *got, length - *got, (off_t)(offset + *got));
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0) {
            glass_fail_errno(failure, errno, "read", path);
            return FALSE;
        }
        if (part == 0)
            break;
        *got += (gsize)part;
    }
    return TRUE;
}

gboolean glass_read_version(GlassVersion *version, const char *dir, GError **failure)
{
    memset(version, 0, sizeof *version);
    g_autofree char *path = g_build_filename(dir, GLASS_VERSION_FILE, NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        glass_fail_errno(failure, errno, "open", path);
        return FALSE;
    }
    guint8 bytes[VERSION_BYTES_MAX];
    gsize length;
    gboolean fine = read_at(fd, bytes, sizeof bytes, 0, &length, path, failure);
    close(fd);
    return fine && parse_version(version, path, bytes, length, failure);
}

/* ---- blocks -----------------------------------------------------------------------------------*/

/* Checks the header of a block and gives the end of its directory. A block without items is none of
 * a valid table: even an empty one has the null item. As keys ascend, no leaf can then come twice,
 * and no walk goes on for ever. */
static gboolean check_block(GlassCursor *cursor, const guint8 *block, guint level, guint32 *dir_end)
{
    *dir_end = glass_get_be16(block + 9);
    if (block[4] != level)
        return glass_cursor_damaged(cursor, "a block is not of the level that it is entered at");
    if (glass_get_be32(block) > cursor->revision)
        return glass_cursor_damaged(cursor, "a block is newer than the database");
    if (*dir_end < GLASS_BLOCK_HEADER + 2 || *dir_end % 2 == 0 || *dir_end > cursor->block_size)
        return glass_cursor_damaged(cursor, "a block's directory is impossible");
    return TRUE;
}

static gboolean check_number(GlassCursor *cursor, guint32 number)
{
    return number < cursor->blocks || glass_cursor_damaged(cursor, "a block lies beyond its end");
}

/* Reads blocks to memory that the caller has made room in. */
static gboolean read_blocks(GlassCursor *cursor, guint8 *to, guint32 number, guint32 count)
{
    gsize length = (gsize)count * cursor->block_size, got;
    if (!read_at(cursor->fd, to, length, (guint64)number * cursor->block_size, &got, cursor->path,
                 cursor->failure))
        return stop(cursor);
    return got == length || glass_cursor_damaged(cursor, "it became shorter");
}

static gboolean load_branch(GlassCursor *cursor, guint level, guint32 number)
{
    GlassCursorBranch *branch = &cursor->branch[level - 1];
    if (!branch->bytes && !(branch->bytes = g_try_malloc(cursor->block_size))) {
        glass_fail_memory(cursor->failure, cursor->block_size);
        return stop(cursor);
    }
    branch->at = GLASS_BLOCK_HEADER;
    return check_number(cursor, number) && read_blocks(cursor, branch->bytes, number, 1) &&
           check_block(cursor, branch->bytes, level, &branch->end);
}

/* The number of the next child of a branch block. */
static gboolean take_child(GlassCursor *cursor, guint level, guint32 *number)
{
    GlassCursorBranch *branch = &cursor->branch[level - 1];
    guint32 offset = glass_get_be16(branch->bytes + branch->at);
    branch->at += 2;
    if (offset < branch->end || offset + 4 > cursor->block_size)
        return glass_cursor_damaged(cursor, "a branch item lies outside of its block");
    *number = glass_get_be32(branch->bytes + offset);
    return TRUE;
}

/* Fills the window from this block on. */
static gboolean read_ahead(GlassCursor *cursor, guint32 number)
{
    guint32 window_end = cursor->window_first + cursor->window_count;
    gboolean in_order =
        cursor->window_count > 0 && number >= window_end && number - window_end <= BRANCHES_BETWEEN;
    guint32 least = MAX(AHEAD_LEAST / cursor->block_size, 1),
            most = AHEAD_MOST / cursor->block_size;
    cursor->ahead = in_order ? MIN(cursor->ahead * 2, most) : least;
    if (!cursor->window && !(cursor->window = g_try_malloc(AHEAD_MOST))) {
        glass_fail_memory(cursor->failure, AHEAD_MOST);
        return stop(cursor);
    }
    cursor->window_first = number;
    cursor->window_count = MIN(cursor->ahead, cursor->blocks - number);
    return read_blocks(cursor, cursor->window, number, cursor->window_count);
}

static gboolean load_leaf(GlassCursor *cursor, guint32 number)
{
    if (!check_number(cursor, number))
        return FALSE;
    if (number < cursor->window_first || number - cursor->window_first >= cursor->window_count) {
        if (!read_ahead(cursor, number))
            return FALSE;
    }
    cursor->leaf = cursor->window + (gsize)(number - cursor->window_first) * cursor->block_size;
    guint32 dir_end;
    if (!check_block(cursor, cursor->leaf, 0, &dir_end))
        return FALSE;
    cursor->at = GLASS_BLOCK_HEADER;
    cursor->dir_end = dir_end;
    return TRUE;
}

/* Loads the first leaf, or the one after the current one. FALSE at the end, or after a failure. */
static gboolean next_leaf(GlassCursor *cursor)
{
    guint level = 0;
    guint32 number = cursor->root;
    if (!cursor->started) {
        cursor->started = TRUE;
        level = cursor->level;
    } else {
        const GlassCursorBranch *branch;
        do {
            if (level == cursor->level)
                return FALSE;
            branch = &cursor->branch[level++];
        } while (branch->at == branch->end);
        if (!take_child(cursor, level--, &number))
            return FALSE;
    }
    for (; level > 0; level--) {
        if (!load_branch(cursor, level, number) || !take_child(cursor, level, &number))
            return FALSE;
    }
    return load_leaf(cursor, number);
}

/* ---- entries ----------------------------------------------------------------------------------*/

typedef struct {
    const guint8 *bytes, *key, *payload;
    gsize key_length, length; /* of the payload */
    guint32 flags, chunk;
} Item;

/* Takes the next item of the leaf. */
static gboolean take_item(GlassCursor *cursor, Item *item)
{
    guint32 offset = glass_get_be16(cursor->leaf + cursor->at);
    cursor->at += 2;
    if (offset < cursor->dir_end || offset > cursor->block_size - 3)
        return glass_cursor_damaged(cursor, "an item lies outside of its block");
    const guint8 *bytes = cursor->leaf + offset;
    gsize size = (glass_get_be16(bytes) & 0x1fffu) + 3;
    item->bytes = bytes;
    item->flags = glass_get_be16(bytes) & ~0x1fffu;
    item->key = bytes + 3;
    item->key_length = bytes[2];
    gboolean first = (item->flags & GLASS_ITEM_FIRST) != 0;
    gsize overhead = 3 + item->key_length + (first ? 0 : 2);
    if (size > cursor->block_size - offset || size < overhead)
        return glass_cursor_damaged(cursor, "an item has an impossible length");
    item->chunk = first ? 1 : glass_get_be16(bytes + 3 + item->key_length);
    item->payload = bytes + overhead;
    item->length = size - overhead;
    return TRUE;
}

/* Keeps the current key while its block goes. */
static void save_key(GlassCursor *cursor)
{
    if (cursor->key && cursor->key != cursor->saved_key && cursor->key_length > 0)
        memcpy(cursor->saved_key, cursor->key, cursor->key_length);
    cursor->key = cursor->saved_key;
}

static gboolean append_chunk(GlassCursor *cursor, const Item *item)
{
    if (!glass_grow(&cursor->long_tag, &cursor->long_capacity, cursor->tag_length + item->length, 1,
                    cursor->failure))
        return stop(cursor);
    if (item->length > 0)
        memcpy(cursor->long_tag + cursor->tag_length, item->payload, item->length);
    cursor->tag_length += item->length;
    return TRUE;
}

/* Puts the tag of the current key together, beginning with this first chunk. */
static gboolean read_chunks(GlassCursor *cursor, Item *item)
{
    save_key(cursor);
    cursor->tag_length = 0;
    cursor->item = NULL;
    cursor->chunked = TRUE;
    for (guint32 chunk = 1;; chunk++) {
        if (!append_chunk(cursor, item))
            return FALSE;
        if (item->flags & GLASS_ITEM_LAST)
            break;
        if (cursor->at == cursor->dir_end && !next_leaf(cursor))
            return glass_cursor_damaged(cursor, "an entry is cut off");
        if (!take_item(cursor, item))
            return FALSE;
        if (item->chunk != chunk + 1 || item->key_length != cursor->key_length ||
            memcmp(item->key, cursor->key, cursor->key_length) != 0)
            return glass_cursor_damaged(cursor, "a part of an entry is missing");
    }
    cursor->tag = cursor->long_tag;
    return TRUE;
}

/* Ends the walk. */
static gboolean at_end(GlassCursor *cursor)
{
    stop(cursor);
    if (!*cursor->failure && cursor->seen != cursor->items)
        return glass_cursor_damaged(cursor, "it has another number of entries than it should have");
    return FALSE;
}

/* The first item of all has an empty key and says nothing. */
static gboolean is_null_item(GlassCursor *cursor, const Item *item)
{
    if (item->key_length > 0 || cursor->null_seen || cursor->seen > 0 ||
        !(item->flags & GLASS_ITEM_LAST))
        return FALSE;
    return cursor->null_seen = TRUE;
}

gboolean glass_cursor_advance(GlassCursor *cursor)
{
    Item item;
    do {
        if (*cursor->failure || !cursor->key)
            return stop(cursor);
        if (cursor->at == cursor->dir_end) {
            save_key(cursor);
            if (!next_leaf(cursor))
                return at_end(cursor);
        }
        if (!take_item(cursor, &item))
            return FALSE;
        if (item.chunk != 1 || !(item.flags & GLASS_ITEM_FIRST))
            return glass_cursor_damaged(cursor, "the begin of an entry is missing");
    } while (is_null_item(cursor, &item));
    if (!glass_cursor_ascends(cursor, item.key, item.key_length))
        return glass_cursor_damaged(cursor, "keys are out of order");

    cursor->seen++;
    cursor->key = item.key;
    cursor->key_length = item.key_length;
    cursor->compressed = (item.flags & GLASS_ITEM_COMPRESSED) != 0;
    if (!(item.flags & GLASS_ITEM_LAST))
        return read_chunks(cursor, &item);
    cursor->item = item.bytes;
    cursor->tag = item.payload;
    cursor->tag_length = item.length;
    cursor->chunked = FALSE;
    return TRUE;
}

/* ---- life -------------------------------------------------------------------------------------*/

/* Opens the file and counts its blocks. */
static gboolean open_file(GlassCursor *cursor)
{
    struct stat status;
    cursor->fd = open(cursor->path, O_RDONLY | O_CLOEXEC);
    if (cursor->fd < 0 && errno == ENOENT)
        return glass_cursor_damaged(cursor, "it is missing");
    if (cursor->fd < 0 || fstat(cursor->fd, &status) < 0) {
        glass_fail_errno(cursor->failure, errno, "open", cursor->path);
        return stop(cursor);
    }
    guint64 blocks = (guint64)status.st_size / cursor->block_size;
    cursor->blocks = (guint32)MIN(blocks, G_MAXUINT32);
    (void)posix_fadvise(cursor->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return check_number(cursor, cursor->root);
}

gboolean glass_cursor_open(GlassCursor *cursor, const char *dir, GlassTableKind kind,
                           const GlassVersion *version, GError **failure)
{
    const GlassRoot *root = &version->table[kind];
    g_autofree char *name = g_strconcat(glass_table_name(kind), ".glass", NULL);
    memset(cursor, 0, sizeof *cursor);
    cursor->path = g_build_filename(dir, name, NULL);
    cursor->failure = failure;
    cursor->fd = -1;
    cursor->key = cursor->saved_key;
    cursor->block_size = root->block_size;
    cursor->root = root->root;
    cursor->level = root->level;
    cursor->revision = version->revision;
    cursor->items = root->items;
    if (!root->absent)
        return open_file(cursor);
    stop(cursor);
    return root->items == 0 || glass_cursor_damaged(cursor, "it is missing");
}

void glass_cursor_close(GlassCursor *cursor)
{
    if (!cursor->path)
        return;
    if (cursor->fd >= 0)
        close(cursor->fd);
    for (guint i = 0; i < GLASS_LEVELS_MAX; i++)
        g_free(cursor->branch[i].bytes);
    g_free(cursor->window);
    g_free(cursor->long_tag);
    g_free(cursor->path);
    memset(cursor, 0, sizeof *cursor);
}
