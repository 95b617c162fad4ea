/* article-json: an article as one JSON object, which the reader of JSON Lines takes for the same
 * article. */
#pragma once

#include "corpus/corpus.h"

/* Appends {"id":…,"title":…,…,"dateline":{…}} and a line feed: the fields that the article has,
 * under names that the reader's own table takes, and its origin. */
void article_json_append(GString *out, const Article *article);
