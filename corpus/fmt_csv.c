/* Tables: one article a row. Columns are found by the names of the first row, as the keys of JSON are, or by
 * number (--map text=3); see table-shape for what is found out. */
#include "corpus/format-private.h"

#include <string.h>

#include "corpus/table-shape-private.h"

static const char *const csv_extensions[] = {"csv", NULL};
static const char *const tsv_extensions[] = {"tsv", "tab", NULL};

#define PROBE_TABLE 70 /* rows of one length, and many of them or quoted or named */
#define PROBE_ROWS 15  /* not enough to tell a table from a text, unless the name says so */
#define ROWS_ENOUGH 5

/* A field that goes on for longer was never closed; and where one was found, so are others. */
#define FIELD_MAX_BYTES ((gsize)16 << 20)
#define FIELD_DOUBTFUL_BYTES ((gsize)64 << 10)

/* ---- probing ----------------------------------------------------------------------------------*/

/* A page or an XML file: to look for columns in one takes longer than to read it. */
static gboolean is_markup(const char *head, gsize length)
{
    static const char *const beginnings[] = {"<!", "<?", "<html"};
    while (length > 0 && g_ascii_isspace(*head)) {
        head++;
        length--;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++) {
        gsize n = strlen(beginnings[i]);
        if (length > n && g_ascii_strncasecmp(head, beginnings[i], n) == 0)
            return TRUE;
    }
    return FALSE;
}

static guint probe_table(char delimiter, const char *head, gsize length, gboolean whole)
{
    TableShape shape;
    if (is_markup(head, length) || !table_shape_find(&shape, delimiter, head, length, whole))
        return PROBE_NO;
    if (shape.preface > 0)
        return PROBE_SURE;
    if (!shape.even || shape.blank)
        return shape.known > 1 ? PROBE_PERHAPS : PROBE_ROWS;
    if (shape.framed && (shape.rows >= ROWS_ENOUGH || !whole))
        return PROBE_TABLE;
    if (shape.known > 1 || (shape.rows > 1 && shape.known > 0 && shape.quoted))
        return PROBE_TABLE;
    return shape.rows >= ROWS_ENOUGH && (shape.quoted || shape.signs.delimiter == '\t') ? PROBE_TABLE
                                                                                  : PROBE_ROWS;
}

static guint probe_csv(const char *head, gsize length, gboolean whole)
{
    return probe_table(0, head, length, whole);
}

/* The same rows are a table to both; tabs make it this one. */
static guint probe_tsv(const char *head, gsize length, gboolean whole)
{
    guint score = probe_table('\t', head, length, whole);
    return score == PROBE_TABLE ? PROBE_TABLE + 1 : score;
}

/* ---- cutting ----------------------------------------------------------------------------------*/

typedef struct {
    TableShape shape;
    TableScan scan;
    gboolean preface_due, header_due;
    gsize field_max;
    guint64 lines_before; /* line feeds from the last row up to cutter->start */
} Table;

/* What every row needs to know: delimiter, quotation mark and escape (a space: none), and the row of names. */
#define SIGNS_BYTES 3
static void set_columns(Cutter *cutter, const Table *table, const char *names, gsize length)
{
    g_autoptr(GString) context = g_string_sized_new(length + SIGNS_BYTES);
    g_string_append_c(context, table->shape.signs.delimiter);
    g_string_append_c(context, table->shape.signs.quote);
    g_string_append_c(context, table->shape.signs.escape ? table->shape.signs.escape : ' ');
    g_string_append_len(context, names, (gssize)length);
    cutter_set_context(cutter, context->str, context->len);
}

static void begin_table(Cutter *cutter, char delimiter, const char *head, gsize length, gboolean whole)
{
    Table *table = g_new0(Table, 1);
    table->field_max = FIELD_MAX_BYTES;
    cutter->state = table;
    if (!table_shape_find(&table->shape, delimiter, head, length, whole))
        table->shape = (TableShape){.signs = {delimiter ? delimiter : ',', '"', '\0'}, .columns = 1};
    table->header_due = table->shape.header;
    table->preface_due = table->shape.preface > 0;
    if (table->header_due)
        return;
    g_autofree char *names = table_shape_names(&table->shape, head, length, whole);
    set_columns(cutter, table, names, strlen(names));
}

static void begin_csv(Cutter *cutter, const char *head, gsize length, gboolean whole)
{
    begin_table(cutter, 0, head, length, whole);
}

static void begin_tsv(Cutter *cutter, const char *head, gsize length, gboolean whole)
{
    begin_table(cutter, '\t', head, length, whole);
}

static void end(Cutter *cutter)
{
    g_clear_pointer(&cutter->state, g_free);
}

/* The row ends where its first line does, since a quotation mark in it is never closed. */
static gsize first_line(Table *table, const char *bytes, gsize length)
{
    const char *feed = memchr(bytes, '\n', length);
    table->field_max = FIELD_DOUBTFUL_BYTES;
    return feed ? (gsize)(feed - bytes) : length;
}

/* Where the row that begins at cutter->start ends; -1 if it does not end in these bytes. */
static gssize row_end(Cutter *cutter, Table *table, const char *bytes, gsize length, gboolean last)
{
    gsize start = cutter->start;
    gssize end = table_row_end(table->shape.signs, &table->scan, bytes, &cutter->looked, length, last);
    if (end < 0 && table->scan.quoted && (last || cutter->looked - start > table->field_max))
        end = (gssize)(start + first_line(table, bytes + start, length - start));
    if (end >= 0)
        table->scan = (TableScan){0};
    return end;
}

static gboolean is_blank(const char *bytes, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isspace(bytes[i]))
            return FALSE;
    return TRUE;
}

/* Passes over empty lines, and over the row of names, which may be all that is there yet. */
static CutAnswer cut(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *found)
{
    Table *table = cutter->state;
    gssize end;
    if (table->preface_due && length >= table->shape.preface) {
        cutter->start = cutter->looked = table->shape.preface;
        table->lines_before = format_count_lines(bytes, bytes + table->shape.preface);
        table->preface_due = FALSE;
    }
    while (cutter->start < length && (end = row_end(cutter, table, bytes, length, last)) >= 0) {
        gsize start = cutter->start, next = MIN((gsize)end + 1, length), row = (gsize)end - start;
        guint64 lines = format_count_lines(bytes + start, bytes + next);
        cutter->start = cutter->looked = next;
        if (is_blank(bytes + start, row)) {
            table->lines_before += lines;
        } else if (table->header_due) {
            set_columns(cutter, table, bytes + start, row);
            table->header_due = FALSE;
            table->lines_before += lines;
        } else {
            *found = (Cut){start, row, next, table->lines_before, lines};
            cutter->start = cutter->looked = 0;
            table->lines_before = 0;
            return CUT_RECORD;
        }
    }
    return last ? CUT_NOTHING : CUT_MORE;
}

/* ---- columns ----------------------------------------------------------------------------------*/

/* A column that goes into a field of the article. */
typedef struct {
    guint column; /* from 0 */
    guint field;  /* ArticleField or KEYMAP_DATE */
} Take;

/* What is known of a table's columns, made once of the context. */
typedef struct {
    GBytes *context;
    TableSigns signs;
    guint count;
    GArray *takes;  /* Take, in order of preference */
    GArray *fields; /* TableField: of the present row */
} Columns;

static void columns_free(gpointer data)
{
    Columns *columns = data;
    g_clear_pointer(&columns->context, g_bytes_unref);
    g_array_unref(columns->takes);
    g_array_unref(columns->fields);
    g_free(columns);
}

/* The column that a row of --map means: by its name, or by its number, from 1; -1 if there is none. */
static int find_column(const GPtrArray *names, const KeymapRow *key)
{
    for (guint i = 0; i < names->len; i++)
        if (g_ascii_strcasecmp(names->pdata[i], key->name) == 0)
            return (int)i;
    guint64 number;
    if (g_ascii_string_to_unsigned(key->name, 10, 1, names->len, &number, NULL))
        return (int)number - 1;
    return -1;
}

static void choose_columns(Columns *columns, const Keymap *map, const GPtrArray *names)
{
    guint mapped, count;
    const KeymapRow *keys = keymap_rows(map, &mapped, &count);
    int chosen[KEYMAP_MAX_ROWS];
    for (guint i = 0; i < count; i++)
        chosen[i] = i < mapped ? find_column(names, &keys[i]) : -1;
    for (guint i = names->len; i-- > 0;) {
        int key = keymap_find(map, names->pdata[i], strlen(names->pdata[i]));
        if (key >= 0)
            chosen[key] = (int)i;
    }
    for (guint i = 0; i < count; i++) {
        Take take = {(guint)chosen[i], keys[i].field};
        if (chosen[i] >= 0)
            g_array_append_val(columns->takes, take);
    }
}

static Columns *columns_new(ArticleParser *parser)
{
    Columns *columns = g_new0(Columns, 1);
    columns->context = parser->context_bytes ? g_bytes_ref(parser->context_bytes) : NULL;
    columns->signs = (TableSigns){parser->context[0], parser->context[1], parser->context[2] == ' ' ? '\0' : parser->context[2]};
    columns->takes = g_array_new(FALSE, FALSE, sizeof(Take));
    columns->fields = g_array_new(FALSE, FALSE, sizeof(TableField));
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    TableRow row = table_row_begin(columns->signs, parser->context + SIGNS_BYTES, parser->context_length - SIGNS_BYTES,
                                   parser->repair);
    TableField field;
    while (table_row_next(&row, &field))
        g_ptr_array_add(names, g_strndup(field.text, field.length));
    columns->count = names->len;
    choose_columns(columns, parser->keys, names);
    return columns;
}

static Columns *columns_of(ArticleParser *parser)
{
    Columns *known = parser->shared;
    if (known && parser->shared_free == columns_free && known->context == parser->context_bytes)
        return known;
    if (known)
        parser->shared_free(known);
    parser->shared = columns_new(parser);
    parser->shared_free = columns_free;
    return parser->shared;
}

/* ---- a row ------------------------------------------------------------------------------------*/

static gboolean parse(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    Columns *columns = columns_of(parser);
    TableRow row = table_row_begin(columns->signs, bytes, length, parser->repair);
    TableField field;
    g_array_set_size(columns->fields, 0);
    while (table_row_next(&row, &field))
        g_array_append_val(columns->fields, field);
    if (columns->fields->len != columns->count) {
        article_parser_note(article, "%u fields in a table of %u columns", columns->fields->len, columns->count);
        return FALSE;
    }
    for (guint i = 0; i < columns->takes->len; i++) {
        const Take *take = &g_array_index(columns->takes, Take, i);
        const TableField *value = &g_array_index(columns->fields, TableField, take->column);
        if (keymap_has_field(article, take->field))
            continue;
        if (take->field == KEYMAP_DATE)
            article_parser_set_date(article, value->text, value->length);
        else
            article_parser_add(article, take->field, value->text, value->length);
    }
    return TRUE;
}

const Format format_csv = {
    .name = "csv",
    .help = "tables, one article a row; columns by their names or numbers",
    .told = "rows of as many fields, quoted or with known names",
    .options = "map, encoding",
    .extensions = csv_extensions,
    .probe = probe_csv,
    .begin = begin_csv,
    .cut = cut,
    .end = end,
    .parse = parse,
    .may_hold_markup = TRUE,
};
const Format format_tsv = {
    .name = "tsv",
    .help = "tables with tabs, one article a row",
    .told = "rows of as many fields",
    .options = "map, encoding",
    .extensions = tsv_extensions,
    .probe = probe_tsv,
    .begin = begin_tsv,
    .cut = cut,
    .end = end,
    .parse = parse,
    .may_hold_markup = TRUE,
};
