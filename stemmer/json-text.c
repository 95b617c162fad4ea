#include "stemmer/json-text.h"

static void append_escape(GString *out, guint8 byte)
{
    static const char *const short_forms[256] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
        ['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t",
    };
    if (short_forms[byte] != NULL)
        g_string_append(out, short_forms[byte]);
    else
        g_string_append_printf(out, "\\u%04x", byte);
}

void json_text_append(GString *out, const char *text, gsize length)
{
    const char *end = text + length;
    g_string_append_c(out, '"');
    while (text < end) {
        const char *valid_end;
        g_utf8_validate(text, end - text, &valid_end);
        const char *plain = text;
        for (; text < valid_end; text++) {
            guint8 byte = *text;
            if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f)
                continue;
            g_string_append_len(out, plain, text - plain);
            append_escape(out, byte);
            plain = text + 1;
        }
        g_string_append_len(out, plain, valid_end - plain);
        if (text < end) {
            /* A NUL ends validation too, but is no invalid byte. */
            if (*text == '\0')
                append_escape(out, 0);
            else
                g_string_append(out, "\xef\xbf\xbd");
            text++;
        }
    }
    g_string_append_c(out, '"');
}
