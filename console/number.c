#include "console/number.h"

#include <string.h>

char *number_grouped(guint64 number)
{
    char digits[24];
    GString *grouped = g_string_new(NULL);
    g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
    for (gsize i = 0, length = strlen(digits); i < length; i++) {
        if (i && (length - i) % 3 == 0)
            g_string_append_c(grouped, ',');
        g_string_append_c(grouped, digits[i]);
    }
    return g_string_free(grouped, FALSE);
}

static guint64 rounded(guint64 number)
{
    guint64 unit = 1;
    while (number / unit >= 100)
        unit *= 10;
    return (number + unit / 2) / unit * unit;
}

void number_append_estimate(GString *out, guint64 lower, guint64 estimate, guint64 upper)
{
    guint64 about = rounded(estimate);
    gboolean exact = lower == upper, within = about >= lower && about <= upper;
    g_autofree char *shown = number_grouped(exact ? lower : within ? about : estimate);
    g_string_append_printf(out, "%s%s", exact ? "" : "about ", shown);
}
