#include "tests/xapian-c/fixture-private.h"

#include <math.h>

/* Many documents that tie in everything but their identities: few shapes, few days, few titles. */
#define DOCUMENTS 600
#define SEGMENTS 5

static char *dir;
static XapDatabase *dbs[2]; /* one database; five segments */

static void add_document(XapWriter *writer, guint number)
{
    static const char *const shapes[] = {
        "truce talks border",
        "truce talks border border",
        "border talks truce harvest",
        "talks truce",
        "harvest",
        "truce talks border harvest talks",
    };
    static const char *const days[] = {"20140801", "20140802", "20140803", NULL};
    static const char *const titles[] = {"alike", "other", NULL};
    /* A multiplicative hash spreads identities over their whole range, as a real one does. */
    guint64 hash = (guint64)number * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    guint8 identity[16];
    for (int i = 0; i < 8; i++)
        identity[i] = identity[8 + i] = (guint8)(hash >> (56 - 8 * i));
    g_autofree char *name = g_strdup_printf("%03u", number);
    xap_document_begin(writer);
    g_auto(GStrv) words = g_strsplit(shapes[number % G_N_ELEMENTS(shapes)], " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        xap_document_add_word(writer, words[i], strlen(words[i]), i + 1);
    const char *day = days[number / 7 % G_N_ELEMENTS(days)];
    const char *title = titles[number / 11 % G_N_ELEMENTS(titles)];
    xap_document_set_value(writer, SLOT_IDENTITY, identity, sizeof identity);
    if (day != NULL)
        xap_document_set_value(writer, SLOT_DAY, day, strlen(day));
    if (title != NULL)
        xap_document_set_value(writer, SLOT_TITLE, title, strlen(title));
    xap_document_set_data(writer, name, strlen(name));
    ck_assert(xap_document_end(writer, NULL, NULL));
}

static void set_up(void)
{
    dir = test_tmpdir();
    g_autofree char *whole = g_build_filename(dir, "whole", NULL);
    g_autofree char *parts = g_build_filename(dir, "parts", NULL);
    g_autofree char *segments = g_build_filename(parts, LAYOUT_SEGMENTS, NULL);
    g_mkdir_with_parents(segments, 0700);
    g_autoptr(XapWriter) writer = xap_writer_create(whole, NULL);
    g_autoptr(GPtrArray) writers = g_ptr_array_new_with_free_func((GDestroyNotify)xap_writer_free);
    for (guint i = 1; i <= SEGMENTS; i++) {
        g_autofree char *path = g_strdup_printf("%s/00000%u", segments, i);
        g_ptr_array_add(writers, xap_writer_create(path, NULL));
    }
    for (guint i = 0; i < DOCUMENTS; i++) {
        add_document(writer, i);
        add_document(writers->pdata[i * i / 3 % SEGMENTS], i);
    }
    ck_assert(xap_writer_commit(writer, NULL));
    for (guint i = 0; i < SEGMENTS; i++)
        ck_assert(xap_writer_commit(writers->pdata[i], NULL));
    fixture_publish(parts, "000001 000002 000003 000004 000005");
    dbs[0] = fixture_open(whole);
    dbs[1] = fixture_open(parts);
}

static void tear_down(void)
{
    xap_close(dbs[0]);
    xap_close(dbs[1]);
    test_remove(dir);
}

typedef struct {
    const char *name;
    XapSort sort;
    guint32 slot;
} Order;

static const Order orders[] = {
    {"relevance", XAP_SORT_RELEVANCE, SLOT_NONE},
    {"oldest first", XAP_SORT_ASCENDING, SLOT_DAY},
    {"newest first", XAP_SORT_DESCENDING, SLOT_DAY},
    {"title", XAP_SORT_ASCENDING, SLOT_TITLE},
    {"title backwards", XAP_SORT_DESCENDING, SLOT_TITLE},
    {"a value that none has", XAP_SORT_ASCENDING, SLOT_STORY},
    {"a value that all have", XAP_SORT_ASCENDING, SLOT_IDENTITY},
};

static XapQuery *query_of(guint number)
{
    switch (number) {
    case 0:
        return xap_query_all();
    case 1:
        return fixture_query(XAP_OR, "truce", 0);
    case 2: /* of three words: what each weighs is added in an order of the segment's own */
        return fixture_query(XAP_AND, "truce talks border", 0);
    default:
        return fixture_query(XAP_OR, "border harvest truce talks", 0);
    }
}
#define QUERIES 4

/* ---- the same order, worked out by plain sorting
 * ------------------------------------------------*/

typedef struct {
    guint32 docid;
    double weight;
    char *key, *identity;
    gsize key_length;
    char *data;
} Plain;

static void clear_plain(gpointer data)
{
    Plain *plain = data;
    g_free(plain->key);
    g_free(plain->identity);
    g_free(plain->data);
}

static int compare_plain(gconstpointer a, gconstpointer b, gpointer data)
{
    const Plain *x = a, *y = b;
    XapSort sort = *(XapSort *)data;
    gboolean no_x = x->key_length == 0, no_y = y->key_length == 0;
    if (sort != XAP_SORT_RELEVANCE && no_x != no_y)
        return no_x - no_y;
    int keys =
        sort == XAP_SORT_RELEVANCE ? 0 : memcmp(x->key, y->key, MIN(x->key_length, y->key_length));
    if (keys != 0)
        return sort == XAP_SORT_DESCENDING ? -keys : keys;
    if (fabs(x->weight - y->weight) > 1e-9)
        return x->weight > y->weight ? -1 : 1;
    return memcmp(x->identity, y->identity, 16);
}

static char *plainly_sorted(XapDatabase *db, XapQuery *query, const Order *order)
{
    XapRequest request = {
        .query = query, .count = G_MAXUINT32, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
    g_autoptr(XapHits) hits = xap_run(db, &request, NULL);
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Plain));
    g_array_set_clear_func(all, clear_plain);
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        const XapHit *hit = xap_hits_get(hits, i);
        Plain plain = {.docid = hit->docid, .weight = hit->weight, .data = g_strdup(hit->data)};
        guint32 slot = order->sort == XAP_SORT_RELEVANCE ? SLOT_STORY : order->slot;
        ck_assert(xap_value(db, hit->docid, slot, &plain.key, &plain.key_length, NULL));
        ck_assert(xap_value(db, hit->docid, SLOT_IDENTITY, &plain.identity, NULL, NULL));
        g_array_append_val(all, plain);
    }
    XapSort sort = order->sort;
    g_array_sort_with_data(all, compare_plain, &sort);
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? " " : "", g_array_index(all, Plain, i).data);
    return g_string_free(list, FALSE);
}

/* Whether found is the part of all (names with spaces between) from first on, count at most. */
static gboolean is_page(const char *found, const char *all, guint first, guint count)
{
    g_auto(GStrv) names = g_strsplit(all, " ", -1);
    guint total = *all != '\0' ? g_strv_length(names) : 0;
    g_autoptr(GString) page = g_string_new(NULL);
    for (guint i = first; i < MIN(first + count, total); i++)
        g_string_append_printf(page, "%s%s", i > first ? " " : "", names[i]);
    return strcmp(page->str, found) == 0;
}

START_TEST(orders_hold_for_any_number_of_segments)
{
    const Order *order = &orders[_i];
    /* Whole, and in lots far smaller than the groups of equal documents. */
    static const guint32 lots[] = {0, 7, 64};
    for (guint number = 0; number < QUERIES; number++) {
        g_autoptr(XapQuery) query = query_of(number);
        g_autofree char *expected = plainly_sorted(dbs[0], query, order);
        for (guint db = 0; db < G_N_ELEMENTS(dbs); db++) {
            XapRequest request = {.query = query,
                                  .k1 = 1.2,
                                  .b = 0.75,
                                  .sort = order->sort,
                                  .sort_slot = order->slot};
            for (gsize lot = 0; lot < G_N_ELEMENTS(lots); lot++) {
                request.first = 0;
                request.count = G_MAXUINT32;
                request.lot = lots[lot];
                g_autofree char *all = fixture_hits(dbs[db], &request);
                ck_assert_msg(strcmp(all, expected) == 0,
                              "%s, query %u, database %u, lots of %u:\n%s\nnot\n%s", order->name,
                              number, db, lots[lot], all, expected);
            }
            static const guint pages[][2] = {{0, 1},  {0, 10},  {3, 10},
                                             {95, 7}, {199, 1}, {590, 20}};
            for (gsize page = 0; page < G_N_ELEMENTS(pages); page++) {
                request.first = pages[page][0];
                request.count = pages[page][1];
                request.lot = page % 2 == 0 ? 0 : 5;
                g_autofree char *found = fixture_hits(dbs[db], &request);
                ck_assert_msg(is_page(found, expected, request.first, request.count),
                              "%s, query %u, database %u, from %u: %s", order->name, number, db,
                              request.first, found);
            }
        }
    }
}
END_TEST

/* However it is run, the number of matches is exact where that was asked for. */
START_TEST(matches_are_counted_in_every_order)
{
    const Order *order = &orders[_i];
    static const guint32 lots[] = {0, 7};
    for (guint number = 0; number < QUERIES; number++) {
        g_autoptr(XapQuery) query = query_of(number);
        guint32 expected = 0;
        for (gsize k = 0; k < 2 * G_N_ELEMENTS(lots); k++) {
            XapRequest request = {.query = query,
                                  .count = k < 2 ? 3 : G_MAXUINT32,
                                  .check_at_least = DOCUMENTS,
                                  .k1 = 1.2,
                                  .b = 0.75,
                                  .sort = order->sort,
                                  .sort_slot = order->slot,
                                  .lot = lots[k % 2]};
            g_autoptr(XapHits) hits = xap_run(dbs[1], &request, NULL);
            guint32 lower, upper;
            xap_hits_matches(hits, &lower, NULL, &upper);
            ck_assert_uint_eq(lower, upper);
            ck_assert_msg(k == 0 || lower == expected, "%s, query %u: %u, then %u", order->name,
                          number, expected, lower);
            expected = lower;
        }
        XapRequest all = {.query = query, .count = G_MAXUINT32, .k1 = 1.2, .b = 0.75};
        g_autoptr(XapHits) hits = xap_run(dbs[0], &all, NULL);
        ck_assert_uint_eq(xap_hits_count(hits), expected);
    }
}
END_TEST

/* A database of another maker: no identities at all. */
START_TEST(documents_without_an_identity_are_not_lost)
{
    g_autofree char *path = g_build_filename(dir, "foreign", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    for (guint i = 0; i < 100; i++) {
        char name[16];
        g_snprintf(name, sizeof name, "%02u", i);
        xap_document_begin(writer);
        xap_document_add_word(writer, "truce", 5, 1);
        if (i % 3 == 0)
            xap_document_set_value(writer, SLOT_IDENTITY, name, strlen(name));
        xap_document_set_data(writer, name, strlen(name));
        ck_assert(xap_document_end(writer, NULL, NULL));
    }
    ck_assert(xap_writer_commit(writer, NULL));
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autoptr(XapQuery) query = fixture_query(XAP_OR, "truce", 0);
    XapRequest request = {.query = query, .count = 1000, .k1 = 1.2, .b = 0.75};
    g_autofree char *at_once = fixture_hits(db, &request);
    request.lot = 9;
    g_autofree char *in_lots = fixture_hits(db, &request);
    ck_assert_str_eq(in_lots, at_once);
    ck_assert_uint_eq(strlen(in_lots), 100 * 3 - 1);
}
END_TEST

/* Pages of hits are loaded one after the other; what is not loaded has no data. */
START_TEST(data_are_loaded_by_pages)
{
    g_autoptr(XapQuery) query = xap_query_all();
    XapRequest request = {
        .query = query, .count = G_MAXUINT32, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
    g_autoptr(XapHits) whole = xap_run(dbs[1], &request, NULL);
    request.with_data = FALSE;
    g_autoptr(XapHits) hits = xap_run(dbs[1], &request, NULL);
    ck_assert_uint_eq(xap_hits_count(hits), DOCUMENTS);
    for (gsize i = 0; i < DOCUMENTS; i++) {
        if (i % 70 == 0)
            ck_assert(xap_hits_load(dbs[1], hits, i, 70, NULL));
        ck_assert_str_eq(xap_hits_get(hits, i)->data, xap_hits_get(whole, i)->data);
        ck_assert_uint_eq(xap_hits_get(hits, i)->docid, xap_hits_get(whole, i)->docid);
    }
    ck_assert_ptr_null(xap_hits_get(hits, 0)->data);
    ck_assert_uint_eq(xap_hits_get(hits, 0)->docid, xap_hits_get(whole, 0)->docid);
    ck_assert(xap_hits_load(dbs[1], hits, DOCUMENTS, 10, NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-order");
    TCase *tcase = tcase_create("orders");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, orders_hold_for_any_number_of_segments, 0, G_N_ELEMENTS(orders));
    tcase_add_loop_test(tcase, matches_are_counted_in_every_order, 0, G_N_ELEMENTS(orders));
    tcase_add_test(tcase, documents_without_an_identity_are_not_lost);
    tcase_add_test(tcase, data_are_loaded_by_pages);
    tcase_set_timeout(tcase, 120);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
