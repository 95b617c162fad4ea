#include "search/highlight.h"

#include <string.h>

#include "search/highlight-near.h"

/* Where the slots of a sequence were last met. The tokens of one position come together, so the
 * last position and the one before it are all that the next slot can ask for. */
typedef struct {
    guint32 position[2]; /* the latest first; 0: none */
    gsize start[2];      /* where the sequence that led there began */
    gsize end[2];        /* where the slot's own token ended */
} Reach;

/* An alternative of a leaf. */
typedef struct {
    guint clause;
    guint slots;
    guint first_reach; /* in Highlighter.reaches, one for each slot */
    guint within;      /* its slots stand so far apart at the most; 0: side by side */
    gboolean in_order;
    gboolean of_title; /* it is looked for in titles alone */
    char *form; /* of a word that is looked for by its stems: as it was asked for, folded; else NULL
                 */
    gboolean
        *touching; /* by slot: nothing may stand between it and the slot before; NULL: for none */
} Sequence;

/* A word may be this slot of that sequence. */
typedef struct {
    guint sequence, slot;
} Hook;

struct Highlighter {
    Analysis *analysis;
    guint32 stamp;
    GArray *sequences;   /* Sequence */
    GArray *reaches;     /* Reach */
    GHashTable *by_word; /* folded word → GArray of Hook */
    GHashTable *by_stem;
    GPtrArray *hook_sets; /* GArray of Hook: what words' tags refer to, by index + 1; tag 0: none */
    GArray *places;       /* NearPlace: of the text that is being read */
    GArray *marks;        /* likewise */
    gboolean in_title;
};

static void unref_array(gpointer array)
{
    g_array_unref(array);
}

static void clear_sequence(gpointer sequence)
{
    g_free(((Sequence *)sequence)->touching);
    g_free(((Sequence *)sequence)->form);
}

static void add_hook(GHashTable *table, const char *text, Hook hook)
{
    GArray *hooks = g_hash_table_lookup(table, text);
    if (!hooks) {
        hooks = g_array_new(FALSE, FALSE, sizeof(Hook));
        g_hash_table_insert(table, (gpointer)text, hooks);
    }
    g_array_append_val(hooks, hook);
}

static void add_patterns(Highlighter *highlighter, const QuerySlot *slot, Hook hook)
{
    for (guint i = 0; i < slot->patterns->len; i++) {
        const QueryPattern *pattern = slot->patterns->pdata[i];
        for (guint k = 0; k < pattern->forms->len; k++)
            add_hook(highlighter->by_word, pattern->forms->pdata[k], hook);
    }
}

/* Characters that make a bigram in the query do so in the text, where nothing stands between them.
 */
static gboolean *find_touching(const QueryAlternative *alternative)
{
    if (alternative->companions->len == 0)
        return NULL;
    gboolean *touching = g_new0(gboolean, alternative->slots->len);
    g_autoptr(GString) bigram = g_string_new(NULL);
    for (guint i = 1; i < alternative->slots->len; i++) {
        const QuerySlot *before = alternative->slots->pdata[i - 1],
                        *slot = alternative->slots->pdata[i];
        if (before->words->len == 0 || slot->words->len == 0)
            continue;
        g_string_printf(bigram, "%s%s", (char *)before->words->pdata[0],
                        (char *)slot->words->pdata[0]);
        touching[i] = g_ptr_array_find_with_equal_func(alternative->companions, bigram->str,
                                                       g_str_equal, NULL);
    }
    return touching;
}

static void add_alternative(Highlighter *highlighter, const QueryNode *leaf,
                            const QueryAlternative *alternative)
{
    Sequence sequence = {
        .clause = leaf->clause,
        .slots = alternative->slots->len,
        .first_reach = highlighter->reaches->len,
        .within = leaf->within,
        .in_order = leaf->in_order,
        .of_title = leaf->field && *leaf->field->prefix,
        .form = alternative->stemmed ? fold_text(leaf->written, strlen(leaf->written)) : NULL,
        .touching = find_touching(alternative)};
    for (guint i = 0; i < sequence.slots; i++) {
        const QuerySlot *slot = alternative->slots->pdata[i];
        Hook hook = {highlighter->sequences->len, i};
        for (guint k = 0; k < slot->words->len; k++)
            add_hook(highlighter->by_word, slot->words->pdata[k], hook);
        for (guint k = 0; alternative->stemmed && k < slot->stems->len; k++)
            add_hook(highlighter->by_stem, slot->stems->pdata[k], hook);
        add_patterns(highlighter, slot, hook);
    }
    g_array_set_size(highlighter->reaches, highlighter->reaches->len + sequence.slots);
    g_array_append_val(highlighter->sequences, sequence);
}

Highlighter *highlighter_new(const Query *query, Analysis *analysis)
{
    Highlighter *highlighter = g_new0(Highlighter, 1);
    highlighter->analysis = analysis;
    highlighter->stamp = analysis_stamp(analysis);
    highlighter->sequences = g_array_new(FALSE, TRUE, sizeof(Sequence));
    g_array_set_clear_func(highlighter->sequences, clear_sequence);
    highlighter->reaches = g_array_new(FALSE, TRUE, sizeof(Reach));
    highlighter->by_word = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_array);
    highlighter->by_stem = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_array);
    highlighter->hook_sets = g_ptr_array_new_with_free_func(unref_array);
    highlighter->places = g_array_new(FALSE, FALSE, sizeof(NearPlace));
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        gboolean marked = query_node_has_words(leaf) && !leaf->negated;
        for (guint k = 0; marked && k < leaf->alternatives->len; k++)
            add_alternative(highlighter, leaf, leaf->alternatives->pdata[k]);
    }
    return highlighter;
}

void highlighter_free(Highlighter *highlighter)
{
    if (!highlighter)
        return;
    g_array_unref(highlighter->sequences);
    g_array_unref(highlighter->reaches);
    g_hash_table_unref(highlighter->by_word);
    g_hash_table_unref(highlighter->by_stem);
    g_ptr_array_unref(highlighter->hook_sets);
    g_array_unref(highlighter->places);
    g_free(highlighter);
}

/* Adds hooks to those found so far, each once. */
static GArray *unite(GArray *found, const GArray *hooks)
{
    for (guint i = 0; hooks && i < hooks->len; i++) {
        Hook hook = g_array_index(hooks, Hook, i);
        gboolean known = FALSE;
        for (guint k = 0; found && k < found->len; k++) {
            Hook other = g_array_index(found, Hook, k);
            known |= other.sequence == hook.sequence && other.slot == hook.slot;
        }
        if (known)
            continue;
        if (!found)
            found = g_array_new(FALSE, FALSE, sizeof(Hook));
        g_array_append_val(found, hook);
    }
    return found;
}

/* What a word may be, or NULL: looked up once for each distinct word, then kept in its tags. */
static const GArray *hooks_of(Highlighter *highlighter, Word *word)
{
    if (word->tag[1] != highlighter->stamp) {
        GArray *found = unite(NULL, g_hash_table_lookup(highlighter->by_word, word->text));
        for (gsize i = 0; i < G_N_ELEMENTS(word->stem) && word->stem[i]; i++)
            found = unite(found, g_hash_table_lookup(highlighter->by_stem, word->stem[i]));
        if (found)
            g_ptr_array_add(highlighter->hook_sets, found);
        word->tag[0] = found ? highlighter->hook_sets->len : 0;
        word->tag[1] = highlighter->stamp;
    }
    return word->tag[0] ? highlighter->hook_sets->pdata[word->tag[0] - 1] : NULL;
}

static void add_mark(Highlighter *highlighter, gsize start, gsize end, guint clause,
                     gboolean other_form)
{
    Mark mark = {start, end, clause, other_form};
    g_array_append_val(highlighter->marks, mark);
}

static void reach(Reach *place, const Token *token, gsize start)
{
    if (place->position[0] != token->position) {
        place->position[1] = place->position[0];
        place->start[1] = place->start[0];
        place->end[1] = place->end[0];
    }
    place->position[0] = token->position;
    place->start[0] = start;
    place->end[0] = token->end;
}

/* The token stands where the slot of a sequence may: that goes on, or is complete. */
static void step(Highlighter *highlighter, Hook hook, const Token *token)
{
    const Sequence *sequence = &g_array_index(highlighter->sequences, Sequence, hook.sequence);
    if (sequence->of_title && !highlighter->in_title)
        return;
    if (sequence->slots > 1 && sequence->within) {
        NearPlace place = {hook.sequence, hook.slot,  token->position,
                           token->start,  token->end, FALSE};
        g_array_append_val(highlighter->places, place);
        return;
    }
    if (sequence->slots == 1) {
        add_mark(highlighter, token->start, token->end, sequence->clause,
                 sequence->form && strcmp(sequence->form, token->word->text) != 0);
        return;
    }
    Reach *here = &g_array_index(highlighter->reaches, Reach, sequence->first_reach + hook.slot);
    gsize start = token->start;
    if (hook.slot > 0) {
        const Reach *before = here - 1;
        int which = before->position[0] == token->position - 1   ? 0
                    : before->position[1] == token->position - 1 ? 1
                                                                 : -1;
        /* Positions begin at 1, so 0 is no position before. */
        if (which < 0 || token->position <= 1)
            return;
        if (sequence->touching && sequence->touching[hook.slot] &&
            before->end[which] != token->start)
            return;
        start = before->start[which];
    }
    if (hook.slot + 1 == sequence->slots)
        add_mark(highlighter, start, token->end, sequence->clause, FALSE);
    else
        reach(here, token, start);
}

static void on_token(const Token *token, gpointer data)
{
    Highlighter *highlighter = data;
    if (token->flags & TOKEN_UNPOSITIONED)
        return;
    const GArray *hooks = hooks_of(highlighter, token->word);
    for (guint i = 0; hooks && i < hooks->len; i++)
        step(highlighter, g_array_index(hooks, Hook, i), token);
}

static int compare_marks(gconstpointer a, gconstpointer b)
{
    const Mark *one = a, *other = b;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    if (one->end != other->end)
        return one->end > other->end ? -1 : 1;
    if (one->clause != other->clause)
        return one->clause < other->clause ? -1 : 1;
    return one->other_form - other->other_form;
}

static gboolean is_same_mark(const Mark *one, const Mark *other)
{
    return one->start == other->start && one->end == other->end && one->clause == other->clause;
}

/* They are, unless phrases and words near each other come between others. */
static gboolean is_sorted(const GArray *marks)
{
    for (guint i = 1; i < marks->len; i++)
        if (compare_marks(&g_array_index(marks, Mark, i - 1), &g_array_index(marks, Mark, i)) > 0)
            return FALSE;
    return TRUE;
}

/* Marks the words that stand near each other as the query wants it. */
static void mark_near(Highlighter *highlighter)
{
    GArray *places = highlighter->places;
    near_sort(places);
    for (guint i = 0, end; i < places->len; i = end) {
        NearPlace *first = &g_array_index(places, NearPlace, i);
        for (end = i + 1; end < places->len; end++)
            if (g_array_index(places, NearPlace, end).sequence != first->sequence)
                break;
        const Sequence *sequence =
            &g_array_index(highlighter->sequences, Sequence, first->sequence);
        near_match(first, end - i, sequence->slots, sequence->within, sequence->in_order);
        for (guint k = i; k < end; k++) {
            const NearPlace *place = &g_array_index(places, NearPlace, k);
            if (place->matched)
                add_mark(highlighter, place->start, place->end, sequence->clause, FALSE);
        }
    }
}

static void run(Highlighter *highlighter, const char *language, const char *text, gsize length,
                gboolean in_title, GArray *marks)
{
    g_array_set_size(marks, 0);
    g_array_set_size(highlighter->places, 0);
    if (highlighter->reaches->len)
        memset(highlighter->reaches->data, 0, highlighter->reaches->len * sizeof(Reach));
    highlighter->marks = marks;
    highlighter->in_title = in_title;
    tokenizer_run(analysis_lexicon_for(highlighter->analysis, language), text, length, 1, on_token,
                  highlighter);
    mark_near(highlighter);
    highlighter->marks = NULL;
    if (!is_sorted(marks))
        g_array_sort(marks, compare_marks);
    guint kept = 0;
    for (guint i = 0; i < marks->len; i++) {
        Mark mark = g_array_index(marks, Mark, i);
        if (kept && is_same_mark(&g_array_index(marks, Mark, kept - 1), &mark))
            continue;
        g_array_index(marks, Mark, kept++) = mark;
    }
    g_array_set_size(marks, kept);
}

void highlighter_run(Highlighter *highlighter, const char *language, const char *text, gsize length,
                     GArray *marks)
{
    run(highlighter, language, text, length, FALSE, marks);
}

void highlighter_run_title(Highlighter *highlighter, const char *language, const char *text,
                           gsize length, GArray *marks)
{
    run(highlighter, language, text, length, TRUE, marks);
}
