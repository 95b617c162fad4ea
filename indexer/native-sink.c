/* Documents into the inverter, and the inverter into a glass segment. */
#include "indexer/inverter.h"

#include <string.h>

#include "indexer/inverter-private.h"
#include "indexer/posting-stream.h"
#include "indexer/term-order.h"
#include "xapian-c/glass-segment.h"
#include "xapian-c/wordlist.h"

/* News compresses little better, and several times more slowly, at higher levels. */
#define COMPRESSION_LEVEL 1

typedef struct {
    SegmentSink sink;
    Inverter *inverter;
    GlassSegment *segment;
} NativeSink;

/* What writing the terms works with. */
typedef struct {
    const Inverter *inverter;
    GlassSegment *segment;
    TermOrder order;
    GByteArray *stream;
    PostingUnion postings;
} TermWriter;

/* ---- documents --------------------------------------------------------------------------------*/

static void on_title_token(const Token *token, gpointer data)
{
    inverter_title_token(((NativeSink *)data)->inverter, token);
}

static void on_body_token(const Token *token, gpointer data)
{
    inverter_body_token(((NativeSink *)data)->inverter, token);
}

static void begin(SegmentSink *sink)
{
    inverter_begin(((NativeSink *)sink)->inverter, sink->documents + 1);
}

static void add_boolean(SegmentSink *sink, const char *term, gsize length)
{
    inverter_boolean(((NativeSink *)sink)->inverter, term, length);
}

static void set_value(SegmentSink *sink, guint32 slot, const void *value, gsize length)
{
    glass_segment_add_value(((NativeSink *)sink)->segment, sink->documents + 1, slot, value, length);
}

static gboolean end(SegmentSink *sink, const char *data, gsize length, GError **error)
{
    (void)error; /* errors stick to the segment until it is finished */
    NativeSink *self = (NativeSink *)sink;
    inverter_end(self->inverter);
    sink->documents++;
    glass_segment_add_document(self->segment, sink->documents, self->inverter->doclen, data, length);
    return TRUE;
}

static gsize memory(const SegmentSink *sink)
{
    const NativeSink *self = (const NativeSink *)sink;
    return inverter_memory(self->inverter) + glass_segment_memory(self->segment);
}

/* ---- terms ------------------------------------------------------------------------------------*/

/* A group of one form, the usual case of words. */
static void write_single(TermWriter *writer, const FormTerm *term, GArray *positions)
{
    PostingCursor cursor;
    posting_cursor_init(&cursor, writer->inverter, term->form, writer->stream);
    if (term->place > 0 || inverter_info(writer->inverter, term->form)->unpositioned) {
        while (posting_cursor_next(&cursor))
            glass_segment_add_posting(writer->segment, cursor.docid, cursor.wdf, NULL, 0);
        return;
    }
    for (g_array_set_size(positions, 0); posting_cursor_next_positions(&cursor, positions);
         g_array_set_size(positions, 0))
        glass_segment_add_posting(writer->segment, cursor.docid, cursor.wdf,
                                  (const guint32 *)positions->data, positions->len);
}

static void write_posting(guint32 docid, guint32 wdf, gpointer data)
{
    glass_segment_add_posting(data, docid, wdf, NULL, 0);
}

static guint32 unite(TermWriter *writer, const FormTerm *terms, guint32 count, PostingFunc func)
{
    for (guint32 i = 0; i < count; i++) {
        PostingCursor cursor;
        posting_cursor_init(&cursor, writer->inverter, terms[i].form, writer->stream);
        posting_union_add(&writer->postings, &cursor);
    }
    return posting_union_walk(&writer->postings, func, writer->segment);
}

static int compare_positions(gconstpointer a, gconstpointer b)
{
    guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    return x < y ? -1 : x > y;
}

static void sort_positions(GArray *positions)
{
    g_array_sort(positions, compare_positions);
    guint32 *p = (guint32 *)positions->data;
    guint kept = MIN(positions->len, 1);
    for (guint i = 1; i < positions->len; i++)
        if (p[i] != p[kept - 1])
            p[kept++] = p[i];
    g_array_set_size(positions, kept);
}

/* One word in several forms (the same word stemmed in several languages), with positions. */
static void write_several(TermWriter *writer, const FormTerm *terms, guint32 count,
                          GArray *positions)
{
    g_autofree PostingCursor *cursors = g_new(PostingCursor, count);
    g_autofree GArray **pending = g_new(GArray *, count);
    g_autofree gboolean *live = g_new(gboolean, count);
    g_autoptr(GPtrArray) streams = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
    for (guint32 i = 0; i < count; i++) {
        g_ptr_array_add(streams, g_byte_array_new());
        posting_cursor_init(&cursors[i], writer->inverter, terms[i].form, streams->pdata[i]);
        pending[i] = g_array_new(FALSE, FALSE, sizeof(guint32));
        live[i] = posting_cursor_next_positions(&cursors[i], pending[i]);
    }
    for (;;) {
        guint32 docid = G_MAXUINT32, wdf = 0;
        for (guint32 i = 0; i < count; i++)
            if (live[i])
                docid = MIN(docid, cursors[i].docid);
        if (docid == G_MAXUINT32)
            break;
        g_array_set_size(positions, 0);
        for (guint32 i = 0; i < count; i++) {
            if (!live[i] || cursors[i].docid != docid)
                continue;
            wdf += cursors[i].wdf;
            g_array_append_vals(positions, pending[i]->data, pending[i]->len);
            g_array_set_size(pending[i], 0);
            live[i] = posting_cursor_next_positions(&cursors[i], pending[i]);
        }
        sort_positions(positions);
        glass_segment_add_posting(writer->segment, docid, wdf, (const guint32 *)positions->data,
                                  positions->len);
    }
    for (guint32 i = 0; i < count; i++)
        g_array_unref(pending[i]);
}

static void write_terms(TermWriter *writer)
{
    const TermOrder *order = &writer->order;
    g_autoptr(GArray) positions = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 group = 0; group < order->group_count; group++) {
        const FormTerm *term = &order->terms[order->groups[group]];
        guint32 count = order->groups[group + 1] - order->groups[group];
        glass_segment_begin_term(writer->segment, term->text, term->length);
        if (count == 1)
            write_single(writer, term, positions);
        else if (term->place > 0)
            unite(writer, term, count, write_posting);
        else
            write_several(writer, term, count, positions);
        glass_segment_end_term(writer->segment);
    }
}

/* The words without a prefix, with the number of documents that have them. */
static GBytes *make_wordlist(TermWriter *writer)
{
    const TermOrder *order = &writer->order;
    g_autoptr(WordlistBuilder) builder = wordlist_builder_new();
    for (guint32 group = 0; group < order->group_count; group++) {
        const FormTerm *term = &order->terms[order->groups[group]];
        guint32 count = order->groups[group + 1] - order->groups[group];
        if (term->place > 0 || inverter_info(writer->inverter, term->form)->kind != FORM_BODY)
            continue;
        guint32 documents = inverter_form(writer->inverter, term->form)->documents;
        if (count > 1)
            documents = unite(writer, term, count, NULL);
        wordlist_builder_add(builder, term->text, term->length, documents);
    }
    return wordlist_builder_end(builder);
}

/* ---- term lists -------------------------------------------------------------------------------*/

/* A term of a document: rank << 32 | wdf, so that numbers sort as terms. */
typedef struct {
    guint64 *terms, *spare;
    gsize count, size;
} TermList;

static void term_list_add(TermList *list, guint32 rank, guint32 wdf)
{
    if (list->count == list->size) {
        list->size = MAX(4096, list->size * 2);
        list->terms = g_renew(guint64, list->terms, list->size);
        list->spare = g_renew(guint64, list->spare, list->size);
    }
    list->terms[list->count++] = (guint64)rank << 32 | wdf;
}

/* Sorts by rank: radix sort, the lowest digit first. */
static void term_list_sort(TermList *list, guint32 ranks)
{
    enum { DIGIT_BITS = 10, DIGITS = 1 << DIGIT_BITS };
    for (guint shift = 0; shift < 32 && ranks >> shift > 0; shift += DIGIT_BITS) {
        guint32 begins[DIGITS + 1] = {0};
        for (gsize i = 0; i < list->count; i++)
            begins[(list->terms[i] >> (32 + shift)) % DIGITS + 1]++;
        for (guint digit = 1; digit < DIGITS; digit++)
            begins[digit] += begins[digit - 1];
        for (gsize i = 0; i < list->count; i++)
            list->spare[begins[(list->terms[i] >> (32 + shift)) % DIGITS]++] = list->terms[i];
        guint64 *sorted = list->spare;
        list->spare = list->terms;
        list->terms = sorted;
    }
}

/* Adds up the wdfs of terms that came from several forms. */
static void term_list_unite(TermList *list)
{
    gsize kept = 0;
    for (gsize i = 0; i < list->count; i++) {
        if (kept > 0 && list->terms[kept - 1] >> 32 == list->terms[i] >> 32)
            list->terms[kept - 1] += list->terms[i] & G_MAXUINT32;
        else
            list->terms[kept++] = list->terms[i];
    }
    list->count = kept;
}

/* Walks the forward index, which lies in blocks. */
static inline guint32 forward_entry(const Inverter *inverter, guint64 at)
{
    const guint32 *block =
        g_ptr_array_index(inverter->forward.blocks, at / FORWARD_BLOCK_ENTRIES);
    return block[at % FORWARD_BLOCK_ENTRIES];
}

static void read_document(const TermWriter *writer, guint64 at, guint64 end_at, TermList *list)
{
    const Inverter *inverter = writer->inverter;
    list->count = 0;
    while (at < end_at) {
        guint32 entry = forward_entry(inverter, at++);
        guint32 form = entry >> FORWARD_WDF_BITS;
        guint32 wdf = entry & FORWARD_WDF_ESCAPE;
        if (wdf == FORWARD_WDF_ESCAPE)
            wdf = forward_entry(inverter, at++);
        const FormInfo *info = inverter_info(inverter, form);
        const guint32 *ranks = &writer->order.ranks[(gsize)form * FORM_TERMS];
        term_list_add(list, ranks[0], info->kind == FORM_BOOLEAN ? 0 : wdf);
        for (int i = 0; i < 2; i++)
            if (info->stem_length[i] > 0)
                term_list_add(list, ranks[1 + i], wdf);
    }
}

static void write_termlists(TermWriter *writer)
{
    const TermOrder *order = &writer->order;
    const GArray *entries = writer->inverter->doc_entries;
    TermList list = {0};
    guint64 at = 0;
    for (guint32 docid = 1; docid <= entries->len; docid++) {
        guint64 end_at = at + g_array_index(entries, guint32, docid - 1);
        read_document(writer, at, end_at, &list);
        at = end_at;
        if (list.count == 0)
            continue;
        term_list_sort(&list, order->group_count);
        term_list_unite(&list);
        glass_segment_begin_termlist(writer->segment, docid, list.count);
        for (gsize i = 0; i < list.count; i++) {
            const FormTerm *term = &order->terms[order->groups[list.terms[i] >> 32]];
            glass_segment_add_termlist_term(writer->segment, term->text, term->length,
                                            list.terms[i] & G_MAXUINT32);
        }
        glass_segment_end_termlist(writer->segment);
    }
    g_free(list.terms);
    g_free(list.spare);
}

/* ---- the sink ---------------------------------------------------------------------------------*/

static void set_metadata(const char *key, const char *value, gsize length, gpointer data)
{
    glass_segment_set_metadata(data, key, value, length);
}

static void set_all_metadata(TermWriter *writer, const char *languages)
{
    g_autoptr(GBytes) words = make_wordlist(writer);
    gsize length;
    const void *bytes = g_bytes_get_data(words, &length);
    sink_each_metadata(languages, set_metadata, writer->segment);
    glass_segment_set_metadata(writer->segment, METADATA_WORDS, bytes, length);
}

static gboolean finish(SegmentSink *sink, const char *languages, GError **error)
{
    NativeSink *self = (NativeSink *)sink;
    TermWriter writer = {.inverter = self->inverter, .segment = self->segment,
                         .stream = g_byte_array_new()};
    posting_union_init(&writer.postings, sink->documents);
    term_order_init(&writer.order, self->inverter);

    set_all_metadata(&writer, languages);
    write_terms(&writer);
    write_termlists(&writer);

    term_order_clear(&writer.order);
    posting_union_clear(&writer.postings);
    g_byte_array_unref(writer.stream);
    return glass_segment_finish(self->segment, error);
}

static void sink_free(SegmentSink *sink)
{
    NativeSink *self = (NativeSink *)sink;
    glass_segment_free(self->segment);
    inverter_reset(self->inverter);
    self->inverter->in_use = FALSE;
    g_free(self);
}

SegmentSink *native_sink_new(Inverter *inverter, const char *dir, gboolean positions, GError **error)
{
    g_assert(!inverter->in_use);
    GlassSegment *segment =
        glass_segment_new(dir, &(GlassSegmentOptions){.compression = COMPRESSION_LEVEL}, error);
    if (segment == NULL)
        return NULL;
    NativeSink *self = g_new0(NativeSink, 1);
    self->sink = (SegmentSink){.title_token = on_title_token, .body_token = on_body_token,
                               .begin = begin, .boolean = add_boolean, .value = set_value,
                               .end = end, .memory = memory, .finish = finish, .free = sink_free};
    self->inverter = inverter;
    self->segment = segment;
    inverter->in_use = TRUE;
    inverter->positions = positions;
    return &self->sink;
}
