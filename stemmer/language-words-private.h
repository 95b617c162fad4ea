/* language-words: what a language's texts are told by: its most frequent words. */
#pragma once

#include <glib.h>

/* Of the characters of a text. */
typedef enum {
    SCRIPT_NONE, /* no letter, or of a script that tells nothing */
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_ARABIC,
    SCRIPT_HEBREW,
    SCRIPT_DEVANAGARI,
    SCRIPT_ETHIOPIC,
    /* One language each, by far. */
    SCRIPT_GREEK,
    SCRIPT_ARMENIAN,
    SCRIPT_GEORGIAN,
    SCRIPT_BENGALI,
    SCRIPT_GURMUKHI,
    SCRIPT_GUJARATI,
    SCRIPT_ORIYA,
    SCRIPT_TAMIL,
    SCRIPT_TELUGU,
    SCRIPT_KANNADA,
    SCRIPT_MALAYALAM,
    SCRIPT_SINHALA,
    SCRIPT_THAI,
    SCRIPT_LAO,
    SCRIPT_TIBETAN,
    SCRIPT_MYANMAR,
    SCRIPT_KHMER,
    SCRIPT_THAANA,
    SCRIPT_HANGUL,
    SCRIPT_KANA,
    SCRIPT_HAN,
    SCRIPTS /* how many */
} Script;

/* Words of a language in one script, the most frequent first, with spaces between them: in small letters,
 * cut as the detector cuts (an apostrophe separates). Counted in news and encyclopedias. */
typedef struct {
    const char *code; /* that language_find() knows */
    Script script;
    const char *words;
} LanguageWords;

typedef struct {
    const LanguageWords *rows;
    gsize count;
} LanguageWordsList;

extern const LanguageWordsList language_words;      /* of languages that have a stemmer */
extern const LanguageWordsList language_words_more; /* of others */
