#include "search/topic-file-private.h"

#include <string.h>

static const TopicPartName field_names[] = {
    {"title", TOPIC_PART_TITLE},
    {"desc", TOPIC_PART_DESC},
    {"narr", TOPIC_PART_NARR},
};

static guint field_of(TopicPart part)
{
    return part == TOPIC_PART_TITLE  ? TOPIC_TITLE
           : part == TOPIC_PART_DESC ? TOPIC_DESC
           : part == TOPIC_PART_NARR ? TOPIC_NARR
                                     : 0;
}

gboolean topic_fields_parse(const char *list, guint *fields, GError **error)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    guint found = 0;
    for (guint i = 0; names[i] || i == 0; i++) {
        const char *name = names[i] ? g_strstrip(names[i]) : "";
        guint field =
            field_of(topic_part_find(field_names, G_N_ELEMENTS(field_names), name, strlen(name)));
        if (!field) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "'--topic-fields' can't be '%s': it is some of title, desc and narr, with "
                        "commas between",
                        name);
            return FALSE;
        }
        found |= field;
    }
    *fields = found;
    return TRUE;
}

/* ---- parts ------------------------------------------------------------------------------------
 */

TopicPart topic_part_find(const TopicPartName *names, gsize count, const char *name, gsize length)
{
    for (gsize i = 0; i < count; i++)
        if (strlen(names[i].name) == length &&
            g_ascii_strncasecmp(names[i].name, name, length) == 0)
            return names[i].part;
    return TOPIC_PART_OTHER;
}

char *topic_parts_join(GString *const parts[TOPIC_PARTS], guint fields)
{
    GString *text = g_string_new(NULL);
    for (TopicPart part = TOPIC_PART_TEXT; part < TOPIC_PART_OTHER; part++) {
        if (parts[part]->len == 0 || (fields && !(fields & field_of(part))))
            continue;
        g_string_append_printf(text, "%s%s", text->len ? " " : "", parts[part]->str);
        if (!fields)
            break;
    }
    return g_string_free(text, FALSE);
}

static void topic_free(gpointer data)
{
    Topic *topic = data;
    g_free(topic->name);
    g_free(topic->text);
    g_free(topic);
}

static void add(GPtrArray *topics, char *name, char *text, gboolean prose)
{
    Topic *topic = g_new(Topic, 1);
    *topic = (Topic){g_strstrip(name), g_strstrip(text), prose};
    g_ptr_array_add(topics, topic);
}

void topic_parts_add(GString *const parts[TOPIC_PARTS], guint fields, GPtrArray *topics)
{
    for (int i = 0; i < TOPIC_PARTS; i++) {
        g_strstrip(parts[i]->str);
        g_string_truncate(parts[i], strlen(parts[i]->str));
    }
    add(topics, g_strdup(parts[TOPIC_PART_NAME]->str), topic_parts_join(parts, fields), TRUE);
    for (int i = 0; i < TOPIC_PARTS; i++)
        g_string_truncate(parts[i], 0);
}

/* ---- a query a line ---------------------------------------------------------------------------
 */

static void parse_lines(const char *text, GPtrArray *topics)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        const char *line = g_strstrip(lines[i]), *tab = strchr(line, '\t');
        if (*line)
            add(topics, tab ? g_strndup(line, (gsize)(tab - line)) : g_strdup(line),
                g_strdup(tab ? tab + 1 : ""), FALSE);
    }
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static gboolean check(const GPtrArray *topics, const char *path, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    if (topics->len == 0)
        g_set_error(
            error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
            "there are no topics in '%s': it has a line for each, with its number, a tab and "
            "the query; or <top> of TREC; or JSON Lines",
            path);
    for (guint i = 0; i < topics->len; i++) {
        const Topic *topic = topics->pdata[i];
        const char *wrong = *topic->name == '\0'                   ? "has no number or name"
                            : *topic->text == '\0'                 ? "has no text"
                            : !g_hash_table_add(seen, topic->name) ? "stands there twice"
                                                                   : NULL;
        if (!wrong)
            continue;
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "topic %u of '%s', '%s', %s", i + 1,
                    path, topic->name, wrong);
        return FALSE;
    }
    return topics->len > 0;
}

GPtrArray *topic_file_parse(const char *text, guint fields, const char *path, GError **error)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GPtrArray) topics = g_ptr_array_new_with_free_func(topic_free);
    const char *begin = g_str_has_prefix(valid, "\xEF\xBB\xBF") ? valid + 3 : valid;
    while (g_ascii_isspace(*begin))
        begin++;
    if (*begin == '<')
        topic_sgml_parse(begin, fields, topics);
    else if (*begin != '{')
        parse_lines(begin, topics);
    else if (!topic_json_parse(begin, fields, path, topics, error))
        return NULL;
    return check(topics, path, error) ? g_steal_pointer(&topics) : NULL;
}
