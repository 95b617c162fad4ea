/* articles: the JSON Lines of the benchmark, for the programs that dateline is compared with. */
#pragma once

#include <cjson/cJSON.h>
#include <glib.h>
#include <stdio.h>

/* The next article of file, or NULL at its end; a line that is no object is passed over with a
 * warning. buffer and size are getline()'s. The caller frees the article with cJSON_Delete(). */
cJSON *articles_next(FILE *file, char **buffer, size_t *size);

/* A member's text, or "" if it has none; an array's first text. Valid as long as the article. */
const char *articles_text(const cJSON *article, const char *name);
