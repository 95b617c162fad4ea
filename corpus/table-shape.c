#include "corpus/table-shape-private.h"

#include <csv.h>
#include <string.h>

#include "corpus/date-private.h"
#include "corpus/keymap-private.h"

/* Looked at so many rows at the most. */
#define ROWS_MOST 200
#define COLUMNS_MOST 1000
/* A column's name has no more characters. */
#define NAME_MOST 40
/* A title is no longer on the average, a text no shorter. */
#define TITLE_MEAN_BYTES 300
/* Fewer different values than rows make a column of sections. */
#define SECTION_MEAN_BYTES 40

/* ---- rows -------------------------------------------------------------------------------------*/

static gboolean ends_field(const TableShape *shape, char c)
{
    return c == shape->delimiter || c == '\n' || c == '\r';
}

/* Behind the quotation mark that closes the field; -1 if more bytes are needed to tell, *from is there. */
static gssize quoted_end(const TableShape *shape, const char *bytes, gsize *from, gsize length,
                         gboolean last)
{
    for (;;) {
        const char *p = memchr(bytes + *from, shape->quote, length - *from);
        if (p == NULL) {
            *from = length;
            return -1;
        }
        gsize at = (gsize)(p - bytes), next = at + 1;
        while (next < length && bytes[next] == ' ')
            next++;
        if (next == length && !last) {
            *from = at;
            return -1;
        }
        if (next == length || ends_field(shape, bytes[next]))
            return (gssize)next;
        /* Two for one, or a mark that closes nothing. */
        *from = at + (bytes[at + 1] == shape->quote ? 2 : 1);
    }
}

/* Behind a field that is not quoted: at its delimiter or at the line feed; -1 if neither is there. */
static gssize plain_end(const TableShape *shape, const char *bytes, gsize from, gsize length)
{
    for (gsize i = from; i < length; i++)
        if (bytes[i] == shape->delimiter || bytes[i] == '\n')
            return (gssize)i;
    return -1;
}

gssize table_row_end(const TableShape *shape, TableScan *scan, const char *bytes, gsize *from,
                     gsize length, gboolean last)
{
    while (*from < length) {
        gsize at = *from;
        if (!scan->quoted && !scan->in_field) {
            while (at < length && bytes[at] == ' ')
                at++;
            if (at == length)
                break;
            scan->quoted = bytes[at] == shape->quote;
            scan->in_field = !scan->quoted;
            *from = at + scan->quoted;
        }
        gssize end;
        if (scan->quoted)
            end = quoted_end(shape, bytes, from, length, last);
        else if ((end = plain_end(shape, bytes, *from, length)) < 0)
            *from = length;
        if (end < 0)
            break;
        scan->quoted = FALSE;
        scan->in_field = TRUE;
        *from = (gsize)end;
        if (*from < length && bytes[*from] == '\n')
            return end;
        if (*from < length && bytes[*from] == shape->delimiter) {
            scan->in_field = FALSE;
            ++*from;
        } else if (*from < length) {
            ++*from; /* a carriage return: the line feed follows, or it is part of a field */
        }
    }
    return last && !scan->quoted ? (gssize)length : -1;
}

typedef struct {
    TableFieldFunc func;
    gpointer data;
} Split;

static void on_field(void *field, size_t length, void *data)
{
    const Split *split = data;
    split->func(field ? field : "", length, split->data);
}

void table_split(char delimiter, char quote, const char *row, gsize length, TableFieldFunc func,
                 gpointer data)
{
    struct csv_parser parser;
    Split split = {func, data};
    csv_init(&parser, 0);
    csv_set_delim(&parser, (unsigned char)delimiter);
    csv_set_quote(&parser, (unsigned char)quote);
    csv_parse(&parser, row, length, on_field, NULL, &split);
    csv_fini(&parser, on_field, NULL, &split);
    csv_free(&parser);
}

/* ---- what the columns hold --------------------------------------------------------------------*/

typedef struct {
    guint values, dates, addresses, numbers;
    guint64 bytes;
    GHashTable *distinct; /* hashes of values */
} Column;

typedef struct {
    GArray *columns; /* Column */
    guint at;        /* the field that comes next */
    guint quoted;
} Sample;

static void column_clear(gpointer column)
{
    g_hash_table_unref(((Column *)column)->distinct);
}

static gboolean is_number(const char *text, gsize length)
{
    gsize digits = 0;
    for (gsize i = 0; i < length; i++) {
        digits += g_ascii_isdigit(text[i]);
        if (!g_ascii_isdigit(text[i]) && !strchr(i == 0 ? "+-." : "., ", text[i]))
            return FALSE;
    }
    return digits > 0;
}

static void sample_field(const char *field, gsize length, gpointer data)
{
    Sample *sample = data;
    if (sample->at >= COLUMNS_MOST)
        return;
    if (sample->at == sample->columns->len) {
        Column fresh = {.distinct = g_hash_table_new(NULL, NULL)};
        g_array_append_val(sample->columns, fresh);
    }
    Column *column = &g_array_index(sample->columns, Column, sample->at++);
    if (length == 0)
        return;
    ArticleDate date;
    g_autofree char *copy = g_strndup(field, length);
    column->values++;
    column->bytes += length;
    column->addresses += g_str_has_prefix(copy, "http://") || g_str_has_prefix(copy, "https://");
    column->dates += length <= NAME_MOST && date_read(field, length, &date) == DATE_READ;
    column->numbers += is_number(field, length);
    g_hash_table_add(column->distinct, GUINT_TO_POINTER(g_str_hash(copy)));
}

/* Calls func for each whole row of the head; the last one counts only if it is whole. */
typedef void (*RowFunc)(const char *row, gsize length, gpointer data);
static void each_row(const TableShape *shape, const char *head, gsize length, gboolean whole,
                     RowFunc func, gpointer data)
{
    gsize start = 0;
    for (guint rows = 0; rows < ROWS_MOST && start < length; rows++) {
        TableScan scan = {0};
        gsize from = start;
        gssize end = table_row_end(shape, &scan, head, &from, length, whole);
        if (end < 0)
            return;
        func(head + start, (gsize)end - start, data);
        start = (gsize)end + 1;
    }
}

/* ---- the header -------------------------------------------------------------------------------*/

typedef struct {
    const Keymap *keys;
    guint fields, known, bad;
    GHashTable *seen;
} Header;

static void header_field(const char *field, gsize length, gpointer data)
{
    Header *header = data;
    ArticleDate date;
    g_autofree char *name = g_strndup(field, length);
    g_strstrip(name);
    header->fields++;
    header->known += keymap_find(header->keys, name, strlen(name)) >= 0;
    if (*name == '\0') {
        header->bad += header->fields > 1; /* data frames leave the first one without */
        return;
    }
    if (g_utf8_strlen(name, -1) > NAME_MOST || is_number(name, strlen(name)) ||
        strchr(name, '\n') || g_strrstr(name, ". ") || strstr(name, "://") ||
        date_read(name, strlen(name), &date) == DATE_READ ||
        !g_hash_table_add(header->seen, g_strdup(name)))
        header->bad++;
}

/* ---- the shape --------------------------------------------------------------------------------*/

typedef struct {
    TableShape *shape;
    guint fields, uneven, framed;
    const char *rest; /* behind the last row */
} Count;

static void count_field(G_GNUC_UNUSED const char *field, G_GNUC_UNUSED gsize length, gpointer data)
{
    ((Count *)data)->fields++;
}

static void count_row(const char *row, gsize length, gpointer data)
{
    Count *count = data;
    TableShape *shape = count->shape;
    gsize blank = 0;
    while (blank < length && (row[blank] == ' ' || row[blank] == '\t' || row[blank] == '\r'))
        blank++;
    if (blank == length) {
        shape->blank = TRUE;
        return;
    }
    const char delimited[] = {shape->delimiter, shape->quote, '\0'};
    count->framed += row[0] == shape->quote;
    count->rest = row + length + 1;
    shape->quoted |= row[0] == shape->quote || g_strstr_len(row, (gssize)length, delimited) != NULL;
    count->fields = 0;
    table_split(shape->delimiter, shape->quote, row, length, count_field, count);
    if (shape->rows++ == 0)
        shape->columns = count->fields;
    count->uneven += count->fields != shape->columns;
}

static void first_row(const char *row, gsize length, gpointer data)
{
    GString *first = data;
    if (first->len == 0)
        g_string_append_len(first, row, (gssize)length);
}

static void find_header(TableShape *shape, const char *head, gsize length, gboolean whole)
{
    g_autoptr(GString) first = g_string_new(NULL);
    each_row(shape, head, length, whole, first_row, first);
    Keymap *keys = keymap_new(NULL, NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Header header = {.keys = keys, .seen = seen};
    table_split(shape->delimiter, shape->quote, first->str, first->len, header_field, &header);
    keymap_unref(keys);
    shape->known = header.bad == 0 ? header.known : 0;
    shape->header = shape->known > 0;
}

/* The shape with this delimiter and this quotation mark. The better it fits, the higher the answer. */
static guint try_shape(TableShape *shape, const char *head, gsize length, gboolean whole)
{
    Count count = {.shape = shape};
    each_row(shape, head, length, whole, count_row, &count);
    shape->even = count.uneven == 0;
    const char *end = head + length;
    shape->framed = count.framed == shape->rows &&
                    !(count.rest && count.rest < end && *count.rest != shape->quote);
    if (shape->rows == 0 || (shape->columns < 2 && !shape->quoted))
        return 0;
    guint even = 100 * (shape->rows - count.uneven) / shape->rows;
    return even * 4 + 100 * shape->quoted + MIN(shape->columns, 20) + MIN(shape->rows, 20);
}

gboolean table_shape_find(TableShape *shape, char delimiter, const char *head, gsize length,
                          gboolean whole)
{
    static const char delimiters[] = ",;\t|", quotes[] = "\"'";
    guint best = 0;
    for (gsize d = 0; delimiters[d]; d++) {
        for (gsize q = 0; quotes[q] && (delimiter == 0 || delimiter == delimiters[d]); q++) {
            TableShape trial = {.delimiter = delimiters[d], .quote = quotes[q]};
            guint fit = try_shape(&trial, head, length, whole);
            if (fit > best) {
                best = fit;
                *shape = trial;
            }
        }
    }
    if (best > 0)
        find_header(shape, head, length, whole);
    return best > 0;
}

/* ---- made-up names ----------------------------------------------------------------------------*/

static void sample_row(const char *row, gsize length, gpointer data)
{
    gpointer *both = data;
    const TableShape *shape = both[0];
    Sample *sample = both[1];
    sample->at = 0;
    table_split(shape->delimiter, shape->quote, row, length, sample_field, sample);
}

static double mean(const Column *column)
{
    return column->values ? (double)column->bytes / column->values : 0;
}

/* Is most of the column so? */
static gboolean most(const Column *column, guint are)
{
    return column->values > 0 && are * 10 >= column->values * 9;
}

static gboolean is_plain(const Column *column)
{
    return column->values > 0 && !most(column, column->dates) && !most(column, column->addresses) &&
           !most(column, column->numbers);
}

static gboolean varies(const Column *column)
{
    return g_hash_table_size(column->distinct) * 2 > column->values;
}

char *table_shape_names(const TableShape *shape, const char *head, gsize length, gboolean whole)
{
    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(Column));
    g_array_set_clear_func(columns, column_clear);
    Sample sample = {.columns = columns};
    gpointer both[] = {(gpointer)shape, &sample};
    each_row(shape, head, length, whole, sample_row, both);
    int text = -1, title = -1;
    for (guint i = 0; i < columns->len; i++) {
        const Column *column = &g_array_index(columns, Column, i);
        if (is_plain(column) && (text < 0 || mean(column) > mean(&g_array_index(columns, Column, text))))
            text = (int)i;
    }
    for (guint i = 0; i < columns->len; i++) {
        const Column *column = &g_array_index(columns, Column, i);
        if ((int)i != text && title < 0 && is_plain(column) && varies(column) &&
            mean(column) <= TITLE_MEAN_BYTES)
            title = (int)i;
    }
    GString *names = g_string_new(NULL);
    gboolean dated = FALSE, addressed = FALSE, sectioned = FALSE;
    for (guint i = 0; i < columns->len && i < shape->columns; i++) {
        const Column *column = &g_array_index(columns, Column, i);
        const char *name = "";
        if ((int)i == text)
            name = "text";
        else if ((int)i == title)
            name = "title";
        else if (!addressed && most(column, column->addresses))
            addressed = (name = "url") != NULL;
        else if (!dated && most(column, column->dates) && !most(column, column->numbers))
            dated = (name = "date") != NULL;
        else if (!sectioned && column->values && !varies(column) && mean(column) <= SECTION_MEAN_BYTES)
            sectioned = (name = "section") != NULL;
        g_string_append_printf(names, "%s%s", i ? (char[]){shape->delimiter, '\0'} : "", name);
    }
    return g_string_free(names, FALSE);
}
