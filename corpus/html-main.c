/* Where on a page does the article stand?
 *
 * The page becomes a list of blocks, pieces of text between the beginnings and ends of paragraphs, items, cells. What is
 * in a menu, a form, a figure, an aside, or in an element that calls itself one of these (class, id, role) is left out.
 * Each block is weighed by its length and its share of links, and its weight goes to the elements around it, the less the
 * farther out, after Kohlschütter et al. (Boilerplate detection using shallow text features, WSDM 2010) and the heuristics
 * of reading modes. The heaviest element is the article's; of it, blocks that are mostly links are left out again. */
#include "corpus/html-private.h"

#include <string.h>

#include "corpus/markup-text-private.h"
#include "corpus/xml-tree-private.h"

/* Shorter ones are no sentences, and count little. */
#define SENTENCE_BYTES 80
#define SHORT_BYTES 25
/* More of a block's text in links than this makes it a list of links. */
#define LINKS_MOST 0.5
/* Weight goes so far out, to each element a part of what the one within it got. */
#define LEVELS 4
#define PART_OUTWARDS 0.6
/* Less than this of a declared text is taken for its beginning. */
#define SHOWN_PART 0.4
/* An element with more than this of a page's text is not left out, whatever it calls itself. */
#define TOO_MUCH 0.4
/* An element that names itself the article's body is believed if it has so much of what the heaviest one has. */
#define NAMED_PART 0.5

typedef struct {
    xmlNode *element; /* the innermost block element around it */
    gsize start, length; /* in Page.text */
    gsize links;         /* bytes of it within links */
} Block;

/* An element with text in it. */
typedef struct {
    guint first, last; /* its blocks: first to last - 1 */
    double sum;        /* of their weights */
    double weight;     /* what came to it from those near */
} Extent;

typedef struct {
    GString *text;
    GArray *blocks;      /* Block */
    GHashTable *extents; /* xmlNode * → Extent * */
} Page;

/* ---- names ------------------------------------------------------------------------------------*/

/* Parts of the names that elements give themselves where they are not of the article. */
static const char *const other_names[] = {
    "nav",       "menu",       "breadcrumb", "share",      "sharing",   "social",     "related",    "recommend",
    "promo",     "newsletter", "subscri",    "comment",    "cookie",    "consent",    "banner",     "advert",
    "sidebar",   "footer",     "caption",    "credit",     "byline",    "author",     "teaser",     "outbrain",
    "taboola",   "paywall",    "popup",      "modal",      "signup",    "sign-up",    "login",      "toolbar",
    "read-more", "readmore",   "more-on",    "most-read",  "trending",  "popular",    "copyright",  "disclaimer",
    "hidden",    "skip-link",  "tags",       "taglist",    "topics",    "metadata",   "timestamp",  "dateline-",
    "gallery",   "carousel",   "slideshow",  "player",     "video-",    "survey",     "donat",      "donation",
    "sponsor",   "widget",     "infobox",    "factbox",    "rating",    "weather",    "print-only", "screen-reader",
    "sr-only",   "visually",   "feedback",   "contact",    "correction", "more-stories", "inline-link", "see-also",
    "lire-aussi", "mehr-zum",  "embed",      "tooltip",    "audio",     "bio",        "read-next",  "upnext",
    "up-next",   "latest",     "headlines",  "affiliate",  "shop",      "product",    "quiz",       "poll",
};
/* Parts of names that are the article's, whatever else they hold. */
static const char *const own_names[] = {
    "article-body", "articlebody", "article__body", "article-content", "articlecontent", "article__content", "story-body",
    "storybody",    "story__body", "story-content", "post-content",    "post-body",      "entry-content",    "body-content",
    "article-text", "articletext", "content-body",  "main-content",    "article_body",   "article_content",  "story-text",
    "wysiwyg",      "rich-text",   "richtext",      "paragraph",
};
/* Elements that never hold an article, and some that seldom do. */
static const char *const never_elements[] = {
    "button", "select", "textarea", "iframe", "noscript", "audio", "video", "picture", "canvas", "menu", "label", "input",
    "object", "dialog", "nav",      "time",
};
static const char *const other_elements[] = {"aside", "footer", "form", "figure", "figcaption", "amp-ad"};

static gboolean contains_any(const char *text, const char *const *parts, gsize count)
{
    for (gsize i = 0; i < count; i++)
        if (strstr(text, parts[i]))
            return TRUE;
    return FALSE;
}

/* class, id and the like of an element, in lower case. */
static void append_names(GString *to, const xmlNode *node)
{
    static const char *const attributes[] = {"class", "id", "data-component", "data-testid", "data-module"};
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
        g_autofree char *value = xml_attribute(node, attributes[i]);
        if (value)
            g_string_append_printf(to, "%s%s", to->len ? " " : "", value);
    }
    g_string_ascii_down(to);
}

static gboolean is_hidden(const xmlNode *node)
{
    g_autofree char *hidden = xml_attribute(node, "hidden"), *style = xml_attribute(node, "style");
    g_autofree char *aria = xml_attribute(node, "aria-hidden");
    if (hidden || g_strcmp0(aria, "true") == 0)
        return TRUE;
    return style && (strstr(style, "display:none") || strstr(style, "display: none"));
}

static gboolean has_other_role(const xmlNode *node)
{
    static const char *const roles[] = {"navigation", "complementary", "contentinfo", "banner", "dialog", "alert", "search",
                                        "menu", "tooltip", NULL};
    g_autofree char *role = xml_attribute(node, "role");
    return role && g_strv_contains(roles, role);
}

static gboolean is_top(const xmlNode *node)
{
    return xml_is(node, "html") || xml_is(node, "body") || xml_is(node, "article") || xml_is(node, "main");
}

/* Is the element one that never holds an article? */
static gboolean is_never(const xmlNode *node)
{
    for (gsize i = 0; i < G_N_ELEMENTS(never_elements); i++)
        if (xml_is(node, never_elements[i]))
            return TRUE;
    return markup_kind((const char *)node->name, strlen((const char *)node->name)) == MARKUP_LEFT_OUT;
}

/* Does the element say that it is not of the article? */
static gboolean is_other(const xmlNode *node)
{
    for (gsize i = 0; i < G_N_ELEMENTS(other_elements); i++)
        if (xml_is(node, other_elements[i]))
            return TRUE;
    if (node->properties == NULL || is_top(node))
        return FALSE;
    if (is_hidden(node) || has_other_role(node))
        return TRUE;
    g_autoptr(GString) names = g_string_new(NULL);
    append_names(names, node);
    return contains_any(names->str, other_names, G_N_ELEMENTS(other_names)) &&
           !contains_any(names->str, own_names, G_N_ELEMENTS(own_names));
}

static gboolean names_itself_body(const xmlNode *node)
{
    if (node->properties == NULL)
        return FALSE;
    g_autofree char *property = xml_attribute(node, "itemprop");
    if (property && strstr(property, "articleBody"))
        return TRUE;
    g_autoptr(GString) names = g_string_new(NULL);
    append_names(names, node);
    /* "paragraph" and the like are many. */
    return contains_any(names->str, own_names, 17);
}

/* ---- blocks -----------------------------------------------------------------------------------*/

static gboolean is_block(const xmlNode *node)
{
    MarkupKind kind = markup_kind((const char *)node->name, strlen((const char *)node->name));
    if (xml_is(node, "br"))
        return FALSE;
    return kind >= MARKUP_LINE || kind == MARKUP_UNKNOWN || xml_is(node, "td") || xml_is(node, "th");
}

typedef struct {
    Page *page;
    const Page *known; /* what a first look has found; NULL in that one */
    MarkupFlow flow;
    Block block;
    guint links;    /* within so many links */
    GArray *open;   /* Extent: of the elements around */
} Reader;

static gboolean is_mostly_links(const Block *block)
{
    return (double)block->links > LINKS_MOST * (double)block->length;
}

static double weight_of(const Block *block)
{
    if (block->length < SHORT_BYTES || is_mostly_links(block))
        return 0;
    double text = (double)(block->length - block->links);
    gboolean paragraph = xml_is(block->element, "p");
    if (block->length < SENTENCE_BYTES)
        return text * (paragraph ? 0.5 : 0.1);
    return text * (paragraph ? 1.0 : xml_is(block->element, "li") ? 0.3 : 0.7);
}

static void end_block(Reader *reader)
{
    Page *page = reader->page;
    reader->block.length = page->text->len - reader->block.start;
    if (reader->block.length > 0 && reader->block.element) {
        g_array_append_val(page->blocks, reader->block);
        if (reader->open->len)
            g_array_index(reader->open, Extent, reader->open->len - 1).sum += weight_of(&reader->block);
    }
    g_string_append_c(page->text, '\n');
}

static void begin_block(Reader *reader, xmlNode *element)
{
    Page *page = reader->page;
    reader->block = (Block){.element = element, .start = page->text->len};
    reader->flow = (MarkupFlow){page->text, page->text->len, MARKUP_INLINE};
}

static void read_text(Reader *reader, const xmlNode *node)
{
    gsize before = reader->page->text->len;
    const char *text = (const char *)node->content;
    markup_flow_text(&reader->flow, text, strlen(text), TRUE);
    if (reader->links)
        reader->block.links += reader->page->text->len - before;
}

static xmlNode *block_around(xmlNode *node)
{
    while (node && node->type == XML_ELEMENT_NODE && !is_block(node))
        node = node->parent;
    return node && node->type == XML_ELEMENT_NODE ? node : NULL;
}

static const Extent *extent_of(const Page *page, const xmlNode *node)
{
    return g_hash_table_lookup(page->extents, node);
}

/* Is the element to be read? */
static gboolean is_read(const Reader *reader, const xmlNode *node, const xmlNode *root)
{
    if (node->type != XML_ELEMENT_NODE || is_never(node))
        return FALSE;
    if (reader->known == NULL || !is_other(node))
        return TRUE;
    const Extent *all = extent_of(reader->known, root), *own = extent_of(reader->known, node);
    return all && own && own->sum > TOO_MUCH * all->sum;
}

static void enter(Reader *reader, xmlNode *node)
{
    if (is_block(node)) {
        end_block(reader);
        begin_block(reader, node);
    } else {
        markup_flow_meet(&reader->flow, xml_kind(node));
    }
    Extent extent = {.first = reader->page->blocks->len};
    g_array_append_val(reader->open, extent);
    reader->links += xml_is(node, "a");
}

static void leave(Reader *reader, xmlNode *node)
{
    reader->links -= xml_is(node, "a");
    if (is_block(node)) {
        end_block(reader);
        begin_block(reader, block_around(node->parent));
    } else if (markup_kind((const char *)node->name, strlen((const char *)node->name)) == MARKUP_SPACE) {
        markup_flow_meet(&reader->flow, MARKUP_SPACE);
    }
    Extent extent = g_array_index(reader->open, Extent, reader->open->len - 1);
    g_array_set_size(reader->open, reader->open->len - 1);
    extent.last = reader->page->blocks->len;
    if (extent.last > extent.first)
        g_hash_table_insert(reader->page->extents, node, g_memdup2(&extent, sizeof extent));
    if (reader->open->len)
        g_array_index(reader->open, Extent, reader->open->len - 1).sum += extent.sum;
}

/* Reads all of a page that may be the article's; iteratively, since pages may be nested as deep as they like. */
static void read_page(Page *page, const Page *known, xmlNode *root)
{
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Extent));
    Reader reader = {.page = page, .known = known, .open = open};
    begin_block(&reader, NULL);
    xmlNode *node = root;
    for (;;) {
        gboolean read = is_read(&reader, node, root);
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            read_text(&reader, node);
        if (read)
            enter(&reader, node);
        if (read && node->children) {
            node = node->children;
            continue;
        }
        if (read)
            leave(&reader, node);
        while (node != root && node->next == NULL) {
            node = node->parent;
            leave(&reader, node);
        }
        if (node == root)
            return;
        node = node->next;
    }
}

/* ---- weights ----------------------------------------------------------------------------------*/

static void weigh(Page *page)
{
    for (guint i = 0; i < page->blocks->len; i++) {
        const Block *block = &g_array_index(page->blocks, Block, i);
        double weight = weight_of(block);
        xmlNode *node = block->element;
        /* A paragraph's weight is its container's; a container with text of its own keeps it. */
        if (xml_is(node, "p") || xml_is(node, "li"))
            node = node->parent;
        for (guint level = 0; level < LEVELS && weight > 0 && node && node->type == XML_ELEMENT_NODE; level++) {
            Extent *extent = g_hash_table_lookup(page->extents, node);
            if (extent)
                extent->weight += weight;
            weight *= PART_OUTWARDS;
            node = node->parent;
        }
    }
}

/* The heaviest element; in the order of the page, so that one page always gives one answer. */
static xmlNode *find_heaviest(const Page *page, xmlNode *root)
{
    xmlNode *best = NULL;
    double most = 0;
    for (xmlNode *node = root; node; node = xml_next(root, node)) {
        const Extent *extent = extent_of(page, node);
        if (extent && extent->weight > most) {
            most = extent->weight;
            best = node;
        }
    }
    return best;
}

/* An element that names itself the article's body, and has most of what the heaviest has. */
static xmlNode *find_named(const Page *page, xmlNode *root, const xmlNode *heaviest)
{
    double wanted = NAMED_PART * extent_of(page, heaviest)->sum, most = 0;
    xmlNode *best = NULL;
    for (xmlNode *node = root; node; node = xml_next(root, node)) {
        const Extent *extent = extent_of(page, node);
        if (extent && extent->sum >= wanted && extent->sum > most && names_itself_body(node)) {
            most = extent->sum;
            best = node;
        }
    }
    return best;
}

/* ---- the text ---------------------------------------------------------------------------------*/

static gboolean is_same(const char *text, gsize length, const GString *title)
{
    return title->len == length && memcmp(text, title->str, length) == 0;
}

static gboolean is_heading(const Block *block)
{
    const char *name = (const char *)block->element->name;
    return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0';
}

/* Is the block a part of the article? */
static gboolean is_wanted(const Page *page, const Block *block, const Article *article)
{
    const char *text = page->text->str + block->start;
    if (is_same(text, block->length, article->field[ARTICLE_TITLE]))
        return FALSE;
    if (xml_is(block->element, "h1") || is_mostly_links(block))
        return FALSE;
    return block->length >= SHORT_BYTES || xml_is(block->element, "p") || is_heading(block) ||
           xml_is(block->element, "li");
}

static void append_blocks(GString *to, const Page *page, const Extent *extent, const Article *article)
{
    gssize heading = -1;
    for (guint i = extent->first; i < extent->last; i++) {
        const Block *block = &g_array_index(page->blocks, Block, i);
        if (!is_wanted(page, block, article))
            continue;
        /* A heading stands before something, or it is the name of a list of links. */
        if (is_heading(block)) {
            heading = (gssize)i;
            continue;
        }
        if (heading >= 0) {
            const Block *above = &g_array_index(page->blocks, Block, heading);
            g_string_append_printf(to, "%s%.*s", to->len ? "\n\n" : "", (int)above->length,
                                   page->text->str + above->start);
        }
        heading = -1;
        g_string_append_printf(to, "%s%.*s", to->len ? "\n\n" : "", (int)block->length,
                               page->text->str + block->start);
    }
}

static void page_clear(Page *page)
{
    g_string_free(page->text, TRUE);
    g_array_unref(page->blocks);
    g_hash_table_unref(page->extents);
}

static Page page_new(void)
{
    return (Page){g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(Block)),
                  g_hash_table_new_full(NULL, NULL, NULL, g_free)};
}

void html_main_take(xmlNode *root, Article *article)
{
    Page all = page_new(), page = page_new();
    g_autoptr(GString) main = g_string_new(NULL);
    read_page(&all, NULL, root);
    read_page(&page, &all, root);
    weigh(&page);
    xmlNode *heaviest = find_heaviest(&page, root);
    xmlNode *named = heaviest ? find_named(&page, root, heaviest) : NULL;
    const Extent *extent = extent_of(&page, named ? named : heaviest ? heaviest : root);
    if (extent)
        append_blocks(main, &page, extent, article);
    GString *declared = article->field[ARTICLE_TEXT];
    if ((double)main->len >= SHOWN_PART * (double)declared->len) {
        g_string_truncate(declared, 0);
        article_parser_add(article, ARTICLE_TEXT, main->str, main->len);
    }
    page_clear(&all);
    page_clear(&page);
}
