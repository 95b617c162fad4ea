#include "search/display.h"

#include "console/console.h"
#include "console/hyperlink.h"

void display_set(Display *display, ColorWhen color, ColorWhen hyperlink, gboolean quiet)
{
    g_autoptr(GString) complaint = g_string_new(NULL);
    display->width = console_width();
    display->color = color == COLOR_ALWAYS || (color == COLOR_AUTO && console_wants_color());
    display->links = hyperlink == COLOR_ALWAYS || (hyperlink == COLOR_AUTO && hyperlink_wanted());
    palette_set(&display->palette, g_getenv(PALETTE_VARIABLE), complaint);
    if (display->color && complaint->len && !quiet)
        console_note("note: %s", complaint->str);
}

const Palette *display_palette(const Display *display)
{
    return display->color ? &display->palette : NULL;
}
