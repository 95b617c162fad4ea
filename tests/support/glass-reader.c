#include "tests/support/glass-reader.h"

#include <libdeflate.h>
#include <string.h>

#define BLOCK 8192u

typedef struct {
    guint64 root, level, entries;
    gboolean sequential, absent;
} Root;

typedef struct {
    const guint8 *file;
    gsize blocks;
    GPtrArray *entries;
    GByteArray *tag; /* of the entry at hand */
    GlassEntry *open;
    guint64 last_leaf;
    gboolean sequential;
    char *fault;
} Reader;

static guint be16(const guint8 *p)
{
    return (guint)p[0] << 8 | p[1];
}

static guint64 next_uint(const guint8 **p)
{
    guint64 value = 0;
    for (guint shift = 0;; shift += 7) {
        value |= (guint64)(**p & 0x7f) << shift;
        if (*(*p)++ < 0x80)
            return value;
    }
}

static void entry_free(gpointer data)
{
    GlassEntry *entry = data;
    g_clear_pointer(&entry->key, g_bytes_unref);
    g_clear_pointer(&entry->tag, g_bytes_unref);
    g_free(entry);
}

static gboolean fail(Reader *reader, const char *what, gsize block)
{
    if (!reader->fault)
        reader->fault = g_strdup_printf("%s in block %zu", what, block);
    return FALSE;
}

static int compare(const guint8 *a, gsize a_length, guint a_chunk, const guint8 *b, gsize b_length,
                   guint b_chunk)
{
    int order = memcmp(a, b, MIN(a_length, b_length));
    if (order == 0)
        order = (a_length > b_length) - (a_length < b_length);
    return order ? order : (a_chunk > b_chunk) - (a_chunk < b_chunk);
}

static void inflate_tag(Reader *reader)
{
    GlassEntry *entry = reader->open;
    if (!entry->compressed) {
        entry->tag = g_bytes_new(reader->tag->data, reader->tag->len);
        return;
    }
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
    for (gsize room = 65536;; room *= 4) {
        guint8 *out = g_malloc(room);
        gsize used, made;
        enum libdeflate_result result = libdeflate_deflate_decompress_ex(
            inflate, reader->tag->data, reader->tag->len, out, room, &used, &made);
        if (result == LIBDEFLATE_SUCCESS && used == reader->tag->len)
            entry->tag = g_bytes_new(out, made);
        g_free(out);
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
            break;
    }
    libdeflate_free_decompressor(inflate);
}

/* An item of a leaf. */
static gboolean read_item(Reader *reader, const guint8 *item, gsize block)
{
    guint flags = be16(item);
    gsize size = (flags & 0x1fff) + 3, key_length = item[2];
    gboolean first = (flags & 0x2000) != 0, last = (flags & 0x4000) != 0;
    if (size == 3 && key_length == 0) /* the null item */
        return reader->entries->len == 0 || fail(reader, "a null item", block);
    gsize overhead = 3 + key_length + (first ? 0 : 2);
    if (size < overhead || size > 2043)
        return fail(reader, "an item of wrong size", block);
    if (first != (reader->open == NULL))
        return fail(reader, "a chunk out of turn", block);
    if (first) {
        GlassEntry *entry = g_new0(GlassEntry, 1);
        entry->key = g_bytes_new(item + 3, key_length);
        entry->compressed = (flags & 0x8000) != 0;
        if (reader->entries->len > 0) {
            GlassEntry *before = g_ptr_array_index(reader->entries, reader->entries->len - 1);
            if (g_bytes_compare(before->key, entry->key) >= 0)
                fail(reader, "keys out of order", block);
        }
        g_ptr_array_add(reader->entries, entry);
        g_byte_array_set_size(reader->tag, 0);
        reader->open = entry;
    }
    reader->open->chunks++;
    if (!first && (be16(item + 3 + key_length) != reader->open->chunks ||
                   g_bytes_get_size(reader->open->key) != key_length ||
                   memcmp(g_bytes_get_data(reader->open->key, NULL), item + 3, key_length) != 0))
        return fail(reader, "a chunk of another entry", block);
    g_byte_array_append(reader->tag, item + overhead, (guint)(size - overhead));
    if (last) {
        inflate_tag(reader);
        if (!reader->open->tag)
            return fail(reader, "a tag that can't be inflated", block);
        reader->open = NULL;
    }
    return !reader->fault;
}

/* low: the pair that divides this block from the one before; NULL for the first. */
static gboolean read_block(Reader *reader, gsize number, guint level, const guint8 *low,
                           gsize low_length, guint low_chunk)
{
    if (number >= reader->blocks)
        return fail(reader, "a block beyond the file", number);
    const guint8 *block = reader->file + number * BLOCK;
    guint dir_end = be16(block + 9), items = (dir_end - 11) / 2, used = 0;
    if (block[4] != level || dir_end <= 11 || dir_end > BLOCK || dir_end % 2 == 0)
        return fail(reader, "a wrong header", number);
    if (level == 0) {
        if (reader->sequential && reader->last_leaf != G_MAXUINT64 && number <= reader->last_leaf)
            return fail(reader, "a leaf out of file order", number);
        reader->last_leaf = number;
    }
    for (guint i = 0; i < items; i++) {
        const guint8 *item = block + be16(block + 11 + 2 * i);
        if (level == 0) {
            used += (be16(item) & 0x1fff) + 3;
            guint chunk = be16(item) & 0x2000 ? 1 : be16(item + 3 + item[2]);
            if (i == 0 && low && compare(low, low_length, low_chunk, item + 3, item[2], chunk) > 0)
                return fail(reader, "a leaf below its dividing key", number);
            if (!read_item(reader, item, number))
                return FALSE;
            continue;
        }
        gsize key_length = item[4];
        used += 4 + 1 + (guint)key_length + 2;
        if (i > 0 && reader->entries->len > 0) {
            GlassEntry *before = g_ptr_array_index(reader->entries, reader->entries->len - 1);
            gsize length;
            const guint8 *key = g_bytes_get_data(before->key, &length);
            if (compare(key, length, before->chunks, item + 5, key_length,
                        be16(item + 5 + key_length)) >= 0)
                return fail(reader, "a dividing key below the entry before it", number);
        }
        gsize child = (gsize)be16(item) << 16 | be16(item + 2);
        gboolean first = i == 0;
        if (!read_block(reader, child, level - 1, first ? low : item + 5,
                        first ? low_length : key_length,
                        first ? low_chunk : be16(item + 5 + key_length)))
            return FALSE;
    }
    if (be16(block + 7) != BLOCK - dir_end - used || be16(block + 5) > be16(block + 7))
        return fail(reader, "a wrong free space", number);
    return TRUE;
}

static gboolean read_root(const char *dir, guint table, Root *root)
{
    g_autofree char *path = g_build_filename(dir, "iamglass", NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    if (!g_file_get_contents(path, &bytes, &length, NULL) || length < 60)
        return FALSE;
    const guint8 *p = (const guint8 *)bytes + 14 + 2 + 16;
    next_uint(&p);
    for (guint i = 0; i <= table; i++) {
        root->root = next_uint(&p);
        guint64 flags = next_uint(&p);
        root->level = flags >> 2;
        root->sequential = (flags & 2) != 0;
        root->absent = (flags & 1) != 0;
        root->entries = next_uint(&p);
        next_uint(&p);
        next_uint(&p);
        guint64 freelist = next_uint(&p);
        p += freelist;
    }
    return TRUE;
}

GPtrArray *glass_read_table(const char *dir, guint table, char **fault)
{
    static const char *const names[] = {"postlist", "docdata", "termlist", "position"};
    Root root;
    if (!read_root(dir, table, &root)) {
        *fault = g_strdup("no version file");
        return NULL;
    }
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
    if (root.absent)
        return g_steal_pointer(&entries);
    g_autofree char *name = g_strconcat(names[table], ".glass", NULL);
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autofree char *file = NULL;
    gsize length;
    if (!g_file_get_contents(path, &file, &length, NULL)) {
        *fault = g_strdup_printf("no %s", name);
        return NULL;
    }
    Reader reader = {.file = (const guint8 *)file,
                     .blocks = length / BLOCK,
                     .entries = entries,
                     .tag = g_byte_array_new(),
                     .last_leaf = G_MAXUINT64,
                     .sequential = root.sequential};
    gboolean fine = read_block(&reader, root.root, (guint)root.level, NULL, 0, 0);
    g_byte_array_unref(reader.tag);
    if (fine && reader.open)
        fine = fail(&reader, "a missing last chunk", 0);
    if (fine && entries->len != root.entries)
        fine = fail(&reader, "another number of entries than told", 0);
    *fault = fine ? NULL : g_strdup_printf("%s: %s", name, reader.fault);
    g_free(reader.fault);
    return fine ? g_steal_pointer(&entries) : NULL;
}
