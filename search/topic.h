/* topic: what to search for where a topic of an evaluation was described in prose.
 *
 * Such texts are written for people: what the query language takes for a mistake in them is a
 * bracket or an abbreviation. */
#pragma once

#include <glib.h>

#include "search/query.h"

/* The words of text alone: signs and operators lose their meaning. Free with g_free(). */
char *topic_words(const char *text);

/* NULL where text is a query by settings, and not all in capitals (query_is_shouted()), so that nobody knows whether
 * AND is a word; else its words, which are to be searched for in its place: said on stderr
 * with the topic's name, unless quiet. */
char *topic_words_instead(const char *name, const char *text, const QuerySettings *settings,
                          gboolean quiet);
