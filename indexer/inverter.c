#include "indexer/inverter.h"

#include <string.h>

#include "indexer/inverter-private.h"

#define TABLE_START (1u << 14)
/* What writing a segment takes for each form: its term strings, their sorting, and its ranks. */
#define WRITE_BYTES_PER_FORM 150

Inverter *inverter_new(void)
{
    Inverter *inverter = g_new0(Inverter, 1);
    inverter->table_mask = TABLE_START - 1;
    inverter->table = g_new0(guint32, TABLE_START);
    arena_init(&inverter->slices);
    arena_init(&inverter->texts);
    arena_init(&inverter->forward);
    inverter->doc_entries = g_array_new(FALSE, FALSE, sizeof(guint32));
    return inverter;
}

void inverter_free(Inverter *inverter)
{
    if (inverter == NULL)
        return;
    for (guint32 i = 0; i < inverter->form_blocks; i++) {
        g_aligned_free(inverter->forms[i]);
        g_free(inverter->info[i]);
    }
    g_free(inverter->forms);
    g_free(inverter->info);
    g_free(inverter->table);
    arena_clear(&inverter->slices);
    arena_clear(&inverter->texts);
    arena_clear(&inverter->forward);
    g_array_unref(inverter->doc_entries);
    g_free(inverter->touched);
    g_free(inverter);
}

void inverter_reset(Inverter *inverter)
{
    /* A table that one odd segment blew up would make every later reset dear. */
    if (inverter->table_used < inverter->table_mask / 8 && inverter->table_mask >= TABLE_START) {
        inverter->table_mask = TABLE_START - 1;
        g_free(inverter->table);
        inverter->table = g_new0(guint32, TABLE_START);
    } else {
        memset(inverter->table, 0, ((gsize)inverter->table_mask + 1) * sizeof *inverter->table);
    }
    inverter->form_count = 0;
    inverter->table_used = 0;
    arena_reset(&inverter->slices);
    arena_reset(&inverter->texts);
    arena_reset(&inverter->forward);
    inverter->forward_next = inverter->forward_end = NULL;
    g_array_set_size(inverter->doc_entries, 0);
    inverter->touched_count = 0;
    inverter->docid = 0;
}

gsize inverter_memory(const Inverter *inverter)
{
    return arena_memory(&inverter->slices) + arena_memory(&inverter->texts) +
           arena_memory(&inverter->forward) + inverter->doc_entries->len * sizeof(guint32) +
           inverter->form_count * (sizeof(Form) + sizeof(FormInfo) + WRITE_BYTES_PER_FORM) +
           ((gsize)inverter->table_mask + 1) * sizeof *inverter->table +
           inverter->touched_size * sizeof *inverter->touched;
}

/* ---- forms ------------------------------------------------------------------------------------*/

static guint32 hash_bytes(const char *bytes, gsize length)
{
    guint64 h = length * 0x9e3779b97f4a7c15u;
    for (; length >= 8; bytes += 8, length -= 8) {
        guint64 word;
        memcpy(&word, bytes, 8);
        h = (h ^ word) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    guint64 word = 0;
    memcpy(&word, bytes, length);
    h = (h ^ word) * 0xc4ceb9fe1a85ec53u;
    return (guint32)(h ^ h >> 32);
}

static void grow_table(Inverter *inverter)
{
    guint32 old_mask = inverter->table_mask;
    g_autofree guint32 *old = inverter->table;
    guint32 mask = inverter->table_mask = old_mask * 2 + 1;
    inverter->table = g_new0(guint32, (gsize)mask + 1);
    for (gsize i = 0; i <= old_mask; i++) {
        if (old[i] == 0)
            continue;
        guint32 at = inverter_info(inverter, old[i] - 1)->hash & mask;
        while (inverter->table[at] != 0)
            at = (at + 1) & mask;
        inverter->table[at] = old[i];
    }
}

static guint32 add_form(Inverter *inverter, FormKind kind, guint stems, gboolean unpositioned)
{
    guint32 form = inverter->form_count;
    g_assert(form < FORM_MAX);
    if (form >> FORM_BLOCK_BITS == inverter->form_blocks) {
        guint32 blocks = ++inverter->form_blocks;
        inverter->forms = g_renew(Form *, inverter->forms, blocks);
        inverter->info = g_renew(FormInfo *, inverter->info, blocks);
        inverter->forms[blocks - 1] = arena_block_new();
        inverter->info[blocks - 1] = g_new(FormInfo, FORM_BLOCK);
    }
    inverter->form_count++;
    Form *hot = inverter_form(inverter, form);
    *hot = (Form){.stems = stems, .kind = kind, .unpositioned = unpositioned};
    hot->tail = hot->first;
    hot->tail_end = hot->first + FORM_INLINE;
    return form;
}

/* A word's form. Words that differ in nothing but their stems have forms of their own: what is equal is
 * united when the segment is written. */
static guint32 add_word(Inverter *inverter, const Token *token, FormKind kind)
{
    const Word *word = token->word;
    guint stems = (word->stem[0] != NULL) + (word->stem[1] != NULL);
    guint32 form = add_form(inverter, kind, stems, (token->flags & TOKEN_UNPOSITIONED) != 0);
    *inverter_info(inverter, form) = (FormInfo){.word = word, .length = word->length};
    return form;
}

/* The form of a boolean term; a new one if need be. */
static guint32 intern_boolean(Inverter *inverter, const char *term, guint32 length)
{
    guint32 hash = hash_bytes(term, length);
    guint32 at = hash & inverter->table_mask;
    for (; inverter->table[at] != 0; at = (at + 1) & inverter->table_mask) {
        const FormInfo *info = inverter_info(inverter, inverter->table[at] - 1);
        if (info->hash == hash && info->length == length && memcmp(info->text, term, length) == 0)
            return inverter->table[at] - 1;
    }
    const char *text = memcpy(arena_alloc(&inverter->texts, length), term, length);
    guint32 form = add_form(inverter, FORM_BOOLEAN, 0, TRUE);
    *inverter_info(inverter, form) = (FormInfo){.text = text, .hash = hash, .length = length};
    inverter->table[at] = form + 1;
    if (++inverter->table_used > inverter->table_mask / 2)
        grow_table(inverter);
    return form;
}

/* ---- streams ----------------------------------------------------------------------------------*/

static void next_slice(Inverter *inverter, Form *form)
{
    guint size = SLICE_FIRST;
    if (form->slice_log2 != 0)
        size = MIN(1u << (form->slice_log2 + 1), SLICE_LAST);
    guint8 *slice = arena_alloc(&inverter->slices, size);
    if (form->slice_log2 == 0)
        form->slices = slice;
    else
        memcpy(form->tail_end, &slice, SLICE_LINK);
    form->slice_log2 = g_bit_storage(size) - 1;
    form->tail = slice;
    form->tail_end = slice + size - SLICE_LINK;
}

static inline void put_byte(Inverter *inverter, Form *form, guint8 byte)
{
    if (G_UNLIKELY(form->tail == form->tail_end))
        next_slice(inverter, form);
    *form->tail++ = byte;
}

static inline void put_number(Inverter *inverter, Form *form, guint64 number)
{
    for (; number >= 0x80; number >>= 7)
        put_byte(inverter, form, (number & 0x7f) | 0x80);
    put_byte(inverter, form, number);
}

static void touch(Inverter *inverter, guint32 form)
{
    if (inverter->touched_count == inverter->touched_size) {
        inverter->touched_size = MAX(1024, inverter->touched_size * 2);
        inverter->touched = g_renew(guint32, inverter->touched, inverter->touched_size);
    }
    inverter->touched[inverter->touched_count++] = form;
}

static inline void append(Inverter *inverter, guint32 number, guint32 position)
{
    Form *form = inverter_form(inverter, number);
    if (form->docid != inverter->docid) {
        touch(inverter, number);
        put_number(inverter, form, (guint64)position << 1 | 1);
        put_number(inverter, form, inverter->docid - form->docid);
        form->docid = inverter->docid;
        form->documents++;
        form->wdf = 1;
    } else {
        g_assert(position >= form->position); /* stemmer.h promises it */
        put_number(inverter, form, (guint64)(position - form->position) << 1);
        form->wdf++;
    }
    form->position = position;
    inverter->doclen += 1 + form->stems;
}

/* Appends the token that has waited longest, and lets another wait in its place. Forms lie scattered over
 * hundreds of megabytes: half way through its wait a token's form is at hand, and tells which slice comes next. */
static inline void exchange(Inverter *inverter, PendingToken token)
{
    guint at = inverter->pending_at++ % PENDING;
    PendingToken ready = inverter->pending[at];
    PendingToken half = inverter->pending[(at + PENDING / 2) % PENDING];
    inverter->pending[at] = token;
    if (half.form != 0)
        __builtin_prefetch(inverter_form(inverter, half.form - 1)->tail, 1);
    if (ready.form != 0)
        append(inverter, ready.form - 1, ready.position);
}

static inline void append_token(Inverter *inverter, const Token *token, FormKind kind)
{
    Word *word = token->word;
    if (G_UNLIKELY(word->tag[kind] == 0))
        word->tag[kind] = add_word(inverter, token, kind) + 1;
    __builtin_prefetch(inverter_form(inverter, word->tag[kind] - 1), 1);
    exchange(inverter,
             (PendingToken){word->tag[kind], inverter->positions ? token->position : 0});
}

void inverter_body_token(Inverter *inverter, const Token *token)
{
    append_token(inverter, token, FORM_BODY);
}

void inverter_title_token(Inverter *inverter, const Token *token)
{
    append_token(inverter, token, FORM_BODY);
    append_token(inverter, token, FORM_TITLE);
}

void inverter_boolean(Inverter *inverter, const char *term, gsize length)
{
    guint32 number = intern_boolean(inverter, term, length);
    Form *form = inverter_form(inverter, number);
    if (form->docid == inverter->docid)
        return;
    append(inverter, number, 0);
    form->wdf = 0;
    inverter->doclen--;
}

/* ---- documents --------------------------------------------------------------------------------*/

void inverter_begin(Inverter *inverter, guint32 docid)
{
    inverter->docid = docid;
    inverter->doclen = 0;
    inverter->touched_count = 0;
}

static void next_forward_block(Inverter *inverter)
{
    arena_next_block(&inverter->forward);
    inverter->forward.used = ARENA_BLOCK;
    inverter->forward_next =
        g_ptr_array_index(inverter->forward.blocks, inverter->forward.used_blocks - 1);
    inverter->forward_end = inverter->forward_next + FORWARD_BLOCK_ENTRIES;
}

static inline void put_forward(Inverter *inverter, guint32 entry)
{
    if (G_UNLIKELY(inverter->forward_next == inverter->forward_end))
        next_forward_block(inverter);
    *inverter->forward_next++ = entry;
}

void inverter_end(Inverter *inverter)
{
    for (guint i = 0; i < PENDING; i++)
        exchange(inverter, (PendingToken){0, 0});
    guint32 entries = inverter->touched_count;
    for (guint32 i = 0; i < inverter->touched_count; i++) {
        guint32 form = inverter->touched[i];
        guint32 wdf = inverter_form(inverter, form)->wdf;
        put_forward(inverter, form << FORWARD_WDF_BITS | MIN(wdf, FORWARD_WDF_ESCAPE));
        if (wdf >= FORWARD_WDF_ESCAPE) {
            put_forward(inverter, wdf);
            entries++;
        }
    }
    g_array_append_val(inverter->doc_entries, entries);
}
