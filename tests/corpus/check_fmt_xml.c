#include "tests/corpus/corpus-test.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const struct {
    const char *name, *bytes, *wanted;
} feeds[] = {
    {"RSS 2.0",
     XML "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Calder Post</title>"
         "<link>http://c.example/</link><language>en-gb</language>\n"
         "<item><title>Fog lifts &amp; ships leave</title><link>http://c.example/1</link><guid isPermaLink=\"false\">c-1</guid>"
         "<description>&lt;p&gt;Ships&amp;nbsp;left.&lt;/p&gt;&lt;p&gt;At noon.&lt;/p&gt;</description>"
         "<pubDate>Thu, 07 Aug 2014 10:15:00 GMT</pubDate><dc:creator>Jane Doe</dc:creator>"
         "<category>Sea</category><category>Fog, rain</category></item>\n"
         "<item><title>Second</title></item></channel></rss>",
     "id=c-1 | url=http://c.example/1 | title=Fog lifts & ships leave | text=Ships left.\\n\\nAt noon. | source=Calder Post "
     "| author=Jane Doe | language=en-gb | keyword=Sea\\nFog, rain | date=2014-08-07T10:15:00\n"
     "title=Second | source=Calder Post | language=en-gb\n"},
    {"the full text rather than the summary",
     XML "<rss><channel><item><title>T</title><description>Short.</description>"
         "<content:encoded><![CDATA[<p>Long <b>and</b> whole.</p><p>Two.</p>]]></content:encoded></item></channel></rss>",
     "title=T | text=Long and whole.\\n\\nTwo.\n"},
    {"an address as guid, a mail address as author",
     XML "<rss><channel><item><title>T</title><guid>http://c.example/9</guid><author>jd@c.example (Jane Doe)</author>"
         "</item></channel></rss>",
     "id=http://c.example/9 | url=http://c.example/9 | title=T | author=Jane Doe\n"},
    {"media and source elements",
     XML "<rss><channel><title>Wires</title><item><media:title>Picture</media:title><title>T</title>"
         "<media:description>A ship</media:description><source url=\"http://n.example/\">Northwire</source>"
         "</item></channel></rss>",
     "title=T | source=Northwire\n"},
    {"RSS 1.0",
     XML "<rdf:RDF xmlns:rdf=\"x\"><channel rdf:about=\"http://c.example/\"><title>Calder Post</title></channel>"
         "<item rdf:about=\"http://c.example/1\"><title>T</title><dc:date>2014-08-07T10:15:00+04:00</dc:date>"
         "<description>Text.</description></item></rdf:RDF>",
     "url=http://c.example/1 | title=T | text=Text. | source=Calder Post | date=2014-08-07T06:15:00\n"},
    {"Blogger's export",
     XML "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Calder</title>"
         "<entry><category scheme=\"s#kind\" term=\"http://schemas.google.com/blogger/2008/kind#template\"/><title>Template</title>"
         "<content type=\"text\">css</content></entry>"
         "<entry><category scheme=\"s#kind\" term=\"http://schemas.google.com/blogger/2008/kind#post\"/><category term=\"sea\"/>"
         "<title>T</title><content type=\"html\">&lt;p&gt;Text.&lt;/p&gt;</content></entry></feed>",
     "REJECT | notes=a Blogger entry that is no article\ntitle=T | text=Text. | source=Calder | keyword=sea\n"},
    {"Solr's answer",
     XML "<response><lst name=\"responseHeader\"><int name=\"status\">0</int></lst><result name=\"response\" numFound=\"2\">"
         "<doc><str name=\"id\">7</str><arr name=\"title\"><str>Fog &amp; rain</str></arr><arr name=\"author\"><str>Jane Doe</str>"
         "<str>Bo Ek</str></arr><str name=\"text\">One.</str><date name=\"date\">2014-08-07T10:15:00Z</date></doc>"
         "<doc><str name=\"text\">Two.</str></doc></result></response>",
     "id=7 | title=Fog & rain | text=One. | author=Jane Doe\\nBo Ek | date=2014-08-07T10:15:00\ntext=Two.\n"},
    {"an update for Solr",
     "<add><doc><field name=\"id\">7</field><field name=\"title\">Fog</field><field name=\"text\">One.</field>"
     "<field name=\"tags\">sea</field><field name=\"tags\">air</field></doc></add>",
     "id=7 | title=Fog | text=One. | keyword=sea\\nair\n"},
    {"elements named as keys",
     XML "<articles>\n<article url=\"http://c.example/1\"><Headline>Fog</Headline><summary>S</summary><body><p>One.</p><p>Two.</p></body>"
         "<pubDate>2014-08-07</pubDate></article>\n<article><headline>Rain</headline><date>none</date></article></articles>",
     "url=http://c.example/1 | title=Fog | text=One.\\n\\nTwo. | date=2014-08-07\n"
     "title=Rain\n"},
    {"a story of RCV1",
     "<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?>\n<newsitem itemid=\"77\" id=\"root\" date=\"1996-08-20\" xml:lang=\"en\">\n"
     "<title>CALDERLAND: Fog lifts.</title>\n<headline>Fog lifts.</headline>\n<byline>Jane Doe</byline>\n<text>\n<p>One.</p>\n"
     "<p>Two.</p>\n</text>\n<copyright>(c) 1996</copyright>\n<metadata><codes class=\"topics\"/></metadata></newsitem>",
     "id=77 | title=CALDERLAND: Fog lifts. | text=One.\\n\\nTwo. | author=Jane Doe | language=en | date=1996-08-20\n"},
    {"Atom 1.0",
     XML "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title>Blatt</title>"
         "<entry><title type=\"html\">Nebel &amp;lt; Regen</title><id>tag:c.example,2014:1</id>"
         "<link rel=\"self\" href=\"http://c.example/1.atom\"/><link rel=\"alternate\" href=\"http://c.example/1\"/>"
         "<published>2014-08-07T10:15:00Z</published><updated>2014-08-08T00:00:00Z</updated>"
         "<author><name>Jana Deich</name></author><author><name>Otto Ufer</name></author>"
         "<category term=\"meer\" label=\"Meer\"/><summary>Kurz.</summary>"
         "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Lang,\n  und <i>ganz</i>.</p><p>Zwei.</p></div>"
         "</content></entry></feed>",
     "id=tag:c.example,2014:1 | url=http://c.example/1 | title=Nebel < Regen | text=Lang, und ganz.\\n\\nZwei. | source=Blatt "
     "| author=Jana Deich\\nOtto Ufer | language=de | keyword=Meer | date=2014-08-07T10:15:00\n"},
    {"Atom 0.3 in base64",
     XML "<feed version=\"0.3\"><entry><title>T</title><issued>2004-01-02</issued>"
         "<content type=\"text/html\" mode=\"base64\">PHA+T25lICZhbXA7IHR3by48L3A+</content></entry></feed>",
     "title=T | text=One & two. | date=2004-01-02\n"},
    {"Atom 0.3 in base64, none",
     XML "<feed version=\"0.3\"><entry><title>T</title><summary>One.</summary>"
         "<content type=\"text/html\" mode=\"base64\"></content></entry></feed>",
     "title=T | text=One.\n"},
    {"plain text keeps its signs",
     XML "<feed><entry><title type=\"text\">a &lt;b&gt; c</title><content type=\"text\">1 &lt; 2 &amp;amp; 3</content></entry></feed>",
     "title=a <b> c | text=1 < 2 &amp; 3\n"},
    {"an entry by itself", XML "<entry xmlns=\"x\"><title>T</title><content>Text.</content></entry>", "title=T | text=Text.\n"},
    {"WordPress: posts, and what is none",
     XML "<rss><channel><title>Blog</title><item><title>T</title><content:encoded><![CDATA[<!-- wp:paragraph --><p>One.</p>"
         "<!-- /wp:paragraph -->]]></content:encoded><wp:post_type>post</wp:post_type><wp:post_date>2014-08-07 10:15:00"
         "</wp:post_date></item><item><title>ship.jpg</title><wp:post_type>attachment</wp:post_type></item></channel></rss>",
     "title=T | text=One. | source=Blog | date=2014-08-07T10:15:00\nREJECT | notes=a WordPress item that is no article\n"},
    {"entities: HTML's, the document's own, and none at all",
     "<!DOCTYPE rss [<!ENTITY post \"Calder Post\"><!ENTITY evil SYSTEM \"file:///etc/passwd\">]>"
     "<rss><channel><item><title>&post;&nbsp;&eacute; AT&T &evil; &unknown;</title></item></channel></rss>",
     "title=Calder Post é AT&T &evil; &unknown;\n"},
    {"a bomb of entities",
     "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>"
     "<rss><channel><item><title>x &c; y</title></item></channel></rss>",
     "title=x &b;&b;&b;&b;&b;&b; y\n"},
    {"items in comments and CDATA are none",
     XML "<rss><channel><!-- <item><title>no</title></item> --><item><title><![CDATA[<item> & </item>]]></title></item>"
         "</channel></rss>",
     "title=<item> & </item>\n"},
    {"a broken item costs itself",
     XML "<rss><channel><item><title>One</title></item><item><title>Two <b>bold</title><description>D</item>"
         "<item><title>Three</title></item></channel></rss>",
     "title=One\ntitle=Two bold D | notes=broken XML, read as far as it goes\ntitle=Three\n"},
    {"an item that is not closed, one cut off",
     XML "<rss><channel><item><title>One</title><item><title>Two</title></item><item><title>Thr",
     "title=One | notes=broken XML, read as far as it goes\ntitle=Two\ntitle=Thr | notes=broken XML, read as far as it goes\n"},
    {"an empty item", XML "<rss><channel><item/><item></item></channel></rss>",
     "REJECT | notes=neither title nor text\nREJECT | notes=neither title nor text\n"},
    {"a declared encoding",
     "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><rss><channel><item><title>\xA3\xF3\x64\xBC</title></item></channel></rss>",
     "title=Łódź\n"},
};

START_TEST(feeds_are_read)
{
    g_autoptr(GPtrArray) all = read_written("a.xml", feeds[_i].bytes, strlen(feeds[_i].bytes), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, feeds[_i].wanted) == 0, "%s:\n%s", feeds[_i].name, shown);
}
END_TEST

static const struct {
    const char *name, *bytes, *wanted;
} wires[] = {
    {"NITF",
     XML "<nitf baselang=\"en-GB\"><head><title>FOG 1</title><docdata><doc-id id-string=\"n-1\"/><date.issue "
         "norm=\"20140807T101500Z\"/><key-list><keyword key=\"fog\"/><keyword key=\"ships, boats\"/></key-list></docdata>"
         "<pubdata name=\"Calder Post\" position.section=\"World\"/></head><body><body.head><hedline><hl1>Fog lifts</hl1>"
         "<hl2>At last</hl2></hedline><byline>By <person>Jane Doe</person></byline><dateline>WESTMARK, Aug 7</dateline>"
         "<abstract><p>In short.</p></abstract></body.head><body.content><p>Ships <org>of the\n  line</org> left.</p>"
         "<p>Two.</p><media><media-caption>A ship</media-caption></media></body.content></body></nitf>",
     "id=n-1 | title=Fog lifts | text=WESTMARK, Aug 7 - In short.\\n\\nShips of the line left.\\n\\nTwo. | source=Calder Post | "
     "author=Jane Doe | section=World | language=en-GB | keyword=fog\\nships, boats | place=WESTMARK | date=2014-08-07T10:15:00\n"},
    {"NewsML 1: two items, one with NITF",
     XML "<NewsML><NewsEnvelope><DateAndTime>20140807T101500Z</DateAndTime></NewsEnvelope>"
         "<NewsItem xml:lang=\"en\"><Identification><NewsIdentifier><ProviderId>n.example</ProviderId><PublicIdentifier>"
         "urn:newsml:n.example:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><FirstCreated>"
         "20140807T101500+0400</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Fog lifts</HeadLine>"
         "<ByLine>Jane Doe</ByLine><DateLine>WESTMARK, Aug 7 -</DateLine><KeywordLine>fog</KeywordLine></NewsLines>"
         "<AdministrativeMetadata><Provider><Party FormalName=\"Northwire\"/></Provider></AdministrativeMetadata>"
         "<ContentItem><DataContent><nitf><body><body.content><p>Ships left.</p></body.content></body></nitf></DataContent>"
         "</ContentItem></NewsComponent></NewsItem>"
         "<NewsItem><NewsComponent><NewsLines><HeadLine>Two</HeadLine></NewsLines><ContentItem><DataContent><p>One.</p>"
         "<p>Two.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
     "id=urn:newsml:n.example:1 | title=Fog lifts | text=WESTMARK, Aug 7 - Ships left. | source=Northwire | author=Jane Doe | "
     "language=en | keyword=fog | place=WESTMARK | date=2014-08-07T06:15:00\ntitle=Two | text=One.\\n\\nTwo.\n"},
    {"NewsML-G2 in a message, with a page",
     XML "<newsMessage xmlns=\"x\"><header><sent>2014-08-07T10:15:00Z</sent></header><itemSet>"
         "<newsItem guid=\"urn:g2:1\" xml:lang=\"fi-FI\"><itemMeta><provider literal=\"STX\"/><versionCreated>"
         "2014-08-08T10:15:00Z</versionCreated></itemMeta><contentMeta><contentCreated>2014-08-07T10:15:00+02:00</contentCreated>"
         "<creator><name>Jane Doe</name></creator><subject><name>Sea, and fog</name><name xml:lang=\"de\">Meer</name></subject>"
         "<dateline>Helsinki</dateline><headline>Sumu hälveni</headline></contentMeta><contentSet><inlineXML "
         "contenttype=\"xhtml/xml\"><html><head><title>no</title></head><body><p>Yksi.</p><p>Kaksi &amp;quot;kolme&amp;quot;.</p>"
         "</body></html></inlineXML></contentSet></newsItem><packageItem guid=\"p\"><itemMeta><title>Package</title></itemMeta>"
         "</packageItem></itemSet></newsMessage>",
     "id=urn:g2:1 | title=Sumu hälveni | text=Helsinki - Yksi.\\n\\nKaksi \"kolme\". | source=STX | author=Jane Doe | "
     "language=fi-FI | keyword=Sea, and fog | date=2014-08-07T08:15:00\n"},
    {"NewsML-G2 of a picture: its description",
     XML "<newsItem guid=\"g\"><contentMeta><headline>Ship</headline><description role=\"drol:caption\">A ship leaves."
         "</description></contentMeta><contentSet><remoteContent href=\"a.jpg\"/></contentSet></newsItem>",
     "id=g | title=Ship | text=A ship leaves.\n"},
    {"the first paragraph twice, the byline in two forms",
     XML "<nitf><head><title>FOG</title></head><body><body.head><byline class=\"print_byline\">By JANE DOE</byline>"
         "<byline class=\"normalized_byline\">Doe, Jane</byline></body.head><body.content><block class=\"lead_paragraph\"><p>One.</p>"
         "</block><block class=\"full_text\"><p>One.</p><p>Two.</p></block></body.content></body></nitf>",
     "title=FOG | text=One.\\n\\nTwo. | author=JANE DOE\n"},
    {"a story inside of another element", "<contentSet><inlineXML><nitf><body><body.content><p>One.</p></body.content></body></nitf>"
     "</inlineXML></contentSet>", "text=One.\n"},
};

START_TEST(wires_are_read)
{
    g_autoptr(GPtrArray) all = read_written("a.xml", wires[_i].bytes, strlen(wires[_i].bytes), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, wires[_i].wanted) == 0, "%s:\n%s", wires[_i].name, shown);
}
END_TEST

/* Other XML holds no articles that are known: it is passed over, and no reject. */
START_TEST(other_xml_is_passed_over)
{
    g_free(write_text("a.xml", XML "<conceptItem><itemMeta><title>x</title></itemMeta><item/></conceptItem>"));
    g_free(write_text("b.txt", "A ship."));
    const char *paths[] = {scratch, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, NULL, NULL);
    g_autoptr(GPtrArray) all = read_corpus(corpus);
    gsize count;
    const CorpusPassed *passed = corpus_passed(corpus, &count);
    ck_assert_uint_eq(all->len, 1);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(passed[0].kind, "XML file");
}
END_TEST

/* Over the borders of blocks, with line numbers, and long comments and sections between. */
START_TEST(large_feeds_are_cut_right)
{
    g_autoptr(GString) file = g_string_new(XML "<rss><channel><title>Calder Post</title>\n");
    guint count = 6000;
    for (guint i = 0; i < count; i++) {
        g_string_append_printf(file, "<item><guid isPermaLink='false'>%u</guid>\n<title><![CDATA[", i);
        for (guint k = 0; k < i % 50; k++)
            g_string_append(file, "Rain <item> and fog. ");
        g_string_append(file, "Sun]]></title>\n</item>\n");
        if (i % 1000 == 0) {
            g_string_append(file, "<!-- ");
            for (guint k = 0; k < 100000; k++)
                g_string_append(file, "<item> -- ");
            g_string_append(file, "-->\n");
        }
    }
    g_string_append(file, "</channel></rss>");
    g_autoptr(GPtrArray) all = read_written("a", file->str, file->len, NULL);
    ck_assert_uint_eq(all->len, count);
    guint64 line = 3;
    for (guint i = 0; i < count; i++) {
        const Seen *seen = seen_at(all, i);
        QUICK_ASSERT(strtoul(seen->field[ARTICLE_ID], NULL, 10) == i, "item %u is %s", i, seen->field[ARTICLE_ID]);
        QUICK_ASSERT(seen->line == line, "item %u is on line %" G_GUINT64_FORMAT, i, seen->line);
        QUICK_ASSERT(strcmp(seen->field[ARTICLE_SOURCE], "Calder Post") == 0, "item %u has no source", i);
        line += 3 + (i % 1000 == 0);
    }
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    static const char *const pieces[] = {"<item>", "</item>", "<item", "<title>", "</title>", "<![CDATA[", "]]>", "<!--", "-->",
                                         ">", "<", "&amp;", "&x;", "&", "a b", "\n", "<?", "?>", "<!DOCTYPE", "[", "\"", "'",
                                         "\xC3\xA9", "=", "<item/>", "<a:item b='", "<content:encoded>", "\x01"};
    GRand *random = g_rand_new_with_seed(7);
    CorpusOptions options = {.format = "xml"};
    for (guint run = 0; run < 3000; run++) {
        g_autoptr(GString) noise = g_string_new("<rss>");
        for (int i = g_rand_int_range(random, 0, 40); i > 0; i--)
            g_string_append(noise, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_autoptr(GPtrArray) all = read_written("a", noise->str, noise->len, &options);
        QUICK_ASSERT(all->len > 0, "nothing, not even a reject");
    }
    g_rand_free(random);
}
END_TEST

/* Beginnings without an end: each byte is looked at a few times at most. */
START_TEST(hostile_files_are_linear)
{
    static const char *const pieces[] = {"<", "<!-- ", "<item>", "<a b=\"", "<![CDATA[", "&a;", "<item><b>"};
    CorpusOptions options = {.format = "xml"};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) file = g_string_new("<rss>");
        while (file->len < 1 << 20)
            g_string_append(file, pieces[i]);
        g_autoptr(GPtrArray) all = read_written("a", file->str, file->len, &options);
        ck_assert_uint_gt(all->len, 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_xml");
    TCase *cases = tcase_create("articles");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, feeds_are_read, 0, G_N_ELEMENTS(feeds));
    tcase_add_loop_test(cases, wires_are_read, 0, G_N_ELEMENTS(wires));
    tcase_add_test(cases, other_xml_is_passed_over);
    tcase_add_test(cases, large_feeds_are_cut_right);
    tcase_add_test(cases, any_bytes_are_safe);
    tcase_add_test(cases, hostile_files_are_linear);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
