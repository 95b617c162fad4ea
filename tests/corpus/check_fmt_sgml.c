#include "tests/corpus/corpus-test.h"

static const struct {
    const char *name, *bytes, *wanted;
} files[] = {
    {"Reuters",
     "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
     "<REUTERS TOPICS=\"YES\" OLDID=\"7\" NEWID=\"3\">\n<DATE> 2-MAR-1987 09:15:01.79</DATE>\n"
     "<TOPICS><D>fog</D><D>ship</D></TOPICS>\n<PLACES><D>calderland</D></PLACES>\n<PEOPLE></PEOPLE>\n"
     "<UNKNOWN>\n&#5;&#5;C T\nf0001</UNKNOWN>\n<TEXT>&#2;\n<AUTHOR>    By Jane Doe, Reuters</AUTHOR>\n"
     "<TITLE>FOG &lt;FOG&gt; HOLDS SHIPS</TITLE>\n"
     "<DATELINE>    WESTMARK, March 2 - </DATELINE><BODY>Ships waited &amp; waited.\n    Then it lifted.\n Reuter\n"
     "&#3;</BODY></TEXT>\n</REUTERS>\n",
     "id=3 | title=FOG <FOG> HOLDS SHIPS | text=WESTMARK, March 2 - Ships waited & waited.\\n    Then it lifted.\\n "
     "Reuter | source=Reuters | author=Jane Doe, Reuters | keyword=fog\\nship\\ncalderland | place=WESTMARK | date=1987-03-02T09:15:01\n"},
    {"a stream of articles in XML",
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DOCSTREAM>\n<DOC id=\"CAL_ENG_20041001.0001\" type=\"story\" >\n"
     "<HEADLINE>\nFog lifts\n</HEADLINE>\n<TEXT>\n<P>\nShips left.\n</P>\n</TEXT>\n</DOC>\n"
     "<DOC id=\"CAL_ENG_20041001.0002\" type=\"story\" >\n<TEXT>\nOne.\n</TEXT>\n</DOC>\n</DOCSTREAM>\n",
     "id=CAL_ENG_20041001.0001 | title=Fog lifts | text=Ships left. | date=2004-10-01\n"
     "id=CAL_ENG_20041001.0002 | text=One. | date=2004-10-01\n"},
    {"a title alone",
     "<REUTERS NEWID=\"4\">\n<DATE>2-MAR-1987 09:15:01.79 E A</DATE>\n<TEXT TYPE=\"BRIEF\">&#2;\n"
     "******<TITLE>FOG LIFTS</TITLE>\n</TEXT>\n</REUTERS>\n",
     "id=4 | title=FOG LIFTS | text=****** | source=Reuters | date=1987-03-02T09:15:01\n"},
    {"neither title nor text",
     "<REUTERS NEWID=\"4\"><TEXT>&#2;\n&#3;</TEXT></REUTERS>\n<REUTERS NEWID=\"5\"><TEXT>Fog.</TEXT></REUTERS>",
     "REJECT | notes=neither title nor text\nid=5 | text=Fog. | source=Reuters\n"},
    {"AP: several headings, the date in the number",
     "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88 2344EST</FILEID>\n<FIRST>u i AM-Fog</FIRST>\n"
     "<HEAD>Fog Holds Ships</HEAD>\n<HEAD>With Map</HEAD>\n<DATELINE>WESTMARK (AP) </DATELINE>\n<TEXT>\n   Ships waited.\n"
     "</TEXT>\n</DOC>\n",
     "id=AP880212-0001 | title=Fog Holds Ships | text=WESTMARK (AP) - With Map\\n\\n   Ships waited. | place=WESTMARK | agency=AP | date=1988-02-12\n"},
    {"Los Angeles Times: paragraphs everywhere",
     "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DOCID> 17 </DOCID>\n<DATE>\n<P>\nJanuary 1, 1989, Sunday, Home Edition \n</P>\n"
     "</DATE>\n<SECTION>\n<P>\nMetro; Page 1; Part 2 \n</P>\n</SECTION>\n<HEADLINE>\n<P>\nFOG LIFTS \n</P>\n</HEADLINE>\n"
     "<BYLINE>\n<P>\nBy JANE DOE \n</P>\n</BYLINE>\n<TEXT>\n<P>\nOne.\n</P>\n<P>\nTwo.\n</P>\n</TEXT>\n</DOC>\n",
     "id=LA010189-0001 | title=FOG LIFTS | text=One.\\n\\nTwo. | author=JANE DOE | section=Metro | date=1989-01-01\n"},
    {"Financial Times",
     "<DOC>\n<DOCNO>FT911-3</DOCNO>\n<PROFILE>_AN-X</PROFILE>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT  14 MAY 91 / Fog\n"
     "</HEADLINE>\n<TEXT>\nShips waited.\n</TEXT>\n<PUB>The Financial Times\n</PUB>\n<PAGE>\n10\n</PAGE>\n</DOC>\n",
     "id=FT911-3 | title=FT 14 MAY 91 / Fog | text=Ships waited. | source=The Financial Times | date=1991-05-14\n"},
    {"Wall Street Journal: a date that can be read in two ways",
     "<DOC>\n<DOCNO> WSJ870304-0001 </DOCNO>\n<HL> Fog:\n@  It Lifts </HL>\n<DD> 03/04/87</DD>\n<SO> THE JOURNAL (J)</SO>\n"
     "<DATELINE> WESTMARK </DATELINE>\n<TEXT>\n   Ships waited.\n</TEXT>\n</DOC>\n",
     "id=WSJ870304-0001 | title=Fog: @ It Lifts | text=WESTMARK - Ships waited. | source=THE JOURNAL (J) | place=WESTMARK | date=1987-03-04\n"},
    {"Gigaword: the number as an attribute",
     "<DOC id=\"AFX_ENG_19940512.0001\" type=\"story\" >\n<HEADLINE>\nFog lifts\n</HEADLINE>\n<DATELINE>\nWestmark, May 12 (AFX)\n"
     "</DATELINE>\n<TEXT>\n<P>\nShips waited.\n</P>\n</TEXT>\n</DOC>\n",
     "id=AFX_ENG_19940512.0001 | title=Fog lifts | text=Westmark, May 12 (AFX) - Ships waited. | place=Westmark | agency=AFX | date=1994-05-12\n"},
    {"AQUAINT: title and text in a body",
     "<DOC>\n<DOCNO> NYX19980601.0001 </DOCNO>\n<DOCTYPE> NEWS STORY </DOCTYPE>\n<DATE_TIME> 06/01/1998 00:01:00 </DATE_TIME>\n"
     "<BODY>\n<SLUG> BC-FOG </SLUG>\n<HEADLINE>\nFog lifts\n</HEADLINE>\n<TEXT>\n<P>\nShips waited.\n</P>\n</TEXT>\n</BODY>\n"
     "<TRAILER>\nNYX-06-01-98\n</TRAILER>\n</DOC>\n",
     "id=NYX19980601.0001 | title=Fog lifts | text=Ships waited. | date=1998-06-01\n"},
    {"FBIS: unknown elements and references of ISO 8879",
     "<DOC>\n<DOCNO> FBX3-1 </DOCNO>\n<HT> \"cr00000011094001\" </HT>\n<HEADER>\n<DATE1>  1 March 1994 </DATE1>\n"
     "<H3> <TI>   Fog &lsqb;Excerpt&rsqb; </TI></H3>\n</HEADER>\n<TEXT>\nLanguage: <F P=105> English </F>\nShips "
     "&hyph;waited&hyph;.\n</TEXT>\n</DOC>\n",
     "id=FBX3-1 | title=Fog [Excerpt] | text=Language:   English  \\nShips -waited-. | date=1994-03-01\n"},
    {"an article that is not closed, and one cut off",
     "<DOC><DOCNO>1</DOCNO><TEXT>One.\n<DOC><DOCNO>2</DOCNO><TEXT>Two.</TEXT></DOC>\n<DOC><DOCNO>3</DOCNO><TEXT>Thr",
     "id=1 | text=One.\nid=2 | text=Two.\nid=3 | text=Thr\n"},
    {"signs that are no tags", "<DOC><DOCNO>1</DOCNO><TEXT>a < b, c <d and 3<4 > 2</TEXT></DOC>",
     "id=1 | text=a < b, c <d and 3<4 > 2\n"},
    {"small letters", "<doc><docno>1</docno><text>One.</text></doc>", "id=1 | text=One.\n"},
    {"letters of both kinds", "<Doc><DocNo>1</DOCNO><HeadLine>Fog</HEADLINE><Text>One.</tExT></DOC>", "id=1 | title=Fog | text=One.\n"},
    {"names that begin as others do", "<DOC><DOCNO>1</DOCNO><TEX>no</TEX><TEXTS>no</TEXTS><DOCNOS>2</DOCNOS><TEXT>One.</TEXT></DOC>",
     "id=1 | text=One.\n"},
    {"many blank lines", "<DOC><DOCNO>1</DOCNO><TEXT>\n\n\nOne.\n\n\n\n\nTwo.\n\nThree.\n\n\nFour.\n\n\n</TEXT></DOC>",
     "id=1 | text=One.\\n\\nTwo.\\n\\nThree.\\n\\nFour.\n"},
    {"a number in several lines and words", "<DOC><DOCNO>\n A\t 1 \r\n</DOCNO><TEXT>One.</TEXT></DOC>", "id=A 1 | text=One.\n"},
    {"attributes in other forms",
     "<REUTERS OLDID='8'\nnewid='3'><TEXT>One.</TEXT></REUTERS>\n<REUTERS NEWID=4 X=\"NEWID=5\"><TEXT>Two.</TEXT></REUTERS>\n"
     "<REUTERS XNEWID=\"6\" id=\"7 a\"><TEXT>Three.</TEXT></REUTERS>\n<REUTERS NEWID=><TEXT>Four.</TEXT></REUTERS>\n",
     "id=3 | text=One. | source=Reuters\nid=4 | text=Two. | source=Reuters\nid=7 a | text=Three.\ntext=Four. | source=Reuters\n"},
    {"no number, no date", "<DOC><TEXT>One.</TEXT></DOC>", "text=One.\n"},
    {"a date that is none", "<DOC><DOCNO>X-1</DOCNO><DATE>soon</DATE><TEXT>One.</TEXT></DOC>",
     "id=X-1 | text=One. | notes=date not understood: soon\n"},
};

START_TEST(articles_are_read)
{
    g_autoptr(GPtrArray) all = read_written("a.sgm", files[_i].bytes, strlen(files[_i].bytes), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, files[_i].wanted) == 0, "%s:\n%s", files[_i].name, shown);
}
END_TEST

START_TEST(no_name_has_a_nul)
{
    static const char text[] = "<DOC><DOCNO>1</DOCNO><TEXT>a <b\0bbbbbbbbbbbbbbbbbb> c</TEXT></DOC>";
    g_autoptr(GPtrArray) all = read_written("a.sgm", text, sizeof text - 1, &(CorpusOptions){.format = "sgml"});
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], "a <b bbbbbbbbbbbbbbbbbb> c");
}
END_TEST

START_TEST(told_by_content)
{
    static const char text[] = "<!-- wire copy -->\n<DOC>\n<DOCNO>1</DOCNO><TEXT>One.</TEXT></DOC>";
    g_autoptr(GPtrArray) all = read_written("a", text, strlen(text), NULL);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], "One.");
    static const char other[] = "<DOCTRINE> is a word that a text may begin with.";
    g_autoptr(GPtrArray) none = read_written("b", other, strlen(other), NULL);
    ck_assert_str_eq(seen_at(none, 0)->field[ARTICLE_TEXT], other);
}
END_TEST

/* Over the borders of blocks, with line numbers. */
START_TEST(large_files_are_cut_right)
{
    g_autoptr(GString) file = g_string_new("<!DOCTYPE lewis>\n");
    guint count = 20000;
    for (guint i = 0; i < count; i++) {
        g_string_append_printf(file, "<DOC>\n<DOCNO>%u</DOCNO>\n<TEXT>\n", i);
        for (guint k = 0; k < i % 11; k++)
            g_string_append(file, "Rain, and <b>more</b> rain; 3 < 4.\n");
        g_string_append(file, "Fog.</TEXT>\n</DOC>\n");
    }
    g_autoptr(GPtrArray) all = read_written("a", file->str, file->len, NULL);
    ck_assert_uint_eq(all->len, count);
    guint64 line = 2;
    for (guint i = 0; i < count; i++) {
        const Seen *seen = seen_at(all, i);
        QUICK_ASSERT(strtoul(seen->field[ARTICLE_ID], NULL, 10) == i, "article %u is %s", i, seen->field[ARTICLE_ID]);
        QUICK_ASSERT(seen->line == line, "article %u is on line %" G_GUINT64_FORMAT, i, seen->line);
        line += 5 + i % 11;
    }
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    static const char *const pieces[] = {"<DOC>", "</DOC>", "<DOC", "<TEXT>", "</TEXT>", "<TITLE>", "</TITLE", ">", "<",
                                         "<!", "<!--", "</", "<DATE>", "880212", "&amp;", "&", "a b", "\n", "<DOCNO>",
                                         "<D>", "<TOPICS>", "\xC3\xA9", "="};
    GRand *random = g_rand_new_with_seed(7);
    for (guint run = 0; run < 3000; run++) {
        g_autoptr(GString) noise = g_string_new("<DOC>");
        for (int i = g_rand_int_range(random, 0, 40); i > 0; i--)
            g_string_append(noise, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_autoptr(GPtrArray) all = read_written("a", noise->str, noise->len, NULL);
        QUICK_ASSERT(all->len > 0, "nothing, not even a reject");
    }
    g_rand_free(random);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_sgml");
    TCase *cases = tcase_create("articles");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, articles_are_read, 0, G_N_ELEMENTS(files));
    tcase_add_test(cases, no_name_has_a_nul);
    tcase_add_test(cases, told_by_content);
    tcase_add_test(cases, large_files_are_cut_right);
    tcase_add_test(cases, any_bytes_are_safe);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
