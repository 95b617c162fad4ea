#include "console/nearest.h"

#include <string.h>

/* Names are short; what is longer is no misspelling of one. */
#define LONGEST 32

guint nearest_distance(const char *a, const char *b)
{
    gsize m = strlen(a), n = strlen(b);
    if (m > LONGEST || n > LONGEST)
        return (guint)MAX(m, n);
    guint d[LONGEST + 1][LONGEST + 1];
    for (gsize i = 0; i <= m; i++)
        d[i][0] = (guint)i;
    for (gsize j = 0; j <= n; j++)
        d[0][j] = (guint)j;
    for (gsize i = 1; i <= m; i++) {
        for (gsize j = 1; j <= n; j++) {
            guint best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = MIN(best, d[i - 1][j] + 1);
            best = MIN(best, d[i][j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = MIN(best, d[i - 2][j - 2] + 1);
            d[i][j] = best;
        }
    }
    return d[m][n];
}

int nearest_name(const char *name, const char *const *names, gsize count)
{
    guint limit = (guint)MAX(strlen(name) / 3, 2);
    int nearest = -1;
    for (gsize i = 0; i < count; i++) {
        guint distance = nearest_distance(name, names[i]);
        /* A name of which nothing is left is no neighbour. */
        if (distance <= limit && distance < strlen(names[i])) {
            limit = distance - (distance > 0);
            nearest = (int)i;
            if (distance == 0)
                break;
        }
    }
    return nearest;
}
