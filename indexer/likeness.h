/* likeness: do two texts share their words at all? A rough test, to warn of identities that mean different
 * articles (two dumps that number theirs from 1). */
#pragma once

#include <glib.h>

/* Whether a and b share next to nothing: fewer than a fifth of the longer words of the one with fewer. Only
 * their first few kilobytes count; a text without such words is unlike nothing. */
gboolean texts_unlike(const char *a, gsize a_length, const char *b, gsize b_length);
