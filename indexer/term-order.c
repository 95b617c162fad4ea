#include "indexer/term-order.h"

#include <stdlib.h>
#include <string.h>

static guint64 key_of(const char *text, gsize length)
{
    guint64 key = 0;
    memcpy(&key, text, MIN(length, sizeof key));
    return GUINT64_FROM_BE(key);
}

/* So many terms ahead, their texts are called into the cache. */
#define AHEAD 16

/* What nearly every term with a prefix takes of the texts at most. */
#define PREFIXED_BYTES 24

/* Below it, insertion beats partition. */
#define INSERTION_MAX 16

static inline gboolean less(const FormTerm *x, const FormTerm *y)
{
    if (G_LIKELY(x->key != y->key))
        return x->key < y->key;
    int difference = memcmp(x->text, y->text, MIN(x->length, y->length));
    if (difference != 0)
        return difference < 0;
    return x->length != y->length ? x->length < y->length : x->form < y->form;
}

static int compare(const void *a, const void *b)
{
    return less(a, b) ? -1 : less(b, a);
}

static void insertion_sort(FormTerm *terms, gsize count)
{
    for (gsize i = 1; i < count; i++) {
        FormTerm term = terms[i];
        gsize j = i;
        for (; j > 0 && less(&term, &terms[j - 1]); j--)
            terms[j] = terms[j - 1];
        terms[j] = term;
    }
}

static void swap(FormTerm *a, FormTerm *b)
{
    FormTerm t = *a;
    *a = *b;
    *b = t;
}

/* Moves the median of first, middle and last to the front. */
static void choose_pivot(FormTerm *terms, gsize count)
{
    FormTerm *a = terms, *b = terms + count / 2, *c = terms + count - 1;
    if (less(b, a))
        swap(a, b);
    if (less(c, b))
        swap(b, c);
    if (less(b, a))
        swap(a, b);
    swap(a, b);
}

/* Quicksort with its comparisons inline; a bad run of pivots is left to qsort(). */
static void sort_terms(FormTerm *terms, gsize count, guint depth)
{
    while (count > INSERTION_MAX) {
        if (depth-- == 0) {
            qsort(terms, count, sizeof *terms, compare);
            return;
        }
        choose_pivot(terms, count);
        gsize i = 0, j = count;
        for (;;) {
            do
                i++;
            while (i < count && less(&terms[i], &terms[0]));
            do
                j--;
            while (less(&terms[0], &terms[j]));
            if (i >= j)
                break;
            swap(&terms[i], &terms[j]);
        }
        swap(&terms[0], &terms[j]);
        sort_terms(terms + j + 1, count - j - 1, depth);
        count = j;
    }
    insertion_sort(terms, count);
}

static void add(TermOrder *order, const char *prefix, const char *text, guint16 length,
                guint32 form, guint8 place)
{
    gsize prefix_length = strlen(prefix);
    const char *whole = text;
    if (prefix_length > 0) {
        char *copy = arena_alloc(&order->texts, prefix_length + length);
        memcpy(copy, prefix, prefix_length);
        memcpy(copy + prefix_length, text, length);
        whole = copy;
    }
    length += prefix_length;
    order->terms[order->count++] =
        (FormTerm){key_of(whole, length), whole, form, length, place};
}

static void add_form_terms(TermOrder *order, const Inverter *inverter, guint32 form)
{
    const FormInfo *info = inverter_info(inverter, form);
    FormKind kind = inverter_form(inverter, form)->kind;
    if (kind == FORM_BOOLEAN) {
        add(order, "", info->text, info->length, form, 0);
        return;
    }
    const Word *word = info->word;
    add(order, kind == FORM_TITLE ? PREFIX_TITLE : "", word->text, word->length, form, 0);
    for (int i = 0; i < 2; i++)
        if (word->stem[i] != NULL)
            add(order, kind == FORM_TITLE ? PREFIX_STEM PREFIX_TITLE : PREFIX_STEM, word->stem[i],
                word->stem_length[i], form, 1 + i);
}

static gboolean same_term(const FormTerm *a, const FormTerm *b)
{
    return a->key == b->key && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static void group(TermOrder *order)
{
    order->groups = g_new(guint32, (gsize)order->count + 1);
    for (guint32 i = 0; i < order->count; i++)
        if (i == 0 || !same_term(&order->terms[i], &order->terms[i - 1]))
            order->groups[order->group_count++] = i;
    order->groups[order->group_count] = order->count;
}

static void rank(TermOrder *order, guint32 forms)
{
    order->ranks = g_new(guint32, (gsize)forms * FORM_TERMS);
    for (gsize i = 0; i < (gsize)forms * FORM_TERMS; i++)
        order->ranks[i] = RANK_NONE;
    for (guint32 at = 0; at < order->group_count; at++)
        for (guint32 i = order->groups[at]; i < order->groups[at + 1]; i++)
            order->ranks[(gsize)order->terms[i].form * FORM_TERMS + order->terms[i].place] = at;
}

static void name(TermOrder *order)
{
    order->names = g_new0(GlassTermName, order->group_count);
    for (guint32 at = 0; at < order->group_count; at++) {
        const FormTerm *term = &order->terms[order->groups[at]];
        if (order->groups[at] + AHEAD < order->count)
            __builtin_prefetch(term[AHEAD].text);
        GlassTermName *name = &order->names[at];
        name->length = term->length;
        if (term->length <= GLASS_NAME_INLINE)
            memcpy(name->text, term->text, term->length);
        else
            memcpy(name->text, &term->text, sizeof term->text);
    }
}

static gsize count_terms(const Inverter *inverter)
{
    return (gsize)inverter->form_count + inverter->stem_count;
}

gsize term_order_bytes(const Inverter *inverter)
{
    gsize each_term = sizeof(FormTerm) + sizeof(guint32) + sizeof(GlassTermName);
    return count_terms(inverter) * each_term +
           (gsize)inverter->form_count * FORM_TERMS * sizeof(guint32) +
           (gsize)inverter->stem_count * PREFIXED_BYTES;
}

void term_order_init(TermOrder *order, const Inverter *inverter)
{
    *order = (TermOrder){.terms = g_new(FormTerm, count_terms(inverter))};
    arena_init(&order->texts);
    for (guint32 form = 0; form < inverter->form_count; form++)
        add_form_terms(order, inverter, form);
    sort_terms(order->terms, order->count, 2 * g_bit_storage(order->count));

    group(order);
    rank(order, inverter->form_count);
    name(order);
}

void term_order_clear(TermOrder *order)
{
    g_free(order->terms);
    g_free(order->groups);
    g_free(order->ranks);
    g_free(order->names);
    arena_clear(&order->texts);
}
