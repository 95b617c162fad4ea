#include "indexer/arena.h"

/* Kept by arena_reset(): enough to start again without asking the system. */
#define KEPT_BLOCKS 64

void arena_init(Arena *arena)
{
    arena->blocks = g_ptr_array_new_with_free_func(g_free);
    arena->used_blocks = 0;
    arena->used = 0;
}

void arena_clear(Arena *arena)
{
    g_clear_pointer(&arena->blocks, g_ptr_array_unref);
    arena->used_blocks = 0;
    arena->used = 0;
}

void arena_reset(Arena *arena)
{
    if (arena->blocks->len > KEPT_BLOCKS)
        g_ptr_array_set_size(arena->blocks, KEPT_BLOCKS);
    arena->used_blocks = 0;
    arena->used = 0;
}

void arena_next_block(Arena *arena)
{
    if (arena->used_blocks == arena->blocks->len)
        g_ptr_array_add(arena->blocks, g_malloc(ARENA_BLOCK));
    arena->used_blocks++;
    arena->used = 0;
}
