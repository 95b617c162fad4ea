/* fuzz_query: queries as they are typed, and their marks and snippets in any text. */
#include "tests/fuzz/fuzz-private.h"

#include <string.h>

#include "search/columns.h"
#include "search/query-expand.h"
#include "search/query-lex.h"
#include "search/query-xapian.h"
#include "search/searcher.h"
#include "search/snippet-format.h"
#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

/* ---- an index of a few articles ---------------------------------------------------------------*/

/* Opened once; its files may go then. */
static Searcher *searcher_of_few(void)
{
    static Searcher *searcher;
    static const FixtureArticle articles[] = {
        {"a1", "Azerbaijan talks",
         "The women of Azerbaijan and a woman of Kazakhstan. A cease-fire!", "2014-08-08",
         "Northwire", NULL},
        {"b2", "Frieden", "Die Gespräche über den Waffenstillstand. L'eau, l’homme; 10,000 Häuser.",
         "2014", NULL, "german"},
        {"c3", "Мир", "Переговоры о мире в Баку. 北京 和平 會談 user_name C++ U.S.A. example.org",
         NULL, "Südwind", "russian"},
        {NULL, NULL, NULL, NULL, NULL, NULL},
    };
    static const char *const languages[] = {"english", "german", "russian"};
    if (searcher)
        return searcher;
    char *folder = test_tmpdir();
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    fixture_index(index, articles, languages, G_N_ELEMENTS(languages));
    searcher = searcher_open(index, NULL);
    g_assert(searcher != NULL);
    test_remove(folder);
    return searcher;
}

/* 6 August 2014. */
#define NOW 1407283200

static Analysis *choose_languages(guint choice)
{
    static const char *const chosen[][3] = {
        {"english", NULL, NULL},       {"english", "german", "russian"},
        {"french", "italian", NULL},   {"arabic", "turkish", "finnish"},
        {"chinese", "english", NULL},  {"hungarian", "spanish", "dutch"},
        {"nothing known", NULL, NULL}, {"swedish", NULL, NULL}};
    const char *const *names = chosen[choice % G_N_ELEMENTS(chosen)];
    gsize count = 0;
    while (count < G_N_ELEMENTS(chosen[0]) && names[count])
        count++;
    return analysis_new(names, count);
}

/* ---- queries ----------------------------------------------------------------------------------*/

static void check_nodes(const QueryNode *node, gsize length, gboolean negated)
{
    g_assert(node->start <= node->end && node->end <= length);
    g_assert(node->weight > 0);
    if (query_node_is_leaf(node)) {
        g_assert(node->negated == negated);
        g_assert(!query_node_has_words(node) || node->alternatives->len > 0);
        return;
    }
    for (guint i = 0; i < node->children->len; i++)
        check_nodes(node->children->pdata[i], length, negated || node->kind == QUERY_NOT);
}

static char *printed(const Query *query)
{
    GString *out = g_string_new(NULL);
    query_node_print(query->root, out);
    return g_string_free(out, FALSE);
}

static void check_refusal(const GError *error, gsize length)
{
    g_assert(error != NULL && error->domain == INDEX_ERROR && error->code == INDEX_ERROR_QUERY);
    g_assert(g_utf8_validate(error->message, -1, NULL));
    glong place = query_error_character(error);
    g_assert(place >= 0 && (gsize)place <= length + 1);
}

/* The query as it is written back means the same; its brackets may be more than there may be. */
static void check_written(const Query *query, const QuerySettings *settings)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) written = g_string_new(NULL);
    query_node_write(query->root, written);
    g_autoptr(Query) again = query_parse(written->str, written->len, settings, &error);
    if (error && strstr(error->message, "more than 100 brackets"))
        return;
    g_autofree char *first = printed(query), *second = again ? printed(again) : NULL;
    if (error || strcmp(first, second) != 0)
        g_error("'%s' means %s; written '%s' it means %s", query->text, first, written->str,
                error ? error->message : second);
}

/* Any query that was understood can be run, unless it has more patterns than there may be. */
static void check_run(Query *query)
{
    Searcher *searcher = searcher_of_few();
    g_autoptr(GError) error = NULL;
    if (!query_expand(query, searcher->vocabulary, &error)) {
        check_refusal(error, strlen(query->text));
        return;
    }
    g_autoptr(XapQuery) xapian = query_to_xapian(query->root, TRUE, 0.25);
    g_autoptr(XapHits) hits = searcher_run(searcher, xapian, 10, 10, &error);
    g_assert_no_error(error);
    g_assert(xap_hits_count(hits) <= searcher->documents);
}

static void drive_query(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    gsize length;
    guint choice = fuzz_byte(&bytes);
    const char *text = fuzz_take(&bytes, size, &length);
    g_autoptr(Analysis) analysis = choose_languages(choice >> 2);
    QuerySettings settings = {analysis, choice & (QUERY_ANY | QUERY_ALL_IF_EMPTY), {NULL, NOW}};
    g_autoptr(GError) error = NULL;
    g_autoptr(Query) query = query_parse(text, length, &settings, &error);
    if (query == NULL) {
        check_refusal(error, length);
        return;
    }
    g_assert(error == NULL && query->root != NULL);
    check_nodes(query->root, strlen(query->text), FALSE);
    for (guint i = 0; i < query->leaves->len; i++)
        g_assert(((const QueryNode *)query->leaves->pdata[i])->clause == i);
    /* The stop words that were left out may have told in which language others are some. */
    gboolean other_language = query->stopwords->len > 0 && analysis_count(analysis) > 1;
    if (!other_language && (query->root->kind != QUERY_AND || query->root->children->len > 0))
        check_written(query, &settings);
    check_run(query);
}

/* ---- marks and snippets -----------------------------------------------------------------------*/

static gboolean is_border(const char *text, gsize length, gsize at)
{
    return at == length || (text[at] & 0xC0) != 0x80;
}

/* All places are of characters of text, and of words that the query wants. */
static void check_marks(const Query *query, const GArray *marks, const char *text, gsize length)
{
    gsize start = 0;
    for (guint i = 0; i < marks->len; i++) {
        const Mark *mark = &g_array_index(marks, Mark, i);
        g_assert(mark->start >= start && mark->start < mark->end && mark->end <= length);
        g_assert(is_border(text, length, mark->start) && is_border(text, length, mark->end));
        g_assert(mark->clause < query->leaves->len);
        const QueryNode *leaf = query->leaves->pdata[mark->clause];
        g_assert(!leaf->negated && query_node_has_words(leaf));
        start = mark->start;
    }
}

static void check_fragments(const Snippet *snippet, const char *text, gsize length,
                            const SnippetStyle *style)
{
    const char *shown = snippet->text->str;
    gsize at = 0;
    g_assert(snippet->fragments->len <= MIN(MAX(style->fragments, 1), SNIPPET_MAX_FRAGMENTS));
    for (guint i = 0; i < snippet->fragments->len; i++) {
        const SnippetFragment *fragment = &g_array_index(snippet->fragments, SnippetFragment, i);
        g_assert(fragment->start == at && fragment->end <= snippet->text->len);
        g_assert(fragment->from < fragment->to && fragment->to <= length);
        g_assert(is_border(text, length, fragment->from) && is_border(text, length, fragment->to));
        g_autofree char *source =
            fuzz_letters(text + fragment->from, fragment->to - fragment->from);
        g_autofree char *seen =
            fuzz_letters(shown + fragment->start, fragment->end - fragment->start);
        if (!fuzz_has_escapes(text, length))
            g_assert_cmpstr(source, ==, seen);
        for (guint k = 0; k < i; k++) {
            const SnippetFragment *other = &g_array_index(snippet->fragments, SnippetFragment, k);
            g_assert(fragment->to <= other->from || other->to <= fragment->from);
        }
        at = fragment->end + 1;
        g_assert(shown[fragment->end] == (i + 1 < snippet->fragments->len ? '\n' : '\0'));
    }
    g_assert(at == (snippet->fragments->len ? snippet->text->len + 1 : 0));
}

/* What is lit in a snippet is lit in the text. */
static void check_lit(const Snippet *snippet, const char *text, const GArray *marks)
{
    g_autoptr(GHashTable) lit = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < marks->len; i++) {
        const Mark *mark = &g_array_index(marks, Mark, i);
        g_autofree char *word = fuzz_letters(text + mark->start, mark->end - mark->start);
        g_hash_table_add(lit, g_strdup_printf("%u %s", mark->clause, word));
    }
    for (guint i = 0; i < snippet->marks->len; i++) {
        const Mark *mark = &g_array_index(snippet->marks, Mark, i);
        g_autofree char *word =
            fuzz_letters(snippet->text->str + mark->start, mark->end - mark->start);
        g_autofree char *key = g_strdup_printf("%u %s", mark->clause, word);
        if (!g_hash_table_contains(lit, key))
            g_error("'%s' is lit in '%s', but not in the text", key, snippet->text->str);
    }
}

static void check_snippet(const Query *query, const GArray *marks, const char *text, gsize length,
                          const SnippetStyle *style)
{
    g_autoptr(Snippet) snippet = snippet_new();
    snippet_make(snippet, text, length, marks, style);
    fuzz_check_text(snippet->text->str, snippet->text->len, FALSE);
    check_fragments(snippet, text, length, style);
    check_marks(query, snippet->marks, snippet->text->str, snippet->text->len);
    check_lit(snippet, text, marks);
    gsize end = 0;
    for (guint i = 0; i < snippet->ranges->len; i++) {
        const SnippetRange *range = &g_array_index(snippet->ranges, SnippetRange, i);
        g_assert(range->start >= end && range->start < range->end &&
                 range->end <= snippet->text->len);
        end = range->end;
    }
    g_autoptr(GString) json = g_string_new(NULL);
    snippet_format_highlights(snippet, SNIPPET_FORMAT_JSON, json);
    snippet_format_marks(snippet, SNIPPET_FORMAT_JSON, json);
    snippet_format_fragments(snippet, SNIPPET_FORMAT_JSON, json);
    snippet_format_marks_of(text, marks, SNIPPET_FORMAT_JSON, json);
}

/* Languages, sizes, a query up to the end of the line, a text. */
static void drive_highlight(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    gsize asked_length, left;
    guint choice = fuzz_byte(&bytes), fragments = fuzz_byte(&bytes) % 8,
          columns = fuzz_byte(&bytes);
    const char *asked = fuzz_take_to(&bytes, '\n', &asked_length);
    const char *rest = fuzz_take(&bytes, size, &left);
    g_autoptr(Analysis) analysis = choose_languages(choice >> 1);
    QuerySettings settings = {analysis, choice & QUERY_ANY, {NULL, NOW}};
    g_autoptr(Query) query = query_parse(asked, asked_length, &settings, NULL);
    if (query == NULL || !query_expand(query, searcher_of_few()->vocabulary, NULL))
        return;
    g_autofree char *valid = fuzz_valid(rest, left);
    gsize length = strlen(valid);
    /* In memory of just its size, and a NUL. */
    g_autofree char *text = g_memdup2(valid, length + 1);
    g_autofree double *weights = g_new(double, query->leaves->len + 1);
    for (guint i = 0; i < query->leaves->len; i++)
        weights[i] = 0.5 + (i * 7 + choice) % 5;
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    highlighter_run_title(highlighter, NULL, text, MIN(length, strcspn(text, "\n")), marks);
    check_marks(query, marks, text, length);
    highlighter_run(highlighter, analysis_name(analysis, 0), text, length, marks);
    check_marks(query, marks, text, length);
    SnippetStyle style = {fragments, columns, columns % 3 ? weights : NULL, query->leaves->len};
    check_snippet(query, marks, text, length, &style);
}

const FuzzTarget fuzz_query_targets[] = {
    {"query", drive_query},
    {"highlight", drive_highlight},
    {NULL, NULL},
};
