#include "indexer/batch-crew.h"

#include <pthread.h>
#include <signal.h>

/* Batches under way for each worker. */
#define BATCHES_PER_WORKER 3
#define SHOW_INTERVAL (G_USEC_PER_SEC / 20)

typedef struct {
    const BatchCrew *crew;
    GAsyncQueue *full, *empty; /* RecordBatch */
} Run;

typedef struct {
    Run *run;
    gpointer worker;
    GThread *thread;
} Member;

static void end_worker(const BatchCrew *crew, gpointer worker)
{
    if (crew->end)
        crew->end(worker);
}

static gpointer worker_thread(gpointer data)
{
    /* Signals are for the thread that reads: they break off its waiting. */
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    const Member *member = data;
    Run *run = member->run;
    for (;;) {
        RecordBatch *batch = g_async_queue_pop(run->full);
        gboolean last = record_batch_count(batch) == 0;
        if (!last)
            run->crew->work(member->worker, batch);
        g_async_queue_push(run->empty, batch);
        if (last)
            break;
    }
    end_worker(run->crew, member->worker);
    return NULL;
}

/* Refills batch; CORPUS_END also when the run is stopped. */
static CorpusAnswer read_batch(const BatchCrew *crew, RecordBatch *batch, GError **error)
{
    return crew->stopped(crew->data) ? CORPUS_END : corpus_next_batch(crew->corpus, batch, error);
}

static CorpusAnswer run_single(const BatchCrew *crew, GError **error)
{
    RecordBatch *batch = record_batch_new();
    gpointer worker = crew->worker(crew->data, 0);
    CorpusAnswer answer;
    while ((answer = read_batch(crew, batch, error)) == CORPUS_ARTICLE) {
        crew->work(worker, batch);
        crew->show(crew->data);
    }
    record_batch_free(batch);
    end_worker(crew, worker);
    return answer;
}

static RecordBatch *pop_empty(Run *run)
{
    RecordBatch *batch;
    do {
        batch = g_async_queue_timeout_pop(run->empty, SHOW_INTERVAL);
        run->crew->show(run->crew->data);
    } while (batch == NULL);
    return batch;
}

static CorpusAnswer run_threads(const BatchCrew *crew, GError **error)
{
    Run run = {crew, g_async_queue_new_full((GDestroyNotify)record_batch_free),
               g_async_queue_new_full((GDestroyNotify)record_batch_free)};
    g_autofree Member *members = g_new(Member, crew->count);
    for (guint i = 0; i < crew->count * BATCHES_PER_WORKER; i++)
        g_async_queue_push(run.empty, record_batch_new());
    for (guint i = 0; i < crew->count; i++) {
        members[i] = (Member){&run, crew->worker(crew->data, i), NULL};
        members[i].thread = g_thread_new("worker", worker_thread, &members[i]);
    }
    CorpusAnswer answer;
    RecordBatch *batch = pop_empty(&run);
    while ((answer = read_batch(crew, batch, error)) == CORPUS_ARTICLE) {
        g_async_queue_push(run.full, batch);
        batch = pop_empty(&run);
    }
    record_batch_free(batch);
    /* An empty batch tells a worker to end. */
    for (guint i = 0; i < crew->count; i++)
        g_async_queue_push(run.full, record_batch_new());
    for (guint i = 0; i < crew->count; i++)
        g_thread_join(members[i].thread);
    g_async_queue_unref(run.full);
    g_async_queue_unref(run.empty);
    return answer;
}

gboolean batch_crew_run(const BatchCrew *crew, GError **error)
{
    return (crew->count == 1 ? run_single(crew, error) : run_threads(crew, error)) != CORPUS_FAILED;
}
