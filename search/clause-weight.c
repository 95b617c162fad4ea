#include "search/clause-weight.h"

#include <math.h>
#include <string.h>

/* Of a pattern's forms, the most frequent come first. */
#define FORMS_COUNTED 16
/* A phrase is so much rarer than its rarest word, by and large. */
#define PHRASE_SHARE 4

typedef struct {
    XapDatabase *db;
    const char *prefix; /* of the field's terms */
    GString *term;
    GError **error;
} Counter;

/* Adds the frequencies of the words, of which at most limit; FALSE if the database fails. */
static gboolean add_terms(Counter *counter, const char *stem, const GPtrArray *words, guint limit,
                          double *sum)
{
    for (guint i = 0; i < MIN(words->len, limit); i++) {
        guint32 frequency = 0;
        g_string_printf(counter->term, "%s%s%s", stem, counter->prefix, (char *)words->pdata[i]);
        if (!xap_termfreq(counter->db, counter->term->str, counter->term->len, &frequency,
                          counter->error))
            return FALSE;
        *sum += frequency;
    }
    return TRUE;
}

static gboolean count_slot(Counter *counter, const QuerySlot *slot, gboolean stemmed, double *sum)
{
    *sum = 0;
    if (stemmed && !add_terms(counter, PREFIX_STEM, slot->stems, G_MAXUINT, sum))
        return FALSE;
    if (!add_terms(counter, "", slot->words, G_MAXUINT, sum))
        return FALSE;
    for (guint i = 0; i < slot->patterns->len; i++) {
        const QueryPattern *pattern = slot->patterns->pdata[i];
        if (!add_terms(counter, "", pattern->forms, FORMS_COUNTED, sum))
            return FALSE;
    }
    return TRUE;
}

/* In about how many articles the leaf stands. */
static gboolean count_leaf(Counter *counter, const QueryNode *leaf, double *articles)
{
    *articles = 0;
    counter->prefix = leaf->field ? leaf->field->prefix : "";
    for (guint i = 0; i < leaf->alternatives->len; i++) {
        const QueryAlternative *alternative = leaf->alternatives->pdata[i];
        double rarest = INFINITY, frequency;
        for (guint k = 0; k < alternative->slots->len; k++) {
            if (!count_slot(counter, alternative->slots->pdata[k], alternative->stemmed,
                            &frequency))
                return FALSE;
            rarest = MIN(rarest, frequency);
        }
        *articles += alternative->slots->len > 1 ? rarest / PHRASE_SHARE : rarest;
    }
    return TRUE;
}

double *clause_weights(XapDatabase *db, const Query *query, GError **error)
{
    XapStatistics statistics;
    if (!xap_statistics(db, &statistics, error))
        return NULL;
    g_autoptr(GString) term = g_string_new(NULL);
    Counter counter = {.db = db, .term = term, .error = error};
    g_autofree double *weights = g_new0(double, MAX(query->leaves->len, 1));
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        double articles;
        if (!query_node_has_words(leaf) || leaf->negated)
            continue;
        if (!count_leaf(&counter, leaf, &articles))
            return NULL;
        articles = MIN(articles, statistics.documents);
        weights[i] = log(1 + (statistics.documents + 0.5) / (articles + 0.5));
    }
    return g_steal_pointer(&weights);
}
