#include "indexer/salvage-reader.h"

#include <string.h>

#include "indexer/check-child.h"
#include "indexer/document.h"
#include "indexer/stored.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-check.h"

typedef struct {
    const SalvageReader *job;
    int fd;
    XapDatabase *db;
    Article *article;
    DocumentBuilder *builder;
    XapWriter *writer; /* the sink's */
    SegmentSink *sink;
} Reader;

static void send(const Reader *self, const Frame *frame, const void *bytes)
{
    check_child_say(self->fd, frame, sizeof *frame);
    check_child_say(self->fd, bytes, frame->length);
}

/* ---- what is known of a document --------------------------------------------------------------*/

/* Its identity: as a value, else as a term. */
static gboolean find_identity(const Reader *self, guint32 docid, Identity *identity)
{
    g_autofree char *value = NULL, *term = NULL;
    gsize length;
    if (xap_salvage_value(self->db, docid, SLOT_IDENTITY, &value, &length, NULL) && length == IDENTITY_BYTES) {
        memcpy(identity->bytes, value, IDENTITY_BYTES);
        return TRUE;
    }
    return xap_salvage_term(self->db, docid, PREFIX_ID, &term, NULL) && identity_of_hex(term, identity);
}

static void append_known(GString *text, const char *what, const char *value)
{
    if (value != NULL && *value != '\0')
        g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "", what, value);
}

static void send_lost(const Reader *self, guint32 docid, const Identity *identity)
{
    g_autofree char *url = NULL, *title = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    char hex[IDENTITY_HEX] = "";
    if (identity != NULL)
        identity_to_hex(identity, hex);
    xap_salvage_term(self->db, docid, PREFIX_URL, &url, NULL);
    xap_salvage_value(self->db, docid, SLOT_TITLE, &title, NULL, NULL);
    append_known(text, "id", hex);
    append_known(text, "url", url);
    append_known(text, "title", title);
    Frame frame = {.kind = FRAME_LOST, .number = docid, .length = (guint32)text->len};
    send(self, &frame, text->str);
}

/* ---- proofs -----------------------------------------------------------------------------------*/

/* Whether the words that the text gives are those that the document has. */
static gboolean terms_agree(const Reader *self, guint32 docid, const Identity *identity)
{
    Identity content = identity_of_content(self->article);
    return identity != NULL &&
           document_builder_add(self->builder, self->sink, self->article, self->article->origin.path->str,
                                identity, &content, NULL) &&
           xap_salvage_agrees(self->writer, self->db, docid);
}

/* Whether the data in self->article are what was indexed. *content receives their hash. */
static gboolean is_proved(const Reader *self, guint32 docid, const Identity *identity, Identity *content)
{
    g_autofree char *hash = NULL;
    gsize length = 0;
    gboolean known = xap_salvage_value(self->db, docid, SLOT_CONTENT, &hash, &length, NULL) &&
                     length == IDENTITY_BYTES;
    *content = identity_of_content(self->article);
    if (known && memcmp(hash, content->bytes, IDENTITY_BYTES) == 0)
        return TRUE;
    if (!self->job->trusted && !terms_agree(self, docid, identity))
        return FALSE;
    /* One that was rebuilt without its text keeps the hash of what it was. */
    if (known && self->article->field[ARTICLE_TEXT]->len == 0)
        memcpy(content->bytes, hash, IDENTITY_BYTES);
    return TRUE;
}

/* ---- documents --------------------------------------------------------------------------------*/

static gboolean send_document(const Reader *self, guint32 docid, const char *data, gsize length,
                              const Identity *identity)
{
    Frame frame = {.kind = FRAME_DOCUMENT, .number = docid, .length = (guint32)length};
    g_autofree char *packed = NULL;
    gsize packed_length;
    article_reset(self->article);
    stored_parse(self->article, data, length);
    frame.has_identity = identity != NULL;
    if (identity != NULL)
        frame.identity = *identity;
    if (self->job->settings->text) {
        if (!is_proved(self, docid, identity, &frame.content))
            return FALSE;
        send(self, &frame, data);
        return TRUE;
    }
    /* Without texts its words are only in the tables: all of it must be readable. */
    if (identity == NULL || !xap_salvage_pack(self->db, docid, &packed, &packed_length, NULL))
        return FALSE;
    frame.length = (guint32)packed_length;
    send(self, &frame, packed);
    return TRUE;
}

/* A docid without data and without identity is none of a document, as far as can be seen. */
static void read_document(const Reader *self, guint32 docid)
{
    g_autofree char *data = NULL;
    gsize length = 0;
    Identity identity;
    gboolean known = find_identity(self, docid, &identity);
    if (!xap_salvage_data(self->db, docid, &data, &length, NULL))
        length = 0;
    if (length == 0 && !known)
        return;
    if (length == 0 || !send_document(self, docid, data, length, known ? &identity : NULL))
        send_lost(self, docid, known ? &identity : NULL);
}

static void read_documents(Reader *self, guint32 last)
{
    const SalvageReader *job = self->job;
    for (guint32 docid = job->from; docid <= last && docid > 0; docid++) {
        *job->progress = docid;
        if (job->hidden == NULL || !g_hash_table_contains(job->hidden, GUINT_TO_POINTER(docid)))
            read_document(self, docid);
    }
}

void salvage_read(int fd, gpointer data)
{
    Reader self = {.job = data, .fd = fd};
    XapStatistics statistics;
    self.db = xap_open(self.job->dir, NULL);
    if (self.db == NULL || !xap_statistics(self.db, &statistics, NULL))
        return;
    send(&self, &(Frame){.kind = FRAME_COUNT, .number = statistics.documents}, "");
    send(&self, &(Frame){.kind = FRAME_LAST, .number = statistics.last_docid}, "");
    self.article = article_new();
    self.builder = document_builder_new(&(DocumentOptions){.text = TRUE});
    self.writer = xap_writer_for_comparing();
    self.sink = api_sink_new_into(self.writer, NULL, self.job->settings->positions);
    read_documents(&self, statistics.last_docid);
    self.sink->free(self.sink);
    document_builder_free(self.builder);
    article_free(self.article);
    xap_close(self.db);
}
