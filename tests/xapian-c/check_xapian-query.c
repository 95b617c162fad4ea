#include "tests/xapian-c/fixture-private.h"

#include <math.h>
#include <stdlib.h>

#include "xapian-c/xapian-values.h"

static const FixtureDocument documents[] = {
    {"a", "peace talks begin in geneva", NULL, "20140801"},
    {"b", "talks on peace end", NULL, "20140802"},
    {"c", "war", NULL, "20140803"},
    {"d", "peace peace peace", NULL, NULL},
    {0},
};

typedef struct {
    const char *name;
    XapOperator op;
    const char *words;
    guint window;
    const char *described;
    const char *answer; /* sorted */
} CombineRow;

static const CombineRow combine_rows[] = {
    {"and", XAP_AND, "peace talks", 0, "Query((peace AND talks))", "a b"},
    {"or", XAP_OR, "peace war", 0, "Query((peace OR war))", "a b c d"},
    {"and not", XAP_AND_NOT, "peace talks", 0, "Query((peace AND_NOT talks))", "d"},
    {"and not, two excluded", XAP_AND_NOT, "peace begin end", 0, NULL, "d"},
    {"and maybe", XAP_AND_MAYBE, "talks war", 0, "Query((talks AND_MAYBE war))", "a b"},
    {"filter", XAP_FILTER, "peace talks", 0, "Query((peace FILTER talks))", "a b"},
    {"filter, two of them", XAP_FILTER, "peace talks end", 0, NULL, "b"},
    {"synonym", XAP_SYNONYM, "talks war", 0, "Query((talks SYNONYM war))", "a b c"},
    {"phrase", XAP_PHRASE, "peace talks", 2, "Query((peace PHRASE 2 talks))", "a"},
    {"phrase, window too small", XAP_PHRASE, "peace talks begin", 0, NULL, "a"},
    {"phrase with a gap", XAP_PHRASE, "talks peace", 3, "Query((talks PHRASE 3 peace))", "b"},
    {"near", XAP_NEAR, "peace talks", 3, "Query((peace NEAR 3 talks))", "a b"},
    {"near, too far", XAP_NEAR, "peace talks", 2, NULL, "a"},
    {"one part is itself", XAP_AND, "war", 0, "Query(war)", "c"},
};

static int compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *sorted(const char *answer)
{
    g_auto(GStrv) parts = g_strsplit(answer, " ", -1);
    qsort(parts, g_strv_length(parts), sizeof *parts, compare_strings);
    return g_strjoinv(" ", parts);
}

static char *dir;
static XapDatabase *db;

static void set_up(void)
{
    dir = test_tmpdir();
    g_autofree char *path = g_build_filename(dir, "db", NULL);
    fixture_database(path, documents);
    db = fixture_open(path);
}

static void tear_down(void)
{
    xap_close(db);
    test_remove(dir);
}

static void check_answer(const char *name, XapQuery *query, const char *expected)
{
    g_autofree char *answer = fixture_answer(db, query);
    g_autofree char *found = sorted(answer);
    ck_assert_msg(strcmp(found, expected) == 0, "%s: found '%s', not '%s'", name, found, expected);
}

START_TEST(operators_combine)
{
    const CombineRow *row = &combine_rows[_i];
    XapQuery *query = fixture_query(row->op, row->words, row->window);
    g_autofree char *described = xap_query_describe(query);
    ck_assert_msg(row->described == NULL || strcmp(described, row->described) == 0,
                  "%s: described as %s", row->name, described);
    check_answer(row->name, query, row->answer);
}
END_TEST

typedef struct {
    const char *name, *low, *high, *answer;
} RangeRow;

static const RangeRow range_rows[] = {
    {"both bounds", "20140802", "20140803", "b c"}, {"from", "20140802", NULL, "b c"},
    {"until", NULL, "20140802", "a b"},             {"one day", "20140801", "20140801", "a"},
    {"turned round", "20140803", "20140801", ""},   {"beyond", "2015", NULL, ""},
    {"no bounds", NULL, NULL, "a b c d"},
};

START_TEST(ranges_bound_values)
{
    const RangeRow *row = &range_rows[_i];
    check_answer(row->name, xap_query_range(SLOT_DAY, row->low, row->high), row->answer);
}
END_TEST

START_TEST(number_ranges_bound_values)
{
    static const struct {
        double low, high;
        const char *answer;
    } rows[] = {
        {-INFINITY, INFINITY, "1 2 3"}, {-INFINITY, 0, "1 2"}, {1, INFINITY, "3"},
        {-86400, 0, "1 2"},             {256, 256, "3"},       {300, 200, ""},
    };
    static const double numbers[] = {-86400, 0, 256};
    g_autofree char *path = g_build_filename(dir, "numbers", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char bytes[XAP_SORTABLE_BYTES], name[2] = {(char)('1' + i), '\0'};
        xap_document_begin(writer);
        xap_document_set_value(writer, SLOT_INSTANT, bytes, xap_sortable(numbers[i], bytes));
        xap_document_set_value(writer, SLOT_IDENTITY, name, 1);
        xap_document_set_data(writer, name, 1);
        ck_assert(xap_document_end(writer, NULL, NULL));
    }
    ck_assert(xap_writer_commit(writer, NULL));
    g_autoptr(XapDatabase) numbered = fixture_open(path);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *answer = fixture_answer(
            numbered, xap_query_number_range(SLOT_INSTANT, rows[i].low, rows[i].high));
        ck_assert_msg(strcmp(answer, rows[i].answer) == 0, "row %u: found '%s'", i, answer);
    }
}
END_TEST

START_TEST(all_and_nothing)
{
    check_answer("all", xap_query_all(), "a b c d");
    check_answer("nothing", xap_query_nothing(), "");
    check_answer("no parts", xap_query_combine(XAP_OR, NULL, 0, 0), "");
    check_answer("empty term", xap_query_term("", 0), "");
    check_answer("unknown term", xap_query_term("zebra", 5), "");
}
END_TEST

START_TEST(scale_changes_weights)
{
    g_autoptr(XapQuery) war = xap_query_term("war", 3);
    g_autoptr(XapQuery) triple = xap_query_scale(war, 3);
    XapRequest request = {.query = war, .count = 1, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) plain = xap_run(db, &request, NULL);
    request.query = triple;
    g_autoptr(XapHits) scaled = xap_run(db, &request, NULL);
    ck_assert_uint_eq(xap_hits_count(plain), 1);
    ck_assert_double_gt(xap_hits_get(plain, 0)->weight, 0);
    ck_assert_double_eq_tol(xap_hits_get(scaled, 0)->weight, 3 * xap_hits_get(plain, 0)->weight,
                            1e-9);
}
END_TEST

START_TEST(filters_do_not_weigh)
{
    g_autoptr(XapQuery) plain = xap_query_term("war", 3);
    g_autoptr(XapQuery) nothing_else = xap_query_range(SLOT_DAY, "2014", NULL);
    XapQuery *parts[] = {plain, nothing_else};
    g_autoptr(XapQuery) filtered = xap_query_combine(XAP_FILTER, parts, 2, 0);
    XapRequest request = {.query = plain, .count = 1, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) one = xap_run(db, &request, NULL);
    request.query = filtered;
    g_autoptr(XapHits) other = xap_run(db, &request, NULL);
    ck_assert_double_eq(xap_hits_get(one, 0)->weight, xap_hits_get(other, 0)->weight);
}
END_TEST

START_TEST(phrases_take_ors_of_terms)
{
    g_autoptr(XapQuery) first = fixture_query(XAP_OR, "peace war", 0);
    g_autoptr(XapQuery) second = fixture_query(XAP_OR, "talks end", 0);
    XapQuery *parts[] = {first, second};
    check_answer("ors in a phrase", xap_query_combine(XAP_PHRASE, parts, 2, 2), "a b");
}
END_TEST

START_TEST(what_xapian_cannot_run_is_an_error_of_the_query)
{
    g_autoptr(XapQuery) both = fixture_query(XAP_AND, "peace talks", 0);
    g_autoptr(XapQuery) word = xap_query_term("end", 3);
    g_autoptr(XapQuery) negative = xap_query_scale(word, -1);
    XapQuery *parts[] = {both, word};
    g_autoptr(XapQuery) phrase = xap_query_combine(XAP_PHRASE, parts, 2, 2);
    XapQuery *mistaken[] = {word, negative};
    g_autoptr(XapQuery) inside = xap_query_combine(XAP_OR, mistaken, 2, 0);
    XapQuery *const queries[] = {phrase, negative, inside};
    for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autoptr(GError) error = NULL;
        XapRequest request = {.query = queries[i], .count = 1, .k1 = 1.2, .b = 0.75};
        ck_assert_ptr_null(xap_run(db, &request, &error));
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_QUERY), "query %zu: %s", i,
                      error->message);
    }
}
END_TEST

/* So many documents that the list of all of them takes several chunks; of each tenth the docid stays free. All
 * have the word `wire`, and every second the word `peace`. */
enum { MANY = 2400, GAP = 10 };

static char *make_gaps(void)
{
    char *path = test_tmpdir();
    g_autofree char *segment = g_build_filename(path, "many", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(segment, NULL);
    for (guint i = 1; i <= MANY; i++) {
        g_autofree char *name = g_strdup_printf("%04u", i);
        fixture_add(writer, &(FixtureDocument){name, i % 2 == 0 ? "wire peace" : "wire", NULL, "20140801"});
    }
    ck_assert(xap_writer_commit(writer, NULL));
    for (guint i = GAP; i <= MANY; i += GAP)
        ck_assert(xap_writer_delete(writer, i, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    return path;
}

/* What is found of the query, which it takes, and how many are counted. */
static void check_found(const char *name, XapDatabase *gaps, XapQuery *query, guint expected)
{
    g_autoptr(GError) error = NULL;
    static const guint32 slot = SLOT_DAY;
    XapRequest request = {.query = query, .count = MANY, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = xap_run(gaps, &request, &error);
    ck_assert_msg(hits != NULL, "%s: %s", name, error != NULL ? error->message : "");
    ck_assert_msg(xap_hits_count(hits) == expected, "%s: %zu", name, xap_hits_count(hits));
    g_autoptr(XapCounts) counts = xap_count(gaps, query, &slot, 1, &error);
    ck_assert_msg(counts != NULL, "%s: %s", name, error != NULL ? error->message : "");
    ck_assert_msg(xap_counts_matches(counts) == expected, "%s: %u", name, xap_counts_matches(counts));
    xap_query_unref(query);
}

START_TEST(what_all_documents_have_is_found_where_docids_have_gaps)
{
    char *path = make_gaps();
    g_autofree char *segment = g_build_filename(path, "many", NULL);
    const guint all = MANY - MANY / GAP, half = MANY / 2 - MANY / GAP;
    /* Each on a database that met no query before, and the same once more. */
    for (guint query = 0; query < 6; query++) {
        g_autoptr(XapDatabase) gaps = fixture_open(segment);
        g_autoptr(XapQuery) wire = xap_query_term("wire", 4);
        g_autoptr(XapQuery) peace = xap_query_term("peace", 5);
        g_autoptr(XapQuery) silent = xap_query_scale(wire, 0);
        XapQuery *both[] = {wire, silent}, *either[] = {silent, peace}, *others[] = {silent, peace};
        switch (query) {
        case 0:
            check_found("a word", gaps, xap_query_ref(wire), all);
            break;
        case 1:
            check_found("without weight", gaps, xap_query_ref(silent), all);
            break;
        case 2:
            check_found("its own filter", gaps, xap_query_combine(XAP_FILTER, both, 2, 0), all);
            break;
        case 3:
            check_found("or", gaps, xap_query_combine(XAP_OR, either, 2, 0), all);
            break;
        case 4:
            check_found("and not", gaps, xap_query_combine(XAP_AND_NOT, others, 2, 0), all - half);
            break;
        default:
            check_found("none weighs", gaps, xap_query_scale(silent, 2), all);
        }
    }
    test_remove(path);
}
END_TEST

START_TEST(queries_are_counted)
{
    XapQuery *word = xap_query_term("peace", 5);
    XapQuery *parts[] = {word, word};
    XapQuery *both = xap_query_combine(XAP_OR, parts, 2, 0);
    xap_query_unref(xap_query_ref(word));
    xap_query_unref(word);
    check_answer("parts are gone", both, "a b d");
    xap_query_unref(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-query");
    TCase *tcase = tcase_create("queries");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, operators_combine, 0, G_N_ELEMENTS(combine_rows));
    tcase_add_loop_test(tcase, ranges_bound_values, 0, G_N_ELEMENTS(range_rows));
    tcase_add_test(tcase, number_ranges_bound_values);
    tcase_add_test(tcase, all_and_nothing);
    tcase_add_test(tcase, scale_changes_weights);
    tcase_add_test(tcase, filters_do_not_weigh);
    tcase_add_test(tcase, phrases_take_ors_of_terms);
    tcase_add_test(tcase, what_xapian_cannot_run_is_an_error_of_the_query);
    tcase_add_test(tcase, what_all_documents_have_is_found_where_docids_have_gaps);
    tcase_add_test(tcase, queries_are_counted);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
