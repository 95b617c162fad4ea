/* bench_merge [-THREADS] INDEX|DATABASE... [LEVEL...]: how fast databases are merged, by dateline at
 * level 0 or at the levels named, and by Xapian (-1, -2), and how large the results are. Of an index
 * folder all segments. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "xapian-c/glass-merge.h"
#include "xapian-c/xapian-c.h"

static const char *const tables[] = {"postlist.glass", "position.glass", "termlist.glass",
                                     "docdata.glass"};

static guint64 file_size(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    GStatBuf status;
    return g_stat(path, &status) == 0 ? (guint64)status.st_size : 0;
}

static guint64 database_size(const char *dir)
{
    guint64 sum = 0;
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        sum += file_size(dir, tables[i]);
    return sum;
}

static void remove_database(const char *dir)
{
    g_autoptr(GDir) folder = g_dir_open(dir, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        g_unlink(path);
    }
    g_rmdir(dir);
}

/* A database, or the segments of an index. */
static void add_sources(GPtrArray *sources, const char *path)
{
    g_autofree char *segments = g_build_filename(path, "segments", NULL);
    g_autoptr(GDir) folder = g_dir_open(segments, 0, NULL);
    if (!folder) {
        g_ptr_array_add(sources, g_strdup(path));
        return;
    }
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        g_ptr_array_add(sources, g_build_filename(segments, name, NULL));
}

typedef struct {
    const char *const *sources;
    gsize count;
    guint64 bytes;
    const char *dest;
    guint threads;
} Job;

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* level -1: Xapian; -2: its -F. */
static void run(const Job *job, int level)
{
    g_autoptr(GError) error = NULL;
    gint64 begin = g_get_monotonic_time();
    double cpu = cpu_seconds();
    gboolean done;
    if (level < 0) {
        done = xap_compact(job->sources, job->count, job->dest,
                           XAP_COMPACT_RENUMBER | (level < -1 ? XAP_COMPACT_FULL : 0), NULL, NULL,
                           &error);
    } else {
        GlassMergeOptions options = {.recompress = level, .threads = job->threads};
        done = glass_merge(job->sources, job->count, job->dest, &options, NULL, NULL, &error);
    }
    if (!done)
        g_error("%s", error->message);
    double seconds = (double)(g_get_monotonic_time() - begin) / 1e6;
    g_autofree char *what = level == -2   ? g_strdup("xapian, full")
                            : level == -1 ? g_strdup("xapian")
                                          : g_strdup_printf("dateline, level %d", level);
    printf("%-20s %7.2f s %7.2f s cpu %7.1f MB/s %9.2f MB:", what, seconds, cpu_seconds() - cpu,
           (double)job->bytes / 1e6 / seconds, (double)database_size(job->dest) / 1e6);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        printf(" %.2f", (double)file_size(job->dest, tables[i]) / 1e6);
    printf("\n");
    fflush(stdout);
    remove_database(job->dest);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(int));
    guint threads = argc > 2 && argv[1][0] == '-' ? (guint)atoi(argv[1] + 1) : 0;
    for (int i = threads > 0 ? 2 : 1; i < argc; i++) {
        int level = atoi(argv[i]);
        if (level == 0 && strcmp(argv[i], "0") != 0)
            add_sources(sources, argv[i]);
        else
            g_array_append_val(levels, level);
    }
    if (sources->len == 0) {
        fprintf(stderr, "usage: bench_merge [-THREADS] INDEX|DATABASE... [LEVEL...]\n");
        return 2;
    }
    const int fastest = 0;
    if (levels->len == 0)
        g_array_append_val(levels, fastest);
    g_ptr_array_sort(sources, by_name);
    g_autofree char *parent = g_dir_make_tmp("bench-merge-XXXXXX", NULL);
    g_autofree char *dest = g_build_filename(parent, "merged", NULL);
    Job job = {(const char *const *)sources->pdata, sources->len, 0, dest, threads};
    for (guint i = 0; i < sources->len; i++)
        job.bytes += database_size(sources->pdata[i]);
    printf("%u sources, %.1f MB; results: total, postlist, position, termlist, docdata\n",
           sources->len, (double)job.bytes / 1e6);
    for (guint i = 0; i < levels->len; i++)
        run(&job, g_array_index(levels, int, i));
    g_rmdir(parent);
    return 0;
}
