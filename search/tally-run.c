#include "search/tally-run.h"

#include "console/number.h"
#include "search/output-tally.h"

gboolean tally_request_set(TallyRequest *request, const GPtrArray *facets, int timeline,
                           guint limit, GError **error)
{
    *request = (TallyRequest){.timeline = timeline, .limit = limit};
    request->facets = g_array_new(FALSE, FALSE, sizeof(FacetKind));
    for (guint i = 0; facets && i < facets->len && facets->pdata[i]; i++) {
        FacetKind kind;
        if (!facet_find(facets->pdata[i], &kind, error))
            return FALSE;
        g_array_append_val(request->facets, kind);
    }
    return TRUE;
}

void tally_request_clear(TallyRequest *request)
{
    g_clear_pointer(&request->facets, g_array_unref);
}

guint tally_request_size(const TallyRequest *request)
{
    guint facets = request->facets ? request->facets->len : 0;
    return facets + (request->timeline != TALLY_NO_TIMELINE);
}

static void note_facet(const Facet *facet)
{
    const char *name = facet->kind == FACET_LANGUAGE ? "language" : facet_names[facet->kind];
    g_autofree char *shown = number_grouped(facet->rows->len);
    g_autofree char *distinct = number_grouped(facet->distinct);
    g_autofree char *without = number_grouped(facet->without);
    if (facet->rows->len < facet->distinct)
        console_note("note: %s of %s %ss shown; '-n 0' shows all", shown, distinct, name);
    if (facet->without)
        console_note("note: %s %s no %s", without,
                     facet->without == 1 ? "article has" : "articles have",
                     facet->kind == FACET_YEAR || facet->kind == FACET_MONTH ? "date" : name);
}

static void note_timeline(const Timeline *timeline)
{
    if (timeline->coarse == 0)
        return;
    g_autofree char *coarse = number_grouped(timeline->coarse);
    console_note("note: %s %s dated to a month or year alone: counted in each %s that it may be",
                 coarse, timeline->coarse == 1 ? "article is" : "articles are",
                 period_unit_names[timeline->unit]);
}

gboolean tally_run(const TallyRequest *request, Searcher *searcher, XapQuery *query,
                   GTimeZone *zone, Output *output, gboolean notes, guint32 *matches,
                   ConsoleAnswer *answer, GError **error)
{
    *answer = CONSOLE_WRITTEN;
    for (guint i = 0; i < request->facets->len && *answer == CONSOLE_WRITTEN; i++) {
        FacetKind kind = g_array_index(request->facets, FacetKind, i);
        g_autoptr(Facet) facet = facet_count(searcher, query, kind, request->limit, zone, error);
        if (!facet)
            return FALSE;
        *matches = facet->matches;
        *answer = output_facet(output, facet, error);
        if (notes)
            note_facet(facet);
    }
    if (request->timeline == TALLY_NO_TIMELINE || *answer != CONSOLE_WRITTEN)
        return TRUE;
    g_autoptr(Timeline) timeline =
        timeline_count(searcher->db, query, (PeriodUnit)request->timeline, zone, error);
    if (!timeline)
        return FALSE;
    *matches = timeline->matches;
    *answer = output_timeline(output, timeline, error);
    if (notes)
        note_timeline(timeline);
    return TRUE;
}
