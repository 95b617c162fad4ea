#include "stemmer/language-scan-private.h"

#include <stdlib.h>

/* ---- the table --------------------------------------------------------------------------------*/

/* The profiles that have a word are in votes[first .. first + count). */
typedef struct {
    guint32 hash; /* 0: free */
    guint16 first, count;
} WordSlot;

typedef struct {
    guint8 profile, weight;
} WordVote;

struct WordTable {
    WordSlot slots[WORD_SLOTS];
    WordVote *votes;
};

static int compare_words(const void *a, const void *b)
{
    const ProfileWord *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return left->profile - right->profile;
}

static guint32 find_slot(const WordTable *table, guint32 hash)
{
    guint32 i = hash % WORD_SLOTS;
    while (table->slots[i].hash != hash && table->slots[i].hash != 0)
        i = (i + 1) % WORD_SLOTS;
    return i;
}

WordTable *word_table_new(ProfileWord *words, gsize count)
{
    g_assert(count <= WORD_SLOTS / 2);
    WordTable *table = g_new0(WordTable, 1);
    table->votes = g_new(WordVote, count);
    qsort(words, count, sizeof *words, compare_words);
    for (gsize i = 0; i < count; i++) {
        WordSlot *slot = &table->slots[find_slot(table, words[i].hash)];
        if (slot->hash == 0)
            *slot = (WordSlot){words[i].hash, (guint16)i, 0};
        slot->count++;
        table->votes[i] = (WordVote){words[i].profile, words[i].weight};
    }
    return table;
}

void word_table_free(WordTable *table)
{
    if (table == NULL)
        return;
    g_free(table->votes);
    g_free(table);
}

/* ---- characters -------------------------------------------------------------------------------*/

typedef struct {
    guchar bytes[4]; /* in small letters, as far as lists have capitals at all */
    guint length;    /* in the text, and of bytes */
    Script script;   /* SCRIPT_NONE: no letter */
    gboolean mark;   /* belongs to the word, but is of no script */
} Letter;

/* U+0800 to U+0FFF, by the second byte, two for each script. */
static const guint8 script_e0[32] = {
    [4] = SCRIPT_DEVANAGARI,  SCRIPT_DEVANAGARI, SCRIPT_BENGALI,  SCRIPT_BENGALI,
    SCRIPT_GURMUKHI,          SCRIPT_GURMUKHI,   SCRIPT_GUJARATI, SCRIPT_GUJARATI,
    SCRIPT_ORIYA,             SCRIPT_ORIYA,      SCRIPT_TAMIL,    SCRIPT_TAMIL,
    SCRIPT_TELUGU,            SCRIPT_TELUGU,     SCRIPT_KANNADA,  SCRIPT_KANNADA,
    SCRIPT_MALAYALAM,         SCRIPT_MALAYALAM,  SCRIPT_SINHALA,  SCRIPT_SINHALA,
    SCRIPT_THAI,              SCRIPT_THAI,       SCRIPT_LAO,      SCRIPT_LAO,
    SCRIPT_TIBETAN,           SCRIPT_TIBETAN,    SCRIPT_TIBETAN,  SCRIPT_TIBETAN,
};

static Script script_e1(guint second, guint third)
{
    if (second <= 0x81 || (second == 0x82 && third < 0xa0))
        return SCRIPT_MYANMAR;
    if (second <= 0x83)
        return SCRIPT_GEORGIAN;
    if (second <= 0x87)
        return SCRIPT_HANGUL;
    if (second == 0x8d && third >= 0xa0 && third <= 0xa8)
        return SCRIPT_NONE; /* Ethiopic marks between words and sentences */
    if (second <= 0x8e)
        return SCRIPT_ETHIOPIC;
    if (second == 0x9e || second == 0x9f)
        return SCRIPT_KHMER;
    if (second >= 0xb8)
        return second <= 0xbb ? SCRIPT_LATIN : SCRIPT_GREEK;
    return SCRIPT_NONE;
}

/* Characters of three bytes. */
static Script script_of_three(guint first, guint second, guint third)
{
    if (first == 0xe0)
        return second == 0xa5 && (third == 0xa4 || third == 0xa5) ? SCRIPT_NONE /* danda */
                                                                  : script_e0[second & 31];
    if (first == 0xe1)
        return script_e1(second, third);
    if (first == 0xe3)
        return second >= 0x90 ? SCRIPT_HAN : second >= 0x81 && second <= 0x83 ? SCRIPT_KANA
                                                                              : SCRIPT_NONE;
    if (first >= 0xe4 && first <= 0xe9)
        return SCRIPT_HAN;
    gboolean hangul = (first == 0xea && second >= 0xb0) || first == 0xeb || first == 0xec ||
                      (first == 0xed && second <= 0x9e);
    return hangul ? SCRIPT_HANGUL : SCRIPT_NONE;
}

static Script script_of_two(guint first, guint second)
{
    switch (first) {
    case 0xce:
    case 0xcf:
        return SCRIPT_GREEK;
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3:
        return SCRIPT_CYRILLIC;
    case 0xd4:
        return second < 0xb0 ? SCRIPT_CYRILLIC : SCRIPT_ARMENIAN;
    case 0xd5:
        return SCRIPT_ARMENIAN;
    case 0xd6:
        return second < 0x90 ? SCRIPT_ARMENIAN : SCRIPT_HEBREW;
    case 0xd7:
        return SCRIPT_HEBREW;
    case 0xd8: /* not the comma, semicolon and question mark */
        return second == 0x8c || second == 0x9b || second == 0x9f ? SCRIPT_NONE : SCRIPT_ARABIC;
    case 0xd9:
    case 0xda:
        return SCRIPT_ARABIC;
    case 0xdb: /* not the full stop of Urdu */
        return second == 0x94 ? SCRIPT_NONE : SCRIPT_ARABIC;
    case 0xde:
        return SCRIPT_THAANA;
    default:
        return first >= 0xc3 && first <= 0xc9 ? SCRIPT_LATIN : SCRIPT_NONE;
    }
}

/* Makes a capital of Latin-1, Greek or Cyrillic small: a sentence often begins with a frequent word. */
static void make_small(guchar bytes[2])
{
    if (bytes[0] == 0xc3 && bytes[1] >= 0x80 && bytes[1] <= 0x9e) {
        bytes[1] += 0x20;
    } else if (bytes[0] == 0xd0 && bytes[1] >= 0x90 && bytes[1] <= 0xaf) {
        bytes[0] += bytes[1] >= 0xa0;
        bytes[1] += bytes[1] >= 0xa0 ? -0x20 : 0x20;
    } else if (bytes[0] == 0xce && bytes[1] >= 0x91 && bytes[1] <= 0xa9) {
        bytes[0] += bytes[1] >= 0xa0;
        bytes[1] += bytes[1] >= 0xa0 ? -0x20 : 0x20;
    }
}

/* The character of several bytes at text, of which left are there. */
static Letter letter_at(const guchar *text, gsize left)
{
    guint first = text[0];
    Letter letter = {.length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4, .script = SCRIPT_NONE};
    if (left < letter.length) {
        letter.length = (guint)left;
        return letter;
    }
    for (guint i = 0; i < letter.length; i++)
        letter.bytes[i] = text[i];
    if (letter.length == 2) {
        letter.script = script_of_two(first, text[1]);
        letter.mark = first == 0xcc || first == 0xcd; /* combining diacritics */
        make_small(letter.bytes);
    } else if (letter.length == 3) {
        letter.script = script_of_three(first, text[1], text[2]);
    }
    return letter;
}

/* ---- words ------------------------------------------------------------------------------------*/

#define HASH_BEGIN 0x811c9dc5u

/* FNV-1a, a byte. */
static inline guint32 hash_add(guint32 hash, guint byte)
{
    return (hash ^ byte) * 0x01000193u;
}

/* Mixes what goes into the low bits; never 0. */
static inline guint32 hash_end(guint32 hash)
{
    return (hash ^ hash >> 15) | 1u << 31;
}

guint32 language_hash(const char *word, gsize length)
{
    guint32 hash = HASH_BEGIN;
    for (gsize i = 0; i < length; i++)
        hash = hash_add(hash, (guchar)word[i]);
    return hash_end(hash);
}

static inline void count_word(Tally *tally, const WordTable *table, guint32 hash)
{
    guint32 at = find_slot(table, hash_end(hash));
    const WordSlot *slot = &table->slots[at];
    const WordVote *vote = &table->votes[slot->first];
    guint64 bit = G_GUINT64_CONSTANT(1) << at % 64;
    gboolean is_new = (tally->seen[at / 64] & bit) == 0;
    tally->words++;
    if (slot->count == 0)
        return;
    tally->seen[at / 64] |= bit;
    for (guint i = 0; i < slot->count; i++) {
        tally->score[vote[i].profile] += is_new ? vote[i].weight : 0;
        tally->hits[vote[i].profile]++;
    }
}

/* 0 for what is no letter. */
static inline guint small_ascii(guint byte)
{
    guint small = byte | 0x20;
    return small - 'a' < 26 ? small : 0;
}

gsize tally_scan(Tally *tally, const WordTable *table, const char *text, gsize length, gsize from,
                 gsize to)
{
    const guchar *bytes = (const guchar *)text;
    gsize i = from;
    while (i < length && i < to) {
        guint32 hash = HASH_BEGIN;
        gsize begin = i;
        guint ascii = 0;
        for (guint small; i < length;) {
            if (G_LIKELY(bytes[i] < 0x80)) {
                small = small_ascii(bytes[i]);
                if (small == 0)
                    break;
                hash = hash_add(hash, small);
                ascii++;
                i++;
                continue;
            }
            Letter letter = letter_at(&bytes[i], length - i);
            if (letter.script == SCRIPT_NONE && !letter.mark)
                break;
            tally->letters[letter.script] += !letter.mark;
            for (guint k = 0; k < letter.length; k++)
                hash = hash_add(hash, letter.bytes[k]);
            i += letter.length;
        }
        tally->letters[SCRIPT_LATIN] += ascii;
        /* What hangs on a number is no word: 1st, 6660H. */
        if (i > begin && (begin == 0 || !g_ascii_isdigit(text[begin - 1])))
            count_word(tally, table, hash);
        if (i < length)
            i += bytes[i] < 0x80 ? 1 : letter_at(&bytes[i], length - i).length;
    }
    return i;
}
