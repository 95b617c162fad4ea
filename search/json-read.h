/* json-read: the strings of JSON that another program of ours printed. */
#pragma once

#include <glib.h>

/* Reads the JSON string that begins at *at, below end, and appends it to out, its escapes resolved;
 * *at is then behind it. FALSE if there is no such string; out may then have part of it. */
gboolean json_read_string(const char **at, const char *end, GString *out);

/* Reads `"NAME":"VALUE"` at *at into name and value, which it empties first, and the `,` or `}`
 * behind it. */
gboolean json_read_member(const char **at, const char *end, GString *name, GString *value);
