#include "xapian-c/layout-private.h"

#include <string.h>

#define LINE_START "auto " LAYOUT_SEGMENTS "/"

static gboolean not_an_index(const char *index, const char *why, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX,
                "can't open '%s': %s; name an index that `dateline index` made", index, why);
    return FALSE;
}

/* Adds the segment that a line names; lines that name none are skipped. */
static gboolean read_line(const char *index, char *line, GPtrArray *segments, GError **error)
{
    g_strchomp(line);
    if (line[0] == '\0' || line[0] == '#')
        return TRUE;
    if (!g_str_has_prefix(line, LINE_START) || !layout_is_segment_name(line + strlen(LINE_START)))
        return not_an_index(index, "its " LAYOUT_STUB " names other databases than segments", error);
    g_ptr_array_add(segments, g_strdup(line + strlen(LINE_START)));
    return TRUE;
}

GPtrArray *layout_read_stub(const char *index, GError **error)
{
    gboolean found;
    gsize length;
    g_autofree char *text = layout_read_file(index, LAYOUT_STUB, &length, &found, error);
    if (text == NULL)
        return NULL;
    if (!found) {
        if (!g_file_test(index, G_FILE_TEST_EXISTS))
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                        "can't open '%s': there is no such index; `dateline index` makes one",
                        index);
        else
            not_an_index(index, "it has no " LAYOUT_STUB, error);
        return NULL;
    }
    if (strlen(text) != length) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "can't open '%s': its " LAYOUT_STUB " holds zero bytes; `dateline check --repair` makes it anew",
                    index);
        return NULL;
    }
    gsize body;
    if (layout_sum_of(text, length, SUM_COMMENT, &body) == LAYOUT_SUM_WRONG) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "can't open '%s': its " LAYOUT_STUB " has other bytes than were written; "
                    "`dateline check --repair` makes it anew",
                    index);
        return NULL;
    }
    g_autoptr(GPtrArray) segments = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (!read_line(index, *line, segments, error))
            return NULL;
    if (segments->len == 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "can't open '%s': its " LAYOUT_STUB " names no segment; `dateline check --repair` makes it anew",
                    index);
        return NULL;
    }
    return g_steal_pointer(&segments);
}

gboolean layout_write_stub(const char *index, const GPtrArray *segments, GError **error)
{
    g_assert(segments->len > 0);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < segments->len; i++) {
        const char *segment = g_ptr_array_index(segments, i);
        g_assert(layout_is_segment_name(segment));
        g_string_append_printf(text, LINE_START "%s\n", segment);
    }
    layout_sum_prepend(text, SUM_COMMENT);
    g_autofree char *path = g_build_filename(index, LAYOUT_STUB, NULL);
    return layout_write_file(path, text->str, text->len, error);
}
