#include "indexer/arena.h"

#include <sys/mman.h>

/* Kept by arena_reset(): enough to start again without asking the system. */
#define KEPT_BLOCKS 32

void arena_init(Arena *arena)
{
    arena->blocks = g_ptr_array_new_with_free_func(g_aligned_free);
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
        g_ptr_array_add(arena->blocks, arena_block_new());
    arena->used_blocks++;
    arena->used = 0;
}

void *arena_block_new(void)
{
    void *block = g_aligned_alloc(1, ARENA_BLOCK, ARENA_BLOCK);
    madvise(block, ARENA_BLOCK, MADV_HUGEPAGE); /* advice: where it is not taken, pages are small */
    return block;
}
