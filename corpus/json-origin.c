#include "corpus/json-origin-private.h"

#include <math.h>
#include <string.h>

#include "corpus/article-parser-private.h"

#define IDENTITY_DIGITS 32
/* Doubles, which is what JSON's numbers are here, are exact up to this one. */
#define RECORD_MAX 9007199254740992.0

static const char *text_of(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(value) ? value->valuestring : NULL;
}

static gboolean set_identity(GString *identity, const char *text)
{
    if (text == NULL || strlen(text) != IDENTITY_DIGITS)
        return FALSE;
    for (gsize i = 0; i < IDENTITY_DIGITS; i++)
        if (!g_ascii_isxdigit(text[i]))
            return FALSE;
    g_string_assign(identity, text);
    g_string_ascii_down(identity);
    return TRUE;
}

static gboolean set_bytes(GString *bytes, const char *text, gboolean escaped)
{
    g_string_truncate(bytes, 0);
    if (text == NULL || !escaped) {
        g_string_append(bytes, text != NULL ? text : "");
        return TRUE;
    }
    g_autoptr(GBytes) raw = g_uri_unescape_bytes(text, -1, NULL, NULL);
    gsize length = 0;
    const char *data = raw != NULL ? g_bytes_get_data(raw, &length) : NULL;
    if (data == NULL || memchr(data, '\0', length) != NULL)
        return raw != NULL && length == 0;
    g_string_append_len(bytes, data, length);
    return TRUE;
}

static gboolean set_path(ArticleOrigin *origin, const cJSON *object)
{
    gboolean escaped = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "escaped"));
    return set_bytes(origin->path, text_of(object, "path"), escaped) &&
           set_bytes(origin->member, text_of(object, "member"), escaped) &&
           (origin->path->str[0] == '/' || strcmp(origin->path->str, "-") == 0);
}

static gboolean set_record(ArticleOrigin *origin, const cJSON *record)
{
    if (!cJSON_IsNumber(record) || record->valuedouble < 1 || record->valuedouble > RECORD_MAX ||
        record->valuedouble != floor(record->valuedouble))
        return FALSE;
    origin->record = (guint64)record->valuedouble;
    return TRUE;
}

void json_origin_take(Article *article, const cJSON *object)
{
    ArticleOrigin *origin = &article->origin;
    if (!cJSON_IsObject(object) || cJSON_GetObjectItemCaseSensitive(object, "identity") == NULL)
        return;
    const char *wrong = NULL;
    if (!set_path(origin, object))
        wrong = "no absolute path";
    else if (!set_record(origin, cJSON_GetObjectItemCaseSensitive(object, "record")))
        wrong = "no such record number";
    else if (!set_identity(origin->identity, text_of(object, "identity")))
        wrong = "no identity of 32 hex digits";
    if (wrong != NULL) {
        g_string_truncate(origin->identity, 0);
        article_parser_note(article, "what \"" JSON_ORIGIN_KEY "\" says was left out: %s", wrong);
        return;
    }
    set_bytes(origin->reading, text_of(object, "reading"), FALSE);
}
