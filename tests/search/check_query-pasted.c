/* Whatever is copied from an article, from one space to another, and pasted as a query, finds that article: as a
 * phrase and by its words, as it stands, in small letters, in capitals and without accents; and it is marked there. */
#include <glib/gstdio.h>
#include <string.h>

#include "search/highlight.h"
#include "search/query-expand.h"
#include "search/query-xapian.h"
#include "tests/search/index-fixture.h"
#include "xapian-c/schema.h"

#define ODD_ARTICLES 60
#define QUERIES 1500

static Searcher *searcher;
static char *folder;
static guint32 seed;

static guint random_below(guint n)
{
    seed = seed * 1664525u + 1013904223u;
    return (guint)(((guint64)seed * n) >> 32);
}

/* ---- articles ------------------------------------------------------------------------------- */

/* What is found hard to cut into words, by language, with spaces between. */
static const char *const oddities[] = {
    "the O’Brien's d'Artagnan rock 'n' roll AT&T at&t Q&A PSE&G M&Ms C++ C#, 9/11 $5bn 3.5% G-20 F-16 COVID-19 a.m. "
    "P.M. U.S.-led non-U.S. U.N.'s WHO's us IT desk@example.org https://wire.example/a-b?c=d&e=f #HarvestDay "
    "@north_wire 10,000-strong 1,234,567.89 1990s '90s it’s… wait...what St.–based naïve co-operate e\u0301lite "
    "mother-in-law's post-Cold £3.2m €1.000,50 1st 2nd-quarter T-shirt MH17 ﬁnancial soft\u00adhyphen zero\u200dwidth "
    "in\ufeffvisible zero\u200bspace H₂O x² ½ Brand™ №5 §12 100°C rock&roll Disney+ TV+ A+ 18+ U.S.A. Ph.D. J.R.R. "
    "50-50 24/7 and/or 1-2-3 10:30 2014-08-08 I'm y'all Al-Jazeera al-Assad’s vice-president-elect a_b_c foo.bar "
    "v2.0.1 192.168.0.1 2016–17 ‘single’ _under_ #1 a=b [bracket] {curly} |pipe| back\\slash i.e. e.g., S.p.A.",
    "Donaudampfschifffahrt Straße STRASSE Müller’s E-Mail-Adresse z.B. d.h. GmbH & Co. 100.000 25-jährige S-Bahn "
    "CDU/CSU Fußball-WM Kindergärten Äpfel über der die das und",
    "l’eau aujourd’hui c’est-à-dire Côte-d’Or qu’il œuvre ÉLECTION jusqu’à 3\u202f000 lorsqu’un presqu’île Val-d’Oise "
    "Saint-Jean-d'Angély L’Île-d’Yeu le la les des et",
    "İstanbul ISPARTA ısrar Türkiye’nin ŞİŞLİ iyi ığdır İZMİR Kadıköy için bir ve",
    "Αθήνα ΑΘΗΝΑ ΟΔΥΣΣΕΥΣ Οδυσσεύς πρωθυπουργός ΐδιος Ευρώπη και το",
    "Việt Nam Hà Nội Đà Nẵng người nước đường của",
    "ёлка Ельцин С.С.С.Р. т.е. Санкт-Петербург 70-летию из-за ООН й и не на",
    "الرئيس مُحَمَّد الـــكتاب أحمد إلى ٢٠١٤ القاهرة، في من",
    "צהל ג'ורג' ירושלים שָׁלוֹם תל־אביב של על",
    "กรุงเทพมหานคร ทำ น้ำ รัฐบาลไทย ๒๕๕๗",
    "北京 中国人民 是吗？我们 他说：好 ２０１４年 １，２ 5～10 （新华社） 1,000元 AI芯片 TPU？3 COVID-19疫情",
    "東京ﾀﾜｰ カタカナ ひらがな。 Ｔシャツ か゛ 2014年8月8日 ＡＢＣ・ＤＥＦ の’ぽち’ 〜まで",
    "대한민국 서울시 2014년 북·미 प्रधानमंत्री ए.के. सिर्फ़ क्‍या",
    "¿Qué? ¡Hola! EE.UU. niño año San José t.ex. EU:s п’ять об'єкт Łódź m.in. árvíztűrő D.C:ssä",
};

static void append_sentence(GString *text, guint words)
{
    g_auto(GStrv) list = g_strsplit(oddities[random_below(G_N_ELEMENTS(oddities))], " ", -1);
    g_auto(GStrv) others = g_strsplit(oddities[random_below(G_N_ELEMENTS(oddities))], " ", -1);
    static const char *const ends[] = {"", "", "", "", ",", ".", ";", "!", "…"};
    while (words--) {
        char **from = random_below(5) ? list : others;
        g_string_append_printf(text, "%s%s ", from[random_below(g_strv_length(from))],
                               ends[random_below(G_N_ELEMENTS(ends))]);
    }
}

/* A folder of articles made of oddities. Free with g_free(). */
static char *odd_articles(const char *in)
{
    char *path = g_build_filename(in, "odd.txt", NULL);
    g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
    for (guint i = 0; i < ODD_ARTICLES; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        append_sentence(text, 1 + random_below(6));
        g_string_append(text, "\n\n");
        append_sentence(text, 20 + random_below(60));
        g_autofree char *name = g_strdup_printf("%s/%02u.txt", path, i);
        g_assert_true(g_file_set_contents(name, text->str, (gssize)text->len, NULL));
    }
    return path;
}

static char *field(const XapHit *hit, const char *name)
{
    GString *value = g_string_new(NULL);
    schema_data_find(hit->data, hit->data_length, name, value);
    return g_string_free(value, FALSE);
}

/* ---- queries -------------------------------------------------------------------------------- */

/* Some words of the text, from one space to another: from *start up to *end. FALSE if there are none. */
static gboolean some_words(const char *text, gsize *start, gsize *end)
{
    static const char *const spaces = " \n\t\r";
    gsize length = strlen(text);
    if (length == 0)
        return FALSE;
    gsize at = random_below((guint)length);
    while (at > 0 && !strchr(spaces, text[at - 1]))
        at--;
    *start = *end = at + strspn(text + at, spaces);
    for (guint count = 1 + random_below(4); count > 0 && text[*end]; count--) {
        *end += strspn(text + *end, spaces);
        *end += strcspn(text + *end, spaces);
    }
    return *end > *start && *end - *start < 150;
}

/* Without the marks of Latin and Greek letters, as a reader types who hasn't got them. */
static char *without_accents(const char *text)
{
    g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
    GString *plain = g_string_new(NULL);
    GUnicodeScript script = G_UNICODE_SCRIPT_COMMON;
    for (const char *p = apart; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_ismark(c))
            script = g_unichar_get_script(c);
        else if (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK)
            continue;
        g_string_append_unichar(plain, c);
    }
    char *composed = g_utf8_normalize(plain->str, -1, G_NORMALIZE_NFC);
    g_string_free(plain, TRUE);
    return composed;
}

static char *in_some_letters(const char *text)
{
    switch (random_below(4)) {
    case 0:
        return g_utf8_strdown(text, -1);
    case 1:
        return g_utf8_strup(text, -1);
    case 2:
        return without_accents(text);
    default:
        return g_strdup(text);
    }
}

static gboolean has_words(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (g_unichar_isalnum(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

/* Whether text holds what a reader must put in quotes: signs of the query language. */
static gboolean has_signs(const char *text)
{
    if (strpbrk(text, "()\"*^~:=+") || strchr("-", text[0]))
        return TRUE;
    static const char *const signs[] = {"“", "”", "„", "«", "»", "「", "」", "『", "』", "〝", "〞", "（", "）", " -",
                                        " −", " –", "−", "AND", "OR", "NOT", "NEAR", "BEFORE"};
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strstr(text, signs[i]))
            return TRUE;
    for (const char *p = strchr(text, '?'); p; p = strchr(p + 1, '?'))
        if (g_unichar_isalnum(g_utf8_get_char(p + 1)))
            return TRUE;
    return FALSE;
}

/* The text between quotes, or NULL if wildcards are in it. */
static char *quoted(const char *text)
{
    if (strchr(text, '*') || (strchr(text, '?') && !strstr(text, "://")))
        return NULL;
    GString *query = g_string_new("\"");
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(query, g_utf8_strchr("\"“”„‟〝〞＂", -1, c) ? ' ' : c);
    }
    g_string_append_c(query, '"');
    return g_string_free(query, FALSE);
}

/* ---- the comparison ------------------------------------------------------------------------- */

typedef struct {
    guint32 docid;
    char *language, *title, *text;
} Article;

static void article_free(gpointer data)
{
    Article *article = data;
    g_free(article->language);
    g_free(article->title);
    g_free(article->text);
    g_free(article);
}

static gboolean finds(const Query *query, guint32 docid)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapQuery) xapian = query_to_xapian(query->root, TRUE, 0.25);
    g_autoptr(XapHits) hits =
        searcher_rank(searcher, xapian, 0, searcher->documents, searcher->documents, &error);
    ck_assert_msg(hits != NULL, "%s: %s", query->text, error ? error->message : "");
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        if (xap_hits_get(hits, i)->docid == docid)
            return TRUE;
    return FALSE;
}

/* Whether a mark, or of a query without quotes some mark, lies on all letters of text[start..end). */
static gboolean is_marked(const Query *query, const Article *article, gboolean in_title, gsize start, gsize end,
                          gboolean whole)
{
    const char *text = in_title ? article->title : article->text;
    while (start < end && !g_unichar_isalnum(g_utf8_get_char(text + start)))
        start = (gsize)(g_utf8_next_char(text + start) - text);
    gsize last = end;
    for (gsize at = start; at < end; at = (gsize)(g_utf8_next_char(text + at) - text))
        if (g_unichar_isalnum(g_utf8_get_char(text + at)))
            last = (gsize)(g_utf8_next_char(text + at) - text);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, searcher->analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    if (in_title)
        highlighter_run_title(highlighter, article->language, text, strlen(text), marks);
    else
        highlighter_run(highlighter, article->language, text, strlen(text), marks);
    for (guint i = 0; i < marks->len; i++) {
        const Mark *mark = &g_array_index(marks, Mark, i);
        if (whole ? mark->start <= start && mark->end >= last : mark->start < end && mark->end > start)
            return TRUE;
    }
    return FALSE;
}

static void check_query(const char *typed, const Article *article, gboolean in_title, gsize start, gsize end)
{
    const char *text = in_title ? article->title : article->text;
    g_autoptr(GError) error = NULL;
    QuerySettings settings = {.analysis = searcher->analysis, .calendar = {NULL, 1407283200}};
    g_autoptr(Query) query = query_parse(typed, strlen(typed), &settings, &error);
    ck_assert_msg(query && query_expand(query, searcher->vocabulary, &error), "%s: %s\n  in: %.*s", typed,
                  error ? error->message : "", (int)(end - start), text + start);
    ck_assert_msg(finds(query, article->docid), "%s doesn't find the article (%s) that has\n  %.*s", typed,
                  article->language, (int)(end - start), text + start);
    gboolean phrase = typed[0] == '"' || g_str_has_prefix(typed, "title:\"");
    ck_assert_msg(is_marked(query, article, in_title, start, end, phrase), "%s isn't marked in (%s)\n  %.*s", typed,
                  article->language, (int)(end - start), text + start);
}

static gboolean paste(const Article *article)
{
    gsize start, end;
    gboolean in_title = *article->title && random_below(3) == 0;
    const char *text = in_title ? article->title : article->text;
    if (!some_words(text, &start, &end))
        return FALSE;
    g_autofree char *copied = g_strndup(text + start, end - start);
    g_autofree char *typed = in_some_letters(copied);
    if (!has_words(typed))
        return FALSE;
    g_autofree char *phrase = quoted(typed);
    g_autofree char *of_title = phrase && in_title ? g_strconcat("title:", phrase, NULL) : NULL;
    if (phrase)
        check_query(phrase, article, in_title, start, end);
    if (of_title)
        check_query(of_title, article, in_title, start, end);
    if (!has_signs(typed))
        check_query(typed, article, in_title, start, end);
    return TRUE;
}

static GPtrArray *read_articles(void)
{
    GPtrArray *articles = g_ptr_array_new_with_free_func(article_free);
    g_autoptr(XapQuery) all = xap_query_all();
    g_autoptr(XapHits) hits = searcher_run(searcher, all, searcher->documents, 0, NULL);
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        const XapHit *hit = xap_hits_get(hits, i);
        Article *article = g_new0(Article, 1);
        article->docid = hit->docid;
        article->language = field(hit, "language");
        article->title = field(hit, "title");
        article->text = field(hit, "text");
        g_ptr_array_add(articles, article);
    }
    return articles;
}

static void paste_all(const char *paths)
{
    searcher = index_fixture_open(paths, &folder);
    if (!searcher)
        return;
    g_autoptr(GPtrArray) articles = read_articles();
    guint pasted = 0;
    for (guint i = 0; i < QUERIES; i++)
        pasted += paste(articles->pdata[random_below(articles->len)]);
    searcher_free(searcher);
    test_remove(folder);
    ck_assert_uint_gt(pasted, QUERIES / 4); /* Chinese has few spaces */
}

START_TEST(oddities_and_sample)
{
    seed = 20140808;
    char *in = test_tmpdir();
    g_autofree char *odd = odd_articles(in);
    g_autofree char *paths = g_strconcat("corpus/sample ", odd, NULL);
    paste_all(paths);
    test_remove(in);
}
END_TEST

START_TEST(collections)
{
    static const char *const names[] = {"html", "chinese", "wikinews_csv", "russian", "gnad10k_de"};
    seed = 19870226;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename("../shared/corpora", names[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            paste_all(path);
        else
            printf("skipped: there is no %s\n", path);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("query-pasted");
    TCase *c = tcase_create("query-pasted");
    tcase_set_timeout(c, 600);
    tcase_add_test(c, oddities_and_sample);
    tcase_add_test(c, collections);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
