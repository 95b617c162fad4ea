/* Generated queries over corpus/sample and collections of news: whatever is marked, read by itself,
 * is what its clause asks for; each passage holds a clause, fits into its room, and cuts no
 * character.
 *
 * The matcher here reads the marked range alone, token by token, and looks each up in the slots of
 * the clause's alternatives; it knows no positions of the whole text. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "search/clause-weight.h"
#include "search/columns.h"
#include "search/hit.h"
#include "search/query-expand.h"
#include "search/query-xapian.h"
#include "tests/search/index-fixture.h"

#define SAMPLE_QUERIES 400
#define COLLECTION_QUERIES 2000
/* So many articles of each query are looked at. */
#define HITS 3

static Searcher *searcher;
static char *folder;
static GPtrArray *texts; /* char *: of some articles, to make queries of */
static guint32 seed;

static guint random_below(guint n)
{
    seed = seed * 1664525u + 1013904223u;
    return (guint)(((guint64)seed * n) >> 32);
}

/* ---- queries -------------------------------------------------------------------------------- */

/* Some words that stand side by side in an article, as they are written; a word has three bytes at
 * least if it is the only one. */
static char *some_words(guint count)
{
    for (;;) {
        const char *text = texts->pdata[random_below(texts->len)];
        gsize length = strlen(text);
        const char *p = text + random_below((guint)length);
        while (p > text && ((*p & 0xC0) == 0x80 || g_unichar_isalnum(g_utf8_get_char(p))))
            p--;
        GString *words = g_string_new(NULL);
        guint found = 0;
        for (gboolean inside = FALSE; *p && found <= count; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            gboolean wordy = g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '-' || c == 0x2019;
            found += wordy && !inside;
            if (wordy && found <= count)
                g_string_append_len(words, p, g_utf8_next_char(p) - p);
            else if (inside && found < count)
                g_string_append_c(words, ' ');
            inside = wordy;
        }
        if (found > count && words->len > 2 && g_unichar_isalnum(g_utf8_get_char(words->str)))
            return g_string_free(words, FALSE);
        g_string_free(words, TRUE);
    }
}

static void append_pattern(GString *query)
{
    g_autofree char *word = some_words(1);
    glong length = g_utf8_strlen(word, -1);
    glong cut = length < 4 ? length : length - 1 - (glong)random_below((guint)length / 2);
    g_string_append_len(query, word, g_utf8_offset_to_pointer(word, cut) - word);
    g_string_append(query, length < 4 ? "" : "*");
}

static void append_near(GString *query, const char *operator)
{
    g_autofree char *words = some_words(3);
    g_auto(GStrv) each = g_strsplit(words, " ", -1);
    g_string_append_printf(query, "%s %s/%u %s", each[0], operator, 2 + random_below(9),
                           each[g_strv_length(each) - 1]);
}

static void append_leaf(GString *query)
{
    g_autofree char *one = some_words(1), *two = some_words(2 + random_below(2));
    switch (random_below(10)) {
    case 0:
        g_string_append_printf(query, "\"%s\"", two);
        break;
    case 1:
        g_string_append_printf(query, "\"%s\"~%u", two, 3 + random_below(8));
        break;
    case 2:
        append_near(query, "NEAR");
        break;
    case 3:
        append_near(query, "BEFORE");
        break;
    case 4:
        append_pattern(query);
        break;
    case 5:
        g_string_append_printf(query, "%s~", one);
        break;
    case 6:
        g_string_append_printf(query, "=%s", one);
        break;
    case 7:
        g_string_append_printf(query, "title:%s", one);
        break;
    default:
        g_string_append(query, one);
    }
}

static char *make_query(void)
{
    GString *query = g_string_new(NULL);
    guint leaves = 1 + random_below(4);
    gboolean either = random_below(2) == 0;
    for (guint i = 0; i < leaves; i++) {
        if (i > 0)
            g_string_append(query, either ? " OR (" : " (");
        else
            g_string_append(query, "(");
        append_leaf(query);
        g_string_append_c(query, ')');
    }
    if (random_below(4) == 0) {
        g_autofree char *word = some_words(1);
        g_string_prepend_c(query, '(');
        g_string_append_printf(query, ") -(\"%s\")", word);
    }
    return g_string_free(query, FALSE);
}

/* ---- what a mark is ------------------------------------------------------------------------- */

typedef struct {
    char *text, *stem[2];
    guint32 position;
} Piece;

static void clear_piece(gpointer data)
{
    Piece *piece = data;
    g_free(piece->text);
    g_free(piece->stem[0]);
    g_free(piece->stem[1]);
}

static void on_token(const Token *token, gpointer data)
{
    const Word *word = token->word;
    if (token->flags & TOKEN_UNPOSITIONED)
        return;
    Piece piece = {
        g_strdup(word->text), {g_strdup(word->stem[0]), g_strdup(word->stem[1])}, token->position};
    g_array_append_val((GArray *)data, piece);
}

static gboolean has(const GPtrArray *set, const char *text)
{
    return text && g_ptr_array_find_with_equal_func((GPtrArray *)set, text, g_str_equal, NULL);
}

static gboolean fits(const QuerySlot *slot, gboolean stemmed, const Piece *piece)
{
    gboolean found = has(slot->words, piece->text);
    found |= stemmed && (has(slot->stems, piece->stem[0]) || has(slot->stems, piece->stem[1]));
    for (guint i = 0; i < slot->patterns->len; i++)
        found |= has(((const QueryPattern *)slot->patterns->pdata[i])->forms, piece->text);
    return found;
}

static gboolean fits_at(const QueryAlternative *alternative, guint slot, const GArray *pieces,
                        guint32 position)
{
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        if (piece->position == position &&
            fits(alternative->slots->pdata[slot], alternative->stemmed, piece))
            return TRUE;
    }
    return FALSE;
}

/* Whether the pieces, read from their first position on, are an alternative of the leaf; of words
 * near each other, one of its slots. */
static gboolean serves(const QueryNode *leaf, const GArray *pieces)
{
    for (guint i = 0; i < leaf->alternatives->len; i++) {
        const QueryAlternative *alternative = leaf->alternatives->pdata[i];
        gboolean all = TRUE, any = FALSE;
        for (guint k = 0; k < alternative->slots->len; k++) {
            all &= fits_at(alternative, k, pieces, k + 1);
            any |= fits_at(alternative, k, pieces, 1) || fits_at(alternative, k, pieces, 2);
        }
        /* A word may be a compound, whose joined form stands at each of its places. */
        if (all || (any && (leaf->within || alternative->slots->len == 1)))
            return TRUE;
    }
    return FALSE;
}

static void check_marks(const char *typed, const Query *query, const Hit *hit)
{
    Lexicon *lexicon = analysis_lexicon_for(searcher->analysis, hit_language(hit));
    for (guint i = 0; i < hit->marks->len; i++) {
        Mark mark = g_array_index(hit->marks, Mark, i);
        g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
        g_array_set_clear_func(pieces, clear_piece);
        const QueryNode *leaf = query->leaves->pdata[mark.clause];
        const char *range = hit->text->str + mark.start;
        ck_assert_msg(mark.start < mark.end && mark.end <= hit->text->len, "%s: mark %u", typed, i);
        ck_assert_msg(!leaf->negated && !(leaf->field && *leaf->field->prefix),
                      "%s: clause %u is marked", typed, mark.clause);
        tokenizer_run(lexicon, range, mark.end - mark.start, 1, on_token, pieces);
        ck_assert_msg(serves(leaf, pieces), "%s: '%.*s' is no %s", typed,
                      (int)(mark.end - mark.start), range, leaf->written);
    }
}

/* ---- what a passage is ---------------------------------------------------------------------- */

static gboolean has_filter(const Query *query)
{
    for (guint i = 0; i < query->leaves->len; i++)
        if (!query_node_has_words(query->leaves->pdata[i]))
            return TRUE;
    return FALSE;
}

/* Marks, joiners and the like belong to what stands before them. */
static gboolean divides(const GString *text, gsize at)
{
    if (at == 0 || at >= text->len)
        return FALSE;
    ck_assert((text->str[at] & 0xC0) != 0x80);
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text->str + at));
    return g_unichar_ismark(g_utf8_get_char(text->str + at)) || before == 0x200D;
}

static guint marks_in(const Snippet *snippet, const SnippetFragment *fragment)
{
    guint count = 0;
    for (guint i = 0; i < snippet->marks->len; i++) {
        const Mark *mark = &g_array_index(snippet->marks, Mark, i);
        count += mark->start >= fragment->start && mark->end <= fragment->end;
    }
    return count;
}

/* Is there a mark that fits into so many columns, with an ellipsis and a space on both sides? A phrase in a script of wide
 * characters may be wider than a passage. */
static gboolean has_narrow_mark(const Hit *hit, gsize columns)
{
    for (guint i = 0; i < hit->marks->len; i++) {
        const Mark *mark = &g_array_index(hit->marks, Mark, i);
        if (columns_of_text(hit->text->str + mark->start, mark->end - mark->start) + 4 <= columns)
            return TRUE;
    }
    return FALSE;
}

static void check_fragment(const char *typed, const Hit *hit, guint number, gsize columns)
{
    const Snippet *snippet = hit->snippet;
    const SnippetFragment *fragment = &g_array_index(snippet->fragments, SnippetFragment, number);
    gsize wide =
        columns_of_text(snippet->text->str + fragment->start, fragment->end - fragment->start);
    ck_assert_msg(wide <= columns, "%s: %zu columns, not %zu: %s", typed, wide, columns,
                  snippet->text->str);
    ck_assert_msg(!divides(hit->text, fragment->from) && !divides(hit->text, fragment->to),
                  "%s: a character is cut: %s", typed, snippet->text->str);
    ck_assert_msg(!has_narrow_mark(hit, columns) || marks_in(snippet, fragment) > 0 || columns < 40,
                  "%s: fragment %u of %zu columns shows no clause: %s", typed, number, columns,
                  snippet->text->str);
    for (guint i = 0; i < number; i++) {
        const SnippetFragment *other = &g_array_index(snippet->fragments, SnippetFragment, i);
        ck_assert_msg(fragment->to <= other->from || other->to <= fragment->from, "%s: overlap: %s",
                      typed, snippet->text->str);
    }
}

/* What is highlighted in the snippet is what is marked in the text. */
static void check_shown_marks(const char *typed, const Hit *hit)
{
    for (guint i = 0; i < hit->snippet->marks->len; i++) {
        Mark mark = g_array_index(hit->snippet->marks, Mark, i);
        g_autofree char *shown =
            g_strndup(hit->snippet->text->str + mark.start, mark.end - mark.start);
        gboolean found = FALSE;
        for (guint k = 0; k < hit->marks->len && !found; k++) {
            const Mark *other = &g_array_index(hit->marks, Mark, k);
            const char *word = hit->text->str + other->start, *end = word;
            while (!g_unichar_isspace(g_utf8_get_char(end)) &&
                   end < word + (other->end - other->start))
                end = g_utf8_next_char(end);
            found = other->clause == mark.clause && strncmp(shown, word, (gsize)(end - word)) == 0;
        }
        ck_assert_msg(found, "%s: '%s' is highlighted", typed, shown);
    }
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void check_hit(const char *typed, const Query *query, Highlighter *highlighter,
                      const XapHit *found, const double *weights)
{
    g_autoptr(Hit) hit = hit_new();
    SnippetStyle style = {1 + random_below(4), 20 + random_below(280), weights, query->leaves->len};
    ck_assert(hit_read(hit, searcher, highlighter, found, HIT_WITH_HEADING | HIT_WITH_SNIPPET,
                       &style, NULL));
    ck_assert(g_utf8_validate(hit->snippet->text->str, (gssize)hit->snippet->text->len, NULL));
    check_marks(typed, query, hit);
    ck_assert_msg(hit->marks->len > 0 || hit->heading->ranges->len > 0 || has_filter(query),
                  "%s: nothing is marked in '%s'", typed, hit->field[HIT_TITLE]->str);
    ck_assert_uint_le(hit->snippet->fragments->len, style.fragments);
    for (guint i = 0; i < hit->snippet->fragments->len; i++)
        check_fragment(typed, hit, i, style.columns);
    check_shown_marks(typed, hit);
}

/* Whether the query finds anything. */
static gboolean check_query(const char *typed)
{
    g_autoptr(GError) error = NULL;
    QuerySettings settings = {.analysis = searcher->analysis, .calendar = {NULL, 1407283200}};
    g_autoptr(Query) query = query_parse(typed, strlen(typed), &settings, NULL);
    /* What was picked out of a text may make no query: two compounds beside NEAR, for one. */
    if (!query || !query_expand(query, searcher->vocabulary, NULL))
        return FALSE;
    g_autofree double *weights = clause_weights(searcher->db, query, &error);
    g_autoptr(XapQuery) xapian = query_to_xapian(query->root, TRUE, 0);
    g_autoptr(XapHits) hits = searcher_run(searcher, xapian, HITS, searcher->documents, &error);
    ck_assert_msg(weights && hits, "%s: %s", typed, error ? error->message : "");
    g_autoptr(Highlighter) highlighter = highlighter_new(query, searcher->analysis);
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        check_hit(typed, query, highlighter, xap_hits_get(hits, i), weights);
    return xap_hits_count(hits) > 0;
}

static void read_texts(void)
{
    g_autoptr(XapQuery) all = xap_query_all();
    g_autoptr(XapHits) hits = searcher_run(searcher, all, searcher->documents, 0, NULL);
    texts = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < xap_hits_count(hits); i += 1 + xap_hits_count(hits) / 1000) {
        const XapHit *hit = xap_hits_get(hits, i);
        GString *text = g_string_new(NULL);
        schema_data_find(hit->data, hit->data_length, "text", text);
        char *text_of = g_string_free(text, FALSE);
        if (*text_of)
            g_ptr_array_add(texts, text_of);
        else
            g_free(text_of);
    }
}

/* FALSE if there is nothing to open it with. */
static gboolean open_index(const char *paths)
{
    searcher = index_fixture_open(paths, &folder);
    if (!searcher)
        return FALSE;
    read_texts();
    return TRUE;
}

static void run_queries(const char *paths, guint count)
{
    if (!open_index(paths))
        return;
    guint found = 0;
    for (guint i = 0; i < count; i++) {
        g_autofree char *typed = make_query();
        found += check_query(typed);
    }
    searcher_free(searcher);
    g_ptr_array_unref(texts);
    test_remove(folder);
    ck_assert_msg(found > count / 2, "only %u of %u queries find anything", found, count);
}

START_TEST(sample)
{
    seed = 20140808;
    run_queries("corpus/sample", SAMPLE_QUERIES);
}
END_TEST

START_TEST(collections)
{
    static const char *const names[] = {"bbc", "russian", "gnad10k_de", "time"};
    g_autoptr(GString) paths = g_string_new(NULL);
    seed = 19870226;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename("../shared/corpora", names[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            g_string_append_printf(paths, " %s", path);
        else
            printf("skipped: there is no %s\n", path);
    }
    if (paths->len)
        run_queries(paths->str, COLLECTION_QUERIES);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("snippet-property");
    TCase *c = tcase_create("snippet-property");
    tcase_set_timeout(c, 600);
    tcase_add_test(c, sample);
    tcase_add_test(c, collections);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
