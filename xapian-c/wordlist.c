#include "xapian-c/wordlist.h"

#include <string.h>
#include <xxhash.h>

#define MAGIC "dlwords1"
#define MAGIC_BYTES 8
#define HASHED_FROM 16 /* the hash covers all from here */
#define HEADER_BYTES 24
#define NIBBLE_MAX 15

static guint32 get_u32(const guint8 *bytes)
{
    guint32 value;
    memcpy(&value, bytes, sizeof value);
    return GUINT32_FROM_LE(value);
}

static void put_u32(guint8 *bytes, guint32 value)
{
    value = GUINT32_TO_LE(value);
    memcpy(bytes, &value, sizeof value);
}

static guint64 get_u64(const guint8 *bytes)
{
    guint64 value;
    memcpy(&value, bytes, sizeof value);
    return GUINT64_FROM_LE(value);
}

static void put_u64(guint8 *bytes, guint64 value)
{
    value = GUINT64_TO_LE(value);
    memcpy(bytes, &value, sizeof value);
}

/* Negative, 0 or positive as a sorts before, with or after b. */
static int compare_words(const void *a, gsize a_length, const void *b, gsize b_length)
{
    int order = memcmp(a, b, MIN(a_length, b_length));
    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

/* ---- building ---------------------------------------------------------------------------------*/

struct WordlistBuilder {
    GByteArray *bytes; /* header and blocks */
    GArray *table;     /* guint32 */
    guint32 count;
    gsize last_length;
    char last[WORDLIST_WORD_MAX];
};

static void builder_begin(WordlistBuilder *builder)
{
    g_byte_array_set_size(builder->bytes, HEADER_BYTES);
    g_array_set_size(builder->table, 0);
    builder->count = 0;
    builder->last_length = 0;
}

WordlistBuilder *wordlist_builder_new(void)
{
    WordlistBuilder *builder = g_new(WordlistBuilder, 1);
    builder->bytes = g_byte_array_new();
    builder->table = g_array_new(FALSE, FALSE, sizeof(guint32));
    builder_begin(builder);
    return builder;
}

void wordlist_builder_free(WordlistBuilder *builder)
{
    if (builder == NULL)
        return;
    g_byte_array_unref(builder->bytes);
    g_array_unref(builder->table);
    g_free(builder);
}

static gsize common_prefix(const char *a, gsize a_length, const char *b, gsize b_length)
{
    gsize most = MIN(a_length, b_length), shared = 0;
    while (shared < most && a[shared] == b[shared])
        shared++;
    return shared;
}

void wordlist_builder_add(WordlistBuilder *builder, const char *word, gsize length,
                          guint32 frequency)
{
    g_assert(length >= 1 && length <= WORDLIST_WORD_MAX && frequency >= 1);
    g_assert(builder->count == 0 ||
             compare_words(builder->last, builder->last_length, word, length) < 0);
    gsize shared = 0;
    if (builder->count % WORDLIST_BLOCK == 0) {
        guint32 start = builder->bytes->len - HEADER_BYTES;
        g_array_append_val(builder->table, start);
    } else {
        shared = common_prefix(builder->last, builder->last_length, word, length);
    }
    gsize more = length - shared - 1;
    guint8 entry[3 + WORDLIST_WORD_MAX + 5];
    gsize used = 1;
    entry[0] = MIN(shared, NIBBLE_MAX) << 4 | MIN(more, NIBBLE_MAX);
    if (shared >= NIBBLE_MAX)
        entry[used++] = shared - NIBBLE_MAX;
    if (more >= NIBBLE_MAX)
        entry[used++] = more - NIBBLE_MAX;
    memcpy(entry + used, word + shared, more + 1);
    used += more + 1;
    for (; frequency >= 0x80; frequency >>= 7)
        entry[used++] = frequency | 0x80;
    entry[used++] = frequency;
    g_byte_array_append(builder->bytes, entry, used);

    memcpy(builder->last + shared, word + shared, more + 1);
    builder->last_length = length;
    builder->count++;
}

GBytes *wordlist_builder_end(WordlistBuilder *builder)
{
    gsize blocks = builder->bytes->len;
    g_byte_array_set_size(builder->bytes, blocks + 4 * builder->table->len);
    guint8 *bytes = builder->bytes->data;
    for (guint i = 0; i < builder->table->len; i++)
        put_u32(bytes + blocks + 4 * i, g_array_index(builder->table, guint32, i));
    memcpy(bytes, MAGIC, MAGIC_BYTES);
    put_u32(bytes + 16, builder->count);
    put_u32(bytes + 20, builder->table->len);
    put_u64(bytes + 8, XXH3_64bits(bytes + HASHED_FROM, builder->bytes->len - HASHED_FROM));
    GBytes *blob = g_bytes_new(bytes, builder->bytes->len);
    builder_begin(builder);
    return blob;
}

/* ---- reading ----------------------------------------------------------------------------------*/

struct WordlistReader {
    const guint8 *blocks, *end; /* of the blocks */
    const guint8 *table;
    guint32 count, block_count;
    const guint8 *at;
    guint32 number;   /* of the next word */
    gboolean damaged;
    gboolean held;    /* the word in `word` is the next one: a seek stopped at it */
    guint32 frequency;
    gsize length;
    char word[WORDLIST_WORD_MAX + 1];
};

static WordlistReader *not_whole(GError **error)
{
    g_set_error_literal(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                        "can't read the word list: it is damaged; `dateline check` tells what else is");
    return NULL;
}

WordlistReader *wordlist_reader_new(const void *bytes, gsize length, GError **error)
{
    WordlistReader *reader = g_new0(WordlistReader, 1);
    if (length == 0)
        return reader;
    const guint8 *blob = bytes;
    guint64 count = 0, blocks = 0;
    gboolean whole = length >= HEADER_BYTES && memcmp(blob, MAGIC, MAGIC_BYTES) == 0 &&
                     get_u64(blob + 8) == XXH3_64bits(blob + HASHED_FROM, length - HASHED_FROM);
    if (whole) {
        count = get_u32(blob + 16);
        blocks = get_u32(blob + 20);
        whole = blocks == (count + WORDLIST_BLOCK - 1) / WORDLIST_BLOCK &&
                blocks * 4 <= length - HEADER_BYTES;
    }
    if (!whole) {
        g_free(reader);
        return not_whole(error);
    }
    reader->count = count;
    reader->block_count = blocks;
    reader->blocks = reader->at = blob + HEADER_BYTES;
    reader->table = reader->end = blob + length - 4 * blocks;
    return reader;
}

void wordlist_reader_free(WordlistReader *reader)
{
    g_free(reader);
}

guint32 wordlist_reader_count(const WordlistReader *reader)
{
    return reader->count;
}

/* Reads the varint at *at; FALSE if it does not end before end or exceeds 32 bits. */
static inline gboolean read_varint(const guint8 **at, const guint8 *end, guint32 *value)
{
    guint64 sum = 0;
    for (guint shift = 0; shift < 35 && *at < end; shift += 7) {
        guint8 byte = *(*at)++;
        sum |= (guint64)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *value = sum;
            return sum <= G_MAXUINT32;
        }
    }
    return FALSE;
}

/* Takes the next entry into word, length, frequency; FALSE if it can't be one. */
static inline gboolean read_entry(WordlistReader *reader)
{
    const guint8 *at = reader->at, *end = reader->end;
    if (end - at < 3)
        return FALSE;
    gsize shared = *at >> 4, more = *at & NIBBLE_MAX;
    at++;
    if (shared == NIBBLE_MAX)
        shared += *at++;
    if (more == NIBBLE_MAX)
        more += *at++;
    more++;
    gboolean first = reader->number % WORDLIST_BLOCK == 0;
    gsize before = reader->length;
    if (shared + more > WORDLIST_WORD_MAX || shared > before || (first && shared != 0) || at > end ||
        (gsize)(end - at) <= more)
        return FALSE;
    /* Ascending: the first byte that is not shared must be the greater one. */
    if (!first && shared < before && *at <= (guint8)reader->word[shared])
        return FALSE;
    if (first && reader->number > 0 &&
        compare_words(reader->word, before, at, more) >= 0 && before > 0)
        return FALSE;
    memcpy(reader->word + shared, at, more);
    reader->length = shared + more;
    reader->word[reader->length] = '\0';
    at += more;
    if (*at < 0x80)
        reader->frequency = *at++;
    else if (!read_varint(&at, end, &reader->frequency))
        return FALSE;
    reader->at = at;
    reader->number++;
    return reader->frequency > 0;
}

static WordlistAnswer advance(WordlistReader *reader)
{
    if (reader->damaged)
        return WORDLIST_DAMAGED;
    if (reader->number >= reader->count)
        return WORDLIST_END;
    if (!read_entry(reader)) {
        reader->damaged = TRUE;
        return WORDLIST_DAMAGED;
    }
    return WORDLIST_WORD;
}

WordlistAnswer wordlist_reader_next(WordlistReader *reader, WordlistEntry *entry)
{
    if (!reader->held) {
        WordlistAnswer answer = advance(reader);
        if (answer != WORDLIST_WORD)
            return answer;
    }
    reader->held = FALSE;
    entry->word = reader->word;
    entry->length = reader->length;
    entry->frequency = reader->frequency;
    return WORDLIST_WORD;
}

/* Stands before block's first word. */
static void go_to_block(WordlistReader *reader, guint32 block)
{
    reader->number = block * WORDLIST_BLOCK;
    reader->length = 0;
    reader->held = FALSE;
    reader->at = reader->blocks;
    reader->damaged = FALSE;
    if (block == 0)
        return;
    guint32 start = get_u32(reader->table + 4 * block);
    if (start < (gsize)(reader->end - reader->blocks))
        reader->at = reader->blocks + start;
    else
        reader->damaged = TRUE;
}

void wordlist_reader_seek(WordlistReader *reader, const char *from, gsize length)
{
    /* The last block whose first word is less than from: what is sought is in it, or the word after it. */
    guint32 low = 0, high = reader->block_count;
    while (high - low > 1) {
        guint32 middle = low + (high - low) / 2;
        go_to_block(reader, middle);
        if (advance(reader) != WORDLIST_WORD)
            return;
        if (compare_words(reader->word, reader->length, from, length) < 0)
            low = middle;
        else
            high = middle;
    }
    go_to_block(reader, low);
    while (advance(reader) == WORDLIST_WORD)
        if (compare_words(reader->word, reader->length, from, length) >= 0) {
            reader->held = TRUE;
            return;
        }
}

/* ---- merging ----------------------------------------------------------------------------------*/

typedef struct {
    WordlistReader *reader;
    WordlistEntry entry;
} Source;

static int compare_sources(const Source *a, const Source *b)
{
    return compare_words(a->entry.word, a->entry.length, b->entry.word, b->entry.length);
}

/* Restores the heap order below heap[at]. */
static void sift_down(Source *heap, gsize count, gsize at)
{
    for (;;) {
        gsize least = 2 * at + 1;
        if (least >= count)
            return;
        if (least + 1 < count && compare_sources(&heap[least + 1], &heap[least]) < 0)
            least++;
        if (compare_sources(&heap[at], &heap[least]) <= 0)
            return;
        Source swapped = heap[at];
        heap[at] = heap[least];
        heap[least] = swapped;
        at = least;
    }
}

/* Moves the least source on; it leaves the heap at its end. FALSE if it is damaged. */
static gboolean pop_word(Source *heap, gsize *count)
{
    WordlistAnswer answer = wordlist_reader_next(heap[0].reader, &heap[0].entry);
    if (answer == WORDLIST_DAMAGED)
        return FALSE;
    if (answer == WORDLIST_END) {
        Source ended = heap[0];
        heap[0] = heap[--*count];
        heap[*count] = ended; /* kept there to be freed */
    }
    sift_down(heap, *count, 0);
    return TRUE;
}

static gboolean merge_sources(Source *heap, gsize count, WordlistBuilder *builder)
{
    for (gsize i = count; i-- > 0;)
        sift_down(heap, count, i);
    char word[WORDLIST_WORD_MAX];
    while (count > 0) {
        gsize length = heap[0].entry.length;
        memcpy(word, heap[0].entry.word, length);
        guint64 sum = 0;
        do {
            sum += heap[0].entry.frequency;
            if (!pop_word(heap, &count))
                return FALSE;
        } while (count > 0 &&
                 compare_words(heap[0].entry.word, heap[0].entry.length, word, length) == 0);
        wordlist_builder_add(builder, word, length, MIN(sum, G_MAXUINT32));
    }
    return TRUE;
}

GBytes *wordlist_merge(const char *const *blobs, const gsize *lengths, gsize count, GError **error)
{
    g_autofree Source *sources = g_new0(Source, count + 1);
    gsize opened = 0;
    gboolean whole = TRUE;
    for (gsize i = 0; i < count && whole; i++) {
        WordlistReader *reader = wordlist_reader_new(blobs[i], lengths[i], error);
        WordlistAnswer answer =
            reader != NULL ? wordlist_reader_next(reader, &sources[opened].entry) : WORDLIST_DAMAGED;
        if (answer == WORDLIST_DAMAGED && reader != NULL)
            not_whole(error);
        whole = answer != WORDLIST_DAMAGED;
        if (answer == WORDLIST_WORD)
            sources[opened++].reader = reader;
        else
            wordlist_reader_free(reader);
    }
    g_autoptr(WordlistBuilder) builder = wordlist_builder_new();
    if (whole && !merge_sources(sources, opened, builder)) {
        not_whole(error);
        whole = FALSE;
    }
    for (gsize i = 0; i < opened; i++)
        wordlist_reader_free(sources[i].reader);
    return whole ? wordlist_builder_end(builder) : NULL;
}
