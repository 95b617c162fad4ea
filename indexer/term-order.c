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

    order->groups = g_new(guint32, (gsize)order->count + 1);
    order->ranks = g_new0(guint32, (gsize)inverter->form_count * FORM_TERMS);
    for (guint32 i = 0; i < order->count; i++) {
        const FormTerm *term = &order->terms[i];
        if (i == 0 || term->key != term[-1].key || term->length != term[-1].length ||
            memcmp(term->text, term[-1].text, term->length) != 0)
            order->groups[order->group_count++] = i;
        order->ranks[term->form * FORM_TERMS + term->place] = order->group_count - 1;
    }
    order->groups[order->group_count] = order->count;
}

void term_order_clear(TermOrder *order)
{
    g_free(order->terms);
    g_free(order->groups);
    g_free(order->ranks);
    arena_clear(&order->texts);
}
