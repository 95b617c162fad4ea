#include "tests/corpus/corpus-test.h"

#define HEADERS "From: Jane Doe <jane@c.example>\nSubject: Fog lifts\nDate: Thu, 07 Aug 2014 10:15:00 +0400\n"
#define SHOWN(text) "title=Fog lifts | text=" text " | source=c.example | author=Jane Doe | date=2014-08-07T06:15:00\n"
#define MULTI(kind) HEADERS "MIME-Version: 1.0\nContent-Type: multipart/" kind "; boundary=XX\n\nNo MIME here.\n"
#define PART(type, text) "--XX\nContent-Type: " type "\n\n" text "\n"
#define LONG "Forty ships left Westmark before noon, most of them for the ports of the north, as the harbour master said on Thursday; " \
    "two are still there."

static const struct {
    const char *name, *text, *wanted;
} rows[] = {
    {"plain", HEADERS "\nForty ships left.\n", SHOWN("Forty ships left.")},
    {"lines of Windows", "From: j@c.example\r\nSubject: Fog\r\n lifts\r\n\r\nForty\r\nships.\r\n",
     "title=Fog lifts | text=Forty\\nships. | source=c.example | author=j@c.example\n"},
    {"coded words", "From: =?utf-8?B?SsO8cmdlbg==?= <j@c.example>\nSubject: =?iso-8859-1?Q?N=F6rdlich?= =?iso-8859-1?Q?er?= Nebel\n\nx",
     "title=Nördlicher Nebel | text=x | source=c.example | author=Jürgen\n"},
    {"quoted-printable", HEADERS "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nN=F6rd=\nlich\n",
     SHOWN("Nördlich")},
    {"base64", HEADERS "Content-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: base64\n\n0vPs4O0=\n", SHOWN("Туман")},
    {"eight bits", HEADERS "Content-Type: text/plain; charset=iso-8859-1\n\nN\xF6rdlich\n", SHOWN("Nördlich")},
    {"UTF-8 that is said to be another", HEADERS "Content-Type: text/plain; charset=iso-8859-1\n\nNördlich\n", SHOWN("Nördlich")},
    {"ISO-2022", HEADERS "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1B$B5-\x1B(B\n", SHOWN("記")},
    {"a charset that there is none of", HEADERS "Content-Type: text/plain; charset=nosuch\n\nFog\n", SHOWN("Fog")},
    {"HTML", HEADERS "Content-Type: text/html\n\n<html><head><title>x</title></head><body><p>Fog &amp;</p><td>a</td><td>b</td>", SHOWN("Fog &\\n\\na b")},
    {"alternatives", MULTI("alternative") PART("text/plain", LONG) PART("text/html", "<p>Fog</p>") "--XX--\n", SHOWN(LONG)},
    {"an alternative that says nothing", MULTI("alternative") PART("text/plain", "See HTML.") PART("text/html", "<p>" LONG "</p>") "--XX--\n", SHOWN(LONG)},
    {"attachments are left out", MULTI("mixed") PART("text/plain", "One.") PART("text/plain\nContent-Disposition: attachment", "no")
     PART("image/png", "no") PART("text/plain", "Two.") "--XX--\n", SHOWN("One.\\n\\nTwo.")},
    {"a forwarded message", MULTI("mixed") PART("text/plain", "One.") PART("message/rfc822", "From: b@c.example\nSubject: Ships\n\nTwo.\n") "--XX--\n",
     SHOWN("One.\\n\\nShips\\n\\nTwo.")},
    {"parts in parts", MULTI("mixed") "--XX\nContent-Type: multipart/related; boundary=YY\n\n--YY\nContent-Type: text/html\n\n<b>One</b>\n--YY--\n--XX--\n", SHOWN("One")},
    {"parts without an end", MULTI("mixed") PART("text/plain", "One."), SHOWN("One.")},
    {"a list", HEADERS "Message-ID: <1@c.example>\nList-Id: \"Calder News\" <news.c.example>\nArchived-At: <https://l.example/1>\nKeywords: fog, sea\n"
     "Content-Language: en\n\nx",
     "id=1@c.example | url=https://l.example/1 | title=Fog lifts | text=x | source=Calder News | author=Jane Doe | language=en | keyword=fog\\nsea | "
     "date=2014-08-07T06:15:00\n"},
    {"a list without a name", HEADERS "List-Id: <news.c.example>\n\nx",
     "title=Fog lifts | text=x | source=news.c.example | author=Jane Doe | date=2014-08-07T06:15:00\n"},
    {"a mailbox", "From jane@c.example Thu Aug  7 10:15:00 2014\nFrom: a@c.example\nSubject: One\n\n>From here on\n>>From there\nFrom me to you\n\n"
     "From - Fri Aug  8 10:15:00 2014\nFrom: b@d.example\nSubject: Two\n\nx\n",
     "title=One | text=From here on\\n>From there\\nFrom me to you | source=c.example | author=a@c.example | date=2014-08-07T10:15:00\n"
     "title=Two | text=x | source=d.example | author=b@d.example | date=2014-08-08T10:15:00\n"},
    {"no From line within a text", "From a Thu Aug  7 10:15:00 2014\nFrom: a@c.example\nSubject: One\n\nx\n\nFrom now on, at 10:15, nothing.\n",
     "title=One | text=x\\n\\nFrom now on, at 10:15, nothing. | source=c.example | author=a@c.example | date=2014-08-07T10:15:00\n"},
    {"nothing in it", "From a Thu Aug  7 10:15:00 2014\nFrom: a@c.example\n\n\nFrom b Thu Aug  7 10:15:00 2014\nFrom: b@c.example\n\nx\n",
     "REJECT | notes=neither title nor text\ntext=x | source=c.example | author=b@c.example | date=2014-08-07T10:15:00\n"},
};

START_TEST(messages_are_read)
{
    g_autoptr(GPtrArray) all = read_written("a", rows[_i].text, strlen(rows[_i].text), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, rows[_i].wanted) == 0, "%s:\n%s", rows[_i].name, shown);
}
END_TEST

START_TEST(texts_are_none)
{
    static const char *const texts[] = {"From the harbour they left at 10:15 in 2014.\n\nx", "Title: Fog\nDate: 2014-08-07\n\nx",
                                        "From: Jane\nTo\n\nx", "Subject: Fog\n\nx"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GPtrArray) all = read_written("a", texts[i], strlen(texts[i]), NULL);
        ck_assert_msg(seen_at(all, 0)->field[ARTICLE_SOURCE][0] == '\0', "%s", texts[i]);
    }
}
END_TEST

/* Messages of all lengths over the borders of what is read at a time. */
START_TEST(a_large_mailbox)
{
    g_autoptr(GString) box = g_string_new(NULL);
    GRand *random = g_rand_new_with_seed(3);
    const guint count = 2000;
    for (guint i = 0; i < count; i++) {
        g_string_append_printf(box, "From a@c.example Thu Aug  7 10:15:00 2014\nFrom: a@c.example\nSubject: Number %u\n\n", i);
        for (int k = g_rand_int_range(random, 0, 60); k >= 0; k--)
            g_string_append(box, "A line of forty ships and not one more.\n");
        g_string_append_c(box, '\n');
    }
    g_rand_free(random);
    g_autoptr(GPtrArray) all = read_written("a.mbox", box->str, box->len, NULL);
    ck_assert_uint_eq(all->len, count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *title = g_strdup_printf("Number %u", i);
        QUICK_ASSERT(strcmp(seen_at(all, i)->field[ARTICLE_TITLE], title) == 0, "%u: %s", i, seen_at(all, i)->field[ARTICLE_TITLE]);
        QUICK_ASSERT(seen_at(all, i)->record == i + 1, "record %u", i);
    }
    const char *line = box->str;
    for (guint64 i = 1; i < seen_at(all, 1000)->line; i++)
        line = (const char *)rawmemchr(line, '\n') + 1;
    QUICK_ASSERT(g_str_has_prefix(line, "From a@"), "another line: %.20s", line);
}
END_TEST

/* As deep, and as many, as they like. */
START_TEST(hostile_messages_end)
{
    static const char *const pieces[] = {"Content-Type: multipart/mixed; boundary=a\n\n--a\n", "--XX\n", "Content-Type: message/rfc822\n\n", "From: a, b\n",
                                         "--XX\nContent-Type: multipart/alternative; boundary=XX\n\n", "=?utf-8?q?a", "From x 10:15:00 2014\n\n", "\n\nFrom "};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new(MULTI("mixed"));
        while (text->len < 200000)
            g_string_append(text, pieces[i]);
        g_autoptr(GPtrArray) all = read_written("a.eml", text->str, text->len, NULL);
        ck_assert_uint_ge(all->len, 1);
    }
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    static const char *const pieces[] = {"From a Thu Aug  7 10:15:00 2014\n", "\n", "\n\n", "From: ", "Subject: ", "Date: ", "Content-Type: ", "multipart/",
                                         "alternative", "; boundary=XX\n", "--XX\n", "--XX--\n", "text/html", "message/rfc822", "; charset=", "utf-16",
                                         "windows-1251", "Content-Transfer-Encoding: base64\n", "quoted-printable", "=?utf-8?B?", "?=", "<a@b>", "\xFF\xE9",
                                         "List-Id: <", ">From ", "text ", "\x01", "<p>", "=C3", "Content-Disposition: attachment\n"};
    GRand *random = g_rand_new_with_seed(7);
    CorpusOptions options = {.format = "mail"};
    for (guint run = 0; run < 3000; run++) {
        g_autoptr(GString) noise = g_string_new(run % 2 ? pieces[0] : "a");
        for (int i = g_rand_int_range(random, 1, 60); i > 0; i--)
            g_string_append(noise, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_autoptr(GPtrArray) all = read_written("a", noise->str, noise->len, &options);
        QUICK_ASSERT(all->len >= 1, "no answer");
    }
    g_rand_free(random);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_mail");
    TCase *cases = tcase_create("messages");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, messages_are_read, 0, G_N_ELEMENTS(rows));
    tcase_add_test(cases, texts_are_none);
    tcase_add_test(cases, a_large_mailbox);
    tcase_add_test(cases, hostile_messages_end);
    tcase_add_test(cases, any_bytes_are_safe);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
