/* tally-fixture: an index of articles with all kinds of dates, sources, sections, authors and
 * languages, made as the indexer makes one, in three segments. */
#pragma once

#include <check.h>
#include <glib.h>
#include <string.h>

#include "search/searcher.h"
#include "stemmer/stemmer.h"
#include "tests/support/tmpdir.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"

typedef struct {
    const char *words;
    const char *date; /* 2014, 2014-08, 2014-08-08, 2014-08-08T23:30:00Z; NULL: none */
    const char *source, *section, *language;
    const char *authors; /* a line each */
} TallyArticle;

static inline void tally_add_term(XapWriter *writer, const char *prefix, const char *value)
{
    g_autoptr(GString) term = g_string_new(NULL);
    g_autofree char *folded = fold_text(value, strlen(value));
    schema_boolean_term(term, prefix, folded, strlen(folded));
    xap_document_add_term(writer, term->str, term->len, 0);
}

static inline void tally_add_value(XapWriter *writer, guint32 slot, const char *value)
{
    g_autofree char *folded = fold_text(value, strlen(value));
    xap_document_set_value(writer, slot, folded, MIN(strlen(folded), TERM_MAX_BYTES));
}

static inline void tally_add_date(XapWriter *writer, const char *date)
{
    static const struct {
        gsize length;
        const char *rest, *precision;
    } forms[] = {{4, "-01-01T00:00:00Z", "y"},
                 {7, "-01T00:00:00Z", "m"},
                 {10, "T00:00:00Z", "d"},
                 {20, "", "i"}};
    gsize form = 0;
    while (forms[form].length != strlen(date))
        form++;
    g_autofree char *whole = g_strconcat(date, forms[form].rest, NULL);
    g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(whole, NULL);
    g_autofree char *day = g_date_time_format(moment, "%Y%m%d");
    char bytes[XAP_SORTABLE_BYTES];
    gsize length = xap_sortable((double)g_date_time_to_unix(moment), bytes);
    xap_document_set_value(writer, SLOT_INSTANT, bytes, length);
    xap_document_set_value(writer, SLOT_DAY, day, 8);
    xap_document_set_value(writer, SLOT_PRECISION, forms[form].precision, 1);
    for (gsize digits = 8; digits >= 4; digits -= 2) {
        g_autofree char *term = g_strdup_printf("%s%.*s",
                                                digits == 8   ? PREFIX_DAY
                                                : digits == 6 ? PREFIX_MONTH
                                                              : PREFIX_YEAR,
                                                (int)digits, day);
        if (digits <= 4 + 2 * form)
            xap_document_add_term(writer, term, strlen(term), 0);
    }
}

static inline void tally_add_article(XapWriter *writer, const TallyArticle *article, guint number)
{
    g_autoptr(GString) data = g_string_new(NULL);
    guint8 identity[16] = {(guint8)(number * 37), (guint8)(number >> 8), (guint8)number};
    xap_document_begin(writer);
    xap_document_set_value(writer, SLOT_IDENTITY, identity, sizeof identity);
    g_auto(GStrv) words = g_strsplit(article->words, " ", -1);
    for (guint i = 0; words[i]; i++)
        xap_document_add_word(writer, words[i], strlen(words[i]), i + 1);
    if (article->date)
        tally_add_date(writer, article->date);
    const struct {
        const char *value, *name, *prefix;
        guint32 slot;
    } fields[] = {{article->source, "source", PREFIX_SOURCE, SLOT_SOURCE},
                  {article->section, "section", PREFIX_SECTION, SLOT_SECTION},
                  {article->language, "language", PREFIX_LANGUAGE, SLOT_LANGUAGE},
                  {article->authors, "author", PREFIX_AUTHOR, SLOT_AUTHOR}};
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (!fields[i].value)
            continue;
        g_auto(GStrv) lines = g_strsplit(fields[i].value, "\n", -1);
        for (guint k = 0; lines[k]; k++)
            tally_add_term(writer, fields[i].prefix, lines[k]);
        tally_add_value(writer, fields[i].slot, fields[i].value);
        schema_data_append(data, fields[i].name, fields[i].value, strlen(fields[i].value));
    }
    xap_document_set_data(writer, data->str, data->len);
    g_assert_true(xap_document_end(writer, NULL, NULL));
}

#define TALLY_SEGMENTS 3

/* Makes the folder index of articles, up to one without words. */
static inline void tally_index(const char *index, const TallyArticle *articles)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folder = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
    for (guint segment = 0; segment < TALLY_SEGMENTS; segment++) {
        g_ptr_array_add(names, g_strdup_printf("00000%u", segment + 1));
        g_autofree char *path = g_build_filename(folder, names->pdata[segment], NULL);
        g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
        for (guint i = 0; articles[i].words; i++)
            if (i % TALLY_SEGMENTS == segment)
                tally_add_article(writer, &articles[i], i);
        g_assert_true(xap_writer_commit(writer, NULL));
    }
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = TOKENIZER_VERSION;
    settings->schema_version = SCHEMA_VERSION;
    g_ptr_array_add(settings->languages, g_strdup("english"));
    g_assert_true(layout_write_settings(index, settings, NULL));
    g_assert_true(layout_write_stub(index, names, NULL));
}
