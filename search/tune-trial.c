#include "search/tune-trial.h"

#include "search/eval-run.h"
#include "search/eval-topics.h"
#include "search/output-field.h"
#include "search/trec-line.h"

/* Results for each topic, as eval takes unless told. */
#define DEPTH 1000
/* The data of so many hits are read at a time. */
#define HITS_PAGE 200

typedef struct {
    Query *query;
    const Judgements *judgements;
} TrialTopic;

/* Of an article; one string for each name. */
typedef struct {
    const char *own; /* NULL: none */
    const char *ours;
} ArticleNames;

struct TuneTrial {
    TuneTrialSettings settings;
    GArray *topics;       /* TrialTopic */
    GHashTable *articles; /* docid → ArticleNames *, owned */
    GStringChunk *names;
    GHashTable *tried; /* TunePoint *, as text → double *, a value for each topic */
    Hit *hit;
    GArray *ranking;  /* RunResult: of the topic that is tried */
    GHashTable *seen; /* const char *: own names in it */
};

static void clear_topic(gpointer topic)
{
    query_free(((TrialTopic *)topic)->query);
}

void tune_trial_free(TuneTrial *trial)
{
    if (!trial)
        return;
    g_array_unref(trial->topics);
    g_hash_table_unref(trial->articles);
    g_hash_table_unref(trial->tried);
    g_hash_table_unref(trial->seen);
    g_array_unref(trial->ranking);
    g_string_chunk_free(trial->names);
    hit_free(trial->hit);
    g_free(trial);
}

guint tune_trial_topics(const TuneTrial *trial)
{
    return trial->topics->len;
}

guint tune_trial_count(const TuneTrial *trial)
{
    return g_hash_table_size(trial->tried);
}

/* ---- topics --------------------------------------------------------------------------------- */

/* Whether anything is found, which no ranking changes. */
static gboolean add_topic(TuneTrial *trial, const Topic *topic, const Judgements *judgements,
                          const QuerySettings *understood, GError **error)
{
    Searcher *searcher = trial->settings.searcher;
    g_autoptr(Query) query =
        eval_topics_query(searcher, understood, topic, trial->settings.quiet);
    if (!query)
        return TRUE;
    g_autoptr(XapHits) hits = eval_run_search(searcher, query, 1, error);
    if (!hits)
        return FALSE;
    TrialTopic added = {query, judgements};
    if (xap_hits_count(hits)) {
        g_array_append_val(trial->topics, added);
        query = NULL;
    }
    return TRUE;
}

static const Topic *topic_of(const GPtrArray *topics, const char *name)
{
    for (guint i = 0; i < topics->len; i++)
        if (g_str_equal(((const Topic *)topics->pdata[i])->name, name))
            return topics->pdata[i];
    return NULL;
}

TuneTrial *tune_trial_new(const TuneTrialSettings *settings, const GPtrArray *topics,
                          const Qrels *qrels, GError **error)
{
    g_autoptr(TuneTrial) trial = g_new0(TuneTrial, 1);
    trial->settings = *settings;
    trial->topics = g_array_new(FALSE, FALSE, sizeof(TrialTopic));
    g_array_set_clear_func(trial->topics, clear_topic);
    trial->articles = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    trial->names = g_string_chunk_new(64 * 1024);
    trial->tried = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    trial->seen = g_hash_table_new(NULL, NULL);
    trial->ranking = g_array_new(FALSE, FALSE, sizeof(RunResult));
    trial->hit = hit_new();
    QuerySettings understood = eval_topics_settings(settings->searcher, settings->all);
    for (guint i = 0; i < qrels->names->len; i++) {
        const char *name = qrels->names->pdata[i];
        const Topic *topic = topic_of(topics, name);
        if (topic && !add_topic(trial, topic, qrels_of(qrels, name), &understood, error))
            return NULL;
    }
    return g_steal_pointer(&trial);
}

/* ---- articles ------------------------------------------------------------------------------- */

static const char *intern(TuneTrial *trial, const char *text)
{
    g_autoptr(GString) name = g_string_new(NULL);
    trec_name_append(name, text);
    return g_string_chunk_insert_const(trial->names, name->str);
}

static gboolean learn_names(TuneTrial *trial, const XapHit *found, GError **error)
{
    if (!hit_read_article(trial->hit, trial->settings.searcher, found, error))
        return FALSE;
    const GString *own = trial->hit->field[HIT_OWN_ID];
    g_autoptr(GString) id = g_string_new(NULL);
    output_field_append(OUTPUT_FIELD_ID, trial->hit, NULL, id);
    ArticleNames *names = g_new(ArticleNames, 1);
    names->own = own->len ? intern(trial, own->str) : NULL;
    names->ours = intern(trial, id->str);
    g_hash_table_insert(trial->articles, GUINT_TO_POINTER(found->docid), names);
    return TRUE;
}

static gboolean is_known(const TuneTrial *trial, const XapHits *hits, gsize i)
{
    return g_hash_table_contains(trial->articles, GUINT_TO_POINTER(xap_hits_get(hits, i)->docid));
}

/* Reads the page that begins at first if there is an article in it that is not known. */
static gboolean learn_page(TuneTrial *trial, XapHits *hits, gsize first, GError **error)
{
    gsize end = MIN(first + HITS_PAGE, xap_hits_count(hits)), at = first;
    while (at < end && is_known(trial, hits, at))
        at++;
    if (at == end)
        return TRUE;
    if (!xap_hits_load(trial->settings.searcher->db, hits, at, end - at, error))
        return FALSE;
    for (end = MIN(end, xap_hits_count(hits)); at < end; at++)
        if (!is_known(trial, hits, at) &&
            !learn_names(trial, xap_hits_get(hits, at), error))
            return FALSE;
    return TRUE;
}

/* ---- a trial -------------------------------------------------------------------------------- */

/* Named as in the lines of a run, which are in the order of the hits. */
static void add_result(TuneTrial *trial, guint32 docid)
{
    const ArticleNames *names = g_hash_table_lookup(trial->articles, GUINT_TO_POINTER(docid));
    gboolean own = names->own && g_hash_table_add(trial->seen, (gpointer)names->own);
    RunResult result = {own ? names->own : names->ours, 0};
    g_array_append_val(trial->ranking, result);
}

static gboolean measure_topic(TuneTrial *trial, const TrialTopic *topic, double *value,
                              GError **error)
{
    double values[EVAL_MEASURES];
    g_autoptr(XapHits) hits =
        eval_run_search(trial->settings.searcher, topic->query, DEPTH, error);
    if (!hits)
        return FALSE;
    g_array_set_size(trial->ranking, 0);
    g_hash_table_remove_all(trial->seen);
    for (gsize i = 0; i < xap_hits_count(hits); i += HITS_PAGE)
        if (!learn_page(trial, hits, i, error))
            return FALSE;
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        add_result(trial, xap_hits_get(hits, i)->docid);
    eval_measure(trial->ranking, topic->judgements, values);
    *value = values[trial->settings.measure];
    return TRUE;
}

const double *tune_trial_values(const TunePoint *point, gpointer data, GError **error)
{
    TuneTrial *trial = data;
    g_autoptr(GString) key = g_string_new(NULL);
    tune_point_append(key, point);
    const double *known = g_hash_table_lookup(trial->tried, key->str);
    if (known)
        return known;
    g_autofree double *values = g_new(double, trial->topics->len);
    tune_point_apply(point, &trial->settings.searcher->ranking);
    for (guint i = 0; i < trial->topics->len; i++)
        if (!measure_topic(trial, &g_array_index(trial->topics, TrialTopic, i), &values[i], error))
            return NULL;
    known = values;
    g_hash_table_insert(trial->tried, g_strdup(key->str), g_steal_pointer(&values));
    return known;
}
