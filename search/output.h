/* output: the formats in which hits are printed, each a row of one table. */
#pragma once

#include <glib.h>

#include "search/hit.h"

/* The version of the shape of the JSON lines: raised when a field changes its meaning or goes. */
#define OUTPUT_JSON_VERSION 1

typedef struct {
    gboolean color;  /* bold and colours */
    guint width;     /* of the terminal in columns; 0: none, lines are not wrapped */
    guint last_rank; /* the greatest that will come */
    const char *query; /* one of several: which; NULL: the only one */
} OutputStyle;

typedef struct {
    const char *name;
    gboolean needs_wrap; /* its snippets are laid out for the width of the terminal */
    void (*hit)(const OutputStyle *style, const Hit *hit, GString *out);
} OutputFormat;

extern const OutputFormat output_text;
extern const OutputFormat output_json;

/* Columns of a snippet that fills about two lines. */
gsize output_snippet_columns(const OutputStyle *style);
