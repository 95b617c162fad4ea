/* record-batch: the bytes of some records, and where each of them stands. */
#pragma once

#include "corpus/format-private.h"

/* A stream of records: a file, or a member of an archive. */
typedef struct {
    const char *path, *member;
    const Format *format;
    const char *encoding; /* what its beginning seems to be in, if that is not UTF-8; else NULL */
    const char *declared; /* what it says itself that it is in, if iconv knows that; else NULL */
    GBytes *context;      /* see Cutter; NULL: none */
    const char *url;      /* where it was fetched from, of one record; NULL: not known */
} RecordPart;

typedef struct {
    gsize offset, length;
    guint64 number, line;
    guint part;
    const char *reason; /* of a reject that the reader found; NULL for a record */
} Record;

struct RecordBatch {
    char *data;
    gsize length, capacity;
    GArray *records; /* Record */
    GArray *parts;   /* RecordPart */
    GStringChunk *strings;
    guint64 first;
    gsize record_bytes;
};

void record_batch_reset(RecordBatch *batch);

/* Makes room for more bytes behind the data; FALSE if memory is refused. */
gboolean record_batch_reserve(RecordBatch *batch, gsize more);

/* Begins a new part with copies of the strings and a reference to the context; its number. */
guint record_batch_add_part(RecordBatch *batch, const RecordPart *part);
