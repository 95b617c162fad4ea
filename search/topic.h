/* topic: what to search for where a topic of an evaluation was described in prose.
 *
 * Such texts are written for people: what the query language takes for a mistake in them is a
 * bracket or an abbreviation. */
#pragma once

#include <glib.h>

/* The words of text alone: signs and operators lose their meaning. Free with g_free(). */
char *topic_words(const char *text);
