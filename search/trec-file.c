#include "search/trec-file.h"

#include <math.h>
#include <string.h>

#define QRELS_COLUMNS 4
#define RUN_COLUMNS 6

/* Levels beyond are no judgements, but a score in the wrong column. */
#define LEVEL_MOST 1000000

char *trec_file_read(const char *path, const char *what, GError **error)
{
    const char *file = strcmp(path, "-") == 0 ? "/dev/stdin" : path;
    g_autofree char *text = NULL;
    gsize length;
    g_autoptr(GError) failure = NULL;
    const char *reason;
    if (!g_file_get_contents(file, &text, &length, &failure))
        reason = failure->message;
    else if (memchr(text, '\0', length))
        reason = "it is no text: there is a null byte in it";
    else
        return g_steal_pointer(&text);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "can't read %s from '%s': %s", what, path,
                reason);
    return NULL;
}

/* ---- lines and columns ------------------------------------------------------------------------
 */

typedef struct {
    char *next;
    guint number; /* of the present line, from 1 */
    const char *path;
} Lines;

static gboolean is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Cuts the columns of a line apart: up to most of them. Returns how many there are, up to one more.
 */
static guint cut(char *line, char **columns, guint most)
{
    guint count = 0;
    for (char *p = line; *p && count <= most;) {
        while (is_space(*p))
            *p++ = '\0';
        if (*p == '\0')
            break;
        if (count < most)
            columns[count] = p;
        count++;
        while (*p && !is_space(*p))
            p++;
    }
    return count;
}

/* The columns of the next line that has some; 0: there is none. */
static guint next_line(Lines *lines, char **columns, guint most)
{
    while (lines->next) {
        char *line = lines->next, *feed = strchr(line, '\n');
        lines->next = feed ? feed + 1 : NULL;
        lines->number++;
        if (feed)
            *feed = '\0';
        guint count = *line == '#' ? 0 : cut(line, columns, most);
        if (count)
            return count;
    }
    return 0;
}

static gboolean G_GNUC_PRINTF(3, 4)
    bad_line(const Lines *lines, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "can't read line %u of '%s': %s",
                lines->number, lines->path, reason);
    return FALSE;
}

/* A mark of the byte order may stand at the beginning. */
static Lines lines_of(char *text, const char *path)
{
    return (Lines){.next = g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text, .path = path};
}

/* ---- judgements -------------------------------------------------------------------------------
 */

static void judgements_free(gpointer data)
{
    Judgements *judgements = data;
    g_hash_table_unref(judgements->levels);
    g_array_unref(judgements->gains);
    g_free(judgements);
}

static Judgements *judgements_of(Qrels *qrels, const char *topic)
{
    Judgements *judgements = g_hash_table_lookup(qrels->topics, topic);
    if (judgements)
        return judgements;
    judgements = g_new0(Judgements, 1);
    judgements->levels = g_hash_table_new(g_str_hash, g_str_equal);
    judgements->gains = g_array_new(FALSE, FALSE, sizeof(int));
    char *name = g_string_chunk_insert(qrels->strings, topic);
    g_hash_table_insert(qrels->topics, name, judgements);
    g_ptr_array_add(qrels->names, name);
    return judgements;
}

static gboolean add_judgement(Qrels *qrels, const Lines *lines, char **columns, GError **error)
{
    gint64 level;
    const char *topic = columns[0], *document = columns[2], *written = columns[3];
    if (!g_ascii_string_to_signed(*written == '+' ? written + 1 : written, 10, -LEVEL_MOST,
                                  LEVEL_MOST, &level, NULL))
        return bad_line(lines, error, "the level '%s' is no whole number such as 0, 1 or 2",
                        written);
    Judgements *judgements = judgements_of(qrels, topic);
    if (g_hash_table_contains(judgements->levels, document))
        return bad_line(lines, error, "the document '%s' was judged before for the topic '%s'",
                        document, topic);
    g_hash_table_insert(judgements->levels, g_string_chunk_insert_const(qrels->strings, document),
                        GINT_TO_POINTER((int)level));
    int gain = (int)level;
    if (level > 0)
        g_array_append_val(judgements->gains, gain);
    judgements->relevant += level > 0;
    judgements->nonrelevant += level == 0;
    return TRUE;
}

static int compare_gains(gconstpointer a, gconstpointer b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x < y) - (x > y);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static Qrels *qrels_new(void)
{
    Qrels *qrels = g_new0(Qrels, 1);
    qrels->topics = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, judgements_free);
    qrels->names = g_ptr_array_new();
    qrels->strings = g_string_chunk_new(64 * 1024);
    return qrels;
}

void qrels_free(Qrels *qrels)
{
    if (!qrels)
        return;
    g_hash_table_unref(qrels->topics);
    g_ptr_array_unref(qrels->names);
    g_string_chunk_free(qrels->strings);
    g_free(qrels);
}

Qrels *qrels_parse(char *text, const char *path, GError **error)
{
    g_autoptr(Qrels) qrels = qrels_new();
    Lines lines = lines_of(text, path);
    char *columns[QRELS_COLUMNS];
    for (guint count; (count = next_line(&lines, columns, QRELS_COLUMNS)) > 0;) {
        if (count != QRELS_COLUMNS) {
            bad_line(&lines, error, "judgements have four columns: topic, 0, document, level");
            return NULL;
        }
        if (!add_judgement(qrels, &lines, columns, error))
            return NULL;
    }
    if (qrels->names->len == 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "there are no judgements in '%s'",
                    path);
        return NULL;
    }
    g_ptr_array_sort(qrels->names, compare_names);
    for (guint i = 0; i < qrels->names->len; i++) {
        const Judgements *judgements = qrels_of(qrels, qrels->names->pdata[i]);
        g_array_sort(judgements->gains, compare_gains);
    }
    return g_steal_pointer(&qrels);
}

Qrels *qrels_read(const char *path, GError **error)
{
    g_autofree char *text = trec_file_read(path, "judgements", error);
    return text ? qrels_parse(text, path, error) : NULL;
}

const Judgements *qrels_of(const Qrels *qrels, const char *topic)
{
    return g_hash_table_lookup(qrels->topics, topic);
}

/* ---- runs -------------------------------------------------------------------------------------
 */

static void results_free(gpointer data)
{
    g_array_unref(data);
}

TrecRun *trec_run_new(void)
{
    TrecRun *run = g_new(TrecRun, 1);
    run->topics = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, results_free);
    run->names = g_string_chunk_new(64 * 1024);
    return run;
}

void trec_run_free(TrecRun *run)
{
    if (!run)
        return;
    g_hash_table_unref(run->topics);
    g_string_chunk_free(run->names);
    g_free(run);
}

gboolean trec_run_add(TrecRun *run, char *text, const char *path, GError **error)
{
    Lines lines = lines_of(text, path);
    char *columns[RUN_COLUMNS];
    for (guint count; (count = next_line(&lines, columns, RUN_COLUMNS)) > 0;) {
        if (count < RUN_COLUMNS)
            return bad_line(&lines, error,
                            "a run has six columns: topic, Q0, document, rank, score, tag");
        char *end;
        double score = g_ascii_strtod(columns[4], &end);
        if (end == columns[4] || *end || isnan(score))
            return bad_line(&lines, error, "the score '%s' is no number", columns[4]);
        RunResult result = {g_string_chunk_insert_const(run->names, columns[2]), (float)score};
        GArray *results = g_hash_table_lookup(run->topics, columns[0]);
        if (!results) {
            results = g_array_new(FALSE, FALSE, sizeof(RunResult));
            g_hash_table_insert(run->topics, g_string_chunk_insert(run->names, columns[0]),
                                results);
        }
        g_array_append_val(results, result);
    }
    return TRUE;
}

static int compare_results(gconstpointer a, gconstpointer b)
{
    const RunResult *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return strcmp(y->document, x->document);
}

/* The document that stands twice; NULL: none does. Their names are one string for each. */
static const char *find_twice(const GArray *results)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < results->len; i++) {
        const char *document = g_array_index(results, RunResult, i).document;
        if (!g_hash_table_add(seen, (gpointer)document))
            return document;
    }
    return NULL;
}

gboolean trec_run_order(TrecRun *run, const char *path, GError **error)
{
    GHashTableIter iter;
    gpointer topic, results;
    g_hash_table_iter_init(&iter, run->topics);
    while (g_hash_table_iter_next(&iter, &topic, &results)) {
        const char *twice = find_twice(results);
        if (twice) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                        "the document '%s' stands twice for the topic '%s' in '%s'", twice,
                        (char *)topic, path);
            return FALSE;
        }
        g_array_sort(results, compare_results);
    }
    return TRUE;
}

TrecRun *trec_run_read(const char *path, GError **error)
{
    g_autofree char *text = trec_file_read(path, "a run", error);
    g_autoptr(TrecRun) run = trec_run_new();
    if (!text || !trec_run_add(run, text, path, error) || !trec_run_order(run, path, error))
        return NULL;
    if (g_hash_table_size(run->topics) == 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "there are no results in '%s'", path);
        return NULL;
    }
    return g_steal_pointer(&run);
}

const GArray *trec_run_of(const TrecRun *run, const char *topic)
{
    return g_hash_table_lookup(run->topics, topic);
}
