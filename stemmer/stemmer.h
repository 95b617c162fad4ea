/* stemmer: what are the words of this text, and their stems?
 *
 * One tokenizer serves the indexer, the query parser and the highlighter, so that the three can
 * never disagree about a word. A Lexicon holds the words of one language as they are met: a word is
 * folded and stemmed once, however often it occurs.
 *
 *     Lexicon *lexicon = lexicon_new("english");
 *     tokenizer_run(lexicon, text, length, 1, on_token, data);   // calls on_token for each token
 *     lexicon_free(lexicon);
 *
 * Threads: a Lexicon belongs to one thread at a time; everything else here is read-only.
 * The rules of what a word is stand in stemmer/README.md.
 */
#pragma once

#include <glib.h>

/* Raised whenever a text gives other words or stems than before: an index remembers its own. */
#define TOKENIZER_VERSION 2

/* A word is cut at whichever comes first. */
#define WORD_MAX_CHARACTERS 64
#define WORD_MAX_BYTES 200

/* Slots in a Word for the caller's own use. */
#define WORD_TAGS 2

/* A folded word and its stems. Owned by its Lexicon, valid until lexicon_reset() or lexicon_free();
 * the same surface form in the same role gives the same Word. */
typedef struct {
    guint32 tag[WORD_TAGS]; /* the caller's; 0 in a Word that was never seen before */
    const char *text;       /* the folded word: valid UTF-8, 1 to WORD_MAX_BYTES bytes, then a NUL */
    const char *stem[2];    /* folded stems, from the front, each ending in a NUL; NULL where there is
                               none: words that begin with a digit, languages without a stemmer,
                               characters and bigrams of scripts without spaces, and variants whose
                               stem the token before them already has */
    guint16 length;         /* bytes of text */
    guint16 stem_length[2]; /* bytes of each stem */
} Word;

typedef enum {
    /* Another form of the token before, standing at a position that is already taken: a possessive
     * without its 's, the joined form of a compound. */
    TOKEN_VARIANT = 1 << 0,
    /* Has no position: a bigram of a script without spaces. */
    TOKEN_UNPOSITIONED = 1 << 1,
    /* A single character of a script without spaces. */
    TOKEN_CHARACTER = 1 << 2,
    /* A part of a hyphenated compound (the first part, or a later one). */
    TOKEN_PART = 1 << 3,
    /* The joined form of a hyphenated compound; always a TOKEN_VARIANT too. */
    TOKEN_JOINED = 1 << 4,
    /* Typed in capitals (two or more) or with an acronym's dots: never a stop word. */
    TOKEN_CAPITALS = 1 << 5,
} TokenFlags;

typedef struct {
    Word *word;
    gsize start, end; /* bytes of the text that it covers: a variant covers what it is a form of */
    guint32 position; /* 0 if TOKEN_UNPOSITIONED */
    guint flags;      /* TokenFlags */
} Token;

/* token is valid during the call. */
typedef void (*TokenFunc)(const Token *token, gpointer data);

typedef struct Lexicon Lexicon;

/* A new, empty lexicon. language is a name or code that language_find() knows; NULL, or one without
 * a stemmer, gives words without stems. Never NULL. */
Lexicon *lexicon_new(const char *language);
void lexicon_free(Lexicon *lexicon);

/* Forgets all words (pointers to them become invalid) but keeps the memory for reuse, unless it is
 * more than 8 MiB. */
void lexicon_reset(Lexicon *lexicon);

/* Bytes that the lexicon holds at present, all told. Cheap. It grows with distinct surface forms only,
 * in steps: when its table fills up, another of twice the size is made and the old one freed. */
gsize lexicon_memory(const Lexicon *lexicon);

/* Keeps the lexicon small: as soon as its memory has grown beyond bytes, func is called between two tokens, and then
 * all words are forgotten and their memory is given back, also in the middle of a tokenizer_run(). A NULL func, as in a new
 * lexicon, sets no bound. The tokens are the same with and without. */
typedef void (*LexiconFullFunc)(gpointer data);
void lexicon_set_bound(Lexicon *lexicon, gsize bytes, LexiconFullFunc func, gpointer data);

/* Calls func for each token of text[0..length), which must be valid UTF-8, in the order of their
 * start; a variant follows the token that it is a form of. The first word stands at position.
 * Tokens are gathered in small batches, so func is called a little behind the scan; it must not call
 * the tokenizer or lexicon_reset() on the same lexicon.
 * Returns the position after the last word (so, position if there is no word). */
guint32 tokenizer_run(Lexicon *lexicon, const char *text, gsize length, guint32 position,
                      TokenFunc func, gpointer data);

/* Whether the character is a word by itself, of a script that is written without spaces: Han, kana, Thai. */
gboolean tokenizer_is_unspaced(gunichar character);

/* Folds text as the tokenizer folds a word, whatever characters it holds: for field values (sources,
 * authors, sections) and patterns. Free with g_free(). */
char *fold_text(const char *text, gsize length);

/* A language that articles are written in. */
typedef struct {
    const char *name;    /* in English, lower case: "german"; Snowball's name where it has a stemmer */
    const char *code;    /* ISO 639-1: "de" */
    const char *code3;   /* ISO 639-2/T: "deu" */
    gboolean has_stemmer;
} Language;

/* The language by name or code, in any case, with or without a region ("de", "deu", "ger", "German",
 * "de-AT", "en_US"); NULL if unknown. */
const Language *language_find(const char *name);

/* All languages, in order of their names. *count receives how many. */
const Language *language_list(gsize *count);

/* The stop words of a language, for queries: everything is indexed. NULL, which has none, if no list is known for
 * the language (any name that language_find() knows). */
typedef struct StopwordList StopwordList;
const StopwordList *stopwords_of(const char *language);

/* Whether a folded word is among them. */
gboolean stopword_is(const StopwordList *list, const char *folded, gsize length);

/* Text made safe to show on a terminal: control characters (C0 but tab and line feed, DEL, C1),
 * escape sequences, bidirectional overrides and isolates, and invalid UTF-8 are replaced by U+FFFD
 * or left out. With one_line, tabs and line feeds become spaces. Appends to out. */
void printable_append(GString *out, const char *text, gsize length, gboolean one_line);
