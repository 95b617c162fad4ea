#include "indexer/source-reader.h"

#include <string.h>

#include "indexer/folder-section.h"
#include "indexer/reading.h"

struct SourceReader {
    char *path, *reading; /* of the open corpus */
    Corpus *corpus;       /* NULL if none is open */
    ArticleParser *parser;
    RecordBatch *batch;
    gsize next;     /* the record of batch that comes next */
    gboolean begun; /* something was read before this pass */
    Article *article;
};

SourceReader *source_reader_new(void)
{
    SourceReader *reader = g_new0(SourceReader, 1);
    reader->article = article_new();
    reader->batch = record_batch_new();
    return reader;
}

static void close_source(SourceReader *reader)
{
    g_clear_pointer(&reader->parser, article_parser_free);
    g_clear_pointer(&reader->corpus, corpus_free);
    g_clear_pointer(&reader->path, g_free);
    g_clear_pointer(&reader->reading, g_free);
}

void source_reader_free(SourceReader *reader)
{
    if (reader == NULL)
        return;
    close_source(reader);
    record_batch_free(reader->batch);
    article_free(reader->article);
    g_free(reader);
}

/* ---- wants ------------------------------------------------------------------------------------*/

static const ArticleOrigin *origin_of(const SourceWant *want)
{
    return &want->stored->origin;
}

static gboolean same_source(const SourceWant *a, const SourceWant *b)
{
    return strcmp(origin_of(a)->path->str, origin_of(b)->path->str) == 0 &&
           strcmp(origin_of(a)->reading->str, origin_of(b)->reading->str) == 0;
}

static int compare_wants(gconstpointer a, gconstpointer b)
{
    const SourceWant *left = *(SourceWant *const *)a, *right = *(SourceWant *const *)b;
    int order = strcmp(origin_of(left)->path->str, origin_of(right)->path->str);
    return order != 0 ? order
                      : strcmp(origin_of(left)->reading->str, origin_of(right)->reading->str);
}

static guint hash_place(gconstpointer key)
{
    const ArticleOrigin *origin = origin_of(key);
    return g_str_hash(origin->member->str) * 31 + (guint)origin->record;
}

static gboolean equal_places(gconstpointer a, gconstpointer b)
{
    return origin_of(a)->record == origin_of(b)->record &&
           strcmp(origin_of(a)->member->str, origin_of(b)->member->str) == 0;
}

/* ---- one file ---------------------------------------------------------------------------------*/

static gboolean open_source(SourceReader *reader, const ArticleOrigin *origin)
{
    close_source(reader);
    /* Standard input is gone; a folder in the place of a file is another thing. */
    if (origin->path->str[0] != '/' || !g_file_test(origin->path->str, G_FILE_TEST_IS_REGULAR))
        return FALSE;
    CorpusOptions options;
    g_auto(GStrv) lines = NULL;
    g_autoptr(GPtrArray) maps = g_ptr_array_new();
    const char *paths[] = {origin->path->str, NULL};
    reading_parse(origin->reading->str, &options, &lines, maps);
    reader->corpus = corpus_open(paths, &options, NULL);
    if (reader->corpus == NULL)
        return FALSE;
    reader->parser = article_parser_new(reader->corpus);
    reader->path = g_strdup(origin->path->str);
    reader->reading = g_strdup(origin->reading->str);
    reader->next = 0;
    reader->begun = FALSE;
    return corpus_next_batch(reader->corpus, reader->batch, NULL) == CORPUS_ARTICLE;
}

/* Takes over the text; what the index knows of the article tells whether it is the same: TRUE. */
static gboolean take(SourceWant *want, Article *found)
{
    if (want->state == SOURCE_SAME)
        return TRUE;
    g_string_assign(want->stored->field[ARTICLE_TEXT], found->field[ARTICLE_TEXT]->str);
    g_string_assign(found->field[ARTICLE_LANGUAGE], want->stored->field[ARTICLE_LANGUAGE]->str);
    Identity content = identity_of_content(found);
    gboolean same = memcmp(&content, want->content, sizeof content) == 0;
    want->state = same ? SOURCE_SAME : SOURCE_CHANGED;
    return same;
}

/* Looks at the next record. */
static void look(SourceReader *reader, GHashTable *wanted)
{
    gsize i = reader->next++;
    ArticlePlace place = record_batch_place(reader->batch, i);
    GString member = {(char *)(place.member != NULL ? place.member : ""), 0, 0};
    Article key = {.origin = {.member = &member, .record = place.record}};
    SourceWant *want = g_hash_table_lookup(wanted, &(SourceWant){.stored = &key});
    if (want == NULL)
        return;
    /* An archive may have several members of one name, as a page that was fetched twice: the one that was indexed
     * is looked for. */
    if (place.member == NULL)
        g_hash_table_remove(wanted, want);
    if (article_parse(reader->parser, reader->batch, i, reader->article) != CORPUS_ARTICLE)
        return;
    if (reading_has_folder_section(reader->reading))
        folder_section_fill(reader->article, reader->path);
    gboolean same = TRUE;
    for (SourceWant *twin = want; twin != NULL; twin = twin->twin)
        same &= take(twin, reader->article);
    if (same)
        g_hash_table_remove(wanted, want);
}

/* Reads on to the end, or until nothing is wanted any more. */
static void pass(SourceReader *reader, GHashTable *wanted)
{
    while (g_hash_table_size(wanted) > 0) {
        if (reader->next == record_batch_count(reader->batch)) {
            reader->next = 0;
            if (corpus_next_batch(reader->corpus, reader->batch, NULL) != CORPUS_ARTICLE) {
                close_source(reader);
                return;
            }
        }
        look(reader, wanted);
        reader->begun = TRUE;
    }
}

static void fetch_file(SourceReader *reader, SourceWant **wants, gsize count)
{
    const ArticleOrigin *origin = origin_of(wants[0]);
    g_autoptr(GHashTable) wanted = g_hash_table_new(hash_place, equal_places);
    for (gsize i = 0; i < count; i++) {
        wants[i]->twin = g_hash_table_lookup(wanted, wants[i]);
        g_hash_table_replace(wanted, wants[i], wants[i]);
    }
    gboolean goes_on = reader->corpus != NULL && strcmp(reader->path, origin->path->str) == 0 &&
                       strcmp(reader->reading, origin->reading->str) == 0 && reader->begun;
    if (goes_on)
        pass(reader, wanted);
    /* What does not lie ahead lies behind. */
    if (g_hash_table_size(wanted) > 0 && open_source(reader, origin))
        pass(reader, wanted);
}

void source_reader_fetch(SourceReader *reader, SourceWant *wants, gsize count)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (gsize i = 0; i < count; i++) {
        wants[i].state = SOURCE_GONE;
        g_ptr_array_add(sorted, &wants[i]);
    }
    g_ptr_array_sort(sorted, compare_wants);
    for (guint begin = 0, end; begin < sorted->len; begin = end) {
        SourceWant **first = (SourceWant **)&sorted->pdata[begin];
        for (end = begin + 1; end < sorted->len && same_source(*first, sorted->pdata[end]); end++)
            ;
        fetch_file(reader, first, end - begin);
    }
}
