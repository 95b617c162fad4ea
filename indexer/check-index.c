#include "indexer/check-index.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/check-documents.h"
#include "indexer/check-segment.h"
#include "indexer/lock.h"
#include "indexer/sweep.h"
#include "stemmer/stemmer.h"
#include "xapian-c/checksums.h"
#include "xapian-c/schema.h"

/* A check that a writer overtook is begun anew so often. */
#define ATTEMPTS 5

typedef struct {
    const char *index;
    const CheckOptions *options;
    CheckReport *report;
    IndexSettings *settings; /* NULL: can't be read */
    GPtrArray *names;        /* of the segments; NULL likewise */
    GPtrArray *journal;      /* NULL likewise */
} Look;

static void look_clear(Look *look)
{
    g_clear_pointer(&look->settings, index_settings_free);
    g_clear_pointer(&look->names, g_ptr_array_unref);
    g_clear_pointer(&look->journal, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)

/* ---- the files beside the segments ------------------------------------------------------------*/

/* Damage of a file, or, where it may not be read, or is of another version, what ends the check. */
static gboolean take_error(const Look *look, const char *file, GError *failure, GError **error)
{
    CheckReport *report = look->report;
    if (failure == NULL)
        return TRUE;
    gboolean newer = failure->code == INDEX_ERROR_VERSION &&
                     layout_sum(look->index, file) != LAYOUT_SUM_WRONG;
    if (failure->code == INDEX_ERROR_PERMISSION || newer) {
        g_propagate_error(error, failure);
        return FALSE;
    }
    check_report_add(report, CHECK_DAMAGE, file, "%s", failure->message);
    g_error_free(failure);
    return TRUE;
}

static void look_at_sum(const Look *look, const char *name, gboolean read)
{
    LayoutSum sum = layout_sum(look->index, name);
    if (!read)
        return;
    if (sum == LAYOUT_SUM_WRONG)
        check_report_add(look->report, CHECK_DAMAGE, name,
                         "other bytes than dateline wrote; if they were changed by hand, 'dateline check "
                         "--repair' takes them over");
    else if (sum == LAYOUT_SUM_NONE)
        check_report_add(look->report, CHECK_NOTE, name,
                         "it has no checksum, so that a change of single bytes need not show");
}

static gboolean look_at_files(Look *look, GError **error)
{
    GError *failure = NULL;
    look->settings = layout_read_settings(look->index, &failure);
    if (!take_error(look, LAYOUT_SETTINGS, g_steal_pointer(&failure), error))
        return FALSE;
    look_at_sum(look, LAYOUT_SETTINGS, look->settings != NULL);
    look->names = layout_read_stub(look->index, &failure);
    if (!take_error(look, LAYOUT_STUB, g_steal_pointer(&failure), error))
        return FALSE;
    look_at_sum(look, LAYOUT_STUB, look->names != NULL);
    look->journal = layout_read_journal(look->index, &failure);
    return take_error(look, LAYOUT_JOURNAL, g_steal_pointer(&failure), error);
}

static void look_at_lock(const Look *look)
{
    g_autofree char *path = g_build_filename(look->index, LAYOUT_LOCK, NULL);
    g_autofree char *holder = NULL;
    switch (index_lock_look(path, &holder)) {
    case LOCK_FREE:
        break;
    case LOCK_HELD:
        check_report_add(look->report, CHECK_NOTE, LAYOUT_LOCK, "a writer is at work: %s", holder);
        break;
    case LOCK_LEFT:
        check_report_add(look->report, CHECK_NOTE, LAYOUT_LOCK,
                         "its last writer died: %s; the next one completes its work", holder);
        break;
    }
}

/* ---- what lies about --------------------------------------------------------------------------*/

static gboolean is_among(const char *name, const char *const *known)
{
    return g_strv_contains(known, name);
}

static void note_strays(const Look *look, const char *folder, const char *const *known,
                        const GPtrArray *also)
{
    g_autofree char *path = g_build_filename(look->index, folder, NULL);
    g_autoptr(GPtrArray) names = sweep_entries(path, NULL);
    for (guint i = 0; names != NULL && i < names->len; i++) {
        const char *name = names->pdata[i];
        if (is_among(name, known) ||
            (also != NULL && g_ptr_array_find_with_equal_func((GPtrArray *)also, name, g_str_equal, NULL)))
            continue;
        g_autofree char *file = *folder != '\0' ? g_build_filename(folder, name, NULL) : g_strdup(name);
        gboolean ours = sweep_segment_number(name) > 0 || g_str_has_suffix(name, ".new");
        check_report_add(look->report, CHECK_NOTE, file, "%s",
                         ours ? "left by a writer that died; the next one removes it"
                              : "no part of the index");
    }
}

static void look_for_strays(const Look *look)
{
    static const char *const top[] = {LAYOUT_STUB,    LAYOUT_SETTINGS, LAYOUT_LOCK,     LAYOUT_JOURNAL,
                                      LAYOUT_REJECTS, LAYOUT_NOTES,    LAYOUT_SEGMENTS, NULL};
    static const char *const none[] = {NULL};
    static const char *const tables[] = {"iamglass",       "flintlock",      "docdata.glass",
                                         "postlist.glass", "position.glass", "termlist.glass",
                                         "spelling.glass", "synonym.glass",  CHECKSUMS_FILE, NULL};
    note_strays(look, "", top, NULL);
    if (look->names == NULL)
        return;
    note_strays(look, LAYOUT_SEGMENTS, none, look->names);
    for (guint i = 0; i < look->names->len; i++) {
        g_autofree char *folder = g_build_filename(LAYOUT_SEGMENTS, look->names->pdata[i], NULL);
        note_strays(look, folder, tables, NULL);
    }
}

/* ---- segments ---------------------------------------------------------------------------------*/

static gboolean is_unsettled(const Look *look, const char *name)
{
    for (guint i = 0; look->journal != NULL && i < look->journal->len; i++)
        if (strcmp(((const JournalEntry *)look->journal->pdata[i])->segment, name) == 0)
            return TRUE;
    return FALSE;
}

static void note_texts(const Look *look)
{
    const IndexSettings *settings = look->settings;
    if (settings == NULL || check_documents_comparable(settings))
        return;
    if (!settings->text)
        check_report_add(look->report, CHECK_NOTE, NULL,
                         "the index stores no texts, so that words were not compared with them");
    else
        check_report_add(look->report, CHECK_NOTE, NULL,
                         "words were not compared with texts, as another version of dateline cut them "
                         "(tokenizer %d, schema %d; this one: %d, %d)",
                         settings->tokenizer_version, settings->schema_version, TOKENIZER_VERSION,
                         SCHEMA_VERSION);
}

/* The share of a segment in the sample, by its bytes: how many documents it has is not known yet. */
static guint32 sample_of(const Look *look, const guint64 *bytes, guint64 total, guint i)
{
    return total > 0 ? (guint32)((double)look->options->sample * (double)bytes[i] / (double)total) : 0;
}

static gboolean look_at_segments(const Look *look, GError **error)
{
    if (look->names == NULL)
        return TRUE;
    g_autofree guint64 *bytes = g_new0(guint64, look->names->len);
    guint64 total = 0;
    for (guint i = 0; i < look->names->len; i++) {
        g_autofree char *dir = g_build_filename(look->index, LAYOUT_SEGMENTS, look->names->pdata[i], NULL);
        sweep_measure(dir, FALSE, &bytes[i], NULL);
        total += bytes[i];
    }
    for (guint i = 0; i < look->names->len; i++) {
        const char *name = look->names->pdata[i];
        CheckSegment options = {.index = look->index, .settings = look->settings,
                                .full = look->options->full,
                                .sample = sample_of(look, bytes, total, i),
                                .unsettled = is_unsettled(look, name)};
        if (!check_segment(&options, name, look->report, error))
            return FALSE;
    }
    note_texts(look);
    return TRUE;
}

/* ---- the index --------------------------------------------------------------------------------*/

/* A folder with neither settings nor segments is none of ours, whatever else it is. */
static gboolean is_ours(const char *index)
{
    g_autofree char *settings = g_build_filename(index, LAYOUT_SETTINGS, NULL);
    g_autofree char *segments = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    return g_file_test(settings, G_FILE_TEST_EXISTS) || g_file_test(segments, G_FILE_TEST_IS_DIR);
}

static gboolean is_database(const char *index)
{
    g_autofree char *version = g_build_filename(index, "iamglass", NULL);
    return g_file_test(version, G_FILE_TEST_EXISTS);
}

/* A database of anyone's; also a segment of ours by itself. */
static gboolean look_at_foreign(const Look *look, GError **error)
{
    g_autofree char *stub = g_build_filename(look->index, LAYOUT_STUB, NULL);
    struct stat info;
    if (stat(look->index, &info) != 0) {
        g_set_error(error, INDEX_ERROR, index_error_code(errno), "can't check '%s': %s", look->index,
                    errno == ENOENT ? "there is no such index" : g_strerror(errno));
        return FALSE;
    }
    if (S_ISDIR(info.st_mode) && access(look->index, R_OK | X_OK) != 0) {
        index_error_set(error, errno, "read", look->index);
        return FALSE;
    }
    if (!is_database(look->index) && !checksums_exist(look->index)) {
        const char *why = !S_ISDIR(info.st_mode) ? "it is a file; name the folder of an index"
                          : g_file_test(stub, G_FILE_TEST_EXISTS)
                              ? "its " LAYOUT_STUB " names databases that dateline did not make; name one of these"
                              : "the folder holds no index";
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX, "can't check '%s': %s", look->index, why);
        return FALSE;
    }
    return check_foreign(look->index, look->report, error);
}

/* Whether what was looked at is still the index. */
static gboolean is_current(const Look *look)
{
    g_autoptr(GPtrArray) names = layout_read_stub(look->index, NULL);
    g_autoptr(GPtrArray) journal = layout_read_journal(look->index, NULL);
    if ((names == NULL) != (look->names == NULL) || (journal == NULL) != (look->journal == NULL))
        return FALSE;
    if (journal != NULL && journal->len != look->journal->len)
        return FALSE;
    for (guint i = 0; names != NULL && i < names->len; i++)
        if (i >= look->names->len || strcmp(names->pdata[i], look->names->pdata[i]) != 0)
            return FALSE;
    return names == NULL || names->len == look->names->len;
}

static gboolean look_at_index(Look *look, GError **error)
{
    if (!look_at_files(look, error) || !look_at_segments(look, error))
        return FALSE;
    look_at_lock(look);
    look_for_strays(look);
    return TRUE;
}

CheckReport *check_index(const char *index, const CheckOptions *options, GError **error)
{
    g_autoptr(CheckReport) report = check_report_new(index);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        g_auto(Look) look = {.index = index, .options = options, .report = report};
        check_report_reset(report);
        gboolean ours = is_ours(index);
        if (!(ours ? look_at_index(&look, error) : look_at_foreign(&look, error)))
            return NULL;
        /* What a writer took away meanwhile looks damaged. */
        if (report->damages == 0 || !ours || is_current(&look))
            return g_steal_pointer(&report);
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN,
                "can't check '%s': it changes too fast; wait until its writer has finished", index);
    return NULL;
}
