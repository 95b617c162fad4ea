#include "search/search-batch.h"

#include <string.h>

#include "console/console.h"
#include "search/query.h"
#include "search/topic.h"

/* What a line asks: a query, or the number or name of a topic, a tab, and its query. */
static OutputQuestion read_line(char *line)
{
    char *tab = strchr(line, '\t');
    if (!tab)
        return (OutputQuestion){.text = line};
    *tab = '\0';
    return (OutputQuestion){.text = g_strchug(tab + 1), .topic = g_strchomp(line)};
}

/* A topic in prose is searched for by its words, which are returned; NULL where nothing is to change. */
static char *words_instead(const SearchRun *run, const OutputQuestion *question)
{
    const QuerySettings settings = {
        .analysis = run->analysis,
        .calendar = {run->zone, g_get_real_time() / G_USEC_PER_SEC},
    };
    return question->topic ? topic_words_instead(question->topic, question->text, &settings,
                                                 run->options->quiet)
                           : NULL;
}

static int run_line(const SearchRun *run, OutputQuestion question)
{
    g_autofree char *words = words_instead(run, &question);
    if (words)
        question.text = words;
    int status = search_run(run, &question);
    if (status != STATUS_ERROR || output_format(run->output) != OUTPUT_COUNT)
        return status;
    /* A line of output for each query, so that the two can be put side by side. */
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) none = g_string_new("-\n");
    int written = search_run_written(output_append(run->output, none, &error), &error);
    return written == STATUS_HITS ? status : written;
}

int search_batch(SearchRun *run, char *text, const char *name)
{
    g_autoptr(GError) error = NULL;
    gboolean hits = FALSE, failed = FALSE;
    char *next = NULL;
    guint number = 0;
    run->batch = TRUE;
    for (char *line = text; line; line = next) {
        char *feed = strchr(line, '\n');
        next = feed ? feed + 1 : NULL;
        if (feed)
            *feed = '\0';
        number++;
        g_strstrip(line);
        if (*line == '\0')
            continue;
        OutputQuestion question = read_line(line);
        int status = run_line(run, question);
        if (status == STATUS_CLOSED)
            return STATUS_HITS;
        if (output_failed(run->output))
            return STATUS_ERROR;
        if (status == STATUS_ERROR)
            console_note("line %u of '%s' failed: %s", number, name, question.text);
        hits |= status == STATUS_HITS;
        failed |= status == STATUS_ERROR;
    }
    int written = search_run_written(output_finish(run->output, &error), &error);
    return failed || written == STATUS_ERROR ? STATUS_ERROR : hits ? STATUS_HITS : STATUS_NONE;
}
