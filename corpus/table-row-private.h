/* table-row: where a row of a table ends, and the fields in it.
 *
 * Quoting is that of RFC 4180, and mistakes in it cost little: a quotation mark opens a field only at its
 * beginning, and closes it only where the field may end; two of them stand for one. Spaces and tabs around a
 * field are none of it, but within its quotation marks they are.
 */
#pragma once

#include <glib.h>

typedef struct {
    char delimiter, quote;
    char escape; /* makes a quotation mark in a quoted field part of it, as a second one does; NUL: none does */
} TableSigns;

/* Where rows end. Set to {0} at the beginning of a row. */
typedef struct {
    gboolean quoted;   /* within a quoted field */
    gboolean in_field; /* within one that is not */
} TableScan;

/* The offset of the line feed that ends the row, from `from` on; -1 if it is not in these bytes, and *from is
 * where to go on with more of them. last: the row may end with the bytes (the answer is then their length). */
gssize table_row_end(TableSigns signs, TableScan *scan, const char *bytes, gsize *from, gsize length, gboolean last);

/* The fields of a row, unquoted:
 *
 *     TableRow row = table_row_begin(signs, bytes, length, scratch);
 *     while (table_row_next(&row, &field)) …
 *
 * They are valid as long as the row's bytes and scratch, which is overwritten. */
typedef struct {
    const char *text; /* never NULL */
    gsize length;
} TableField;

typedef struct {
    TableSigns signs;
    const char *at, *end;
    GString *scratch; /* fields that had two quotation marks for one */
    gboolean begun;   /* a delimiter was read: a field must follow it */
} TableRow;

TableRow table_row_begin(TableSigns signs, const char *bytes, gsize length, GString *scratch);
gboolean table_row_next(TableRow *row, TableField *field);
