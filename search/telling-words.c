#include "search/telling-words.h"

#include <math.h>
#include <string.h>

#include "xapian-c/schema.h"

/* How soon it counts no more that a word comes again, as BM25's k1. */
#define SATURATION 1.2
/* Shares that differ by less are equal. */
#define EQUAL_SHARES 1e-9
/* So many bytes of an article are read: what it is about stands at its beginning. */
#define TEXT_MOST 32768

typedef struct {
    TellingWord told; /* its strings are owned */
    guint times;      /* in the article that is being read */
} Telling;

struct TellingWords {
    Searcher *searcher;
    GHashTable *by_form; /* Word * → Telling *, NULL for one that tells nothing: a look at each form
                            is enough */
    GHashTable *stops;   /* Word *: stop words */
    GHashTable *by_term; /* char *, of the Telling → Telling *, owned */
    /* while an article is read: */
    const StopwordList *stopwords;
    GPtrArray *met; /* Telling * */
    guint counts;   /* times that a word counts in this part */
    gboolean loud;  /* the word before stands in capitals */
};

static void free_telling(gpointer data)
{
    Telling *telling = data;
    g_free((char *)telling->told.term);
    g_free((char *)telling->told.word);
    g_free(telling);
}

TellingWords *telling_words_new(Searcher *searcher)
{
    TellingWords *telling = g_new0(TellingWords, 1);
    telling->searcher = searcher;
    telling->by_form = g_hash_table_new(g_direct_hash, g_direct_equal);
    telling->stops = g_hash_table_new(g_direct_hash, g_direct_equal);
    telling->by_term = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_telling);
    telling->met = g_ptr_array_new();
    return telling;
}

void telling_words_free(TellingWords *telling)
{
    if (!telling)
        return;
    g_hash_table_unref(telling->by_form);
    g_hash_table_unref(telling->stops);
    g_hash_table_unref(telling->by_term);
    g_ptr_array_unref(telling->met);
    g_free(telling);
}

/* Only letters: so that no word is a sign of the query language, and none is a number, which stands
 * for another thing in each article. */
static gboolean is_plain(const Word *word)
{
    gunichar first = g_utf8_get_char(word->text);
    if (!g_unichar_isalpha(first) || *g_utf8_next_char(word->text) == '\0')
        return FALSE;
    for (const char *p = word->text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalnum(c) && !g_unichar_ismark(c))
            return FALSE;
    }
    return TRUE;
}

static Telling *of_word(TellingWords *telling, const Word *word)
{
    if (!is_plain(word))
        return NULL;
    const char *stem = word->stem[0];
    g_autofree char *term = g_strconcat(stem ? PREFIX_STEM : "", stem ? stem : word->text, NULL);
    Telling *found = g_hash_table_lookup(telling->by_term, term);
    if (found)
        return found;
    found = g_new0(Telling, 1);
    found->told.word = g_strdup(word->text);
    found->told.term = g_steal_pointer(&term);
    g_hash_table_insert(telling->by_term, (gpointer)found->told.term, found);
    return found;
}

/* Looks at a form for the first time. */
static Telling *meet(TellingWords *telling, Word *word)
{
    if (stopword_is(telling->stopwords, word->text, word->length))
        g_hash_table_add(telling->stops, word);
    Telling *found = of_word(telling, word);
    g_hash_table_insert(telling->by_form, word, found);
    return found;
}

static void on_token(const Token *token, gpointer data)
{
    TellingWords *telling = data;
    Word *word = token->word;
    if (token->flags & (TOKEN_VARIANT | TOKEN_CHARACTER))
        return;
    gpointer found;
    if (!g_hash_table_lookup_extended(telling->by_form, word, NULL, &found))
        found = meet(telling, word);
    /* In capitals it is an acronym (US, WHO), unless all around it is, too. */
    gboolean capitals = (token->flags & TOKEN_CAPITALS) != 0, acronym = capitals && !telling->loud;
    telling->loud = capitals;
    Telling *met = found;
    if (!met || (!acronym && g_hash_table_contains(telling->stops, word)))
        return;
    if (met->times == 0)
        g_ptr_array_add(telling->met, met);
    met->times += telling->counts;
}

static void read_part(TellingWords *telling, Lexicon *lexicon, const GString *text, guint counts)
{
    gsize length = text->len;
    if (length > TEXT_MOST)
        length = (gsize)(g_utf8_find_prev_char(text->str, text->str + TEXT_MOST) - text->str);
    telling->counts = counts;
    tokenizer_run(lexicon, text->str, length, 1, on_token, telling);
}

void telling_words_read(TellingWords *telling, const Hit *hit, guint title_times, double weight)
{
    Analysis *analysis = telling->searcher->analysis;
    const char *language = hit_language(hit);
    Lexicon *lexicon = analysis_lexicon_for(analysis, language);
    telling->stopwords = stopwords_of(language ? language : analysis_name(analysis, 0));
    read_part(telling, lexicon, hit->field[HIT_TITLE], title_times);
    read_part(telling, lexicon, hit->text, 1);
    for (guint i = 0; i < telling->met->len; i++) {
        Telling *met = telling->met->pdata[i];
        met->told.share += weight * met->times / (met->times + SATURATION);
        met->told.articles++;
        met->times = 0;
    }
    g_ptr_array_set_size(telling->met, 0);
}

/* ---- the best ------------------------------------------------------------------------------- */

static int by_term(gconstpointer a, gconstpointer b)
{
    const Telling *x = *(const Telling *const *)a, *y = *(const Telling *const *)b;
    return strcmp(x->told.term, y->told.term);
}

static int by_share(gconstpointer a, gconstpointer b)
{
    const Telling *x = *(const Telling *const *)a, *y = *(const Telling *const *)b;
    return x->told.share != y->told.share ? (x->told.share > y->told.share ? -1 : 1)
                                          : by_term(a, b);
}

static int by_weight(gconstpointer a, gconstpointer b)
{
    const Telling *x = *(const Telling *const *)a, *y = *(const Telling *const *)b;
    return x->told.weight != y->told.weight ? (x->told.weight > y->told.weight ? -1 : 1)
                                            : by_term(a, b);
}

/* Which articles were read first, and so how the sum was rounded, shall not decide between equals.
 */
static double rounded(double share)
{
    return round(share / EQUAL_SHARES) * EQUAL_SHARES;
}

/* A word that only one article has leads to no other. */
static gboolean weigh(const TellingWords *telling, TellingWord *word, GError **error)
{
    guint32 documents = telling->searcher->documents;
    if (!xap_termfreq(telling->searcher->db, word->term, strlen(word->term), &word->frequency,
                      error))
        return FALSE;
    guint32 frequency = MIN(word->frequency, documents);
    word->weight = 0;
    if (frequency > 1)
        word->weight = word->share * log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
    return TRUE;
}

GPtrArray *telling_words_best(TellingWords *telling, guint candidates, guint least_articles,
                              GError **error)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    GHashTableIter iter;
    gpointer each;
    g_hash_table_iter_init(&iter, telling->by_term);
    while (g_hash_table_iter_next(&iter, NULL, &each)) {
        Telling *word = each;
        word->told.share = rounded(word->told.share);
        if (word->told.articles >= least_articles)
            g_ptr_array_add(words, word);
    }
    g_ptr_array_sort(words, by_share);
    if (words->len > candidates)
        g_ptr_array_set_size(words, (int)candidates);
    /* Neighbours in the index share blocks of it. */
    g_ptr_array_sort(words, by_term);
    guint left = 0;
    for (guint i = 0; i < words->len; i++) {
        Telling *word = words->pdata[i];
        if (!weigh(telling, &word->told, error))
            return NULL;
        if (word->told.weight > 0)
            words->pdata[left++] = word;
    }
    g_ptr_array_set_size(words, (int)left);
    g_ptr_array_sort(words, by_weight);
    return g_steal_pointer(&words);
}
