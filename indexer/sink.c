#include "indexer/sink.h"

#include <string.h>

#include "xapian-c/schema.h"

void sink_each_metadata(const char *languages, MetadataFunc func, gpointer data)
{
    char number[16];
    func(METADATA_LANGUAGES, languages, strlen(languages), data);
    g_snprintf(number, sizeof number, "%d", TOKENIZER_VERSION);
    func(METADATA_TOKENIZER, number, strlen(number), data);
    g_snprintf(number, sizeof number, "%d", SCHEMA_VERSION);
    func(METADATA_SCHEMA, number, strlen(number), data);
}
