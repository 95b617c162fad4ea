/* Facets and timelines: each row must have as many as the search filtered by its label finds. */
#include "search/facet.h"
#include "search/query-understand.h"
#include "search/query-xapian.h"
#include "search/timeline.h"
#include "tests/search/tally-fixture.h"

/* Two names that are the same as far as a slot holds them. */
#define LONG_NAME                                                                                  \
    "the very long name of a commission of inquiry that has many members and many more words "     \
    "than "                                                                                        \
    "anybody would care to read, which goes on and on about the harbours and the ferries and the " \
    "lighthouses of a coast with neither harbours nor ferries, and ends in "

static const TallyArticle articles[] = {
    {"ferry", "2014-08-08", "Northwire", "World", "en", "Jane Doe\nJohn Roe"},
    {"ferry", "2014-08-08T23:30:00Z", "NORTHWIRE", "World", "en", "jane doe"},
    {"ferry toll", "2014-08-31T22:30:00Z", "Kestan Daily", "Local", "de", "John Roe"},
    {"toll", "2014-08", "Kestan Daily", "World", "en", NULL},
    {"ferry", "2014-09", "Kestan Daily", NULL, "en", "Ana Bel"},
    {"ferry", "2014", "Küstenbote", "Übersee", "de", "Ana Bel\nJane Doe\nJohn Roe"},
    {"ferry toll", "2016-02-29", "Northwire", "local", "en", NULL},
    {"ferry", NULL, NULL, "World", NULL, LONG_NAME "one"},
    {"ferry", NULL, "Küstenbote", "World", "xx", LONG_NAME "two\nJane Doe"},
    {"toll", "2014-12-29", "Northwire", "World", "en", LONG_NAME "two"},
    {"ferry", "2013", "Northwire", "World", "en", NULL},
    {0},
};

static char *folder;
static Searcher *searcher;

static void set_up(void)
{
    folder = test_tmpdir();
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    tally_index(index, articles);
    searcher = searcher_open(index, NULL);
    ck_assert_ptr_nonnull(searcher);
}

static void tear_down(void)
{
    searcher_free(searcher);
    test_remove(folder);
}

static XapQuery *asked(const char *text, GTimeZone *zone)
{
    QuerySettings settings = {.analysis = searcher->analysis,
                              .flags = QUERY_ALL_IF_EMPTY,
                              .calendar = {zone, 1400000000}};
    g_autoptr(Query) query = query_understand(searcher, &settings, text, NULL);
    ck_assert_msg(query != NULL, "%s", text);
    return query_to_xapian(query->root, TRUE, 0);
}

static guint32 found_by(const char *text, GTimeZone *zone)
{
    guint32 count;
    g_autoptr(XapQuery) query = asked(text, zone);
    ck_assert(searcher_count(searcher, query, &count, NULL));
    return count;
}

static const char *const queries[] = {"",         "ferry",       "toll", "ferry OR toll",
                                      "zeppelin", "date:2014-08"};
static const char *const zones[] = {NULL, "+04:00", "-11:00"};

/* "Northwire 4, Kestan Daily 3": and each as often as the filter finds. */
static void check_facet(FacetKind kind, const char *words, const char *zone_name)
{
    g_autoptr(GTimeZone) zone = zone_name ? g_time_zone_new_identifier(zone_name) : NULL;
    g_autoptr(XapQuery) query = asked(words, zone);
    g_autoptr(Facet) facet = facet_count(searcher, query, kind, 0, zone, NULL);
    ck_assert_ptr_nonnull(facet);
    ck_assert_uint_eq(facet->matches, found_by(words, zone));
    gboolean dates = kind == FACET_YEAR || kind == FACET_MONTH;
    for (guint i = 0; i < facet->rows->len; i++) {
        const FacetRow *row = &g_array_index(facet->rows, FacetRow, i);
        g_autofree char *filtered =
            g_strdup_printf("%s%s%s%s:\"%s\"", *words ? "(" : "", words, *words ? ") " : "",
                            dates ? "date" : facet_names[kind], row->label);
        guint32 count = found_by(filtered, zone);
        ck_assert_msg(count == row->count, "%s finds %u, the facet says %u", filtered, count,
                      row->count);
        ck_assert_msg(i == 0 || row->count <= g_array_index(facet->rows, FacetRow, i - 1).count,
                      "%s by %s: row %u is out of order", words, facet_names[kind], i);
    }
}

START_TEST(test_facets_are_filters)
{
    for (int kind = 0; kind < FACETS; kind++)
        for (gsize zone = 0; zone < G_N_ELEMENTS(zones); zone++)
            check_facet((FacetKind)kind, queries[_i], zones[zone]);
}
END_TEST

static void check_timeline(PeriodUnit unit, const char *words, const char *zone_name)
{
    g_autoptr(GTimeZone) zone = zone_name ? g_time_zone_new_identifier(zone_name) : NULL;
    g_autoptr(XapQuery) query = asked(words, zone);
    g_autoptr(Timeline) timeline = timeline_count(searcher->db, query, unit, zone, NULL);
    ck_assert_ptr_nonnull(timeline);
    g_autoptr(GString) label = g_string_new(NULL);
    guint length = timeline->counts->len;
    for (guint i = 0; i < length; i++) {
        g_string_truncate(label, 0);
        period_append_label(unit, timeline->first + i, label);
        g_autofree char *filtered = g_strdup_printf("%s%s%s date:%s", *words ? "(" : "", words,
                                                    *words ? ")" : "", label->str);
        guint32 count = found_by(filtered, zone),
                counted = g_array_index(timeline->counts, guint32, i);
        ck_assert_msg(count == counted, "%s finds %u, the timeline says %u (zone %s)", filtered,
                      count, counted, zone_name ? zone_name : "none");
        ck_assert_msg(count > 0 || (i > 0 && i + 1 < length), "%s: nothing at an end", filtered);
    }
    g_autofree char *undated =
        g_strdup_printf("%s%s%s date:none", *words ? "(" : "", words, *words ? ")" : "");
    ck_assert_uint_eq(found_by(undated, zone), timeline->undated);
    /* Nothing lies beyond its ends. */
    g_autoptr(GString) beyond = g_string_new(*words ? "(" : "");
    g_string_append_printf(beyond, "%s%s -date:none", words, *words ? ")" : "");
    if (length) {
        g_string_append(beyond, " -date:");
        period_append_label(unit, timeline->first, beyond);
        g_string_append(beyond, "..");
        period_append_label(unit, timeline->first + length - 1, beyond);
    }
    ck_assert_msg(found_by(beyond->str, zone) == 0, "%s finds some", beyond->str);
}

START_TEST(test_timelines_are_filters)
{
    for (int unit = 0; unit < PERIOD_UNITS; unit++)
        for (gsize zone = 0; zone < G_N_ELEMENTS(zones); zone++)
            check_timeline((PeriodUnit)unit, queries[_i], zones[zone]);
}
END_TEST

static char *rows_of(const Facet *facet)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < facet->rows->len; i++) {
        const FacetRow *row = &g_array_index(facet->rows, FacetRow, i);
        g_string_append_printf(text, "%s%.20s %u", i ? ", " : "", row->label, row->count);
    }
    return g_string_free(text, FALSE);
}

static const struct {
    FacetKind kind;
    guint limit;
    const char *rows;
    guint distinct;
    guint32 without;
} facets[] = {
    {FACET_SOURCE, 0, "Northwire 5, Kestan Daily 3, K\xC3\xBCstenbote 2", 3, 1},
    {FACET_SOURCE, 2, "Northwire 5, Kestan Daily 3", 3, 1},
    {FACET_SECTION, 0,
     "World 7, Local 2, \xC3\x9C"
     "bersee 1",
     3, 1},
    {FACET_AUTHOR, 4, "Jane Doe 4, John Roe 3, Ana Bel 2, the very long name o 2", 5, 3},
    {FACET_LANGUAGE, 0, "english 7, german 2, xx 1", 3, 1},
    {FACET_YEAR, 0, "2014 7, 2013 1, 2016 1", 3, 2},
    {FACET_MONTH, 3, "2014-08 5, 2014-09 2, 2014-12 2", 25, 2},
};

START_TEST(test_facets)
{
    g_autoptr(XapQuery) query = asked("", NULL);
    g_autoptr(Facet) facet =
        facet_count(searcher, query, facets[_i].kind, facets[_i].limit, NULL, NULL);
    g_autofree char *rows = rows_of(facet);
    ck_assert_msg(strcmp(rows, facets[_i].rows) == 0, "%s: %s", facet_names[facets[_i].kind], rows);
    ck_assert_uint_eq(facet->distinct, facets[_i].distinct);
    ck_assert_uint_eq(facet->without, facets[_i].without);
    ck_assert_uint_eq(facet->matches, 11);
}
END_TEST

START_TEST(test_coarse_dates)
{
    static const guint32 coarse[PERIOD_UNITS] = {4, 4, 2, 0};
    g_autoptr(XapQuery) query = asked("", NULL);
    for (int unit = 0; unit < PERIOD_UNITS; unit++) {
        g_autoptr(Timeline) timeline =
            timeline_count(searcher->db, query, (PeriodUnit)unit, NULL, NULL);
        ck_assert_msg(timeline->coarse == coarse[unit], "%s: %u", period_unit_names[unit],
                      timeline->coarse);
    }
}
END_TEST

START_TEST(test_names)
{
    FacetKind kind;
    g_autoptr(GError) error = NULL;
    ck_assert(facet_find("lang", &kind, NULL) && kind == FACET_LANGUAGE);
    ck_assert(facet_find("language", &kind, NULL) && kind == FACET_LANGUAGE);
    ck_assert(facet_find("publisher", &kind, NULL) && kind == FACET_SOURCE);
    ck_assert(!facet_find("keyword", &kind, NULL));
    ck_assert(!facet_find("colour", &kind, &error));
    ck_assert_str_eq(error->message, "'--facet' can't be 'colour': it is one of source, section, "
                                     "author, lang, year, month");
    facet_free(NULL);
    timeline_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tally");
    TCase *tests = tcase_create("facets and timelines");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_facets_are_filters, 0, G_N_ELEMENTS(queries));
    tcase_add_loop_test(tests, test_timelines_are_filters, 0, G_N_ELEMENTS(queries));
    tcase_add_loop_test(tests, test_facets, 0, G_N_ELEMENTS(facets));
    tcase_add_test(tests, test_coarse_dates);
    tcase_add_test(tests, test_names);
    tcase_set_timeout(tests, 120);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
