/* dateline check: is the index what was written? */
#include "indexer/commands.h"

#include <string.h>

#include "console/command-line.h"
#include "console/console.h"
#include "console/number.h"
#include "indexer/check-index.h"
#include "indexer/repair.h"
#include "indexer/report.h"
#include "stemmer/stemmer.h"

/* So many documents are compared with their texts unless all are. */
#define SAMPLE 1000

#define STATUS_SOUND 0
#define STATUS_DAMAGED 1
#define STATUS_FAILED 2

typedef struct {
    const char *index;
    gboolean full, repair, wait, json, verbose;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "full", NULL, OPTION_ON, PLACE(full),
     .help = "compare every document with its text, not a thousand; and look further into segments "
             "whose bytes are wrong"},
    {0, "repair", NULL, OPTION_ON, PLACE(repair),
     .help = "drop what can't be read, keep the rest, and say what was lost"},
    OPTION_WAIT_ROW(PLACE(wait)),
    {0, "json", NULL, OPTION_ON, PLACE(json), .help = "print one JSON object"},
    {'v', "verbose", NULL, OPTION_ON, PLACE(verbose), .help = "say also what was looked at, and what the process is kept from"},
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline check",
    .usage = "[OPTION]...",
    .about = "Verify an index: that every byte of its tables is the one that was written, by\n"
             "their checksums; that Xapian's own check finds nothing; that the texts which are\n"
             "stored give the words that are searched; and that the files beside the segments\n"
             "are whole. Each damage is a line, with file and bytes; a sound index gives none.\n"
             "Whoever searches or writes meanwhile is not disturbed.\n"
             "\n"
             "With --repair every article of a damaged segment that can still be read, and\n"
             "is proved right, moves to a new one; the others are named as far as anything\n"
             "is known of them. A stub, settings or a journal that can't be read are made\n"
             "anew. Copy the index before, if it can't be made again from the articles.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline check -i news\n"
                "dateline check -i news --full\n"
                "dateline check -i news --repair\n",
    .status = "0 the index is sound, 1 it is damaged (after --repair: something was lost),\n"
              "2 it can't be checked or repaired",
};

static void say_what_was_looked_at(const CheckReport *report, double seconds)
{
    g_autofree char *bytes = number_grouped(report->bytes);
    g_autofree char *documents = number_grouped(report->documents);
    report_line("%u %s with %s bytes, %s documents compared with their texts, in %.1f s",
                report->segments, report->segments == 1 ? "segment" : "segments", bytes, documents,
                seconds);
}

static gboolean print(const CheckReport *report, const Options *options, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) notes = g_string_new(NULL);
    if (options->json)
        check_report_append_json(out, report);
    else
        check_report_append(out, report, CHECK_DAMAGE);
    check_report_append(notes, report, CHECK_NOTE);
    if (!options->json && notes->len > 0)
        console_lines(notes->str);
    return console_write(out, error) != CONSOLE_FAILED;
}

static int check(const char *index, const Options *options)
{
    gint64 begun = g_get_monotonic_time();
    g_autoptr(GError) error = NULL;
    CheckOptions wanted = {.full = options->full, .sample = SAMPLE};
    g_autoptr(CheckReport) report = check_index(index, &wanted, &error);
    if (report == NULL || !print(report, options, &error)) {
        report_error(error->message);
        return STATUS_FAILED;
    }
    if (options->verbose)
        say_what_was_looked_at(report, (g_get_monotonic_time() - begun) / (double)G_USEC_PER_SEC);
    return report->damages == 0 ? STATUS_SOUND : STATUS_DAMAGED;
}

static void append_lines(GString *out, const GPtrArray *lines, const char *before)
{
    for (guint i = 0; i < lines->len; i++) {
        g_string_append(out, before);
        printable_append(out, lines->pdata[i], strlen(lines->pdata[i]), TRUE);
        g_string_append_c(out, '\n');
    }
}

static gboolean print_repair(const RepairReport *report, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    append_lines(out, report->done, "");
    append_lines(out, report->lost, "lost: ");
    g_autofree char *lost = number_grouped(report->lost_count);
    if (report->lost_count > report->lost->len)
        g_string_append_printf(out, "lost: %s articles in all\n", lost);
    if (report->unknown > 0)
        g_string_append_printf(out, "lost: %u %s of which nothing could be read\n", report->unknown,
                               report->unknown == 1 ? "segment" : "segments");
    return console_write(out, error) != CONSOLE_FAILED;
}

static int repair(const char *index, const Options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(RepairReport) report = repair_report_new();
    if (!repair_index(index, options->wait, report, &error) || !print_repair(report, &error)) {
        report_error(error->message);
        return STATUS_FAILED;
    }
    int status = check(index, options);
    return status == STATUS_SOUND && report->lost_count + report->unknown > 0 ? STATUS_DAMAGED : status;
}

/* An index may be received from anybody, and what it names elsewhere is not looked at: a stub that names anything but
 * segments of its folder is none of dateline's, and Xapian's check follows none. It opens tables for writing, though it
 * writes nothing. A repair reads what is left of a damaged segment through links to its tables. */
static void fence(const char *index, const Options *options)
{
    if (g_file_test(index, G_FILE_TEST_EXISTS))
        report_fence(&(FenceBounds){.writes = index, .moves = options->repair}, options->verbose);
}

int command_check(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    g_autofree char *index = command_index_path(options.index);
    fence(index, &options);
    return options.repair ? repair(index, &options) : check(index, &options);
}
