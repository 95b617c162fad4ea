/* http: the answer of a web server as a crawler kept it: head and body.
 *
 *     HTTP/1.1 200 OK                               status line
 *     Content-Type: text/html; charset=utf-8        fields, up to an empty line
 *     Transfer-Encoding: chunked
 *     Content-Encoding: gzip
 *
 * Many crawlers keep the head as it came and the body with some of its codings undone. So what the
 * head says of the body is tried, and where the body does not even begin so, it is taken as it is.
 * Formats: RFC 9110, RFC 9112 (chunks); RFC 1950 to 1952 (deflate, gzip), RFC 7932 (brotli).
 */
#pragma once

#include <glib.h>

/* ---- head -------------------------------------------------------------------------------------*/

/* A field of a head; pointers into it. */
typedef struct {
    const char *name, *value;
    gsize name_length, value_length;
} HttpField;

/* Reads the field at *at; FALSE at the empty line, which is read too, or at end. A line that is no
 * field comes with an empty name. */
gboolean http_head_next_field(const char **at, const char *end, HttpField *field);
gboolean http_head_is(const HttpField *field, const char *name);

/* What a Content-Type says; strings to be freed, NULL: nothing. */
typedef struct {
    char *type; /* "text/html", in lower case */
    char *charset;
} MediaType;

void http_head_media_type(MediaType *media, const char *value, gsize length);
void http_head_media_clear(MediaType *media);

typedef enum { HTTP_PLAIN, HTTP_GZIP, HTTP_DEFLATE, HTTP_BROTLI } HttpCoding;

typedef struct {
    guint status; /* 200; 0: these bytes are no answer */
    gsize length; /* of the head, with its empty line */
    MediaType media;
    gboolean chunked;
    HttpCoding coding;  /* the outermost one; another packing tells itself */
    gint64 body_length; /* as declared; -1: it is not */
} HttpHead;

void http_head_read(HttpHead *head, const char *bytes, gsize length);
void http_head_clear(HttpHead *head);

/* ---- body -------------------------------------------------------------------------------------*/

typedef struct HttpBody HttpBody;

HttpBody *http_body_new(void);
void http_body_free(HttpBody *body);

/* Takes up a body of that head (which is needed no longer), borrowed until the next one. may_end:
 * that it is cut off is known, and no damage. */
void http_body_set(HttpBody *body, const HttpHead *head, const char *bytes, gsize length,
                   gboolean may_end);

/* The next bytes without any coding: how many, 0 at the end, -1 if they are damaged. */
gssize http_body_read(HttpBody *body, char *bytes, gsize room);
/* Why. Static. */
const char *http_body_reason(const HttpBody *body);
