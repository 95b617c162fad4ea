/* merge-fixture-private: small databases of made-up documents full of oddities, each written
 * natively or by Xapian, as sources of a merge. */
#pragma once

#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"
#include "xapian-c/glass-segment.h"
#include "xapian-c/index-error.h"

#define MERGE_POSITIONS 12

/* One word of one document. */
typedef struct {
    guint word; /* in the vocabulary */
    guint32 docid, wdf, count;
    guint32 positions[MERGE_POSITIONS];
} MergePosting;

typedef struct {
    guint32 docid, doclen, terms;
    gsize first; /* posting */
    GBytes *data;
    guint32 values; /* seed of its values; 0: none */
} MergeDocument;

/* What a source is to be like. */
typedef struct {
    guint documents;
    guint32 first_docid;
    guint gap;       /* docids are up to so many apart, 1: no gaps */
    gboolean native; /* else by Xapian */
    gboolean no_terms, no_values, no_positions;
    gsize data; /* bytes of a document's data at most */
} MergeRecipe;

typedef struct {
    GArray *documents, *postings;
    GRand *rand;
    const MergeRecipe *recipe;
} MergeModel;

/* ---- words ------------------------------------------------------------------------------------*/

typedef struct {
    char text[246];
    gsize length;
    gboolean boolean;
} MergeWord;

static inline int merge_compare_words(const void *a, const void *b)
{
    const MergeWord *x = a, *y = b;
    int order = memcmp(x->text, y->text, MIN(x->length, y->length));
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

/* The vocabulary, in byte order; static. */
static inline const MergeWord *merge_words(guint *count)
{
    static MergeWord words[72];
    static const struct {
        const char *text;
        gsize length;
    } odd[] = {{"\0", 1},    {"\0\0", 2},  {"\0a", 2},  {"a\0", 2},      {"a\0b", 3}, {"a", 1},
               {"a\x01", 2}, {"a\xff", 2}, {"\xff", 1}, {"\xff\xff", 2}, {"every", 5}};
    *count = G_N_ELEMENTS(words);
    if (words[0].length > 0)
        return words;
    for (guint i = 0; i < *count; i++) {
        MergeWord *word = &words[i];
        if (i < G_N_ELEMENTS(odd)) {
            memcpy(word->text, odd[i].text, odd[i].length);
            word->length = odd[i].length;
        } else if (i < 16) {
            memset(word->text, 'x', 245);
            word->text[0] = (char)('k' + i % 4);
            word->length = 240 + i % 6;
        } else {
            word->boolean = i % 5 == 0;
            word->length = (gsize)g_snprintf(word->text, sizeof word->text, "%sword%u",
                                             word->boolean ? "K" : "Z", i * i);
        }
    }
    qsort(words, *count, sizeof *words, merge_compare_words);
    return words;
}

/* ---- documents --------------------------------------------------------------------------------*/

static inline void merge_document_clear(gpointer document)
{
    g_bytes_unref(((MergeDocument *)document)->data);
}

static inline void merge_add_posting(MergeModel *model, MergeDocument *document, guint word,
                                     gboolean boolean)
{
    MergePosting posting = {.word = word, .docid = document->docid};
    if (!boolean) {
        guint32 position = 0;
        if (!model->recipe->no_positions)
            posting.count = (guint32)g_rand_int_range(model->rand, 0, MERGE_POSITIONS);
        for (guint32 i = 0; i < posting.count; i++) {
            gint32 step = g_rand_int_range(model->rand, 0, 20) == 0 ? 70000 : 40;
            position += (guint32)g_rand_int_range(model->rand, 1, step);
            posting.positions[i] = position;
        }
        posting.wdf = posting.count + (guint32)g_rand_int_range(model->rand, 0, 3);
        if (g_rand_int_range(model->rand, 0, 50) == 0)
            posting.wdf += 20000;
    }
    g_array_append_val(model->postings, posting);
    document->doclen += posting.wdf;
    document->terms++;
}

static inline GBytes *merge_random_data(MergeModel *model)
{
    gsize most = model->recipe->data;
    gsize length = most > 0 && g_rand_int_range(model->rand, 0, 8) > 0
                       ? (gsize)g_rand_int_range(model->rand, 0, (gint32)most)
                       : 0;
    g_autofree char *text = g_malloc(length + 16);
    for (gsize i = 0; i < length; i += 4) {
        guint32 noise = g_rand_int(model->rand);
        g_snprintf(text + i, 8, i % 64 < 40 ? "news" : "%04x", noise & 0xffff);
    }
    return g_bytes_new(text, length);
}

static inline MergeModel *merge_model_new(const MergeRecipe *recipe, guint32 seed)
{
    MergeModel *model = g_new0(MergeModel, 1);
    model->documents = g_array_new(FALSE, TRUE, sizeof(MergeDocument));
    g_array_set_clear_func(model->documents, merge_document_clear);
    model->postings = g_array_new(FALSE, TRUE, sizeof(MergePosting));
    model->rand = g_rand_new_with_seed(seed);
    model->recipe = recipe;
    guint words;
    const MergeWord *word = merge_words(&words);
    guint32 docid = recipe->first_docid;
    for (guint i = 0; i < recipe->documents; i++) {
        MergeDocument document = {.docid = docid, .first = model->postings->len};
        gboolean terms = !recipe->no_terms && g_rand_int_range(model->rand, 0, 12) > 0;
        for (guint w = 0; terms && w < words; w++)
            if (word[w].length == 5 || g_rand_int_range(model->rand, 0, (gint32)(w % 9 + 3)) == 0)
                merge_add_posting(model, &document, w, word[w].boolean);
        document.data = merge_random_data(model);
        document.values = recipe->no_values ? 0 : g_rand_int(model->rand) % 1000;
        g_array_append_val(model->documents, document);
        docid +=
            recipe->gap > 1 ? (guint32)g_rand_int_range(model->rand, 1, (gint32)recipe->gap) : 1;
    }
    return model;
}

static inline void merge_model_free(MergeModel *model)
{
    g_array_unref(model->documents);
    g_array_unref(model->postings);
    g_rand_free(model->rand);
    g_free(model);
}

/* Calls add with each value of a document. */
typedef void (*MergeValueFunc)(gpointer to, guint32 docid, guint32 slot, const char *value,
                               gsize length);
static inline void merge_each_value(const MergeDocument *document, MergeValueFunc add, gpointer to)
{
    static const guint32 slots[] = {0, 1, 7, 127, 128, 200, 256, 300, 70000, 0xfffffffe};
    for (guint i = 0; document->values > 0 && i < G_N_ELEMENTS(slots); i++) {
        char value[400];
        guint32 mixed = document->values * 2654435761u >> (i + 4);
        if (mixed % 3 == 0)
            continue;
        gsize length = (gsize)g_snprintf(value, sizeof value, "%u", mixed % 10007);
        if (mixed % 97 == 0) {
            memset(value + length, 'v', 300);
            length += 300;
        }
        add(to, document->docid, slots[i], value, length);
    }
}

/* ---- writing ----------------------------------------------------------------------------------*/

static inline void merge_native_value(gpointer to, guint32 docid, guint32 slot, const char *value,
                                      gsize length)
{
    glass_segment_add_value(to, docid, slot, value, length);
}

static inline void merge_oracle_value(gpointer to, guint32 docid, guint32 slot, const char *value,
                                      gsize length)
{
    (void)docid;
    oracle_add_value(to, slot, value, length);
}

static inline gint merge_by_word(gconstpointer a, gconstpointer b)
{
    const MergePosting *x = *(MergePosting *const *)a, *y = *(MergePosting *const *)b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return x->docid < y->docid ? -1 : x->docid > y->docid;
}

static inline void merge_write_terms(const MergeModel *model, GlassSegment *segment)
{
    guint words;
    const MergeWord *word = merge_words(&words);
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    for (guint i = 0; i < model->postings->len; i++)
        g_ptr_array_add(order, &g_array_index(model->postings, MergePosting, i));
    g_ptr_array_sort(order, merge_by_word);
    guint before = words;
    for (guint i = 0; i < order->len; i++) {
        const MergePosting *posting = order->pdata[i];
        if (posting->word != before) {
            if (before != words)
                glass_segment_end_term(segment);
            before = posting->word;
            glass_segment_begin_term(segment, word[before].text, word[before].length);
        }
        glass_segment_add_posting(segment, posting->docid, posting->wdf, posting->positions,
                                  posting->count);
    }
    if (before != words)
        glass_segment_end_term(segment);
}

static inline void merge_write_native(const MergeModel *model, const char *dir, const char *note)
{
    g_autoptr(GError) error = NULL;
    guint words;
    const MergeWord *word = merge_words(&words);
    GlassSegmentOptions options = {.compression = 1};
    g_autoptr(GlassSegment) segment = glass_segment_new(dir, &options, &error);
    ck_assert_msg(segment != NULL, "%s", error ? error->message : "no error");
    for (guint i = 0; i < model->documents->len; i++) {
        const MergeDocument *document = &g_array_index(model->documents, MergeDocument, i);
        gsize length;
        const void *data = g_bytes_get_data(document->data, &length);
        merge_each_value(document, merge_native_value, segment);
        glass_segment_add_document(segment, document->docid, document->doclen, data, length);
    }
    glass_segment_set_metadata(segment, "shared", note, strlen(note));
    glass_segment_set_metadata(segment, note, "only here", 9);
    merge_write_terms(model, segment);
    for (guint i = 0; i < model->documents->len; i++) {
        const MergeDocument *document = &g_array_index(model->documents, MergeDocument, i);
        if (document->terms == 0)
            continue;
        glass_segment_begin_termlist(segment, document->docid, document->terms);
        for (guint32 t = 0; t < document->terms; t++) {
            const MergePosting *posting =
                &g_array_index(model->postings, MergePosting, document->first + t);
            glass_segment_add_termlist_term(segment, word[posting->word].text,
                                            word[posting->word].length, posting->wdf);
        }
        glass_segment_end_termlist(segment);
    }
    ck_assert_msg(glass_segment_finish(segment, &error), "%s", error ? error->message : "no error");
}

static inline void merge_write_oracle(const MergeModel *model, const char *dir, const char *note)
{
    guint words;
    const MergeWord *word = merge_words(&words);
    Oracle *oracle = oracle_new(dir);
    for (guint i = 0; i < model->documents->len; i++) {
        const MergeDocument *document = &g_array_index(model->documents, MergeDocument, i);
        gsize length;
        const void *data = g_bytes_get_data(document->data, &length);
        oracle_begin(oracle);
        for (guint32 t = 0; t < document->terms; t++) {
            const MergePosting *posting =
                &g_array_index(model->postings, MergePosting, document->first + t);
            oracle_add_posting(oracle, word[posting->word].text, word[posting->word].length,
                               posting->wdf, posting->positions, posting->count);
        }
        merge_each_value(document, merge_oracle_value, oracle);
        oracle_set_data(oracle, data, length);
        oracle_end(oracle, document->docid);
    }
    oracle_set_metadata(oracle, "shared", note, strlen(note));
    oracle_set_metadata(oracle, note, "only here", 9);
    g_autofree char *failed = oracle_free(oracle);
    ck_assert_msg(failed == NULL, "%s", failed);
}

/* Makes a database; note is its metadata. */
static inline void merge_make(const MergeRecipe *recipe, guint32 seed, const char *dir,
                              const char *note)
{
    MergeModel *model = merge_model_new(recipe, seed);
    if (recipe->native)
        merge_write_native(model, dir, note);
    else
        merge_write_oracle(model, dir, note);
    merge_model_free(model);
}

/* ---- sources by letter ------------------------------------------------------------------------*/

/* Then changed by oracle_modify() so many times. */
typedef struct {
    char letter;
    MergeRecipe recipe;
    guint changes;
} MergeKind;

/* Capitals are written by Xapian. */
static const MergeKind merge_kinds[] = {
    {'n', {40, 1, 1, TRUE, .data = 600}, 0},
    {'N', {40, 1, 1, FALSE, .data = 600}, 0},
    {'e', {0, 1, 1, TRUE, .data = 0}, 0},
    {'E', {0, 1, 1, FALSE, .data = 0}, 0},
    {'b', {30, 1000, 1, TRUE, .data = 100}, 0}, /* a gap at the beginning */
    {'g', {50, 3, 9, TRUE, .data = 300}, 0},    /* gaps */
    {'G', {50, 3, 9, FALSE, .data = 300}, 0},
    {'m', {120, 1, 1, TRUE, .data = 900}, 1}, /* modified */
    {'M', {120, 1, 1, FALSE, .data = 900}, 1},
    {'r', {90, 2, 4, TRUE, .data = 900}, 4}, /* again and again */
    {'t', {25, 1, 1, TRUE, .no_terms = TRUE, .data = 80}, 0},
    {'v', {25, 1, 1, TRUE, .no_values = TRUE, .data = 0}, 0},
    {'p', {25, 1, 1, FALSE, .no_positions = TRUE, .data = 80}, 0},
    {'l', {12, 1, 1, TRUE, .data = 400000}, 0}, /* long tags */
    {'L', {12, 1, 1, FALSE, .data = 400000}, 1},
    {'w', {1500, 1, 1, TRUE, .data = 400}, 0},     /* chunks and levels */
    {'W', {900, 32000, 3, FALSE, .data = 400}, 1}, /* docids of two lengths */
};

static inline void merge_make_kind(char letter, guint32 seed, const char *dir, const char *note)
{
    const MergeKind *kind = merge_kinds;
    while (kind->letter != letter)
        kind++;
    merge_make(&kind->recipe, seed, dir, note);
    for (guint i = 0; i < kind->changes; i++) {
        g_autofree char *failed = oracle_modify(dir);
        ck_assert_msg(failed == NULL, "%s", failed);
    }
}
