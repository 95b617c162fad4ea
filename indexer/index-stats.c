#include "indexer/index-stats.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"
#include "xapian-c/xapian-vocabulary.h"

/* A writer that merges this often while segments are measured is waited for no longer. */
#define ATTEMPTS 5

static const char *const table_names[TABLES] = {"postlist", "position", "termlist", "docdata",
                                                "other"};

const char *stats_table_name(StatsTable table)
{
    return table_names[table];
}

static void count_free(gpointer data)
{
    StatsCount *count = data;
    g_free(count->name);
    g_free(count);
}

static void segment_free(gpointer data)
{
    StatsSegment *segment = data;
    g_free(segment->name);
    g_free(segment);
}

void index_stats_free(IndexStats *stats)
{
    if (stats == NULL)
        return;
    index_settings_free(stats->settings);
    g_ptr_array_unref(stats->origins);
    g_ptr_array_unref(stats->languages);
    g_ptr_array_unref(stats->top_sources);
    g_ptr_array_unref(stats->segments);
    g_free(stats);
}

/* ---- languages and sources --------------------------------------------------------------------*/

static int compare_counts(gconstpointer a, gconstpointer b)
{
    const StatsCount *left = *(StatsCount *const *)a, *right = *(StatsCount *const *)b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->name, right->name);
}

typedef struct {
    gsize prefix_length;
    GPtrArray *counts;
} TermCounts;

static gboolean on_term(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    TermCounts *counts = data;
    StatsCount *count = g_new(StatsCount, 1);
    count->name = g_strndup(term + counts->prefix_length, length - counts->prefix_length);
    count->count = termfreq;
    g_ptr_array_add(counts->counts, count);
    return TRUE;
}

static gboolean count_values(XapDatabase *db, const char *prefix, GPtrArray *counts, GError **error)
{
    TermCounts state = {strlen(prefix), counts};
    if (!xap_each_term(db, prefix, strlen(prefix), on_term, &state, error))
        return FALSE;
    g_ptr_array_sort(counts, compare_counts);
    return TRUE;
}

static gboolean count_languages(IndexStats *stats, XapDatabase *db, GError **error)
{
    if (!count_values(db, PREFIX_LANGUAGE, stats->languages, error))
        return FALSE;
    for (guint i = 0; i < stats->languages->len; i++) {
        StatsCount *count = stats->languages->pdata[i];
        const Language *language = language_find(count->name);
        if (language == NULL)
            continue;
        g_free(count->name);
        count->name = g_strdup(language->name);
    }
    return TRUE;
}

/* Terms are folded: the name as it is written stands in an article. */
static gboolean unfold_source(StatsCount *count, XapDatabase *db, GError **error)
{
    g_autofree char *term = g_strconcat(PREFIX_SOURCE, count->name, NULL);
    g_autoptr(XapQuery) query = xap_query_term(term, strlen(term));
    XapRequest request = {.query = query, .count = 1, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
    g_autoptr(XapHits) hits = xap_run(db, &request, error);
    if (hits == NULL)
        return FALSE;
    g_autoptr(GString) source = g_string_new(NULL);
    if (xap_hits_count(hits) == 0)
        return TRUE;
    const XapHit *hit = xap_hits_get(hits, 0);
    if (schema_data_find(hit->data, hit->data_length, "source", source)) {
        g_free(count->name);
        count->name = g_strdup(source->str);
    }
    return TRUE;
}

static gboolean count_sources(IndexStats *stats, XapDatabase *db, GError **error)
{
    if (!count_values(db, PREFIX_SOURCE, stats->top_sources, error))
        return FALSE;
    stats->sources = stats->top_sources->len;
    g_ptr_array_set_size(stats->top_sources, (gint)MIN(stats->sources, STATS_SOURCES));
    for (guint i = 0; i < stats->top_sources->len; i++)
        if (!unfold_source(stats->top_sources->pdata[i], db, error))
            return FALSE;
    return TRUE;
}

/* ---- dates ------------------------------------------------------------------------------------*/

#define DAY_DIGITS 8

typedef struct {
    char first[DAY_DIGITS + 1], last[DAY_DIGITS + 1];
    guint64 count;
} Days;

static void on_day(guint32 docid, const char *value, gsize length, gpointer data)
{
    (void)docid;
    Days *days = data;
    if (length != DAY_DIGITS)
        return;
    if (days->count == 0 || memcmp(value, days->first, DAY_DIGITS) < 0)
        memcpy(days->first, value, DAY_DIGITS);
    if (days->count == 0 || memcmp(value, days->last, DAY_DIGITS) > 0)
        memcpy(days->last, value, DAY_DIGITS);
    days->count++;
}

static gboolean find_dates(IndexStats *stats, XapDatabase *db, GError **error)
{
    Days days = {0};
    if (!xap_each_value(db, SLOT_DAY, on_day, &days, error))
        return FALSE;
    stats->dated = days.count;
    if (days.count > 0) {
        g_snprintf(stats->from, sizeof stats->from, "%.4s-%.2s-%.2s", days.first, days.first + 4,
                   days.first + 6);
        g_snprintf(stats->to, sizeof stats->to, "%.4s-%.2s-%.2s", days.last, days.last + 4,
                   days.last + 6);
    }
    return TRUE;
}

/* ---- files ------------------------------------------------------------------------------------*/

static void measure_tables(IndexStats *stats, StatsSegment *segment, const char *path)
{
    for (int table = 0; table < TABLES; table++) {
        g_autofree char *name = table == TABLE_OTHER
                                    ? g_strdup("iamglass")
                                    : g_strconcat(table_names[table], ".glass", NULL);
        g_autofree char *file = g_build_filename(path, name, NULL);
        GStatBuf info;
        if (g_stat(file, &info) != 0)
            continue;
        stats->table_bytes[table] += (guint64)info.st_size;
        stats->bytes += (guint64)info.st_size;
        segment->bytes += (guint64)info.st_size;
    }
}

static gboolean measure_each(IndexStats *stats, const char *index, const GPtrArray *names,
                             GError **error)
{
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(index, LAYOUT_SEGMENTS, names->pdata[i], NULL);
        g_autoptr(XapDatabase) db = xap_open(path, error);
        XapStatistics statistics;
        if (db == NULL || !xap_statistics(db, &statistics, error))
            return FALSE;
        StatsSegment *segment = g_new0(StatsSegment, 1);
        segment->name = g_strdup(names->pdata[i]);
        segment->articles = statistics.documents;
        g_ptr_array_add(stats->segments, segment);
        measure_tables(stats, segment, path);
        stats->docids = MAX(stats->docids, (guint64)statistics.last_docid * names->len);
    }
    return TRUE;
}

static gboolean names_equal(const GPtrArray *a, const GPtrArray *b)
{
    if (a->len != b->len)
        return FALSE;
    for (guint i = 0; i < a->len; i++)
        if (strcmp(a->pdata[i], b->pdata[i]) != 0)
            return FALSE;
    return TRUE;
}

/* A segment that a writer takes away meanwhile is no reason to fail: the new ones are measured. */
static gboolean measure_segments(IndexStats *stats, const char *index, GError **error)
{
    for (int attempt = 1;; attempt++) {
        g_autoptr(GError) failure = NULL;
        g_autoptr(GPtrArray) names = layout_read_stub(index, error);
        if (names == NULL || measure_each(stats, index, names, &failure))
            return names != NULL;
        g_autoptr(GPtrArray) after = layout_read_stub(index, NULL);
        if (attempt == ATTEMPTS || after == NULL || names_equal(names, after)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
        g_ptr_array_set_size(stats->segments, 0);
        memset(stats->table_bytes, 0, sizeof stats->table_bytes);
        stats->bytes = stats->docids = 0;
    }
}

/* 0 if there is no such list. */
static guint64 count_lines(const char *index, const char *name)
{
    g_autofree char *path = g_build_filename(index, name, NULL);
    FILE *file = g_fopen(path, "re");
    char buffer[16384];
    guint64 lines = 0;
    if (file == NULL)
        return 0;
    for (gsize n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;)
        for (const char *at = buffer; (at = memchr(at, '\n', buffer + n - at)) != NULL; at++)
            lines++;
    fclose(file);
    return lines;
}

/* ---- the whole --------------------------------------------------------------------------------*/

IndexStats *index_stats_read(const char *index, GError **error)
{
    g_autoptr(IndexStats) stats = g_new0(IndexStats, 1);
    stats->origins = g_ptr_array_new_with_free_func(count_free);
    stats->languages = g_ptr_array_new_with_free_func(count_free);
    stats->top_sources = g_ptr_array_new_with_free_func(count_free);
    stats->segments = g_ptr_array_new_with_free_func(segment_free);
    stats->settings = layout_read_settings(index, error);
    g_autoptr(XapDatabase) db = stats->settings != NULL ? xap_open(index, error) : NULL;
    XapStatistics statistics;
    XapVocabulary vocabulary;
    if (db == NULL || !xap_statistics(db, &statistics, error) ||
        !xap_vocabulary(db, &vocabulary, error) || !find_dates(stats, db, error) ||
        !count_values(db, PREFIX_DATED, stats->origins, error) ||
        !count_languages(stats, db, error) || !count_sources(stats, db, error) ||
        !measure_segments(stats, index, error))
        return NULL;
    stats->articles = statistics.documents;
    stats->words = vocabulary.words;
    stats->tokens = vocabulary.tokens;
    stats->rejected = count_lines(index, LAYOUT_REJECTS);
    stats->noted = count_lines(index, LAYOUT_NOTES);
    return g_steal_pointer(&stats);
}
