/* fuzz_layout: the files of an index folder: stub, settings, journal, checksums, and the list of
 * words. */
#include "tests/fuzz/fuzz-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "search/analysis.h"
#include "tests/support/tmpdir.h"
#include "xapian-c/checksums.h"
#include "xapian-c/layout.h"
#include "xapian-c/wordlist.h"

/* ---- a folder ---------------------------------------------------------------------------------*/

/* One for all inputs; gone at the end. */
static char *folder;

static void remove_folder(void)
{
    test_remove(folder);
}

static const char *index_folder(void)
{
    if (folder == NULL) {
        folder = test_tmpdir();
        atexit(remove_folder);
    }
    return folder;
}

/* NULL removes it. */
static void put(const char *name, const char *bytes, gsize length)
{
    g_autofree char *path = g_build_filename(index_folder(), name, NULL);
    FILE *file = bytes ? fopen(path, "w") : NULL;
    if (bytes == NULL) {
        g_remove(path);
        return;
    }
    g_assert(file != NULL && fwrite(bytes, 1, length, file) == length);
    fclose(file);
}

static void check_answer(gconstpointer answer, const GError *error)
{
    g_assert((answer == NULL) == (error != NULL));
    g_assert(error == NULL ||
             (error->domain == INDEX_ERROR && error->code != INDEX_ERROR_INTERNAL));
}

/* ---- the stub ---------------------------------------------------------------------------------*/

static void drive_stub(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    g_autoptr(GError) error = NULL;
    put(LAYOUT_STUB, bytes, length);
    g_autoptr(GPtrArray) segments = layout_read_stub(index_folder(), &error);
    check_answer(segments, error);
    if (segments == NULL)
        return;
    g_assert(segments->len > 0);
    for (guint i = 0; i < segments->len; i++)
        g_assert(strspn(segments->pdata[i], "0123456789") == strlen(segments->pdata[i]));
    g_assert(layout_write_stub(index_folder(), segments, NULL));
    g_assert(layout_sum(index_folder(), LAYOUT_STUB) == LAYOUT_SUM_RIGHT);
    g_autoptr(GPtrArray) again = layout_read_stub(index_folder(), NULL);
    g_assert(again != NULL && again->len == segments->len);
    for (guint i = 0; i < segments->len; i++)
        g_assert_cmpstr(segments->pdata[i], ==, again->pdata[i]);
}

/* ---- settings ---------------------------------------------------------------------------------*/

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_same(const IndexSettings *a, const IndexSettings *b)
{
    g_assert(a->format_version == b->format_version &&
             a->tokenizer_version == b->tokenizer_version);
    g_assert(a->schema_version == b->schema_version);
    g_assert(a->positions == b->positions && a->text == b->text);
    g_assert_cmpstr(a->default_language, ==, b->default_language);
    g_assert_cmpstr(a->detected, ==, b->detected);
    g_assert(a->ranking.k1 == b->ranking.k1 && a->ranking.b == b->ranking.b);
    g_assert(a->ranking.title_weight == b->ranking.title_weight);
    g_assert(a->languages->len == b->languages->len);
    g_ptr_array_sort(a->languages, compare_names);
    for (guint i = 0; i < a->languages->len; i++)
        g_assert_cmpstr(a->languages->pdata[i], ==, b->languages->pdata[i]);
}

/* Settings, and behind a separator a stub. */
static void drive_settings(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    gsize length, stub_length;
    const char *text = fuzz_take_to(&bytes, FUZZ_SEPARATOR, &length);
    const char *stub = fuzz_take(&bytes, size, &stub_length);
    g_autoptr(GError) error = NULL;
    put(LAYOUT_SETTINGS, text, length);
    put(LAYOUT_STUB, stub_length ? stub : NULL, stub_length);
    g_autoptr(IndexSettings) settings = layout_read_settings(index_folder(), &error);
    check_answer(settings, error);
    if (settings == NULL)
        return;
    g_assert(settings->format_version >= 1 && settings->format_version <= LAYOUT_FORMAT_VERSION);
    g_assert(settings->tokenizer_version >= 1 && settings->schema_version >= 1);
    g_autoptr(Analysis) analysis =
        analysis_new((const char *const *)settings->languages->pdata, settings->languages->len);
    g_assert(analysis_count(analysis) >= 1);
    g_assert(layout_write_settings(index_folder(), settings, NULL));
    g_assert(layout_sum(index_folder(), LAYOUT_SETTINGS) == LAYOUT_SUM_RIGHT);
    g_autoptr(IndexSettings) again = layout_read_settings(index_folder(), &error);
    g_assert_no_error(error);
    check_same(settings, again);
}

/* ---- the journal ------------------------------------------------------------------------------*/

static void drive_journal(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    g_autoptr(GError) error = NULL;
    put(LAYOUT_JOURNAL, bytes, length);
    g_autoptr(GPtrArray) entries = layout_read_journal(index_folder(), &error);
    check_answer(entries, error);
    if (entries == NULL)
        return;
    LayoutSum sum = layout_sum(index_folder(), LAYOUT_JOURNAL);
    g_assert(entries->len == 0 || sum == LAYOUT_SUM_NONE || sum == LAYOUT_SUM_RIGHT);
    g_assert(layout_write_journal(index_folder(), entries, NULL));
    g_autoptr(GPtrArray) again = layout_read_journal(index_folder(), NULL);
    g_assert(again != NULL && again->len == entries->len);
    for (guint i = 0; i < entries->len; i++) {
        const JournalEntry *a = entries->pdata[i], *b = again->pdata[i];
        g_assert(a->docid >= 1 && a->docid == b->docid);
        g_assert_cmpstr(a->segment, ==, b->segment);
        g_assert_cmpstr(a->successor, ==, b->successor);
    }
}

/* ---- checksums --------------------------------------------------------------------------------*/

#define TABLE "postlist.glass"
#define FORGOTTEN "docdata.glass"

static void on_damage(const ChecksumDamage *damage, gpointer data)
{
    g_assert(damage->kind <= CHECKSUM_EXTRA && damage->file != NULL);
    g_assert(strchr(damage->file, '/') == NULL);
    ++*(guint *)data;
}

/* A checksum file whose last line fits, so that what stands before is read; in one of four inputs
 * it is what it is. A table of two blocks lies beside it, and one that is not in the file that the
 * seeds have. */
static void drive_checksums(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    guint choice = fuzz_byte(&bytes), damages = 0;
    gsize length;
    const char *rest = fuzz_take(&bytes, size, &length);
    g_autoptr(GString) text = g_string_new_len(rest, (gssize)length);
    if (choice % 4) {
        guint64 hash = XXH3_64bits(text->str, text->len);
        g_string_append_printf(text, "end %016" G_GINT64_MODIFIER "x\n", hash);
    }
    put(CHECKSUMS_FILE, text->str, text->len);
    g_autofree char *zeros = g_malloc0(CHECKSUMS_BLOCK + 1);
    put(TABLE, zeros, choice & 4 ? CHECKSUMS_BLOCK + 1 : 0);
    put(FORGOTTEN, choice & 8 ? zeros : NULL, 3);
    g_autoptr(GError) error = NULL;
    gboolean compared = checksums_verify(index_folder(), on_damage, &damages, &error);
    check_answer(compared ? text : NULL, error);
    if (choice >> 4 != 0)
        return;
    damages = 0;
    g_assert(checksums_write(index_folder(), NULL));
    g_assert(checksums_verify(index_folder(), on_damage, &damages, NULL) && damages == 0);
}

/* ---- the list of words ------------------------------------------------------------------------*/

/* Reads on to the end, or to damage. */
static gboolean read_words(WordlistReader *reader, guint32 *count)
{
    WordlistEntry entry;
    WordlistAnswer answer;
    g_autoptr(GString) before = g_string_new(NULL);
    for (*count = 0; (answer = wordlist_reader_next(reader, &entry)) == WORDLIST_WORD; ++*count) {
        g_assert(entry.length >= 1 && entry.length <= WORDLIST_WORD_MAX);
        g_assert(entry.word[entry.length] == '\0');
        g_assert(*count < wordlist_reader_count(reader));
        int order = memcmp(before->str, entry.word, MIN(before->len, entry.length));
        g_assert(*count == 0 || order < 0 || (order == 0 && before->len < entry.length));
        g_string_truncate(before, 0);
        g_string_append_len(before, entry.word, (gssize)entry.length);
    }
    g_assert(answer == WORDLIST_END || wordlist_reader_next(reader, &entry) == WORDLIST_DAMAGED);
    return answer == WORDLIST_END;
}

/* The first byte is how long a word is looked for; its hash is made to fit in three of four inputs.
 */
static void drive_wordlist(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    const gsize hashed_from = 16;
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    guint choice = fuzz_byte(&bytes);
    gsize wanted_length, length;
    const char *wanted = fuzz_take(&bytes, choice >> 4, &wanted_length);
    const char *rest = fuzz_take(&bytes, size, &length);
    g_autofree char *blob = g_malloc(length ? length : 1);
    memcpy(blob, rest, length);
    if (choice % 4 && length >= hashed_from) {
        guint64 hash = GUINT64_TO_LE(XXH3_64bits(blob + hashed_from, length - hashed_from));
        memcpy(blob + 8, &hash, sizeof hash);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(WordlistReader) reader = wordlist_reader_new(blob, length, &error);
    check_answer(reader, error);
    if (reader == NULL)
        return;
    guint32 all, later;
    gboolean whole = read_words(reader, &all);
    g_assert(!whole || all == wordlist_reader_count(reader));
    wordlist_reader_seek(reader, wanted, wanted_length);
    /* The table of blocks is of use to seeking alone. */
    if (read_words(reader, &later))
        g_assert(!whole || later <= all);
    const char *const blobs[] = {blob, blob};
    const gsize lengths[] = {length, length};
    g_autoptr(GBytes) merged = wordlist_merge(blobs, lengths, G_N_ELEMENTS(blobs), &error);
    check_answer(merged, error);
    g_assert((merged != NULL) == whole);
}

const FuzzTarget fuzz_layout_targets[] = {
    {"stub", drive_stub},           {"settings", drive_settings}, {"journal", drive_journal},
    {"checksums", drive_checksums}, {"wordlist", drive_wordlist}, {NULL, NULL},
};
