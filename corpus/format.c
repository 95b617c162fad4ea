#include "corpus/format-private.h"

#include <string.h>

#include "corpus/corpus.h"

#define FORMAT_ADDRESS(name) &format_##name,
static const Format *const formats[] = {FORMATS(FORMAT_ADDRESS)};

#define FORMAT_NAME(name) #name,
const char *const corpus_format_names[] = {FORMATS(FORMAT_NAME) NULL};

gboolean corpus_format(guint number, CorpusFormat *format)
{
    if (number >= G_N_ELEMENTS(formats))
        return FALSE;
    const Format *row = formats[number];
    *format = (CorpusFormat){row->name, row->help, row->told, row->options, row->extensions};
    return TRUE;
}

const Format *format_named(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    }
    return NULL;
}

char *format_names(void)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", formats[i]->name);
    return g_string_free(names, FALSE);
}

static gboolean has_extension(const Format *format, const char *name)
{
    const char *dot = name ? strrchr(name, '.') : NULL;
    /* "news.jsonl.gz": what the packing adds does not count. */
    static const char *const packed[] = {"gz", "bz2", "xz", "zst", "lz4"};
    gsize length = dot ? strlen(dot + 1) : 0;
    for (guint i = 0; dot && i < G_N_ELEMENTS(packed); i++) {
        if (g_ascii_strcasecmp(dot + 1, packed[i]) == 0) {
            const char *inner = dot;
            while (inner > name && inner[-1] != '.' && inner[-1] != '/')
                inner--;
            if (inner == name || inner[-1] != '.')
                return FALSE;
            length = dot - inner;
            dot = inner - 1;
            break;
        }
    }
    for (guint i = 0; dot && format->extensions[i]; i++) {
        if (strlen(format->extensions[i]) == length &&
            g_ascii_strncasecmp(dot + 1, format->extensions[i], length) == 0)
            return TRUE;
    }
    return FALSE;
}

CutAnswer format_cut_whole(G_GNUC_UNUSED Cutter *cutter, G_GNUC_UNUSED const char *bytes,
                           gsize length, gboolean last, Cut *found)
{
    if (!last)
        return CUT_MORE;
    if (length == 0)
        return CUT_NOTHING;
    *found = (Cut){.length = length, .next = length};
    return CUT_RECORD;
}

guint64 format_count_lines(const char *from, const char *to)
{
    guint64 lines = 0;
    for (; from < to && (from = memchr(from, '\n', (gsize)(to - from))); from++)
        lines++;
    return lines;
}

void cutter_set_context(Cutter *cutter, const char *bytes, gsize length)
{
    g_clear_pointer(&cutter->context, g_bytes_unref);
    cutter->context = g_bytes_new(bytes, length);
}

const Format *format_guess(const char *name, const char *head, gsize length, gboolean whole)
{
    const Format *best = NULL;
    guint best_score = 0;
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        guint score = formats[i]->probe(head, length, whole);
        if (score > PROBE_NO && has_extension(formats[i], name))
            score += PROBE_EXTENSION;
        if (score > best_score) {
            best = formats[i];
            best_score = score;
        }
    }
    return best;
}
