#include "search/show-date.h"

#include <string.h>

#include "stemmer/stemmer.h"

/* How much of iso has the form of pattern, in which 0 stands for a digit. */
static gsize matching(const char *iso, const char *pattern)
{
    gsize i = 0;
    while (pattern[i] && (pattern[i] == '0' ? g_ascii_isdigit(iso[i]) : iso[i] == pattern[i]))
        i++;
    return i;
}

void show_date(GString *out, const char *iso)
{
    gsize length = matching(iso, "0000-00-00");
    gboolean whole = length == 4 || length == 7 || length == 10;
    gboolean ends =
        iso[length] == '\0' || (length == 10 && (iso[length] == 'T' || iso[length] == ' '));
    if (whole && ends)
        g_string_append_len(out, iso, (gssize)length);
    else
        printable_append(out, iso, strlen(iso), TRUE);
}
