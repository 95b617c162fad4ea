#include "indexer/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "console/number.h"

#define BAR_INTERVAL (G_USEC_PER_SEC / 10)
#define LINE_INTERVAL (30 * G_USEC_PER_SEC)
#define BAR_CELLS 24

struct Progress {
    gboolean quiet, bar;
    gboolean shown; /* a bar stands on the screen */
    gint64 begun, last;
    gint articles;
};

Progress *progress_new(gboolean quiet)
{
    Progress *progress = g_new0(Progress, 1);
    const char *terminal = g_getenv("TERM");
    progress->quiet = quiet;
    progress->bar = isatty(STDERR_FILENO) && g_strcmp0(terminal, "dumb") != 0;
    progress->begun = progress->last = g_get_monotonic_time();
    return progress;
}

void progress_clear(Progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = FALSE;
}

void progress_free(Progress *progress)
{
    if (progress == NULL)
        return;
    progress_clear(progress);
    g_free(progress);
}

void progress_count(Progress *progress, guint articles)
{
    g_atomic_int_add(&progress->articles, articles);
}

/* "1:05:09", "5:09" */
static void append_duration(GString *out, guint64 seconds)
{
    if (seconds >= 3600)
        g_string_append_printf(out, "%u:%02u:%02u", (guint)(seconds / 3600),
                               (guint)(seconds / 60 % 60), (guint)(seconds % 60));
    else
        g_string_append_printf(out, "%u:%02u", (guint)(seconds / 60), (guint)(seconds % 60));
}

static void append_bar(GString *out, double part)
{
    guint full = part * BAR_CELLS;
    g_string_append_c(out, '[');
    for (guint i = 0; i < BAR_CELLS; i++)
        g_string_append_c(out, i < full ? '#' : '.');
    g_string_append_printf(out, "] %3.0f %%  ", part * 100);
}

void progress_show(Progress *progress, Corpus *corpus)
{
    if (progress->quiet)
        return;
    gint64 now = g_get_monotonic_time();
    if (now - progress->last < (progress->bar ? BAR_INTERVAL : LINE_INTERVAL))
        return;
    progress->last = now;
    CorpusProgress state;
    corpus_progress(corpus, &state);
    double seconds = (now - progress->begun) / (double)G_USEC_PER_SEC;
    double part = state.bytes_total > 0 ? MIN(1.0, (double)state.bytes_read / state.bytes_total) : 0;

    g_autoptr(GString) line = g_string_new(NULL);
    if (progress->bar && part > 0)
        append_bar(line, part);
    g_autofree char *articles = number_grouped(g_atomic_int_get(&progress->articles));
    g_string_append_printf(line, "%s articles, %.1f MB/s", articles,
                           state.bytes_unpacked / 1e6 / seconds);
    if (part > 0.01 && part < 1) {
        g_string_append(line, ", ");
        append_duration(line, seconds * (1 - part) / part + 0.5);
        g_string_append(line, " left");
    }
    if (progress->bar)
        fprintf(stderr, "\r%s\033[K", line->str);
    else
        fprintf(stderr, "%s\n", line->str);
    progress->shown = progress->bar;
}
