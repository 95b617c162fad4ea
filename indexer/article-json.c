#include "indexer/article-json.h"

#include <string.h>

#include "stemmer/json-text.h"

static void append_key(GString *out, const char *key)
{
    char last = out->str[out->len - 1];
    g_string_append_printf(out, "%s\"%s\":", last == '{' ? "" : ",", key);
}

static void append_text(GString *out, const char *key, const char *text, gsize length)
{
    if (length == 0)
        return;
    append_key(out, key);
    json_text_append(out, text, length);
}

/* A field of several values, a line each: one as a string, several as an array. */
static void append_lines(GString *out, const char *key, const GString *lines)
{
    if (memchr(lines->str, '\n', lines->len) == NULL) {
        append_text(out, key, lines->str, lines->len);
        return;
    }
    append_key(out, key);
    char mark = '[';
    const char *end = lines->str + lines->len;
    for (const char *line = lines->str; line < end;) {
        const char *stop = memchr(line, '\n', end - line);
        if (stop == NULL)
            stop = end;
        g_string_append_c(out, mark);
        json_text_append(out, line, stop - line);
        mark = ',';
        line = stop + 1;
    }
    g_string_append_c(out, ']');
}

/* As precise as it is known. */
static void append_date(GString *out, const ArticleDate *date)
{
    static const char *const forms[] = {[DATE_YEAR] = "%Y",
                                        [DATE_MONTH] = "%Y-%m",
                                        [DATE_DAY] = "%Y-%m-%d",
                                        [DATE_INSTANT] = "%Y-%m-%dT%H:%M:%SZ"};
    if (date->precision == DATE_NONE)
        return;
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(date->seconds);
    g_autofree char *text = g_date_time_format(moment, forms[date->precision]);
    append_text(out, "date", text, strlen(text));
}

/* File names are bytes; JSON's strings are not. */
static void append_path(GString *out, const char *key, const GString *path, gboolean escaped)
{
    if (path->len == 0)
        return;
    append_key(out, key);
    if (!escaped) {
        json_text_append(out, path->str, path->len);
        return;
    }
    g_autofree char *text = g_uri_escape_bytes((const guint8 *)path->str, path->len, "/");
    json_text_append(out, text, strlen(text));
}

static void append_origin(GString *out, const ArticleOrigin *origin)
{
    if (origin->identity->len == 0)
        return;
    gboolean escaped = !g_utf8_validate(origin->path->str, origin->path->len, NULL) ||
                       !g_utf8_validate(origin->member->str, origin->member->len, NULL);
    append_key(out, "dateline");
    g_string_append_c(out, '{');
    append_text(out, "identity", origin->identity->str, origin->identity->len);
    append_path(out, "path", origin->path, escaped);
    append_path(out, "member", origin->member, escaped);
    if (escaped) {
        append_key(out, "escaped");
        g_string_append(out, "true");
    }
    append_key(out, "record");
    g_string_append_printf(out, "%" G_GUINT64_FORMAT, origin->record);
    append_text(out, "reading", origin->reading->str, origin->reading->len);
    g_string_append_c(out, '}');
}

void article_json_append(GString *out, const Article *article)
{
    static const struct {
        const char *key;
        ArticleField field;
    } before[] = {{"id", ARTICLE_ID}, {"title", ARTICLE_TITLE}, {"text", ARTICLE_TEXT}},
      after[] = {{"source", ARTICLE_SOURCE},     {"author", ARTICLE_AUTHOR},
                 {"section", ARTICLE_SECTION},   {"url", ARTICLE_URL},
                 {"language", ARTICLE_LANGUAGE}, {"keywords", ARTICLE_KEYWORD},
                 {"dateline_place", ARTICLE_DATELINE},
                 {"dateline_agency", ARTICLE_AGENCY}};
    g_string_append_c(out, '{');
    for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
        const GString *value = article->field[before[i].field];
        append_text(out, before[i].key, value->str, value->len);
    }
    append_date(out, &article->date);
    for (gsize i = 0; i < G_N_ELEMENTS(after); i++) {
        const GString *value = article->field[after[i].field];
        if (after[i].field == ARTICLE_AUTHOR || after[i].field == ARTICLE_KEYWORD)
            append_lines(out, after[i].key, value);
        else
            append_text(out, after[i].key, value->str, value->len);
    }
    append_origin(out, &article->origin);
    g_string_append(out, "}\n");
}
