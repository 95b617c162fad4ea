/* Formats of a line for each hit that name it and say no more: ids, paths, run files. */
#include <math.h>
#include <string.h>

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

/* ---- what was printed before ------------------------------------------------------------- */

/* 64 bits of SHA-256, so that one takes some 16 bytes, and none can be made to hide another. */
static gpointer digest(const GString *text)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 bytes[32];
    gsize length = sizeof bytes;
    gpointer first;
    g_checksum_update(checksum, (const guchar *)text->str, (gssize)text->len);
    g_checksum_get_digest(checksum, bytes, &length);
    memcpy(&first, bytes, sizeof first);
    return first;
}

static gboolean is_new(Output *output, const GString *text)
{
    if (!output->seen)
        output->seen = g_hash_table_new(NULL, NULL);
    return g_hash_table_add(output->seen, digest(text));
}

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
    if (path->len && is_new(output, path))
        append_path(output->out, path);
}

const OutputFormat output_paths = {.parts = HIT_WITH_FIELDS, .hit = paths_hit};

/* ---- trec: the run file of TREC's scorers, `topic Q0 docid rank score tag` --------------- */

#define TREC_TAG "dateline"

/* White space divides the columns: in a name it becomes %XX, and what could disturb a terminal is
 * replaced. */
static void append_name(GString *out, const char *name)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, name, strlen(name), TRUE);
    for (const char *p = shown->str, *next; *p; p = next) {
        next = g_utf8_next_char(p);
        gboolean space = g_unichar_isspace(g_utf8_get_char(p));
        for (; p < next; p++)
            if (space)
                g_string_append_printf(out, "%%%02X", (guchar)*p);
            else
                g_string_append_c(out, *p);
    }
}

/* Scorers rank by the score, many of them read as a float, and break ties in ways of their own: so
 * each is made less than the one before it, by as little as a float can tell. */
static float trec_score(Output *output, const Hit *hit)
{
    float score = (float)hit->score;
    if (hit->rank > output->first_rank && score >= output->last_score)
        score = MIN(nextafterf(output->last_score, -INFINITY), output->last_score - 1e-6F);
    output->last_score = score;
    return score;
}

/* Each stands once for a topic: of articles with the same id of their own, the others go by ours.
 */
static const char *trec_name(Output *output, const Hit *hit)
{
    const GString *own = hit->field[HIT_OWN_ID];
    return own->len && is_new(output, own) ? own->str : value_of(output, OUTPUT_FIELD_ID, hit)->str;
}

static void trec_query(Output *output)
{
    if (output->seen)
        g_hash_table_remove_all(output->seen);
}

static void trec_hit(Output *output, const Hit *hit)
{
    GString *out = output->out;
    char score[G_ASCII_DTOSTR_BUF_SIZE];
    if (output->question.topic)
        append_name(out, output->question.topic);
    else
        g_string_append_printf(out, "%u", output->number);
    g_string_append(out, " Q0 ");
    append_name(out, trec_name(output, hit));
    g_ascii_formatd(score, sizeof score, "%.9g", (double)trec_score(output, hit));
    g_string_append_printf(out, " %u %s " TREC_TAG "\n", hit->rank, score);
}

const OutputFormat output_trec = {.parts = HIT_WITH_FIELDS, .query = trec_query, .hit = trec_hit};
