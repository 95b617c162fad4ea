#include "search/snippet-passage.h"

#include <string.h>

#include "search/highlight.h"
#include "search/sentence.h"

/* How passages compare. The clauses that one shows count by their weights, which are 1 together;
 * what stands in one sentence says more than the same in several. */
#define SCORE_SHOWN 0.55   /* for those of the passage */
#define SCORE_TOGETHER 0.8 /* for those of its best sentence */
#define SCORE_CLOSE 0.2    /* and so much more where they stand side by side */
#define SCORE_LEAD 0.2     /* at the start of the text */
#define SCORE_WHOLE 0.05   /* begins with a sentence; and again, if the best sentence ends in it */
#define SCORE_REPEAT 0.01  /* another mark of the same clause, of which a few count */
#define REPEATS_COUNTED 3
/* Words between marks that halve their closeness, and bytes from the start that halve the lead. */
#define CLOSE_WORDS 8.0
#define BYTES_OF_WORD 6.0
#define LEAD_BYTES 800.0
/* A clause in another form than it was asked for; one that has been shown. */
#define OTHER_FORM 0.95
#define SHOWN_BEFORE 0.3

/* A passage is judged by so many marks, the closeness of a sentence's by so many. */
#define MARKS_COUNTED 64
#define MARKS_COMPARED 16
/* After the first passage only so many of the best are compared anew for each that is wanted. */
#define KEPT_FOR_EACH 50
/* A mark looks so far for its sentence at least. */
#define LEAST_REACH 1000

typedef struct {
    gsize start, end; /* bytes; end: of what fits */
    guint first;      /* its first mark */
    gboolean whole;   /* begins with a sentence */
    gboolean gone;
    float score;
} Candidate;

typedef struct {
    gsize start, end;
    gboolean known; /* whether it begins there, or only the text that was looked at */
} Sentence;

typedef struct {
    double value; /* in this passage, in this sentence: of the best mark so far */
    double together;
    guint32 passage, sentence; /* stamps that say whether the values hold */
} Clause;

struct PassageFinder {
    const SnippetSource *source;
    const Mark *marks;
    guint count;
    gsize room;
    GArray *sentences;    /* Sentence */
    guint32 *sentence_of; /* by mark */
    GArray *candidates;   /* Candidate */
    GArray *taken;        /* SnippetRange */
    Clause *clauses;
    double *weights; /* of clauses: 1 together */
    guint clause_count;
    guint32 stamp;
    guint wanted;    gsize needed_start; /* what judge() found besides what it answers */
};

/* ---- weights -------------------------------------------------------------------------------- */

static void set_weights(PassageFinder *finder, const SnippetStyle *style)
{
    for (guint i = 0; i < finder->count; i++)
        finder->clause_count = MAX(finder->clause_count, finder->marks[i].clause + 1);
    finder->clauses = g_new0(Clause, finder->clause_count);
    finder->weights = g_new0(double, finder->clause_count);
    double sum = 0;
    for (guint i = 0; i < finder->count; i++) {
        guint clause = finder->marks[i].clause;
        if (finder->weights[clause] > 0)
            continue;
        double weight = style->weights && clause < style->clauses ? style->weights[clause] : 1;
        finder->weights[clause] = MAX(weight, 1e-6);
        sum += finder->weights[clause];
    }
    for (guint i = 0; i < finder->clause_count; i++)
        finder->weights[i] /= sum;
}

/* ---- sentences ------------------------------------------------------------------------------ */

/* The sentence in which the mark stands, behind the one before. */
static Sentence find_sentence(const PassageFinder *finder, const Mark *mark, gsize floor)
{
    const SnippetSource *source = finder->source;
    gsize reach = MAX(LEAST_REACH, 4 * MIN(finder->room, source->length));
    gsize from = mark->start > reach ? MAX(floor, mark->start - reach) : floor;
    while (from > floor && (source->text[from] & 0xC0) == 0x80)
        from--;
    gsize to = MIN(source->length, mark->start + reach);
    Sentence sentence = {sentence_start(source->text, source->length, from, mark->start), to, TRUE};
    if (sentence.start == SENTENCE_NONE) {
        sentence.known = from == 0;
        sentence.start = from == 0 ? snippet_skip_space(source, 0) : from;
    }
    gsize next = sentence_next(source->text, source->length, mark->start + 1, to);
    if (next != SENTENCE_NONE)
        sentence.end = next;
    return sentence;
}

/* ---- candidates ----------------------------------------------------------------------------- */

/* Where the walk over the text stands that finds what fits from a candidate's start. */
typedef struct {
    gsize start, end;
    gsize columns; /* between */
} Walk;

static void add_candidate(PassageFinder *finder, Walk *walk, gsize start, guint mark,
                          gboolean whole)
{
    const Candidate *last = finder->candidates->len ? &g_array_index(finder->candidates, Candidate,
                                                                     finder->candidates->len - 1)
                                                    : NULL;
    if (last && start <= last->start)
        return;
    if (start >= walk->end)
        *walk = (Walk){start, start, 0};
    gsize passed = snippet_columns(finder->source, walk->start, start);
    walk->columns -= MIN(passed, walk->columns);
    walk->start = start;
    while (walk->end < finder->source->length) {
        gsize columns = walk->columns;
        gsize next = snippet_step(finder->source, walk->end, &columns);
        if (columns > finder->room)
            break;
        walk->columns = columns;
        walk->end = next;
    }
    for (guint i = 0; i < MARKS_COUNTED && mark > 0 && finder->marks[mark - 1].start >= start; i++)
        mark--;
    Candidate candidate = {.start = start, .end = walk->end, .first = mark, .whole = whole};
    g_array_append_val(finder->candidates, candidate);
}

/* The starts that a mark in a sentence that does not fit as a whole suggests: some words before it.
 */
static void add_cuts(PassageFinder *finder, Walk *walk, guint mark, gsize *last_cut)
{
    gsize start = finder->marks[mark].start;
    if (*last_cut && start < *last_cut + finder->room / 8)
        return;
    *last_cut = start;
    const guint shares[] = {3, 10};
    for (gsize i = 0; i < G_N_ELEMENTS(shares); i++) {
        gsize cut = snippet_cut_before(finder->source, start, finder->room / shares[i], 0);
        cut = snippet_skip_space(finder->source, snippet_cluster(finder->source, cut));
        add_candidate(finder, walk, cut, mark, FALSE);
    }
}

/* Linear in the text: the walks go forward only. */
static void find_candidates(PassageFinder *finder)
{
    Walk walk = {0, 0, 0};
    Sentence sentence = {0, 0, FALSE};
    gsize at = 0, columns = 0, last_cut = 0;
    gboolean fits = FALSE;
    for (guint i = 0; i < finder->count; i++) {
        const Mark *mark = &finder->marks[i];
        if (i == 0 || mark->start >= sentence.end) {
            sentence = find_sentence(finder, mark, i ? sentence.end : 0);
            g_array_append_val(finder->sentences, sentence);
            at = sentence.start;
            columns = 0;
            while (at < sentence.end && columns <= finder->room)
                at = snippet_step(finder->source, at, &columns);
            fits = columns <= finder->room;
        }
        finder->sentence_of[i] = finder->sentences->len - 1;
        if (sentence.known && (fits || mark->end <= at))
            add_candidate(finder, &walk, sentence.start, i, TRUE);
        /* A phrase may begin in one sentence and end in the next. */
        gboolean crosses = mark->end > sentence.end;
        if (!sentence.known || !fits || crosses)
            add_cuts(finder, &walk, i, &last_cut);
        if (crosses)
            add_candidate(finder, &walk, mark->start, i, FALSE);
    }
}

/* ---- scores --------------------------------------------------------------------------------- */

/* How close the marks first to last (of one sentence) stand where the clauses that are in force
 * there meet: 1 side by side. */
static double closeness(PassageFinder *finder, guint first, guint last, gsize end)
{
    last = MIN(last, first + MARKS_COMPARED - 1);
    guint distinct = 0;
    guint32 stamp = ++finder->stamp;
    for (guint i = first; i <= last; i++) {
        Clause *clause = &finder->clauses[finder->marks[i].clause];
        distinct += clause->sentence != stamp && finder->marks[i].end <= end;
        clause->sentence = stamp;
    }
    if (distinct < 2)
        return 1;
    /* The shortest run of marks that has all: from each mark back to the first that completes it.
     */
    double best = G_MAXDOUBLE;
    for (guint i = first; i <= last; i++) {
        guint met = 0;
        gsize covered = 0, start = finder->marks[i].start;
        stamp = ++finder->stamp;
        for (guint k = i + 1; k-- > first && met < distinct;) {
            const Mark *mark = &finder->marks[k];
            Clause *clause = &finder->clauses[mark->clause];
            if (clause->sentence == stamp || mark->end > end)
                continue;
            clause->sentence = stamp;
            met++;
            covered += mark->end - mark->start;
            start = MIN(start, mark->start);
        }
        gsize span = finder->marks[i].end - start;
        if (met == distinct)
            best = MIN(best, span > covered ? (double)(span - covered) : 0);
    }
    double words = best / BYTES_OF_WORD;
    return CLOSE_WORDS / (CLOSE_WORDS + MAX(words - (distinct - 1), 0));
}

/* The sentence of a passage that shows most. */
typedef struct {
    double together;
    guint first, last;
} Best;

static double add_value(double *value, guint32 *stamp, guint32 now, double weight)
{
    double before = *stamp == now ? *value : 0;
    *stamp = now;
    *value = MAX(before, weight);
    return *value - before;
}

/* What the passage is worth; *needed receives where the last mark that adds to it ends. */
static double judge(PassageFinder *finder, const Candidate *candidate, gsize *needed)
{
    Best best = {0, 0, 0}, here = {0, 0, 0};
    double shown = 0;
    guint repeats = 0;
    guint32 now = ++finder->stamp, stamp = 0, sentence = G_MAXUINT32;
    *needed = candidate->start;
    guint last = MIN(finder->count, candidate->first + MARKS_COUNTED);
    for (guint i = candidate->first; i < last && finder->marks[i].start < candidate->end; i++) {
        const Mark *mark = &finder->marks[i];
        if (mark->end > candidate->end)
            continue;
        if (finder->sentence_of[i] != sentence) {
            sentence = finder->sentence_of[i];
            stamp = ++finder->stamp;
            here = (Best){0, i, i};
        }
        Clause *clause = &finder->clauses[mark->clause];
        double weight = finder->weights[mark->clause] * (mark->other_form ? OTHER_FORM : 1);
        double more = add_value(&clause->value, &clause->passage, now, weight);
        shown += more;
        repeats += more == 0;
        if (more > 0 && mark->end > *needed) {
            *needed = mark->end;
            finder->needed_start = mark->start;
        }
        here.together += add_value(&clause->together, &clause->sentence, stamp, weight);
        here.last = i;
        if (here.together > best.together)
            best = here;
    }
    if (shown == 0)
        return 0;
    double close = closeness(finder, best.first, best.last, candidate->end);
    const Sentence *fullest =
        &g_array_index(finder->sentences, Sentence, finder->sentence_of[best.first]);
    double whole = candidate->whole + (fullest->end <= candidate->end);
    return shown * SCORE_SHOWN + best.together * (SCORE_TOGETHER + SCORE_CLOSE * close) +
           whole * SCORE_WHOLE + MIN(repeats, REPEATS_COUNTED) * SCORE_REPEAT +
           SCORE_LEAD * LEAD_BYTES / (LEAD_BYTES + (double)candidate->start);
}

/* ---- the finder ----------------------------------------------------------------------------- */

static int compare_scores(gconstpointer a, gconstpointer b)
{
    const Candidate *one = a, *other = b;
    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    return one->start < other->start ? -1 : one->start > other->start;
}

PassageFinder *passage_finder_new(const SnippetSource *source, const GArray *marks, gsize room,
                                  const SnippetStyle *style)
{
    PassageFinder *finder = g_new0(PassageFinder, 1);
    finder->source = source;
    finder->marks = (const Mark *)(gconstpointer)marks->data;
    finder->count = marks->len;
    finder->room = room;
    finder->wanted = MIN(style->fragments, SNIPPET_MAX_FRAGMENTS);
    finder->sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
    finder->sentence_of = g_new(guint32, marks->len);
    finder->candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    finder->taken = g_array_new(FALSE, FALSE, sizeof(SnippetRange));
    set_weights(finder, style);
    find_candidates(finder);
    gsize needed;
    for (guint i = 0; i < finder->candidates->len; i++) {
        Candidate *candidate = &g_array_index(finder->candidates, Candidate, i);
        candidate->score = (float)judge(finder, candidate, &needed);
    }
    if (finder->wanted > 1) {
        g_array_sort(finder->candidates, compare_scores);
        guint kept = KEPT_FOR_EACH * (finder->wanted + 4);
        g_array_set_size(finder->candidates, MIN(finder->candidates->len, kept));
    }
    return finder;
}

void passage_finder_free(PassageFinder *finder)
{
    if (!finder)
        return;
    g_array_unref(finder->sentences);
    g_free(finder->sentence_of);
    g_array_unref(finder->candidates);
    g_array_unref(finder->taken);
    g_free(finder->clauses);
    g_free(finder->weights);
    g_free(finder);
}

static gboolean is_free(const PassageFinder *finder, gsize start, gsize end)
{
    for (guint i = 0; i < finder->taken->len; i++) {
        const SnippetRange *range = &g_array_index(finder->taken, SnippetRange, i);
        if (start < range->end && range->start < MAX(end, start + 1))
            return FALSE;
    }
    return TRUE;
}

gboolean passage_finder_next(PassageFinder *finder, Passage *passage)
{
    Candidate *best = NULL;
    for (guint i = 0; i < finder->candidates->len; i++) {
        Candidate *candidate = &g_array_index(finder->candidates, Candidate, i);
        if (candidate->gone || (best && candidate->score <= best->score))
            continue;
        gsize needed;
        if (finder->taken->len) {
            candidate->score = (float)judge(finder, candidate, &needed);
            if (best && candidate->score <= best->score)
                continue;
            if (candidate->score == 0 || !is_free(finder, candidate->start, needed)) {
                candidate->gone = TRUE;
                continue;
            }
        }
        best = candidate;
    }
    if (!best)
        return FALSE;
    best->gone = TRUE;
    passage->start = best->start;
    finder->needed_start = best->start;
    judge(finder, best, &passage->needed);
    passage->needed_start = finder->needed_start;
    return TRUE;
}

void passage_finder_take(PassageFinder *finder, gsize start, gsize end)
{
    SnippetRange range = {start, end};
    g_array_append_val(finder->taken, range);
    guint32 stamp = ++finder->stamp;
    for (guint i = 0; i < finder->count && finder->marks[i].start < end; i++) {
        Clause *clause = &finder->clauses[finder->marks[i].clause];
        if (finder->marks[i].start < start || finder->marks[i].end > end ||
            clause->passage == stamp)
            continue;
        clause->passage = stamp;
        finder->weights[finder->marks[i].clause] *= SHOWN_BEFORE;
    }
}

void passage_finder_bounds(const PassageFinder *finder, gsize at, gsize *floor, gsize *ceiling)
{
    *floor = 0;
    *ceiling = finder->source->length;
    for (guint i = 0; i < finder->taken->len; i++) {
        const SnippetRange *range = &g_array_index(finder->taken, SnippetRange, i);
        if (range->end <= at)
            *floor = MAX(*floor, range->end);
        if (range->start > at)
            *ceiling = MIN(*ceiling, range->start);
    }
}
