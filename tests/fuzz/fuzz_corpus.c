/* fuzz_corpus: the formats of corpus/ by their names, the reader as a whole, dates and datelines.
 * Nothing is written to disk. */
#include "tests/fuzz/fuzz-private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "corpus/corpus-private.h"
#include "corpus/dateline-private.h"
#include "corpus/utf8-text-private.h"

#define HEAD_BYTES ((gsize)UNPACK_HEAD_BYTES)
/* With so small a limit the giving up of records that are too large is reached. */
#define SMALL_ARTICLE_BYTES 64

/* ---- what must hold ---------------------------------------------------------------------------*/

static void check_date(const ArticleDate *date)
{
    /* The years 1000 to 2999. */
    g_assert(date->precision <= DATE_INSTANT);
    g_assert(date->precision == DATE_NONE ||
             (date->seconds > -30700000000 && date->seconds < 32600000000));
    g_assert(ABS(date->zone_minutes) <= 24 * 60);
}

static void check_answer(CorpusAnswer answer, const Article *article)
{
    g_assert(answer == CORPUS_ARTICLE || answer == CORPUS_REJECT);
    fuzz_check_text(article->notes->str, article->notes->len, TRUE);
    g_assert(answer == CORPUS_ARTICLE || article->notes->len > 0);
    for (guint i = 0; answer == CORPUS_ARTICLE && i < ARTICLE_FIELDS; i++)
        fuzz_check_text(article->field[i]->str, article->field[i]->len, FALSE);
    if (answer == CORPUS_ARTICLE) {
        check_date(&article->date);
        g_assert((article->date.precision == DATE_NONE) ==
                 (article->date_origin == DATE_ORIGIN_NONE));
    }
}

/* ---- a format ---------------------------------------------------------------------------------*/

/* The stream as the reader keeps it: the bytes behind the last record, in memory of just their
 * size, so that a look beyond is seen. */
typedef struct {
    const Format *format;
    Cutter cutter;
    const char *bytes;
    gsize length; /* of all */
    gsize at;     /* where the last record ended */
    gsize there;  /* so much has been read */
    char *window; /* what was behind `at` when more was read last */
    gsize window_at;
    gsize most; /* of an article */
    gboolean ended, dropping;
    char *declared;
    ArticleParser *parser;
    Article *article;
} Stream;

static void parse_record(Stream *stream, const char *bytes, gsize length)
{
    RecordBatch *batch = record_batch_new();
    RecordPart part = {.path = "2014-08-07.x",
                       .format = stream->format,
                       .declared = stream->declared,
                       .context = stream->cutter.context};
    Record record = {
        .length = length, .number = 1, .line = 1, .part = record_batch_add_part(batch, &part)};
    batch->data = g_malloc(length ? length : 1);
    memcpy(batch->data, bytes, length);
    batch->length = length;
    g_array_append_val(batch->records, record);
    check_answer(article_parse(stream->parser, batch, 0, stream->article), stream->article);
    record_batch_free(batch);
}

/* One call of the format's cut; FALSE if the stream has no more records. */
static gboolean cut_once(Stream *stream)
{
    Cut cut = {0};
    gsize length = stream->there - stream->at;
    const char *window = stream->window + (stream->at - stream->window_at);
    CutAnswer answer = stream->format->cut(&stream->cutter, window, length, stream->ended, &cut);
    if (answer == CUT_NOTHING)
        return FALSE;
    if (answer == CUT_RECORD) {
        g_assert(cut.skip <= length && cut.length <= length - cut.skip);
        g_assert(cut.next >= cut.skip + cut.length && cut.next <= length);
        g_assert(cut.next > 0 || stream->dropping);
        g_assert(cut.lines_before + cut.lines <= cut.next || stream->dropping);
        if (!stream->dropping && cut.length <= stream->most)
            parse_record(stream, window + cut.skip, cut.length);
        stream->at += cut.next;
        stream->dropping = FALSE;
        return TRUE;
    }
    g_assert(!stream->ended);
    if (stream->dropping || length > stream->most) {
        stream->dropping = TRUE;
        stream->cutter.looked = stream->cutter.start = 0;
        stream->at = stream->there;
    }
    return TRUE;
}

/* Reads on after CUT_MORE: uneven pieces, whose borders the bytes themselves choose. */
static void read_more(Stream *stream, guint *seed)
{
    gsize left = stream->length - stream->there;
    stream->ended = left == 0;
    *seed = *seed * 1664525 + 1013904223;
    gsize piece = stream->length / 3 + 1 + (*seed >> 16) % (stream->length / 3 + 1);
    stream->there += MIN(left, piece);
    g_free(stream->window);
    stream->window_at = stream->at;
    gsize length = stream->there - stream->at;
    stream->window = g_malloc(length ? length : 1);
    memcpy(stream->window, stream->bytes + stream->at, length);
}

static void drive_format(const char *target, const char *bytes, gsize length)
{
    const Format *format = format_named(target);
    g_assert(format != NULL);
    static const Corpus defaults = {.fd = -1};
    Corpus corpus = defaults;
    corpus.keys = keymap_new(NULL, NULL);
    guint seed = 0;
    for (gsize i = 0; i < length; i += 1 + length / 64)
        seed = seed * 31 + (guchar)bytes[i];
    Stream stream = {.format = format,
                     .bytes = bytes,
                     .length = length,
                     .most = seed % 8 ? CORPUS_ARTICLE_MAX : SMALL_ARTICLE_BYTES,
                     .parser = article_parser_new(&corpus),
                     .article = article_new()};
    gsize head_length = MIN(length, HEAD_BYTES);
    g_autofree char *head = g_malloc(head_length ? head_length : 1);
    memcpy(head, bytes, head_length);
    gboolean whole = head_length == length;
    format->probe(head, head_length, whole);
    stream.declared =
        format->declared_encoding ? format->declared_encoding(head, head_length) : NULL;
    if (stream.declared && !charset_is_known(stream.declared))
        g_clear_pointer(&stream.declared, g_free);
    if (format->begin)
        format->begin(&stream.cutter, head, head_length, whole);
    read_more(&stream, &seed);
    for (gsize before = 0; cut_once(&stream); before = stream.at) {
        if (stream.at == before || stream.dropping)
            read_more(&stream, &seed);
    }
    if (format->end)
        format->end(&stream.cutter);
    g_clear_pointer(&stream.cutter.context, g_bytes_unref);
    article_parser_free(stream.parser);
    article_free(stream.article);
    g_free(stream.declared);
    g_free(stream.window);
    keymap_unref(corpus.keys);
}

/* ---- all of the reader, and single functions --------------------------------------------------*/

/* A file in memory, read as `dateline index` reads it: packings, web archives, whatever format is
 * guessed. */
static void drive_file(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    g_assert(fd >= 0);
    while (length > 0) {
        gssize n = write(fd, bytes, length);
        g_assert(n > 0);
        bytes += n;
        length -= (gsize)n;
    }
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
    const char *const paths[] = {path, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    g_autoptr(Article) article = article_new();
    CorpusAnswer answer;
    g_assert(corpus != NULL);
    while ((answer = corpus_next(corpus, article, NULL)) != CORPUS_END)
        check_answer(answer, article);
    close(fd);
}

static void drive_date(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    ArticleDate date;
    gboolean good = date_parse(bytes, length, &date);
    check_date(&date);
    g_assert(good || date.precision == DATE_NONE);
    if (date_in_name(bytes, length, length % 2, &date))
        check_date(&date);
}

static gboolean stands_within(const char *part, gsize part_length, const char *text, gsize length)
{
    return part == NULL ||
           (part >= text && part_length <= length && part <= text + length - part_length &&
            g_utf8_validate(part, (gssize)part_length, NULL));
}

static void drive_dateline(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Dateline line;
    utf8_text_append(text, bytes, utf8_text_valid(bytes, length));
    g_autofree char *copy = g_memdup2(text->str, text->len + 1);
    dateline_read(copy, text->len, &line);
    g_assert(line.length <= text->len);
    if (line.length == 0)
        return;
    g_assert(stands_within(line.place, line.place_length, copy, text->len));
    g_assert(stands_within(line.agency, line.agency_length, copy, text->len));
    check_date(&line.date);
}

const FuzzTarget fuzz_corpus_targets[] = {
    {"csv", drive_format},        {"tsv", drive_format},
    {"sgml", drive_format},       {"xml", drive_format},
    {"html", drive_format},       {"jsonl", drive_format},
    {"text", drive_format},       {"markdown", drive_format},
    {"mail", drive_format},       {"unpack", drive_file},
    {"warc", drive_file},         {"date", drive_date},
    {"dateline", drive_dateline}, {NULL, NULL},
};
