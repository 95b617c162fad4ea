/* dateline export: every article of an index as JSON Lines. */
#include "indexer/commands.h"

#include <stdlib.h>

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

/* So often the export goes on in the newest state when writers take away what it reads. */
#define ATTEMPTS 5

typedef struct {
    const char *index;
    GString *out;
    Losses losses;
    GArray *printed; /* guint64: the first bytes of the identities of what was printed */
    guint sorted;    /* so many of them are sorted: those that were printed in earlier attempts */
} Export;

static guint64 identity_begin(const Article *article)
{
    char digits[17];
    g_strlcpy(digits, article->origin.identity->str, sizeof digits);
    return g_ascii_strtoull(digits, NULL, 16);
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    guint64 left = *(const guint64 *)a, right = *(const guint64 *)b;
    return left < right ? -1 : left > right;
}

/* TRUE if an earlier attempt printed the article. */
static gboolean was_printed(Export *self, const Article *article)
{
    guint64 identity = identity_begin(article);
    if (self->sorted > 0 &&
        bsearch(&identity, self->printed->data, self->sorted, sizeof identity, compare_numbers) != NULL)
        return TRUE;
    g_array_append_val(self->printed, identity);
    return FALSE;
}

static ConsoleAnswer print_window(Export *self, const ArticleWindow *window, GError **error)
{
    g_string_truncate(self->out, 0);
    for (gsize i = 0; i < article_window_count(window); i++) {
        const WindowArticle *article = article_window_get(window, i);
        if (was_printed(self, article->article))
            continue;
        count_loss(&self->losses, article);
        article_json_append(self->out, article->article);
    }
    return console_write(self->out, error);
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

/* Prints what was not printed yet, until it is done, can't go on, or nobody reads it any more. */
static ConsoleAnswer print_rest(Export *self, GError **error)
{
    g_autoptr(ArticleWindow) window = article_window_open(self->index, error);
    if (window == NULL)
        return CONSOLE_FAILED;
    for (;;) {
        StoredAnswer answer = article_window_fill(window, error);
        if (answer != STORED_ARTICLE)
            return answer == STORED_END ? CONSOLE_WRITTEN : CONSOLE_FAILED;
        ConsoleAnswer written = print_window(self, window, error);
        if (written != CONSOLE_WRITTEN)
            return written;
    }
}

/* 0 if nobody reads the rest: that is no error. */
static int print_all(Export *self)
{
    for (int attempt = 1;; attempt++) {
        g_autoptr(GError) error = NULL;
        ConsoleAnswer answer = print_rest(self, &error);
        if (answer != CONSOLE_FAILED)
            return answer == CONSOLE_CLOSED ? 0 : report_losses(&self->losses);
        if (attempt == ATTEMPTS || !g_error_matches(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN)) {
            report_error(error->message);
            return 2;
        }
        g_array_sort(self->printed, compare_numbers);
        self->sorted = self->printed->len;
    }
}

/* Of an index without texts, the sources that are read again lie anywhere. */
static void fence(const char *index)
{
    g_autoptr(IndexSettings) settings = layout_read_settings(index, NULL);
    const char *const reads[] = {settings != NULL && !settings->text ? "/" : index, NULL};
    report_fence(&(FenceBounds){.reads = reads}, FALSE);
}

static int export(const char *index)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GArray) printed = g_array_new(FALSE, FALSE, sizeof(guint64));
    return print_all(&(Export){.index = index, .out = out, .printed = printed});
}

int command_export(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    g_autofree char *index = command_index_path(options.index);
    fence(index);
    return export(index);
}
