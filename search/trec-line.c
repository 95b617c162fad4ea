#include "search/trec-line.h"

#include <math.h>
#include <string.h>

#include "search/output-field.h"
#include "stemmer/stemmer.h"

#define TAG "dateline"

void trec_topic_clear(TrecTopic *topic)
{
    g_clear_pointer(&topic->seen, seen_texts_free);
}

void trec_name_append(GString *out, const char *name)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, name, strlen(name), TRUE);
    for (const char *p = shown->str, *next; *p; p = next) {
        next = g_utf8_next_char(p);
        gboolean space = g_unichar_isspace(g_utf8_get_char(p));
        for (; p < next; p++)
            if (space)
                g_string_append_printf(out, "%%%02X", (guchar)*p);
            else
                g_string_append_c(out, *p);
    }
}

/* Scorers rank by the score, many of them read as a float, and break ties in ways of their own: so
 * each is made less than the one before it, by as little as a float can tell. */
static float falling_score(TrecTopic *topic, double found)
{
    float score = (float)found;
    if (topic->lines++ && score >= topic->last_score)
        score = MIN(nextafterf(topic->last_score, -INFINITY), topic->last_score - 1e-6F);
    topic->last_score = score;
    return score;
}

static void append_document(GString *out, TrecTopic *topic, const Hit *hit)
{
    const GString *own = hit->field[HIT_OWN_ID];
    if (!topic->seen)
        topic->seen = seen_texts_new();
    if (own->len && seen_texts_add(topic->seen, own)) {
        trec_name_append(out, own->str);
        return;
    }
    g_autoptr(GString) id = g_string_new(NULL);
    output_field_append(OUTPUT_FIELD_ID, hit, NULL, id);
    trec_name_append(out, id->str);
}

void trec_line_append(GString *out, TrecTopic *topic, const Hit *hit)
{
    char score[G_ASCII_DTOSTR_BUF_SIZE];
    trec_name_append(out, topic->name);
    g_string_append(out, " Q0 ");
    append_document(out, topic, hit);
    g_ascii_formatd(score, sizeof score, "%.9g", (double)falling_score(topic, hit->score));
    g_string_append_printf(out, " %u %s " TAG "\n", hit->rank, score);
}
