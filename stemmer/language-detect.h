/* language-detect: which language is this text in?
 *
 *     LanguageDetector *detector = language_detector_new(NULL);
 *     const Language *language, *usual = language_find("english");
 *     if (language_detect(detector, usual, title, title_length, text, length, &language) == LANGUAGE_FOUND) …
 *     language_detector_free(detector);
 *
 * The script decides, and where several languages share one, their most frequent words: those of the beginning, until one
 * language is far ahead. A text is taken for another language than the usual one only on clear evidence. Speed: 1 to 2 µs
 * for an article.
 *
 * Threads: a detector may be used by many threads at a time.
 */
#pragma once

#include "stemmer/stemmer.h"

typedef struct LanguageDetector LanguageDetector;

typedef enum {
    LANGUAGE_FOUND,
    LANGUAGE_UNDECIDED, /* too short, or of no clear language: the usual one is the best guess */
    LANGUAGE_NONE,      /* clearly in none of the languages that were asked for */
} LanguageAnswer;

/* A detector of the languages in among, names or codes that language_find() knows, NULL-terminated; among may be NULL for
 * all that there are words of or whose script tells them. One that can't be told is never found. Takes 1 ms. */
LanguageDetector *language_detector_new(const char *const *among);
void language_detector_free(LanguageDetector *detector);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LanguageDetector, language_detector_free)

/* Which language a text and its title are in; both are valid UTF-8. At most LANGUAGE_DETECT_BYTES of each are looked at,
 * mostly far less. usual: what it is likely to be in, or NULL. *language is set if the answer is LANGUAGE_FOUND. */
#define LANGUAGE_DETECT_BYTES 2048
LanguageAnswer language_detect(const LanguageDetector *detector, const Language *usual,
                               const char *title, gsize title_length, const char *text, gsize length,
                               const Language **language);
