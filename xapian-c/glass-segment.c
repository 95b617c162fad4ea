#include "xapian-c/glass-segment.h"

#include <errno.h>
#include <sys/stat.h>

#include "xapian-c/glass-metadata-private.h"
#include "xapian-c/glass-position-private.h"
#include "xapian-c/glass-postlist-private.h"
#include "xapian-c/glass-table-private.h"
#include "xapian-c/glass-termlist-private.h"
#include "xapian-c/glass-values-private.h"
#include "xapian-c/glass-version-private.h"

/* A term's bytes in a key, zero bytes doubled: with terminator and any docid a key stays within
 * GLASS_KEY_MAX. */
#define KEY_TERM_MAX (GLASS_KEY_MAX - 1 - GLASS_UINT_SORT_MAX)

typedef struct {
    guint32 docid;
    guint32 doclen;
    guint32 slots; /* which set of value slots; 0: none */
} Document;

struct GlassSegment {
    char *dir;
    gboolean created; /* the folder is ours to remove */
    gboolean finished;
    gboolean terms_begun; /* no document or metadata can be added any more */
    gboolean in_term, in_termlist;
    guint8 uuid[16];
    GError *error; /* the first one */
    GlassDeflate deflate_data, deflate_terms; /* each learns what its tables are like */
    GlassTable table[GLASS_TABLES];
    GlassStatistics statistics;

    Document *documents; /* ascending */
    gsize document_count, document_capacity;
    gsize next_termlist; /* the first document whose term list is not written yet */
    guint32 value_docid; /* whose values are being set; 0: nobody's */
    GlassValues *values;
    GlassMetadata metadata;
    GlassPostings lengths;

    guint8 term[GLASS_TERM_MAX];
    gsize term_length;
    guint8 term_key[2 * GLASS_TERM_MAX + 1]; /* string_sort, with terminator */
    gsize term_key_length;
    GlassPostings postings;
    GlassPositions positions;

    GlassTermList termlist;
    guint32 termlist_terms;                               /* as announced */
    guint64 termlist_entries, posting_entries, total_wdf; /* the first two must come out equal */
};

/* ---- life -------------------------------------------------------------------------------------*/

static gboolean open_deflate(GlassSegment *segment, int compression)
{
    if (compression == GLASS_COMPRESSION_FAST)
        return glass_deflate_open_fast(&segment->deflate_data, 0, &segment->error) &&
               glass_deflate_open_fast(&segment->deflate_terms, GLASS_DEFLATE_LITERALS,
                                       &segment->error);
    return glass_deflate_open(&segment->deflate_data, compression, &segment->error) &&
           glass_deflate_open(&segment->deflate_terms, compression, &segment->error);
}

static gboolean open_segment(GlassSegment *segment, const GlassSegmentOptions *options)
{
    if (options->uuid)
        memcpy(segment->uuid, options->uuid, 16);
    else if (!glass_uuid_make(segment->uuid, &segment->error))
        return FALSE;
    if (!open_deflate(segment, options->compression))
        return FALSE;
    if (mkdir(segment->dir, 0777) < 0) {
        glass_fail_errno(&segment->error, errno, "create", segment->dir);
        return FALSE;
    }
    segment->created = TRUE;
    return TRUE;
}

GlassSegment *glass_segment_new(const char *dir, const GlassSegmentOptions *options, GError **error)
{
    GlassSegment *segment = g_new0(GlassSegment, 1);
    segment->dir = g_strdup(dir);
    segment->values = glass_values_new(&segment->error);
    glass_metadata_init(&segment->metadata);
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++) {
        g_autofree char *name = g_strconcat(glass_table_name(kind), ".glass", NULL);
        g_autofree char *path = g_build_filename(dir, name, NULL);
        glass_table_init(&segment->table[kind], path, glass_table_compress_min(kind),
                         kind == GLASS_TERMLIST ? &segment->deflate_terms : &segment->deflate_data,
                         &segment->error);
    }
    if (!open_segment(segment, options)) {
        g_propagate_error(error, g_steal_pointer(&segment->error));
        glass_segment_free(segment);
        return NULL;
    }
    return segment;
}

void glass_segment_free(GlassSegment *segment)
{
    if (!segment)
        return;
    if (segment->created && !segment->finished)
        glass_remove_unfinished(segment->dir);
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        glass_table_clear(&segment->table[kind]);
    glass_deflate_close(&segment->deflate_data);
    glass_deflate_close(&segment->deflate_terms);
    g_free(segment->documents);
    glass_values_free(segment->values);
    glass_metadata_clear(&segment->metadata);
    glass_postings_clear(&segment->lengths);
    glass_postings_clear(&segment->postings);
    glass_positions_clear(&segment->positions);
    glass_termlist_clear(&segment->termlist);
    g_clear_error(&segment->error);
    g_free(segment->dir);
    g_free(segment);
}

gsize glass_segment_memory(const GlassSegment *segment)
{
    gsize bytes = sizeof *segment + glass_deflate_memory(&segment->deflate_data) +
                  glass_deflate_memory(&segment->deflate_terms) +
                  segment->document_capacity * sizeof(Document) +
                  glass_values_memory(segment->values) + segment->metadata.bytes +
                  glass_postings_memory(&segment->lengths) +
                  glass_postings_memory(&segment->postings) + segment->positions.long_capacity +
                  segment->termlist.capacity;
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        bytes += glass_table_memory(&segment->table[kind]);
    return bytes;
}

/* A caller's mistake: the segment is given up rather than written wrong. */
static void misuse(GlassSegment *segment, const char *what)
{
    glass_fail(&segment->error, INDEX_ERROR_INTERNAL, "can't write segment '%s': %s", segment->dir,
               what);
}

/* ---- documents --------------------------------------------------------------------------------*/

void glass_segment_add_value(GlassSegment *segment, guint32 docid, guint32 slot, const void *value,
                             gsize length)
{
    if (segment->error)
        return;
    if (segment->terms_begun || docid <= segment->statistics.last_docid ||
        (segment->value_docid != 0 && segment->value_docid != docid)) {
        misuse(segment, "a value out of turn");
        return;
    }
    segment->value_docid = docid;
    glass_values_set(segment->values, slot, value, length);
}

void glass_segment_add_document(GlassSegment *segment, guint32 docid, guint32 doclen,
                                const void *data, gsize length)
{
    if (segment->error)
        return;
    if (segment->terms_begun || docid <= segment->statistics.last_docid ||
        (segment->value_docid != 0 && segment->value_docid != docid)) {
        misuse(segment, "a document out of turn");
        return;
    }
    segment->value_docid = 0;
    guint32 slots = glass_values_end_document(segment->values, docid);
    if (!glass_grow(&segment->documents, &segment->document_capacity, segment->document_count + 1,
                    sizeof(Document), &segment->error) ||
        !glass_postings_add(&segment->lengths, docid, doclen, &segment->error))
        return;
    segment->documents[segment->document_count++] = (Document){docid, doclen, slots};
    glass_statistics_add(&segment->statistics, docid, doclen);
    if (length > 0) {
        guint8 key[GLASS_UINT_SORT_MAX];
        gsize key_length = (gsize)(glass_put_uint_sort(key, docid) - key);
        glass_table_add(&segment->table[GLASS_DOCDATA], key, key_length, data, length);
    }
}

void glass_segment_set_metadata(GlassSegment *segment, const char *key, const void *value,
                                gsize length)
{
    if (segment->error)
        return;
    if (segment->terms_begun)
        misuse(segment, "metadata after the first term");
    else
        glass_metadata_set(&segment->metadata, key, value, length, &segment->error);
}

/* Writes all of the postlist table that stands before the terms: what begins with a zero byte. */
static void end_documents(GlassSegment *segment)
{
    if (segment->terms_begun)
        return;
    segment->terms_begun = TRUE;
    if (segment->value_docid != 0) {
        misuse(segment, "a value without its document");
        return;
    }
    GlassTable *postlist = &segment->table[GLASS_POSTLIST];
    glass_metadata_write(&segment->metadata, postlist);
    glass_values_write(segment->values, postlist);
    if (segment->document_count > 0)
        glass_postings_write(&segment->lengths, postlist, (const guint8 *)"\x00\xe0", 2, 2, 0, 0);
    glass_postings_clear(&segment->lengths);
}

/* ---- terms ------------------------------------------------------------------------------------*/

static gboolean term_is_next(const GlassSegment *segment, const char *term, gsize length)
{
    gsize before = segment->term_length;
    int order = memcmp(term, segment->term, MIN(length, before));
    return order > 0 || (order == 0 && length > before);
}

void glass_segment_begin_term(GlassSegment *segment, const char *term, gsize length)
{
    if (segment->error)
        return;
    end_documents(segment);
    if (length == 0 || length > GLASS_TERM_MAX ||
        glass_string_sort_length(term, length) > KEY_TERM_MAX) {
        misuse(segment, "a term that is empty or too long");
        return;
    }
    if (segment->in_term || !term_is_next(segment, term, length)) {
        misuse(segment, "terms out of order");
        return;
    }
    memcpy(segment->term, term, length);
    segment->term_length = length;
    guint8 *p = glass_put_string_sort(segment->term_key, term, length);
    *p++ = 0;
    segment->term_key_length = (gsize)(p - segment->term_key);
    glass_positions_begin(&segment->positions, segment->term_key, segment->term_key_length);
    glass_postings_begin(&segment->postings);
    segment->in_term = TRUE;
}

static inline gboolean positions_ascend(const guint32 *positions, gsize count)
{
    for (gsize i = 1; i < count; i++) {
        if (positions[i] <= positions[i - 1])
            return FALSE;
    }
    return TRUE;
}

void glass_segment_add_posting(GlassSegment *segment, guint32 docid, guint32 wdf,
                               const guint32 *positions, gsize count)
{
    if (G_UNLIKELY(segment->error))
        return;
    if (G_UNLIKELY(!segment->in_term || docid <= segment->postings.last ||
                   docid > segment->statistics.last_docid)) {
        misuse(segment, "a posting out of turn");
        return;
    }
    if (!glass_postings_add(&segment->postings, docid, wdf, &segment->error))
        return;
    if (wdf > segment->statistics.wdf_upper)
        segment->statistics.wdf_upper = wdf;
    if (count == 0)
        return;
    if (G_UNLIKELY(!positions_ascend(positions, count))) {
        misuse(segment, "positions out of order");
        return;
    }
    glass_positions_add(&segment->positions, &segment->table[GLASS_POSITION], docid, positions,
                        count);
}

void glass_segment_end_term(GlassSegment *segment)
{
    if (segment->error)
        return;
    const GlassPostings *postings = &segment->postings;
    if (!segment->in_term || postings->count == 0) {
        misuse(segment, "a term without postings");
        return;
    }
    segment->in_term = FALSE;
    segment->posting_entries += postings->count;
    segment->total_wdf += postings->total;
    glass_postings_write(postings, &segment->table[GLASS_POSTLIST], segment->term_key,
                         segment->term_key_length - 1, segment->term_key_length, postings->count,
                         postings->total);
}

/* ---- term lists -------------------------------------------------------------------------------*/

/* Writes the two entries of the next document: its terms, and the slots that it has values in. */
static void write_termlist(GlassSegment *segment, const guint8 *tag, gsize length)
{
    const Document *document = &segment->documents[segment->next_termlist++];
    GlassTable *table = &segment->table[GLASS_TERMLIST];
    guint8 key[GLASS_UINT_SORT_MAX + 1];
    guint8 *p = glass_put_uint_sort(key, document->docid);
    glass_table_add(table, key, (gsize)(p - key), tag, length);
    if (document->slots) {
        *p++ = 0;
        gsize slots_length;
        const guint8 *slots = glass_values_slots(segment->values, document->slots, &slots_length);
        glass_table_add(table, key, (gsize)(p - key), slots, slots_length);
    }
}

/* Writes the entries of documents without terms before docid; 0: of all that are left. */
static void write_empty_termlists(GlassSegment *segment, guint32 docid)
{
    while (!segment->error && segment->next_termlist < segment->document_count) {
        const Document *document = &segment->documents[segment->next_termlist];
        if (docid != 0 && document->docid >= docid)
            return;
        if (document->doclen != 0) {
            misuse(segment, "a document's term list is missing");
            return;
        }
        write_termlist(segment, NULL, 0);
    }
}

void glass_segment_begin_termlist(GlassSegment *segment, guint32 docid, guint32 terms)
{
    if (segment->error)
        return;
    end_documents(segment);
    write_empty_termlists(segment, docid);
    if (segment->error)
        return;
    if (segment->in_termlist || docid == 0 || segment->next_termlist == segment->document_count ||
        segment->documents[segment->next_termlist].docid != docid) {
        misuse(segment, "a term list out of turn");
        return;
    }
    segment->termlist_terms = terms;
    segment->in_termlist =
        glass_termlist_begin(&segment->termlist, segment->documents[segment->next_termlist].doclen,
                             terms, &segment->error);
}

void glass_segment_add_termlist_term(GlassSegment *segment, const char *term, gsize length,
                                     guint32 wdf)
{
    if (G_UNLIKELY(segment->error))
        return;
    if (G_UNLIKELY(!segment->in_termlist)) {
        misuse(segment, "a term outside of a term list");
        return;
    }
    glass_termlist_add(&segment->termlist, term, length, wdf, &segment->error);
}

void glass_segment_end_termlist(GlassSegment *segment)
{
    if (segment->error)
        return;
    const GlassTermList *list = &segment->termlist;
    if (!segment->in_termlist || list->terms != segment->termlist_terms ||
        list->total != segment->documents[segment->next_termlist].doclen) {
        misuse(segment, "a term list of other length than announced");
        return;
    }
    segment->in_termlist = FALSE;
    segment->termlist_entries += list->terms;
    write_termlist(segment, list->bytes, list->terms > 0 ? list->length : 0);
}

void glass_segment_add_termlist(GlassSegment *segment, guint32 docid, const GlassTermName *names,
                                const guint64 *terms, gsize count)
{
    glass_segment_begin_termlist(segment, docid, (guint32)count);
    if (!segment->error &&
        glass_termlist_add_names(&segment->termlist, names, terms, count, &segment->error))
        glass_segment_end_termlist(segment);
}

/* ---- the end ----------------------------------------------------------------------------------*/

/* Postings and term lists must say the same: what they hold is counted both ways. */
static void check_totals(GlassSegment *segment)
{
    if (segment->in_term || segment->in_termlist)
        misuse(segment, "a term or term list was not ended");
    else if (segment->posting_entries != segment->termlist_entries)
        misuse(segment, "postings and term lists differ in number");
    else if (segment->total_wdf != segment->statistics.total_doclen)
        misuse(segment, "postings and document lengths differ in their sum");
}

static void write_segment(GlassSegment *segment)
{
    end_documents(segment);
    write_empty_termlists(segment, 0);
    check_totals(segment);
    GlassTableInfo info[GLASS_TABLES];
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++) {
        glass_table_finish(&segment->table[kind], kind == GLASS_POSTLIST || kind == GLASS_TERMLIST);
        info[kind] = segment->table[kind].info;
    }
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        glass_table_sync(&segment->table[kind]);
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        glass_table_close(&segment->table[kind]);
    if (segment->error || !glass_version_write(segment->dir, segment->uuid, info,
                                               &segment->statistics, &segment->error))
        return;
    ChecksumTrail *trails[GLASS_TABLES];
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        trails[kind] = &segment->table[kind].checksums;
    segment->finished = checksums_write_trails(segment->dir, trails, GLASS_TABLES, &segment->error);
}

gboolean glass_segment_finish(GlassSegment *segment, GError **error)
{
    if (!segment->error && !segment->finished)
        write_segment(segment);
    if (segment->error) {
        g_propagate_error(error, g_error_copy(segment->error));
        return FALSE;
    }
    return TRUE;
}
