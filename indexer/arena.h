/* arena: memory given out in small pieces and taken back all at once. */
#pragma once

#include <glib.h>

/* A huge page: random access to millions of small pieces would else wait for page tables. */
#define ARENA_BLOCK (2u << 20)

typedef struct {
    GPtrArray *blocks; /* of ARENA_BLOCK bytes each */
    guint used_blocks; /* the last of them is being filled */
    gsize used;        /* bytes of that one */
} Arena;

void arena_init(Arena *arena);
void arena_clear(Arena *arena);
void arena_reset(Arena *arena); /* takes everything back, keeps at most a few blocks */

/* A new block to fill. */
void arena_next_block(Arena *arena);

/* One block by itself, aligned to its size; free with g_aligned_free(). */
void *arena_block_new(void);

/* Bytes given out, with what was left over at the ends of blocks. */
static inline gsize arena_memory(const Arena *arena)
{
    return arena->used_blocks > 0 ? (gsize)(arena->used_blocks - 1) * ARENA_BLOCK + arena->used : 0;
}

/* length bytes (at most ARENA_BLOCK), aligned to 8. */
static inline void *arena_alloc(Arena *arena, gsize length)
{
    length = (length + 7) & ~(gsize)7;
    if (G_UNLIKELY(arena->used_blocks == 0 || arena->used + length > ARENA_BLOCK))
        arena_next_block(arena);
    guint8 *block = g_ptr_array_index(arena->blocks, arena->used_blocks - 1);
    void *piece = block + arena->used;
    arena->used += length;
    return piece;
}
