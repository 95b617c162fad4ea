/* layout-private: what the files of layout share. */
#pragma once

#include "xapian-c/layout.h"

/* Reads INDEX/name whole, NUL-terminated; *found tells whether it is there: a missing file is no
 * failure, and gives an empty string. NULL and an error if it can't be read. */
char *layout_read_file(const char *index, const char *name, gsize *length, gboolean *found,
                       GError **error);

/* Puts the line of the checksum before text: start, 16 hex digits, line feed. */
void layout_sum_prepend(GString *text, const char *start);
/* What that line says of text; *body receives where the rest begins. */
LayoutSum layout_sum_of(const char *text, gsize length, const char *start, gsize *body);

/* The starts. In a stub it is a comment to Xapian, in settings to GLib. */
#define SUM_COMMENT "# dateline checksum "
#define SUM_JOURNAL "checksum "

/* Whether text is the name of a segment: six digits or more. So no name leads out of the index. */
gboolean layout_is_segment_name(const char *text);

/* A number of 0 or more in as few digits as say it exactly. */
void layout_number_append(GString *text, double number);
