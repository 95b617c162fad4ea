#include "tests/xapian-c/fixture-private.h"

typedef struct {
    const char *name, *field, *prefix;
    guint32 slot;
    FieldKind kind;
} FieldRow;

static const FieldRow field_rows[] = {
    {"text", "text", "", SLOT_NONE, FIELD_TEXT},
    {"title", "title", "S", SLOT_TITLE, FIELD_TEXT},
    {"date", "date", "D", SLOT_DAY, FIELD_DATE},
    {"source", "source", "XSOURCE", SLOT_SOURCE, FIELD_BOOLEAN},
    {"author", "author", "A", SLOT_AUTHOR, FIELD_BOOLEAN},
    {"section", "section", "XSECTION", SLOT_SECTION, FIELD_BOOLEAN},
    {"keyword", "keyword", "K", SLOT_NONE, FIELD_BOOLEAN},
    {"host", "host", "H", SLOT_NONE, FIELD_BOOLEAN},
    {"url", "url", "U", SLOT_NONE, FIELD_BOOLEAN},
    {"language", "language", "L", SLOT_LANGUAGE, FIELD_BOOLEAN},
    {"lang", "language", "L", SLOT_LANGUAGE, FIELD_BOOLEAN},
    {"id", "id", "Q", SLOT_IDENTITY, FIELD_BOOLEAN},
    {"SOURCE", "source", "XSOURCE", SLOT_SOURCE, FIELD_BOOLEAN},
    {"sourc", NULL, NULL, 0, 0},
    {"sources", NULL, NULL, 0, 0},
    {"", NULL, NULL, 0, 0},
};

START_TEST(fields_are_found_by_name_and_alias)
{
    const FieldRow *row = &field_rows[_i];
    const Field *field = schema_field(row->name, strlen(row->name));
    if (row->field == NULL) {
        ck_assert_msg(field == NULL, "'%s' is a field", row->name);
        return;
    }
    ck_assert_msg(field != NULL, "'%s' is no field", row->name);
    ck_assert_str_eq(field->name, row->field);
    ck_assert_str_eq(field->prefix, row->prefix);
    ck_assert_msg(field->slot == row->slot, "'%s': slot %u", row->name, field->slot);
    ck_assert_msg(field->kind == row->kind, "'%s': kind %d", row->name, field->kind);
}
END_TEST

START_TEST(no_two_fields_share_a_name_or_a_prefix)
{
    gsize count;
    const Field *fields = schema_fields(&count);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) prefixes = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < count; i++) {
        ck_assert_msg(g_hash_table_add(seen, (gpointer)fields[i].name), "%s", fields[i].name);
        if (fields[i].alias != NULL)
            ck_assert_msg(g_hash_table_add(seen, (gpointer)fields[i].alias), "%s", fields[i].alias);
        ck_assert_msg(g_hash_table_add(prefixes, (gpointer)fields[i].prefix), "%s",
                      fields[i].prefix);
        ck_assert_msg(fields[i].help[0] != '\0' && strlen(fields[i].help) <= 60, "%s: help",
                      fields[i].name);
        ck_assert_msg(strchr(fields[i].example, ':') != NULL, "%s: example", fields[i].name);
    }
}
END_TEST

/* ---- boolean terms ----------------------------------------------------------------------------*/

typedef struct {
    const char *name, *prefix, *value, *term;
} TermRow;

static const TermRow term_rows[] = {
    {"one letter", "A", "jane doe", "Ajane doe"},
    {"several letters", "XSOURCE", "reuters", "XSOURCEreuters"},
    {"one letter before a capital", "U", "HTTP", "UHTTP"},
    {"several letters before a capital", "XSOURCE", "BBC", "XSOURCE:BBC"},
    {"several letters before a colon", "XSOURCE", ":x", "XSOURCE::x"},
    {"other alphabets are no capitals", "XSECTION", "Мир", "XSECTIONМир"},
    {"empty value", "K", "", "K"},
    {"no prefix", "", "War", "War"},
};

START_TEST(boolean_terms_follow_omega)
{
    const TermRow *row = &term_rows[_i];
    g_autoptr(GString) term = g_string_new("before ");
    schema_boolean_term(term, row->prefix, row->value, strlen(row->value));
    ck_assert_msg(strcmp(term->str + 7, row->term) == 0, "%s: '%s'", row->name, term->str);
}
END_TEST

/* The bytes that Xapian counts. */
static gsize term_cost(const GString *term)
{
    gsize cost = term->len;
    for (gsize i = 0; i < term->len; i++)
        cost += term->str[i] == '\0';
    return cost;
}

START_TEST(long_values_end_in_a_hash)
{
    static const char *const units[] = {"x", "\xc3\xa4", "\xe4\xb8\x80", "\xf0\x9f\x93\xb0", "a\0"};
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize u = 0; u < G_N_ELEMENTS(units); u++) {
        gsize unit_length = u == 4 ? 2 : strlen(units[u]);
        g_autoptr(GString) value = g_string_new(NULL);
        while (value->len < 400) {
            g_string_append_len(value, units[u], unit_length);
            g_autoptr(GString) term = g_string_new(NULL);
            schema_boolean_term(term, PREFIX_SOURCE, value->str, value->len);
            ck_assert_uint_le(term_cost(term), TERM_MAX_BYTES);
            ck_assert(g_str_has_prefix(term->str, u == 4 ? "XSOURCEa" : "XSOURCE"));
            gboolean whole = 7 + term_cost(value) <= TERM_MAX_BYTES;
            if (whole) {
                ck_assert_uint_eq(term->len, 7 + value->len);
                ck_assert_mem_eq(term->str + 7, value->str, value->len);
            }
            if (u != 4) {
                ck_assert(g_utf8_validate(term->str, term->len, NULL));
                ck_assert_msg(g_hash_table_add(seen, g_strdup(term->str)), "two values meet in '%s'",
                              term->str);
            }
            if (!whole)
                ck_assert_uint_ge(term_cost(term), TERM_MAX_BYTES - 4);
        }
    }
}
END_TEST

START_TEST(a_value_at_the_limit_stays_whole)
{
    for (gsize length = 238; length <= 240; length++) {
        g_autofree char *value = g_strnfill(length, 'x');
        g_autoptr(GString) term = g_string_new(NULL);
        schema_boolean_term(term, "A", value, length);
        ck_assert_int_eq(strcmp(term->str + 1, value) == 0, length + 1 <= TERM_MAX_BYTES);
    }
}
END_TEST

/* ---- data -------------------------------------------------------------------------------------*/

typedef struct {
    const char *name, *value, *line;
} DataRow;

static const DataRow data_rows[] = {
    {"plain", "Peace talks", "text=Peace talks\n"},
    {"line feed", "one\ntwo\n", "text=one\\ntwo\\n\n"},
    {"backslash", "C:\\new", "text=C:\\\\new\n"},
    {"both", "\\\n\\n", "text=\\\\\\n\\\\n\n"},
    {"equals sign", "a=b", "text=a=b\n"},
    {"other controls", "tab\there", "text=tab\there\n"},
    {"empty", "", ""},
};

START_TEST(data_lines_are_escaped)
{
    const DataRow *row = &data_rows[_i];
    g_autoptr(GString) data = g_string_new("id=1\n");
    schema_data_append(data, "text", row->value, strlen(row->value));
    ck_assert_msg(strcmp(data->str + 5, row->line) == 0, "%s: '%s'", row->name, data->str);
    g_autoptr(GString) value = g_string_new(NULL);
    ck_assert(schema_data_find(data->str, data->len, "text", value) == (row->line[0] != '\0'));
    ck_assert_msg(strcmp(value->str, row->value) == 0, "%s: '%s'", row->name, value->str);
}
END_TEST

typedef struct {
    const char *name, *data, *field, *value; /* NULL: not found */
} FindRow;

static const FindRow find_rows[] = {
    {"first line", "id=1\ntext=x\n", "id", "1"},
    {"last line", "id=1\ntext=x\n", "text", "x"},
    {"no line feed at the end", "id=1\ntext=x", "text", "x"},
    {"name is a prefix", "titles=a\ntitle=b\n", "title", "b"},
    {"name inside of a value", "a=id=5\n", "id", NULL},
    {"name has another end", "xid=5\n", "id", NULL},
    {"missing", "id=1\n", "text", NULL},
    {"no data", "", "text", NULL},
    {"no equals sign", "text\n", "text", NULL},
    {"empty value", "text=\n", "text", ""},
    {"the first counts", "id=1\nid=2\n", "id", "1"},
    {"foreign escape", "text=a\\tb\\\n", "text", "a\\tb\\"},
    {"empty lines", "\n\nid=3\n", "id", "3"},
};

START_TEST(data_lines_are_found)
{
    const FindRow *row = &find_rows[_i];
    g_autoptr(GString) value = g_string_new("+");
    g_autofree char *exact = g_memdup2(row->data, strlen(row->data)); /* overreads are seen */
    gboolean found = schema_data_find(exact, strlen(row->data), row->field, value);
    ck_assert_msg(found == (row->value != NULL), "%s: %d", row->name, found);
    ck_assert_msg(strcmp(value->str + 1, found ? row->value : "") == 0, "%s: '%s'", row->name,
                  value->str);
}
END_TEST

START_TEST(any_text_comes_back)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (guint round = 0; round < 2000; round++) {
        g_autoptr(GString) data = g_string_new(NULL);
        g_autoptr(GString) value = g_string_new(NULL);
        for (gint left = g_rand_int_range(random, 1, 80); left > 0; left--) {
            static const gunichar often[] = {'\\', '\n', 'n', '=', 'a', 0xe9, 0x4e00, 0x1f4f0};
            g_string_append_unichar(value, often[g_rand_int_range(random, 0, 8)]);
        }
        schema_data_append(data, "id", "7", 1);
        schema_data_append(data, "text", value->str, value->len);
        ck_assert_ptr_eq(strchr(strchr(data->str, '\n') + 1, '\n'), data->str + data->len - 1);
        g_autoptr(GString) back = g_string_new(NULL);
        ck_assert(schema_data_find(data->str, data->len, "text", back));
        ck_assert_uint_eq(back->len, value->len);
        ck_assert_mem_eq(back->str, value->str, back->len);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("schema");
    TCase *tcase = tcase_create("schema");
    tcase_add_loop_test(tcase, fields_are_found_by_name_and_alias, 0, G_N_ELEMENTS(field_rows));
    tcase_add_test(tcase, no_two_fields_share_a_name_or_a_prefix);
    tcase_add_loop_test(tcase, boolean_terms_follow_omega, 0, G_N_ELEMENTS(term_rows));
    tcase_add_test(tcase, long_values_end_in_a_hash);
    tcase_add_test(tcase, a_value_at_the_limit_stays_whole);
    tcase_add_loop_test(tcase, data_lines_are_escaped, 0, G_N_ELEMENTS(data_rows));
    tcase_add_loop_test(tcase, data_lines_are_found, 0, G_N_ELEMENTS(find_rows));
    tcase_add_test(tcase, any_text_comes_back);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
