/* json-origin: what a line of dateline's own export says of the article's place in the index:
 *
 *     "dateline":{"identity":"9f86d081…","path":"/news/a.tar","member":"b.jsonl","record":17}
 *
 * member only inside an archive, reading only where the file was read with options. Where path or
 * member are not valid UTF-8, both are percent-encoded, and "escaped":true says so.
 */
#pragma once

#include <cjson/cJSON.h>

#include "corpus/corpus.h"

#define JSON_ORIGIN_KEY "dateline"

/* Fills article->origin. What is no such object is left alone; one that claims an identity, and is
 * not as above, is left out with a note. */
void json_origin_take(Article *article, const cJSON *object);
