/* Whatever stands in an article, in a file's name or in a query: no byte of it controls the terminal, and none breaks a
 * line of JSON, a row of a table, or a page. */
#include <cjson/cJSON.h>

#include "tests/reliability/proof-fixture-private.h"

static const char *const payloads[] = {
    "\033[31mred\033[0m", "\033]8;;http://evil.example\033\\link\033]8;;\033\\", "\033]0;title\a", "\302\23331m",
    "\033P$q\033\\", "\001\002\003\004\005\006\a\b\v\f\016\017\020\021\022\023\024\025\026\027\030\031\032\034\035\036\037\177",
    "\302\200\302\205\302\220\302\235\302\237", "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{title}} {title} {{ }}", "\"q' \"\" \"", "a\r\nb\rc\nd",
    "=cmd()|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "| * _ ` # [x](javascript:alert(1)) ![i](http://e.example)",
    "\u2028\u2029x", "\" onmouseover=\"alert(1)", "&lt;b&gt; &amp; &#27;[31m", "%s%n%s", "\\n\\t\\033[31m", "\033", "]]>--><!--",
    "\uFEFF\u200B\u200D", "\033]52;c;ZXZpbA==\a", "\033[6n\033[c", "C:\\=x\ty"};

static const char *const names[] = {"\033[31mred.jsonl", "line\nbreak\033]0;t\a.txt", "right\u202Efdp.txt", "=x\"<b>'&.txt",
                                    "latin\xE9.txt", "{{title}}.txt"};

static char *dir, *index_path;

static void set_up(void)
{
    dir = test_tmpdir();
    index_path = g_build_filename(dir, "index", NULL);
}

static void tear_down(void)
{
    g_free(index_path);
    test_remove(dir);
}

/* ---- what is indexed --------------------------------------------------------------------------*/

static void add_string(cJSON *object, const char *key, const char *format, const char *payload, gsize i)
{
    g_auto(GStrv) parts = g_strsplit(format, "@", -1);
    g_autofree char *text = g_strjoinv(payload, parts), *number = g_strdup_printf("%s%zu", text, i);
    cJSON_AddStringToObject(object, key, strcmp(key, "date") == 0 || strcmp(key, "text") == 0 ? text : number);
}

static void write_articles(const char *path)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(payloads); i++) {
        cJSON *object = cJSON_CreateObject();
        add_string(object, "id", "@", payloads[i], i);
        add_string(object, "url", i % 2 ? "http://e.example/@" : "@", payloads[i], i);
        add_string(object, "title", "@ Petrichor ", payloads[i], i);
        add_string(object, "text", "@ The petrichor @ stays. More of @.", payloads[i], i);
        static const char *const fields[] = {"source", "author", "section", "keywords", "language"};
        for (gsize k = 0; k < G_N_ELEMENTS(fields); k++)
            add_string(object, fields[k], "@", payloads[i], i);
        add_string(object, "date", i % 3 ? "2014-08-07" : "@", payloads[i], i);
        char *line = cJSON_PrintUnformatted(object);
        g_string_append_printf(lines, "%s\n", line);
        cJSON_free(line);
        cJSON_Delete(object);
    }
    g_string_append(lines, "{\"broken\033[31m\n");
    ck_assert(g_file_set_contents(path, lines->str, (gssize)lines->len, NULL));
}

static char *write_news(void)
{
    char *folder = g_build_filename(dir, "news", NULL);
    ck_assert_int_eq(g_mkdir(folder, 0777), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        if (g_str_has_suffix(path, ".jsonl"))
            write_articles(path);
        else
            ck_assert(g_file_set_contents(path, "Title: \033[31mRed\nSource: \033]0;t\aWire\n\nThe petrichor \033[2J stays.\n",
                                          -1, NULL));
    }
    g_autofree char *picture = g_build_filename(folder, "picture\033[31m.png", NULL);
    ck_assert(g_file_set_contents(picture, "\x89PNG\r\n\x1A\n....", 12, NULL));
    return folder;
}

/* ---- what is checked --------------------------------------------------------------------------*/

typedef enum {
    PLAIN,  /* lines for people */
    COLOR,  /* with colours, and links of the program's own */
    COLUMNS, /* with isolates of the program's own around its cells, within a line */
    STORED, /* the text itself */
    JSON,
    CSV,
    SAFE, /* CSV without formulas */
    TSV,
    HTML,
    KINDS_COUNT
} Kind;

/* Behind the colour or link that begins at p, an escape; NULL if it is none of the program's. */
static const char *own_escape(const char *p)
{
    if (g_str_has_prefix(p, "\033[")) {
        p += 2 + strspn(p + 2, "0123456789;");
        return *p == 'm' || *p == 'K' ? p + 1 : NULL;
    }
    if (!g_str_has_prefix(p, "\033]8;"))
        return NULL;
    const char *end = strstr(p, "\033\\");
    for (const char *c = p + 1; end != NULL && c < end; c++)
        if ((guchar)*c < 0x20 || (guchar)*c >= 0x7F)
            return NULL;
    return end != NULL ? end + 2 : NULL;
}

static gboolean is_harmful(gunichar c, Kind kind)
{
    gboolean line = c == '\n' || (c == '\t' && (kind == TSV || kind == STORED || kind == CSV || kind == SAFE || kind == PLAIN)) ||
                    (c == '\r' && (kind == CSV || kind == SAFE));
    gboolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return (!line && (c < 0x20 || (c >= 0x7F && c < 0xA0))) || (turns && kind != STORED);
}

static void check_bytes(const char *what, const char *out, Kind kind)
{
    enum { OPENS = 0x2068, CLOSES = 0x2069 };
    guint open = 0;
    ck_assert_msg(g_utf8_validate(out, -1, NULL), "%s: bytes that are no UTF-8", what);
    for (const char *p = out; *p != '\0';) {
        const char *behind = kind == COLOR || kind == COLUMNS ? own_escape(p) : NULL;
        gunichar c = g_utf8_get_char(p);
        gsize from = (gsize)(p - out) > 40 ? 40 : (gsize)(p - out);
        gboolean isolates = kind == COLUMNS && (c == OPENS || (c == CLOSES && open > 0));
        open += isolates ? (c == OPENS ? 1 : -1u) : 0;
        ck_assert_msg(c != '\n' || open == 0, "%s: an isolate that does not end in its line", what);
        ck_assert_msg(behind != NULL || isolates || !is_harmful(c, kind), "%s: U+%04X at byte %zu, behind '%.*s'", what, c,
                      (gsize)(p - out), (int)from, p - from);
        p = behind != NULL ? behind : g_utf8_next_char(p);
    }
}

static void check_json(const char *what, const char *out)
{
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    for (char **line = lines; *line != NULL && (**line != '\0' || line[1] != NULL); line++) {
        const char *end = NULL;
        cJSON *value = cJSON_ParseWithOpts(*line, &end, TRUE);
        ck_assert_msg(cJSON_IsObject(value), "%s: no object: %.200s", what, *line);
        cJSON_Delete(value);
    }
}

static void check_field(const char *what, const char *field, gsize length, Kind kind)
{
    gboolean is_number = length > 1 && strspn(field + 1, "0123456789.") >= length - 1;
    ck_assert_msg(kind != SAFE || length == 0 || strchr("=+-@\t\r", *field) == NULL || is_number,
                  "%s: a formula: %.*s", what, (int)length, field);
}

/* Fields between commas or tabs, in quotes where they need them, doubled within: the same number in every row (RFC 4180). */
static void check_csv(const char *what, const char *out, Kind kind)
{
    const char *separator = kind == TSV ? "\t" : ",", *ending = kind == TSV ? "\n" : "\r\n";
    const char *stops = kind == TSV ? "\t\r\n\"" : ",\r\n\"";
    guint columns = 0, fields = 0;
    for (const char *p = out; *p != '\0'; p++) {
        const char *field = p;
        if (*p == '"') {
            field = ++p;
            while (*p != '\0' && (*p != '"' || p[1] == '"'))
                p += *p == '"' ? 2 : 1;
            check_field(what, field, (gsize)(p - field), kind);
            ck_assert_msg(*p++ == '"', "%s: a quote that does not end", what);
        } else {
            p += strcspn(p, stops);
            check_field(what, field, (gsize)(p - field), kind);
        }
        fields++;
        if (*p == *separator)
            continue;
        ck_assert_msg(g_str_has_prefix(p, ending), "%s: no end of a row at '%.40s'", what, p);
        ck_assert_msg(columns == 0 || fields == columns, "%s: %u fields, not %u, before '%.40s'", what, fields, columns, p);
        columns = fields;
        fields = 0;
        p += strlen(ending) - 1;
    }
}

static gboolean is_own_tag(const char *name, gsize length)
{
    static const char *const own[] = {"!", "!doctype", "html", "head", "meta", "title", "style", "body", "h2",
                                      "h3", "ol", "li", "a", "p", "span", "mark"};
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
        if (strlen(own[i]) == length && g_ascii_strncasecmp(own[i], name, length) == 0)
            return TRUE;
    return FALSE;
}

/* Only elements that the program writes, with quoted attributes of its own, and addresses that run nothing. */
static void check_html(const char *what, const char *out)
{
    for (const char *p = out; (p = strchr(p, '<')) != NULL;) {
        const char *name = p + 1 + (p[1] == '/');
        gsize length = strspn(name, "!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
        ck_assert_msg(is_own_tag(name, length), "%s: a foreign element: %.60s", what, p);
        for (p = name + length; *p != '>' && *p != '\0';) {
            p += strspn(p, " \n/");
            gsize attribute = strcspn(p, "= >\n");
            ck_assert_msg(attribute < 2 || g_ascii_strncasecmp(p, "on", 2) != 0, "%s: a handler: %.60s", what, p);
            gboolean is_address = attribute == 4 && strncmp(p, "href", 4) == 0;
            p += attribute;
            if (*p != '=')
                continue;
            ck_assert_msg(*++p == '"', "%s: a value without quotes: %.60s", what, p);
            ck_assert_msg(!is_address || g_str_has_prefix(p, "\"http://") || g_str_has_prefix(p, "\"https://"),
                          "%s: such an address: %.60s", what, p);
            p = strchr(p + 1, '"');
            ck_assert_msg(p++ != NULL, "%s: a value that does not end", what);
        }
    }
}

static void check(const char *what, const char *out, Kind kind)
{
    check_bytes(what, out, kind);
    if (kind == JSON)
        check_json(what, out);
    else if (kind == CSV || kind == SAFE || kind == TSV)
        check_csv(what, out, kind);
    else if (kind == HTML)
        check_html(what, out);
}

/* ---- runs -------------------------------------------------------------------------------------*/

/* Runs the words of a command, with the index behind the first; "@N" is payload N. Its output is checked, and what it says
 * on stderr. Returns its output. */
static char *run(const char *command, Kind kind)
{
    g_autofree char *program = proof_program("dateline"), *complaint = NULL;
    g_auto(GStrv) words = g_strsplit(command, " ", -1);
    const char *argv[PROOF_ARGUMENTS_MAX] = {program, words[0], "-i", index_path};
    gsize count = 4;
    for (gsize i = 1; words[i] != NULL; i++) {
        gboolean payload = words[i][0] == '@' && g_ascii_isdigit(words[i][1]);
        argv[count++] = payload ? payloads[g_ascii_strtoull(words[i] + 1, NULL, 10)] : words[i];
    }
    char *out = NULL;
    int status = -1;
    ck_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &complaint, &status, NULL));
    /* 127 where there is no such command to run: lock. */
    ck_assert_msg(WIFEXITED(status) && (WEXITSTATUS(status) <= 2 || WEXITSTATUS(status) == 127), "%s: status %d\n%s", command, status, complaint);
    check(command, out, kind);
    check_bytes(command, complaint, PLAIN);
    proof_figure("hostile outputs", 1);
    return out;
}

typedef struct {
    const char *command;
    Kind kind;
    gboolean may_be_empty;
} Row;

static const Row rows[] = {
    {"search -n 0 \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --color always \"petrichor\"", COLOR, FALSE},
    {"search -n 0 --color always --hyperlink always \"petrichor\"", COLOR, FALSE},
    {"search -n 0 --fragments 3 \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --fields own_id,title,url,source,author,section,language,path,date,snippet \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --json \"petrichor\"", JSON, FALSE},
    {"search -n 0 --format csv \"petrichor\"", CSV, FALSE},
    {"search -n 0 --format csv --csv-safe \"petrichor\"", SAFE, FALSE},
    {"search -n 0 --format csv --csv-safe --fields own_id,title,url,source,author,section,path,snippet \"petrichor\"", SAFE, FALSE},
    {"search -n 0 --format tsv \"petrichor\"", TSV, FALSE},
    {"search -n 0 --format html \"petrichor\"", HTML, FALSE},
    {"search -n 0 --format markdown \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --format trec \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --format ids \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --format paths \"petrichor\"", PLAIN, FALSE},
    {"search -l \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --template {title}|{url}|{own_id}|{source}|{author}|{section}|{path}|{snippet}\\n \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --explain \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --sort title", PLAIN, FALSE},
    {"search -n 0 --facet source --facet section --facet author --facet lang \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --color always --facet source \"petrichor\"", COLOR, FALSE},
    {"search -n 0 --json --facet source --facet section --facet author \"petrichor\"", JSON, FALSE},
    {"search -n 0 --format csv --csv-safe --facet source \"petrichor\"", SAFE, FALSE},
    {"search -n 0 --format csv --csv-safe --facet author \"petrichor\"", SAFE, FALSE},
    {"search -n 0 --format tsv --facet source \"petrichor\"", TSV, FALSE},
    {"search -n 0 --timeline month \"petrichor\"", PLAIN, FALSE},
    {"search -n 0 --json --timeline month \"petrichor\"", JSON, FALSE},
    {"search -n 0 petrichar", PLAIN, TRUE},
    {"kwic -n 0 \"petrichor\"", COLUMNS, FALSE},
    {"kwic -n 0 --color always \"petrichor\"", COLUMNS, FALSE},
    {"kwic -n 0 --json \"petrichor\"", JSON, FALSE},
    {"kwic -n 0 --csv \"petrichor\"", CSV, FALSE},
    {"kwic -n 0 --csv --csv-safe \"petrichor\"", SAFE, FALSE},
    {"terms -n 0", PLAIN, FALSE},
    {"terms -n 0 --stems", PLAIN, FALSE},
    {"terms -n 0 --json", JSON, FALSE},
    {"terms -n 0 --format csv", CSV, FALSE},
    {"terms -n 0 --format tsv", TSV, FALSE},
    {"terms -n 0 source:", PLAIN, TRUE},
    {"export", JSON, FALSE},
    {"stats", PLAIN, FALSE},
    {"stats --json", JSON, FALSE},
    {"compact -v", PLAIN, TRUE},
    {"reindex -v", PLAIN, TRUE},
};

START_TEST(no_format_carries_what_harms)
{
    g_autofree char *news = write_news();
    g_autofree char *load = g_strdup_printf("index -v %s", news), *again = g_strdup_printf("index --dry-run -n 99 %s", news);
    g_free(run(load, PLAIN));
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *out = run(rows[i].command, rows[i].kind);
        ck_assert_msg(rows[i].may_be_empty || *out != '\0', "%s: prints nothing", rows[i].command);
    }
    g_free(run(again, PLAIN));
    /* What stands in an article is no part of the template that it is put into. */
    g_autofree char *titles = run("search -q -n 0 --template {title}\\n \"petrichor\"", PLAIN);
    ck_assert_msg(strstr(titles, "{{title}} {title} {{ }} Petrichor 10\n") != NULL, "%.3000s", titles);
    g_autofree char *ids = run("search -q -n 0 --format ids \"petrichor\"", PLAIN);
    g_auto(GStrv) all = g_strsplit(ids, "\n", -1);
    ck_assert_uint_eq(g_strv_length(all), G_N_ELEMENTS(payloads) + G_N_ELEMENTS(names)); /* the last one is empty */
    static const struct {
        const char *form;
        Kind kind;
    } shows[] = {{"show %s", PLAIN}, {"show --color always --hyperlink always --query petrichor %s", COLOR}, {"show --json %s", JSON},
                 {"show --raw %s", STORED}, {"search --like %s", PLAIN}, {"search -n 0 --json --like %s", JSON}};
    guint step = proof_is_whole() ? 1 : 5;
    for (gsize i = 0; all[i] != NULL && *all[i] != '\0'; i++)
        for (gsize k = 0; k < G_N_ELEMENTS(shows) && i % step == 0; k++) {
            g_auto(GStrv) parts = g_strsplit(shows[k].form, "%s", -1);
            g_autofree char *command = g_strjoinv(all[i], parts);
            g_free(run(command, shows[k].kind));
        }
}
END_TEST

START_TEST(the_lists_of_an_index_are_json)
{
    static const char *const lists[] = {LAYOUT_REJECTS, LAYOUT_NOTES};
    g_autofree char *news = write_news(), *load = g_strdup_printf("index %s", news);
    g_free(run(load, PLAIN));
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_autofree char *path = g_build_filename(index_path, lists[i], NULL), *text = NULL;
        ck_assert(g_file_get_contents(path, &text, NULL, NULL));
        check(lists[i], text, JSON);
    }
}
END_TEST

/* What a user types, or a script hands on, comes back in messages. */
START_TEST(no_message_carries_what_harms)
{
    static const char *const forms[] = {"search @", "search -q petrichor @", "search --explain @", "search petrichor --format @",
                                        "search petrichor --template {@", "search petrichor --fields @", "search petrichor --sort @",
                                        "search petrichor --facet @", "search petrichor --tz @", "search petrichor --recent @",
                                        "search petrichor --batch @", "search source:@", "search date:@", "search petrichor~@",
                                        "show @", "show --query @ abc", "kwic @", "kwic --sample @", "terms @", "terms --sort @",
                                        "stats @", "export @", "index @", "index -f @ /dev/null", "index --map @ /dev/null",
                                        "index --encoding @ /dev/null", "index --warc-url (@ /dev/null", "index -l @ /dev/null",
                                        "index --shard @ /dev/null", "index --max-article @ /dev/null", "remove --id @", "remove -y @",
                                        "compact @", "reindex @", "formats @", "eval @", "lock @", "check @"};
    g_autofree char *news = write_news(), *load = g_strdup_printf("index %s", news);
    g_free(run(load, PLAIN));
    guint step = proof_is_whole() ? 1 : 7;
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        for (gsize k = i % step; k < G_N_ELEMENTS(payloads); k += step) {
            g_autofree char *number = g_strdup_printf("@%zu", k);
            g_auto(GStrv) parts = g_strsplit(forms[i], "@", -1);
            /* A payload may hold spaces: alone it is one word; within another it is broken up, which is as good. */
            gboolean alone = g_str_has_suffix(parts[0], " ");
            g_autofree char *command = g_strjoinv(alone ? number : payloads[k], parts);
            g_free(run(command, PLAIN));
        }
}
END_TEST

/* A folder of such a name is an index like any other. */
START_TEST(an_index_of_such_a_name)
{
    g_autofree char *news = write_news(), *load = g_strdup_printf("index -v %s", news);
    static const char *const folders[] = {"\033[31mred", "line\nbreak", "right\u202Efdp", "latin\xE9"};
    for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_free(index_path);
        index_path = g_build_filename(dir, folders[i], NULL);
        g_free(run("search petrichor", PLAIN)); /* there is none yet */
        g_free(run(load, PLAIN));
        g_free(run("search petrichor", PLAIN));
        g_free(run("search --json \"petrichor\"", JSON));
        g_free(run("stats", PLAIN));
        g_free(run("stats --json", JSON));
        g_free(run("compact -v", PLAIN));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("output");
    TCase *tcase = tcase_create("output");
    proof_use_memory();
    g_setenv("TERM", "xterm-256color", TRUE);
    g_unsetenv("DATELINE_COLORS");
    tcase_set_timeout(tcase, 600);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, no_format_carries_what_harms);
    tcase_add_test(tcase, the_lists_of_an_index_are_json);
    tcase_add_test(tcase, no_message_carries_what_harms);
    tcase_add_test(tcase, an_index_of_such_a_name);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
