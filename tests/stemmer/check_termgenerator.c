/* On plain English the words and stems are those of Xapian::TermGenerator; elsewhere they differ
 * where they are meant to, and this program lists how often (run it by hand to see the list). */
#include "tests/stemmer/tokens.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "tests/support/termgenerator.h"

#define ARTICLES "../shared/corpora/reuters21578/articles.jsonl"

/* ---- articles ---------------------------------------------------------------------------------*/

typedef void (*ArticleFunc)(const char *text, gpointer data);

/* Calls func with title and text of each article; FALSE if the corpus is not there. */
static gboolean each_article(ArticleFunc func, gpointer data)
{
    g_autofree char *all = NULL;
    if (!g_file_get_contents(ARTICLES, &all, NULL, NULL)) {
        printf("skipped: %s is not there\n", ARTICLES);
        return FALSE;
    }
    guint count = 0;
    for (char *line = all, *next; *line; line = next) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = '\0';
        cJSON *article = cJSON_Parse(line);
        ck_assert_ptr_nonnull(article);
        const char *title = cJSON_GetStringValue(cJSON_GetObjectItem(article, "title"));
        const char *body = cJSON_GetStringValue(cJSON_GetObjectItem(article, "text"));
        g_autofree char *text = g_strconcat(title ? title : "", " \n", body ? body : "", NULL);
        func(text, data);
        cJSON_Delete(article);
        count++;
    }
    ck_assert_uint_eq(count, 21578);
    return TRUE;
}

/* ---- our list of terms ------------------------------------------------------------------------*/

typedef struct {
    char *term;
    guint32 position; /* 0: none */
} Posting;

static void posting_clear(gpointer posting)
{
    g_free(((Posting *)posting)->term);
}

static int posting_compare(gconstpointer a, gconstpointer b)
{
    const Posting *first = a, *second = b;
    int order = strcmp(first->term, second->term);
    return order ? order
                 : (first->position > second->position) - (first->position < second->position);
}

static void add_postings(const Token *token, gpointer data)
{
    Posting word = {g_strdup(token->word->text), token->position};
    g_array_append_val(data, word);
    for (guint i = 0; i < 2 && token->word->stem[i]; i++) {
        Posting stem = {g_strconcat("Z", token->word->stem[i], NULL), 0};
        g_array_append_val(data, stem);
    }
}

static char *our_list(Lexicon *lexicon, const char *text, gsize length)
{
    g_autoptr(GArray) postings = g_array_new(FALSE, FALSE, sizeof(Posting));
    g_array_set_clear_func(postings, posting_clear);
    tokenizer_run(lexicon, text, length, 1, add_postings, postings);
    g_array_sort(postings, posting_compare);
    GString *list = g_string_new(NULL);
    const Posting *all = (const Posting *)(gpointer)postings->data;
    for (guint i = 0, end; i < postings->len; i = end) {
        for (end = i + 1; end < postings->len && strcmp(all[end].term, all[i].term) == 0;)
            end++;
        g_string_append_printf(list, "%s %u", all[i].term, end - i);
        for (guint p = i; p < end && all[p].position; p++)
            g_string_append_printf(list, " %u", all[p].position);
        g_string_append_c(list, '\n');
    }
    return g_string_free(list, FALSE);
}

static void compare_lists(Lexicon *lexicon, const char *text)
{
    g_autofree char *theirs = termgenerator_list("english", text, strlen(text));
    g_autofree char *ours = our_list(lexicon, text, strlen(text));
    if (strcmp(theirs, ours) == 0)
        return;
    gsize at = 0;
    while (theirs[at] == ours[at])
        at++;
    while (at > 0 && theirs[at - 1] != '\n')
        at--;
    ck_abort_msg("lists differ, TermGenerator: %.40s\n  ours: %.40s\n  text: %s", theirs + at,
                 ours + at, text);
}

/* ---- the same on plain text -------------------------------------------------------------------*/

/* Letters and spaces, and . , ; : ? ! where a space follows; all else becomes a space. */
static void reduce(GString *out, const char *text, gboolean drop)
{
    g_string_truncate(out, 0);
    for (const char *p = text; *p; p++) {
        if (g_ascii_isalpha(*p) || (strchr(".,;:?!", *p) && g_ascii_isspace(p[1])))
            g_string_append_c(out, *p);
        else if (!drop || g_ascii_isspace(*p))
            g_string_append_c(out, ' ');
    }
}

static void check_reduced(const char *text, gpointer lexicon)
{
    g_autoptr(GString) reduced = g_string_new(NULL);
    reduce(reduced, text, FALSE);
    compare_lists(lexicon, reduced->str);
}

START_TEST(test_reduced)
{
    Lexicon *lexicon = lexicon_new("english");
    each_article(check_reduced, lexicon);
    lexicon_free(lexicon);
}
END_TEST

#define SAMPLED 8 /* one article in so many, to be quick */

typedef struct {
    Lexicon *lexicon;
    guint count;
} Sample;

/* Signs left out rather than replaced make other words of the same text: dont, US, ceasefire. */
static void check_dropped(const char *text, gpointer data)
{
    Sample *sample = data;
    if (sample->count++ % SAMPLED != 0)
        return;
    g_autoptr(GString) reduced = g_string_new(NULL);
    reduce(reduced, text, TRUE);
    /* TermGenerator leaves words over 64 bytes out; ours are cut. */
    g_auto(GStrv) words = g_strsplit(reduced->str, " ", -1);
    for (char **word = words; *word; word++)
        if (strlen(*word) > WORD_MAX_CHARACTERS)
            **word = '\0';
    g_autofree char *joined = g_strjoinv(" ", words);
    compare_lists(sample->lexicon, joined);
}

START_TEST(test_dropped)
{
    Sample sample = {lexicon_new("english"), 0};
    each_article(check_dropped, &sample);
    lexicon_free(sample.lexicon);
}
END_TEST

START_TEST(test_rows)
{
    static const char *const rows[] = {
        "",
        "a",
        "A Quick test of the words.",
        "Plan B. Smith, I. A. ",
        "running runs ran! generously? skies: dying; news. ",
        "sses ied ies eed eedly ingly y yes sky happily ",
        "abcdefghijklmnop abcdefghijklmno abcdefghijklmnopq ",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx end",
        "Words with  many   spaces    . and stops . , ; ",
    };
    Lexicon *lexicon = lexicon_new("english");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        compare_lists(lexicon, rows[i]);
    lexicon_free(lexicon);
}
END_TEST

/* ---- the differences on raw text --------------------------------------------------------------*/

typedef enum {
    SAME,
    POSSESSIVE, /* ours only: a word without its 's */
    JOINED,     /* ours only: a compound in one word */
    ELISION,
    DIGIT_APOSTROPHE,
    SEPARATOR_IN_NUMBER,
    AMPERSAND,
    SUFFIX,
    UNDERSCORE,
    ACRONYM,
    LETTERS_AND_DECIMAL,
    ACCENT,
    TOO_LONG,
    PARTS, /* ours only: what the classes above are in ours */
    OTHER,
    CLASSES
} Difference;

static const char *const class_names[CLASSES] = {
    "the same word",
    "ours only: possessive, without its 's",
    "ours only: joined compound",
    "TermGenerator only: elision (d'amato; ours d, amato)",
    "TermGenerator only: apostrophe beside a digit (1990's; ours 1990, s)",
    "TermGenerator only: , or ; in a number (10,000; ours 10000)",
    "TermGenerator only: & elsewhere than between capitals (a&b; ours a, b)",
    "TermGenerator only: + or # after a longer word or a number",
    "TermGenerator only: _ in a word",
    "TermGenerator only: letters of an acronym in small letters, or before a word (u.s., J.F.Kennedy)",
    "TermGenerator only: decimal point behind letters and digits (g20.5; ours g20, 5)",
    "TermGenerator only: letters beyond ASCII (folded in ours)",
    "TermGenerator only: over 64 characters (cut in ours)",
    "ours only: what those words are instead",
    "other",
};

typedef struct {
    Lexicon *lexicon;
    guint64 count[CLASSES];
    GHashTable *words; /* of an article: occurrences in TermGenerator's less those in ours */
    GHashTable *variants;
    GString *others;
} Differences;

static void add_count(GHashTable *table, const char *word, int by)
{
    int count = GPOINTER_TO_INT(g_hash_table_lookup(table, word));
    g_hash_table_insert(table, g_strdup(word), GINT_TO_POINTER(count + by));
}

static void count_ours(const Token *token, gpointer data)
{
    Differences *d = data;
    if (token->flags & TOKEN_JOINED)
        d->count[JOINED]++;
    else if (token->flags & TOKEN_VARIANT)
        d->count[POSSESSIVE]++;
    else
        add_count(d->words, token->word->text, -1);
}

static gboolean begins_with_elision(const char *word)
{
    static const char *const elisions[] = {"l'",    "d'",    "j'",   "m'",     "t'",      "s'",
                                           "n'",    "c'",    "qu'",  "jusqu'", "lorsqu'", "puisqu'",
                                           "dell'", "nell'", "all'", "sull'",  "un'"};
    for (gsize i = 0; i < G_N_ELEMENTS(elisions); i++)
        if (g_str_has_prefix(word, elisions[i]))
            return TRUE;
    return FALSE;
}

static gboolean beside_digit(const char *word, char sign)
{
    for (const char *p = strchr(word, sign); p; p = strchr(p + 1, sign))
        if (g_ascii_isdigit(p[1]) || (p > word && g_ascii_isdigit(p[-1])))
            return TRUE;
    return FALSE;
}

/* Of a word that TermGenerator has and ours hasn't. */
static Difference classify(const char *word)
{
    if (!g_str_is_ascii(word))
        return ACCENT;
    if (strlen(word) > WORD_MAX_CHARACTERS)
        return TOO_LONG;
    if (strchr(word, '_'))
        return UNDERSCORE;
    if (beside_digit(word, '\''))
        return DIGIT_APOSTROPHE;
    if (begins_with_elision(word))
        return ELISION;
    if (strchr(word, '&'))
        return AMPERSAND;
    if (strpbrk(word, "+#"))
        return SUFFIX;
    if (strpbrk(word, ",;"))
        return SEPARATOR_IN_NUMBER;
    if (strchr(word, '.'))
        return g_ascii_isalpha(word[0]) ? LETTERS_AND_DECIMAL : SEPARATOR_IN_NUMBER;
    if (strlen(word) == 1)
        return ACRONYM;
    return OTHER;
}

static void add_difference(Differences *d, const char *word, int difference)
{
    if (difference < 0) {
        d->count[PARTS] += (guint64)-difference;
        return;
    }
    Difference class = classify(word);
    d->count[class] += (guint64)difference;
    if (class == OTHER)
        g_string_append_printf(d->others, " %s", word);
}

static void count_differences(const char *text, gpointer data)
{
    Differences *d = data;
    g_hash_table_remove_all(d->words);
    g_autofree char *list = termgenerator_list("english", text, strlen(text));
    guint64 total = 0;
    for (char *line = list, *next; *line; line = next) {
        next = strchr(line, '\n') + 1;
        next[-1] = '\0';
        char *space = strchr(line, ' ');
        *space = '\0';
        int wdf = (int)g_ascii_strtoll(space + 1, NULL, 10);
        if (*line == 'Z')
            continue;
        add_count(d->words, line, wdf);
        total += (guint64)wdf;
    }
    tokenizer_run(d->lexicon, text, strlen(text), 1, count_ours, d);
    GHashTableIter iter;
    gpointer word, difference;
    g_hash_table_iter_init(&iter, d->words);
    while (g_hash_table_iter_next(&iter, &word, &difference)) {
        int times = GPOINTER_TO_INT(difference);
        if (times != 0)
            add_difference(d, word, times);
        if (times > 0)
            total -= (guint64)times;
    }
    d->count[SAME] += total;
}

START_TEST(test_raw)
{
    Differences d = {.lexicon = lexicon_new("english"),
                     .words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .others = g_string_new(NULL)};
    if (each_article(count_differences, &d)) {
        guint64 theirs = 0;
        for (guint i = ELISION; i < PARTS; i++)
            theirs += d.count[i];
        for (guint i = 0; i < CLASSES; i++)
            printf("%10" G_GUINT64_FORMAT "  %s\n", d.count[i], class_names[i]);
        ck_assert_msg(d.count[OTHER] == 0, "differences of no class:%.2000s", d.others->str);
        ck_assert_uint_gt(d.count[SAME], 50 * theirs);
    }
    g_hash_table_destroy(d.words);
    g_string_free(d.others, TRUE);
    lexicon_free(d.lexicon);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_rows);
    tcase_add_test(tests, test_reduced);
    tcase_add_test(tests, test_dropped);
    tcase_add_test(tests, test_raw);
}

int main(void)
{
    return token_tests_run("termgenerator", add_tests);
}
