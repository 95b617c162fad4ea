/* Data and term lists: as documents keep their order, the sources' tables simply follow one
 * another. */
#include "xapian-c/glass-merge-private.h"

/* Xapian inflates into pieces of so many bytes. */
#define INFLATE_PIECE 8192
/* Deflate makes no tag smaller than by this factor. */
#define DEFLATE_RATIO_MAX 1032

/* A tag as it is to be stored. */
typedef struct {
    const guint8 *bytes;
    gsize length;
    gboolean compressed;
    /* See glass-deflate-private.h: cut at other places than now, Xapian might not be able to
     * inflate it. */
    gboolean delicate;
} Tag;

/* Compresses tags anew. */
typedef struct {
    GlassDeflate deflate;
    struct libdeflate_decompressor *inflate;
    guint8 *plain;
    gsize capacity;
    guint compress_min;
} Repacker;

/* ---- writing ----------------------------------------------------------------------------------*/

static gboolean put_chunk(GlassTable *table, const guint8 *key, gsize key_length, guint32 flags,
                          guint chunk, const guint8 *bytes, gsize length)
{
    guint8 *to = glass_table_take_chunk(table, key, key_length, flags, chunk, length);
    if (to && length > 0)
        memcpy(to, bytes, length);
    return to != NULL;
}

/* Cuts a tag into chunks. The last one of a delicate tag is a single byte: that can't make as much
 * output as a piece holds, so that Xapian sees the stream's end with it. */
static gboolean put_long(GlassTable *table, const guint8 *key, gsize key_length, const Tag *tag)
{
    gsize longest = GLASS_ITEM_MAX - GLASS_NEXT_OVERHEAD - key_length;
    gsize apart = tag->delicate ? 1 : 0, left = tag->length - apart;
    gsize length = MIN(glass_table_first_chunk(table, key_length, left), left);
    const guint32 compressed = tag->compressed ? GLASS_ITEM_COMPRESSED : 0;
    const guint8 *bytes = tag->bytes;
    for (guint chunk = 1; left + apart > 0; chunk++) {
        if (left == 0) {
            length = apart;
            left = apart;
            apart = 0;
        }
        guint32 flags = compressed | (chunk == 1 ? GLASS_ITEM_FIRST : 0) |
                        (length == left && apart == 0 ? GLASS_ITEM_LAST : 0);
        if (!put_chunk(table, key, key_length, flags, chunk, bytes, length))
            return FALSE;
        bytes += length;
        left -= length;
        length = MIN(longest, left);
    }
    return TRUE;
}

static gboolean put_tag(GlassTable *table, const guint8 *key, gsize key_length, const Tag *tag,
                        gboolean was_cut)
{
    gboolean fits = tag->length <= GLASS_ITEM_MAX - GLASS_FIRST_OVERHEAD - key_length;
    guint32 flags =
        GLASS_ITEM_FIRST | GLASS_ITEM_LAST | (tag->compressed ? GLASS_ITEM_COMPRESSED : 0);
    if (!(fits && !(was_cut && tag->delicate)
              ? put_chunk(table, key, key_length, flags, 1, tag->bytes, tag->length)
              : put_long(table, key, key_length, tag)))
        return FALSE;
    table->info.items++;
    return TRUE;
}

/* ---- compressing ------------------------------------------------------------------------------*/

/* Whether a stream ends in an empty block of fixed codes, as those of glass-deflate do: then it can
 * be cut anywhere. Three bits of header, seven zero bits, padding: above the header's two set bits
 * there are 8 to 15 zero bits. */
static gboolean ends_in_empty_block(const guint8 *bytes, gsize length)
{
    if (length < 3)
        return FALSE;
    guint32 end = (guint32)bytes[length - 3] | (guint32)bytes[length - 2] << 8 |
                  (guint32)bytes[length - 1] << 16;
    guint highest = end ? 31u - (guint)__builtin_clz(end) : 0;
    return highest >= 8 && highest <= 15 && (end >> (highest - 1)) == 3;
}

static gboolean inflate_tag(Repacker *repacker, GlassCursor *cursor, gsize *length)
{
    gsize most = cursor->tag_length * DEFLATE_RATIO_MAX + DEFLATE_RATIO_MAX, used;
    gsize room = MIN(most, MAX(repacker->capacity, 4 * cursor->tag_length));
    for (;; room = MIN(room * 4, most)) {
        if (!glass_grow(&repacker->plain, &repacker->capacity, room, 1, cursor->failure))
            return FALSE;
        enum libdeflate_result result =
            libdeflate_deflate_decompress_ex(repacker->inflate, cursor->tag, cursor->tag_length,
                                             repacker->plain, repacker->capacity, &used, length);
        if (result == LIBDEFLATE_SUCCESS && used == cursor->tag_length)
            return TRUE;
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE || room == most)
            return glass_cursor_damaged(cursor, "an entry can't be inflated");
    }
}

/* Makes *tag the smallest form of the cursor's tag. */
static gboolean repack(Repacker *repacker, GlassCursor *cursor, Tag *tag)
{
    const guint8 *plain = tag->bytes;
    gsize length = tag->length;
    if (tag->compressed) {
        if (!inflate_tag(repacker, cursor, &length))
            return FALSE;
        plain = repacker->plain;
        tag->delicate = tag->delicate && length > INFLATE_PIECE;
    }
    if (tag->compressed && length <= tag->length)
        *tag = (Tag){.bytes = plain, .length = length};
    if (length <= repacker->compress_min)
        return TRUE;
    gsize packed = glass_deflate_run(&repacker->deflate, plain, length, cursor->failure);
    if (packed > 0 && packed < tag->length)
        *tag = (Tag){.bytes = repacker->deflate.bytes, .length = packed, .compressed = TRUE};
    return !*cursor->failure;
}

/* ---- a table ----------------------------------------------------------------------------------*/

/* What a table's keys must be like. */
typedef struct {
    guint32 docid; /* of the last entry */
    guint32 documents;
    gboolean second; /* the last entry was a document's second one */
} Order;

/* Reads the docid of the cursor's key; in *more, whether it is the document's second entry. */
static gboolean check_key(GlassCursor *cursor, GlassTableKind kind, Order *order, gboolean *more)
{
    const guint8 *p = cursor->key, *end = p + cursor->key_length;
    guint32 before = order->docid;
    if (!glass_get_docid(&p, end, &order->docid))
        return glass_cursor_damaged(cursor, "it has the key of no document");
    *more = kind == GLASS_TERMLIST && end - p == 1 && *p == 0;
    if (!*more && p != end)
        return glass_cursor_damaged(cursor, "it has the key of no document");
    if (*more ? order->docid != before : order->docid <= before)
        return glass_cursor_damaged(cursor, "documents are out of order");
    order->documents += *more ? 0 : 1;
    return TRUE;
}

static gboolean copy_table(GlassMerge *merge, GlassMergeSource *source, GlassTableKind kind,
                           Repacker *repacker)
{
    GlassCursor *cursor = &source->cursor;
    Order order = {.docid = 0};
    for (; cursor->key; glass_cursor_next(cursor)) {
        guint8 key[GLASS_UINT_SORT_MAX + 1];
        guint32 docid;
        gboolean more = FALSE;
        if (!check_key(cursor, kind, &order, &more))
            return FALSE;
        if (!glass_merge_docid(source, order.docid, &docid))
            return glass_cursor_damaged(cursor, "it has an entry of no document");
        guint8 *key_end = glass_put_uint_sort(key, docid);
        if (more)
            *key_end++ = 0;
        Tag tag = {cursor->tag, cursor->tag_length, cursor->compressed,
                   cursor->compressed && !ends_in_empty_block(cursor->tag, cursor->tag_length)};
        if (merge->recompress > 0 && !repack(repacker, cursor, &tag))
            return FALSE;
        if (!put_tag(&merge->output->table[kind], key, (gsize)(key_end - key), &tag,
                     cursor->chunked))
            return FALSE;
    }
    if (merge->failure)
        return FALSE;
    if (kind == GLASS_TERMLIST && order.documents != source->documents)
        return glass_cursor_damaged(cursor, "term lists are missing");
    return TRUE;
}

static gboolean copy_tables(GlassMerge *merge, GlassTableKind kind, Repacker *repacker)
{
    gboolean fine = glass_merge_open_table(merge, kind);
    repacker->compress_min = glass_table_compress_min(kind);
    for (gsize i = 0; fine && i < merge->count; i++)
        fine = copy_table(merge, &merge->sources[i], kind, repacker);
    glass_merge_close_table(merge);
    glass_table_finish(&merge->output->table[kind], kind == GLASS_TERMLIST);
    return fine && !merge->failure;
}

static gboolean merge_documents(GlassMerge *merge, GlassTableKind kind)
{
    Repacker repacker = {.plain = NULL};
    gboolean fine = TRUE;
    if (merge->recompress > 0) {
        fine = glass_deflate_open(&repacker.deflate, merge->recompress, &merge->failure);
        repacker.inflate = libdeflate_alloc_decompressor();
        if (fine && !repacker.inflate) {
            glass_fail_memory(&merge->failure, 1 << 15);
            fine = FALSE;
        }
    }
    fine = fine && copy_tables(merge, kind, &repacker);
    glass_deflate_close(&repacker.deflate);
    if (repacker.inflate)
        libdeflate_free_decompressor(repacker.inflate);
    g_free(repacker.plain);
    return fine;
}

gboolean glass_merge_termlists(GlassMerge *merge)
{
    return merge_documents(merge, GLASS_TERMLIST);
}

gboolean glass_merge_data(GlassMerge *merge)
{
    return merge_documents(merge, GLASS_DOCDATA);
}
