/* table-shape: how is a table written, and what are its columns?
 *
 * Told from its beginning: the delimiter (comma, semicolon, tab, bar) and the quotation mark (" or ', perhaps
 * escaped by a backslash in a field) are those
 * with which its rows come out with one number of fields. The first row names the columns if it looks like
 * names; otherwise names are made up from what stands in the columns: addresses, dates, the longest (the text),
 * the next one that differs from row to row (the title), one of few values (the section).
 */
#pragma once

#include "corpus/table-row-private.h"

typedef struct {
    TableSigns signs;
    gsize preface;    /* bytes before the first row: the line "sep=;" that spreadsheets write and heed */
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
