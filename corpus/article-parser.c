#include "corpus/article-parser-private.h"

#include <string.h>

#include "corpus/article-finish-private.h"
#include "corpus/corpus-private.h"
#include "corpus/date-private.h"
#include "corpus/record-batch-private.h"
#include "corpus/utf8-text-private.h"

#define QUOTED_BYTES 60

ArticleParser *article_parser_new(const Corpus *corpus)
{
    ArticleParser *parser = g_new0(ArticleParser, 1);
    parser->keys = keymap_ref(corpus->keys);
    parser->encoding = g_strdup(corpus->encoding);
    parser->charset = charset_new();
    parser->decoded = g_string_new(NULL);
    parser->repair = g_string_new(NULL);
    parser->decoded_context = g_string_new(NULL);
    return parser;
}

void article_parser_free(ArticleParser *parser)
{
    if (parser == NULL)
        return;
    keymap_unref(parser->keys);
    g_free(parser->encoding);
    charset_free(parser->charset);
    g_string_free(parser->decoded, TRUE);
    g_string_free(parser->repair, TRUE);
    g_string_free(parser->decoded_context, TRUE);
    g_clear_pointer(&parser->context_bytes, g_bytes_unref);
    if (parser->shared)
        parser->shared_free(parser->shared);
    g_free(parser);
}

/* ---- filling an article
 * -------------------------------------------------------------------------*/

void article_parser_note(Article *article, const char *format, ...)
{
    va_list arguments;
    if (article->notes->len)
        g_string_append_c(article->notes, '\n');
    va_start(arguments, format);
    g_string_append_vprintf(article->notes, format, arguments);
    va_end(arguments);
}

/* A note that ends in the beginning of a value. */
static void note_value(Article *article, const char *what, const char *value, gsize length)
{
    if (article->notes->len)
        g_string_append_c(article->notes, '\n');
    g_string_append(article->notes, what);
    gsize quoted = MIN(length, QUOTED_BYTES);
    quoted = utf8_text_valid(value, quoted);
    utf8_text_append_line(article->notes, value, quoted);
    if (quoted < length)
        g_string_append(article->notes, "…");
}

static gboolean is_one_of(char c, const char *signs)
{
    while (*signs && *signs != c)
        signs++;
    return *signs != '\0';
}

/* Adds the values between separators, a line each. */
static void add_values(GString *field, const char *value, gsize length, const char *separators)
{
    const char *end = value + length;
    while (value < end) {
        const char *stop = value;
        while (stop < end && !is_one_of(*stop, separators))
            stop++;
        gsize before = field->len;
        if (before)
            g_string_append_c(field, '\n');
        gsize from = field->len;
        utf8_text_append_line(field, value, stop - value);
        if (field->len == from)
            g_string_truncate(field, before);
        value = stop + (stop < end);
    }
}

/* Adds the texts of a list as Python writes it: ['Jane Doe', "Tom O'Neil"]. FALSE if it is none. */
static gboolean add_listed(GString *field, const char *value, gsize length)
{
    const char *p = value + 1, *end = value + length - 1;
    if (length < 2 || *value != '[' || *end != ']' || (length > 2 && *p != '\'' && *p != '"'))
        return FALSE;
    while (p < end) {
        char quote = *p++;
        const char *from = p;
        while (p < end && !(*p == quote && (p + 1 == end || p[1] == ',')))
            p++;
        add_values(field, from, (gsize)(p - from), "");
        for (p += p < end; p < end && (*p == ',' || *p == ' '); p++)
            ;
    }
    return TRUE;
}

/* Is it what programs write where there is no value? Texts and titles are taken at their word. */
static gboolean is_no_value(ArticleField which, const char *value, gsize length)
{
    static const char *const names[] = {"nan",  "NaN",  "NaT",     "None",      "null", "NULL", "NA",
                                        "N/A",  "n/a",  "<NA>",    "undefined", "\\N",  "#",    "#N/A"};
    if (which == ARTICLE_TEXT || which == ARTICLE_TITLE || length > strlen("undefined"))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strlen(names[i]) == length && memcmp(names[i], value, length) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_number(const char *value, gsize length)
{
    gsize digits = 0;
    while (digits < length && g_ascii_isdigit(value[digits]))
        digits++;
    return digits == length;
}

/* The address of a page rather than of a whole site. */
static gboolean is_page_address(const char *value, gsize length)
{
    g_autofree char *text = g_strndup(value, MIN(length, QUOTED_BYTES * 8));
    const char *host = g_str_has_prefix(text, "https://") ? text + 8 : g_str_has_prefix(text, "http://") ? text + 7 : NULL;
    const char *path = host ? strchr(host, '/') : NULL;
    return path && path[1] != '\0';
}

void article_parser_add(Article *article, ArticleField which, const char *value, gsize length)
{
    GString *field = article->field[which];
    gsize before = field->len;
    if (is_no_value(which, value, length))
        return;
    switch (which) {
    case ARTICLE_TEXT:
        if (before)
            g_string_append(field, "\n\n");
        utf8_text_append(field, value, length);
        if (before && field->len == before + 2)
            g_string_truncate(field, before);
        break;
    case ARTICLE_AUTHOR:
        if (is_number(value, length) /* a key of another table */ || add_listed(field, value, length))
            return;
        if (length > 3 && g_ascii_strncasecmp(value, "by ", 3) == 0) {
            value += 3;
            length -= 3;
        }
        add_values(field, value, length, ";\n\r");
        break;
    case ARTICLE_KEYWORD:
        if (add_listed(field, value, length))
            return;
        add_values(field, value, length, ",;\n\r");
        break;
    default:
        /* Some extractors call the page its source. */
        if (which == ARTICLE_SOURCE && article->field[ARTICLE_URL]->len == 0 && is_page_address(value, length))
            utf8_text_append_line(article->field[ARTICLE_URL], value, length);
        else if (before == 0)
            utf8_text_append_line(field, value, length);
        else if (length)
            note_value(article,
                       which == ARTICLE_TITLE ? "a second title was left out: "
                                              : "a second value was left out: ",
                       value, length);
    }
}

void article_parser_add_one(Article *article, ArticleField which, const char *value, gsize length)
{
    add_values(article->field[which], value, length, "");
}

void article_parser_add_byline(Article *article, const char *byline)
{
    g_autofree char *copy = g_strstrip(g_strdup(byline));
    article_parser_add(article, ARTICLE_AUTHOR, copy, strlen(copy));
}

void article_parser_append_dateline(GString *to, const GString *dateline)
{
    gboolean dashed = g_str_has_suffix(dateline->str, "-") ||
                      g_str_has_suffix(dateline->str, "\xE2\x80\x94");
    g_string_append_printf(to, "%s%s", dateline->str, dashed ? " " : " - ");
}

void article_parser_add_lines(Article *article, ArticleField which, const char *value, gsize length)
{
    add_values(article->field[which], value, length, "\n");
}

gboolean article_parser_set_date(Article *article, const char *value, gsize length)
{
    if (is_no_value(ARTICLE_ID, value, length))
        return FALSE;
    switch (date_read(value, length, &article->date)) {
    case DATE_IMPOSSIBLE:
        note_value(article, "no such date: ", value, length);
        return FALSE;
    case DATE_UNKNOWN:
        note_value(article, "date not understood: ", value, length);
        return FALSE;
    default:
        return TRUE;
    }
}

/* ---- a record
 * -----------------------------------------------------------------------------------*/

/* Bytes of the part as UTF-8: themselves, or what becomes of them in decoded. */
static const char *decode(ArticleParser *parser, const RecordPart *part, const char *bytes,
                          gsize *length, GString *decoded, gsize *lost)
{
    *lost = 0;
    /* ISO-2022 is ASCII to look at, but for its escapes. */
    gboolean escapes = memchr(bytes, '\x1B', *length) && memmem(bytes, *length, "\x1B$", 2);
    if (!escapes && utf8_text_valid(bytes, *length) == *length)
        return bytes;
    g_string_truncate(decoded, 0);
    const char *declared = parser->encoding ? parser->encoding : charset_believed(part->declared, bytes, *length);
    if (escapes && declared == NULL)
        declared = charset_detect(parser->charset, bytes, *length);
    if (escapes && (declared == NULL || !g_str_has_prefix(declared, "ISO-2022")) &&
        utf8_text_valid(bytes, *length) == *length)
        return bytes;
    *lost = charset_decode(parser->charset, decoded, bytes, *length, declared, part->encoding);
    *length = decoded->len;
    return decoded->str;
}

/* Sets the parser's context to that of the part. */
static void take_context(ArticleParser *parser, const RecordPart *part)
{
    if (parser->context_bytes == part->context && parser->context)
        return;
    g_clear_pointer(&parser->context_bytes, g_bytes_unref);
    parser->context = "";
    parser->context_length = 0;
    if (part->context == NULL)
        return;
    parser->context_bytes = g_bytes_ref(part->context);
    gsize lost;
    const char *bytes = g_bytes_get_data(part->context, &parser->context_length);
    parser->context = decode(parser, part, bytes ? bytes : "", &parser->context_length,
                             parser->decoded_context, &lost);
}

CorpusAnswer article_parse(ArticleParser *parser, const RecordBatch *batch, gsize i,
                           Article *article)
{
    const Record *record = &g_array_index(batch->records, Record, i);
    const RecordPart *part = &g_array_index(batch->parts, RecordPart, record->part);
    gboolean good = FALSE;
    article_reset(article);
    if (record->reason) {
        article_parser_note(article, "%s", record->reason);
    } else {
        gsize length = record->length, lost = 0;
        const char *bytes = batch->data + record->offset;
        if (!part->format->raw)
            bytes = decode(parser, part, bytes, &length, parser->decoded, &lost);
        take_context(parser, part);
        good = part->format->parse(parser, bytes, length, article);
        if (article->date.precision != DATE_NONE && article->date_origin == DATE_ORIGIN_NONE)
            article->date_origin = DATE_ORIGIN_DECLARED;
        if (good && part->url && article->field[ARTICLE_URL]->len == 0)
            article_parser_add(article, ARTICLE_URL, part->url, strlen(part->url));
        if (good)
            article_finish(part->format, part->member ? part->member : part->path, article);
        if (good && article->field[ARTICLE_TITLE]->len == 0 &&
            article->field[ARTICLE_TEXT]->len == 0) {
            g_string_truncate(article->notes, 0);
            article_parser_note(article, "neither title nor text");
            good = FALSE;
        }
        if (good && lost)
            article_parser_note(article, "bytes that are no characters: %zu", lost);
    }
    article->place = record_batch_place(batch, i);
    return good ? CORPUS_ARTICLE : CORPUS_REJECT;
}
