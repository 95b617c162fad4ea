#include "corpus/front-matter-private.h"

#include <string.h>
#include <yaml.h>

/* More than any article says of itself. */
#define MATTER_MAX_BYTES ((gsize)256 << 10)
#define EVENTS_MAX 20000
#define DEPTH_MAX 16
/* Deeper than this is no front matter: libyaml takes as long for a token as it is deep. */
#define TOO_DEEP_MAX 200

/* ---- where it stands --------------------------------------------------------------------------*/

/* The length of the line at p without its end; *next: where the next begins. */
static gsize line_length(const char *p, const char *end, const char **next)
{
    const char *stop = p < end ? memchr(p, '\n', (gsize)(end - p)) : NULL;
    *next = stop ? stop + 1 : end;
    stop = stop ? stop : end;
    while (stop > p && g_ascii_isspace(stop[-1]))
        stop--;
    return (gsize)(stop - p);
}

static gboolean is_line(const char *p, gsize length, const char *wanted)
{
    return length == strlen(wanted) && memcmp(p, wanted, length) == 0;
}

/* The length of the name in `name: value` or `name = value`; 0 if the line is not of that form. */
static gsize name_length(const char *line, gsize length, char sign)
{
    gsize n = 0;
    while (n < length && (g_ascii_isalnum(line[n]) || line[n] == '_' || line[n] == '-'))
        n++;
    gsize at = n;
    while (sign == '=' && at < length && line[at] == ' ')
        at++;
    gboolean named = n > 0 && at < length && line[at] == sign;
    return named && (sign == '=' || at + 1 == length || g_ascii_isspace(line[at + 1])) ? n : 0;
}

gboolean front_matter_find(const char *text, gsize length, FrontMatter *found)
{
    const char *p = text, *end = text + MIN(length, MATTER_MAX_BYTES), *next;
    while (p < end && g_ascii_isspace(*p))
        p++;
    gsize n = line_length(p, end, &next);
    *found = (FrontMatter){.toml = is_line(p, n, "+++")};
    if (!found->toml && !is_line(p, n, "---"))
        return FALSE;
    found->text = next;
    gboolean named = FALSE;
    for (p = next; p < end; p = next) {
        n = line_length(p, end, &next);
        if (is_line(p, n, found->toml ? "+++" : "---") || (!found->toml && is_line(p, n, "..."))) {
            found->length = (gsize)(p - found->text);
            found->behind = (gsize)(next - text);
            return named;
        }
        named |= name_length(p, n, found->toml ? '=' : ':') > 0;
    }
    return FALSE;
}

/* ---- values -----------------------------------------------------------------------------------*/

typedef struct {
    const Keymap *keys;
    GPtrArray *rows; /* of GPtrArray of strings; NULL where there is none */
} Values;

static void add_value(Values *values, const char *name, gsize name_bytes, const char *value, gsize length)
{
    int row = keymap_find_mapped(values->keys, name, name_bytes);
    if (row < 0 || length == 0)
        return;
    GPtrArray **list = (GPtrArray **)&g_ptr_array_index(values->rows, row);
    if (*list == NULL)
        *list = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(*list, g_strndup(value, length));
}

static void free_list(gpointer list)
{
    if (list)
        g_ptr_array_unref(list);
}

/* ---- YAML -------------------------------------------------------------------------------------*/

typedef struct {
    gboolean mapping;
    gboolean wants_value; /* the key was read */
    gsize path;           /* the length of the path to here */
} Level;

typedef struct {
    Values *values;
    GString *path; /* of keys, with dots */
    Level levels[DEPTH_MAX + 1];
    guint depth, too_deep;
} Reading;

/* One value is over: in a mapping a key follows. */
static void value_done(Reading *reading)
{
    Level *level = &reading->levels[reading->depth];
    level->wants_value = FALSE;
    g_string_truncate(reading->path, level->path);
}

/* A person may be given as {name: …, email: …}. */
static gsize path_length(const GString *path)
{
    gboolean person = g_str_has_prefix(path->str, "author") && g_str_has_suffix(path->str, ".name");
    return person ? path->len - strlen(".name") : path->len;
}

static gboolean is_null(const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (*text == '\0' || strcmp(text, "~") == 0 || g_ascii_strcasecmp(text, "null") == 0);
}

static void take_scalar(Reading *reading, const yaml_event_t *event)
{
    Level *level = &reading->levels[reading->depth];
    const char *text = (const char *)event->data.scalar.value;
    if (level->mapping && !level->wants_value) {
        g_string_truncate(reading->path, level->path);
        if (level->path)
            g_string_append_c(reading->path, '.');
        g_string_append_len(reading->path, text, (gssize)event->data.scalar.length);
        level->wants_value = TRUE;
        return;
    }
    if (!is_null(event))
        add_value(reading->values, reading->path->str, path_length(reading->path), text,
                  event->data.scalar.length);
    value_done(reading);
}

static void open_level(Reading *reading, gboolean mapping)
{
    if (reading->too_deep || reading->depth == DEPTH_MAX) {
        reading->too_deep++;
        return;
    }
    reading->levels[++reading->depth] = (Level){mapping, FALSE, reading->path->len};
}

static void close_level(Reading *reading)
{
    if (reading->too_deep) {
        reading->too_deep--;
    } else if (reading->depth > 0) {
        reading->depth--;
        value_done(reading);
    }
}

static void take_event(Reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        open_level(reading, event->type == YAML_MAPPING_START_EVENT);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_level(reading);
        break;
    case YAML_SCALAR_EVENT:
        if (reading->too_deep == 0)
            take_scalar(reading, event);
        break;
    case YAML_ALIAS_EVENT:
        if (reading->too_deep == 0)
            value_done(reading);
        break;
    default:
        break;
    }
}

/* FALSE if it is broken. */
static gboolean read_yaml(const FrontMatter *matter, Values *values)
{
    g_autoptr(GString) path = g_string_new(NULL);
    Reading reading = {.values = values, .path = path};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return FALSE;
    yaml_parser_set_input_string(&parser, (const unsigned char *)matter->text, matter->length);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    gboolean good = TRUE, ended = FALSE;
    for (guint i = 0; good && !ended && i < EVENTS_MAX; i++) {
        yaml_event_t event;
        good = yaml_parser_parse(&parser, &event);
        if (!good)
            break;
        take_event(&reading, &event);
        ended = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
        yaml_event_delete(&event);
        good = reading.too_deep <= TOO_DEEP_MAX;
    }
    yaml_parser_delete(&parser);
    return good;
}

/* ---- lines ------------------------------------------------------------------------------------*/

/* Adds what a string in double quotes means, text being all between them; what can't be read stands as it is.
 * What a backslash may stand before in TOML, it means in YAML, too. */
static void add_string(Values *values, const char *name, gsize name_bytes, const char *text, gsize length)
{
    g_autoptr(GString) quoted = g_string_new("\"");
    g_string_append_len(quoted, text, (gssize)length);
    g_string_append_c(quoted, '"');
    yaml_parser_t parser;
    yaml_event_t event = {.type = YAML_NO_EVENT};
    gboolean good = memchr(text, '\\', length) && yaml_parser_initialize(&parser);
    if (good) {
        yaml_parser_set_input_string(&parser, (const unsigned char *)quoted->str, quoted->len);
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
        while (good && event.type != YAML_SCALAR_EVENT) {
            yaml_event_delete(&event);
            good = yaml_parser_parse(&parser, &event) && event.type != YAML_STREAM_END_EVENT;
        }
        yaml_parser_delete(&parser);
    }
    if (good)
        add_value(values, name, name_bytes, (const char *)event.data.scalar.value, event.data.scalar.length);
    else
        add_value(values, name, name_bytes, text, length);
    yaml_event_delete(&event);
}

/* Adds the strings and bare values of `"a"`, `a`, `["a", "b"]`; a list may go on over lines. Where it ends. */
static const char *read_values(Values *values, const char *name, gsize name_bytes, const char *p, const char *end)
{
    guint depth = 0;
    while (p < end && (depth > 0 || *p != '\n')) {
        if (*p == '"' || *p == '\'') {
            const char *from = p + 1, *stop = from;
            while (stop < end && *stop != *p && *stop != '\n')
                stop += *p == '"' && *stop == '\\' && stop + 1 < end ? 2 : 1;
            stop = MIN(stop, end);
            if (*p == '"')
                add_string(values, name, name_bytes, from, (gsize)(stop - from));
            else
                add_value(values, name, name_bytes, from, (gsize)(stop - from));
            p = stop + (stop < end);
        } else if (*p == '[' || *p == ']') {
            depth = *p == '[' ? depth + 1 : depth - (depth > 0);
            p++;
        } else if (g_ascii_isspace(*p) || *p == ',') {
            p++;
        } else if (*p == '#') {
            while (p < end && *p != '\n')
                p++;
        } else {
            const char *from = p;
            while (p < end && !strchr(",]#\n", *p))
                p++;
            const char *stop = p;
            while (stop > from && g_ascii_isspace(stop[-1]))
                stop--;
            add_value(values, name, name_bytes, from, (gsize)(stop - from));
            p += p == from;
        }
    }
    return p;
}

static void read_toml(const FrontMatter *matter, Values *values)
{
    const char *p = matter->text, *end = p + matter->length, *next;
    g_autoptr(GString) path = g_string_new(NULL);
    gsize table = 0;
    for (; p < end; p = next) {
        while (p < end && (*p == ' ' || *p == '\t'))
            p++;
        gsize length = line_length(p, end, &next), name = name_length(p, length, '=');
        if (name > 0) {
            g_string_truncate(path, table);
            g_string_append_len(path, p, (gssize)name);
            const char *value = memchr(p, '=', length);
            const char *stop = read_values(values, path->str, path->len, value + 1, end);
            next = stop > next ? stop : next;
        } else if (length > 2 && p[0] == '[' && p[length - 1] == ']') {
            g_string_truncate(path, 0);
            /* [taxonomies] holds what stands at the top elsewhere. */
            if (!is_line(p, length, "[taxonomies]")) {
                g_string_append_len(path, p + 1, (gssize)length - 2);
                g_string_append_c(path, '.');
            }
            table = path->len;
        }
    }
}

static void read_lines(const FrontMatter *matter, Values *values)
{
    const char *p = matter->text, *end = p + matter->length, *next;
    g_autofree char *name = NULL;
    for (; p < end; p = next) {
        gsize length = line_length(p, end, &next), named = name_length(p, length, ':');
        const char *value = p + (named ? named + 1 : 0), *stop = p + length;
        while (value < stop && g_ascii_isspace(*value))
            value++;
        if (named) {
            g_free(name);
            name = g_strndup(p, named);
        } else if (stop - value > 1 && value[0] == '-' && value[1] == ' ') {
            value += 2;
        } else {
            continue;
        }
        if (stop - value > 1 && *value == stop[-1] && (*value == '"' || *value == '\'')) {
            value++;
            stop--;
        }
        if (value < stop && *value == '[')
            read_values(values, name ? name : "", name ? strlen(name) : 0, value, stop);
        else if (name)
            add_value(values, name, strlen(name), value, (gsize)(stop - value));
    }
}

GPtrArray *front_matter_read(const FrontMatter *matter, const Keymap *keys)
{
    Values values = {.keys = keys, .rows = g_ptr_array_new_with_free_func(free_list)};
    g_ptr_array_set_size(values.rows, KEYMAP_MAX_ROWS);
    if (matter->toml) {
        read_toml(matter, &values);
    } else if (!read_yaml(matter, &values)) {
        g_ptr_array_set_size(values.rows, 0);
        g_ptr_array_set_size(values.rows, KEYMAP_MAX_ROWS);
        read_lines(matter, &values);
    }
    return values.rows;
}
