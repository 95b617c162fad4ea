/* glass-table: writes one table of a glass database, a B-tree whose entries arrive in key order.
 *
 *     glass_table_init(&table, path, 0, NULL, &failure);
 *     glass_table_add(&table, key, key_length, tag, tag_length);   // … ascending keys
 *     glass_table_finish(&table);                                  // last blocks, table.info
 *     glass_table_sync(&table);
 *     glass_table_clear(&table);
 *
 * Leaves are filled one after another and stream to the file; of each branch level one block is
 * kept, written when it is full. A leaf, 8192 bytes:
 *
 *     | revision 4 | level 1 | max_free 2 | total_free 2 | dir_end 2 | offsets 2 each → … ← items |
 *     item: I 2 | K 1 | key K | X 2, not in a first chunk | chunk of the tag
 *
 * Threads: as the segment.
 */
#pragma once

#include <glib.h>

#include "xapian-c/checksums.h"
#include "xapian-c/glass-codec-private.h"
#include "xapian-c/glass-deflate-private.h"
#include "xapian-c/glass-file-private.h"

#define GLASS_BLOCK_SIZE 8192u
#define GLASS_BLOCK_HEADER 11u
/* Four items of the greatest size fill a block. */
#define GLASS_ITEM_MAX ((GLASS_BLOCK_SIZE - GLASS_BLOCK_HEADER - 4 * 2) / 4)
#define GLASS_LEVELS_MAX 10
/* Bytes of an item before its chunk, less the key: I and K; in the later chunks of a tag also X. */
#define GLASS_FIRST_OVERHEAD 3u
#define GLASS_NEXT_OVERHEAD 5u
#define GLASS_CHUNKS_MAX 65535u

/* In I, next to the item's size less 3. */
#define GLASS_ITEM_COMPRESSED 0x8000u
#define GLASS_ITEM_LAST 0x4000u
#define GLASS_ITEM_FIRST 0x2000u

/* What the version file says of a table. */
typedef struct {
    guint32 root;
    guint level;
    guint64 items; /* keys, without the null item */
    guint32 blocks;
    gboolean absent;
    guint compress_min;
} GlassTableInfo;

/* A block in the making. */
typedef struct {
    guint8 *bytes;
    guint32 top; /* offset of the lowest item */
    guint32 dir_end;
} GlassBlock;

/* A block of a branch level, and the key under which the level above will enter it. */
typedef struct {
    GlassBlock block; /* bytes NULL: nothing was entered yet */
    gboolean written; /* at least one block of this level went to the file */
    guint8 key[GLASS_KEY_MAX];
    guint8 key_length;
    guint16 chunk;
} GlassBranch;

typedef struct {
    GlassBlock leaf; /* bytes NULL: none begun; points into buffer */
    GlassTableInfo info;
    GError **failure;
    GlassDeflate *deflate;
    char *path;
    GlassFile file;
    ChecksumTrail checksums; /* of what went to the file */
    guint8 *buffer; /* GLASS_BUFFER_BLOCKS blocks on their way to the file, the leaf after them */
    guint buffered;
    gboolean leaf_written;
    /* Of the current leaf: the key that divides it from the one before. */
    guint8 divider[GLASS_KEY_MAX];
    guint8 divider_length;
    guint16 divider_chunk;
    GlassBranch branch[GLASS_LEVELS_MAX]; /* [0] is level 1 */
} GlassTable;

#define GLASS_BUFFER_BLOCKS 64u

/* Prepares a table; the file is created with the first entry. Tags longer than compress_min are
 * compressed where that makes them smaller; 0: never. deflate may be NULL. */
void glass_table_init(GlassTable *table, const char *path, guint compress_min,
                      GlassDeflate *deflate, GError **failure);
/* From now on errors go there. */
void glass_table_set_failure(GlassTable *table, GError **failure);
/* Closes the file and gives back the buffers. */
void glass_table_close(GlassTable *table);
/* The same, and frees the path. */
void glass_table_clear(GlassTable *table);

/* Bytes of memory held. */
gsize glass_table_memory(const GlassTable *table);

/* Adds an entry; its key must be above all before. The second form takes the tag in two parts and
 * never compresses it. */
void glass_table_add(GlassTable *table, const guint8 *key, gsize key_length, const guint8 *tag,
                     gsize tag_length);
void glass_table_add_parts(GlassTable *table, const guint8 *key, gsize key_length,
                           const guint8 *head, gsize head_length, const guint8 *body,
                           gsize body_length);

/* Writes the blocks that are left. A table without entries stays absent unless it is required. */
void glass_table_finish(GlassTable *table, gboolean required);
void glass_table_sync(GlassTable *table);

/* Makes room for an item of size bytes where the current leaf has none: begins a new one. key is
 * the item's key, chunk its number from 1. FALSE after a failure. */
gboolean glass_table_next_leaf(GlassTable *table, const guint8 *key, gsize key_length, guint chunk);

/* Adds the item of one chunk, flags those of I: returns where its length bytes are to be put; NULL
 * after a failure. Whoever adds the first chunk counts the entry. */
guint8 *glass_table_take_chunk(GlassTable *table, const guint8 *key, gsize key_length, guint flags,
                               guint chunk, gsize length);

/* How much of a tag too long for one item its first chunk takes: the rest of the block, less whole
 * items of the greatest size, where that saves a chunk or is worth the while. */
gsize glass_table_first_chunk(const GlassTable *table, gsize key_length, gsize tag_length);

static inline guint32 glass_block_free(const GlassBlock *block)
{
    return block->top - block->dir_end;
}

/* Takes size bytes of the leaf for its next item, for which there must be room. */
static inline guint8 *glass_block_take(GlassBlock *block, gsize size)
{
    block->top -= (guint32)size;
    glass_put_be16(block->bytes + block->dir_end, block->top);
    block->dir_end += 2;
    return block->bytes + block->top;
}

/* Copies size ≥ 8 bytes; most items are of 16 to 32 bytes. */
static inline void glass_copy_item(guint8 *to, const guint8 *from, gsize size)
{
    if (size > 32) {
        memcpy(to, from, size);
    } else if (size > 16) {
        memcpy(to, from, 16);
        memcpy(to + size - 16, from + size - 16, 16);
    } else if (size >= 8) {
        memcpy(to, from, 8);
        memcpy(to + size - 8, from + size - 8, 8);
    } else {
        memcpy(to, from, size);
    }
}

/* Adds an entry whose item stands ready: two bytes that are set here, K, key, tag; GLASS_ITEM_MAX
 * bytes at most. */
static inline void glass_table_add_item(GlassTable *table, guint8 *item, gsize size)
{
    if (G_UNLIKELY(!table->leaf.bytes || glass_block_free(&table->leaf) < size + 2)) {
        if (!glass_table_next_leaf(table, item + 3, item[2], 1))
            return;
    }
    glass_put_be16(item, (guint32)(size - 3) | GLASS_ITEM_FIRST | GLASS_ITEM_LAST);
    glass_copy_item(glass_block_take(&table->leaf, size), item, size);
    table->info.items++;
}
