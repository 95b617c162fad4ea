/* Documents through Xapian's own writer: slow, and right by definition. */
#include <string.h>

#include "indexer/sink.h"
#include "xapian-c/schema.h"
#include "xapian-c/wordlist.h"
#include "xapian-c/xapian-c.h"

typedef struct {
    SegmentSink sink;
    char *dir;
    XapWriter *writer;
    gboolean positions;
    GString *term; /* in the making */
} ApiSink;

static void add_word(ApiSink *self, const Token *token, const char *prefix)
{
    const Word *word = token->word;
    GString *term = self->term;
    g_string_truncate(term, 0);
    g_string_append(term, prefix);
    g_string_append_len(term, word->text, word->length);
    if (self->positions && (token->flags & TOKEN_UNPOSITIONED) == 0)
        xap_document_add_word(self->writer, term->str, term->len, token->position);
    else
        xap_document_add_term(self->writer, term->str, term->len, 1);
    for (int i = 0; i < 2 && word->stem[i] != NULL; i++) {
        g_string_assign(term, PREFIX_STEM);
        g_string_append(term, prefix);
        g_string_append_len(term, word->stem[i], word->stem_length[i]);
        xap_document_add_term(self->writer, term->str, term->len, 1);
    }
}

static void on_body_token(const Token *token, gpointer data)
{
    add_word(data, token, "");
}

static void on_title_token(const Token *token, gpointer data)
{
    add_word(data, token, "");
    add_word(data, token, PREFIX_TITLE);
}

static void begin(SegmentSink *sink)
{
    xap_document_begin(((ApiSink *)sink)->writer);
}

static void add_boolean(SegmentSink *sink, const char *term, gsize length)
{
    xap_document_add_term(((ApiSink *)sink)->writer, term, length, 0);
}

static void set_value(SegmentSink *sink, guint32 slot, const void *value, gsize length)
{
    xap_document_set_value(((ApiSink *)sink)->writer, slot, value, length);
}

static gboolean end(SegmentSink *sink, const char *data, gsize length, GError **error)
{
    ApiSink *self = (ApiSink *)sink;
    xap_document_set_data(self->writer, data, length);
    return xap_document_end(self->writer, &sink->documents, error);
}

/* Xapian bounds its own memory by a count of documents, and tells nobody how much it is. */
static gsize memory(const SegmentSink *sink)
{
    (void)sink;
    return 0;
}

static gboolean add_to_wordlist(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    if (length > 0 && !g_ascii_isupper(term[0]))
        wordlist_builder_add(data, term, length, termfreq);
    return TRUE;
}

/* Reads the vocabulary back from what was just committed. */
static GBytes *make_wordlist(ApiSink *self, GError **error)
{
    g_autoptr(XapDatabase) db = xap_open(self->dir, error);
    if (db == NULL)
        return NULL;
    g_autoptr(WordlistBuilder) builder = wordlist_builder_new();
    if (!xap_each_term(db, "", 0, add_to_wordlist, builder, error))
        return NULL;
    return wordlist_builder_end(builder);
}

static void set_metadata(const char *key, const char *value, gsize length, gpointer data)
{
    /* An error here is met again by the commit. */
    xap_writer_set_metadata(data, key, value, length, NULL);
}

static gboolean finish(SegmentSink *sink, const char *languages, GError **error)
{
    ApiSink *self = (ApiSink *)sink;
    if (!xap_writer_commit(self->writer, error))
        return FALSE;
    g_autoptr(GBytes) words = make_wordlist(self, error);
    if (words == NULL)
        return FALSE;
    sink_each_metadata(sink, languages, set_metadata, self->writer);
    gsize length;
    const void *bytes = g_bytes_get_data(words, &length);
    return xap_writer_set_metadata(self->writer, METADATA_WORDS, bytes, length, error) &&
           xap_writer_commit(self->writer, error);
}

static void sink_free(SegmentSink *sink)
{
    ApiSink *self = (ApiSink *)sink;
    xap_writer_free(self->writer);
    g_string_free(self->term, TRUE);
    g_free(self->dir);
    g_free(self);
}

SegmentSink *api_sink_new_into(XapWriter *writer, const char *dir, gboolean positions)
{
    ApiSink *self = g_new0(ApiSink, 1);
    self->sink = (SegmentSink){.title_token = on_title_token, .body_token = on_body_token,
                               .begin = begin, .boolean = add_boolean, .value = set_value,
                               .end = end, .memory = memory, .finish = finish, .free = sink_free};
    self->writer = writer;
    self->dir = g_strdup(dir);
    self->positions = positions;
    self->term = g_string_new(NULL);
    return &self->sink;
}

SegmentSink *api_sink_new(const char *dir, gboolean positions, GError **error)
{
    XapWriter *writer = xap_writer_create(dir, error);
    return writer != NULL ? api_sink_new_into(writer, dir, positions) : NULL;
}
