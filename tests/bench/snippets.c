/* snippets [-v]: for each query of tests/search/passages, does what is shown hold the passage that
 * a person picked? dateline's first fragment, beside what Xapian's MSet::snippet() and SQLite's
 * snippet() (FTS5) show in as much room. -v prints what is shown where it does not. Run it in the
 * root of the tree. */
#include <stdio.h>
#include <string.h>

#ifdef HAVE_SQLITE
#include <sqlite3.h>
#endif

#include "tests/search/passage-archive.h"
#include "tests/support/xapian-snippet.h"

typedef enum { DATELINE, XAPIAN, FTS5, PROGRAMS } Program;

static const char *const program_names[] = {"dateline", "Xapian", "FTS5"};

/* ---- FTS5 ----------------------------------------------------------------------------------- */

#ifdef HAVE_SQLITE

/* Its room is counted in tokens, of which a line of news has one for six columns. */
#define FTS5_TOKENS (PASSAGE_COLUMNS / 6)

static void must(sqlite3 *db, int status, int wanted)
{
    if (status != wanted)
        g_error("sqlite3: %s", sqlite3_errmsg(db));
}

static sqlite3 *fts5_open(void)
{
    sqlite3 *db;
    must(NULL, sqlite3_open(":memory:", &db), SQLITE_OK);
    return db;
}

/* The words of the query joined by OR, its phrases kept. Free with g_free(). */
static char *fts5_query(const char *query)
{
    GString *out = g_string_new(NULL);
    gboolean quoted = query[0] == '"';
    g_auto(GStrv) words = g_strsplit_set(query, quoted ? "\"" : " '", -1);
    for (gsize i = 0; words[i]; i++) {
        g_strstrip(words[i]);
        if (*words[i])
            g_string_append_printf(out, "%s\"%s\"", out->len ? " OR " : "", words[i]);
    }
    return g_string_free(out, FALSE);
}

/* Each article is a table of its own, since a stemmer is chosen for a table. */
static char *fts5_show(const PassageArticle *article, const char *query)
{
    sqlite3 *db = fts5_open();
    sqlite3_stmt *statement;
    gboolean english = strcmp(article->language, "english") == 0;
    g_autofree char *create =
        g_strdup_printf("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='%s')",
                        english ? "porter unicode61" : "unicode61");
    must(db, sqlite3_exec(db, create, NULL, NULL, NULL), SQLITE_OK);
    must(db, sqlite3_prepare_v2(db, "INSERT INTO t VALUES(?)", -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_text(statement, 1, article->text, -1, SQLITE_STATIC);
    must(db, sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    must(db,
         sqlite3_prepare_v2(db, "SELECT snippet(t, 0, '', '', '...', ?) FROM t WHERE t MATCH ?", -1,
                            &statement, NULL),
         SQLITE_OK);
    g_autofree char *match = fts5_query(query);
    sqlite3_bind_int(statement, 1, FTS5_TOKENS);
    sqlite3_bind_text(statement, 2, match, -1, SQLITE_STATIC);
    char *shown = sqlite3_step(statement) == SQLITE_ROW
                      ? passages_collapse((const char *)sqlite3_column_text(statement, 0))
                      : g_strdup("");
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return shown;
}

#else

static char *fts5_show(const PassageArticle *article, const char *query)
{
    (void)article;
    (void)query;
    return NULL;
}

#endif

/* ---- the table ------------------------------------------------------------------------------ */

static char *xapian_show(XapianSnippets *snippets, guint number, const PassageArticle *article,
                         const char *query)
{
    /* Its room is counted in bytes. */
    gsize bytes = strcmp(article->language, "russian") == 0 ? 2 * PASSAGE_COLUMNS : PASSAGE_COLUMNS;
    g_autofree char *shown = xapian_snippets_make(snippets, number, query, bytes);
    return passages_collapse(shown);
}

typedef struct {
    guint held[PROGRAMS], pairs;
    gboolean missing[PROGRAMS];
} Count;

static void add_up(Count *count, Program program, const PassageArticle *article,
                   const PassagePair *pair, const char *shown, gboolean verbose)
{
    count->missing[program] |= shown == NULL;
    gboolean held = shown && strstr(shown, pair->passage);
    count->held[program] += held;
    if (verbose && shown && !held)
        printf("%s, %s: %s\n  %s\n", program_names[program], article->name, pair->query, shown);
}

static void print_counts(const char *language, const Count *count)
{
    printf("%-10s %5u", language, count->pairs);
    for (int i = 0; i < PROGRAMS; i++)
        if (count->missing[i])
            printf(" %9s", "-");
        else
            printf(" %9u", count->held[i]);
    printf("\n");
}

int main(int argc, char **argv)
{
    static const char *const languages[] = {"english", "german", "french", "russian", "all"};
    gboolean verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    Count counts[G_N_ELEMENTS(languages)] = {0};
    PassageArchive archive;
    passage_archive_open(&archive);
    XapianSnippets *snippets = xapian_snippets_new();
    for (guint i = 0; i < archive.articles->len; i++) {
        const PassageArticle *article = archive.articles->pdata[i];
        xapian_snippets_add(snippets, article->language, article->title, article->text);
    }
    for (guint i = 0; i < archive.articles->len; i++) {
        const PassageArticle *article = archive.articles->pdata[i];
        for (guint k = 0; k < article->pairs->len; k++) {
            const PassagePair *pair = &g_array_index(article->pairs, PassagePair, k);
            g_autofree char *ours = passage_archive_show(&archive, article, pair->query);
            g_autofree char *xapian = xapian_show(snippets, i, article, pair->query);
            g_autofree char *fts5 = fts5_show(article, pair->query);
            const char *const shown[PROGRAMS] = {ours, xapian, fts5};
            for (gsize l = 0; l < G_N_ELEMENTS(languages); l++) {
                gboolean all = l + 1 == G_N_ELEMENTS(languages);
                if (!all && strcmp(languages[l], article->language) != 0)
                    continue;
                counts[l].pairs++;
                for (Program program = 0; program < PROGRAMS; program++)
                    add_up(&counts[l], program, article, pair, shown[program], verbose && all);
            }
        }
    }
    printf("held       pairs %9s %9s %9s\n", program_names[0], program_names[1], program_names[2]);
    for (gsize l = 0; l < G_N_ELEMENTS(languages); l++)
        print_counts(languages[l], &counts[l]);
    if (counts[0].missing[FTS5])
        printf("skipped: FTS5, since there is no sqlite3; 'make bench-deps' installs it\n");
    xapian_snippets_free(snippets);
    passage_archive_close(&archive);
    return 0;
}
