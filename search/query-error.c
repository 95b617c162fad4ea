#include "search/query-error.h"

#include <stdio.h>

#include "console/console.h"
#include "search/columns.h"
#include "search/query-lex.h"
#include "stemmer/stemmer.h"

/* Of a long query so many characters are shown before and behind a place in it. */
#define CONTEXT 30

/* The columns of text[0..length) as printable_append() shows it. */
static gsize append_shown(GString *line, const char *text, gsize length)
{
    gsize start = line->len;
    printable_append(line, text, length, TRUE);
    return columns_of_text(line->str + start, line->len - start);
}

void query_error_report(const char *query, const GError *error)
{
    console_note("%s", error->message);
    glong character = query_error_character(error);
    if (character == 0 || !g_utf8_validate(query, -1, NULL))
        return;
    glong length = g_utf8_strlen(query, -1), place = MIN(character - 1, length);
    glong first = MAX(place - CONTEXT, 0), last = MIN(place + CONTEXT, length);
    const char *start = g_utf8_offset_to_pointer(query, first);
    const char *at = g_utf8_offset_to_pointer(query, place);
    const char *end = g_utf8_offset_to_pointer(query, last);
    g_autoptr(GString) line = g_string_new(first > 0 ? "  \xE2\x80\xA6" : "  ");
    gsize column = 2 + (first > 0) + append_shown(line, start, (gsize)(at - start));
    append_shown(line, at, (gsize)(end - at));
    g_string_append_printf(line, "%s\n%*s^\n", last < length ? "\xE2\x80\xA6" : "", (int)column, "");
    fwrite(line->str, 1, line->len, stderr);
}
