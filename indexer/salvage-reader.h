/* salvage-reader: the half of repair-segment that meets the damage: it runs in a child process, reads document after
 * document, proves each, and sends it to its parent as a frame. */
#pragma once

#include "indexer/identity.h"
#include "xapian-c/layout.h"

typedef enum {
    FRAME_COUNT,    /* number: of the documents that the segment says it has */
    FRAME_LAST,     /* number: its last docid */
    FRAME_DOCUMENT, /* number: docid; bytes: its data, or of an index without texts the packed document */
    FRAME_LOST      /* number: docid; bytes: what is known of it */
} FrameKind;

typedef struct {
    guint32 kind, number, length;
    gboolean has_identity; /* of FRAME_DOCUMENT */
    Identity identity, content;
} Frame;

typedef struct {
    const char *dir;
    const IndexSettings *settings;
    GHashTable *hidden; /* may be NULL */
    guint32 from;       /* the first docid to read */
    guint32 *progress;  /* the docid that is being read */
    gboolean trusted;   /* the table of the data is as it was written */
} SalvageReader;

/* As ChildFunc; data: a SalvageReader. */
void salvage_read(int fd, gpointer data);
