#include "indexer/check-segment.h"

#include <string.h>
#include <sys/mman.h>

#include "indexer/check-child.h"
#include "indexer/check-documents.h"
#include "indexer/sweep.h"
#include "xapian-c/checksums.h"
#include "xapian-c/xapian-check.h"

/* A child gets so many seconds of the processor, and one more for each so many bytes of the segment. Checking takes a
 * hundredth of that. */
#define SECONDS_LEAST 20
#define BYTES_A_SECOND (1 << 20)

static guint seconds_for(guint64 bytes)
{
    return SECONDS_LEAST + (guint)MIN(bytes / BYTES_A_SECOND, G_MAXINT / 2);
}

static char *file_in(const char *name, const char *file)
{
    return file != NULL ? g_build_filename(LAYOUT_SEGMENTS, name, file, NULL)
                        : g_build_filename(LAYOUT_SEGMENTS, name, NULL);
}

/* ---- children ---------------------------------------------------------------------------------*/

/* What became of a child, if not well. */
static void report_end(CheckReport *report, const char *file, const char *what, ChildEnd end, int signal)
{
    switch (end) {
    case CHILD_DONE:
        break;
    case CHILD_DIED:
        check_report_add(report, CHECK_DAMAGE, file, "%s died of it (%s)", what, g_strsignal(signal));
        break;
    case CHILD_STUCK:
        check_report_add(report, CHECK_DAMAGE, file, "%s found no end", what);
        break;
    case CHILD_NOT_RUN:
        check_report_add(report, CHECK_NOTE, file, "%s was not run: no process could be made", what);
        break;
    }
}

/* Xapian tells the whole of what it looks at; of that, what it found wrong. */
static void say_complaints(int fd, const char *complaints)
{
    g_auto(GStrv) lines = g_strsplit(complaints, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (**line != '\0' && strstr(*line, "blocksize=") == NULL && !g_str_has_suffix(*line, ":") &&
            strstr(*line, "table structure checked OK") == NULL && strstr(*line, "not yet used") == NULL) {
            g_autofree char *text = g_strdup_printf("Xapian's check: %s\n", *line);
            check_child_say(fd, text, strlen(text));
        }
}

/* Xapian opens tables for writing to check them, though it writes nothing. */
#define NOTE "note "

static void run_xapian(int fd, gpointer data)
{
    g_autofree char *complaints = NULL;
    g_autoptr(GError) error = NULL;
    if (!xap_check(data, &complaints, &error)) {
        gboolean read_only = g_error_matches(error, INDEX_ERROR, INDEX_ERROR_PERMISSION);
        g_autofree char *text =
            read_only ? g_strdup(NOTE "Xapian's check was left out: it takes files that may be written\n")
                      : g_strdup_printf("%s\n", error->message);
        check_child_say(fd, text, strlen(text));
    } else if (complaints != NULL) {
        say_complaints(fd, complaints);
    }
}

#define COMPLAINTS_MAX 10

/* Xapian's own check, in a child process. */
static void check_database(const char *path, const char *file, guint64 bytes, CheckReport *report)
{
    g_autoptr(GString) said = g_string_new(NULL);
    int signal = 0;
    ChildEnd end = check_child_run(run_xapian, (gpointer)path, seconds_for(bytes), said, &signal);
    g_auto(GStrv) lines = g_strsplit(said->str, "\n", -1);
    for (guint i = 0; lines[i] != NULL && *lines[i] != '\0' && i < COMPLAINTS_MAX; i++)
        if (g_str_has_prefix(lines[i], NOTE))
            check_report_add(report, CHECK_NOTE, file, "%s", lines[i] + strlen(NOTE));
        else
            check_report_add(report, CHECK_DAMAGE, file, "%s", lines[i]);
    report_end(report, file, "Xapian's check", end, signal);
}

static void read_lines(CheckReport *report, const char *file, const GString *said)
{
    g_auto(GStrv) lines = g_strsplit(said->str, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (g_str_has_prefix(*line, "damage "))
            check_report_add(report, CHECK_DAMAGE, file, "%s", *line + strlen("damage "));
        else if (g_str_has_prefix(*line, "documents "))
            report->documents += g_ascii_strtoull(*line + strlen("documents "), NULL, 10);
        else if (g_str_has_prefix(*line, "rich ") && strcmp(*line, "rich 0") != 0)
            check_report_add(report, CHECK_NOTE, file,
                             "articles with more different words than can be compared with their texts: %s",
                             *line + strlen("rich "));
    }
}

static void compare_documents(const CheckSegment *options, const char *dir, const char *file,
                              guint64 bytes, CheckReport *report)
{
    guint32 *progress =
        mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (progress == MAP_FAILED)
        return;
    CheckDocuments job = {.dir = dir,
                          .settings = options->settings,
                          .sample = options->full || options->unsettled ? 0 : MAX(options->sample, 1),
                          .progress = progress,
                          .texts = check_documents_comparable(options->settings)};
    g_autoptr(GString) said = g_string_new(NULL);
    int signal = 0;
    ChildEnd end = check_child_run(check_documents, &job, seconds_for(bytes), said, &signal);
    read_lines(report, file, said);
    g_autofree char *what = g_strdup_printf("reading document %u", *progress);
    report_end(report, file, *progress > 0 ? what : "opening it", end, signal);
    munmap(progress, sizeof *progress);
}

/* ---- bytes ------------------------------------------------------------------------------------*/

typedef struct {
    CheckReport *report;
    const char *name; /* of the segment; NULL: what is checked is none of an index */
} Place;

static void on_damage(const ChecksumDamage *damage, gpointer data)
{
    const Place *place = data;
    g_autofree char *file = place->name != NULL ? file_in(place->name, damage->file) : g_strdup(damage->file);
    switch (damage->kind) {
    case CHECKSUM_BLOCK:
        check_report_add_range(place->report, file, damage->offset, damage->length,
                               "not what was written");
        break;
    case CHECKSUM_SIZE:
        check_report_add_range(place->report, file, damage->offset, damage->length,
                               "the file is shorter or longer than it was written");
        break;
    case CHECKSUM_MISSING:
        check_report_add(place->report, CHECK_DAMAGE, file, "gone; it had %" G_GUINT64_FORMAT " bytes",
                         damage->length);
        break;
    case CHECKSUM_EXTRA:
        check_report_add(place->report, CHECK_DAMAGE, file, "no table of that name was written");
        break;
    }
}

/* FALSE only if it may not be read. *compared: there are checksums to compare with. */
static gboolean compare_bytes(const CheckSegment *options, const char *name, const char *dir,
                              CheckReport *report, gboolean *compared, GError **error)
{
    g_autoptr(GError) failure = NULL;
    g_autofree char *file = file_in(name, CHECKSUMS_FILE);
    g_autoptr(CheckReport) found = check_report_new(options->index);
    *compared = checksums_verify(dir, on_damage,
                                 &(Place){options->unsettled ? found : report, name}, &failure);
    if (*compared) {
        if (found->damages > 0)
            check_report_add(report, CHECK_NOTE, file,
                             "out of date: a writer is deleting from the segment, or died of that; "
                             "every document was looked at instead");
        return TRUE;
    }
    if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_PERMISSION)) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND))
        check_report_add(report, CHECK_DAMAGE, file, "the segment's checksums are gone");
    else if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_DAMAGED))
        check_report_add(report, CHECK_DAMAGE, file, "the checksums are damaged themselves");
    else
        check_report_add(report, CHECK_DAMAGE, file, "%s", failure->message);
    return TRUE;
}

/* ---- the segment ------------------------------------------------------------------------------*/

gboolean check_segment(const CheckSegment *options, const char *name, CheckReport *report, GError **error)
{
    g_autofree char *dir = g_build_filename(options->index, LAYOUT_SEGMENTS, name, NULL);
    g_autofree char *file = file_in(name, NULL);
    guint64 bytes = 0;
    guint before = report->damages;
    gboolean compared = FALSE;
    report->segments++;
    if (!g_file_test(dir, G_FILE_TEST_IS_DIR)) {
        check_report_add(report, CHECK_DAMAGE, file, "the segment is gone");
        return TRUE;
    }
    if (!sweep_measure(dir, FALSE, &bytes, error) ||
        !compare_bytes(options, name, dir, report, &compared, error))
        return FALSE;
    report->bytes += bytes;
    /* Of bytes that are known to be wrong there is nothing more to learn, but where they lead. */
    if (compared && report->damages > before && !options->full)
        return TRUE;
    check_database(dir, file, bytes, report);
    if (options->settings != NULL)
        compare_documents(options, dir, file, bytes, report);
    return TRUE;
}

gboolean check_foreign(const char *path, CheckReport *report, GError **error)
{
    guint64 bytes = 0;
    if (!sweep_measure(path, FALSE, &bytes, error))
        return FALSE;
    report->bytes = bytes;
    if (checksums_verify(path, on_damage, &(Place){report, NULL}, NULL)) {
        if (report->damages > 0)
            return TRUE;
    } else {
        check_report_add(report, CHECK_NOTE, NULL,
                         "dateline did not make it: there are no settings and no checksums, so that "
                         "only Xapian's own check was run, which does not see every damage");
    }
    check_database(path, NULL, bytes, report);
    return TRUE;
}

static void note_table(const ChecksumDamage *damage, gpointer data)
{
    SegmentBytes *bytes = data;
    bytes->all = FALSE;
    bytes->docdata = bytes->docdata && strcmp(damage->file, "docdata.glass") != 0;
    bytes->version = bytes->version && strcmp(damage->file, "iamglass") != 0;
}

SegmentBytes check_segment_bytes(const char *dir)
{
    SegmentBytes bytes = {TRUE, TRUE, TRUE, TRUE};
    if (!checksums_verify(dir, note_table, &bytes, NULL))
        bytes = (SegmentBytes){0};
    return bytes;
}
