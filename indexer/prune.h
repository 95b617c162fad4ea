/* prune: finds articles of the index whose files, or whose places in them, are gone. */
#pragma once

#include "indexer/claims.h"
#include "indexer/rejects.h"
#include "indexer/segments.h"

typedef struct {
    DocumentPlace place;
    char *title; /* safe to print: the title, or the opening words */
    char *path;  /* safe to print */
} PruneFind;

/* The articles (GPtrArray of PruneFind) that came from below one of roots (absolute paths,
 * NULL-terminated) and were not met by this run. What can't be read is not gone: files with rejects, and
 * what lies below a folder with one, are left alone. So is what was not to be read: with chosen (--include,
 * --exclude), files that exist. */
GPtrArray *prune_find(IndexFolder *folder, const char *const *roots, Claims *claims, Rejects *rejects,
                      gboolean chosen, GError **error);
