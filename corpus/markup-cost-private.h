/* markup-cost: would libxml2 take minutes over this markup?
 *
 * It compares each attribute of an element with all others of it, and each name with all name spaces that are in
 * force: a page of a megabyte can be made that takes an hour. Linear in the length of the text. */
#pragma once

#include <glib.h>

/* Why it is not to be given to libxml2, in words; NULL: it may be. is_html: scripts and styles hold no elements. */
const char *markup_cost_reason(const char *bytes, gsize length, gboolean is_html);
