/* One document into a segment of its own, put away in parts: the inverter holds one part at a time, and what is
 * finished of the document lies in packed runs. */
#include "indexer/inverter.h"

#include "indexer/native-sink-private.h"
#include "indexer/posting-stream.h"
#include "indexer/term-order.h"
#include "xapian-c/wordlist.h"

#define DOCID 1

static gboolean is_word(const Inverter *inverter, const FormTerm *term)
{
    return term->place == 0 && inverter_form(inverter, term->form)->kind == FORM_BODY;
}

/* What the part has of a term, which count forms have. */
static RunTerm unite(const Inverter *inverter, const FormTerm *forms, guint32 count, GArray *stream,
                     Positions *positions)
{
    RunTerm term = {.text = forms->text, .length = forms->length, .is_word = is_word(inverter, forms)};
    positions->count = 0;
    for (guint32 i = 0; i < count; i++) {
        PostingCursor cursor;
        posting_cursor_init(&cursor, inverter, forms[i].form, stream);
        if (forms[i].place > 0)
            posting_cursor_next(&cursor);
        else
            posting_cursor_next_positions(&cursor, positions);
        term.wdf += cursor.wdf;
    }
    if (count > 1)
        positions_sort(positions);
    term.positions = positions->at;
    term.position_count = positions->count;
    return term;
}

/* Puts away what the inverter holds; it is empty then, and Words are not needed any more. */
static void put_away(gpointer sink)
{
    NativeSink *self = sink;
    Inverter *inverter = self->inverter;
    inverter_end(inverter);
    self->doclen += inverter->doclen;

    TermOrder order;
    Positions positions = {0};
    g_autoptr(GArray) stream = g_array_new(FALSE, FALSE, sizeof(guint16));
    term_order_init(&order, inverter);
    for (guint32 group = 0; group < order.group_count; group++) {
        guint32 first = order.groups[group], count = order.groups[group + 1] - first;
        RunTerm term = unite(inverter, &order.terms[first], count, stream, &positions);
        term_runs_add(self->runs, &term);
    }
    term_runs_cut(self->runs);
    term_order_clear(&order);
    g_free(positions.at);
    inverter_reset(inverter);
    inverter_begin(inverter, DOCID);
}

/* Boolean terms come before words, and so nothing that they put away is a Word's. */
static void add_boolean(SegmentSink *sink, const char *term, gsize length)
{
    NativeSink *self = (NativeSink *)sink;
    inverter_boolean(self->inverter, term, length);
    if (self->inverter->token_count == 0 && inverter_memory(self->inverter) > sink->words_most)
        put_away(sink);
}

static gboolean end(SegmentSink *sink, const char *data, gsize length, GError **error)
{
    (void)error; /* errors stick to the segment until it is finished */
    NativeSink *self = (NativeSink *)sink;
    g_assert(sink->documents == 0);
    put_away(sink);
    sink->documents++;
    glass_segment_add_document(self->segment, DOCID, self->doclen, data, length);
    return TRUE;
}

static gsize memory(const SegmentSink *sink)
{
    const NativeSink *self = (const NativeSink *)sink;
    return inverter_memory(self->inverter) + glass_segment_memory(self->segment) +
           term_runs_memory(self->runs);
}

/* ---- the segment ------------------------------------------------------------------------------*/

typedef struct {
    WordlistBuilder *words;
    guint32 terms;
} Survey;

static void survey_term(const RunTerm *term, gpointer data)
{
    Survey *survey = data;
    survey->terms++;
    if (term->is_word)
        wordlist_builder_add(survey->words, term->text, term->length, 1);
}

static void write_term(const RunTerm *term, gpointer segment)
{
    glass_segment_begin_term(segment, term->text, term->length);
    glass_segment_add_posting(segment, DOCID, term->wdf, term->positions, term->position_count);
    glass_segment_end_term(segment);
    glass_segment_add_termlist_term(segment, term->text, term->length, term->wdf);
}

static guint32 set_all_metadata(NativeSink *self, const char *languages)
{
    Survey survey = {.words = wordlist_builder_new()};
    term_runs_walk(self->runs, survey_term, &survey);
    GBytes *words = wordlist_builder_end(survey.words);
    wordlist_builder_free(survey.words);
    native_sink_set_metadata(self, languages, words);
    return survey.terms;
}

static gboolean finish(SegmentSink *sink, const char *languages, GError **error)
{
    NativeSink *self = (NativeSink *)sink;
    guint32 terms = set_all_metadata(self, languages);
    if (terms > 0) {
        glass_segment_begin_termlist(self->segment, DOCID, terms);
        term_runs_walk(self->runs, write_term, self->segment);
        glass_segment_end_termlist(self->segment);
    }
    return glass_segment_finish(self->segment, error);
}

SegmentSink *single_sink_new(Inverter *inverter, const char *dir, gboolean positions, gsize words_most,
                             GError **error)
{
    NativeSink *self = native_sink_open(inverter, dir, positions, error);
    if (self == NULL)
        return NULL;
    self->runs = term_runs_new();
    self->sink.put_away = put_away;
    self->sink.words_most = words_most;
    self->sink.boolean = add_boolean;
    self->sink.end = end;
    self->sink.memory = memory;
    self->sink.finish = finish;
    return &self->sink;
}
