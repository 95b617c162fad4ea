#include "corpus/warc-private.h"

#include <string.h>

#include "corpus/warc-header-private.h"

#define READ_BYTES ((gsize)256 << 10)
/* A huge record does not keep its memory. */
#define KEEP_BYTES ((gsize)16 << 20)
/* The empty lines behind a record; more of them begin a search. */
#define TRAILER_MAX 4096

struct Warc {
    WarcInput input;
    gpointer data;
    const GRegex *urls;
    gsize record_max;
    gboolean arc, begun;

    /* The window: bytes[at..end) were read and not used up. */
    char *bytes;
    gsize capacity, at, end;
    guint64 place;     /* of bytes[at] in the archive */
    gboolean ended;    /* nothing comes behind the window */
    char *damage;      /* what comes is not what follows it: why; NULL: it is */
    gboolean doubtful; /* what came last before the damage may be damaged, too */
    gboolean told;     /* of the damage */
    gboolean lost;     /* nothing was read since the last damage */

    gsize used; /* of the window, by the last answer */
    WarcHeader header;
    HttpHead head;
    HttpBody *body;
    GString *name;
    WarcPage page;
    const char *kind;
    GString *reason;
};

gboolean warc_begins(const char *head, gsize length)
{
    static const char arc[] = "filedesc://";
    return warc_header_begins(FALSE, head, length, FALSE) == WARC_HEADER_YES ||
           (length > sizeof arc && memcmp(head, arc, sizeof arc - 1) == 0);
}

Warc *warc_new(WarcInput input, gpointer data, const GRegex *urls, gsize record_max)
{
    Warc *warc = g_new0(Warc, 1);
    warc->input = input;
    warc->data = data;
    warc->urls = urls;
    warc->record_max = record_max;
    warc->body = http_body_new();
    warc->name = g_string_new(NULL);
    warc->reason = g_string_new(NULL);
    return warc;
}

void warc_free(Warc *warc)
{
    if (warc == NULL)
        return;
    warc_header_clear(&warc->header);
    http_head_clear(&warc->head);
    http_body_free(warc->body);
    g_string_free(warc->name, TRUE);
    g_string_free(warc->reason, TRUE);
    g_free(warc->bytes);
    g_free(warc->damage);
    g_free(warc);
}

/* ---- the window -------------------------------------------------------------------------------*/

static const char *window(const Warc *warc)
{
    return warc->bytes + warc->at;
}

static gsize size(const Warc *warc)
{
    return warc->end - warc->at;
}

/* Is this all up to the end, or up to damage? */
static gboolean is_last(const Warc *warc)
{
    return warc->ended || warc->damage;
}

static void drop(Warc *warc, gsize length)
{
    warc->at += length;
    warc->place += length;
    if (warc->at == warc->end)
        warc->at = warc->end = 0;
}

/* Reads some more behind the window; FALSE if there is no more. */
static gboolean more(Warc *warc)
{
    if (is_last(warc))
        return FALSE;
    if (warc->at > 0 && warc->end + READ_BYTES > warc->capacity && warc->at >= warc->capacity / 2) {
        memmove(warc->bytes, window(warc), size(warc));
        warc->end -= warc->at;
        warc->at = 0;
        if (warc->capacity > KEEP_BYTES && warc->end < KEEP_BYTES / 2) {
            warc->capacity = KEEP_BYTES;
            warc->bytes = g_realloc(warc->bytes, KEEP_BYTES);
        }
    }
    if (warc->end + READ_BYTES > warc->capacity) {
        gsize capacity = warc->capacity + MAX(READ_BYTES * 2, MIN(warc->capacity, (gsize)32 << 20));
        char *bytes = g_try_realloc(warc->bytes, capacity);
        if (bytes == NULL) {
            warc->damage = g_strdup("not enough memory");
            warc->ended = TRUE;
            return FALSE;
        }
        warc->bytes = bytes;
        warc->capacity = capacity;
    }
    const char *why = NULL;
    gssize n = warc->input(warc->data, warc->bytes + warc->end, READ_BYTES, &why);
    /* What is damaged twice without a byte between will go on so. */
    warc->ended = n == 0 || (n < 0 && warc->lost);
    warc->lost = n < 0;
    if (n < 0 && !warc->ended)
        warc->damage = g_strdup(why);
    warc->doubtful = n == WARC_DOUBTFUL;
    warc->end += (gsize)MAX(n, 0);
    return n > 0;
}

/* Has the window so many bytes? */
static gboolean have(Warc *warc, guint64 length)
{
    while (size(warc) < length && more(warc))
        ;
    return size(warc) >= length;
}

static WarcHeaderAnswer record_begins(Warc *warc, gsize at)
{
    WarcHeaderAnswer answer;
    while ((answer = warc_header_begins(warc->arc, window(warc) + at, size(warc) - at,
                                        is_last(warc))) == WARC_HEADER_MORE)
        more(warc);
    return answer;
}

/* Looks in the window, from *from on, for a line that begins a record: its place, or -1: then *from
 * is where to go on when there is more. */
static gssize find_record(const Warc *warc, gsize *from)
{
    const char *needle = warc->arc ? "\n" : "\nWARC/";
    gsize needle_length = strlen(needle), length = size(warc);
    while (*from + needle_length <= length) {
        const char *found = memmem(window(warc) + *from, length - *from, needle, needle_length);
        if (found == NULL) {
            *from = length + 1 - needle_length;
            break;
        }
        gsize line = (gsize)(found + 1 - window(warc));
        *from = line - 1;
        WarcHeaderAnswer answer =
            warc_header_begins(warc->arc, found + 1, length - line, is_last(warc));
        if (answer == WARC_HEADER_YES)
            return (gssize)line;
        if (answer == WARC_HEADER_MORE)
            break;
        *from = line;
    }
    return -1;
}

/* Drops all up to the next record, or to the end. from: where in the window to begin looking. */
static void skip_to_record(Warc *warc, gsize from)
{
    for (;;) {
        gssize found = find_record(warc, &from);
        if (found >= 0) {
            drop(warc, (gsize)found);
            return;
        }
        gsize passed = MIN(from, size(warc));
        drop(warc, passed);
        from = 0;
        if (!more(warc)) {
            drop(warc, size(warc));
            return;
        }
    }
}

/* ---- answers ----------------------------------------------------------------------------------*/

static WarcAnswer bad(Warc *warc, const char *what)
{
    g_string_printf(warc->reason, "record at byte %" G_GUINT64_FORMAT ": %s", warc->place, what);
    return WARC_BAD;
}

/* The block is not all there. */
static WarcAnswer cut_off(Warc *warc)
{
    warc->told = warc->damage && warc->used == size(warc);
    return bad(warc, warc->told ? warc->damage : "cut off");
}

static WarcAnswer passed(Warc *warc, const char *kind)
{
    warc->kind = kind;
    return WARC_PASSED;
}

/* Sets the page's name to the target URI, made harmless. */
static void take_name(Warc *warc)
{
    const WarcHeader *header = &warc->header;
    warc->page = (WarcPage){0};
    g_string_truncate(warc->name, 0);
    if (header->uri_length > 0) {
        g_autofree char *valid = g_utf8_make_valid(header->uri, (gssize)header->uri_length);
        for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            if (g_unichar_iscntrl(c))
                g_string_append_printf(warc->name, "%%%02X", c);
            else
                g_string_append_unichar(warc->name, c);
        }
        warc->page.url = warc->name->str;
    } else {
        g_string_printf(warc->name, "byte-%" G_GUINT64_FORMAT, warc->place);
    }
    warc->page.name = warc->name->str;
}

/* What crawlers note under addresses of their own (metadata:, dns:, urn:) is no page. */
static const char *kind_of_address(const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "file://"};
    static const char robots[] = "/robots.txt";
    for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
        gsize length = strlen(schemes[i]);
        if (g_ascii_strncasecmp(url, schemes[i], length) != 0)
            continue;
        const char *path = strchr(url + length, '/');
        return path && strcmp(path, robots) == 0 ? "robots.txt in a web archive" : NULL;
    }
    return "crawler's note in a web archive";
}

static const char *kind_of_status(guint status)
{
    if (status >= 200 && status < 300)
        return NULL;
    return status >= 300 && status < 400 ? "redirect in a web archive"
                                         : "error page in a web archive";
}

/* The block is not all there. Is what its head announces? */
static gboolean is_whole(const HttpHead *head, gsize length)
{
    return head->chunked || head->coding != HTTP_PLAIN ||
           (head->body_length >= 0 && (guint64)head->body_length <= length);
}

/* Decides on the block of a wanted record. cut: there is less of it than announced. */
static WarcAnswer take_up(Warc *warc, const char *block, gsize length, gboolean cut)
{
    HttpHead *head = &warc->head;
    http_head_clear(head);
    *head = (HttpHead){.body_length = -1};
    if (warc->header.is_http) {
        http_head_read(head, block, length);
        if (head->status == 0)
            return cut ? cut_off(warc) : bad(warc, "no answer of a server in it");
        if (cut && head->length == length)
            return cut_off(warc);
        if (kind_of_status(head->status))
            return passed(warc, kind_of_status(head->status));
    }
    const char *kind = warc->page.url ? kind_of_address(warc->page.url) : NULL;
    gboolean by_server = warc->header.is_http && (head->media.type || !warc->arc);
    const MediaType *media = by_server ? &head->media : &warc->header.media;
    if (kind == NULL)
        warc->page.extension = warc_media_extension(media->type, &kind);
    if (kind)
        return passed(warc, kind);
    warc->page.charset = media->charset;
    gsize body = length - head->length;
    if (cut && !warc->header.truncated && !is_whole(head, body))
        return cut_off(warc);
    if (body == 0)
        return passed(warc, "empty page in a web archive");
    http_body_set(warc->body, head, block + head->length, body, warc->header.truncated);
    return WARC_PAGE;
}

/* ---- records ----------------------------------------------------------------------------------*/

static gboolean is_line_end(char c)
{
    return c == '\r' || c == '\n';
}

/* Does the record of that length end as one should, or is there nothing behind it but the end or
 * another? */
static gboolean ends_well(Warc *warc, gsize length, gsize *trailer)
{
    static const char proper[] = "\r\n\r\n";
    *trailer = 0;
    while (have(warc, length + *trailer + 1) && *trailer < TRAILER_MAX &&
           is_line_end(window(warc)[length + *trailer]))
        ++*trailer;
    return size(warc) == length + *trailer ||
           (*trailer >= sizeof proper - 1 &&
            memcmp(window(warc) + length, proper, sizeof proper - 1) == 0) ||
           record_begins(warc, length + *trailer) == WARC_HEADER_YES;
}

/* What a record's length says is wrong: it goes on to the next record, or to the end; FALSE if that
 * is too far: then all up to the next record is dropped. *length receives the length of its block.
 */
static gboolean find_end(Warc *warc, gsize head_length, gsize *length)
{
    gsize from = head_length - 1; /* the head's line feed is one */
    gssize found;
    while ((found = find_record(warc, &from)) < 0 && size(warc) - head_length <= warc->record_max &&
           more(warc))
        ;
    if (found < 0 && !is_last(warc)) {
        skip_to_record(warc, from);
        return FALSE;
    }
    warc->used = found < 0 ? size(warc) : (gsize)found;
    const char *trailer = warc->arc ? "\n" : "\r\n\r\n";
    gsize trailer_length = strlen(trailer), end = warc->used;
    if (found >= 0 && end - head_length >= trailer_length &&
        memcmp(window(warc) + end - trailer_length, trailer, trailer_length) == 0)
        end -= trailer_length;
    *length = end - head_length;
    return TRUE;
}

static WarcAnswer too_large(Warc *warc)
{
    g_autofree char *what =
        g_strdup_printf("larger than %" G_GSIZE_FORMAT " MiB", warc->record_max >> 20);
    return bad(warc, what);
}

/* Reads the head of the record at the window; FALSE if there is none: then all up to the next one
 * is dropped. */
static gboolean read_head(Warc *warc, gsize *head_length)
{
    WarcHeaderAnswer answer;
    *head_length = 0;
    if (!warc->begun)
        warc->arc = record_begins(warc, 0) != WARC_HEADER_YES;
    warc->begun = TRUE;
    if (record_begins(warc, 0) != WARC_HEADER_YES) {
        bad(warc, "none begins there");
        skip_to_record(warc, 0);
        return FALSE;
    }
    while ((answer = warc_header_end(warc->arc, window(warc), size(warc), is_last(warc),
                                     head_length)) == WARC_HEADER_MORE)
        more(warc);
    if (answer == WARC_HEADER_NO) {
        bad(warc, "its head is cut off");
        skip_to_record(warc, 0);
        return FALSE;
    }
    warc_header_clear(&warc->header);
    warc_header_read(warc->arc, window(warc), *head_length, &warc->header);
    take_name(warc);
    return TRUE;
}

/* Reads the record at the window. WARC_END: it is left out without a word. */
static WarcAnswer read_record(Warc *warc)
{
    gsize head_length, length, trailer;
    gboolean cut = FALSE;
    if (!read_head(warc, &head_length))
        return WARC_BAD;
    const WarcHeader *header = &warc->header;
    gboolean wanted = header->wanted &&
                      (warc->urls == NULL || g_regex_match(warc->urls, warc->name->str, 0, NULL));
    if (header->length > warc->record_max) {
        too_large(warc);
        skip_to_record(warc, head_length - 1);
        return wanted ? WARC_BAD : WARC_END;
    }
    length = (gsize)header->length;
    if (have(warc, head_length + length) && ends_well(warc, head_length + length, &trailer)) {
        warc->used = head_length + length + trailer;
    } else {
        too_large(warc);
        if (!find_end(warc, head_length, &length))
            return wanted ? WARC_BAD : WARC_END;
        cut = length < header->length;
    }
    if (wanted && warc->doubtful && warc->used == size(warc))
        return cut_off(warc);
    return wanted ? take_up(warc, window(warc) + head_length, length, cut) : WARC_END;
}

static void skip_empty_lines(Warc *warc)
{
    while (have(warc, 1) && is_line_end(*window(warc)))
        drop(warc, 1);
}

WarcAnswer warc_next(Warc *warc)
{
    for (;;) {
        drop(warc, warc->used);
        warc->used = 0;
        warc->page = (WarcPage){0};
        skip_empty_lines(warc);
        WarcAnswer answer = WARC_END;
        if (size(warc) > 0) {
            answer = read_record(warc);
        } else if (warc->damage) {
            answer = warc->told ? WARC_END : bad(warc, warc->damage);
            g_clear_pointer(&warc->damage, g_free);
            warc->told = FALSE;
        } else {
            return WARC_END;
        }
        if (answer != WARC_END)
            return answer;
    }
}

const WarcPage *warc_page(const Warc *warc)
{
    return &warc->page;
}

const char *warc_kind(const Warc *warc)
{
    return warc->kind;
}

const char *warc_reason(const Warc *warc)
{
    return warc->reason->str;
}

gssize warc_read(Warc *warc, char *bytes, gsize room)
{
    gssize n = http_body_read(warc->body, bytes, room);
    if (n < 0)
        bad(warc, http_body_reason(warc->body));
    return n;
}
