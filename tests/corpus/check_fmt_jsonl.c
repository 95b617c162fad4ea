#include "tests/corpus/corpus-test.h"

/* What stands between the braces beside a text. */
static const struct {
    const char *json, *wanted;
} names[] = {
    {"\"title\":\"T\"", "title=T | text=x"},
    {"\"headline\":\"T\"", "title=T | text=x"},
    {"\"date\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"published\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"date_publish\":\"2014-08-07 10:15:00\"", "text=x | date=2014-08-07T10:15:00"},
    {"\"publish_date\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"pubDate\":\"Thu, 07 Aug 2014 10:15:00 GMT\"", "text=x | date=2014-08-07T10:15:00"},
    {"\"timestamp\":1407406500", "text=x | date=2014-08-07T10:15:00"},
    {"\"timestamp\":1407406500123", "text=x | date=2014-08-07T10:15:00"},
    {"\"timestamp\":1407406500.25", "text=x | date=2014-08-07T10:15:00"},
    {"\"timestamp\":-315619200", "text=x | date=1960-01-01T00:00:00"},
    {"\"published_at\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"publishedAt\":\"2014-08-07T10:15:00Z\"", "text=x | date=2014-08-07T10:15:00"},
    {"\"publication_date\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"datePublished\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"date\":2014", "text=x | date=2014"},
    {"\"date\":20140807", "text=x | date=2014-08-07"},
    {"\"date\":{\"$date\":1407406500000}", "text=x | date=2014-08-07T10:15:00"},
    {"\"date\":{\"$date\":{\"$numberLong\":\"1407406500000\"}}",
     "text=x | date=2014-08-07T10:15:00"},
    {"\"url\":\"http://example.org/a\"", "url=http://example.org/a | text=x"},
    {"\"link\":\"http://example.org/a\"", "url=http://example.org/a | text=x"},
    {"\"source\":\"S\"", "text=x | source=S"},
    {"\"publisher\":\"S\"", "text=x | source=S"},
    {"\"domain\":\"example.org\"", "text=x | source=example.org"},
    {"\"author\":\"A B\"", "text=x | author=A B"},
    {"\"authors\":[\"A B\",\"C D\"]", "text=x | author=A B\\nC D"},
    {"\"byline\":\"By A B\"", "text=x | author=A B"},
    {"\"authors\":[{\"name\":\"A B\"},{\"name\":\"C D\"}]", "text=x | author=A B\\nC D"},
    {"\"author\":{\"name\":\"A B\",\"id\":7}", "text=x | author=A B"},
    {"\"author\":\"A B; C D\"", "text=x | author=A B\\nC D"},
    {"\"section\":\"World\"", "text=x | section=World"},
    {"\"category\":\"World\"", "text=x | section=World"},
    {"\"section\":[\"World\",\"Sea\"]",
     "text=x | section=World | notes=a second value was left out: Sea"},
    {"\"language\":\"en\"", "text=x | language=en"},
    {"\"lang\":\"English\"", "text=x | language=English"},
    {"\"keywords\":[\"sea\",\"ship\"]", "text=x | keyword=sea\\nship"},
    {"\"keyword\":\"sea, ship\"", "text=x | keyword=sea\\nship"},
    {"\"tags\":[\"sea\",null,\"ship\"]", "text=x | keyword=sea\\nship"},
    {"\"id\":\"n-1\"", "id=n-1 | text=x"},
    {"\"_id\":\"n-1\"", "id=n-1 | text=x"},
    {"\"guid\":\"n-1\"", "id=n-1 | text=x"},
    {"\"docno\":\"n-1\"", "id=n-1 | text=x"},
    {"\"id\":17", "id=17 | text=x"},
    {"\"id\":-17", "id=-17 | text=x"},
    {"\"id\":1.5", "id=1.500000 | text=x"},
    {"\"id\":9007199254740993", "id=9007199254740993 | text=x"},
    {"\"id\":12345678901234567890123", "id=12345678901234567890123 | text=x"},
    {"\"_id\":{\"$oid\":\"53e3\"}", "id=53e3 | text=x"},
    {"\"source\":{\"id\":\"bn\",\"name\":\"Blue News\"}", "text=x | source=Blue News"},
    {"\"source\":{\"id\":\"bn\",\"name\":null}", "text=x | source=bn"},
    {"\"title\":{\"rendered\":\"T\"}", "title=T | text=x"},
    {"\"Title\":\"T\",\"DATE\":\"2014\"", "title=T | text=x | date=2014"},
    /* the order of preference */
    {"\"headline\":\"H\",\"title\":\"T\"", "title=T | text=x"},
    {"\"headline\":\"H\",\"title\":\"\"", "title=H | text=x"},
    {"\"headline\":\"H\",\"title\":null", "title=H | text=x"},
    {"\"content\":\"short\",\"body\":\"y\"", "text=x"},
    {"\"title\":\"A\",\"title\":\"B\"", "title=B | text=x"},
    {"\"date\":\"?\",\"published\":\"2014\"", "text=x | date=2014 | notes=date not understood: ?"},
    /* nothing there */
    {"\"author\":null,\"source\":\"\",\"keywords\":[],\"section\":{},\"date\":null", "text=x"},
    {"\"author\":false,\"id\":true", "text=x"},
    {"\"date\":\"2014-02-30\"", "text=x | notes=no such date: 2014-02-30"},
    {"\"date\":\"03/04/2014\"", "text=x | notes=date not understood: 03/04/2014"},
    {"\"unknown\":{\"title\":\"no\"}", "text=x"},
    /* oddities of writers */
    {"\"title\":\"a\\u0000b\"", "title=a b | text=x"},
    {"\"title\":\"a\\\\u0000b\"", "title=a\\u0000b | text=x"},
    {"\"title\":\"\\u041c\\u0438\\u0440\"", "title=Мир | text=x"},
    {"\"title\":\"\\ud83d\\ude00\"", "title=😀 | text=x"},
    {"\"publication\":\"S\"", "text=x | source=S"},
    {"\"media_name\":\"S\"", "text=x | source=S"},
    {"\"source_domain\":\"s.example\"", "text=x | source=s.example"},
    {"\"siteName\":\"S\"", "text=x | source=S"},
    {"\"source\":\"https://s.example/1\",\"source-hostname\":\"S\"", "url=https://s.example/1 | text=x | source=S"},
    {"\"source\":\"https://s.example/\"", "text=x | source=https://s.example/"},
    {"\"source\":\"https://s.example/1\",\"url\":\"https://s.example/2\"",
     "url=https://s.example/2 | text=x | source=https://s.example/1"},
    {"\"web_url\":\"http://example.org/a\"", "url=http://example.org/a | text=x"},
    {"\"published_date\":1407406500000", "text=x | date=2014-08-07T10:15:00"},
    {"\"date_published\":\"2014-08-07T10:15:00Z\"", "text=x | date=2014-08-07T10:15:00"},
    {"\"pub_date\":\"2014-08-07T10:15:00+0000\"", "text=x | date=2014-08-07T10:15:00"},
    {"\"post_date\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"seendate\":\"20140807T101500Z\"", "text=x | date=2014-08-07T10:15:00"},
    {"\"Date Published\":\"2014-08-07\"", "text=x | date=2014-08-07"},
    {"\"headline\":{\"main\":\"T\",\"kicker\":null,\"name\":null}", "title=T | text=x"},
    {"\"byline\":{\"original\":\"By A B\",\"person\":[]}", "text=x | author=A B"},
    {"\"authors\":\"['Jane Doe', \\\"Tom O'Neil\\\"]\"", "text=x | author=Jane Doe\\nTom O'Neil"},
    {"\"authors\":\"[]\",\"keywords\":\"['sea, deep', 'air']\"", "text=x | keyword=sea, deep\\nair"},
    {"\"author\":\"[AP]\"", "text=x | author=[AP]"},
    /* what stands for nothing */
    {"\"url\":\"nan\",\"author\":\"NaN\",\"date\":\"NaT\",\"section\":\"\\\\N\",\"id\":\"null\"", "text=x"},
    {"\"url\":\"#\",\"source\":\"None\",\"language\":\"N/A\"", "text=x"},
    {"\"author\":3,\"title\":\"None\"", "title=None | text=x"},
    {"\"title\":\"cut \\ud83d\"", "title=cut \xEF\xBF\xBD | text=x"},
    {"\"title\":\"cut \\ude00\"", "title=cut \xEF\xBF\xBD | text=x"},
    {"\"title\":\"T\",\"score\":NaN,\"low\":-Infinity", "title=T | text=x"},
    {"\"title\":\" two\\nlines\\tand \\r\\n a tab \"", "title=two lines and a tab | text=x"},
    {"\"title\":\"quoted \\\"NaN\\\" {[,:\"", "title=quoted \"NaN\" {[,: | text=x"},
};

START_TEST(every_name)
{
    g_autofree char *json = g_strdup_printf("{\"text\":\"x\",%s}\n", names[_i].json);
    g_autoptr(GPtrArray) all = read_written("a.jsonl", json, strlen(json), NULL);
    g_autofree char *found = show_all(all);
    g_autofree char *wanted = g_strconcat(names[_i].wanted, "\n", NULL);
    ck_assert_msg(strcmp(found, wanted) == 0, "%s\n- %s+ %s", names[_i].json, wanted, found);
}
END_TEST

static const struct {
    const char *name, *json, *wanted;
} files[] = {
    {"text", "{\"text\":\"x\"}", "text=x\n"},
    {"body", "{\"body\":\"x\"}", "text=x\n"},
    {"content", "{\"content\":\"x\"}", "text=x\n"},
    {"maintext", "{\"maintext\":\"x\"}", "text=x\n"},
    {"article", "{\"article\":\"x\"}", "text=x\n"},
    {"paragraphs", "{\"text\":[\"One.\",\"Two.\"]}", "text=One.\\n\\nTwo.\n"},
    {"a title alone", "{\"title\":\"T\"}", "title=T\n"},
    {"lines", "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n",
     "id=1 | text=a\nid=2 | text=b\n"},
    {"no line feed at the end", "{\"text\":\"a\"}\n{\"text\":\"b\"}", "text=a\ntext=b\n"},
    {"Windows lines", "{\"text\":\"a\"}\r\n{\"text\":\"b\"}\r\n", "text=a\ntext=b\n"},
    {"blank lines", "\n\n{\"text\":\"a\"}\n  \n{\"text\":\"b\"}\n\n", "text=a\ntext=b\n"},
    {"a BOM", "\xEF\xBB\xBF{\"text\":\"a\"}\n", "text=a\n"},
    {"commas behind lines", "{\"text\":\"a\"},\n{\"text\":\"b\"},\n", "text=a\ntext=b\n"},
    {"record separators", "\x1E{\"text\":\"a\"}\n\x1E{\"text\":\"b\"}\n", "text=a\ntext=b\n"},
    {"a broken line", "{\"text\":\"a\"}\n{\"text\":\"b\n{\"text\":\"c\"}\n",
     "text=a\nREJECT | notes=broken JSON at byte 10 of 10\ntext=c\n"},
    {"the first line broken", "{\"text\":\"a\n{\"text\":\"b\"}\n",
     "REJECT | notes=broken JSON at byte 10 of 10\ntext=b\n"},
    {"the last line cut off", "{\"text\":\"a\"}\n{\"text\":\"b",
     "text=a\nREJECT | notes=broken JSON at byte 10 of 10\n"},
    {"rubbish lines", "{\"text\":\"a\"}\nrubbish\n[1,2]\n\"x\"\n17\n{\"text\":\"b\"}\n",
     "text=a\nREJECT | notes=broken JSON at byte 1 of 7\nREJECT | notes=no JSON object\n"
     "REJECT | notes=no JSON object\nREJECT | notes=no JSON object\ntext=b\n"},
    {"something behind the value", "{\"text\":\"a\"}\n{\"text\":\"b\"} x\n",
     "text=a\nREJECT | notes=broken JSON: something follows the value at byte 14\n"},
    {"no title and no text", "{\"id\":1}\n{\"text\":\"  \"}\n",
     "REJECT | notes=neither title nor text\nREJECT | notes=neither title nor text\n"},
    {"an array", "[{\"text\":\"a\"},{\"text\":\"b\"}]", "text=a\ntext=b\n"},
    {"an array, pretty", "[\n  {\n    \"text\": \"a\"\n  },\n  {\n    \"text\": \"b\"\n  }\n]\n",
     "text=a\ntext=b\n"},
    {"an array, an element a line", "[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n",
     "text=a\ntext=b\n"},
    {"an array behind a BOM and spaces", "\xEF\xBB\xBF \n [ {\"text\":\"a\"} ]", "text=a\n"},
    {"an array with other things", "[{\"text\":\"a\"}, 17, \"x\", null, {\"text\":\"b\"}]",
     "text=a\nREJECT | notes=no JSON object\nREJECT | notes=no JSON object\n"
     "REJECT | notes=no JSON object\ntext=b\n"},
    {"an array with a broken element", "[{\"text\":\"a\"},\n{\"text\":\"b},\n{\"text\":\"c\"}]",
     "text=a\nREJECT | notes=broken JSON at byte 10 of 11\ntext=c\n"},
    {"an array cut off", "[{\"text\":\"a\"},{\"te",
     "text=a\nREJECT | notes=broken JSON at byte 3 of 4\n"},
    {"an array in one line, an element unterminated",
     "[{\"text\":\"a\"},{\"text\":\"b},{\"text\":\"c\"},{\"text\":\"d\"}]",
     "text=a\nREJECT | notes=broken JSON at byte 10 of 11\ntext=c\ntext=d\n"},
    {"an empty array", "[]", "REJECT | notes=no records in it\n"},
    {"brackets and quotes in strings", "[{\"text\":\"]},{ \\\" [\"},{\"text\":\"b\"}]",
     "text=]},{ \" [\ntext=b\n"},
    {"objects within objects",
     "[{\"text\":\"a\",\"authors\":[{\"name\":\"n\"},{\"name\":\"m\"}]},{\"text\":\"b\"}]",
     "text=a | author=n\\nm\ntext=b\n"},
    {"concatenated", "{\"text\":\"a\"}{\"text\":\"b\"} {\"text\":\"c\"}",
     "text=a\ntext=b\ntext=c\n"},
    {"pretty-printed", "{\n  \"text\": \"a\"\n}\n{\n  \"text\": \"b\"\n}\n", "text=a\ntext=b\n"},
    {"pretty-printed without indents",
     "{\n\"text\": \"a\",\n\"authors\": [\n{\n\"name\": \"n\"\n}\n]\n}\n{\n\"text\": \"b\"\n}\n",
     "text=a | author=n\ntext=b\n"},
    {"pretty-printed, one broken",
     "{\n  \"text\": \"a\n}\n{\n  \"text\": \"b\"\n}\n{\n  \"text\": \"c\"\n}\n",
     "REJECT | notes=broken JSON at byte 14 of 16\ntext=b\ntext=c\n"},
    {"pretty-printed, a brace missing", "{\n  \"text\": \"a\"\n{\n  \"text\": \"b\"\n}\n",
     "REJECT | notes=broken JSON at byte 15 of 15\ntext=b\n"},
    {"a list in an object", "{\"status\":\"ok\",\"total\":2,\"articles\":[{\"text\":\"a\"},{\"text\":\"b\"}]}\n",
     "text=a\ntext=b\n"},
    {"a list in an object, pretty, with more behind it",
     "{\n  \"meta\": {\"tags\": [\"x\"]},\n  \"items\": [\n    {\n      \"text\": \"a\"\n    },\n    {\"text\": \"b\"}\n  ],\n"
     "  \"next\": {\"items\": [{\"text\": \"c\"}]}\n}\n",
     "text=a\ntext=b\n"},
    {"a feed's title is no article's",
     "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Feed\",\"items\":[{\"id\":\"1\",\"title\":\"T\"}]}",
     "id=1 | title=T\n"},
    {"a list deep inside", "{\"response\":{\"docs\":[{\"text\":\"a\"}]}}", "text=a\n"},
    {"an empty list", "{\"status\":\"ok\",\"articles\":[]}", "REJECT | notes=neither title nor text\n"},
    {"a record with a list of its own", "{\"title\":\"T\",\"text\":\"a\",\"items\":[{\"text\":\"b\"}]}", "title=T | text=a\n"},
    {"records with lists of their own", "{\"items\":[{\"x\":1}],\"text\":\"a\"}\n{\"items\":[{\"x\":2}],\"text\":\"b\"}\n",
     "text=a\ntext=b\n"},
    {"wrapped by a store", "{\"_index\":\"n\",\"_id\":\"7\",\"_source\":{\"title\":\"T\",\"text\":\"a\"}}\n",
     "id=7 | title=T | text=a\n"},
    {"a store's answer",
     "{\"took\":3,\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_id\":\"7\",\"_source\":{\"text\":\"a\"}},{\"_source\":"
     "{\"text\":\"b\"}}]}}",
     "id=7 | text=a\ntext=b\n"},
    {"wrapped more than once", "{\"doc\":{\"title\":\"T\",\"node\":{\"text\":\"a\",\"rate\":1.5,\"date\":20140807.5}}}\n",
     "title=T | text=a | notes=date not understood: 20140807.500000\n"},
    {"what is wrapped fills up", "{\"webTitle\":\"T\",\"sectionName\":\"S\",\"fields\":{\"headline\":\"H\",\"bodyText\":\"a\"}}\n",
     "title=T | text=a | section=S\n"},
    {"a text beside it counts", "{\"title\":\"T\",\"text\":\"a\",\"fields\":{\"author\":\"n\"}}\n", "title=T | text=a\n"},
    {"an article under its key, wrong numbers in it", "{\"article\":{\"title\":\"T\",\"text\":\"a\",\"x\":NaN}}\n", "title=T | text=a\n"},
    {"edges of a graph", "{\"data\":{\"articles\":{\"edges\":[{\"node\":{\"text\":\"a\"}},{\"node\":{\"text\":\"b\"}}]}}}", "text=a\ntext=b\n"},
    {"a list in a list", "{\"db\":[{\"meta\":{\"version\":\"5\"},\"data\":{\"posts\":[{\"title\":\"T\",\"html\":\"<p>a</p>\"}]}}]}",
     "title=T | text=a\n"},
    {"a text in pieces",
     "{\"title\":\"T\",\"contents\":[{\"content\":\"World\",\"mime\":\"text/plain\",\"type\":\"kicker\"},"
     "{\"content\":\"T\",\"mime\":\"text/plain\",\"type\":\"title\"},{\"content\":1407406500000,\"mime\":\"text/plain\",\"type\":\"date\"},"
     "{\"content\":\"One <b>two</b>.\",\"subtype\":\"paragraph\",\"type\":\"sanitized_html\"},null,"
     "{\"fullcaption\":\"c\",\"mime\":\"image/jpeg\",\"type\":\"image\"},{\"content\":\"Three.\",\"type\":\"sanitized_html\"},"
     "{\"name\":\"n\",\"bio\":\"b\",\"type\":\"author_info\"}]}",
     "title=T | text=One two.\\n\\nThree.\n"},
    {"a bulk file", "{ \"index\" : { \"_index\" : \"n\", \"_id\" : \"1\" } }\n{\"text\":\"a\"}\n{\"index\":{}}\n{\"text\":\"b\"}\n"
     "{\"create\":{\"_id\":\"3\"}}\r\n{\"text\":\"c\"}\r\n",
     "text=a\ntext=b\ntext=c\n"},
    {"an article with an index", "{\"index\":{\"_id\":1},\"text\":\"c\"}\n{\"index\":{\"text\":\"a\"}}\n{\"text\":\"b\"}\n",
     "text=c\nREJECT | notes=neither title nor text\ntext=b\n"},
    {"articles by their keys", "{\"a1\":{\"title\":\"T\",\"text\":\"a\"},\"b\\\"2\" : {\"id\":{\"id\":1},\"text\":\"b\"}}",
     "title=T | text=a\nid=1 | text=b\n"},
    {"articles by their keys, pretty",
     "{\n  \"0\": {\n    \"text\": \"a\"\n  },\n  \"1\": {\n    \"text\": \"b\"\n  },\n  \"2\": {\n    \"text\": \"c\"\n  }\n}\n",
     "text=a\ntext=b\ntext=c\n"},
    {"one pretty object", "{\n  \"title\": \"T\",\n  \"text\": \"a\"\n}", "title=T | text=a\n"},
};

START_TEST(every_shape)
{
    g_autoptr(GPtrArray) all = read_written("a.json", files[_i].json, strlen(files[_i].json), NULL);
    g_autofree char *found = show_all(all);
    ck_assert_msg(strcmp(found, files[_i].wanted) == 0, "%s:\n- %s+ %s", files[_i].name,
                  files[_i].wanted, found);
}
END_TEST

/* The same shapes without an extension, and given by name. */
START_TEST(told_by_content)
{
    CorpusOptions forced = {.format = "jsonl"};
    g_autoptr(GPtrArray) by_format =
        read_written("a.x", files[_i].json, strlen(files[_i].json), &forced);
    g_autofree char *found = show_all(by_format);
    ck_assert_msg(strcmp(found, files[_i].wanted) == 0, "%s:\n- %s+ %s", files[_i].name,
                  files[_i].wanted, found);
    g_autoptr(GPtrArray) by_content =
        read_written("a", files[_i].json, strlen(files[_i].json), NULL);
    g_autofree char *again = show_all(by_content);
    ck_assert_msg(strcmp(again, files[_i].wanted) == 0, "%s, no extension:\n- %s+ %s",
                  files[_i].name, files[_i].wanted, again);
}
END_TEST

/* What is no JSON, though it begins with a bracket or has one somewhere. */
START_TEST(texts_with_brackets)
{
    static const char *const texts[] = {
        "[Reuters] A ship came in.",  "[[File:Ship.png]]\n\nA ship came in.",
        "[1] A ship. [2] Another.",   "[\"So\", he said.] A ship.",
        "{A ship} came in.",          "{}\nA ship came in.",
        "A ship {\"x\": 1} came in.",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GPtrArray) all = read_written("a", texts[i], strlen(texts[i]), NULL);
        ck_assert_msg(all->len == 1 && seen_at(all, 0)->answer == CORPUS_ARTICLE, "%s", texts[i]);
    }
}
END_TEST

START_TEST(places)
{
    static const char lines[] = "\n{\"text\":\"a\"}\n\n\n{broken\n{\"text\":\"b\"}\n";
    g_autoptr(GPtrArray) all = read_written("a.jsonl", lines, strlen(lines), NULL);
    ck_assert_uint_eq(all->len, 3);
    static const guint64 wanted[][2] = {{1, 2}, {2, 5}, {3, 6}};
    for (guint i = 0; i < 3; i++) {
        ck_assert_uint_eq(seen_at(all, i)->record, wanted[i][0]);
        ck_assert_uint_eq(seen_at(all, i)->line, wanted[i][1]);
    }
    ck_assert_int_eq(seen_at(all, 1)->answer, CORPUS_REJECT);
    static const char array[] = "[\n{\"text\":\n\"a\"},\n\n{\"text\":\"b}\n,\n{\"text\":\"c\"}]";
    g_autoptr(GPtrArray) elements = read_written("b.json", array, strlen(array), NULL);
    ck_assert_uint_eq(elements->len, 3);
    ck_assert_uint_eq(seen_at(elements, 0)->line, 2);
    ck_assert_uint_eq(seen_at(elements, 1)->line, 5);
    ck_assert_uint_eq(seen_at(elements, 2)->line, 7);
    ck_assert_uint_eq(seen_at(elements, 2)->record, 3);
}
END_TEST

static const struct {
    const char *map, *json, *wanted;
} maps[] = {
    {"title=kop", "{\"kop\":\"T\",\"text\":\"x\"}", "title=T | text=x\n"},
    {"title=kop", "{\"kop\":\"T\",\"title\":\"U\",\"text\":\"x\"}", "title=T | text=x\n"},
    {"title=kop", "{\"title\":\"U\",\"text\":\"x\"}", "title=U | text=x\n"},
    {"title=meta.title", "{\"meta\":{\"title\":\"T\"},\"text\":\"x\"}", "title=T | text=x\n"},
    {"title=a.b.c", "{\"a\":{\"b\":{\"c\":\"T\"}},\"text\":\"x\"}", "title=T | text=x\n"},
    {"title=a.b", "{\"a.b\":\"T\",\"text\":\"x\"}", "title=T | text=x\n"},
    {"title=a.b", "{\"a\":\"T\",\"text\":\"x\"}", "text=x\n"},
    {"author=people.name", "{\"people\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"text\":\"x\"}",
     "text=x | author=A\\nB\n"},
    {"date=meta.when", "{\"meta\":{\"when\":\"7 August 2014\"},\"text\":\"x\"}",
     "text=x | date=2014-08-07\n"},
    {"text=doc.p", "{\"doc\":{\"p\":[\"One.\",\"Two.\"]}}", "text=One.\\n\\nTwo.\n"},
    {"id=meta.id", "{\"meta\":{\"id\":1234567890123456789},\"text\":\"x\"}",
     "id=1234567890123456789 | text=x\n"},
    {"keyword=t", "{\"t\":\"a,b\",\"text\":\"x\"}", "text=x | keyword=a\\nb\n"},
    {"section=url", "{\"url\":\"u\",\"text\":\"x\"}", "url=u | text=x | section=u\n"},
};

START_TEST(every_map)
{
    const char *given[] = {maps[_i].map, NULL};
    CorpusOptions options = {.maps = given};
    g_autoptr(GPtrArray) all =
        read_written("a.jsonl", maps[_i].json, strlen(maps[_i].json), &options);
    g_autofree char *found = show_all(all);
    ck_assert_msg(strcmp(found, maps[_i].wanted) == 0, "%s of %s:\n- %s+ %s", maps[_i].map,
                  maps[_i].json, maps[_i].wanted, found);
}
END_TEST

START_TEST(deep_nesting_is_a_reject)
{
    g_autoptr(GString) json = g_string_new("{\"text\":\"a\"}\n{\"text\":\"b\",\"deep\":");
    for (int i = 0; i < 100000; i++)
        g_string_append_c(json, '[');
    for (int i = 0; i < 100000; i++)
        g_string_append_c(json, ']');
    g_string_append(json, "}\n{\"text\":\"c\"}\n");
    g_autoptr(GPtrArray) all = read_written("a.jsonl", json->str, json->len, NULL);
    ck_assert_uint_eq(all->len, 3);
    ck_assert_int_eq(seen_at(all, 1)->answer, CORPUS_REJECT);
    ck_assert_str_eq(seen_at(all, 2)->field[ARTICLE_TEXT], "c");
    /* The same between other elements of an array. */
    g_string_replace(json, "\n", ",", 0);
    g_string_prepend_c(json, '[');
    g_autoptr(GPtrArray) array = read_written("a.json", json->str, json->len, NULL);
    ck_assert_uint_eq(array->len, 3);
    ck_assert_str_eq(seen_at(array, 2)->field[ARTICLE_TEXT], "c");
}
END_TEST

START_TEST(too_many_values_are_a_reject)
{
    g_autoptr(GString) json = g_string_new("{\"text\":\"a\",\"n\":[0");
    for (int i = 0; i < 2500000; i++)
        g_string_append(json, ",0");
    g_string_append(json, "]}\n{\"text\":\"b\"}\n");
    g_autoptr(GPtrArray) all = read_written("a.jsonl", json->str, json->len, NULL);
    ck_assert_uint_eq(all->len, 2);
    ck_assert_int_eq(seen_at(all, 0)->answer, CORPUS_REJECT);
    ck_assert_ptr_nonnull(strstr(seen_at(all, 0)->notes, "JSON values"));
    ck_assert_str_eq(seen_at(all, 1)->field[ARTICLE_TEXT], "b");
}
END_TEST

/* A record that spans many reads, in every shape; and many records around the borders of reads. */
START_TEST(long_records)
{
    static const char *const shapes[] = {"%s\n%s\n%s\n", "[%s,%s,%s]", "%s%s%s",
                                         "[\n%s,\n%s,\n%s\n]\n"};
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 3500000)
        g_string_append_printf(text, "Line %zu \\\"said\\\" {so} [it].\\n", text->len);
    g_autofree char *small = g_strdup("{\"id\":1,\"text\":\"small\"}");
    g_autofree char *large = g_strdup_printf("{\"id\":2,\"text\":\"%s\"}", text->str);
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_autoptr(GString) json = g_string_new(NULL);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        g_string_printf(json, shapes[i], small, large, small);
#pragma GCC diagnostic pop
        g_autoptr(GPtrArray) all = read_written("a.json", json->str, json->len, NULL);
        ck_assert_msg(all->len == 3, "shape %u: %u answers", i, all->len);
        ck_assert_str_eq(seen_at(all, 1)->field[ARTICLE_ID], "2");
        ck_assert_uint_gt(strlen(seen_at(all, 1)->field[ARTICLE_TEXT]), 1200000);
        ck_assert_str_eq(seen_at(all, 2)->field[ARTICLE_TEXT], "small");
    }
}
END_TEST

START_TEST(many_records)
{
    static const char *const shapes[][3] = {{"", "\n", ""}, {"[", ",", "]"}, {"", "", ""}};
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_autoptr(GString) json = g_string_new(shapes[i][0]);
        for (int k = 1; k <= 12000; k++)
            g_string_append_printf(json, "{\"id\":%d,\"text\":\"%0*d\"}%s", k, k % 200 + 1, k,
                                   k < 12000 ? shapes[i][1] : "");
        g_string_append(json, shapes[i][2]);
        g_autoptr(GPtrArray) all = read_written("a.json", json->str, json->len, NULL);
        ck_assert_msg(all->len == 12000, "shape %u: %u answers", i, all->len);
        for (int k = 1; k <= 12000; k++) {
            QUICK_ASSERT(atoi(seen_at(all, k - 1)->field[ARTICLE_ID]) == k, "shape %u, article %d",
                         i, k);
            QUICK_ASSERT(seen_at(all, k - 1)->record == (guint)k, "shape %u, record %d", i, k);
        }
    }
}
END_TEST

/* Whatever is broken, the reader comes to the end and every line is answered. */
START_TEST(any_damage_is_survived)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    static const char good[] = "{\"id\": 1, \"title\": \"T \\u00e9\", \"text\": \"x\", "
                               "\"authors\": [\"a\", {\"name\": \"b\"}]}\n";
    for (int i = 0; i < 400; i++) {
        g_autoptr(GString) json = g_string_new(i % 2 ? "[" : "");
        for (int k = 0; k < 5; k++)
            g_string_append(json, good);
        for (int k = 0; k < 6; k++)
            json->str[g_rand_int_range(random, 0, json->len)] =
                (char)g_rand_int_range(random, 1, 256);
        CorpusOptions options = {.format = "jsonl"};
        g_autoptr(GPtrArray) all = read_written("a.json", json->str, json->len, &options);
        ck_assert_uint_ge(all->len, 1);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_jsonl");
    TCase *tests = tcase_create("fmt_jsonl");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_loop_test(tests, every_name, 0, G_N_ELEMENTS(names));
    tcase_add_loop_test(tests, every_shape, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tests, told_by_content, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tests, every_map, 0, G_N_ELEMENTS(maps));
    tcase_add_test(tests, texts_with_brackets);
    tcase_add_test(tests, places);
    tcase_add_test(tests, deep_nesting_is_a_reject);
    tcase_add_test(tests, too_many_values_are_a_reject);
    tcase_add_test(tests, long_records);
    tcase_add_test(tests, many_records);
    tcase_add_test(tests, any_damage_is_survived);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
