/* dateline export: every article of an index as JSON Lines. */
#include "indexer/commands.h"

#include "console/command-line.h"
#include "console/console.h"
#include "console/number.h"
#include "indexer/article-json.h"
#include "indexer/article-window.h"
#include "indexer/report.h"

typedef struct {
    const char *index;
} Options;

static const Option rows[] = {
    OPTION_INDEX_ROW(G_STRUCT_OFFSET(Options, index)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline export",
    .usage = "[OPTION]...",
    .about = "Print every article of an index as JSON Lines: all its fields, under names that\n"
             "'dateline index' takes, and an object \"dateline\" with what it was in the index\n"
             "(identity, path, member, record). Indexing the export gives the same index. Of\n"
             "an index without texts these are read again from where the articles came from.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline export -i news | gzip >news.jsonl.gz\n"
                "dateline index -i copy news.jsonl.gz   # the same index again\n"
                "dateline export -i news | jq -r 'select(.source == \"Northwire\") | .title'\n",
    .status = "0 done, 1 some texts could not be read again, 2 failed",
};

typedef struct {
    guint64 gone, changed;
} Losses;

static void count_loss(Losses *losses, const WindowArticle *article)
{
    losses->gone += article->state == SOURCE_GONE;
    losses->changed += article->state == SOURCE_CHANGED;
}

static ConsoleAnswer print_window(const ArticleWindow *window, GString *out, Losses *losses,
                                  GError **error)
{
    g_string_truncate(out, 0);
    for (gsize i = 0; i < article_window_count(window); i++) {
        const WindowArticle *article = article_window_get(window, i);
        count_loss(losses, article);
        article_json_append(out, article->article);
    }
    return console_write(out, error);
}

/* An index without texts gives only as much as its sources still have. */
static int report_losses(const Losses *losses)
{
    g_autofree char *gone = number_grouped(losses->gone);
    g_autofree char *changed = number_grouped(losses->changed);
    if (losses->gone > 0)
        report_line(
            "exported without text, which the index does not store, as the sources are gone: "
            "%s of the articles",
            gone);
    if (losses->changed > 0)
        report_line(
            "exported with another text than was indexed, which the index does not store, as "
            "the sources have changed: %s of the articles",
            changed);
    return losses->gone + losses->changed > 0 ? 1 : 0;
}

static int export(const char *index)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArticleWindow) window = article_window_open(index, &error);
    g_autoptr(GString) out = g_string_new(NULL);
    Losses losses = {0};
    /* Sources that are read again lie anywhere. */
    const char *const anywhere[] = {"/", NULL};
    report_fence(&(FenceBounds){.reads = anywhere}, FALSE);
    StoredAnswer answer = window != NULL ? STORED_ARTICLE : STORED_FAILED;
    while (answer == STORED_ARTICLE &&
           (answer = article_window_fill(window, &error)) == STORED_ARTICLE) {
        ConsoleAnswer written = print_window(window, out, &losses, &error);
        if (written == CONSOLE_CLOSED)
            return 0;
        if (written == CONSOLE_FAILED)
            answer = STORED_FAILED;
    }
    if (answer == STORED_END)
        return report_losses(&losses);
    report_error(error->message);
    return 2;
}

int command_export(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    g_autofree char *index = command_index_path(options.index);
    return export(index);
}
