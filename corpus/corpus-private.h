/* corpus: the state of reading, shared by corpus.c (the contract) and reader.c (the streams). */
#pragma once

#include "corpus/record-batch-private.h"
#include "corpus/unpack-private.h"
#include "corpus/walk-private.h"

/* How much a batch holds, about. */
#define CORPUS_BATCH_BYTES ((gsize)1 << 20)
#define CORPUS_BATCH_RECORDS 4096

/* Written by the reader, read by corpus_progress() in any thread. */
typedef struct {
    guint64 finished; /* bytes of the files that are done */
    guint64 position; /* in the present one */
    guint64 size;     /* of the present one; G_MAXUINT64 if unknown */
    guint64 unpacked;
    guint64 files;
} Counters;

struct Corpus {
    Keymap *keys;
    char *encoding;
    const Format *forced; /* NULL: told by content */
    NameFilter *filter;
    GRegex *urls; /* of web archives; NULL: all */
    gsize article_max;

    Walk *walk;
    gsize next_entry;
    GString *path; /* of the present file */
    int fd;        /* -1: none is open */
    guint streams; /* of the present file so far */
    guint64 kept;  /* bytes of its records so far */
    Unpack *unpack;
    Charset *charset;
    gboolean named; /* the present file was named by itself, not found in a folder */
    gboolean finished;
    guint64 records; /* in all batches so far */

    /* The present stream, if streaming. */
    gboolean streaming;
    const Format *format;
    Cutter cutter;
    CharsetStream *wide; /* turns UTF-16 and UTF-32 into UTF-8; else NULL */
    char *hint;          /* what its beginning seems to be in */
    char *declared;      /* what it says that it is in */
    gboolean ended;      /* all of it is read */
    gboolean dropping;   /* the present record is too large */
    guint64 record, line;
    gsize window;      /* where in the batch the bytes begin that are not cut yet */
    GByteArray *carry; /* those bytes between two batches */
    GByteArray *raw;   /* bytes on their way to wide */

    GArray *passed; /* CorpusPassed */
    GStringChunk *passed_paths;
    Counters counters;

    /* corpus_next()'s. */
    RecordBatch *batch;
    ArticleParser *parser;
    gsize at;
};

/* Does the next step: takes up the next file or stream, or reads on in the present one. A step adds
 * records to batch, or sets corpus->finished, or neither. FALSE if the batch is full. */
gboolean reader_step(Corpus *corpus, RecordBatch *batch);
/* Stops reading wherever it stands. */
void reader_close(Corpus *corpus);
