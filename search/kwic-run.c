#include "search/kwic-run.h"

#include <string.h>

#include "console/console.h"
#include "console/number.h"
#include "search/no-match.h"
#include "search/kwic-sample.h"
#include "search/query-xapian.h"
#include "search/search-run.h"
#include "search/spill-sort.h"

typedef struct {
    const KwicOptions *options;
    Searcher *searcher;
    Highlighter *highlighter;
    KwicOutput *output;
    KwicSample *sample; /* NULL: all lines are wanted */
    SpillSort *sort;    /* NULL: lines are written as they come */
    Hit *hit;
    KwicLine *line;
    GArray *marks;
    GString *key, *packed;
    guint64 articles, lines; /* found so far */
    guint64 written;
} Kwic;

/* How something went on: an end is no failure. */
typedef enum { GOES_ON, IS_DONE, IS_CLOSED, HAS_FAILED } Answer;

static Answer answer_of(ConsoleAnswer written)
{
    return written == CONSOLE_WRITTEN  ? GOES_ON
           : written == CONSOLE_CLOSED ? IS_CLOSED
                                       : HAS_FAILED;
}

static Answer write_line(Kwic *kwic, GError **error)
{
    Answer answer = answer_of(kwic_output_line(kwic->output, kwic->line, error));
    kwic->written++;
    if (answer == GOES_ON && kwic->options->count && kwic->written >= kwic->options->count)
        return IS_DONE;
    return answer;
}

/* ---- one place ------------------------------------------------------------------------------ */

/* Words on one side, then the keyword, then the order of articles. */
static void make_key(Kwic *kwic, gboolean in_title, const Mark *mark)
{
    guint64 order = GUINT64_TO_BE(kwic->lines);
    g_string_truncate(kwic->key, 0);
    if (kwic->options->sort == KWIC_SORT_LEFT || kwic->options->sort == KWIC_SORT_RIGHT) {
        kwic_line_append_key(kwic->hit, in_title, mark,
                             kwic->options->sort == KWIC_SORT_LEFT ? KWIC_LEFT : KWIC_RIGHT,
                             kwic->key);
        const GString *keyword = kwic->line->part[KWIC_KEYWORD];
        g_autofree char *folded = fold_text(keyword->str, keyword->len);
        g_string_append_c(kwic->key, '\0');
        g_string_append(kwic->key, folded);
        g_string_append_c(kwic->key, '\0');
    }
    g_string_append_len(kwic->key, (const char *)&order, sizeof order);
}

static Answer add_place(Kwic *kwic, gboolean in_title, const Mark *mark, GError **error)
{
    guint64 number = 0;
    kwic->lines++;
    if (kwic->sample) {
        number = kwic_sample_number(kwic->sample, kwic->hit->id, kwic->hit->docid, in_title,
                                    mark->start);
        if (!kwic_sample_wants(kwic->sample, number))
            return GOES_ON;
    }
    kwic_line_set(kwic->line, kwic->hit, in_title, mark, kwic_output_context(kwic->output));
    if (!kwic->sort)
        return write_line(kwic, error);
    make_key(kwic, in_title, mark);
    g_string_truncate(kwic->packed, 0);
    kwic_line_pack(kwic->line, kwic->packed);
    if (kwic->sample)
        kwic_sample_add(kwic->sample, number, kwic->key, kwic->packed);
    else if (!spill_sort_add(kwic->sort, kwic->key->str, kwic->key->len, kwic->packed->str,
                             kwic->packed->len, error))
        return HAS_FAILED;
    return GOES_ON;
}

/* ---- articles ------------------------------------------------------------------------------- */

/* Each mark but those inside of another. */
static Answer add_marks(Kwic *kwic, gboolean in_title, GError **error)
{
    gsize reached = 0;
    for (guint i = 0; i < kwic->marks->len; i++) {
        const Mark *mark = &g_array_index(kwic->marks, Mark, i);
        if (mark->end <= reached)
            continue;
        reached = mark->end;
        Answer answer = add_place(kwic, in_title, mark, error);
        if (answer != GOES_ON)
            return answer;
    }
    return GOES_ON;
}

static Answer add_article(Kwic *kwic, GError **error)
{
    const GString *title = kwic->hit->field[HIT_TITLE], *text = kwic->hit->text;
    const char *language = hit_language(kwic->hit);
    guint64 before = kwic->lines;
    highlighter_run_title(kwic->highlighter, language, title->str, title->len, kwic->marks);
    Answer answer = add_marks(kwic, TRUE, error);
    if (answer == GOES_ON) {
        highlighter_run(kwic->highlighter, language, text->str, text->len, kwic->marks);
        answer = add_marks(kwic, FALSE, error);
    }
    kwic->articles += kwic->lines > before;
    return answer;
}

static Answer add_page(Kwic *kwic, XapHits *hits, gsize first, GError **error)
{
    Searcher *searcher = kwic->searcher;
    if (!xap_hits_load(searcher->db, hits, first, SOURCE_TEXTS_PAGE, error))
        return HAS_FAILED;
    gsize end = MIN(xap_hits_count(hits), first + SOURCE_TEXTS_PAGE);
    if (first < end && searcher->texts && !source_texts_fetch(searcher->texts, searcher->db, hits, first, error))
        return HAS_FAILED;
    Answer answer = GOES_ON;
    for (gsize i = first; i < end && answer == GOES_ON; i++) {
        if (!hit_read_article(kwic->hit, searcher, xap_hits_get(hits, i), error))
            return HAS_FAILED;
        answer = add_article(kwic, error);
    }
    return answer == GOES_ON ? answer_of(kwic_output_flush(kwic->output, error)) : answer;
}

/* The articles that match, in the order of their dates; those of one instant, of their ids. */
static XapHits *find_articles(const Kwic *kwic, const Query *query, GError **error)
{
    Searcher *searcher = kwic->searcher;
    g_autoptr(XapQuery) matching = query_to_xapian(query->root, searcher->positions, 0);
    /* Without weights nothing else can decide. */
    g_autoptr(XapQuery) weightless = xap_query_scale(matching, 0);
    searcher->ranking.sort =
        kwic->options->sort == KWIC_SORT_NEWEST ? RANKING_NEWEST : RANKING_OLDEST;
    XapHits *hits = searcher_rank(searcher, weightless, 0, searcher->documents, 0, error);
    kwic_output_set_missing(kwic->output, searcher_lost(searcher));
    return hits;
}

static Answer add_articles(Kwic *kwic, const Query *query, GError **error)
{
    g_autoptr(XapHits) hits = find_articles(kwic, query, error);
    if (!hits)
        return HAS_FAILED;
    Answer answer = GOES_ON;
    for (gsize i = 0; i < xap_hits_count(hits) && answer == GOES_ON; i += SOURCE_TEXTS_PAGE)
        answer = add_page(kwic, hits, i, error);
    return answer;
}

/* ---- lines that were gathered --------------------------------------------------------------- */

typedef struct {
    SpillSort *sort;
    GError **error;
} Kept;

static gboolean add_kept(const GString *key, const GString *value, gpointer data)
{
    const Kept *kept = data;
    return spill_sort_add(kept->sort, key->str, key->len, value->str, value->len, kept->error);
}

static Answer write_sorted(Kwic *kwic, GError **error)
{
    if (kwic->sample) {
        Kept kept = {kwic->sort, error};
        if (!kwic_sample_each(kwic->sample, add_kept, &kept))
            return HAS_FAILED;
    }
    gsize length;
    GError *failure = NULL;
    for (const char *packed; (packed = spill_sort_next(kwic->sort, &length, &failure));) {
        kwic_line_unpack(kwic->line, packed);
        Answer answer = write_line(kwic, error);
        if (answer != GOES_ON)
            return answer;
    }
    if (!failure)
        return GOES_ON;
    g_propagate_error(error, failure);
    return HAS_FAILED;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void note_lines(const Kwic *kwic, gboolean all)
{
    g_autofree char *written = number_grouped(kwic->written);
    g_autofree char *lines = number_grouped(kwic->lines);
    g_autofree char *articles = number_grouped(kwic->articles);
    if (!all) {
        g_autofree char *first =
            kwic->written == 1 ? g_strdup("line") : g_strdup_printf("%s lines", written);
        console_note("the first %s", first);
        return;
    }
    g_autofree char *shown =
        kwic->written < kwic->lines ? g_strdup_printf(", %s shown", written) : g_strdup("");
    console_note("%s %s in %s %s%s", lines, kwic->lines == 1 ? "line" : "lines", articles,
                 kwic->articles == 1 ? "article" : "articles", shown);
}

/* Why there is nothing. */
static void note_none(const Kwic *kwic, const Query *query)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) report = g_string_new(NULL);
    if (!no_match_report(kwic->searcher, query, kwic->searcher->analysis, report, &error))
        console_note("%s", error->message);
    else
        console_note("%s", g_strchomp(report->str));
}

static int finish(const Kwic *kwic, const Query *query, Answer found, Answer answer, GError *error)
{
    SourceTexts *texts = kwic->searcher->texts;
    if (answer == HAS_FAILED) {
        console_note("%s", error->message);
        return STATUS_ERROR;
    }
    if (texts && !kwic->options->quiet)
        source_texts_note(texts);
    if (answer != IS_CLOSED && !kwic->options->quiet && kwic->lines)
        note_lines(kwic, found == GOES_ON);
    else if (!kwic->options->quiet && kwic->lines == 0)
        note_none(kwic, query);
    return kwic->lines ? STATUS_HITS : STATUS_NONE;
}

int kwic_run(const KwicOptions *options, Searcher *searcher, const Query *query, KwicOutput *output)
{
    g_autoptr(GError) error = NULL;
    gboolean streams =
        !options->sample && (options->sort == KWIC_SORT_DATE || options->sort == KWIC_SORT_NEWEST);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, searcher->analysis);
    g_autoptr(KwicSample) sample =
        options->sample ? kwic_sample_new(options->sample, options->seed) : NULL;
    g_autoptr(SpillSort) sort = streams ? NULL : spill_sort_new(SPILL_SORT_MEMORY, NULL);
    g_autoptr(Hit) hit = hit_new();
    g_autoptr(KwicLine) line = kwic_line_new();
    g_autoptr(GString) key = g_string_new(NULL), packed = g_string_new(NULL);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    Kwic kwic = {.options = options,
                 .searcher = searcher,
                 .highlighter = highlighter,
                 .output = output,
                 .sample = sample,
                 .sort = sort,
                 .hit = hit,
                 .line = line,
                 .marks = marks,
                 .key = key,
                 .packed = packed};
    Answer found = add_articles(&kwic, query, &error), answer = found;
    if (answer == GOES_ON && sort)
        answer = write_sorted(&kwic, &error);
    if (answer == GOES_ON || answer == IS_DONE) {
        Answer end = answer_of(kwic_output_finish(output, &error));
        answer = end == GOES_ON ? answer : end;
    }
    return finish(&kwic, query, found, answer, error);
}
