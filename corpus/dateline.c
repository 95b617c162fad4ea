#include "corpus/dateline-private.h"

#include <string.h>

#include "corpus/byte-scan-private.h"
#include "corpus/date-private.h"

/* No dateline is longer. */
#define DATELINE_MAX_BYTES 160
#define PLACE_MAX_BYTES 80
#define PLACE_MAX_WORDS 6
#define AGENCY_MAX_BYTES 40
/* "dpa/lhe", "ritzau": agencies that write themselves in small letters. */
#define LOWER_MAX_BYTES 8

typedef struct {
    const char *at, *end;
} Scan;

static void skip_spaces(Scan *scan)
{
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
        scan->at++;
    while (scan->end - scan->at >= 2 && memcmp(scan->at, "\xC2\xA0", 2) == 0)
        scan->at += 2;
}

static gboolean take(Scan *scan, const char *sign)
{
    gsize n = strlen(sign);
    if ((gsize)(scan->end - scan->at) < n || memcmp(scan->at, sign, n) != 0)
        return FALSE;
    scan->at += n;
    return TRUE;
}

/* What parts a dateline from the text: a dash of any kind, with a period before it in Spanish, or a colon. */
static gboolean take_dash(Scan *scan)
{
    static const char *const dashes[] = {"\xE2\x80\x94", "\xE2\x80\x93", "--", "-", "_"};
    Scan try = *scan;
    take(&try, ".");
    skip_spaces(&try);
    for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++) {
        if (!take(&try, dashes[i]))
            continue;
        /* "BAKU-based" is no dateline. */
        if (try.at == try.end || !(g_ascii_isspace(*try.at) || (guchar)*try.at >= 0x80 || scan->at < try.at - 1))
            return FALSE;
        skip_spaces(&try);
        *scan = try;
        return TRUE;
    }
    return FALSE;
}

/* ---- the date and the agency ------------------------------------------------------------------*/

/* How months begin in English, German, French, Spanish, Italian, Portuguese and Russian, in the order of first bytes. */
static const char *const month_names[] = {
    "apr", "aug", "avr", "août", "aout", "abr", "ago",
    "dec", "dez", "déc", "dic",
    "ene",
    "feb", "févr", "fev",
    "gen", "giu",
    "jan", "jun", "jul", "janv", "juni", "juli", "juin", "juil",
    "lug",
    "mar", "may", "mär", "mai", "mars", "mag", "maio",
    "nov",
    "oct", "okt", "ott", "out",
    "sep", "set",
    "авг", "апр", "дек", "июл", "июн", "май", "мар", "мая", "ноя", "окт", "сен", "фев", "янв",
};

/* As many characters as tell one month from another. */
#define MONTH_CHARACTERS 4

static gboolean begins_with_month(const char *p, const char *end)
{
    char folded[MONTH_CHARACTERS * 6];
    gsize length = 0;
    if (p == end || ((guchar)*p < 0x80 && !strchr("adefgjlmnos", g_ascii_tolower(*p))))
        return FALSE;
    for (guint i = 0; i < MONTH_CHARACTERS && p < end; i++) {
        gunichar c = (guchar)*p < 0x80 ? (gunichar)*p : g_utf8_get_char_validated(p, end - p);
        if (c >= (gunichar)-2)
            break;
        if (c < 0x80)
            folded[length++] = g_ascii_tolower((char)c);
        else
            length += (gsize)g_unichar_to_utf8(g_unichar_tolower(c), folded + length);
        p = g_utf8_next_char(p);
    }
    for (gsize i = 0; length > 0 && i < G_N_ELEMENTS(month_names); i++) {
        const char *name = month_names[i];
        if ((guchar)name[0] > (guchar)folded[0])
            return FALSE;
        if (name[0] == folded[0] && length >= strlen(name) && memcmp(name, folded, strlen(name)) == 0)
            return TRUE;
    }
    return FALSE;
}

static void skip_word(Scan *scan)
{
    while (scan->at < scan->end && (g_ascii_isalpha(*scan->at) || (guchar)*scan->at >= 0x80) &&
           memcmp(scan->at, "\xE2\x80", MIN(2, (gsize)(scan->end - scan->at))) != 0)
        scan->at++;
    take(scan, ".");
}

static gboolean skip_number(Scan *scan, guint most)
{
    const char *start = scan->at;
    while (scan->at < scan->end && g_ascii_isdigit(*scan->at) && (guint)(scan->at - start) < most)
        scan->at++;
    return scan->at > start && !(scan->at < scan->end && g_ascii_isdigit(*scan->at));
}

/* "Aug. 8", "Aug 8, 2014", "8. August", "le 8 août 2014", "8 авг". */
static gboolean take_date(Scan *scan, ArticleDate *date)
{
    Scan try = *scan;
    if (take(&try, "le "))
        skip_spaces(&try);
    const char *start = try.at;
    if (skip_number(&try, 2)) {
        take(&try, ".");
        skip_spaces(&try);
        if (take(&try, "de "))
            skip_spaces(&try);
        if (!begins_with_month(try.at, try.end))
            return FALSE;
        skip_word(&try);
    } else {
        if (!begins_with_month(try.at, try.end))
            return FALSE;
        skip_word(&try);
        skip_spaces(&try);
        if (!skip_number(&try, 2))
            return FALSE;
    }
    Scan year = try;
    take(&year, ",");
    skip_spaces(&year);
    if (skip_number(&year, 4) && year.at - try.at >= 5)
        try = year;
    if (date_read(start, (gsize)(try.at - start), date) != DATE_READ || date->precision < DATE_DAY)
        *date = (ArticleDate){0};
    *scan = try;
    return TRUE;
}

/* ---- the place --------------------------------------------------------------------------------*/

typedef struct {
    guint words, letters;
    gboolean capitals; /* all letters are */
} Place;

/* Words that stand in capitals at the head of a text and are no places. */
static gboolean is_label(const char *text, gsize length)
{
    static const char *const labels[] = {"UPDATE",  "EXCLUSIVE", "BREAKING", "WATCH",   "VIDEO",  "PHOTOS", "ANALYSIS", "OPINION",
                                         "LIVE",    "CORRECTED", "FACTBOX",  "FEATURE", "EDITORIAL", "REVIEW", "SPECIAL", "NOTE",
                                         "WARNING", "URGENT",    "EILMELDUNG", "ANALYSE", "KOMMENTAR", "EXCLUSIF", "VIDEOS", "ALERT"};
    for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
        if (labels[i][0] == text[0] && strlen(labels[i]) == length && memcmp(labels[i], text, length) == 0)
            return TRUE;
    return FALSE;
}

/* Words within a place's name that begin with a small letter. */
static gboolean is_particle(const char *text, gsize length)
{
    static const char *const particles[] = {"de",  "da",  "do", "del", "di", "la",   "le",  "las", "los", "am",
                                            "an",  "der", "of", "upon", "sur", "el", "al",  "im",  "bei", "na"};
    for (gsize i = 0; i < G_N_ELEMENTS(particles); i++)
        if (particles[i][0] == text[0] && strlen(particles[i]) == length && memcmp(particles[i], text, length) == 0)
            return TRUE;
    return FALSE;
}

/* A letter or a joint of a word; what it is counts for the place. */
static gboolean take_letter(const char **p, Place *place, gboolean first)
{
    gunichar c = (guchar)**p < 0x80 ? (gunichar)**p : g_utf8_get_char(*p);
    gboolean letter = c < 0x80 ? g_ascii_isalpha((char)c) : g_unichar_isalpha(c);
    gboolean joint = !first && (c == '\'' || c == 0x2019 || c == '-' || c == '.');
    if (!letter && !joint)
        return FALSE;
    place->capitals &= joint || !(c < 0x80 ? g_ascii_islower((char)c) : g_unichar_islower(c));
    place->letters += !joint;
    *p = g_utf8_next_char(*p);
    return TRUE;
}

/* A word of a place's name: it begins with a capital, or is one of a few small ones. */
static gboolean take_word(Scan *scan, Place *place, gboolean *is_small)
{
    const char *start = scan->at, *p = start;
    if (p == scan->end)
        return FALSE;
    gunichar first = g_utf8_get_char(p);
    gboolean capital = g_unichar_isupper(first) || g_unichar_istitle(first);
    if (!capital && place->words == 0)
        return FALSE;
    while (p < scan->end && take_letter(&p, place, p == start))
        ;
    /* A dash or a period that ends the word is none of it; but "Pa." and "St." are. */
    while (p > start && (p[-1] == '-' || p[-1] == '\''))
        p--;
    if (p == start || (capital ? is_label(start, (gsize)(p - start)) : !is_particle(start, (gsize)(p - start))))
        return FALSE;
    place->words++;
    *is_small = !capital;
    scan->at = p;
    return TRUE;
}

/* Does a date begin here? */
static gboolean is_at_date(Scan scan)
{
    ArticleDate date;
    return take_date(&scan, &date);
}

/* One or more words; a comma may part a state or a country from a city. */
static gboolean take_place(Scan *scan, Place *place)
{
    const char *start = scan->at;
    *place = (Place){.capitals = TRUE};
    Place city = {0}, whole = {0};
    Scan end = *scan;
    while (place->words < PLACE_MAX_WORDS && scan->at - start < PLACE_MAX_BYTES) {
        Scan before = *scan;
        Place so_far = *place;
        if (place->words > 0 && (take(scan, ",") || take(scan, "/")))
            city = so_far;
        skip_spaces(scan);
        gboolean small;
        if (is_at_date(*scan) || !take_word(scan, place, &small)) {
            *scan = before;
            *place = so_far;
            break;
        }
        /* Capitals tell a city; its state is written as usual. */
        if (city.words > 0)
            place->capitals = city.capitals;
        /* No place ends in "am". */
        if (!small) {
            whole = *place;
            end = *scan;
        }
    }
    *scan = end;
    *place = whole;
    return place->words > 0 && place->letters > 1;
}

/* ---- the agency -------------------------------------------------------------------------------*/

/* (Reuters), /ТАСС/; behind a dash also "РИА Новости." */
static gboolean take_agency(Scan *scan, Dateline *dateline)
{
    static const char *const pairs[][2] = {{"(", ")"}, {"/", "/"}, {"[", "]"}};
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        Scan try = *scan;
        if (!take(&try, pairs[i][0]))
            continue;
        const char *close = memchr(try.at, pairs[i][1][0], MIN((gsize)(try.end - try.at), AGENCY_MAX_BYTES));
        if (close == NULL || close == try.at || memchr(try.at, '\n', (gsize)(close - try.at)))
            return FALSE;
        /* A name of three words at the most, in which a letter comes first: not "(in millions of dollars)". */
        guint words = 1;
        for (const char *p = try.at; p < close; p++)
            words += *p == ' ';
        gunichar first = g_utf8_get_char(try.at);
        gboolean named = g_unichar_isupper(first) || (g_unichar_isalpha(first) && words == 1 && close - try.at <= LOWER_MAX_BYTES);
        if (!named || words > 3)
            return FALSE;
        dateline->agency = try.at;
        dateline->agency_length = (gsize)(close - try.at);
        scan->at = close + 1;
        take(scan, ".");
        return TRUE;
    }
    return FALSE;
}

/* ---- the whole --------------------------------------------------------------------------------*/

/* Is there, anywhere, a sign that could end a dateline? Many texts are known by this to have none. */
static gboolean has_end(const Scan *scan)
{
    return byte_scan(scan->at, scan->end, '-', '_', '\xE2') < scan->end ||
           byte_scan(scan->at, scan->end, ':', '/', '/') < scan->end;
}

void dateline_read(const char *text, gsize length, Dateline *dateline)
{
    Scan scan = {text, text + MIN(length, DATELINE_MAX_BYTES)};
    const char *feed = memchr(text, '\n', (gsize)(scan.end - scan.at));
    Place place = {0};
    *dateline = (Dateline){0};
    if (feed)
        scan.end = feed;
    /* Not into the middle of a character. */
    while (scan.end > scan.at && scan.end < text + length && ((guchar)*scan.end & 0xC0) == 0x80)
        scan.end--;
    if (!has_end(&scan))
        return;
    skip_spaces(&scan);
    const char *start = scan.at;
    gboolean placed = take_place(&scan, &place), dated = FALSE;
    Dateline found = {0};
    if (placed) {
        found.place = start;
        found.place_length = (gsize)(scan.at - start);
    }
    Scan before = scan;
    if (placed) {
        take(&scan, ",");
        skip_spaces(&scan);
        dated = take_date(&scan, &found.date);
        if (!dated)
            scan = before;
    }
    take(&scan, dated ? "," : "");
    take(&scan, ".");
    skip_spaces(&scan);
    gboolean agency = take_agency(&scan, &found);
    gboolean colon = agency && take(&scan, ":");
    gboolean dash = !colon && take_dash(&scan);
    /* A city in capitals and a dash; a name and a date or an agency, and a dash; an agency and a dash. In slashes it
     * needs none. */
    gboolean slashed = agency && found.agency[-1] == '/';
    gboolean enough = placed ? (dated || agency || (place.capitals && place.letters > 2)) : agency;
    if (!enough || !(dash || colon || slashed))
        return;
    skip_spaces(&scan);
    *dateline = found;
    dateline->length = (gsize)(scan.at - text);
}

/* ---- dates in names ---------------------------------------------------------------------------*/

static int number(const char *p, gsize digits)
{
    int n = 0;
    for (gsize i = 0; i < digits; i++)
        n = n * 10 + (p[i] - '0');
    return n;
}

static gboolean are_digits(const char *p, const char *end, gsize count)
{
    if ((gsize)(end - p) < count)
        return FALSE;
    for (gsize i = 0; i < count; i++)
        if (!g_ascii_isdigit(p[i]))
            return FALSE;
    return (gsize)(end - p) == count || !g_ascii_isdigit(p[count]);
}

static gboolean set_date(int year, int month, int day, ArticleDate *date)
{
    char text[32];
    if (year < 1700 || year > 2199)
        return FALSE;
    if (day)
        g_snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    else
        g_snprintf(text, sizeof text, "%04d-%02d", year, month);
    return date_read(text, strlen(text), date) == DATE_READ;
}

gboolean date_in_name(const char *name, gsize length, gboolean address, ArticleDate *date)
{
    const char *end = name + length;
    for (const char *p = name; p < end; p++) {
        if (!g_ascii_isdigit(*p) || (p > name && g_ascii_isdigit(p[-1])))
            continue;
        if (are_digits(p, end, 8) && set_date(number(p, 4), number(p + 4, 2), number(p + 6, 2), date))
            return TRUE;
        if (!are_digits(p, end, 4) || end - p < 7 || !strchr("-/_.", p[4]) || !are_digits(p + 5, end, 2))
            continue;
        char sign = p[4];
        if (end - p >= 10 && p[7] == sign && are_digits(p + 8, end, 2) &&
            set_date(number(p, 4), number(p + 5, 2), number(p + 8, 2), date))
            return TRUE;
        if (address && sign == '/' && end - p > 7 && p[7] == '/' && p > name && p[-1] == '/' &&
            set_date(number(p, 4), number(p + 5, 2), 0, date))
            return TRUE;
    }
    return FALSE;
}
