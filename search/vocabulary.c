#include "search/vocabulary.h"

#include <string.h>

#include "search/spelling.h"
#include "xapian-c/schema.h"
#include "xapian-c/wordlist.h"

/* Shorter words have too many neighbours to tell which was meant; longer ones may be two letters off. */
#define SUGGEST_LETTERS 4
#define SUGGEST_TWO_LETTERS 6
/* A word is worth naming if it is in so many times the articles that the one typed is in. */
#define SUGGEST_FACTOR 10

struct Vocabulary {
    XapDatabase *db;
    GPtrArray *lists; /* GBytes: word lists; NULL before they are read */
};

Vocabulary *vocabulary_new(XapDatabase *db)
{
    Vocabulary *vocabulary = g_new0(Vocabulary, 1);
    vocabulary->db = db;
    return vocabulary;
}

void vocabulary_free(Vocabulary *vocabulary)
{
    if (!vocabulary)
        return;
    if (vocabulary->lists)
        g_ptr_array_unref(vocabulary->lists);
    g_free(vocabulary);
}

/* ---- what fits ------------------------------------------------------------------------------ */

/* A pattern made ready for many words. */
typedef struct {
    const char *text;
    gsize start;     /* bytes before the first wildcard: every word that fits begins with them */
    const char *end; /* what follows the last star, if no ? is in it: every word ends in it */
    gsize end_length;
    Speller *speller; /* of a spelling; NULL: a wildcard */
    guint limit;      /* of its distance */
    GHashTable *found; /* word → index + 1 in words, where several lists may have it */
    GArray *words;
    const char *prefix;
} Sieve;

static void clear_word(gpointer word)
{
    g_free(((VocabularyWord *)word)->word);
}

static GArray *words_new(void)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(VocabularyWord));
    g_array_set_clear_func(words, clear_word);
    return words;
}

static void sieve_begin(Sieve *sieve, const char *text, guint distance, const char *prefix)
{
    *sieve = (Sieve){.text = text, .limit = distance, .prefix = prefix};
    sieve->found = g_hash_table_new(g_str_hash, g_str_equal);
    sieve->words = words_new();
    if (distance) {
        sieve->speller = speller_new(text);
        return;
    }
    sieve->start = strcspn(text, "*?");
    const char *star = strrchr(text, '*');
    if (star && !strchr(star, '?'))
        sieve->end = star + 1;
    sieve->end_length = sieve->end ? strlen(sieve->end) : 0;
}

static void sieve_end(Sieve *sieve)
{
    g_hash_table_unref(sieve->found);
    speller_free(sieve->speller);
}

/* Whether the word fits, and how far off it is. */
static gboolean sieve_fits(const Sieve *sieve, const char *word, gsize length, guint *distance)
{
    if (sieve->speller) {
        *distance = speller_distance(sieve->speller, word, length, sieve->limit);
        return *distance <= sieve->limit;
    }
    *distance = 0;
    if (sieve->end_length &&
        (length < sieve->end_length ||
         memcmp(word + length - sieve->end_length, sieve->end, sieve->end_length) != 0))
        return FALSE;
    return spelling_fits(sieve->text, word, length);
}

static void sieve_word(Sieve *sieve, const char *word, gsize length, guint32 frequency)
{
    guint distance;
    if (!sieve_fits(sieve, word, length, &distance))
        return;
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(sieve->found, word));
    if (known) {
        VocabularyWord *entry = &g_array_index(sieve->words, VocabularyWord, known - 1);
        entry->frequency = (guint32)MIN((guint64)entry->frequency + frequency, G_MAXUINT32);
        return;
    }
    VocabularyWord entry = {g_strndup(word, length), frequency, distance};
    g_array_append_val(sieve->words, entry);
    g_hash_table_insert(sieve->found, entry.word, GUINT_TO_POINTER(sieve->words->len));
}

/* ---- where words stand ---------------------------------------------------------------------- */

static gboolean damaged(GError **error)
{
    g_set_error_literal(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                        "can't read the word list: it is damaged; `dateline check` tells what else is");
    return FALSE;
}

static gboolean sieve_list(Sieve *sieve, GBytes *list, GError **error)
{
    gsize length;
    const void *bytes = g_bytes_get_data(list, &length);
    g_autoptr(WordlistReader) reader = wordlist_reader_new(bytes, length, error);
    if (!reader)
        return FALSE;
    if (sieve->start)
        wordlist_reader_seek(reader, sieve->text, sieve->start);
    WordlistEntry entry;
    WordlistAnswer answer;
    while ((answer = wordlist_reader_next(reader, &entry)) == WORDLIST_WORD) {
        if (sieve->start &&
            (entry.length < sieve->start || memcmp(entry.word, sieve->text, sieve->start) != 0))
            return TRUE;
        sieve_word(sieve, entry.word, entry.length, entry.frequency);
    }
    return answer == WORDLIST_END ? TRUE : damaged(error);
}

static gboolean on_term(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    Sieve *sieve = data;
    gsize prefix = strlen(sieve->prefix);
    /* Without a prefix: terms of fields begin with a capital. */
    if (length <= prefix || (prefix == 0 && g_ascii_isupper(*term)))
        return TRUE;
    /* The colon that schema_boolean_term() sets before some values. */
    if (prefix > 1 && term[prefix] == ':')
        prefix++;
    sieve_word(sieve, term + prefix, length - prefix, termfreq);
    return TRUE;
}

/* Of all databases, or of those that have no word list. */
static gboolean sieve_terms(Vocabulary *vocabulary, Sieve *sieve, gboolean unlisted, GError **error)
{
    g_autofree char *start =
        g_strdup_printf("%s%.*s", sieve->prefix, (int)sieve->start, sieve->text);
    gsize length = strlen(start);
    return unlisted ? xap_each_term_without(vocabulary->db, METADATA_WORDS, start, length, on_term,
                                            sieve, error)
                    : xap_each_term(vocabulary->db, start, length, on_term, sieve, error);
}

static gboolean sieve_all(Vocabulary *vocabulary, Sieve *sieve, GError **error)
{
    if (*sieve->prefix)
        return sieve_terms(vocabulary, sieve, FALSE, error);
    if (!vocabulary->lists)
        vocabulary->lists = xap_metadata_of_each(vocabulary->db, METADATA_WORDS, error);
    if (!vocabulary->lists)
        return FALSE;
    for (guint i = 0; i < vocabulary->lists->len; i++)
        if (!sieve_list(sieve, vocabulary->lists->pdata[i], error))
            return FALSE;
    return sieve_terms(vocabulary, sieve, TRUE, error);
}

/* ---- the order of answers ------------------------------------------------------------------- */

static int compare_words(gconstpointer a, gconstpointer b)
{
    const VocabularyWord *one = a, *other = b;
    if (one->distance != other->distance)
        return one->distance < other->distance ? -1 : 1;
    if (one->frequency != other->frequency)
        return one->frequency > other->frequency ? -1 : 1;
    return strcmp(one->word, other->word);
}

/* NULL and no words if done is FALSE. */
static GArray *finish(Sieve *sieve, gboolean done)
{
    g_autoptr(GArray) words = sieve->words;
    sieve_end(sieve);
    if (!done)
        return NULL;
    g_array_sort(words, compare_words);
    return g_steal_pointer(&words);
}

GArray *vocabulary_fit(Vocabulary *vocabulary, const char *prefix, const QueryPattern *pattern,
                       guint limit, guint *total, GError **error)
{
    Sieve sieve;
    sieve_begin(&sieve, pattern->text, pattern->distance, prefix);
    GArray *words = finish(&sieve, sieve_all(vocabulary, &sieve, error));
    if (!words)
        return NULL;
    *total = words->len;
    if (limit && words->len > limit)
        g_array_set_size(words, limit);
    return words;
}

GArray *vocabulary_fit_terms(Vocabulary *vocabulary, const char *prefix,
                             const QueryPattern *pattern, GError **error)
{
    Sieve sieve;
    sieve_begin(&sieve, pattern->text, pattern->distance, prefix);
    return finish(&sieve, sieve_terms(vocabulary, &sieve, FALSE, error));
}

/* Fingers leave letters out and exchange them more often than any one wrong letter comes in, since there
 * are so many of those. */
#define SLIP_FACTOR 8

/* Whether word is typed with a letter left out, or two neighbours exchanged. */
static gboolean is_slip(const char *word, const char *typed)
{
    gsize length = strlen(word);
    if (length != strlen(typed))
        return length > strlen(typed);
    gsize at = 0;
    while (word[at] && word[at] == typed[at])
        at++;
    return at + 1 < length && word[at] == typed[at + 1] && word[at + 1] == typed[at];
}

static int compare_slips(gconstpointer a, gconstpointer b, gpointer typed)
{
    const VocabularyWord *one = a, *other = b;
    if (one->distance != other->distance)
        return one->distance < other->distance ? -1 : 1;
    guint64 first = (guint64)one->frequency * (is_slip(one->word, typed) ? SLIP_FACTOR : 1);
    guint64 second = (guint64)other->frequency * (is_slip(other->word, typed) ? SLIP_FACTOR : 1);
    if (first != second)
        return first > second ? -1 : 1;
    return strcmp(one->word, other->word);
}

GArray *vocabulary_suggest(Vocabulary *vocabulary, const char *word, guint32 frequency, guint limit,
                           GError **error)
{
    guint letters = (guint)g_utf8_strlen(word, -1);
    if (letters < SUGGEST_LETTERS || letters > 64)
        return words_new();
    Sieve sieve;
    sieve_begin(&sieve, word, letters >= SUGGEST_TWO_LETTERS ? 2 : 1, "");
    g_autoptr(GArray) words = finish(&sieve, sieve_all(vocabulary, &sieve, error));
    if (!words)
        return NULL;
    g_array_sort_with_data(words, compare_slips, (gpointer)word);
    /* The nearest only: what is two letters off is worth naming if nothing is nearer. */
    guint kept = 0, nearest = 0;
    for (guint i = 0; i < words->len; i++) {
        VocabularyWord *entry = &g_array_index(words, VocabularyWord, i);
        if (entry->distance == 0 || entry->frequency / SUGGEST_FACTOR < frequency ||
            g_ascii_isdigit(*entry->word) || (nearest && entry->distance > nearest) || kept == limit)
            continue;
        nearest = entry->distance;
        VocabularyWord other = g_array_index(words, VocabularyWord, kept);
        g_array_index(words, VocabularyWord, kept++) = *entry;
        *entry = other;
    }
    g_array_set_size(words, kept);
    return g_steal_pointer(&words);
}
