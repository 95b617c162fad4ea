#include "indexer/sink.h"

#include <string.h>

#include "xapian-c/schema.h"

void sink_each_metadata(const SegmentSink *sink, const char *languages, MetadataFunc func, gpointer data)
{
    char number[16];
    g_autofree char *ranking = sink->ranking != NULL ? index_ranking_to_text(sink->ranking) : NULL;
    if (sink->default_language != NULL)
        func(METADATA_DEFAULT_LANGUAGE, sink->default_language, strlen(sink->default_language), data);
    func(METADATA_LANGUAGES, languages, strlen(languages), data);
    if (ranking != NULL && *ranking != '\0')
        func(METADATA_RANKING, ranking, strlen(ranking), data);
    g_snprintf(number, sizeof number, "%d", TOKENIZER_VERSION);
    func(METADATA_TOKENIZER, number, strlen(number), data);
    g_snprintf(number, sizeof number, "%d", SCHEMA_VERSION);
    func(METADATA_SCHEMA, number, strlen(number), data);
}
