/* random: numbers that are the same on every machine (SplitMix64, Steele, Lea and Flood 2014). */
#pragma once

#include <glib.h>

typedef struct {
    guint64 state;
} Random;

static inline guint64 random_mix(guint64 x)
{
    x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static inline guint64 random_next(Random *random)
{
    random->state += G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return random_mix(random->state);
}

/* Uniform in [0, n), n below 2^32. */
static inline guint32 random_below(Random *random, guint32 n)
{
    return (guint32)(((random_next(random) >> 32) * n) >> 32);
}

/* TRUE in so many of 1024 cases. */
static inline gboolean random_chance(Random *random, guint32 of_1024)
{
    return (random_next(random) >> 54) < of_1024;
}
