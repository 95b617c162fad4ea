#include "search/analysis.h"

#include <string.h>

struct Analysis {
    GPtrArray *names;    /* char * */
    GPtrArray *lexicons; /* Lexicon *, one for each name */
    guint32 stamp;
};

static void free_lexicon(gpointer lexicon)
{
    lexicon_free(lexicon);
}

static gsize find(const Analysis *analysis, const char *name)
{
    for (gsize i = 0; i < analysis->names->len; i++)
        if (strcmp(analysis->names->pdata[i], name) == 0)
            return i;
    return analysis->names->len;
}

static void add(Analysis *analysis, const char *name)
{
    const Language *language = language_find(name);
    if (language)
        name = language->name;
    if (find(analysis, name) < analysis->names->len)
        return;
    g_ptr_array_add(analysis->names, g_strdup(name));
    g_ptr_array_add(analysis->lexicons, lexicon_new(name));
}

Analysis *analysis_new(const char *const *names, gsize count)
{
    Analysis *analysis = g_new0(Analysis, 1);
    analysis->names = g_ptr_array_new_with_free_func(g_free);
    analysis->lexicons = g_ptr_array_new_with_free_func(free_lexicon);
    for (gsize i = 0; i < count; i++)
        add(analysis, names[i]);
    if (count == 0)
        add(analysis, "english");
    return analysis;
}

void analysis_free(Analysis *analysis)
{
    if (!analysis)
        return;
    g_ptr_array_unref(analysis->names);
    g_ptr_array_unref(analysis->lexicons);
    g_free(analysis);
}

gsize analysis_count(const Analysis *analysis)
{
    return analysis->lexicons->len;
}

Lexicon *analysis_lexicon(Analysis *analysis, gsize i)
{
    return analysis->lexicons->pdata[i];
}

const char *analysis_name(const Analysis *analysis, gsize i)
{
    return analysis->names->pdata[i];
}

Lexicon *analysis_lexicon_for(Analysis *analysis, const char *language)
{
    gsize i = language ? find(analysis, language) : analysis->names->len;
    /* An index has names, as a rule. */
    const Language *known = language && i == analysis->names->len ? language_find(language) : NULL;
    if (known)
        i = find(analysis, known->name);
    return analysis->lexicons->pdata[i < analysis->names->len ? i : 0];
}

guint32 analysis_stamp(Analysis *analysis)
{
    return ++analysis->stamp;
}

guint64 analysis_stopword_in(const Analysis *analysis, const char *folded)
{
    guint64 languages = 0;
    for (guint i = 0; i < MIN(analysis->names->len, 64); i++)
        if (stopword_is(stopwords_of(analysis->names->pdata[i]), folded, strlen(folded)))
            languages |= G_GUINT64_CONSTANT(1) << i;
    return languages;
}
