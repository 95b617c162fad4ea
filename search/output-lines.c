/* Formats of a line for each hit that name it and say no more: ids, paths, run files. */
#include "search/output-private.h"
#include "stemmer/stemmer.h"

static const GString *value_of(Output *output, OutputField field, const Hit *hit)
{
    g_string_truncate(output->scratch, 0);
    output_field_append(field, hit, &output->question, output->scratch);
    return output->scratch;
}

/* ---- ids --------------------------------------------------------------------------------- */

static void ids_hit(Output *output, const Hit *hit)
{
    g_string_append_printf(output->out, "%s\n", value_of(output, OUTPUT_FIELD_ID, hit)->str);
}

const OutputFormat output_ids = {.hit = ids_hit};

/* ---- paths: each file once, as grep -l --------------------------------------------------- */

/* A path that could disturb a terminal, or breaks a line, is quoted as in C. */
static void append_path(GString *out, const GString *path)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, path->str, path->len, TRUE);
    if (g_string_equal(shown, path) && path->str[0] != '"') {
        g_string_append_len(out, path->str, (gssize)path->len);
    } else {
        g_autofree char *escaped = g_strescape(path->str, NULL);
        g_string_append_printf(out, "\"%s\"", escaped);
    }
    g_string_append_c(out, '\n');
}

static void paths_hit(Output *output, const Hit *hit)
{
    const GString *path = hit->field[HIT_PATH];
    if (!output->seen)
        output->seen = seen_texts_new();
    if (path->len && seen_texts_add(output->seen, path))
        append_path(output->out, path);
}

const OutputFormat output_paths = {.parts = HIT_WITH_FIELDS, .hit = paths_hit};

/* ---- trec: a run file ---------------------------------------------------------------------- */

/* A query without a topic's name goes by its number. */
static void trec_query(Output *output)
{
    trec_topic_clear(&output->trec);
    g_string_printf(output->scratch, "%u", output->number);
    output->trec = (TrecTopic){.name = output->question.topic ? output->question.topic
                                                              : output->scratch->str};
}

static void trec_hit(Output *output, const Hit *hit)
{
    trec_line_append(output->out, &output->trec, hit);
}

const OutputFormat output_trec = {.parts = HIT_WITH_FIELDS, .query = trec_query, .hit = trec_hit};
