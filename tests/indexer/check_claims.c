/* Of articles with one identity the last in input order stays, whoever comes first. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/claims.h"

static Identity identity_number(guint64 number)
{
    Identity identity = {{0}};
    number *= 0x9e3779b97f4a7c15u;
    memcpy(identity.bytes, &number, sizeof number);
    return identity;
}

START_TEST(test_first_then_later)
{
    g_autoptr(Claims) claims = claims_new();
    Identity identity = identity_number(1);
    DocumentPlace a = {"000001", 5}, b = {"000002", 6}, superseded = {NULL, 0};
    ck_assert(!claims_met(claims, &identity));
    ck_assert_int_eq(claims_make(claims, &identity, 10, &a, &superseded), CLAIM_FIRST);
    ck_assert(claims_met(claims, &identity));
    ck_assert_int_eq(claims_make(claims, &identity, 20, &b, &superseded), CLAIM_SUPERSEDES);
    ck_assert_str_eq(superseded.segment, "000001");
    ck_assert_uint_eq(superseded.docid, 5);
    ck_assert_int_eq(claims_make(claims, &identity, 15, &a, &superseded), CLAIM_LATE);
}
END_TEST

START_TEST(test_claimed_again_in_place)
{
    g_autoptr(Claims) claims = claims_new();
    Identity identity = identity_number(1);
    DocumentPlace a = {"000001", 5}, nowhere = {NULL, 0}, b = {"000002", 6}, superseded;
    claims_make(claims, &identity, 10, &a, &superseded);
    ck_assert_int_eq(claims_make(claims, &identity, 20, &nowhere, &superseded), CLAIM_SUPERSEDES);
    ck_assert_str_eq(superseded.segment, "000001");
    ck_assert_int_eq(claims_make(claims, &identity, 20, &b, &superseded), CLAIM_SUPERSEDES);
    ck_assert_ptr_null(superseded.segment);
}
END_TEST

START_TEST(test_many)
{
    enum { COUNT = 50000 };
    g_autoptr(Claims) claims = claims_new();
    DocumentPlace superseded;
    gsize empty = claims_memory(claims);
    for (guint32 i = 0; i < COUNT; i++) {
        Identity identity = identity_number(i);
        DocumentPlace place = {"000001", i + 1};
        ck_assert_int_eq(claims_make(claims, &identity, i, &place, &superseded), CLAIM_FIRST);
    }
    for (guint32 i = 0; i < COUNT; i++) {
        Identity identity = identity_number(i);
        DocumentPlace place = {"000002", i + 1};
        ck_assert_int_eq(claims_make(claims, &identity, COUNT + i, &place, &superseded),
                         CLAIM_SUPERSEDES);
        ck_assert_uint_eq(superseded.docid, i + 1);
    }
    Identity other = identity_number(COUNT);
    ck_assert(!claims_met(claims, &other));
    ck_assert_uint_ge(claims_memory(claims), empty + COUNT * sizeof(Identity));
}
END_TEST

/* Every thread claims every identity, each in another order; the highest order must win. */
enum { THREADS = 4, RACED = 5000 };

typedef struct {
    Claims *claims;
    guint thread;
    guint64 outcomes[3];
} Racer;

static gpointer race(gpointer data)
{
    Racer *racer = data;
    for (guint32 i = 0; i < RACED; i++) {
        guint32 number = racer->thread % 2 ? i : RACED - 1 - i;
        Identity identity = identity_number(number);
        DocumentPlace place = {"000001", racer->thread + 1}, superseded;
        racer->outcomes[claims_make(racer->claims, &identity, racer->thread, &place, &superseded)]++;
    }
    return NULL;
}

START_TEST(test_threads)
{
    g_autoptr(Claims) claims = claims_new();
    Racer racers[THREADS] = {0};
    GThread *threads[THREADS];
    for (guint i = 0; i < THREADS; i++) {
        racers[i] = (Racer){.claims = claims, .thread = i};
        threads[i] = g_thread_new("racer", race, &racers[i]);
    }
    guint64 first = 0, all = 0;
    for (guint i = 0; i < THREADS; i++) {
        g_thread_join(threads[i]);
        first += racers[i].outcomes[CLAIM_FIRST];
        for (int answer = 0; answer < 3; answer++)
            all += racers[i].outcomes[answer];
    }
    ck_assert_uint_eq(first, RACED);
    ck_assert_uint_eq(all, THREADS * RACED);
    for (guint32 i = 0; i < RACED; i++) {
        Identity identity = identity_number(i);
        DocumentPlace place = {"000001", 9}, superseded;
        claims_make(claims, &identity, THREADS, &place, &superseded);
        ck_assert_uint_eq(superseded.docid, THREADS);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("claims");
    TCase *tests = tcase_create("claims");
    tcase_add_test(tests, test_first_then_later);
    tcase_add_test(tests, test_claimed_again_in_place);
    tcase_add_test(tests, test_many);
    tcase_add_test(tests, test_threads);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
