/* generate: a news archive of any size, as JSON Lines.
 *
 *     generate --seed 1 --size 250M >corpus.jsonl
 *
 * The same seed gives the same bytes on every machine, and a larger size begins with the bytes of a
 * smaller one. README.md says which properties of real newswire it keeps.
 */
#include "tests/bench/lexicon.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ARTICLE_MAX_WORDS 6000
#define MEMORY 1024 /* an article's words among which the next may be found again */

typedef struct {
    const char *name, *host;
    gboolean curly; /* sets ’ “ ” rather than ' " */
} Source;

static const Source sources[] = {
    {"Northwire", "northwire.example", TRUE},
    {"Westmark Herald", "westmarkherald.example", TRUE},
    {"Halden Press", "haldenpress.example", FALSE},
    {"Lakeshore Ledger", "lakeshoreledger.example", FALSE},
    {"The Harrow Courier", "harrowcourier.example", TRUE},
    {"Southbank Morning", "southbankmorning.example", FALSE},
    {"The Calder Post", "calderpost.example", FALSE},
    {"Continental Late Report", "clr.example", FALSE},
};
static const char *const sections[] = {"World",   "Business", "Politics", "Sport",   "Science",
                                       "Culture", "Health",   "Markets",  "Opinion", "Local"};
static const char *const cities[] = {
    "LONDON", "NEW YORK", "BAKU",   "GENEVA", "VIENNA",   "PARIS",   "TOKYO",  "CAIRO",
    "LIMA",   "NAIROBI",  "MADRID", "OSLO",   "BERLIN",   "MOSCOW",  "DELHI",  "SYDNEY",
    "LAGOS",  "CHICAGO",  "SEOUL",  "ROME",   "BRUSSELS", "TBILISI", "WARSAW", "S\xC3\x83O PAULO",
};
static const char *const months[] = {"Jan.", "Feb.", "March", "April", "May",  "June",
                                     "July", "Aug.", "Sept.", "Oct.",  "Nov.", "Dec."};

typedef struct {
    const Lexicon *lexicon;
    Random random; /* of this article */
    GString *out;
    const Source *source;
    guint64 memory[MEMORY]; /* ranks */
    guint8 form[MEMORY];    /* and inflections */
    guint remembered;
} Writer;

/* ---- words ------------------------------------------------------------------------------------*/

static void put(Writer *w, const char *text)
{
    g_string_append(w->out, text);
}

/* What an article is about it says more than once, and mostly in the same form: REPEATED of 1024
 * content words are earlier ones of the article. */
#define REPEATED 420
static guint64 choose(Writer *w, guint8 *form)
{
    guint64 rank = lexicon_draw(w->lexicon, &w->random);
    guint64 bits = random_next(&w->random);
    *form = bits >> 56;
    if (rank < lexicon_function_words)
        return rank;
    if (w->remembered > 0 && (bits & 1023) < REPEATED) {
        guint i = (guint)((bits >> 10 & 0xFFFFFF) * MIN(w->remembered, MEMORY) >> 24);
        if ((bits >> 34 & 7) > 1)
            *form = w->form[i];
        return w->memory[i];
    }
    w->form[w->remembered % MEMORY] = *form;
    return w->memory[w->remembered++ % MEMORY] = rank;
}

static void put_word(Writer *w, gboolean capital)
{
    char word[LEXICON_MAX_BYTES];
    guint8 form;
    guint64 rank = choose(w, &form);
    gsize length = lexicon_spell(w->lexicon, rank, form, w->source->curly, word);
    if (capital)
        word[0] = g_ascii_toupper(word[0]);
    g_string_append_len(w->out, word, length);
}

static void put_name(Writer *w)
{
    char word[LEXICON_MAX_BYTES];
    gsize length = lexicon_spell_base(w->lexicon, lexicon_draw_name(w->lexicon, &w->random), word);
    g_string_append_len(w->out, word, length);
}

static void put_number(Writer *w)
{
    Random *random = &w->random;
    guint32 n = random_below(random, 1000);
    switch (random_below(random, 8)) {
    case 0:
        g_string_append_printf(w->out, "%u.%u percent", n / 20, n % 10);
        break;
    case 1:
        g_string_append_printf(w->out, "$%u million", n + 1);
        break;
    case 2:
        g_string_append_printf(w->out, "%u,%03u", n / 10 + 1, random_below(random, 1000));
        break;
    case 3:
        g_string_append_printf(w->out, "%u", 1950 + n % 75);
        break;
    case 4:
        g_string_append_printf(w->out, "%u.%u", n / 10, random_below(random, 100));
        break;
    default: /* small ones are the most frequent */
        g_string_append_printf(w->out, "%u", 2 + random_below(random, n / 8 + 2));
    }
}

/* ---- sentences --------------------------------------------------------------------------------*/

/* Words with spaces and commas between them; the first one with a capital. */
static void put_words(Writer *w, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (i > 0 && random_chance(&w->random, 36))
            put_number(w);
        else
            put_word(w, i == 0);
        if (i + 1 < count) {
            if (random_chance(&w->random, 70))
                g_string_append_c(w->out, ',');
            g_string_append_c(w->out, ' ');
        }
    }
}

/* Answers how many words it wrote. */
static guint put_sentence(Writer *w)
{
    guint count = 6 + random_below(&w->random, 14) + random_below(&w->random, 14);
    if (!random_chance(&w->random, 150)) {
        put_words(w, count);
        g_string_append_c(w->out, '.');
        return count;
    }
    put(w, w->source->curly ? "\xE2\x80\x9C" : "\\\"");
    put_words(w, count);
    put(w, w->source->curly ? ",\xE2\x80\x9D said " : ",\\\" said ");
    put_name(w);
    g_string_append_c(w->out, ' ');
    put_name(w);
    g_string_append_c(w->out, '.');
    return count + 3;
}

/* Log-normal: median 385 words (2.3 KB), sigma 0.7, so that the mean is about 3 KB. The sum of four
 * uniforms stands for the normal deviate, and a straight line between powers of two for 2^x. */
static guint article_words(Random *random)
{
    guint64 bits = random_next(random);
    gint64 sum =
        (gint64)((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
    gint64 log2_words = 562869 + (sum - 131070) * 1792 / 1024; /* in 1/65536 */
    guint words = (guint)((65536 + (log2_words & 65535)) << (log2_words >> 16) >> 16);
    return MIN(words, ARTICLE_MAX_WORDS);
}

static void put_text(Writer *w, GDateTime *when)
{
    guint words = article_words(&w->random);
    if (random_chance(&w->random, 700))
        g_string_append_printf(w->out, "%s, %s %d (%s) \xE2\x80\x94 ",
                               cities[random_below(&w->random, G_N_ELEMENTS(cities))],
                               months[g_date_time_get_month(when) - 1],
                               g_date_time_get_day_of_month(when), w->source->name);
    for (guint written = 0; written < words;) {
        written += put_sentence(w);
        if (written < words)
            put(w, random_chance(&w->random, 400) ? "\\n\\n" : " ");
    }
}

/* ---- articles ---------------------------------------------------------------------------------*/

static void put_article(Writer *w, guint64 seed, guint64 number)
{
    w->random.state = random_mix(seed * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) + number);
    w->remembered = 0;
    w->source = &sources[random_below(&w->random, G_N_ELEMENTS(sources))];
    const char *section = sections[random_below(&w->random, G_N_ELEMENTS(sections))];
    /* An article every ten minutes or so, from 2008 on. */
    gint64 seconds = 1199145600 + (gint64)number * 600 + random_below(&w->random, 7200);
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(seconds);
    g_autofree char *day = g_date_time_format(when, "%Y-%m-%d");

    g_string_append_printf(
        w->out, "{\"id\": \"%" G_GUINT64_FORMAT "-%07" G_GUINT64_FORMAT "\", \"title\": \"", seed,
        number);
    guint first = w->out->len;
    put_words(w, 5 + random_below(&w->random, 6));
    gsize title_end = w->out->len;
    put(w, "\", \"text\": \"");
    put_text(w, when);
    g_string_append_printf(
        w->out, "\", \"date\": \"%sT%02d:%02d:%02dZ\", \"source\": \"%s\", \"author\": \"", day,
        g_date_time_get_hour(when), g_date_time_get_minute(when), g_date_time_get_second(when),
        w->source->name);
    put_name(w);
    g_string_append_c(w->out, ' ');
    put_name(w);
    g_string_append_printf(w->out, "\", \"section\": \"%s\", \"url\": \"https://%s/%s/", section,
                           w->source->host, day);
    for (gsize i = first; i < title_end; i++) {
        char c = w->out->str[i];
        if (g_ascii_isalnum(c))
            g_string_append_c(w->out, g_ascii_tolower(c));
        else if (c == ' ')
            g_string_append_c(w->out, '-');
    }
    g_string_append_printf(
        w->out, "-%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "\", \"language\": \"en\"}\n", seed,
        number);
}

/* "250M": decimal, so many bytes. */
static gboolean parse_size(const char *text, guint64 *size)
{
    char *end;
    double n = g_ascii_strtod(text, &end);
    switch (g_ascii_toupper(*end)) {
    case 'G':
        n *= 1e9;
        break;
    case 'M':
        n *= 1e6;
        break;
    case 'K':
        n *= 1e3;
        break;
    case '\0':
        *size = (guint64)n;
        return end > text && n > 0;
    default:
        return FALSE;
    }
    *size = (guint64)n;
    return end[1] == '\0' && n > 0;
}

static int generate(guint64 seed, guint64 size, guint64 articles)
{
    g_autoptr(Lexicon) lexicon = lexicon_new();
    g_autoptr(GString) out = g_string_sized_new(1 << 20);
    Writer *writer = g_new0(Writer, 1);
    writer->lexicon = lexicon;
    writer->out = out;
    gboolean good = TRUE;
    for (guint64 number = 0, bytes = 0; good && bytes + out->len < size && number < articles;
         number++) {
        put_article(writer, seed, number);
        if (out->len > 900000) {
            bytes += out->len;
            good = fwrite(out->str, 1, out->len, stdout) == out->len;
            g_string_truncate(out, 0);
        }
    }
    good = good && fwrite(out->str, 1, out->len, stdout) == out->len && fflush(stdout) == 0;
    g_free(writer);
    if (!good)
        fprintf(stderr, "generate: writing failed: %s\n", g_strerror(errno));
    return good ? 0 : 2;
}

int main(int argc, char **argv)
{
    gint64 seed = 1, articles = 0;
    g_autofree char *size_text = NULL;
    GOptionEntry entries[] = {
        {"seed", 's', 0, G_OPTION_ARG_INT64, &seed, "Other articles for every N (1)", "N"},
        {"size", 0, 0, G_OPTION_ARG_STRING, &size_text, "So many bytes at least: 20M, 2.5G",
         "SIZE"},
        {"articles", 'n', 0, G_OPTION_ARG_INT64, &articles, "At most N articles", "N"},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("- write invented news as JSON Lines");
    g_option_context_add_main_entries(context, entries, NULL);
    g_autoptr(GError) error = NULL;
    guint64 size = G_MAXUINT64 / 2;
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        fprintf(stderr, "generate: %s\n", error->message);
        return 2;
    }
    if ((size_text != NULL && !parse_size(size_text, &size)) ||
        (size_text == NULL && articles <= 0)) {
        fprintf(stderr, "generate: give a size, as in --size 250M, or a number of --articles\n");
        return 2;
    }
    return generate((guint64)seed, size, articles > 0 ? (guint64)articles : G_MAXUINT64);
}
