#include "search/timeline.h"

#include <string.h>

#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"

/* So many articles more (or, below 0, less) in the periods first to last. */
typedef struct {
    guint32 first, last;
    gint64 count;
} Change;

typedef struct {
    XapDatabase *db;
    XapQuery *query;
    PeriodUnit unit;
    GTimeZone *zone;
    GArray *changes; /* Change */
} Counter;

static void change(const Counter *counter, guint32 first, guint32 last, gint64 count)
{
    Change next = {first, last, count};
    if (first <= last)
        g_array_append_val(counter->changes, next);
}

/* Each value of a day counts in its period, factor times. Returns how many articles have one. */
static guint32 add_days(const Counter *counter, const XapCounts *counts, gsize slot, gint64 factor)
{
    guint32 dated = 0;
    for (gsize i = 0; i < xap_counts_size(counts, slot); i++) {
        XapValueCount day = xap_counts_get(counts, slot, i);
        GDate date;
        dated += day.count;
        if (!period_read_day(day.value, &date))
            continue;
        guint32 number = period_number(counter->unit, &date);
        change(counter, number, number, factor * day.count);
    }
    return dated;
}

static XapCounts *count_precise(const Counter *counter, const char *precision, const guint32 *slots,
                                gsize slot_count, GError **error)
{
    g_autoptr(XapQuery) range = xap_query_range(SLOT_PRECISION, precision, precision);
    XapQuery *parts[] = {counter->query, range};
    g_autoptr(XapQuery) query = xap_query_combine(XAP_FILTER, parts, 2, 0);
    return xap_count(counter->db, query, slots, slot_count, error);
}

/* Articles that have a month or year for a date, which stands as its first day: they count in the
 * periods of the other days, too. */
static gboolean spread(const Counter *counter, const char *precision, guint32 *coarse,
                       GError **error)
{
    const guint32 slot = SLOT_DAY;
    g_autoptr(XapCounts) counts = count_precise(counter, precision, &slot, 1, error);
    if (!counts)
        return FALSE;
    for (gsize i = 0; i < xap_counts_size(counts, 0); i++) {
        XapValueCount day = xap_counts_get(counts, 0, i);
        GDate date;
        if (!period_read_day(day.value, &date))
            continue;
        guint32 first = period_number(counter->unit, &date);
        g_date_set_day(&date, 1);
        g_date_add_months(&date, *precision == 'y' ? 12 : 1);
        g_date_subtract_days(&date, 1);
        guint32 last = period_number(counter->unit, &date);
        change(counter, first + 1, last, day.count);
        *coarse += first < last ? day.count : 0;
    }
    return TRUE;
}

/* Instants count by their day in the zone, instead of the day that stands in the index. */
static gboolean move_instants(const Counter *counter, GError **error)
{
    const guint32 slots[] = {SLOT_DAY, SLOT_INSTANT};
    g_autoptr(XapCounts) counts = count_precise(counter, "i", slots, G_N_ELEMENTS(slots), error);
    if (!counts)
        return FALSE;
    add_days(counter, counts, 0, -1);
    for (gsize i = 0; i < xap_counts_size(counts, 1); i++) {
        XapValueCount instant = xap_counts_get(counts, 1, i);
        g_autoptr(GDateTime) utc =
            g_date_time_new_from_unix_utc((gint64)xap_unsortable(instant.value, instant.length));
        g_autoptr(GDateTime) here = utc ? g_date_time_to_timezone(utc, counter->zone) : NULL;
        if (!here)
            continue;
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, (GDateDay)g_date_time_get_day_of_month(here),
                       (GDateMonth)g_date_time_get_month(here),
                       (GDateYear)g_date_time_get_year(here));
        guint32 number = period_number(counter->unit, &date);
        change(counter, number, number, instant.count);
    }
    return TRUE;
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* How many matches have a date as precise as this (a byte of SLOT_PRECISION). */
static guint32 precise(const XapCounts *counts, gsize slot, char precision)
{
    for (gsize i = 0; i < xap_counts_size(counts, slot); i++) {
        XapValueCount value = xap_counts_get(counts, slot, i);
        if (value.length == 1 && value.value[0] == precision)
            return value.count;
    }
    return 0;
}

/* Adds up the changes; periods at either end that have nothing are left out. */
static void fill(Timeline *timeline, const GArray *changes)
{
    guint32 first = G_MAXUINT32, last = 0;
    for (guint i = 0; i < changes->len; i++) {
        const Change *next = &g_array_index(changes, Change, i);
        first = MIN(first, next->first);
        last = MAX(last, next->last);
    }
    if (first > last)
        return;
    g_array_set_size(timeline->counts, last - first + 1);
    guint32 *counts = (guint32 *)(gpointer)timeline->counts->data;
    for (guint i = 0; i < changes->len; i++) {
        const Change *next = &g_array_index(changes, Change, i);
        for (guint32 k = next->first; k <= next->last; k++)
            counts[k - first] += (guint32)next->count;
    }
    guint length = timeline->counts->len, empty = 0;
    while (length > 0 && counts[length - 1] == 0)
        length--;
    while (empty < length && counts[empty] == 0)
        empty++;
    g_array_set_size(timeline->counts, length);
    g_array_remove_range(timeline->counts, 0, empty);
    timeline->first = first + empty;
}

Timeline *timeline_count(XapDatabase *db, XapQuery *query, PeriodUnit unit, GTimeZone *zone,
                         GError **error)
{
    const guint32 slots[] = {SLOT_DAY, SLOT_PRECISION};
    g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(Change));
    Counter counter = {db, query, unit, zone, changes};
    g_autoptr(XapCounts) counts = xap_count(db, query, slots, G_N_ELEMENTS(slots), error);
    if (!counts)
        return NULL;
    guint32 dated = add_days(&counter, counts, 0, 1), coarse = 0;
    gboolean by_month = unit < PERIOD_MONTH && precise(counts, 1, 'm') > 0;
    gboolean by_year = unit < PERIOD_YEAR && precise(counts, 1, 'y') > 0;
    if ((by_month && !spread(&counter, "m", &coarse, error)) ||
        (by_year && !spread(&counter, "y", &coarse, error)) ||
        (zone && precise(counts, 1, 'i') > 0 && !move_instants(&counter, error)))
        return NULL;
    Timeline *timeline = g_new0(Timeline, 1);
    timeline->unit = unit;
    timeline->counts = g_array_new(FALSE, TRUE, sizeof(guint32));
    timeline->matches = xap_counts_matches(counts);
    timeline->undated = timeline->matches - dated;
    timeline->coarse = coarse;
    fill(timeline, changes);
    return timeline;
}

void timeline_free(Timeline *timeline)
{
    if (!timeline)
        return;
    g_array_unref(timeline->counts);
    g_free(timeline);
}
