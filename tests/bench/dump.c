/* dump: articles as the records that Omega's scriptindex reads.
 *
 *     dump FILE.jsonl >FILE.dump
 *
 * A record is a line `name=value` for each field and ends in an empty line; a line break inside a
 * value is followed by `=`. dump.script says what scriptindex makes of each field.
 */
#include "tests/bench/articles.h"

#include <errno.h>

static const char *const fields[] = {"id",      "url",      "date",  "source", "author",
                                     "section", "language", "title", "text"};

static void put_value(const char *name, const char *value)
{
    printf("%s=", name);
    for (; *value != '\0'; value++) {
        if (*value == '\r')
            continue;
        putchar_unlocked(*value);
        if (*value == '\n')
            putchar_unlocked('=');
    }
    putchar_unlocked('\n');
}

/* The day alone, as scriptindex's date action reads it: 20140808. */
static void put_date(const char *date)
{
    char day[9];
    guint n = 0;
    for (; n < 8 && *date != '\0' && *date != 'T'; date++)
        if (g_ascii_isdigit(*date))
            day[n++] = *date;
    day[n] = '\0';
    if (n == 8)
        put_value("day", day);
}

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (file == NULL) {
        fprintf(stderr, argc == 2 ? "dump: opening '%s' failed\n" : "usage: dump FILE.jsonl\n",
                argv[argc - 1]);
        return 2;
    }
    char *buffer = NULL;
    size_t size = 0;
    cJSON *article;
    while ((article = articles_next(file, &buffer, &size)) != NULL) {
        for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
            const char *value = articles_text(article, fields[i]);
            if (*value != '\0')
                put_value(fields[i], value);
        }
        put_date(articles_text(article, "date"));
        putchar_unlocked('\n');
        cJSON_Delete(article);
    }
    free(buffer);
    fclose(file);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "dump: writing failed: %s\n", g_strerror(errno));
        return 2;
    }
    return 0;
}
