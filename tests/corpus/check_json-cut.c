#include "corpus/json-cut-private.h"
#include "tests/corpus/corpus-test.h"

/* The values of text as the cutter gives them, in angle brackets with their lines, when the text
 * comes in pieces of so many bytes. */
static char *cut_all(const char *text, gsize piece)
{
    GString *all = g_string_new(NULL);
    JsonCut *state = json_cut_new(0, FALSE);
    Cutter cutter = {0};
    Cut cut;
    gsize at = 0, end = 0, length = strlen(text);
    guint64 line = 1;
    for (;;) {
        switch (json_cut_next(state, &cutter, text + at, end - at, end == length, &cut)) {
        case CUT_RECORD:
            line += cut.lines_before;
            g_string_append_printf(all, "<%d:%.*s>", (int)line, (int)cut.length,
                                   text + at + cut.skip);
            line += cut.lines;
            at += cut.next;
            break;
        case CUT_MORE:
            ck_assert_uint_lt(end, length);
            end = MIN(end + piece, length);
            break;
        default:
            json_cut_free(state);
            return g_string_free(all, FALSE);
        }
    }
}

static const struct {
    const char *text, *wanted;
} rows[] = {
    {"", ""},
    {"[]", ""},
    {" [ ] ", ""},
    {"{}", "<1:{}>"},
    {"[{\"a\":1},{\"b\":[{}]}]", "<1:{\"a\":1}><1:{\"b\":[{}]}>"},
    {"{\"a\":1}{\"b\":2}", "<1:{\"a\":1}><1:{\"b\":2}>"},
    {"{\"a\":1}\n\n{\n\"b\":2\n}\n{}", "<1:{\"a\":1}><3:{\n\"b\":2\n}><6:{}>"},
    {"[1, \"x\", {}]", "<1:1><1:\"x\"><1:{}>"},
    {"{\"a\":\"}{\\\"\"}{}", "<1:{\"a\":\"}{\\\"\"}><1:{}>"},
    {"{\"a\":\"\\\\\"}{}", "<1:{\"a\":\"\\\\\"}><1:{}>"},
    {"[{\"a\":\"x},\n{\"b\":1}]", "<1:{\"a\":\"x}><2:{\"b\":1}>"},
    {"[{\"a\":\"x},{\"b\":1},{\"c\":1}]", "<1:{\"a\":\"x}><1:{\"b\":1}><1:{\"c\":1}>"},
    {"[{\"a\":1\n{\"b\":1}]", "<1:{\"a\":1><2:{\"b\":1}>"},
    {"[{\"a\":[1,2},\n{\"b\":1}]", "<1:{\"a\":[1,2}><2:{\"b\":1}>"},
    {"{\"a\": \"one\ntwo\"}{}", "<1:{\"a\": \"one\ntwo\"}><2:{}>"},
    {"[{\"a\":1},{\"b\"", "<1:{\"a\":1}><1:{\"b\">"},
    {"rubbish {\"a\":1} more", "<1:rubbish><1:{\"a\":1}><1:more>"},
    {"\x1E{\"a\":1}\n\x1E{\"b\":1}\n", "<1:{\"a\":1}><2:{\"b\":1}>"},
};

START_TEST(every_text_in_any_pieces)
{
    gsize length = strlen(rows[_i].text);
    for (gsize piece = 1; piece <= length + 1; piece++) {
        g_autofree char *found = cut_all(rows[_i].text, piece);
        ck_assert_msg(strcmp(found, rows[_i].wanted) == 0, "%s in pieces of %zu: %s", rows[_i].text,
                      piece, found);
    }
}
END_TEST

START_TEST(objects_have_an_end)
{
    static const struct {
        const char *text;
        gsize length;
    } objects[] = {{"{}", 2},
                   {"{\"a\":{\"b\":[1]}} x", 15},
                   {"{\"a\":\"}\"}", 9},
                   {"{\"a\":1", 0},
                   {"[1]", 0},
                   {"", 0},
                   {"x", 0},
                   {"{\"a\":1]", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(objects); i++)
        ck_assert_msg(json_cut_object(objects[i].text, strlen(objects[i].text)) ==
                          objects[i].length,
                      "%s", objects[i].text);
}
END_TEST

START_TEST(values_are_counted)
{
    static const char text[] = "{\"a\":[1,2,3],\"b\":\"[,{\\\",\"}";
    ck_assert_uint_eq(json_cut_count_values(text, strlen(text)), 6);
    ck_assert_uint_ge(json_cut_count_values("\"a\\", 3), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-cut");
    TCase *tests = tcase_create("json-cut");
    tcase_add_loop_test(tests, every_text_in_any_pieces, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, objects_have_an_end);
    tcase_add_test(tests, values_are_counted);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
