#include "stemmer/stopwords-private.h"

#include <string.h>

const StopwordList *stopwords_find(const char *code)
{
    static const struct {
        const char *code;
        const StopwordList *list;
    } lists[] = {
        {"de", &stopwords_german},     {"en", &stopwords_english}, {"es", &stopwords_spanish},
        {"fr", &stopwords_french},     {"it", &stopwords_italian}, {"nl", &stopwords_dutch},
        {"pt", &stopwords_portuguese}, {"ru", &stopwords_russian},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        if (g_str_equal(lists[i].code, code))
            return lists[i].list;
    return NULL;
}

/* As strcmp(), of a list's word and a word that is not terminated. */
static int compare(const char *entry, const char *word, gsize length)
{
    int order = strncmp(entry, word, length);
    return order ? order : entry[length] != '\0';
}

const StopwordList *stopwords_of(const char *language)
{
    const Language *known = language_find(language);
    return known ? stopwords_find(known->code) : NULL;
}

gboolean stopword_is(const StopwordList *list, const char *folded, gsize length)
{
    gsize low = 0, high = list ? list->count : 0;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        int order = compare(list->words[middle], folded, length);
        if (order == 0)
            return TRUE;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return FALSE;
}
