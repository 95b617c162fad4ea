#include "search/eval-run.h"

#include <errno.h>

#include "search/asked.h"
#include "search/eval-topics.h"
#include "search/trec-line.h"

/* The data of so many hits are read at a time. */
#define HITS_PAGE 200

/* For messages: the run has no file that it was read from. */
#define RUN_NAME "the run that was made"

typedef struct {
    const EvalRunSettings *settings;
    QuerySettings query;
    Hit *hit;
    GString *lines; /* of the present topic */
} Maker;

XapHits *eval_run_search(Searcher *searcher, const Query *query, guint32 depth, GError **error)
{
    g_autoptr(Asked) asked = asked_new(searcher, query, &(AskedSettings){0}, error);
    return asked ? asked_rank(asked, searcher, query, 0, depth, 0, error) : NULL;
}

static gboolean append_lines(Maker *maker, const char *name, XapHits *hits, GError **error)
{
    Searcher *searcher = maker->settings->searcher;
    g_auto(TrecTopic) topic = {.name = name};
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        if (i % HITS_PAGE == 0 && !xap_hits_load(searcher->db, hits, i, HITS_PAGE, error))
            return FALSE;
        if (i == xap_hits_count(hits))
            break;
        maker->hit->rank = (guint)i + 1;
        if (!hit_read_article(maker->hit, searcher, xap_hits_get(hits, i), error))
            return FALSE;
        trec_line_append(maker->lines, &topic, maker->hit);
    }
    return TRUE;
}

static gboolean make_topic(Maker *maker, const Topic *topic, GError **error)
{
    const EvalRunSettings *settings = maker->settings;
    g_autoptr(Query) query =
        eval_topics_query(settings->searcher, &maker->query, topic, settings->quiet);
    g_string_truncate(maker->lines, 0);
    if (!query)
        return TRUE;
    g_autoptr(XapHits) hits = eval_run_search(settings->searcher, query, settings->depth, error);
    return hits && append_lines(maker, topic->name, hits, error);
}

static gboolean write_lines(const Maker *maker, GError **error)
{
    FILE *out = maker->settings->out;
    if (!out || fwrite(maker->lines->str, 1, maker->lines->len, out) == maker->lines->len)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "can't write the run: %s",
                g_strerror(errno));
    return FALSE;
}

TrecRun *eval_run_make(const EvalRunSettings *settings, const GPtrArray *topics, GError **error)
{
    g_autoptr(TrecRun) run = trec_run_new();
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    Maker maker = {.settings = settings,
                   .query = eval_topics_settings(settings->searcher, settings->all),
                   .hit = hit,
                   .lines = lines};
    for (guint i = 0; i < topics->len; i++)
        if (!make_topic(&maker, topics->pdata[i], error) || !write_lines(&maker, error) ||
            !trec_run_add(run, lines->str, RUN_NAME, error))
            return NULL;
    g_ptr_array_unref(searcher_lost(settings->searcher));
    return trec_run_order(run, RUN_NAME, error) ? g_steal_pointer(&run) : NULL;
}
