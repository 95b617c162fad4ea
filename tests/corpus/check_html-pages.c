/* Saved pages of real publishers, where they are at hand, against what is right: the table by country, and the least
 * that must be right of titles, dates and texts. DATELINE_VERBOSE=1 prints a line for each page. */
#include <cjson/cJSON.h>

#include "tests/corpus/corpus-test.h"

#define SHARED "../shared/corpora/html"
#define TITLES_LEAST 0.90
#define DATES_LEAST 0.85
#define TEXTS_LEAST 0.88

typedef struct {
    guint pages, titles, dates;
    double f1;
} Score;

/* ---- what is right ----------------------------------------------------------------------------*/

static cJSON *read_json(const char *path)
{
    char *text = NULL;
    ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "can't read %s", path);
    cJSON *root = cJSON_Parse(text);
    g_free(text);
    ck_assert_msg(root != NULL, "no JSON: %s", path);
    return root;
}

static void append_paragraphs(GString *to, const cJSON *truth)
{
    const cJSON *body = cJSON_GetObjectItem(truth, "body"), *section, *paragraph;
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(body, "sections"))
    {
        cJSON_ArrayForEach(paragraph, cJSON_GetObjectItem(section, "paragraphs"))
        {
            if (cJSON_IsString(paragraph))
                g_string_append_printf(to, "%s\n", paragraph->valuestring);
        }
    }
}

/* ---- measures ---------------------------------------------------------------------------------*/

/* Words, in small letters: runs of letters and digits; a Han or Kana character each. */
static GHashTable *words_of(const char *text, guint *total)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) word = g_string_new(NULL);
    *total = 0;
    for (const char *p = text;; p = g_utf8_next_char(p)) {
        gunichar c = *p ? g_utf8_get_char(p) : 0;
        gboolean alone = c >= 0x3040 && c < 0xA000, letter = c && g_unichar_isalnum(c);
        if (word->len && (!letter || alone)) {
            guint count = GPOINTER_TO_UINT(g_hash_table_lookup(words, word->str));
            g_hash_table_insert(words, g_strdup(word->str), GUINT_TO_POINTER(count + 1));
            ++*total;
            g_string_truncate(word, 0);
        }
        if (letter)
            g_string_append_unichar(word, g_unichar_tolower(c));
        if (c == 0)
            return words;
    }
}

static double f1(const char *found, const char *right)
{
    guint n_found, n_right, common = 0;
    g_autoptr(GHashTable) a = words_of(found, &n_found), b = words_of(right, &n_right);
    GHashTableIter iter;
    gpointer word, count;
    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &word, &count))
        common += MIN(GPOINTER_TO_UINT(count), GPOINTER_TO_UINT(g_hash_table_lookup(b, word)));
    return n_found + n_right ? 2.0 * common / (n_found + n_right) : 1;
}

/* Letters and digits alone, in small letters. */
static char *normal(const char *text)
{
    GString *out = g_string_new(NULL);
    g_autofree char *form = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    for (const char *p = form; p && *p; p = g_utf8_next_char(p))
        if (g_unichar_isalnum(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(p)));
    return g_string_free(out, FALSE);
}

static gboolean is_right_title(const char *found, const char *right)
{
    g_autofree char *a = normal(found), *b = normal(right);
    return strcmp(a, b) == 0;
}

static gboolean is_right_day(const Seen *seen, const char *right)
{
    ArticleDate date;
    g_autofree char *text = g_strdup(right ? right : "");
    if (!date_parse(text, strlen(text), &date) || seen->date.precision < DATE_DAY)
        return FALSE;
    gint64 found = (seen->date.seconds + seen->date.zone_minutes * 60) / 86400;
    return found == (date.seconds + date.zone_minutes * 60) / 86400 || seen->date.seconds / 86400 == date.seconds / 86400;
}

/* ---- pages ------------------------------------------------------------------------------------*/

static const char *string_of(const cJSON *object, const char *name)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));
    return value ? value : "";
}

/* A publisher's pages stand in one file with what is right of them, under names that don't name the page: of those the
 * one with the text most like it is meant. */
static void score_page(const char *path, const cJSON *truths, Score *score)
{
    g_autoptr(GPtrArray) all = read_path(path, NULL);
    const Seen *seen = seen_at(all, 0);
    const cJSON *truth, *best = NULL;
    double best_f1 = -1;
    cJSON_ArrayForEach(truth, truths)
    {
        g_autoptr(GString) right = g_string_new(NULL);
        append_paragraphs(right, truth);
        double value = f1(seen->field[ARTICLE_TEXT], right->str);
        if (is_right_title(seen->field[ARTICLE_TITLE], string_of(truth, "title")))
            value += 1;
        if (value > best_f1) {
            best_f1 = value;
            best = truth;
        }
    }
    gboolean title = is_right_title(seen->field[ARTICLE_TITLE], string_of(best, "title"));
    gboolean day = is_right_day(seen, string_of(best, "publishing_date"));
    best_f1 -= title;
    score->pages++;
    score->titles += title;
    score->dates += day;
    score->f1 += best_f1;
    if (g_getenv("DATELINE_VERBOSE"))
        printf("%-60s title %d date %d F1 %.3f  %s | %s\n", path + strlen(SHARED), title, day, best_f1,
               title ? "" : seen->field[ARTICLE_TITLE], title ? "" : string_of(best, "title"));
}

static Score score_country(const char *country)
{
    Score score = {0};
    g_autofree char *folder = g_build_filename(SHARED, country, NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)) != NULL) {
        if (!g_str_has_suffix(name, ".html.gz"))
            continue;
        g_autofree char *publisher = g_strndup(name, strcspn(name, "_"));
        g_autofree char *file = g_strconcat(publisher, ".json", NULL);
        g_autofree char *truths = g_build_filename(folder, file, NULL), *page = g_build_filename(folder, name, NULL);
        cJSON *root = read_json(truths);
        score_page(page, root, &score);
        cJSON_Delete(root);
    }
    return score;
}

static void print_score(const char *name, const Score *score)
{
    printf("%-8s %5u pages  titles %5.1f %%  dates %5.1f %%  F1 %.3f\n", name, score->pages,
           100.0 * score->titles / score->pages, 100.0 * score->dates / score->pages, score->f1 / score->pages);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

START_TEST(pages_are_read_right)
{
    g_autoptr(GDir) dir = g_dir_open(SHARED, 0, NULL);
    if (dir == NULL) {
        printf("skipped: no %s\n", SHARED);
        return;
    }
    g_autoptr(GPtrArray) countries = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    Score sum = {0};
    while ((name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(countries, g_strdup(name));
    g_ptr_array_sort(countries, compare_names);
    for (guint i = 0; i < countries->len; i++) {
        Score score = score_country(countries->pdata[i]);
        if (score.pages)
            print_score(countries->pdata[i], &score);
        sum = (Score){sum.pages + score.pages, sum.titles + score.titles, sum.dates + score.dates, sum.f1 + score.f1};
    }
    print_score("all", &sum);
    fflush(stdout);
    ck_assert_double_ge(1.0 * sum.titles / sum.pages, TITLES_LEAST);
    ck_assert_double_ge(1.0 * sum.dates / sum.pages, DATES_LEAST);
    ck_assert_double_ge(sum.f1 / sum.pages, TEXTS_LEAST);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("html-pages");
    TCase *cases = tcase_create("pages");
    tcase_set_timeout(cases, 300);
    tcase_add_test(cases, pages_are_read_right);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
