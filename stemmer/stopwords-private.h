/* stopwords: the lists, one file for each language. The words are folded, and in byte order. */
#pragma once

#include "stemmer/stemmer.h"

struct StopwordList {
    const char *const *words;
    gsize count;
};

extern const StopwordList stopwords_dutch;
extern const StopwordList stopwords_english;
extern const StopwordList stopwords_french;
extern const StopwordList stopwords_german;
extern const StopwordList stopwords_italian;
extern const StopwordList stopwords_portuguese;
extern const StopwordList stopwords_russian;
extern const StopwordList stopwords_spanish;

/* The list of a language's code ("de"); NULL if there is none. */
const StopwordList *stopwords_find(const char *code);
