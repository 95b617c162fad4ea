#include "tests/corpus/corpus-test.h"

#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define E50 "éééééééééééééééééééééééééééééééééééééééééééééééééé"

static const struct {
    const char *name, *text, *wanted;
} rows[] = {
    {"only text", "A ship came in.\nIt left again.\n", "text=A ship came in.\\nIt left again."},
    {"one line", "A ship came in.", "text=A ship came in."},
    {"one line and blank ones", "A ship came in.\n\n\n", "text=A ship came in."},
    {"a title", "Ship arrives\n\nA ship came in.\n", "title=Ship arrives | text=A ship came in."},
    {"a title behind blank lines", "\n \n  Ship arrives \n\nA ship came in.\n",
     "title=Ship arrives | text=A ship came in."},
    {"a title, blanks on the blank line", "Ship arrives\n \t\nA ship came in.\n",
     "title=Ship arrives | text=A ship came in."},
    {"a title, Windows lines", "Ship arrives\r\n\r\nA ship\r\ncame in.\r\n",
     "title=Ship arrives | text=A ship\\ncame in."},
    {"a title, old Macintosh lines", "Ship arrives\r\rA ship\rcame in.\r",
     "title=Ship arrives | text=A ship\\ncame in."},
    {"a title of 200 characters", X50 X50 X50 X50 "\n\nText",
     "title=" X50 X50 X50 X50 " | text=Text"},
    {"a title of 201 characters", X50 X50 X50 X50 "x\n\nText",
     "text=" X50 X50 X50 X50 "x\\n\\nText"},
    {"a title of 200 letters that take two bytes", E50 E50 E50 E50 "\n\nText",
     "title=" E50 E50 E50 E50 " | text=Text"},
    {"paragraphs stay", "T\n\nOne.\n\nTwo.\n", "title=T | text=One.\\n\\nTwo."},
    {"a BOM", "\xEF\xBB\xBFShip arrives\n\nA ship.", "title=Ship arrives | text=A ship."},
    /* the leading date */
    {"leading date", " date 2014-08-08 The ship came in.\n\nIt left.\n",
     "text=The ship came in.\\n\\nIt left. | date=2014-08-08"},
    {"leading date at once", "date 2014-08-08 The ship came in.",
     "text=The ship came in. | date=2014-08-08"},
    {"leading date behind lines", "\n\n\tdate\t2014-08-08\nThe ship came in.",
     "text=The ship came in. | date=2014-08-08"},
    {"leading date, no title", "date 2014-08-08 The ship\n\ncame in.",
     "text=The ship\\n\\ncame in. | date=2014-08-08"},
    {"leading date with a time", "date 2014-08-08T10:15:00Z The ship came in.",
     "text=The ship came in. | date=2014-08-08T10:15:00"},
    {"leading date and the time of day", "date 2014-08-08 10:15\nThe ship came in at 11.",
     "text=The ship came in at 11. | date=2014-08-08T10:15:00"},
    {"leading date and the time to the second", "date 2014-08-08 10:15:30 The ship came in.",
     "text=The ship came in. | date=2014-08-08T10:15:30"},
    {"leading date before a number", "date 2014-08-08 10 ships came in, 10:1.", "text=10 ships came in, 10:1. | date=2014-08-08"},
    {"leading date in short", "date 2014-8-8 The ship came in.", "text=The ship came in. | date=2014-08-08"},
    {"leading date in capitals", "DATE 2014-08-08\nThe ship came in.", "text=The ship came in. | date=2014-08-08"},
    {"leading date that is impossible", "date 2014-02-30 The ship came in.",
     "text=The ship came in. | notes=no such date: 2014-02-30"},
    {"date as a word", "date palms grow here.", "text=date palms grow here."},
    {"date as a word, a year", "date 2014 is past.", "text=date 2014 is past."},
    {"a longer number", "date 2014-08-081 is none.", "text=date 2014-08-081 is none."},
    /* the header block */
    {"header block",
     "Title: Ship arrives\nDate: 2014-08-08\nSource: Harbour News\nAuthor: Ann Example\n"
     "URL: http://example.org/ship\n\nA ship came in.\n",
     "url=http://example.org/ship | title=Ship arrives | text=A ship came in. | source=Harbour "
     "News | "
     "author=Ann Example | date=2014-08-08"},
    {"a known name with a space in it", "Title: Ship arrives\nPublication date: 2014-08-08\n\nA ship.",
     "title=Ship arrives | text=A ship. | date=2014-08-08"},
    {"an unknown one is no name", "Source: Harbour News\nThe captain said: wait.\n\nA ship.",
     "text=Source: Harbour News\\nThe captain said: wait.\\n\\nA ship."},
    {"all other names",
     "ID: h-17\nSection: Shipping\nLanguage: en\nKeywords: ship, harbour; sea\nKeyword: "
     "tide\n\nText.",
     "id=h-17 | text=Text. | section=Shipping | language=en | keyword=ship\\nharbour\\nsea\\ntide"},
    {"names in any case", "TITLE: Ship\ndate: 7 August 2014\n\nText.",
     "title=Ship | text=Text. | date=2014-08-07"},
    {"several authors", "Author: Ann Example; Bo Sample\nAuthor: Cy Third\n\nText.",
     "text=Text. | author=Ann Example\\nBo Sample\\nCy Third"},
    {"the names of dumps", "Headline: Ship\nByline: Ann\nPublished: 2014-08\n\nText.",
     "title=Ship | text=Text. | author=Ann | date=2014-08"},
    {"a value goes on", "Title: Ship arrives\n  in the harbour\nDate: 2014\n\nText.",
     "title=Ship arrives in the harbour | text=Text. | date=2014"},
    {"an unknown name stays in the text", "Title: Ship\nWeather: fair\n\nText.",
     "title=Ship | text=Weather: fair\\n\\nText."},
    {"an impossible date", "Title: Ship\nDate: 2014-13-01\n\nText.",
     "title=Ship | text=Text. | notes=no such date: 2014-13-01"},
    {"an ambiguous date", "Title: Ship\nDate: 03/04/2014\n\nText.",
     "title=Ship | text=Text. | notes=date not understood: 03/04/2014"},
    {"the first line behind a block is no title", "Date: 2014\n\nShip arrives\n\nText.",
     "text=Ship arrives\\n\\nText. | date=2014"},
    {"Windows lines", "Title: Ship\r\nDate: 2014\r\n\r\nText.\r\n",
     "title=Ship | text=Text. | date=2014"},
    {"only a title", "Title: Ship\n", "title=Ship"},
    {"an empty value", "Title: Ship\nSource:\n\nText.", "title=Ship | text=Text."},
    {"two titles", "Title: Ship\nTitle: Boat\n\nText.",
     "title=Ship | text=Text. | notes=a second title was left out: Boat"},
    {"no block without a blank line", "Source: the river Elbe\nruns north.",
     "text=Source: the river Elbe\\nruns north."},
    {"no block, a sentence", "Date: palms\nThe palms of the town: all dead.\n\nMore.",
     "text=Date: palms\\nThe palms of the town: all dead.\\n\\nMore."},
    {"an unknown name alone begins no block", "Weather: fair\n\nText.",
     "title=Weather: fair | text=Text."},
    {"text is no header", "Text: Ship\n\nMore.", "title=Text: Ship | text=More."},
    /* nothing */
    {"blank lines", "\n \n\t\n", "REJECT | notes=neither title nor text"},
    {"only a date", "date 2014-08-08 ", "REJECT | notes=neither title nor text"},
    {"only a header without a title", "Date: 2014\nSource: Harbour News\n\n",
     "REJECT | notes=neither title nor text"},
    {"nothing", "", "REJECT | notes=empty file"},
};

START_TEST(every_form)
{
    g_autoptr(GPtrArray) all = read_written("a.txt", rows[_i].text, strlen(rows[_i].text), NULL);
    ck_assert_msg(all->len == 1, "%s: %u answers", rows[_i].name, all->len);
    g_autofree char *found = show_seen(seen_at(all, 0));
    ck_assert_msg(strcmp(found, rows[_i].wanted) == 0, "%s:\n- %s\n+ %s", rows[_i].name,
                  rows[_i].wanted, found);
}
END_TEST

START_TEST(controls_and_nul)
{
    static const char text[] =
        "Ship\0 arrives\n\nA\x01 ship \x1B[1mcame\x7F in\f\xC2\x92s harbour\0.";
    g_autoptr(GPtrArray) all = read_written("a.txt", text, sizeof text - 1, NULL);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TITLE], "Ship arrives");
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT],
                     "A  ship  [1mcame  in\n\xE2\x80\x99s harbour .");
}
END_TEST

START_TEST(mapped_header_names)
{
    static const char *const maps[] = {"title=Betreff", "source=Quelle", NULL};
    CorpusOptions options = {.maps = maps};
    static const char text[] = "Betreff: Schiff\nQuelle: Hafenblatt\n\nText.";
    g_autoptr(GPtrArray) all = read_written("a.txt", text, strlen(text), &options);
    g_autofree char *found = show_all(all);
    ck_assert_str_eq(found, "title=Schiff | text=Text. | source=Hafenblatt\n");
}
END_TEST

START_TEST(a_file_is_one_record)
{
    g_autofree char *path = write_text("a.txt", "One.\n\n\nTwo.\n");
    g_autoptr(GPtrArray) all = read_path(path, NULL);
    const Seen *seen = seen_at(all, 0);
    ck_assert_str_eq(seen->path, path);
    ck_assert_ptr_null(seen->member);
    ck_assert_uint_eq(seen->record, 1);
    ck_assert_uint_eq(seen->line, 1);
}
END_TEST

START_TEST(json_can_be_read_as_text)
{
    CorpusOptions options = {.format = "text"};
    g_autoptr(GPtrArray) all = read_written("a.json", "{\"title\": \"Ship\"}", 17, &options);
    ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TEXT], "{\"title\": \"Ship\"}");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_text");
    TCase *tests = tcase_create("fmt_text");
    tcase_add_checked_fixture(tests, make_scratch, drop_scratch);
    tcase_add_loop_test(tests, every_form, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tests, controls_and_nul);
    tcase_add_test(tests, mapped_header_names);
    tcase_add_test(tests, a_file_is_one_record);
    tcase_add_test(tests, json_can_be_read_as_text);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
