#include "search/sentence-abbreviation.h"

#include <string.h>

#include "stemmer/stemmer.h"

/* No abbreviation is longer, dots included. */
#define LONGEST_BYTES 24

/* What stands before a name or a value, and ends no sentence. */
static const char *const before_anything[] = {
    "Mr",  "Mrs", "Ms",   "Messrs", "Dr",   "Drs",  "Prof", "Sen",  "Sens", "Rep",  "Reps",
    "Gov", "Gen", "Col",  "Lt",     "Sgt",  "Cpl",  "Capt", "Cmdr", "Adm",  "Maj",  "Brig",
    "Rev", "Hon", "Pres", "Supt",   "Det",  "Insp", "Amb",  "St",   "Ste",  "Mt",   "Ft",
    "vs",  "cf",  "viz",  "Mme",    "Mmes", "Mlle", "MM",   "Mgr",  "Hr",   "Hrn",  "Fr",
    "Frl", "Ing", "Dipl", "Mag",    "bzw",  "evtl", "ggf",  "inkl", "exkl", "sog",  "vgl",
    "Mio", "Mrd", "Sr",   "Sra",    "Sres", "Srta", "Dra",  "Ud",   "Uds",  "Sig",  "Dott",
    "Avv", "dhr", "mevr", "drs",    "mw",   "bijv", "проф", "Проф", "акад", "Акад", "доц",
    "им",  "ул",  "пл",   "просп",  "пер",  "пос",  "дер",  "обл",  "респ", "св",   "тов",
};

/* What stands before a number. */
static const char *const before_digit[] = {
    "No",  "Nos",  "no",  "nos", "Nr",     "nr",   "núm",  "p",    "pp",   "S",   "Art", "art",
    "Abs", "Tel",  "tel", "ca",  "approx", "fig",  "Fig",  "vol",  "Vol",  "ch",  "c",   "pág",
    "стр", "рис",  "п",   "ст",  "гл",     "Jan",  "Feb",  "Mar",  "Apr",  "Jun", "Jul", "Aug",
    "Sep", "Sept", "Oct", "Nov", "Dec",    "janv", "févr", "juil", "sept", "oct", "nov", "déc",
};

/* What may end a sentence: it does where the next word is one that often begins one. */
static const char *const at_either[] = {
    "Inc", "Corp", "Co",   "Cos",  "Ltd",  "Bros",  "Plc",  "Jr",   "Jan", "Feb",
    "Mar", "Apr",  "Aug",  "Sept", "Sep",  "Oct",   "Nov",  "Dec",  "Ave", "Blvd",
    "Rd",  "Str",  "Assn", "Dept", "Univ", "Calif", "Mass", "Conn",
};

/* What follows an ordinal: 14. Februar, im 19. Jahrhundert. */
static const char *const after_ordinal[] = {
    "Januar",   "Jänner",      "Februar",      "März",       "April",      "Mai",
    "Juni",     "Juli",        "August",       "September",  "Oktober",    "November",
    "Dezember", "Jahrhundert", "Jahrhunderts", "Geburtstag", "Jahrestag",  "Minute",
    "Spieltag", "Platz",       "Runde",        "Stock",      "Bundesliga", "Weltkrieg",
};

#define HAS(list, word, length) has(list, G_N_ELEMENTS(list), word, length)

static gboolean has(const char *const *list, gsize count, const char *word, gsize length)
{
    for (gsize i = 0; i < count; i++)
        if (strlen(list[i]) == length && memcmp(list[i], word, length) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_word(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The word at text[start..length). */
static gsize word_length(const char *text, gsize length, gsize start)
{
    gsize end = start;
    while (end < length && is_word(g_utf8_get_char(text + end)))
        end += g_utf8_skip[(guchar)text[end]];
    return end - start;
}

/* Whether what follows is a word that often begins a sentence: a stop word. */
static gboolean begins_sentence(const char *text, gsize length, gsize next)
{
    static const char *const languages[] = {"english", "german",  "french",     "russian",
                                            "spanish", "italian", "portuguese", "dutch"};
    gsize bytes = word_length(text, length, next);
    gboolean initial = next + bytes < length && text[next + bytes] == '.' && bytes <= 2;
    if (bytes == 0 || bytes > LONGEST_BYTES || initial)
        return FALSE;
    g_autofree char *folded = fold_text(text + next, bytes);
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
        if (stopword_is(stopwords_of(languages[i]), folded, strlen(folded)))
            return TRUE;
    return FALSE;
}

/* Sgt, Hrsg: no vowels, and not all in capitals. */
static gboolean is_consonants(const char *word, gsize length)
{
    if (length < 2 || length > 4 || !g_ascii_isupper(word[0]) || !g_ascii_islower(word[1]))
        return FALSE;
    for (gsize i = 0; i < length; i++)
        if ((guchar)word[i] >= 0x80 || strchr("aeiouyAEIOUY", word[i]))
            return FALSE;
    return TRUE;
}

static gboolean is_time_of_day(const char *word, gsize length)
{
    return length == 3 && (word[0] == 'a' || word[0] == 'p') && word[1] == '.' && word[2] == 'm';
}

/* U.S, z.B, a single letter: word is what stands before the full stop, up to the space. */
static gboolean is_initials(const char *word, gsize length, gsize letters)
{
    gunichar c = g_utf8_get_char(word);
    if (letters == 1)
        return g_unichar_isupper(c) || (length == 1 && strchr("zdu", word[0]));
    return memchr(word, '.', length) && !is_time_of_day(word, length);
}

gboolean sentence_is_abbreviation(const char *text, gsize length, gsize stop, gsize next)
{
    gsize start = stop, letters = 0, digits = 0;
    while (start > 0 && stop - start < LONGEST_BYTES) {
        const char *p = g_utf8_prev_char(text + start);
        gunichar c = g_utf8_get_char(p);
        if (!is_word(c) && c != '.')
            break;
        start = (gsize)(p - text);
        letters += c != '.' && !g_unichar_ismark(c);
        digits += g_unichar_isdigit(c) != 0;
    }
    const char *word = text + start;
    gsize bytes = stop - start;
    if (bytes == 0 || bytes >= LONGEST_BYTES)
        return FALSE;
    if (digits > 0)
        return digits == letters && digits <= 2 && bytes == digits &&
               HAS(after_ordinal, text + next, word_length(text, length, next));
    if (HAS(before_anything, word, bytes))
        return TRUE;
    if (g_unichar_isdigit(g_utf8_get_char(text + next)))
        return HAS(before_digit, word, bytes) || is_initials(word, bytes, letters);
    if (is_initials(word, bytes, letters) || HAS(at_either, word, bytes) ||
        is_consonants(word, bytes))
        return !begins_sentence(text, length, next);
    /* г. Москва, but in 2013 г. a sentence may end. */
    gboolean town = bytes == 2 && memcmp(word, "г", 2) == 0;
    return town && !(start >= 2 && g_ascii_isdigit(text[start - 2]));
}
