#include "search/eval-metrics.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Worked out from the definitions by a slow program in another language, a document at a time, and
 * the same as trec_eval 9.0.8 says. Judgements are id=level, results id=score, in any order; the
 * values are num_ret num_rel num_rel_ret map Rprec bpref recip_rank P_5 P_10 P_20 recall_1000
 * ndcg_cut_5, _10, _20. */
static const struct {
    const char *name, *judgements, *results, *values;
} cases[] = {
    {"perfect", "a=1 b=1 c=0", "a=3 b=2 c=1",
     "3 2 2 1.0000 1.0000 1.0000 1.0000 0.4000 0.2000 0.1000 1.0000 1.0000 1.0000 1.0000"},
    {"backwards", "a=1 b=1 c=0 d=0", "d=4 c=3 b=2 a=1",
     "4 2 2 0.4167 0.0000 0.0000 0.3333 0.4000 0.2000 0.1000 1.0000 0.5706 0.5706 0.5706"},
    {"mixed", "a=1 c=1 e=1 b=0 d=0", "a=5 b=4 c=3 d=2 e=1",
     "5 3 3 0.7556 0.6667 0.5000 1.0000 0.6000 0.3000 0.1500 1.0000 0.8855 0.8855 0.8855"},
    {"ties: the greater id comes first", "a=1 b=0 c=0", "a=1 b=1 c=1",
     "3 1 1 0.3333 0.0000 0.0000 0.3333 0.2000 0.1000 0.0500 1.0000 0.5000 0.5000 0.5000"},
    {"ties as floats, not as they are written", "a=1 b=0", "a=1.00000002 b=1.00000001",
     "2 1 1 0.5000 0.0000 0.0000 0.5000 0.2000 0.1000 0.0500 1.0000 0.6309 0.6309 0.6309"},
    {"ties of some", "a=1 d=1 b=0 c=0", "c=2 a=1 b=1 d=1",
     "4 2 2 0.5000 0.5000 0.2500 0.5000 0.4000 0.2000 0.1000 1.0000 0.6509 0.6509 0.6509"},
    {"negative scores", "a=1 b=0", "a=-1 b=-2",
     "2 1 1 1.0000 1.0000 1.0000 1.0000 0.2000 0.1000 0.0500 1.0000 1.0000 1.0000 1.0000"},
    {"written with exponents", "a=1 b=0", "a=1e1 b=9.5",
     "2 1 1 1.0000 1.0000 1.0000 1.0000 0.2000 0.1000 0.0500 1.0000 1.0000 1.0000 1.0000"},
    {"unjudged count as not relevant", "a=1 b=1 c=0", "x=9 a=8 y=7 z=6 b=5",
     "5 2 2 0.4500 0.5000 1.0000 0.5000 0.4000 0.2000 0.1000 1.0000 0.6241 0.6241 0.6241"},
    {"below 0: not judged", "a=1 b=1 n=-1 c=0", "n=9 a=8 c=7 b=6",
     "4 2 2 0.5000 0.5000 0.5000 0.5000 0.4000 0.2000 0.1000 1.0000 0.6509 0.6509 0.6509"},
    {"graded", "a=3 b=2 c=1 d=0", "c=4 d=3 a=2 b=1",
     "4 3 3 0.8056 0.6667 0.3333 1.0000 0.6000 0.3000 0.1500 1.0000 0.7059 0.7059 0.7059"},
    {"graded, in the best order", "a=3 b=2 c=1", "a=4 b=3 c=2",
     "3 3 3 1.0000 1.0000 1.0000 1.0000 0.6000 0.3000 0.1500 1.0000 1.0000 1.0000 1.0000"},
    {"graded, deeper than 5", "a=1 b=1 c=1 d=2 e=2 f=2 g=4", "a=9 b=8 c=7 d=6 e=5 f=4 g=3",
     "7 7 7 1.0000 1.0000 1.0000 1.0000 1.0000 0.7000 0.3500 1.0000 0.5015 0.7088 0.7088"},
    {"gains far apart", "a=100 b=1", "b=2 a=1",
     "2 2 2 1.0000 1.0000 1.0000 1.0000 0.4000 0.2000 0.1000 1.0000 0.6369 0.6369 0.6369"},
    {"no relevant document", "a=0 b=0", "a=2 b=1",
     "2 0 0 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000"},
    {"no relevant document is found", "a=1 b=0", "b=2 x=1",
     "2 1 0 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000"},
    {"nothing judged is found", "a=1 b=0", "x=2 y=1",
     "2 1 0 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000"},
    {"one result of many relevant", "a=1 b=1 c=1 d=1 e=1 f=1", "f=1",
     "1 6 1 0.1667 0.1667 0.1667 1.0000 0.2000 0.1000 0.0500 0.1667 0.3392 0.3026 0.3026"},
    {"short of R", "a=1 b=1 c=1 d=1", "x=3 a=2 b=1",
     "3 4 2 0.2917 0.5000 0.5000 0.5000 0.4000 0.2000 0.1000 0.5000 0.4415 0.4415 0.4415"},
    {"bpref: no nonrelevant judged", "a=1 b=1", "x=3 a=2 b=1",
     "3 2 2 0.5833 0.5000 1.0000 0.5000 0.4000 0.2000 0.1000 1.0000 0.6934 0.6934 0.6934"},
    {"bpref: fewer nonrelevant than relevant", "a=1 b=1 c=1 n=0", "a=4 n=3 b=2 c=1",
     "4 3 3 0.8056 0.6667 0.3333 1.0000 0.6000 0.3000 0.1500 1.0000 0.9060 0.9060 0.9060"},
    {"bpref: more nonrelevant than relevant", "a=1 b=1 k=0 l=0 m=0 n=0", "k=9 a=8 l=7 m=6 n=5 b=4",
     "6 2 2 0.4167 0.5000 0.2500 0.5000 0.2000 0.2000 0.1000 1.0000 0.3869 0.6053 0.6053"},
    {"bpref: one of each", "a=1 n=0", "n=2 a=1",
     "2 1 1 0.5000 0.0000 0.0000 0.5000 0.2000 0.1000 0.0500 1.0000 0.6309 0.6309 0.6309"},
    {"bpref: half", "a=1 b=1 m=0 n=0 o=0", "m=3 b=2 x=1",
     "3 2 1 0.2500 0.5000 0.2500 0.5000 0.2000 0.1000 0.0500 0.5000 0.3869 0.3869 0.3869"},
};

/* Lines of a file, of words such as "a=1". */
static char *lines_of(const char *words, const char *format)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);
    GString *text = g_string_new(NULL);
    for (guint i = 0; list[i]; i++) {
        char *equals = strchr(list[i], '=');
        *equals = '\0';
        g_string_append_printf(text, format, list[i], equals + 1);
    }
    return g_string_free(text, FALSE);
}

static Qrels *qrels_of_words(const char *words)
{
    g_autofree char *text = lines_of(words, "1 0 %s %s\n");
    Qrels *qrels = qrels_parse(text, "qrels", NULL);
    ck_assert(qrels != NULL);
    return qrels;
}

static TrecRun *run_of_words(const char *words)
{
    g_autofree char *text = lines_of(words, "1 Q0 %s 0 %s tag\n");
    TrecRun *run = trec_run_new();
    ck_assert(trec_run_add(run, text, "run", NULL) && trec_run_order(run, "run", NULL));
    return run;
}

START_TEST(test_topic)
{
    g_autoptr(Qrels) qrels = qrels_of_words(cases[_i].judgements);
    g_autoptr(TrecRun) run = run_of_words(cases[_i].results);
    double values[EVAL_MEASURES];
    eval_measure(trec_run_of(run, "1"), qrels_of(qrels, "1"), values);
    g_autoptr(GString) found = g_string_new(NULL);
    for (int i = EVAL_NUM_RET; i < EVAL_MEASURES; i++)
        g_string_append_printf(found, i < EVAL_COUNTS ? "%s%.0f" : "%s%.4f", found->len ? " " : "",
                               values[i]);
    ck_assert_msg(g_str_equal(found->str, cases[_i].values), "%s: %s", cases[_i].name, found->str);
}
END_TEST

/* Of 1,200 results, relevant ones at rank 1,000 and 1,001: recall looks no deeper than the first.
 */
START_TEST(test_depth)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 1; i <= 1200; i++)
        g_string_append_printf(text, "1 Q0 d%d %d %d tag\n", i, i, 2000 - i);
    g_autoptr(TrecRun) run = trec_run_new();
    ck_assert(trec_run_add(run, text->str, "run", NULL) && trec_run_order(run, "run", NULL));
    g_autoptr(Qrels) qrels = qrels_of_words("d1000=1 d1001=1");
    double values[EVAL_MEASURES];
    eval_measure(trec_run_of(run, "1"), qrels_of(qrels, "1"), values);
    ck_assert_double_eq(values[EVAL_RECALL_1000], 0.5);
    ck_assert_double_eq(values[EVAL_NUM_REL_RET], 2);
    ck_assert_double_eq_tol(values[EVAL_MAP], (1.0 / 1000 + 2.0 / 1001) / 2, 1e-12);
    ck_assert_double_eq_tol(values[EVAL_RECIP_RANK], 0.001, 1e-12);
}
END_TEST

START_TEST(test_no_results)
{
    g_autoptr(Qrels) qrels = qrels_of_words("a=1 b=2 c=0");
    double values[EVAL_MEASURES];
    eval_measure(NULL, qrels_of(qrels, "1"), values);
    for (int i = 0; i < EVAL_MEASURES; i++) {
        double expected = i == EVAL_NUM_Q ? 1 : i == EVAL_NUM_REL ? 2 : 0;
        ck_assert_msg(values[i] == expected, "%s: %g", eval_measure_names[i], values[i]);
    }
}
END_TEST

/* Counts are added, all else is averaged. */
START_TEST(test_mean)
{
    double topics[3][EVAL_MEASURES], mean[EVAL_MEASURES];
    for (int topic = 0; topic < 3; topic++)
        for (int i = 0; i < EVAL_MEASURES; i++)
            topics[topic][i] = (topic + 1) * (i + 1);
    eval_mean(topics, 3, mean);
    for (int i = 0; i < EVAL_MEASURES; i++)
        ck_assert_msg(fabs(mean[i] - (i < EVAL_COUNTS ? 6 : 2) * (i + 1)) < 1e-12, "%s: %g",
                      eval_measure_names[i], mean[i]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("eval-metrics");
    TCase *c = tcase_create("eval-metrics");
    tcase_add_loop_test(c, test_topic, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, test_depth);
    tcase_add_test(c, test_no_results);
    tcase_add_test(c, test_mean);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
