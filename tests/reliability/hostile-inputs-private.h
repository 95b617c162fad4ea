/* hostile-inputs-private: files that were made to harm whoever reads them, each beside articles that did nothing. */
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include <glib.h>

/* The word that every article beside has, and no other. */
#define NEIGHBOUR_WORD "petrichor"
#define SECRET_WORD "quillwort"

/* A file that is a head, a unit many times (with its number, where it has a %u), a middle, another unit as many times, and
 * a tail. */
typedef struct {
    const char *name;
    const char *file; /* its name */
    const char *head, *unit, *middle, *back, *tail;
    guint times;
    guint neighbours;   /* articles beside */
    const char *reason; /* part of a line of rejects.jsonl or notes.jsonl; NULL: nothing needs to be there */
} HostileText;

#define JSON_1 "{\"id\":\"n1\",\"title\":\"One\",\"text\":\"The petrichor stays.\"}\n"
#define JSON_2 "{\"id\":\"n2\",\"title\":\"Two\",\"text\":\"More petrichor stays.\"}\n"
#define CSV_1 "id,title,text\nn1,One,The petrichor stays\n"
#define CSV_2 "n2,Two,More petrichor stays\n"
#define FEED_1(dtd)                                                                                                    \
    "<?xml version=\"1.0\"?>\n" dtd "<rss version=\"2.0\"><channel><title>Wire</title>"                             \
    "<item><title>One</title><guid>n1</guid><description>The petrichor stays.</description></item>"                   \
    "<item><title>Evil</title><guid>x</guid><description>"
#define FEED_2                                                                                                         \
    "</description></item>"                                                                                           \
    "<item><title>Two</title><guid>n2</guid><description>More petrichor stays.</description></item></channel></rss>\n"
#define PAGE "<html><head><title>Page</title></head><body>"
#define SGML_1 "<DOC>\n<DOCNO> n1 </DOCNO>\n<TEXT>\nThe petrichor stays.\n</TEXT>\n</DOC>\n"
#define SGML_2 "<DOC>\n<DOCNO> n2 </DOCNO>\n<TEXT>\nMore petrichor stays.\n</TEXT>\n</DOC>\n"
#define MAIL "From: a@b.example\nSubject: Letter\nDate: Thu, 07 Aug 2014 10:15:00 +0000\nMIME-Version: 1.0\n"
#define WARC_RECORD(length, text)                                                                                      \
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/" text                                      \
    "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " length                                 \
    "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>" text                              \
    "</title></head><body><p>The " text " stays here, in a sentence of some length.</p></body></html>\r\n\r\n"
#define WARC_LIE(length)                                                                                               \
    WARC_RECORD("169", "petrichor") WARC_RECORD(length, "liar") WARC_RECORD("173", "petrichor/2")

static const HostileText hostile_texts[] = {
    {"JSON: arrays 100,000 deep", "a.jsonl", JSON_1 "{\"id\":\"x\",\"x\":", "[", "1", "]", "}\n" JSON_2, 100000, 2,
     "broken JSON"},
    {"JSON: objects 100,000 deep", "a.jsonl", JSON_1 "{\"id\":\"x\",\"x\":", "{\"a\":", "1", "}", "}\n" JSON_2, 100000, 2,
     "broken JSON"},
    {"JSON: arrays never closed", "a.jsonl", JSON_1 "{\"id\":\"x\",\"x\":", "[", "\n", "", JSON_2, 1000000, 2,
     "broken JSON"},
    {"JSON: a million fields", "a.jsonl", JSON_1 "{\"id\":\"x\",\"text\":\"evil\"", ",\"k%u\":1", "", "", "}\n" JSON_2,
     1000000, 2, NULL},
    {"JSON: one field a million times", "a.jsonl", JSON_1 "{\"id\":\"x\"", ",\"text\":\"evil\"", "", "", "}\n" JSON_2,
     1000000, 2, NULL},
    {"JSON: too many values", "a.jsonl", JSON_1 "{\"id\":\"x\",\"text\":[", "1,", "", "", "1]}\n" JSON_2, 2100000, 2,
     "JSON values"},
    {"JSON: an escape at every byte", "a.jsonl", JSON_1 "{\"id\":\"x\",\"text\":\"", "\\u0000\\ud800\\\\", "", "",
     "\"}\n" JSON_2, 500000, 2, NULL},
    {"JSON: an id and an address of a megabyte", "a.jsonl", JSON_1 "{\"id\":\"", "i", "\",\"url\":\"http://a.example/", "u",
     "\",\"text\":\"evil\"}\n" JSON_2, 1000000, 2, NULL},
    {"JSON: a title and a source of a megabyte", "a.jsonl", JSON_1 "{\"id\":\"x\",\"title\":\"", "t ", "\",\"source\":\"",
     "s", "\",\"text\":\"evil\"}\n" JSON_2, 1000000, 2, NULL},
    {"JSON: a word of ten megabytes", "a.jsonl", JSON_1 "{\"id\":\"x\",\"text\":\"", "w", "", "", "\"}\n" JSON_2, 10000000,
     2, NULL},
    {"JSON: an article above the limit", "a.jsonl", JSON_1 "{\"id\":\"x\",\"text\":\"", "evil ", "", "", "\"}\n" JSON_2,
     7000000, 2, "larger than 32 MiB"},
    {"CSV: a million fields in a row", "a.csv", CSV_1, "x,", "y\n", "", CSV_2, 1000000, 2, "fields in a table"},
    {"CSV: a quote that never ends", "a.csv", CSV_1 "x,\"Evil\",\"", "evil, \n", "", "", "", 200000, 1, NULL},
    {"XML: attributes without number", "a.xml", FEED_1(""), "", "<a", " a%u=\"1\"", ">evil</a>" FEED_2, 300000, 2,
     "more attributes"},
    {"XML: name spaces without number", "a.xml", FEED_1(""), "", "<a", " xmlns:a%u=\"u\"", ">evil</a>" FEED_2, 10000, 2,
     "more name spaces"},
    {"XML: elements 100,000 deep", "a.xml", FEED_1(""), "<a>", "evil", "</a>", FEED_2, 100000, 2, "broken XML"},
    {"XML: elements never closed", "a.xml", FEED_1(""), "<a>", "evil", "", FEED_2, 100000, 2, "broken XML"},
    {"XML: an entity of entities", "a.xml",
     FEED_1("<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">"
            "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;\">"
            "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;\"><!ENTITY i \"&h;&h;&h;&h;\">]>"),
     "&i;", "", "", FEED_2, 1000, 2, NULL},
    {"XML: an entity that is large, often", "a.xml",
     FEED_1("<!DOCTYPE rss [<!ENTITY a \"evilevilevilevilevilevilevilevilevilevilevilevilevilevilevilevilevilevilevilevil\">]>"),
     "&a;", "", "", FEED_2, 300000, 2, NULL},
    {"HTML: 100,000 open tags", "a.html", PAGE, "<div><p>", "The petrichor stays.", "", "", 50000, 1, "too much markup"},
    {"HTML: 100,000 bold letters", "a.html", PAGE, "<b>", "The petrichor stays.", "</i>", "", 100000, 1, "too much markup"},
    {"HTML: attributes without number", "a.html", PAGE "<p>The petrichor stays.</p>", "", "<p", " a%u=1", ">", 200000, 0,
     "more attributes"},
    {"HTML: scripts without end", "a.html", PAGE "<p>The petrichor stays.</p>", "<script>", "", "", "", 1000000, 1, NULL},
    {"HTML: comments without end", "a.html", PAGE "<p>The petrichor stays.</p>", "<!--", "", "", "", 1000000, 1, NULL},
    {"HTML: references without number", "a.html", PAGE "<p>The petrichor stays. ", "&amp;", "", "", "", 2000000, 1, NULL},
    {"SGML: tags without number", "a.sgml", SGML_1 "<DOC>\n<DOCNO> x </DOCNO>\n<TEXT>\nevil", "<P>", "", "",
     "\n</TEXT>\n</DOC>\n" SGML_2, 1000000, 2, NULL},
    {"SGML: an article that never ends", "a.sgml", SGML_1 "<DOC>\n<DOCNO> x </DOCNO>\n<TEXT>\n", "evil ", "", "", SGML_2,
     1000000, 2, NULL},
    {"mail: parts 20,000 deep", "a.eml", MAIL,
     "Content-Type: multipart/mixed; boundary=\"b%u\"\n\n--b%u\n", "Content-Type: text/plain\n\nThe petrichor stays.\n", "", "",
     20000, 0, NULL},
    {"mail: letters in letters", "a.eml", MAIL, "Content-Type: message/rfc822\n\n", "The petrichor stays.\n", "", "", 20000, 0,
     NULL},
    {"mail: headers without number", "a.eml", MAIL, "X-%u: x\n", "\nThe petrichor stays.\n", "", "", 200000, 1, NULL},
    {"Markdown: brackets in the front matter", "a.md", "---\ntitle: T\nx: ", "[", "\n---\n\nThe petrichor stays.\n", "", "",
     100000, 1, NULL},
    {"Markdown: quotes in quotes", "a.md", "---\ntitle: T\n---\n\n", "> ", "The petrichor stays.\n", "", "", 500000, 1, NULL},
    {"text: zero-width characters", "a.txt", "Title\n\nThe petrichor stays. ", "\u200B\u200D", "", "", "", 2000000, 1, NULL},
    {"text: overrides of direction", "a.txt", "Title\n\nThe petrichor stays. ", "\u202E\u2066x", "", "", "", 1000000, 1, NULL},
    {"text: accents on one letter", "a.txt", "Title\n\nThe petrichor stays. a", "\u0301", "", "", "", 2000000, 1, NULL},
    {"text: escapes of a terminal", "a.txt", "Title\n\nThe petrichor stays. ", "\033[31m\033]8;;http://a.example\033\\", "", "",
     "", 300000, 1, NULL},
    {"text: empty lines", "a.txt", "Title\n\nThe petrichor stays. ", "\n", "", "", "", 10000000, 1, NULL},
    {"text: a new word every time", "a.txt", "Title\n\nThe petrichor stays. ", "w%u ", "", "", "", 500000, 1, NULL},
    {"WARC: a length of terabytes", "a.warc", WARC_LIE("99999999999999"), "", "", "", "", 0, 2, "larger than"},
    {"WARC: a length beyond 64 bits", "a.warc", WARC_LIE("99999999999999999999999"), "", "", "", "", 0, 2, NULL},
    {"WARC: a negative length", "a.warc", WARC_LIE("-5"), "", "", "", "", 0, 2, NULL},
    {"WARC: a length that is too small", "a.warc", WARC_LIE("10"), "", "", "", "", 0, 2, NULL},
    {"WARC: no length", "a.warc", WARC_LIE(""), "", "", "", "", 0, 2, NULL},
};

static inline void hostile_repeat(FILE *file, const char *unit, guint times)
{
    const char *number = strstr(unit, "%u");
    for (guint i = 0; i < times && *unit != '\0'; i++) {
        g_autofree char *digits = number != NULL ? g_strdup_printf("%u", i) : NULL;
        g_auto(GStrv) parts = number != NULL ? g_strsplit(unit, "%u", -1) : NULL;
        g_autofree char *text = parts != NULL ? g_strjoinv(digits, parts) : NULL;
        fputs(text != NULL ? text : unit, file);
    }
}

static inline void hostile_write(const HostileText *text, const char *path)
{
    FILE *file = fopen(path, "w");
    g_assert(file != NULL);
    fputs(text->head, file);
    hostile_repeat(file, text->unit, text->times);
    fputs(text->middle, file);
    hostile_repeat(file, text->back, text->times);
    fputs(text->tail, file);
    fclose(file);
}

/* ---- bombs and archives -----------------------------------------------------------------------*/

#define MEMBER_1 "One\n\nThe petrichor stays.\n"
#define MEMBER_2 "Two\n\nMore petrichor stays.\n"

/* Appends bytes as a member of gzip, so many times: no time is lost in packing the same again. */
static inline void hostile_member(GString *to, const char *bytes, gsize length, guint times)
{
    z_stream stream = {.next_in = (guint8 *)bytes, .avail_in = (guint)length};
    g_assert(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    gsize room = deflateBound(&stream, length) + 64;
    g_autofree guint8 *packed = g_malloc(room);
    stream.next_out = packed;
    stream.avail_out = (guint)room;
    g_assert(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    for (guint i = 0; i < times; i++)
        g_string_append_len(to, (const char *)packed, (gssize)stream.total_out);
    deflateEnd(&stream);
}

/* So many MiB of one byte between a head and a tail. */
static inline void hostile_gzip(GString *to, const char *head, char byte, guint mebibytes, const char *tail)
{
    enum { STEP = 64 };
    gsize size = (gsize)STEP << 20;
    g_autofree char *fill = g_malloc(size);
    memset(fill, byte, size);
    hostile_member(to, head, strlen(head), 1);
    hostile_member(to, fill, size, mebibytes / STEP);
    hostile_member(to, tail, strlen(tail), 1);
}

typedef struct {
    const char *name, *text, *link; /* link: what it is one to */
    unsigned type;
} HostileMember;

/* Names and kinds of members that lead out of the archive, were it unpacked. */
static const HostileMember hostile_members[] = {
    {"one.txt", MEMBER_1, NULL, AE_IFREG},
    {"../../../../tmp/up.txt", "Up\n\nThe petrichor is read, and stays where it is.\n", NULL, AE_IFREG},
    {"/etc/absolute.txt", "Root\n\nThe petrichor is read, and stays where it is.\n", NULL, AE_IFREG},
    {"line\nbreak\033[31m.txt", "Break\n\nThe petrichor is read.\n", NULL, AE_IFREG},
    {"right\u202Etxt.exe", "Right\n\nThe petrichor is read.\n", NULL, AE_IFREG},
    {"symbolic.txt", NULL, "../secret.txt", AE_IFLNK},
    {"device", NULL, NULL, AE_IFCHR},
    {"block", NULL, NULL, AE_IFBLK},
    {"pipe", NULL, NULL, AE_IFIFO},
    {"two.txt", MEMBER_2, NULL, AE_IFREG},
};
#define HOSTILE_MEMBERS_READ 6

static inline void hostile_archive(const char *path, gboolean zip, const HostileMember *members, gsize count, const char *filler,
                                   gsize filler_length)
{
    struct archive *archive = archive_write_new();
    if (zip)
        archive_write_set_format_zip(archive);
    else
        archive_write_set_format_pax_restricted(archive);
    archive_write_set_options(archive, "hdrcharset=UTF-8");
    g_assert(archive_write_open_filename(archive, path) == ARCHIVE_OK);
    for (gsize i = 0; i < count; i++) {
        const HostileMember *member = &members[i];
        struct archive_entry *entry = archive_entry_new();
        const char *bytes = member->text != NULL ? member->text : filler;
        gsize length = member->text != NULL ? strlen(member->text) : filler_length;
        archive_entry_set_pathname(entry, member->name);
        archive_entry_set_filetype(entry, member->type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, member->type == AE_IFREG ? (gint64)length : 0);
        if (member->link != NULL)
            archive_entry_set_symlink(entry, member->link);
        /* Zip has no devices. */
        if (archive_write_header(archive, entry) >= ARCHIVE_WARN && member->type == AE_IFREG)
            g_assert(archive_write_data(archive, bytes, length) == (gssize)length);
        archive_entry_free(entry);
    }
    archive_write_free(archive);
}
