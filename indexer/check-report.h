/* check-report: what a check has found, for people and for programs. */
#pragma once

#include <glib.h>

typedef enum {
    CHECK_DAMAGE, /* something is not as it was written, or can't be read */
    CHECK_NOTE    /* worth saying, and no fault */
} CheckKind;

typedef struct {
    CheckKind kind;
    char *file;             /* under the index, "segments/000001/postlist.glass"; NULL: the whole */
    guint64 offset, length; /* of the damaged bytes; length 0: not known */
    char *text;             /* "other bytes than were written" */
} CheckFinding;

typedef struct {
    char *index;
    GPtrArray *findings; /* CheckFinding */
    guint damages;       /* how many of them are */
    guint segments;
    guint64 bytes;     /* compared with their checksums */
    guint64 documents; /* compared with their texts */
} CheckReport;

CheckReport *check_report_new(const char *index);
void check_report_free(CheckReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CheckReport, check_report_free)

/* Forgets everything: to begin again. */
void check_report_reset(CheckReport *report);

void check_report_add(CheckReport *report, CheckKind kind, const char *file, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* Damaged bytes of a file. */
void check_report_add_range(CheckReport *report, const char *file, guint64 offset, guint64 length,
                            const char *text);

/* `FILE: TEXT` and a line feed, without control characters: of each damage or each note. */
void check_report_append(GString *out, const CheckReport *report, CheckKind kind);
/* One JSON object and a line feed. */
void check_report_append_json(GString *out, const CheckReport *report);
