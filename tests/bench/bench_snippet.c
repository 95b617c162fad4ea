/* bench_snippet [FILE]: how long do marks and snippets take?
 *
 * For each of some queries: ten articles of some 3 KB (those of tests/search/passages), and the
 * text of FILE (else invented, 5 MB, with as many distinct words as news of that size), once by
 * lexicons that are new, as in a program that has just been started, and once by lexicons that know
 * the words. The best of several rounds counts. Run it in the root of the tree. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "search/highlight.h"
#include "search/snippet.h"
#include "tests/bench/random.h"
#include "tests/search/passages.h"

#define ROUNDS 15
#define LONG_BYTES 5000000
#define SHORT_ARTICLES 10
#define COLUMNS 220

static const char *const queries[] = {
    "ferry fire",
    "central bank inflation",
    "\"stoppage time\" goal",
    "government NEAR/5 money council",
    "(storm OR flood*) people -football",
    "the and of in",
};

typedef struct {
    const char *language, *text;
    gsize length;
} BenchArticle;

/* Of the CPU, so that other programs don't count. */
static double milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* One word in eight is of those that seldom come. */
static void append_rare_word(GString *text, Random *random)
{
    static const char *const syllables[] = {"ba",  "ro",  "ten", "mi", "kal", "dor", "ves", "un",
                                            "sta", "lin", "gor", "pe", "zhi", "mor", "ek",  "wan"};
    guint32 rank = random_below(random, 1 + random_below(random, 1u << 17));
    for (guint i = 0; i < 4; i++, rank >>= 5)
        g_string_append(text, syllables[(rank ^ i) % G_N_ELEMENTS(syllables)]);
    g_string_append_c(text, ' ');
}

/* The words of the articles in English, in their order and with others among them. */
static char *invent(const GPtrArray *articles)
{
    GString *text = g_string_new(NULL);
    Random random = {20140808};
    while (text->len < LONG_BYTES) {
        const PassageArticle *article = articles->pdata[random_below(&random, articles->len)];
        if (strcmp(article->language, "english") != 0)
            continue;
        for (const char *p = article->text; *p && text->len < LONG_BYTES; p++) {
            g_string_append_c(text, *p);
            if (*p == ' ' && random_chance(&random, 128))
                append_rare_word(text, &random);
        }
    }
    return g_string_free(text, FALSE);
}

/* Milliseconds for marks and snippets of all articles; *marked receives how many marks there are.
 */
static double run(Highlighter *highlighter, const BenchArticle *articles, gsize count,
                  guint fragments, guint *marked)
{
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    g_autoptr(Snippet) snippet = snippet_new();
    SnippetStyle style = {.fragments = fragments, .columns = COLUMNS};
    *marked = 0;
    double start = milliseconds_now();
    for (gsize i = 0; i < count; i++) {
        highlighter_run(highlighter, articles[i].language, articles[i].text, articles[i].length,
                        marks);
        snippet_make(snippet, articles[i].text, articles[i].length, marks, &style);
        *marked += marks->len;
    }
    return milliseconds_now() - start;
}

static void measure(const char *what, const char *text, const BenchArticle *articles, gsize count)
{
    double fresh = G_MAXDOUBLE, known = G_MAXDOUBLE, several = G_MAXDOUBLE;
    guint marked = 0;
    for (guint round = 0; round < ROUNDS; round++) {
        g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
        QuerySettings settings = {.analysis = analysis};
        g_autoptr(GError) error = NULL;
        g_autoptr(Query) query = query_parse(text, strlen(text), &settings, &error);
        g_assert_no_error(error);
        g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
        double milliseconds = run(highlighter, articles, count, 1, &marked);
        fresh = MIN(fresh, milliseconds);
        milliseconds = run(highlighter, articles, count, 1, &marked);
        known = MIN(known, milliseconds);
        milliseconds = run(highlighter, articles, count, 5, &marked);
        several = MIN(several, milliseconds);
    }
    printf("%-10s %-36s %8u %10.3f %10.3f %10.3f\n", what, text, marked, fresh, known, several);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) passages = passages_read();
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) error = NULL;
    if (argc > 1 && !g_file_get_contents(argv[1], &text, &length, &error)) {
        fprintf(stderr, "bench_snippet: %s\n", error->message);
        return 2;
    }
    if (!text) {
        text = invent(passages);
        length = strlen(text);
    }
    BenchArticle few[SHORT_ARTICLES], one = {"english", text, length};
    gsize count = 0;
    for (guint i = 0; i < passages->len && count < SHORT_ARTICLES; i++) {
        const PassageArticle *article = passages->pdata[i];
        if (strcmp(article->language, "english") == 0)
            few[count++] = (BenchArticle){article->language, article->text, strlen(article->text)};
    }
    printf("milliseconds                                          marks   new words      known  5 "
           "fragments\n");
    for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
        measure("10 x 3 KB", queries[i], few, count);
        measure("the text", queries[i], &one, 1);
    }
    return 0;
}
