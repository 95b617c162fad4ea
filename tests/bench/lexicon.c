#include "tests/bench/lexicon.h"

#include <math.h>
#include <string.h>

/* ---- tables -----------------------------------------------------------------------------------*/

static const char *const function_words[] = {
    "the",     "of",         "to",    "and",       "a",       "in",      "said",    "that",
    "for",     "on",         "is",    "was",       "it",      "with",    "by",      "at",
    "as",      "be",         "from",  "he",        "have",    "has",     "but",     "an",
    "its",     "are",        "will",  "not",       "his",     "would",   "had",     "were",
    "been",    "this",       "they",  "their",     "which",   "who",     "or",      "more",
    "than",    "about",      "after", "one",       "year",    "up",      "new",     "two",
    "also",    "last",       "there", "when",      "out",     "we",      "she",     "her",
    "over",    "other",      "could", "no",        "people",  "first",   "all",     "percent",
    "if",      "can",        "i",     "some",      "into",    "time",    "years",   "what",
    "million", "because",    "told",  "between",   "against", "most",    "any",     "so",
    "may",     "only",       "under", "before",    "three",   "while",   "you",     "made",
    "such",    "being",      "them",  "during",    "since",   "now",     "like",    "through",
    "do",      "those",      "many",  "where",     "did",     "should",  "these",   "both",
    "how",     "him",        "then",  "including", "still",   "our",     "much",    "four",
    "down",    "government", "state", "even",      "market",  "per",     "week",    "month",
    "say",     "says",       "back",  "make",      "well",    "five",    "until",   "just",
    "very",    "according",  "off",   "next",      "my",      "your",    "without", "another",
    "country", "part",       "each",  "later",     "few",     "however", "same",    "used",
};
#define FUNCTION_WORDS G_N_ELEMENTS(function_words)
const guint64 lexicon_function_words = FUNCTION_WORDS;

/* Parts of syllables; what English uses more often stands here more often. */
static const char onsets[64][4] = {
    "b",  "b",  "c",  "c",  "c",  "d",  "d",  "d",  "f",  "f",  "f",  "g",  "g",   "h",  "h",  "j",
    "k",  "l",  "l",  "l",  "m",  "m",  "m",  "n",  "n",  "n",  "p",  "p",  "p",   "r",  "r",  "r",
    "r",  "s",  "s",  "s",  "s",  "t",  "t",  "t",  "t",  "v",  "v",  "w",  "w",   "st", "tr", "pr",
    "br", "gr", "cr", "ch", "sh", "th", "pl", "cl", "bl", "fl", "sp", "dr", "str", "fr", "qu", "z",
};
static const char nuclei[32][3] = {
    "a", "a", "a", "a", "a", "e", "e", "e", "e", "e",  "e",  "i",  "i",  "i",  "i",  "i",
    "o", "o", "o", "o", "o", "u", "u", "u", "a", "ai", "ea", "ee", "ie", "oo", "ou", "y",
};
static const char codas[32][3] = {
    "",  "",  "",  "",  "",  "",  "",  "",  "",  "",   "n",  "n",  "n",  "n",  "r",  "r",
    "r", "l", "l", "t", "t", "s", "d", "m", "c", "nt", "nd", "st", "ck", "ng", "rt", "p",
};
/* Half of the bases or more have none. */
static const char endings[6][16][6] = {
    [WORD_NOUN] = {"ion", "ment", "er", "or", "ity", "ness"},
    [WORD_VERB] = {"ate", "ize", "e", "e", "e"},
    [WORD_ADJECTIVE] = {"al", "ive", "ous", "ic", "able", "ful"},
    [WORD_NAME] = {"son", "ov", "ez", "ski", "ton", "a", "i", "o"},
};

/* ---- words ------------------------------------------------------------------------------------*/

typedef struct {
    char base[38];
    guint8 length;
    guint8 class; /* WordClass */
} Lexeme;

static void lexeme_append(Lexeme *lexeme, const char *part)
{
    gsize length = strlen(part);
    memcpy(lexeme->base + lexeme->length, part, length);
    lexeme->length += length;
}

/* Of 64 common words so many are nouns, verbs …; of the rare ones most are names. */
static WordClass class_of(guint64 rank, guint64 hash)
{
    guint64 die = hash & 63;
    if (rank < 6000)
        return die < 29   ? WORD_NOUN
               : die < 45 ? WORD_VERB
               : die < 53 ? WORD_ADJECTIVE
               : die < 62 ? WORD_NAME
                          : WORD_ACRONYM;
    return die < 20   ? WORD_NOUN
           : die < 27 ? WORD_VERB
           : die < 35 ? WORD_ADJECTIVE
           : die < 62 ? WORD_NAME
                      : WORD_ACRONYM;
}

/* Frequent words are short. */
static guint syllables_of(guint64 rank, guint64 hash)
{
    return (rank < 2500 ? 1 + (hash & 1) : rank < 1000000 ? 2 : 2 + (hash & 1));
}

/* One name in sixteen is foreign: its first e becomes é. */
static void lexeme_accent(Lexeme *lexeme)
{
    char *e = memchr(lexeme->base, 'e', lexeme->length);
    if (e == NULL)
        return;
    memmove(e + 2, e + 1, lexeme->length - (e + 1 - lexeme->base));
    memcpy(e, "\xC3\xA9", 2);
    lexeme->length++;
}

static void lexeme_make(Lexeme *lexeme, guint64 rank)
{
    memset(lexeme, 0, sizeof *lexeme);
    if (rank < FUNCTION_WORDS) {
        lexeme_append(lexeme, function_words[rank]);
        return; /* class 0 is WORD_FUNCTION */
    }
    guint64 hash = random_mix(rank * G_GUINT64_CONSTANT(0xD1B54A32D192ED03) + 1);
    lexeme->class = class_of(rank, hash);
    guint count = syllables_of(rank, hash >> 6);
    guint64 bits = random_mix(hash);
    if (lexeme->class == WORD_ACRONYM) {
        for (guint i = 0; i < 2 + count; i++)
            lexeme->base[lexeme->length++] = 'A' + ((bits >> (8 * i)) & 255) * 26 / 256;
        return;
    }
    for (guint i = 0; i < count; i++, bits >>= 16) {
        lexeme_append(lexeme, onsets[bits & 63]);
        lexeme_append(lexeme, nuclei[(bits >> 6) & 31]);
        lexeme_append(lexeme, codas[(bits >> 11) & 31]);
    }
    lexeme_append(lexeme, endings[lexeme->class][(hash >> 16) & 15]);
    if (lexeme->class == WORD_NAME) {
        lexeme->base[0] = g_ascii_toupper(lexeme->base[0]);
        if ((hash >> 20 & 15) == 0)
            lexeme_accent(lexeme);
    }
}

/* ---- inflections ------------------------------------------------------------------------------*/

typedef enum { FORM_BASE, FORM_S, FORM_ED, FORM_ING, FORM_LY, FORM_POSSESSIVE } Form;

/* Of 32 equally likely forms of a class those that are no base. */
static const guint8 forms[6][32] = {
    [WORD_NOUN] = {FORM_S, FORM_S, FORM_S, FORM_S, FORM_S, FORM_S, FORM_S, FORM_S, FORM_POSSESSIVE},
    [WORD_VERB] = {FORM_S, FORM_S, FORM_S, FORM_ED, FORM_ED, FORM_ED, FORM_ED, FORM_ED, FORM_ED,
                   FORM_ED, FORM_ED, FORM_ED, FORM_ING, FORM_ING, FORM_ING, FORM_ING, FORM_ING,
                   FORM_ING, FORM_ING},
    [WORD_ADJECTIVE] = {FORM_LY, FORM_LY, FORM_LY, FORM_LY, FORM_LY},
    [WORD_NAME] = {FORM_POSSESSIVE, FORM_POSSESSIVE},
};

static gboolean is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* stop, but not join, ferment or relax: the last consonant doubles before -ed and -ing. */
static gboolean doubles(const char *word, gsize n)
{
    return n >= 3 && n <= 4 && !is_vowel(word[n - 1]) && strchr("wxyhkcs", word[n - 1]) == NULL &&
           is_vowel(word[n - 2]) && !is_vowel(word[n - 3]);
}

static gsize put(char *out, gsize n, const char *suffix)
{
    gsize length = strlen(suffix);
    memcpy(out + n, suffix, length);
    return n + length;
}

static gsize inflect(char *out, gsize n, Form form, gboolean curly)
{
    char last = out[n - 1];
    gboolean y = last == 'y' && n > 2 && !is_vowel(out[n - 2]);
    switch (form) {
    case FORM_BASE:
        return n;
    case FORM_S:
        if (y)
            return put(out, n - 1, "ies");
        return put(out, n, last == 's' || last == 'x' || last == 'z' || last == 'h' ? "es" : "s");
    case FORM_ED:
        if (y)
            return put(out, n - 1, "ied");
        if (doubles(out, n))
            out[n++] = last;
        return put(out, n, last == 'e' ? "d" : "ed");
    case FORM_ING:
        if (last == 'e')
            n--;
        else if (doubles(out, n))
            out[n++] = last;
        return put(out, n, "ing");
    case FORM_LY:
        if (y)
            return put(out, n - 1, "ily");
        return put(out, n, n > 4 && out[n - 1] == 'c' ? "ally" : "ly");
    case FORM_POSSESSIVE:
        return put(out, n, curly ? "\xE2\x80\x99s" : "'s");
    }
    return n;
}

/* ---- frequencies ------------------------------------------------------------------------------*/

/* Ranks below HEAD are drawn from a table of cumulated weights, those above by formula. */
#define HEAD 4096
#define GUIDE 2048  /* entries of the index into the table, a power of two */
#define CACHE 65536 /* spellings kept */

struct Lexicon {
    guint64 cumulated[HEAD + 1]; /* weights of all ranks before this one */
    guint64 total;               /* with the tail */
    guint16 guide[GUIDE + 1];    /* the rank at i/GUIDE of the head's weight */
    Lexeme cache[CACHE];
};

/* Zipf-Mandelbrot: as 1/(rank + 1) up to 1000, from there on as rank^-1.5. */
static double weight(guint rank)
{
    if (rank <= 1000)
        return 1.0 / (rank + 1);
    double x = rank / 1000.0;
    return 1.0 / 1001 / (x * sqrt(x));
}

Lexicon *lexicon_new(void)
{
    static const double scale = 1125899906842624.0; /* 2^50 */
    Lexicon *lexicon = g_new0(Lexicon, 1);
    for (guint i = 0; i < HEAD; i++)
        lexicon->cumulated[i + 1] = lexicon->cumulated[i] + (guint64)(weight(i + 1) * scale);
    guint64 head = lexicon->cumulated[HEAD];
    /* The tail falls as rank^-(17/9): the integral from HEAD on. */
    lexicon->total = head + (guint64)(weight(HEAD) * HEAD * 9 / 8 * scale);
    for (guint i = 0, rank = 0; i <= GUIDE; i++) {
        while (rank + 1 < HEAD && lexicon->cumulated[rank + 1] <= head / GUIDE * i)
            rank++;
        lexicon->guide[i] = rank;
    }
    for (guint rank = 0; rank < CACHE; rank++)
        lexeme_make(&lexicon->cache[rank], rank);
    return lexicon;
}

void lexicon_free(Lexicon *lexicon)
{
    g_free(lexicon);
}

/* P(rank > r) = (HEAD/r)^(8/9), so r = HEAD / v^(9/8) for a uniform v; below 2^53. */
static guint64 draw_tail(Random *random)
{
    double v = ((random_next(random) >> 28) + 1) / 68719476736.0; /* 2^36 */
    return (guint64)(HEAD / (v * sqrt(sqrt(sqrt(v)))));
}

guint64 lexicon_draw(const Lexicon *lexicon, Random *random)
{
    guint64 head = lexicon->cumulated[HEAD];
    guint64 at = (guint64)(((unsigned __int128)random_next(random) * lexicon->total) >> 64);
    if (at >= head)
        return draw_tail(random);
    guint64 slot = at / (head / GUIDE);
    guint rank = lexicon->guide[MIN(slot, GUIDE)];
    while (lexicon->cumulated[rank + 1] <= at)
        rank++;
    return rank;
}

guint64 lexicon_draw_name(const Lexicon *lexicon, Random *random)
{
    for (;;) {
        guint64 rank = random_chance(random, 512) ? FUNCTION_WORDS + random_below(random, HEAD)
                                                  : draw_tail(random);
        Lexeme made;
        const Lexeme *lexeme = &made;
        if (rank < CACHE)
            lexeme = &lexicon->cache[rank];
        else
            lexeme_make(&made, rank);
        if (lexeme->class == WORD_NAME)
            return rank;
    }
}

static gsize spell(const Lexicon *lexicon, guint64 rank, char *out, guint *class)
{
    Lexeme made;
    const Lexeme *lexeme = &made;
    if (rank < CACHE)
        lexeme = &lexicon->cache[rank];
    else
        lexeme_make(&made, rank);
    memcpy(out, lexeme->base, sizeof lexeme->base);
    *class = lexeme->class;
    return lexeme->length;
}

gsize lexicon_spell(const Lexicon *lexicon, guint64 rank, guint form, gboolean curly, char *out)
{
    guint class;
    gsize n = spell(lexicon, rank, out, &class);
    return inflect(out, n, forms[class][form & 31], curly);
}

gsize lexicon_spell_base(const Lexicon *lexicon, guint64 rank, char *out)
{
    guint class;
    return spell(lexicon, rank, out, &class);
}
