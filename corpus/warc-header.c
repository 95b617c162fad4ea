#include "corpus/warc-header-private.h"

#include <string.h>

#define IN_ARCHIVE " in a web archive"

void warc_header_clear(WarcHeader *header)
{
    http_head_media_clear(&header->media);
}

/* ---- WARC -------------------------------------------------------------------------------------*/

/* "WARC/1.0\r\n", also of older versions; at the end it may be cut off. */
static WarcHeaderAnswer is_version_line(const char *bytes, gsize length, gboolean last)
{
    static const char form[] = "WARC/0.0";
    gsize i = 0;
    for (; i < length && form[i]; i++)
        if (form[i] == '0' ? !g_ascii_isdigit(bytes[i]) : bytes[i] != form[i])
            return WARC_HEADER_NO;
    while (i < length && i < 16 &&
           (g_ascii_isdigit(bytes[i]) || bytes[i] == ' ' || bytes[i] == '\r'))
        i++;
    if (i == length)
        return !last ? WARC_HEADER_MORE : length > 0 ? WARC_HEADER_YES : WARC_HEADER_NO;
    return bytes[i] == '\n' ? WARC_HEADER_YES : WARC_HEADER_NO;
}

static WarcHeaderAnswer end_of_fields(const char *bytes, gsize length, gboolean last, gsize *looked)
{
    const char *end = bytes + length;
    const char *line = bytes + *looked, *feed;
    while (line < end && (feed = memchr(line, '\n', (gsize)(end - line))) != NULL) {
        if (feed == line || (feed == line + 1 && *line == '\r')) {
            *looked = (gsize)(feed + 1 - bytes);
            return WARC_HEADER_YES;
        }
        /* The head was cut off, and another record begins. */
        if (line > bytes && is_version_line(line, (gsize)(end - line), TRUE) == WARC_HEADER_YES)
            return WARC_HEADER_NO;
        line = feed + 1;
        *looked = (gsize)(line - bytes);
    }
    return last || length > WARC_HEADER_MAX ? WARC_HEADER_NO : WARC_HEADER_MORE;
}

static gboolean says(const HttpField *field, const char *value)
{
    return field->value_length == strlen(value) &&
           g_ascii_strncasecmp(field->value, value, field->value_length) == 0;
}

static void take_uri(WarcHeader *header, const char *uri, gsize length)
{
    /* So an early standard was read, and wget writes it. */
    if (length > 2 && uri[0] == '<' && uri[length - 1] == '>') {
        uri++;
        length -= 2;
    }
    header->uri = uri;
    header->uri_length = length;
}

/* Digits that a length can have; FALSE if it is none. */
static gboolean read_length(const char *digits, gsize count, guint64 *length)
{
    guint64 number = 0;
    for (gsize i = 0; i < count; i++) {
        if (!g_ascii_isdigit(digits[i]))
            return FALSE;
        number = number * 10 + (guint64)(digits[i] - '0');
    }
    if (count == 0 || count > 18)
        return FALSE;
    *length = number;
    return TRUE;
}

static void read_fields(const char *bytes, gsize length, WarcHeader *header)
{
    static const char http[] = "application/http";
    const char *end = bytes + length, *at = bytes;
    gboolean response = FALSE;
    HttpField field;
    while (http_head_next_field(&at, end, &field)) {
        if (http_head_is(&field, "warc-type")) {
            response = says(&field, "response");
            header->wanted = response || says(&field, "resource") || says(&field, "conversion");
        } else if (http_head_is(&field, "warc-target-uri")) {
            take_uri(header, field.value, field.value_length);
        } else if (http_head_is(&field, "content-length")) {
            read_length(field.value, field.value_length, &header->length);
        } else if (http_head_is(&field, "content-type")) {
            http_head_media_type(&header->media, field.value, field.value_length);
        } else if (http_head_is(&field, "warc-truncated")) {
            header->truncated = TRUE;
        }
    }
    header->is_http =
        response && (header->media.type == NULL || g_str_has_prefix(header->media.type, http));
}

/* ---- ARC --------------------------------------------------------------------------------------*/

/* The fields of a line, from its end on, since a URI may have spaces in it. */
typedef struct {
    const char *uri, *type, *digits; /* of the length */
    gsize uri_length, type_length, digits_length;
} ArcLine;

static gboolean is_date(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
    return length >= 8 && length <= 20;
}

static gboolean is_ip_address(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isxdigit(text[i]) && text[i] != '.' && text[i] != ':' && text[i] != '-')
            return FALSE;
    return length > 0;
}

/* A scheme and a colon: "http:", "filedesc:"; not a field of HTTP's, which has a blank there. */
static gboolean begins_uri(const char *bytes, gsize length)
{
    gsize i = 0;
    while (i < length && i < 16 &&
           (g_ascii_isalnum(bytes[i]) || bytes[i] == '+' || bytes[i] == '-' || bytes[i] == '.'))
        i++;
    return i > 0 && i + 1 < length && bytes[i] == ':' && !g_ascii_isspace(bytes[i + 1]) &&
           g_ascii_isalpha(bytes[0]);
}

/* Splits off the last word of line[0..*length). */
static const char *last_word(const char *line, gsize *length, gsize *word_length)
{
    const char *space = memrchr(line, ' ', *length);
    const char *word = space ? space + 1 : line;
    *word_length = (gsize)(line + *length - word);
    *length = space ? (gsize)(space - line) : 0;
    return word;
}

static gboolean read_arc_line(const char *line, gsize length, ArcLine *arc)
{
    gsize date_length, ip_length;
    if (length > 0 && line[length - 1] == '\r')
        length--;
    arc->digits = last_word(line, &length, &arc->digits_length);
    arc->type = last_word(line, &length, &arc->type_length);
    const char *date = last_word(line, &length, &date_length);
    const char *ip = last_word(line, &length, &ip_length);
    arc->uri = line;
    arc->uri_length = length;
    return length > 0 && is_date(date, date_length) && is_ip_address(ip, ip_length);
}

/* A line of that form; its length may be nonsense, and then only this record is broken. */
static WarcHeaderAnswer is_arc_line(const char *bytes, gsize length, gboolean last)
{
    ArcLine line;
    if (length < 16 && !last)
        return WARC_HEADER_MORE;
    if (!begins_uri(bytes, length))
        return WARC_HEADER_NO;
    const char *feed = memchr(bytes, '\n', MIN(length, WARC_LINE_MAX));
    if (feed == NULL)
        return last || length >= WARC_LINE_MAX ? WARC_HEADER_NO : WARC_HEADER_MORE;
    return read_arc_line(bytes, (gsize)(feed - bytes), &line) ? WARC_HEADER_YES : WARC_HEADER_NO;
}

static void read_arc(const char *bytes, gsize length, WarcHeader *header)
{
    ArcLine line;
    const char *feed = memchr(bytes, '\n', length);
    if (!read_arc_line(bytes, feed ? (gsize)(feed - bytes) : length, &line))
        return;
    read_length(line.digits, line.digits_length, &header->length);
    http_head_media_type(&header->media, line.type, line.type_length);
    header->uri = line.uri;
    header->uri_length = line.uri_length;
    header->is_http = line.uri_length > 4 && g_ascii_strncasecmp(line.uri, "http", 4) == 0;
    header->wanted = !g_str_has_prefix(line.uri, "filedesc:");
}

/* ---- both -------------------------------------------------------------------------------------*/

WarcHeaderAnswer warc_header_begins(gboolean arc, const char *bytes, gsize length, gboolean last)
{
    return arc ? is_arc_line(bytes, length, last) : is_version_line(bytes, length, last);
}

WarcHeaderAnswer warc_header_end(gboolean arc, const char *bytes, gsize length, gboolean last,
                                 gsize *looked)
{
    if (!arc)
        return end_of_fields(bytes, length, last, looked);
    const char *feed = memchr(bytes, '\n', length);
    *looked = feed ? (gsize)(feed + 1 - bytes) : length;
    return feed ? WARC_HEADER_YES : WARC_HEADER_NO;
}

void warc_header_read(gboolean arc, const char *bytes, gsize length, WarcHeader *header)
{
    *header = (WarcHeader){0};
    if (arc)
        read_arc(bytes, length, header);
    else
        read_fields(bytes, length, header);
}

/* ---- media types ------------------------------------------------------------------------------*/

static const struct {
    const char *type, *extension;
} texts[] = {
    {"text/html", ".html"},
    {"application/xhtml+xml", ".html"},
    {"text/plain", ".txt"},
    {"application/json", ".json"},
    {"text/json", ".json"},
    {"application/x-ndjson", ".jsonl"},
    {"application/jsonl", ".jsonl"},
    {"application/xml", NULL},
    {"text/xml", NULL},
    /* What servers and crawlers say that don't know. */
    {"unknown/unknown", NULL},
    {"application/octet-stream", NULL},
    {"no-type", NULL},
    {"unk", NULL},
    {"-", NULL},
};

static const struct {
    const char *part, *kind;
} others[] = {
    {"image/", "image" IN_ARCHIVE},         {"video/", "video" IN_ARCHIVE},
    {"audio/", "audio" IN_ARCHIVE},         {"font", "font" IN_ARCHIVE},
    {"text/css", "style sheet" IN_ARCHIVE}, {"javascript", "script" IN_ARCHIVE},
    {"ecmascript", "script" IN_ARCHIVE},    {"application/pdf", "PDF document" IN_ARCHIVE},
};

const char *warc_media_extension(const char *type, const char **kind)
{
    *kind = NULL;
    if (type == NULL)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (strcmp(type, texts[i].type) == 0)
            return texts[i].extension;
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        if (strstr(type, others[i].part)) {
            *kind = others[i].kind;
            return NULL;
        }
    }
    if (g_str_has_suffix(type, "+json"))
        return ".json";
    if (!g_str_has_suffix(type, "+xml"))
        *kind = "other file" IN_ARCHIVE;
    return NULL;
}
