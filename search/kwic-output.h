/* kwic-output: lines of a concordance, for people or for programs, written as they come. */
#pragma once

#include <glib.h>

#include "console/console.h"
#include "search/display.h"
#include "search/kwic-line.h"

typedef enum { KWIC_TEXT, KWIC_CSV, KWIC_JSON } KwicFormat;

/* The version of the shape of the JSON lines: raised when a field changes its meaning or goes. */
#define KWIC_JSON_VERSION 1

typedef struct KwicOutput KwicOutput;

/* width: of a line of text, of a context elsewhere; 0: what is usual. pager: text on a terminal goes
 * through one. display must live as long. */
KwicOutput *kwic_output_new(KwicFormat format, const Display *display, guint width, gboolean pager);
void kwic_output_free(KwicOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KwicOutput, kwic_output_free)

/* Whether CSV puts an apostrophe before what a spreadsheet would run as a formula; it does not unless told. */
void kwic_output_set_csv_safe(KwicOutput *output, gboolean csv_safe);

/* Names servers that were left out, which JSON tells with each line; takes the array. */
void kwic_output_set_missing(KwicOutput *output, GPtrArray *servers);

/* So many columns of context are of use. */
gsize kwic_output_context(const KwicOutput *output);

/* Adds a line. These answer as console_write() does; after anything but CONSOLE_WRITTEN only
 * kwic_output_free() may follow. */
ConsoleAnswer kwic_output_line(KwicOutput *output, const KwicLine *line, GError **error);
/* Writes what there is, but for the first lines of text, which decide on the layout together. */
ConsoleAnswer kwic_output_flush(KwicOutput *output, GError **error);
/* Writes the rest, and waits until the pager is left. */
ConsoleAnswer kwic_output_finish(KwicOutput *output, GError **error);
