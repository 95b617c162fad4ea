#include "search/output-style.h"
#include "search/output-tally.h"

/* The short ways to say --format, which may stand beside it if they mean the same. */
typedef struct {
    gboolean given;
    const char *option;
    OutputFormatName format;
} Wish;

static gboolean choose_format(OutputStyle *style, const SearchOptions *options, GError **error)
{
    const Wish wishes[] = {
        {options->format != SEARCH_FORMAT_UNSET, "--format", (OutputFormatName)options->format},
        {options->json, "--json", OUTPUT_JSON},
        {options->matches, "--matches", OUTPUT_COUNT},
        {options->paths, "--paths", OUTPUT_PATHS},
        {options->layout != NULL, "--template", OUTPUT_TEMPLATE},
    };
    const Wish *first = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(wishes); i++) {
        if (!wishes[i].given)
            continue;
        if (first && first->format != wishes[i].format) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "'%s' and '%s' can't go together: results have one format", first->option,
                        wishes[i].option);
            return FALSE;
        }
        if (!first)
            first = &wishes[i];
    }
    style->format = first ? first->format : OUTPUT_TEXT;
    style->tallies = (options->facets ? options->facets->len : 0) +
                     (options->timeline != SEARCH_TIMELINE_UNSET);
    if (style->tallies && !output_tally_knows(style->format)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'%s' can't go with '%s': these are printed as text, json, csv or tsv",
                    first->option, options->facets ? "--facet" : "--timeline");
        return FALSE;
    }
    return TRUE;
}

static gboolean choose_fields(OutputStyle *style, const SearchOptions *options, GError **error)
{
    if (!options->fields)
        return TRUE;
    if (style->tallies) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--fields' can't go with '%s', whose rows have a label and a count",
                    options->facets ? "--facet" : "--timeline");
        return FALSE;
    }
    if (!output_format_has_fields(style->format)) {
        g_autoptr(GString) known = g_string_new(NULL);
        for (int i = 0; i < OUTPUT_FORMATS; i++)
            if (output_format_has_fields((OutputFormatName)i))
                g_string_append_printf(known, "%s%s", known->len ? ", " : "",
                                       output_format_names[i]);
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--fields' is of no use here: these formats have fields: %s", known->str);
        return FALSE;
    }
    style->fields = g_array_new(FALSE, FALSE, sizeof(OutputField));
    return output_field_list(options->fields, style->fields, error);
}

static gboolean choose_details(OutputStyle *style, const SearchOptions *options, GError **error)
{
    style->csv_safe = options->csv_safe;
    if (style->csv_safe && style->format != OUTPUT_CSV && style->format != OUTPUT_TSV) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--csv-safe' is of no use here: it is for '--format csv' and '--format tsv'");
        return FALSE;
    }
    if (options->layout)
        style->layout = output_template_new(options->layout, error);
    return !options->layout || style->layout;
}

gboolean output_style_set(OutputStyle *style, const SearchOptions *options, GError **error)
{
    if (!choose_format(style, options, error) || !choose_fields(style, options, error) ||
        !choose_details(style, options, error))
        return FALSE;
    display_set(&style->display, (ColorWhen)options->color, (ColorWhen)options->hyperlink,
                options->quiet);
    style->pager = !options->no_pager;
    style->batch = options->batch != NULL;
    return TRUE;
}
