/* palette: in which colours are the parts of a result shown?
 *
 *     Palette palette;
 *     palette_set(&palette, g_getenv(PALETTE_VARIABLE), complaint);
 *     palette_on(&palette, PALETTE_TITLE, out);
 *
 * A setting is `part=SGR:part=SGR`, as in GREP_COLORS: `title=1:match=1;31:url=34`. SGR are the
 * numbers of ECMA-48's Select Graphic Rendition with semicolons between; none: as everything else.
 */
#pragma once

#include <glib.h>

typedef enum {
    PALETTE_TITLE,
    PALETTE_MATCH,
    PALETTE_RANK,
    PALETTE_ORIGIN, /* source, date, id */
    PALETTE_URL,
    PALETTE_PARTS
} PalettePart;

#define PALETTE_VARIABLE "DATELINE_COLORS"
#define PALETTE_LONGEST 32

typedef struct {
    char sgr[PALETTE_PARTS][PALETTE_LONGEST]; /* "1;31"; "": none */
} Palette;

/* The default colours, changed by setting (NULL: none). What is wrong in it is left out and told
 * in complaint (appended, one line without its end; it stays empty if nothing is). */
void palette_set(Palette *palette, const char *setting, GString *complaint);

/* Begins the colour of a part, on top of whatever is on. */
void palette_on(const Palette *palette, PalettePart part, GString *out);

/* Ends all colours, if the part has one. */
void palette_off(const Palette *palette, PalettePart part, GString *out);
