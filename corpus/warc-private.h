/* warc: the pages in a web archive.
 *
 *     WARC/1.0                                      ARC: all of the head is one line:
 *     WARC-Type: response                           http://a.example/ 192.0.2.1 20140808101500
 * text/html 1234 WARC-Target-URI: http://a.example/ Content-Length: 1234 (only of WARC) HTTP/1.1
 * 200 OK …                             1234 bytes
 *
 * Each answer of a server, or resource, that may hold articles is a stream; its codings are undone.
 * Records of other types are left out. A broken record costs itself: what follows is found at the
 * next line that begins a record. Memory: one record, of at most record_max bytes. Time: linear in
 * the archive's length.
 *
 * Formats: ISO 28500 (WARC 1.0 and 1.1); https://archive.org/web/researcher/ArcFileFormat.php,
 * version 1.
 */
#pragma once

#include <glib.h>

typedef struct Warc Warc;

/* Does a web archive begin so? */
gboolean warc_begins(const char *head, gsize length);

/* Bytes of the archive: how many, 0 at the end, -1 where some are lost: *why says so, and reading
 * may go on. WARC_DOUBTFUL: the same, and what came last may be damaged, too. */
#define WARC_DOUBTFUL (-2)
typedef gssize (*WarcInput)(gpointer data, char *bytes, gsize room, const char **why);

/* urls: which target URIs are wanted; NULL: all. It must live as long as warc. */
Warc *warc_new(WarcInput input, gpointer data, const GRegex *urls, gsize record_max);
void warc_free(Warc *warc);

typedef enum {
    WARC_PAGE,
    WARC_PASSED, /* holds no articles: warc_kind() */
    WARC_BAD,    /* warc_reason() */
    WARC_END
} WarcAnswer;

WarcAnswer warc_next(Warc *warc);

/* Of the last answer, valid until the next call. */
typedef struct {
    const char
        *name; /* the target URI, else made of the place: valid UTF-8 without control characters */
    const char *url;       /* NULL: none is said */
    const char *charset;   /* as declared outside of the page; NULL: it is not */
    const char *extension; /* that files of its media type have: ".html"; NULL: that says nothing */
} WarcPage;

const WarcPage *warc_page(const Warc *warc);
const char *warc_kind(const Warc *warc); /* static */
const char *warc_reason(const Warc *warc);

/* The next bytes of the page: how many, 0 at the end, -1 if they are damaged: warc_reason(). */
gssize warc_read(Warc *warc, char *bytes, gsize room);
