/* show-article: a whole article as people and programs read it. */
#pragma once

#include <glib.h>

#include "search/display.h"
#include "search/highlight.h"
#include "search/hit.h"
#include "search/show-pattern.h"

typedef struct {
    const Display *display;
    guint width;              /* of a line; 0: paragraphs are not broken */
    Highlighter *highlighter; /* NULL: nothing is highlighted */
    ShowPattern *pattern;     /* receives what is highlighted */
} ShowStyle;

/* Appends title, origin and text. */
void show_article_text(const ShowStyle *style, const Hit *hit, GString *out);

/* Appends a line of JSON. */
void show_article_json(const ShowStyle *style, const Hit *hit, GString *out);
