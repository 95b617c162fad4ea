/* Dates with the month as a word, English or of a few other languages. The parts can be told apart by their looks (a word, four digits,
 * one or two digits, digits with a colon), so their order does not matter: this covers "August 7,
 * 2014", "Thursday, 7th August 2014", "Aug 2014", RFC 822 ("Thu, 07 Aug 2014 10:15:00 +0400"), RFC
 * 850, and the C library's "Thu Aug  7 10:15:00 2014", with a zone before or after the year. */
#include "corpus/date-private.h"

#include <string.h>

static const char *const months[12] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};
static const char *const weekdays[7] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* Months in other languages of news, in small letters: in full, in the case that dates are written in, and short. */
static const struct {
    const char *name;
    int month;
} other_months[] = {
    /* German */
    {"januar", 1}, {"jänner", 1}, {"feber", 2}, {"februar", 2}, {"märz", 3}, {"mrz", 3}, {"mai", 5}, {"juni", 6},
    {"juli", 7}, {"oktober", 10}, {"okt", 10}, {"dezember", 12}, {"dez", 12},
    /* French */
    {"janvier", 1}, {"janv", 1}, {"février", 2}, {"févr", 2}, {"mars", 3}, {"avril", 4}, {"avr", 4}, {"juin", 6},
    {"juillet", 7}, {"juil", 7}, {"août", 8}, {"aout", 8}, {"septembre", 9}, {"octobre", 10}, {"novembre", 11},
    {"décembre", 12}, {"déc", 12},
    /* Spanish */
    {"enero", 1}, {"ene", 1}, {"febrero", 2}, {"marzo", 3}, {"abril", 4}, {"abr", 4}, {"mayo", 5}, {"junio", 6},
    {"julio", 7}, {"agosto", 8}, {"ago", 8}, {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10}, {"noviembre", 11},
    {"diciembre", 12}, {"dic", 12},
    /* Italian and Portuguese */
    {"gennaio", 1}, {"febbraio", 2}, {"aprile", 4}, {"maggio", 5}, {"giugno", 6}, {"luglio", 7}, {"settembre", 9},
    {"ottobre", 10}, {"dicembre", 12}, {"janeiro", 1}, {"fevereiro", 2}, {"março", 3}, {"maio", 5}, {"junho", 6},
    {"julho", 7}, {"setembro", 9}, {"outubro", 10}, {"novembro", 11}, {"dezembro", 12},
    /* Dutch and the Scandinavian languages */
    {"januari", 1}, {"februari", 2}, {"maart", 3}, {"mei", 5}, {"augustus", 8}, {"augusti", 8}, {"marts", 3}, {"maj", 5},
    {"desember", 12},
    /* Russian */
    {"января", 1}, {"январь", 1}, {"янв", 1}, {"февраля", 2}, {"февраль", 2}, {"фев", 2}, {"марта", 3}, {"март", 3},
    {"мар", 3}, {"апреля", 4}, {"апрель", 4}, {"апр", 4}, {"мая", 5}, {"май", 5}, {"июня", 6}, {"июнь", 6}, {"июн", 6},
    {"июля", 7}, {"июль", 7}, {"июл", 7}, {"августа", 8}, {"август", 8}, {"авг", 8}, {"сентября", 9}, {"сентябрь", 9},
    {"сен", 9}, {"сент", 9}, {"октября", 10}, {"октябрь", 10}, {"окт", 10}, {"ноября", 11}, {"ноябрь", 11}, {"ноя", 11},
    {"декабря", 12}, {"декабрь", 12}, {"дек", 12},
};
/* Weekdays, and small words that stand in dates. */
static const char *const other_noise[] = {
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "am", "den", "der", "um", "uhr",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "le", "à", "lunes", "martes", "miércoles", "jueves",
    "viernes", "sábado", "domingo", "de", "del", "el", "a", "las", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì",
    "sabato", "domenica", "il", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "года", "г", "в",
};

/* Which of count names the word is: in full, or short[0], short[1] … as many letters of it. */
static int find_name(const char *const *names, int count, const char *word, gsize length,
                     const char *short_lengths)
{
    for (int i = 0; i < count; i++) {
        gsize full = strlen(names[i]);
        if (length > full || g_ascii_strncasecmp(names[i], word, length) != 0)
            continue;
        if (length == full || (length < 10 && strchr(short_lengths, '0' + (int)length) != NULL))
            return i;
    }
    return -1;
}

typedef struct {
    DateParts parts;
    gboolean zoned;
    gboolean short_year;
} Words;

static gboolean is_noise(const char *word, gsize length)
{
    return (length == 2 &&
            (g_ascii_strncasecmp(word, "at", 2) == 0 || g_ascii_strncasecmp(word, "of", 2) == 0 ||
             g_ascii_strncasecmp(word, "on", 2) == 0)) ||
           (length == 3 && g_ascii_strncasecmp(word, "the", 3) == 0);
}

/* A word that is not English: a month, a weekday, or one of no weight. FALSE, and nothing is read, if it is none. */
static gboolean read_other_word(DateScan *scan, Words *words)
{
    const char *stop = scan->at;
    while (stop < scan->end && (g_ascii_isalpha(*stop) || (guchar)*stop >= 0x80))
        stop++;
    if (!g_utf8_validate(scan->at, stop - scan->at, NULL))
        return FALSE;
    g_autofree char *word = g_utf8_strdown(scan->at, stop - scan->at);
    int month = 0;
    gboolean noise = FALSE;
    for (guint i = 0; month == 0 && i < G_N_ELEMENTS(other_months); i++)
        month = strcmp(word, other_months[i].name) == 0 ? other_months[i].month : 0;
    for (guint i = 0; month == 0 && !noise && i < G_N_ELEMENTS(other_noise); i++)
        noise = strcmp(word, other_noise[i]) == 0;
    if ((month == 0 && !noise) || (month && words->parts.month))
        return FALSE;
    if (month)
        words->parts.month = month;
    scan->at = stop;
    if (scan->at < scan->end && *scan->at == '.')
        scan->at++;
    return TRUE;
}

static gboolean read_word(DateScan *scan, Words *words)
{
    const char *word = scan->at;
    while (scan->at < scan->end && (g_ascii_isalpha(*scan->at) || (guchar)*scan->at >= 0x80))
        scan->at++;
    gsize length = scan->at - word;
    int month = find_name(months, 12, word, length, "3");
    if (month < 0 && length == 4 && g_ascii_strncasecmp(word, "sept", 4) == 0)
        month = 8;
    gboolean weekday = find_name(weekdays, 7, word, length, "345") >= 0;
    if (month >= 0 || weekday) {
        if (month >= 0 && words->parts.month)
            return FALSE;
        if (month >= 0)
            words->parts.month = month + 1;
        if (scan->at < scan->end && *scan->at == '.')
            scan->at++;
        return TRUE;
    }
    if (is_noise(word, length))
        return TRUE;
    /* T between a date and a time ("7 Aug 2014T10:15"). */
    if (length == 1 && *word == 'T' && !words->parts.timed)
        return TRUE;
    scan->at = word;
    if (read_other_word(scan, words))
        return TRUE;
    if (!words->parts.timed || words->zoned)
        return FALSE;
    words->zoned = TRUE;
    return date_scan_zone(scan, &words->parts);
}

/* "st", "nd", "rd" or "th" behind a day. */
static void skip_ordinal(DateScan *scan)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th"};
    if (scan->end - scan->at < 2 || (scan->end - scan->at > 2 && g_ascii_isalnum(scan->at[2])))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (g_ascii_strncasecmp(scan->at, suffixes[i], 2) == 0)
            scan->at += 2;
        if (g_ascii_isalpha(scan->at[-1]))
            return;
    }
}

/* Is what stands at the digits a time: "10:15", or "10 am"? */
static gboolean is_time(const DateScan *scan, int digits)
{
    const char *p = scan->at + digits;
    if (digits <= 2 && *p == ':')
        return TRUE;
    while (*p == ' ')
        p++;
    return digits <= 2 && (g_ascii_tolower(p[0]) == 'a' || g_ascii_tolower(p[0]) == 'p') &&
           (g_ascii_tolower(p[1]) == 'm' || (p[1] == '.' && g_ascii_tolower(p[2]) == 'm'));
}

static gboolean read_digits(DateScan *scan, Words *words)
{
    DateParts *parts = &words->parts;
    int digits = 0, value;
    while (g_ascii_isdigit(scan->at[digits]))
        digits++;
    if (!parts->timed && (is_time(scan, digits) || (digits == 4 && parts->year)))
        return date_scan_time(scan, parts);
    if (digits == 4 && parts->year == 0) {
        date_scan_digits(scan, 4, &parts->year);
        return parts->year != 0;
    }
    if (digits > 2)
        return FALSE;
    date_scan_digits(scan, 2, &value);
    if (parts->day == 0 && value > 0) {
        parts->day = value;
        skip_ordinal(scan);
        return TRUE;
    }
    /* RFC 822's year of two digits, read as RFC 5322 says; only valid with a time. */
    if (digits != 2 || parts->year || !parts->month)
        return FALSE;
    words->short_year = TRUE;
    parts->year = value + (value < 50 ? 2000 : 1900);
    return TRUE;
}

static gboolean read_part(DateScan *scan, Words *words)
{
    char c = *scan->at;
    if (g_ascii_isalpha(c))
        return read_word(scan, words);
    if ((guchar)c >= 0x80)
        return read_other_word(scan, words);
    if (g_ascii_isdigit(c))
        return read_digits(scan, words);
    if ((c == '+' || c == '-') && words->parts.timed && !words->zoned &&
        g_ascii_isdigit(scan->at[1])) {
        words->zoned = TRUE;
        return date_scan_zone(scan, &words->parts);
    }
    /* Between the parts: "7-Aug-2014", "7. August 2014", "August 7, 2014". */
    if (c == ',' || c == '-' || c == '/' || c == '.') {
        scan->at++;
        return g_ascii_isalnum(*scan->at) || *scan->at == ' ' || scan->at == scan->end;
    }
    if (c == '(' && words->parts.timed) {
        const char *close = memchr(scan->at, ')', scan->end - scan->at);
        scan->at = close ? close + 1 : scan->at;
        return close != NULL;
    }
    return FALSE;
}

DateAnswer date_words_read(DateScan *scan, ArticleDate *date)
{
    Words words = {0};
    DateParts *parts = &words.parts;
    for (date_scan_spaces(scan); scan->at < scan->end; date_scan_spaces(scan)) {
        if (!read_part(scan, &words))
            return DATE_UNKNOWN;
    }
    if (parts->year == 0 || parts->month == 0)
        return DATE_UNKNOWN;
    if ((parts->timed && parts->day == 0) || (words.short_year && !parts->timed))
        return DATE_UNKNOWN;
    return date_finish(parts, date);
}
