#include "corpus/corpus.h"

#include <string.h>

#include "corpus/corpus-private.h"

static gboolean set_options(Corpus *corpus, const CorpusOptions *options, GError **error)
{
    if (options->format && (corpus->forced = format_named(options->format)) == NULL) {
        g_autofree char *names = format_names();
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "unknown format '%s'; the formats are %s", options->format, names);
        return FALSE;
    }
    if (options->encoding && !charset_is_known(options->encoding)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "unknown encoding '%s'; see iconv --list", options->encoding);
        return FALSE;
    }
    if (options->warc_url) {
        g_autoptr(GError) wrong = NULL;
        /* Not G_REGEX_OPTIMIZE: for one address a record it isn't worth code that valgrind can't follow. */
        corpus->urls = g_regex_new(options->warc_url, 0, 0, &wrong);
        if (corpus->urls == NULL) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "not a regular expression: '%s': %s", options->warc_url, wrong->message);
            return FALSE;
        }
    }
    corpus->encoding = g_strdup(options->encoding);
    corpus->filter = name_filter_new(options->include, options->exclude);
    corpus->keys = keymap_new(options->maps, error);
    return corpus->keys != NULL;
}

Corpus *corpus_open(const char *const *paths, const CorpusOptions *options, GError **error)
{
    static const CorpusOptions defaults = {0};
    g_autoptr(Corpus) corpus = g_new0(Corpus, 1);
    corpus->fd = -1;
    corpus->path = g_string_new(NULL);
    corpus->carry = g_byte_array_new();
    corpus->raw = g_byte_array_new();
    corpus->passed = g_array_new(FALSE, FALSE, sizeof(CorpusPassed));
    corpus->passed_paths = g_string_chunk_new(1024);
    corpus->charset = charset_new();
    if (options == NULL)
        options = &defaults;
    corpus->article_max = options->article_max ? options->article_max : CORPUS_ARTICLE_MAX;
    if (!set_options(corpus, options, error))
        return NULL;
    corpus->unpack = unpack_new(options->stop, corpus->urls, corpus->article_max);
    corpus->walk = walk_new(corpus->filter);
    for (; *paths; paths++) {
        if (!walk_add(corpus->walk, *paths, error))
            return NULL;
    }
    return g_steal_pointer(&corpus);
}

void corpus_free(Corpus *corpus)
{
    if (corpus == NULL)
        return;
    reader_close(corpus);
    keymap_unref(corpus->keys);
    g_free(corpus->encoding);
    name_filter_free(corpus->filter);
    walk_free(corpus->walk);
    g_string_free(corpus->path, TRUE);
    unpack_free(corpus->unpack);
    g_clear_pointer(&corpus->urls, g_regex_unref);
    charset_free(corpus->charset);
    g_byte_array_unref(corpus->carry);
    g_byte_array_unref(corpus->raw);
    g_array_unref(corpus->passed);
    g_string_chunk_free(corpus->passed_paths);
    record_batch_free(corpus->batch);
    article_parser_free(corpus->parser);
    g_free(corpus);
}

const GPtrArray *corpus_links(const Corpus *corpus)
{
    return walk_links(corpus->walk);
}

CorpusAnswer corpus_next_batch(Corpus *corpus, RecordBatch *batch, G_GNUC_UNUSED GError **error)
{
    record_batch_reset(batch);
    batch->first = corpus->records;
    while (!corpus->finished && (reader_step(corpus, batch) || batch->records->len == 0))
        ;
    corpus->records += batch->records->len;
    return batch->records->len ? CORPUS_ARTICLE : CORPUS_END;
}

CorpusAnswer corpus_next(Corpus *corpus, Article *article, GError **error)
{
    if (corpus->batch == NULL) {
        corpus->batch = record_batch_new();
        corpus->parser = article_parser_new(corpus);
        corpus->at = 0;
    }
    if (corpus->at == record_batch_count(corpus->batch)) {
        CorpusAnswer answer = corpus_next_batch(corpus, corpus->batch, error);
        corpus->at = 0;
        if (answer != CORPUS_ARTICLE)
            return answer;
    }
    return article_parse(corpus->parser, corpus->batch, corpus->at++, article);
}

const CorpusPassed *corpus_passed(const Corpus *corpus, gsize *count)
{
    *count = corpus->passed->len;
    return (const CorpusPassed *)corpus->passed->data;
}

void corpus_progress(Corpus *corpus, CorpusProgress *progress)
{
    const Counters *counters = &corpus->counters;
    guint64 size = __atomic_load_n(&counters->size, __ATOMIC_RELAXED);
    guint64 position = __atomic_load_n(&counters->position, __ATOMIC_RELAXED);
    progress->bytes_read =
        __atomic_load_n(&counters->finished, __ATOMIC_RELAXED) + MIN(position, size);
    progress->bytes_total = walk_bytes(corpus->walk);
    progress->bytes_unpacked = __atomic_load_n(&counters->unpacked, __ATOMIC_RELAXED);
    progress->files = __atomic_load_n(&counters->files, __ATOMIC_RELAXED);
}
