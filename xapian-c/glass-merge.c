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

/* ---- the tables, side by side -----------------------------------------------------------------*/

/* In this order they are begun: what takes long comes first. */
static const struct {
    GlassTableKind kind;
    gboolean (*write)(GlassMerge *merge);
} tables[] = {
    {GLASS_DOCDATA, glass_merge_data}, /* if it is compressed anew */
    {GLASS_POSITION, glass_merge_positions},
    {GLASS_TERMLIST, glass_merge_termlists},
    {GLASS_POSTLIST, glass_merge_postlist},
};

typedef struct {
    GlassMerge part[G_N_ELEMENTS(tables)];
    gint next;
} Work;

static void part_init(GlassMerge *part, const GlassMerge *merge, GlassTableKind kind)
{
    *part = *merge;
    part->sources = g_memdup2(merge->sources, merge->count * sizeof *merge->sources);
    glass_table_set_failure(&part->output->table[kind], &part->failure);
}

/* Takes from a part what is of use beyond it. */
static void part_end(GlassMerge *part, GlassMerge *merge, GlassTableKind kind)
{
    if (kind == GLASS_POSTLIST)
        merge->statistics.wdf_upper = part->statistics.wdf_upper;
    glass_table_set_failure(&merge->output->table[kind], &merge->failure);
    if (!merge->failure)
        merge->failure = g_steal_pointer(&part->failure);
    g_clear_error(&part->failure);
    glass_postings_clear(&part->postings);
    g_free(part->sources);
}

static gpointer write_tables(gpointer data)
{
    Work *work = data;
    for (;;) {
        gsize next = (gsize)g_atomic_int_add(&work->next, 1);
        if (next >= G_N_ELEMENTS(tables))
            return NULL;
        GlassMerge *part = &work->part[next];
        gboolean fine = tables[next].write(part);
        g_assert(fine == (part->failure == NULL));
    }
}

static gboolean write_all(GlassMerge *merge, guint threads)
{
    Work work = {.next = 0};
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
        part_init(&work.part[i], merge, tables[i].kind);
    GThread *helpers[G_N_ELEMENTS(tables) - 1];
    gsize started = 0, wanted = MIN(MAX(threads, 1) - 1, G_N_ELEMENTS(helpers));
    /* Where no thread is to be had, there are fewer of them. */
    while (started < wanted &&
           (helpers[started] = g_thread_try_new("merge", write_tables, &work, NULL)) != NULL)
        started++;
    write_tables(&work);
    while (started > 0)
        g_thread_join(helpers[--started]);
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
        part_end(&work.part[i], merge, tables[i].kind);
    return !merge->failure;
}

static gboolean run(GlassMerge *merge, const char *const *dirs, const char *dest,
                    const GlassMergeOptions *options)
{
    for (gsize i = 0; i < merge->count; i++) {
        if (!open_source(merge, &merge->sources[i], dirs[i]))
            return FALSE;
    }
    return glass_merge_output_open(merge->output, dest, options->uuid, &merge->failure) &&
           write_all(merge, options->threads) &&
           glass_merge_output_finish(merge->output, &merge->statistics);
}

gboolean glass_merge(const char *const *sources, gsize count, const char *dest,
                     const GlassMergeOptions *options, GlassResolveFunc resolve, gpointer data,
                     GError **error)
{
    GlassMergeOutput output = {.dir = NULL};
    GlassMerge merge = {
        .output = &output,
        .sources = g_new0(GlassMergeSource, count),
        .count = count,
        .recompress = options->recompress,
        .resolve = resolve,
        .resolve_data = data,
        .slots = g_hash_table_new_full(NULL, NULL, NULL, glass_merge_slot_free),
    };
    gboolean fine = run(&merge, sources, dest, options);
    g_assert(fine == (merge.failure == NULL));
    glass_merge_output_clear(&output);
    g_hash_table_unref(merge.slots);
    for (gsize i = 0; i < count; i++)
        g_free(merge.sources[i].runs);
    g_free(merge.sources);
    if (!fine)
        g_propagate_error(error, merge.failure);
    return fine;
}
