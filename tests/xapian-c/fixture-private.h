/* fixture-private: small databases and index folders for the tests of this room. */
#pragma once

#include <check.h>
#include <glib.h>
#include <string.h>

#include "tests/support/tmpdir.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

/* A document: its words stand at positions 1, 2, …; a list of them ends in one without words. */
typedef struct {
    const char *data;
    const char *words;    /* separated by spaces */
    const char *identity; /* value of SLOT_IDENTITY; NULL: as data */
    const char *day;      /* value of SLOT_DAY; NULL: none */
} FixtureDocument;

#define ck_assert_no_error(error)                                                                  \
    ck_assert_msg((error) == NULL, "%s", (error) != NULL ? (error)->message : "")

static inline guint32 fixture_add(XapWriter *writer, const FixtureDocument *document)
{
    g_autoptr(GError) error = NULL;
    guint32 docid = 0;
    xap_document_begin(writer);
    g_auto(GStrv) words = g_strsplit(document->words, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        if (words[i][0] != '\0')
            xap_document_add_word(writer, words[i], strlen(words[i]), i + 1);
    const char *identity = document->identity != NULL ? document->identity : document->data;
    xap_document_set_value(writer, SLOT_IDENTITY, identity, strlen(identity));
    if (document->day != NULL)
        xap_document_set_value(writer, SLOT_DAY, document->day, strlen(document->day));
    xap_document_set_data(writer, document->data, strlen(document->data));
    ck_assert_msg(xap_document_end(writer, &docid, &error), "%s", error ? error->message : "");
    return docid;
}

static inline void fixture_database(const char *dir, const FixtureDocument *documents)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapWriter) writer = xap_writer_create(dir, &error);
    ck_assert_no_error(error);
    for (const FixtureDocument *next = documents; next->words != NULL; next++)
        fixture_add(writer, next);
    ck_assert(xap_writer_commit(writer, &error));
}

static inline char *fixture_segment_path(const char *index, const char *segment)
{
    return g_build_filename(index, LAYOUT_SEGMENTS, segment, NULL);
}

/* A segment of an index folder that no stub names yet. */
static inline void fixture_segment(const char *index, const char *segment,
                                   const FixtureDocument *documents)
{
    g_autofree char *segments = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    g_autofree char *dir = fixture_segment_path(index, segment);
    ck_assert_int_eq(g_mkdir_with_parents(segments, 0777), 0);
    fixture_database(dir, documents);
}

/* Publishes a stub that names these segments, separated by spaces. */
static inline void fixture_publish(const char *index, const char *names)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) list = g_strsplit(names, " ", -1);
    g_autoptr(GPtrArray) segments = g_ptr_array_new();
    for (char **name = list; *name != NULL; name++)
        g_ptr_array_add(segments, *name);
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = 1;
    settings->schema_version = SCHEMA_VERSION;
    ck_assert(layout_write_settings(index, settings, &error));
    ck_assert(layout_write_stub(index, segments, &error));
}

static inline void fixture_drop(const char *index, const char *segment)
{
    test_remove(fixture_segment_path(index, segment));
}

/* An open folder with what went wrong as the test's failure. */
static inline XapDatabase *fixture_open(const char *path)
{
    g_autoptr(GError) error = NULL;
    XapDatabase *db = xap_open(path, &error);
    ck_assert_no_error(error);
    return db;
}

/* The query of words separated by spaces. */
static inline XapQuery *fixture_query(XapOperator op, const char *words, guint window)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)xap_query_unref);
    for (char **word = list; *word != NULL; word++)
        g_ptr_array_add(parts, xap_query_term(*word, strlen(*word)));
    return xap_query_combine(op, (XapQuery *const *)parts->pdata, parts->len, window);
}

/* The data of the hits in their order, separated by spaces; an error is "error CODE: message". */
static inline char *fixture_hits(XapDatabase *db, const XapRequest *request)
{
    g_autoptr(GError) error = NULL;
    XapRequest with_data = *request;
    with_data.with_data = TRUE;
    g_autoptr(XapHits) hits = xap_run(db, &with_data, &error);
    if (hits == NULL)
        return g_strdup_printf("error %d: %s", error->code, error->message);
    GString *list = g_string_new(NULL);
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        const XapHit *hit = xap_hits_get(hits, i);
        g_string_append_printf(list, "%s%.*s", i > 0 ? " " : "", (int)hit->data_length, hit->data);
    }
    return g_string_free(list, FALSE);
}

/* The same for a query, which it takes. */
static inline char *fixture_answer(XapDatabase *db, XapQuery *query)
{
    XapRequest request = {.query = query, .count = 1000, .k1 = 1.2, .b = 0.75};
    char *answer = fixture_hits(db, &request);
    xap_query_unref(query);
    return answer;
}

/* Runs a suite and gives the exit status of the program. */
static inline int fixture_main(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
