/* segments-fixture-private: small segments for tests of the index folder, and what a reader sees.
 *
 * An article is a number below ARTICLES; its version is a digit. A view is a text with a character
 * for each article: its version, '-' if it is not there, '*' if it is there more than once. */
#pragma once

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "indexer/segments-private.h"
#include "tests/support/tmpdir.h"
#include "xapian-c/checksums.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

#define ARTICLES 20

#define assert_no_error(done, error)                                                               \
    ck_assert_msg((done) && (error) == NULL, "%s",                                                 \
                  (error) != NULL ? (error)->message : "no message")

/* Has temporary folders made in memory where there is such a place: the tests wait for the disk
 * thousands of times, and nothing of theirs is to survive. Before anything else. */
static inline void fixture_use_memory(void)
{
    if (g_access("/dev/shm", W_OK | X_OK) == 0)
        g_setenv("TMPDIR", "/dev/shm", FALSE);
}

/* Writes articles into the new folder path, docids from 1: all of those in articles ("0 1 2"),
 * which are numbers of at most ARTICLES, unless filler is set: then that many articles nobody looks
 * for. */
static inline gboolean fixture_write(const char *path, const char *articles, char version,
                                     guint filler)
{
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    if (writer == NULL)
        return FALSE;
    g_auto(GStrv) numbers = g_strsplit(articles, " ", -1);
    for (char **number = numbers; *number != NULL && **number != '\0'; number++) {
        g_autofree char *identity = g_strconcat(PREFIX_ID, *number, NULL);
        xap_document_begin(writer);
        xap_document_add_word(writer, "news", 4, 1);
        xap_document_add_term(writer, identity, strlen(identity), 0);
        xap_document_set_value(writer, SLOT_IDENTITY, *number, strlen(*number));
        xap_document_set_data(writer, &version, 1);
        if (!xap_document_end(writer, NULL, NULL))
            return FALSE;
    }
    for (guint i = 0; i < filler; i++) {
        g_autofree char *word = g_strdup_printf("filler%u", i);
        xap_document_begin(writer);
        xap_document_add_word(writer, word, strlen(word), 1);
        xap_document_set_value(writer, SLOT_IDENTITY, word, strlen(word));
        xap_document_set_data(writer, word, strlen(word));
        if (!xap_document_end(writer, NULL, NULL))
            return FALSE;
    }
    return xap_writer_set_metadata(writer, METADATA_LANGUAGES, "english", 7, NULL) &&
           xap_writer_commit(writer, NULL);
}

/* Makes a segment; its name is the folder's. NULL on failure. */
static inline const char *fixture_segment(IndexFolder *folder, const char *articles, char version,
                                          guint filler)
{
    g_autofree char *name = index_folder_new_segment(folder);
    g_autofree char *path = index_folder_segment_path(folder, name);
    return fixture_write(path, articles, version, filler) ? index_folder_intern(folder, name)
                                                          : NULL;
}

/* What a reader sees of the index at path; to be freed with g_free(). */
static inline char *fixture_view(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = xap_open(path, &error);
    if (db == NULL)
        return g_strdup(error->message);
    GString *view = g_string_new(NULL);
    guint found = 0;
    for (guint i = 0; i < ARTICLES; i++) {
        g_autofree char *term = g_strdup_printf(PREFIX_ID "%u", i);
        g_autoptr(XapQuery) query = xap_query_term(term, strlen(term));
        XapRequest request = {.query = query, .count = 10, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
        g_autoptr(XapHits) hits = xap_run(db, &request, &error);
        if (hits == NULL) {
            g_string_append(view, error->message);
            return g_string_free(view, FALSE);
        }
        gsize count = xap_hits_count(hits);
        found += count;
        g_string_append_c(view, count == 0  ? '-'
                                : count > 1 ? '*'
                                            : xap_hits_get(hits, 0)->data[0]);
    }
    g_autoptr(XapQuery) query = xap_query_term("news", 4);
    XapRequest request = {
        .query = query, .count = 1000, .check_at_least = 1000, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = xap_run(db, &request, &error);
    if (hits == NULL || xap_hits_count(hits) != found)
        g_string_append(view, " and another number of articles");
    return g_string_free(view, FALSE);
}

/* The stub's segments, as text. */
static inline char *fixture_stub(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) names = layout_read_stub(path, &error);
    if (names == NULL)
        return g_strdup(error->message);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static inline int fixture_compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The rankings that the stub's segments tell, as text, each once. */
static inline char *fixture_rankings(const char *path)
{
    g_autoptr(GPtrArray) names = layout_read_stub(path, NULL);
    g_autoptr(GPtrArray) rankings = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; names != NULL && i < names->len; i++) {
        g_autofree char *segment = g_build_filename(path, LAYOUT_SEGMENTS, names->pdata[i], NULL);
        g_autoptr(XapDatabase) db = xap_open(segment, NULL);
        char *ranking = NULL;
        if (db == NULL || !xap_metadata(db, METADATA_RANKING, &ranking, NULL, NULL))
            ranking = g_strdup("unreadable");
        if (g_ptr_array_find_with_equal_func(rankings, ranking, g_str_equal, NULL))
            g_free(ranking);
        else
            g_ptr_array_add(rankings, ranking);
    }
    g_ptr_array_add(rankings, NULL);
    return g_strjoinv(" ", (char **)rankings->pdata);
}

/* The names in a folder, sorted, as text. */
static inline char *fixture_entries(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (dir == NULL)
        return g_strdup("no folder");
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, fixture_compare_names);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static inline char *fixture_segments(const char *path)
{
    g_autofree char *segments = g_build_filename(path, LAYOUT_SEGMENTS, NULL);
    return fixture_entries(segments);
}

static inline void fixture_count_damage(const ChecksumDamage *damage, gpointer data)
{
    (void)damage;
    ++*(guint *)data;
}

/* An index at rest: no journal, no files but the live segments', and the checksums are right. */
static inline void fixture_assert_sound(const char *path, const char *what)
{
    g_autofree char *stub = fixture_stub(path);
    g_autofree char *segments = fixture_segments(path);
    g_autoptr(GPtrArray) names = layout_read_stub(path, NULL);
    ck_assert_msg(names != NULL, "%s: %s", what, stub);
    g_ptr_array_sort(names, fixture_compare_names);
    g_ptr_array_add(names, NULL);
    g_autofree char *sorted = g_strjoinv(" ", (char **)names->pdata);
    ck_assert_msg(strcmp(sorted, segments) == 0, "%s: live are %s, there are %s", what, sorted,
                  segments);
    g_autofree char *entries = fixture_entries(path);
    ck_assert_msg(strcmp(entries, "XAPIANDB lock segments settings") == 0, "%s: there are %s", what,
                  entries);
    for (guint i = 0; names->pdata[i] != NULL; i++) {
        g_autofree char *segment = g_build_filename(path, LAYOUT_SEGMENTS, names->pdata[i], NULL);
        guint damages = 0;
        g_autoptr(GError) error = NULL;
        gboolean verified = checksums_verify(segment, fixture_count_damage, &damages, &error);
        ck_assert_msg(verified && damages == 0, "%s: %s: %u damages %s", what, segment, damages,
                      error != NULL ? error->message : "");
    }
}

static inline guint32 fixture_documents(const char *path)
{
    g_autoptr(XapDatabase) db = xap_open(path, NULL);
    XapStatistics statistics = {0};
    ck_assert(db != NULL && xap_statistics(db, &statistics, NULL));
    return statistics.documents;
}
