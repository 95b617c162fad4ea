#include "indexer/check-report.h"

#include <stdarg.h>
#include <string.h>

#include "stemmer/json-text.h"
#include "stemmer/stemmer.h"

static void finding_free(gpointer data)
{
    CheckFinding *finding = data;
    g_free(finding->file);
    g_free(finding->text);
    g_free(finding);
}

CheckReport *check_report_new(const char *index)
{
    CheckReport *report = g_new0(CheckReport, 1);
    report->index = g_strdup(index);
    report->findings = g_ptr_array_new_with_free_func(finding_free);
    return report;
}

void check_report_free(CheckReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->findings);
    g_free(report->index);
    g_free(report);
}

void check_report_reset(CheckReport *report)
{
    g_ptr_array_set_size(report->findings, 0);
    report->damages = report->segments = 0;
    report->bytes = report->documents = 0;
}

static CheckFinding *add(CheckReport *report, CheckKind kind, const char *file, char *text)
{
    CheckFinding *finding = g_new0(CheckFinding, 1);
    *finding = (CheckFinding){.kind = kind, .file = g_strdup(file), .text = text};
    report->damages += kind == CHECK_DAMAGE;
    g_ptr_array_add(report->findings, finding);
    return finding;
}

void check_report_add(CheckReport *report, CheckKind kind, const char *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(report, kind, file, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

void check_report_add_range(CheckReport *report, const char *file, guint64 offset, guint64 length,
                            const char *text)
{
    /* A long range comes block by block. */
    guint count = report->findings->len;
    CheckFinding *last = count > 0 ? report->findings->pdata[count - 1] : NULL;
    if (last != NULL && last->length > 0 && last->offset + last->length == offset &&
        strcmp(last->file, file) == 0 && strcmp(last->text, text) == 0) {
        last->length += length;
        return;
    }
    CheckFinding *finding = add(report, CHECK_DAMAGE, file, g_strdup(text));
    finding->offset = offset;
    finding->length = length;
}

void check_report_append(GString *out, const CheckReport *report, CheckKind kind)
{
    for (guint i = 0; i < report->findings->len; i++) {
        const CheckFinding *finding = report->findings->pdata[i];
        if (finding->kind != kind)
            continue;
        const char *file = finding->file != NULL ? finding->file : report->index;
        printable_append(out, file, strlen(file), TRUE);
        if (finding->length > 0)
            g_string_append_printf(out, ": bytes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
                                   finding->offset, finding->offset + finding->length - 1);
        g_string_append(out, ": ");
        printable_append(out, finding->text, strlen(finding->text), TRUE);
        g_string_append_c(out, '\n');
    }
}

static void append_finding(GString *out, const CheckFinding *finding)
{
    g_string_append_printf(out, "{\"kind\":\"%s\"", finding->kind == CHECK_DAMAGE ? "damage" : "note");
    if (finding->file != NULL) {
        g_string_append(out, ",\"file\":");
        json_text_append(out, finding->file, strlen(finding->file));
    }
    if (finding->length > 0)
        g_string_append_printf(out, ",\"offset\":%" G_GUINT64_FORMAT ",\"length\":%" G_GUINT64_FORMAT,
                               finding->offset, finding->length);
    g_string_append(out, ",\"text\":");
    json_text_append(out, finding->text, strlen(finding->text));
    g_string_append_c(out, '}');
}

void check_report_append_json(GString *out, const CheckReport *report)
{
    g_string_append_printf(out,
                           "{\"version\":1,\"sound\":%s,\"segments\":%u,\"bytes\":%" G_GUINT64_FORMAT
                           ",\"documents\":%" G_GUINT64_FORMAT ",\"findings\":[",
                           report->damages == 0 ? "true" : "false", report->segments, report->bytes,
                           report->documents);
    for (guint i = 0; i < report->findings->len; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        append_finding(out, report->findings->pdata[i]);
    }
    g_string_append(out, "]}\n");
}
