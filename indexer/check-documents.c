#include "indexer/check-documents.h"

#include <string.h>

#include "indexer/check-child.h"
#include "indexer/document.h"
#include "indexer/rich-article.h"
#include "indexer/stored.h"
#include "xapian-c/schema.h"
#include "xapian-c/wordlist.h"
#include "xapian-c/xapian-check.h"

/* After so many damaged documents of a segment the others are not looked for. */
#define DAMAGES_MAX 10

typedef struct {
    const CheckDocuments *job;
    int fd;
    XapDatabase *db;
    DocumentBuilder *builder;
    XapWriter *writer; /* the sink's */
    SegmentSink *sink;
    Article *article;
    guint compared, rich, damages;
} Comparison;

gboolean check_documents_comparable(const IndexSettings *settings)
{
    return settings->text && settings->tokenizer_version == TOKENIZER_VERSION &&
           settings->schema_version == SCHEMA_VERSION;
}

static void say_damage(Comparison *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void say_damage(Comparison *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_strdelimit(text, "\n", ' ');
    g_autofree char *line = g_strdup_printf("damage %s\n", text);
    check_child_say(self->fd, line, strlen(line));
    self->damages++;
}

/* ---- one document -----------------------------------------------------------------------------*/

/* Makes the document of what is stored, and compares. */
static gboolean compare(Comparison *self, guint32 docid, char **difference, GError **error)
{
    Article *article = self->article;
    Identity identity, content;
    if (!stored_read(self->db, docid, article, &content, error))
        return FALSE;
    if (!identity_of_hex(article->origin.identity->str, &identity)) {
        *difference = g_strdup("its identity");
        return TRUE;
    }
    /* Xapian takes a hundred times the size of such a one to make its document, and many minutes. */
    if (article_is_rich(article)) {
        self->rich++;
        return TRUE;
    }
    self->compared++;
    /* An article that was rebuilt without its text keeps the hash of what it was. */
    if (article->field[ARTICLE_TEXT]->len > 0)
        content = identity_of_content(article);
    return document_builder_add(self->builder, self->sink, article, article->origin.path->str,
                                &identity, &content, error) &&
           xap_document_compare(self->writer, self->db, docid, difference, error);
}

static void look_at(Comparison *self, guint32 docid)
{
    g_autofree char *difference = NULL;
    g_autoptr(GError) error = NULL;
    *self->job->progress = docid;
    if (!compare(self, docid, &difference, &error))
        say_damage(self, "document %u: %s", docid, error->message);
    else if (difference != NULL)
        say_damage(self, "document %u: %s is not what its text gives", docid, difference);
}

static void look_at_documents(Comparison *self, const GArray *docids)
{
    guint32 sample = self->job->sample > 0 ? MIN(self->job->sample, docids->len) : docids->len;
    /* Which language an article is in stands in it, so that none need be chosen. */
    self->builder = document_builder_new(&(DocumentOptions){.text = TRUE});
    self->writer = xap_writer_for_comparing();
    self->sink = api_sink_new_into(self->writer, NULL, self->job->settings->positions);
    self->article = article_new();
    for (guint32 i = 0; i < sample && self->damages < DAMAGES_MAX; i++)
        look_at(self, g_array_index(docids, guint32, (guint64)i * docids->len / sample));
    if (self->damages >= DAMAGES_MAX)
        say_damage(self, "after these, no more documents were looked at");
    article_free(self->article);
    self->sink->free(self->sink);
    document_builder_free(self->builder);
}

/* ---- the segment ------------------------------------------------------------------------------*/

static void look_at_version(Comparison *self, const char *key, int expected)
{
    g_autofree char *value = NULL;
    g_autofree char *number = g_strdup_printf("%d", expected);
    g_autoptr(GError) error = NULL;
    if (!xap_metadata(self->db, key, &value, NULL, &error))
        say_damage(self, "%s", error->message);
    else if (*value != '\0' && strcmp(value, number) != 0)
        say_damage(self, "its metadata %s is %s, in the settings %s", key, value, number);
}

static void look_at_words(Comparison *self)
{
    g_autofree char *words = NULL;
    gsize length;
    g_autoptr(GError) error = NULL;
    if (!xap_metadata(self->db, METADATA_WORDS, &words, &length, &error)) {
        say_damage(self, "%s", error->message);
        return;
    }
    WordlistReader *reader = wordlist_reader_new(words, length, &error);
    if (reader == NULL)
        say_damage(self, "its word list: %s", error->message);
    else
        wordlist_reader_free(reader);
}

static void look_at_segment(Comparison *self)
{
    XapStatistics statistics;
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) docids = NULL;
    self->db = xap_open(self->job->dir, &error);
    if (self->db == NULL || !xap_statistics(self->db, &statistics, &error) ||
        (docids = xap_postings(self->db, "", 0, &error)) == NULL) {
        say_damage(self, "%s", error->message);
        return;
    }
    if (docids->len != statistics.documents)
        say_damage(self, "it lists %u documents and counts %u", docids->len, statistics.documents);
    look_at_version(self, METADATA_TOKENIZER, self->job->settings->tokenizer_version);
    look_at_version(self, METADATA_SCHEMA, self->job->settings->schema_version);
    look_at_words(self);
    if (self->job->texts)
        look_at_documents(self, docids);
}

void check_documents(int fd, gpointer data)
{
    Comparison self = {.job = data, .fd = fd};
    look_at_segment(&self);
    xap_close(self.db);
    char line[64];
    gsize length = (gsize)g_snprintf(line, sizeof line, "documents %u\nrich %u\n", self.compared, self.rich);
    check_child_say(fd, line, length);
}
