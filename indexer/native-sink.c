/* Documents into the inverter, and the inverter into a glass segment. */
#include "indexer/inverter.h"

#include <string.h>

#include "indexer/native-sink-private.h"
#include "indexer/posting-stream.h"
#include "indexer/term-order.h"
#include "xapian-c/wordlist.h"

/* So many entries ahead, what they lead to is called into the cache. */
#define AHEAD 16

/* What writing the terms works with. */
typedef struct {
    const Inverter *inverter;
    GlassSegment *segment;
    TermOrder order;
    GArray *stream;
    Positions positions;
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
static void write_single(TermWriter *writer, const FormTerm *term)
{
    Positions *positions = &writer->positions;
    PostingCursor cursor;
    posting_cursor_init(&cursor, writer->inverter, term->form, writer->stream);
    if (term->place > 0) {
        while (posting_cursor_next(&cursor))
            glass_segment_add_posting(writer->segment, cursor.docid, cursor.wdf, NULL, 0);
        return;
    }
    for (positions->count = 0; posting_cursor_next_positions(&cursor, positions);
         positions->count = 0)
        glass_segment_add_posting(writer->segment, cursor.docid, cursor.wdf, positions->at,
                                  positions->count);
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

/* One form among several of a word. */
typedef struct {
    PostingCursor cursor;
    GArray *stream;
    Positions positions; /* of the document that the cursor stands on */
    gboolean live;
} Voice;

static void voice_next(Voice *voice)
{
    voice->positions.count = 0;
    voice->live = posting_cursor_next_positions(&voice->cursor, &voice->positions);
}

/* Adds up what the voices have of docid. */
static void write_chord(TermWriter *writer, Voice *voices, guint32 count, guint32 docid)
{
    Positions *all = &writer->positions;
    guint32 wdf = 0;
    all->count = 0;
    for (guint32 i = 0; i < count; i++) {
        Voice *voice = &voices[i];
        if (!voice->live || voice->cursor.docid != docid)
            continue;
        wdf += voice->cursor.wdf;
        for (gsize p = 0; p < voice->positions.count; p++)
            positions_add(all, voice->positions.at[p]);
        voice_next(voice);
    }
    positions_sort(all);
    glass_segment_add_posting(writer->segment, docid, wdf, all->at, all->count);
}

/* One word in several forms (the same word stemmed in several languages), with positions. */
static void write_several(TermWriter *writer, const FormTerm *terms, guint32 count)
{
    g_autofree Voice *voices = g_new0(Voice, count);
    for (guint32 i = 0; i < count; i++) {
        voices[i].stream = g_array_new(FALSE, FALSE, sizeof(guint16));
        posting_cursor_init(&voices[i].cursor, writer->inverter, terms[i].form, voices[i].stream);
        voice_next(&voices[i]);
    }
    for (;;) {
        guint32 docid = G_MAXUINT32;
        for (guint32 i = 0; i < count; i++)
            if (voices[i].live)
                docid = MIN(docid, voices[i].cursor.docid);
        if (docid == G_MAXUINT32)
            break;
        write_chord(writer, voices, count, docid);
    }
    for (guint32 i = 0; i < count; i++) {
        g_array_unref(voices[i].stream);
        g_free(voices[i].positions.at);
    }
}

/* Forms come in the order of their words, and so from all over memory: calls those of terms further on, and the
 * beginnings of their streams, into the cache. */
static inline void foresee(const TermWriter *writer, guint32 at)
{
    const TermOrder *order = &writer->order;
    if (at + 2 * AHEAD >= order->count)
        return;
    guint32 far = order->terms[at + 2 * AHEAD].form;
    __builtin_prefetch(inverter_form(writer->inverter, far));
    const Form *near = inverter_form(writer->inverter, order->terms[at + AHEAD].form);
    __builtin_prefetch(near->slices);
    __builtin_prefetch(order->terms[at + AHEAD].text);
}

static void write_terms(TermWriter *writer)
{
    const TermOrder *order = &writer->order;
    for (guint32 group = 0; group < order->group_count; group++) {
        const FormTerm *term = &order->terms[order->groups[group]];
        guint32 count = order->groups[group + 1] - order->groups[group];
        foresee(writer, order->groups[group]);
        glass_segment_begin_term(writer->segment, term->text, term->length);
        if (count == 1)
            write_single(writer, term);
        else if (term->place > 0)
            unite(writer, term, count, write_posting);
        else
            write_several(writer, term, count);
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
        if (term->place > 0 || inverter_form(writer->inverter, term->form)->kind != FORM_BODY)
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

/* Makes room for so many terms. */
static void term_list_reserve(TermList *list, gsize count)
{
    if (count <= list->size)
        return;
    list->size = MAX(count, MAX(4096, list->size * 2));
    list->terms = g_renew(guint64, list->terms, list->size);
    list->spare = g_renew(guint64, list->spare, list->size);
}

/* Sorts by rank: radix sort, the lowest digit first. */
static void term_list_sort(TermList *list, guint32 ranks)
{
    enum { DIGIT_BITS = 10, DIGITS = 1 << DIGIT_BITS };
    const gsize count = list->count;
    for (guint shift = 0; shift < 32 && ranks >> shift > 0; shift += DIGIT_BITS) {
        const guint64 *from = list->terms;
        guint64 *to = list->spare;
        guint32 places[DIGITS] = {0}, place = 0;
        for (gsize i = 0; i < count; i++)
            places[from[i] >> 32 >> shift & (DIGITS - 1)]++;
        for (guint digit = 0; digit < DIGITS; digit++) {
            guint32 terms = places[digit];
            places[digit] = place;
            place += terms;
        }
        for (gsize i = 0; i < count; i++)
            to[places[from[i] >> 32 >> shift & (DIGITS - 1)]++] = from[i];
        list->spare = list->terms;
        list->terms = to;
    }
}

/* Adds up the wdfs of terms that came from several forms. */
static void term_list_unite(TermList *list)
{
    guint64 *terms = list->terms;
    gsize kept = 0, count = list->count;
    for (gsize i = 1; i < count; i++) {
        gboolean same = terms[kept] >> 32 == terms[i] >> 32;
        guint64 term = terms[i], sum = terms[kept] + (term & G_MAXUINT32);
        kept += !same;
        terms[kept] = same ? sum : term;
    }
    list->count = kept + 1;
}

/* Walks the forward index, which lies in blocks. */
typedef struct {
    const GPtrArray *blocks;
    guint block;
    const guint32 *next, *end;
} ForwardCursor;

static inline guint32 forward_next(ForwardCursor *cursor, const guint32 *ranks)
{
    if (G_UNLIKELY(cursor->next == cursor->end)) {
        cursor->next = g_ptr_array_index(cursor->blocks, cursor->block++);
        cursor->end = cursor->next + FORWARD_BLOCK_ENTRIES;
    }
    if (cursor->end - cursor->next > AHEAD)
        __builtin_prefetch(ranks + (gsize)(cursor->next[AHEAD] >> FORWARD_WDF_BITS) * FORM_TERMS);
    return *cursor->next++;
}

static void read_document(const TermOrder *order, ForwardCursor *cursor, guint32 entries,
                          TermList *list)
{
    term_list_reserve(list, (gsize)entries * FORM_TERMS);
    guint64 *next = list->terms;
    while (entries-- > 0) {
        guint32 entry = forward_next(cursor, order->ranks);
        guint32 wdf = entry & FORWARD_WDF_ESCAPE;
        if (G_UNLIKELY(wdf == FORWARD_WDF_ESCAPE)) {
            wdf = forward_next(cursor, order->ranks);
            entries--;
        }
        const guint32 *ranks = &order->ranks[(gsize)(entry >> FORWARD_WDF_BITS) * FORM_TERMS];
        for (int place = 0; place < FORM_TERMS; place++) { /* no branch: stems come as they like */
            *next = (guint64)ranks[place] << 32 | wdf;
            next += ranks[place] != RANK_NONE;
        }
    }
    list->count = next - list->terms;
}

static void write_termlists(TermWriter *writer)
{
    const TermOrder *order = &writer->order;
    const GArray *entries = writer->inverter->doc_entries;
    ForwardCursor cursor = {.blocks = writer->inverter->forward.blocks};
    TermList list = {0};
    for (guint32 docid = 1; docid <= entries->len; docid++) {
        read_document(order, &cursor, g_array_index(entries, guint32, docid - 1), &list);
        if (list.count == 0)
            continue;
        term_list_sort(&list, order->group_count);
        term_list_unite(&list);
        glass_segment_add_termlist(writer->segment, docid, order->names, list.terms, list.count);
    }
    g_free(list.terms);
    g_free(list.spare);
}

/* ---- the sink ---------------------------------------------------------------------------------*/

static void set_metadata(const char *key, const char *value, gsize length, gpointer data)
{
    glass_segment_set_metadata(data, key, value, length);
}

void native_sink_set_metadata(const NativeSink *self, const char *languages, GBytes *words)
{
    gsize length;
    const void *bytes = g_bytes_get_data(words, &length);
    sink_each_metadata(&self->sink, languages, set_metadata, self->segment);
    glass_segment_set_metadata(self->segment, METADATA_WORDS, bytes, length);
    g_bytes_unref(words);
}

static gboolean finish(SegmentSink *sink, const char *languages, GError **error)
{
    NativeSink *self = (NativeSink *)sink;
    TermWriter writer = {.inverter = self->inverter, .segment = self->segment,
                         .stream = g_array_new(FALSE, FALSE, sizeof(guint16))};
    posting_union_init(&writer.postings, sink->documents);
    term_order_init(&writer.order, self->inverter);

    native_sink_set_metadata(self, languages, make_wordlist(&writer));
    write_terms(&writer);
    write_termlists(&writer);

    term_order_clear(&writer.order);
    posting_union_clear(&writer.postings);
    g_array_unref(writer.stream);
    g_free(writer.positions.at);
    return glass_segment_finish(self->segment, error);
}

static void sink_free(SegmentSink *sink)
{
    NativeSink *self = (NativeSink *)sink;
    glass_segment_free(self->segment);
    term_runs_free(self->runs);
    inverter_reset(self->inverter);
    self->inverter->in_use = FALSE;
    g_free(self);
}

NativeSink *native_sink_open(Inverter *inverter, const char *dir, gboolean positions, GError **error)
{
    g_assert(!inverter->in_use);
    GlassSegment *segment =
        glass_segment_new(dir, &(GlassSegmentOptions){.compression = GLASS_COMPRESSION_FAST}, error);
    if (segment == NULL)
        return NULL;
    NativeSink *self = g_new0(NativeSink, 1);
    self->sink = (SegmentSink){.title_token = on_title_token, .body_token = on_body_token,
                               .begin = begin, .boolean = add_boolean, .value = set_value,
                               .free = sink_free};
    self->inverter = inverter;
    self->segment = segment;
    inverter->in_use = TRUE;
    inverter->with_positions = positions;
    return self;
}

SegmentSink *native_sink_new(Inverter *inverter, const char *dir, gboolean positions, GError **error)
{
    NativeSink *self = native_sink_open(inverter, dir, positions, error);
    if (self == NULL)
        return NULL;
    self->sink.end = end;
    self->sink.memory = memory;
    self->sink.finish = finish;
    return &self->sink;
}
