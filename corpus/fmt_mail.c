/* Mail: a message a file, or a mailbox (mbox) of many, as of newsletters and mailing lists. Read by GMime.
 *
 * title: Subject; author: the name in From, else its address; date: Date, else the one of the mailbox's From line;
 * id: Message-ID; url: Archived-At; source: the name in List-Id, else what it identifies, else the domain of From.
 * The text is that of all parts but attachments, forwarded messages included; of alternatives the plain one, unless it
 * only says that there is another. RFC 5322, 2045 to 2047, 2919, 4155, 5064. */
#include "corpus/format-private.h"

#include <gmime/gmime.h>
#include <string.h>

#include "corpus/markup-text-private.h"
#include "corpus/utf8-text-private.h"

static const char *const extensions[] = {"eml", "mbox", "mbx", "mail", NULL};

#define PROBE_HEADERS 75
#define FROM_LINE_MOST 300
#define PARTS_DEEP 20
/* A plain part below so many bytes, and so much shorter than the other, says nothing. */
#define STUB_BYTES 200
#define STUB_FACTOR 5

enum { MODE_MESSAGE, MODE_MAILBOX };

/* ---- probing ----------------------------------------------------------------------------------*/

static gsize line_length(const char *p, const char *end)
{
    const char *stop = p < end ? memchr(p, '\n', (gsize)(end - p)) : NULL;
    return (gsize)((stop ? stop : end) - p);
}

/* "From jane@c.example Thu Aug  7 10:15:00 2014": has it a time and a year? */
static gboolean is_from_line(const char *p, gsize length)
{
    gboolean time = FALSE, year = FALSE;
    if (length < 15 || length > FROM_LINE_MOST || memcmp(p, "From ", 5) != 0 || g_ascii_isspace(p[5]))
        return FALSE;
    for (gsize i = 6; i + 4 <= length; i++) {
        time |= g_ascii_isdigit(p[i - 1]) && p[i] == ':' && g_ascii_isdigit(p[i + 1]) && g_ascii_isdigit(p[i + 2]);
        year |= p[i - 1] == ' ' && (memcmp(p + i, "19", 2) == 0 || memcmp(p + i, "20", 2) == 0) &&
                g_ascii_isdigit(p[i + 2]) && g_ascii_isdigit(p[i + 3]) &&
                (i + 4 == length || g_ascii_isspace(p[i + 4]));
    }
    return time && year;
}

/* The length of the name in "Name: value"; 0 if the line is not of that form. */
static gsize header_name(const char *p, gsize length)
{
    gsize n = 0;
    while (n < length && (guchar)p[n] > ' ' && (guchar)p[n] < 0x7F && p[n] != ':')
        n++;
    return n < length && p[n] == ':' ? n : 0;
}

/* Does a message's block of headers stand here? */
static gboolean has_headers(const char *p, const char *end)
{
    static const char *const telling[] = {"Subject",      "Date",         "Received",     "Delivered-To", "Return-Path",
                                          "Message-ID",   "MIME-Version", "Content-Type", "To",           "Newsgroups"};
    gboolean from = FALSE;
    guint told = 0;
    for (gsize length; p < end; p += length + 1) {
        length = line_length(p, end);
        if (length == 0 || (length == 1 && *p == '\r'))
            break;
        gsize name = header_name(p, length);
        if (name == 0 && *p != ' ' && *p != '\t')
            return FALSE;
        from |= name == 4 && g_ascii_strncasecmp(p, "From", 4) == 0;
        for (gsize i = 0; i < G_N_ELEMENTS(telling); i++)
            told += strlen(telling[i]) == name && g_ascii_strncasecmp(p, telling[i], name) == 0;
    }
    return from && told > 0;
}

static guint probe(const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    const char *p = head, *end = head + length;
    while (p < end && g_ascii_isspace(*p))
        p++;
    gsize first = line_length(p, end);
    if (is_from_line(p, first))
        return header_name(p + MIN(first + 1, (gsize)(end - p)), line_length(p + MIN(first + 1, (gsize)(end - p)), end))
                   ? PROBE_SURE
                   : PROBE_PERHAPS;
    return has_headers(p, end) ? PROBE_HEADERS : PROBE_BY_NAME;
}

/* ---- cutting ----------------------------------------------------------------------------------*/

static void begin(Cutter *cutter, const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    while (length && g_ascii_isspace(*head)) {
        head++;
        length--;
    }
    cutter->mode = is_from_line(head, line_length(head, head + length)) ? MODE_MAILBOX : MODE_MESSAGE;
}

/* Where the next message of a mailbox begins: at a From line after an empty one. -1: not in these bytes; *from is where
 * to go on with more of them. */
static gssize next_message(const char *bytes, gsize *from, gsize length, gboolean last)
{
    const char *end = bytes + length;
    for (const char *p = bytes + MAX(*from, 2); p < end; p++) {
        p = memmem(p, (gsize)(end - p), "From ", 5);
        *from = p ? (gsize)(p - bytes) : length - MIN(length, 4);
        if (p == NULL)
            return -1;
        gboolean below = p[-1] == '\n' && (p[-2] == '\n' || (p[-2] == '\r' && p - bytes > 2 && p[-3] == '\n'));
        gsize line = line_length(p, end);
        if (below && !last && p + line == end && line < FROM_LINE_MOST)
            return -1;
        if (below && is_from_line(p, line))
            return p - bytes;
    }
    *from = length - MIN(length, 4);
    return -1;
}

static CutAnswer cut(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *found)
{
    if (cutter->mode == MODE_MESSAGE)
        return format_cut_whole(cutter, bytes, length, last, found);
    gssize next = next_message(bytes, &cutter->looked, length, last);
    if (next < 0 && !last)
        return CUT_MORE;
    if (next < 0 && length == 0)
        return CUT_NOTHING;
    gsize end = next < 0 ? length : (gsize)next;
    *found = (Cut){.length = end, .next = end, .lines = format_count_lines(bytes, bytes + end)};
    cutter->looked = 0;
    return CUT_RECORD;
}

/* ---- the text ---------------------------------------------------------------------------------*/

typedef struct {
    ArticleParser *parser;
    GString *text;
    guint depth;
} Body;

static void append_part(Body *body, GMimeObject *part);

/* Are its bytes ASCII to look at, or without meaning before they are decoded? */
static gboolean is_coded(const char *charset)
{
    static const char *const coded[] = {"iso-2022", "hz", "utf-7", "utf-16", "utf-32"};
    for (gsize i = 0; charset && i < G_N_ELEMENTS(coded); i++)
        if (g_ascii_strncasecmp(charset, coded[i], strlen(coded[i])) == 0)
            return TRUE;
    return FALSE;
}

/* Appends the bytes of a part, its transfer coding undone, as UTF-8. */
static void append_decoded(Body *body, GString *to, GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    if (content == NULL)
        return;
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, stream);
    const GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    const char *bytes = array->len ? (const char *)array->data : "";
    if (charset && !charset_is_known(charset))
        charset = NULL;
    gboolean coded = is_coded(charset);
    if (!coded)
        charset = charset_believed(charset, bytes, array->len);
    if (!coded && utf8_text_valid(bytes, array->len) == array->len)
        g_string_append_len(to, bytes, array->len);
    else
        charset_decode(body->parser->charset, to, bytes, array->len, charset ? charset : body->parser->encoding, NULL);
    g_object_unref(stream);
}

static gboolean is_attachment(GMimeObject *part)
{
    const char *disposition = g_mime_object_get_disposition(part);
    return disposition && g_ascii_strcasecmp(disposition, GMIME_DISPOSITION_ATTACHMENT) == 0;
}

static void begin_paragraph(Body *body)
{
    if (body->text->len > 0)
        g_string_append(body->text, "\n\n");
}

static void append_text(Body *body, GMimeObject *part)
{
    gboolean html = g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "html");
    gboolean plain = g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "plain");
    if ((!html && !plain) || is_attachment(part))
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    append_decoded(body, text, GMIME_PART(part));
    begin_paragraph(body);
    if (html)
        markup_text_append(body->text, text->str, text->len);
    else
        g_string_append_len(body->text, text->str, (gssize)text->len);
}

/* Of several forms of one text the first plain one, or the last other. */
static void append_alternatives(Body *body, GMimeMultipart *parts)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    g_autoptr(GString) other = g_string_new(NULL);
    GString *whole = body->text;
    for (int i = 0; i < g_mime_multipart_get_count(parts); i++) {
        GMimeObject *part = g_mime_multipart_get_part(parts, i);
        gboolean is_plain = plain->len == 0 && g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "plain");
        g_autoptr(GString) text = g_string_new(NULL);
        body->text = text;
        append_part(body, part);
        if (text->len > 0)
            g_string_assign(is_plain ? plain : other, text->str);
    }
    body->text = whole;
    gboolean stub = plain->len < STUB_BYTES && other->len > plain->len * STUB_FACTOR;
    const GString *chosen = stub ? other : plain;
    begin_paragraph(body);
    g_string_append_len(whole, chosen->str, (gssize)chosen->len);
}

static void append_forwarded(Body *body, GMimeMessage *message)
{
    const char *subject = message ? g_mime_message_get_subject(message) : NULL;
    GMimeObject *part = message ? g_mime_message_get_mime_part(message) : NULL;
    if (subject) {
        g_autofree char *valid = g_utf8_make_valid(subject, -1);
        begin_paragraph(body);
        g_string_append(body->text, valid);
    }
    if (part)
        append_part(body, part);
}

static void append_part(Body *body, GMimeObject *part)
{
    if (++body->depth <= PARTS_DEEP) {
        if (GMIME_IS_MESSAGE_PART(part)) {
            append_forwarded(body, g_mime_message_part_get_message(GMIME_MESSAGE_PART(part)));
        } else if (GMIME_IS_MULTIPART(part)) {
            GMimeMultipart *parts = GMIME_MULTIPART(part);
            gboolean alternative =
                g_mime_content_type_is_type(g_mime_object_get_content_type(part), "multipart", "alternative");
            if (alternative)
                append_alternatives(body, parts);
            for (int i = 0; !alternative && i < g_mime_multipart_get_count(parts); i++)
                append_part(body, g_mime_multipart_get_part(parts, i));
        } else if (GMIME_IS_PART(part)) {
            append_text(body, part);
        }
    }
    body->depth--;
}

/* ---- the headers ------------------------------------------------------------------------------*/

static void add(Article *article, ArticleField field, const char *value)
{
    if (value == NULL || article->field[field]->len > 0)
        return;
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    article_parser_add(article, field, valid, strlen(valid));
}

static void add_authors(Article *article, GMimeMessage *message)
{
    InternetAddressList *list = g_mime_message_get_from(message);
    for (int i = 0; list && i < internet_address_list_length(list); i++) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        const char *name = internet_address_get_name(address);
        gboolean mailbox = INTERNET_ADDRESS_IS_MAILBOX(address);
        const char *at = mailbox ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)) : NULL;
        g_autofree char *valid = g_utf8_make_valid(name && *name ? name : at ? at : "", -1);
        article_parser_add_one(article, ARTICLE_AUTHOR, valid, strlen(valid));
    }
}

/* List-Id: Calder Harbour News <news.calder.example> */
static void add_source(Article *article, GMimeMessage *message)
{
    const char *list = g_mime_object_get_header(GMIME_OBJECT(message), "List-Id");
    if (list) {
        const char *angle = strchr(list, '<');
        g_autofree char *name = g_strndup(list, angle ? (gsize)(angle - list) : strlen(list));
        g_autofree char *id = angle ? g_strndup(angle + 1, strcspn(angle + 1, ">")) : NULL;
        g_strdelimit(name, "\"", ' ');
        g_strstrip(name);
        add(article, ARTICLE_SOURCE, *name ? name : id);
    }
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddress *first = from && internet_address_list_length(from) ? internet_address_list_get_address(from, 0) : NULL;
    const char *address = first && INTERNET_ADDRESS_IS_MAILBOX(first)
                              ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))
                              : NULL;
    const char *at = address ? strrchr(address, '@') : NULL;
    add(article, ARTICLE_SOURCE, at ? at + 1 : NULL);
}

/* <https://lists.example/1> */
static void add_url(Article *article, GMimeMessage *message)
{
    const char *value = g_mime_object_get_header(GMIME_OBJECT(message), "Archived-At");
    const char *angle = value ? strchr(value, '<') : NULL;
    g_autofree char *url = angle ? g_strndup(angle + 1, strcspn(angle + 1, ">")) : g_strdup(value);
    add(article, ARTICLE_URL, url);
}

static void add_date(Article *article, GMimeMessage *message, const char *from_line, gsize length)
{
    const char *date = g_mime_object_get_header(GMIME_OBJECT(message), "Date");
    if (date && g_utf8_validate(date, -1, NULL))
        article_parser_set_date(article, date, strlen(date));
    const char *space = length > 5 ? memchr(from_line + 5, ' ', length - 5) : NULL;
    ArticleDate sent;
    if (article->date.precision == DATE_NONE && space &&
        date_parse(space + 1, (gsize)(from_line + length - space - 1), &sent))
        article->date = sent;
}

static void take_message(ArticleParser *parser, GMimeMessage *message, Article *article)
{
    add(article, ARTICLE_KEYWORD, g_mime_object_get_header(GMIME_OBJECT(message), "Keywords"));
    add(article, ARTICLE_ID, g_mime_message_get_message_id(message));
    add(article, ARTICLE_TITLE, g_mime_message_get_subject(message));
    add_authors(article, message);
    add_source(article, message);
    add_url(article, message);
    g_autoptr(GString) text = g_string_new(NULL);
    Body body = {parser, text, 0};
    GMimeObject *part = g_mime_message_get_mime_part(message);
    if (part) {
        add(article, ARTICLE_LANGUAGE, g_mime_object_get_header(part, "Content-Language"));
        append_part(&body, part);
    }
    article_parser_add(article, ARTICLE_TEXT, text->str, text->len);
}

/* ---- a message --------------------------------------------------------------------------------*/

static void start_gmime(void)
{
    static gsize started;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

/* Lines of a mailbox that begin with From, behind any number of >, have one of these too many. */
static void unquote(GString *to, const char *bytes, gsize length)
{
    const char *end = bytes + length;
    while (bytes < end) {
        const char *p = bytes, *stop = bytes + line_length(bytes, end);
        while (p < stop && *p == '>')
            p++;
        bytes += p > bytes && stop - p > 5 && memcmp(p, "From ", 5) == 0;
        stop += stop < end;
        g_string_append_len(to, bytes, stop - bytes);
        bytes = stop;
    }
}

static gboolean parse(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    start_gmime();
    while (length && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    gsize from = line_length(bytes, bytes + length);
    g_autoptr(GString) unquoted = g_string_new(NULL);
    const char *text = bytes;
    gsize text_length = length;
    from = is_from_line(bytes, from) ? from : 0;
    if (from > 0) {
        unquote(unquoted, bytes + MIN(from + 1, length), length - MIN(from + 1, length));
        text = unquoted->str;
        text_length = unquoted->len;
    }
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, text_length);
    GMimeParser *mime = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(mime, NULL);
    if (message) {
        take_message(parser, message, article);
        add_date(article, message, bytes, from);
        g_object_unref(message);
    } else {
        article_parser_note(article, "no message in it");
    }
    g_object_unref(mime);
    g_object_unref(stream);
    return message != NULL;
}

const Format format_mail = {
    .name = "mail",
    .help = "mailboxes (mbox) and single messages, as of newsletters",
    .told = "a line 'From ADDRESS DATE', or headers with From: and others",
    .options = "encoding",
    .extensions = extensions,
    .raw = TRUE,
    .probe = probe,
    .begin = begin,
    .cut = cut,
    .parse = parse,
};
