/* proof-articles-private: articles made by number and version, as JSON Lines: the same number and version
 * always give the same article, two versions of one number share an identity and nothing else of note. */
#pragma once

#include <glib.h>
#include <stdio.h>

/* The word that every article has. */
#define PROOF_WORD "zebra"

static inline void proof_write_article(FILE *file, guint number, guint version)
{
    GRand *random = g_rand_new_with_seed(number * 1000003u + version);
    guint words = 40 + (guint)g_rand_int_range(random, 0, 200);
    fprintf(file, "{\"id\":%u,\"source\":\"Wire\",\"title\":\"Report %u\",\"date\":\"20%02u-%02u-%02u\",", number,
            number, version % 100, 1 + number % 12, 1 + number % 28);
    fprintf(file, "\"text\":\"Number %u in version %u. " PROOF_WORD, number, version);
    while (words-- > 0) {
        /* Small numbers often, as words in news. */
        double share = g_rand_double(random);
        fprintf(file, " w%xs", (guint)(share * share * share * 40000));
    }
    fputs(".\"}\n", file);
    g_rand_free(random);
}

/* Appends the articles first..last of one version. */
static inline void proof_write_articles(FILE *file, guint first, guint last, guint version)
{
    for (guint number = first; number <= last; number++)
        proof_write_article(file, number, version);
}
