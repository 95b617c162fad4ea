#include "xapian-c/layout-private.h"

#include <string.h>
#include <xxhash.h>

#define DIGITS 16

void layout_sum_prepend(GString *text, const char *start)
{
    char line[64];
    guint64 sum = XXH3_64bits(text->str, text->len);
    g_snprintf(line, sizeof line, "%s%016" G_GINT64_MODIFIER "x\n", start, sum);
    g_string_prepend(text, line);
}

/* A line that only begins like one of ours was damaged: nobody else begins one so. */
LayoutSum layout_sum_of(const char *text, gsize length, const char *start, gsize *body)
{
    gsize begin = strlen(start), line = begin + DIGITS + 1;
    *body = 0;
    if (length < begin || memcmp(text, start, begin) != 0)
        return LAYOUT_SUM_NONE;
    if (length < line || text[line - 1] != '\n')
        return LAYOUT_SUM_WRONG;
    char digits[DIGITS + 1];
    *body = line;
    g_snprintf(digits, sizeof digits, "%016" G_GINT64_MODIFIER "x",
               (guint64)XXH3_64bits(text + line, length - line));
    return memcmp(text + begin, digits, DIGITS) == 0 ? LAYOUT_SUM_RIGHT : LAYOUT_SUM_WRONG;
}

LayoutSum layout_sum(const char *index, const char *name)
{
    gsize length, body;
    gboolean found;
    const char *start = strcmp(name, LAYOUT_JOURNAL) == 0 ? SUM_JOURNAL : SUM_COMMENT;
    g_autofree char *text = layout_read_file(index, name, &length, &found, NULL);
    if (text == NULL || !found)
        return LAYOUT_SUM_ABSENT;
    LayoutSum sum = layout_sum_of(text, length, start, &body);
    /* A beginning that was cut off or changed leaves a comment that nobody wrote, or nothing. */
    return sum == LAYOUT_SUM_NONE && (length == 0 || text[0] == '#') ? LAYOUT_SUM_WRONG : sum;
}
