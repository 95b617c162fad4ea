/* glass-model-private: made-up documents, written by the native writer and by
 * Xapian itself.
 *
 *     g_autoptr(Model) model = model_new();
 *     model_document(model, 7, "data", 4);
 *     model_term(model, "azeri", 2, positions, 2);          // of document 7
 *     model_write_native(model, native, 6);
 *     model_write_oracle(model, oracle);                    // and both must read the same
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "tests/support/xapian-oracle.h"
#include "xapian-c/glass-segment.h"

typedef struct {
    GBytes *term;
    guint32 docid, wdf;
    guint32 *positions;
    gsize count;
} Posting;

typedef struct {
    guint32 docid, slot;
    GBytes *value;
} Value;

typedef struct {
    guint32 docid, doclen, terms;
    GBytes *data;
    gsize first_value, values; /* in Model.values */
} Document;

typedef struct {
    GArray *documents, *postings, *values;
    GPtrArray *metadata; /* key, then value (GBytes) */
    GRand *rand;         /* for whoever makes documents by chance */
} Model;

static inline void model_posting_clear(gpointer data)
{
    Posting *posting = data;
    g_bytes_unref(posting->term);
    g_free(posting->positions);
}

static inline void model_value_clear(gpointer data)
{
    g_bytes_unref(((Value *)data)->value);
}

static inline void model_document_clear(gpointer data)
{
    g_bytes_unref(((Document *)data)->data);
}

static inline Model *model_new(void)
{
    Model *model = g_new0(Model, 1);
    model->documents = g_array_new(FALSE, TRUE, sizeof(Document));
    model->postings = g_array_new(FALSE, TRUE, sizeof(Posting));
    model->values = g_array_new(FALSE, TRUE, sizeof(Value));
    g_array_set_clear_func(model->documents, model_document_clear);
    g_array_set_clear_func(model->postings, model_posting_clear);
    g_array_set_clear_func(model->values, model_value_clear);
    model->metadata = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    model->rand = g_rand_new_with_seed(20140808);
    return model;
}

static inline void model_free(Model *model)
{
    g_array_unref(model->documents);
    g_array_unref(model->postings);
    g_array_unref(model->values);
    g_ptr_array_unref(model->metadata);
    g_rand_free(model->rand);
    g_free(model);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Model, model_free)

static inline Document *model_last_document(Model *model)
{
    return &g_array_index(model->documents, Document, model->documents->len - 1);
}

static inline void model_document(Model *model, guint32 docid, const void *data, gsize length)
{
    Document document = {
        .docid = docid, .data = g_bytes_new(data, length), .first_value = model->values->len};
    g_array_append_val(model->documents, document);
}

static inline void model_term_bytes(Model *model, GBytes *term, guint32 wdf,
                                    const guint32 *positions, gsize count)
{
    Document *document = model_last_document(model);
    Posting posting = {.term = g_bytes_ref(term),
                       .docid = document->docid,
                       .wdf = wdf,
                       .positions = g_memdup2(positions, count * sizeof *positions),
                       .count = count};
    g_array_append_val(model->postings, posting);
    document->doclen += wdf;
    document->terms++;
}

static inline void model_term(Model *model, const char *term, guint32 wdf, const guint32 *positions,
                              gsize count)
{
    g_autoptr(GBytes) bytes = g_bytes_new(term, strlen(term));
    model_term_bytes(model, bytes, wdf, positions, count);
}

static inline void model_value(Model *model, guint32 slot, const void *value, gsize length)
{
    Document *document = model_last_document(model);
    Value entry = {.docid = document->docid, .slot = slot, .value = g_bytes_new(value, length)};
    g_array_append_val(model->values, entry);
    document->values++;
}

static inline void model_metadata(Model *model, const char *key, const void *value, gsize length)
{
    g_ptr_array_add(model->metadata, g_bytes_new(key, strlen(key) + 1));
    g_ptr_array_add(model->metadata, g_bytes_new(value, length));
}

static inline gint model_by_term(gconstpointer a, gconstpointer b)
{
    const Posting *x = a, *y = b;
    int order = g_bytes_compare(x->term, y->term);
    return order ? order : (x->docid > y->docid) - (x->docid < y->docid);
}

static inline gint model_by_document(gconstpointer a, gconstpointer b)
{
    const Posting *x = a, *y = b;
    int order = (x->docid > y->docid) - (x->docid < y->docid);
    return order ? order : g_bytes_compare(x->term, y->term);
}

/* ---- writing it both ways ---------------------------------------------------------------------*/

static inline void model_write_terms(Model *model, GlassSegment *segment)
{
    g_array_sort(model->postings, model_by_term);
    GBytes *before = NULL;
    for (guint i = 0; i < model->postings->len; i++) {
        const Posting *posting = &g_array_index(model->postings, Posting, i);
        if (!before || !g_bytes_equal(before, posting->term)) {
            if (before)
                glass_segment_end_term(segment);
            gsize length;
            const char *term = g_bytes_get_data(posting->term, &length);
            glass_segment_begin_term(segment, term, length);
            before = posting->term;
        }
        glass_segment_add_posting(segment, posting->docid, posting->wdf, posting->positions,
                                  posting->count);
    }
    if (before)
        glass_segment_end_term(segment);
}

/* The terms of one document, one after the other. */
static inline void model_write_termlist(const Posting *postings, const Document *document,
                                        GlassSegment *segment)
{
    glass_segment_begin_termlist(segment, document->docid, document->terms);
    for (guint32 t = 0; t < document->terms; t++) {
        gsize length;
        const char *term = g_bytes_get_data(postings[t].term, &length);
        glass_segment_add_termlist_term(segment, term, length, postings[t].wdf);
    }
    glass_segment_end_termlist(segment);
}

/* All at once, by their numbers. */
static inline void model_write_named_termlist(const Posting *postings, const Document *document,
                                              GlassSegment *segment)
{
    g_autofree GlassTermName *names = g_new0(GlassTermName, document->terms);
    g_autofree guint64 *terms = g_new(guint64, document->terms);
    for (guint32 t = 0; t < document->terms; t++) {
        gsize length;
        const char *term = g_bytes_get_data(postings[t].term, &length);
        names[t].length = (guint16)length;
        if (length <= GLASS_NAME_INLINE)
            memcpy(names[t].text, term, length);
        else
            memcpy(names[t].text, &term, sizeof term);
        terms[t] = (guint64)t << 32 | postings[t].wdf;
    }
    glass_segment_add_termlist(segment, document->docid, names, terms, document->terms);
}

static inline void model_write_termlists(Model *model, GlassSegment *segment)
{
    g_array_sort(model->postings, model_by_document);
    const Posting *next = (const Posting *)model->postings->data;
    for (guint i = 0; i < model->documents->len; i++) {
        const Document *document = &g_array_index(model->documents, Document, i);
        if (document->terms == 0)
            continue;
        if (i % 2)
            model_write_termlist(next, document, segment);
        else
            model_write_named_termlist(next, document, segment);
        next += document->terms;
    }
}

static inline void model_write_documents(Model *model, GlassSegment *segment)
{
    for (guint i = 0; i < model->documents->len; i++) {
        const Document *document = &g_array_index(model->documents, Document, i);
        for (gsize v = 0; v < document->values; v++) {
            const Value *value = &g_array_index(model->values, Value, document->first_value + v);
            gsize length;
            const void *bytes = g_bytes_get_data(value->value, &length);
            glass_segment_add_value(segment, document->docid, value->slot, bytes, length);
        }
        gsize length;
        const void *data = g_bytes_get_data(document->data, &length);
        glass_segment_add_document(segment, document->docid, document->doclen, data, length);
    }
    for (guint i = 0; i < model->metadata->len; i += 2) {
        gsize length;
        const void *value = g_bytes_get_data(model->metadata->pdata[i + 1], &length);
        glass_segment_set_metadata(segment, g_bytes_get_data(model->metadata->pdata[i], NULL),
                                   value, length);
    }
}

static inline void model_write_native(Model *model, const char *dir, int compression)
{
    g_autoptr(GError) error = NULL;
    GlassSegmentOptions options = {.compression = compression};
    g_autoptr(GlassSegment) segment = glass_segment_new(dir, &options, &error);
    g_assert_no_error(error);
    model_write_documents(model, segment);
    model_write_terms(model, segment);
    model_write_termlists(model, segment);
    glass_segment_finish(segment, &error);
    g_assert_no_error(error);
}

static inline void model_write_oracle(Model *model, const char *dir)
{
    g_array_sort(model->postings, model_by_document);
    Oracle *oracle = oracle_new(dir);
    guint next = 0;
    for (guint i = 0; i < model->documents->len; i++) {
        const Document *document = &g_array_index(model->documents, Document, i);
        oracle_begin(oracle);
        for (guint32 t = 0; t < document->terms; t++, next++) {
            const Posting *posting = &g_array_index(model->postings, Posting, next);
            gsize length;
            const char *term = g_bytes_get_data(posting->term, &length);
            oracle_add_posting(oracle, term, length, posting->wdf, posting->positions,
                               posting->count);
        }
        for (gsize v = 0; v < document->values; v++) {
            const Value *value = &g_array_index(model->values, Value, document->first_value + v);
            gsize length;
            const void *bytes = g_bytes_get_data(value->value, &length);
            oracle_add_value(oracle, value->slot, bytes, length);
        }
        gsize length;
        const void *data = g_bytes_get_data(document->data, &length);
        oracle_set_data(oracle, data, length);
        oracle_end(oracle, document->docid);
    }
    for (guint i = 0; i < model->metadata->len; i += 2) {
        gsize length;
        const void *value = g_bytes_get_data(model->metadata->pdata[i + 1], &length);
        oracle_set_metadata(oracle, g_bytes_get_data(model->metadata->pdata[i], NULL), value,
                            length);
    }
    g_autofree char *error = oracle_free(oracle);
    g_assert_cmpstr(error, ==, NULL);
}
