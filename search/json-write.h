/* json-write: values of JSON (RFC 8259), appended to a string. What is written is valid UTF-8 and
 * safe to show on a terminal, whatever went in. */
#pragma once

#include <glib.h>

/* A string with its quotes. Control characters and bidirectional overrides are escaped; each byte
 * that is not UTF-8 becomes U+FFFD. */
void json_append_string(GString *out, const char *text, gsize length);

/* A number in the shortest form that keeps twelve digits; null for what is none (infinity). */
void json_append_number(GString *out, double number);
