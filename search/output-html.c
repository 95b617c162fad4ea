#include <string.h>

#include "search/markup.h"
#include "search/output-private.h"
#include "search/show-date.h"
#include "stemmer/stemmer.h"

/* A page that an XML parser reads too. */
static const char page_begin[] = "<!DOCTYPE html>\n"
                                 "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n"
                                 "<head>\n"
                                 "<meta charset=\"utf-8\"/>\n"
                                 "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
                                 "<title>";
static const char page_style[] =
    "</title>\n"
    "<style>\n"
    "body { font-family: sans-serif; line-height: 1.4; max-width: 45em; margin: 2em auto; }\n"
    "h3, p { margin: 0; }\n"
    "li { margin-bottom: 1em; }\n"
    ".origin { color: #666; font-size: smaller; }\n"
    "</style>\n"
    "</head>\n"
    "<body>\n";

static void append(GString *out, const char *text)
{
    markup_append(out, MARKUP_HTML, text, strlen(text), TRUE);
}

static void html_begin(Output *output)
{
    g_string_append(output->out, page_begin);
    append(output->out, output->style.batch ? "dateline" : output->question.text);
    g_string_append(output->out, page_style);
}

static void html_query(Output *output)
{
    g_string_append(output->out, "<h2>");
    if (output->question.topic) {
        append(output->out, output->question.topic);
        g_string_append(output->out, ": ");
    }
    append(output->out, output->question.text);
    g_string_append(output->out, "</h2>\n<ol>\n");
}

static void append_origin(GString *out, const char *class, const char *value)
{
    if (*value == '\0')
        return;
    g_string_append_printf(out, "<span class=\"%s\">", class);
    append(out, value);
    g_string_append(out, "</span>\n");
}

static void append_heading(GString *out, const Hit *hit)
{
    const char *url = hit->field[HIT_URL]->str;
    g_autoptr(GString) address = g_string_new(NULL);
    gboolean linked = markup_address(address, MARKUP_HTML, url);
    g_string_append(out, "<h3>");
    if (linked)
        g_string_append_printf(out, "<a href=\"%s\">", address->str);
    markup_snippet(out, MARKUP_HTML, hit->heading);
    g_string_append(out, linked ? "</a></h3>\n" : "</h3>\n");
}

static void html_hit(Output *output, const Hit *hit)
{
    GString *out = output->out;
    g_autoptr(GString) date = g_string_new(NULL);
    const Language *language = language_find(hit->field[HIT_LANGUAGE]->str);
    g_string_append_printf(out, "<li value=\"%u\" dir=\"auto\"", hit->rank);
    if (language)
        g_string_append_printf(out, " lang=\"%s\"", language->code);
    g_string_append(out, ">\n");
    append_heading(out, hit);
    show_date(date, hit->field[HIT_DATE]->str);
    g_string_append(out, "<p class=\"origin\">\n");
    append_origin(out, "source", hit->field[HIT_SOURCE]->str);
    append_origin(out, "date", date->str);
    append_origin(out, "id", hit->id);
    g_string_append(out, "</p>\n");
    if (hit->snippet->text->len) {
        g_string_append(out, "<p>");
        markup_snippet(out, MARKUP_HTML, hit->snippet);
        g_string_append(out, "</p>\n");
    }
    g_string_append(out, "</li>\n");
}

static void html_query_end(Output *output)
{
    g_string_append(output->out, "</ol>\n");
    if (!output->missing || output->missing->len == 0)
        return;
    g_string_append(output->out, "<p class=\"missing\">Without the articles of ");
    markup_list(output->out, MARKUP_HTML, output->missing);
    g_string_append(output->out, "</p>\n");
}

static void html_end(Output *output)
{
    g_string_append(output->out, "</body>\n</html>\n");
}

const OutputFormat output_html = {
    .parts = HIT_WITH_HEADING | HIT_WITH_SNIPPET,
    .begin = html_begin,
    .query = html_query,
    .hit = html_hit,
    .query_end = html_query_end,
    .end = html_end,
};
