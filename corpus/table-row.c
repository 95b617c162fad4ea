#include "corpus/table-row-private.h"

#include "corpus/byte-scan-private.h"

/* ---- where rows end ---------------------------------------------------------------------------*/

static gboolean ends_field(TableSigns signs, char c)
{
    return c == signs.delimiter || c == '\n' || c == '\r';
}

/* Is the mark at `at` escaped? Not by what is escaped itself. */
static gboolean is_escaped(TableSigns signs, const char *bytes, gsize at)
{
    gsize escapes = 0;
    while (signs.escape && escapes < at && bytes[at - escapes - 1] == signs.escape)
        escapes++;
    return escapes % 2 == 1;
}

/* Behind the quotation mark that closes the field; -1 if more bytes are needed to tell, *from is there. */
static gssize quoted_end(TableSigns signs, const char *bytes, gsize *from, gsize length, gboolean last)
{
    for (;;) {
        const char *p = memchr(bytes + *from, signs.quote, length - *from);
        if (p == NULL) {
            *from = length;
            return -1;
        }
        gsize at = (gsize)(p - bytes), next = at + 1;
        if (is_escaped(signs, bytes, at)) {
            *from = next;
            continue;
        }
        while (next < length && bytes[next] == ' ')
            next++;
        if (next == length && !last) {
            *from = at;
            return -1;
        }
        if (next == length || ends_field(signs, bytes[next]))
            return (gssize)next;
        /* Two for one, or a mark that closes nothing. */
        *from = at + (bytes[at + 1] == signs.quote ? 2 : 1);
    }
}

/* Behind a field that is not quoted: at its delimiter or at the line feed; -1 if neither is there. */
static gssize plain_end(TableSigns signs, const char *bytes, gsize from, gsize length)
{
    const char *end = bytes + length, *p = byte_scan(bytes + from, end, signs.delimiter, '\n', '\n');
    return p < end ? p - bytes : -1;
}

gssize table_row_end(TableSigns signs, TableScan *scan, const char *bytes, gsize *from, gsize length, gboolean last)
{
    while (*from < length) {
        gsize at = *from;
        if (!scan->quoted && !scan->in_field) {
            while (at < length && bytes[at] == ' ')
                at++;
            if (at == length)
                break;
            scan->quoted = bytes[at] == signs.quote;
            scan->in_field = !scan->quoted;
            *from = at + scan->quoted;
        }
        gssize end;
        if (scan->quoted)
            end = quoted_end(signs, bytes, from, length, last);
        else if ((end = plain_end(signs, bytes, *from, length)) < 0)
            *from = length;
        if (end < 0)
            break;
        scan->quoted = FALSE;
        scan->in_field = TRUE;
        *from = (gsize)end;
        if (*from < length && bytes[*from] == '\n')
            return end;
        if (*from < length && bytes[*from] == signs.delimiter) {
            scan->in_field = FALSE;
            ++*from;
        } else if (*from < length) {
            ++*from; /* a carriage return: the line feed follows, or it is part of a field */
        }
    }
    return last && !scan->quoted ? (gssize)length : -1;
}

/* ---- fields -----------------------------------------------------------------------------------*/

static const char *skip_space(const TableRow *row, const char *p)
{
    while (p < row->end && (*p == ' ' || *p == '\t') && *p != row->signs.delimiter)
        p++;
    return p;
}

/* From behind the opening quotation mark to where the field's delimiter or the row's end stands. */
static void take_quoted(TableRow *row, TableField *field)
{
    const char *from = row->at, *p = from, *next = row->end;
    gsize begin = row->scratch->len;
    for (;; p++) {
        p = memchr(p, row->signs.quote, (gsize)(row->end - p));
        if (p == NULL) { /* it is never closed */
            p = next = row->end;
            break;
        }
        if (is_escaped(row->signs, from, (gsize)(p - from))) {
            g_string_append_len(row->scratch, from, p - from - 1);
            from = p;
            continue;
        }
        next = skip_space(row, p + 1);
        if (next == row->end || ends_field(row->signs, *next))
            break;
        if (p[1] == row->signs.quote) {
            g_string_append_len(row->scratch, from, ++p - from);
            from = p + 1;
        }
    }
    row->at = next;
    *field = (TableField){from, (gsize)(p - from)};
    if (row->scratch->len == begin)
        return;
    g_string_append_len(row->scratch, from, p - from);
    *field = (TableField){row->scratch->str + begin, row->scratch->len - begin};
}

static void take_plain(TableRow *row, TableField *field)
{
    const char *from = row->at, *stop = byte_scan(from, row->end, row->signs.delimiter, '\n', '\r');
    row->at = stop;
    while (stop > from && (stop[-1] == ' ' || stop[-1] == '\t'))
        stop--;
    *field = (TableField){from, (gsize)(stop - from)};
}

TableRow table_row_begin(TableSigns signs, const char *bytes, gsize length, GString *scratch)
{
    /* No field is longer than it is written, so that the scratch never moves. */
    g_string_set_size(scratch, length);
    g_string_truncate(scratch, 0);
    return (TableRow){signs, bytes, bytes + length, scratch, FALSE};
}

gboolean table_row_next(TableRow *row, TableField *field)
{
    row->at = skip_space(row, row->at);
    /* What ends lines ends a field, too, and does not begin one. */
    while (!row->begun && row->at < row->end && (*row->at == '\n' || *row->at == '\r'))
        row->at = skip_space(row, row->at + 1);
    if (row->at == row->end && !row->begun)
        return FALSE;
    *field = (TableField){row->at, 0};
    if (row->at < row->end && *row->at == row->signs.quote) {
        row->at++;
        take_quoted(row, field);
    } else if (row->at < row->end && !ends_field(row->signs, *row->at)) {
        take_plain(row, field);
    }
    row->begun = row->at < row->end && *row->at == row->signs.delimiter;
    row->at += row->at < row->end;
    return TRUE;
}
