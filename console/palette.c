#include "console/palette.h"

#include <string.h>

#include "console/nearest.h"

static const char *const names[PALETTE_PARTS] = {
    [PALETTE_TITLE] = "title",   [PALETTE_MATCH] = "match", [PALETTE_RANK] = "rank",
    [PALETTE_ORIGIN] = "origin", [PALETTE_URL] = "url",
};

static const Palette default_palette = {{
    [PALETTE_TITLE] = "36",
    [PALETTE_MATCH] = "1",
    [PALETTE_ORIGIN] = "2",
    [PALETTE_URL] = "2",
}};

static int part_of(const char *name, gsize length)
{
    for (int i = 0; i < PALETTE_PARTS; i++)
        if (strncmp(names[i], name, length) == 0 && names[i][length] == '\0')
            return i;
    return -1;
}

static void complain(GString *complaint, const char *format, const char *subject)
{
    g_string_append(complaint, complaint->len ? "; " : PALETTE_VARIABLE ": ");
    g_string_append_printf(complaint, format, subject);
}

static void complain_of_name(GString *complaint, const char *name)
{
    complain(complaint, "there is no part '%s'", name);
    int nearest = nearest_name(name, names, PALETTE_PARTS);
    if (nearest >= 0) {
        g_string_append_printf(complaint, ", did you mean '%s'?", names[nearest]);
        return;
    }
    g_string_append(complaint, ": the parts are ");
    for (int i = 0; i < PALETTE_PARTS; i++)
        g_string_append_printf(complaint, "%s%s", i ? ", " : "", names[i]);
}

static void set_one(Palette *palette, const char *item, GString *complaint)
{
    gsize length = strcspn(item, "=");
    const char *value = item[length] ? item + length + 1 : NULL;
    g_autofree char *name = g_strndup(item, length);
    int part = part_of(item, length);
    if (part < 0)
        complain_of_name(complaint, name);
    else if (!value || strspn(value, "0123456789;") != strlen(value) ||
             strlen(value) >= PALETTE_LONGEST)
        complain(complaint, "'%s' is no colour: write numbers, as in match=1;31", item);
    else
        g_strlcpy(palette->sgr[part], value, PALETTE_LONGEST);
}

void palette_set(Palette *palette, const char *setting, GString *complaint)
{
    *palette = default_palette;
    g_auto(GStrv) items = g_strsplit(setting ? setting : "", ":", -1);
    for (gsize i = 0; items[i]; i++)
        if (*items[i])
            set_one(palette, items[i], complaint);
}

void palette_on(const Palette *palette, PalettePart part, GString *out)
{
    if (*palette->sgr[part])
        g_string_append_printf(out, "\033[%sm", palette->sgr[part]);
}

void palette_off(const Palette *palette, PalettePart part, GString *out)
{
    if (*palette->sgr[part])
        g_string_append(out, "\033[0m");
}
