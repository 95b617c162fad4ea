/* json-text: text as a JSON string (RFC 8259). */
#pragma once

#include <glib.h>

/* Appends text[0..length) to out as a JSON string with its quotes. Invalid UTF-8 becomes U+FFFD, byte for
 * byte, so that the result is always valid. */
void json_text_append(GString *out, const char *text, gsize length);
