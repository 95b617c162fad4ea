/* fts5: SQLite's full-text index over the articles that dateline indexes.
 *
 *     fts5 load DATABASE FILE.jsonl     builds it, prints how many articles it took
 *     fts5 optimize DATABASE            merges its segments into one
 *
 * Porter stems, positions and the text itself are stored, all in one transaction that is never
 * synced. All other settings are SQLite's own; a page cache of more than its 2 MB made it no
 * faster.
 */
#include "tests/bench/articles.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

static const char *const columns[] = {"title",  "text",    "id",  "date",    "source",
                                      "author", "section", "url", "language"};

static gboolean run(sqlite3 *db, const char *statement)
{
    char *message = NULL;
    if (sqlite3_exec(db, statement, NULL, NULL, &message) == SQLITE_OK)
        return TRUE;
    fprintf(stderr, "fts5: %s: %s\n", statement, message);
    sqlite3_free(message);
    return FALSE;
}

static gboolean insert_all(sqlite3 *db, sqlite3_stmt *insert, FILE *file)
{
    char *buffer = NULL;
    size_t size = 0;
    int status = SQLITE_DONE;
    guint64 articles = 0;
    cJSON *article;
    while (status == SQLITE_DONE && (article = articles_next(file, &buffer, &size)) != NULL) {
        for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
            sqlite3_bind_text(insert, (int)i + 1, articles_text(article, columns[i]), -1,
                              SQLITE_STATIC);
        status = sqlite3_step(insert);
        sqlite3_reset(insert);
        cJSON_Delete(article);
        articles++;
    }
    free(buffer);
    if (status == SQLITE_DONE)
        printf("%" G_GUINT64_FORMAT "\n", articles);
    else
        fprintf(stderr, "fts5: inserting failed: %s\n", sqlite3_errmsg(db));
    return status == SQLITE_DONE;
}

static gboolean load(sqlite3 *db, const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (file == NULL) {
        fprintf(stderr, "fts5: opening '%s' failed: %s\n", path, g_strerror(errno));
        return FALSE;
    }
    sqlite3_stmt *insert = NULL;
    gboolean good =
        run(db,
            "CREATE VIRTUAL TABLE articles USING fts5(title, text, id UNINDEXED, date UNINDEXED, "
            "source UNINDEXED, author UNINDEXED, section UNINDEXED, url UNINDEXED, "
            "language UNINDEXED, tokenize='porter')") &&
        run(db, "BEGIN") &&
        sqlite3_prepare_v2(db, "INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?)", -1, &insert,
                           NULL) == SQLITE_OK &&
        insert_all(db, insert, file);
    sqlite3_finalize(insert);
    if (file != stdin)
        fclose(file);
    return good && run(db, "COMMIT");
}

int main(int argc, char **argv)
{
    gboolean loading = argc == 4 && strcmp(argv[1], "load") == 0;
    if (!loading && !(argc == 3 && strcmp(argv[1], "optimize") == 0)) {
        fprintf(stderr, "usage: fts5 load DATABASE FILE.jsonl | fts5 optimize DATABASE\n");
        return 2;
    }
    sqlite3 *db = NULL;
    gboolean good = sqlite3_open(argv[2], &db) == SQLITE_OK && run(db, "PRAGMA journal_mode=OFF") &&
                    run(db, "PRAGMA synchronous=OFF") &&
                    (loading ? load(db, argv[3])
                             : run(db, "INSERT INTO articles(articles) VALUES ('optimize')"));
    return sqlite3_close(db) == SQLITE_OK && good ? 0 : 2;
}
