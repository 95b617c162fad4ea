#include "corpus/json-origin-private.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define HEX "0123456789abcdef0123456789abcdef"
#define NOTE "what \"dateline\" says was left out: "

/* path|member|record|reading, or nothing; and the note. */
static const struct {
    const char *name, *json, *origin, *note;
} rows[] = {
    {"a file", "{\"identity\":\"" HEX "\",\"path\":\"/n/a.txt\",\"record\":1}", "/n/a.txt||1|", ""},
    {"standard input", "{\"identity\":\"" HEX "\",\"path\":\"-\",\"record\":3}", "-||3|", ""},
    {"of an archive",
     "{\"identity\":\"" HEX
     "\",\"path\":\"/a.tar\",\"member\":\"b/c.jsonl\",\"record\":9007199254740992}",
     "/a.tar|b/c.jsonl|9007199254740992|", ""},
    {"read with options",
     "{\"identity\":\"" HEX "\",\"path\":\"/a\",\"record\":1,\"reading\":\"map=title=head\"}",
     "/a||1|map=title=head", ""},
    {"upper-case digits",
     "{\"identity\":\"0123456789ABCDEF0123456789ABCDEF\",\"path\":\"/a\",\"record\":1}", "/a||1|",
     ""},
    {"escaped",
     "{\"identity\":\"" HEX
     "\",\"path\":\"/caf%E9\",\"member\":\"%25\",\"escaped\":true,\"record\":1}",
     "/caf\xe9|%|1|", ""},
    {"a per cent sign", "{\"identity\":\"" HEX "\",\"path\":\"/a%20b\",\"record\":1}", "/a%20b||1|",
     ""},
    {"a city", "\"BAKU, Aug. 8\"", NULL, ""},
    {"another object", "{\"city\":\"Baku\"}", NULL, ""},
    {"an array", "[1,2]", NULL, ""},
    {"an identity too short", "{\"identity\":\"0123\",\"path\":\"/a\",\"record\":1}", NULL,
     NOTE "no identity of 32 hex digits"},
    {"an identity too long", "{\"identity\":\"" HEX "0\",\"path\":\"/a\",\"record\":1}", NULL,
     NOTE "no identity of 32 hex digits"},
    {"an identity of other letters",
     "{\"identity\":\"g123456789abcdef0123456789abcdef\",\"path\":\"/a\",\"record\":1}", NULL,
     NOTE "no identity of 32 hex digits"},
    {"an identity that is a number", "{\"identity\":5,\"path\":\"/a\",\"record\":1}", NULL,
     NOTE "no identity of 32 hex digits"},
    {"no path", "{\"identity\":\"" HEX "\",\"record\":1}", NULL, NOTE "no absolute path"},
    {"a relative path", "{\"identity\":\"" HEX "\",\"path\":\"a\",\"record\":1}", NULL,
     NOTE "no absolute path"},
    {"a NUL in a path",
     "{\"identity\":\"" HEX "\",\"path\":\"/a%00\",\"escaped\":true,\"record\":1}", NULL,
     NOTE "no absolute path"},
    {"a bad escape", "{\"identity\":\"" HEX "\",\"path\":\"/a%zz\",\"escaped\":true,\"record\":1}",
     NULL, NOTE "no absolute path"},
    {"no record", "{\"identity\":\"" HEX "\",\"path\":\"/a\"}", NULL, NOTE "no such record number"},
    {"record 0", "{\"identity\":\"" HEX "\",\"path\":\"/a\",\"record\":0}", NULL,
     NOTE "no such record number"},
    {"a negative record", "{\"identity\":\"" HEX "\",\"path\":\"/a\",\"record\":-1}", NULL,
     NOTE "no such record number"},
    {"half a record", "{\"identity\":\"" HEX "\",\"path\":\"/a\",\"record\":1.5}", NULL,
     NOTE "no such record number"},
    {"a record past all", "{\"identity\":\"" HEX "\",\"path\":\"/a\",\"record\":1e300}", NULL,
     NOTE "no such record number"},
    {"a record in quotes", "{\"identity\":\"" HEX "\",\"path\":\"/a\",\"record\":\"1\"}", NULL,
     NOTE "no such record number"},
};

START_TEST(what_an_export_says)
{
    cJSON *json = cJSON_Parse(rows[_i].json);
    ck_assert_msg(json != NULL, "%s: no JSON", rows[_i].name);
    Article *article = article_new();
    json_origin_take(article, json);
    const ArticleOrigin *origin = &article->origin;
    ck_assert_msg(strcmp(origin->identity->str, rows[_i].origin != NULL ? HEX : "") == 0,
                  "%s: identity '%s'", rows[_i].name, origin->identity->str);
    g_autofree char *found =
        g_strdup_printf("%s|%s|%" G_GUINT64_FORMAT "|%s", origin->path->str, origin->member->str,
                        origin->record, origin->reading->str);
    ck_assert_msg(rows[_i].origin == NULL || strcmp(found, rows[_i].origin) == 0, "%s: %s",
                  rows[_i].name, found);
    ck_assert_msg(strcmp(article->notes->str, rows[_i].note) == 0, "%s: %s", rows[_i].name,
                  article->notes->str);
    article_reset(article);
    ck_assert_uint_eq(origin->identity->len + origin->path->len + origin->member->len +
                          origin->reading->len + origin->record,
                      0);
    article_free(article);
    cJSON_Delete(json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-origin");
    TCase *tests = tcase_create("json-origin");
    tcase_add_loop_test(tests, what_an_export_says, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
