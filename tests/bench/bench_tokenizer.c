/* bench_tokenizer [LANGUAGE] FILE: nanoseconds a token, of a text file or JSON Lines (whose strings
 * are roughly unescaped). Each line that is JSON is an article; a text file is one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stemmer/stemmer.h"

#define ROUNDS 7

typedef struct {
    guint64 tokens, check;
} Count;

static void on_token(const Token *token, gpointer data)
{
    Count *count = data;
    count->tokens++;
    count->check += ++token->word->tag[0] + token->position;
}

/* In place: what JSON writes with a backslash, but for the rarest. */
static gsize unescape(char *text)
{
    char *out = text;
    for (const char *p = text; *p; p++) {
        if (*p != '\\') {
            *out++ = *p;
        } else if (*++p == 'u') {
            out += g_unichar_to_utf8(
                (gunichar)strtoul((char[5]){p[1], p[2], p[3], p[4], 0}, NULL, 16), out);
            p += 4;
        } else {
            *out++ = strchr("nrt", *p) ? ' ' : *p;
        }
    }
    *out = '\0';
    return (gsize)(out - text);
}

/* Of the CPU, so that other programs don't count. */
static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    const char *language = argc > 2 ? argv[1] : "english";
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (argc < 2 || !g_file_get_contents(argv[argc - 1], &text, NULL, &error)) {
        fprintf(stderr, "bench_tokenizer: %s\n", error ? error->message : "no file given");
        return 2;
    }
    g_autoptr(GPtrArray) articles = g_ptr_array_new();
    g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(gsize));
    gboolean json = *text == '{';
    gsize bytes = 0;
    for (char *line = text, *next; line && *line; line = next) {
        next = json ? strchr(line, '\n') : NULL;
        if (next)
            *next++ = '\0';
        gsize length = json ? unescape(line) : strlen(line);
        g_ptr_array_add(articles, line);
        g_array_append_val(lengths, length);
        bytes += length;
    }
    for (guint round = 0; round < ROUNDS; round++) {
        Lexicon *lexicon = lexicon_new(language);
        for (guint warm = 0; warm < 2; warm++) { /* the second time every word is known */
            Count count = {0};
            double start = seconds_now();
            for (guint i = 0; i < articles->len; i++)
                tokenizer_run(lexicon, articles->pdata[i], g_array_index(lengths, gsize, i), 1,
                              on_token, &count);
            double seconds = seconds_now() - start;
            printf("%s %5.1f ns/token %6.0f MB/s  %.3f s  %" G_GUINT64_FORMAT
                   " tokens %zu bytes held\n",
                   warm ? "known" : "fresh", seconds * 1e9 / (double)count.tokens,
                   (double)bytes / 1e6 / seconds, seconds, count.tokens, lexicon_memory(lexicon));
        }
        lexicon_free(lexicon);
    }
    return 0;
}
