#include "corpus/byte-scan-private.h"

#include "tests/corpus/corpus-test.h"

/* Of bytes that differ from the signs in one bit, or by one, or stand behind them; from any beginning to any end. */
START_TEST(as_one_by_one)
{
    static const char bytes[] = "ab,-\"\\\0\x01\x02\xE2\xE3\x62\xAC\x2B!#";
    static const char signs[][3] = {{'"', '\\', '\0'}, {'-', '_', '\xE2'}, {',', '\n', '\n'}, {'\x80', '\x01', '\xFF'}};
    g_autoptr(GRand) random = g_rand_new_with_seed(8);
    for (guint round = 0; round < 20000; round++) {
        char text[48];
        for (gsize i = 0; i < sizeof text; i++)
            text[i] = g_rand_int_range(random, 0, 4) ? 'x' : bytes[g_rand_int_range(random, 0, sizeof bytes - 1)];
        const char *sign = signs[round % G_N_ELEMENTS(signs)];
        const char *from = text + g_rand_int_range(random, 0, sizeof text), *end = text + g_rand_int_range(random, 0, sizeof text);
        const char *wanted = from;
        while (wanted < end && *wanted != sign[0] && *wanted != sign[1] && *wanted != sign[2])
            wanted++;
        if (from <= end)
            QUICK_ASSERT(byte_scan(from, end, sign[0], sign[1], sign[2]) == wanted, "round %u", round);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("byte-scan");
    TCase *cases = tcase_create("byte-scan");
    tcase_add_test(cases, as_one_by_one);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
