/* json-text: values of JSON (RFC 8259), appended to a string. What is written is valid UTF-8 and safe to
 * show on a terminal, whatever went in. */
#pragma once

#include <glib.h>

/* Appends text[0..length) to out as a JSON string with its quotes. Control characters (C0, DEL, C1), marks
 * and overrides of direction, and line separators are escaped; each byte that is not UTF-8 becomes
 * U+FFFD. */
void json_text_append(GString *out, const char *text, gsize length);

/* Appends a number in the shortest form that keeps twelve digits; null for what is none (infinity). */
void json_text_append_number(GString *out, double number);
