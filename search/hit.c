#include "search/hit.h"

#include <string.h>

#include "xapian-c/schema.h"

/* Of a title so much is shown, and of the text where there is no title. */
#define HEADING_COLUMNS 200
#define OPENING_COLUMNS 72

/* The names of the fields in a document's data; and Omega's, which a database of another maker may
 * have. In our own they repeat the text where there is no title. */
static const struct {
    const char *name, *omega;
} data_names[HIT_FIELDS] = {
    [HIT_TITLE] = {"title", "caption"},  [HIT_DATE] = {"date", NULL},
    [HIT_SOURCE] = {"source", NULL},     [HIT_URL] = {"url", NULL},
    [HIT_AUTHOR] = {"author", NULL},     [HIT_SECTION] = {"section", NULL},
    [HIT_LANGUAGE] = {"language", NULL}, [HIT_PATH] = {"path", NULL},
    [HIT_OWN_ID] = {"id", NULL},
};

Hit *hit_new(void)
{
    Hit *hit = g_new0(Hit, 1);
    for (int i = 0; i < HIT_FIELDS; i++)
        hit->field[i] = g_string_new(NULL);
    hit->title_marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    hit->heading = snippet_new();
    hit->snippet = snippet_new();
    hit->text = g_string_new(NULL);
    hit->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    return hit;
}

void hit_free(Hit *hit)
{
    if (!hit)
        return;
    for (int i = 0; i < HIT_FIELDS; i++)
        g_string_free(hit->field[i], TRUE);
    g_array_unref(hit->title_marks);
    snippet_free(hit->heading);
    snippet_free(hit->snippet);
    g_string_free(hit->text, TRUE);
    g_array_unref(hit->marks);
    g_free(hit);
}

/* A database of another maker may hold anything. */
static void make_valid(GString *text)
{
    if (g_utf8_validate(text->str, (gssize)text->len, NULL))
        return;
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
    g_string_assign(text, valid);
}

static void find(GString *value, const XapHit *found, const char *name, const char *other)
{
    g_string_truncate(value, 0);
    if (!schema_data_find(found->data, found->data_length, name, value) && other)
        schema_data_find(found->data, found->data_length, other, value);
    make_valid(value);
}

/* One without an identity is of another maker. */
static gboolean read_id(Hit *hit, Searcher *searcher, const XapHit *found, GError **error)
{
    static const char digits[] = "0123456789abcdef";
    g_autofree char *asked = NULL;
    const char *value = found->identity;
    gsize length = found->identity_length;
    memset(hit->id, '\0', sizeof hit->id);
    if (!value && !xap_value(searcher->db, hit->docid, SLOT_IDENTITY, &asked, &length, error))
        return FALSE;
    if (asked)
        value = asked;
    for (gsize i = 0; length == 16 && i < length; i++) {
        hit->id[2 * i] = digits[(guchar)value[i] >> 4];
        hit->id[2 * i + 1] = digits[(guchar)value[i] & 15];
    }
    return TRUE;
}

static void make_heading(Hit *hit)
{
    const GString *title = hit->field[HIT_TITLE];
    if (title->len == 0)
        snippet_make(hit->heading, hit->text->str, hit->text->len, NULL,
                     &(SnippetStyle){.fragments = 1, .columns = OPENING_COLUMNS});
    else
        snippet_make(hit->heading, title->str, title->len, hit->title_marks,
                     &(SnippetStyle){.fragments = 1, .columns = HEADING_COLUMNS});
}

static gboolean read_name(Hit *hit, Searcher *searcher, const XapHit *found, GError **error)
{
    hit->docid = found->docid;
    hit->score = found->weight;
    return read_id(hit, searcher, found, error);
}

gboolean hit_read_article(Hit *hit, Searcher *searcher, const XapHit *found, GError **error)
{
    if (!read_name(hit, searcher, found, error))
        return FALSE;
    for (int i = 0; i < HIT_FIELDS; i++)
        find(hit->field[i], found, data_names[i].name,
             searcher->foreign && !*hit->id ? data_names[i].omega : NULL);
    find(hit->text, found, "text", "sample");
    if (searcher->texts)
        source_texts_get(searcher->texts, hit->id, hit->text);
    return TRUE;
}

const char *hit_language(const Hit *hit)
{
    return hit->field[HIT_LANGUAGE]->len ? hit->field[HIT_LANGUAGE]->str : NULL;
}

gboolean hit_read(Hit *hit, Searcher *searcher, Highlighter *highlighter, const XapHit *found,
                  guint parts, const SnippetStyle *style, GError **error)
{
    if (parts == 0)
        return read_name(hit, searcher, found, error);
    if (!hit_read_article(hit, searcher, found, error))
        return FALSE;
    const char *language = hit_language(hit);
    const GString *title = hit->field[HIT_TITLE];
    if (parts & (HIT_WITH_HEADING | HIT_WITH_TITLE_MARKS))
        highlighter_run_title(highlighter, language, title->str, title->len, hit->title_marks);
    if (parts & HIT_WITH_HEADING)
        make_heading(hit);
    if (!(parts & HIT_WITH_SNIPPET))
        return TRUE;
    highlighter_run(highlighter, language, hit->text->str, hit->text->len, hit->marks);
    snippet_make(hit->snippet, hit->text->str, hit->text->len, hit->marks, style);
    return TRUE;
}
