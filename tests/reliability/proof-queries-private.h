/* proof-queries-private: seeded queries put to two databases of the same documents, which must answer the
 * same: words alone and combined, phrases and NEAR of words that stand together somewhere, ranges. */
#pragma once

#include <math.h>

#include "stemmer/stemmer.h"
#include "tests/reliability/proof-fixture-private.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

#define PROOF_QUERIES 500
#define PROOF_HITS 100
#define PROOF_WEIGHT_TOLERANCE 1e-12

typedef struct {
    const char *name;
    XapDatabase *native, *api;
    GRand *random;
    GPtrArray *terms;     /* char *: the vocabulary */
    GArray *docids;       /* guint32 */
    Lexicon *lexicon;
    GPtrArray *words;     /* char *: of one document, those at the same position apart */
    guint found;          /* queries with hits */
} ProofQueries;

static inline gboolean proof_on_term(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    (void)termfreq;
    if (memchr(term, '\0', length) == NULL)
        g_ptr_array_add(data, g_strndup(term, length));
    return TRUE;
}

static inline void proof_on_token(const Token *token, gpointer data)
{
    if ((token->flags & (TOKEN_VARIANT | TOKEN_UNPOSITIONED)) == 0)
        g_ptr_array_add(data, g_strndup(token->word->text, token->word->length));
}

static inline guint proof_below(ProofQueries *self, guint bound)
{
    return bound > 1 ? (guint)g_rand_int_range(self->random, 0, (gint32)bound) : 0;
}

static inline guint32 proof_some_document(ProofQueries *self)
{
    return g_array_index(self->docids, guint32, proof_below(self, self->docids->len));
}

/* Draws a document and takes its words in order. */
static inline void proof_draw_words(ProofQueries *self)
{
    g_autofree char *data = NULL;
    gsize length = 0;
    g_ptr_array_set_size(self->words, 0);
    ck_assert(xap_data(self->native, proof_some_document(self), &data, &length, NULL));
    g_autoptr(GString) text = g_string_new(NULL);
    if (schema_data_find(data, length, "text", text) && text->len < 100000)
        tokenizer_run(self->lexicon, text->str, text->len, 1, proof_on_token, self->words);
    if (self->words->len == 0)
        g_ptr_array_add(self->words, g_strdup("nothing"));
}

static inline XapQuery *proof_term(const char *term)
{
    return xap_query_term(term, strlen(term));
}

static inline XapQuery *proof_any_term(ProofQueries *self)
{
    return proof_term(self->terms->pdata[proof_below(self, self->terms->len)]);
}

/* Some words of a document in random combination. */
static inline XapQuery *proof_combined(ProofQueries *self)
{
    static const XapOperator operators[] = {XAP_AND,    XAP_OR,      XAP_AND_NOT, XAP_AND_MAYBE,
                                            XAP_FILTER, XAP_SYNONYM};
    XapQuery *parts[4];
    guint count = 2 + proof_below(self, 3);
    proof_draw_words(self);
    for (guint i = 0; i < count; i++)
        parts[i] = proof_term(self->words->pdata[proof_below(self, self->words->len)]);
    XapOperator op = operators[proof_below(self, G_N_ELEMENTS(operators))];
    XapQuery *query = xap_query_combine(op, parts, count, 0);
    for (guint i = 0; i < count; i++)
        xap_query_unref(parts[i]);
    return query;
}

/* Two or three words in a row, or two near one another. */
static inline XapQuery *proof_passage(ProofQueries *self, XapOperator op)
{
    XapQuery *parts[3];
    proof_draw_words(self);
    guint wanted = op == XAP_NEAR ? 2 : 2 + proof_below(self, 2);
    guint count = MIN(self->words->len, wanted);
    guint at = proof_below(self, self->words->len - count + 1);
    for (guint i = 0; i < count; i++)
        parts[i] = proof_term(self->words->pdata[at + i]);
    XapQuery *query = xap_query_combine(op, parts, count, op == XAP_NEAR ? 10 : count);
    for (guint i = 0; i < count; i++)
        xap_query_unref(parts[i]);
    return query;
}

/* Between the values of two documents, with a word or alone. */
static inline XapQuery *proof_range(ProofQueries *self)
{
    static const guint32 slots[] = {SLOT_DAY, SLOT_DAY, SLOT_TITLE, SLOT_SOURCE};
    guint32 slot = slots[proof_below(self, G_N_ELEMENTS(slots))];
    g_autofree char *low = NULL, *high = NULL;
    ck_assert(xap_value(self->native, proof_some_document(self), slot, &low, NULL, NULL) &&
              xap_value(self->native, proof_some_document(self), slot, &high, NULL, NULL));
    gboolean turned = strcmp(low, high) > 0;
    g_autoptr(XapQuery) range = xap_query_range(slot, turned ? high : low, turned ? low : high);
    if (proof_below(self, 4) == 0)
        return xap_query_ref(range);
    proof_draw_words(self);
    g_autoptr(XapQuery) word = proof_term(self->words->pdata[proof_below(self, self->words->len)]);
    XapQuery *parts[] = {word, range};
    return xap_query_combine(XAP_FILTER, parts, 2, 0);
}

static inline XapQuery *proof_draw_query(ProofQueries *self, guint i)
{
    switch (i % 5) {
    case 0:
        return proof_any_term(self);
    case 1:
        return proof_combined(self);
    case 2:
        return proof_passage(self, XAP_PHRASE);
    case 3:
        return proof_passage(self, XAP_NEAR);
    default:
        return proof_range(self);
    }
}

static inline XapHits *proof_ask(ProofQueries *self, XapDatabase *db, XapQuery *query, guint i)
{
    g_autoptr(GError) error = NULL;
    XapRequest request = {.query = query, .count = PROOF_HITS, .check_at_least = G_MAXUINT32 / 2,
                          .k1 = 1.2, .b = 0.75, .sort_slot = SLOT_DAY,
                          .sort = i % 7 == 0 ? XAP_SORT_DESCENDING : XAP_SORT_RELEVANCE};
    XapHits *hits = xap_run(db, &request, &error);
    g_autofree char *shown = xap_query_describe(query);
    ck_assert_msg(hits != NULL, "%s: query %u (%s): %s", self->name, i, shown,
                  error != NULL ? error->message : "");
    return hits;
}

static inline void proof_same_answer(ProofQueries *self, XapQuery *query, guint i)
{
    g_autoptr(XapHits) native = proof_ask(self, self->native, query, i);
    g_autoptr(XapHits) api = proof_ask(self, self->api, query, i);
    g_autofree char *shown = xap_query_describe(query);
    guint32 a[3], b[3];
    xap_hits_matches(native, &a[0], &a[1], &a[2]);
    xap_hits_matches(api, &b[0], &b[1], &b[2]);
    ck_assert_msg(memcmp(a, b, sizeof a) == 0 && xap_hits_count(native) == xap_hits_count(api),
                  "%s: query %u (%s): %u matches natively, %u by the API", self->name, i, shown, a[1],
                  b[1]);
    for (gsize hit = 0; hit < xap_hits_count(native); hit++) {
        const XapHit *x = xap_hits_get(native, hit), *y = xap_hits_get(api, hit);
        ck_assert_msg(x->docid == y->docid && fabs(x->weight - y->weight) <= PROOF_WEIGHT_TOLERANCE,
                      "%s: query %u (%s): hit %zu is %u (%.17g) natively, %u (%.17g) by the API",
                      self->name, i, shown, hit, x->docid, x->weight, y->docid, y->weight);
    }
    self->found += a[1] > 0;
}

/* Puts the queries to the databases in two folders. */
static inline void proof_queries(const char *name, const char *native, const char *api)
{
    ProofQueries self = {.name = name};
    self.native = xap_open(native, NULL);
    self.api = xap_open(api, NULL);
    ck_assert_msg(self.native != NULL && self.api != NULL, "%s: can't open", name);
    self.random = g_rand_new_with_seed(20140808);
    self.terms = g_ptr_array_new_with_free_func(g_free);
    self.words = g_ptr_array_new_with_free_func(g_free);
    self.lexicon = lexicon_new("english");
    self.docids = xap_postings(self.native, "", 0, NULL);
    ck_assert(self.docids != NULL && self.docids->len > 0);
    ck_assert(xap_each_term(self.native, "", 0, proof_on_term, self.terms, NULL));
    for (guint i = 0; i < PROOF_QUERIES; i++) {
        g_autoptr(XapQuery) query = proof_draw_query(&self, i);
        proof_same_answer(&self, query, i);
    }
    ck_assert_msg(self.found > PROOF_QUERIES / 3, "%s: only %u queries found anything", name,
                  self.found);
    proof_figure("queries answered alike", PROOF_QUERIES);
    xap_close(self.native);
    xap_close(self.api);
    g_rand_free(self.random);
    g_ptr_array_unref(self.terms);
    g_ptr_array_unref(self.words);
    g_array_unref(self.docids);
    lexicon_free(self.lexicon);
}
