/* Wire copy in SGML, several articles a file: Reuters-21578 (<REUTERS>) and the collections of TREC (<DOC>: AP,
 * Financial Times, Los Angeles Times, Wall Street Journal, FBIS, Gigaword …). There is no schema that all follow, and
 * little of it is closed as it should be, so tags are looked at one by one: those of the table below name a field, which
 * lasts to their end, and all others are layout.
 *
 * References: README.txt of Reuters-21578, distribution 1.0; the READMEs of the TREC disks 1 to 5. */
#include "corpus/format-private.h"

#include <string.h>

#include "corpus/byte-scan-private.h"
#include "corpus/date-private.h"
#include "corpus/markup-text-private.h"

#define TAG_MAX_BYTES 2048
#define DEPTH_MAX 32
/* A dateline or a date is no longer. */
#define SHORT_MAX_BYTES 200

static const char *const extensions[] = {"sgm", "sgml", NULL};

typedef enum {
    ROLE_NONE, /* as the element around it */
    ROLE_ARTICLE,
    ROLE_SKIPPED,
    ROLE_ID,
    ROLE_OTHER_ID, /* counts if there is no better one */
    ROLE_TITLE,
    ROLE_TEXT,
    ROLE_DATE,
    ROLE_DATELINE,
    ROLE_AUTHOR,
    ROLE_SOURCE,
    ROLE_SECTION,
    ROLE_KEYWORD,
    ROLE_LANGUAGE,
    ROLE_URL,
} Role;

/* By the length of their names; an empty name behind the last. */
#define NAME_MAX_BYTES 9
#define OF_ONE_LENGTH 12
static const struct {
    char name[NAME_MAX_BYTES + 1];
    guint8 role;
} elements[NAME_MAX_BYTES + 1][OF_ONE_LENGTH] = {
    [2] = {{"CO", ROLE_SKIPPED}, {"DD", ROLE_DATE}, {"GV", ROLE_SKIPPED}, {"HL", ROLE_TITLE},
           {"HT", ROLE_SKIPPED}, {"IN", ROLE_SKIPPED}, {"LP", ROLE_TEXT}, {"SO", ROLE_SOURCE},
           {"TI", ROLE_TITLE}},
    [3] = {{"DOC", ROLE_ARTICLE}, {"PUB", ROLE_SOURCE}, {"URL", ROLE_URL}},
    [4] = {{"BODY", ROLE_TEXT}, {"DATE", ROLE_DATE}, {"HEAD", ROLE_TITLE}, {"MKEY", ROLE_SKIPPED},
           {"ORGS", ROLE_KEYWORD}, {"PAGE", ROLE_SKIPPED}, {"SLUG", ROLE_SKIPPED}, {"TEXT", ROLE_TEXT},
           {"TYPE", ROLE_SKIPPED}},
    [5] = {{"DATE1", ROLE_DATE}, {"DOCID", ROLE_OTHER_ID}, {"DOCNO", ROLE_ID}, {"FIRST", ROLE_SKIPPED},
           {"TITLE", ROLE_TITLE}},
    [6] = {{"AUTHOR", ROLE_AUTHOR}, {"BYLINE", ROLE_AUTHOR}, {"FILEID", ROLE_SKIPPED},
           {"LENGTH", ROLE_SKIPPED}, {"PEOPLE", ROLE_KEYWORD}, {"PLACES", ROLE_KEYWORD},
           {"SECOND", ROLE_SKIPPED}, {"SOURCE", ROLE_SOURCE}, {"TOPICS", ROLE_KEYWORD}},
    [7] = {{"CAPTION", ROLE_TEXT}, {"DOCTYPE", ROLE_SKIPPED}, {"PROFILE", ROLE_SKIPPED},
           {"REUTERS", ROLE_ARTICLE}, {"SECTION", ROLE_SECTION}, {"SUBJECT", ROLE_KEYWORD},
           {"SUMMARY", ROLE_TEXT}, {"TRAILER", ROLE_SKIPPED}, {"UNKNOWN", ROLE_SKIPPED}},
    [8] = {{"DATELINE", ROLE_DATELINE}, {"DESCRIPT", ROLE_KEYWORD}, {"DOCOLDNO", ROLE_SKIPPED},
           {"HEADLINE", ROLE_TITLE}, {"LANGUAGE", ROLE_LANGUAGE}, {"LEADPARA", ROLE_TEXT}},
    [9] = {{"COMPANIES", ROLE_KEYWORD}, {"DATE_TIME", ROLE_DATE}, {"EXCHANGES", ROLE_KEYWORD}},
};

/* ---- tags -------------------------------------------------------------------------------------*/

typedef struct {
    const char *name, *attributes, *end; /* end: behind the tag */
    gsize length;                        /* of the name; 0: a comment or a declaration */
    gboolean closing;
} Tag;

static gboolean is_name_character(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.' || c == ':';
}

/* Is there a tag at p, a '<'? */
static gboolean read_tag(const char *p, const char *end, Tag *tag)
{
    *tag = (Tag){.closing = end - p > 1 && p[1] == '/'};
    gboolean declaration = end - p > 1 && p[1] == '!';
    tag->name = p + 1 + (tag->closing || declaration);
    const char *limit = p + MIN((gsize)(end - p), (gsize)TAG_MAX_BYTES), *stop = byte_scan(p + 1, limit, '<', '>', '>');
    if (stop == limit || *stop == '<')
        return FALSE;
    tag->end = stop + 1;
    if (declaration)
        return TRUE;
    while (tag->name + tag->length < stop && is_name_character(tag->name[tag->length]))
        tag->length++;
    tag->attributes = tag->name + tag->length;
    return tag->length > 0 && g_ascii_isalpha(*tag->name) &&
           (tag->attributes == stop || g_ascii_isspace(*tag->attributes) || *tag->attributes == '/');
}

/* Of at least one letter. Most names differ in the first one, whatever its case, or are the same in all. */
static gboolean same_name(const char *a, const char *b, gsize length)
{
    return ((*a ^ *b) & ~0x20) == 0 && (memcmp(a, b, length) == 0 || g_ascii_strncasecmp(a, b, length) == 0);
}

static Role role_of(const Tag *tag)
{
    if (tag->length > NAME_MAX_BYTES)
        return ROLE_NONE;
    for (gsize i = 0; elements[tag->length][i].name[0] != '\0'; i++)
        if (same_name(tag->name, elements[tag->length][i].name, tag->length))
            return elements[tag->length][i].role;
    return ROLE_NONE;
}

/* Appends the value of an attribute, without its quotes; FALSE if there is none. */
static gboolean append_attribute(GString *to, const Tag *tag, const char *name)
{
    gsize length = strlen(name);
    const char *stop = tag->end - 1;
    for (const char *p = tag->attributes; p < stop; p++) {
        if (!g_ascii_isspace(*p) || (gsize)(stop - p) < length + 2 || p[length + 1] != '=' ||
            g_ascii_strncasecmp(p + 1, name, length) != 0)
            continue;
        p += length + 2;
        gboolean quoted = p < stop && (*p == '"' || *p == '\'');
        const char *from = p + quoted;
        for (p = from; p < stop && !(quoted ? *p == from[-1] : g_ascii_isspace(*p)); p++)
            ;
        g_string_append_len(to, from, p - from);
        return TRUE;
    }
    return FALSE;
}

/* ---- probing and cutting ----------------------------------------------------------------------*/

/* The first tag of an article, from bytes + from on, opening or closing; FALSE if there is none. */
static gboolean find_root(const char *bytes, gsize from, gsize length, Tag *tag, const char **at)
{
    const char *end = bytes + length;
    for (const char *p = bytes + from; p < end && (p = memchr(p, '<', (gsize)(end - p))); p++) {
        char first = end - p > 1 ? (char)g_ascii_toupper(p[1 + (p[1] == '/' && end - p > 2)]) : '\0';
        if ((first == 'D' || first == 'R') && read_tag(p, end, tag) && role_of(tag) == ROLE_ARTICLE) {
            *at = p;
            return TRUE;
        }
    }
    return FALSE;
}

/* An article begins the stream, or a declaration of what it is. */
/* What some collections put around their articles. */
static gboolean is_stream(const Tag *tag)
{
    static const char *const streams[] = {"DOCSTREAM", "DOCS", "ROOT", "COLLECTION"};
    for (gsize i = 0; i < G_N_ELEMENTS(streams); i++)
        if (strlen(streams[i]) == tag->length && same_name(tag->name, streams[i], tag->length))
            return TRUE;
    return FALSE;
}

static guint probe(const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    const char *p = head, *end = head + length;
    Tag tag;
    for (;;) {
        while (p < end && g_ascii_isspace(*p))
            p++;
        if (p == end || *p != '<')
            return PROBE_NO;
        if (end - p > 1 && p[1] == '?') { /* some are well-formed XML, too */
            const char *stop = memmem(p, (gsize)(end - p), "?>", 2);
            p = stop ? stop + 2 : end;
            continue;
        }
        if (!read_tag(p, end, &tag))
            return PROBE_NO;
        if (role_of(&tag) == ROLE_ARTICLE)
            return PROBE_SURE;
        if (g_ascii_strncasecmp(tag.name, "doctype html", 12) == 0 || (tag.length > 0 && !is_stream(&tag)))
            return PROBE_NO;
        p = tag.end;
    }
}

/* From an opening tag to its end; or, where that is missing, to the next opening tag. */
static CutAnswer cut(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *found)
{
    const char *at;
    Tag tag;
    while (find_root(bytes, cutter->looked, length, &tag, &at)) {
        gboolean inside = cutter->mode;
        cutter->looked = (gsize)(tag.end - bytes);
        if (!inside && !tag.closing) {
            cutter->start = (gsize)(at - bytes);
            cutter->mode = TRUE;
        } else if (inside) {
            gsize end = (gsize)((tag.closing ? tag.end : at) - bytes), start = cutter->start;
            *found = (Cut){start, end - start, end, format_count_lines(bytes, bytes + start),
                           format_count_lines(bytes + start, bytes + end)};
            cutter->mode = FALSE;
            cutter->start = cutter->looked = 0;
            return CUT_RECORD;
        }
    }
    if (!last) {
        /* A tag may be cut off at the end. */
        gsize tail = MIN(length, (gsize)TAG_MAX_BYTES);
        cutter->looked = MAX(cutter->looked, length - tail);
        return CUT_MORE;
    }
    if (!cutter->mode)
        return CUT_NOTHING;
    *found = (Cut){cutter->start, length - cutter->start, length, format_count_lines(bytes, bytes + cutter->start),
                   format_count_lines(bytes + cutter->start, bytes + length)};
    cutter->mode = FALSE;
    cutter->start = cutter->looked = 0;
    return CUT_RECORD;
}

/* ---- an article -------------------------------------------------------------------------------*/

typedef struct {
    Article *article;
    Role roles[DEPTH_MAX];
    const char *names[DEPTH_MAX]; /* of the elements with a role, as they stand in the bytes */
    gsize lengths[DEPTH_MAX];
    guint depth;
    GString *piece; /* of the present element */
    GString *text, *dateline, *date, *id, *other_id;
} Reading;

static Role role(const Reading *reading)
{
    return reading->depth ? reading->roles[reading->depth - 1] : ROLE_NONE;
}

/* As one line. */
static void set_line(GString *to, const GString *piece)
{
    if (to->len > 0 || piece->len > SHORT_MAX_BYTES)
        return;
    const char *p = piece->str;
    while (*(p += strspn(p, " \t\r\n"))) {
        gsize length = strcspn(p, " \t\r\n");
        if (to->len > 0)
            g_string_append_c(to, ' ');
        g_string_append_len(to, p, (gssize)length);
        p += length;
    }
}

static void add_text(Reading *reading, const GString *piece)
{
    if (reading->text->len)
        g_string_append(reading->text, "\n\n");
    g_string_append_len(reading->text, piece->str, (gssize)piece->len);
}

/* A wire story has several headings: the first is its title, the words of the others are not lost. */
static void add_title(Reading *reading, const GString *piece)
{
    if (reading->article->field[ARTICLE_TITLE]->len == 0)
        article_parser_add(reading->article, ARTICLE_TITLE, piece->str, piece->len);
    else
        add_text(reading, piece);
}

static gboolean is_blank(const GString *piece)
{
    for (gsize i = 0; i < piece->len; i++)
        if ((guchar)piece->str[i] > ' ')
            return FALSE;
    return TRUE;
}

/* The present element ends, or another one begins in it. */
static void flush(Reading *reading)
{
    Article *article = reading->article;
    GString *piece = reading->piece;
    static const ArticleField fields[] = {[ROLE_SOURCE] = ARTICLE_SOURCE, [ROLE_LANGUAGE] = ARTICLE_LANGUAGE,
                                          [ROLE_URL] = ARTICLE_URL};
    Role present = is_blank(piece) ? ROLE_NONE : role(reading);
    if (present == ROLE_ID)
        set_line(reading->id, piece);
    else if (present == ROLE_OTHER_ID)
        set_line(reading->other_id, piece);
    else if (present == ROLE_DATE)
        set_line(reading->date, piece);
    else if (present == ROLE_DATELINE)
        set_line(reading->dateline, piece);
    else if (present == ROLE_TITLE)
        add_title(reading, piece);
    else if (present == ROLE_TEXT)
        add_text(reading, piece);
    else if (present == ROLE_AUTHOR)
        article_parser_add_byline(article, piece->str);
    else if (present == ROLE_KEYWORD)
        article_parser_add(article, ARTICLE_KEYWORD, piece->str, piece->len);
    else if (present == ROLE_SECTION && article->field[ARTICLE_SECTION]->len == 0)
        article_parser_add(article, ARTICLE_SECTION, piece->str, strcspn(piece->str, ";"));
    else if (present >= ROLE_SOURCE && article->field[fields[present]]->len == 0)
        article_parser_add(article, fields[present], piece->str, piece->len);
    g_string_truncate(piece, 0);
}

static void open_element(Reading *reading, const Tag *tag, Role opened)
{
    flush(reading);
    if (reading->depth == DEPTH_MAX)
        return;
    reading->roles[reading->depth] = opened;
    reading->names[reading->depth] = tag->name;
    reading->lengths[reading->depth++] = tag->length;
}

static void close_element(Reading *reading, const Tag *tag)
{
    guint depth = reading->depth;
    while (depth > 0 && !(reading->lengths[depth - 1] == tag->length &&
                          same_name(reading->names[depth - 1], tag->name, tag->length)))
        depth--;
    if (depth == 0)
        return;
    flush(reading);
    reading->depth = depth - 1;
}

/* Layout, and elements that name nothing. */
static void take_layout(Reading *reading, const Tag *tag)
{
    if (role(reading) == ROLE_KEYWORD) {
        g_string_append_c(reading->piece, ';'); /* <D>usa</D><D>japan</D> */
        return;
    }
    MarkupKind kind = markup_kind(tag->name, tag->length);
    if (kind == MARKUP_PARAGRAPH)
        g_string_append(reading->piece, "\n\n");
    else if (kind == MARKUP_LINE)
        g_string_append_c(reading->piece, '\n');
    else if (kind != MARKUP_INLINE)
        g_string_append_c(reading->piece, ' ');
}

static void take_tag(Reading *reading, const Tag *tag)
{
    if (tag->length == 0)
        return;
    Role named = role_of(tag);
    if (named == ROLE_ARTICLE && !tag->closing) {
        if (append_attribute(reading->other_id, tag, "NEWID"))
            article_parser_add(reading->article, ARTICLE_SOURCE, "Reuters", strlen("Reuters"));
        else
            append_attribute(reading->other_id, tag, "ID");
    } else if (named == ROLE_NONE || named == ROLE_ARTICLE) {
        take_layout(reading, tag);
    } else if (tag->closing) {
        close_element(reading, tag);
    } else {
        open_element(reading, tag, named);
    }
}

/* ---- dates ------------------------------------------------------------------------------------*/

static gboolean set_day(Article *article, int year, int month, int day)
{
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    char text[32];
    g_snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return date_read(text, strlen(text), &article->date) == DATE_READ;
}

static int two_digits(const char *p)
{
    return (p[0] - '0') * 10 + p[1] - '0';
}

/* Six digits: 880212, or as the Los Angeles Times has them, 021288. All are of the 20th century. */
static gboolean set_short_date(Article *article, const char *digits)
{
    int a = two_digits(digits), b = two_digits(digits + 2), c = two_digits(digits + 4);
    return set_day(article, 1900 + a, b, c) || set_day(article, 1900 + c, a, b);
}

/* AP880212-0001, APW19980601.0001, AFP_ENG_19940512.0001: a run of six or eight digits. */
static gboolean set_date_of_id(Article *article, const char *id)
{
    for (const char *p = id; *p;) {
        gsize digits = strspn(p, "0123456789");
        if (digits == 8 && date_read(p, 8, &article->date) == DATE_READ)
            return TRUE;
        if (digits == 6 && p > id && set_short_date(article, p))
            return TRUE;
        p += digits ? digits : 1;
    }
    return FALSE;
}

/* "January 1, 1989, Sunday, Home Edition", "27-MAR-1987 09:23:53.56 RM": as much of it as is a date. */
static gboolean set_written_date(Article *article, const char *text)
{
    gsize length = strlen(text);
    if (length == 6 && strspn(text, "0123456789") == 6)
        return set_short_date(article, text);
    while (length > 0) {
        if (date_read(text, length, &article->date) == DATE_READ)
            return TRUE;
        while (length > 0 && text[length - 1] != ',' && text[length - 1] != ' ')
            length--;
        while (length > 0 && (text[length - 1] == ',' || text[length - 1] == ' '))
            length--;
    }
    return FALSE;
}

static void set_date(Reading *reading)
{
    const char *id = reading->id->len ? reading->id->str : reading->other_id->str;
    if (reading->date->len && set_written_date(reading->article, reading->date->str))
        return;
    if (!set_date_of_id(reading->article, id) && reading->date->len)
        article_parser_set_date(reading->article, reading->date->str, reading->date->len);
}

/* ---- the whole --------------------------------------------------------------------------------*/

static void read_tags(Reading *reading, const char *p, const char *end)
{
    while (p < end) {
        const char *stop = memchr(p, '<', (gsize)(end - p));
        stop = stop ? stop : end;
        Tag tag;
        gboolean is_tag = stop < end && read_tag(stop, end, &tag);
        const char *next = is_tag ? tag.end : MIN(stop + 1, end);
        if (role(reading) != ROLE_NONE && role(reading) != ROLE_SKIPPED)
            markup_text_resolve(reading->piece, p, (gsize)((is_tag ? stop : next) - p));
        if (is_tag)
            take_tag(reading, &tag);
        p = next;
    }
    flush(reading);
}

/* Without white space before the first one, and with one blank line between two. */
static void append_paragraphs(GString *to, const GString *text)
{
    const char *p = text->str, *end = p + text->len;
    while (p < end && (guchar)*p <= ' ')
        p++;
    const char *from = p;
    while ((p = memchr(p, '\n', (gsize)(end - p))) != NULL) {
        const char *feeds = p;
        while (p < end && *p == '\n')
            p++;
        if (p - feeds > 2) {
            g_string_append_len(to, from, feeds + 2 - from);
            from = p;
        }
    }
    g_string_append_len(to, from, end - from);
}

static gboolean parse(G_GNUC_UNUSED ArticleParser *parser, const char *bytes, gsize length,
                      Article *article)
{
    g_autoptr(GString) piece = g_string_new(NULL), text = g_string_sized_new(length);
    g_autoptr(GString) dateline = g_string_new(NULL), date = g_string_new(NULL);
    g_autoptr(GString) id = g_string_new(NULL), other_id = g_string_new(NULL), whole = g_string_new(NULL);
    Reading reading = {.article = article, .piece = piece, .text = text, .dateline = dateline,
                       .date = date, .id = id, .other_id = other_id};
    read_tags(&reading, bytes, bytes + length);
    set_date(&reading);
    const GString *best = id->len ? id : other_id;
    article_parser_add(article, ARTICLE_ID, best->str, best->len);
    if (text->len && dateline->len)
        article_parser_append_dateline(whole, dateline);
    append_paragraphs(whole, text);
    article_parser_add(article, ARTICLE_TEXT, whole->str, whole->len);
    return TRUE;
}

const Format format_sgml = {
    .name = "sgml",
    .help = "newswire in SGML: Reuters-21578, TREC collections",
    .told = "<!DOCTYPE lewis …>, <REUTERS …>, <DOC> with <DOCNO>",
    .options = "encoding",
    .extensions = extensions,
    .probe = probe,
    .cut = cut,
    .parse = parse,
};
