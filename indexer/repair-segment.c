#include "indexer/repair-segment.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "indexer/check-child.h"
#include "indexer/check-segment.h"
#include "indexer/document.h"
#include "indexer/inverter.h"
#include "indexer/rich-article.h"
#include "indexer/salvage-reader.h"
#include "indexer/stored.h"
#include "indexer/sweep.h"
#include "xapian-c/checksums.h"
#include "xapian-c/glass-view.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-check.h"

/* A document that a child does not read in so many seconds is lost. */
#define SECONDS_A_DOCUMENT 20
/* A segment that has killed so many children is given up. */
#define DEATHS_MAX 1000
/* No document is longer. */
#define FRAME_MAX (G_GUINT64_CONSTANT(1) << 31)

typedef struct {
    const RepairSegment *options;
    RepairedSegment *result;
    char *dir;  /* of the damaged segment */
    char *view; /* of it without the tables that can't be opened; NULL: all can */
    gboolean trusted;
    guint32 last;      /* its last docid, as soon as it is known */
    guint32 *progress; /* shared with the child */
    Article *article;
    DocumentBuilder *builder;
    Inverter *inverter;
    SegmentSink *sink; /* NULL between segments, and of an index without texts */
    XapWriter *writer; /* likewise, of one with texts */
    GByteArray *bytes; /* of the frame */
} Repair;

void repaired_segment_free(RepairedSegment *repaired)
{
    if (repaired == NULL)
        return;
    g_ptr_array_unref(repaired->names);
    g_ptr_array_unref(repaired->lost);
    g_free(repaired);
}

/* ---- new segments -----------------------------------------------------------------------------*/

static char *path_of(const Repair *self, const char *name)
{
    return g_build_filename(self->options->index, LAYOUT_SEGMENTS, name, NULL);
}

static gboolean begin_segment(Repair *self, gboolean rich, GError **error)
{
    const IndexSettings *settings = self->options->settings;
    char *name = sweep_segment_name(++*self->options->number);
    g_autofree char *dir = path_of(self, name);
    g_ptr_array_add(self->result->names, name);
    sweep_segment(dir);
    if (!settings->text) {
        self->writer = xap_writer_create(dir, error);
        return self->writer != NULL;
    }
    self->sink = rich ? single_sink_new(self->inverter, dir, settings->positions, RICH_ARTICLE_WORDS, error)
                      : native_sink_new(self->inverter, dir, settings->positions, error);
    if (self->sink == NULL)
        return FALSE;
    self->sink->default_language = settings->default_language;
    self->sink->ranking = &settings->ranking;
    return TRUE;
}

static gboolean set_metadata(XapWriter *writer, const char *key, const char *value, GError **error)
{
    return value == NULL || xap_writer_set_metadata(writer, key, value, strlen(value), error);
}

static gboolean finish_writer(Repair *self, const char *dir, GError **error)
{
    const IndexSettings *settings = self->options->settings;
    g_autofree char *tokenizer = g_strdup_printf("%d", settings->tokenizer_version);
    g_autofree char *schema = g_strdup_printf("%d", settings->schema_version);
    g_autofree char *ranking = index_ranking_to_text(&settings->ranking);
    g_autoptr(GString) languages = g_string_new(NULL);
    for (guint i = 0; i < settings->languages->len; i++)
        g_string_append_printf(languages, "%s%s", i > 0 ? ";" : "",
                               (const char *)settings->languages->pdata[i]);
    return set_metadata(self->writer, METADATA_TOKENIZER, tokenizer, error) &&
           set_metadata(self->writer, METADATA_SCHEMA, schema, error) &&
           set_metadata(self->writer, METADATA_RANKING, ranking, error) &&
           set_metadata(self->writer, METADATA_LANGUAGES, languages->str, error) &&
           set_metadata(self->writer, METADATA_DEFAULT_LANGUAGE, settings->default_language, error) &&
           xap_writer_commit(self->writer, error) && checksums_write(dir, error);
}

static void drop_segment(Repair *self)
{
    if (self->sink != NULL)
        self->sink->free(self->sink);
    self->sink = NULL;
    g_clear_pointer(&self->writer, xap_writer_free);
    document_builder_reset(self->builder);
}

static gboolean end_segment(Repair *self, GError **error)
{
    if (self->sink == NULL && self->writer == NULL)
        return TRUE;
    const GPtrArray *names = self->result->names;
    g_autofree char *dir = path_of(self, names->pdata[names->len - 1]);
    g_autofree char *languages = document_builder_languages(self->builder);
    guint64 bytes;
    gboolean done = self->sink != NULL ? self->sink->finish(self->sink, languages, error)
                                       : finish_writer(self, dir, error);
    drop_segment(self);
    return done && sweep_measure(dir, TRUE, &bytes, error);
}

/* ---- frames -----------------------------------------------------------------------------------*/

static gboolean add_document(Repair *self, const Frame *frame, GError **error)
{
    const char *bytes = (const char *)self->bytes->data;
    Article *article = self->article;
    Identity identity = frame->identity, content = frame->content;
    article_reset(article);
    gboolean rich = FALSE;
    if (self->options->settings->text) {
        stored_parse(article, bytes, self->bytes->len);
        rich = article_is_rich(article);
    }
    if (rich && !end_segment(self, error))
        return FALSE;
    if (self->sink == NULL && self->writer == NULL && !begin_segment(self, rich, error))
        return FALSE;
    self->result->kept++;
    if (self->writer != NULL)
        return xap_writer_add_packed(self->writer, bytes, self->bytes->len, error);
    /* A file's record, or what a collection was named, does not stand in the data: where no table says which article
     * this is, it counts as the one that it would be if it were read anew. */
    if (!frame->has_identity)
        identity = identity_of_article(article, article->origin.path->str, NULL);
    char hex[IDENTITY_HEX];
    identity_to_hex(&identity, hex);
    g_string_assign(article->origin.identity, hex);
    if (!document_builder_add(self->builder, self->sink, article, article->origin.path->str, &identity,
                              &content, error))
        return FALSE;
    gsize memory = self->sink->memory(self->sink) + document_builder_memory(self->builder);
    return (memory < self->options->memory && !rich) || end_segment(self, error);
}

static void note_lost(Repair *self, guint32 docid, const char *known, gsize length)
{
    self->result->lost_count++;
    if (self->result->lost->len == LOST_MAX)
        return;
    g_autofree char *text = length > 0 ? g_strndup(known, length)
                                       : g_strdup_printf("document %u, of which nothing can be read", docid);
    g_ptr_array_add(self->result->lost, g_utf8_make_valid(text, -1));
}

static gboolean take_frame(Repair *self, const Frame *frame, GError **error)
{
    switch (frame->kind) {
    case FRAME_COUNT:
        self->result->held = frame->number;
        break;
    case FRAME_LAST:
        self->last = frame->number;
        break;
    case FRAME_DOCUMENT:
        return add_document(self, frame, error);
    default:
        note_lost(self, frame->number, (const char *)self->bytes->data, self->bytes->len);
    }
    return TRUE;
}

/* FALSE at the end, or if nothing comes for too long: *late. */
static gboolean receive(int fd, void *bytes, gsize length, gboolean *late)
{
    guint8 *next = bytes;
    while (length > 0) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int ready = poll(&wait, 1, SECONDS_A_DOCUMENT * 1000);
        *late = ready == 0;
        gssize got = ready > 0 ? read(fd, next, length) : 0;
        if ((ready < 0 || got < 0) && errno == EINTR)
            continue;
        if (ready <= 0 || got <= 0)
            return FALSE;
        next += got;
        length -= (gsize)got;
    }
    return TRUE;
}

static gboolean receive_frame(Repair *self, int fd, Frame *frame, gboolean *late)
{
    if (!receive(fd, frame, sizeof *frame, late) || frame->length > FRAME_MAX)
        return FALSE;
    g_byte_array_set_size(self->bytes, frame->length);
    return receive(fd, self->bytes->data, frame->length, late);
}

/* ---- children ---------------------------------------------------------------------------------*/

static gboolean no_process(GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_IO, "can't make a process: %s", g_strerror(errno));
    return FALSE;
}

/* One child reads on from a docid. *end tells how it ended. FALSE only if its documents can't be written. */
static gboolean read_on(Repair *self, guint32 from, ChildEnd *end, GError **error)
{
    SalvageReader job = {.dir = self->view != NULL ? self->view : self->dir, .settings = self->options->settings,
                         .hidden = self->options->hidden, .from = from, .progress = self->progress,
                         .trusted = self->trusted};
    Child child;
    Frame frame;
    gboolean late = FALSE, done = TRUE;
    int signal;
    *self->progress = 0;
    if (!check_child_start(&child, salvage_read, &job, 0))
        return no_process(error);
    while (done && receive_frame(self, child.fd, &frame, &late))
        done = take_frame(self, &frame, error);
    *end = check_child_end(&child, late || !done, &signal);
    return done;
}

static void try_to_open(int fd, gpointer data)
{
    XapStatistics statistics;
    g_autoptr(XapDatabase) db = xap_open(data, NULL);
    if (db != NULL && xap_statistics(db, &statistics, NULL))
        check_child_say(fd, "open", 4);
}

static gboolean can_be_opened(const char *dir)
{
    g_autoptr(GString) said = g_string_new(NULL);
    int signal;
    return check_child_run(try_to_open, (gpointer)dir, SECONDS_A_DOCUMENT, said, &signal) == CHILD_DONE &&
           said->len > 0;
}

/* If the segment can't be opened as it is, then without as few tables as possible: first without positions and term
 * lists, which the texts give again, last without the texts. */
static void choose_view(Repair *self)
{
    enum { POSTLIST = GLASS_VIEW_POSTLIST, DOCDATA = GLASS_VIEW_DOCDATA,
           TERMLIST = GLASS_VIEW_TERMLIST, POSITION = GLASS_VIEW_POSITION };
    static const guint without[] = {POSITION, TERMLIST, POSTLIST, POSITION | TERMLIST, POSITION | POSTLIST,
                                    TERMLIST | POSTLIST, POSITION | TERMLIST | POSTLIST, DOCDATA,
                                    DOCDATA | POSITION, DOCDATA | TERMLIST, DOCDATA | POSTLIST,
                                    DOCDATA | POSITION | TERMLIST, DOCDATA | POSITION | POSTLIST};
    if (can_be_opened(self->dir))
        return;
    g_autofree char *name = sweep_segment_name(++*self->options->number);
    self->view = path_of(self, name);
    for (gsize i = 0; i < G_N_ELEMENTS(without); i++) {
        sweep_segment(self->view);
        if (glass_view_make(self->dir, self->view, without[i], NULL) && can_be_opened(self->view))
            return;
    }
}

/* Child after child, each from behind the document that was the last one's end. */
static gboolean read_all(Repair *self, GError **error)
{
    guint32 from = 1;
    for (guint deaths = 0; deaths < DEATHS_MAX; deaths++) {
        ChildEnd end;
        if (!read_on(self, from, &end, error))
            return FALSE;
        guint32 at = *self->progress;
        if (end == CHILD_DONE || at < from)
            return TRUE;
        note_lost(self, at, NULL, 0);
        if (at >= self->last)
            return TRUE;
        from = at + 1;
    }
    return TRUE;
}

static gboolean repair(Repair *self, GError **error)
{
    if (!read_all(self, error) || !end_segment(self, error))
        return FALSE;
    guint hidden = self->options->hidden != NULL ? g_hash_table_size(self->options->hidden) : 0;
    self->result->held -= MIN(self->result->held, hidden);
    return TRUE;
}

RepairedSegment *repair_segment(const RepairSegment *options, GError **error)
{
    g_autoptr(RepairedSegment) result = g_new0(RepairedSegment, 1);
    result->names = g_ptr_array_new_with_free_func(g_free);
    result->lost = g_ptr_array_new_with_free_func(g_free);
    Repair self = {.options = options, .result = result};
    self.progress = mmap(NULL, sizeof *self.progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (self.progress == MAP_FAILED) {
        no_process(error);
        return NULL;
    }
    self.dir = path_of(&self, options->name);
    choose_view(&self);
    self.trusted = check_segment_bytes(self.dir).docdata;
    self.article = article_new();
    self.builder = document_builder_new(&(DocumentOptions){.text = options->settings->text});
    self.inverter = inverter_new();
    self.bytes = g_byte_array_new();
    gboolean done = repair(&self, error);
    drop_segment(&self);
    g_byte_array_unref(self.bytes);
    inverter_free(self.inverter);
    document_builder_free(self.builder);
    article_free(self.article);
    if (self.view != NULL)
        sweep_segment(self.view);
    g_free(self.view);
    g_free(self.dir);
    munmap(self.progress, sizeof *self.progress);
    return done ? g_steal_pointer(&result) : NULL;
}
