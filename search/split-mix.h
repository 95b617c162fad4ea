/* split-mix: numbers at random, the same for the same seed on every machine. SplitMix64: Steele, Lea and Flood, Fast
 * Splittable Pseudorandom Number Generators, 2014. */
#pragma once

#include <glib.h>

#define SPLIT_MIX_STEP G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)

static inline guint64 split_mix(guint64 z)
{
    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* state begins as any seed. */
static inline guint64 split_mix_next(guint64 *state)
{
    return split_mix(*state += SPLIT_MIX_STEP);
}
