#include "indexer/pipeline.h"

#include <string.h>

#include "indexer/batch-crew.h"
#include "indexer/document.h"
#include "indexer/folder-section.h"
#include "indexer/inverter.h"
#include "indexer/likeness.h"
#include "indexer/rich-article.h"
#include "indexer/writer-choice.h"
#include "xapian-c/schema.h"

/* Articles between two looks at memory and clock. */
#define CHECK_EVERY 16
/* And bytes of them. */
#define CHECK_BYTES ((gsize)256 << 10)

typedef struct {
    IndexFolder *folder;
    Corpus *corpus;
    const PipelineOptions *options;
    gboolean positions, text; /* as the index's settings say */
    WriterChoice *writer;
    KnownArticles *known;
    struct Worker *workers;
    GMutex mutex;              /* of error */
    GError *error;             /* the first failure */
    gint failed;
} Pipeline;

typedef struct Worker {
    Pipeline *pipeline;
    ArticleParser *parser;
    DocumentBuilder *builder;
    Inverter *inverter;
    KnownReader *known;
    Article *article;
    SegmentSink *sink;   /* NULL between segments */
    const char *segment; /* its name */
    GArray *replaced;    /* DocumentPlace: what becomes out of date when the segment is published */
    gint64 segment_begun;
    guint since_check;
    gsize bytes_since_check;
    char *given_path, *path; /* the last article's path as given, and absolute */
    PipelineCounts counts;
} Worker;

static void fail(Pipeline *pipeline, GError *error)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&pipeline->mutex);
    if (pipeline->error == NULL)
        pipeline->error = error;
    else
        g_error_free(error);
    g_atomic_int_set(&pipeline->failed, 1);
}

static gboolean is_stopped(const Pipeline *pipeline)
{
    return g_atomic_int_get(&pipeline->failed) || g_atomic_int_get(pipeline->options->stop);
}

/* ---- segments ---------------------------------------------------------------------------------*/

/* rich: for one article that is. */
static gboolean begin_segment(Worker *worker, gboolean rich, GError **error)
{
    Pipeline *pipeline = worker->pipeline;
    g_autofree char *segment = index_folder_new_segment(pipeline->folder);
    g_autofree char *dir = index_folder_segment_path(pipeline->folder, segment);
    worker->segment = index_folder_intern(pipeline->folder, segment);
    worker->segment_begun = g_get_monotonic_time();
    worker->sink =
        writer_choice_begin(pipeline->writer, worker->inverter, dir, pipeline->positions, rich, error);
    if (worker->sink == NULL)
        return FALSE;
    worker->sink->default_language = document_builder_default_language(worker->builder);
    worker->sink->ranking = &index_folder_settings(pipeline->folder)->ranking;
    return TRUE;
}

/* Frees the sink, and then the words that its tokens pointed to. */
static void drop_sink(Worker *worker)
{
    if (worker->sink != NULL)
        worker->sink->free(worker->sink);
    worker->sink = NULL;
    document_builder_reset(worker->builder);
}

/* Makes the sink's documents part of the index. */
static gboolean publish_segment(Worker *worker, GError **error)
{
    Pipeline *pipeline = worker->pipeline;
    if (worker->sink == NULL)
        return TRUE;
    g_autofree char *languages = document_builder_languages(worker->builder);
    gboolean done = worker->sink->finish(worker->sink, languages, error);
    drop_sink(worker);
    if (done) {
        index_folder_add_languages(pipeline->folder, languages);
        done = index_folder_publish(pipeline->folder, worker->segment,
                                    (const DocumentPlace *)worker->replaced->data,
                                    worker->replaced->len, error);
    }
    g_array_set_size(worker->replaced, 0);
    return done;
}

static gboolean publish_if_due(Worker *worker, GError **error)
{
    worker->bytes_since_check += article_bytes(worker->article);
    if (++worker->since_check < CHECK_EVERY && worker->bytes_since_check < CHECK_BYTES)
        return TRUE;
    worker->since_check = 0;
    worker->bytes_since_check = 0;
    const PipelineOptions *options = worker->pipeline->options;
    gsize memory = worker->sink->memory(worker->sink) + document_builder_memory(worker->builder);
    gint64 age = g_get_monotonic_time() - worker->segment_begun;
    gsize shared = MIN(claims_memory(options->claims), options->memory / 2);
    if (memory < (options->memory - shared) / options->threads &&
        age < PIPELINE_PUBLISH_SECONDS * G_USEC_PER_SEC)
        return TRUE;
    return publish_segment(worker, error);
}

/* ---- articles ---------------------------------------------------------------------------------*/

/* The article's path made absolute. */
static const char *absolute_path(Worker *worker)
{
    const char *given = worker->article->place.path;
    if (g_strcmp0(given, worker->given_path) != 0) {
        g_free(worker->given_path);
        g_free(worker->path);
        worker->given_path = g_strdup(given);
        worker->path = strcmp(given, "-") == 0 ? g_strdup(given)
                                               : g_canonicalize_filename(given, NULL);
    }
    return worker->path;
}

static void reject(Worker *worker, const char *reason)
{
    rejects_add(worker->pipeline->options->rejects, &worker->article->place, absolute_path(worker),
                reason);
}

static void reject_repeated(Worker *worker, const Identity *identity)
{
    char hex[IDENTITY_HEX];
    identity_to_hex(identity, hex);
    g_autofree char *reason =
        g_strdup_printf("another article of this run has the same identity (%.8s); of such articles "
                        "the last one is kept", hex);
    reject(worker, reason);
    worker->counts.repeated++;
}

static gboolean is_unlike(Worker *worker, const DocumentPlace *place)
{
    gsize length = 0;
    g_autofree char *data = known_reader_data(worker->known, place, &length);
    g_autoptr(GString) text = g_string_new(NULL);
    const GString *now = worker->article->field[ARTICLE_TEXT];
    return data != NULL && schema_data_find(data, length, "text", text) &&
           texts_unlike(text->str, text->len, now->str, now->len);
}

/* Makes a document of the article. known: where the index has another version of it, or NULL; restored: where this run
 * has put one that is out of date with the document, or NULL. */
static gboolean add_article(Worker *worker, const Identity *identity, const Identity *content,
                            const DocumentPlace *known, const DocumentPlace *restored, guint64 order,
                            GError **error)
{
    gboolean rich = article_is_rich(worker->article);
    if (rich && !publish_segment(worker, error))
        return FALSE;
    if (worker->sink == NULL && !begin_segment(worker, rich, error))
        return FALSE;
    if (restored != NULL)
        g_array_append_val(worker->replaced, *restored);
    DocumentPlace place = {worker->segment, worker->sink->documents + 1};
    DocumentPlace superseded = {NULL, 0};
    ClaimAnswer answer =
        claims_make(worker->pipeline->options->claims, identity, order, &place, &superseded);
    if (answer == CLAIM_LATE) {
        if (rich)
            drop_sink(worker);
        reject_repeated(worker, identity);
        return TRUE;
    }
    if (answer == CLAIM_SUPERSEDES) {
        if (superseded.segment != NULL)
            g_array_append_val(worker->replaced, superseded);
        reject_repeated(worker, identity);
    } else if (known != NULL) {
        worker->counts.replaced++;
        worker->counts.unlike += is_unlike(worker, known);
    } else {
        worker->counts.added++;
    }
    if (known != NULL)
        g_array_append_val(worker->replaced, *known);
    if (!document_builder_add(worker->builder, worker->sink, worker->article, worker->path, identity,
                              content, error))
        return FALSE;
    return rich ? publish_segment(worker, error) : publish_if_due(worker, error);
}

static gboolean take_article(Worker *worker, guint64 order, GError **error)
{
    document_builder_settle_language(worker->builder, worker->article);
    Identity identity = identity_of_article(worker->article, absolute_path(worker),
                                            worker->pipeline->options->collection);
    Identity content = identity_of_content(worker->article);
    DocumentPlace known, nowhere = {NULL, 0}, superseded;
    switch (known_reader_find(worker->known, &identity, &content, &known, error)) {
    case KNOWN_FAILED:
        return FALSE;
    case KNOWN_NOT:
        return add_article(worker, &identity, &content, NULL, NULL, order, error);
    case KNOWN_OTHER:
        return add_article(worker, &identity, &content, &known, NULL, order, error);
    case KNOWN_SAME:
        break;
    }
    switch (claims_make(worker->pipeline->options->claims, &identity, order, &nowhere, &superseded)) {
    case CLAIM_FIRST:
        worker->counts.unchanged++;
        return TRUE;
    case CLAIM_LATE:
        reject_repeated(worker, &identity);
        return TRUE;
    case CLAIM_SUPERSEDES:
        break;
    }
    if (superseded.segment == NULL) {
        reject_repeated(worker, &identity);
        return TRUE;
    }
    /* An earlier article of this run has replaced what the index held, and may be published: put it back. */
    worker->counts.replaced--; /* of all workers together it is at least 1 */
    worker->counts.unchanged++;
    return add_article(worker, &identity, &content, &known, &superseded, order, error);
}

static gboolean is_elsewhere(Worker *worker)
{
    const PipelineOptions *options = worker->pipeline->options;
    if (options->shard.count == 0)
        return FALSE;
    Identity identity =
        identity_of_article(worker->article, absolute_path(worker), options->collection);
    return !shard_has(&options->shard, &identity);
}

static gboolean take_batch(Worker *worker, const RecordBatch *batch, GError **error)
{
    gsize count = record_batch_count(batch);
    for (gsize i = 0; i < count && !is_stopped(worker->pipeline); i++) {
        if (article_parse(worker->parser, batch, i, worker->article) == CORPUS_REJECT) {
            reject(worker, worker->article->notes->str);
            worker->counts.rejected++;
            continue;
        }
        if (worker->pipeline->options->folder_section)
            folder_section_fill(worker->article, absolute_path(worker));
        if (is_elsewhere(worker)) {
            worker->counts.elsewhere++;
            continue;
        }
        if (worker->article->notes->len > 0) {
            rejects_add(worker->pipeline->options->notes, &worker->article->place,
                        absolute_path(worker), worker->article->notes->str);
            worker->counts.dropped++;
        }
        if (!take_article(worker, record_batch_first(batch) + i, error))
            return FALSE;
    }
    progress_count(worker->pipeline->options->progress, count);
    return TRUE;
}

/* ---- threads ----------------------------------------------------------------------------------*/

static void worker_init(Worker *worker, Pipeline *pipeline)
{
    *worker = (Worker){.pipeline = pipeline};
    worker->parser = article_parser_new(pipeline->corpus);
    worker->builder = document_builder_new(
        &(DocumentOptions){.language = pipeline->options->language,
                           .reading = pipeline->options->reading,
                           .text = pipeline->text});
    worker->inverter = inverter_new();
    worker->known = known_reader_new(pipeline->known);
    worker->article = article_new();
    worker->replaced = g_array_new(FALSE, FALSE, sizeof(DocumentPlace));
}

static void worker_clear(Worker *worker)
{
    drop_sink(worker);
    document_builder_free(worker->builder);
    inverter_free(worker->inverter);
    known_reader_free(worker->known);
    article_parser_free(worker->parser);
    article_free(worker->article);
    g_array_unref(worker->replaced);
    g_free(worker->given_path);
    g_free(worker->path);
}

/* What was taken is published, whether the run was stopped or not; not what an error left half done. */
static void end_work(Worker *worker)
{
    GError *error = NULL;
    if (!publish_segment(worker, &error))
        fail(worker->pipeline, error);
}

static void work_on(Worker *worker, const RecordBatch *batch)
{
    GError *error = NULL;
    if (is_stopped(worker->pipeline) || take_batch(worker, batch, &error))
        return;
    fail(worker->pipeline, error);
    drop_sink(worker);
}

static gpointer crew_worker(gpointer data, guint number)
{
    return &((Pipeline *)data)->workers[number];
}

static void crew_work(gpointer worker, const RecordBatch *batch)
{
    work_on(worker, batch);
}

static void crew_end(gpointer worker)
{
    end_work(worker);
}

static gboolean crew_stopped(gpointer pipeline)
{
    return is_stopped(pipeline);
}

static void crew_show(gpointer data)
{
    const Pipeline *pipeline = data;
    progress_show(pipeline->options->progress, pipeline->corpus);
}

static void run_crew(Pipeline *pipeline)
{
    GError *error = NULL;
    BatchCrew crew = {pipeline->corpus, pipeline->options->threads, pipeline,  crew_worker,
                      crew_work,        crew_end,                   crew_stopped, crew_show};
    if (!batch_crew_run(&crew, &error))
        fail(pipeline, error);
}

static void add_counts(PipelineCounts *sum, const PipelineCounts *counts)
{
    sum->added += counts->added;
    sum->replaced += counts->replaced;
    sum->unchanged += counts->unchanged;
    sum->rejected += counts->rejected;
    sum->repeated += counts->repeated;
    sum->elsewhere += counts->elsewhere;
    sum->unlike += counts->unlike;
    sum->dropped += counts->dropped;
}

gboolean pipeline_run(IndexFolder *folder, Corpus *corpus, const PipelineOptions *options,
                      PipelineCounts *counts, GError **error)
{
    const IndexSettings *settings = index_folder_settings(folder);
    Pipeline pipeline = {.folder = folder, .corpus = corpus, .options = options,
                         .positions = settings->positions, .text = settings->text};
    pipeline.known = known_articles_new(folder, error);
    if (pipeline.known == NULL)
        return FALSE;
    pipeline.writer = writer_choice_new(index_folder_path(folder), options->api_writer);
    g_mutex_init(&pipeline.mutex);
    g_autofree Worker *workers = g_new(Worker, options->threads);
    for (guint i = 0; i < options->threads; i++)
        worker_init(&workers[i], &pipeline);

    pipeline.workers = workers;
    run_crew(&pipeline);

    for (guint i = 0; i < options->threads; i++) {
        add_counts(counts, &workers[i].counts);
        worker_clear(&workers[i]);
    }
    known_articles_free(pipeline.known);
    writer_choice_free(pipeline.writer);
    g_mutex_clear(&pipeline.mutex);
    if (pipeline.error != NULL)
        g_propagate_error(error, pipeline.error);
    return pipeline.error == NULL;
}
