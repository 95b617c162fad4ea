#include "indexer/language-choice.h"

#include <string.h>

struct LanguageChoice {
    const Language *usual;      /* or NULL */
    LanguageDetector *detector; /* NULL: nothing is detected */
    char **among;               /* NULL: all */
};

/* ---- settings ---------------------------------------------------------------------------------*/

/* Names of the languages, NULL-terminated. */
static GPtrArray *read_option(const char *option, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_auto(GStrv) parts = g_strsplit(option, ",", -1);
    for (char **part = parts; *part != NULL; part++) {
        const Language *language = language_find(g_strstrip(*part));
        if (language == NULL) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "no such language: '%s'; name it in English or by its code, as german or de", *part);
            return NULL;
        }
        if (!g_ptr_array_find(names, language->name, NULL))
            g_ptr_array_add(names, (gpointer)language->name);
    }
    if (names->len == 0) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "no language named; name one in English or by its code, as german or de");
        return NULL;
    }
    g_ptr_array_add(names, NULL);
    return g_steal_pointer(&names);
}

gboolean language_choice_check(const char *option, GError **error)
{
    g_autoptr(GPtrArray) names = option != NULL ? read_option(option, error) : NULL;
    return option == NULL || names != NULL;
}

gboolean language_choice_settle(IndexSettings *settings, const char *option, GError **error)
{
    if (option == NULL) {
        if (settings->default_language == NULL) {
            settings->default_language = g_strdup("english");
            settings->detected = g_strdup(DETECTED_ALL);
        }
        return TRUE;
    }
    g_autoptr(GPtrArray) names = read_option(option, error);
    if (names == NULL)
        return FALSE;
    g_free(settings->default_language);
    g_free(settings->detected);
    settings->default_language = g_strdup(names->pdata[0]);
    settings->detected = names->len > 2 ? g_strjoinv(";", (char **)names->pdata) : NULL;
    return TRUE;
}

/* ---- one article ------------------------------------------------------------------------------*/

LanguageChoice *language_choice_new(const IndexSettings *settings)
{
    LanguageChoice *choice = g_new0(LanguageChoice, 1);
    choice->usual = language_find(settings->default_language);
    if (settings->detected == NULL)
        return choice;
    if (strcmp(settings->detected, DETECTED_ALL) != 0)
        choice->among = g_strsplit(settings->detected, ";", -1);
    choice->detector = language_detector_new((const char *const *)choice->among);
    return choice;
}

void language_choice_free(LanguageChoice *choice)
{
    if (choice == NULL)
        return;
    language_detector_free(choice->detector);
    g_strfreev(choice->among);
    g_free(choice);
}

const char *language_choice_default(const LanguageChoice *choice)
{
    return choice->usual != NULL ? choice->usual->name : NULL;
}

/* Domains of countries (and of languages) whose newspapers nearly all write in one language. */
static const struct {
    char domain[4];
    char code[3];
} domains[] = {
    {"al", "sq"}, {"ar", "es"},  {"at", "de"},  {"bg", "bg"},  {"bo", "es"}, {"br", "pt"}, {"cat", "ca"},
    {"cl", "es"}, {"cn", "zh"},  {"cz", "cs"},  {"de", "de"},  {"dk", "da"}, {"ec", "es"}, {"ee", "et"},
    {"es", "es"}, {"eus", "eu"}, {"fi", "fi"},  {"fr", "fr"},  {"gal", "gl"}, {"gr", "el"}, {"hr", "hr"},
    {"hu", "hu"}, {"id", "id"},  {"ir", "fa"},  {"it", "it"},  {"jp", "ja"}, {"kr", "ko"}, {"lt", "lt"},
    {"lv", "lv"}, {"mx", "es"},  {"nl", "nl"},  {"no", "no"},  {"pe", "es"}, {"pl", "pl"}, {"pt", "pt"},
    {"py", "es"}, {"ro", "ro"},  {"rs", "sr"},  {"ru", "ru"},  {"se", "sv"}, {"si", "sl"}, {"sk", "sk"},
    {"th", "th"}, {"tr", "tr"},  {"ua", "uk"},  {"uy", "es"},  {"ve", "es"}, {"vn", "vi"},
};

/* The last part of the host of an address: 2 or 3 letters, or nothing. */
static void find_domain(const char *url, char domain[4])
{
    domain[0] = '\0';
    const char *host = strstr(url, "://");
    if (host == NULL)
        return;
    host += 3;
    gsize length = strcspn(host, "/?#");
    const char *colon = memchr(host, ':', length);
    if (colon != NULL)
        length = colon - host;
    gsize begin = length;
    while (begin > 0 && host[begin - 1] != '.')
        begin--;
    if (begin == 0 || length - begin > 3)
        return;
    for (gsize i = begin; i < length; i++)
        domain[i - begin] = g_ascii_tolower(host[i]);
    domain[length - begin] = '\0';
}

static gboolean is_asked(const LanguageChoice *choice, const Language *language)
{
    return choice->among == NULL || g_strv_contains((const char *const *)choice->among, language->name);
}

/* What the article's source usually writes in. */
static const Language *usual_of(const LanguageChoice *choice, const Article *article)
{
    char domain[4];
    find_domain(article->field[ARTICLE_URL]->str, domain);
    for (gsize i = 0; *domain != '\0' && i < G_N_ELEMENTS(domains); i++) {
        if (strcmp(domains[i].domain, domain) != 0)
            continue;
        const Language *language = language_find(domains[i].code);
        return is_asked(choice, language) ? language : choice->usual;
    }
    return choice->usual;
}

const char *language_choice_of(const LanguageChoice *choice, const Article *article)
{
    const Language *language = choice->usual;
    if (choice->detector != NULL) {
        const GString *title = article->field[ARTICLE_TITLE], *text = article->field[ARTICLE_TEXT];
        language = usual_of(choice, article);
        if (language_detect(choice->detector, language, title->str, title->len, text->str, text->len,
                            &language) == LANGUAGE_NONE)
            return LANGUAGE_UNDETERMINED;
    }
    return language != NULL ? language->name : NULL;
}
