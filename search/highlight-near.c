#include "search/highlight-near.h"

#define NONE G_MAXUINT

static int compare_places(gconstpointer a, gconstpointer b)
{
    const NearPlace *one = a, *other = b;
    if (one->sequence != other->sequence)
        return one->sequence < other->sequence ? -1 : 1;
    if (one->position != other->position)
        return one->position < other->position ? -1 : 1;
    return one->slot < other->slot ? -1 : one->slot > other->slot;
}

void near_sort(GArray *places)
{
    g_array_sort(places, compare_places);
}

/* The places of a window, and which slot has which position in it. */
typedef struct {
    NearPlace *places;
    guint count;
    guint32 first;   /* the position of the first */
    guint *slot_of;  /* by position from first: the slot that has it, or NONE */
    guint *place_of; /* by slot: its place, or NONE */
    gboolean *tried; /* by position from first */
} Window;

/* Finds a position for the slot, moving others if need be (augmenting path). The first position
 * belongs to whom it is given. */
static gboolean seat(Window *window, guint slot)
{
    for (guint i = 0; i < window->count; i++) {
        guint at = window->places[i].position - window->first;
        if (window->places[i].slot != slot || at == 0 || window->tried[at])
            continue;
        window->tried[at] = TRUE;
        guint holder = window->slot_of[at];
        if (holder != NONE && !seat(window, holder))
            continue;
        window->slot_of[at] = slot;
        window->place_of[slot] = i;
        return TRUE;
    }
    return FALSE;
}

/* A match in any order in which the window's first place has a part. */
static gboolean match_any_order(Window *window, guint slots, guint within)
{
    for (guint i = 0; i <= within; i++)
        window->slot_of[i] = NONE;
    for (guint slot = 0; slot < slots; slot++)
        window->place_of[slot] = NONE;
    window->slot_of[0] = window->places[0].slot;
    window->place_of[window->places[0].slot] = 0;
    for (guint slot = 0; slot < slots; slot++) {
        for (guint i = 0; i <= within; i++)
            window->tried[i] = FALSE;
        if (slot != window->places[0].slot && !seat(window, slot))
            return FALSE;
    }
    return TRUE;
}

/* A match in order that begins with the window's first place. */
static gboolean match_in_order(Window *window, guint slots)
{
    guint32 position = window->first;
    window->place_of[0] = 0;
    if (window->places[0].slot != 0)
        return FALSE;
    for (guint slot = 1, i = 0; slot < slots; slot++) {
        while (i < window->count &&
               (window->places[i].slot != slot || window->places[i].position <= position))
            i++;
        if (i == window->count)
            return FALSE;
        position = window->places[i].position;
        window->place_of[slot] = i;
    }
    return TRUE;
}

void near_match(NearPlace *places, guint count, guint slots, guint within, gboolean in_order)
{
    g_autofree guint *slot_of = g_new(guint, within + 1), *place_of = g_new(guint, slots);
    g_autofree gboolean *tried = g_new(gboolean, within + 1);
    for (guint i = 0, end = 0; i < count; i++) {
        while (end < count && places[end].position - places[i].position <= within)
            end++;
        if (end - i < slots)
            continue;
        Window window = {places + i, end - i, places[i].position, slot_of, place_of, tried};
        if (!(in_order ? match_in_order(&window, slots) : match_any_order(&window, slots, within)))
            continue;
        for (guint slot = 0; slot < slots; slot++)
            places[i + place_of[slot]].matched = TRUE;
    }
}
