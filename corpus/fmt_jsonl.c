/* JSON Lines; also a file that is one array, one object around a list of articles, and objects one after the other,
 * pretty-printed or not. */
#include "corpus/format-private.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "corpus/json-cut-private.h"
#include "corpus/json-list-private.h"
#include "corpus/json-members-private.h"
#include "corpus/json-origin-private.h"
#include "corpus/json-repair-private.h"
#include "corpus/utf8-text-private.h"

/* A parsed value takes about 100 bytes: what a record of this size could hold is worth counting. */
#define COUNT_FROM_BYTES (4 << 20)
#define MAX_VALUES 2000000
/* Doubles are exact up to here. */
#define EXACT_INTEGER 9007199254740992.0
/* Values in values: deeper ones are no authors or paragraphs. */
#define MAX_DEPTH 8
#define WRAPPERS_MOST 3
/* Longer than any action of a bulk file. */
#define ACTION_MAX_BYTES 2000

enum { LINES, VALUES };

static const char *const extensions[] = {"jsonl", "json", "ndjson", "jsonlines", "jl", NULL};

/* ---- probing and cutting
 * ------------------------------------------------------------------------*/

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (g_ascii_isspace(*p) || *p == '\x1E'))
        p++;
    return p;
}

/* Does a key with its colon begin here? Yes, too, if the bytes end before that can be seen. */
static gboolean is_key(const char *p, const char *end)
{
    if (p == end || *p != '"')
        return p == end;
    for (p++; p < end && *p != '"'; p++)
        p += *p == '\\';
    p = skip_space(MIN(p + 1, end), end);
    return p == end || *p == ':';
}

/* Does an object begin here, or an array of objects? An array of anything else is more likely to be
 * a text in brackets. */
static gboolean is_opening(const char *p, const char *end)
{
    char first = p < end ? *p : '\0';
    if (first != '{' && first != '[')
        return FALSE;
    p = skip_space(p + 1, end);
    if (p == end)
        return TRUE;
    if (first == '{' && *p == '}') {
        p = skip_space(p + 1, end);
        return p == end || *p == '{';
    }
    if (first == '{')
        return is_key(p, end);
    return *p == '{' || (*p == ']' && skip_space(p + 1, end) == end);
}

/* Is the line, but for white space and a comma at its end, one object? */
static gboolean is_object_line(const char *p, const char *end)
{
    gsize length = json_cut_object(p, end - p);
    if (length == 0)
        return FALSE;
    p = skip_space(p + length, end);
    return p == end || (*p == ',' && skip_space(p + 1, end) == end);
}

/* Is there, in the lines from p on, one that is an object from its first column to its end? The
 * last line counts only if it is whole. */
static gboolean has_object_line(const char *p, const char *end, gboolean whole)
{
    for (guint lines = 0; p < end && lines < 64; lines++) {
        const char *stop = memchr(p, '\n', end - p);
        if (stop == NULL && !whole)
            return FALSE;
        stop = stop ? stop : end;
        if (stop - p > 2 && p[0] == '{' && p[1] == '"' && is_object_line(p, stop))
            return TRUE;
        p = stop + (stop < end);
    }
    return FALSE;
}

static guint probe(const char *head, gsize length, gboolean whole)
{
    const char *end = head + length, *p = skip_space(head, end);
    if (is_opening(p, end))
        return PROBE_SURE;
    return has_object_line(head, end, whole) ? PROBE_PERHAPS : PROBE_BY_NAME;
}

/* Is the head of one object alone, as far as it goes? */
static gboolean is_one_object(const char *head, gsize length, gboolean whole)
{
    const char *end = head + length, *p = skip_space(head, end);
    const char *stop = p < end ? memchr(p, '\n', end - p) : NULL;
    if (p == end || *p != '{')
        return FALSE;
    gsize first = json_cut_object(p, (stop ? stop : end) - p);
    return first ? whole && skip_space(p + first, end) == end
                 : stop == NULL || !has_object_line(stop + 1, end, whole);
}

static guint choose_mode(const char *head, gsize length, gboolean whole)
{
    const char *end = head + length, *p = skip_space(head, end);
    if (p == end || *p != '{')
        return p < end && *p == '[' && (is_opening(p, end) || !has_object_line(p, end, whole))
                   ? VALUES
                   : LINES;
    const char *stop = memchr(p, '\n', end - p);
    gsize first = json_cut_object(p, (stop ? stop : end) - p);
    if (first) {
        /* Two objects on one line? */
        const char *rest = skip_space(p + first, stop ? stop : end);
        return rest < end && *rest == '{' ? VALUES : LINES;
    }
    if (stop == NULL)
        return LINES;
    /* A pretty-printed object, or a broken first line. */
    return has_object_line(stop + 1, end, whole) ? LINES : VALUES;
}

static void begin(Cutter *cutter, const char *head, gsize length, gboolean whole)
{
    gboolean one = is_one_object(head, length, whole);
    gsize list = one ? json_list_find(head, length) : 0, keyed = one && list == 0 ? json_list_find_keyed(head, length) : 0;
    cutter->mode = list || keyed ? VALUES : choose_mode(head, length, whole);
    cutter->state = cutter->mode == VALUES ? json_cut_new(list + keyed, keyed > 0) : NULL;
}

static void end_cutting(Cutter *cutter)
{
    json_cut_free(cutter->state);
    cutter->state = NULL;
}

static gboolean is_blank(const char *p, const char *end)
{
    return skip_space(p, end) == end;
}

/* What an object's only member begins with, if its value is an object; NULL if it is none or has more of them. */
static const char *only_object(const char *p, const char *end, const char *key)
{
    gsize length = strlen(key);
    p = skip_space(p, end);
    if (p == end || *p != '{' || (p = skip_space(p + 1, end)) == end || (gsize)(end - p) < length || memcmp(p, key, length) != 0)
        return NULL;
    p = skip_space(p + length, end);
    if (p == end || *p != ':' || (p = skip_space(p + 1, end)) == end)
        return NULL;
    gsize value = json_cut_object(p, (gsize)(end - p));
    const char *rest = skip_space(p + value, end);
    return value > 0 && rest < end && *rest == '}' && skip_space(rest + 1, end) == end ? p : NULL;
}

/* A line of Elasticsearch's bulk format that says what to do with the next one: {"index":{"_index":"news","_id":"1"}} */
static gboolean is_bulk_action(const char *p, const char *end)
{
    if (end - p > ACTION_MAX_BYTES)
        return FALSE;
    const char *value = only_object(p, end, "\"index\"");
    value = value ? value : only_object(p, end, "\"create\"");
    return value && (*skip_space(value + 1, end) == '}' || memmem(value, (gsize)(end - value), "\"_i", 3) != NULL);
}

static CutAnswer cut_line(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *cut)
{
    const char *end = bytes + length, *from = bytes;
    *cut = (Cut){0};
    while (from < end) {
        const char *look = MAX(from, bytes + cutter->looked);
        const char *stop = look < end ? memchr(look, '\n', end - look) : NULL;
        if (stop == NULL && !last) {
            cutter->looked = length;
            return CUT_MORE;
        }
        const char *next = stop ? stop + 1 : end;
        stop = stop ? stop : end;
        if ((!is_blank(from, MIN(stop, from + 256)) || !is_blank(from, stop)) && !is_bulk_action(from, stop)) {
            cutter->looked = 0;
            cut->skip = from - bytes;
            cut->length = stop - from;
            cut->next = next - bytes;
            cut->lines = next > stop;
            return CUT_RECORD;
        }
        cut->lines_before += next > stop;
        from = next;
    }
    return last ? CUT_NOTHING : CUT_MORE;
}

static CutAnswer cut_record(Cutter *cutter, const char *bytes, gsize length, gboolean last,
                            Cut *cut)
{
    return cutter->mode == LINES ? cut_line(cutter, bytes, length, last, cut)
                                 : json_cut_next(cutter->state, cutter, bytes, length, last, cut);
}

/* ---- values
 * -------------------------------------------------------------------------------------*/

/* What names the thing in an object that stands where a plain value is expected:
 * {"name": "BBC News"}, {"rendered": "…"}, {"$oid": "…"}. */
static const cJSON *inner_value(const cJSON *object)
{
    static const char *const names[] = {"name", "rendered", "text",        "#text", "value",    "title", "$oid",
                                        "$date", "$numberLong", "content", "main",  "original", "id"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const cJSON *inner = cJSON_GetObjectItemCaseSensitive(object, names[i]);
        if (inner && !cJSON_IsNull(inner))
            return inner;
    }
    return NULL;
}

/* Of a text in pieces, as the Washington Post's: one that repeats another field, or tells of the author. */
static gboolean is_aside(const cJSON *piece)
{
    static const char *const asides[] = {"title", "kicker", "byline", "date", NULL};
    const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(piece, "type"));
    if (type == NULL)
        return FALSE;
    return strcmp(type, "author_info") == 0 ||
           (g_strv_contains(asides, type) && cJSON_HasObjectItem(piece, "mime"));
}

static void number_text(double number, char buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
    if (number == floor(number) && fabs(number) <= EXACT_INTEGER)
        g_snprintf(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%" G_GINT64_FORMAT, (gint64)number);
    else
        g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, fabs(number) < 1e15 ? "%.6f" : "%.17g",
                        number);
}

/* What a record's values go into. */
typedef struct {
    ArticleParser *parser;
    Article *article;
    gboolean rounded; /* a number was used that a double does not hold exactly */
} Taker;

static void add_text(Taker *taker, guint field, const char *text, gsize length)
{
    if (field == KEYMAP_DATE)
        article_parser_set_date(taker->article, text, length);
    else
        article_parser_add(taker->article, field, text, length);
}

static void add_value(Taker *taker, guint field, const cJSON *value, guint depth)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (cJSON_IsString(value)) {
        add_text(taker, field, value->valuestring, strlen(value->valuestring));
    } else if (cJSON_IsNumber(value)) {
        taker->rounded |= fabs(value->valuedouble) >= EXACT_INTEGER;
        number_text(value->valuedouble, number);
        add_text(taker, field, number, strlen(number));
    } else if (cJSON_IsArray(value) && depth < MAX_DEPTH) {
        const cJSON *element;
        cJSON_ArrayForEach(element, value) add_value(taker, field, element, depth + 1);
    } else if (cJSON_IsObject(value) && depth < MAX_DEPTH) {
        const cJSON *inner = field == ARTICLE_TEXT && is_aside(value) ? NULL : inner_value(value);
        if (inner)
            add_value(taker, field, inner, depth + 1);
    }
}

static gboolean is_empty(const cJSON *value)
{
    return cJSON_IsNull(value) || cJSON_IsBool(value) ||
           (cJSON_IsString(value) && value->valuestring[0] == '\0') ||
           ((cJSON_IsArray(value) || cJSON_IsObject(value)) && value->child == NULL);
}

/* The values at a path: "meta.source.name". A key that has the dots itself counts first; of an
 * array every element is looked into. */
static void add_path(Taker *taker, guint field, const cJSON *value, const char *path, guint depth)
{
    if (cJSON_IsArray(value) && depth < MAX_DEPTH) {
        const cJSON *element;
        cJSON_ArrayForEach(element, value) add_path(taker, field, element, path, depth + 1);
        return;
    }
    if (!cJSON_IsObject(value))
        return;
    const cJSON *whole = cJSON_GetObjectItem(value, path);
    if (whole) {
        add_value(taker, field, whole, 0);
        return;
    }
    const char *dot = strchr(path, '.');
    const cJSON *child;
    cJSON_ArrayForEach(child, value)
    {
        if (dot && strlen(child->string) == (gsize)(dot - path) &&
            g_ascii_strncasecmp(child->string, path, dot - path) == 0)
            add_path(taker, field, child, dot + 1, depth + 1);
    }
}

/* The members in which stores and services wrap an article: {"_id":"1","_source":{"title":…}}. */
static gboolean is_wrapper(const char *key, gsize length)
{
    static const char *const wrappers[] = {"_source", "row", "doc", "node", "fields", "attributes", "article", "document"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrappers); i++)
        if (strlen(wrappers[i]) == length && memcmp(wrappers[i], key, length) == 0)
            return TRUE;
    return FALSE;
}

/* ---- a record
 * -----------------------------------------------------------------------------------*/

static void take_fields(Taker *taker, const cJSON *root, guint depth)
{
    const cJSON *found[KEYMAP_MAX_ROWS] = {0}, *wrapped = NULL, *child;
    guint mapped, count;
    const KeymapRow *rows = keymap_rows(taker->parser->keys, &mapped, &count);
    cJSON_ArrayForEach(child, root)
    {
        int row = keymap_find(taker->parser->keys, child->string, strlen(child->string));
        if (row < 0 && strcmp(child->string, JSON_ORIGIN_KEY) == 0)
            json_origin_take(taker->article, child);
        if (cJSON_IsObject(child) && is_wrapper(child->string, strlen(child->string)))
            wrapped = child;
        else if (row >= 0 && !is_empty(child))
            found[row] = child;
    }
    for (guint i = 0; i < count; i++) {
        if ((i >= mapped && found[i] == NULL) || keymap_has_field(taker->article, rows[i].field))
            continue;
        if (i < mapped)
            add_path(taker, rows[i].field, root, rows[i].name, 0);
        else
            add_value(taker, rows[i].field, found[i], 0);
    }
    if (wrapped && depth < WRAPPERS_MOST && taker->article->field[ARTICLE_TEXT]->len == 0)
        take_fields(taker, wrapped, depth + 1);
}

/* As add_value(), of a value that no tree was made of yet. FALSE if none can be made. */
static gboolean add_member(Taker *taker, guint field, const JsonMembers *around, const JsonMember *value, guint depth)
{
    if (value->kind == JSON_TEXT)
        add_text(taker, field, value->text, value->length);
    if (value->kind != JSON_VALUE)
        return TRUE;
    if (*value->text != '[') {
        cJSON *tree = cJSON_ParseWithLength(value->text, value->length);
        if (tree)
            add_value(taker, field, tree, depth);
        cJSON_Delete(tree);
        return tree != NULL;
    }
    JsonMembers elements = json_members_within(around, value);
    JsonMember element;
    gboolean good = TRUE;
    while (good && depth < MAX_DEPTH && json_members_next(&elements, &element) == JSON_MEMBER)
        good = add_member(taker, field, &elements, &element, depth + 1);
    return good;
}

/* The members that are fields, and what an export says of its article. */
typedef struct {
    JsonMember members[KEYMAP_MAX_ROWS], origin, wrapped;
    guint8 of_row[KEYMAP_MAX_ROWS]; /* which of them has the key of the keymap's row, from 1; 0: none */
    guint8 count;
} Found;

G_STATIC_ASSERT(KEYMAP_MAX_ROWS <= G_MAXUINT8);

/* Of several members of one key the last counts. */
static void keep_member(Found *found, int row, const JsonMember *member)
{
    if (found->of_row[row] == 0)
        found->of_row[row] = ++found->count;
    found->members[found->of_row[row] - 1] = *member;
}

/* FALSE if the record is not one object that json-members reads to its end. */
static gboolean find_members(const Keymap *keys, JsonMembers *members, Found *found)
{
    JsonMember member;
    JsonMembersAnswer answer;
    if (members->close != '}')
        return FALSE;
    while ((answer = json_members_next(members, &member)) == JSON_MEMBER) {
        int row = keymap_find(keys, member.key, member.key_length);
        if (member.kind == JSON_VALUE && *member.text == '{' && is_wrapper(member.key, member.key_length))
            found->wrapped = member;
        else if (row >= 0 && member.length > 0)
            keep_member(found, row, &member);
        if (row >= 0 || member.kind != JSON_VALUE || member.key_length != strlen(JSON_ORIGIN_KEY) ||
            memcmp(member.key, JSON_ORIGIN_KEY, member.key_length) != 0)
            continue;
        if (found->origin.length > 0)
            return FALSE;
        found->origin = member;
    }
    const char *rest = skip_space(members->at, members->end);
    if (rest < members->end && *rest == ',')
        rest = skip_space(rest + 1, members->end);
    return answer == JSON_MEMBERS_END && rest == members->end;
}

/* Takes the fields of the members' object, and of the one that it wraps. */
static gboolean take_found(Taker *taker, JsonMembers *members, guint depth)
{
    Found found;
    guint mapped, count;
    const KeymapRow *rows = keymap_rows(taker->parser->keys, &mapped, &count);
    memset(found.of_row, 0, sizeof found.of_row);
    found.count = 0;
    found.origin.length = found.wrapped.length = 0;
    if (!find_members(taker->parser->keys, members, &found))
        return FALSE;
    if (found.origin.length > 0) {
        cJSON *origin = cJSON_ParseWithLength(found.origin.text, found.origin.length);
        json_origin_take(taker->article, origin);
        cJSON_Delete(origin);
    }
    gboolean good = TRUE;
    for (guint i = 0; i < count && good; i++)
        if (found.of_row[i] > 0 && !keymap_has_field(taker->article, rows[i].field))
            good = add_member(taker, rows[i].field, members, &found.members[found.of_row[i] - 1], 0) && !taker->rounded;
    if (!good || found.wrapped.length == 0 || depth == WRAPPERS_MOST || taker->article->field[ARTICLE_TEXT]->len > 0)
        return good;
    JsonMembers within = json_members_within(members, &found.wrapped);
    return take_found(taker, &within, depth + 1);
}

/* Takes the fields of most records without a tree of them; FALSE, and the article is as it was, of others. */
static gboolean take_members(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    guint mapped, count;
    keymap_rows(parser->keys, &mapped, &count);
    if (mapped > 0 || length > COUNT_FROM_BYTES) /* paths may lead anywhere; the scratch stays small */
        return FALSE;
    JsonMembers members = json_members_begin(bytes, length, parser->repair);
    Taker taker = {parser, article, FALSE};
    gboolean good = take_found(&taker, &members, 0);
    if (!good)
        article_reset(article);
    return good;
}

/* A record's bytes, as they came or repaired. */
typedef struct {
    const char *bytes;
    gsize length;
    gboolean repaired;
} Json;

static gboolean repair(ArticleParser *parser, Json *json)
{
    if (json->repaired)
        return FALSE;
    g_string_truncate(parser->repair, 0);
    if (!json_repair(parser->repair, json->bytes, json->length))
        return FALSE;
    *json = (Json){parser->repair->str, parser->repair->len, TRUE};
    return TRUE;
}

/* The root, or NULL and article->notes. */
static cJSON *parse_json(const Json *json, Article *article)
{
    const char *end = json->bytes + json->length, *stop = json->bytes;
    cJSON *root = cJSON_ParseWithLengthOpts(json->bytes, json->length, &stop, FALSE);
    const char *rest = skip_space(stop, end);
    if (root && rest < end && *rest == ',')
        rest = skip_space(rest + 1, end);
    if (root && rest < end)
        article_parser_note(article, "broken JSON: something follows the value at byte %zu",
                            (gsize)(rest - json->bytes) + 1);
    else if (root == NULL)
        article_parser_note(article, "broken JSON at byte %zu of %zu",
                            MIN((gsize)(stop - json->bytes) + 1, json->length), json->length);
    else if (!cJSON_IsObject(root))
        article_parser_note(article, "no JSON object");
    else
        return root;
    cJSON_Delete(root);
    return NULL;
}

/* Is there a NUL, raw or as an escape? */
static gboolean has_nul(const char *bytes, gsize length)
{
    const char *p = bytes, *end = bytes + length;
    while ((p = memchr(p, '\\', end - p)) != NULL && end - p >= 6) {
        if (memcmp(p, "\\u0000", 6) == 0)
            return TRUE;
        p += 2;
    }
    return memchr(bytes, '\0', length) != NULL;
}

static gboolean parse(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    if (length > COUNT_FROM_BYTES && json_cut_count_values(bytes, length) > MAX_VALUES) {
        article_parser_note(article, "more than %d JSON values in one record", MAX_VALUES);
        return FALSE;
    }
    if (take_members(parser, bytes, length, article))
        return TRUE;
    Json json = {bytes, length, FALSE};
    if (has_nul(bytes, length))
        repair(parser, &json);
    for (;;) {
        Taker taker = {parser, article, FALSE};
        cJSON *root = parse_json(&json, article);
        if (root)
            take_fields(&taker, root, 0);
        gboolean good = root != NULL;
        cJSON_Delete(root);
        if ((good && !taker.rounded) || !repair(parser, &json))
            return good;
        article_reset(article);
    }
}

const Format format_jsonl = {
    .name = "jsonl",
    .help = "JSON Lines, lists of JSON objects, ninjs",
    .told = "an object that begins with a key",
    .options = "map, encoding",
    .extensions = extensions,
    .probe = probe,
    .begin = begin,
    .cut = cut_record,
    .end = end_cutting,
    .parse = parse,
    .may_hold_markup = TRUE,
};
