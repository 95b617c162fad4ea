#include "stemmer/language-detect.h"

#include <math.h>
#include <string.h>

#include "stemmer/language-scan-private.h"

/* Scores are logarithms of odds, in steps of 1/8. */
#define STEPS 8
/* A word of rank r (from 0) is taken to be 0.1 / (r + 2) of a text in its language: Zipf's law, which fits the first
 * hundred words of most languages within a factor of two. Of a text in any other it is so much. */
#define ZIPF 0.1
#define ELSEWHERE 0.00015

/* So far ahead of all others, a language needs no more text. */
#define MARGIN_STOP (20 * STEPS)
/* So far ahead of the usual language, another one is believed, if the text has so many of its words. */
#define MARGIN_FOUND (10 * STEPS)
#define HITS_FOUND 4
/* The same of a language that was not asked for: the text is in none that was. */
#define MARGIN_NONE (12 * STEPS)
#define HITS_NONE 6
/* A language that has a stemmer is taken to be so far ahead of one without: neighbours such as Indonesian and Malay, of
 * whose short texts either could be meant. */
#define MARGIN_STEMMER (2 * STEPS)
/* At least one of so many words must be of the language's list: in running text it is one of two to five. Tables of prices,
 * and lists of names, have fewer. */
#define WORDS_FOR_HIT 10

/* Letters that tell a script; ideographs and syllables count for several. */
#define LETTERS_MIN 4
#define LETTERS_OF_SYLLABLE 3
/* Bytes between two looks at the scores. */
#define LOOK_EVERY 256

typedef struct {
    const Language *language;
    Script script;
    gboolean asked;
} Profile;

struct LanguageDetector {
    Profile profile[PROFILES_MAX];
    gsize profiles;
    WordTable *table;
    const Language *single[SCRIPTS]; /* the language of a script that has but one, if asked for */
    int main[SCRIPTS];               /* of other scripts, the profile to be taken in doubt; -1: there is none */
};

/* ---- making -----------------------------------------------------------------------------------*/

static const struct {
    Script script;
    const char *code;
} singles[] = {
    {SCRIPT_GREEK, "el"},    {SCRIPT_ARMENIAN, "hy"}, {SCRIPT_GEORGIAN, "ka"},
    {SCRIPT_BENGALI, "bn"},  {SCRIPT_GURMUKHI, "pa"}, {SCRIPT_GUJARATI, "gu"},
    {SCRIPT_ORIYA, "or"},    {SCRIPT_TAMIL, "ta"},    {SCRIPT_TELUGU, "te"},
    {SCRIPT_KANNADA, "kn"},  {SCRIPT_MALAYALAM, "ml"}, {SCRIPT_SINHALA, "si"},
    {SCRIPT_THAI, "th"},     {SCRIPT_LAO, "lo"},      {SCRIPT_TIBETAN, "bo"},
    {SCRIPT_MYANMAR, "my"},  {SCRIPT_KHMER, "km"},    {SCRIPT_THAANA, "dv"},
    {SCRIPT_HANGUL, "ko"},   {SCRIPT_KANA, "ja"},     {SCRIPT_HAN, "zh"},
};

/* Of scripts that several languages share, the one with the most news. */
static const struct {
    Script script;
    const char *code;
} mains[] = {{SCRIPT_CYRILLIC, "ru"},
             {SCRIPT_ARABIC, "ar"},
             {SCRIPT_HEBREW, "he"},
             {SCRIPT_DEVANAGARI, "hi"},
             {SCRIPT_ETHIOPIC, "am"}};

static gboolean is_asked(const char *const *among, const Language *language)
{
    if (among == NULL)
        return TRUE;
    while (*among != NULL && language_find(*among) != language)
        among++;
    return *among != NULL;
}

static void add_profile(LanguageDetector *detector, GArray *entries, const LanguageWords *row,
                        const char *const *among)
{
    g_assert(detector->profiles < PROFILES_MAX);
    guint8 index = (guint8)detector->profiles++;
    const Language *language = language_find(row->code);
    detector->profile[index] = (Profile){language, row->script, is_asked(among, language)};
    guint rank = 0;
    for (const char *word = row->words; *word != '\0'; rank++) {
        gsize length = strcspn(word, " ");
        long weight = lround(STEPS * log(ZIPF / (rank + 2) / ELSEWHERE));
        ProfileWord entry = {language_hash(word, length), index, (guint8)weight};
        g_array_append_val(entries, entry);
        word += length + (word[length] == ' ');
    }
}

/* The profile that a text of the script is taken for if nothing speaks for another. */
static int choose_main(const LanguageDetector *detector, Script script)
{
    const char *code = NULL;
    int found = -1;
    for (gsize i = 0; i < G_N_ELEMENTS(mains); i++)
        if (mains[i].script == script)
            code = mains[i].code;
    for (gsize i = 0; code != NULL && i < detector->profiles; i++) {
        const Profile *profile = &detector->profile[i];
        if (profile->script == script && profile->asked &&
            (found < 0 || strcmp(profile->language->code, code) == 0))
            found = (int)i;
    }
    return found;
}

LanguageDetector *language_detector_new(const char *const *among)
{
    static const LanguageWordsList *const lists[] = {&language_words, &language_words_more};
    LanguageDetector *detector = g_new0(LanguageDetector, 1);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(ProfileWord));
    for (gsize list = 0; list < G_N_ELEMENTS(lists); list++)
        for (gsize i = 0; i < lists[list]->count; i++)
            add_profile(detector, entries, &lists[list]->rows[i], among);
    detector->table = word_table_new((ProfileWord *)entries->data, entries->len);
    for (gsize i = 0; i < G_N_ELEMENTS(singles); i++) {
        const Language *language = language_find(singles[i].code);
        if (is_asked(among, language))
            detector->single[singles[i].script] = language;
    }
    for (int script = 0; script < SCRIPTS; script++)
        detector->main[script] = choose_main(detector, (Script)script);
    return detector;
}

void language_detector_free(LanguageDetector *detector)
{
    if (detector == NULL)
        return;
    word_table_free(detector->table);
    g_free(detector);
}

/* ---- judging ----------------------------------------------------------------------------------*/

/* The script that most letters are of; SCRIPT_NONE if there are too few. */
static Script script_of(const Tally *tally)
{
    guint32 letters[SCRIPTS], all = 0;
    for (int i = 0; i < SCRIPTS; i++)
        letters[i] = tally->letters[i] * (i >= SCRIPT_HANGUL ? LETTERS_OF_SYLLABLE : 1);
    /* Japanese has ideographs among its kana, Chinese no kana. */
    Script ideographs = letters[SCRIPT_KANA] * 16 >= letters[SCRIPT_HAN] ? SCRIPT_KANA : SCRIPT_HAN;
    letters[ideographs] = letters[SCRIPT_KANA] + letters[SCRIPT_HAN];
    letters[ideographs == SCRIPT_HAN ? SCRIPT_KANA : SCRIPT_HAN] = 0;
    Script script = SCRIPT_NONE;
    letters[SCRIPT_NONE] = 0;
    for (int i = 0; i < SCRIPTS; i++) {
        all += letters[i];
        if (letters[i] > letters[script])
            script = (Script)i;
    }
    return letters[script] >= LETTERS_MIN && letters[script] * 2 > all ? script : SCRIPT_NONE;
}

/* Whether one language is so far ahead that the rest of the text won't change it. */
static gboolean is_settled(const LanguageDetector *detector, const Tally *tally)
{
    guint32 best = 0, second = 0;
    for (gsize i = 0; i < detector->profiles; i++) {
        guint32 score = tally->score[i];
        second = MAX(second, MIN(score, best));
        best = MAX(best, score);
    }
    return best >= second + MARGIN_STOP;
}

/* The best profile of the script, among those asked for or among the others; -1 if there is none. */
static int best_profile(const LanguageDetector *detector, const Tally *tally, Script script,
                        gboolean asked)
{
    int best = -1;
    guint32 most = 0;
    for (gsize i = 0; i < detector->profiles; i++) {
        const Profile *profile = &detector->profile[i];
        if (profile->script != script || profile->asked != asked)
            continue;
        guint32 score = tally->score[i] + (profile->language->has_stemmer ? MARGIN_STEMMER : 0);
        if (best < 0 || score > most) {
            best = (int)i;
            most = score;
        }
    }
    return best;
}

/* Whether the profile is so far ahead of a score that it is believed. */
static gboolean is_clear(const Tally *tally, int profile, guint32 score, guint32 margin, guint32 hits)
{
    return profile >= 0 && tally->score[profile] >= score + margin && tally->hits[profile] >= hits &&
           tally->hits[profile] * WORDS_FOR_HIT >= tally->words;
}

/* The score of the usual language in a script that it is written in, else -1. */
static gint64 usual_score(const LanguageDetector *detector, const Tally *tally, Script script,
                          const Language *usual)
{
    for (gsize i = 0; i < detector->profiles; i++)
        if (detector->profile[i].language == usual && detector->profile[i].script == script)
            return tally->score[i];
    return -1;
}

/* By the words of a script that several languages share. */
static LanguageAnswer judge_words(const LanguageDetector *detector, const Language *usual,
                                  const Tally *tally, Script script, const Language **language)
{
    int best = best_profile(detector, tally, script, TRUE);
    guint32 score = best >= 0 ? tally->score[best] : 0;
    gint64 against = usual_score(detector, tally, script, usual);
    guint32 other = (guint32)MAX(against, 0);
    if (is_clear(tally, best_profile(detector, tally, script, FALSE), MAX(score, other), MARGIN_NONE,
                 HITS_NONE))
        return LANGUAGE_NONE;
    if (best < 0)
        return against < 0 && script != SCRIPT_LATIN ? LANGUAGE_NONE : LANGUAGE_UNDECIDED;
    if (against < 0 && script != SCRIPT_LATIN) {
        /* Sure to be none that the usual one is like: the best guess will do. */
        int guess = detector->main[script];
        *language = detector->profile[score > tally->score[guess] ? best : guess].language;
        return LANGUAGE_FOUND;
    }
    if (detector->profile[best].language == usual)
        other = 0;
    if (!is_clear(tally, best, other, MARGIN_FOUND, HITS_FOUND))
        return LANGUAGE_UNDECIDED;
    *language = detector->profile[best].language;
    return LANGUAGE_FOUND;
}

static LanguageAnswer judge(const LanguageDetector *detector, const Language *usual,
                            const Tally *tally, const Language **language)
{
    Script script = script_of(tally);
    if (script == SCRIPT_NONE)
        return LANGUAGE_UNDECIDED;
    if (script < SCRIPT_GREEK)
        return judge_words(detector, usual, tally, script, language);
    if (detector->single[script] == NULL)
        return LANGUAGE_NONE;
    *language = detector->single[script];
    return LANGUAGE_FOUND;
}

LanguageAnswer language_detect(const LanguageDetector *detector, const Language *usual,
                               const char *title, gsize title_length, const char *text, gsize length,
                               const Language **language)
{
    Tally tally = {0};
    length = MIN(length, LANGUAGE_DETECT_BYTES);
    title_length = MIN(title_length, LANGUAGE_DETECT_BYTES);
    for (gsize at = 0; at < length && !is_settled(detector, &tally);)
        at = tally_scan(&tally, detector->table, text, length, at, at + LOOK_EVERY);
    if (!is_settled(detector, &tally))
        tally_scan(&tally, detector->table, title, title_length, 0, title_length);
    return judge(detector, usual, &tally, language);
}
