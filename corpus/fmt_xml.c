/* XML in which news come: feeds (RSS, RDF, Atom, WordPress exports), NITF, NewsML 1, NewsML-G2, and lists of records.
 *
 * The root, or the first known element, tells which; each item, entry or story is a record, cut out by its tags, so that
 * a broken one costs itself alone, and memory is bounded by one. Comments, CDATA sections and processing instructions
 * are passed over. What stands before the first record goes along as context: a feed's title and language, and the
 * entities that the document declares. */
#include "corpus/format-private.h"

#include <string.h>

#include "corpus/markup-text-private.h"
#include "corpus/xml-tree-private.h"

static const char *const extensions[] = {"xml", "rss", "atom", "rdf", "nitf", NULL};

#define PROBE_INSIDE 60 /* a known element, but not the root */
#define TAG_MAX_BYTES ((gsize)64 << 10)
/* What is taken from before the first record. */
#define PREFACE_MAX_BYTES ((gsize)256 << 10)
#define ENTITY_MAX_BYTES 200

typedef struct {
    const char *root, *record;
    gboolean (*take)(xmlNode *root, GHashTable *feed, Article *article); /* NULL: xml_record_take() */
    gboolean common; /* a name that other XML has, too: it must be the root */
} Kind;

static const Kind kinds[] = {
    {"rss", "item", xml_feed_take, FALSE},
    {"RDF", "item", xml_feed_take, TRUE},
    {"channel", "item", xml_feed_take, TRUE},
    {"item", "item", xml_feed_take, TRUE},
    {"feed", "entry", xml_feed_take, TRUE},
    {"entry", "entry", xml_feed_take, TRUE},
    {"nitf", "nitf", xml_nitf_take, FALSE},
    {"NewsML", "NewsItem", xml_newsml_take, FALSE},
    {"NewsItem", "NewsItem", xml_newsml_take, FALSE},
    {"newsMessage", "newsItem", xml_g2_take, FALSE},
    {"newsItem", "newsItem", xml_g2_take, FALSE},
    {"newsitem", "newsitem", NULL, FALSE}, /* RCV1 */
    {"response", "doc", NULL, TRUE},       /* Solr */
    {"add", "doc", NULL, TRUE},
    {"articles", "article", NULL, TRUE},
    {"documents", "document", NULL, TRUE},
    {"stories", "story", NULL, TRUE},
    {"posts", "post", NULL, TRUE},
    {"records", "record", NULL, TRUE},
};

/* ---- tags -------------------------------------------------------------------------------------*/

typedef struct {
    const char *start, *end; /* end: behind it */
    const char *name;        /* without prefix; of an element */
    gsize length;
    gboolean closing, closed; /* </item>, <item/> */
} Tag;

/* What a piece of markup that is no element ends with; NULL for a tag. */
static const char *terminator(const char *p, gsize length)
{
    if (length >= 4 && memcmp(p, "<!--", 4) == 0)
        return "-->";
    if (length >= 9 && memcmp(p, "<![CDATA[", 9) == 0)
        return "]]>";
    if (length >= 2 && memcmp(p, "<?", 2) == 0)
        return "?>";
    return NULL;
}

/* Behind the tag at p; NULL, and *cut where the bytes end before that can be told, if there is none. In well-formed
 * XML no '<' stands in a tag. */
static const char *tag_end(const char *p, const char *end, gboolean *cut)
{
    char quote = '\0';
    *cut = FALSE;
    for (p++; p < end; p++) {
        if (*p == '<')
            return NULL;
        if (quote)
            quote = *p == quote ? '\0' : quote;
        else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '>')
            return p + 1;
    }
    *cut = TRUE;
    return NULL;
}

static gboolean is_name_character(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || (guchar)c >= 0x80;
}

static gboolean read_name(const char *p, const char *end, Tag *tag)
{
    tag->closing = end - p > 1 && p[1] == '/';
    const char *at = p + 1 + tag->closing;
    tag->name = at;
    while (at < end && is_name_character(*at)) {
        if (*at == ':')
            tag->name = at + 1;
        at++;
    }
    tag->length = (gsize)(at - tag->name);
    return tag->length > 0;
}

/* The next tag of an element from *at on. FALSE if there is none: *at is where to go on with more bytes. within is
 * what the markup at *at ends with, if that has begun. */
static gboolean next_tag(const char *bytes, gsize length, gsize *at, const char **within, Tag *tag)
{
    const char *end = bytes + length, *p = bytes + *at;
    for (;;) {
        if (*within) {
            gsize n = strlen(*within);
            const char *stop = memmem(p, (gsize)(end - p), *within, n);
            if (stop == NULL) {
                /* It may be cut off in the middle. */
                *at = MAX(*at, length - MIN(length, n - 1));
                return FALSE;
            }
            *within = NULL;
            p = stop + n;
        }
        const char *open = p < end ? memchr(p, '<', (gsize)(end - p)) : NULL;
        *at = open ? (gsize)(open - bytes) : length;
        if (open == NULL || end - open < 9)
            return FALSE;
        if ((*within = terminator(open, (gsize)(end - open))) != NULL) {
            p = open + 2;
            *at += 2;
            continue;
        }
        gboolean cut;
        const char *stop = tag_end(open, MIN(end, open + TAG_MAX_BYTES), &cut);
        if (cut && (gsize)(end - open) < TAG_MAX_BYTES)
            return FALSE;
        *tag = (Tag){.start = open, .end = stop};
        if (stop && read_name(open, stop, tag)) {
            tag->closed = stop[-2] == '/';
            return TRUE;
        }
        p = open + 1;
    }
}

static gboolean is_named(const Tag *tag, const char *name)
{
    return strlen(name) == tag->length && memcmp(tag->name, name, tag->length) == 0;
}

static const Kind *kind_of_tag(const Tag *tag)
{
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (is_named(tag, kinds[i].root))
            return &kinds[i];
    return NULL;
}

/* The kind that the first known element tells; *depth receives how many elements stand before it. */
static const Kind *find_kind(const char *head, gsize length, guint *depth)
{
    gsize at = 0;
    const char *within = NULL;
    Tag tag;
    *depth = 0;
    while (next_tag(head, length, &at, &within, &tag)) {
        const Kind *kind = tag.closing ? NULL : kind_of_tag(&tag);
        if (kind && !(kind->common && *depth > 0))
            return kind;
        if (*depth == 0 && tag.length == 4 && g_ascii_strncasecmp(tag.name, "html", 4) == 0)
            return NULL;
        ++*depth;
        at = (gsize)(tag.end - head);
    }
    return NULL;
}

static guint probe(const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    gsize blank = 0;
    guint depth;
    while (blank < length && g_ascii_isspace(head[blank]))
        blank++;
    if (blank == length || head[blank] != '<')
        return PROBE_NO;
    const Kind *kind = find_kind(head, length, &depth);
    return kind == NULL ? PROBE_NO : depth == 0 ? PROBE_SURE : PROBE_INSIDE;
}

/* ---- cutting ----------------------------------------------------------------------------------*/

typedef struct {
    const Kind *kind;
    const char *within; /* what the markup at cutter->looked ends with */
    gboolean inside;    /* a record begins at cutter->start */
    gboolean described; /* the context is set */
} Cutting;

static void begin(Cutter *cutter, const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    guint depth;
    Cutting *cutting = g_new0(Cutting, 1);
    cutting->kind = find_kind(head, length, &depth);
    if (cutting->kind == NULL)
        cutting->kind = &kinds[0];
    cutter->state = cutting;
}

static void end_cutting(Cutter *cutter)
{
    g_clear_pointer(&cutter->state, g_free);
}

/* The context: the record's kind by its number, then what stands before the first record. */
static void set_context(Cutter *cutter, const char *bytes, gsize length)
{
    Cutting *cutting = cutter->state;
    g_autoptr(GString) context = g_string_new(NULL);
    g_string_append_c(context, (char)('A' + (cutting->kind - kinds)));
    g_string_append_len(context, bytes, (gssize)MIN(length, PREFACE_MAX_BYTES));
    cutter_set_context(cutter, context->str, context->len);
    cutting->described = TRUE;
}

static CutAnswer found_record(Cutter *cutter, const char *bytes, gsize end, Cut *found)
{
    Cutting *cutting = cutter->state;
    gsize start = cutter->start;
    if (!cutting->described)
        set_context(cutter, bytes, start);
    *found = (Cut){start, end - start, end, format_count_lines(bytes, bytes + start),
                   format_count_lines(bytes + start, bytes + end)};
    cutting->inside = FALSE;
    cutter->start = cutter->looked = 0;
    return CUT_RECORD;
}

static CutAnswer cut(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *found)
{
    Cutting *cutting = cutter->state;
    Tag tag;
    while (next_tag(bytes, length, &cutter->looked, &cutting->within, &tag)) {
        gsize start = (gsize)(tag.start - bytes), end = (gsize)(tag.end - bytes);
        gboolean record = is_named(&tag, cutting->kind->record);
        cutter->looked = end;
        if (!record)
            continue;
        if (cutting->inside)
            return found_record(cutter, bytes, tag.closing ? end : start, found);
        if (tag.closing)
            continue;
        cutter->start = start;
        cutting->inside = TRUE;
        if (tag.closed)
            return found_record(cutter, bytes, end, found);
    }
    if (!last)
        return CUT_MORE;
    return cutting->inside ? found_record(cutter, bytes, length, found) : CUT_NOTHING;
}

/* ---- parsing ----------------------------------------------------------------------------------*/

/* <!ENTITY name "text"> */
static void read_entities(const char *preface, gsize length, GHashTable *entities)
{
    const char *p = preface, *end = preface + length;
    while ((p = memmem(p, (gsize)(end - p), "<!ENTITY", 8)) != NULL) {
        p += 8;
        g_autofree char *declaration = g_strndup(p, MIN((gsize)(end - p), ENTITY_MAX_BYTES));
        char *name = declaration + strspn(declaration, " \t\r\n");
        char *space = name + strcspn(name, " \t\r\n"), *value = space + strspn(space, " \t\r\n");
        char *close = *value == '"' || *value == '\'' ? strchr(value + 1, *value) : NULL;
        if (close && *name != '%') {
            *space = *close = '\0';
            g_autoptr(GString) text = g_string_new(NULL);
            markup_text_resolve(text, value + 1, strlen(value + 1));
            g_hash_table_insert(entities, g_strdup(name), g_strdup(text->str));
        }
    }
}

/* What all records of a stream share, made once of its context. */
typedef struct {
    GBytes *context;
    GHashTable *entities, *feed;
} Shared;

static void shared_free(gpointer data)
{
    Shared *shared = data;
    g_clear_pointer(&shared->context, g_bytes_unref);
    g_hash_table_unref(shared->entities);
    g_hash_table_unref(shared->feed);
    g_free(shared);
}

static void describe(Shared *shared, const char *preface, gsize length)
{
    const char *why;
    read_entities(preface, length, shared->entities);
    xmlDoc *doc = length ? xml_tree_read(preface, length, shared->entities, &why) : NULL;
    if (doc)
        xml_feed_describe(xmlDocGetRootElement(doc), shared->feed);
    xmlFreeDoc(doc);
}

static Shared *shared_of(ArticleParser *parser)
{
    Shared *shared = parser->shared;
    gboolean own = shared && parser->shared_free == shared_free;
    if (own && shared->context == parser->context_bytes)
        return shared;
    if (shared)
        parser->shared_free(shared);
    shared = g_new0(Shared, 1);
    shared->context = parser->context_bytes ? g_bytes_ref(parser->context_bytes) : NULL;
    shared->entities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    shared->feed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    parser->shared = shared;
    parser->shared_free = shared_free;
    if (parser->context_length > 1)
        describe(shared, parser->context + 1, parser->context_length - 1);
    return shared;
}

static gboolean parse(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    Shared *shared = shared_of(parser);
    const Kind *kind = &kinds[parser->context_length ? parser->context[0] - 'A' : 0];
    const char *why;
    xmlDoc *doc = xml_tree_read(bytes, length, shared->entities, &why);
    if (doc == NULL) {
        article_parser_note(article, "%s", why);
        return FALSE;
    }
    if (why)
        article_parser_note(article, "%s", why);
    xmlNode *root = xmlDocGetRootElement(doc);
    gboolean good = kind->take ? kind->take(root, shared->feed, article) : xml_record_take(root, parser->keys, article);
    xmlFreeDoc(doc);
    return good;
}

/* <?xml version="1.0" encoding="iso-8859-1"?> */
static char *declared_encoding(const char *head, gsize length)
{
    g_autofree char *line = g_strndup(head, MIN(length, ENTITY_MAX_BYTES));
    char *declaration = strstr(line, "<?xml"), *stop = declaration ? strstr(declaration, "?>") : NULL;
    if (stop == NULL)
        return NULL;
    *stop = '\0';
    char *value = strstr(declaration, "encoding");
    value = value ? value + strcspn(value, "\"'") : NULL;
    return value && *value ? g_strndup(value + 1, strcspn(value + 1, "\"'")) : NULL;
}

const Format format_xml = {
    .name = "xml",
    .help = "feeds (RSS, Atom), WordPress, NITF, NewsML 1 and G2, records",
    .told = "the first element that is known",
    .options = "map, encoding",
    .extensions = extensions,
    .probe = probe,
    .begin = begin,
    .cut = cut,
    .end = end_cutting,
    .parse = parse,
    .declared_encoding = declared_encoding,
};
