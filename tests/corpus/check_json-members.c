#include "corpus/json-members-private.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "tests/corpus/corpus-test.h"

static void show_member(GString *all, const JsonMembers *around, const JsonMember *member);

/* <key=text>, <key>, <key:number>, <key:{…}>, <key:[…]>, of elements without the key; FALSE if it is not read. */
static gboolean show_members(GString *all, JsonMembers *members)
{
    JsonMember member;
    JsonMembersAnswer answer;
    while ((answer = json_members_next(members, &member)) == JSON_MEMBER)
        show_member(all, members, &member);
    return answer == JSON_MEMBERS_END;
}

static void show_member(GString *all, const JsonMembers *around, const JsonMember *member)
{
    g_string_append_printf(all, "<%.*s", (int)member->key_length, member->key ? member->key : "");
    if (member->kind == JSON_TEXT) {
        g_string_append_printf(all, "=%.*s", (int)member->length, member->text);
    } else if (member->kind == JSON_VALUE && strchr("{[", *member->text)) {
        JsonMembers inside = json_members_within(around, member);
        g_string_append_printf(all, ":%c", *member->text);
        QUICK_ASSERT(show_members(all, &inside), "%.*s is not read again", (int)member->length, member->text);
        QUICK_ASSERT(inside.at == inside.end, "%.*s is read in part", (int)member->length, member->text);
        g_string_append_c(all, inside.close);
    } else if (member->kind == JSON_VALUE) {
        g_string_append_printf(all, ":%.*s", (int)member->length, member->text);
    } else {
        ck_assert_ptr_null(member->text);
    }
    g_string_append_c(all, '>');
}

/* All members, and what stands behind them. Those of kind JSON_VALUE are begun when all are read, as they must be. */
static char *read_all(const char *text, gsize length)
{
    g_autoptr(GString) unescaped = g_string_new(NULL);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(JsonMember));
    GString *all = g_string_new(NULL);
    JsonMembers members = json_members_begin(text, length, unescaped);
    JsonMember member;
    JsonMembersAnswer answer;
    while ((answer = json_members_next(&members, &member)) == JSON_MEMBER)
        g_array_append_val(found, member);
    const char *memory = unescaped->str;
    for (guint i = 0; i < found->len; i++)
        show_member(all, &members, &g_array_index(found, JsonMember, i));
    QUICK_ASSERT(unescaped->str == memory, "%s: the scratch moved", text);
    if (answer == JSON_MEMBERS_OTHER)
        g_string_assign(all, "other");
    else
        g_string_append_len(all, members.at, members.end - members.at);
    return g_string_free(all, FALSE);
}

static const struct {
    const char *text, *wanted;
} rows[] = {
    {"{}", ""},
    {"[]", ""},
    {" {\t} rest", " rest"},
    {"{\"a\":\"b\"}", "<a=b>"},
    {"{\"a\":\"\",\"b\" : null , \"c\":true,\"d\":false}", "<a=><b><c><d>"},
    {"{\"a\":\"one \\\"two\\\"\\n\\\\three\\/\\t\"}", "<a=one \"two\"\n\\three/\t>"},
    {"{\"a\":\"\\u00e9\\u20AC\\ud83d\\ude00\",\"\\u0061\":\"b\"}", "<a=é€😀><a=b>"},
    {"{\"a\":\"a long text, in more than one step\",\"b\":\"x\\n\",\"c\":\"y\\n\"}",
     "<a=a long text, in more than one step><b=x\n><c=y\n>"},
    {"{\"a\":\"one\ntwo\"}", "<a=one\ntwo>"},
    {"{\"a\":1,\"b\":-17,\"c\":0,\"d\":123456789012345}", "<a=1><b=-17><c=0><d=123456789012345>"},
    {"{\"a\":1.5,\"b\":1e3,\"c\":-0,\"d\":1234567890123456,\"e\":2.5E-7}",
     "<a:1.5><b:1e3><c:-0><d:1234567890123456><e:2.5E-7>"},
    {"{\"a\":[\"b\",\"c\\n\", null,3]}", "<a:[<=b><=c\n><><=3>]>"},
    {"{\"a\":[ ],\"b\":{ }}", "<a><b>"},
    {"{\"a\":[[\"b\"],[[]],{\"c\":[\"d\\t\"]}]}", "<a:[<:[<=b>]><:[<>]><:{<c:[<=d\t>]>}>]>"},
    {"{\"a\":{\"name\":\"b\\\"c\"},\"d\":\"e\\\\\"}", "<a:{<name=b\"c>}><d=e\\>"},
    {"[\"a\",{\"b\":\"c\"}]", "<=a><:{<b=c>}>"},
    {"{\"a\":nul}", "other"},
    {"{\"a\":\"b\",}", "other"},
    {"{,\"a\":\"b\"}", "other"},
    {"{\"a\":\"b\" \"c\":\"d\"}", "other"},
    {"{\"a\" \"b\"}", "other"},
    {"{\"a\":\"b", "other"},
    {"{\"a\":\"b\\", "other"},
    {"{\"a\":\"b\\\"", "other"},
    {"{\"a\":\"\\x\"}", "other"},
    {"{\"a\":\"\\u12\"}", "other"},
    {"{\"a\":\"\\u0000\"}", "other"},
    {"{\"a\":\"\\ud83d\"}", "other"},
    {"{\"a\":\"\\ud83d\\u0041\"}", "other"},
    {"{\"a\":\"\\ude00\"}", "other"},
    {"{\"a\":01}", "other"},
    {"{\"a\":-}", "other"},
    {"{\"a\":1.}", "other"},
    {"{\"a\":.5}", "other"},
    {"{\"a\":1e}", "other"},
    {"{\"a\":+1}", "other"},
    {"{\"a\":1-2}", "other"},
    {"{\"a\":NaN}", "other"},
    {"{\"a\":[\"b\",]}", "other"},
    {"{\"a\":[\"b\"}", "other"},
    {"{\"a\":[\"b\"", "other"},
    {"{\"a\":[\"\\u0000\"]}", "other"},
    {"{\"a\":{\"b\"}}", "other"},
    {"\"a\"", "other"},
    {"", "other"},
};

START_TEST(test_rows)
{
    g_autofree char *got = read_all(rows[_i].text, strlen(rows[_i].text));
    ck_assert_msg(strcmp(got, rows[_i].wanted) == 0, "%s\ngot:    %s\nwanted: %s", rows[_i].text, got,
                  rows[_i].wanted);
}
END_TEST

START_TEST(test_nul_is_for_others)
{
    static const char inside[] = "{\"a\":\"b\0c\"}", between[] = "{\"a\":\0\"b\"}";
    g_autofree char *first = read_all(inside, sizeof inside - 1);
    g_autofree char *second = read_all(between, sizeof between - 1);
    ck_assert_str_eq(first, "other");
    ck_assert_str_eq(second, "other");
}
END_TEST

/* Not so many calls of itself that a stack ends. */
START_TEST(test_depth_is_for_others)
{
    g_autoptr(GString) text = g_string_new("{\"a\":");
    for (guint i = 0; i < 100000; i++)
        g_string_append_c(text, '[');
    g_autofree char *got = read_all(text->str, text->len);
    ck_assert_str_eq(got, "other");
}
END_TEST

static void show_tree(GString *all, const cJSON *value)
{
    const cJSON *child;
    g_string_append_printf(all, "<%s", value->string ? value->string : "");
    if (cJSON_IsString(value)) {
        g_string_append_printf(all, "=%s", value->valuestring);
    } else if (cJSON_IsNumber(value)) {
        g_string_append_printf(all, "=%d", value->valueint);
    } else if (value->child) {
        g_string_append_printf(all, ":%c", cJSON_IsArray(value) ? '[' : '{');
        cJSON_ArrayForEach(child, value) show_tree(all, child);
        g_string_append_c(all, cJSON_IsArray(value) ? ']' : '}');
    }
    g_string_append_c(all, '>');
}

/* What is read here, the parser of the whole language reads in the same way. */
START_TEST(test_same_as_parser)
{
    static const char *const pieces[] = {"{", "}", "\"", "\"", "\"a\":", "\"b\",", "\"c\"", ":", ",", "null", "true",
                                         "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d", "\\ude00", "\\u0",
                                         " ", "text of some length", "é", "[", "[", "]", "]", "1", "-20"};
    g_autoptr(GRand) random = g_rand_new_with_seed(20140808);
    guint read = 0, lists = 0;
    for (guint round = 0; round < 300000; round++) {
        g_autoptr(GString) text = g_string_new(round % 2 ? "{\"a\":\"" : "{\"a\":[");
        for (gint left = g_rand_int_range(random, 0, 9); left > 0; left--)
            g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_string_append(text, round % 2 ? "\"}" : "]}");
        g_autofree char *got = read_all(text->str, text->len);
        if (strcmp(got, "other") == 0)
            continue;
        read++;
        lists += strchr(text->str, '[') != NULL;
        const char *stop = NULL;
        cJSON *root = cJSON_ParseWithLengthOpts(text->str, text->len, &stop, FALSE);
        ck_assert_msg(cJSON_IsObject(root), "%s", text->str);
        g_autoptr(GString) wanted = g_string_new(NULL);
        const cJSON *child;
        cJSON_ArrayForEach(child, root) show_tree(wanted, child);
        g_string_append(wanted, stop);
        QUICK_ASSERT(strcmp(got, wanted->str) == 0, "%s\ngot:    %s\nwanted: %s", text->str, got, wanted->str);
        cJSON_Delete(root);
    }
    ck_assert_uint_gt(read, 3000);
    ck_assert_uint_gt(lists, 2000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json-members");
    TCase *tests = tcase_create("json-members");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_rows, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, test_nul_is_for_others);
    tcase_add_test(tests, test_depth_is_for_others);
    tcase_add_test(tests, test_same_as_parser);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
