#include "indexer/repair.h"

#include <string.h>

#include "indexer/budget.h"
#include "indexer/check-child.h"
#include "indexer/check-segment.h"
#include "indexer/identity.h"
#include "indexer/lock.h"
#include "indexer/repair-segment.h"
#include "indexer/repair-settings.h"
#include "indexer/sweep.h"
#include "stemmer/stemmer.h"
#include "xapian-c/checksums.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"

/* So many documents of a segment that looks sound are compared with their texts. */
#define SAMPLE 1000

typedef struct {
    const char *index;
    RepairReport *report;
    IndexSettings *settings;
    GPtrArray *names;     /* char *: of the segments as they are */
    GPtrArray *repaired;  /* char *: as they will be */
    GPtrArray *journal;   /* JournalEntry */
    guint32 number;       /* of the last segment */
    gboolean new_settings, new_stub, new_journal;
    gboolean uncertain;   /* which documents were replaced must be found out */
} Repair;

RepairReport *repair_report_new(void)
{
    RepairReport *report = g_new0(RepairReport, 1);
    report->done = g_ptr_array_new_with_free_func(g_free);
    report->lost = g_ptr_array_new_with_free_func(g_free);
    return report;
}

void repair_report_free(RepairReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->done);
    g_ptr_array_unref(report->lost);
    g_free(report);
}

static void say(Repair *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void say(Repair *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(self->report->done, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static char *path_of(const Repair *self, const char *name)
{
    return g_build_filename(self->index, LAYOUT_SEGMENTS, name, NULL);
}

/* ---- the files beside the segments ------------------------------------------------------------*/

/* Every segment that lies there: which of them were live, nobody can tell any more. */
static GPtrArray *list_segments(const Repair *self)
{
    g_autofree char *folder = g_build_filename(self->index, LAYOUT_SEGMENTS, NULL);
    g_autoptr(GPtrArray) entries = sweep_entries(folder, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; entries != NULL && i < entries->len; i++) {
        g_autofree char *version = g_build_filename(folder, entries->pdata[i], "iamglass", NULL);
        g_autofree char *sums = g_build_filename(folder, entries->pdata[i], CHECKSUMS_FILE, NULL);
        /* One without either was in the making, or half removed. */
        if (sweep_segment_number(entries->pdata[i]) > 0 &&
            (g_file_test(version, G_FILE_TEST_EXISTS) || g_file_test(sums, G_FILE_TEST_EXISTS)))
            g_ptr_array_add(names, g_strdup(entries->pdata[i]));
    }
    return names;
}

static void load_stub(Repair *self)
{
    self->names = layout_read_stub(self->index, NULL);
    if (self->names != NULL && layout_sum(self->index, LAYOUT_STUB) != LAYOUT_SUM_WRONG)
        return;
    g_clear_pointer(&self->names, g_ptr_array_unref);
    self->names = list_segments(self);
    self->new_stub = self->uncertain = TRUE;
    say(self, LAYOUT_STUB " was made anew of the %u segments that are there; articles that were removed last may "
              "be back",
        self->names->len);
}

static void load_journal(Repair *self)
{
    self->journal = layout_read_journal(self->index, NULL);
    if (self->journal != NULL)
        return;
    self->journal = g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    self->new_journal = self->uncertain = TRUE;
    say(self, "the journal was dropped; articles that were being removed may be back");
}

/* FALSE if another version of dateline made it. */
static gboolean load_settings(Repair *self, GError **error)
{
    g_autoptr(GError) failure = NULL;
    LayoutSum sum = layout_sum(self->index, LAYOUT_SETTINGS);
    self->settings = layout_read_settings(self->index, &failure);
    if (self->settings != NULL && sum != LAYOUT_SUM_WRONG)
        return TRUE;
    if (sum != LAYOUT_SUM_WRONG && g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_VERSION)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    self->new_settings = TRUE;
    say(self, self->settings != NULL ? "the settings were taken as they stand, but for what the segments say"
                                     : "the settings were made anew of what the segments say");
    if (self->settings == NULL) {
        self->settings = index_settings_new();
        self->settings->tokenizer_version = TOKENIZER_VERSION;
        self->settings->schema_version = SCHEMA_VERSION;
        self->settings->detected = g_strdup(DETECTED_ALL);
    }
    self->settings->format_version = LAYOUT_FORMAT_VERSION;
    repair_settings(self->index, self->names, self->settings);
    return TRUE;
}

static void load_number(Repair *self)
{
    sweep_last_number(self->index, &self->number, NULL);
    for (guint i = 0; i < self->names->len; i++)
        self->number = MAX(self->number, sweep_segment_number(self->names->pdata[i]));
    for (guint i = 0; i < self->journal->len; i++) {
        const JournalEntry *entry = self->journal->pdata[i];
        self->number = MAX(self->number, sweep_segment_number(entry->segment));
        if (entry->successor != NULL)
            self->number = MAX(self->number, sweep_segment_number(entry->successor));
    }
}

/* ---- segments ---------------------------------------------------------------------------------*/

/* The documents of a segment that the journal leaves out where the stub names live; NULL: those only that no other
 * version replaces. */
static GHashTable *hidden_in(const Repair *self, const char *name, GPtrArray *live)
{
    GHashTable *hidden = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < self->journal->len; i++) {
        const JournalEntry *entry = self->journal->pdata[i];
        gboolean counts = entry->successor == NULL ||
                          (live != NULL &&
                           g_ptr_array_find_with_equal_func(live, entry->successor, g_str_equal, NULL));
        if (strcmp(entry->segment, name) == 0 && counts)
            g_hash_table_add(hidden, GUINT_TO_POINTER(entry->docid));
    }
    return hidden;
}

/* Damage of the segment, whatever of it is not just its checksums. all: of its documents. */
static gboolean find_damage(const Repair *self, const char *name, gboolean *sums_only, guint *damages,
                            GError **error)
{
    g_autoptr(CheckReport) found = check_report_new(self->index);
    g_autoptr(GHashTable) hidden = hidden_in(self, name, self->names);
    g_autofree char *dir = path_of(self, name);
    gboolean known = check_segment_bytes(dir).known;
    CheckSegment options = {.index = self->index, .settings = self->settings,
                            .sample = known ? SAMPLE : G_MAXUINT32,
                            .unsettled = g_hash_table_size(hidden) > 0};
    if (!check_segment(&options, name, found, error))
        return FALSE;
    *damages = found->damages;
    *sums_only = !known && found->damages == 1 &&
                 g_str_has_suffix(((CheckFinding *)found->findings->pdata[0])->file, CHECKSUMS_FILE);
    return TRUE;
}

/* Names what is lost, and what comes of the segment. */
static gboolean rebuild(Repair *self, const char *name, GError **error)
{
    /* Old versions are kept until it is seen whether the new one can be read. */
    g_autoptr(GHashTable) hidden = hidden_in(self, name, NULL);
    RepairSegment options = {.index = self->index, .settings = self->settings, .name = name,
                             .hidden = hidden, .number = &self->number, .memory = budget_default()};
    g_autoptr(RepairedSegment) repaired = repair_segment(&options, error);
    if (repaired == NULL)
        return FALSE;
    for (guint i = 0; i < repaired->names->len; i++)
        g_ptr_array_add(self->repaired, g_strdup(repaired->names->pdata[i]));
    for (guint i = 0; i < repaired->lost->len; i++)
        g_ptr_array_add(self->report->lost, g_strdup(repaired->lost->pdata[i]));
    guint64 missing = repaired->held > repaired->kept ? repaired->held - repaired->kept : 0;
    self->report->kept += repaired->kept;
    self->report->lost_count += MAX(missing, repaired->lost_count);
    if (repaired->held == 0 && repaired->kept == 0)
        self->report->unknown++;
    say(self, "segment %s was damaged: of %" G_GUINT64_FORMAT " articles %" G_GUINT64_FORMAT " were read again", name,
        MAX(repaired->held, repaired->kept), repaired->kept);
    self->new_stub = TRUE;
    self->uncertain = self->uncertain || self->journal->len > 0;
    return TRUE;
}

static gboolean repair_one(Repair *self, const char *name, GError **error)
{
    g_autofree char *dir = path_of(self, name);
    gboolean sums_only;
    guint damages;
    if (!g_file_test(dir, G_FILE_TEST_IS_DIR)) {
        say(self, "segment %s is gone, with all its articles", name);
        self->report->unknown++;
        self->new_stub = TRUE;
        return TRUE;
    }
    SegmentBytes bytes = check_segment_bytes(dir);
    if (bytes.known && !bytes.version && checksums_restore_version(dir, NULL))
        say(self, "the version file of segment %s was restored", name);
    if (!find_damage(self, name, &sums_only, &damages, error))
        return FALSE;
    if (damages > 0 && !sums_only)
        return rebuild(self, name, error);
    g_ptr_array_add(self->repaired, g_strdup(name));
    if (!sums_only)
        return TRUE;
    say(self, "the checksums of segment %s were written anew, after all of it was read", name);
    return checksums_write(dir, error);
}

/* Two segments that take each other's place in a stub have numbers that ascend. */
static gboolean repair_segments(Repair *self, GError **error)
{
    for (guint i = 0; i < self->names->len; i++)
        if (!repair_one(self, self->names->pdata[i], error))
            return FALSE;
    return TRUE;
}

/* ---- replaced articles ------------------------------------------------------------------------*/

/* Where an article was met last. */
typedef struct {
    const char *segment;
    guint32 docid;
} Met;

typedef struct {
    Repair *self;
    const char *segment;
    GHashTable *met;    /* identity → Met */
    GHashTable *hidden; /* docids of this segment */
} Sweep;

static guint hash_identity(gconstpointer data)
{
    guint32 hash;
    memcpy(&hash, ((const Identity *)data)->bytes, sizeof hash);
    return hash;
}

static gboolean same_identity(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(Identity)) == 0;
}

static void on_identity(guint32 docid, const char *value, gsize length, gpointer data)
{
    Sweep *sweep = data;
    if (length != IDENTITY_BYTES || g_hash_table_contains(sweep->hidden, GUINT_TO_POINTER(docid)))
        return;
    Met *before = g_hash_table_lookup(sweep->met, value);
    if (before != NULL)
        g_ptr_array_add(sweep->self->journal,
                        journal_entry_new(before->segment, before->docid, sweep->segment));
    Met *met = g_new(Met, 1);
    *met = (Met){sweep->segment, docid};
    g_hash_table_replace(sweep->met, g_memdup2(value, IDENTITY_BYTES), met);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    guint32 left = sweep_segment_number(*(const char *const *)a);
    guint32 right = sweep_segment_number(*(const char *const *)b);
    return left < right ? -1 : left > right;
}

/* Of an article in several segments the newest stays: that in the greatest number, but what was read out of a damaged
 * segment keeps the age of that. What is here is sound, so that it can be read without a child. */
static gboolean find_replaced(Repair *self, GError **error)
{
    g_autoptr(GHashTable) met = g_hash_table_new_full(hash_identity, same_identity, g_free, g_free);
    for (guint i = 0; i < self->repaired->len; i++) {
        const char *name = self->repaired->pdata[i];
        g_autofree char *dir = path_of(self, name);
        g_autoptr(GHashTable) hidden = hidden_in(self, name, self->repaired);
        g_autoptr(XapDatabase) db = xap_open(dir, error);
        Sweep sweep = {self, name, met, hidden};
        if (db == NULL || !xap_each_value(db, SLOT_IDENTITY, on_identity, &sweep, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- publication ------------------------------------------------------------------------------*/

/* An index always has a segment. */
static gboolean make_empty(Repair *self, GError **error)
{
    char *name = sweep_segment_name(++self->number);
    g_autofree char *dir = path_of(self, name);
    guint64 bytes;
    g_ptr_array_add(self->repaired, name);
    sweep_segment(dir);
    g_autoptr(XapWriter) writer = xap_writer_create(dir, error);
    return writer != NULL && xap_writer_commit(writer, error) && checksums_write(dir, error) &&
           sweep_measure(dir, TRUE, &bytes, error);
}

/* The old journal with the new entries: each counts only as long as the stub names its segments, so that before and
 * after the new stub just those count that should. */
static gboolean publish(Repair *self, GError **error)
{
    g_autofree char *segments = g_build_filename(self->index, LAYOUT_SEGMENTS, NULL);
    if (self->repaired->len == 0 && !make_empty(self, error))
        return FALSE;
    if (self->new_settings && !layout_write_settings(self->index, self->settings, error))
        return FALSE;
    if ((self->new_journal || self->uncertain) && !layout_write_journal(self->index, self->journal, error))
        return FALSE;
    return !self->new_stub || (layout_sync(segments, error) && layout_write_stub(self->index, self->repaired, error));
}

/* What every writer does: deletes what was replaced, removes what no stub names. */
static gboolean settle(const char *index, gboolean wait, GError **error)
{
    g_autoptr(IndexFolder) folder = index_folder_open(index, wait ? INDEX_FOLDER_WAIT : 0, error);
    return folder != NULL && index_folder_finish(folder, error);
}

static gboolean repair(Repair *self, GError **error)
{
    load_stub(self);
    load_journal(self);
    load_number(self);
    if (!load_settings(self, error))
        return FALSE;
    /* Of segments that were only found, a greater number is newer. */
    if (self->new_stub)
        g_ptr_array_sort(self->names, compare_numbers);
    return repair_segments(self, error) && (!self->uncertain || find_replaced(self, error)) &&
           publish(self, error);
}

static gboolean is_ours(const char *index, GError **error)
{
    g_autofree char *segments = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    if (g_file_test(segments, G_FILE_TEST_IS_DIR))
        return TRUE;
    gboolean there = g_file_test(index, G_FILE_TEST_EXISTS);
    g_set_error(error, INDEX_ERROR, there ? INDEX_ERROR_NOT_AN_INDEX : INDEX_ERROR_NOT_FOUND, "can't repair '%s': %s",
                index, there ? "dateline did not make it" : "there is no such index");
    return FALSE;
}

gboolean repair_index(const char *index, gboolean wait, RepairReport *report, GError **error)
{
    if (!is_ours(index, error))
        return FALSE;
    Repair self = {.index = index, .report = report};
    g_autofree char *path = g_build_filename(index, LAYOUT_LOCK, NULL);
    IndexLock *lock = index_lock_take(path, wait, error);
    if (lock == NULL)
        return FALSE;
    self.repaired = g_ptr_array_new_with_free_func(g_free);
    gboolean done = repair(&self, error);
    index_lock_release(lock);
    g_ptr_array_unref(self.repaired);
    g_clear_pointer(&self.names, g_ptr_array_unref);
    g_clear_pointer(&self.journal, g_ptr_array_unref);
    index_settings_free(self.settings);
    return done && settle(index, wait, error);
}
