#include "search/facet.h"

#include <string.h>

#include "console/nearest.h"
#include "search/timeline.h"
#include "xapian-c/schema.h"

/* A value of so many bytes may be cut: what it was stands in the document's data. */
#define MAYBE_CUT (TERM_MAX_BYTES - 3)
/* Documents whose data are read at a time. */
#define PAGE 200

const char *const facet_names[FACETS + 1] = {
    [FACET_SOURCE] = "source", [FACET_SECTION] = "section", [FACET_AUTHOR] = "author",
    [FACET_LANGUAGE] = "lang", [FACET_YEAR] = "year",       [FACET_MONTH] = "month",
};

gboolean facet_find(const char *name, FacetKind *kind, GError **error)
{
    const Field *field = schema_field(name, strlen(name));
    for (int i = 0; i < FACETS; i++)
        if (strcmp(name, facet_names[i]) == 0 ||
            (field && field == schema_field(facet_names[i], strlen(facet_names[i])))) {
            *kind = (FacetKind)i;
            return TRUE;
        }
    g_autofree char *known = g_strjoinv(", ", (char **)facet_names);
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--facet' can't be '%s': it is one of %s", name, known);
    return FALSE;
}

/* Counts by folded values. */
typedef struct {
    Searcher *searcher;
    XapQuery *query;
    const Field *field;
    GHashTable *counts; /* char *: folded value → guint32, by pointer */
    guint32 with;       /* articles that have the field */
} Tally;

static void add(Tally *tally, const char *value, gsize length, guint32 count)
{
    char *key = g_strndup(value, length);
    guint32 before = GPOINTER_TO_UINT(g_hash_table_lookup(tally->counts, key));
    g_hash_table_replace(tally->counts, key, GUINT_TO_POINTER(before + count));
}

/* Calls func for each line of text[0..length) that is not empty. */
static void each_line(const char *text, gsize length, void (*func)(const char *, gsize, gpointer),
                      gpointer data)
{
    const char *end = text + length;
    for (const char *line = text; line < end;) {
        const char *stop = memchr(line, '\n', (gsize)(end - line));
        if (!stop)
            stop = end;
        if (stop > line)
            func(line, (gsize)(stop - line), data);
        line = stop + 1;
    }
}

/* The query's articles that have this value in the field's slot. */
static XapQuery *having(const Tally *tally, const char *value)
{
    g_autoptr(XapQuery) range = xap_query_range(tally->field->slot, value, value);
    XapQuery *parts[] = {tally->query, range};
    return xap_query_combine(XAP_FILTER, parts, 2, 0);
}

static void add_unfolded(const char *line, gsize length, gpointer data)
{
    g_autofree char *folded = fold_text(line, length);
    if (*folded)
        add(data, folded, strlen(folded), 1);
}

/* Values that were cut to the same: what they were is read from each article. */
static gboolean add_whole(Tally *tally, const char *value, guint32 count, GError **error)
{
    XapDatabase *db = tally->searcher->db;
    g_autoptr(XapQuery) query = having(tally, value);
    g_autoptr(XapHits) hits = searcher_rank(tally->searcher, query, 0, count, 0, error);
    g_autoptr(GString) found = g_string_new(NULL);
    for (gsize i = 0; hits && i < xap_hits_count(hits); i++) {
        if (i % PAGE == 0 && !xap_hits_load(db, hits, i, PAGE, error))
            return FALSE;
        if (i == xap_hits_count(hits))
            break;
        const XapHit *hit = xap_hits_get(hits, i);
        g_string_truncate(found, 0);
        schema_data_find(hit->data, hit->data_length, tally->field->name, found);
        each_line(found->str, found->len, add_unfolded, tally);
    }
    return hits != NULL;
}

typedef struct {
    Tally *tally;
    guint32 count;
} LineCount;

static void add_line(const char *line, gsize length, gpointer data)
{
    const LineCount *of = data;
    add(of->tally, line, length, of->count);
}

static gboolean count_values(Tally *tally, guint32 *matches, GError **error)
{
    g_autoptr(XapCounts) counts =
        xap_count(tally->searcher->db, tally->query, &tally->field->slot, 1, error);
    if (!counts)
        return FALSE;
    for (gsize i = 0; i < xap_counts_size(counts, 0); i++) {
        XapValueCount value = xap_counts_get(counts, 0, i);
        LineCount line = {tally, value.count};
        tally->with += value.count;
        if (value.length < MAYBE_CUT)
            each_line(value.value, value.length, add_line, &line);
        else if (!add_whole(tally, value.value, value.count, error))
            return FALSE;
    }
    *matches = xap_counts_matches(counts);
    return TRUE;
}

/* ---- what a value looks like in an article -------------------------------------------------- */

typedef struct {
    const char *folded;
    char *form; /* NULL until it is found */
} Form;

static void find_form(const char *line, gsize length, gpointer data)
{
    Form *form = data;
    g_autofree char *folded = form->form ? NULL : fold_text(line, length);
    if (folded && strcmp(folded, form->folded) == 0)
        form->form = g_utf8_make_valid(line, (gssize)length);
}

/* The form that the article with the lowest id has; the folded one where that does not tell. */
static char *form_of(const Tally *tally, const char *folded, GError **error)
{
    g_autoptr(GString) term = g_string_new(NULL);
    schema_boolean_term(term, tally->field->prefix, folded, strlen(folded));
    g_autoptr(XapQuery) plain = xap_query_term(term->str, term->len);
    g_autoptr(XapQuery) weightless = xap_query_scale(plain, 0);
    XapQuery *parts[] = {weightless, tally->query};
    g_autoptr(XapQuery) query = xap_query_combine(XAP_FILTER, parts, 2, 0);
    XapRequest request = {.query = query, .count = 1, .with_data = TRUE};
    g_autoptr(XapHits) hits = xap_run(tally->searcher->db, &request, error);
    if (!hits)
        return NULL;
    Form form = {folded, NULL};
    if (xap_hits_count(hits)) {
        const XapHit *hit = xap_hits_get(hits, 0);
        g_autoptr(GString) value = g_string_new(NULL);
        schema_data_find(hit->data, hit->data_length, tally->field->name, value);
        each_line(value->str, value->len, find_form, &form);
    }
    return form.form ? form.form : g_utf8_make_valid(folded, -1);
}

static char *label_of(const Tally *tally, FacetKind kind, const char *folded, GError **error)
{
    const Language *language = kind == FACET_LANGUAGE ? language_find(folded) : NULL;
    return language ? g_strdup(language->name) : form_of(tally, folded, error);
}

/* ---- the rows ------------------------------------------------------------------------------- */

static void clear_row(gpointer row)
{
    g_free(((FacetRow *)row)->label);
}

static int compare_rows(gconstpointer a, gconstpointer b)
{
    const FacetRow *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : strcmp(x->label, y->label);
}

static Facet *facet_new(FacetKind kind)
{
    Facet *facet = g_new0(Facet, 1);
    facet->kind = kind;
    facet->rows = g_array_new(FALSE, FALSE, sizeof(FacetRow));
    g_array_set_clear_func(facet->rows, clear_row);
    return facet;
}

void facet_free(Facet *facet)
{
    if (!facet)
        return;
    g_array_unref(facet->rows);
    g_free(facet);
}

static void take_row(Facet *facet, char *label, guint32 count)
{
    FacetRow row = {label, count};
    g_array_append_val(facet->rows, row);
}

static void sort_rows(Facet *facet, guint limit)
{
    g_array_sort(facet->rows, compare_rows);
    facet->distinct = facet->rows->len;
    if (limit && limit < facet->rows->len)
        g_array_set_size(facet->rows, limit);
}

static Facet *count_by_value(Searcher *searcher, XapQuery *query, FacetKind kind, guint limit,
                             GError **error)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *name = facet_names[kind];
    Tally tally = {searcher, query, schema_field(name, strlen(name)), counts, 0};
    g_autoptr(Facet) facet = facet_new(kind);
    if (!count_values(&tally, &facet->matches, error))
        return NULL;
    facet->without = facet->matches - tally.with;
    GHashTableIter iter;
    gpointer value, count;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &value, &count))
        take_row(facet, g_strdup(value), GPOINTER_TO_UINT(count));
    sort_rows(facet, limit);
    for (guint i = 0; i < facet->rows->len; i++) {
        FacetRow *row = &g_array_index(facet->rows, FacetRow, i);
        char *label = label_of(&tally, kind, row->label, error);
        if (!label)
            return NULL;
        g_free(row->label);
        row->label = label;
    }
    return g_steal_pointer(&facet);
}

static Facet *count_by_period(Searcher *searcher, XapQuery *query, FacetKind kind, guint limit,
                              GTimeZone *zone, GError **error)
{
    PeriodUnit unit = kind == FACET_YEAR ? PERIOD_YEAR : PERIOD_MONTH;
    g_autoptr(Timeline) timeline = timeline_count(searcher->db, query, unit, zone, error);
    if (!timeline)
        return NULL;
    Facet *facet = facet_new(kind);
    facet->matches = timeline->matches;
    facet->without = timeline->undated;
    for (guint i = 0; i < timeline->counts->len; i++) {
        guint32 count = g_array_index(timeline->counts, guint32, i);
        GString *label = g_string_new(NULL);
        period_append_label(unit, timeline->first + i, label);
        if (count)
            take_row(facet, g_string_free(label, FALSE), count);
        else
            g_string_free(label, TRUE);
    }
    sort_rows(facet, limit);
    return facet;
}

Facet *facet_count(Searcher *searcher, XapQuery *query, FacetKind kind, guint limit,
                   GTimeZone *zone, GError **error)
{
    return kind == FACET_YEAR || kind == FACET_MONTH
               ? count_by_period(searcher, query, kind, limit, zone, error)
               : count_by_value(searcher, query, kind, limit, error);
}
