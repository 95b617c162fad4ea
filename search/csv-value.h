/* csv-value: a value of CSV (RFC 4180), or of lines with another separator. */
#pragma once

#include <glib.h>

/* Appends value, made printable, with quotes where it needs them. safe: one that a spreadsheet would
 * take for a formula gets an apostrophe before it. alone: it is all of its line, so that an empty one
 * is written "". */
void csv_value_append(GString *out, const GString *value, char separator, gboolean safe,
                      gboolean alone);
