/* fuzz_output: text of articles on a terminal, in HTML, Markdown and CSV. Whatever is in it, it
 * stays text. */
#include "tests/fuzz/fuzz-private.h"

#include <string.h>

#include "search/csv-value.h"
#include "search/highlight.h"
#include "search/marked-text.h"
#include "search/markup.h"
#include "search/wrap.h"

/* ---- terminals --------------------------------------------------------------------------------*/

/* Marks of words, as the bytes choose them. */
static GArray *make_marks(FuzzBytes *bytes, const char *text, gsize length)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    gsize at = 0;
    for (guint count = fuzz_byte(bytes) % 16; count > 0 && at < length; count--) {
        gsize gap = fuzz_byte(bytes) % 32, wide = 1 + fuzz_byte(bytes) % 16;
        at = MIN(length, at + gap);
        gsize end = MIN(length, at + wide);
        while (at > 0 && (text[at] & 0xC0) == 0x80)
            at--;
        while (end < length && (text[end] & 0xC0) == 0x80)
            end++;
        Mark mark = {.start = at, .end = end};
        if (at < end)
            g_array_append_val(marks, mark);
    }
    return marks;
}

static void check_terminal(FuzzBytes *bytes, const char *text, gsize length)
{
    LineBreaks breaks = line_breaks_of(text, length);
    gboolean one_line = fuzz_byte(bytes) % 2;
    WrapStyle style = {.width = fuzz_byte(bytes),
                       .first_column = fuzz_byte(bytes) % 20,
                       .indent = fuzz_byte(bytes) % 8,
                       .part = PALETTE_PARTS};
    g_autoptr(GArray) marks = make_marks(bytes, text, length);
    g_autoptr(MarkedText) shown = marked_text_new();
    marked_text_set(shown, text, length, marks, one_line ? NULL : &breaks);
    fuzz_check_text(shown->text->str, shown->text->len, FALSE);
    gsize end = 0;
    for (guint i = 0; i < shown->ranges->len; i++) {
        const SnippetRange *range = &g_array_index(shown->ranges, SnippetRange, i);
        g_assert(range->start >= end && range->start <= range->end &&
                 range->end <= shown->text->len);
        g_assert((shown->text->str[range->start] & 0xC0) != 0x80);
        g_assert((shown->text->str[range->end] & 0xC0) != 0x80);
        end = range->end;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    wrap_text(&style, shown->text, shown->ranges, out);
    fuzz_check_text(out->str, out->len, FALSE);
    g_autofree char *in = fuzz_letters(text, length);
    g_autofree char *made = fuzz_letters(shown->text->str, shown->text->len);
    g_autofree char *wrapped = fuzz_letters(out->str, out->len);
    if (!fuzz_has_escapes(text, length))
        g_assert_cmpstr(in, ==, made);
    g_assert_cmpstr(made, ==, wrapped);
}

/* ---- markup -----------------------------------------------------------------------------------*/

static void on_text(G_GNUC_UNUSED GMarkupParseContext *context, const char *text, gsize length,
                    gpointer read, G_GNUC_UNUSED GError **error)
{
    g_string_append_len(read, text, (gssize)length);
}

static void check_markup(const char *text, gsize length)
{
    static const GMarkupParser parser = {.text = on_text};
    g_autoptr(GString) html = g_string_new(NULL), read = g_string_new(NULL),
                       page = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    markup_append(html, MARKUP_HTML, text, length, TRUE);
    fuzz_check_text(html->str, html->len, FALSE);
    g_assert(strpbrk(html->str, "<>\"'\n") == NULL);
    g_string_printf(page, "<p a=\"%s\" b='%s'>%s</p>", html->str, html->str, html->str);
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, read, NULL);
    g_markup_parse_context_parse(context, page->str, (gssize)page->len, &error);
    g_assert_no_error(error);
    g_markup_parse_context_free(context);
    g_autofree char *in = fuzz_letters(text, length), *back = fuzz_letters(read->str, read->len);
    g_assert_cmpstr(in, ==, back);
    g_autoptr(GString) markdown = g_string_new(NULL), address = g_string_new(NULL);
    markup_append(markdown, MARKUP_MARKDOWN, text, length, TRUE);
    fuzz_check_text(markdown->str, markdown->len, FALSE);
    g_assert(strchr(markdown->str, '\n') == NULL);
    for (gint i = 0; i < 2; i++) {
        g_string_truncate(address, 0);
        gboolean good = markup_address(address, i ? MARKUP_HTML : MARKUP_MARKDOWN, text);
        g_assert(good ? g_ascii_strncasecmp(address->str, "http", 4) == 0 : address->len == 0);
        g_assert(strpbrk(address->str, i ? "<>\"' \n" : "<> \n") == NULL);
        fuzz_check_text(address->str, address->len, FALSE);
    }
}

/* ---- CSV --------------------------------------------------------------------------------------*/

/* The value that stands in line, up to its end. */
static char *read_value(const GString *line, char separator)
{
    GString *value = g_string_new(NULL);
    gboolean quoted = line->str[0] == '"';
    for (gsize i = quoted; i < line->len; i++) {
        char c = line->str[i];
        g_assert(quoted || (c != '"' && c != separator && c != '\n' && c != '\r'));
        if (quoted && c == '"') {
            i++;
            g_assert(i == line->len || line->str[i] == '"');
            quoted = i < line->len;
        }
        if (i < line->len)
            g_string_append_c(value, c);
    }
    g_assert(!quoted);
    return g_string_free(value, FALSE);
}

static void check_csv(FuzzBytes *bytes, const char *text, gsize length)
{
    guint choice = fuzz_byte(bytes);
    char separator = choice & 1 ? ',' : '\t';
    gboolean safe = (choice & 2) != 0;
    g_autoptr(GString) value = g_string_new_len(text, (gssize)length), line = g_string_new(NULL);
    csv_value_append(line, value, separator, safe, (choice & 4) != 0);
    fuzz_check_text(line->str, line->len, FALSE);
    g_autofree char *back = read_value(line, separator), *in = fuzz_letters(text, length);
    g_autofree char *out = fuzz_letters(back, strlen(back));
    g_assert_cmpstr(in, ==, out);
    g_assert(!safe || *back == '\0' || strchr("=+-@\t\r", *back) == NULL);
}

/* Choices up to the end of the line, then the text. */
static void drive_output(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    gsize chosen, left;
    const char *choices = fuzz_take_to(&bytes, '\n', &chosen),
               *rest = fuzz_take(&bytes, size, &left);
    FuzzBytes choice = {(const guint8 *)choices, (const guint8 *)choices + chosen};
    g_autofree char *text = fuzz_valid(rest, left);
    gsize length = strlen(text);
    check_csv(&choice, text, length);
    check_terminal(&choice, text, length);
    check_markup(text, length);
}

const FuzzTarget fuzz_output_targets[] = {
    {"output", drive_output},
    {NULL, NULL},
};
