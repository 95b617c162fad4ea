#include "indexer/reading.h"

#include <string.h>

#define FOLDER "folder"

static void append_line(GString *reading, const char *name, const char *value)
{
    /* A value of several lines can't have been of use. */
    if (value == NULL || strchr(value, '\n') != NULL)
        return;
    g_string_append_printf(reading, "%s%s=%s", reading->len > 0 ? "\n" : "", name, value);
}

char *reading_make(const CorpusOptions *options, gboolean folder_section)
{
    GString *reading = g_string_new(NULL);
    append_line(reading, "format", options->format);
    append_line(reading, "encoding", options->encoding);
    for (const char *const *map = options->maps; map != NULL && *map != NULL; map++)
        append_line(reading, "map", *map);
    append_line(reading, "warc-url", options->warc_url);
    if (options->article_max > 0)
        g_string_append_printf(reading, "%smax-article=%zu", reading->len > 0 ? "\n" : "",
                               options->article_max);
    append_line(reading, "section", folder_section ? FOLDER : NULL);
    return g_string_free(reading, reading->len == 0);
}

static const char *value_of(const char *line, const char *name)
{
    gsize length = strlen(name);
    return strncmp(line, name, length) == 0 && line[length] == '=' ? line + length + 1 : NULL;
}

gboolean reading_has_folder_section(const char *reading)
{
    g_auto(GStrv) lines = g_strsplit(reading, "\n", -1);
    return g_strv_contains((const char *const *)lines, "section=" FOLDER);
}

void reading_parse(const char *reading, CorpusOptions *options, char ***lines, GPtrArray *maps)
{
    *options = (CorpusOptions){0};
    *lines = g_strsplit(reading, "\n", -1);
    g_ptr_array_set_size(maps, 0);
    for (char **line = *lines; *line != NULL; line++) {
        const char *value;
        if ((value = value_of(*line, "format")) != NULL)
            options->format = value;
        else if ((value = value_of(*line, "encoding")) != NULL)
            options->encoding = value;
        else if ((value = value_of(*line, "warc-url")) != NULL)
            options->warc_url = value;
        else if ((value = value_of(*line, "max-article")) != NULL)
            options->article_max = g_ascii_strtoull(value, NULL, 10);
        else if ((value = value_of(*line, "map")) != NULL)
            g_ptr_array_add(maps, (gpointer)value);
    }
    g_ptr_array_add(maps, NULL);
    options->maps = (const char *const *)maps->pdata;
}
