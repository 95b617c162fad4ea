#include "search/query-forms.h"

#include <string.h>

/* Of so many compounds in a leaf both the parts and the joined form are tried, in every
 * combination. */
#define COMPOUNDS_MAX 3

/* Letters that stand in for the wildcards of a text while the tokenizer reads it; 0: it has none. */
typedef struct {
    gunichar many, one;
} Wildcards;

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
    gboolean as_written; /* no stems, no variants */
    guint fuzzy;
    const Wildcards *wildcards;
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

/* The word as a pattern if a wildcard's letter is in it, else NULL. */
static char *pattern_of(const Wildcards *wildcards, const char *word)
{
    GString *pattern = g_string_new(NULL);
    gboolean wild = FALSE;
    for (const char *p = word; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == wildcards->many || c == wildcards->one) {
            g_string_append_c(pattern, c == wildcards->many ? '*' : '?');
            wild = TRUE;
        } else {
            g_string_append_unichar(pattern, c);
        }
    }
    return g_string_free(pattern, !wild);
}

static void add_forms(Collector *collector, Piece *piece, const Token *token)
{
    const Word *word = token->word;
    g_autofree char *pattern = pattern_of(collector->wildcards, word->text);
    if (pattern || collector->fuzzy) {
        query_slot_add_pattern(piece->slot, pattern ? pattern : word->text,
                               pattern ? 0 : collector->fuzzy);
        return;
    }
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
        if (!collector->fuzzy)
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
    if (variant && collector->as_written)
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
    static const char *const forms[] = {"'", "\xE2\x80\x99", "\xE2\x80\x98", "\xCA\xBC", "\xC2\xB4",
                                        "\xEF\xBC\x87"};
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (g_str_has_prefix(text, forms[i]))
            return strlen(forms[i]);
    return 0;
}

/* Drops the pieces that the text begins with and that are an elided article: right before an apostrophe and the next
 * piece. One inside, as in Côte-d'Or, has its place between its neighbours. */
static void drop_elisions(Collector *collector, const char *text, GPtrArray *left_out)
{
    while (collector->pieces->len > 1) {
        const Piece *piece = &g_array_index(collector->pieces, Piece, 0);
        const Piece *following = &g_array_index(collector->pieces, Piece, 1);
        gsize mark = apostrophe(text + piece->end);
        if (!mark || piece->end + mark != following->start || (piece->flags & TOKEN_CHARACTER))
            return;
        g_ptr_array_add(left_out, g_strndup(text + piece->start, piece->end + mark - piece->start));
        g_array_remove_index(collector->pieces, 0);
        for (guint i = 0; i < collector->compounds->len; i++) {
            Compound *compound = &g_array_index(collector->compounds, Compound, i);
            compound->first -= compound->first > 0;
            compound->last -= compound->last > 0;
        }
    }
}

/* One piece alone: its stems, and the word where a language has none. */
static void add_single(QueryNode *leaf, const Collector *collector, const Piece *piece)
{
    QueryAlternative *alternative = query_alternative_new();
    query_alternative_add(alternative, piece->slot);
    if (!collector->as_written) {
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
        add_single(leaf, collector, pieces->pdata[0]);
        return;
    }
    QueryAlternative *alternative = query_alternative_new();
    for (guint i = 0; i < pieces->len; i++)
        query_alternative_add(alternative, ((Piece *)pieces->pdata[i])->slot);
    for (guint i = 0; !leaf->within && i < collector->companions->len; i++)
        query_set_add(alternative->companions, collector->companions->pdata[i]);
    g_ptr_array_add(leaf->alternatives, alternative);
}

static guint64 stopword_in(const QueryNode *leaf, const Collector *collector,
                           const Analysis *analysis)
{
    gboolean plain = leaf->kind == QUERY_WORD && !leaf->exact && !leaf->fuzzy && !leaf->needed;
    if (!plain || collector->pieces->len != 1)
        return 0;
    const Piece *piece = &g_array_index(collector->pieces, Piece, 0);
    guint64 languages = 0;
    for (guint i = 0; i < piece->slot->words->len; i++)
        languages |= analysis_stopword_in(analysis, piece->slot->words->pdata[i]);
    return languages;
}

/* ---- wildcards ------------------------------------------------------------------------------ */

/* Letters without case or marks that no news is written in. One that the text itself has is no use. */
static gunichar stand_in(const char *text, gunichar other)
{
    static const gunichar letters[] = {0xA66E, 0xA78F, 0xA7F7, 0x1D25, 0x1D24, 0x018D};
    for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
        if (letters[i] != other && !g_utf8_strchr(text, -1, letters[i]))
            return letters[i];
    return 0;
}

/* A letter or digit of a word that wildcards can be part of: 吗 is a word by itself, so behind it ? ends a question. */
static gboolean is_in_word(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    return g_unichar_isalnum(c) && !tokenizer_is_unspaced(c);
}

static gboolean is_wordy(const char *p)
{
    return *p == '*' || is_in_word(p);
}

/* Whether the sign at p is a wildcard: a star at a letter, or a question mark before one, else it
 * ends a question, or in_address the path. start: of the text. */
static gboolean is_wildcard(const char *p, const char *start, gboolean in_address)
{
    const char *after = p + 1;
    while (*after == '?')
        after++;
    if (*p == '?')
        return is_wordy(after) && !in_address;
    if (*p != '*')
        return FALSE;
    if (is_wordy(after) && *after != '*')
        return TRUE;
    const char *before = p;
    while (before > start && strchr("*?", before[-1]))
        before--;
    return before > start && is_in_word(g_utf8_prev_char(before));
}

/* The text with letters in place of its wildcards. *lone: there is a star that belongs to no word. */
static char *stand_for_wildcards(const char *text, Wildcards *wildcards, gboolean *lone)
{
    GString *out = g_string_new(NULL);
    *lone = FALSE;
    gboolean in_address = FALSE; /* behind the scheme of a web address */
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        in_address = !g_ascii_isspace(*p) && (in_address || g_str_has_prefix(p, "://"));
        gboolean wild = (*p == '*' || *p == '?') && is_wildcard(p, text, in_address);
        *lone |= *p == '*' && !wild && !(p > text && p[-1] == '*');
        if (!wild) {
            g_string_append_len(out, p, g_utf8_skip[(guchar)*p]);
            continue;
        }
        if (!wildcards->many) {
            wildcards->many = stand_in(text, 0);
            wildcards->one = stand_in(text, wildcards->many);
        }
        g_string_append_unichar(out, *p == '*' ? wildcards->many : wildcards->one);
    }
    return g_string_free(out, FALSE);
}

char *query_forms_fold(const char *text, gboolean question_marks, gboolean *wild)
{
    *wild = strchr(text, '*') || (question_marks && strchr(text, '?'));
    return fold_text(text, strlen(text));
}

/* ---- the whole ------------------------------------------------------------------------------ */

static Collector *collector_new(void)
{
    Collector *collector = g_new0(Collector, 1);
    collector->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    collector->compounds = g_array_new(FALSE, FALSE, sizeof(Compound));
    collector->companions = g_ptr_array_new_with_free_func(g_free);
    g_array_set_clear_func(collector->pieces, clear_piece);
    g_array_set_clear_func(collector->compounds, clear_piece);
    return collector;
}

static void collector_free(Collector *collector)
{
    g_array_unref(collector->pieces);
    g_array_unref(collector->compounds);
    g_ptr_array_unref(collector->companions);
    g_free(collector);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Collector, collector_free)

static gboolean has_bare_wildcard(const Collector *collector)
{
    for (guint p = 0; p < collector->pieces->len; p++) {
        const QuerySlot *slot = g_array_index(collector->pieces, Piece, p).slot;
        for (guint i = 0; i < slot->patterns->len; i++) {
            const QueryPattern *pattern = slot->patterns->pdata[i];
            if (!pattern->distance && strspn(pattern->text, "*?") == strlen(pattern->text))
                return TRUE;
        }
    }
    return FALSE;
}

/* Reads the leaf's text; NULL, or what is wrong with it. */
static char *read_leaf(Collector *collector, const QueryNode *leaf, Analysis *analysis,
                       GPtrArray *left_out)
{
    Wildcards wildcards = {0, 0};
    gboolean lone;
    g_autofree char *text = stand_for_wildcards(leaf->written, &wildcards, &lone);
    collector->fuzzy = leaf->fuzzy;
    collector->wildcards = &wildcards;
    if (leaf->fuzzy && wildcards.many)
        return g_strdup("'~' goes with a whole word: leave out either it or the wildcards");
    collect(collector, text, analysis);
    collector->wildcards = NULL;
    if (collector->too_many)
        return g_strdup_printf("a phrase has more than %d words", QUERY_MAX_SLOTS);
    if (left_out && leaf->kind == QUERY_WORD)
        drop_elisions(collector, text, left_out);
    if (has_bare_wildcard(collector) || (lone && collector->pieces->len))
        return g_strdup("'*' by itself is no word: write part of one, as in azerb* (words that "
                        "need not stand side by side: \"peace talks\"~5)");
    if (leaf->fuzzy && collector->pieces->len > 1)
        return g_strdup("'~' goes with a single word");
    return NULL;
}

char *query_forms_fill(QueryNode *leaf, Analysis *analysis, GPtrArray *left_out)
{
    g_autoptr(Collector) collector = collector_new();
    collector->as_written = leaf->kind == QUERY_PHRASE || leaf->exact || leaf->fuzzy;
    char *wrong = read_leaf(collector, leaf, analysis, left_out);
    if (wrong || collector->pieces->len == 0)
        return wrong;
    leaf->stopword_in = stopword_in(leaf, collector, analysis);
    leaf->acronym = (g_array_index(collector->pieces, Piece, 0).flags & TOKEN_CAPITALS) != 0;
    guint combinations = 1u << MIN(collector->compounds->len, COMPOUNDS_MAX);
    for (guint mask = 0; mask < combinations; mask++)
        add_sequence(leaf, collector, mask);
    const QueryAlternative *last = leaf->alternatives->pdata[leaf->alternatives->len - 1];
    if (leaf->within && leaf->within + 1 < last->slots->len)
        return g_strdup_printf("%u words don't fit within %u: write ~%u or more", last->slots->len,
                               leaf->within, last->slots->len - 1);
    return NULL;
}

char *query_forms_as_slot(const QueryNode *leaf, Analysis *analysis, QuerySlot *slot)
{
    g_autoptr(Collector) collector = collector_new();
    g_autoptr(GPtrArray) left_out = g_ptr_array_new_with_free_func(g_free);
    collector->as_written = TRUE;
    char *wrong = read_leaf(collector, leaf, analysis, left_out);
    if (wrong)
        return wrong;
    const Piece *piece = NULL;
    if (collector->pieces->len == 1) {
        piece = &g_array_index(collector->pieces, Piece, 0);
    } else if (collector->compounds->len == 1) {
        const Compound *compound = &g_array_index(collector->compounds, Compound, 0);
        if (compound->first == 0 && compound->last + 1 == collector->pieces->len)
            piece = &compound->piece;
    }
    if (!piece)
        return g_strdup("no phrase can stand here, only words: a \"phrase\" within a distance is "
                        "\"peace talks\"~5");
    query_slot_unite(slot, piece->slot);
    g_ptr_array_set_size(slot->stems, 0);
    return NULL;
}
