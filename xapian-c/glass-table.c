#include "xapian-c/glass-table-private.h"

#define REVISION 1
/* Xapian's own rule for compact tables: a long tag begins in the rest of a block only if that takes
 * the key and so many bytes more; with less, the longer dividing keys above cost what is won. */
#define WORTH_FILLING 34u

void glass_table_init(GlassTable *table, const char *path, guint compress_min,
                      GlassDeflate *deflate, GError **failure)
{
    memset(table, 0, sizeof *table);
    table->path = g_strdup(path);
    table->checksums.name = strrchr(table->path, '/') + 1;
    table->file.fd = -1;
    table->failure = failure;
    table->deflate = deflate;
    table->info.compress_min = compress_min;
    table->info.absent = TRUE;
}

void glass_table_set_failure(GlassTable *table, GError **failure)
{
    table->failure = table->file.failure = failure;
}

void glass_table_close(GlassTable *table)
{
    glass_file_close(&table->file);
    g_clear_pointer(&table->buffer, g_free);
    for (guint i = 0; i < GLASS_LEVELS_MAX; i++)
        g_clear_pointer(&table->branch[i].block.bytes, g_free);
    table->leaf.bytes = NULL;
}

void glass_table_clear(GlassTable *table)
{
    glass_table_close(table);
    checksum_trail_clear(&table->checksums);
    g_clear_pointer(&table->path, g_free);
}

gsize glass_table_memory(const GlassTable *table)
{
    gsize bytes = table->buffer ? GLASS_BUFFER_BLOCKS * GLASS_BLOCK_SIZE : 0;
    for (guint i = 0; i < GLASS_LEVELS_MAX && table->branch[i].block.bytes; i++)
        bytes += GLASS_BLOCK_SIZE;
    return bytes;
}

/* ---- blocks -----------------------------------------------------------------------------------*/

static void block_begin(GlassBlock *block, guint8 *bytes)
{
    block->bytes = bytes;
    block->top = GLASS_BLOCK_SIZE;
    block->dir_end = GLASS_BLOCK_HEADER;
}

static void block_end(GlassBlock *block, guint level)
{
    guint8 *p = block->bytes;
    guint32 space = glass_block_free(block);
    memset(p + block->dir_end, 0, space);
    glass_put_be32(p, REVISION);
    p[4] = (guint8)level;
    glass_put_be16(p + 5, space);
    glass_put_be16(p + 7, space);
    glass_put_be16(p + 9, block->dir_end);
}

static gboolean flush_buffer(GlassTable *table)
{
    if (table->buffered == 0)
        return TRUE;
    gsize length = (gsize)table->buffered * GLASS_BLOCK_SIZE;
    table->buffered = 0;
    checksum_trail_add(&table->checksums, table->buffer, length);
    return glass_file_append(&table->file, table->buffer, length);
}

/* The next free block of the buffer, whose number will be info.blocks. */
static guint8 *next_block(GlassTable *table)
{
    if (table->buffered == GLASS_BUFFER_BLOCKS && !flush_buffer(table))
        return NULL;
    return table->buffer + (gsize)table->buffered * GLASS_BLOCK_SIZE;
}

/* Numbers the block that was built in the place that next_block() gave. */
static guint32 number_block(GlassTable *table)
{
    table->buffered++;
    return table->info.blocks++;
}

/* ---- branches ---------------------------------------------------------------------------------*/

/* Writes the block of a branch level, which takes the next number. */
static gboolean write_branch(GlassTable *table, guint level, guint32 *number)
{
    GlassBranch *branch = &table->branch[level - 1];
    guint8 *place = next_block(table);
    if (!place)
        return FALSE;
    block_end(&branch->block, level);
    memcpy(place, branch->block.bytes, GLASS_BLOCK_SIZE);
    *number = number_block(table);
    branch->written = TRUE;
    return TRUE;
}

static void put_branch_item(GlassBlock *block, guint32 child, const guint8 *key, gsize key_length,
                            guint chunk)
{
    guint8 *item = glass_block_take(block, 4 + 1 + key_length + 2);
    glass_put_be32(item, child);
    item[4] = (guint8)key_length;
    if (key_length)
        memcpy(item + 5, key, key_length);
    glass_put_be16(item + 5 + key_length, chunk);
}

/* Begins a block of a branch level with its first child. That one's key is kept for the level
 * above; in the block it is empty. */
static void begin_branch(GlassBranch *branch, guint8 *bytes, guint32 child, const guint8 *key,
                         gsize key_length, guint chunk)
{
    block_begin(&branch->block, bytes);
    memcpy(branch->key, key, key_length);
    branch->key_length = (guint8)key_length;
    branch->chunk = (guint16)chunk;
    put_branch_item(&branch->block, child, NULL, 0, 0);
}

/* Enters a numbered block into the branch level above it, under the key and chunk that divide it
 * from the block before. */
static gboolean enter(GlassTable *table, guint level, guint32 child, const guint8 *key,
                      gsize key_length, guint chunk)
{
    if (level > GLASS_LEVELS_MAX) {
        glass_fail(table->failure, INDEX_ERROR_INTERNAL, "too many entries in '%s'", table->path);
        return FALSE;
    }
    GlassBranch *branch = &table->branch[level - 1];
    GlassBlock *block = &branch->block;
    if (!block->bytes) {
        guint8 *bytes = g_try_malloc(GLASS_BLOCK_SIZE);
        if (!bytes) {
            glass_fail_memory(table->failure, GLASS_BLOCK_SIZE);
            return FALSE;
        }
        begin_branch(branch, bytes, child, key, key_length, chunk);
        return TRUE;
    }
    if (glass_block_free(block) >= 4 + 1 + key_length + 2 + 2) {
        put_branch_item(block, child, key, key_length, chunk);
        return TRUE;
    }
    guint32 full;
    if (!write_branch(table, level, &full) ||
        !enter(table, level + 1, full, branch->key, branch->key_length, branch->chunk))
        return FALSE;
    begin_branch(branch, block->bytes, child, key, key_length, chunk);
    return TRUE;
}

/* ---- leaves -----------------------------------------------------------------------------------*/

static gboolean first_leaf(GlassTable *table)
{
    if (!glass_file_create(&table->file, table->path, table->failure))
        return FALSE;
    table->buffer = g_try_malloc(GLASS_BUFFER_BLOCKS * GLASS_BLOCK_SIZE);
    if (!table->buffer) {
        glass_fail_memory(table->failure, GLASS_BUFFER_BLOCKS * GLASS_BLOCK_SIZE);
        return FALSE;
    }
    table->info.absent = FALSE;
    block_begin(&table->leaf, table->buffer);
    /* The null item, which sorts before every key. */
    guint8 *item = glass_block_take(&table->leaf, 3);
    glass_put_be16(item, GLASS_ITEM_FIRST | GLASS_ITEM_LAST);
    item[2] = 0;
    return TRUE;
}

static gboolean end_leaf(GlassTable *table)
{
    block_end(&table->leaf, 0);
    guint32 number = number_block(table);
    table->leaf_written = TRUE;
    return enter(table, 1, number, table->divider, table->divider_length, table->divider_chunk);
}

gboolean glass_table_next_leaf(GlassTable *table, const guint8 *key, gsize key_length, guint chunk)
{
    if (*table->failure)
        return FALSE;
    if (!table->leaf.bytes) /* an empty leaf has room for any item */
        return first_leaf(table);

    const guint8 *last = table->leaf.bytes + table->leaf.top + 2;
    gsize last_length = *last++;
    guint8 divider[GLASS_KEY_MAX];
    gsize length = key_length;
    if (chunk == 1) {
        /* The shortest prefix that is still above the last key. */
        gsize shared = 0, shorter = MIN(key_length, last_length);
        while (shared < shorter && key[shared] == last[shared])
            shared++;
        if (shared == key_length || (shared < last_length && key[shared] < last[shared])) {
            glass_fail(table->failure, INDEX_ERROR_INTERNAL, "keys out of order in '%s'",
                       table->path);
            return FALSE;
        }
        length = shared + 1;
    }
    memcpy(divider, key, length);
    if (!end_leaf(table))
        return FALSE;
    memcpy(table->divider, divider, length);
    table->divider_length = (guint8)length;
    table->divider_chunk = (guint16)chunk;
    guint8 *place = next_block(table);
    if (!place)
        return FALSE;
    block_begin(&table->leaf, place);
    return TRUE;
}

/* ---- entries ----------------------------------------------------------------------------------*/

/* A tag in two parts, of which bytes are taken from the front. */
typedef struct {
    const guint8 *head, *body;
    gsize head_length, body_length;
} Parts;

static void take_bytes(Parts *parts, guint8 *to, gsize length)
{
    gsize from_head = MIN(length, parts->head_length);
    if (from_head) {
        memcpy(to, parts->head, from_head);
        parts->head += from_head;
        parts->head_length -= from_head;
    }
    if (length > from_head) {
        memcpy(to + from_head, parts->body, length - from_head);
        parts->body += length - from_head;
        parts->body_length -= length - from_head;
    }
}

guint8 *glass_table_take_chunk(GlassTable *table, const guint8 *key, gsize key_length, guint flags,
                               guint chunk, gsize length)
{
    if (chunk > GLASS_CHUNKS_MAX) {
        glass_fail(table->failure, INDEX_ERROR_INTERNAL, "an entry is too long for '%s'",
                   table->path);
        return NULL;
    }
    gsize overhead = key_length + (chunk == 1 ? GLASS_FIRST_OVERHEAD : GLASS_NEXT_OVERHEAD);
    if (!table->leaf.bytes || glass_block_free(&table->leaf) < overhead + length + 2) {
        if (!glass_table_next_leaf(table, key, key_length, chunk))
            return NULL;
    }
    guint8 *item = glass_block_take(&table->leaf, overhead + length);
    glass_put_be16(item, (guint32)(overhead + length - 3) | flags);
    item[2] = (guint8)key_length;
    memcpy(item + 3, key, key_length);
    if (chunk > 1)
        glass_put_be16(item + 3 + key_length, chunk);
    return item + overhead;
}

gsize glass_table_first_chunk(const GlassTable *table, gsize key_length, gsize tag_length)
{
    gsize overhead = GLASS_NEXT_OVERHEAD + key_length, longest = GLASS_ITEM_MAX - overhead;
    gsize space = table->leaf.bytes ? glass_block_free(&table->leaf)
                                    : GLASS_BLOCK_SIZE - GLASS_BLOCK_HEADER - 5;
    gsize rest = space % (GLASS_ITEM_MAX + 2);
    if (rest > 2 + overhead && tag_length > 2) {
        rest -= 2 + overhead;
        if (rest >= (tag_length - 2) % longest || rest >= key_length + WORTH_FILLING)
            return rest + 2;
    }
    return longest + 2;
}

static gboolean add_chunk(GlassTable *table, const guint8 *key, gsize key_length, guint flags,
                          guint chunk, Parts *parts, gsize length)
{
    guint8 *to = glass_table_take_chunk(table, key, key_length, flags, chunk, length);
    if (to)
        take_bytes(parts, to, length);
    return to != NULL;
}

static void add_long(GlassTable *table, const guint8 *key, gsize key_length, guint flags,
                     Parts *parts, gsize tag_length)
{
    gsize longest = GLASS_ITEM_MAX - GLASS_NEXT_OVERHEAD - key_length;
    gsize length = glass_table_first_chunk(table, key_length, tag_length);
    flags |= GLASS_ITEM_FIRST;
    for (guint chunk = 1; tag_length > 0; chunk++) {
        if (length == tag_length)
            flags |= GLASS_ITEM_LAST;
        if (!add_chunk(table, key, key_length, flags, chunk, parts, length))
            return;
        flags &= ~GLASS_ITEM_FIRST;
        tag_length -= length;
        length = MIN(longest, tag_length);
    }
    table->info.items++;
}

static void add_entry(GlassTable *table, const guint8 *key, gsize key_length, guint flags,
                      Parts parts)
{
    g_assert(key_length > 0 && key_length <= GLASS_KEY_MAX);
    gsize length = parts.head_length + parts.body_length;
    if (length > GLASS_ITEM_MAX - GLASS_FIRST_OVERHEAD - key_length) {
        add_long(table, key, key_length, flags, &parts, length);
        return;
    }
    if (add_chunk(table, key, key_length, flags | GLASS_ITEM_FIRST | GLASS_ITEM_LAST, 1, &parts,
                  length))
        table->info.items++;
}

void glass_table_add_parts(GlassTable *table, const guint8 *key, gsize key_length,
                           const guint8 *head, gsize head_length, const guint8 *body,
                           gsize body_length)
{
    if (!*table->failure)
        add_entry(table, key, key_length, 0, (Parts){head, body, head_length, body_length});
}

void glass_table_add(GlassTable *table, const guint8 *key, gsize key_length, const guint8 *tag,
                     gsize tag_length)
{
    if (*table->failure)
        return;
    Parts parts = {tag, NULL, tag_length, 0};
    guint flags = 0;
    if (table->deflate && table->info.compress_min > 0 && tag_length > table->info.compress_min) {
        gsize packed = glass_deflate_run(table->deflate, tag, tag_length, table->failure);
        if (*table->failure)
            return;
        if (packed > 0) {
            parts = (Parts){table->deflate->bytes, NULL, packed, 0};
            flags = GLASS_ITEM_COMPRESSED;
        }
    }
    add_entry(table, key, key_length, flags, parts);
}

/* ---- the end ----------------------------------------------------------------------------------*/

/* Writes the branch blocks from the lowest level up; the one that is alone on its level is the
 * root. */
static gboolean finish_branches(GlassTable *table)
{
    for (guint level = 1; level <= GLASS_LEVELS_MAX; level++) {
        GlassBranch *branch = &table->branch[level - 1];
        gboolean alone = !branch->written;
        guint32 number;
        if (!write_branch(table, level, &number))
            return FALSE;
        if (alone) {
            table->info.root = number;
            table->info.level = level;
            return TRUE;
        }
        if (!enter(table, level + 1, number, branch->key, branch->key_length, branch->chunk))
            return FALSE;
    }
    return FALSE;
}

void glass_table_finish(GlassTable *table, gboolean required)
{
    if (*table->failure)
        return;
    if (!table->leaf.bytes && (!required || !first_leaf(table)))
        return;
    if (table->leaf_written) {
        if (!end_leaf(table) || !finish_branches(table))
            return;
    } else {
        block_end(&table->leaf, 0);
        table->info.root = number_block(table);
        table->info.level = 0;
    }
    table->leaf.bytes = NULL;
    if (flush_buffer(table))
        glass_file_push(&table->file);
}

void glass_table_sync(GlassTable *table)
{
    if (!*table->failure)
        glass_file_sync(&table->file);
}
