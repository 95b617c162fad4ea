#include "search/csv-value.h"

#include <string.h>

#include "stemmer/stemmer.h"

/* What a spreadsheet would take for the beginning of a formula, in ASCII and full width. */
static gboolean begins_formula(const char *value)
{
    static const char *const signs[] = {
        "=", "+", "-", "@", "\t", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(value, signs[i]))
            return TRUE;
    return FALSE;
}

void csv_value_append(GString *out, const GString *value, char separator, gboolean safe,
                      gboolean alone)
{
    const char special[] = {separator, '"', '\n', '\r', '\0'};
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, value->str, value->len, FALSE);
    if (safe && begins_formula(shown->str))
        g_string_prepend_c(shown, '\'');
    if (!(shown->len == 0 && alone) && !strpbrk(shown->str, special)) {
        g_string_append_len(out, shown->str, (gssize)shown->len);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *p = shown->str; *p; p++) {
        if (*p == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}
