#include "search/show-article.h"

#include <string.h>

#include "console/hyperlink.h"
#include "search/columns.h"
#include "search/marked-text.h"
#include "search/output.h"
#include "search/snippet-format.h"
#include "search/wrap.h"
#include "stemmer/json-text.h"

/* What goes on to another line of the origin stands below its beginning, if there is room. */
#define LABEL_COLUMNS 9
#define ROOM_FOR_LABELS 40

/* An id is shown with so many digits, however narrow the terminal. */
#define LEAST_DIGITS 8

static const struct {
    const char *label;
    HitField field;
} origin[] = {
    {"Date:", HIT_DATE},       {"Source:", HIT_SOURCE}, {"Author:", HIT_AUTHOR},
    {"Section:", HIT_SECTION}, {"URL:", HIT_URL},       {"Path:", HIT_PATH},
};

/* The marks of a title or text; NULL: nothing is highlighted. */
static GArray *marks_of(const ShowStyle *style, const Hit *hit, gboolean title)
{
    if (!style->highlighter)
        return NULL;
    const GString *text = title ? hit->field[HIT_TITLE] : hit->text;
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    (title ? highlighter_run_title : highlighter_run)(style->highlighter, hit_language(hit),
                                                      text->str, text->len, marks);
    return marks;
}

static void unref_marks(GArray *marks)
{
    if (marks)
        g_array_unref(marks);
}

/* ---- for people ----------------------------------------------------------------------------- */

static void append_title(const ShowStyle *style, const Hit *hit, GString *out)
{
    const GString *title = hit->field[HIT_TITLE];
    g_autoptr(MarkedText) shown = marked_text_new();
    GArray *marks = marks_of(style, hit, TRUE);
    Palette palette = style->display->palette;
    WrapStyle wrap = {.width = style->width,
                      .palette = display_palette(style->display) ? &palette : NULL,
                      .part = PALETTE_TITLE,
                      .on_range = style->pattern ? show_pattern_add : NULL,
                      .data = style->pattern};
    if (title->len)
        marked_text_set(shown, title->str, title->len, marks, NULL);
    else
        g_string_append(shown->text, "(no title)");
    /* Bold, unless that would hide what is highlighted. */
    if (shown->ranges->len == 0)
        g_snprintf(palette.sgr[PALETTE_TITLE], PALETTE_LONGEST, "1;%s",
                   style->display->palette.sgr[PALETTE_TITLE]);
    wrap_text(&wrap, shown->text, shown->ranges, out);
    g_string_append_c(out, '\n');
    unref_marks(marks);
}

static void append_origin(const ShowStyle *style, const char *label, const char *value,
                          gboolean link, GString *out)
{
    const Palette *palette = display_palette(style->display);
    gboolean room = style->width == 0 || style->width >= ROOM_FOR_LABELS;
    WrapStyle wrap = {.width = style->width,
                      .first_column = LABEL_COLUMNS,
                      .indent = room ? LABEL_COLUMNS : 2,
                      .palette = palette,
                      .part = link ? PALETTE_URL : PALETTE_PARTS};
    g_autoptr(MarkedText) shown = marked_text_new();
    /* Several authors or sections stand on a line each. */
    g_auto(GStrv) values = g_strsplit(value, "\n", -1);
    g_autofree char *line = g_strjoinv(", ", values);
    marked_text_set(shown, line, strlen(line), NULL, NULL);
    if (palette)
        palette_on(palette, PALETTE_ORIGIN, out);
    g_string_append(out, label);
    if (palette)
        palette_off(palette, PALETTE_ORIGIN, out);
    g_string_append_printf(out, "%*s", (int)(LABEL_COLUMNS - strlen(label)), "");
    link = link && style->display->links && hyperlink_begin(out, value);
    wrap_text(&wrap, shown->text, NULL, out);
    if (link)
        hyperlink_end(out);
    g_string_append_c(out, '\n');
}

/* On one line: the first digits will do. */
static void append_id(const ShowStyle *style, const Hit *hit, GString *out)
{
    g_autofree char *id = hit->id[0] ? g_strdup(hit->id) : g_strdup_printf("#%u", hit->docid);
    if (hit->id[0] && style->width && strlen(id) + LABEL_COLUMNS > style->width)
        id[MAX(style->width - MIN(style->width, LABEL_COLUMNS), LEAST_DIGITS)] = '\0';
    append_origin(style, "Id:", id, FALSE, out);
}

static void append_body(const ShowStyle *style, const Hit *hit, GString *out)
{
    g_autoptr(MarkedText) shown = marked_text_new();
    GArray *marks = marks_of(style, hit, FALSE);
    LineBreaks breaks = line_breaks_of(hit->text->str, hit->text->len);
    WrapStyle wrap = {.width = style->width,
                      .palette = display_palette(style->display),
                      .part = PALETTE_PARTS,
                      .on_range = style->pattern ? show_pattern_add : NULL,
                      .data = style->pattern};
    marked_text_set(shown, hit->text->str, hit->text->len, marks, &breaks);
    while (shown->text->len && g_ascii_isspace(shown->text->str[shown->text->len - 1]))
        g_string_truncate(shown->text, shown->text->len - 1);
    wrap_text(&wrap, shown->text, shown->ranges, out);
    g_string_append_c(out, '\n');
    unref_marks(marks);
}

void show_article_text(const ShowStyle *style, const Hit *hit, GString *out)
{
    append_title(style, hit, out);
    for (gsize i = 0; i < G_N_ELEMENTS(origin); i++) {
        const GString *value = hit->field[origin[i].field];
        if (value->len)
            append_origin(style, origin[i].label, value->str, origin[i].field == HIT_URL, out);
    }
    append_id(style, hit, out);
    if (hit->text->len == 0)
        return;
    g_string_append_c(out, '\n');
    append_body(style, hit, out);
}

/* ---- for programs --------------------------------------------------------------------------- */

static void append_marks(const ShowStyle *style, const Hit *hit, gboolean title, GString *out)
{
    g_autoptr(GArray) marks = marks_of(style, hit, title);
    const char *prefix = title ? "title_" : "";
    g_string_append_printf(out, ",\"%shighlights\":", prefix);
    snippet_format_highlights_of(marks, SNIPPET_FORMAT_JSON, out);
    g_string_append_printf(out, ",\"%smarks\":", prefix);
    snippet_format_marks_of(title ? hit->field[HIT_TITLE]->str : hit->text->str, marks,
                      SNIPPET_FORMAT_JSON, out);
}

void show_article_json(const ShowStyle *style, const Hit *hit, GString *out)
{
    static const OutputField fields[] = {
        OUTPUT_FIELD_ID,   OUTPUT_FIELD_TITLE,  OUTPUT_FIELD_DATE,    OUTPUT_FIELD_SOURCE,
        OUTPUT_FIELD_URL,  OUTPUT_FIELD_AUTHOR, OUTPUT_FIELD_SECTION, OUTPUT_FIELD_LANGUAGE,
        OUTPUT_FIELD_PATH, OUTPUT_FIELD_OWN_ID,
    };
    g_string_append_printf(out, "{\"version\":%d", OUTPUT_JSON_VERSION);
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_autoptr(GString) value = g_string_new(NULL);
        output_field_append(fields[i], hit, NULL, value);
        g_string_append_printf(out, ",\"%s\":", output_field_name(fields[i]));
        if (value->len)
            json_text_append(out, value->str, value->len);
        else
            g_string_append(out, "null");
    }
    g_string_append(out, ",\"text\":");
    json_text_append(out, hit->text->str, hit->text->len);
    if (style->highlighter) {
        append_marks(style, hit, FALSE, out);
        append_marks(style, hit, TRUE, out);
    }
    g_string_append(out, "}\n");
}
