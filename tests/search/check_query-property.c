/* Generated queries, over the articles of corpus/sample and of a collection of news: what the index
 * finds must be what a slow matcher finds that reads every article, token by token, and knows neither
 * Xapian nor the query parser. Queries are made as trees of its own, from words of the articles. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "search/query-expand.h"
#include "search/query-xapian.h"
#include "tests/search/index-fixture.h"
#include "xapian-c/schema.h"

#define QUERIES 300

/* ---- articles ------------------------------------------------------------------------------- */

typedef struct {
    const char *text;    /* folded; interned, so that equal ones have equal addresses */
    const char *stem[2]; /* likewise */
    guint32 position; /* 0: none */
} Occurrence;

typedef struct {
    char id[33];
    GArray *title, *all; /* Occurrence; all: of title and text, 100 positions between */
    char *source, *section, *language;
    char date[32]; /* as the index has it: 2014, 2014-08, 2014-08-08, 2014-08-08T… */
} Article;

static GPtrArray *articles;
static GPtrArray *words; /* to make queries of */
static Searcher *searcher;
static char *folder;
static guint32 seed;

static GStringChunk *strings;

static const char *intern(const char *text)
{
    return text != NULL ? g_string_chunk_insert_const(strings, text) : NULL;
}

static guint random_below(guint n)
{
    seed = seed * 1664525u + 1013904223u;
    return (guint)(((guint64)seed * n) >> 32);
}

static void on_token(const Token *token, gpointer data)
{
    Occurrence occurrence = {intern(token->word->text),
                             {intern(token->word->stem[0]), intern(token->word->stem[1])},
                             token->flags & TOKEN_UNPOSITIONED ? 0 : token->position};
    g_array_append_val((GArray *)data, occurrence);
}

static char *field(const XapHit *hit, const char *name)
{
    GString *value = g_string_new(NULL);
    schema_data_find(hit->data, hit->data_length, name, value);
    return g_string_free(value, FALSE);
}

static Article *read_article(const XapHit *hit, GHashTable *lexicons)
{
    Article *article = g_new0(Article, 1);
    g_autofree char *title = field(hit, "title"), *text = field(hit, "text");
    g_autofree char *date = field(hit, "date"), *identity = NULL;
    gsize length = 0;
    article->source = field(hit, "source");
    article->section = field(hit, "section");
    article->language = field(hit, "language");
    g_strlcpy(article->date, date, sizeof article->date);
    ck_assert(xap_value(searcher->db, hit->docid, SLOT_IDENTITY, &identity, &length, NULL));
    for (gsize i = 0; i < 16; i++)
        g_snprintf(article->id + 2 * i, 3, "%02x", (guchar)identity[i]);
    Lexicon *lexicon = g_hash_table_lookup(lexicons, article->language);
    if (!lexicon) {
        const Language *known = language_find(article->language);
        lexicon = lexicon_new(known ? known->name : NULL);
        g_hash_table_insert(lexicons, g_strdup(article->language), lexicon);
    }
    article->title = g_array_new(FALSE, FALSE, sizeof(Occurrence));
    article->all = g_array_new(FALSE, FALSE, sizeof(Occurrence));
    tokenizer_run(lexicon, title, strlen(title), 1, on_token, article->title);
    guint32 position = tokenizer_run(lexicon, title, strlen(title), 1, on_token, article->all);
    tokenizer_run(lexicon, text, strlen(text), position > 1 ? position + 100 : 1, on_token,
                  article->all);
    return article;
}

static void free_lexicon(gpointer lexicon)
{
    lexicon_free(lexicon);
}

static void read_articles(void)
{
    g_autoptr(GHashTable) lexicons =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_lexicon);
    g_autoptr(XapQuery) all = xap_query_all();
    g_autoptr(XapHits) hits = searcher_run(searcher, all, searcher->documents, 0, NULL);
    articles = g_ptr_array_new();
    words = g_ptr_array_new();
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        Article *article = read_article(xap_hits_get(hits, i), lexicons);
        g_ptr_array_add(articles, article);
        for (guint k = 0; k < article->all->len; k += 7 + i % 5) {
            const char *word = g_array_index(article->all, Occurrence, k).text;
            gboolean plain = strlen(word) > 2;
            for (const char *p = word; *p; p++)
                plain &= g_ascii_islower(*p);
            if (plain)
                g_ptr_array_add(words, g_strdup(word));
        }
    }
}

/* ---- queries: a tree that can be typed, and matched ----------------------------------------- */

typedef enum { WORD, EXACT, WILD, FUZZY, PHRASE, LOOSE, NEAR, BEFORE, TITLE, VALUE, DATE, AND, OR, NOT } Kind;

typedef struct Node {
    Kind kind;
    GString *typed;
    GPtrArray *parts; /* char *: words; of NEAR and BEFORE each a choice with | between */
    guint within;
    char *from, *to; /* of DATE: YYYYMMDD, or empty */
    char *of;        /* of VALUE: the field */
    GPtrArray *children;
    GArray *asked;      /* Occurrence: of WORD and TITLE, the word in each language; NULL before it is read */
    GPtrArray *choices; /* of each part, GPtrArray of interned words; NULL before they are read */
    GHashTable *known;  /* of WILD and FUZZY: interned word → 1 it fits, 2 it does not */
} Node;

static const Article *some_article(void)
{
    return articles->pdata[random_below(articles->len)];
}

static const char *some_word(void)
{
    return words->pdata[random_below(words->len)];
}

/* Words that stand side by side in an article, so that phrases are found at times. */
static GPtrArray *some_run(guint count, guint step)
{
    for (guint attempt = 0; attempt < 1000; attempt++) {
        const Article *article = some_article();
        g_autoptr(GPtrArray) run = g_ptr_array_new_with_free_func(g_free);
        guint at = random_below(MAX(article->all->len, 1));
        for (guint i = at; i < article->all->len && run->len < count; i += 1 + random_below(step)) {
            const char *word = g_array_index(article->all, Occurrence, i).text;
            gboolean plain = TRUE;
            for (const char *p = word; *p; p++)
                plain &= g_ascii_isalpha(*p);
            if (!plain)
                break;
            g_ptr_array_add(run, g_strdup(word));
        }
        if (run->len == count)
            return g_steal_pointer(&run);
    }
    g_assert_not_reached();
}

static Node *node_new(Kind kind)
{
    Node *node = g_new0(Node, 1);
    node->kind = kind;
    node->typed = g_string_new(NULL);
    node->parts = g_ptr_array_new_with_free_func(g_free);
    node->children = g_ptr_array_new();
    return node;
}

static void node_free(Node *node)
{
    for (guint i = 0; i < node->children->len; i++)
        node_free(node->children->pdata[i]);
    g_ptr_array_unref(node->children);
    g_ptr_array_unref(node->parts);
    g_string_free(node->typed, TRUE);
    g_free(node->from);
    g_free(node->to);
    g_free(node->of);
    g_clear_pointer(&node->asked, g_array_unref);
    g_clear_pointer(&node->choices, g_ptr_array_unref);
    g_clear_pointer(&node->known, g_hash_table_unref);
    g_free(node);
}

static void set_parts(Node *node, GPtrArray *parts)
{
    g_ptr_array_unref(node->parts);
    node->parts = parts;
}

/* A word with letters replaced: wildcards that stand for few words. */
static char *some_pattern(void)
{
    g_autofree char *word = g_strdup(some_word());
    gsize length = strlen(word);
    switch (length < 6 ? 0 : random_below(4)) {
    case 0:
        word[1 + random_below((guint)length - 2)] = '?';
        return g_steal_pointer(&word);
    case 1:
        return g_strdup_printf("%.*s*", (int)length - 1, word);
    case 2:
        return g_strdup_printf("*%s", word + length - 5);
    default:
        return g_strdup_printf("%.3s*%s", word, word + length - 2);
    }
}

static void type_list(Node *node, const char *separator)
{
    for (guint i = 0; i < node->parts->len; i++)
        g_string_append_printf(node->typed, "%s%s", i ? separator : "", (char *)node->parts->pdata[i]);
}

static void make_near(Node *node)
{
    set_parts(node, some_run(2 + random_below(2), 4));
    node->within = 2 + random_below(8);
    if (random_below(3) == 0) {
        char **first = (char **)&node->parts->pdata[0];
        g_autofree char *both = g_strdup_printf("%s|%s", *first, some_word());
        g_free(*first);
        *first = g_steal_pointer(&both);
    }
    for (guint i = 0; i < node->parts->len; i++) {
        g_auto(GStrv) choice = g_strsplit(node->parts->pdata[i], "|", -1);
        g_autofree char *alternatives = g_strjoinv(" OR ", choice);
        if (i)
            g_string_append_printf(node->typed, " %s/%u ", node->kind == NEAR ? "NEAR" : "BEFORE",
                                   node->within);
        g_string_append_printf(node->typed, choice[1] ? "(%s)" : "%s", alternatives);
    }
    g_string_prepend_c(node->typed, '(');
    g_string_append_c(node->typed, ')');
}

static void make_date(Node *node)
{
    static const struct {
        const char *typed, *from, *to;
    } dates[] = {
        {"date:2014", "20140101", "20141231"},         {"date:2014-08", "20140801", "20140831"},
        {"date:2014-08-08", "20140808", "20140808"},   {"date:2014-08-05..2014-09-10", "20140805", "20140910"},
        {"date:2014-06..", "20140601", ""},            {"date:..2014-07-15", "", "20140715"},
        {"after:2014-08-08", "20140809", ""},          {"before:2015-02", "", "20150131"},
        {"on:2014-08-07", "20140807", "20140807"},     {"date:201x", "20100101", "20191231"},
        {"date:none", "none", "none"},                 {"date:2020-02-20..2020-10-05", "20200220", "20201005"},
    };
    guint i = random_below(G_N_ELEMENTS(dates));
    g_string_assign(node->typed, dates[i].typed);
    node->from = g_strdup(dates[i].from);
    node->to = g_strdup(dates[i].to);
}

static void make_value(Node *node)
{
    const Article *article = some_article();
    const char *value = article->source;
    node->of = g_strdup("source");
    if (!*value || random_below(3) == 0) {
        value = article->language;
        g_free(node->of);
        node->of = g_strdup("language");
    }
    if (!*value)
        value = "nobody";
    g_ptr_array_add(node->parts, g_strdup(value));
    g_string_append_printf(node->typed, "%s:\"%s\"", node->of, value);
}

static Node *make_leaf(void)
{
    Node *node = node_new((Kind)random_below(AND));
    switch (node->kind) {
    case WORD:
    case EXACT:
    case TITLE:
    case FUZZY:
        g_ptr_array_add(node->parts, g_strdup(some_word()));
        node->within = node->kind == FUZZY ? 1 + random_below(2) : 0;
        g_string_append_printf(node->typed, "%s%s", node->kind == EXACT ? "=" : node->kind == TITLE ? "+title:" : "+",
                               (char *)node->parts->pdata[0]);
        if (node->within)
            g_string_append_printf(node->typed, "~%u", node->within);
        break;
    case WILD:
        g_ptr_array_add(node->parts, some_pattern());
        g_string_append(node->typed, node->parts->pdata[0]);
        break;
    case PHRASE:
    case LOOSE:
        set_parts(node, some_run(2 + random_below(2), node->kind == LOOSE ? 3 : 1));
        node->within = node->kind == LOOSE ? 2 + random_below(8) : 0;
        type_list(node, " ");
        g_string_prepend_c(node->typed, '"');
        g_string_append_c(node->typed, '"');
        if (node->within)
            g_string_append_printf(node->typed, "~%u", node->within);
        break;
    case NEAR:
    case BEFORE:
        make_near(node);
        break;
    case VALUE:
        make_value(node);
        break;
    default:
        make_date(node);
    }
    return node;
}

static Node *make_node(guint depth)
{
    if (depth == 0 || random_below(4) == 0)
        return make_leaf();
    Node *node = node_new(random_below(2) ? AND : OR);
    guint count = 2 + random_below(2);
    for (guint i = 0; i < count; i++) {
        Node *child = make_node(depth - 1);
        if (i && random_below(5) == 0) {
            Node *negation = node_new(NOT);
            const char *typed = child->typed->str + (child->typed->str[0] == '+');
            g_string_append_printf(negation->typed, "-%s", typed);
            g_ptr_array_add(negation->children, child);
            child = negation;
        }
        g_string_append(node->typed, i == 0 ? "(" : node->kind == OR ? " OR " : random_below(2) ? " " : " AND ");
        g_string_append(node->typed, child->typed->str);
        g_ptr_array_add(node->children, child);
    }
    g_string_append_c(node->typed, ')');
    return node;
}

/* ---- the slow matcher ----------------------------------------------------------------------- */

static gboolean fits(const char *pattern, const char *text)
{
    if (*pattern == '*')
        return fits(pattern + 1, text) || (*text && fits(pattern, g_utf8_next_char(text)));
    if (*pattern == '?')
        return *text && fits(pattern + 1, g_utf8_next_char(text));
    return *pattern == *text && (*text == '\0' || fits(pattern + 1, text + 1));
}

/* The textbook's table. */
static guint distance(const char *a, const char *b)
{
    glong m, n;
    g_autofree gunichar *x = g_utf8_to_ucs4_fast(a, -1, &m), *y = g_utf8_to_ucs4_fast(b, -1, &n);
    if (labs(m - n) > 2)
        return 3;
    guint d[70][70];
    for (glong i = 0; i <= m; i++)
        for (glong j = 0; j <= n; j++) {
            d[i][j] = i == 0 || j == 0 ? (guint)(i + j)
                                       : MIN(MIN(d[i - 1][j], d[i][j - 1]) + 1,
                                             d[i - 1][j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                d[i][j] = MIN(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[m][n];
}

static void unref_list(gpointer list)
{
    g_ptr_array_unref(list);
}

static gboolean is_choice(Node *node, guint part, const char *word)
{
    if (!node->choices) {
        node->choices = g_ptr_array_new_with_free_func(unref_list);
        for (guint i = 0; i < node->parts->len; i++) {
            g_auto(GStrv) list = g_strsplit(node->parts->pdata[i], "|", -1);
            GPtrArray *choice = g_ptr_array_new();
            for (gsize k = 0; list[k]; k++)
                g_ptr_array_add(choice, (gpointer)intern(list[k]));
            g_ptr_array_add(node->choices, choice);
        }
    }
    const GPtrArray *choice = node->choices->pdata[part];
    for (guint i = 0; i < choice->len; i++)
        if (choice->pdata[i] == word)
            return TRUE;
    return FALSE;
}

static gboolean same_stem(const Occurrence *asked, const Occurrence *here)
{
    for (guint s = 0; s < 2; s++)
        for (guint t = 0; t < 2; t++)
            if (asked->stem[s] && asked->stem[s] == here->stem[t])
                return TRUE;
    return !asked->stem[0] && here->text == asked->text;
}

/* Whether the text has a word with a stem that the query's word has in any language of the index. */
static gboolean has_stem(Node *node, const GArray *text)
{
    const char *word = node->parts->pdata[0];
    if (!node->asked) {
        node->asked = g_array_new(FALSE, FALSE, sizeof(Occurrence));
        for (gsize l = 0; l < analysis_count(searcher->analysis); l++)
            tokenizer_run(analysis_lexicon(searcher->analysis, l), word, strlen(word), 1, on_token,
                          node->asked);
    }
    for (guint a = 0; a < node->asked->len; a++)
        for (guint i = 0; i < text->len; i++)
            if (same_stem(&g_array_index(node->asked, Occurrence, a), &g_array_index(text, Occurrence, i)))
                return TRUE;
    return FALSE;
}

/* Whether the parts from number `part` on find places, given those that are taken; every combination. */
static gboolean place(Node *node, const GArray *text, guint part, guint32 *taken)
{
    if (part == node->parts->len)
        return TRUE;
    for (guint i = 0; i < text->len; i++) {
        const Occurrence *here = &g_array_index(text, Occurrence, i);
        gboolean possible = here->position > 0;
        for (guint k = 0; possible && k < part; k++) {
            gint64 gap = (gint64)here->position - taken[k];
            guint room = node->within ? node->within : node->parts->len;
            possible = ABS(gap) <= room && gap != 0;
            if (node->kind == BEFORE)
                possible &= gap > 0;
            if (node->kind == PHRASE)
                possible &= gap == (gint64)(part - k);
        }
        if (!possible || !is_choice(node, part, here->text))
            continue;
        taken[part] = here->position;
        if (place(node, text, part + 1, taken))
            return TRUE;
    }
    return FALSE;
}

/* Digits of an article's date, and the first and last day that it may mean. */
static gboolean overlaps(const Article *article, const Node *node)
{
    if (strcmp(node->from, "none") == 0)
        return article->date[0] == '\0';
    char digits[9] = "", first[9], last[9];
    for (const char *p = article->date; *p && *p != 'T'; p++)
        if (g_ascii_isdigit(*p) && strlen(digits) < 8)
            digits[strlen(digits)] = *p;
    if (!*digits)
        return FALSE;
    g_snprintf(first, sizeof first, "%s%s", digits, strlen(digits) == 4 ? "0101" : strlen(digits) == 6 ? "01" : "");
    g_snprintf(last, sizeof last, "%s%s", digits, strlen(digits) == 4 ? "1231" : strlen(digits) == 6 ? "31" : "");
    return (!*node->to || strcmp(first, node->to) <= 0) && (!*node->from || strcmp(last, node->from) >= 0);
}

static gboolean fits_word(Node *node, const char *word)
{
    const char *asked = node->parts->pdata[0];
    if (node->kind == EXACT)
        return strcmp(asked, word) == 0;
    if (!node->known)
        node->known = g_hash_table_new(NULL, NULL);
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(node->known, word));
    if (!known) {
        gboolean fit = node->kind == WILD ? fits(asked, word) : distance(asked, word) <= node->within;
        known = fit ? 1 : 2;
        g_hash_table_insert(node->known, (gpointer)word, GUINT_TO_POINTER(known));
    }
    return known == 1;
}

static gboolean has_word(Node *node, const GArray *text)
{
    for (guint i = 0; i < text->len; i++)
        if (fits_word(node, g_array_index(text, Occurrence, i).text))
            return TRUE;
    return FALSE;
}

static gboolean matches(Node *node, const Article *article)
{
    guint32 taken[8];
    gboolean all = TRUE, any = FALSE;
    switch (node->kind) {
    case WORD:
        return has_stem(node, article->all);
    case TITLE:
        return has_stem(node, article->title);
    case EXACT:
    case WILD:
    case FUZZY:
        return has_word(node, article->all);
    case PHRASE:
    case LOOSE:
    case NEAR:
    case BEFORE:
        return place(node, article->all, 0, taken);
    case VALUE: {
        const char *value = strcmp(node->of, "source") == 0 ? article->source : article->language;
        g_autofree char *is = fold_text(value, strlen(value));
        g_autofree char *should = fold_text(node->parts->pdata[0], strlen(node->parts->pdata[0]));
        return strcmp(is, should) == 0;
    }
    case DATE:
        return overlaps(article, node);
    default:
        for (guint i = 0; i < node->children->len; i++) {
            gboolean one = matches(node->children->pdata[i], article);
            all &= one;
            any |= one;
        }
        return node->kind == NOT ? !any : node->kind == AND ? all : any;
    }
}

/* ---- the comparison ------------------------------------------------------------------------- */

static void count_forms(const QueryNode *leaf, const QueryPattern *pattern, gpointer data)
{
    (void)leaf;
    *(gboolean *)data |= pattern->total > pattern->forms->len;
}

/* The ids that the index finds. *cut: a limit made them fewer. */
static GHashTable *ask(const char *typed, gboolean *cut)
{
    g_autoptr(GError) error = NULL;
    QuerySettings settings = {.analysis = searcher->analysis, .calendar = {NULL, 1407283200}};
    g_autoptr(Query) query = query_parse(typed, strlen(typed), &settings, &error);
    ck_assert_msg(query && query_expand(query, searcher->vocabulary, &error), "%s: %s", typed,
                  error ? error->message : "");
    query_each_pattern(query, count_forms, cut);
    g_autoptr(XapQuery) xapian = query_to_xapian(query->root, TRUE, 0.25);
    g_autoptr(XapHits) hits = searcher_run(searcher, xapian, searcher->documents, 0, &error);
    ck_assert_msg(hits != NULL, "%s: %s", typed, error ? error->message : "");
    GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        g_autofree char *identity = NULL;
        ck_assert(xap_value(searcher->db, xap_hits_get(hits, i)->docid, SLOT_IDENTITY, &identity, NULL, NULL));
        GString *id = g_string_new(NULL);
        for (gsize k = 0; k < 16; k++)
            g_string_append_printf(id, "%02x", (guchar)identity[k]);
        g_hash_table_add(found, g_string_free(id, FALSE));
    }
    return found;
}

static guint compare(Node *node, gboolean *cut)
{
    g_autoptr(GHashTable) found = ask(node->typed->str, cut);
    guint expected = 0;
    for (guint i = 0; !*cut && i < articles->len; i++) {
        const Article *article = articles->pdata[i];
        gboolean should = matches(node, article);
        expected += should;
        ck_assert_msg(should == g_hash_table_contains(found, article->id), "%s: article %s should %sbe found",
                      node->typed->str, article->id, should ? "" : "not ");
    }
    return expected;
}

static gboolean open_index(const char *paths)
{
    searcher = index_fixture_open(paths, &folder);
    if (!searcher)
        return FALSE;
    strings = g_string_chunk_new(1 << 16);
    read_articles();
    return TRUE;
}

static void close_index(void)
{
    searcher_free(searcher);
    g_clear_pointer(&strings, g_string_chunk_free);
    test_remove(folder);
}

static void compare_all(guint queries)
{
    guint found = 0, cuts = 0;
    for (guint i = 0; i < queries; i++) {
        gboolean cut = FALSE;
        Node *node = make_node(i % 3);
        found += compare(node, &cut) > 0;
        cuts += cut;
        node_free(node);
    }
    ck_assert_msg(found > queries / 3, "only %u of %u queries find anything", found, queries);
    ck_assert_msg(cuts < queries / 10, "%u of %u queries were cut", cuts, queries);
}

START_TEST(sample)
{
    seed = 20140808;
    if (open_index("corpus/sample"))
        compare_all(QUERIES);
    close_index();
}
END_TEST

START_TEST(collection)
{
    seed = 19870226;
    if (!g_file_test("../shared/corpora/bbc", G_FILE_TEST_IS_DIR)) {
        printf("skipped: there is no ../shared/corpora/bbc\n");
        return;
    }
    if (open_index("corpus/sample ../shared/corpora/bbc"))
        compare_all(QUERIES);
    close_index();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("query-property");
    TCase *c = tcase_create("query-property");
    tcase_set_timeout(c, 600);
    tcase_add_test(c, sample);
    tcase_add_test(c, collection);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
