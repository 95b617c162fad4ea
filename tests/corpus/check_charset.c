#include "corpus/charset-private.h"
#include "tests/corpus/corpus-test.h"

static const char german[] =
    "Über den Hafen von Köln fährt täglich ein großes Schiff, sagte der Wärter.";
static const char french[] =
    "L’été dernier, le navire était amarré près de l’île où naquit le poète.";
static const char polish[] =
    "Wczoraj wieczorem żeglarze odpłynęli z łodzią, aby znaleźć złoty skarb na wyspie. "
    "Później wrócili, śpiewając pieśń o tęsknocie.";
static const char russian[] = "Вчера вечером в порт вошло большое судно, сообщил смотритель маяка.";
static const char greek[] =
    "Χθες το βράδυ ένα μεγάλο πλοίο μπήκε στο λιμάνι, είπε ο φύλακας του φάρου.";
static const char japanese[] =
    "昨夜、大きな船が港に入ったと灯台守は語った。その船は北から来たという。";
static const char chinese[] =
    "昨天晚上一艘大船驶入港口，灯塔看守人说。这艘船是从北方来的，船上有许多人。";
static const char taiwanese[] =
    "昨天晚上一艘大船駛入港口，燈塔看守人說。這艘船是從北方來的，船上有許多人。";
static const char korean[] =
    "어제 저녁에 큰 배가 항구에 들어왔다고 등대지기가 말했다. 그 배는 북쪽에서 왔다.";

static const struct {
    const char *encoding, *text;
} detected[] = {
    {"WINDOWS-1252", german}, {"ISO-8859-1", german},    {"WINDOWS-1252", french},
    {"ISO-8859-2", polish},   {"WINDOWS-1250", polish},  {"WINDOWS-1251", russian},
    {"KOI8-R", russian},      {"ISO-8859-5", russian},   {"IBM866", russian},
    {"WINDOWS-1253", greek},  {"ISO-8859-7", greek},     {"SHIFT_JIS", japanese},
    {"EUC-JP", japanese},     {"GB18030", chinese},      {"BIG5", taiwanese},
    {"EUC-KR", korean},       {"ISO-2022-JP", japanese}, {"ISO-2022-KR", korean},
};

/* As the only text of a file, with nothing declared. */
START_TEST(legacy_texts)
{
    gsize length;
    g_autofree char *bytes =
        g_convert(detected[_i].text, -1, detected[_i].encoding, "UTF-8", NULL, &length, NULL);
    ck_assert_msg(bytes != NULL, "no %s here", detected[_i].encoding);
    g_autoptr(GPtrArray) all = read_written("a.txt", bytes, length, NULL);
    ck_assert_msg(strcmp(seen_at(all, 0)->field[ARTICLE_TEXT], detected[_i].text) == 0, "%s: %s",
                  detected[_i].encoding, seen_at(all, 0)->field[ARTICLE_TEXT]);
}
END_TEST

/* As JSON Lines: each line has few bytes to tell by, but the file has many. */
START_TEST(legacy_lines)
{
    if (g_str_has_prefix(detected[_i].encoding, "ISO-2022"))
        return;
    g_autofree char *lines =
        g_strdup_printf("{\"text\":\"%s\"}\n{\"text\":\"plain\"}\n{\"text\":\"%s\"}\n",
                        detected[_i].text, detected[_i].text);
    gsize length;
    g_autofree char *bytes =
        g_convert(lines, -1, detected[_i].encoding, "UTF-8", NULL, &length, NULL);
    g_autoptr(GPtrArray) all = read_written("a.jsonl", bytes, length, NULL);
    ck_assert_uint_eq(all->len, 3);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], detected[_i].text);
    ck_assert_str_eq(seen_at(all, 1)->field[ARTICLE_TEXT], "plain");
    ck_assert_str_eq(seen_at(all, 2)->field[ARTICLE_TEXT], detected[_i].text);
}
END_TEST

static const struct {
    const char *name, *encoding, *bytes, *wanted;
    gsize lost;
} broken[] = {
    {"five bytes, as UTF-8 was before RFC 3629", "UTF-8", "a\xFB\xB6\xAF\xAF\xAF" "b", "a\xEF\xBF\xBD" "b", 5},
    {"six bytes", "UTF-8", "\xFD\xB6\xAF\xAF\xAF\xAF", "\xEF\xBF\xBD", 6},
};

/* What iconv lets through comes out as no character. */
START_TEST(only_utf8_comes_out)
{
    Charset *charset = charset_new();
    g_autoptr(GString) out = g_string_new(NULL);
    gsize lost = charset_decode(charset, out, broken[_i].bytes, strlen(broken[_i].bytes), broken[_i].encoding, NULL);
    charset_free(charset);
    ck_assert_msg(g_utf8_validate(out->str, (gssize)out->len, NULL), "%s: not UTF-8", broken[_i].name);
    ck_assert_msg(strstr(out->str, "\xEF\xBF\xBD") != NULL, "%s: %s", broken[_i].name, out->str);
    ck_assert_msg(strcmp(out->str, broken[_i].wanted) == 0 && lost == broken[_i].lost, "%s: %s, %zu lost",
                  broken[_i].name, out->str, lost);
}
END_TEST

static const struct {
    const char *encoding, *bom;
    gsize bom_length;
} wide[] = {
    {"UTF-16LE", "\xFF\xFE", 2},
    {"UTF-16BE", "\xFE\xFF", 2},
    {"UTF-32LE", "\xFF\xFE\0\0", 4},
    {"UTF-32BE", "\0\0\xFE\xFF", 4},
    {"UTF-8", "\xEF\xBB\xBF", 3},
    {"UTF-16LE", "", 0},
    {"UTF-16BE", "", 0},
    {"UTF-32LE", "", 0},
    {"UTF-32BE", "", 0},
};

static GByteArray *encode(guint i, const char *text)
{
    gsize length;
    g_autofree char *bytes = g_convert(text, -1, wide[i].encoding, "UTF-8", NULL, &length, NULL);
    ck_assert_ptr_nonnull(bytes);
    GByteArray *all = g_byte_array_new();
    g_byte_array_append(all, (const guint8 *)wide[i].bom, wide[i].bom_length);
    return g_byte_array_append(all, (const guint8 *)bytes, length);
}

START_TEST(wide_text)
{
    g_autoptr(GByteArray) bytes = encode(_i, "A ship, café 😀\r\n\r\nShe came in.\r\n");
    g_autoptr(GPtrArray) all = read_written("a.txt", (char *)bytes->data, bytes->len, NULL);
    g_autofree char *found = show_all(all);
    ck_assert_str_eq(found, "title=A ship, café 😀 | text=She came in.\n");
}
END_TEST

START_TEST(wide_lines)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int k = 1; k <= 6000; k++)
        g_string_append_printf(lines, "{\"id\":%d,\"text\":\"h\xC3\xA9, %d 😀\"}\n", k, k);
    g_autoptr(GByteArray) bytes = encode(_i, lines->str);
    g_autoptr(GPtrArray) all = read_written("a.jsonl", (char *)bytes->data, bytes->len, NULL);
    ck_assert_msg(all->len == 6000, "%s: %u", wide[_i].encoding, all->len);
    for (int k = 1; k <= 6000; k++) {
        g_autofree char *wanted = g_strdup_printf("hé, %d 😀", k);
        const Seen *seen = seen_at(all, k - 1);
        QUICK_ASSERT(strcmp(seen->field[ARTICLE_TEXT], wanted) == 0, "article %d: %s", k,
                     seen->field[ARTICLE_TEXT]);
        QUICK_ASSERT(seen->line == (guint)k, "article %d: line %d", k, (int)seen->line);
    }
}
END_TEST

START_TEST(wide_text_of_another_script)
{
    static const char *const texts[] = {russian, greek};
    if (wide[_i].encoding[4] == '3')
        return;
    for (guint k = 0; k < G_N_ELEMENTS(texts); k++) {
        g_autoptr(GByteArray) bytes = encode(_i, texts[k]);
        g_autoptr(GPtrArray) all = read_written("a.txt", (char *)bytes->data, bytes->len, NULL);
        ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], texts[k]);
    }
}
END_TEST

START_TEST(half_characters)
{
    /* A high surrogate alone, then a letter, then half a unit. */
    static const char bytes[] = "\xFF\xFE"
                                "a\0 \0\x3D\xD8 \0b\0c";
    g_autoptr(GPtrArray) all = read_written("a.txt", bytes, sizeof bytes - 1, NULL);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], "a \xEF\xBF\xBD b\xEF\xBF\xBD");
}
END_TEST

START_TEST(declared)
{
    static const char bytes[] = "\xC0\xC1\xC2 \xE0\xE1";
    CorpusOptions koi = {.encoding = "KOI8-R"}, windows = {.encoding = "WINDOWS-1251"};
    g_autoptr(GPtrArray) one = read_written("a.txt", bytes, strlen(bytes), &koi);
    ck_assert_str_eq(seen_at(one, 0)->field[ARTICLE_TEXT], "юаб ЮА");
    g_autoptr(GPtrArray) two = read_written("a.txt", bytes, strlen(bytes), &windows);
    ck_assert_str_eq(seen_at(two, 0)->field[ARTICLE_TEXT], "АБВ аб");
    /* What is UTF-8 stays. */
    g_autoptr(GPtrArray) three = read_written("a.txt", "Баку", strlen("Баку"), &koi);
    ck_assert_str_eq(seen_at(three, 0)->field[ARTICLE_TEXT], "Баку");
}
END_TEST

static const struct {
    const char *name, *declared, *encoding, *text;
} pages[] = {
    {"what they say", "windows-1251", "WINDOWS-1251", russian},
    {"UTF-8 that is none", "utf-8", "WINDOWS-1252", french},
    {"UTF-8 that is Chinese", "UTF-8", "GB18030", chinese},
    {"UTF-16 of single bytes", "utf-16", "WINDOWS-1252", german},
    {"Latin-1 over Japanese", "iso-8859-1", "CP932", japanese},
    {"Latin-1 over Russian", "ISO-8859-1", "WINDOWS-1251", russian},
    {"Latin-1 in French", "iso-8859-1", "WINDOWS-1252", french},
    {"a sign that GB2312 lacks", "gb2312", "GB18030", "\xE6\x9C\xB1\xE9\x95\x95\xE5\x9F\xBA"},
    {"a sign that EUC-KR lacks", "euc-kr", "CP949", "\xEB\x98\xA0\xEB\xB0\xA9"},
    {"a sign that Shift JIS lacks", "Shift_JIS", "CP932", "\xE2\x91\xA0\xE6\xB8\xAF"},
};

/* What a page says that it is in is believed, unless its bytes give it the lie. */
START_TEST(declared_by_a_page)
{
    g_autofree char *page = g_strdup_printf("<html><head><meta charset=\"%s\"><title>%s</title></head>"
                                            "<body><p>%s</p></body></html>",
                                            pages[_i].declared, pages[_i].text, pages[_i].text);
    gsize length;
    g_autofree char *bytes = g_convert(page, -1, pages[_i].encoding, "UTF-8", NULL, &length, NULL);
    ck_assert_msg(bytes != NULL, "no %s here", pages[_i].encoding);
    g_autoptr(GPtrArray) all = read_written("a.html", bytes, length, NULL);
    const char *title = seen_at(all, 0)->field[ARTICLE_TITLE];
    ck_assert_msg(strcmp(title, pages[_i].text) == 0, "%s: %s", pages[_i].name, title);
}
END_TEST

START_TEST(unknown_is_refused)
{
    CorpusOptions options = {.encoding = "KLINGON-1"};
    const char *paths[] = {scratch, NULL};
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(corpus_open(paths, &options, &error));
    ck_assert(g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE));
    ck_assert_ptr_nonnull(strstr(error->message, "'KLINGON-1'"));
}
END_TEST

START_TEST(few_bytes)
{
    static const struct {
        const char *name, *bytes, *wanted, *notes;
    } rows[] = {
        {"one Latin-1 byte",
         "It costs \xA3"
         "5 at the harbour.",
         "It costs £5 at the harbour.", ""},
        {"quotation marks of Windows", "\x93So\x94, it\x92s \x85", "“So”, it’s …", ""},
        {"UTF-8 with one stray byte", "Баку, caf\xE9, Баку.", "Баку, café, Баку.", ""},
        {"UTF-8 cut off", "Баку, Бак\xD1", "Баку, Бак\xEF\xBF\xBD",
         "bytes that are no characters: 1"},
        {"a byte that means nothing", "a\x81z", "a\xEF\xBF\xBDz",
         "bytes that are no characters: 1"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GPtrArray) all =
            read_written("a.txt", rows[i].bytes, strlen(rows[i].bytes), NULL);
        ck_assert_msg(strcmp(seen_at(all, 0)->field[ARTICLE_TEXT], rows[i].wanted) == 0,
                      "%s: \"%s\"", rows[i].name, seen_at(all, 0)->field[ARTICLE_TEXT]);
        ck_assert_msg(strcmp(seen_at(all, 0)->notes, rows[i].notes) == 0, "%s: %s", rows[i].name,
                      seen_at(all, 0)->notes);
    }
}
END_TEST

/* An encoding whose second bytes may look like quotation marks and backslashes. */
START_TEST(json_in_shift_jis)
{
    static const char text[] = "ソ表能、昨夜、大きな船が港に入ったと灯台守は語った。";
    g_autofree char *json = g_strdup_printf("{\"title\":\"%s\",\"text\":\"x\"}\n", text);
    gsize length;
    g_autofree char *bytes = g_convert(json, -1, "CP932", "UTF-8", NULL, &length, NULL);
    g_autoptr(GPtrArray) all = read_written("a.jsonl", bytes, length, NULL);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TITLE], text);
}
END_TEST

START_TEST(streams_by_single_bytes)
{
    static const char text[] = "a é 中 😀 z";
    gsize length;
    g_autofree char *bytes = g_convert(text, -1, wide[_i].encoding, "UTF-8", NULL, &length, NULL);
    CharsetStream *stream = charset_stream_new(wide[_i].encoding);
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < length; i++)
        charset_stream_add(stream, bytes + i, 1, i + 1 == length, out);
    charset_stream_free(stream);
    ck_assert_str_eq(out->str, text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("charset");
    TCase *tests = tcase_create("charset");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_loop_test(tests, legacy_texts, 0, G_N_ELEMENTS(detected));
    tcase_add_loop_test(tests, legacy_lines, 0, G_N_ELEMENTS(detected));
    tcase_add_loop_test(tests, only_utf8_comes_out, 0, G_N_ELEMENTS(broken));
    tcase_add_loop_test(tests, wide_text, 0, G_N_ELEMENTS(wide));
    tcase_add_loop_test(tests, wide_lines, 0, G_N_ELEMENTS(wide));
    tcase_add_loop_test(tests, wide_text_of_another_script, 0, G_N_ELEMENTS(wide));
    tcase_add_test(tests, half_characters);
    tcase_add_test(tests, declared);
    tcase_add_loop_test(tests, declared_by_a_page, 0, G_N_ELEMENTS(pages));
    tcase_add_test(tests, unknown_is_refused);
    tcase_add_test(tests, few_bytes);
    tcase_add_test(tests, json_in_shift_jis);
    tcase_add_loop_test(tests, streams_by_single_bytes, 0, 4);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
