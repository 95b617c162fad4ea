#include "xapian-c/glass-merge.h"

#include "xapian-c/glass-merge-private.h"

gboolean glass_merge_open_table(GlassMerge *merge, GlassTableKind kind)
{
    for (gsize i = 0; i < merge->count; i++) {
        GlassMergeSource *source = &merge->sources[i];
        source->run = 0;
        if (!glass_cursor_open(&source->cursor, source->dir, kind, &source->version,
                               &merge->failure))
            return FALSE;
        glass_cursor_next(&source->cursor);
    }
    return !merge->failure;
}

void glass_merge_close_table(GlassMerge *merge)
{
    for (gsize i = 0; i < merge->count; i++)
        glass_cursor_close(&merge->sources[i].cursor);
}

/* Spellings and synonyms would have to be added up: Xapian can, and dateline has none. */
static gboolean refuse_table(GlassMerge *merge, GlassMergeSource *source, GlassTableKind kind)
{
    GlassCursor *cursor = &source->cursor;
    gboolean refused = FALSE;
    if (glass_cursor_open(cursor, source->dir, kind, &source->version, &merge->failure))
        refused = glass_cursor_next(cursor);
    if (refused)
        glass_fail(&merge->failure, INDEX_ERROR_INTERNAL,
                   "can't merge '%s': it was not made by dateline, and has a %s table; "
                   "use xapian-compact",
                   source->dir, glass_table_name(kind));
    glass_cursor_close(cursor);
    return merge->failure != NULL;
}

static gboolean open_source(GlassMerge *merge, GlassMergeSource *source, const char *dir)
{
    source->dir = dir;
    if (!glass_read_version(&source->version, dir, &merge->failure) ||
        refuse_table(merge, source, GLASS_SPELLING) || refuse_table(merge, source, GLASS_SYNONYM))
        return FALSE;
    gboolean fine = glass_merge_survey(merge, source);
    glass_cursor_close(&source->cursor);
    return fine;
}

static gboolean run(GlassMerge *merge, const char *const *dirs, const char *dest,
                    const GlassMergeOptions *options)
{
    for (gsize i = 0; i < merge->count; i++) {
        if (!open_source(merge, &merge->sources[i], dirs[i]))
            return FALSE;
    }
    return glass_merge_output_open(&merge->output, dest, options->uuid, &merge->failure) &&
           glass_merge_postlist(merge) && glass_merge_positions(merge) &&
           glass_merge_documents(merge) &&
           glass_merge_output_finish(&merge->output, &merge->statistics);
}

gboolean glass_merge(const char *const *sources, gsize count, const char *dest,
                     const GlassMergeOptions *options, GlassResolveFunc resolve, gpointer data,
                     GError **error)
{
    GlassMerge merge = {
        .sources = g_new0(GlassMergeSource, count),
        .count = count,
        .recompress = options->recompress,
        .resolve = resolve,
        .resolve_data = data,
        .slots = g_hash_table_new_full(NULL, NULL, NULL, glass_merge_slot_free),
    };
    gboolean fine = run(&merge, sources, dest, options);
    g_assert(fine == (merge.failure == NULL));
    glass_merge_output_clear(&merge.output);
    glass_postings_clear(&merge.postings);
    g_hash_table_unref(merge.slots);
    for (gsize i = 0; i < count; i++)
        g_free(merge.sources[i].runs);
    g_free(merge.sources);
    if (!fine)
        g_propagate_error(error, merge.failure);
    return fine;
}
