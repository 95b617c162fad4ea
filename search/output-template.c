#include "search/output-template.h"

#include <string.h>

#include "search/output-private.h"
#include "stemmer/stemmer.h"

/* Text as it stands, then a field, unless it is OUTPUT_FIELDS. */
typedef struct {
    char *text;
    OutputField field;
} Piece;

struct OutputTemplate {
    GArray *pieces; /* of Piece */
};

static void clear_piece(gpointer piece)
{
    g_free(((Piece *)piece)->text);
}

static void add_piece(OutputTemplate *layout, GString *text, OutputField field)
{
    Piece piece = {g_strndup(text->str, text->len), field};
    g_array_append_val(layout->pieces, piece);
    g_string_truncate(text, 0);
}

/* ---- reading ----------------------------------------------------------------------------- */

/* One backslash and what it stands for. */
static gboolean read_escape(const char **at, GString *text, GError **error)
{
    static const char letters[] = "nt\\", meanings[] = "\n\t\\";
    const char *letter = (*at)[1] ? strchr(letters, (*at)[1]) : NULL;
    if (!letter) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--template': a backslash stands in \\n, \\t or \\\\ only, not before '%s'",
                    *at + 1);
        return FALSE;
    }
    g_string_append_c(text, meanings[letter - letters]);
    *at += 2;
    return TRUE;
}

/* A brace: doubled, or one with a field behind it. */
static gboolean read_brace(OutputTemplate *layout, const char **at, GString *text, GError **error)
{
    const char *begin = *at, *end;
    if (begin[1] == begin[0]) {
        g_string_append_c(text, *begin);
        *at += 2;
        return TRUE;
    }
    end = *begin == '{' ? strchr(begin, '}') : NULL;
    if (!end) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    *begin == '{' ? "'--template': the brace of '%s' is never closed; a brace "
                                    "itself is written {{"
                                  : "'--template': nothing opens the brace before '%s'; a brace "
                                    "itself is written }}",
                    *begin == '{' ? begin : begin + 1);
        return FALSE;
    }
    int field = output_field_find(begin + 1, (gsize)(end - begin - 1), "'--template'", error);
    if (field < 0)
        return FALSE;
    add_piece(layout, text, (OutputField)field);
    *at = end + 1;
    return TRUE;
}

OutputTemplate *output_template_new(const char *text, GError **error)
{
    g_autoptr(OutputTemplate) layout = g_new0(OutputTemplate, 1);
    g_autoptr(GString) plain = g_string_new(NULL);
    layout->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_array_set_clear_func(layout->pieces, clear_piece);
    for (const char *at = text; *at;) {
        gboolean read = TRUE;
        if (*at == '\\')
            read = read_escape(&at, plain, error);
        else if (*at == '{' || *at == '}')
            read = read_brace(layout, &at, plain, error);
        else
            g_string_append_c(plain, *at++);
        if (!read)
            return NULL;
    }
    add_piece(layout, plain, OUTPUT_FIELDS);
    return g_steal_pointer(&layout);
}

void output_template_free(OutputTemplate *layout)
{
    if (!layout)
        return;
    g_array_unref(layout->pieces);
    g_free(layout);
}

/* ---- writing ----------------------------------------------------------------------------- */

guint output_template_parts(const OutputTemplate *layout)
{
    guint parts = 0;
    for (guint i = 0; i < layout->pieces->len; i++) {
        OutputField field = g_array_index(layout->pieces, Piece, i).field;
        parts |= field == OUTPUT_FIELDS ? 0 : output_field_parts(field);
    }
    return parts;
}

void output_template_append(const OutputTemplate *layout, const Hit *hit,
                            const OutputQuestion *question, GString *out)
{
    g_autoptr(GString) value = g_string_new(NULL);
    for (guint i = 0; i < layout->pieces->len; i++) {
        const Piece *piece = &g_array_index(layout->pieces, Piece, i);
        g_string_append(out, piece->text);
        if (piece->field == OUTPUT_FIELDS)
            continue;
        g_string_truncate(value, 0);
        output_field_append(piece->field, hit, question, value);
        printable_append(out, value->str, value->len, TRUE);
    }
}

static void template_hit(Output *output, const Hit *hit)
{
    output_template_append(output->style.layout, hit, &output->question, output->out);
}

const OutputFormat output_template = {.hit = template_hit};
