#include "search/query-forms.h"

#include <string.h>

#include "xapian-c/index-error.h"

/* Of so many compounds in a leaf both the parts and the joined form are tried, in every
 * combination. */
#define COMPOUNDS_MAX 3

/* What stands at one position of the leaf. */
typedef struct {
    QuerySlot *slot;
    gboolean unstemmed; /* a language has no stem for it: the word itself counts too */
    guint flags;        /* of its first token */
    gsize start, end;   /* bytes of the written text */
} Piece;

/* A compound: the joined form of pieces first to last. */
typedef struct {
    Piece piece;
    guint first, last;
} Compound;

typedef struct {
    QueryKind kind;
    GArray *pieces;        /* Piece, by position */
    GArray *compounds;     /* Compound, in order */
    GPtrArray *companions; /* char * */
    gboolean stems_seen;   /* by the lexicon that runs: it has a stemmer */
    gboolean too_many;
} Collector;

static void clear_piece(gpointer piece)
{
    query_slot_free(((Piece *)piece)->slot);
}

static void add_forms(Collector *collector, Piece *piece, const Token *token)
{
    const Word *word = token->word;
    query_set_add(piece->slot->words, word->text);
    /* A character is indexed as it stands, whatever the language. */
    if (token->flags & TOKEN_CHARACTER) {
        piece->unstemmed = TRUE;
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(word->stem) && word->stem[i]; i++) {
        query_set_add(piece->slot->stems, word->stem[i]);
        collector->stems_seen = TRUE;
    }
    /* A variant without a stem may have that of the token before it. */
    gboolean variant = (token->flags & TOKEN_VARIANT) && collector->stems_seen;
    piece->unstemmed |= !word->stem[0] && !variant;
}

static void add_joined(Collector *collector, const Token *token)
{
    for (guint i = 0; i < collector->compounds->len; i++) {
        Compound *known = &g_array_index(collector->compounds, Compound, i);
        if (token->start < known->piece.end && known->piece.start < token->end) {
            add_forms(collector, &known->piece, token);
            return;
        }
    }
    Compound compound = {.piece = {.slot = query_slot_new(),
                                   .flags = token->flags,
                                   .start = token->start,
                                   .end = token->end}};
    add_forms(collector, &compound.piece, token);
    g_array_append_val(collector->compounds, compound);
}

static void on_token(const Token *token, gpointer data)
{
    Collector *collector = data;
    if (token->flags & TOKEN_UNPOSITIONED) {
        query_set_add(collector->companions, token->word->text);
        return;
    }
    if (token->flags & TOKEN_JOINED) {
        add_joined(collector, token);
        return;
    }
    if (token->position > QUERY_MAX_SLOTS) {
        collector->too_many = TRUE;
        return;
    }
    gboolean variant = token->flags & TOKEN_VARIANT;
    /* A phrase is looked for as it is written. */
    if (variant && collector->kind == QUERY_PHRASE)
        return;
    while (collector->pieces->len < token->position) {
        Piece empty = {.slot = query_slot_new()};
        g_array_append_val(collector->pieces, empty);
    }
    Piece *piece = &g_array_index(collector->pieces, Piece, token->position - 1);
    if (!variant) {
        piece->flags = token->flags;
        piece->start = token->start;
        piece->end = token->end;
    }
    add_forms(collector, piece, token);
}

static void collect(Collector *collector, const char *text, Analysis *analysis)
{
    for (gsize i = 0; i < analysis_count(analysis); i++) {
        collector->stems_seen = FALSE;
        tokenizer_run(analysis_lexicon(analysis, i), text, strlen(text), 1, on_token, collector);
    }
    for (guint i = 0; i < collector->compounds->len; i++) {
        Compound *compound = &g_array_index(collector->compounds, Compound, i);
        gboolean found = FALSE;
        for (guint p = 0; p < collector->pieces->len; p++) {
            const Piece *piece = &g_array_index(collector->pieces, Piece, p);
            if (piece->start < compound->piece.start || piece->end > compound->piece.end)
                continue;
            compound->first = found ? compound->first : p;
            compound->last = p;
            found = TRUE;
        }
    }
}

/* Bytes of the apostrophe at text, 0 if there is none. */
static gsize apostrophe(const char *text)
{
    static const char *const forms[] = {"'", "\xE2\x80\x99", "\xE2\x80\x98", "\xCA\xBC",
                                        "\xEF\xBC\x87"};
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (g_str_has_prefix(text, forms[i]))
            return strlen(forms[i]);
    return 0;
}

/* Drops pieces that are an elided article: right before an apostrophe and the next piece. */
static void drop_elisions(Collector *collector, const char *text, GPtrArray *left_out)
{
    for (guint p = 0; p + 1 < collector->pieces->len;) {
        const Piece *piece = &g_array_index(collector->pieces, Piece, p);
        const Piece *following = &g_array_index(collector->pieces, Piece, p + 1);
        gsize mark = apostrophe(text + piece->end);
        if (!mark || piece->end + mark != following->start) {
            p++;
            continue;
        }
        g_ptr_array_add(left_out, g_strndup(text + piece->start, piece->end + mark - piece->start));
        g_array_remove_index(collector->pieces, p);
        for (guint i = 0; i < collector->compounds->len; i++) {
            Compound *compound = &g_array_index(collector->compounds, Compound, i);
            compound->first -= compound->first > p;
            compound->last -= compound->last > p;
        }
    }
}

/* One piece alone: its stems, and the word where a language has none. */
static void add_single(QueryNode *leaf, const Piece *piece)
{
    QueryAlternative *alternative = query_alternative_new();
    query_alternative_add(alternative, piece->slot);
    if (leaf->kind == QUERY_WORD) {
        QuerySlot *slot = alternative->slots->pdata[0];
        alternative->stemmed = TRUE;
        if (!piece->unstemmed)
            g_ptr_array_set_size(slot->words, 0);
        if (piece->flags & TOKEN_CHARACTER)
            g_ptr_array_set_size(slot->stems, 0);
    }
    g_ptr_array_add(leaf->alternatives, alternative);
}

/* The sequence in which the compounds of mask stand joined, the others in parts. */
static void add_sequence(QueryNode *leaf, const Collector *collector, guint mask)
{
    g_autoptr(GPtrArray) pieces = g_ptr_array_new();
    for (guint p = 0; p < collector->pieces->len; p++) {
        const Piece *piece = &g_array_index(collector->pieces, Piece, p);
        for (guint i = 0; i < MIN(collector->compounds->len, COMPOUNDS_MAX); i++) {
            const Compound *compound = &g_array_index(collector->compounds, Compound, i);
            if ((mask >> i & 1) && compound->first == p) {
                piece = &compound->piece;
                p = compound->last;
            }
        }
        g_ptr_array_add(pieces, (gpointer)piece);
    }
    if (pieces->len == 1) {
        add_single(leaf, pieces->pdata[0]);
        return;
    }
    QueryAlternative *alternative = query_alternative_new();
    for (guint i = 0; i < pieces->len; i++)
        query_alternative_add(alternative, ((Piece *)pieces->pdata[i])->slot);
    for (guint i = 0; i < collector->companions->len; i++)
        query_set_add(alternative->companions, collector->companions->pdata[i]);
    g_ptr_array_add(leaf->alternatives, alternative);
}

static guint64 stopword_in(const QueryNode *leaf, const Collector *collector,
                           const Analysis *analysis)
{
    if (leaf->kind != QUERY_WORD || collector->pieces->len != 1)
        return 0;
    const Piece *piece = &g_array_index(collector->pieces, Piece, 0);
    if (piece->flags & TOKEN_CAPITALS)
        return 0;
    guint64 languages = 0;
    for (guint i = 0; i < piece->slot->words->len; i++)
        languages |= analysis_stopword_in(analysis, piece->slot->words->pdata[i]);
    return languages;
}

gboolean query_forms_fill(QueryNode *leaf, Analysis *analysis, GPtrArray *left_out, GError **error)
{
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_autoptr(GArray) compounds = g_array_new(FALSE, FALSE, sizeof(Compound));
    g_autoptr(GPtrArray) companions = g_ptr_array_new_with_free_func(g_free);
    g_array_set_clear_func(pieces, clear_piece);
    g_array_set_clear_func(compounds, clear_piece);
    Collector collector = {leaf->kind, pieces, compounds, companions, FALSE, FALSE};
    collect(&collector, leaf->written, analysis);
    if (collector.too_many) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY, "query: a phrase has more than %d words",
                    QUERY_MAX_SLOTS);
        return FALSE;
    }
    if (leaf->kind == QUERY_WORD)
        drop_elisions(&collector, leaf->written, left_out);
    if (pieces->len == 0)
        return TRUE;
    leaf->stopword_in = stopword_in(leaf, &collector, analysis);
    for (guint mask = 0; mask < 1u << MIN(compounds->len, COMPOUNDS_MAX); mask++)
        add_sequence(leaf, &collector, mask);
    return TRUE;
}
