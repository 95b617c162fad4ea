#include "search/article-id.h"

#include <string.h>

#include "search/show-date.h"
#include "xapian-c/schema.h"

/* So many of several candidates are listed. */
#define LISTED 10

static gboolean is_written_well(const char *written)
{
    gsize digits = strspn(written, "0123456789abcdefABCDEF");
    return digits > 0 && digits <= ARTICLE_ID_DIGITS && written[digits] == '\0';
}

static gboolean collect(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    (void)termfreq;
    const gsize prefix = strlen(PREFIX_ID);
    if (length == prefix + ARTICLE_ID_DIGITS)
        g_ptr_array_add(data, g_strdup(term + prefix));
    return TRUE;
}

/* The article of a whole id: docid 0 if it has been deleted. */
static gboolean look_up(XapDatabase *db, const char *id, ArticleId *article, GError **error)
{
    g_autofree char *term = g_strconcat(PREFIX_ID, id, NULL);
    g_autoptr(GArray) docids = xap_postings(db, term, strlen(term), error);
    if (!docids)
        return FALSE;
    article->docid = docids->len ? g_array_index(docids, guint32, 0) : 0;
    g_strlcpy(article->id, id, sizeof article->id);
    return TRUE;
}

static gboolean not_found(const char *written, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                "no article has the id '%s': write the digits that search prints below its title",
                written);
    return FALSE;
}

/* ---- several ids begin so ------------------------------------------------------------------- */

gboolean article_id_describe(const ArticleId *article, XapDatabase *db, int digits, GString *line,
                             GError **error)
{
    g_autofree char *data = NULL;
    gsize length;
    if (!xap_data(db, article->docid, &data, &length, error))
        return FALSE;
    g_autoptr(GString) date = g_string_new(NULL);
    g_autoptr(GString) caption = g_string_new(NULL);
    schema_data_find(data, length, "date", date);
    schema_data_find(data, length, "caption", caption);
    g_strdelimit(caption->str, "\r\n\t", ' ');
    g_string_append_printf(line, "  %.*s  ", digits, article->id);
    show_date(line, date->str);
    g_string_append_printf(line, "%s%s", date->len ? "  " : "", caption->str);
    return TRUE;
}

static int digits_that_tell(const GPtrArray *ids)
{
    gsize digits = ARTICLE_ID_SHOWN;
    for (guint i = 1; i < ids->len; i++)
        while (digits < ARTICLE_ID_DIGITS && strncmp(ids->pdata[i - 1], ids->pdata[i], digits) == 0)
            digits++;
    return (int)digits;
}

/* Sets *error to the list of the articles, which is cut. */
static void list_candidates(XapDatabase *db, const char *written, const GPtrArray *ids,
                            GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);
    guint listed = 0, i = 0;
    int digits = digits_that_tell(ids);
    for (; i < ids->len && listed < LISTED; i++) {
        ArticleId article;
        if (!look_up(db, ids->pdata[i], &article, error))
            return;
        if (!article.docid)
            continue;
        g_string_append_c(list, '\n');
        if (!article_id_describe(&article, db, digits, list, error))
            return;
        listed++;
    }
    if (i < ids->len)
        g_string_append_printf(list, "\n  and %u more", ids->len - i);
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                "several articles have an id that begins with '%s': write more of its digits%s",
                written, list->str);
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* *found becomes the only one of ids that is still there; its docid is 0 if there is none. */
static gboolean choose(XapDatabase *db, const char *written, const GPtrArray *ids, ArticleId *found,
                       GError **error)
{
    found->docid = 0;
    for (guint i = 0; i < ids->len; i++) {
        ArticleId article;
        if (!look_up(db, ids->pdata[i], &article, error))
            return FALSE;
        if (article.docid && found->docid) {
            list_candidates(db, written, ids, error);
            return FALSE;
        }
        if (article.docid)
            *found = article;
    }
    /* Reading another's postings may have taken the docid's state away. */
    return ids->len < 2 || !found->docid || look_up(db, found->id, found, error);
}

/* A number of a document, in a database without ids. */
static gboolean find_number(XapDatabase *db, const char *written, ArticleId *found, GError **error)
{
    guint64 number;
    char *value = NULL;
    g_autoptr(GError) failure = NULL;
    if (!g_ascii_string_to_unsigned(written + 1, 10, 1, G_MAXUINT32, &number, NULL))
        return not_found(written, error);
    if (!xap_value(db, (guint32)number, SLOT_IDENTITY, &value, NULL, &failure)) {
        if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND))
            return not_found(written, error);
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    g_free(value);
    found->docid = (guint32)number;
    found->id[0] = '\0';
    return TRUE;
}

gboolean article_id_find(Searcher *searcher, const char *written, ArticleId *found, GError **error)
{
    if (searcher->foreign && written[0] == '#')
        return find_number(searcher->db, written, found, error);
    if (!is_written_well(written)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "'%s' is no id: it is up to %d digits of 0-9 and a-f, such as 3f2a91c0",
                    written, ARTICLE_ID_DIGITS);
        return FALSE;
    }
    g_autofree char *digits = g_ascii_strdown(written, -1);
    g_autofree char *prefix = g_strconcat(PREFIX_ID, digits, NULL);
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    ArticleId article;
    if (!xap_each_term(searcher->db, prefix, strlen(prefix), collect, ids, error) ||
        !choose(searcher->db, written, ids, &article, error))
        return FALSE;
    if (!article.docid)
        return not_found(written, error);
    *found = article;
    return TRUE;
}
