/* trec-line: a line of a run file, as TREC's scorers read it: `topic Q0 docid rank score tag`.
 *
 *     g_auto(TrecTopic) topic = {.name = "301"};
 *     trec_line_append(out, &topic, hit);         // for each hit, in their order
 */
#pragma once

#include "search/hit.h"
#include "search/seen-text.h"

/* What was written of a topic; but for its name it begins as zeros. */
typedef struct {
    const char *name;
    SeenTexts *seen; /* the articles' own ids */
    guint lines;
    float last_score;
} TrecTopic;

void trec_topic_clear(TrecTopic *topic);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TrecTopic, trec_topic_clear)

/* Appends the line of a hit, of which id and own id, rank and score count. An article goes by the
 * id of its own; where it has none, or another of the topic has the same, by ours. */
void trec_line_append(GString *out, TrecTopic *topic, const Hit *hit);

/* Appends a name as it stands in a column: white space in it becomes %XX, and what could disturb a
 * terminal is replaced. */
void trec_name_append(GString *out, const char *name);
