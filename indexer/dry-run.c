#include "indexer/dry-run.h"

#include <string.h>
#include <time.h>

#include "console/number.h"
#include "indexer/batch-crew.h"
#include "indexer/folder-section.h"
#include "indexer/rejects.h"
#include "stemmer/stemmer.h"

#define WIDTH 80
#define LABEL_WIDTH 12
#define REJECTS_SHOWN 10
/* More years than these are counted by decades. */
#define YEARS_SHOWN 12

typedef struct {
    guint64 order;
    char *text;
} Shown;

typedef struct {
    struct DryRun *run;
    ArticleParser *parser;
    Article *article;
    GHashTable *formats, *languages; /* name, static and one for each thing → count */
    guint64 years[3000];             /* at 0: articles without a date */
    guint64 origins[DATE_ORIGIN_FILE_NAME + 1];
    guint64 articles, rejected, noted, elsewhere;
    GArray *first, *rejects; /* Shown, in order */
} Tally;

typedef struct DryRun {
    Corpus *corpus;
    const DryRunOptions *options;
    Tally *tallies;
} DryRun;

/* ---- counting ---------------------------------------------------------------------------------*/

static void shown_clear(gpointer shown)
{
    g_free(((Shown *)shown)->text);
}

static void count(GHashTable *counts, const char *name, guint64 more)
{
    guint64 *number = g_hash_table_lookup(counts, name);
    if (number == NULL) {
        number = g_new0(guint64, 1);
        g_hash_table_insert(counts, (char *)name, number);
    }
    *number += more;
}

static guint width_of(gunichar c)
{
    return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

/* Appends as much of a text as has room in so many columns, with an ellipsis if that is not all. */
static void append_clipped(GString *out, const char *text, gsize length, guint columns)
{
    g_autoptr(GString) safe = g_string_new(NULL);
    gsize taken = MIN(length, (gsize)columns * 8);
    while (taken < length && taken > 0 && ((guchar)text[taken] & 0xC0) == 0x80)
        taken--;
    printable_append(safe, text, taken, TRUE);
    const char *p = safe->str, *fits = p;
    for (guint used = 0; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        used += width_of(c);
        if (used > columns)
            break;
        if (used < columns)
            fits = g_utf8_next_char(p);
    }
    gboolean all = *p == '\0' && taken == length;
    g_string_append_len(out, safe->str, all ? (gssize)safe->len : fits - safe->str);
    if (!all)
        g_string_append(out, "…");
}

/* Appends the end of a message, which is safe already, as a place in it is told by its end. */
static void append_end(GString *out, const char *message, guint columns)
{
    guint width = 0;
    for (const char *p = message; *p; p = g_utf8_next_char(p))
        width += width_of(g_utf8_get_char(p));
    if (width > columns)
        g_string_append(out, "…");
    for (gboolean cut = width > columns; cut && width > columns - 1; message = g_utf8_next_char(message))
        width -= width_of(g_utf8_get_char(message));
    g_string_append_printf(out, "%s\n", message);
}

static void append_label(GString *out, const char *label)
{
    g_string_append_printf(out, "%-*s", LABEL_WIDTH, label);
}

static void append_date(GString *out, const Article *article)
{
    static const char *const forms[] = {"", "%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S UTC"};
    g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc(article->date.seconds);
    g_autofree char *date = g_date_time_format(instant, forms[article->date.precision]);
    append_label(out, "  date");
    g_string_append_printf(out, "%s (%s)\n", date, date_origin_name(article->date_origin));
}

/* All fields of an article, a line each. */
static char *show_article(const Article *article)
{
    GString *out = g_string_new("\n");
    const ArticlePlace *place = &article->place;
    g_autofree char *where = rejects_message(place, place->format ? place->format : "");
    append_end(out, where, WIDTH);
    for (guint i = 0; i < ARTICLE_FIELDS; i++) {
        const GString *field = article->field[i];
        g_autofree char *label = g_strconcat("  ", article_field_name(i), NULL);
        if (field->len == 0)
            continue;
        append_label(out, label);
        append_clipped(out, field->str, field->len, WIDTH - LABEL_WIDTH);
        g_string_append_c(out, '\n');
    }
    if (article->date.precision != DATE_NONE)
        append_date(out, article);
    if (article->notes->len > 0) {
        append_label(out, "  not used");
        append_clipped(out, article->notes->str, article->notes->len, WIDTH - LABEL_WIDTH);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void keep(GArray *kept, guint most, guint64 order, char *text)
{
    Shown shown = {order, text};
    if (kept->len < most)
        g_array_append_val(kept, shown);
    else
        g_free(text);
}

/* The year of the date as written, 0 if there is none. */
static int year_of(const ArticleDate *date)
{
    time_t local = date->seconds + date->zone_minutes * G_GINT64_CONSTANT(60);
    struct tm parts;
    if (date->precision == DATE_NONE || gmtime_r(&local, &parts) == NULL)
        return 0;
    return CLAMP(parts.tm_year + 1900, 1, 2999);
}

static void take_article(Tally *tally, guint64 order)
{
    const Article *article = tally->article;
    const GString *declared = article->field[ARTICLE_LANGUAGE];
    const Language *language = declared->len > 0 ? language_find(declared->str) : NULL;
    tally->articles++;
    tally->noted += article->notes->len > 0;
    tally->years[year_of(&article->date)]++;
    tally->origins[article->date_origin]++;
    count(tally->formats, article->place.format, 1);
    count(tally->languages, language ? language->name : declared->len > 0 ? "unknown" : "not declared", 1);
    if (tally->first->len < tally->run->options->shown)
        keep(tally->first, tally->run->options->shown, order, show_article(article));
}

static gboolean is_elsewhere(const Tally *tally)
{
    const DryRunOptions *options = tally->run->options;
    if (options->shard.count == 0)
        return FALSE;
    g_autofree char *path = g_canonicalize_filename(tally->article->place.path, NULL);
    Identity identity = identity_of_article(tally->article, path, options->collection);
    return !shard_has(&options->shard, &identity);
}

static gboolean is_stopped(gpointer run)
{
    return g_atomic_int_get(((DryRun *)run)->options->stop);
}

static void work(gpointer data, const RecordBatch *batch)
{
    Tally *tally = data;
    const DryRunOptions *options = tally->run->options;
    gsize records = record_batch_count(batch);
    for (gsize i = 0; i < records && !is_stopped(tally->run); i++) {
        guint64 order = record_batch_first(batch) + i;
        if (article_parse(tally->parser, batch, i, tally->article) == CORPUS_REJECT) {
            tally->rejected++;
            if (tally->rejects->len < REJECTS_SHOWN)
                keep(tally->rejects, REJECTS_SHOWN, order,
                     rejects_message(&tally->article->place, tally->article->notes->str));
            continue;
        }
        if (options->folder_section)
            folder_section_fill(tally->article, tally->article->place.path);
        if (is_elsewhere(tally))
            tally->elsewhere++;
        else
            take_article(tally, order);
    }
    progress_count(options->progress, (guint)records);
}

/* ---- the account ------------------------------------------------------------------------------*/

typedef struct {
    const char *name;
    guint64 count;
} Row;

static int more_first(gconstpointer a, gconstpointer b)
{
    const Row *left = a, *right = b;
    return left->count != right->count ? (left->count < right->count) - (left->count > right->count)
                                       : strcmp(left->name, right->name);
}

static void append_row(GString *out, const char *label, guint64 number, const char *name)
{
    g_autofree char *grouped = number_grouped(number);
    append_label(out, label);
    g_string_append_printf(out, "%11s  %s\n", grouped, name);
}

static void append_counts(GString *out, const char *label, GHashTable *counts)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Row));
    GHashTableIter iter;
    gpointer name, number;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &name, &number)) {
        Row row = {name, *(guint64 *)number};
        g_array_append_val(all, row);
    }
    g_array_sort(all, more_first);
    for (guint i = 0; i < all->len; i++) {
        const Row *row = &g_array_index(all, Row, i);
        append_row(out, i == 0 ? label : "", row->count, row->name);
    }
}

static void append_years(GString *out, const guint64 *years)
{
    guint different = 0;
    for (guint i = 1; i < 3000; i++)
        different += years[i] > 0;
    guint step = different > YEARS_SHOWN ? 10 : 1;
    const char *label = "Years";
    for (guint i = 0; i < 3000; i += step) {
        guint64 sum = 0;
        for (guint k = MAX(i, 1); k < i + step; k++)
            sum += years[k];
        g_autofree char *name = g_strdup_printf(step > 1 ? "%us" : "%u", i);
        if (sum > 0) {
            append_row(out, label, sum, name);
            label = "";
        }
    }
    if (years[0] > 0)
        append_row(out, label, years[0], "no date");
}

static void append_origins(GString *out, const guint64 *origins)
{
    const char *label = "Dated by";
    for (guint i = DATE_ORIGIN_NONE + 1; i <= DATE_ORIGIN_FILE_NAME; i++) {
        if (origins[i] == 0)
            continue;
        append_row(out, label, origins[i], date_origin_name(i));
        label = "";
    }
}

static int in_order(gconstpointer a, gconstpointer b)
{
    guint64 left = ((const Shown *)a)->order, right = ((const Shown *)b)->order;
    return (left > right) - (left < right);
}

static void append_passed(GString *out, const Corpus *corpus)
{
    gsize kinds;
    const CorpusPassed *passed = corpus_passed(corpus, &kinds);
    for (gsize i = 0; i < kinds; i++) {
        g_autoptr(GString) name = g_string_new(passed[i].kind);
        g_string_append_printf(name, ": %s%s", passed[i].example, passed[i].count > 1 ? ", …" : "");
        g_autoptr(GString) clipped = g_string_new(NULL);
        append_clipped(clipped, name->str, name->len, WIDTH - LABEL_WIDTH - 13);
        append_row(out, i == 0 ? "Passed over" : "", passed[i].count, clipped->str);
    }
}

static void append_rejects(GString *out, const Tally *sum)
{
    append_row(out, "Rejected", sum->rejected, sum->rejected > 0 ? "the first of them:" : "");
    for (guint i = 0; i < MIN(sum->rejects->len, REJECTS_SHOWN); i++) {
        const char *text = g_array_index(sum->rejects, Shown, i).text;
        g_string_append(out, "  ");
        append_end(out, text, WIDTH - 2);
    }
}

static void append_account(GString *out, const DryRun *run, const Tally *sum)
{
    g_autofree char *articles = number_grouped(sum->articles);
    CorpusProgress state;
    corpus_progress(run->corpus, &state);
    g_autofree char *files = number_grouped(state.files);
    g_string_append_printf(out, "%s %s of %s %s would be indexed; nothing was written\n\n", articles,
                           sum->articles == 1 ? "article" : "articles", files, state.files == 1 ? "file" : "files");
    append_counts(out, "Formats", sum->formats);
    append_counts(out, "Languages", sum->languages);
    append_years(out, sum->years);
    append_origins(out, sum->origins);
    if (sum->elsewhere > 0)
        append_row(out, "Elsewhere", sum->elsewhere, "of other shards");
    if (sum->noted > 0)
        append_row(out, "In part", sum->noted, "something of them can't be used");
    append_passed(out, run->corpus);
    append_rejects(out, sum);
    for (guint i = 0; i < MIN(sum->first->len, run->options->shown); i++)
        g_string_append(out, g_array_index(sum->first, Shown, i).text);
}

/* ---- the run ----------------------------------------------------------------------------------*/

static void tally_init(Tally *tally, DryRun *run)
{
    tally->run = run;
    tally->parser = article_parser_new(run->corpus);
    tally->article = article_new();
    tally->formats = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    tally->languages = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    tally->first = g_array_new(FALSE, FALSE, sizeof(Shown));
    tally->rejects = g_array_new(FALSE, FALSE, sizeof(Shown));
    g_array_set_clear_func(tally->first, shown_clear);
    g_array_set_clear_func(tally->rejects, shown_clear);
}

static void tally_clear(Tally *tally)
{
    article_parser_free(tally->parser);
    article_free(tally->article);
    g_hash_table_unref(tally->formats);
    g_hash_table_unref(tally->languages);
    g_array_unref(tally->first);
    g_array_unref(tally->rejects);
}

static void add_counts(GHashTable *sum, GHashTable *counts)
{
    GHashTableIter iter;
    gpointer name, number;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &name, &number))
        count(sum, name, *(guint64 *)number);
}

static void move_shown(GArray *to, GArray *from)
{
    g_array_append_vals(to, from->data, from->len);
    g_array_set_clear_func(from, NULL);
    g_array_sort(to, in_order);
}

static void add_tally(Tally *sum, Tally *more)
{
    add_counts(sum->formats, more->formats);
    add_counts(sum->languages, more->languages);
    for (guint i = 0; i < G_N_ELEMENTS(sum->years); i++)
        sum->years[i] += more->years[i];
    for (guint i = 0; i < G_N_ELEMENTS(sum->origins); i++)
        sum->origins[i] += more->origins[i];
    sum->articles += more->articles;
    sum->rejected += more->rejected;
    sum->noted += more->noted;
    sum->elsewhere += more->elsewhere;
    move_shown(sum->first, more->first);
    move_shown(sum->rejects, more->rejects);
}

static gpointer crew_worker(gpointer data, guint number)
{
    return &((DryRun *)data)->tallies[number];
}

static void crew_show(gpointer data)
{
    const DryRun *run = data;
    progress_show(run->options->progress, run->corpus);
}

gboolean dry_run(Corpus *corpus, const DryRunOptions *options, GString *out, guint64 *rejected, GError **error)
{
    g_autofree Tally *tallies = g_new0(Tally, options->threads);
    DryRun run = {corpus, options, tallies};
    for (guint i = 0; i < options->threads; i++)
        tally_init(&tallies[i], &run);
    BatchCrew crew = {corpus, options->threads, &run, crew_worker, work, NULL, is_stopped, crew_show};
    gboolean done = batch_crew_run(&crew, error);
    for (guint i = 1; i < options->threads; i++)
        add_tally(&tallies[0], &tallies[i]);
    if (done)
        append_account(out, &run, &tallies[0]);
    *rejected = tallies[0].rejected;
    for (guint i = 0; i < options->threads; i++)
        tally_clear(&tallies[i]);
    return done;
}
