/* trec-file: what do judges and systems say of topics? The files of TREC's evaluations.
 *
 *     judgements (qrels)   topic iteration document level          a line for each judged document
 *     runs                 topic Q0 document rank score tag        a line for each result
 *
 * White space divides the columns, behind the last of a run anything may follow; lines that begin
 * with # and empty lines are left out. Ranks are not believed: a run's order is by falling score,
 * read as a float, and where scores are the same by falling id, byte by byte. So it does trec_eval
 * 9 (https://github.com/usnistgov/trec_eval), whose files these are.
 */
#pragma once

#include <glib.h>

typedef struct {
    const char *document;
    float score;
} RunResult;

/* The results of a run, by topic. */
typedef struct {
    GHashTable *topics; /* char * to GArray of RunResult, in the run's order */
    GStringChunk *names;
} TrecRun;

/* What judges said of a topic's documents. */
typedef struct {
    GHashTable *levels; /* of each judged document, GINT_TO_POINTER: above 0 relevant, 0 not; below
                         * it was seen by nobody */
    guint relevant, nonrelevant;
    GArray *gains; /* int: the levels of the relevant documents, falling */
} Judgements;

typedef struct {
    GHashTable *topics; /* char * to Judgements * */
    GPtrArray *names;   /* of the topics, in byte order; borrowed */
    GStringChunk *strings;
} Qrels;

/* The whole of a file; "-": standard input. To be freed with g_free(). A file that holds a null
 * byte is no text, and a G_FILE_ERROR. what: "judgements", for the message. */
char *trec_file_read(const char *path, const char *what, GError **error);

/* Reads text, which is changed. A line that can't be read, or a document that stands twice for its
 * topic, is an error that names path and line. */
Qrels *qrels_parse(char *text, const char *path, GError **error);
Qrels *qrels_read(const char *path, GError **error);
void qrels_free(Qrels *qrels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Qrels, qrels_free)

/* Of a topic; NULL: there are none. */
const Judgements *qrels_of(const Qrels *qrels, const char *topic);

TrecRun *trec_run_new(void);
void trec_run_free(TrecRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TrecRun, trec_run_free)

/* Adds the lines of text, which is changed; path is for messages. Then trec_run_order(). */
gboolean trec_run_add(TrecRun *run, char *text, const char *path, GError **error);
/* Brings what was added into its order. FALSE and an error if a document stands twice for a topic.
 */
gboolean trec_run_order(TrecRun *run, const char *path, GError **error);
TrecRun *trec_run_read(const char *path, GError **error);

/* The results of a topic (RunResult); NULL: there are none. */
const GArray *trec_run_of(const TrecRun *run, const char *topic);
