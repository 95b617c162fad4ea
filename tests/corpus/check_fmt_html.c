#include "tests/corpus/corpus-test.h"

#define P1 "<p>Ships waited off Westmark for three days, said the harbour master, who had not slept since Monday night.</p>"
#define P2 "<p>On Thursday the fog lifted, and forty of them left before noon, most of them for the ports of the north.</p>"
#define T1 "Ships waited off Westmark for three days, said the harbour master, who had not slept since Monday night."
#define T2 "On Thursday the fog lifted, and forty of them left before noon, most of them for the ports of the north."
#define BODY "<article><h1>Fog lifts</h1>" P1 P2 "</article>"
#define TEXT "text=" T1 "\\n\\n" T2

static const struct {
    const char *name, *page, *wanted;
} pages[] = {
    {"a bare page", "<!DOCTYPE html><html lang=\"en\"><head><title>Fog lifts</title></head><body>" BODY "</body></html>",
     "title=Fog lifts | " TEXT " | language=en\n"},
    {"JSON-LD",
     "<html><head><title>x</title><script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[{"
     "\"@type\":\"WebSite\",\"name\":\"Calder\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"Fog &amp; ships\","
     "\"datePublished\":\"2014-08-07T10:15:00+04:00\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\"},{\"name\":\"Otto "
     "Ufer\"}],\"publisher\":{\"name\":\"Calder Post\"},\"articleSection\":[\"World\",\"Sea\"],\"inLanguage\":\"en\","
     "\"keywords\":[\"fog\",\"ships, boats\"],\"url\":\"https://c.example/1\"}]}</script></head><body>" BODY "</body></html>",
     "url=https://c.example/1 | title=Fog & ships | " TEXT " | source=Calder Post | author=Jane "
     "Doe\\nOtto Ufer | section=World | language=en | keyword=fog\\nships, boats | date=2014-08-07T06:15:00\n"},
    {"JSON-LD hidden from old browsers, and with a comma too many",
     "<html><head><title>Fog lifts</title><script type=\"application/ld+json\">//<![CDATA[\n{\"@type\":\"NewsArticle\","
     "\"datePublished\":\"2014-08-07\",\"author\":{\"name\":[\"Jane Doe\",]},}\n//]]></script></head><body>" BODY "</body></html>",
     "title=Fog lifts | " TEXT " | author=Jane Doe | date=2014-08-07\n"},
    {"Open Graph and meta",
     "<html><head><title>Fog lifts - Calder Post</title><meta property=\"og:title\" content=\"Fog lifts - Calder Post\">"
     "<meta property='og:site_name' content='Calder Post'><meta property='og:url' content='https://c.example/og'>"
     "<link rel='canonical' href='https://c.example/1'><meta name='author' content='Jane Doe'>"
     "<meta property='article:published_time' content='2014-08-07T10:15:00Z'><meta property='article:tag' content='fog'>"
     "<meta property='article:tag' content='ships'><meta name='keywords' content='other'></head><body>" BODY "</body></html>",
     "url=https://c.example/1 | title=Fog lifts | " TEXT " | source=Calder Post | author=Jane Doe | keyword=fog\\nships | "
     "date=2014-08-07T10:15:00\n"},
    {"a date on the page",
     "<html><body><article><h1>Fog lifts</h1><time datetime=\"2014-08-07T10:15:00Z\">a while ago</time>" P1 P2
     "</article></body></html>",
     "title=Fog lifts | " TEXT " | date=2014-08-07T10:15:00\n"},
    {"what stands around the article",
     "<html><body><header><ul><li><a href=a>Home</a><li><a href=b>World</a></ul></header><nav>Menu menu menu, a long text that "
     "goes on and on and on, as long as any other one here.</nav><div class=\"cookie-banner\"><p>We use cookies, and so we must "
     "ask you a question that nobody reads, in many words.</p></div><main><h1>Fog lifts</h1><figure><img src=a><figcaption>A "
     "ship, waiting off Westmark, in a picture taken on Wednesday by our photographer.</figcaption></figure>" P1
     "<aside><p>Read more about fog in our large series on the weather of the coast, in five parts.</p></aside>"
     "<div class=\"related-articles\"><p><a href=c>Rain in Calder for the third day running, says the weather office</a></p></div>"
     P2 "<ul><li><a href=d>More on fog</a></li></ul></main><div id=\"comments\"><p>First! I have waited for this article for a "
     "very long time, and here it is.</p></div><footer><p>All rights reserved by the Calder Post, which belongs to nobody at "
     "all.</p></footer></body></html>",
     "title=Fog lifts | " TEXT "\n"},
    {"a wrapper with an unlucky name",
     "<html><body class=\"no-sidebar\"><div class=\"has-sidebar comments-open\"><form>" BODY "</form></div></body></html>",
     "title=Fog lifts | " TEXT "\n"},
    {"headings, lists and lines",
     "<html><body><h1>Fog lifts</h1><div><h2>Before</h2>" P1 "<h2>After</h2>" P2 "<ul><li>Forty ships left before noon.</li>"
     "<li>Two are still there.</li></ul><h2>Related</h2></div></body></html>",
     "title=Fog lifts | text=Before\\n\\n" T1 "\\n\\nAfter\\n\\n" T2 "\\n\\nForty ships left before noon.\\n\\nTwo are still "
     "there.\n"},
    {"words of neighbours don't stick together",
     "<html><body><div><p>Ships <b>of</b> the<br>line, and <span>others</span><span>too</span>, waited off Westmark for three "
     "days and longer nights.</p>" P2 "</div></body></html>",
     "text=Ships of the\\nline, and others too, waited off Westmark for three days and longer nights.\\n\\n" T2 "\n"},
    {"text that only the data has",
     "<html><head><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Fog lifts\",\"articleBody\":\"" T1 " " T2
     "\"}</script></head><body><div id=app></div></body></html>",
     "title=Fog lifts | text=" T1 " " T2 "\n"},
    {"an encoding that is declared",
     "<html><head><meta charset=\"windows-1251\"><title>\xD2\xF3\xEC\xE0\xED</title></head><body>" P1 P2 "</body></html>",
     "title=Туман | " TEXT "\n"},
    {"nothing on it", "<html><head></head><body><div></div></body></html>", "REJECT | notes=neither title nor text\n"},
};

START_TEST(pages_are_read)
{
    g_autoptr(GPtrArray) all = read_written("a", pages[_i].page, strlen(pages[_i].page), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, pages[_i].wanted) == 0, "%s:\n%s", pages[_i].name, shown);
}
END_TEST

/* As deep, and as many, as they like. */
START_TEST(hostile_pages_end)
{
    static const char *const pieces[] = {"<div>", "<a href=x>", "<p>x", "<b><i>", "<table><tr><td>", "<!--", "<script>", "</p>",
                                         "<div class=related>some words ", "<font><div><p>long enough to be a sentence, is it not? "};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) page = g_string_new("<html><body>");
        for (guint k = 0; k < 100000; k++)
            g_string_append(page, pieces[i]);
        g_autoptr(GPtrArray) all = read_written("a", page->str, page->len, NULL);
        ck_assert_uint_eq(all->len, 1);
    }
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    static const char *const pieces[] = {"<html>", "<p>", "</p>", "<div class='nav'>", "</div>", "<a href=x>", "</a>", "text and more ",
                                         "<script type='application/ld+json'>", "{\"@type\":\"Article\",\"headline\":", "\"x\"}",
                                         "</script>", "<meta property='og:title' content='", "'>", "<h1>", "</h1>", "&amp;", "&", "<",
                                         "\x01", "\xC3\xA9", "<time datetime='2014'>", "<title>", "</title>", "<li>", "<td>"};
    GRand *random = g_rand_new_with_seed(7);
    CorpusOptions options = {.format = "html"};
    for (guint run = 0; run < 2000; run++) {
        g_autoptr(GString) noise = g_string_new(NULL);
        for (int i = g_rand_int_range(random, 1, 60); i > 0; i--)
            g_string_append(noise, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_autoptr(GPtrArray) all = read_written("a", noise->str, noise->len, &options);
        QUICK_ASSERT(all->len == 1, "%u articles of one page", all->len);
    }
    g_rand_free(random);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_html");
    TCase *cases = tcase_create("pages");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, pages_are_read, 0, G_N_ELEMENTS(pages));
    tcase_add_test(cases, hostile_pages_end);
    tcase_add_test(cases, any_bytes_are_safe);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
