/* dateline show: whole articles. */
#include "search/search.h"

#include <string.h>
#include <unistd.h>

#include "console/command-line.h"
#include "console/console-pager.h"
#include "console/console.h"
#include "search/article-read.h"
#include "search/query-understand.h"
#include "search/search-run.h"
#include "search/show-article.h"
#include "search/show-options.h"

/* Wider lines of prose are hard to read. */
#define WIDEST 100

/* So much is gathered before it is written: the pager must be told at its start what to jump to. */
#define WRITE_BYTES (1024 * 1024)

typedef struct {
    const ShowOptions *options;
    Searcher *searcher;
    ShowStyle style;
    ConsolePager *pager;
    GString *out;
    Hit *hit;
    guint shown;
} Show;

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

/* ---- writing -------------------------------------------------------------------------------- */

/* Writes what was gathered. FALSE if nothing more can be written: *status is then set if that is an
 * error. */
static gboolean flush(Show *show, int *status)
{
    g_autoptr(GError) error = NULL;
    if (show->out->len == 0)
        return TRUE;
    if (!show->pager && !show->options->no_pager)
        show->pager = console_pager_start(
            show->style.pattern ? show_pattern_text(show->style.pattern) : NULL);
    ConsoleAnswer answer = console_write(show->out, &error);
    g_string_truncate(show->out, 0);
    if (answer == CONSOLE_FAILED)
        *status = fail(error);
    return answer == CONSOLE_WRITTEN;
}

static void append_raw(Show *show)
{
    const GString *text = show->hit->text;
    if (!isatty(STDOUT_FILENO) && !show->pager) {
        g_string_append_len(show->out, text->str, (gssize)text->len);
        return;
    }
    printable_append(show->out, text->str, text->len, FALSE);
    if (text->len && text->str[text->len - 1] != '\n')
        g_string_append_c(show->out, '\n');
}

static void append_article(Show *show)
{
    if (show->options->json) {
        show_article_json(&show->style, show->hit, show->out);
    } else if (show->options->raw) {
        append_raw(show);
    } else {
        if (show->shown)
            g_string_append_c(show->out, '\n');
        show_article_text(&show->style, show->hit, show->out);
    }
    show->shown++;
}

static int show_all(Show *show, const GPtrArray *written)
{
    int status = STATUS_HITS;
    g_autoptr(GString) complaints = g_string_new(NULL);
    for (guint i = 0; i < written->len; i++) {
        g_autoptr(GError) error = NULL;
        ArticleId article;
        if (article_id_find(show->searcher, written->pdata[i], &article, &error) &&
            article_read(show->hit, show->searcher, &article, &error)) {
            append_article(show);
        } else {
            /* Told at the end: before the articles, the pager would hide it. */
            g_string_append_printf(complaints, "dateline: %s\n", error->message);
            status = STATUS_ERROR;
        }
        if (show->out->len >= WRITE_BYTES && !flush(show, &status))
            break;
    }
    flush(show, &status);
    console_pager_finish(g_steal_pointer(&show->pager));
    console_lines(complaints->str);
    g_ptr_array_unref(searcher_lost(show->searcher));
    if (show->searcher->texts && source_texts_missing(show->searcher->texts) &&
        status == STATUS_HITS)
        status = STATUS_NONE;
    if (show->searcher->texts && !show->options->quiet)
        source_texts_note(show->searcher->texts);
    return status;
}

/* ---- the command ---------------------------------------------------------------------------- */

static guint line_width(const ShowOptions *options, const Display *display)
{
    return options->width ? options->width : MIN(display->width, WIDEST);
}

static int run(const ShowOptions *options, const GPtrArray *written)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Searcher) searcher = searcher_open_list(&options->indexes, &error);
    if (!searcher)
        return fail(error);
    g_autoptr(Query) query = NULL;
    g_autoptr(Highlighter) highlighter = NULL;
    g_autoptr(ShowPattern) pattern = NULL;
    if (options->query) {
        QuerySettings settings = {.analysis = searcher->analysis,
                                  .calendar = {NULL, g_get_real_time() / G_USEC_PER_SEC}};
        query = query_understand(searcher, &settings, options->query, NULL);
        if (!query)
            return STATUS_ERROR;
        if (!options->quiet)
            query_understand_notes(query, NULL);
        highlighter = highlighter_new(query, searcher->analysis);
        pattern = show_pattern_new();
    }
    Display display;
    display_set(&display, options->color, options->hyperlink, options->quiet);
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(GString) out = g_string_new(NULL);
    Show show = {.options = options,
                 .searcher = searcher,
                 .style = {&display, line_width(options, &display), highlighter, pattern},
                 .out = out,
                 .hit = hit};
    return show_all(&show, written);
}

int show_main(int argc, char **argv)
{
    ShowOptions options = {0};
    g_autoptr(GPtrArray) written = g_ptr_array_new();
    int status;
    if (!command_line_read(&show_options, argc, argv, &options, written, &status))
        return status;
    if (written->len == 0) {
        console_note("show which article? Write the first digits of its id, which search prints "
                     "below its title: dateline show 3f2a91c0");
        return STATUS_ERROR;
    }
    if (options.json && options.raw) {
        console_note("'--json' and '--raw' can't go together: an article has one form");
        return STATUS_ERROR;
    }
    status = run(&options, written);
    index_list_clear(&options.indexes);
    return status;
}
