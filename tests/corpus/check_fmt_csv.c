#include <sys/mman.h>
#include <unistd.h>

#include "corpus/table-shape-private.h"
#include "tests/corpus/corpus-test.h"

#define LINE5 "Rain fell on the Calder valley for the third day, and the river rose; more is to come.\n"

static const struct {
    const char *name, *file, *bytes, *wanted;
} tables[] = {
    {"a header and rows", "a.csv", "id,title,text\n1,Rain,It rained.\n2,Sun,\"It shone, at last.\"\n",
     "id=1 | title=Rain | text=It rained.\nid=2 | title=Sun | text=It shone, at last.\n"},
    {"without a telling name", "a", "id,title,text\n1,Rain,It rained.\n2,Sun,It shone.\n",
     "id=1 | title=Rain | text=It rained.\nid=2 | title=Sun | text=It shone.\n"},
    {"names in other cases and orders", "a.csv", "URL,Headline,pubDate,BODY\nhttp://c.example/1,Rain,2014-08-07,It rained.\n",
     "url=http://c.example/1 | title=Rain | text=It rained. | date=2014-08-07\n"},
    {"columns that are not known", "a.csv", "title,mood,text\nRain,grim,It rained.\n",
     "title=Rain | text=It rained.\n"},
    {"line feeds and quotes in quotes", "a.csv", "title,text\n\"Rain\",\"It \"\"poured\"\".\n\nAll day.\"\nSun,None.\n",
     "title=Rain | text=It \"poured\".\\n\\nAll day.\ntitle=Sun | text=None.\n"},
    {"carriage returns", "a.csv", "title,text\r\n\"Rain\",\"It\r\npoured.\"\r\nSun,None.\r\n",
     "title=Rain | text=It\\npoured.\ntitle=Sun | text=None.\n"},
    {"semicolons and single quotes", "a.csv", "section;text\nSport;'Rain; and ''more'''\nWorld;None\n",
     "text=Rain; and 'more' | section=Sport\ntext=None | section=World\n"},
    {"tabs", "a.tsv", "headline\ttext\nRain\tIt rained, a lot.\nSun\t\"It shone.\nAt last.\"\n",
     "title=Rain | text=It rained, a lot.\ntitle=Sun | text=It shone.\\nAt last.\n"},
    {"bars", "a.csv", "title|text\nRain|It rained, a lot.\nSun|It shone.\n",
     "title=Rain | text=It rained, a lot.\ntitle=Sun | text=It shone.\n"},
    {"ragged rows cost themselves", "a.csv", "id,title,text\n1,Rain\n2,Sun,It shone.\n3,Fog,It,hid.\n4,Hail,It fell.\n",
     "REJECT | notes=2 fields in a table of 3 columns\nid=2 | title=Sun | text=It shone.\n"
     "REJECT | notes=4 fields in a table of 3 columns\nid=4 | title=Hail | text=It fell.\n"},
    {"empty lines", "a.csv", "\ntitle,text\n\nRain,It rained.\n  \n\nSun,It shone.\n\n",
     "title=Rain | text=It rained.\ntitle=Sun | text=It shone.\n"},
    {"empty fields", "a.csv", "title,text,author\nRain,It rained.,\n,It shone.,\"\"\n,,\n",
     "title=Rain | text=It rained.\ntext=It shone.\nREJECT | notes=neither title nor text\n"},
    {"no line feed at the end", "a.csv", "title,text\nRain,\"It rained.\"", "title=Rain | text=It rained.\n"},
    {"a quote in a field", "a.csv", "title,text\nThe 5\" rain,It rained 5\" today.\n",
     "title=The 5\" rain | text=It rained 5\" today.\n"},
    {"a quote that closes nothing", "a.csv", "title,text\nRain,\"It \"poured\" today.\"\nSun,None.\n",
     "title=Rain | text=It \"poured\" today.\ntitle=Sun | text=None.\n"},
    {"a quote never closed", "a.csv", "title,text\nRain,\"It poured.\nSun,None.\nFog,Much.\n",
     "title=Rain | text=\"It poured.\ntitle=Sun | text=None.\ntitle=Fog | text=Much.\n"},
    {"a quote escaped by a backslash", "a.csv",
     "title,text\n\"Rain\",\"It \\\"poured\\\", he said, and \\\"more\\\" came.\"\nSun,\"None, C:\\\\\"\n",
     "title=Rain | text=It \"poured\", he said, and \"more\" came.\ntitle=Sun | text=None, C:\\\\\n"},
    {"a backslash that escapes nothing", "a.csv", "title,text\n\"Rain\",\"It fell on C:\\\"\nSun,\"None, he said.\"\n",
     "title=Rain | text=It fell on C:\\\ntitle=Sun | text=None, he said.\n"},
    {"the delimiter in a line of its own", "a.csv", "sep=;\r\ntitle;text\r\nRain;It rained, a lot.\r\n",
     "title=Rain | text=It rained, a lot.\n"},
    {"the same in quotes, without a telling name", "a", "\"SEP=,\"\ntitle,text\nRain,It rained.\n", "title=Rain | text=It rained.\n"},
    {"rows that end in a delimiter", "a.csv", "title;text;\nRain;It rained.;\nSun;It shone.;\n",
     "title=Rain | text=It rained.\ntitle=Sun | text=It shone.\n"},
    {"quoted rows, one of them ragged", "a.csv",
     "title,date,text\n\"Rain\",2014-08-07,\"It rained.\"\n\"Sun\",2014-08-07,it shone, at last\n\"Fog\",2014-08-08,\"Much.\"\n",
     "title=Rain | text=It rained. | date=2014-08-07\nREJECT | notes=4 fields in a table of 3 columns\n"
     "title=Fog | text=Much. | date=2014-08-08\n"},
    {"quoted rows shorter than their header", "a.csv", "\"title\",\"text\",\"author\"\n\"Rain\",\"It rained.\"\n\"Sun\",\"It shone.\"\n",
     "REJECT | notes=2 fields in a table of 3 columns\nREJECT | notes=2 fields in a table of 3 columns\n"},
    {"one quoted column", "a.csv", "\"It rained, and it poured.\"\n\"It shone; and how.\"\n\"Fog, much.\"\n",
     "text=It rained, and it poured.\ntext=It shone; and how.\ntext=Fog, much.\n"},
    {"a header alone", "a.csv", "title,text\n", "REJECT | notes=no records in it\n"},
    {"a BOM", "a.csv", "\xEF\xBB\xBFtitle,text\nRain,It rained.\n", "title=Rain | text=It rained.\n"},
    {"the first name left out", "a.csv", ",title,text\n0,Rain,It rained.\n1,Sun,It shone.\n",
     "title=Rain | text=It rained.\ntitle=Sun | text=It shone.\n"},
    {"Windows-1252", "a.csv", "title,text\nCaf\xE9,\"Le caf\xE9 \xE9tait ferm\xE9 d\xE8s l'\xE9t\xE9 dernier.\"\n",
     "title=Café | text=Le café était fermé dès l'été dernier.\n"},
    {"no header: section, title, text", "a.csv",
     "\"3\",\"Rain in Calder\",\"It rained for days on end in the valley.\"\n"
     "\"4\",\"Sun in Harrow\",\"It shone for weeks and nobody complained.\"\n"
     "\"3\",\"Fog in Westmark\",\"Ships waited for the fog to lift all day.\"\n"
     "\"4\",\"Hail in Halden\",\"Glass houses broke under stones like eggs.\"\n"
     "\"3\",\"Snow in Lindow\",\"Roads were closed at noon and trains late.\"\n",
     "title=Rain in Calder | text=It rained for days on end in the valley. | section=3\n"
     "title=Sun in Harrow | text=It shone for weeks and nobody complained. | section=4\n"
     "title=Fog in Westmark | text=Ships waited for the fog to lift all day. | section=3\n"
     "title=Hail in Halden | text=Glass houses broke under stones like eggs. | section=4\n"
     "title=Snow in Lindow | text=Roads were closed at noon and trains late. | section=3\n"},
    {"no header: date and address", "a.csv",
     "2014-08-07,http://c.example/1,\"Rain in Calder, for the third day on end.\"\n"
     "2014-08-08,http://c.example/2,\"Sun in Harrow, and nobody complained of it.\"\n"
     "2014-08-09,http://c.example/3,\"Fog in Westmark, where ships waited for hours.\"\n",
     "url=http://c.example/1 | text=Rain in Calder, for the third day on end. | date=2014-08-07\n"
     "url=http://c.example/2 | text=Sun in Harrow, and nobody complained of it. | date=2014-08-08\n"
     "url=http://c.example/3 | text=Fog in Westmark, where ships waited for hours. | date=2014-08-09\n"},
    {"one quoted column", "a.txt", "\"Rain one.\"\n\"Rain two.\"\n\"Rain three.\"\n\"Rain four.\"\n\"Rain five.\"\n",
     "text=Rain one.\ntext=Rain two.\ntext=Rain three.\ntext=Rain four.\ntext=Rain five.\n"},
    {"a text with commas is no table", "a.txt",
     "Rain, more rain\n\n" LINE5 LINE5 "Then, at last, sun, wind and so on.\n",
     "title=Rain, more rain | text=" "Rain fell on the Calder valley for the third day, and the river rose; more "
     "is to come.\\nRain fell on the Calder valley for the third day, and the river rose; more is to come.\\nThen, "
     "at last, sun, wind and so on.\n"},
    {"a text of one line", "a.txt", "Rain, again.\n", "text=Rain, again.\n"},
    {"a list with tabs now and then", "a.txt", "Results\nCalder\t3\nHarrow\t4\tlate\n\nAll played.\n",
     "text=Results\\nCalder\t3\\nHarrow\t4\tlate\\n\\nAll played.\n"},
};

START_TEST(tables_are_read)
{
    g_autoptr(GPtrArray) all = read_written(tables[_i].file, tables[_i].bytes, strlen(tables[_i].bytes), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, tables[_i].wanted) == 0, "%s:\n%s", tables[_i].name, shown);
}
END_TEST

static const struct {
    const char *name, *map, *bytes, *wanted;
} mapped[] = {
    {"by name", "title=mood", "id,mood,text\n1,grim,It rained.\n", "id=1 | title=grim | text=It rained.\n"},
    {"by number", "text=3", "1,Rain,It rained for days on end.,x\n2,Sun,It shone.,a longer cell than the text is\n",
     "title=Rain | text=It rained for days on end.\ntitle=Sun | text=It shone.\n"},
    {"by number with a header", "title=2", "id,mood,text\n1,grim,It rained.\n",
     "id=1 | title=grim | text=It rained.\n"},
    {"a column that is not there", "title=9", "id,mood,text\n1,grim,It rained.\n", "id=1 | text=It rained.\n"},
};

START_TEST(maps_name_columns)
{
    const char *maps[] = {mapped[_i].map, NULL};
    CorpusOptions options = {.format = "csv", .maps = maps};
    g_autoptr(GPtrArray) all = read_written("a", mapped[_i].bytes, strlen(mapped[_i].bytes), &options);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, mapped[_i].wanted) == 0, "%s:\n%s", mapped[_i].name, shown);
}
END_TEST

/* Rows with line feeds and delimiters in quotes, over the border of many blocks, on lines that are counted. */
START_TEST(large_tables_are_cut_right)
{
    g_autoptr(GString) table = g_string_new("id,title,text\n");
    guint rows = 30000;
    for (guint i = 0; i < rows; i++) {
        g_string_append_printf(table, "%u,\"Rain, %u\",\"It rained.\n", i, i);
        for (guint k = 0; k < i % 7; k++)
            g_string_append(table, "\n\"\"Still,\"\" they said; \"\"\n\" and more");
        g_string_append(table, i % 3 ? "\"\n" : "\"\r\n");
    }
    g_autoptr(GPtrArray) all = read_written("a.csv", table->str, table->len, NULL);
    ck_assert_uint_eq(all->len, rows);
    guint64 line = 2;
    for (guint i = 0; i < rows; i++) {
        const Seen *seen = seen_at(all, i);
        QUICK_ASSERT(seen->answer == CORPUS_ARTICLE, "row %u: %s", i, seen->notes);
        g_autofree char *id = g_strdup_printf("%u", i);
        QUICK_ASSERT(strcmp(seen->field[ARTICLE_ID], id) == 0, "row %u is %s", i, seen->field[ARTICLE_ID]);
        QUICK_ASSERT(seen->line == line, "row %u is on line %" G_GUINT64_FORMAT, i, seen->line);
        line += 2 + 2 * (i % 7);
    }
}
END_TEST

/* An opened quotation mark in each row must not make the rest of the file be read for each. */
START_TEST(open_quotes_cost_little)
{
    g_autoptr(GString) table = g_string_new("id,text\n");
    for (guint i = 0; i < 200000; i++)
        g_string_append_printf(table, "%u,\"%u rain\n", i, i);
    g_autoptr(GPtrArray) all = read_written("a.csv", table->str, table->len, NULL);
    ck_assert_uint_eq(all->len, 200000);
}
END_TEST

static const char *const heads[] = {"a,b\n1,2\n ", "a\tb\n1\t2\n \t", "a,b\n\"x", "a,b\n1,", "a,b\n1,2\r",
                                    "\"", "\"a\"", "\"a\"\"", "name,titl\xF0\n1,2\n"};

/* Behind the bytes there is no memory: they are all that is looked at. */
START_TEST(no_look_behind_the_end)
{
    gsize page = (gsize)sysconf(_SC_PAGESIZE), length = strlen(heads[_i]);
    char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ck_assert(memory != MAP_FAILED && mprotect(memory + page, page, PROT_NONE) == 0);
    char *head = memory + page - length;
    memcpy(head, heads[_i], length);
    TableShape shape;
    for (gsize from = 0; from < length; from++) {
        table_shape_find(&shape, 0, head + from, length - from, TRUE);
        table_shape_find(&shape, '\t', head + from, length - from, FALSE);
    }
    munmap(memory, 2 * page);
}
END_TEST

/* Nor must a long row of names be read again for each row. */
START_TEST(many_columns_cost_little)
{
    g_autoptr(GString) table = g_string_new("id,title,text");
    for (guint i = 0; i < 8000; i++)
        g_string_append_printf(table, ",c%u", i);
    for (guint i = 0; i < 150000; i++)
        g_string_append(table, "\n1,a,b");
    g_autoptr(GPtrArray) all = read_written("a.csv", table->str, table->len, NULL);
    ck_assert_uint_eq(all->len, 150000);
    ck_assert_str_eq(seen_at(all, 0)->notes, "3 fields in a table of 8003 columns");
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    GRand *random = g_rand_new_with_seed(7);
    static const char bytes[] = "\"',;\t|\n\r a1\xC3\xA9\0";
    for (guint run = 0; run < 3000; run++) {
        char noise[200];
        gsize length = (gsize)g_rand_int_range(random, 1, sizeof noise);
        for (gsize i = 0; i < length; i++)
            noise[i] = bytes[g_rand_int_range(random, 0, sizeof bytes - 1)];
        CorpusOptions options = {.format = run % 2 ? "csv" : "tsv"};
        g_autoptr(GPtrArray) all = read_written("a", noise, length, &options);
        QUICK_ASSERT(all->len > 0, "nothing, not even a reject");
    }
    g_rand_free(random);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_csv");
    TCase *cases = tcase_create("tables");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, tables_are_read, 0, G_N_ELEMENTS(tables));
    tcase_add_loop_test(cases, maps_name_columns, 0, G_N_ELEMENTS(mapped));
    tcase_add_test(cases, large_tables_are_cut_right);
    tcase_add_test(cases, open_quotes_cost_little);
    tcase_add_loop_test(cases, no_look_behind_the_end, 0, G_N_ELEMENTS(heads));
    tcase_add_test(cases, many_columns_cost_little);
    tcase_add_test(cases, any_bytes_are_safe);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
