#include "indexer/rebuild.h"

#include "console/number.h"
#include "indexer/article-window.h"
#include "indexer/document.h"
#include "indexer/rich-article.h"
#include "indexer/sweep.h"
#include "indexer/writer-choice.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

typedef struct {
    IndexFolder *folder;
    const RebuildOptions *options;
    RebuildCounts *counts;
    ArticleWindow *window;
    DocumentBuilder *builder;
    WriterChoice *writer;
    Inverter *inverter;
    SegmentSink *sink; /* NULL between segments */
    GPtrArray *names;  /* of the finished segments and the one in the making */
} Rebuild;

static gboolean begin_segment(Rebuild *rebuild, gboolean rich, GError **error)
{
    char *name = index_folder_new_segment(rebuild->folder);
    g_autofree char *dir = index_folder_segment_path(rebuild->folder, name);
    g_ptr_array_add(rebuild->names, name);
    gboolean positions = rebuild->options->positions;
    rebuild->sink = writer_choice_begin(rebuild->writer, rebuild->inverter, dir, positions, rich, error);
    if (rebuild->sink == NULL)
        return FALSE;
    rebuild->sink->default_language = document_builder_default_language(rebuild->builder);
    rebuild->sink->ranking = &index_folder_settings(rebuild->folder)->ranking;
    return TRUE;
}

static void drop_sink(Rebuild *rebuild)
{
    if (rebuild->sink != NULL)
        rebuild->sink->free(rebuild->sink);
    rebuild->sink = NULL;
    document_builder_reset(rebuild->builder);
}

static gboolean end_segment(Rebuild *rebuild, GError **error)
{
    if (rebuild->sink == NULL)
        return TRUE;
    g_autofree char *languages = document_builder_languages(rebuild->builder);
    gboolean done = rebuild->sink->finish(rebuild->sink, languages, error);
    drop_sink(rebuild);
    if (done)
        index_folder_add_languages(rebuild->folder, languages);
    return done;
}

static gboolean add(Rebuild *rebuild, const WindowArticle *from, GError **error)
{
    Article *article = from->article;
    gboolean rich = article_is_rich(article);
    if (rich && !end_segment(rebuild, error))
        return FALSE;
    if (rebuild->sink == NULL && !begin_segment(rebuild, rich, error))
        return FALSE;
    document_builder_settle_language(rebuild->builder, article);
    Identity identity = identity_of_article(article, article->origin.path->str, NULL);
    Identity content = identity_of_content(article);
    /* An article without its text keeps the hash of what it was, and is replaced by nothing less.
     */
    if (from->state == SOURCE_GONE)
        content = from->content;
    if (!document_builder_add(rebuild->builder, rebuild->sink, article, article->origin.path->str,
                              &identity, &content, error))
        return FALSE;
    rebuild->counts->articles++;
    gsize memory = rebuild->sink->memory(rebuild->sink) + document_builder_memory(rebuild->builder);
    return (memory < rebuild->options->memory && !rich) || end_segment(rebuild, error);
}

static gboolean is_stopped(const Rebuild *rebuild, GError **error)
{
    if (!g_atomic_int_get(rebuild->options->stop))
        return FALSE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_IO, "interrupted: the index '%s' is as it was",
                index_folder_path(rebuild->folder));
    return TRUE;
}

static gboolean add_window(Rebuild *rebuild, GError **error)
{
    for (gsize i = 0; i < article_window_count(rebuild->window); i++) {
        const WindowArticle *article = article_window_get(rebuild->window, i);
        rebuild->counts->gone += article->state == SOURCE_GONE;
        rebuild->counts->changed += article->state == SOURCE_CHANGED;
        if (is_stopped(rebuild, error) || !add(rebuild, article, error))
            return FALSE;
    }
    return TRUE;
}

/* Texts that are lost for good are lost only if the user says so. */
static gboolean check_losses(const Rebuild *rebuild, GError **error)
{
    const RebuildCounts *counts = rebuild->counts;
    if (counts->gone + counts->changed == 0 || rebuild->options->lossy)
        return TRUE;
    g_autofree char *gone = number_grouped(counts->gone);
    g_autofree char *changed = number_grouped(counts->changed);
    g_set_error(
        error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
        "can't rebuild '%s': it stores no text, and of its articles' sources %s are gone and %s "
        "have changed; bring them back, or take what is there by --lossy",
        index_folder_path(rebuild->folder), gone, changed);
    return FALSE;
}

static gboolean build(Rebuild *rebuild, GError **error)
{
    StoredAnswer answer;
    while ((answer = article_window_fill(rebuild->window, error)) == STORED_ARTICLE)
        if (!add_window(rebuild, error))
            return FALSE;
    return answer == STORED_END && end_segment(rebuild, error) && check_losses(rebuild, error);
}

static gboolean publish(Rebuild *rebuild, GError **error)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = TOKENIZER_VERSION;
    settings->schema_version = SCHEMA_VERSION;
    settings->positions = rebuild->options->positions;
    settings->text = rebuild->options->text;
    return index_folder_replace_all(rebuild->folder, (const char *const *)rebuild->names->pdata,
                                    rebuild->names->len, settings, error);
}

/* What was written in vain. */
static void sweep(const Rebuild *rebuild)
{
    for (guint i = 0; i < rebuild->names->len; i++) {
        g_autofree char *path =
            index_folder_segment_path(rebuild->folder, rebuild->names->pdata[i]);
        sweep_segment(path);
    }
}

gboolean rebuild_run(IndexFolder *folder, const RebuildOptions *options, RebuildCounts *counts,
                     GError **error)
{
    Rebuild rebuild = {.folder = folder, .options = options, .counts = counts};
    rebuild.window = article_window_open(index_folder_path(folder), error);
    if (rebuild.window == NULL)
        return FALSE;
    g_autoptr(LanguageChoice) language = language_choice_new(index_folder_settings(folder));
    rebuild.builder =
        document_builder_new(&(DocumentOptions){.language = language, .text = options->text});
    rebuild.writer = writer_choice_new(index_folder_path(folder), options->api_writer);
    rebuild.inverter = inverter_new();
    rebuild.names = g_ptr_array_new_with_free_func(g_free);
    gboolean built = build(&rebuild, error);
    drop_sink(&rebuild);
    gboolean done = built && publish(&rebuild, error);
    if (!built)
        sweep(&rebuild);
    article_window_free(rebuild.window);
    document_builder_free(rebuild.builder);
    inverter_free(rebuild.inverter);
    writer_choice_free(rebuild.writer);
    g_ptr_array_unref(rebuild.names);
    return done;
}
