#include <string.h>

#include "search/markup.h"
#include "search/output-private.h"
#include "search/show-date.h"

static void append(GString *out, const char *text, gboolean at_start)
{
    markup_append(out, MARKUP_MARKDOWN, text, strlen(text), at_start);
}

static void markdown_query(Output *output)
{
    if (!output->style.batch)
        return;
    g_string_append(output->out, "## ");
    if (output->question.topic) {
        append(output->out, output->question.topic, FALSE);
        g_string_append(output->out, ": ");
    }
    append(output->out, output->question.text, FALSE);
    g_string_append(output->out, "\n\n");
}

static void append_origin(GString *out, const char *value, gsize start)
{
    if (*value == '\0')
        return;
    if (out->len > start)
        g_string_append(out, " \xC2\xB7 "); /* · */
    append(out, value, out->len == start);
}

/* A list item; what follows its first line is indented as that is, so that it belongs to it. */
static void markdown_hit(Output *output, const Hit *hit)
{
    GString *out = output->out;
    g_autoptr(GString) address = g_string_new(NULL), date = g_string_new(NULL);
    gboolean linked = markup_address(address, MARKUP_MARKDOWN, hit->field[HIT_URL]->str);
    gsize start = out->len;
    g_string_append_printf(out, "%u. ", hit->rank);
    int indent = (int)(out->len - start);
    if (linked)
        g_string_append_c(out, '[');
    if (hit->heading->text->len)
        markup_snippet(out, MARKUP_MARKDOWN, hit->heading);
    else
        g_string_append(out, "(no text)");
    if (linked)
        g_string_append_printf(out, "](<%s>)", address->str);
    g_string_append_printf(out, "\n\n%*s", indent, "");
    show_date(date, hit->field[HIT_DATE]->str);
    start = out->len;
    append_origin(out, hit->field[HIT_SOURCE]->str, start);
    append_origin(out, date->str, start);
    append_origin(out, hit->id, start);
    g_string_append(out, "\n\n");
    if (hit->snippet->text->len) {
        g_string_append_printf(out, "%*s", indent, "");
        markup_snippet(out, MARKUP_MARKDOWN, hit->snippet);
        g_string_append(out, "\n\n");
    }
}

static void markdown_query_end(Output *output)
{
    if (!output->missing || output->missing->len == 0)
        return;
    g_string_append(output->out, "Without the articles of ");
    markup_list(output->out, MARKUP_MARKDOWN, output->missing);
    g_string_append(output->out, "\n\n");
}

const OutputFormat output_markdown = {
    .parts = HIT_WITH_HEADING | HIT_WITH_SNIPPET,
    .query = markdown_query,
    .hit = markdown_hit,
    .query_end = markdown_query_end,
};
