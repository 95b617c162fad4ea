/* Topics in JSON Lines. Of an object only strings and numbers count; what else a member may hold is
 * passed over. */
#include "search/topic-file-private.h"

#include <string.h>

#include "search/json-read.h"

static const TopicPartName members[] = {
    {"id", TOPIC_PART_NAME},          {"qid", TOPIC_PART_NAME},    {"_id", TOPIC_PART_NAME},
    {"query_id", TOPIC_PART_NAME},    {"number", TOPIC_PART_NAME}, {"text", TOPIC_PART_TEXT},
    {"query", TOPIC_PART_TEXT},       {"title", TOPIC_PART_TITLE}, {"desc", TOPIC_PART_DESC},
    {"description", TOPIC_PART_DESC}, {"narr", TOPIC_PART_NARR},   {"narrative", TOPIC_PART_NARR},
};

static void skip_space(const char **at, const char *end)
{
    while (*at < end && g_ascii_isspace(**at))
        ++*at;
}

static gboolean take(const char **at, const char *end, char expected)
{
    skip_space(at, end);
    if (*at == end || **at != expected)
        return FALSE;
    ++*at;
    return TRUE;
}

/* Passes over brackets and all that is in them. */
static gboolean pass_brackets(const char **at, const char *end)
{
    g_autoptr(GString) unused = g_string_new(NULL);
    guint depth = 0;
    while (*at < end) {
        if (**at == '"') {
            if (!json_read_string(at, end, unused))
                return FALSE;
            g_string_truncate(unused, 0);
            continue;
        }
        char c = *(*at)++;
        depth += c == '[' || c == '{';
        if ((c == ']' || c == '}') && --depth == 0)
            return TRUE;
    }
    return FALSE;
}

/* Appends a string, or a number as it is written; nothing of any other value. */
static gboolean read_value(const char **at, const char *end, GString *value)
{
    skip_space(at, end);
    if (*at == end)
        return FALSE;
    if (**at == '"')
        return json_read_string(at, end, value);
    if (**at == '[' || **at == '{')
        return pass_brackets(at, end);
    const char *from = *at;
    while (*at < end && (g_ascii_isalnum(**at) || strchr("+-.", **at)))
        ++*at;
    if (g_ascii_isdigit(*from) || *from == '-')
        g_string_append_len(value, from, *at - from);
    return *at > from;
}

/* The first of several members that stand for the same part counts. */
static gboolean read_member(const char **at, const char *end, GString *const *parts)
{
    g_autoptr(GString) name = g_string_new(NULL), value = g_string_new(NULL);
    skip_space(at, end);
    if (!json_read_string(at, end, name) || !take(at, end, ':') || !read_value(at, end, value))
        return FALSE;
    TopicPart part = topic_part_find(members, G_N_ELEMENTS(members), name->str, name->len);
    if (part != TOPIC_PART_OTHER && parts[part]->len == 0)
        g_string_append_len(parts[part], value->str, (gssize)value->len);
    return TRUE;
}

static gboolean read_object(const char *at, const char *end, GString *const *parts)
{
    if (!take(&at, end, '{'))
        return FALSE;
    if (!take(&at, end, '}')) {
        do {
            if (!read_member(&at, end, parts))
                return FALSE;
        } while (take(&at, end, ','));
        if (!take(&at, end, '}'))
            return FALSE;
    }
    skip_space(&at, end);
    return at == end;
}

gboolean topic_json_parse(const char *text, guint fields, const char *path, GPtrArray *topics,
                          GError **error)
{
    GString *parts[TOPIC_PARTS];
    gboolean done = TRUE;
    guint number = 1;
    for (int i = 0; i < TOPIC_PARTS; i++)
        parts[i] = g_string_new(NULL);
    for (const char *line = text, *next; done && *line; line = next, number++) {
        const char *end = line + strcspn(line, "\n"), *at = line;
        next = *end ? end + 1 : end;
        skip_space(&at, end);
        if (at == end)
            continue;
        done = read_object(at, end, parts);
        if (done)
            topic_parts_add(parts, fields, topics);
        else
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                        "can't read line %u of '%s': it is no object of JSON, such as "
                        "{\"id\": \"301\", \"text\": \"ceasefire\"}",
                        number, path);
    }
    for (int i = 0; i < TOPIC_PARTS; i++)
        g_string_free(parts[i], TRUE);
    return done;
}
