#include "search/like.h"

#include <math.h>
#include <string.h>

#include "search/article-read.h"
#include "xapian-c/schema.h"

/* A word in the title counts as so many in the text. */
#define TITLE_TIMES 4
/* Of what an article says most often so many words are looked up: each takes a question to the
 * index. */
#define CANDIDATES 120
/* How soon it counts no more that a word comes again, as BM25's k1. */
#define SATURATION 1.2
/* A word with less of the weight of the first tells nothing. */
#define LEAST_SHARE 0.1

typedef struct {
    char *term; /* of the index */
    char *word; /* as it was first met, folded */
    guint times;
    guint place; /* how many others were met before */
    double weight;
} Telling;

typedef struct {
    const char *language;
    GHashTable *by_term; /* char *, of the Telling → Telling * */
    guint times;         /* that a word counts in the part that is being read */
} Reader;

static void free_telling(gpointer data)
{
    Telling *telling = data;
    g_free(telling->term);
    g_free(telling->word);
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

static void on_token(const Token *token, gpointer data)
{
    Reader *reader = data;
    const Word *word = token->word;
    if ((token->flags & (TOKEN_VARIANT | TOKEN_CHARACTER)) || !is_plain(word) ||
        (!(token->flags & TOKEN_CAPITALS) &&
         stopword_is(reader->language, word->text, word->length)))
        return;
    const char *prefix = word->stem[0] ? PREFIX_STEM : "";
    g_autofree char *term = g_strconcat(prefix, word->stem[0] ? word->stem[0] : word->text, NULL);
    Telling *telling = g_hash_table_lookup(reader->by_term, term);
    if (!telling) {
        telling = g_new0(Telling, 1);
        telling->place = g_hash_table_size(reader->by_term);
        telling->word = g_strdup(word->text);
        telling->term = g_steal_pointer(&term);
        g_hash_table_insert(reader->by_term, telling->term, telling);
    }
    telling->times += reader->times;
}

static int by_times(gconstpointer a, gconstpointer b)
{
    const Telling *x = *(const Telling *const *)a, *y = *(const Telling *const *)b;
    return x->times != y->times ? (x->times > y->times ? -1 : 1)
                                : (x->place > y->place) - (x->place < y->place);
}

static int by_weight(gconstpointer a, gconstpointer b)
{
    const Telling *x = *(const Telling *const *)a, *y = *(const Telling *const *)b;
    return x->weight != y->weight ? (x->weight > y->weight ? -1 : 1)
                                  : (x->place > y->place) - (x->place < y->place);
}

static double share(const Telling *telling)
{
    return telling->times / (telling->times + SATURATION);
}

/* tf·idf; 0 for a word that only this article has. */
static gboolean weigh(Telling *telling, XapDatabase *db, guint32 documents, GError **error)
{
    guint32 frequency;
    if (!xap_termfreq(db, telling->term, strlen(telling->term), &frequency, error))
        return FALSE;
    if (frequency > 1)
        telling->weight = share(telling) * log(1 + (documents - MIN(frequency, documents) + 0.5) /
                                                       (frequency + 0.5));
    return TRUE;
}

/* The article's words, the most frequent first; they are the table's. */
static GPtrArray *frequent_words(GHashTable *by_term)
{
    GPtrArray *words = g_ptr_array_new();
    GHashTableIter iter;
    gpointer telling;
    g_hash_table_iter_init(&iter, by_term);
    while (g_hash_table_iter_next(&iter, NULL, &telling))
        g_ptr_array_add(words, telling);
    g_ptr_array_sort(words, by_times);
    if (words->len > CANDIDATES)
        g_ptr_array_set_size(words, CANDIDATES);
    return words;
}

static char *write_query(const GPtrArray *words)
{
    const Telling *first = words->len ? words->pdata[0] : NULL;
    GString *text = g_string_new(NULL);
    double most = 0;
    for (guint i = 0; i < MIN(words->len, LIKE_WORDS); i++)
        most = MAX(most, share(words->pdata[i]));
    for (guint i = 0; i < MIN(words->len, LIKE_WORDS); i++) {
        const Telling *telling = words->pdata[i];
        if (telling->weight <= LEAST_SHARE * first->weight)
            break;
        /* How rare it is weighs in the search itself. */
        char weight[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(weight, sizeof weight, "%.2f", share(telling) / most);
        g_string_append_printf(text, "%s%s^%s", text->len ? " OR " : "", telling->word, weight);
    }
    return g_string_free(text, FALSE);
}

char *like_text(Searcher *searcher, const ArticleId *article, GError **error)
{
    g_autoptr(Hit) hit = hit_new();
    if (!article_read(hit, searcher, article, error))
        return NULL;
    g_autoptr(GHashTable) by_term =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_telling);
    Lexicon *lexicon = analysis_lexicon_for(searcher->analysis, hit_language(hit));
    const char *language = hit_language(hit);
    Reader reader = {language ? language : analysis_name(searcher->analysis, 0), by_term,
                     TITLE_TIMES};
    const GString *title = hit->field[HIT_TITLE];
    tokenizer_run(lexicon, title->str, title->len, 1, on_token, &reader);
    reader.times = 1;
    tokenizer_run(lexicon, hit->text->str, hit->text->len, 1, on_token, &reader);
    g_autoptr(GPtrArray) words = frequent_words(by_term);
    for (guint i = 0; i < words->len; i++)
        if (!weigh(words->pdata[i], searcher->db, searcher->documents, error))
            return NULL;
    g_ptr_array_sort(words, by_weight);
    return write_query(words);
}

XapQuery *like_query(XapQuery *query, const ArticleId *article, XapQuery *filter)
{
    g_autofree char *term = g_strconcat(PREFIX_ID, article->id, NULL);
    g_autoptr(XapQuery) itself = xap_query_term(term, strlen(term));
    XapQuery *parts[] = {query, itself};
    g_autoptr(XapQuery) others = xap_query_combine(XAP_AND_NOT, parts, 2, 0);
    XapQuery *both[] = {others, filter};
    return filter ? xap_query_combine(XAP_FILTER, both, 2, 0) : g_steal_pointer(&others);
}
