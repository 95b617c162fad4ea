#include "search/eval-topics.h"

#include <string.h>

#include "console/console.h"
#include "search/query-understand.h"
#include "search/topic.h"

/* ---- reading -------------------------------------------------------------------------------- */

static gboolean has_topic(const GPtrArray *topics, const char *name)
{
    for (guint i = 0; i < topics->len; i++)
        if (g_str_equal(((const Topic *)topics->pdata[i])->name, name))
            return TRUE;
    return FALSE;
}

/* TREC's first topics are numbered 051, and 51 in its judgements. */
static void name_as_judged(const GPtrArray *topics, const Qrels *qrels)
{
    for (guint i = 0; i < topics->len; i++) {
        Topic *topic = topics->pdata[i];
        gsize zeros = strspn(topic->name, "0");
        const char *number = topic->name + zeros;
        if (zeros && !qrels_of(qrels, topic->name) && qrels_of(qrels, number) &&
            !has_topic(topics, number))
            memmove(topic->name, number, strlen(number) + 1);
    }
}

GPtrArray *eval_topics_read(const char *path, const char *fields, const Qrels *qrels,
                            GError **error)
{
    guint parts = 0;
    if (fields && !topic_fields_parse(fields, &parts, error))
        return NULL;
    g_autofree char *text = trec_file_read(path, "topics", error);
    GPtrArray *topics = text ? topic_file_parse(text, parts, path, error) : NULL;
    if (topics)
        name_as_judged(topics, qrels);
    return topics;
}

/* ---- queries -------------------------------------------------------------------------------- */

QuerySettings eval_topics_settings(const Searcher *searcher, gboolean all)
{
    return (QuerySettings){.analysis = searcher->analysis,
                           .flags = all ? 0 : QUERY_ANY,
                           .calendar = {NULL, g_get_real_time() / G_USEC_PER_SEC}};
}

/* The query that a topic is, or the words of one that is none. Free with g_free(). */
static char *query_text(const QuerySettings *settings, const Topic *topic, gboolean quiet)
{
    if (topic->prose)
        return topic_words(topic->text);
    char *words = topic_words_instead(topic->name, topic->text, settings, quiet);
    return words ? words : g_strdup(topic->text);
}

Query *eval_topics_query(Searcher *searcher, const QuerySettings *settings, const Topic *topic,
                         gboolean quiet)
{
    g_autofree char *text = query_text(settings, topic, quiet);
    Query *query = query_understand(searcher, settings, text, NULL);
    if (!query)
        console_note("topic %s was not searched for", topic->name);
    return query;
}
