/* table-shape: how is a table written, and what are its columns?
 *
 * Told from its beginning: the delimiter (comma, semicolon, tab, bar) and the quotation mark (" or ') are those
 * with which its rows come out with one number of fields. The first row names the columns if it looks like
 * names; otherwise names are made up from what stands in the columns: addresses, dates, the longest (the text),
 * the next one that differs from row to row (the title), one of few values (the section).
 *
 * Quoting is that of RFC 4180, and mistakes in it cost little: a quotation mark opens a field only at its
 * beginning, and closes it only where the field may end; two of them stand for one.
 */
#pragma once

#include <glib.h>

typedef struct {
    char delimiter, quote;
    gboolean header;  /* the first row names the columns */
    guint columns;
    guint rows;       /* that were seen whole */
    guint known;      /* of the columns' names are known to the keymap */
    gboolean even;    /* all rows have that many fields */
    gboolean quoted;  /* some field is */
    gboolean framed;  /* every row begins with a quotation mark, also one that is cut off */
    gboolean blank;   /* there are empty lines between rows */
} TableShape;

/* delimiter: 0 to find it out. FALSE if the head is no table at all (one column without quotes). */
gboolean table_shape_find(TableShape *shape, char delimiter, const char *head, gsize length,
                          gboolean whole);

/* Names for the columns of a table without a header, with the delimiter between them. */
char *table_shape_names(const TableShape *shape, const char *head, gsize length, gboolean whole);

/* Where rows end. Set to {.shape = …} at the beginning of a row. */
typedef struct {
    gboolean quoted;   /* within a quoted field */
    gboolean in_field; /* within one that is not */
} TableScan;

/* The offset of the line feed that ends the row, from `from` on; -1 if it is not in these bytes, and *from is
 * where to go on with more of them. last: the row may end with the bytes (the answer is then their length). */
gssize table_row_end(const TableShape *shape, TableScan *scan, const char *bytes, gsize *from,
                     gsize length, gboolean last);

/* Splits a row into fields, unquoted: calls func for each. */
typedef void (*TableFieldFunc)(const char *field, gsize length, gpointer data);
void table_split(char delimiter, char quote, const char *row, gsize length, TableFieldFunc func,
                 gpointer data);
