#include "search/did-you-mean.h"

#include <string.h>

#include "search/query-forms.h"
#include "search/query-xapian.h"
#include "stemmer/stemmer.h"

/* So many words of a query are looked at, so many suggestions made for each. */
#define WORDS_MAX 5
#define SUGGESTIONS_MAX 3

typedef struct {
    Searcher *searcher;
    Analysis *analysis;
    GString *out;
    guint words; /* looked at */
} Report;

static void append_line(GString *out, const GArray *words, const char *prefix, const char *typed)
{
    g_string_append(out, "did you mean ");
    for (guint i = 0; i < words->len; i++) {
        const char *word = g_array_index(words, VocabularyWord, i).word;
        g_string_append(out, i == 0 ? "'" : i + 1 < words->len ? ", '" : " or '");
        g_string_append(out, prefix);
        printable_append(out, word, strlen(word), TRUE);
        g_string_append_c(out, '\'');
    }
    if (typed) {
        g_string_append(out, " instead of '");
        printable_append(out, typed, strlen(typed), TRUE);
        g_string_append_c(out, '\'');
    }
    g_string_append(out, "?\n");
}

/* A word that so many articles have. */
static gboolean suggest_word(Report *report, const char *word, guint32 frequency, const char *typed,
                             GError **error)
{
    if (report->words++ >= WORDS_MAX)
        return TRUE;
    g_autoptr(GArray) words =
        vocabulary_suggest(report->searcher->vocabulary, word, frequency, SUGGESTIONS_MAX, error);
    if (!words)
        return FALSE;
    if (words->len)
        append_line(report->out, words, "", typed);
    return TRUE;
}

static gboolean suggest_for_word(Report *report, const Query *query, const QueryNode *leaf,
                                 GError **error)
{
    QuerySlot *slot = query_slot_new();
    g_autofree char *wrong = query_forms_as_slot(leaf, report->analysis, slot);
    g_autofree char *word =
        !wrong && slot->words->len && !slot->patterns->len ? g_strdup(slot->words->pdata[0]) : NULL;
    query_slot_free(slot);
    if (!word)
        return TRUE;
    g_autoptr(XapQuery) alone = query_to_xapian(leaf, report->searcher->positions, 0);
    guint32 count;
    if (!searcher_count(report->searcher, alone, &count, error))
        return FALSE;
    return suggest_word(report, word, count, query->leaves->len > 1 ? leaf->written : NULL, error);
}

/* The words of a phrase that stand in no article. */
static gboolean suggest_for_phrase(Report *report, const QueryNode *leaf, GError **error)
{
    const QueryAlternative *alternative = leaf->alternatives->pdata[0];
    for (guint i = 0; i < alternative->slots->len; i++) {
        const QuerySlot *slot = alternative->slots->pdata[i];
        guint32 count = 0;
        if (slot->words->len != 1 || slot->patterns->len)
            continue;
        const char *word = slot->words->pdata[0];
        if (!xap_termfreq(report->searcher->db, word, strlen(word), &count, error))
            return FALSE;
        if (count == 0 && !suggest_word(report, word, 0, word, error))
            return FALSE;
    }
    return TRUE;
}

/* Values that hold what was typed, else those that are spelt like it. */
static gboolean suggest_for_value(Report *report, const QueryNode *leaf, GError **error)
{
    g_autoptr(XapQuery) alone = query_to_xapian(leaf, report->searcher->positions, 0);
    guint32 count;
    guint total;
    if (!leaf->value || !searcher_count(report->searcher, alone, &count, error))
        return leaf->value == NULL;
    if (count || strcmp(leaf->field->prefix, PREFIX_ID) == 0)
        return TRUE;
    g_autofree char *within = g_strdup_printf("*%s*", leaf->value);
    QueryPattern pattern = {.text = within};
    g_autoptr(GArray) values = vocabulary_fit(report->searcher->vocabulary, leaf->field->prefix,
                                              &pattern, SUGGESTIONS_MAX, &total, error);
    if (values && values->len == 0) {
        pattern = (QueryPattern){.text = leaf->value, .distance = 2};
        g_array_unref(values);
        values = vocabulary_fit(report->searcher->vocabulary, leaf->field->prefix, &pattern,
                                SUGGESTIONS_MAX, &total, error);
    }
    if (!values)
        return FALSE;
    g_autofree char *prefix = g_strdup_printf("%s:", leaf->field_name);
    g_autofree char *typed = g_strconcat(prefix, leaf->written, NULL);
    if (values->len)
        append_line(report->out, values, prefix, typed);
    return TRUE;
}

gboolean did_you_mean(Searcher *searcher, const Query *query, Analysis *analysis, GString *out,
                      GError **error)
{
    Report report = {searcher, analysis, out, 0};
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        gboolean done = TRUE;
        if (leaf->negated || leaf->kind == QUERY_DATE || leaf->fuzzy)
            continue;
        if (leaf->kind == QUERY_VALUE)
            done = suggest_for_value(&report, leaf, error);
        else if (leaf->kind == QUERY_WORD)
            done = suggest_for_word(&report, query, leaf, error);
        else
            done = suggest_for_phrase(&report, leaf, error);
        if (!done)
            return FALSE;
    }
    return TRUE;
}
