#include "search/recency.h"

#include <math.h>
#include <string.h>

#include "search/period.h"
#include "xapian-c/schema.h"

#define DAYS_OF_MONTH 30.436875
#define DAYS_OF_YEAR 365.2425
/* Beyond so many half-lives nothing of the weight is left that could tell articles apart. */
#define HALF_LIVES 30

gboolean recency_read(const char *text, double *days, GError **error)
{
    static const struct {
        char letter;
        double days;
    } units[] = {{'d', 1}, {'w', 7}, {'m', DAYS_OF_MONTH}, {'y', DAYS_OF_YEAR}};
    gsize digits = strspn(text, "0123456789");
    guint64 count = digits && digits <= 6 ? g_ascii_strtoull(text, NULL, 10) : 0;
    for (gsize i = 0; count && i < G_N_ELEMENTS(units); i++)
        if (text[digits] == units[i].letter && text[digits + 1] == '\0') {
            *days = (double)count * units[i].days;
            return TRUE;
        }
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--recent' can't be '%s': it is a span such as 7d, 2w, 3m or 1y", text);
    return FALSE;
}

/* ---- the days of the index ------------------------------------------------------------------ */

typedef struct {
    double half_life;
    guint32 today;         /* as a Julian day */
    const char *first_day; /* of the period that the terms stand for: "", "01", "0101" */
    GStringChunk *days;
    GArray *weights; /* XapValueWeight */
} Recency;

/* A term of a date, a letter and digits, as the value that its documents have. */
static gboolean add_day(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    Recency *recency = data;
    (void)termfreq;
    char value[16];
    GDate date;
    if (length > 9 || g_snprintf(value, sizeof value, "%s%s", term + 1, recency->first_day) != 8 ||
        !period_read_day(value, &date))
        return TRUE;
    guint32 day = g_date_get_julian(&date);
    double age = day < recency->today ? (double)(recency->today - day) : 0;
    if (age > HALF_LIVES * recency->half_life)
        return TRUE;
    XapValueWeight weight = {g_string_chunk_insert(recency->days, value),
                             RECENCY_WEIGHT * exp2(-age / recency->half_life)};
    g_array_append_val(recency->weights, weight);
    return TRUE;
}

XapQuery *recency_add(XapDatabase *db, XapQuery *query, double half_life, const GDate *today,
                      GError **error)
{
    static const struct {
        const char *prefix, *first_day;
    } periods[] = {{PREFIX_DAY, ""}, {PREFIX_MONTH, "01"}, {PREFIX_YEAR, "0101"}};
    g_autoptr(GArray) weights = g_array_new(FALSE, FALSE, sizeof(XapValueWeight));
    g_autoptr(GStringChunk) days = g_string_chunk_new(4096);
    Recency recency = {half_life, g_date_get_julian(today), "", days, weights};
    for (gsize i = 0; i < G_N_ELEMENTS(periods); i++) {
        recency.first_day = periods[i].first_day;
        if (!xap_each_term(db, periods[i].prefix, 1, add_day, &recency, error))
            return NULL;
    }
    g_autoptr(XapQuery) recent = xap_query_value_weights(
        SLOT_DAY, (const XapValueWeight *)(gpointer)weights->data, weights->len);
    XapQuery *parts[] = {query, recent};
    return xap_query_combine(XAP_AND_MAYBE, parts, 2, 0);
}
