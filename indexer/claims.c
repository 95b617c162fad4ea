#include "indexer/claims.h"

#include <string.h>

/* Threads seldom meet in one of so many parts. */
#define PARTS 64
#define PART_START 64

typedef struct {
    Identity identity;
    guint64 order; /* + 1; 0: a free place in the table */
    DocumentPlace place;
} Claim;

typedef struct {
    GMutex mutex;
    Claim *table; /* open addressing */
    gsize mask, used;
} Part;

struct Claims {
    Part parts[PARTS];
    gsize memory; /* of all tables; atomic */
};

Claims *claims_new(void)
{
    Claims *claims = g_new0(Claims, 1);
    claims->memory = PARTS * PART_START * sizeof(Claim);
    for (int i = 0; i < PARTS; i++) {
        g_mutex_init(&claims->parts[i].mutex);
        claims->parts[i].mask = PART_START - 1;
        claims->parts[i].table = g_new0(Claim, PART_START);
    }
    return claims;
}

void claims_free(Claims *claims)
{
    if (claims == NULL)
        return;
    for (int i = 0; i < PARTS; i++) {
        g_mutex_clear(&claims->parts[i].mutex);
        g_free(claims->parts[i].table);
    }
    g_free(claims);
}

static Part *part_of(Claims *claims, const Identity *identity)
{
    return &claims->parts[identity->bytes[0] % PARTS];
}

/* The identity's claim, or the free place for it. */
static Claim *find(const Part *part, const Identity *identity)
{
    guint64 hash;
    memcpy(&hash, identity->bytes + 1, sizeof hash);
    gsize at = hash & part->mask;
    while (part->table[at].order != 0 &&
           memcmp(&part->table[at].identity, identity, sizeof *identity) != 0)
        at = (at + 1) & part->mask;
    return &part->table[at];
}

static void grow(Claims *claims, Part *part)
{
    g_autofree Claim *old = part->table;
    gsize size = part->mask + 1;
    part->mask = size * 2 - 1;
    part->table = g_new0(Claim, size * 2);
    __atomic_add_fetch(&claims->memory, size * sizeof(Claim), __ATOMIC_RELAXED);
    for (gsize i = 0; i < size; i++)
        if (old[i].order != 0)
            *find(part, &old[i].identity) = old[i];
}

ClaimAnswer claims_make(Claims *claims, const Identity *identity, guint64 order,
                        const DocumentPlace *place, DocumentPlace *superseded)
{
    Part *part = part_of(claims, identity);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&part->mutex);
    Claim *claim = find(part, identity);
    if (claim->order == 0) {
        *claim = (Claim){*identity, order + 1, *place};
        if (++part->used > part->mask / 2)
            grow(claims, part);
        return CLAIM_FIRST;
    }
    if (claim->order > order + 1)
        return CLAIM_LATE;
    *superseded = claim->place;
    claim->order = order + 1;
    claim->place = *place;
    return CLAIM_SUPERSEDES;
}

gboolean claims_met(Claims *claims, const Identity *identity)
{
    Part *part = part_of(claims, identity);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&part->mutex);
    return find(part, identity)->order != 0;
}

gsize claims_memory(const Claims *claims)
{
    return __atomic_load_n(&claims->memory, __ATOMIC_RELAXED);
}
