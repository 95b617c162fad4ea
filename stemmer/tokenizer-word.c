#include "stemmer/tokenizer-private.h"

#include <string.h>

/* ---- emitting ---------------------------------------------------------------------------------*/

void tokenizer_emit(Tokenizer *t, Surface surface, const char *start, const char *end, guint flags)
{
    Token token = {.word = surface.word,
                   .start = (gsize)(start - t->text),
                   .end = (gsize)(end - t->text),
                   .position = t->position,
                   .flags = flags | (surface.capitals ? TOKEN_CAPITALS : 0)};
    t->func(&token, t->data);
}

void tokenizer_add(Tokenizer *t, const char *start, const char *end, LexiconRole role, guint flags)
{
    BatchToken *token = &t->batch[t->batched++];
    token->query = lexicon_query(t->lexicon, start, (gsize)(end - start), role);
    lexicon_prefetch(t->lexicon, &token->query);
    token->end = end;
    token->position = flags & TOKEN_UNPOSITIONED ? 0 : t->position;
    token->flags = flags;
    if (t->batched == BATCH)
        tokenizer_flush(t);
}

gboolean tokenizer_same_text(const Word *a, const Word *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static gboolean has_stem(const Word *word, const char *stem, gsize length)
{
    for (guint i = 0; i < 2; i++)
        if (word->stem[i] && word->stem_length[i] == length &&
            memcmp(word->stem[i], stem, length) == 0)
            return TRUE;
    return FALSE;
}

const Word *tokenizer_emit_variant(Tokenizer *t, const Word *word, const char *start,
                                   const char *end, const char *cover, SurfaceKind kind,
                                   guint flags)
{
    gsize length = (gsize)(end - start);
    Surface variant =
        lexicon_find_surface(t->lexicon, start, length, LEXICON_ROLE(kind, STEM_BOTH));
    if (tokenizer_same_text(variant.word, word))
        return NULL;
    guint shared = 0, absent = 0;
    for (guint i = 0; i < 2; i++) {
        const char *stem = variant.word->stem[i];
        if (!stem)
            absent |= 1u << i;
        else if (has_stem(word, stem, variant.word->stem_length[i]))
            shared |= 1u << i;
    }
    guint without = shared == 0 ? STEM_BOTH : shared | absent;
    if (without != STEM_BOTH)
        variant = lexicon_find_surface(t->lexicon, start, length, LEXICON_ROLE(kind, without));
    tokenizer_emit(t, variant, start, cover, flags | TOKEN_VARIANT);
    return variant.word;
}

const Word *tokenizer_emit_possessive(Tokenizer *t, const char *start, const char *base,
                                      const char *end, guint flags)
{
    LexiconRole role = LEXICON_ROLE(SURFACE_PLAIN, STEM_BOTH);
    Surface whole = lexicon_find_surface(t->lexicon, start, (gsize)(end - start), role);
    if (base) /* WHO’s is typed in capitals */
        whole.capitals =
            lexicon_find_surface(t->lexicon, start, (gsize)(base - start), role).capitals;
    tokenizer_emit(t, whole, start, end, flags);
    if (base)
        tokenizer_emit_variant(t, whole.word, start, base, end, SURFACE_PLAIN, flags);
    return whole.word;
}

/* ---- looking ahead ----------------------------------------------------------------------------*/

Run tokenizer_run_at(Tokenizer *t, const char *p)
{
    Run run = {.start = p, .end = p, .only_letters = TRUE, .only_digits = TRUE};
    while (p < t->end) {
        guint bytes;
        gunichar character = char_decode(p, t->end, &bytes);
        CharClass class = char_class(&t->lexicon->classes, character);
        if (class == CHAR_MARK ? run.count == 0 : !char_is_word(class) && class != CHAR_IGNORED)
            break;
        p += bytes;
        if (class == CHAR_IGNORED) /* belongs to the word if more of it follows */
            continue;
        run.end = p;
        if (class == CHAR_MARK)
            continue;
        if (run.count++ == 0)
            run.first = class;
        run.last = class;
        run.only_letters &= char_is_letter(class);
        run.only_digits &= class == CHAR_DIGIT;
    }
    return run;
}

static gboolean letter_follows(Tokenizer *t, const char *p)
{
    guint bytes;
    return p < t->end && char_is_letter(tokenizer_class(t, p, &bytes));
}

gboolean tokenizer_is_apostrophe(Tokenizer *t, const char *p, guint *bytes)
{
    return p < t->end && tokenizer_class(t, p, bytes) == CHAR_APOSTROPHE &&
           letter_follows(t, p + *bytes);
}

gboolean tokenizer_is_hyphen(Tokenizer *t, const char *p, guint *bytes)
{
    if (p >= t->end || tokenizer_class(t, p, bytes) != CHAR_HYPHEN || p + *bytes >= t->end)
        return FALSE;
    guint next;
    CharClass class = tokenizer_class(t, p + *bytes, &next);
    return char_is_word(class) && class != CHAR_MARK;
}

/* Acronyms, and words with an ampersand, are told by their shortness and not by capitals, so that u.s. and at&t are
 * the words of U.S. and AT&T. */
const char *tokenizer_acronym_end(Tokenizer *t, const char *p)
{
    const char *end = NULL;
    guint letters = 0;
    while (p < t->end) {
        Run run = tokenizer_run_at(t, p);
        if (run.count != 1 || run.first != CHAR_CASED)
            break;
        letters++;
        end = run.end;
        if (end == t->end || *end != '.')
            break;
        p = ++end;
    }
    return letters >= 2 ? end : NULL;
}

/* Not longer: Marks & Spencer are two words without their spaces, too; and the entity &amp; is none. */
#define LETTERS_BEFORE_AMPERSAND 3
#define LETTERS_BEHIND_AMPERSAND 2

gboolean tokenizer_is_ampersand(Tokenizer *t, const Run *run, const char *p)
{
    if (t->end - p < 2 || *p != '&' || !run->only_letters ||
        run->count > LETTERS_BEFORE_AMPERSAND || run->last != CHAR_CASED)
        return FALSE;
    Run behind = tokenizer_run_at(t, p + 1);
    return behind.only_letters && behind.count <= LETTERS_BEHIND_AMPERSAND &&
           behind.count > 0 && behind.first == CHAR_CASED;
}

/* Not longer: Disney+ is found by disney. */
#define SUFFIXED_LETTERS 2
#define SUFFIX_BYTES 3

const char *tokenizer_suffix_end(Tokenizer *t, const Run *run, const char *p)
{
    if (!run->only_letters || run->count > SUFFIXED_LETTERS)
        return p;
    const char *q = p;
    while (q < t->end && q - p <= SUFFIX_BYTES && (*q == '+' || *q == '#'))
        q++;
    guint bytes;
    CharClass class = q < t->end ? tokenizer_class(t, q, &bytes) : CHAR_OTHER;
    gboolean joins = char_is_word(class) || class == CHAR_UNSPACED; /* fish+chips */
    return joins || q - p > SUFFIX_BYTES ? p : q;
}

/* ---- words ------------------------------------------------------------------------------------*/

/* The articles, pronouns and prepositions that lose their vowel before the next word's. */
static gboolean is_elision(const char *word, gsize length)
{
    static const char *const elisions[] = {
        "l",     "d",      "j",      "m",    "t",    "s",   "n",    "c",  "qu",
        "jusqu", "lorsqu", "puisqu", "dell", "nell", "all", "sull", "un",
    };
    for (guint i = 0; i < G_N_ELEMENTS(elisions); i++)
        if (strlen(elisions[i]) == length && g_ascii_strncasecmp(elisions[i], word, length) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_possessive(const Run *tail)
{
    return tail->end - tail->start == 1 && (*tail->start == 's' || *tail->start == 'S');
}


/* A word that is made of run and whatever apostrophes and ampersands add to it. */
static const char *emit_word(Tokenizer *t, const Run *run)
{
    const char *end = run->end, *base = NULL;
    Run last = *run;
    for (;;) {
        guint bytes;
        if (char_is_letter(last.last) && tokenizer_is_apostrophe(t, end, &bytes)) {
            if (end == run->end && is_elision(run->start, (gsize)(end - run->start)))
                break;
            base = end;
            last = tokenizer_run_at(t, end + bytes);
            if (!is_possessive(&last))
                base = NULL;
        } else if (tokenizer_is_ampersand(t, &last, end)) {
            last = tokenizer_run_at(t, end + 1);
            base = NULL;
        } else {
            break;
        }
        end = last.end;
    }
    if (end == run->end)
        end = tokenizer_suffix_end(t, run, end);
    if (base) {
        tokenizer_flush(t);
        tokenizer_emit_possessive(t, run->start, base, end, 0);
    } else {
        tokenizer_add(t, run->start, end, LEXICON_ROLE(SURFACE_PLAIN, STEM_BOTH), 0);
    }
    t->position++;
    return end;
}

const char *tokenizer_word(Tokenizer *t, const char *p)
{
    Run run = tokenizer_run_at(t, p);
    const char *end = NULL;
    if (run.only_digits)
        end = tokenizer_number(t, &run);
    else if (run.count == 1 && run.first == CHAR_CASED)
        end = tokenizer_acronym_end(t, p);
    if (end && !run.only_digits) {
        tokenizer_add(t, p, end, LEXICON_ROLE(SURFACE_JOINED, STEM_BOTH), 0);
        t->position++;
    }
    if (!end && run.only_letters)
        end = tokenizer_compound(t, &run);
    return end ? end : emit_word(t, &run);
}
