/* document: what an article becomes in the index: words, boolean terms, values, data. */
#pragma once

#include "corpus/corpus.h"
#include "indexer/identity.h"
#include "indexer/language-choice.h"
#include "indexer/sink.h"

typedef struct DocumentBuilder DocumentBuilder;

typedef struct {
    const LanguageChoice *language; /* of articles that declare none; must outlive the builder; NULL: they have none */
    const char *reading;  /* with which options the files are read (reading.h), or NULL */
    gboolean text;        /* store the article's text */
} DocumentOptions;

/* options are copied. */
DocumentBuilder *document_builder_new(const DocumentOptions *options);
void document_builder_free(DocumentBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentBuilder, document_builder_free)

/* Puts the name of the language that the article is taken to be in ("german") in the place of what it declares
 * ("de-AT", or nothing); one that is not known stays as declared, and its words have the default language's stems. Comes before its
 * content is hashed, so that an article is indexed anew when its language changes. */
void document_builder_settle_language(DocumentBuilder *builder, Article *article);

/* Adds the article, its language settled, to the sink as its next document. path: absolute path of its file, or "-"; an
 * article that has an origin stands there instead. */
gboolean document_builder_add(DocumentBuilder *builder, SegmentSink *sink, const Article *article,
                              const char *path, const Identity *identity, const Identity *content,
                              GError **error);

/* Forgets all words that its lexicons hold; to be called after the sink that saw them is freed. */
void document_builder_reset(DocumentBuilder *builder);

/* Bytes that its lexicons hold. */
gsize document_builder_memory(const DocumentBuilder *builder);

/* The default language of its options; NULL: none. Valid as long as those. */
const char *document_builder_default_language(const DocumentBuilder *builder);

/* Names of the languages in which articles added since the last reset were stemmed, sorted, separated by ';'. Free with
 * g_free(). */
char *document_builder_languages(const DocumentBuilder *builder);
