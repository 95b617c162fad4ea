/* bench_query INDEX: what do added words (feedback) cost a query, warm?
 *
 * Of QUERIES articles of the index, evenly spaced, two to five words of the title are searched for, each as `dateline
 * search` does, with and without added words, all words matching or any; the first ten articles are read, too. Several
 * rounds in turn, of which the median of each query counts. Printed: a line for each kind of query, with the medians over
 * all queries, and how much more added words cost in the median: those queries that have some, and all. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "search/asked.h"
#include "search/hit.h"
#include "search/query-understand.h"
#include "search/topic.h"
#include "xapian-c/schema.h"

#define QUERIES 50
#define WORDS_LEAST 2
#define WORDS_MOST 5
#define ROUNDS 11
#define SHOWN 10
/* As `dateline search` counts. */
#define EXACT_MATCHES 1000

static const struct {
    const char *name;
    guint flags;
} kinds[] = {{"all words", 0}, {"any word", QUERY_ANY}};

static void fail(const GError *error)
{
    fprintf(stderr, "bench_query: %s\n", error ? error->message : "a query was not understood");
    exit(2);
}

/* The first words of an article's title; NULL if there are too few. */
static char *query_of(Searcher *searcher, guint32 docid, guint words)
{
    g_autoptr(GString) title = g_string_new(NULL);
    g_autofree char *data = NULL;
    gsize length;
    if (!xap_data(searcher->db, docid, &data, &length, NULL) ||
        !schema_data_find(data, length, "title", title))
        return NULL;
    g_autofree char *plain = topic_words(title->str);
    g_auto(GStrv) all = g_strsplit(plain, " ", (int)words + 1);
    if (g_strv_length(all) < words)
        return NULL;
    g_clear_pointer(&all[words], g_free);
    g_autofree char *query = g_strjoinv(" ", all);
    return g_ascii_strdown(query, -1);
}

static GPtrArray *choose_queries(Searcher *searcher)
{
    GPtrArray *queries = g_ptr_array_new_with_free_func(g_free);
    XapStatistics statistics;
    g_autoptr(GError) error = NULL;
    if (!xap_statistics(searcher->db, &statistics, &error))
        fail(error);
    double step = (double)statistics.last_docid / QUERIES;
    guint words = WORDS_LEAST;
    for (guint i = 0; i < QUERIES; i++) {
        char *query = NULL;
        for (guint32 k = 0; !query && k < (guint32)step; k++)
            query = query_of(searcher, (guint32)(i * step) + k + 1, words);
        if (query)
            g_ptr_array_add(queries, query);
        words = words == WORDS_MOST ? WORDS_LEAST : words + 1;
    }
    return queries;
}

/* Of the CPU, so that other programs don't count. */
static double milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Milliseconds for a query. */
static double run(Searcher *searcher, const Query *query, Hit *hit, gboolean *added)
{
    g_autoptr(GError) error = NULL;
    double start = milliseconds_now();
    g_autoptr(Asked) asked = asked_new(searcher, query, &(AskedSettings){0}, &error);
    g_autoptr(XapHits) hits =
        asked ? asked_rank(asked, searcher, query, 0, SHOWN, EXACT_MATCHES, &error) : NULL;
    if (!hits || !xap_hits_load(searcher->db, hits, 0, SHOWN, &error))
        fail(error);
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        if (!hit_read_article(hit, searcher, xap_hits_get(hits, i), &error))
            fail(error);
    *added = asked->added && asked->added->len;
    return milliseconds_now() - start;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, guint count)
{
    qsort(values, count, sizeof *values, compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void measure(Searcher *searcher, const GPtrArray *queries, gsize kind)
{
    double plain[QUERIES], full[QUERIES], more[QUERIES], expanded[QUERIES], rounds[2][ROUNDS];
    guint with = 0;
    g_autoptr(Hit) hit = hit_new();
    QuerySettings settings = {.analysis = searcher->analysis, .flags = kinds[kind].flags};
    for (guint i = 0; i < queries->len; i++) {
        g_autoptr(Query) query = query_understand(searcher, &settings, queries->pdata[i], NULL);
        gboolean added = FALSE;
        if (!query)
            fail(NULL);
        for (guint round = 0; round < ROUNDS; round++) {
            searcher->ranking.expand = RANKING_EXPAND_NEVER;
            rounds[0][round] = run(searcher, query, hit, &added);
            searcher->ranking.expand = RANKING_EXPAND_AUTO;
            rounds[1][round] = run(searcher, query, hit, &added);
        }
        plain[i] = median(rounds[0], ROUNDS);
        full[i] = median(rounds[1], ROUNDS);
        more[i] = full[i] - plain[i];
        if (added)
            expanded[with++] = more[i];
    }
    printf("%-12s %8u %8u %10.2f %10.2f %10.2f %10.2f\n", kinds[kind].name, queries->len, with,
           median(plain, queries->len), median(full, queries->len),
           with ? median(expanded, with) : 0, median(more, queries->len));
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Searcher) searcher = argc == 2 ? searcher_open(argv[1], &error) : NULL;
    if (!searcher) {
        fprintf(stderr, "bench_query: %s\n", error ? error->message : "usage: bench_query INDEX");
        return 2;
    }
    g_autoptr(GPtrArray) queries = choose_queries(searcher);
    printf("%-12s %8s %8s %10s %10s %10s %10s\n", "milliseconds", "queries", "expanded", "without",
           "with", "more: them", "of all");
    for (gsize kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
        measure(searcher, queries, kind);
    return 0;
}
