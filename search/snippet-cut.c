#include "search/snippet-cut.h"

#include "search/columns.h"

/* A word is rarely wider; a cut inside it is ugly. */
#define LONGEST_WORD 30

gboolean snippet_is_space(const char *p)
{
    return (guchar)*p < 0x80 ? g_ascii_isspace(*p) : g_unichar_isspace(g_utf8_get_char(p));
}

gsize snippet_step(const SnippetSource *source, gsize at, gsize *columns)
{
    const char *p = source->text + at;
    if ((guchar)*p > 0x20 && (guchar)*p < 0x80) {
        ++*columns;
        return at + 1;
    }
    if (snippet_is_space(p))
        *columns += at > 0 && !snippet_is_space(g_utf8_prev_char(p));
    else
        *columns += (guchar)*p < 0x80 ? 1 : columns_of_character(g_utf8_get_char(p));
    return at + g_utf8_skip[(guchar)*p];
}

gsize snippet_columns(const SnippetSource *source, gsize start, gsize end)
{
    gsize columns = 0;
    while (start < end)
        start = snippet_step(source, start, &columns);
    return columns;
}

gsize snippet_skip_space(const SnippetSource *source, gsize at)
{
    while (at < source->length && snippet_is_space(source->text + at))
        at += g_utf8_skip[(guchar)source->text[at]];
    return at;
}

gsize snippet_cluster(const SnippetSource *source, gsize at)
{
    while (at > 0 && at < source->length &&
           ((source->text[at] & 0xC0) == 0x80 ||
            !columns_between_clusters(source->text, source->length, at)))
        at--;
    return at;
}

/* The last cuts that were met on the way. */
typedef struct {
    gsize word, cluster; /* bytes */
    gsize word_columns;  /* from the start of the way to the cut between words */
} Cuts;

static void note_cut(const SnippetSource *source, gsize at, gsize columns, Cuts *cuts)
{
    if (!columns_between_clusters(source->text, source->length, at))
        return;
    cuts->cluster = at;
    if (columns_between_words(source->text, source->length, at)) {
        cuts->word = at;
        cuts->word_columns = columns;
    }
}

/* The cut between words, unless it leaves so much room that what follows must be a script without
 * spaces, or no word at all: then between any two clusters. */
static gsize better_cut(const Cuts *cuts, gsize columns)
{
    return columns - cuts->word_columns > LONGEST_WORD ? cuts->cluster : cuts->word;
}

gsize snippet_cut_after(const SnippetSource *source, gsize start, gsize columns, gsize limit)
{
    Cuts cuts = {start, start, 0};
    gsize at = start, used = 0;
    while (at < limit) {
        if (at > start)
            note_cut(source, at, used, &cuts);
        gsize next = snippet_step(source, at, &used);
        if (used > columns)
            return cuts.word > start ? better_cut(&cuts, columns) : cuts.cluster;
        at = next;
    }
    return limit;
}

gsize snippet_cut_before(const SnippetSource *source, gsize end, gsize columns, gsize floor)
{
    Cuts cuts = {end, end, 0};
    gsize at = end, used = 0;
    while (at > floor) {
        gsize before = (gsize)(g_utf8_prev_char(source->text + at) - source->text), width = 0;
        snippet_step(source, before, &width);
        if (used + width > columns)
            return better_cut(&cuts, columns);
        used += width;
        at = before;
        note_cut(source, at, used, &cuts);
    }
    return floor;
}
