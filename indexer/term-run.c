#include "indexer/term-run.h"

#include <string.h>

#include "indexer/posting-stream.h"

#define VARINT_MAX 5

struct TermRuns {
    GPtrArray *runs;    /* GBytes */
    GByteArray *making; /* the run that grows */
    gsize bytes;        /* of the finished runs */
    guint8 before_length;
    char before[RUN_TERM_MAX]; /* the last term of the run that grows */
};

TermRuns *term_runs_new(void)
{
    TermRuns *runs = g_new0(TermRuns, 1);
    runs->runs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    runs->making = g_byte_array_new();
    return runs;
}

void term_runs_free(TermRuns *runs)
{
    if (runs == NULL)
        return;
    g_ptr_array_unref(runs->runs);
    g_byte_array_unref(runs->making);
    g_free(runs);
}

gsize term_runs_memory(const TermRuns *runs)
{
    return sizeof *runs + runs->bytes + runs->making->len;
}

/* ---- writing ----------------------------------------------------------------------------------*/

static void put(TermRuns *runs, guint32 number)
{
    guint8 bytes[VARINT_MAX];
    guint count = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[count++] = number | 0x80;
    bytes[count++] = number;
    g_byte_array_append(runs->making, bytes, count);
}

void term_runs_add(TermRuns *runs, const RunTerm *term)
{
    g_assert(term->length >= 1 && term->length <= RUN_TERM_MAX);
    gsize shared = 0, shorter = MIN(term->length, runs->before_length);
    while (shared < shorter && term->text[shared] == runs->before[shared])
        shared++;
    gsize rest = term->length - shared;
    put(runs, shared << 1 | (term->is_word ? 1 : 0));
    put(runs, rest);
    g_byte_array_append(runs->making, (const guint8 *)term->text + shared, rest);
    put(runs, term->wdf);
    put(runs, term->position_count);
    guint32 before = 0;
    for (gsize i = 0; i < term->position_count; i++) {
        put(runs, term->positions[i] - before);
        before = term->positions[i];
    }
    memcpy(runs->before + shared, term->text + shared, rest);
    runs->before_length = term->length;
}

void term_runs_cut(TermRuns *runs)
{
    if (runs->making->len == 0)
        return;
    runs->bytes += runs->making->len;
    g_ptr_array_add(runs->runs, g_bytes_new(runs->making->data, runs->making->len));
    g_byte_array_set_size(runs->making, 0);
    runs->before_length = 0;
}

/* ---- reading ----------------------------------------------------------------------------------*/

/* Stands on a term of a run, with its positions still to be read. */
typedef struct {
    const guint8 *next, *end;
    guint32 wdf, position_count;
    guint run; /* its number */
    gboolean is_word;
    guint8 length;
    char text[RUN_TERM_MAX];
} Reader;

static guint32 get(Reader *reader)
{
    guint32 number = 0;
    for (guint shift = 0;; shift += 7) {
        guint8 byte = *reader->next++;
        number |= (guint32)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}

/* Goes to the next term; FALSE at the end. */
static gboolean read_term(Reader *reader)
{
    if (reader->next == reader->end)
        return FALSE;
    guint32 head = get(reader), shared = head >> 1, rest = get(reader);
    reader->is_word = head & 1;
    memcpy(reader->text + shared, reader->next, rest);
    reader->next += rest;
    reader->length = shared + rest;
    reader->wdf = get(reader);
    reader->position_count = get(reader);
    return TRUE;
}

static void read_positions(Reader *reader, Positions *positions)
{
    guint32 position = 0;
    for (; reader->position_count > 0; reader->position_count--) {
        position += get(reader);
        positions_add(positions, position);
    }
}

/* ---- all runs at once -------------------------------------------------------------------------*/

/* A heap of readers, the one with the least term on top, of equal terms that of the earliest run. */
typedef struct {
    Reader **heap;
    gsize count;
} Readers;

static int compare_terms(const Reader *a, const Reader *b)
{
    int order = memcmp(a->text, b->text, MIN(a->length, b->length));
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static gboolean is_before(const Reader *a, const Reader *b)
{
    int order = compare_terms(a, b);
    return order != 0 ? order < 0 : a->run < b->run;
}

static void sift_down(Readers *readers, gsize at)
{
    Reader *reader = readers->heap[at];
    for (gsize child; (child = 2 * at + 1) < readers->count; at = child) {
        if (child + 1 < readers->count && is_before(readers->heap[child + 1], readers->heap[child]))
            child++;
        if (!is_before(readers->heap[child], reader))
            break;
        readers->heap[at] = readers->heap[child];
    }
    readers->heap[at] = reader;
}

/* Takes the first reader to its next term. */
static void advance(Readers *readers)
{
    if (!read_term(readers->heap[0]))
        readers->heap[0] = readers->heap[--readers->count];
    if (readers->count > 0)
        sift_down(readers, 0);
}

/* The term on top, of all runs that have it. */
static void take_term(Readers *readers, Positions *positions, RunTerm *term, char *text)
{
    Reader *first = readers->heap[0];
    Reader same = *first;
    memcpy(text, first->text, first->length);
    *term = (RunTerm){.text = text, .length = first->length, .is_word = first->is_word};
    positions->count = 0;
    guint runs = 0;
    for (; readers->count > 0 && compare_terms(readers->heap[0], &same) == 0; runs++) {
        term->wdf += readers->heap[0]->wdf;
        read_positions(readers->heap[0], positions);
        advance(readers);
    }
    if (runs > 1)
        positions_sort(positions);
    term->positions = positions->at;
    term->position_count = positions->count;
}

void term_runs_walk(const TermRuns *runs, RunTermFunc func, gpointer data)
{
    g_assert(runs->making->len == 0);
    g_autofree Reader *all = g_new0(Reader, runs->runs->len);
    g_autofree Reader **heap = g_new(Reader *, runs->runs->len);
    Readers readers = {.heap = heap};
    for (guint i = 0; i < runs->runs->len; i++) {
        gsize length;
        all[i].run = i;
        all[i].next = g_bytes_get_data(runs->runs->pdata[i], &length);
        all[i].end = all[i].next + length;
        if (read_term(&all[i]))
            heap[readers.count++] = &all[i];
    }
    for (gsize i = readers.count / 2; i-- > 0;)
        sift_down(&readers, i);

    Positions positions = {0};
    RunTerm term;
    char text[RUN_TERM_MAX];
    while (readers.count > 0) {
        take_term(&readers, &positions, &term, text);
        func(&term, data);
    }
    g_free(positions.at);
}
