/* language-choice: which language is an article taken to be in?
 *
 * The one that it declares. Else the index's settings say: always the default language, or the one that is detected, among all
 * or some. What is too short to tell is taken for what its source usually writes in: the language of the country that the host
 * of its address belongs to, if that was asked for; else the default language. Each article is judged by itself, so that
 * neither threads nor what else is indexed change the answer.
 */
#pragma once

#include "corpus/corpus.h"
#include "stemmer/language-detect.h"
#include "xapian-c/layout.h"

/* What an article that is in none of the languages asked for has for a language: "undetermined" of ISO 639-2. One that declares
 * this is one that declares nothing. */
#define LANGUAGE_UNDETERMINED "und"

/* Takes names or codes with commas between them into settings: the default language is the first; detected are all, if there are
 * several. NULL leaves a settled index as it is; a new one gets English, and all languages to be detected. FALSE and an error,
 * settings unchanged, for a language that is not known. */
gboolean language_choice_settle(IndexSettings *settings, const char *option, GError **error);

/* FALSE and the same error. */
gboolean language_choice_check(const char *option, GError **error);

typedef struct LanguageChoice LanguageChoice;

/* May be used by many threads at a time. */
LanguageChoice *language_choice_new(const IndexSettings *settings);
void language_choice_free(LanguageChoice *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LanguageChoice, language_choice_free)

/* The name of the index's default language; NULL: none is known. */
const char *language_choice_default(const LanguageChoice *choice);

/* The name of the language of an article that declares none: valid as long as choice; NULL if nothing is chosen. */
const char *language_choice_of(const LanguageChoice *choice, const Article *article);
