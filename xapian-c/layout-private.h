/* layout-private: what the files of layout share. */
#pragma once

#include "xapian-c/layout.h"

/* Reads INDEX/name whole, NUL-terminated; *found tells whether it is there: a missing file is no
 * failure, and gives an empty string. NULL and an error if it can't be read. */
char *layout_read_file(const char *index, const char *name, gsize *length, gboolean *found,
                       GError **error);

/* Whether text is the name of a segment: six digits or more. So no name leads out of the index. */
gboolean layout_is_segment_name(const char *text);
