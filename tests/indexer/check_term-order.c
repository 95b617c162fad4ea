/* What a segment's terms take when they are sorted is counted before. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/term-order.h"

#define WORDS 20000

/* Forms of words that have so many stems each. */
static Inverter *fill(guint stems, Word *words, char (*texts)[16])
{
    Inverter *inverter = inverter_new();
    for (guint i = 0; i < WORDS; i++) {
        g_snprintf(texts[i], sizeof texts[i], "word%u", i);
        Word *word = &words[i];
        *word = (Word){.text = texts[i], .length = (guint16)strlen(texts[i])};
        for (guint stem = 0; stem < stems; stem++) {
            word->stem[stem] = word->text;
            word->stem_length[stem] = word->length - (guint16)stem;
        }
        guint32 form = inverter_add_form(inverter, FORM_BODY, stems);
        *inverter_info(inverter, form) = (FormInfo){.word = word, .length = word->length};
    }
    return inverter;
}

static gsize held(const TermOrder *order, guint32 forms)
{
    return order->count * sizeof(FormTerm) + (order->group_count + 1) * sizeof(guint32) +
           (gsize)forms * FORM_TERMS * sizeof(guint32) + order->group_count * sizeof(GlassTermName) +
           arena_memory(&order->texts);
}

/* _i: stems of each word. */
START_TEST(test_bytes)
{
    g_autofree Word *words = g_new(Word, WORDS);
    g_autofree char(*texts)[16] = g_malloc(WORDS * sizeof *texts);
    g_autoptr(Inverter) inverter = fill(_i, words, texts);
    gsize bytes = term_order_bytes(inverter);
    TermOrder order;
    term_order_init(&order, inverter);
    gsize needed = held(&order, WORDS);
    term_order_clear(&order);
    ck_assert_msg(bytes + ARENA_BLOCK / 4 >= needed, "%d stems: %zu counted, %zu needed", _i, bytes,
                  needed);
    ck_assert_msg(bytes <= needed + needed / 2, "%d stems: %zu counted, %zu needed", _i, bytes, needed);
    ck_assert_msg(inverter_memory(inverter) >= bytes, "%d stems: not part of what is in use", _i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("term-order");
    TCase *tests = tcase_create("term-order");
    tcase_add_loop_test(tests, test_bytes, 0, FORM_TERMS);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
