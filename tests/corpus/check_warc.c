/* Web archives: invented records, in every coding, broken in every way. */
#include "corpus/warc-private.h"
#include "tests/corpus/corpus-test.h"

#include <zlib.h>

#define URL "https://harbour.example/news/1"
#define PAGE                                                                                       \
    "<!DOCTYPE html><html><head><title>Ship arrives</title></head><body><article><p>A ship came "  \
    "into the harbour of "                                                                         \
    "Port Halden on Friday, its master said.</p></article></body></html>"
#define PAGE_TEXT "A ship came into the harbour of Port Halden on Friday, its master said."
#define PAGE_SHOWN "url=" URL " | title=Ship arrives | text=" PAGE_TEXT

/* ---- codings ----------------------------------------------------------------------------------*/

static void deflate_onto(GString *out, const char *bytes, gsize length, int bits)
{
    z_stream stream = {.next_in = (guint8 *)bytes, .avail_in = (guint)length};
    guint8 room[65536];
    ck_assert_int_eq(deflateInit2(&stream, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    int answer;
    do {
        stream.next_out = room;
        stream.avail_out = sizeof room;
        answer = deflate(&stream, Z_FINISH);
        g_string_append_len(out, (char *)room, (gssize)(sizeof room - stream.avail_out));
    } while (answer != Z_STREAM_END);
    deflateEnd(&stream);
}

/* A stream of meta-blocks that are not compressed (RFC 7932, 9.2), then an empty one. */
static void brotli_onto(GString *out, const char *bytes, gsize length)
{
    ck_assert(length > 0 && length <= 65536);
    guint head = (guint)(length - 1) << 4 | 1u << 20;
    for (guint i = 0; i < 3; i++)
        g_string_append_c(out, (char)(head >> (8 * i) & 0xFF));
    g_string_append_len(out, bytes, (gssize)length);
    g_string_append_c(out, 3);
}

static void chunks_onto(GString *out, const char *bytes, gsize length)
{
    for (gsize at = 0, size; at < length; at += size) {
        size = MIN(at % 7 + 13, length - at);
        g_string_append_printf(out, at % 2 ? "%zx;a=b\r\n" : "%zX\r\n", size);
        g_string_append_len(out, bytes + at, (gssize)size);
        g_string_append(out, "\r\n");
    }
    g_string_append(out, "0\r\nExpires: never\r\n\r\n");
}

typedef enum {
    PLAIN,
    GZIP,
    ZLIB,
    RAW,
    BROTLI,
    CODINGS = 7,
    CHUNKED = 8, /* after the coding */
    CUT = 16     /* its last 30 bytes are missing */
} Coding;

static GString *code(const char *bytes, gsize length, guint coding)
{
    GString *coded = g_string_new(NULL), *chunked;
    switch (coding & CODINGS) {
    case GZIP:
        deflate_onto(coded, bytes, length, 31);
        break;
    case ZLIB:
        deflate_onto(coded, bytes, length, 15);
        break;
    case RAW:
        deflate_onto(coded, bytes, length, -15);
        break;
    case BROTLI:
        brotli_onto(coded, bytes, length);
        break;
    default:
        g_string_append_len(coded, bytes, (gssize)length);
    }
    if (coding & CHUNKED) {
        chunked = g_string_new(NULL);
        chunks_onto(chunked, coded->str, coded->len);
        g_string_free(coded, TRUE);
        coded = chunked;
    }
    if (coding & CUT)
        g_string_truncate(coded, coded->len - 30);
    return coded;
}

/* ---- records ----------------------------------------------------------------------------------*/

/* Appends a record that claims so much more than its length. */
static void add_record(GString *warc, const char *type, const char *url, const char *media,
                       const char *block, gsize length, int more)
{
    g_string_append_printf(warc, "WARC/1.0\r\nWARC-Type: %s\r\n", type);
    if (url)
        g_string_append_printf(warc, "WARC-Target-URI: %s\r\n", url);
    g_string_append_printf(warc, "Content-Type: %s\r\nContent-Length: %d\r\n\r\n", media,
                           (int)length + more);
    g_string_append_len(warc, block, (gssize)length);
    g_string_append(warc, "\r\n\r\n");
}

static void add_answer(GString *warc, const char *url, const char *head, const char *body,
                       gsize length, int more)
{
    g_autoptr(GString) block = g_string_new(head);
    g_string_append(block, "\r\n");
    g_string_append_len(block, body, (gssize)length);
    add_record(warc, "response", url, "application/http; msgtype=response", block->str, block->len,
               more);
}

#define OK_HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

/* A page of that number. */
static void add_page(GString *warc, guint number, int more)
{
    g_autofree char *url = g_strdup_printf("https://harbour.example/%u", number);
    g_autofree char *page =
        g_strdup_printf("<html><title>Number %u</title><p>Ship number %u came in.", number, number);
    add_answer(warc, url, OK_HTML, page, strlen(page), more);
}

static char *show_members(GPtrArray *all)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++) {
        const Seen *seen = seen_at(all, i);
        g_autofree char *shown = show_seen(seen);
        g_string_append_printf(lines, "%s %s\n", seen->member ? seen->member : "-", shown);
    }
    return g_string_free(lines, FALSE);
}

static char *show_bytes(const GString *bytes)
{
    g_autoptr(GPtrArray) all = read_written("a.warc", bytes->str, bytes->len, NULL);
    return show_members(all);
}

/* ---- answers of servers -----------------------------------------------------------------------*/

static const struct {
    const char *name, *head, *body;
    guint coding;
    const char *shown; /* NULL: passed over */
} answers[] = {
    {"plain", OK_HTML, PAGE, PLAIN, PAGE_SHOWN},
    {"chunked", OK_HTML "Transfer-Encoding: chunked\r\n", PAGE, CHUNKED, PAGE_SHOWN},
    {"gzip", OK_HTML "Content-Encoding: gzip\r\n", PAGE, GZIP, PAGE_SHOWN},
    {"x-gzip", OK_HTML "content-encoding:X-GZIP\r\n", PAGE, GZIP, PAGE_SHOWN},
    {"deflate", OK_HTML "Content-Encoding: deflate\r\n", PAGE, ZLIB, PAGE_SHOWN},
    {"deflate without a header", OK_HTML "Content-Encoding: deflate\r\n", PAGE, RAW, PAGE_SHOWN},
    {"brotli", OK_HTML "Content-Encoding: br\r\n", PAGE, BROTLI, PAGE_SHOWN},
    {"gzip in chunks", OK_HTML "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE,
     GZIP | CHUNKED, PAGE_SHOWN},
    {"brotli in chunks", OK_HTML "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n", PAGE,
     BROTLI | CHUNKED, PAGE_SHOWN},
    {"deflate in chunks", OK_HTML "Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n",
     PAGE, RAW | CHUNKED, PAGE_SHOWN},
    {"chunks were undone", OK_HTML "Transfer-Encoding: chunked\r\n", PAGE, PLAIN, PAGE_SHOWN},
    {"gzip was undone", OK_HTML "Content-Encoding: gzip\r\n", PAGE, PLAIN, PAGE_SHOWN},
    {"deflate was undone", OK_HTML "Content-Encoding: deflate\r\n", PAGE, PLAIN, PAGE_SHOWN},
    {"brotli was undone", OK_HTML "Content-Encoding: br\r\n", PAGE, PLAIN, PAGE_SHOWN},
    {"both were undone", OK_HTML "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE,
     PLAIN, PAGE_SHOWN},
    {"gzip was undone, chunks were not",
     OK_HTML "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE, CHUNKED, PAGE_SHOWN},
    {"gzip that no one told of", OK_HTML, PAGE, GZIP, PAGE_SHOWN},
    {"gzip is cut off", OK_HTML "Content-Encoding: gzip\r\n", PAGE, GZIP | CUT,
     "REJECT | notes=record at byte 0: its content coding is cut off"},
    {"brotli is cut off", OK_HTML "Content-Encoding: br\r\n", PAGE, BROTLI | CUT,
     "REJECT | notes=record at byte 0: its content coding is cut off"},
    {"a chunk is cut off", OK_HTML "Transfer-Encoding: chunked\r\n", PAGE, CHUNKED | CUT,
     "REJECT | notes=record at byte 0: cut off within a chunk"},
    {"a chunk is broken", OK_HTML "Transfer-Encoding: chunked\r\n",
     "5\r\n<html\r\nzz\r\n>\r\n0\r\n\r\n", PLAIN,
     "REJECT | notes=record at byte 0: a chunk is broken"},
    {"a chunk without end", OK_HTML "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFF\r\n<html>",
     PLAIN, "REJECT | notes=record at byte 0: cut off within a chunk"},
    {"gzip of nothing", OK_HTML "Content-Encoding: gzip\r\n", "\x1F\x8B\x08 rubbish, not deflate",
     PLAIN, "REJECT | notes=record at byte 0: its content coding is damaged"},
    {"XHTML", "HTTP/1.1 200 OK\r\nContent-Type: application/xhtml+xml\r\n", PAGE, PLAIN,
     PAGE_SHOWN},
    {"no type, by content", "HTTP/1.1 200 OK\r\n", PAGE, PLAIN, PAGE_SHOWN},
    {"HTTP/2", "HTTP/2 200\r\nContent-Type: text/html\r\n", PAGE, PLAIN, PAGE_SHOWN},
    {"a fragment is a page, too", OK_HTML, "Ship arrives<br>in port", PLAIN,
     "url=" URL " | text=Ship arrives\\nin port"},
    {"text", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n", "Ship arrives\n\nA ship came in.",
     PLAIN, "url=" URL " | title=Ship arrives | text=A ship came in."},
    {"JSON has no address of the archive's",
     "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
     "{\"title\":\"Ship\",\"text\":\"It came.\"}", PLAIN, "title=Ship | text=It came."},
    {"a feed", "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n",
     "<?xml version='1.0'?><rss version='2.0'><channel><title>Halden "
     "Press</title><item><title>Ship</title>"
     "<link>https://harbour.example/ship</link><description>It "
     "came.</description></item></channel></rss>",
     PLAIN, "url=https://harbour.example/ship | title=Ship | text=It came. | source=Halden Press"},
    {"what the page declares goes before", OK_HTML,
     "<html><head><link rel='canonical' "
     "href='https://harbour.example/ship'><title>Ship</title><body><p>It came.",
     PLAIN, "url=https://harbour.example/ship | title=Ship | text=It came."},
    {"the server's charset goes before the page's",
     "HTTP/1.1 200 OK\r\nContent-Type: text/html; foo=bar; Charset=\"windows-1251\"\r\n",
     "<html><meta charset='koi8-r'><title>\xCF\xEE\xF0\xF2</title><p>\xCF\xF0\xE8\xF8\xB8\xEB.",
     PLAIN, "url=" URL " | title=Порт | text=Пришёл."},
    {"a charset that there is none of",
     "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=klingon\r\n",
     "<html><meta "
     "charset='windows-1251'><title>\xCF\xEE\xF0\xF2</title><p>\xCF\xF0\xE8\xF8\xB8\xEB.",
     PLAIN, "url=" URL " | title=Порт | text=Пришёл."},
    {"a long line goes on", "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\n",
     PAGE, PLAIN, PAGE_SHOWN},
    {"not HTTP", "SSH-2.0-x\r\n", PAGE, PLAIN,
     "REJECT | notes=record at byte 0: no answer of a server in it"},
    {"moved", "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n", PAGE, PLAIN, NULL},
    {"not found", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n", PAGE, PLAIN, NULL},
    {"a picture", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n", "\xFF\xD8\xFF", PLAIN, NULL},
    {"a script", "HTTP/1.1 200 OK\r\nContent-Type: application/javascript\r\n", "f()", PLAIN, NULL},
    {"a picture that is told by content", "HTTP/1.1 200 OK\r\n", "\x89PNG\r\n\x1A\n....", PLAIN,
     NULL},
    {"nothing", OK_HTML, "", PLAIN, NULL},
};

START_TEST(answers_of_servers)
{
    g_autoptr(GString) warc = g_string_new(NULL);
    g_autoptr(GString) body = code(answers[_i].body, strlen(answers[_i].body), answers[_i].coding);
    add_answer(warc, URL, answers[_i].head, body->str, body->len, 0);
    add_page(warc, 2, 0);
    g_autofree char *found = show_bytes(warc);
    g_autofree char *wanted =
        g_strdup_printf("%s%s%shttps://harbour.example/2 url=https://harbour.example/2 | "
                        "title=Number 2 | text=Ship number 2 came in.\n",
                        answers[_i].shown ? URL " " : "",
                        answers[_i].shown ? answers[_i].shown : "", answers[_i].shown ? "\n" : "");
    ck_assert_msg(strcmp(found, wanted) == 0, "%s:\n%s", answers[_i].name, found);
}
END_TEST

/* ---- records ----------------------------------------------------------------------------------*/

#define HEAD(type) "WARC/1.1\r\nWARC-Type: " type "\r\nWARC-Target-URI: " URL "\r\n"

static const struct {
    const char *name, *bytes, *shown; /* of what comes before page 2 */
} records[] =
    {
        {"a resource is the page itself",
         HEAD("resource") "Content-Type: text/plain; charset=iso-8859-15\r\nContent-Length: "
                          "4\r\n\r\n\xA4 10\r\n\r\n",
         URL " url=" URL " | text=€ 10\n"},
        {"a conversion is a page's text",
         HEAD("conversion") "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nA sea\r\n\r\n",
         URL " url=" URL " | text=A sea\n"},
        {"fields in any case and order", "warc/1.0\r\n",
         "- REJECT | notes=record at byte 0: none begins there\n"},
        {"line feeds alone",
         "WARC/1.0\nwarc-type:resource\nCONTENT-LENGTH: 5\nwarc-target-uri:  <" URL
         ">\n\nA sea\n\n",
         URL " url=" URL " | text=A sea\n"},
        {"an older version",
         "WARC/0.18\r\nWARC-Type: resource\r\nContent-Length: 5\r\n\r\nA sea\r\n\r\n",
         "byte-0 text=A sea\n"},
        {"no empty lines behind it", HEAD("resource") "Content-Length: 5\r\n\r\nA sea",
         URL " url=" URL " | text=A sea\n"},
        {"many of them", HEAD("resource") "Content-Length: 5\r\n\r\nA sea\r\n\n\r\n\n\n\n\r\n\r\n",
         URL " url=" URL " | text=A sea\n"},
        {"other types are left out",
         HEAD("request") "Content-Length: 5\r\n\r\nA sea\r\n\r\n" HEAD(
             "metadata") "Content-Length: 5\r\n\r\nA sea\r\n\r\n" HEAD("revisit") "Content-Length: "
                                                                                  "0\r\n\r\n\r\n\r"
                                                                                  "\n" HEAD("warcin"
                                                                                            "fo") "Content-Length: 5\r\n\r\nA sea\r\n\r\n",
         ""},
        {"a type that no one knows", HEAD("thought") "Content-Length: 5\r\n\r\nA sea\r\n\r\n", ""},
        {"control characters in an address",
         "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: "
         "http://a.example/\x1B[2J\xFF\r\nContent-Length: 5\r\n\r\nA sea\r\n\r\n",
         "http://a.example/%1B[2J\xEF\xBF\xBD url=http://a.example/%1B[2J\xEF\xBF\xBD | text=A "
         "sea\n"},
        {"crawlers' notes",
         "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: metadata://x/log\r\nContent-Type: "
         "text/plain\r\n"
         "Content-Length: 5\r\n\r\nA log\r\n\r\n",
         ""},
        {"robots.txt",
         "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: "
         "http://a.example/robots.txt\r\nContent-Length: 5\r\n\r\nA log\r\n\r\n",
         ""},
        {"too short a length: to the next record",
         HEAD("resource") "Content-Length: 2\r\n\r\nA sea\r\n\r\n",
         URL " url=" URL " | text=A sea\n"},
        {"no length", HEAD("resource") "\r\nA sea\r\n\r\n", URL " url=" URL " | text=A sea\n"},
        {"a length that is none", HEAD("resource") "Content-Length: many\r\n\r\nA sea\r\n\r\n",
         URL " url=" URL " | text=A sea\n"},
        {"too great a length", HEAD("resource") "Content-Length: 70\r\n\r\nA sea\r\n\r\n",
         URL " REJECT | notes=record at byte 0: cut off\n"},
        {"a length beyond the end", HEAD("resource") "Content-Length: 7000000\r\n\r\nA sea\r\n\r\n",
         URL " REJECT | notes=record at byte 0: cut off\n"},
        {"a length beyond all bounds",
         HEAD("resource") "Content-Length: 123456789012345678\r\n\r\nA sea\r\n\r\n",
         URL " REJECT | notes=record at byte 0: larger than 32 MiB\n"},
        {"too great a length of what is whole as HTTP counts",
         HEAD("response") "Content-Length: 99\r\n\r\nHTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nA "
                          "sea\r\n\r\n",
         URL " url=" URL " | text=A sea\n"},
        {"declared to be cut off",
         HEAD("response") "WARC-Truncated: length\r\nContent-Length: 45\r\n\r\nHTTP/1.0 200 "
                          "OK\r\nContent-Length: 500\r\n\r\nA sea!\r\n\r\n",
         URL " url=" URL " | text=A sea!\n"},
        {"a head that is cut off", HEAD("resource") "Content-Le\r\n",
         "- REJECT | notes=record at byte 0: its head is cut off\n"},
        {"rubbish between records",
         HEAD("resource") "Content-Length: 5\r\n\r\nA sea\r\n\r\nWARC is not\r\n",
         URL " url=" URL " | text=A sea\n- REJECT | notes=record at byte 110: none begins there\n"},
        {"an archive's line within a page",
         HEAD("resource") "Content-Length: 29\r\n\r\nAs in\nWARC/1.0\r\nthat was seen\r\n\r\n",
         URL " url=" URL " | text=As in\\nWARC/1.0\\nthat was seen\n"},
};

START_TEST(records_of_every_kind)
{
    g_autoptr(GString) warc = g_string_new(records[_i].bytes);
    /* It is told by its beginning. */
    gboolean begins = warc_begins(warc->str, warc->len);
    if (!begins)
        g_string_prepend(warc, HEAD("request") "Content-Length: 0\r\n\r\n");
    add_page(warc, 2, 0);
    g_autofree char *found = show_bytes(warc);
    g_autofree char *wanted = g_strconcat(records[_i].shown,
                                          "https://harbour.example/2 url=https://harbour.example/2 "
                                          "| title=Number 2 | text=Ship number 2 came in.\n",
                                          NULL);
    if (begins)
        ck_assert_msg(strcmp(found, wanted) == 0, "%s:\n%s", records[_i].name, found);
    else
        ck_assert_msg(g_str_has_suffix(found, strchr(wanted, '\n') + 1), "%s:\n%s",
                      records[_i].name, found);
}
END_TEST

#define ARC_HEAD                                                                                   \
    "filedesc://a.arc 0.0.0.0 20140808000000 text/plain 62\n1 0 Halden\n"                          \
    "URL IP-address Archive-date Content-type Archive-length\n\n"

static const struct {
    const char *name, *bytes, *shown;
} arcs[] = {
    {"a page",
     "http://a.example/1 192.0.2.1 20140808101500 text/html 67\nHTTP/1.0 200 OK\r\nContent-Type: "
     "text/html\r\n\r\n<title>Ship</title>It came\n",
     "http://a.example/1 url=http://a.example/1 | title=Ship | text=It came\n"},
    {"spaces in an address",
     "http://a.example/1 2 3 192.0.2.1 20140808101500 text/plain 24\nHTTP/1.0 200 OK\r\n\r\nA "
     "sea\n",
     "http://a.example/1 2 3 url=http://a.example/1 2 3 | text=A sea\n"},
    {"not HTTP", "ftp://a.example/1 192.0.2.1 20140808101500 text/plain 5\nA sea\n",
     "ftp://a.example/1 url=ftp://a.example/1 | text=A sea\n"},
    {"a name's address", "dns:a.example 192.0.2.1 20140808101500 text/dns 5\nA sea\n", ""},
    {"a picture",
     "http://a.example/1 192.0.2.1 20140808101500 image/gif 24\nHTTP/1.0 200 OK\r\n\r\nGIF89\n",
     ""},
    {"too great a length", "ftp://a.example/1 192.0.2.1 20140808101500 text/plain 500\nA sea\n",
     "ftp://a.example/1 REJECT | notes=record at byte 122: cut off\n"},
    {"no length", "ftp://a.example/1 192.0.2.1 20140808101500 text/plain -1\nA sea\n",
     "ftp://a.example/1 url=ftp://a.example/1 | text=A sea\n"},
    {"rubbish", "this is none\nhttp: neither\n", ""},
};

START_TEST(arc)
{
    g_autoptr(GString) bytes = g_string_new(ARC_HEAD);
    g_string_append(bytes, arcs[_i].bytes);
    g_string_append(
        bytes,
        "http://a.example/2 192.0.2.1 20140808101500 text/plain 25\nHTTP/1.0 200 OK\n\nA ship.\n");
    g_autofree char *found = show_bytes(bytes);
    g_autofree char *wanted = g_strconcat(
        arcs[_i].shown, "http://a.example/2 url=http://a.example/2 | text=A ship.\n", NULL);
    ck_assert_msg(strcmp(found, wanted) == 0, "%s:\n%s", arcs[_i].name, found);
}
END_TEST

/* ---- whole archives ---------------------------------------------------------------------------*/

START_TEST(each_record_packed)
{
    g_autoptr(GString) packed = g_string_new(NULL);
    for (guint i = 1; i <= 3000; i++) {
        g_autoptr(GString) record = g_string_new(NULL);
        add_page(record, i, 0);
        deflate_onto(packed, record->str, record->len, 31);
    }
    g_autoptr(GPtrArray) all = read_written("a.warc.gz", packed->str, packed->len, NULL);
    ck_assert_uint_eq(all->len, 3000);
    for (guint i = 0; i < all->len; i++) {
        g_autofree char *title = g_strdup_printf("Number %u", i + 1);
        QUICK_ASSERT(strcmp(seen_at(all, i)->field[ARTICLE_TITLE], title) == 0, "%s",
                     seen_at(all, i)->field[ARTICLE_TITLE]);
    }
}
END_TEST

/* A member in the middle is damaged at each of its bytes in turn. */
START_TEST(a_broken_member_costs_its_record)
{
    g_autoptr(GString) before = g_string_new(NULL), middle = g_string_new(NULL),
                       after = g_string_new(NULL);
    GString *parts[] = {before, middle, after};
    for (guint i = 0; i < 3; i++) {
        g_autoptr(GString) record = g_string_new(NULL);
        add_page(record, i + 1, 0);
        deflate_onto(parts[i], record->str, record->len, 31);
    }
    for (gsize at = 0; at < middle->len; at++) {
        g_autoptr(GString) packed = g_string_new_len(before->str, (gssize)before->len);
        g_string_append_len(packed, middle->str, (gssize)middle->len);
        g_string_append_len(packed, after->str, (gssize)after->len);
        packed->str[before->len + at] ^= 0x55;
        g_autoptr(GPtrArray) all = read_written("a.warc.gz", packed->str, packed->len, NULL);
        g_autofree char *found = show_members(all);
        QUICK_ASSERT(strstr(found, "title=Number 1 "), "byte %zu:\n%s", at, found);
        /* Nothing that the checksum tells to be wrong is an article. */
        QUICK_ASSERT(strstr(found, "/2 url=") == NULL || strstr(found, "Ship number 2 came in."),
                     "byte %zu:\n%s", at, found);
        QUICK_ASSERT(strstr(found, "title=Number 3 ") || at + 8 > middle->len, "byte %zu:\n%s", at,
                     found);
        QUICK_ASSERT(all->len >= 3 || at < 10 || at + 8 >= middle->len,
                     "byte %zu, lost in silence:\n%s", at, found);
    }
}
END_TEST

START_TEST(cut_off_at_each_byte)
{
    g_autoptr(GString) warc = g_string_new(NULL);
    add_page(warc, 1, 0);
    gsize first = warc->len;
    add_page(warc, 2, 0);
    for (gsize length = first; length < warc->len - 4; length++) {
        g_autoptr(GPtrArray) all = read_written("a.warc", warc->str, length, NULL);
        QUICK_ASSERT(all->len == (length == first ? 1 : 2), "%zu of %zu bytes: %u", length,
                     warc->len, all->len);
        QUICK_ASSERT(seen_at(all, 0)->answer == CORPUS_ARTICLE, "%zu bytes", length);
        QUICK_ASSERT(length == first || seen_at(all, 1)->answer == CORPUS_REJECT, "%zu bytes",
                     length);
    }
}
END_TEST

/* Every second record lies about its length. */
START_TEST(many_lies)
{
    static const int lies[] = {-40, -1, 1, 40, 400, 4000, 4000000};
    g_autoptr(GString) warc = g_string_new(NULL);
    for (guint i = 1; i <= 2000; i++)
        add_page(warc, i, i % 2 ? 0 : lies[i / 2 % G_N_ELEMENTS(lies)]);
    g_autoptr(GPtrArray) all = read_written("a.warc", warc->str, warc->len, NULL);
    ck_assert_uint_eq(all->len, 2000);
    for (guint i = 0; i < all->len; i += 2)
        QUICK_ASSERT(seen_at(all, i)->answer == CORPUS_ARTICLE, "record %u", i + 1);
}
END_TEST

START_TEST(chosen_by_address)
{
    g_autoptr(GString) warc = g_string_new(NULL);
    for (guint i = 1; i <= 20; i++)
        add_page(warc, i, i == 13 ? 99 : 0);
    CorpusOptions options = {.warc_url = "^https?://[^/]+/1[0-9]?$"};
    g_autofree char *path = write_bytes("a.warc", warc->str, warc->len);
    g_autoptr(GPtrArray) all = read_path(path, &options);
    ck_assert_uint_eq(all->len, 11);
    options.warc_url = "(";
    const char *paths[] = {path, NULL};
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(corpus_open(paths, &options, &error));
    ck_assert(g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE));
    ck_assert(g_str_has_prefix(error->message, "not a regular expression: '('"));
}
END_TEST

START_TEST(counted_by_kind)
{
    g_autoptr(GString) warc = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(answers); i++)
        if (answers[i].shown == NULL)
            add_answer(warc, URL, answers[i].head, answers[i].body, strlen(answers[i].body), 0);
    g_free(write_bytes("a.warc", warc->str, warc->len));
    const char *paths[] = {scratch, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    g_autoptr(GPtrArray) all = read_corpus(corpus);
    ck_assert_uint_eq(all->len, 0);
    g_autoptr(GString) found = g_string_new(NULL);
    gsize count;
    const CorpusPassed *passed = corpus_passed(corpus, &count);
    for (gsize i = 0; i < count; i++)
        g_string_append_printf(found, "%u %s\n", passed[i].count, passed[i].kind);
    ck_assert_str_eq(
        found->str,
        "1 redirect in a web archive\n1 error page in a web archive\n1 image in a web archive\n"
        "1 script in a web archive\n1 PNG image\n1 empty page in a web archive\n");
}
END_TEST

/* ---- the scanner by itself --------------------------------------------------------------------*/

/* Gives bytes in pieces of random sizes, and damage at some places. */
typedef struct {
    const GString *bytes;
    gsize at;
    GRand *random;
    int damage; /* one of so many calls; 0: none */
} Pieces;

static gssize give_piece(gpointer data, char *bytes, gsize room, const char **why)
{
    Pieces *pieces = data;
    *why = "a hole";
    if (pieces->damage && g_rand_int_range(pieces->random, 0, pieces->damage) == 0)
        return -1;
    gsize left = pieces->bytes->len - pieces->at;
    gsize n = (gsize)g_rand_int_range(pieces->random, 1, 600);
    n = MIN(n, MIN(left, room));
    memcpy(bytes, pieces->bytes->str + pieces->at, n);
    pieces->at += n;
    return (gssize)n;
}

/* Reads all; how many answers of each kind. */
static void read_all(Warc *warc, guint counts[WARC_END])
{
    WarcAnswer answer;
    char bytes[1000];
    memset(counts, 0, WARC_END * sizeof *counts);
    while ((answer = warc_next(warc)) != WARC_END) {
        counts[answer]++;
        while (answer == WARC_PAGE && warc_read(warc, bytes, sizeof bytes) > 0)
            ;
    }
}

START_TEST(in_pieces)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    for (guint i = 1; i <= 200; i++)
        add_page(bytes, i, i % 10 == 0 ? 77 : 0);
    g_autoptr(GRand) random = g_rand_new_with_seed(_i);
    Pieces pieces = {bytes, 0, random, 0};
    Warc *warc = warc_new(give_piece, &pieces, NULL, 1 << 20);
    guint counts[WARC_END];
    read_all(warc, counts);
    warc_free(warc);
    /* The last one's length goes beyond the end. */
    ck_assert_uint_eq(counts[WARC_PAGE], 180);
    ck_assert_uint_eq(counts[WARC_BAD], 20);
}
END_TEST

START_TEST(with_holes)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    for (guint i = 1; i <= 200; i++)
        add_page(bytes, i, 0);
    g_autoptr(GRand) random = g_rand_new_with_seed(_i + 7);
    Pieces pieces = {bytes, 0, random, 20};
    Warc *warc = warc_new(give_piece, &pieces, NULL, 1 << 20);
    guint counts[WARC_END];
    read_all(warc, counts);
    warc_free(warc);
    ck_assert_uint_gt(counts[WARC_BAD], 0);
    ck_assert_uint_le(counts[WARC_PAGE], 200);
}
END_TEST

START_TEST(too_large)
{
    g_autoptr(GString) bytes = g_string_new(NULL), large = g_string_new(PAGE);
    while (large->len < 3 << 20)
        g_string_append(large, "<p>And so on, and on.\n");
    add_page(bytes, 1, 0);
    add_answer(bytes, URL, OK_HTML, large->str, large->len, 0);
    add_page(bytes, 2, 77);
    add_answer(bytes, URL, OK_HTML, large->str, large->len, -9);
    add_page(bytes, 3, 0);
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    Pieces pieces = {bytes, 0, random, 0};
    Warc *warc = warc_new(give_piece, &pieces, NULL, 1 << 20);
    static const WarcAnswer wanted[] = {WARC_PAGE, WARC_BAD,  WARC_BAD,
                                        WARC_BAD,  WARC_PAGE, WARC_END};
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
        ck_assert_int_eq(warc_next(warc), wanted[i]);
    warc_free(warc);
}
END_TEST

/* Pieces of all that means something, in any order. */
START_TEST(random_bytes)
{
    static const char *const words[] = {"WARC/1.0\r\n",
                                        "WARC/1.",
                                        "\r\n",
                                        "\r\n\r\n",
                                        "\n",
                                        "WARC-Type: response\r\n",
                                        "WARC-Type: resource\n",
                                        "Content-Length: 30\r\n",
                                        "Content-Length: 0\r\n",
                                        "Content-Length: 99999\n",
                                        "Content-Type: text/html\r\n",
                                        "WARC-Target-URI: http://a.example/\r\n",
                                        "HTTP/1.1 200 OK\r\n",
                                        "Transfer-Encoding: chunked\r\n",
                                        "Content-Encoding: gzip\r\n",
                                        "Content-Encoding: br\r\n",
                                        "Content-Encoding: deflate\r\n",
                                        "5\r\n",
                                        "1F;\r\n",
                                        "0\r\n",
                                        "\x1F\x8B\x08\0\0\0\0\0\0\3",
                                        "\x78\x9C",
                                        "\x0B\x02\x80",
                                        "<html><p>",
                                        ": ",
                                        "http://a.example/ 192.0.2.1 20140808101500 text/html 20\n",
                                        "ftp://a 1.1.1.1 20140808 a 5\n",
                                        "filedesc://x 0.0.0.0 20140808000000 text/plain 5\n",
                                        "\xFF\xFE",
                                        "{\"text\":"};
    g_autoptr(GRand) random = g_rand_new_with_seed(_i);
    for (guint run = 0; run < 300; run++) {
        g_autoptr(GString) bytes =
            g_string_new(run % 2 ? words[0] : words[G_N_ELEMENTS(words) - 3]);
        for (guint i = (guint)g_rand_int_range(random, 0, 60); i > 0; i--) {
            if (g_rand_int_range(random, 0, 8) == 0)
                g_string_append_c(bytes, (char)g_rand_int_range(random, 0, 256));
            else
                g_string_append(bytes, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
        }
        Pieces pieces = {bytes, 0, random, run % 3 ? 0 : 5};
        Warc *warc = warc_new(give_piece, &pieces, NULL, 4096);
        guint counts[WARC_END];
        read_all(warc, counts);
        warc_free(warc);
        if (run % 4 == 0) {
            g_autoptr(GPtrArray) all = read_written("a.warc", bytes->str, bytes->len, NULL);
            QUICK_ASSERT(all->len < 200, "%u answers", all->len);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("warc");
    TCase *tests = tcase_create("warc");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_loop_test(tests, answers_of_servers, 0, G_N_ELEMENTS(answers));
    tcase_add_loop_test(tests, records_of_every_kind, 0, G_N_ELEMENTS(records));
    tcase_add_loop_test(tests, arc, 0, G_N_ELEMENTS(arcs));
    tcase_add_test(tests, each_record_packed);
    tcase_add_test(tests, a_broken_member_costs_its_record);
    tcase_add_test(tests, cut_off_at_each_byte);
    tcase_add_test(tests, many_lies);
    tcase_add_test(tests, chosen_by_address);
    tcase_add_test(tests, counted_by_kind);
    tcase_add_loop_test(tests, in_pieces, 0, 5);
    tcase_add_loop_test(tests, with_holes, 0, 5);
    tcase_add_test(tests, too_large);
    tcase_add_loop_test(tests, random_bytes, 0, 8);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
