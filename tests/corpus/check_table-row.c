#include "corpus/table-row-private.h"

#include "tests/corpus/corpus-test.h"

/* The fields of a row, each in <>. */
static char *fields_of(TableSigns signs, const char *bytes, gsize length)
{
    g_autoptr(GString) unquoted = g_string_new(NULL);
    GString *all = g_string_new(NULL);
    TableRow row = table_row_begin(signs, bytes, length, unquoted);
    TableField field;
    while (table_row_next(&row, &field)) {
        g_string_append_c(all, '<');
        g_string_append_len(all, field.text, (gssize)field.length);
        g_string_append_c(all, '>');
    }
    return g_string_free(all, FALSE);
}

static const struct {
    const char *name;
    TableSigns signs;
    const char *row, *wanted;
} rows[] = {
    {"plain fields", {',', '"', 0}, "a,bc,d", "<a><bc><d>"},
    {"nothing", {',', '"', 0}, "", ""},
    {"spaces alone", {',', '"', 0}, " \t ", ""},
    {"empty fields", {',', '"', 0}, ",a,,", "<><a><><>"},
    {"one delimiter", {',', '"', 0}, ",", "<><>"},
    {"spaces around", {',', '"', 0}, " a b , \tc\t", "<a b><c>"},
    {"a carriage return at the end", {',', '"', 0}, "a,b\r", "<a><b>"},
    {"… behind a delimiter", {',', '"', 0}, "a,\r", "<a><>"},
    {"… behind a quotation mark", {',', '"', 0}, "a,\"b\"\r", "<a><b>"},
    {"quoted", {',', '"', 0}, "\"a\",\"\",\"b,c\"", "<a><><b,c>"},
    {"spaces in quotation marks", {',', '"', 0}, " \" a \" , b", "< a ><b>"},
    {"line feeds in quotation marks", {',', '"', 0}, "\"a\r\nb\",c", "<a\r\nb><c>"},
    {"two for one", {',', '"', 0}, "\"a \"\"b\"\" c\",\"\"\"\",\"\"\"d\"\"\"", "<a \"b\" c><\"><\"d\">"},
    {"a mark that closes nothing", {',', '"', 0}, "\"a \"b\" c\",d", "<a \"b\" c><d>"},
    {"two marks with a space between", {',', '"', 0}, "\"a \" \"\" b\",c", "<a \" \" b><c>"},
    {"never closed", {',', '"', 0}, "a,\"b,c", "<a><b,c>"},
    {"… behind two for one", {',', '"', 0}, "\"a\"\"b,c", "<a\"b,c>"},
    {"a mark within a field", {',', '"', 0}, "5\" rain,\"6\"\"\"", "<5\" rain><6\">"},
    {"tabs", {'\t', '"', 0}, "a b\t\t\"c\td\"\t e ", "<a b><><c\td><e>"},
    {"bars", {'|', '"', 0}, "a,b|\"c|d\"", "<a,b><c|d>"},
    {"single quotation marks", {';', '\'', 0}, "'a; ''b''';\"c\"", "<a; 'b'><\"c\">"},
    {"a line that ends within the row", {',', '"', 0}, "a,b\rc\r\r", "<a><b><c>"},
};

START_TEST(rows_are_split)
{
    g_autofree char *got = fields_of(rows[_i].signs, rows[_i].row, strlen(rows[_i].row));
    ck_assert_msg(strcmp(got, rows[_i].wanted) == 0, "%s\ngot:    %s\nwanted: %s", rows[_i].name, got, rows[_i].wanted);
}
END_TEST

/* ---- sign by sign -----------------------------------------------------------------------------*/

/* The same, told one sign after the other. */
typedef enum { BETWEEN_LINES, BEFORE_FIELD, IN_PLAIN, IN_QUOTED, BEHIND_MARK } State;

typedef struct {
    TableSigns signs;
    State state;
    GString *all, *field;
    gsize spaces; /* the last signs of the field, which may turn out to be none of it */
} Naive;

static void end_field(Naive *naive, gsize less, State then)
{
    g_string_truncate(naive->field, naive->field->len - less);
    g_string_append_c(naive->all, '<');
    g_string_append_len(naive->all, naive->field->str, (gssize)naive->field->len);
    g_string_append_c(naive->all, '>');
    g_string_truncate(naive->field, 0);
    naive->spaces = 0;
    naive->state = then;
}

static void read_outside(Naive *naive, char c, gboolean space, gboolean feed)
{
    if (feed && naive->state == BETWEEN_LINES)
        return;
    if (feed || c == naive->signs.delimiter)
        end_field(naive, 0, feed ? BETWEEN_LINES : BEFORE_FIELD);
    else if (c == naive->signs.quote)
        naive->state = IN_QUOTED;
    else if (!space) {
        g_string_append_c(naive->field, c);
        naive->state = IN_PLAIN;
    }
}

static void read_sign(Naive *naive, char c)
{
    gboolean space = (c == ' ' || c == '\t') && c != naive->signs.delimiter, feed = c == '\n' || c == '\r';
    gboolean ends = feed || c == naive->signs.delimiter, mark = c == naive->signs.quote;
    State then = feed ? BETWEEN_LINES : BEFORE_FIELD;
    if (naive->state <= BEFORE_FIELD) {
        read_outside(naive, c, space, feed);
    } else if (ends && naive->state == IN_PLAIN) {
        end_field(naive, naive->spaces, then);
    } else if (ends && naive->state == BEHIND_MARK) {
        end_field(naive, naive->spaces + 1, then);
    } else if (mark && naive->state == BEHIND_MARK && naive->spaces == 0) {
        naive->state = IN_QUOTED;
    } else {
        g_string_append_c(naive->field, c);
        naive->spaces = space && naive->state != IN_QUOTED ? naive->spaces + 1 : 0;
        if (naive->state != IN_PLAIN && !(space && naive->state == BEHIND_MARK))
            naive->state = mark ? BEHIND_MARK : IN_QUOTED;
    }
}

static char *read_signs(TableSigns signs, const char *bytes, gsize length)
{
    g_autoptr(GString) field = g_string_new(NULL);
    Naive naive = {.signs = signs, .all = g_string_new(NULL), .field = field};
    for (gsize i = 0; i < length; i++)
        read_sign(&naive, bytes[i]);
    if (naive.state == BEHIND_MARK)
        end_field(&naive, naive.spaces + 1, BETWEEN_LINES);
    else if (naive.state != BETWEEN_LINES)
        end_field(&naive, naive.state == IN_PLAIN ? naive.spaces : 0, BETWEEN_LINES);
    return g_string_free(naive.all, FALSE);
}

START_TEST(as_sign_by_sign)
{
    static const TableSigns signs[] = {{',', '"', 0}, {'\t', '"', 0}, {';', '\'', 0}};
    static const char *const pieces[] = {",", ",", "\"", "\"", "\"\"", "'", ";", "\t", " ", "\r", "\n", "a", "rain at last"};
    g_autoptr(GRand) random = g_rand_new_with_seed(4180);
    for (guint round = 0; round < 200000; round++) {
        g_autoptr(GString) row = g_string_new(NULL);
        for (gint left = g_rand_int_range(random, 0, 16); left > 0; left--)
            g_string_append(row, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        TableSigns by = signs[round % G_N_ELEMENTS(signs)];
        g_autofree char *got = fields_of(by, row->str, row->len);
        g_autofree char *wanted = read_signs(by, row->str, row->len);
        QUICK_ASSERT(strcmp(got, wanted) == 0, "[%s]\ngot:    %s\nwanted: %s", row->str, got, wanted);
    }
}
END_TEST

/* ---- where rows end ---------------------------------------------------------------------------*/

/* A table that comes in pieces of any length is cut as if it came at once. */
START_TEST(pieces_do_not_matter)
{
    static const char *const pieces[] = {",", "\"", "\"", "\"\"", " ", "\r\n", "\n", "a", "rain at last"};
    static const TableSigns signs = {',', '"', 0};
    g_autoptr(GRand) random = g_rand_new_with_seed(4181);
    for (guint round = 0; round < 20000; round++) {
        g_autoptr(GString) table = g_string_new(NULL);
        for (gint left = g_rand_int_range(random, 0, 16); left > 0; left--)
            g_string_append(table, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        TableScan once = {0}, scan = {0};
        gsize from = 0, at = 0, known = 0;
        gssize wanted = table_row_end(signs, &once, table->str, &from, table->len, TRUE), got = -1;
        while (got < 0 && known < table->len) {
            known += (gsize)g_rand_int_range(random, 1, 4);
            known = MIN(known, table->len);
            got = table_row_end(signs, &scan, table->str, &at, known, known == table->len);
        }
        QUICK_ASSERT(got == wanted || table->len == 0, "[%s]: %zd, at once %zd", table->str, got, wanted);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table-row");
    TCase *cases = tcase_create("rows");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, rows_are_split, 0, G_N_ELEMENTS(rows));
    tcase_add_test(cases, as_sign_by_sign);
    tcase_add_test(cases, pieces_do_not_matter);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
