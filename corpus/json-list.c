#include "corpus/json-list-private.h"

#include <string.h>

/* {"response":{"results":{"docs":[…]}}} */
#define DEPTH_MOST 4

static const char *const lists[] = {"articles", "items",   "results", "data",  "docs",  "documents", "entries", "news",
                                    "posts",    "stories", "records", "hits",  "value", "list",      "rows",    "edges", NULL};
/* Lists of one object, in which the list of articles is: {"db":[{"data":{"posts":[…]}}]}. */
static const char *const around[] = {"db", NULL};
/* What has one of these is an article. */
static const char *const fields[] = {"text",    "body",         "headline",  "maintext", "body_text", "body_html", "body_xhtml",
                                     "content", "content_text", "content_html", "articleBody", "byline", NULL};

typedef struct {
    const char *at, *end;
} Scan;

static void skip_space(Scan *scan)
{
    while (scan->at < scan->end && g_ascii_isspace(*scan->at))
        scan->at++;
}

/* A string's contents, escapes as they stand; FALSE if it does not end. */
static gboolean read_string(Scan *scan, const char **text, gsize *length)
{
    *text = ++scan->at;
    while (scan->at < scan->end && *scan->at != '"')
        scan->at += *scan->at == '\\' ? 2 : 1;
    if (scan->at >= scan->end)
        return FALSE;
    *length = (gsize)(scan->at++ - *text);
    return TRUE;
}

/* An object or array with all that is in it; FALSE if it does not end. */
static gboolean skip_container(Scan *scan)
{
    guint depth = 0;
    const char *text;
    gsize length;
    while (scan->at < scan->end) {
        char c = *scan->at;
        if (c == '"') {
            if (!read_string(scan, &text, &length))
                return FALSE;
            continue;
        }
        scan->at++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_one_of(const char *name, gsize length, const char *const *names)
{
    for (; *names; names++)
        if (strlen(*names) == length && memcmp(*names, name, length) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_list_of_objects(Scan scan)
{
    scan.at++;
    skip_space(&scan);
    return scan.at < scan.end && *scan.at == '{';
}

gsize json_list_find(const char *head, gsize length)
{
    Scan scan = {head, head + length};
    guint depth = 0;
    while (skip_space(&scan), scan.at < scan.end) {
        const char *key;
        gsize key_length;
        if (*scan.at == '}')
            depth--;
        if (*scan.at == '{')
            depth++;
        if (*scan.at != '"') {
            scan.at++;
            if (depth == 0)
                return 0;
            continue;
        }
        if (!read_string(&scan, &key, &key_length))
            return 0;
        skip_space(&scan);
        if (scan.at == scan.end || *scan.at != ':')
            continue; /* a value */
        scan.at++;
        skip_space(&scan);
        if (scan.at == scan.end || is_one_of(key, key_length, fields))
            return 0;
        if (*scan.at == '[' && is_one_of(key, key_length, lists) && is_list_of_objects(scan))
            return (gsize)(scan.at + 1 - head);
        if (*scan.at == '[' && is_one_of(key, key_length, around)) {
            scan.at++;
            continue;
        }
        gboolean deep = *scan.at == '{' && depth == DEPTH_MOST;
        if ((*scan.at == '[' || deep) && !skip_container(&scan))
            return 0;
    }
    return 0;
}

/* The string at the scan, and the colon behind it. */
static gboolean read_key(Scan *scan, const char **key, gsize *length)
{
    if (skip_space(scan), scan->at == scan->end || *scan->at != '"' || !read_string(scan, key, length))
        return FALSE;
    skip_space(scan);
    return scan->at < scan->end && *scan->at++ == ':';
}

static gboolean begins_object(Scan *scan)
{
    skip_space(scan);
    return scan->at < scan->end && *scan->at == '{';
}

/* Does the object at the scan have a title or a text among its first members? */
static gboolean is_article(Scan scan)
{
    const char *key;
    gsize length;
    do {
        scan.at++;
        if (!read_key(&scan, &key, &length))
            return FALSE;
        if (is_one_of(key, length, fields) || is_one_of(key, length, (const char *const[]){"title", NULL}))
            return TRUE;
        skip_space(&scan);
        gboolean container = scan.at < scan.end && (*scan.at == '{' || *scan.at == '[');
        const char *text;
        if (container ? !skip_container(&scan) : scan.at < scan.end && *scan.at == '"' && !read_string(&scan, &text, &length))
            return FALSE;
        while (scan.at < scan.end && *scan.at != ',' && *scan.at != '}')
            scan.at++;
    } while (scan.at < scan.end && *scan.at == ',');
    return FALSE;
}

gsize json_list_find_keyed(const char *head, gsize length)
{
    Scan scan = {head, head + length};
    const char *key;
    gsize key_length, begin = 0;
    for (guint i = 0; i < 2; i++) {
        skip_space(&scan);
        if (scan.at == scan.end || *scan.at++ != (i == 0 ? '{' : ','))
            return 0;
        if (i == 0)
            begin = (gsize)(scan.at - head);
        if (!read_key(&scan, &key, &key_length) || !begins_object(&scan) || !is_article(scan))
            return 0;
        if (i == 0 && !skip_container(&scan))
            return 0;
    }
    return begin;
}
