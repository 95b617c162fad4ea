#include "search/trec-file.h"

#include <check.h>
#include <string.h>

/* The judgements as `topic: document=level …` in byte order, or what the message has. */
static const struct {
    const char *name, *text, *judgements, *complaint;
} qrels_cases[] = {
    {"plain", "2 0 b 1\n1 0 a 0\n2 0 a 2\n", "1: a=0; 2: a=2 b=1;", NULL},
    {"tabs, spaces, no last line feed", "\t1  0\ta 1 \r\n\n1 0 b 0", "1: a=1 b=0;", NULL},
    {"a byte order mark, a remark",
     "\xEF\xBB\xBF"
     "1 0 a 1\n# 2 0 x\n",
     "1: a=1;", NULL},
    {"signs", "1 0 a -1\n1 0 b +2\n", "1: a=-1 b=2;", NULL},
    {"topics in byte order", "10 0 a 1\n9 0 a 1\n", "10: a=1; 9: a=1;", NULL},
    {"three columns", "1 0 a 1\n1 a 1\n", NULL, "line 2 of 'file': judgements have four columns"},
    {"a run", "1 Q0 a 1 2.5 tag\n", NULL, "line 1 of 'file': judgements have four columns"},
    {"no number", "1 0 a x\n", NULL, "the level 'x' is no whole number"},
    {"no whole number", "1 0 a 0.5\n", NULL, "the level '0.5' is no whole number"},
    {"too large", "1 0 a 99999999999999999999\n", NULL, "is no whole number"},
    {"twice", "1 0 a 1\n2 0 a 1\n1 0 a 0\n", NULL,
     "line 3 of 'file': the document 'a' was judged before"},
    {"nothing", "\n# 1 0 a 1\n", NULL, "there are no judgements in 'file'"},
};

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void append_judgements(GString *out, const Judgements *judgements)
{
    guint count;
    g_autofree gpointer *documents = g_hash_table_get_keys_as_array(judgements->levels, &count);
    qsort(documents, count, sizeof *documents, compare_names);
    for (guint i = 0; i < count; i++)
        g_string_append_printf(
            out, " %s=%d", (char *)documents[i],
            GPOINTER_TO_INT(g_hash_table_lookup(judgements->levels, documents[i])));
}

START_TEST(test_qrels)
{
    g_autofree char *text = g_strdup(qrels_cases[_i].text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Qrels) qrels = qrels_parse(text, "file", &error);
    if (qrels_cases[_i].complaint) {
        ck_assert_msg(!qrels && strstr(error->message, qrels_cases[_i].complaint), "%s: %s",
                      qrels_cases[_i].name, error ? error->message : "no error");
        return;
    }
    ck_assert_msg(qrels != NULL, "%s: %s", qrels_cases[_i].name, error ? error->message : "");
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint i = 0; i < qrels->names->len; i++) {
        g_string_append_printf(found, "%s%s:", i ? " " : "", (char *)qrels->names->pdata[i]);
        append_judgements(found, qrels_of(qrels, qrels->names->pdata[i]));
        g_string_append_c(found, ';');
    }
    ck_assert_msg(g_str_equal(found->str, qrels_cases[_i].judgements), "%s: %s",
                  qrels_cases[_i].name, found->str);
}
END_TEST

/* The documents of topic 1 in their order, or what the message has. */
static const struct {
    const char *name, *text, *order, *complaint;
} run_cases[] = {
    {"by score, whatever the ranks say", "1 Q0 a 1 1.5 t\n1 Q0 b 2 2.5 t\n1 Q0 c 3 -1 t\n", "b a c",
     NULL},
    {"ties by id, falling", "1 Q0 a 1 1 t\n1 Q0 c 2 1 t\n1 Q0 b 3 1 t\n", "c b a", NULL},
    {"ids as bytes", "1 Q0 9 1 1 t\n1 Q0 10 2 1 t\n1 Q0 B 3 1 t\n1 Q0 a 4 1 t\n", "a B 9 10", NULL},
    {"what a float can't tell are ties", "1 Q0 a 1 16777217 t\n1 Q0 b 2 16777216 t\n", "b a", NULL},
    {"topics mixed", "1 Q0 a 1 1 t\n2 Q0 x 1 9 t\n1 Q0 b 2 2 t\n", "b a", NULL},
    {"more behind, tabs", "1\tQ0\ta\t1\t1e3\tt more\r\n", "a", NULL},
    {"infinite", "1 Q0 a 1 -inf t\n1 Q0 b 2 inf t\n", "b a", NULL},
    {"five columns", "1 Q0 a 1 1\n", NULL, "line 1 of 'file': a run has six columns"},
    {"judgements", "1 0 a 1\n", NULL, "a run has six columns"},
    {"no number", "1 Q0 a 1 x t\n", NULL, "the score 'x' is no number"},
    {"not a number", "1 Q0 a 1 nan t\n", NULL, "the score 'nan' is no number"},
    {"twice", "1 Q0 a 1 2 t\n1 Q0 a 2 1 t\n", NULL,
     "the document 'a' stands twice for the topic '1' in 'file'"},
};

START_TEST(test_run)
{
    g_autofree char *text = g_strdup(run_cases[_i].text);
    g_autoptr(GError) error = NULL;
    g_autoptr(TrecRun) run = trec_run_new();
    gboolean done = trec_run_add(run, text, "file", &error) && trec_run_order(run, "file", &error);
    if (run_cases[_i].complaint) {
        ck_assert_msg(!done && strstr(error->message, run_cases[_i].complaint), "%s: %s",
                      run_cases[_i].name, error ? error->message : "no error");
        return;
    }
    ck_assert_msg(done, "%s: %s", run_cases[_i].name, error ? error->message : "");
    const GArray *results = trec_run_of(run, "1");
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint i = 0; i < results->len; i++)
        g_string_append_printf(found, "%s%s", i ? " " : "",
                               g_array_index(results, RunResult, i).document);
    ck_assert_msg(g_str_equal(found->str, run_cases[_i].order), "%s: %s", run_cases[_i].name,
                  found->str);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("trec-file");
    TCase *c = tcase_create("trec-file");
    tcase_add_loop_test(c, test_qrels, 0, G_N_ELEMENTS(qrels_cases));
    tcase_add_loop_test(c, test_run, 0, G_N_ELEMENTS(run_cases));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
