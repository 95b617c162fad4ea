/* Topics in TREC's SGML. Its parts are seldom closed: one reaches to the next tag, and may begin
 * with a label that says its name once more (`<num> Number: 301`). */
#include "search/topic-file-private.h"

#include <string.h>

static const TopicPartName tags[] = {
    {"num", TOPIC_PART_NAME},      {"number", TOPIC_PART_NAME}, {"title", TOPIC_PART_TITLE},
    {"query", TOPIC_PART_TITLE},   {"desc", TOPIC_PART_DESC},   {"description", TOPIC_PART_DESC},
    {"question", TOPIC_PART_DESC}, {"narr", TOPIC_PART_NARR},   {"narrative", TOPIC_PART_NARR},
};

static const char *const labels[] = {"Number:", "Topic:", "Description:", "Narrative:"};

static const struct {
    const char *entity, *character;
} entities[] = {
    {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"},
};

/* Appends text without the label that it begins with, its entities replaced. */
static void append_text(GString *out, const char *text, gsize length)
{
    const char *p = text, *end = text + length;
    while (p < end && g_ascii_isspace(*p))
        p++;
    for (gsize i = 0; out->len == 0 && i < G_N_ELEMENTS(labels); i++) {
        gsize size = strlen(labels[i]);
        if ((gsize)(end - p) >= size && g_ascii_strncasecmp(p, labels[i], size) == 0) {
            p += size;
            break;
        }
    }
    while (p < end) {
        gsize i = 0;
        while (i < G_N_ELEMENTS(entities) && !g_str_has_prefix(p, entities[i].entity))
            i++;
        g_string_append_len(out, i < G_N_ELEMENTS(entities) ? entities[i].character : p, 1);
        p += i < G_N_ELEMENTS(entities) ? strlen(entities[i].entity) : 1;
    }
}

/* The value of number="…" in a tag's attributes. */
static void append_number(GString *out, const char *attributes, gsize length)
{
    const char *found = g_strstr_len(attributes, (gssize)length, "number=");
    if (!found)
        return;
    const char *value = found + strlen("number="), *end = attributes + length;
    char quote = value < end && (*value == '"' || *value == '\'') ? *value++ : ' ';
    const char *last = memchr(value, quote, (gsize)(end - value));
    g_string_append_len(out, value, (last ? last : end) - value);
}

static gboolean is_topic(const char *name, gsize length)
{
    return (length == 3 && g_ascii_strncasecmp(name, "top", 3) == 0) ||
           (length == 5 && g_ascii_strncasecmp(name, "topic", 5) == 0);
}

typedef struct {
    GString *parts[TOPIC_PARTS];
    TopicPart part; /* that the text now belongs to */
    gboolean open;  /* inside of a topic */
    guint fields;
    GPtrArray *topics;
} Parser;

static void end_topic(Parser *parser)
{
    if (parser->open)
        topic_parts_add(parser->parts, parser->fields, parser->topics);
    parser->open = FALSE;
    parser->part = TOPIC_PART_OTHER;
}

/* tag: what stands between < and >. */
static void take_tag(Parser *parser, const char *tag, gsize length)
{
    gboolean closes = length && *tag == '/';
    const char *name = tag + closes;
    gsize size = 0;
    while (closes + size < length && (g_ascii_isalnum(name[size]) || name[size] == '_'))
        size++;
    if (is_topic(name, size)) {
        end_topic(parser);
        parser->open = !closes;
        if (!closes)
            append_number(parser->parts[TOPIC_PART_NAME], name + size, length - size);
        return;
    }
    parser->part =
        closes ? TOPIC_PART_OTHER : topic_part_find(tags, G_N_ELEMENTS(tags), name, size);
}

/* Where the tag that begins behind at ends; NULL: what stands there is no tag. */
static const char *tag_end(const char *at)
{
    if (*at != '/' && !g_ascii_isalpha(*at) && *at != '?' && *at != '!')
        return NULL;
    return strchr(at, '>');
}

void topic_sgml_parse(const char *text, guint fields, GPtrArray *topics)
{
    Parser parser = {.part = TOPIC_PART_OTHER, .fields = fields, .topics = topics};
    for (int i = 0; i < TOPIC_PARTS; i++)
        parser.parts[i] = g_string_new(NULL);
    for (const char *p = text; *p;) {
        gsize plain = strcspn(p + 1, "<") + 1;
        const char *end = *p == '<' ? tag_end(p + 1) : NULL;
        if (end) {
            take_tag(&parser, p + 1, (gsize)(end - p - 1));
            p = end + 1;
            continue;
        }
        if (parser.open && parser.part != TOPIC_PART_OTHER)
            append_text(parser.parts[parser.part], p, plain);
        p += plain;
    }
    end_topic(&parser);
    for (int i = 0; i < TOPIC_PARTS; i++)
        g_string_free(parser.parts[i], TRUE);
}
