/* display: what the terminal takes, for the commands that print text for people. */
#pragma once

#include <glib.h>

#include "console/palette.h"
#include "search/search-options.h"

typedef struct {
    gboolean color;
    Palette palette;
    gboolean links; /* addresses are hyperlinks */
    guint width;    /* of the terminal in columns; 0: there is none */
} Display;

/* Reads the environment: what the terminal can, and DATELINE_COLORS, whose mistakes are noted on
 * stderr unless quiet. */
void display_set(Display *display, ColorWhen color, ColorWhen hyperlink, gboolean quiet);

/* The palette where colours are wanted; else NULL. */
const Palette *display_palette(const Display *display);
