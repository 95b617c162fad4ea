/* dateline terms: the words of an index, and in how many articles each is. */
#include "search/search.h"

#include <string.h>

#include "console/command-line.h"
#include "console/console.h"
#include "console/number.h"
#include "search/csv-value.h"
#include "search/index-list.h"
#include "search/query-forms.h"
#include "search/search-run.h"
#include "stemmer/json-text.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

#define TERMS_JSON_VERSION 1
#define WRITE_BYTES (1024 * 1024)

enum { SORT_FREQUENCY, SORT_ALPHABET };
static const char *const sorts[] = {"frequency", "alphabet", NULL};

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_TSV };
static const char *const formats[] = {"text", "json", "csv", "tsv", NULL};

typedef struct {
    IndexList indexes;
    guint32 count;
    int sort, format;
    gboolean stems, json, quiet;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    INDEX_LIST_ROW(Options, indexes),
    {'n', "count", "N", OPTION_NUMBER, PLACE(count),
     .help = "print the first N (20 unless told; 0: all)"},
    {0, "sort", "ORDER", OPTION_CHOICE, PLACE(sort), .choices = sorts,
     .help = "frequency: those in the most articles first (unless told), or alphabet"},
    {0, "stems", NULL, OPTION_ON, PLACE(stems),
     .help = "stems, as searches without quotes count them, not the words themselves"},
    {0, "format", "NAME", OPTION_CHOICE, PLACE(format), .choices = formats,
     .help = "text, json (an object a line), csv or tsv"},
    {0, "json", NULL, OPTION_ON, PLACE(json), .help = "the same as --format json"},
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet),
     .help = "don't say on stderr how many there are, errors only"},
    OPTION_HELP_ROW,
    INDEX_SERVER_ROWS(Options, indexes),
};

static const OptionTable usage = {
    .command = "dateline terms",
    .usage = "[OPTION]... [PREFIX]",
    .about = "Print the words of an index that begin with PREFIX, each with the number of\n"
             "articles that have it in title or text; without PREFIX all its words. * stands\n"
             "for any letters and ? for one, as in a query: '*stan', 'wom?n'. Words are\n"
             "folded, as they are for searching: no capitals, no accents.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_ANY,
    .examples = "dateline terms cease\n"
                "dateline terms -n 5 --stems\n"
                "dateline terms --sort alphabet -n 0 >words.txt\n"
                "dateline terms -n 0 --json '*tion' | jq -r .term\n",
    .status = "0 if there are such words, 1 if none, 2 on an error",
};

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

/* ---- which ------------------------------------------------------------------------------------
 */

static int compare_letters(gconstpointer a, gconstpointer b)
{
    return strcmp(((const VocabularyWord *)a)->word, ((const VocabularyWord *)b)->word);
}

/* Stems of title words are terms that begin as stems do, with a capital behind. */
static void leave_out_titles(GArray *words)
{
    guint kept = 0;
    for (guint i = 0; i < words->len; i++) {
        VocabularyWord *word = &g_array_index(words, VocabularyWord, i);
        if (g_ascii_isupper(*word->word))
            continue;
        VocabularyWord *place = &g_array_index(words, VocabularyWord, kept++);
        VocabularyWord other = *place;
        *place = *word;
        *word = other;
    }
    g_array_set_size(words, kept);
}

static GArray *find(Searcher *searcher, const Options *options, const char *prefix, GError **error)
{
    gboolean wild;
    g_autofree char *folded = query_forms_fold(prefix, TRUE, &wild);
    g_autofree char *text = wild ? g_strdup(folded) : g_strconcat(folded, "*", NULL);
    QueryPattern *pattern = query_pattern_new(text, 0);
    GArray *words = vocabulary_fit_terms(searcher->vocabulary, options->stems ? PREFIX_STEM : "",
                                         pattern, error);
    query_pattern_free(pattern);
    if (!words)
        return NULL;
    if (options->stems)
        leave_out_titles(words);
    if (options->sort == SORT_ALPHABET)
        g_array_sort(words, compare_letters);
    return words;
}

/* ---- printing ---------------------------------------------------------------------------------
 */

static void append_separated(GString *out, const VocabularyWord *word, int format)
{
    char separator = format == FORMAT_CSV ? ',' : '\t';
    g_autoptr(GString) value = g_string_new(word->word);
    csv_value_append(out, value, separator, FALSE, FALSE);
    g_string_append_printf(out, "%c%u%s", separator, word->frequency,
                           format == FORMAT_CSV ? "\r\n" : "\n");
}

static void append_word(GString *out, const VocabularyWord *word, int format)
{
    if (format == FORMAT_CSV || format == FORMAT_TSV) {
        append_separated(out, word, format);
    } else if (format == FORMAT_JSON) {
        g_string_append_printf(out, "{\"version\":%d,\"term\":", TERMS_JSON_VERSION);
        json_text_append(out, word->word, strlen(word->word));
        g_string_append_printf(out, ",\"articles\":%u}\n", word->frequency);
    } else {
        g_autofree char *articles = number_grouped(word->frequency);
        g_string_append_printf(out, "%11s  ", articles);
        printable_append(out, word->word, strlen(word->word), TRUE);
        g_string_append_c(out, '\n');
    }
}

static ConsoleAnswer print(const GArray *words, guint count, int format, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    ConsoleAnswer answer = CONSOLE_WRITTEN;
    if (format == FORMAT_CSV)
        g_string_append(out, "term,articles\r\n");
    if (format == FORMAT_TSV)
        g_string_append(out, "term\tarticles\n");
    for (guint i = 0; i < count && answer == CONSOLE_WRITTEN; i++) {
        append_word(out, &g_array_index(words, VocabularyWord, i), format);
        if (out->len >= WRITE_BYTES) {
            answer = console_write(out, error);
            g_string_truncate(out, 0);
        }
    }
    return answer == CONSOLE_WRITTEN ? console_write(out, error) : answer;
}

static void note_total(guint total, guint shown, gboolean stems)
{
    g_autofree char *all = number_grouped(total), *printed = number_grouped(shown);
    const char *what = stems ? (total == 1 ? "stem" : "stems") : (total == 1 ? "word" : "words");
    if (shown < total)
        console_note("%s %s, the first %s shown", all, what, printed);
    else
        console_note("%s %s", all, what);
}

/* ---- the command ------------------------------------------------------------------------------
 */

static int run(const Options *options, const char *prefix)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Searcher) searcher = searcher_open_list(&options->indexes, &error);
    g_autoptr(GArray) words = searcher ? find(searcher, options, prefix, &error) : NULL;
    if (!words)
        return fail(error);
    guint shown = options->count ? MIN(options->count, words->len) : words->len;
    ConsoleAnswer answer = print(words, shown, options->format, &error);
    if (answer == CONSOLE_FAILED)
        return fail(error);
    if (answer == CONSOLE_WRITTEN && !options->quiet)
        note_total(words->len, shown, options->stems);
    return words->len ? STATUS_HITS : STATUS_NONE;
}

static gboolean check(Options *options, const GPtrArray *words)
{
    if (words->len > 1) {
        console_note("'%s' is one word too many: give one prefix, or a pattern such as '*%s'",
                     (char *)words->pdata[1], (char *)words->pdata[0]);
        return FALSE;
    }
    if (options->json && options->format != FORMAT_TEXT && options->format != FORMAT_JSON) {
        console_note("'--json' and '--format %s' contradict each other", formats[options->format]);
        return FALSE;
    }
    if (options->json)
        options->format = FORMAT_JSON;
    return TRUE;
}

int terms_main(int argc, char **argv)
{
    Options options = {.count = 20};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (command_line_read(&usage, argc, argv, &options, words, &status))
        status = check(&options, words) ? run(&options, words->len ? words->pdata[0] : "")
                                        : STATUS_ERROR;
    index_list_clear(&options.indexes);
    return status;
}
