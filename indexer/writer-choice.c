#include "indexer/writer-choice.h"

#include "indexer/glass-probe.h"
#include "indexer/report.h"
#include "indexer/rich-article.h"

struct WriterChoice {
    char *index;
    GMutex mutex;
    gboolean settled, api;
    WriterProbeFunc probe;
};

WriterChoice *writer_choice_new(const char *index, gboolean api)
{
    return writer_choice_new_probed(index, api, glass_probe);
}

WriterChoice *writer_choice_new_probed(const char *index, gboolean api, WriterProbeFunc probe)
{
    WriterChoice *choice = g_new0(WriterChoice, 1);
    choice->index = g_strdup(index);
    choice->settled = choice->api = api;
    choice->probe = probe;
    g_mutex_init(&choice->mutex);
    return choice;
}

void writer_choice_free(WriterChoice *choice)
{
    if (choice == NULL)
        return;
    g_mutex_clear(&choice->mutex);
    g_free(choice->index);
    g_free(choice);
}

/* Only what Xapian can't read speaks against the native writer; a full disk would stop either. */
static gboolean is_about_reading(const GError *error)
{
    return g_error_matches(error, INDEX_ERROR, INDEX_ERROR_VERSION) ||
           g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED) ||
           g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX) ||
           g_error_matches(error, INDEX_ERROR, INDEX_ERROR_INTERNAL);
}

static gboolean settle(WriterChoice *choice, GError **error)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&choice->mutex);
    g_autoptr(GError) failure = NULL;
    if (choice->settled)
        return TRUE;
    if (!choice->probe(choice->index, &failure)) {
        if (!is_about_reading(failure)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
        choice->api = TRUE;
        report_line("writing through Xapian, many times more slowly, as --writer=xapian does: %s",
                    failure->message);
    }
    choice->settled = TRUE;
    return TRUE;
}

SegmentSink *writer_choice_begin(WriterChoice *choice, Inverter *inverter, const char *dir,
                                 gboolean positions, gboolean rich, GError **error)
{
    if (!settle(choice, error))
        return NULL;
    if (choice->api)
        return api_sink_new(dir, positions, error);
    return rich ? single_sink_new(inverter, dir, positions, RICH_ARTICLE_WORDS, error)
                : native_sink_new(inverter, dir, positions, error);
}
