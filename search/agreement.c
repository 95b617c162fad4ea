#include "search/agreement.h"

#include <string.h>

#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

/* What one place says. */
typedef struct {
    XapPlace place;
    IndexSettings *settings; /* NULL: a database of another maker, or left out */
} Statement;

static void statement_clear(gpointer data)
{
    Statement *statement = data;
    index_settings_free(statement->settings);
}

static GString *metadata(XapDatabase *db, gsize i, const char *key, GError **error)
{
    g_autofree char *value = NULL;
    gsize length = 0;
    return xap_place_metadata(db, i, key, &value, &length, error)
               ? g_string_new_len(value, (gssize)length)
               : NULL;
}

static void add_language(IndexSettings *settings, const char *name)
{
    if (*name != '\0' &&
        !g_ptr_array_find_with_equal_func(settings->languages, name, g_str_equal, NULL))
        g_ptr_array_add(settings->languages, g_strdup(name));
}

static gboolean on_language(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    (void)termfreq;
    g_autofree char *name =
        g_strndup(term + strlen(PREFIX_LANGUAGE), length - strlen(PREFIX_LANGUAGE));
    const Language *language = language_find(name);
    if (language)
        add_language(data, language->name);
    return TRUE;
}

/* The languages of a place without a settings file. */
static gboolean read_languages(XapDatabase *db, gsize i, IndexSettings *settings, GError **error)
{
    g_autoptr(GString) names = metadata(db, i, METADATA_LANGUAGES, error);
    if (!names)
        return FALSE;
    g_auto(GStrv) list = g_strsplit(names->str, ";", -1);
    for (char **name = list; *name; name++)
        add_language(settings, *name);
    g_autoptr(GString) first = metadata(db, i, METADATA_DEFAULT_LANGUAGE, error);
    if (!first)
        return FALSE;
    if (first->len)
        settings->default_language = g_strdup(first->str);
    return TRUE;
}

static gboolean read_version(XapDatabase *db, gsize i, const char *key, int *version, GError **error)
{
    g_autoptr(GString) text = metadata(db, i, key, error);
    if (text)
        *version = (int)CLAMP(g_ascii_strtoll(text->str, NULL, 10), 0, G_MAXINT);
    return text != NULL;
}

/* The settings that a place's metadata hold: *settings is NULL if dateline did not make it. */
static gboolean read_metadata(XapDatabase *db, gsize i, const XapPlace *place,
                              IndexSettings **settings, GError **error)
{
    g_autoptr(IndexSettings) found = index_settings_new();
    found->positions = place->has_positions || place->documents == 0;
    if (!read_version(db, i, METADATA_TOKENIZER, &found->tokenizer_version, error) ||
        !read_version(db, i, METADATA_SCHEMA, &found->schema_version, error) ||
        !read_languages(db, i, found, error))
        return FALSE;
    *settings = found->tokenizer_version ? g_steal_pointer(&found) : NULL;
    return TRUE;
}

static gboolean read_place(XapDatabase *db, gsize i, Statement *statement, GError **error)
{
    if (!xap_place_get(db, i, &statement->place, error))
        return FALSE;
    if (statement->place.lost)
        return TRUE;
    if (statement->place.kind != XAP_PLACE_INDEX)
        return read_metadata(db, i, &statement->place, &statement->settings, error);
    statement->settings = layout_read_settings(statement->place.name, error);
    return statement->settings != NULL;
}

/* ---- whether two agree ---------------------------------------------------------------------- */

static gboolean differ(const Statement *one, const Statement *other, const char *what,
                       const char *ones, const char *others, const char *advice, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_VERSION,
                "can't search '%s' and '%s' together: their %s differ (%s, %s); %s",
                one->place.name, other->place.name, what, ones, others, advice);
    return FALSE;
}

static gboolean share_a_language(const IndexSettings *one, const IndexSettings *other)
{
    for (guint i = 0; i < one->languages->len; i++)
        if (g_ptr_array_find_with_equal_func(other->languages, one->languages->pdata[i],
                                             g_str_equal, NULL))
            return TRUE;
    return one->languages->len == 0 || other->languages->len == 0;
}

static char *joined(const IndexSettings *settings)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < settings->languages->len; i++)
        g_string_append_printf(names, "%s%s", i ? " and " : "",
                               (char *)settings->languages->pdata[i]);
    return g_string_free(names, FALSE);
}

static gboolean languages_agree(const Statement *one, const Statement *other, GError **error)
{
    const char *advice = "search them one by one, or index all articles with the same --language";
    const char *ones = one->settings->default_language, *others = other->settings->default_language;
    if (ones && others && strcmp(ones, others) != 0)
        return differ(one, other, "default languages", ones, others, advice, error);
    /* Of a server of several segments the first one alone was heard. */
    if (one->place.segments > 1 || other->place.segments > 1 ||
        share_a_language(one->settings, other->settings))
        return TRUE;
    g_autofree char *all = joined(one->settings), *other_all = joined(other->settings);
    return differ(one, other, "languages", all, other_all, advice, error);
}

static gboolean versions_agree(const Statement *one, const Statement *other, const char *what,
                               int ones, int others, GError **error)
{
    if (ones == others)
        return TRUE;
    g_autofree char *first = g_strdup_printf("%d", ones), *second = g_strdup_printf("%d", others);
    return differ(one, other, what, first, second,
                  "'dateline reindex' with the newer dateline brings the older index up to date",
                  error);
}

static gboolean agree(const Statement *one, const Statement *other, GError **error)
{
    const IndexSettings *ones = one->settings, *others = other->settings;
    gboolean servers =
        one->place.kind == XAP_PLACE_SERVER || other->place.kind == XAP_PLACE_SERVER;
    return versions_agree(one, other, "tokenizer versions", ones->tokenizer_version,
                          others->tokenizer_version, error) &&
           versions_agree(one, other, "schema versions", ones->schema_version,
                          others->schema_version, error) &&
           (!servers || languages_agree(one, other, error));
}

/* ---- all of them ---------------------------------------------------------------------------- */

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void take(Agreement *agreement, gsize i, const Statement *statement)
{
    IndexSettings *all = agreement->settings;
    const IndexSettings *settings = statement->settings;
    if (!settings) {
        gboolean lost = statement->place.lost != NULL;
        agreement->foreign |= !lost;
        all->positions &= lost || statement->place.has_positions || statement->place.documents == 0;
        return;
    }
    all->tokenizer_version = settings->tokenizer_version;
    all->schema_version = settings->schema_version;
    if (statement->place.kind == XAP_PLACE_INDEX && !agreement->tuned) {
        all->ranking = settings->ranking;
        agreement->tuned = TRUE;
    }
    all->positions &= settings->positions;
    if (!settings->text)
        agreement->without_text->pdata[i] = g_strdup(statement->place.name);
    all->text &= settings->text;
    if (!all->default_language)
        all->default_language = g_strdup(settings->default_language);
    for (guint k = 0; k < settings->languages->len; k++)
        add_language(all, settings->languages->pdata[k]);
}

/* A server of several segments tells the languages of the first; the articles tell all. */
static gboolean complete_languages(XapDatabase *db, const GArray *statements, IndexSettings *all,
                                   GError **error)
{
    for (guint i = 0; i < statements->len; i++) {
        const XapPlace *place = &g_array_index(statements, Statement, i).place;
        if (place->kind == XAP_PLACE_SERVER && place->segments > 1)
            return xap_each_term(db, PREFIX_LANGUAGE, strlen(PREFIX_LANGUAGE), on_language, all,
                                 error);
    }
    return TRUE;
}

static gboolean unite(Agreement *agreement, XapDatabase *db, const GArray *statements,
                      GError **error)
{
    const Statement *first = NULL;
    for (guint i = 0; i < statements->len; i++) {
        const Statement *statement = &g_array_index(statements, Statement, i);
        if (first && statement->settings && !agree(first, statement, error))
            return FALSE;
        if (!first && statement->settings)
            first = statement;
        take(agreement, i, statement);
    }
    if (!complete_languages(db, statements, agreement->settings, error))
        return FALSE;
    g_ptr_array_sort(agreement->settings->languages, compare_names);
    return TRUE;
}

Agreement *agreement_reach(XapDatabase *db, GError **error)
{
    gsize count = xap_place_count(db);
    g_autoptr(GArray) statements = g_array_sized_new(FALSE, TRUE, sizeof(Statement), (guint)count);
    g_array_set_clear_func(statements, statement_clear);
    g_array_set_size(statements, (guint)count);
    for (gsize i = 0; i < count; i++)
        if (!read_place(db, i, &g_array_index(statements, Statement, i), error))
            return NULL;
    g_autoptr(Agreement) agreement = g_new0(Agreement, 1);
    agreement->settings = index_settings_new();
    agreement->without_text = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_set_size(agreement->without_text, (int)count);
    return unite(agreement, db, statements, error) ? g_steal_pointer(&agreement) : NULL;
}

void agreement_free(Agreement *agreement)
{
    if (!agreement)
        return;
    index_settings_free(agreement->settings);
    g_clear_pointer(&agreement->without_text, g_ptr_array_unref);
    g_free(agreement);
}
