/* The streams of all files, cut into records. */
#include "corpus/corpus-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/magic-private.h"
#include "corpus/utf8-text-private.h"

/* The least that is asked for at a time. */
#define READ_BYTES ((gsize)64 << 10)

#define COUNT(counter, by) __atomic_store_n(&(counter), (counter) + (by), __ATOMIC_RELAXED)

/* What a file's records may come to, packed: this much, or so many times what was read of it. News packs to a tenth;
 * what goes beyond was made to fill memory, disk and time. */
#define KEPT_FREE ((guint64)1 << 30)
#define KEPT_RATIO 100

static const char no_memory[] = "not enough memory";

/* ---- what is no record
 * --------------------------------------------------------------------------*/

static void add_reject(Corpus *corpus, RecordBatch *batch, const char *member, guint64 record,
                       guint64 line, const char *reason)
{
    RecordPart part = {.path = corpus->path->str, .member = member};
    Record reject = {
        .number = record,
        .line = line,
        .part = record_batch_add_part(batch, &part),
        .reason = g_string_chunk_insert(batch->strings, reason),
    };
    g_array_append_val(batch->records, reject);
}

static void pass_over(Corpus *corpus, const char *kind)
{
    for (guint i = 0; i < corpus->passed->len; i++) {
        CorpusPassed *passed = &g_array_index(corpus->passed, CorpusPassed, i);
        if (strcmp(passed->kind, kind) == 0) {
            passed->count++;
            return;
        }
    }
    CorpusPassed passed = {kind, 1, g_string_chunk_insert(corpus->passed_paths, corpus->path->str)};
    g_array_append_val(corpus->passed, passed);
}

/* ---- files
 * --------------------------------------------------------------------------------------*/

static void close_file(Corpus *corpus)
{
    Counters *counters = &corpus->counters;
    if (corpus->fd > STDERR_FILENO)
        close(corpus->fd);
    corpus->fd = -1;
    guint64 size = counters->size == G_MAXUINT64 ? counters->position : counters->size;
    COUNT(counters->finished, size);
    __atomic_store_n(&counters->position, 0, __ATOMIC_RELAXED);
}

static void open_file(Corpus *corpus, RecordBatch *batch, WalkKind kind)
{
    struct stat status;
    Counters *counters = &corpus->counters;
    corpus->named = kind != WALK_FILE;
    corpus->fd = kind == WALK_STDIN ? STDIN_FILENO : open(corpus->path->str, O_RDONLY | O_CLOEXEC);
    if (corpus->fd < 0) {
        g_autofree char *reason = g_strdup_printf("can't read: %s", g_strerror(errno));
        add_reject(corpus, batch, NULL, 0, 0, reason);
        return;
    }
    gboolean sized = fstat(corpus->fd, &status) == 0 && S_ISREG(status.st_mode);
    __atomic_store_n(&counters->size, sized ? (guint64)status.st_size : G_MAXUINT64,
                     __ATOMIC_RELAXED);
    COUNT(counters->files, 1);
    corpus->streams = 0;
    corpus->kept = 0;
    unpack_open(corpus->unpack, corpus->fd, &counters->position);
}

static void open_next_file(Corpus *corpus, RecordBatch *batch)
{
    if (corpus->next_entry == walk_count(corpus->walk)) {
        corpus->finished = TRUE;
        return;
    }
    WalkEntry entry = walk_get(corpus->walk, corpus->next_entry++, corpus->path);
    if (entry.kind == WALK_SPECIAL) {
        pass_over(corpus, "device, socket or pipe");
    } else if (entry.kind == WALK_BROKEN) {
        g_autofree char *reason = g_strdup_printf("can't read: %s", g_strerror(entry.error));
        add_reject(corpus, batch, NULL, 0, 0, reason);
    } else {
        open_file(corpus, batch, entry.kind);
    }
}

/* ---- streams
 * ------------------------------------------------------------------------------------*/

static void end_stream(Corpus *corpus)
{
    if (corpus->format && corpus->format->end)
        corpus->format->end(&corpus->cutter);
    corpus->format = NULL;
    g_clear_pointer(&corpus->cutter.context, g_bytes_unref);
    g_clear_pointer(&corpus->wide, charset_stream_free);
    g_clear_pointer(&corpus->hint, g_free);
    g_clear_pointer(&corpus->declared, g_free);
    g_byte_array_set_size(corpus->carry, 0);
    corpus->streaming = FALSE;
}

void reader_close(Corpus *corpus)
{
    end_stream(corpus);
    if (corpus->fd >= 0)
        close_file(corpus);
    corpus->finished = TRUE;
}

/* A stream's first bytes, as a format sees them. */
typedef struct {
    const char *name; /* of the file or member */
    const char *bytes;
    gsize length;
    gboolean whole;
    gsize bom;
    const char *wide; /* the encoding that the bytes were turned from, or NULL */
    const Format *format; /* that it is in; known once kind_of() has found no other kind */
} Head;

/* The kind of a stream that holds no articles; NULL if it may. */
static const char *kind_of(const Corpus *corpus, Head *head)
{
    const char *kind = magic_kind(head->bytes, head->length);
    if (kind == NULL && magic_is_binary(head->bytes, head->length))
        kind = "binary file";
    if (kind)
        return kind;
    head->format = corpus->forced
                       ? corpus->forced
                       : format_guess(head->name, head->bytes, head->length, head->whole);
    /* What no other format takes would be read as text. */
    return corpus->forced == NULL && head->format == &format_text
               ? magic_unread_kind(head->bytes, head->length)
               : NULL;
}

/* What a stream that is not UTF-8 from its beginning is in. A format that takes it as one record
 * can tell better, from all of it. */
static char *hint_of(Corpus *corpus, const Head *head)
{
    gsize inside, stray;
    if (corpus->format->one_record || corpus->encoding || head->wide ||
        utf8_text_valid(head->bytes, head->length) + 4 > head->length)
        return NULL;
    utf8_text_count(head->bytes, head->length, &inside, &stray);
    if (inside > 2 * stray)
        return NULL;
    return g_strdup(charset_detect(corpus->charset, head->bytes, head->length));
}

static char *declared_by(const Format *format, const Head *head)
{
    char *declared = format->declared_encoding && !head->wide
                         ? format->declared_encoding(head->bytes, head->length)
                         : NULL;
    if (declared && !charset_is_known(declared))
        g_clear_pointer(&declared, g_free);
    return declared;
}

/* What the archive says that a page is in; it is believed before the page itself. */
static char *declared_outside(const WarcPage *page, const Head *head)
{
    gboolean known = page && page->charset && !head->wide && charset_is_known(page->charset);
    return known ? g_strdup(page->charset) : NULL;
}

static void take_up(Corpus *corpus, const Head *head)
{
    corpus->wide = head->wide ? charset_stream_new(head->wide) : NULL;
    corpus->format = head->format;
    corpus->hint = hint_of(corpus, head);
    corpus->declared = declared_outside(unpack_page(corpus->unpack), head);
    if (corpus->declared == NULL)
        corpus->declared = declared_by(corpus->format, head);
    corpus->cutter = (Cutter){0};
    if (corpus->format->begin)
        corpus->format->begin(&corpus->cutter, head->bytes, head->length, head->whole);
    corpus->ended = corpus->dropping = FALSE;
    corpus->record = 0;
    corpus->line = 1;
    corpus->streaming = TRUE;
    /* The BOM is read away. */
    char skipped[4];
    unpack_read(corpus->unpack, skipped, head->bom);
}

/* Who names a file means it: it is not passed over in a line with others. */
static void reject_named(Corpus *corpus, RecordBatch *batch, const char *kind)
{
    g_autofree char *reason = g_strdup_printf("holds no articles: %s", kind);
    add_reject(corpus, batch, NULL, 0, 0, reason);
}

/* Looks at the stream that unpack stands on and takes it up, or passes it over. */
static void begin_stream(Corpus *corpus, RecordBatch *batch)
{
    const char *member = unpack_member(corpus->unpack);
    const WarcPage *page = unpack_page(corpus->unpack);
    Head head = {.name = page && page->extension ? page->extension : member ? member : corpus->path->str};
    head.bytes = unpack_head(corpus->unpack, &head.length, &head.whole);
    if (member && !name_filter_takes_member(corpus->filter, corpus->path->str, member))
        return;
    if (head.length == 0) {
        add_reject(corpus, batch, member, 0, 0, "empty file");
        return;
    }
    const char *kind = magic_kind(head.bytes, head.length);
    head.wide = kind ? NULL : charset_wide(head.bytes, head.length, &head.bom);
    head.bytes += head.bom;
    head.length -= head.bom;
    g_autoptr(GString) narrow = g_string_new(NULL);
    if (head.wide) {
        g_autoptr(CharsetStream) peek = charset_stream_new(head.wide);
        charset_stream_add(peek, head.bytes, head.length, FALSE, narrow);
        head.bytes = narrow->str;
        head.length = narrow->len;
    }
    if (kind == NULL)
        kind = kind_of(corpus, &head);
    if (kind == NULL)
        take_up(corpus, &head);
    else if (corpus->named && member == NULL)
        reject_named(corpus, batch, kind);
    else
        pass_over(corpus, kind);
}

/* Has the file given more than what it can hold, had it been packed by an honest hand? */
static gboolean is_bomb(const Corpus *corpus)
{
    return corpus->kept > KEPT_FREE && corpus->kept / KEPT_RATIO > corpus->counters.position;
}

/* What is left of the file is not read. */
static void abandon_file(Corpus *corpus, RecordBatch *batch)
{
    g_autofree char *reason =
        g_strdup_printf("unpacks to more than %d times its size: what follows is not read", KEPT_RATIO);
    add_reject(corpus, batch, unpack_member(corpus->unpack), 0, 0, reason);
    close_file(corpus);
}

static void next_stream(Corpus *corpus, RecordBatch *batch)
{
    if (is_bomb(corpus)) {
        abandon_file(corpus, batch);
        return;
    }
    switch (unpack_next(corpus->unpack)) {
    case UNPACK_STREAM:
        corpus->streams++;
        begin_stream(corpus, batch);
        break;
    case UNPACK_BAD:
        corpus->streams++;
        add_reject(corpus, batch, unpack_member(corpus->unpack), 0, 0,
                   unpack_reason(corpus->unpack));
        break;
    case UNPACK_PASSED:
        corpus->streams++;
        pass_over(corpus, unpack_kind(corpus->unpack));
        break;
    case UNPACK_END:
        if (corpus->streams == 0)
            add_reject(corpus, batch, NULL, 0, 0, "no files in it");
        close_file(corpus);
    }
}

/* ---- records
 * ------------------------------------------------------------------------------------*/

/* The part of the present stream in this batch: the last one, or a new one where its context is another. */
static guint present_part(Corpus *corpus, RecordBatch *batch, gboolean *begun)
{
    if (*begun) {
        guint last = batch->parts->len - 1;
        *begun = g_array_index(batch->parts, RecordPart, last).context == corpus->cutter.context;
    }
    if (!*begun) {
        const WarcPage *page = unpack_page(corpus->unpack);
        RecordPart part = {corpus->path->str, unpack_member(corpus->unpack), corpus->format,
                           corpus->hint, corpus->declared, corpus->cutter.context,
                           page && corpus->format->one_record ? page->url : NULL};
        record_batch_add_part(batch, &part);
        *begun = TRUE;
    }
    return batch->parts->len - 1;
}

static void add_record(Corpus *corpus, RecordBatch *batch, const Cut *cut, gboolean *begun)
{
    Record record = {
        .offset = corpus->window + cut->skip,
        .length = cut->length,
        .number = ++corpus->record,
        .line = corpus->line + cut->lines_before,
        .part = present_part(corpus, batch, begun),
    };
    if (corpus->dropping || cut->length > corpus->article_max) {
        g_autofree char *reason =
            g_strdup_printf("larger than %" G_GSIZE_FORMAT " MiB", corpus->article_max >> 20);
        record.reason = g_string_chunk_insert(batch->strings, reason);
        record.length = 0;
    }
    g_array_append_val(batch->records, record);
    batch->record_bytes += record.length;
    corpus->kept += record.length;
    corpus->line = record.line + cut->lines;
    corpus->window += cut->next;
    corpus->dropping = FALSE;
}

/* The batch is full: what is not cut yet waits for the next one. */
static void carry_over(Corpus *corpus, RecordBatch *batch)
{
    g_byte_array_append(corpus->carry, (const guint8 *)batch->data + corpus->window,
                        batch->length - corpus->window);
    batch->length = corpus->window;
}

/* FALSE if there is no memory for it. */
static gboolean take_carry(Corpus *corpus, RecordBatch *batch)
{
    gsize length = corpus->carry->len;
    if (!record_batch_reserve(batch, length))
        return FALSE;
    corpus->window = batch->length;
    if (length)
        memcpy(batch->data + batch->length, corpus->carry->data, length);
    batch->length += length;
    g_byte_array_set_size(corpus->carry, 0);
    return TRUE;
}

/* The record that begins at the window is too large: what is there of it is thrown away. */
static void drop(Corpus *corpus, RecordBatch *batch)
{
    corpus->dropping = TRUE;
    corpus->cutter.looked = corpus->cutter.start = 0;
    batch->length = corpus->window;
}

/* Reads more of a stream that has to become UTF-8 first. */
static const char *read_wide(Corpus *corpus, RecordBatch *batch)
{
    g_byte_array_set_size(corpus->raw, READ_BYTES);
    gssize n = unpack_read(corpus->unpack, (char *)corpus->raw->data, READ_BYTES);
    if (n < 0)
        return unpack_reason(corpus->unpack);
    g_autoptr(GString) narrow = g_string_sized_new(n * 3 / 2 + 4);
    charset_stream_add(corpus->wide, (char *)corpus->raw->data, n, n == 0, narrow);
    if (!record_batch_reserve(batch, narrow->len))
        return no_memory;
    memcpy(batch->data + batch->length, narrow->str, narrow->len);
    batch->length += narrow->len;
    COUNT(corpus->counters.unpacked, n);
    corpus->ended = n == 0;
    return NULL;
}

/* Reads more bytes behind the window: NULL, or why the stream ends here. */
static const char *read_more(Corpus *corpus, RecordBatch *batch)
{
    if (corpus->dropping || batch->length - corpus->window > corpus->article_max)
        drop(corpus, batch);
    if (corpus->wide)
        return read_wide(corpus, batch);
    gsize room = batch->length < CORPUS_BATCH_BYTES ? CORPUS_BATCH_BYTES - batch->length
                                                    : CORPUS_BATCH_BYTES;
    room = MAX(room, READ_BYTES);
    if (!record_batch_reserve(batch, room))
        return no_memory;
    gssize n = unpack_read(corpus->unpack, batch->data + batch->length, room);
    if (n < 0)
        return unpack_reason(corpus->unpack);
    batch->length += n;
    COUNT(corpus->counters.unpacked, n);
    corpus->ended = n == 0;
    return NULL;
}

/* The stream can't be read on; the record at the window is not whole. */
static void give_up(Corpus *corpus, RecordBatch *batch, const char *reason)
{
    add_reject(corpus, batch, unpack_member(corpus->unpack), corpus->record + 1, corpus->line,
               reason);
    end_stream(corpus);
}

/* All records of the stream are cut. */
static void finish_stream(Corpus *corpus, RecordBatch *batch, gboolean *begun)
{
    if (corpus->dropping)
        add_record(corpus, batch, &(Cut){0}, begun);
    if (corpus->record == 0)
        add_reject(corpus, batch, unpack_member(corpus->unpack), 0, 0, "no records in it");
    end_stream(corpus);
}

/* FALSE if the batch is full. */
static gboolean read_stream(Corpus *corpus, RecordBatch *batch)
{
    gboolean begun = FALSE;
    const char *reason = take_carry(corpus, batch) ? NULL : no_memory;
    Cut cut;
    while (reason == NULL) {
        CutAnswer answer = corpus->format->cut(&corpus->cutter, batch->data + corpus->window,
                                               batch->length - corpus->window, corpus->ended, &cut);
        if (answer == CUT_NOTHING) {
            finish_stream(corpus, batch, &begun);
            return TRUE;
        }
        if (answer == CUT_RECORD)
            add_record(corpus, batch, &cut, &begun);
        if (batch->records->len >= CORPUS_BATCH_RECORDS ||
            (answer == CUT_MORE && batch->records->len && batch->length >= CORPUS_BATCH_BYTES)) {
            carry_over(corpus, batch);
            return FALSE;
        }
        if (is_bomb(corpus)) {
            end_stream(corpus);
            return TRUE;
        }
        if (answer == CUT_MORE && corpus->dropping && corpus->format->one_record)
            corpus->ended = TRUE; /* nothing else comes */
        else if (answer == CUT_MORE)
            reason = read_more(corpus, batch);
    }
    give_up(corpus, batch, reason);
    return TRUE;
}

gboolean reader_step(Corpus *corpus, RecordBatch *batch)
{
    if (corpus->streaming)
        return read_stream(corpus, batch);
    if (corpus->fd >= 0)
        next_stream(corpus, batch);
    else
        open_next_file(corpus, batch);
    return batch->length < CORPUS_BATCH_BYTES && batch->records->len < CORPUS_BATCH_RECORDS;
}
