/* search-fixture: an index folder of a few articles, made as the indexer makes one. */
#pragma once

#include <glib.h>
#include <string.h>

#include "stemmer/stemmer.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

typedef struct {
    const char *identity; /* 32 hex digits, or fewer, which are repeated */
    const char *title;
    const char *text;
    const char *date;
    const char *source;
    const char *language; /* NULL: english */
} FixtureArticle;

typedef struct {
    XapWriter *writer;
    const char *prefix; /* a field's, for words that stand twice; NULL: none */
} FixtureWords;

static inline void fixture_add_one(XapWriter *writer, const char *prefix, const Token *token)
{
    const Word *word = token->word;
    g_autofree char *term = g_strconcat(prefix, word->text, NULL);
    if (token->flags & TOKEN_UNPOSITIONED)
        xap_document_add_term(writer, term, strlen(term), 1);
    else
        xap_document_add_word(writer, term, strlen(term), token->position);
    for (gsize i = 0; i < G_N_ELEMENTS(word->stem) && word->stem[i]; i++) {
        g_autofree char *stem = g_strconcat(PREFIX_STEM, prefix, word->stem[i], NULL);
        xap_document_add_term(writer, stem, strlen(stem), 1);
    }
}

static inline void fixture_on_token(const Token *token, gpointer data)
{
    const FixtureWords *words = data;
    fixture_add_one(words->writer, "", token);
    if (words->prefix)
        fixture_add_one(words->writer, words->prefix, token);
}

static inline void fixture_append(GString *data, const char *name, const char *value)
{
    if (value)
        schema_data_append(data, name, value, strlen(value));
}

static inline void fixture_article(XapWriter *writer, const FixtureArticle *article)
{
    const char *language = article->language ? article->language : "english";
    Lexicon *lexicon = lexicon_new(language);
    g_autoptr(GString) data = g_string_new(NULL);
    FixtureWords title = {writer, PREFIX_TITLE}, body = {writer, NULL};
    guint32 position = 1;
    xap_document_begin(writer);
    if (article->title)
        position = tokenizer_run(lexicon, article->title, strlen(article->title), 1,
                                 fixture_on_token, &title) +
                   BODY_POSITION_GAP;
    tokenizer_run(lexicon, article->text, strlen(article->text), position, fixture_on_token, &body);
    char identity[16];
    gsize length = strlen(article->identity);
    for (gsize i = 0; i < sizeof identity; i++)
        identity[i] = (char)(g_ascii_xdigit_value(article->identity[2 * i % length]) << 4 |
                             g_ascii_xdigit_value(article->identity[(2 * i + 1) % length]));
    xap_document_set_value(writer, SLOT_IDENTITY, identity, sizeof identity);
    g_autoptr(GString) id = g_string_new(PREFIX_ID);
    for (gsize i = 0; i < sizeof identity; i++)
        g_string_append_printf(id, "%02x", (guchar)identity[i]);
    xap_document_add_term(writer, id->str, id->len, 0);
    fixture_append(data, "title", article->title);
    fixture_append(data, "date", article->date);
    fixture_append(data, "source", article->source);
    fixture_append(data, "language", language);
    fixture_append(data, "caption", article->title ? article->title : article->text);
    fixture_append(data, "text", article->text);
    xap_document_set_data(writer, data->str, data->len);
    g_assert_true(xap_document_end(writer, NULL, NULL));
    lexicon_free(lexicon);
}

/* Makes the folder index of articles (up to one without an identity), with these languages. */
static inline void fixture_index(const char *index, const FixtureArticle *articles,
                                 const char *const *languages, gsize count)
{
    g_autofree char *segment = g_build_filename(index, LAYOUT_SEGMENTS, "000001", NULL);
    g_assert_cmpint(g_mkdir_with_parents(segment, 0755), ==, 0);
    g_autoptr(GError) error = NULL;
    XapWriter *writer = xap_writer_create(segment, &error);
    g_assert_no_error(error);
    for (; articles->identity; articles++)
        fixture_article(writer, articles);
    g_assert_true(xap_writer_commit(writer, NULL));
    xap_writer_free(writer);
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = TOKENIZER_VERSION;
    settings->schema_version = SCHEMA_VERSION;
    for (gsize i = 0; i < count; i++)
        g_ptr_array_add(settings->languages, g_strdup(languages[i]));
    g_assert_true(layout_write_settings(index, settings, NULL));
    g_autoptr(GPtrArray) segments = g_ptr_array_new();
    g_ptr_array_add(segments, (gpointer) "000001");
    g_assert_true(layout_write_stub(index, segments, NULL));
}
