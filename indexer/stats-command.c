/* dateline stats: what is in an index, and what takes how much room. */
#include "indexer/commands.h"

#include <string.h>

#include "console/command-line.h"
#include "console/console.h"
#include "console/number.h"
#include "indexer/index-stats.h"
#include "indexer/report.h"
#include "stemmer/json-text.h"
#include "stemmer/stemmer.h"

/* Names are cut after so many characters, so that lines fit into 80 columns. */
#define NAME_CHARACTERS 50

typedef struct {
    const char *index;
    gboolean json;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "json", NULL, OPTION_ON, PLACE(json), .help = "print one JSON object"},
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline stats",
    .usage = "[OPTION]...",
    .about = "Say what is in an index: articles, words, dates, languages, sources; and how\n"
             "much room its segments and tables take. Words are those of titles and texts, as\n"
             "they are cut for searching; different ones are counted folded, before stemming.\n"
             "Docids are Xapian's numbers of documents, 32 bits wide; several segments or\n"
             "servers share them out.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline stats -i news\n"
                "dateline stats -i news --json | jq .articles\n",
    .status = "0 done, 2 failed",
};

/* ---- for people -------------------------------------------------------------------------------*/

static void append_size(GString *out, guint64 bytes)
{
    if (bytes < 1000000)
        g_string_append_printf(out, "%8.1f kB", bytes / 1e3);
    else if (bytes < G_GUINT64_CONSTANT(10000000000))
        g_string_append_printf(out, "%8.1f MB", bytes / 1e6);
    else
        g_string_append_printf(out, "%8.1f GB", bytes / 1e9);
}

static void append_label(GString *out, const char *label)
{
    g_string_append_printf(out, "%-11s ", label);
}

static void append_number(GString *out, guint64 number, const char *what)
{
    g_autofree char *grouped = number_grouped(number);
    g_string_append_printf(out, "%s%s", grouped, what);
}

/* A list of names, the most articles first. */
static void append_counts(GString *out, const char *label, const GPtrArray *counts)
{
    for (guint i = 0; i < counts->len; i++) {
        const StatsCount *count = counts->pdata[i];
        g_autofree char *number = number_grouped(count->count);
        g_autofree char *name =
            g_utf8_substring(count->name, 0, MIN(g_utf8_strlen(count->name, -1), NAME_CHARACTERS));
        append_label(out, i == 0 ? label : "");
        g_string_append_printf(out, "%11s  ", number);
        printable_append(out, name, strlen(name), TRUE);
        g_string_append(out, strcmp(name, count->name) != 0 ? "…\n" : "\n");
    }
}

/* What was set of it; nothing if all is as in every index. */
static void append_ranking(GString *out, const IndexRanking *ranking)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    const char *before = NULL;
    for (gsize i = 0; i < INDEX_RANKING_PARTS; i++) {
        double value = G_STRUCT_MEMBER(double, ranking, index_ranking_parts[i].offset);
        if (value < 0)
            continue;
        if (before == NULL)
            append_label(out, "Ranking");
        g_string_append_printf(out, "%s%s %s", before != NULL ? before : "",
                               index_ranking_parts[i].name,
                               g_ascii_formatd(digits, sizeof digits, "%g", value));
        before = ", ";
    }
    if (before != NULL)
        g_string_append_c(out, '\n');
}

static void append_contents(GString *out, const IndexStats *stats)
{
    append_label(out, "Articles");
    append_number(out, stats->articles, "\n");
    append_label(out, "Words");
    append_number(out, stats->tokens, " in titles and texts, ");
    append_number(out, stats->words, " different ones\n");
    append_label(out, "Dates");
    if (stats->dated > 0) {
        g_string_append_printf(out, "%s to %s, of ", stats->from, stats->to);
        append_number(out, stats->dated, stats->dated == 1 ? " article\n" : " articles\n");
    } else {
        g_string_append(out, "none\n");
    }
    append_counts(out, "Dated by", stats->origins);
    append_counts(out, "Languages", stats->languages);
    append_counts(out, "Sources", stats->top_sources);
    if (stats->sources > stats->top_sources->len) {
        g_autofree char *more = number_grouped(stats->sources - stats->top_sources->len);
        append_label(out, "");
        g_string_append_printf(out, "             and %s more\n", more);
    }
    append_ranking(out, &stats->settings->ranking);
    append_label(out, "Rejected");
    append_number(out, stats->rejected, stats->rejected > 0 ? ", listed in rejects.jsonl\n" : "\n");
    if (stats->noted > 0) {
        append_label(out, "In part");
        append_number(out, stats->noted, ", listed in notes.jsonl\n");
    }
    append_label(out, "Docids");
    append_number(out, STATS_DOCIDS - MIN(stats->docids, STATS_DOCIDS), " left of ");
    append_number(out, STATS_DOCIDS, stats->segments->len > 1 ? " (compact frees some)\n" : "\n");
}

static const char *table_help(StatsTable table, const IndexSettings *settings)
{
    switch (table) {
    case TABLE_POSTLIST:
        return "which articles a word is in; sorting values";
    case TABLE_POSITION:
        return settings->positions ? "where words stand, for phrases; --no-positions"
                                   : "none: made with --no-positions";
    case TABLE_TERMLIST:
        return "the words of each article";
    case TABLE_DOCDATA:
        return settings->text ? "fields and texts; --no-text leaves these out"
                              : "fields; no texts: made with --no-text";
    default:
        return "version files";
    }
}

static void append_room(GString *out, const IndexStats *stats)
{
    g_string_append(out, "\nTable           size   share\n");
    for (StatsTable table = 0; table < TABLES; table++) {
        double share = stats->bytes > 0 ? 100.0 * stats->table_bytes[table] / stats->bytes : 0;
        g_string_append_printf(out, "%-9s", stats_table_name(table));
        append_size(out, stats->table_bytes[table]);
        g_string_append_printf(out, "  %4.1f %%  %s\n", share, table_help(table, stats->settings));
    }
    g_string_append_printf(out, "%-9s", "all");
    append_size(out, stats->bytes);
    g_string_append(out, "\n\nSegment         size      articles\n");
    for (guint i = 0; i < stats->segments->len; i++) {
        const StatsSegment *segment = stats->segments->pdata[i];
        g_autofree char *articles = number_grouped(segment->articles);
        g_string_append_printf(out, "%-9s", segment->name);
        append_size(out, segment->bytes);
        g_string_append_printf(out, "  %12s\n", articles);
    }
}

/* ---- for programs -----------------------------------------------------------------------------*/

static void append_member(GString *out, const char *name, guint64 number)
{
    g_string_append_printf(out, ",\"%s\":%" G_GUINT64_FORMAT, name, number);
}

static void append_json_counts(GString *out, const char *list, const char *name,
                               const GPtrArray *counts)
{
    g_string_append_printf(out, ",\"%s\":[", list);
    for (guint i = 0; i < counts->len; i++) {
        const StatsCount *count = counts->pdata[i];
        g_string_append_printf(out, "%s{\"%s\":", i > 0 ? "," : "", name);
        json_text_append(out, count->name, strlen(count->name));
        append_member(out, "articles", count->count);
        g_string_append_c(out, '}');
    }
    g_string_append_c(out, ']');
}

static void append_json_day(GString *out, const char *name, const char *day)
{
    if (*day != '\0')
        g_string_append_printf(out, ",\"%s\":\"%s\"", name, day);
    else
        g_string_append_printf(out, ",\"%s\":null", name);
}

/* null: as in every index. */
static void append_json_ranking(GString *out, const IndexRanking *ranking)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, ",\"ranking\":{");
    for (gsize i = 0; i < INDEX_RANKING_PARTS; i++) {
        double value = G_STRUCT_MEMBER(double, ranking, index_ranking_parts[i].offset);
        g_autofree char *name = g_strdelimit(g_strdup(index_ranking_parts[i].name), "-", '_');
        g_ascii_formatd(digits, sizeof digits, "%.15g", value);
        g_string_append_printf(out, "%s\"%s\":%s", i > 0 ? "," : "", name,
                               value < 0 ? "null" : digits);
    }
    g_string_append_c(out, '}');
}

static void append_json_room(GString *out, const IndexStats *stats)
{
    append_member(out, "bytes", stats->bytes);
    g_string_append(out, ",\"tables\":{");
    for (StatsTable table = 0; table < TABLES; table++)
        g_string_append_printf(out, "%s\"%s\":%" G_GUINT64_FORMAT, table > 0 ? "," : "",
                               stats_table_name(table), stats->table_bytes[table]);
    g_string_append(out, "},\"segments\":[");
    for (guint i = 0; i < stats->segments->len; i++) {
        const StatsSegment *segment = stats->segments->pdata[i];
        g_string_append_printf(out, "%s{\"name\":\"%s\"", i > 0 ? "," : "", segment->name);
        append_member(out, "articles", segment->articles);
        append_member(out, "bytes", segment->bytes);
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]}\n");
}

static void append_json(GString *out, const IndexStats *stats)
{
    const IndexSettings *settings = stats->settings;
    g_string_append(out, "{\"version\":1");
    append_member(out, "articles", stats->articles);
    append_member(out, "tokens", stats->tokens);
    append_member(out, "vocabulary", stats->words);
    append_member(out, "dated", stats->dated);
    append_json_day(out, "from", stats->from);
    append_json_day(out, "to", stats->to);
    append_json_counts(out, "dated_by", "origin", stats->origins);
    append_json_counts(out, "languages", "language", stats->languages);
    append_member(out, "sources", stats->sources);
    append_json_counts(out, "top_sources", "source", stats->top_sources);
    append_member(out, "rejected", stats->rejected);
    append_member(out, "in_part", stats->noted);
    append_member(out, "tokenizer", (guint64)settings->tokenizer_version);
    append_member(out, "schema", (guint64)settings->schema_version);
    g_string_append_printf(out, ",\"positions\":%s,\"text\":%s",
                           settings->positions ? "true" : "false",
                           settings->text ? "true" : "false");
    append_json_ranking(out, &settings->ranking);
    append_member(out, "docids", stats->docids);
    append_member(out, "docids_left", STATS_DOCIDS - MIN(stats->docids, STATS_DOCIDS));
    append_json_room(out, stats);
}

/* ---- the command ------------------------------------------------------------------------------*/

int command_stats(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    g_autoptr(GError) error = NULL;
    g_autofree char *index = command_index_path(options.index);
    const char *const reads[] = {index, NULL};
    report_fence(&(FenceBounds){.reads = reads}, FALSE);
    g_autoptr(IndexStats) stats = index_stats_read(index, &error);
    g_autoptr(GString) out = g_string_new(NULL);
    if (stats != NULL && options.json)
        append_json(out, stats);
    else if (stats != NULL) {
        append_contents(out, stats);
        append_room(out, stats);
    }
    if (stats != NULL && console_write(out, &error) != CONSOLE_FAILED)
        return 0;
    report_error(error->message);
    return 2;
}
