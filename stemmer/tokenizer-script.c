#include "stemmer/tokenizer-private.h"

/* A character with its marks: か゛ is one, and so is a Thai consonant with what stands above it. */
static const char *character_end(Tokenizer *t, const char *p)
{
    guint bytes;
    tokenizer_class(t, p, &bytes);
    const char *end = p + bytes;
    for (p = end; p < t->end; p += bytes) {
        CharClass class = tokenizer_class(t, p, &bytes);
        if (class == CHAR_MARK)
            end = p + bytes;
        else if (class != CHAR_IGNORED)
            break;
    }
    return end;
}

/* Where the next character of the run begins, behind characters that don't show; NULL at its end.
 */
static const char *next_character(Tokenizer *t, const char *p)
{
    for (guint bytes; p < t->end; p += bytes) {
        CharClass class = tokenizer_class(t, p, &bytes);
        if (class == CHAR_UNSPACED)
            return p;
        if (class != CHAR_IGNORED)
            break;
    }
    return NULL;
}

/* Without stems, whatever the language: such words have none, and so a text of mixed languages is
 * found whichever stemmer it was indexed with. */
const char *tokenizer_unspaced(Tokenizer *t, const char *p)
{
    LexiconRole role = LEXICON_ROLE(SURFACE_PLAIN, STEM_NONE);
    const char *end = character_end(t, p);
    for (;;) {
        tokenizer_add(t, p, end, role, TOKEN_CHARACTER);
        t->position++;
        const char *next = next_character(t, end);
        if (!next)
            return end;
        const char *next_end = character_end(t, next);
        tokenizer_add(t, p, next_end, role, TOKEN_UNPOSITIONED);
        p = next;
        end = next_end;
    }
}
