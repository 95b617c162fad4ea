#include "search/topic-file.h"

#include <check.h>
#include <string.h>

#define TITLE_AND_DESC (TOPIC_TITLE | TOPIC_DESC)

/* The topics as `name[text] …`, those of queries with a ! behind; or what the message has. */
static const struct {
    const char *name, *text;
    guint fields;
    const char *topics, *complaint;
} cases[] = {
    {"a query a line", "1\tferry strike\n2\t\"dock strike\"\n", 0,
     "1[ferry strike]! 2[\"dock strike\"]!", NULL},
    {"white space and empty lines", "\n 7 \t storm \r\n\n  \n8\ta\tb", 0, "7[storm]! 8[a\tb]!",
     NULL},
    {"a byte order mark",
     "\xEF\xBB\xBF"
     "1\tferry\n",
     0, "1[ferry]!", NULL},
    {"not UTF-8", "1\tcaf\xE9\n", 0, "1[caf\xEF\xBF\xBD]!", NULL},
    {"no tab", "1\tferry\nstorm\n", 0, NULL, "topic 2 of 'file', 'storm', has no text"},
    {"parts are not of queries", "x\ty\n", TOPIC_NARR, "x[y]!", NULL},
    {"no name", "\tferry\n", 0, NULL, "topic 1 of 'file', 'ferry', has no text"},
    {"twice", "1\tferry\n1\tstorm\n", 0, NULL, "topic 2 of 'file', '1', stands there twice"},
    {"nothing", " \n", 0, NULL, "there are no topics in 'file'"},

    {"sgml",
     "<top>\n<num> Number: 301\n<title> Ferry strikes\n\n<desc> Description:\nWhich "
     "ferries?\n\n<narr> Narrative:\nAny.\n</top>\n"
     "<top><num> Number: 302<title> Storms</top>",
     0, "301[Ferry strikes] 302[Storms]", NULL},
    {"sgml: chosen parts",
     "<top><num>Number: 1 <title>Ferry<desc> Description: Which? <narr>Narrative: Any.</top>",
     TITLE_AND_DESC, "1[Ferry Which?]", NULL},
    {"sgml: one part",
     "<top><num>Number: 1 <title>Ferry<desc> Description: Which? <narr>Narrative: Any.</top>",
     TOPIC_NARR, "1[Any.]", NULL},
    {"sgml: closed tags",
     "<top><num>051</num><title>Topic: Airbus</title> stray <desc>Why?</desc></top>", 0,
     "051[Airbus]", NULL},
    {"sgml: other parts",
     "<top><head> Tipster\n<num> Number: 51\n<dom> Domain: Law\n<title> Topic: Airbus\n<smry> "
     "Summary: No.\n</top>",
     0, "51[Airbus]", NULL},
    {"sgml: in capitals", "<TOP><NUM>Number: 5<TITLE>Ferry</TOP>", 0, "5[Ferry]", NULL},
    {"sgml: no title", "<top><num> Number: 201 <desc> Description: Which ferries? </top>", 0,
     "201[Which ferries?]", NULL},
    {"sgml: entities, and < that begins no tag",
     "<top><num>1<title>R&amp;D &lt; 5 < 6 &quot;x&quot; &unknown;</top>", 0,
     "1[R&D < 5 < 6 \"x\" &unknown;]", NULL},
    {"sgml: a declaration, a list",
     "<?xml version=\"1.0\"?><topics><topic number=\"9\" "
     "type=\"x\"><query>ferry</query><description>Which?</description></topic>"
     "<topic number='10'><query>storm</query></topic></topics>",
     0, "9[ferry] 10[storm]", NULL},
    {"sgml: the end is missing", "<top><num>1<title>Ferry<top><num>2<title>Storm", 0,
     "1[Ferry] 2[Storm]", NULL},
    {"sgml: a tag is cut", "<top><num>1<title>Ferry<de", 0, "1[Ferry<de]", NULL},
    {"sgml: no such part", "<top><num>1<title>Ferry</top>", TOPIC_DESC, NULL,
     "topic 1 of 'file', '1', has no text"},
    {"sgml: no number", "<top><title>Ferry</top>", 0, NULL, "topic 1 of 'file', '', has no number"},

    {"json",
     "{\"id\":\"1\",\"text\":\"ferry\"}\n{\"qid\": 2, \"query\": "
     "\"storm\"}\n{\"_id\":\"x-3\",\"title\":\"flood\"}\n",
     0, "1[ferry] 2[storm] x-3[flood]", NULL},
    {"json: other members",
     "{\"metadata\":{\"a\":[1,\"}\"]},\"n\":null,\"id\":\"1\",\"b\":true,\"text\":\"a\\u00e9\\\"\","
     "\"z\":-1.5e3}",
     0, "1[a\xC3\xA9\"]", NULL},
    {"json: text before title", "{\"title\":\"t\",\"text\":\"x\",\"id\":\"1\"}", 0, "1[x]", NULL},
    {"json: chosen parts",
     "{\"id\":\"1\",\"text\":\"x\",\"title\":\"t\",\"description\":\"d\",\"narrative\":\"n\"}",
     TITLE_AND_DESC, "1[t d]", NULL},
    {"json: space and empty lines", " { \"id\" : \"1\" , \"text\" : \"x\" } \r\n\n", 0, "1[x]",
     NULL},
    {"json: broken", "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\n", 0, NULL,
     "line 2 of 'file'"},
    {"json: more behind", "{\"id\":\"1\",\"text\":\"x\"} y\n", 0, NULL, "line 1 of 'file'"},
    {"json: brackets are never closed", "{\"id\":\"1\",\"m\":[[[\n", 0, NULL, "line 1 of 'file'"},
    {"json: empty", "{}\n", 0, NULL, "has no number"},
};

START_TEST(test_topics)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) topics =
        topic_file_parse(cases[_i].text, cases[_i].fields, "file", &error);
    if (cases[_i].complaint) {
        ck_assert_msg(!topics && strstr(error->message, cases[_i].complaint), "%s: %s",
                      cases[_i].name, error ? error->message : "no error");
        return;
    }
    ck_assert_msg(topics != NULL, "%s: %s", cases[_i].name, error ? error->message : "");
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint i = 0; i < topics->len; i++) {
        const Topic *topic = topics->pdata[i];
        g_string_append_printf(found, "%s%s[%s]%s", i ? " " : "", topic->name, topic->text,
                               topic->prose ? "" : "!");
    }
    ck_assert_msg(g_str_equal(found->str, cases[_i].topics), "%s: %s", cases[_i].name, found->str);
}
END_TEST

/* No beginning of a file, cut anywhere, is read beyond its end. */
START_TEST(test_cut_anywhere)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        for (gsize length = 0; length < strlen(cases[i].text); length++) {
            g_autofree char *text = g_strndup(cases[i].text, length);
            g_autoptr(GError) error = NULL;
            g_autoptr(GPtrArray) topics = topic_file_parse(text, 0, "file", &error);
            ck_assert_msg((topics != NULL) != (error != NULL), "%s, %zu bytes", cases[i].name,
                          length);
        }
}
END_TEST

static const struct {
    const char *list;
    guint fields; /* 0: a mistake */
} lists[] = {
    {"title", TOPIC_TITLE},
    {"title,desc", TITLE_AND_DESC},
    {" narr , DESC ", TOPIC_NARR | TOPIC_DESC},
    {"", 0},
    {"title,", 0},
    {"body", 0},
};

START_TEST(test_fields)
{
    guint fields = 0;
    g_autoptr(GError) error = NULL;
    gboolean done = topic_fields_parse(lists[_i].list, &fields, &error);
    ck_assert_msg(done == (lists[_i].fields != 0) && fields == lists[_i].fields, "'%s': %u",
                  lists[_i].list, fields);
    ck_assert(done || g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("topic-file");
    TCase *c = tcase_create("topic-file");
    tcase_add_loop_test(c, test_topics, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, test_cut_anywhere);
    tcase_add_loop_test(c, test_fields, 0, G_N_ELEMENTS(lists));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
