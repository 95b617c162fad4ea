#include "search/query-xapian.h"

#include <check.h>
#include <string.h>

#include "search/query.h"

/* A query as text, and what Xapian is asked: of the text first, then (AND_MAYBE) of the title. */
static const struct {
    const char *name, *text, *query;
    gboolean no_positions;
} cases[] = {
    {.name = "a word",
     .text = "ceasefires",
     .query = "Query((Zceasefir AND_MAYBE 0.25 * ZSceasefir))"},
    {.name = "a number", .text = "10,000", .query = "Query((10000 AND_MAYBE 0.25 * S10000))"},
    {.name = "forms in two languages",
     .text = "häuser",
     .query = "Query(((Zhauser SYNONYM Zhaus) AND_MAYBE 0.25 * (ZShauser SYNONYM ZShaus)))"},
    {.name = "a phrase",
     .text = "\"peace talks\"",
     .query = "Query(((peace PHRASE 2 talks) AND_MAYBE 0.25 * (Speace PHRASE 2 Stalks)))"},
    {.name = "a phrase without positions",
     .text = "\"peace talks\"",
     .query = "Query(((peace AND talks) AND_MAYBE 0.25 * (Speace AND Stalks)))",
     .no_positions = TRUE},
    {.name = "a compound",
     .text = "cease-fire",
     .query = "Query((((cease PHRASE 2 fire) SYNONYM Zceasefir) AND_MAYBE 0.25 * ((Scease PHRASE 2 "
              "Sfire) SYNONYM "
              "ZSceasefir)))"},
    {.name = "left out",
     .text = "war -peace",
     .query = "Query(((Zwar AND_MAYBE 0.25 * ZSwar) AND_NOT Zpeac))"},
    {.name = "only left out",
     .text = "-war -peace",
     .query = "Query((<alldocuments> AND_NOT (Zwar OR Zpeac)))"},
    {.name = "two Chinese characters",
     .text = "北京",
     .query = "Query((北京 AND_MAYBE 0.25 * S北京))"},
    {.name = "three Chinese characters",
     .text = "北京市",
     .query = "Query((((北京 AND 京市) FILTER (北 PHRASE 3 京 PHRASE 3 市)) AND_MAYBE 0.25 * "
              "((S北京 AND S京市) "
              "FILTER (S北 PHRASE 3 S京 PHRASE 3 S市))))"},
};

START_TEST(asks_xapian)
{
    static const char *const languages[] = {"english", "german"};
    g_autoptr(Analysis) analysis = analysis_new(languages, G_N_ELEMENTS(languages));
    g_autoptr(Query) query = query_parse(cases[_i].text, strlen(cases[_i].text), &(QuerySettings){.analysis = analysis}, NULL);
    ck_assert_msg(query != NULL, "%s", cases[_i].name);
    g_autoptr(XapQuery) xap_query = query_to_xapian(query->root, !cases[_i].no_positions, 0.25);
    g_autofree char *described = xap_query_describe(xap_query);
    ck_assert_msg(strcmp(described, cases[_i].query) == 0, "%s:\n  is     %s\n  should %s",
                  cases[_i].name, described, cases[_i].query);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("query-xapian");
    TCase *c = tcase_create("query-xapian");
    tcase_add_loop_test(c, asks_xapian, 0, G_N_ELEMENTS(cases));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
