#include "stemmer/lexicon-private.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define FIRST_SLOTS 1024
#define FIRST_CHUNK (16 * 1024)
#define LARGEST_CHUNK (HUGE_PAGE - sizeof(LexiconChunk))

/* Words and their table are read at random, and finding small pages takes as long as reading them: what
 * is large enough is made of huge pages where the system has them. */
#define HUGE_PAGE ((gsize)2 * 1024 * 1024)

/* What a reset keeps at most, so that one text of garbage doesn't cost memory for good. */
#define KEPT_BYTES (8 * 1024 * 1024)

/* Of a longer surface form only so much is looked at: enough for a word of WORD_MAX_CHARACTERS with
 * every character taken apart, and a bound to what a page of combining marks can cost. */
#define SURFACE_MAX_BYTES 1024

typedef struct LexiconChunk {
    struct LexiconChunk *next;
    gsize size, used;
    char bytes[];
} LexiconChunk;

typedef struct {
    Word *word;
    char bytes[]; /* the surface form, for comparison */
} LongSurface;

/* ---- arena ------------------------------------------------------------------------------------*/

/* To be freed with free(). */
static gpointer large_alloc(gsize bytes)
{
    gpointer memory = NULL;
    if (bytes >= HUGE_PAGE && posix_memalign(&memory, HUGE_PAGE, bytes) == 0)
        madvise(memory, bytes, MADV_HUGEPAGE);
    else
        memory = malloc(bytes);
    if (memory == NULL)
        g_error("failed to allocate %" G_GSIZE_FORMAT " bytes", bytes); /* as g_malloc() does */
    return memory;
}

static LexiconChunk *chunk_add(LexiconArena *arena, gsize size)
{
    LexiconChunk *chunk = large_alloc(sizeof *chunk + size);
    *chunk = (LexiconChunk){.size = size};
    arena->bytes += sizeof *chunk + size;
    if (arena->chunk)
        arena->chunk->next = chunk;
    else
        arena->chunks = chunk;
    return chunk;
}

/* bytes is far below FIRST_CHUNK: words are bounded. */
static gpointer arena_alloc(LexiconArena *arena, gsize bytes)
{
    LexiconChunk *chunk = arena->chunk;
    if (!chunk || chunk->used + bytes > chunk->size) {
        LexiconChunk *next = chunk ? chunk->next : arena->chunks;
        if (!next)
            next = chunk_add(arena, chunk ? MIN(chunk->size * 2, LARGEST_CHUNK) : FIRST_CHUNK);
        next->used = 0;
        arena->chunk = chunk = next;
    }
    gpointer memory = chunk->bytes + chunk->used;
    chunk->used += bytes;
    return memory;
}

static void arena_free(LexiconArena *arena)
{
    for (LexiconChunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    *arena = (LexiconArena){NULL, NULL, 0};
}

/* ---- lifecycle --------------------------------------------------------------------------------*/

static void slots_new(Lexicon *lexicon, gsize count)
{
    gsize bytes = count * sizeof *lexicon->slots;
    lexicon->slots = memset(large_alloc(bytes), 0, bytes);
    lexicon->mask = count - 1;
    lexicon->used = 0;
}

Lexicon *lexicon_new(const char *language)
{
    Lexicon *lexicon = g_new0(Lexicon, 1);
    const Language *known = language ? language_find(language) : NULL;
    if (known && known->has_stemmer)
        lexicon->stemmer = sb_stemmer_new(known->name, "UTF_8");
    lexicon->turkish = known && (g_str_equal(known->code, "tr") || g_str_equal(known->code, "az"));
    /* Not to be guessed, so that no text can be written to collide. */
    lexicon->seed[0] = ((guint64)(guintptr)lexicon ^ (guint64)g_get_monotonic_time() << 20) *
                       G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    lexicon->seed[1] =
        (lexicon->seed[0] ^ lexicon->seed[0] >> 29) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9) | 1;
    slots_new(lexicon, FIRST_SLOTS);
    lexicon->lower = g_string_new(NULL);
    lexicon->folded = g_string_new(NULL);
    lexicon->stem = g_string_new(NULL);
    lexicon->stem_again = g_string_new(NULL);
    return lexicon;
}

void lexicon_free(Lexicon *lexicon)
{
    if (!lexicon)
        return;
    arena_free(&lexicon->words);
    arena_free(&lexicon->strings);
    free(lexicon->slots);
    char_classes_clear(&lexicon->classes);
    if (lexicon->stemmer)
        sb_stemmer_delete(lexicon->stemmer);
    g_string_free(lexicon->lower, TRUE);
    g_string_free(lexicon->folded, TRUE);
    g_string_free(lexicon->stem, TRUE);
    g_string_free(lexicon->stem_again, TRUE);
    g_free(lexicon);
}

static void give_back(Lexicon *lexicon)
{
    arena_free(&lexicon->words);
    arena_free(&lexicon->strings);
    free(lexicon->slots);
    slots_new(lexicon, FIRST_SLOTS);
}

void lexicon_reset(Lexicon *lexicon)
{
    if (lexicon_memory(lexicon) > KEPT_BYTES) {
        give_back(lexicon);
        return;
    }
    lexicon->words.chunk = lexicon->strings.chunk = NULL;
    memset(lexicon->slots, 0, (lexicon->mask + 1) * sizeof *lexicon->slots);
    lexicon->used = 0;
}

gsize lexicon_memory(const Lexicon *lexicon)
{
    return sizeof *lexicon + lexicon->words.bytes + lexicon->strings.bytes +
           (lexicon->mask + 1) * sizeof *lexicon->slots + char_classes_memory(&lexicon->classes);
}

void lexicon_set_bound(Lexicon *lexicon, gsize bytes, LexiconFullFunc func, gpointer data)
{
    lexicon->bound = bytes;
    lexicon->on_full = func;
    lexicon->on_full_data = data;
    lexicon->full = FALSE;
}

void lexicon_empty(Lexicon *lexicon)
{
    lexicon->on_full(lexicon->on_full_data);
    give_back(lexicon); /* what a reset would keep counts against the bound */
    lexicon->full = FALSE;
}

/* ---- the table --------------------------------------------------------------------------------*/

static guint64 hash_bytes(const Lexicon *lexicon, const char *bytes, gsize length)
{
    guint64 hash = length;
    for (; length > 0; bytes += MIN(length, 8), length -= MIN(length, 8)) {
        guint64 part = 0;
        memcpy(&part, bytes, MIN(length, 8));
        hash = lexicon_hash(lexicon, part, hash);
    }
    return hash;
}

static void key_make(const Lexicon *lexicon, const char *surface, gsize length, LexiconRole role,
                     guint64 key[2])
{
    if (length > SURFACE_INLINE_BYTES) {
        key[0] = hash_bytes(lexicon, surface, length);
        key[1] = (guint64)LEXICON_LONG_KEY << 56 | (guint64)role << 48 | length;
        return;
    }
    key[0] = key[1] = 0;
    memcpy(key, surface, length);
    key[0] = GUINT64_FROM_LE(key[0]);
    key[1] = GUINT64_FROM_LE(key[1]) | (guint64)role << 56;
}

static gboolean key_is_long(const guint64 key[2])
{
    return key[1] >> 56 == LEXICON_LONG_KEY;
}

static gpointer slot_pointer(const LexiconSlot *slot)
{
    return (gpointer)((guintptr)slot->value & ~SURFACE_CAPITALS);
}

/* The slot of the key, or the free one where it belongs. */
static LexiconSlot *slot_find(const Lexicon *lexicon, const guint64 key[2], const char *surface,
                              gsize length)
{
    gsize i = lexicon_hash(lexicon, key[0], key[1]) & lexicon->mask;
    for (;; i = (i + 1) & lexicon->mask) {
        LexiconSlot *slot = &lexicon->slots[i];
        if (!slot->value)
            return slot;
        if (slot->key[0] != key[0] || slot->key[1] != key[1])
            continue;
        if (!key_is_long(key) ||
            memcmp(((LongSurface *)slot_pointer(slot))->bytes, surface, length) == 0)
            return slot;
    }
}

static void slots_grow(Lexicon *lexicon)
{
    LexiconSlot *old = lexicon->slots;
    gsize count = lexicon->mask + 1, used = lexicon->used;
    slots_new(lexicon, count * 2);
    lexicon->used = used;
    for (gsize i = 0; i < count; i++) {
        if (!old[i].value)
            continue;
        gsize home = lexicon_hash(lexicon, old[i].key[0], old[i].key[1]) & lexicon->mask;
        while (lexicon->slots[home].value)
            home = (home + 1) & lexicon->mask;
        lexicon->slots[home] = old[i];
    }
    free(old);
}

static void slot_insert(Lexicon *lexicon, const guint64 key[2], const char *surface, gsize length,
                        Word *word, gboolean capitals)
{
    gpointer value = word;
    if (key_is_long(key)) {
        LongSurface *entry = arena_alloc(&lexicon->words, (sizeof *entry + length + 7) & ~(gsize)7);
        entry->word = word;
        memcpy(entry->bytes, surface, length);
        value = entry;
    }
    if (lexicon->used >= (lexicon->mask + 1) / 8 * 5)
        slots_grow(lexicon);
    LexiconSlot *slot = slot_find(lexicon, key, surface, length);
    *slot = (LexiconSlot){{key[0], key[1]},
                          (gpointer)((guintptr)value | (capitals ? SURFACE_CAPITALS : 0))};
    lexicon->used++;
    lexicon->full = lexicon->on_full != NULL && lexicon_memory(lexicon) > lexicon->bound;
}

static Surface slot_surface(const LexiconSlot *slot)
{
    gpointer pointer = slot_pointer(slot);
    Word *word = key_is_long(slot->key) ? ((LongSurface *)pointer)->word : pointer;
    return (Surface){word, ((guintptr)slot->value & SURFACE_CAPITALS) != 0};
}

/* ---- words ------------------------------------------------------------------------------------*/

static void make_stem(Lexicon *lexicon, const GString *word, GString *out)
{
    const sb_symbol *stem =
        sb_stemmer_stem(lexicon->stemmer, (const sb_symbol *)word->str, (int)word->len);
    if (stem)
        fold_lowered(out, (const char *)stem, (gsize)sb_stemmer_length(lexicon->stemmer));
    else
        g_string_truncate(out, 0);
    fold_cut(out);
}

static const char *store(Lexicon *lexicon, const GString *string)
{
    return memcpy(arena_alloc(&lexicon->strings, string->len + 1), string->str, string->len + 1);
}

static gboolean has_stems(const Lexicon *lexicon, const GString *folded)
{
    gunichar first = g_utf8_get_char(folded->str);
    GUnicodeType type = g_unichar_type(first);
    return lexicon->stemmer && type != G_UNICODE_DECIMAL_NUMBER &&
           type != G_UNICODE_LETTER_NUMBER && type != G_UNICODE_OTHER_NUMBER;
}

/* The Word of lexicon->lower, a lower-case form already cut. */
static Word *word_new(Lexicon *lexicon, guint without)
{
    fold_lowered(lexicon->folded, lexicon->lower->str, lexicon->lower->len);
    fold_cut(lexicon->folded);
    const GString *stems[2] = {NULL, NULL};
    if (without != STEM_NONE && has_stems(lexicon, lexicon->folded)) {
        make_stem(lexicon, lexicon->lower, lexicon->stem);
        stems[0] = lexicon->stem;
        if (!g_string_equal(lexicon->lower, lexicon->folded)) {
            make_stem(lexicon, lexicon->folded, lexicon->stem_again);
            if (!g_string_equal(lexicon->stem, lexicon->stem_again))
                stems[1] = lexicon->stem_again;
        }
    }
    Word *word = arena_alloc(&lexicon->words, sizeof *word);
    *word =
        (Word){.text = store(lexicon, lexicon->folded), .length = (guint16)lexicon->folded->len};
    for (guint i = 0, n = 0; i < 2; i++) {
        if (!stems[i] || stems[i]->len == 0 || (without & 1u << i))
            continue;
        word->stem[n] = store(lexicon, stems[i]);
        word->stem_length[n++] = (guint16)stems[i]->len;
    }
    return word;
}

/* ---- surface forms ----------------------------------------------------------------------------*/

/* Capitals, or the dots of u.s., which make an acronym of it all the same. */
static gboolean is_capitals(const char *surface, gsize length)
{
    guint capitals = 0, lower = 0, dots = 0;
    for (const char *p = surface, *end = surface + length; p < end;) {
        guint bytes;
        gunichar c = char_decode(p, end, &bytes);
        p += bytes;
        capitals += g_unichar_isupper(c) != 0;
        lower += g_unichar_islower(c) != 0;
        dots += c == '.';
    }
    return (capitals >= 2 && lower == 0) || (dots && capitals + lower >= 2);
}

static Surface surface_add(Lexicon *lexicon, const LexiconQuery *query)
{
    const char *surface = query->surface;
    gsize length = query->length;
    gboolean capitals = is_capitals(surface, length);
    SurfaceKind kind = query->role >> 2;
    guint without = query->role & 3;
    fold_lower(lexicon->lower, surface, length, kind, lexicon->turkish);
    fold_cut(lexicon->lower);
    if (lexicon->lower->len == 0) /* can't be: a word begins with a letter or a digit */
        g_string_append_c(lexicon->lower, '_');

    /* Surface forms of one lower-case form share its Word. */
    const char *lower = lexicon->lower->str;
    gsize lower_length = lexicon->lower->len;
    gboolean same =
        kind == SURFACE_PLAIN && lower_length == length && memcmp(lower, surface, length) == 0;
    guint64 lower_key[2];
    key_make(lexicon, lower, lower_length, LEXICON_ROLE(SURFACE_PLAIN, without), lower_key);
    LexiconSlot *slot = slot_find(lexicon, lower_key, lower, lower_length);
    Word *word = slot->value ? slot_surface(slot).word : NULL;
    if (!word) {
        word = word_new(lexicon, without);
        slot_insert(lexicon, lower_key, lower, lower_length, word, is_capitals(lower, lower_length));
    }
    if (!same)
        slot_insert(lexicon, query->key, surface, length, word, capitals);
    return (Surface){word, capitals};
}

LexiconQuery lexicon_query(const Lexicon *lexicon, const char *surface, gsize length,
                           LexiconRole role)
{
    if (length > SURFACE_MAX_BYTES)
        for (length = SURFACE_MAX_BYTES; length > 1 && (surface[length] & 0xc0) == 0x80;)
            length--;
    LexiconQuery query = {.surface = surface, .length = (guint)length, .role = role};
    key_make(lexicon, surface, length, role, query.key);
    query.home = lexicon_hash(lexicon, query.key[0], query.key[1]);
    return query;
}

Surface lexicon_find_slowly(Lexicon *lexicon, const LexiconQuery *query)
{
    const LexiconSlot *slot = slot_find(lexicon, query->key, query->surface, query->length);
    return slot->value ? slot_surface(slot) : surface_add(lexicon, query);
}
