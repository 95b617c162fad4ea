#include "indexer/term-order.h"

#include <stdlib.h>
#include <string.h>

static guint64 key_of(const char *text, gsize length)
{
    guint64 key = 0;
    memcpy(&key, text, MIN(length, sizeof key));
    return GUINT64_FROM_BE(key);
}

static int compare(const void *a, const void *b)
{
    const FormTerm *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    int difference = memcmp(x->text, y->text, MIN(x->length, y->length));
    if (difference != 0)
        return difference;
    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    return x->form < y->form ? -1 : x->form > y->form;
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

static void add_form_terms(TermOrder *order, const FormInfo *info, guint32 form)
{
    gboolean title = info->kind == FORM_TITLE;
    add(order, title ? PREFIX_TITLE : "", info->text, info->length, form, 0);
    for (int i = 0; i < 2; i++)
        if (info->stem_length[i] > 0)
            add(order, title ? PREFIX_STEM PREFIX_TITLE : PREFIX_STEM, info->stem[i],
                info->stem_length[i], form, 1 + i);
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
    memset(order->ranks, 0xff, (gsize)forms * FORM_TERMS * sizeof *order->ranks);
    for (guint32 at = 0; at < order->group_count; at++)
        for (guint32 i = order->groups[at]; i < order->groups[at + 1]; i++)
            order->ranks[(gsize)order->terms[i].form * FORM_TERMS + order->terms[i].place] = at;
}

static void name(TermOrder *order)
{
    order->names = g_new(TermName, order->group_count);
    for (guint32 at = 0; at < order->group_count; at++) {
        const FormTerm *term = &order->terms[order->groups[at]];
        TermName *name = &order->names[at];
        name->length = term->length;
        if (term->length <= NAME_INLINE)
            memcpy(name->text, term->text, term->length);
        else
            memcpy(name->text, &term->text, sizeof term->text);
    }
}

void term_order_init(TermOrder *order, const Inverter *inverter)
{
    gsize count = 0;
    for (guint32 form = 0; form < inverter->form_count; form++)
        count += 1 + inverter_form(inverter, form)->stems;
    *order = (TermOrder){.terms = g_new(FormTerm, count)};
    arena_init(&order->texts);
    for (guint32 form = 0; form < inverter->form_count; form++)
        add_form_terms(order, inverter_info(inverter, form), form);
    qsort(order->terms, order->count, sizeof *order->terms, compare);

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
