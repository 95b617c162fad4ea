#include "xapian-c/schema.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

static const Field fields[] = {
    {"text", NULL, "", SLOT_NONE, FIELD_TEXT, "words of title and text (as without a field)",
     "text:ceasefire"},
    {"title", "headline", PREFIX_TITLE, SLOT_TITLE, FIELD_TEXT, "words of the title",
     "title:\"peace talks\""},
    {"date", NULL, PREFIX_DAY, SLOT_DAY, FIELD_DATE, "a day, month, year, or a range of them",
     "date:2014-08..2014-10"},
    {"source", "publisher", PREFIX_SOURCE, SLOT_SOURCE, FIELD_BOOLEAN,
     "the newspaper, agency or site", "source:reuters"},
    {"author", "byline", PREFIX_AUTHOR, SLOT_AUTHOR, FIELD_BOOLEAN, "an author's full name",
     "author:\"jane doe\""},
    {"section", "category", PREFIX_SECTION, SLOT_SECTION, FIELD_BOOLEAN,
     "the section or category it ran in", "section:world"},
    {"keyword", "tag", PREFIX_KEYWORD, SLOT_NONE, FIELD_BOOLEAN, "a keyword the publisher gave it",
     "keyword:elections"},
    {"place", "from", PREFIX_PLACE, SLOT_NONE, FIELD_BOOLEAN, "the place of its dateline",
     "place:baku"},
    {"agency", NULL, PREFIX_AGENCY, SLOT_NONE, FIELD_BOOLEAN, "the agency of its dateline",
     "agency:reuters"},
    {"dated", NULL, PREFIX_DATED, SLOT_NONE, FIELD_BOOLEAN,
     "what told its date: declared, metadata, url, dateline, file", "dated:url"},
    {"language", "lang", PREFIX_LANGUAGE, SLOT_LANGUAGE, FIELD_BOOLEAN,
     "the language it is written in", "lang:german"},
    {"host", "site", PREFIX_HOST, SLOT_NONE, FIELD_BOOLEAN, "the host name of its URL",
     "host:example.org"},
    {"url", "link", PREFIX_URL, SLOT_NONE, FIELD_BOOLEAN, "its URL, whole",
     "url:\"https://example.org/a.html\""},
    {"id", NULL, PREFIX_ID, SLOT_IDENTITY, FIELD_BOOLEAN, "its id, as search prints it",
     "id:3f2a91c0"},
};

const Field *schema_fields(gsize *count)
{
    *count = G_N_ELEMENTS(fields);
    return fields;
}

static gboolean is_name(const char *name, const char *text, gsize length)
{
    return name != NULL && strlen(name) == length && g_ascii_strncasecmp(name, text, length) == 0;
}

const Field *schema_field(const char *name, gsize length)
{
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        if (is_name(fields[i].name, name, length) || is_name(fields[i].alias, name, length))
            return &fields[i];
    return NULL;
}

/* ---- terms ------------------------------------------------------------------------------------*/

/* Parts a cut value from the hash of the whole. No field holds such a character, so that no other
 * value can come out as the same term. */
#define CUT_MARK '\x7f'
#define HASH_DIGITS 32

/* Bytes of text in a key of Xapian's tables, where a zero byte takes two. */
static gsize key_bytes(const char *text, gsize length)
{
    gsize bytes = length;
    const char *end = text + length;
    for (const char *zero = text; (zero = memchr(zero, '\0', end - zero)) != NULL; zero++)
        bytes++;
    return bytes;
}

/* How many bytes of text fit into room, whole characters only. */
static gsize cut_at(const char *text, gsize length, gsize room)
{
    gsize cut = 0, used = 0;
    while (cut < length && used + (text[cut] == '\0' ? 2 : 1) <= room)
        used += text[cut++] == '\0' ? 2 : 1;
    while (cut > 0 && cut < length && ((guchar)text[cut] & 0xC0) == 0x80)
        cut--;
    return cut;
}

void schema_boolean_term(GString *term, const char *prefix, const char *value, gsize length)
{
    gsize start = term->len;
    g_string_append(term, prefix);
    /* Omega's rule: without the colon, X… + an upper-case value could be read as another prefix. */
    if (prefix[0] != '\0' && prefix[1] != '\0' && length > 0 &&
        (g_ascii_isupper(value[0]) || value[0] == ':'))
        g_string_append_c(term, ':');
    gsize prefix_length = term->len - start;

    if (prefix_length + key_bytes(value, length) <= TERM_MAX_BYTES) {
        g_string_append_len(term, value, length);
        return;
    }
    XXH128_hash_t hash = XXH3_128bits(value, length);
    g_string_append_len(
        term, value, cut_at(value, length, TERM_MAX_BYTES - prefix_length - 1 - HASH_DIGITS));
    g_string_append_printf(term, "%c%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", CUT_MARK,
                           (guint64)hash.high64, (guint64)hash.low64);
}

/* ---- a document's data ------------------------------------------------------------------------*/

/* The first byte of text[0..length) that needs an escape, or its end. Texts have few of either, so that
 * both searches run at the speed of memchr(). */
static const char *next_special(const char *text, const char *end, const char **backslash)
{
    /* *backslash: the next one at or after text, found before; so no byte is searched twice. */
    if (*backslash < text)
        *backslash = memchr(text, '\\', end - text);
    if (*backslash == NULL)
        *backslash = end;
    const char *feed = memchr(text, '\n', *backslash - text);
    return feed != NULL ? feed : *backslash;
}

void schema_data_append(GString *data, const char *name, const char *value, gsize length)
{
    if (length == 0)
        return;
    g_string_append(data, name);
    g_string_append_c(data, '=');
    const char *end = value + length, *backslash = memchr(value, '\\', length);
    if (backslash == NULL)
        backslash = end;
    for (const char *at = value; at < end;) {
        const char *special = next_special(at, end, &backslash);
        g_string_append_len(data, at, special - at);
        if (special < end)
            g_string_append(data, *special == '\n' ? "\\n" : "\\\\");
        at = special + 1;
    }
    g_string_append_c(data, '\n');
}

static void append_unescaped(GString *value, const char *text, const char *end)
{
    while (text < end) {
        const char *backslash = memchr(text, '\\', end - text);
        if (backslash == NULL || backslash + 1 == end) {
            g_string_append_len(value, text, end - text);
            return;
        }
        g_string_append_len(value, text, backslash - text);
        if (backslash[1] == 'n')
            g_string_append_c(value, '\n');
        else if (backslash[1] == '\\')
            g_string_append_c(value, '\\');
        else
            g_string_append_len(value, backslash, 2); /* not written by us: kept as it is */
        text = backslash + 2;
    }
}

gboolean schema_data_find(const char *data, gsize length, const char *name, GString *value)
{
    gsize name_length = strlen(name);
    const char *end = data + length;
    for (const char *line = data; line < end;) {
        const char *feed = memchr(line, '\n', end - line);
        const char *line_end = feed != NULL ? feed : end;
        if ((gsize)(line_end - line) > name_length && line[name_length] == '=' &&
            memcmp(line, name, name_length) == 0) {
            append_unescaped(value, line + name_length + 1, line_end);
            return TRUE;
        }
        line = line_end + 1;
    }
    return FALSE;
}
