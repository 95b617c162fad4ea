#include "corpus/keymap-private.h"

#include <string.h>

/* The names that dumps, crawlers and feeds use, the most telling first. */
static const KeymapRow known[] = {
    {"title", ARTICLE_TITLE},
    {"headline", ARTICLE_TITLE},
    {"webTitle", ARTICLE_TITLE},
    {"headline_text", ARTICLE_TITLE},
    {"headlines", ARTICLE_TITLE},
    {"article_title", ARTICLE_TITLE},
    {"text", ARTICLE_TEXT},
    {"body", ARTICLE_TEXT},
    {"content", ARTICLE_TEXT},
    {"maintext", ARTICLE_TEXT},
    {"article", ARTICLE_TEXT},
    {"document", ARTICLE_TEXT},
    {"fulltext", ARTICLE_TEXT},
    {"full_text", ARTICLE_TEXT},
    {"article_text", ARTICLE_TEXT},
    {"articleBody", ARTICLE_TEXT},
    {"bodyText", ARTICLE_TEXT},
    {"contents", ARTICLE_TEXT},
    {"bodies", ARTICLE_TEXT},
    {"content_text", ARTICLE_TEXT},
    {"textContent", ARTICLE_TEXT},
    {"body_text", ARTICLE_TEXT}, /* of ninjs, as the next ones */
    {"body_xhtml", ARTICLE_TEXT},
    {"body_html", ARTICLE_TEXT},
    {"content_html", ARTICLE_TEXT},
    {"html", ARTICLE_TEXT},
    {"lead_paragraph", ARTICLE_TEXT},
    {"description_text", ARTICLE_TEXT},
    {"description", ARTICLE_TEXT},
    {"summary", ARTICLE_TEXT},
    {"abstract", ARTICLE_TEXT},
    {"short_description", ARTICLE_TEXT},
    {"snippet", ARTICLE_TEXT},
    {"date", KEYMAP_DATE},
    {"published", KEYMAP_DATE},
    {"date_publish", KEYMAP_DATE},
    {"publish_date", KEYMAP_DATE},
    {"published_date", KEYMAP_DATE},
    {"date_published", KEYMAP_DATE},
    {"publishDate", KEYMAP_DATE},
    {"pubDate", KEYMAP_DATE},
    {"timestamp", KEYMAP_DATE},
    {"published_at", KEYMAP_DATE},
    {"publishedAt", KEYMAP_DATE},
    {"publishedTime", KEYMAP_DATE},
    {"published_on", KEYMAP_DATE},
    {"webPublicationDate", KEYMAP_DATE},
    {"publication_date", KEYMAP_DATE},
    {"pub_date", KEYMAP_DATE},
    {"post_date", KEYMAP_DATE},
    {"article_date", KEYMAP_DATE},
    {"datetime", KEYMAP_DATE},
    {"date_time", KEYMAP_DATE},
    {"isoDate", KEYMAP_DATE},
    {"datePublished", KEYMAP_DATE},
    {"firstpublished", KEYMAP_DATE},
    {"firstcreated", KEYMAP_DATE},
    {"versioncreated", KEYMAP_DATE},
    {"created", KEYMAP_DATE},
    {"created_at", KEYMAP_DATE},
    {"seendate", KEYMAP_DATE},
    {"url", ARTICLE_URL},
    {"link", ARTICLE_URL},
    {"web_url", ARTICLE_URL},
    {"article_url", ARTICLE_URL},
    {"canonical_url", ARTICLE_URL},
    {"canonical_link", ARTICLE_URL},
    {"permalink", ARTICLE_URL},
    {"source", ARTICLE_SOURCE}, /* where it is an address: ARTICLE_URL */
    {"source_name", ARTICLE_SOURCE},
    {"source_hostname", ARTICLE_SOURCE},
    {"publication", ARTICLE_SOURCE},
    {"publisher", ARTICLE_SOURCE},
    {"newspaper", ARTICLE_SOURCE},
    {"outlet", ARTICLE_SOURCE},
    {"media_name", ARTICLE_SOURCE},
    {"site_name", ARTICLE_SOURCE},
    {"sitename", ARTICLE_SOURCE},
    {"pubtitle", ARTICLE_SOURCE},
    {"provider", ARTICLE_SOURCE},
    {"domain", ARTICLE_SOURCE},
    {"source_domain", ARTICLE_SOURCE},
    {"hostname", ARTICLE_SOURCE},
    {"author", ARTICLE_AUTHOR},
    {"authors", ARTICLE_AUTHOR},
    {"byline", ARTICLE_AUTHOR},
    {"author_name", ARTICLE_AUTHOR},
    {"by", ARTICLE_AUTHOR},
    {"creator", ARTICLE_AUTHOR},
    {"section", ARTICLE_SECTION},
    {"category", ARTICLE_SECTION},
    {"sectionName", ARTICLE_SECTION},
    {"section_name", ARTICLE_SECTION},
    {"news_desk", ARTICLE_SECTION},
    {"language", ARTICLE_LANGUAGE},
    {"lang", ARTICLE_LANGUAGE},
    {"keyword", ARTICLE_KEYWORD},
    {"keywords", ARTICLE_KEYWORD},
    {"tags", ARTICLE_KEYWORD},
    {"categories", ARTICLE_KEYWORD},
    {"dateline_place", ARTICLE_DATELINE}, /* as export writes them */
    {"dateline_agency", ARTICLE_AGENCY},
    {"itemid", ARTICLE_ID}, /* of RCV1, where each id is "root" */
    {"id", ARTICLE_ID},
    {"_id", ARTICLE_ID},
    {"guid", ARTICLE_ID},
    {"docno", ARTICLE_ID},
    {"uri", ARTICLE_ID},
};

#define LONGEST_NAME 18
#define BUCKET 32

struct Keymap {
    gatomicrefcount references;
    KeymapRow rows[KEYMAP_MAX_ROWS];
    guint mapped, count;
    /* For each length of a name the rows that have it, -1 behind the last. */
    gint16 by_length[LONGEST_NAME + 1][BUCKET];
};

static gboolean add_map(Keymap *map, const char *text, GError **error)
{
    const char *equals = strchr(text, '=');
    gsize length = equals ? (gsize)(equals - text) : 0;
    guint field = article_field_of_name(text, length);
    gboolean is_date = length == 4 && memcmp(text, "date", 4) == 0;
    if (equals == NULL || equals[1] == '\0') {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "map '%s' is not of the form field=key, such as title=headline", text);
        return FALSE;
    }
    if (field == ARTICLE_FIELDS && !is_date) {
        g_autoptr(GString) names = g_string_new("date");
        for (guint i = 0; i < ARTICLE_FIELDS; i++)
            g_string_append_printf(names, ", %s", article_field_name(i));
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "no field '%.*s' in map '%s'; the fields are %s", (int)length, text, text,
                    names->str);
        return FALSE;
    }
    if (map->count + G_N_ELEMENTS(known) == KEYMAP_MAX_ROWS) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "too many maps: '%s' is one more than %u", text, map->count);
        return FALSE;
    }
    map->rows[map->count++] = (KeymapRow){g_strdup(equals + 1), is_date ? KEYMAP_DATE : field};
    map->mapped = map->count;
    return TRUE;
}

Keymap *keymap_new(const char *const *maps, GError **error)
{
    Keymap *map = g_new0(Keymap, 1);
    g_atomic_ref_count_init(&map->references);
    memset(map->by_length, -1, sizeof map->by_length);
    for (; maps && *maps; maps++) {
        if (!add_map(map, *maps, error)) {
            keymap_unref(map);
            return NULL;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        gint16 *bucket = map->by_length[strlen(known[i].name)], *end = bucket + BUCKET - 1;
        while (*bucket >= 0)
            bucket++;
        g_assert(bucket < end);
        *bucket = (gint16)map->count;
        map->rows[map->count++] = known[i];
    }
    return map;
}

Keymap *keymap_ref(Keymap *map)
{
    g_atomic_ref_count_inc(&map->references);
    return map;
}

void keymap_unref(Keymap *map)
{
    if (map == NULL || !g_atomic_ref_count_dec(&map->references))
        return;
    for (guint i = 0; i < map->mapped; i++)
        g_free((char *)map->rows[i].name);
    g_free(map);
}

const KeymapRow *keymap_rows(const Keymap *map, guint *mapped, guint *count)
{
    *mapped = map->mapped;
    *count = map->count;
    return map->rows;
}

static char plain(char c)
{
    return c == ' ' || c == '-' ? '_' : g_ascii_tolower(c);
}

/* Is it the name, but for case, and for spaces and hyphens in place of underscores? */
static gboolean is_named(const char *known_name, const char *name, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (plain(known_name[i]) != plain(name[i]))
            return FALSE;
    return TRUE;
}

int keymap_find(const Keymap *map, const char *name, gsize length)
{
    if (length > LONGEST_NAME)
        return -1;
    const gint16 *bucket = map->by_length[length];
    for (; *bucket >= 0; bucket++) {
        const char *known_name = map->rows[*bucket].name;
        /* Most differ in the first letter, whatever its case. */
        if (((known_name[0] ^ name[0]) & ~0x20) == 0 && is_named(known_name, name, length))
            return *bucket;
    }
    return -1;
}

int keymap_find_mapped(const Keymap *map, const char *name, gsize length)
{
    for (guint i = 0; i < map->mapped; i++) {
        if (strlen(map->rows[i].name) == length &&
            g_ascii_strncasecmp(map->rows[i].name, name, length) == 0)
            return i;
    }
    return keymap_find(map, name, length);
}

gboolean keymap_has_field(const Article *article, guint field)
{
    return field == KEYMAP_DATE ? article->date.precision != DATE_NONE
                                : article->field[field]->len > 0;
}
