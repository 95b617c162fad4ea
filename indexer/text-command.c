/* dateline-index text: the texts of some articles, read again from their sources if the index
 * stores none. Searching runs it where it needs a text that the index doesn't have. */
#include "indexer/commands.h"

#include <string.h>

#include "console/command-line.h"
#include "console/console.h"
#include "indexer/report.h"
#include "indexer/source-reader.h"
#include "indexer/stored.h"
#include "stemmer/json-text.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"

typedef struct {
    const char *index;
} Options;

static const Option rows[] = {
    OPTION_INDEX_ROW(G_STRUCT_OFFSET(Options, index)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline-index text",
    .usage = "[OPTION]... ID...",
    .about = "Print the texts of articles, a JSON object a line: \"identity\", \"state\" and,\n"
             "unless that is gone, \"text\". IDs are identities as a search shows them, whole or\n"
             "their first digits. If the index stores no text it is read again from where the\n"
             "article came from; the state is then same, changed (another text than was\n"
             "indexed) or gone.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_ANY,
    .examples = "dateline-index text -i news 8afcdc03 26444096\n",
    .status = "0 done, 1 a text is gone or there is no such article, 2 failed",
};

typedef struct {
    GPtrArray *articles; /* Article */
    GArray *contents;    /* Identity, of each */
    guint missing;       /* ids that name none */
} Found;

static void free_article(gpointer article)
{
    article_free(article);
}

/* The first terms that begin with an id. */
typedef struct {
    GString *term;
    guint count;
} Candidates;

static gboolean on_term(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    (void)termfreq;
    Candidates *candidates = data;
    if (candidates->count++ == 0) {
        g_string_truncate(candidates->term, 0);
        g_string_append_len(candidates->term, term, length);
    }
    return candidates->count < 2;
}

static gboolean find(XapDatabase *db, const char *id, Found *found, GError **error)
{
    g_autoptr(GString) term = g_string_new(NULL);
    Candidates candidates = {term, 0};
    g_autofree char *prefix = g_strconcat(PREFIX_ID, id, NULL);
    if (!xap_each_term(db, prefix, strlen(prefix), on_term, &candidates, error))
        return FALSE;
    g_autoptr(GArray) docids = NULL;
    if (candidates.count == 1 && *id != '\0') {
        docids = xap_postings(db, term->str, term->len, error);
        if (docids == NULL)
            return FALSE;
    }
    if (docids == NULL || docids->len == 0) {
        report_line(candidates.count > 1 ? "'%s' begins several ids: give more of it"
                                         : "no article has the id '%s'",
                    id);
        found->missing++;
        return TRUE;
    }
    Article *article = article_new();
    Identity content;
    g_ptr_array_add(found->articles, article);
    if (!stored_read(db, g_array_index(docids, guint32, docids->len - 1), article, &content, error))
        return FALSE;
    g_array_append_val(found->contents, content);
    return TRUE;
}

static void print(GString *out, const SourceWant *want)
{
    static const char *const states[] = {
        [SOURCE_SAME] = "same", [SOURCE_CHANGED] = "changed", [SOURCE_GONE] = "gone"};
    const Article *article = want->stored;
    g_string_append_printf(out, "{\"identity\":\"%s\",\"state\":\"%s\"",
                           article->origin.identity->str, states[want->state]);
    if (want->state != SOURCE_GONE) {
        g_string_append(out, ",\"text\":");
        json_text_append(out, article->field[ARTICLE_TEXT]->str, article->field[ARTICLE_TEXT]->len);
    }
    g_string_append(out, "}\n");
}

/* Prints what was found; *gone is set if not all is there. */
static gboolean print_all(const Found *found, gboolean stored, gboolean *gone, GError **error)
{
    gsize count = found->articles->len;
    g_autofree SourceWant *wants = g_new0(SourceWant, MAX(count, 1));
    for (gsize i = 0; i < count; i++)
        wants[i] = (SourceWant){.stored = found->articles->pdata[i],
                                .content = &g_array_index(found->contents, Identity, i)};
    if (!stored) {
        g_autoptr(SourceReader) reader = source_reader_new();
        source_reader_fetch(reader, wants, count);
    }
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < count; i++) {
        print(out, &wants[i]);
        *gone |= wants[i].state == SOURCE_GONE;
    }
    return console_write(out, error) != CONSOLE_FAILED;
}

static int text(const char *index, const GPtrArray *ids)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = layout_read_settings(index, &error);
    g_autoptr(XapDatabase) db = settings != NULL ? xap_open(index, &error) : NULL;
    Found found = {g_ptr_array_new_with_free_func(free_article),
                   g_array_new(FALSE, FALSE, sizeof(Identity)), 0};
    gboolean done = db != NULL, gone = FALSE;
    /* Sources that are read again lie anywhere. */
    const char *const anywhere[] = {"/", NULL};
    report_fence(&(FenceBounds){.reads = anywhere}, FALSE);
    for (guint i = 0; done && i < ids->len; i++)
        done = find(db, ids->pdata[i], &found, &error);
    done = done && print_all(&found, settings->text, &gone, &error);
    g_ptr_array_unref(found.articles);
    g_array_unref(found.contents);
    if (done)
        return gone || found.missing > 0 ? 1 : 0;
    report_error(error->message);
    return 2;
}

int command_text(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, ids, &status))
        return status;
    if (ids->len == 0) {
        report_line("no article is named: give ids, as a search shows them");
        return 2;
    }
    g_autofree char *index = command_index_path(options.index);
    return text(index, ids);
}
