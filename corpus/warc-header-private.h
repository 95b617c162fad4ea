/* warc-header: the head of a record of a web archive. */
#pragma once

#include "corpus/http-private.h"

/* A longer head is broken. */
#define WARC_HEADER_MAX ((gsize)1 << 20)
#define WARC_LINE_MAX ((gsize)64 << 10)

typedef struct {
    gboolean wanted;    /* a response, a resource, or a conversion: the text of a page, as Common Crawl gives it */
    gboolean is_http;   /* the block is an answer of HTTP */
    gboolean truncated; /* it says so itself */
    MediaType media;    /* of a block that is not HTTP */
    guint64 length;     /* of the block; 0 if that is not said */
    const char *uri;    /* within the head; NULL: none */
    gsize uri_length;
} WarcHeader;

void warc_header_clear(WarcHeader *header);

typedef enum { WARC_HEADER_NO, WARC_HEADER_YES, WARC_HEADER_MORE } WarcHeaderAnswer;

/* Does a record begin at these bytes, which begin a line? MORE: that they are too few to tell.
 * last: no more come. */
WarcHeaderAnswer warc_header_begins(gboolean arc, const char *bytes, gsize length, gboolean last);

/* The length of the head that begins so, with its empty line. MORE: it does not end in these bytes;
 * *looked is where to go on. NO: it is broken. */
WarcHeaderAnswer warc_header_end(gboolean arc, const char *bytes, gsize length, gboolean last,
                                 gsize *looked);

void warc_header_read(gboolean arc, const char *bytes, gsize length, WarcHeader *header);

/* What files of a media type are called (".html"); NULL if it says nothing. *kind receives what it
 * is in words (static) if it holds no articles, else NULL. type may be NULL. */
const char *warc_media_extension(const char *type, const char **kind);
