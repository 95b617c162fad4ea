/* shard: does this machine index this article?
 *
 * N machines read the same input, each as `--shard K/N`, and share it without talking: an article belongs to the
 * shard that the first 32 bits of its identity, a hash, fall into. So shards are equally large, the same
 * article always goes to the same one, and the first digits of an id tell which that is.
 */
#pragma once

#include "indexer/identity.h"

#define SHARDS_MAX 10000

typedef struct {
    guint32 number; /* from 1 */
    guint32 count;  /* 0: all articles are this machine's */
} Shard;

/* Reads "3/8". G_OPTION_ERROR if text is not of that form. */
gboolean shard_parse(const char *text, Shard *shard, GError **error);

gboolean shard_has(const Shard *shard, const Identity *identity);
