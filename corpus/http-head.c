#include "corpus/http-private.h"

#include <string.h>

/* ---- fields -----------------------------------------------------------------------------------*/

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void trim(const char **text, gsize *length)
{
    while (*length > 0 && is_blank(**text)) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && is_blank((*text)[*length - 1]))
        (*length)--;
}

static const char *line_end(const char *at, const char *end)
{
    const char *feed = at < end ? memchr(at, '\n', (gsize)(end - at)) : NULL;
    return feed ? feed + 1 : end;
}

gboolean http_head_next_field(const char **at, const char *end, HttpField *field)
{
    const char *line = *at, *stop = line_end(line, end);
    gboolean empty =
        stop == line || line[0] == '\n' || (line[0] == '\r' && line + 1 < stop && line[1] == '\n');
    /* A line that begins with a blank goes on with the one before it. */
    while (!empty && stop < end && (*stop == ' ' || *stop == '\t'))
        stop = line_end(stop, end);
    *at = stop;
    if (empty)
        return FALSE;
    const char *colon = memchr(line, ':', (gsize)(stop - line));
    field->name = line;
    field->name_length = colon ? (gsize)(colon - line) : 0;
    field->value = colon ? colon + 1 : line;
    field->value_length = (gsize)(stop - field->value);
    trim(&field->name, &field->name_length);
    trim(&field->value, &field->value_length);
    return TRUE;
}

static gboolean same(const char *text, gsize length, const char *word)
{
    return strlen(word) == length && g_ascii_strncasecmp(text, word, length) == 0;
}

gboolean http_head_is(const HttpField *field, const char *name)
{
    return same(field->name, field->name_length, name);
}

/* ---- values -----------------------------------------------------------------------------------*/

void http_head_media_clear(MediaType *media)
{
    g_clear_pointer(&media->type, g_free);
    g_clear_pointer(&media->charset, g_free);
}

static void take_charset(MediaType *media, const char *parameter, gsize length)
{
    static const char name[] = "charset";
    const char *sign = memchr(parameter, '=', length);
    gsize name_length = sign ? (gsize)(sign - parameter) : 0;
    trim(&parameter, &name_length);
    if (sign == NULL || !same(parameter, name_length, name) || media->charset)
        return;
    const char *value = sign + 1;
    gsize value_length = (gsize)(parameter + length - value);
    while (value_length > 0 && (is_blank(*value) || *value == '"' || *value == '\'')) {
        value++;
        value_length--;
    }
    while (value_length > 0 &&
           (is_blank(value[value_length - 1]) || strchr("\"',", value[value_length - 1])))
        value_length--;
    if (value_length > 0)
        media->charset = g_strndup(value, value_length);
}

void http_head_media_type(MediaType *media, const char *value, gsize length)
{
    const char *end = value + length;
    http_head_media_clear(media);
    for (gboolean first = TRUE; value < end; first = FALSE) {
        const char *stop = memchr(value, ';', (gsize)(end - value));
        if (stop == NULL)
            stop = end;
        const char *part = value;
        gsize part_length = (gsize)(stop - value);
        trim(&part, &part_length);
        if (!first)
            take_charset(media, part, part_length);
        else if (part_length > 0)
            media->type = g_ascii_strdown(part, (gssize)part_length);
        value = stop < end ? stop + 1 : end;
    }
}

/* Of several codings the last one was applied last. */
static HttpCoding coding_of(const char *value, gsize length)
{
    const char *comma = memrchr(value, ',', length);
    gsize skipped = comma ? (gsize)(comma + 1 - value) : 0;
    value += skipped;
    length -= skipped;
    trim(&value, &length);
    if (same(value, length, "gzip") || same(value, length, "x-gzip"))
        return HTTP_GZIP;
    if (same(value, length, "deflate"))
        return HTTP_DEFLATE;
    return same(value, length, "br") ? HTTP_BROTLI : HTTP_PLAIN;
}

/* ---- the head ---------------------------------------------------------------------------------*/

void http_head_clear(HttpHead *head)
{
    http_head_media_clear(&head->media);
}

/* "HTTP/1.1 200 OK": 200; 0 if it is no status line. */
static guint status_of(const char *line, gsize length)
{
    static const char name[] = "HTTP/";
    const char *end = line + length;
    if (length < sizeof name - 1 || g_ascii_strncasecmp(line, name, sizeof name - 1) != 0)
        return 0;
    while (line < end && !is_blank(*line))
        line++;
    while (line < end && (*line == ' ' || *line == '\t'))
        line++;
    guint status = 0;
    for (guint digits = 0; line < end && g_ascii_isdigit(*line) && digits < 3; digits++)
        status = status * 10 + (guint)(*line++ - '0');
    return status;
}

void http_head_read(HttpHead *head, const char *bytes, gsize length)
{
    const char *end = bytes + length, *at = line_end(bytes, end);
    HttpField field;
    *head = (HttpHead){.status = status_of(bytes, (gsize)(at - bytes)), .body_length = -1};
    if (head->status == 0)
        return;
    while (http_head_next_field(&at, end, &field)) {
        const char *value = field.value;
        gsize value_length = field.value_length;
        if (http_head_is(&field, "content-type")) {
            http_head_media_type(&head->media, value, value_length);
        } else if (http_head_is(&field, "transfer-encoding")) {
            head->chunked = value_length >= 7 && same(value + value_length - 7, 7, "chunked");
        } else if (http_head_is(&field, "content-encoding")) {
            head->coding = coding_of(value, value_length);
        } else if (http_head_is(&field, "content-length") && value_length < 18 &&
                   value_length > 0) {
            g_autofree char *digits = g_strndup(value, value_length);
            head->body_length = g_ascii_isdigit(digits[0]) ? g_ascii_strtoll(digits, NULL, 10) : -1;
        }
    }
    head->length = (gsize)(at - bytes);
}
