/* glass-read: reads the tables of a glass database in key order, also those that Xapian has
 * modified.
 *
 *     glass_read_version(&version, dir, &failure);
 *     glass_cursor_open(&cursor, dir, GLASS_POSTLIST, &version, &failure);
 *     while (glass_cursor_next(&cursor))
 *         use(cursor.key, cursor.key_length, cursor.tag, cursor.tag_length);
 *     glass_cursor_close(&cursor);
 *     // failure: set unless all was read
 *
 * The B-tree is walked from its root, as blocks may stand anywhere in the file. Whatever is
 * followed is checked first: damage is INDEX_ERROR_DAMAGED with the file's path. Nobody may write
 * the database meanwhile. Errors stick as in glass-file-private.h. Threads: one at a time for each
 * cursor.
 */
#pragma once

#include "xapian-c/glass-version-private.h"

/* ---- codings ----------------------------------------------------------------------------------*/

static inline guint32 glass_get_be16(const guint8 *p)
{
    return (guint32)p[0] << 8 | p[1];
}

static inline guint32 glass_get_be32(const guint8 *p)
{
    return glass_get_be16(p) << 16 | glass_get_be16(p + 2);
}

/* Each of these reads at *p, not beyond end, and moves *p behind what it has read. FALSE if nothing
 * of the kind stands there, or the number is too large. */
gboolean glass_get_uint64(const guint8 **p, const guint8 *end, guint64 *value);
gboolean glass_get_long_uint(const guint8 **p, const guint8 *end, guint32 *value);
gboolean glass_get_long_uint_sort(const guint8 **p, const guint8 *end, guint32 *value);

static inline gboolean glass_get_uint(const guint8 **p, const guint8 *end, guint32 *value)
{
    if (G_UNLIKELY(*p == end || **p >= 0x80))
        return glass_get_long_uint(p, end, value);
    *value = *(*p)++;
    return TRUE;
}

/* A docid in a key: uint_sort, not 0. */
static inline gboolean glass_get_docid(const guint8 **p, const guint8 *end, guint32 *docid)
{
    if (G_UNLIKELY(end - *p < 2 || **p >= 0x80))
        return glass_get_long_uint_sort(p, end, docid);
    *docid = glass_get_be16(*p);
    *p += 2;
    return *docid != 0;
}

/* ---- the version file -------------------------------------------------------------------------*/

typedef struct {
    guint32 root;
    guint level;
    guint64 items; /* keys, without the null item */
    guint32 block_size;
    gboolean absent;
} GlassRoot;

typedef struct {
    guint32 revision; /* no block's is higher */
    GlassRoot table[GLASS_TABLES];
    GlassStatistics statistics;
} GlassVersion;

/* INDEX_ERROR_NOT_FOUND if the folder has no version file, INDEX_ERROR_VERSION if it is of another
 * format than 1.4's. */
gboolean glass_read_version(GlassVersion *version, const char *dir, GError **failure);

/* ---- cursors ----------------------------------------------------------------------------------*/

/* A branch block on the way to the current leaf. */
typedef struct {
    guint8 *bytes;
    guint32 at, end; /* in the directory */
} GlassCursorBranch;

typedef struct {
    /* The current entry, valid until the next one. At the end, and after a failure, key is NULL. */
    const guint8 *key, *tag;
    gsize key_length, tag_length;
    gboolean compressed;
    gboolean chunked;   /* the tag was put together from several items */
    const guint8 *item; /* if not: I, K, key and tag as they stand in the block */

    /* What follows is the cursor's own. */
    char *path;
    GError **failure;
    int fd;
    guint32 block_size, blocks, root, revision;
    guint level;
    guint64 items, seen;
    gboolean started, null_seen;
    const guint8 *leaf;
    guint32 at, dir_end;                        /* in the leaf's directory */
    GlassCursorBranch branch[GLASS_LEVELS_MAX]; /* [0] is level 1 */
    /* Blocks read ahead of the leaf. */
    guint8 *window;
    guint32 window_first, window_count, ahead;
    guint8 saved_key[GLASS_KEY_MAX];
    guint8 *long_tag;
    gsize long_capacity;
} GlassCursor;

/* Opens a table of the database in the folder dir, before its first entry. An absent one has none.
 */
gboolean glass_cursor_open(GlassCursor *cursor, const char *dir, GlassTableKind kind,
                           const GlassVersion *version, GError **failure);
/* Fine for one that was never opened, but is all zero. */
void glass_cursor_close(GlassCursor *cursor);

/* Fails with INDEX_ERROR_DAMAGED, saying what is wrong with the table. Returns FALSE. */
gboolean glass_cursor_damaged(GlassCursor *cursor, const char *what);

/* Of glass_cursor_next(): a further leaf, a tag in chunks, the end, damage. */
gboolean glass_cursor_advance(GlassCursor *cursor);

/* Whether a key is above the current one. */
static inline gboolean glass_cursor_ascends(const GlassCursor *cursor, const guint8 *key,
                                            gsize key_length)
{
    int order = memcmp(key, cursor->key, MIN(key_length, cursor->key_length));
    return order > 0 || (order == 0 && key_length > cursor->key_length);
}

/* Moves to the next entry. FALSE at the end, or after a failure. */
static inline gboolean glass_cursor_next(GlassCursor *cursor)
{
    if (G_UNLIKELY(cursor->at == cursor->dir_end))
        return glass_cursor_advance(cursor);
    guint32 offset = glass_get_be16(cursor->leaf + cursor->at);
    if (G_UNLIKELY(offset < cursor->dir_end || offset > cursor->block_size - 3))
        return glass_cursor_advance(cursor);
    const guint8 *item = cursor->leaf + offset;
    guint32 flags = glass_get_be16(item);
    gsize size = (flags & 0x1fffu) + 3, key_length = item[2];
    const guint32 whole = GLASS_ITEM_FIRST | GLASS_ITEM_LAST;
    if (G_UNLIKELY((flags & whole) != whole || size > cursor->block_size - offset ||
                   size < 3 + key_length || !glass_cursor_ascends(cursor, item + 3, key_length)))
        return glass_cursor_advance(cursor);
    cursor->at += 2;
    cursor->seen++;
    cursor->item = item;
    cursor->key = item + 3;
    cursor->key_length = key_length;
    cursor->tag = item + 3 + key_length;
    cursor->tag_length = size - 3 - key_length;
    cursor->compressed = (flags & GLASS_ITEM_COMPRESSED) != 0;
    cursor->chunked = FALSE;
    return TRUE;
}
