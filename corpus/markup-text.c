#include "corpus/markup-text-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "corpus/utf8-text-private.h"

#define NAME_MAX_BYTES 16
/* A tag that goes on for longer is none. */
#define TAG_MAX_BYTES 8192
#define REFERENCE_MAX_BYTES 12
/* &amp;amp;quot; and no further. */
#define ESCAPED_MOST 3

/* ---- elements ---------------------------------------------------------------------------------*/

typedef struct {
    const char *name;
    MarkupKind kind;
} Element;

/* In the order of their names. */
static const Element elements[] = {
    {"a", MARKUP_INLINE},          {"abbr", MARKUP_INLINE},       {"acronym", MARKUP_INLINE},
    {"address", MARKUP_PARAGRAPH}, {"article", MARKUP_PARAGRAPH}, {"aside", MARKUP_PARAGRAPH},
    {"audio", MARKUP_SPACE},       {"b", MARKUP_INLINE},          {"bdi", MARKUP_INLINE},
    {"bdo", MARKUP_INLINE},        {"big", MARKUP_INLINE},        {"blockquote", MARKUP_PARAGRAPH},
    {"body", MARKUP_PARAGRAPH},    {"br", MARKUP_LINE},           {"button", MARKUP_SPACE},
    {"canvas", MARKUP_SPACE},      {"caption", MARKUP_LINE},      {"center", MARKUP_PARAGRAPH},
    {"cite", MARKUP_INLINE},       {"code", MARKUP_INLINE},       {"col", MARKUP_SPACE},
    {"dd", MARKUP_LINE},           {"del", MARKUP_INLINE},        {"details", MARKUP_PARAGRAPH},
    {"dfn", MARKUP_INLINE},        {"div", MARKUP_PARAGRAPH},     {"dl", MARKUP_PARAGRAPH},
    {"dt", MARKUP_LINE},           {"em", MARKUP_INLINE},         {"embed", MARKUP_SPACE},
    {"fieldset", MARKUP_PARAGRAPH}, {"figcaption", MARKUP_PARAGRAPH}, {"figure", MARKUP_PARAGRAPH},
    {"font", MARKUP_INLINE},       {"footer", MARKUP_PARAGRAPH},  {"form", MARKUP_PARAGRAPH},
    {"h1", MARKUP_PARAGRAPH},      {"h2", MARKUP_PARAGRAPH},      {"h3", MARKUP_PARAGRAPH},
    {"h4", MARKUP_PARAGRAPH},      {"h5", MARKUP_PARAGRAPH},      {"h6", MARKUP_PARAGRAPH},
    {"head", MARKUP_LEFT_OUT},     {"header", MARKUP_PARAGRAPH},  {"hr", MARKUP_PARAGRAPH},
    {"html", MARKUP_PARAGRAPH},    {"i", MARKUP_INLINE},          {"iframe", MARKUP_SPACE},
    {"img", MARKUP_SPACE},         {"input", MARKUP_SPACE},       {"ins", MARKUP_INLINE},
    {"kbd", MARKUP_INLINE},        {"label", MARKUP_SPACE},       {"legend", MARKUP_LINE},
    {"li", MARKUP_LINE},           {"main", MARKUP_PARAGRAPH},    {"mark", MARKUP_INLINE},
    {"nav", MARKUP_PARAGRAPH},     {"nobr", MARKUP_INLINE},       {"noscript", MARKUP_SPACE},
    {"o:p", MARKUP_INLINE},        {"object", MARKUP_SPACE},      {"ol", MARKUP_PARAGRAPH},
    {"option", MARKUP_LINE},       {"p", MARKUP_PARAGRAPH},       {"param", MARKUP_SPACE},
    {"picture", MARKUP_SPACE},     {"pre", MARKUP_PARAGRAPH},     {"q", MARKUP_INLINE},
    {"ruby", MARKUP_INLINE},       {"s", MARKUP_INLINE},          {"samp", MARKUP_INLINE},
    {"script", MARKUP_LEFT_OUT},   {"section", MARKUP_PARAGRAPH}, {"select", MARKUP_SPACE},
    {"small", MARKUP_INLINE},      {"source", MARKUP_SPACE},      {"span", MARKUP_INLINE},
    {"strike", MARKUP_INLINE},     {"strong", MARKUP_INLINE},     {"style", MARKUP_LEFT_OUT},
    {"sub", MARKUP_INLINE},        {"summary", MARKUP_LINE},      {"sup", MARKUP_INLINE},
    {"svg", MARKUP_LEFT_OUT},      {"table", MARKUP_PARAGRAPH},   {"tbody", MARKUP_LINE},
    {"td", MARKUP_SPACE},          {"template", MARKUP_LEFT_OUT}, {"textarea", MARKUP_SPACE},
    {"tfoot", MARKUP_LINE},        {"th", MARKUP_SPACE},          {"thead", MARKUP_LINE},
    {"time", MARKUP_INLINE},       {"title", MARKUP_LEFT_OUT},    {"tr", MARKUP_LINE},
    {"tt", MARKUP_INLINE},         {"u", MARKUP_INLINE},          {"ul", MARKUP_PARAGRAPH},
    {"var", MARKUP_INLINE},        {"video", MARKUP_SPACE},       {"wbr", MARKUP_INLINE},
};

MarkupKind markup_kind(const char *name, gsize length)
{
    gsize low = 0, high = G_N_ELEMENTS(elements);
    while (low < high) {
        gsize middle = (low + high) / 2;
        int order = g_ascii_strncasecmp(name, elements[middle].name, length);
        if (order == 0 && elements[middle].name[length] == '\0')
            return elements[middle].kind;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return MARKUP_UNKNOWN;
}

/* ---- references -------------------------------------------------------------------------------*/

/* Names that HTML 4 does not have: of XML, and of ISO 8879 as they occur in wire copy. */
static const struct {
    const char *name;
    gunichar character;
} more_names[] = {
    {"apos", '\''},  {"lsqb", '['},    {"rsqb", ']'},   {"lcub", '{'},   {"rcub", '}'},   {"lpar", '('},
    {"rpar", ')'},   {"hyph", '-'},    {"blank", ' '},  {"dollar", '$'}, {"percnt", '%'}, {"num", '#'},
    {"ast", '*'},    {"plus", '+'},    {"equals", '='}, {"commat", '@'}, {"verbar", '|'}, {"lowbar", '_'},
    {"quest", '?'},  {"excl", '!'},    {"colon", ':'},  {"semi", ';'},   {"comma", ','},  {"period", '.'},
    {"sol", '/'},    {"bsol", '\\'},   {"half", 0xBD},  {"cir", 'o'},    {"ccaron", 0x10D}, {"cacute", 0x107},
    {"zcaron", 0x17E}, {"Ccaron", 0x10C}, {"Zcaron", 0x17D}, {"lstrok", 0x142}, {"nacute", 0x144},
    {"sacute", 0x15B}, {"rcaron", 0x159}, {"ecaron", 0x11B}, {"abreve", 0x103}, {"gbreve", 0x11F},
};

/* The character of "#8217;" or "#x2019;", from behind the sign on; 0 if there is no number. */
static gunichar read_number(const char *p, const char *end, const char **next)
{
    guint base = p < end && (*p == 'x' || *p == 'X') ? 16 : 10;
    guint64 code = 0;
    p += base == 16;
    const char *digits = p;
    for (; p < end; p++) {
        int digit = g_ascii_xdigit_value(*p);
        if (digit < 0 || digit >= (int)base)
            break;
        code = MIN(code * base + (guint)digit, 0x110000);
    }
    if (p == digits)
        return 0;
    *next = p + (p < end && *p == ';');
    gunichar c = code >= 0x80 && code < 0xA0 ? utf8_text_windows_1252((guint8)code) : (gunichar)code;
    return c > 0 && g_unichar_validate(c) ? c : 0xFFFD;
}

/* The character of "nbsp;" or "#39;"; 0 if it is no reference. */
static gunichar read_name(const char *p, const char *end, const char **next)
{
    if (p < end && *p == '#')
        return read_number(p + 1, end, next);
    char name[REFERENCE_MAX_BYTES + 1];
    gsize length = 0;
    while (p + length < end && length < REFERENCE_MAX_BYTES && g_ascii_isalnum(p[length])) {
        name[length] = p[length];
        length++;
    }
    if (length == 0 || p + length == end || p[length] != ';')
        return 0;
    name[length] = '\0';
    *next = p + length + 1;
    for (gsize i = 0; i < G_N_ELEMENTS(more_names); i++)
        if (strcmp(name, more_names[i].name) == 0)
            return more_names[i].character;
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    return entity ? entity->value : 0;
}

/* What the reference at p, an ampersand, stands for; 0 if it is none. Where it was escaped more than once,
 * all of that is undone. */
static gunichar read_reference(const char *p, const char *end, const char **next)
{
    const char *name = p + 1;
    for (guint i = 0; i < ESCAPED_MOST && end - name >= 4 && memcmp(name, "amp;", 4) == 0; i++)
        name += 4;
    gunichar c = read_name(name, end, next);
    if (c == 0 && name > p + 1) {
        *next = name;
        return '&';
    }
    return c;
}

static void append_character(GString *to, gunichar c)
{
    /* A space that must not break, and a hyphen that shows only where it does, are matters of layout. */
    if (c == 0xA0)
        g_string_append_c(to, ' ');
    else if (c != 0xAD)
        g_string_append_unichar(to, c);
}

void markup_text_resolve(GString *to, const char *text, gsize length)
{
    const char *end = text + length, *next = NULL;
    while (text < end) {
        const char *p = memchr(text, '&', (gsize)(end - text));
        if (p == NULL)
            break;
        g_string_append_len(to, text, p - text);
        gunichar c = read_reference(p, end, &next);
        if (c)
            append_character(to, c);
        else
            g_string_append_c(to, '&');
        text = c ? next : p + 1;
    }
    g_string_append_len(to, text, end - text);
}

/* ---- tags -------------------------------------------------------------------------------------*/

typedef struct {
    const char *end;  /* behind it */
    const char *name; /* of an element; NULL: a comment, a declaration */
    gsize name_length;
    MarkupKind kind;
    gboolean closing;
} Tag;

/* What was looked for and is not in the rest, so that no text is searched through twice. */
typedef struct {
    gboolean comment_end, left_out_end;
} Missing;

static const char *find_end(const char *p, const char *end, const char *mark, gboolean *missing)
{
    gsize length = strlen(mark);
    const char *found = *missing ? NULL : memmem(p, (gsize)(end - p), mark, length);
    *missing |= found == NULL;
    return found ? found + length : NULL;
}

/* Where the tag whose name ends at p does; quoted values may hold anything. NULL: nowhere near. */
static const char *tag_end(const char *p, const char *end)
{
    char quote = '\0';
    end = MIN(end, p + TAG_MAX_BYTES);
    for (; p < end; p++) {
        if (quote) {
            if (*p == quote)
                quote = '\0';
        } else if (*p == '>') {
            return p + 1;
        } else if (*p == '<') {
            return NULL;
        } else if ((*p == '"' || *p == '\'') && p[-1] == '=') {
            quote = *p;
        }
    }
    return NULL;
}

/* Is there a tag at p, a '<'? */
static gboolean read_tag(const char *p, const char *end, Missing *missing, Tag *tag)
{
    *tag = (Tag){.kind = MARKUP_INLINE};
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
        return (tag->end = find_end(p + 4, end, "-->", &missing->comment_end)) != NULL;
    if (end - p >= 9 && g_ascii_strncasecmp(p, "<!doctype", 9) == 0)
        return (tag->end = tag_end(p + 9, end)) != NULL;
    p++;
    tag->closing = p < end && *p == '/';
    tag->name = p += tag->closing;
    while (p < end && p - tag->name <= NAME_MAX_BYTES && (g_ascii_isalnum(*p) || *p == ':'))
        p++;
    tag->name_length = (gsize)(p - tag->name);
    if (tag->name_length == 0 || p == end || !(g_ascii_isspace(*p) || *p == '>' || *p == '/'))
        return FALSE;
    tag->kind = markup_kind(tag->name, tag->name_length);
    return tag->kind != MARKUP_UNKNOWN && (tag->end = tag_end(p, end)) != NULL;
}

/* Where an element that is left out ends; behind its own tag if that can't be told. */
static const char *left_out_end(const Tag *tag, const char *end, Missing *missing)
{
    for (const char *p = tag->end; !missing->left_out_end && p < end; p++) {
        p = memchr(p, '<', (gsize)(end - p));
        if (p == NULL)
            break;
        if ((gsize)(end - p) > tag->name_length + 2 && p[1] == '/' &&
            g_ascii_strncasecmp(p + 2, tag->name, tag->name_length) == 0) {
            const char *stop = tag_end(p + 2 + tag->name_length, end);
            return stop ? stop : end;
        }
    }
    missing->left_out_end = TRUE;
    return tag->end;
}

/* ---- the text ---------------------------------------------------------------------------------*/

typedef struct {
    MarkupFlow flow;
    const char *closed; /* where an element of the line has just ended */
    Missing missing;
} Fragment;

static gboolean ends_in_space(const MarkupFlow *flow)
{
    return flow->to->len == flow->start || g_ascii_isspace(flow->to->str[flow->to->len - 1]);
}

void markup_flow_meet(MarkupFlow *flow, MarkupKind kind)
{
    flow->pending = MAX(flow->pending, kind);
}

static void flush_pending(MarkupFlow *flow)
{
    if (flow->pending >= MARKUP_LINE) {
        while (flow->to->len > flow->start && ends_in_space(flow))
            g_string_truncate(flow->to, flow->to->len - 1);
        if (flow->to->len > flow->start)
            g_string_append(flow->to, flow->pending == MARKUP_LINE ? "\n" : "\n\n");
    } else if (flow->pending == MARKUP_SPACE && !ends_in_space(flow)) {
        g_string_append_c(flow->to, ' ');
    }
    flow->pending = MARKUP_INLINE;
}

static void append_collapsed(MarkupFlow *flow, const char *text, gsize length)
{
    for (const char *end = text + length, *stop; text < end; text = MIN(stop + 1, end)) {
        /* Words with one space between them are taken as they are. */
        for (stop = text; stop < end; stop++)
            if (g_ascii_isspace(*stop) &&
                !(*stop == ' ' && stop > text && end - stop > 1 && !g_ascii_isspace(stop[1])))
                break;
        g_string_append_len(flow->to, text, stop - text);
        if (stop < end && !ends_in_space(flow))
            g_string_append_c(flow->to, ' ');
    }
}

void markup_flow_text(MarkupFlow *flow, const char *text, gsize length, gboolean collapse)
{
    while (flow->pending >= MARKUP_LINE && length && g_ascii_isspace(*text)) {
        text++;
        length--;
    }
    if (length == 0)
        return;
    flush_pending(flow);
    if (collapse)
        append_collapsed(flow, text, length);
    else
        g_string_append_len(flow->to, text, (gssize)length);
}

static const char *take_tag(Fragment *fragment, const char *at, const Tag *tag, const char *end)
{
    if (tag->name == NULL)
        return tag->end;
    if (tag->kind == MARKUP_LEFT_OUT) {
        markup_flow_meet(&fragment->flow, MARKUP_SPACE);
        return tag->closing ? tag->end : left_out_end(tag, end, &fragment->missing);
    }
    gboolean neighbours = tag->kind == MARKUP_INLINE && !tag->closing && fragment->closed == at;
    markup_flow_meet(&fragment->flow, neighbours ? MARKUP_SPACE : tag->kind);
    fragment->closed = tag->closing ? tag->end : NULL;
    return tag->end;
}

static const char *take_reference(MarkupFlow *flow, const char *at, const char *end)
{
    const char *next = at + 1;
    gunichar c = read_reference(at, end, &next);
    flush_pending(flow);
    append_character(flow->to, c ? c : '&');
    return c ? next : at + 1;
}

static void append_fragment(GString *to, const char *html, gsize length, gboolean references)
{
    const char *end = html + length, *p = html;
    Fragment fragment = {.flow = {to, to->len, MARKUP_INLINE}};
    while (p < end) {
        const char *stop = p;
        while (stop < end && *stop != '<' && !(references && *stop == '&'))
            stop++;
        markup_flow_text(&fragment.flow, p, (gsize)(stop - p), FALSE);
        if (stop == end)
            return;
        Tag tag;
        if (*stop == '&') {
            p = take_reference(&fragment.flow, stop, end);
        } else if (read_tag(stop, end, &fragment.missing, &tag)) {
            p = take_tag(&fragment, stop, &tag, end);
        } else {
            markup_flow_text(&fragment.flow, stop, 1, FALSE);
            p = stop + 1;
        }
    }
}

static gboolean has_tag(const char *html, gsize length)
{
    const char *end = html + length, *p = html;
    Missing missing = {0};
    Tag tag;
    for (; p < end && (p = memchr(p, '<', (gsize)(end - p))) != NULL; p++)
        if (read_tag(p, end, &missing, &tag))
            return TRUE;
    return FALSE;
}

gboolean markup_text_suspected(const char *text, gsize length)
{
    return length > 0 && (memchr(text, '<', length) || memchr(text, '&', length));
}

void markup_text_append(GString *to, const char *html, gsize length)
{
    if (has_tag(html, length)) {
        append_fragment(to, html, length, TRUE);
        return;
    }
    /* All of it may have been escaped. */
    g_autoptr(GString) resolved = g_string_sized_new(length);
    markup_text_resolve(resolved, html, length);
    if (resolved->len != length && has_tag(resolved->str, resolved->len))
        append_fragment(to, resolved->str, resolved->len, TRUE);
    else
        g_string_append_len(to, resolved->str, (gssize)resolved->len);
}
