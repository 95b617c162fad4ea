#include "corpus/dateline-private.h"
#include "tests/corpus/corpus-test.h"

/* place | agency | date | what follows */
static const struct {
    const char *text, *wanted;
} lines[] = {
    {"BAKU, Aug. 8 (Reuters) — Talks go on.", "BAKU | Reuters | - | Talks go on."},
    {"BAKU, Aug 8, 2014 (Reuters) - Talks go on.", "BAKU | Reuters | 2014-08-08 | Talks go on."},
    {"WASHINGTON (AP) — Talks go on.", "WASHINGTON | AP | - | Talks go on."},
    {"WASHINGTON — Talks go on.", "WASHINGTON | - | - | Talks go on."},
    {"NEW YORK -- Talks go on.", "NEW YORK | - | - | Talks go on."},
    {"(AP) — Talks go on.", "- | AP | - | Talks go on."},
    {"FORT CALDER, Pa. (AP) _ Talks go on.", "FORT CALDER, Pa. | AP | - | Talks go on."},
    {"LA CROSSE, Wis. (AP) — Talks go on.", "LA CROSSE, Wis. | AP | - | Talks go on."},
    {"SALVADOR, Feb 26 - Showers continued.", "SALVADOR | - | - | Showers continued."},
    {"STOCKHOLM, Aug 29, 2014 (AFP) - A firm said.", "STOCKHOLM | AFP | 2014-08-29 | A firm said."},
    {"Berlin (dpa) - Die Verhandlungen gehen weiter.", "Berlin | dpa | - | Die Verhandlungen gehen weiter."},
    {"Baku, 8. August (Reuters) – Die Verhandlungen", "Baku | Reuters | - | Die Verhandlungen"},
    {"Frankfurt am Main (dpa/lhe) - Der Zug", "Frankfurt am Main | dpa/lhe | - | Der Zug"},
    {"Paris, le 8 août (AFP) - Les pourparlers", "Paris | AFP | - | Les pourparlers"},
    {"BAKOU, 8 août 2014 (AFP) – Les pourparlers", "BAKOU | AFP | 2014-08-08 | Les pourparlers"},
    {"MADRID, 8 Ago. (EUROPA PRESS) - Las conversaciones", "MADRID | EUROPA PRESS | - | Las conversaciones"},
    {"Tegucigalpa, 2 ene (EFE).- Las conversaciones", "Tegucigalpa | EFE | - | Las conversaciones"},
    {"ROMA, 8 AGO - (ANSA) - I colloqui", "ROMA | - | - | (ANSA) - I colloqui"},
    {"МОСКВА, 8 авг - РИА Новости. Переговоры", "МОСКВА | - | - | РИА Новости. Переговоры"},
    {"БАКУ, 8 августа. /ТАСС/. Переговоры", "БАКУ | ТАСС | - | Переговоры"},
    {"Баку, 8 августа (Рейтер) - Переговоры", "Баку | Рейтер | - | Переговоры"},
    {"København /ritzau/: En mand", "København | ritzau | - | En mand"},
    {"PORT-AU-PRINCE, Haiti — Rain", "PORT-AU-PRINCE, Haiti | - | - | Rain"},
    {"RIO DE JANEIRO, March 3 (Reuters) - Rain", "RIO DE JANEIRO | Reuters | - | Rain"},
    {"  LONDON - Rain", "LONDON | - | - | Rain"},
    {"Talks go on in Baku - and nobody knows why.", ""},
    {"Wien – Die Gewerkschaft", ""},
    {"The U.S. (and others) - they said.", ""},
    {"EXCLUSIVE — The harbour master", ""},
    {"BAKU-based firms (many) — said", ""},
    {"BAKU is a city.", ""},
    {"NATO (the alliance of many states) - met", ""},
    {"A - B", ""},
    {"8 August - Rain", ""},
    {"", ""},
    {"(", ""},
    {"BAKU, ", ""},
    {"BAKU", ""},
    {"BAKU,\nAug. 8 (Reuters) — x", ""},
    {"Baku, the capital, where talks go on - and on", ""},
    {"UPDATE: WASHINGTON — Talks go on.", ""},
};

static void append_date(GString *out, const ArticleDate *date)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(date->seconds);
    g_autofree char *text = g_date_time_format(moment, date->precision == DATE_MONTH ? "%Y-%m" : "%Y-%m-%d");
    g_string_append(out, date->precision == DATE_NONE ? "-" : text);
}

START_TEST(datelines_are_read)
{
    Dateline found;
    const char *text = lines[_i].text;
    g_autoptr(GString) shown = g_string_new(NULL);
    dateline_read(text, strlen(text), &found);
    if (found.length) {
        g_string_append_printf(shown, "%.*s | ", found.place ? (int)found.place_length : 1, found.place ? found.place : "-");
        g_string_append_printf(shown, "%.*s | ", found.agency ? (int)found.agency_length : 1, found.agency ? found.agency : "-");
        append_date(shown, &found.date);
        g_string_append_printf(shown, " | %s", text + found.length);
    }
    ck_assert_msg(strcmp(shown->str, lines[_i].wanted) == 0, "%s: \"%s\"", text, shown->str);
}
END_TEST

static const char *const months[] = {
    "January", "Feb.", "March", "APR", "may", "June", "Jul", "August", "Sept.", "Oct", "November", "dec", "März", "MÄRZ", "Mai",
    "Okt.", "Dezember", "janv.", "février", "FÉVR", "avril", "juin", "juil.", "août", "aout", "Août", "déc.", "ene", "abril",
    "ago.", "dic", "set", "gennaio", "mag", "giugno", "lug", "ott.", "fev", "maio", "out", "янв", "февраля", "Марта", "АПР",
    "мая", "май", "июня", "июл", "авг", "сентября", "окт", "ноября", "дек",
};

START_TEST(months_begin_dates)
{
    g_autofree char *behind = g_strdup_printf("BAKU, 8 %s (X) - Rain", months[_i]);
    g_autofree char *before = g_strdup_printf("BAKU, %s 8 (X) - Rain", months[_i]);
    Dateline found;
    dateline_read(behind, strlen(behind), &found);
    ck_assert_msg(found.length > 0 && strcmp(behind + found.length, "Rain") == 0, "%s", behind);
    dateline_read(before, strlen(before), &found);
    ck_assert_msg(found.length > 0 && strcmp(before + found.length, "Rain") == 0, "%s", before);
}
END_TEST

static const char *const others[] = {"rain", "ja", "Fe", "October2", "Kmar", "au", "ру", "ян", "é"};

START_TEST(other_words_do_not)
{
    g_autofree char *text = g_strdup_printf("Baku, 8 %s (X) - Rain", others[_i]);
    Dateline found;
    dateline_read(text, strlen(text), &found);
    ck_assert_msg(found.length == 0, "%s: %s", text, text + found.length);
}
END_TEST

static const struct {
    const char *name;
    gboolean address;
    const char *wanted;
} names[] = {
    {"https://c.example/2014/08/08/fog-lifts.html", TRUE, "2014-08-08"},
    {"https://c.example/world/2014/08/fog-lifts", TRUE, "2014-08"},
    {"https://c.example/fog-lifts-20140808.html", TRUE, "2014-08-08"},
    {"https://c.example/a/2014-08-08-fog", TRUE, "2014-08-08"},
    {"https://c.example/2014/fog", TRUE, "-"},
    {"https://c.example/article/12345678/x", TRUE, "-"},
    {"https://c.example/2014/13/08/x", TRUE, "-"},
    {"https://c.example/120140808", TRUE, "-"},
    {"2014-08-08-fog-lifts.md", FALSE, "2014-08-08"},
    {"20140808.txt", FALSE, "2014-08-08"},
    {"fog_2014.08.08.txt", FALSE, "2014-08-08"},
    {"Calder_2014_08_08.html.gz", FALSE, "2014-08-08"},
    {"2014/08/fog.txt", FALSE, "-"},
    {"fog-2014-08.txt", FALSE, "-"},
    {"", FALSE, "-"},
};

START_TEST(dates_in_names_are_found)
{
    ArticleDate date = {0};
    g_autoptr(GString) shown = g_string_new(NULL);
    gboolean found = date_in_name(names[_i].name, strlen(names[_i].name), names[_i].address, &date);
    ck_assert_int_eq(found, strcmp(names[_i].wanted, "-") != 0);
    append_date(shown, &date);
    ck_assert_msg(strcmp(shown->str, names[_i].wanted) == 0, "%s: %s", names[_i].name, shown->str);
}
END_TEST

START_TEST(cuts_are_safe)
{
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        for (gsize length = 0; length < strlen(lines[i].text); length++) {
            g_autofree char *exact = g_memdup2(lines[i].text, MAX(length, 1));
            const char *valid;
            gboolean whole = g_utf8_validate(exact, (gssize)length, &valid);
            Dateline found;
            dateline_read(exact, whole ? length : (gsize)(valid - exact), &found);
            ck_assert_uint_le(found.length, length);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dateline");
    TCase *cases = tcase_create("datelines");
    tcase_add_loop_test(cases, datelines_are_read, 0, G_N_ELEMENTS(lines));
    tcase_add_loop_test(cases, months_begin_dates, 0, G_N_ELEMENTS(months));
    tcase_add_loop_test(cases, other_words_do_not, 0, G_N_ELEMENTS(others));
    tcase_add_loop_test(cases, dates_in_names_are_found, 0, G_N_ELEMENTS(names));
    tcase_add_test(cases, cuts_are_safe);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
