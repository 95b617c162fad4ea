/* One document: its tokens gathered, grouped by their forms, and appended to the forms' streams. */
#include <string.h>

#include "indexer/inverter-private.h"

/* So many forms ahead, the end of a stream is called into the cache. */
#define AHEAD 16

/* What a document may leave allocated for the next segment. */
#define KEPT_TOKENS (1u << 16)
#define KEPT_FORMS (4 * KEPT_TOKENS)

/* So many units are copied at once where there is room, whether all are needed or not. */
#define COPIED 4

/* ---- gathering --------------------------------------------------------------------------------*/

void inverter_begin(Inverter *inverter, guint32 docid)
{
    inverter->docid = docid;
    inverter->doclen = 0;
    inverter->doc_form_count = 0;
    inverter->token_count = 0;
}

static void grow_tokens(Inverter *inverter)
{
    inverter->token_size = MAX(4096, inverter->token_size * 2);
    inverter->tokens = g_renew(DocumentToken, inverter->tokens, inverter->token_size);
    inverter->positions =
        g_realloc(inverter->positions, (gsize)inverter->token_size * sizeof(guint32) + COPIED * 2);
}

/* A word's form. Words that differ in nothing but their stems have forms of their own: what is equal is
 * united when the segment is written. */
static void add_word(Inverter *inverter, Word *word, FormKind kind)
{
    guint stems = (word->stem[0] != NULL) + (word->stem[1] != NULL);
    guint32 form = inverter_add_form(inverter, kind, stems);
    *inverter_info(inverter, form) = (FormInfo){.word = word, .length = word->length};
    word->tag[kind] = form + 1;
}

/* There is room for the token, and its word has a form. */
static inline void put_token(Inverter *inverter, const Token *token, FormKind kind)
{
    guint32 form = token->word->tag[kind] - 1;
    __builtin_prefetch(&inverter->entries[form], 1);
    inverter->tokens[inverter->token_count++] = (DocumentToken){form, token->position};
}

static G_GNUC_NO_INLINE void add_token_slowly(Inverter *inverter, const Token *token, FormKind kind)
{
    if (inverter->token_count == inverter->token_size)
        grow_tokens(inverter);
    if (token->word->tag[kind] == 0)
        add_word(inverter, token->word, kind);
    put_token(inverter, token, kind);
}

static inline void add_token(Inverter *inverter, const Token *token, FormKind kind)
{
    if (G_LIKELY(token->word->tag[kind] != 0 && inverter->token_count < inverter->token_size))
        put_token(inverter, token, kind);
    else
        add_token_slowly(inverter, token, kind);
}

void inverter_body_token(Inverter *inverter, const Token *token)
{
    add_token(inverter, token, FORM_BODY);
}

void inverter_title_token(Inverter *inverter, const Token *token)
{
    add_token(inverter, token, FORM_BODY);
    add_token(inverter, token, FORM_TITLE);
}

/* Makes room for count more forms. */
static void reserve_forms(Inverter *inverter, guint32 count)
{
    guint32 old = inverter->doc_form_size, needed = inverter->doc_form_count + count;
    if (needed <= old)
        return;
    inverter->doc_form_size = MAX(needed, old * 2);
    inverter->doc_forms = g_renew(DocumentForm, inverter->doc_forms, inverter->doc_form_size);
    memset(inverter->doc_forms + old, 0, (inverter->doc_form_size - old) * sizeof(DocumentForm));
}

/* The form's entry among those of the document; a new one, with a wdf of 0, if need be. What inverter->entries
 * says of a form that the document hasn't had yet is out of date, and the entry that it leads to another's.
 * Whether it has been there nobody could foresee: hence no branch. */
static inline guint32 entry_of(guint32 form, guint32 *entries, DocumentForm *forms, guint32 *count)
{
    guint32 next = *count, entry = MIN(entries[form], next);
    guint32 is_new = entry == next || forms[entry].form != form;
    entry += (next - entry) & -is_new;
    forms[entry].form = form;
    entries[form] = entry;
    *count = next + is_new;
    return entry;
}

void inverter_boolean(Inverter *inverter, const char *term, gsize length)
{
    guint32 form = inverter_intern_boolean(inverter, term, length);
    reserve_forms(inverter, 1);
    entry_of(form, inverter->entries, inverter->doc_forms, &inverter->doc_form_count);
}

/* ---- streams ----------------------------------------------------------------------------------*/

static void next_slice(Inverter *inverter, Form *form)
{
    guint units = form->slice == 0 ? SLICE_FIRST : MIN(form->slice * 2u, SLICE_LAST);
    guint16 *slice = arena_alloc(&inverter->slices, units * sizeof *slice);
    if (form->slice == 0)
        form->slices = slice;
    else
        memcpy(form->tail_end, &slice, sizeof slice);
    form->slice = units;
    form->tail = slice;
    form->tail_end = slice + units - SLICE_LINK;
}

static void append(Inverter *inverter, Form *form, const guint16 *units, gsize count)
{
    for (;;) {
        gsize part = MIN(count, (gsize)(form->tail_end - form->tail));
        memcpy(form->tail, units, part * sizeof *units);
        form->tail += part;
        units += part;
        count -= part;
        if (count == 0)
            return;
        next_slice(inverter, form);
    }
}

static inline guint16 *put_long(guint16 *to, guint32 number)
{
    memcpy(to, &number, sizeof number);
    return to + 2;
}

/* A posting without its positions; returns its end. */
static inline guint16 *put_head(guint16 *to, guint32 gap, guint32 wdf, guint width)
{
    *to++ = MIN(gap, POSTING_GAP_ESCAPE) << (POSTING_WIDTH_BITS + POSTING_WDF_BITS) |
            MIN(wdf, POSTING_WDF_ESCAPE) << POSTING_WIDTH_BITS | width;
    if (gap >= POSTING_GAP_ESCAPE)
        to = put_long(to, gap);
    if (G_UNLIKELY(wdf >= POSTING_WDF_ESCAPE))
        to = put_long(to, wdf);
    return to;
}

/* Units of a posting's head at most, and of one whose positions are not none and at most COPIED units. */
#define HEAD_MAX 5
#define HEAD_SHORT 3
G_STATIC_ASSERT(HEAD_MAX <= HEAD_SHORT + COPIED);

static inline void append_posting(Inverter *inverter, const DocumentForm *entry, guint width)
{
    Form *form = inverter_form(inverter, entry->form);
    guint32 gap = inverter->docid - form->docid;
    gsize count = (gsize)entry->wdf * width;
    const guint16 *positions = (const guint16 *)inverter->positions + (gsize)entry->begin * width;
    gsize room = form->tail_end - form->tail;
    form->docid = inverter->docid;
    form->documents++;
    inverter->doclen += entry->wdf * (1 + form->stems);
    if (G_LIKELY(count <= COPIED && room >= HEAD_SHORT + COPIED)) {
        guint16 *to = put_head(form->tail, gap, entry->wdf, width);
        memcpy(to, positions, COPIED * sizeof *to);
        form->tail = to + count;
        return;
    }
    guint16 head[HEAD_MAX];
    append(inverter, form, head, put_head(head, gap, entry->wdf, width) - head);
    append(inverter, form, positions, count);
}

/* ---- a document's end -------------------------------------------------------------------------*/

/* Sets the tokens' entries, and the wdfs of the document's forms. */
static void find_entries(Inverter *inverter)
{
    /* No more of them than there are at all, which makes a difference where a few words come a million times. */
    guint32 most = inverter->token_count;
    reserve_forms(inverter, (most > KEPT_TOKENS ? MIN(most, inverter->form_count) : most) + 1);
    DocumentForm *forms = inverter->doc_forms;
    guint32 *entries = inverter->entries, count = inverter->doc_form_count;
    DocumentToken *end = inverter->tokens + inverter->token_count;
    for (DocumentToken *token = inverter->tokens; token < end; token++) {
        guint32 form = token->form, entry = entry_of(form, entries, forms, &count);
        __builtin_prefetch(inverter_form(inverter, form), 1);
        token->form = entry;
        forms[entry].wdf++;
    }
    inverter->doc_form_count = count;
}

/* Units that each of the document's positions takes: 0 if there are none, else 1 or 2. */
static guint position_width(const Inverter *inverter)
{
    guint32 all = 0;
    if (!inverter->with_positions)
        return 0;
    for (guint32 i = 0; i < inverter->token_count; i++)
        all |= inverter->tokens[i].position;
    return all <= G_MAXUINT16 ? 1 : 2;
}

/* Sets inverter->positions, where each form's stand together, in the order of the tokens. */
static void group_positions(Inverter *inverter, guint width)
{
    DocumentForm *forms = inverter->doc_forms;
    guint16 *narrow = inverter->positions;
    guint32 *wide = inverter->positions;
    guint32 begin = 0;
    for (guint32 i = 0; i < inverter->doc_form_count; i++) {
        begin += forms[i].wdf;
        forms[i].begin = begin;
    }
    const DocumentToken *tokens = inverter->tokens;
    for (guint32 i = width == 1 ? inverter->token_count : 0; i-- > 0;)
        narrow[--forms[tokens[i].form].begin] = tokens[i].position;
    for (guint32 i = width == 2 ? inverter->token_count : 0; i-- > 0;)
        wide[--forms[tokens[i].form].begin] = tokens[i].position;
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
    if (inverter->token_size == 0)
        grow_tokens(inverter);
    find_entries(inverter);
    guint width = position_width(inverter);
    group_positions(inverter, width);
    guint32 count = inverter->doc_form_count, entries = count;
    DocumentForm *forms = inverter->doc_forms;
    for (guint32 i = 0; i < count; i++) {
        if (i + AHEAD < count)
            __builtin_prefetch(inverter_form(inverter, forms[i + AHEAD].form)->tail, 1);
        append_posting(inverter, &forms[i], width);
        guint32 wdf = forms[i].wdf;
        forms[i].wdf = 0;
        put_forward(inverter, forms[i].form << FORWARD_WDF_BITS | MIN(wdf, FORWARD_WDF_ESCAPE));
        if (wdf >= FORWARD_WDF_ESCAPE) {
            put_forward(inverter, wdf);
            entries++;
        }
    }
    g_array_append_val(inverter->doc_entries, entries);
}

void inverter_trim_document(Inverter *inverter)
{
    inverter_begin(inverter, 0);
    if (inverter->token_size <= KEPT_TOKENS && inverter->doc_form_size <= KEPT_FORMS)
        return;
    inverter->doc_form_size = inverter->token_size = 0;
    g_clear_pointer(&inverter->doc_forms, g_free);
    g_clear_pointer(&inverter->tokens, g_free);
    g_clear_pointer(&inverter->positions, g_free);
}
