#include "search/spelling.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *word, *other;
    guint distance;
} distances[] = {
    {"karabakh", "karabakh", 0}, {"karabakh", "karabah", 1},  {"karabah", "karabakh", 1},
    {"karabakh", "karabaks", 1}, {"karabakh", "akrabakh", 1}, {"karabakh", "karabahk", 1},
    {"karabakh", "krabah", 2},   {"truce", "curet", 4},       {"ca", "abc", 3},
    {"война", "воина", 1},       {"война", "войан", 1},       {"a", "", 1},
};

START_TEST(counts_letters)
{
    g_autoptr(Speller) speller = speller_new(distances[_i].word);
    for (guint limit = 0; limit < 4; limit++) {
        guint is = speller_distance(speller, distances[_i].other, strlen(distances[_i].other), limit);
        ck_assert_msg(is == MIN(distances[_i].distance, limit + 1), "%s, %s: %u within %u",
                      distances[_i].word, distances[_i].other, is, limit);
    }
}
END_TEST

static const struct {
    const char *pattern, *text;
    gboolean fits;
} patterns[] = {
    {"azerb*", "azerbaijan", TRUE}, {"azerb*", "azerb", TRUE},   {"azerb*", "azer", FALSE},
    {"*stan", "kazakhstan", TRUE},  {"*stan", "stand", FALSE},   {"wom?n", "women", TRUE},
    {"wom?n", "womn", FALSE},       {"w*m*n", "women", TRUE},    {"*a*b", "xaabab", TRUE},
    {"в?йна", "война", TRUE},       {"?", "й", TRUE},            {"*", "", TRUE},
};

START_TEST(fits_patterns)
{
    ck_assert_msg(spelling_fits(patterns[_i].pattern, patterns[_i].text, strlen(patterns[_i].text)) ==
                      patterns[_i].fits,
                  "%s, %s", patterns[_i].pattern, patterns[_i].text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("spelling");
    TCase *c = tcase_create("spelling");
    tcase_add_loop_test(c, counts_letters, 0, G_N_ELEMENTS(distances));
    tcase_add_loop_test(c, fits_patterns, 0, G_N_ELEMENTS(patterns));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
