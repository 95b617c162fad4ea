#include "indexer/inverter.h"

#include <string.h>

#include "indexer/inverter-private.h"
#include "indexer/term-order.h"

#define TABLE_START (1u << 14)
/* For each document: its forward entries, and its wdf when postings are united. */
#define DOCUMENT_BYTES (2 * sizeof(guint32))
/* Of forms, kept by a reset: a million of them. */
#define KEPT_FORM_BLOCKS 32

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
    g_free(inverter->entries);
    g_free(inverter->table);
    arena_clear(&inverter->slices);
    arena_clear(&inverter->texts);
    arena_clear(&inverter->forward);
    g_array_unref(inverter->doc_entries);
    g_free(inverter->doc_forms);
    g_free(inverter->tokens);
    g_free(inverter->positions);
    g_free(inverter);
}

static void trim_forms(Inverter *inverter)
{
    if (inverter->form_blocks <= KEPT_FORM_BLOCKS)
        return;
    while (inverter->form_blocks > KEPT_FORM_BLOCKS) {
        guint32 last = --inverter->form_blocks;
        g_aligned_free(inverter->forms[last]);
        g_free(inverter->info[last]);
    }
    inverter->entries = g_renew(guint32, inverter->entries, (gsize)KEPT_FORM_BLOCKS * FORM_BLOCK);
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
    inverter->form_count = inverter->stem_count = 0;
    inverter->table_used = 0;
    arena_reset(&inverter->slices);
    arena_reset(&inverter->texts);
    arena_reset(&inverter->forward);
    inverter->forward_next = inverter->forward_end = NULL;
    g_array_set_size(inverter->doc_entries, 0);
    trim_forms(inverter);
    inverter_trim_document(inverter);
}

gsize inverter_memory(const Inverter *inverter)
{
    return arena_memory(&inverter->slices) + arena_memory(&inverter->texts) +
           arena_memory(&inverter->forward) + inverter->doc_entries->len * DOCUMENT_BYTES +
           inverter->form_count * (sizeof(Form) + sizeof(FormInfo) + sizeof(guint32)) +
           term_order_bytes(inverter) +
           ((gsize)inverter->table_mask + 1) * sizeof *inverter->table +
           inverter->doc_form_size * sizeof(DocumentForm) +
           inverter->token_size * (sizeof(DocumentToken) + sizeof(guint32));
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

guint32 inverter_add_form(Inverter *inverter, FormKind kind, guint stems)
{
    guint32 form = inverter->form_count;
    g_assert(form < FORM_MAX);
    if (form >> FORM_BLOCK_BITS == inverter->form_blocks) {
        guint32 blocks = ++inverter->form_blocks;
        inverter->forms = g_renew(Form *, inverter->forms, blocks);
        inverter->info = g_renew(FormInfo *, inverter->info, blocks);
        inverter->entries = g_renew(guint32, inverter->entries, (gsize)blocks * FORM_BLOCK);
        inverter->forms[blocks - 1] = arena_block_new();
        inverter->info[blocks - 1] = g_new(FormInfo, FORM_BLOCK);
    }
    inverter->form_count++;
    inverter->stem_count += stems;
    Form *hot = inverter_form(inverter, form);
    *hot = (Form){.stems = stems, .kind = kind};
    hot->tail = hot->first;
    hot->tail_end = hot->first + FORM_INLINE;
    inverter->entries[form] = 0;
    return form;
}

guint32 inverter_intern_boolean(Inverter *inverter, const char *term, gsize length)
{
    guint32 hash = hash_bytes(term, length);
    guint32 at = hash & inverter->table_mask;
    for (; inverter->table[at] != 0; at = (at + 1) & inverter->table_mask) {
        const FormInfo *info = inverter_info(inverter, inverter->table[at] - 1);
        if (info->hash == hash && info->length == length && memcmp(info->text, term, length) == 0)
            return inverter->table[at] - 1;
    }
    const char *text = memcpy(arena_alloc(&inverter->texts, length), term, length);
    guint32 form = inverter_add_form(inverter, FORM_BOOLEAN, 0);
    *inverter_info(inverter, form) = (FormInfo){.text = text, .hash = hash, .length = length};
    inverter->table[at] = form + 1;
    if (++inverter->table_used > inverter->table_mask / 2)
        grow_table(inverter);
    return form;
}
