/* fuzz_eval: the files of evaluations: topics, judgements and runs. */
#include "tests/fuzz/fuzz-private.h"

#include <math.h>
#include <string.h>

#include "search/eval-metrics.h"
#include "search/topic-file.h"
#include "search/topic.h"

/* A text as trec_file_read() gives it, in memory of just its size: it ends in its only NUL. */
static char *text_of(const char *bytes, gsize length)
{
    char *text = g_malloc(length + 1);
    memcpy(text, bytes, length);
    text[length] = '\0';
    for (gsize i = 0; i < length; i++)
        text[i] = text[i] ? text[i] : ' ';
    return text;
}

static void check_answer(gconstpointer answer, const GError *error)
{
    g_assert((answer == NULL) == (error != NULL));
    g_assert(error == NULL || error->domain == G_FILE_ERROR);
}

/* What is told in prose is a query as it stands, or its words are one; unless it has no words. */
static void check_prose(const Topic *topic)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    QuerySettings settings = {analysis, QUERY_ANY, {NULL, 0}};
    g_autofree char *words = topic_words_instead(topic->name, topic->text, &settings, TRUE);
    g_autoptr(GError) error = NULL;
    const char *asked = words ? words : topic->text;
    g_autoptr(Query) query = query_parse(asked, strlen(asked), &settings, &error);
    g_assert(query != NULL || words != NULL);
    if (query == NULL && strstr(error->message, "there is no word in it") == NULL &&
        strstr(error->message, "at most") == NULL)
        g_error("'%s': %s", words, error->message);
}

static void drive_topics(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    guint fields = fuzz_byte(&bytes) % 8;
    gsize length;
    const char *rest = fuzz_take(&bytes, size, &length);
    g_autofree char *text = text_of(rest, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) topics = topic_file_parse(text, fields, "topics", &error);
    check_answer(topics, error);
    for (guint i = 0; topics && i < topics->len; i++) {
        const Topic *topic = topics->pdata[i];
        g_assert(*topic->name && *topic->text);
        g_assert(g_utf8_validate(topic->name, -1, NULL) && g_utf8_validate(topic->text, -1, NULL));
        if (i < 4)
            check_prose(topic);
    }
}

static void check_measures(const GArray *ranking, const Judgements *judgements)
{
    double values[EVAL_MEASURES], mean[EVAL_MEASURES];
    eval_measure(ranking, judgements, values);
    g_assert(values[EVAL_NUM_REL_RET] <= MIN(values[EVAL_NUM_REL], values[EVAL_NUM_RET]));
    for (int i = EVAL_COUNTS; i < EVAL_MEASURES; i++)
        if (!(values[i] >= 0 && values[i] <= 1 + 1e-9))
            g_error("%s is %g", eval_measure_names[i], values[i]);
    eval_mean(&values, 1, mean);
    g_assert(memcmp(values, mean, sizeof mean) == 0);
}

/* Judgements, and behind a separator a run. */
static void drive_eval(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    gsize judged_length, run_length;
    const char *judged_bytes = fuzz_take_to(&bytes, FUZZ_SEPARATOR, &judged_length);
    const char *run_bytes = fuzz_take(&bytes, size, &run_length);
    g_autofree char *judged = text_of(judged_bytes, judged_length);
    g_autofree char *results = text_of(run_bytes, run_length);
    g_autoptr(GError) error = NULL, run_error = NULL;
    g_autoptr(Qrels) qrels = qrels_parse(judged, "judgements", &error);
    check_answer(qrels, error);
    g_autoptr(TrecRun) run = trec_run_new();
    gboolean read =
        trec_run_add(run, results, "run", &run_error) && trec_run_order(run, "run", &run_error);
    check_answer(read ? run : NULL, run_error);
    for (guint i = 0; qrels && i < qrels->names->len; i++) {
        const char *name = qrels->names->pdata[i];
        g_assert(*name && (i == 0 || strcmp(qrels->names->pdata[i - 1], name) < 0));
        const GArray *ranking = read ? trec_run_of(run, name) : NULL;
        for (guint k = 1; ranking && k < ranking->len; k++)
            g_assert(g_array_index(ranking, RunResult, k - 1).score >=
                     g_array_index(ranking, RunResult, k).score);
        check_measures(ranking, qrels_of(qrels, name));
    }
}

const FuzzTarget fuzz_eval_targets[] = {
    {"topics", drive_topics},
    {"eval", drive_eval},
    {NULL, NULL},
};
