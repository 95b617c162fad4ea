#include "corpus/table-shape-private.h"

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

static const char delimiters[] = ",;\t|";

/* ---- what the columns hold --------------------------------------------------------------------*/

typedef struct {
    guint values, dates, addresses, numbers;
    guint64 bytes;
    GHashTable *distinct; /* hashes of values */
} Column;

typedef struct {
    TableSigns signs;
    GArray *columns; /* Column */
    guint at;        /* the field that comes next */
    GString *scratch;
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

static void sample_field(Sample *sample, const TableField *field)
{
    if (sample->at >= COLUMNS_MOST)
        return;
    if (sample->at == sample->columns->len) {
        Column fresh = {.distinct = g_hash_table_new(NULL, NULL)};
        g_array_append_val(sample->columns, fresh);
    }
    Column *column = &g_array_index(sample->columns, Column, sample->at++);
    if (field->length == 0)
        return;
    ArticleDate date;
    g_autofree char *copy = g_strndup(field->text, field->length);
    column->values++;
    column->bytes += field->length;
    column->addresses += g_str_has_prefix(copy, "http://") || g_str_has_prefix(copy, "https://");
    column->dates += field->length <= NAME_MOST && date_read(field->text, field->length, &date) == DATE_READ;
    column->numbers += is_number(field->text, field->length);
    g_hash_table_add(column->distinct, GUINT_TO_POINTER(g_str_hash(copy)));
}

/* Calls func for each whole row of the head; the last one counts only if it is whole. */
typedef void (*RowFunc)(const char *row, gsize length, gpointer data);
static void each_row(const TableShape *shape, const char *head, gsize length, gboolean whole,
                     RowFunc func, gpointer data)
{
    gsize start = shape->preface;
    for (guint rows = 0; rows < ROWS_MOST && start < length; rows++) {
        TableScan scan = {0};
        gsize from = start;
        gssize end = table_row_end(shape->signs, &scan, head, &from, length, whole);
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
    gboolean gap; /* a column without a name, and not the first */
    GHashTable *seen;
} Header;

static void header_field(Header *header, const TableField *field)
{
    ArticleDate date;
    g_autofree char *name = g_strndup(field->text, field->length);
    g_strstrip(name);
    header->fields++;
    header->known += keymap_find(header->keys, name, strlen(name)) >= 0;
    if (*name == '\0') {
        header->gap |= header->fields > 1; /* data frames leave the first one without, and some rows end in a delimiter */
        return;
    }
    header->bad += header->gap;
    /* In any encoding: a character that is cut off would lead behind the NUL. */
    if (g_utf8_strlen(name, (gssize)strlen(name)) > NAME_MOST || is_number(name, strlen(name)) ||
        strchr(name, '\n') || g_strrstr(name, ". ") || strstr(name, "://") ||
        date_read(name, strlen(name), &date) == DATE_READ ||
        !g_hash_table_add(header->seen, g_strdup(name)))
        header->bad++;
}

/* ---- the shape --------------------------------------------------------------------------------*/

typedef struct {
    TableShape *shape;
    guint uneven, framed, joined; /* joined: a field has what another delimiter would divide */
    const char *rest; /* behind the last row */
    GString *scratch;
} Count;

/* "a","b" */
static gboolean has_other_delimiter(TableSigns signs, const char *row, gsize length)
{
    for (const char *other = delimiters; *other; other++) {
        const char between[] = {signs.quote, *other, signs.quote};
        if (*other != signs.delimiter && memmem(row, length, between, sizeof between))
            return TRUE;
    }
    return FALSE;
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
    const char delimited[] = {shape->signs.delimiter, shape->signs.quote};
    count->joined += has_other_delimiter(shape->signs, row, length);
    count->framed += row[0] == shape->signs.quote;
    count->rest = row + length + 1;
    shape->quoted |= row[0] == shape->signs.quote || memmem(row, length, delimited, sizeof delimited) != NULL;
    TableRow fields = table_row_begin(shape->signs, row, length, count->scratch);
    TableField field;
    guint found = 0;
    while (table_row_next(&fields, &field))
        found++;
    if (shape->rows++ == 0)
        shape->columns = found;
    count->uneven += found != shape->columns;
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
    g_autoptr(GString) scratch = g_string_new(NULL);
    TableRow row = table_row_begin(shape->signs, first->str, first->len, scratch);
    TableField field;
    while (table_row_next(&row, &field))
        header_field(&header, &field);
    keymap_unref(keys);
    shape->known = header.bad == 0 ? header.known : 0;
    shape->header = shape->known > 0;
}

/* The shape with this delimiter and this quotation mark. The better it fits, the higher the answer. */
static guint try_shape(TableShape *shape, const char *head, gsize length, gboolean whole)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    Count count = {.shape = shape, .scratch = scratch};
    each_row(shape, head, length, whole, count_row, &count);
    shape->even = count.uneven == 0;
    const char *end = head + length;
    shape->framed = count.framed == shape->rows &&
                    !(count.rest && count.rest < end && *count.rest != shape->signs.quote);
    if (shape->rows == 0 || (shape->columns < 2 && !shape->quoted))
        return 0;
    if (shape->columns < 2 && (!shape->framed || count.joined > 0))
        return 1 + MIN(shape->rows, 20);
    guint even = 100 * (shape->rows - count.uneven) / shape->rows;
    return even * 4 + 100 * shape->quoted + MIN(shape->columns, 20) + MIN(shape->rows, 20);
}

/* The delimiter that the line sep=; says, with or without quotation marks; NUL if there is no such line. */
static char read_separator(const char *head, gsize length, gsize *preface)
{
    gsize quoted = length > 0 && *head == '"', n = strlen("sep=x") + quoted;
    if (length < n + quoted + 1 || g_ascii_strncasecmp(head + quoted, "sep=", strlen("sep=")) != 0)
        return '\0';
    char delimiter = head[n - 1];
    n += quoted && head[n] == '"';
    n += n < length && head[n] == '\r';
    if (n >= length || head[n] != '\n' || memchr(delimiters, delimiter, strlen(delimiters)) == NULL)
        return '\0';
    *preface = n + 1;
    return delimiter;
}

gboolean table_shape_find(TableShape *shape, char delimiter, const char *head, gsize length,
                          gboolean whole)
{
    static const char quotes[] = "\"'";
    guint best = 0;
    gsize preface = 0;
    char written = read_separator(head, length, &preface);
    if (written && (delimiter == 0 || delimiter == written))
        delimiter = written;
    for (gsize d = 0; delimiters[d]; d++) {
        for (gsize q = 0; quotes[q] && (delimiter == 0 || delimiter == delimiters[d]); q++) {
            const char escaped[] = {'\\', quotes[q], '\0'};
            TableShape trial = {.signs = {delimiters[d], quotes[q], '\0'}, .preface = preface};
            guint fit = try_shape(&trial, head, length, whole);
            if (fit > best) {
                best = fit;
                *shape = trial;
            }
            trial = (TableShape){.signs = {delimiters[d], quotes[q], '\\'}, .preface = preface};
            if (fit == 0 || memmem(head, length, escaped, 2) == NULL || (fit = try_shape(&trial, head, length, whole)) < best)
                continue;
            best = fit;
            *shape = trial;
        }
    }
    if (best > 0)
        find_header(shape, head, length, whole);
    return best > 0;
}

/* ---- made-up names ----------------------------------------------------------------------------*/

static void sample_row(const char *row, gsize length, gpointer data)
{
    Sample *sample = data;
    TableRow fields = table_row_begin(sample->signs, row, length, sample->scratch);
    TableField field;
    sample->at = 0;
    while (table_row_next(&fields, &field))
        sample_field(sample, &field);
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
    g_autoptr(GString) scratch = g_string_new(NULL);
    Sample sample = {.signs = shape->signs, .columns = columns, .scratch = scratch};
    each_row(shape, head, length, whole, sample_row, &sample);
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
        g_string_append_printf(names, "%s%s", i ? (char[]){shape->signs.delimiter, '\0'} : "", name);
    }
    return g_string_free(names, FALSE);
}
