/* dateline index: the command line, and the run from the lock to the last line. */
#include "indexer/commands.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "console/console.h"
#include "indexer/budget.h"
#include "indexer/common-options.h"
#include "indexer/dry-run.h"
#include "indexer/interrupt.h"
#include "indexer/pipeline.h"
#include "indexer/prune.h"
#include "indexer/reading.h"
#include "indexer/report.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

#define SHOWN_PRUNES 20
#define THREADS_MAX 256
/* Positions and lengths of words are counted in 32 bits. */
#define MAX_ARTICLE_MOST ((guint64)1 << 30)

typedef struct {
    const char *index, *format, *collection, *language, *encoding, *warc_url;
    GPtrArray *maps, *include, *exclude; /* NULL: none */
    guint32 threads, shown;
    guint64 memory, max_article;
    int writer; /* in writer_names */
    gboolean dry_run, folder_section, prune, yes, strict, quiet, verbose, wait, no_positions,
        no_text;
    const char *shard_text;
    Shard shard;
    char **paths; /* borrowed */
} Options;

/* ---- options ----------------------------------------------------------------------------------*/

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    OPTION_QUIET_ROW(PLACE(quiet)),
    OPTION_VERBOSE_ROW(PLACE(verbose)),
    {0, "dry-run", NULL, OPTION_ON, PLACE(dry_run),
     .help = "say what would be indexed, and write nothing"},
    {'n', "count", "N", OPTION_NUMBER, PLACE(shown), .help = "with --dry-run: show the first N articles; else 3"},
    {0, "prune", NULL, OPTION_ON, PLACE(prune),
     .help = "show articles of the PATHs that are gone from there; with --yes remove them"},
    {0, "yes", NULL, OPTION_ON, PLACE(yes), .help = "with --prune: remove what is gone"},
    {0, "strict", NULL, OPTION_ON, PLACE(strict), .help = "exit with 1 if anything was skipped"},

    {'f', "format", "FORMAT", OPTION_TEXT, PLACE(format), .choices = corpus_format_names,
     .group = "How files are read", .help = "read every file as this (jsonl, csv, text, …), whatever it looks like"},
    {0, "map", "FIELD=KEY", OPTION_LIST, PLACE(maps),
     .help = "take a field from this key (a.b: nested); may be given often"},
    {0, "encoding", "NAME", OPTION_TEXT, PLACE(encoding),
     .help = "of texts that are not UTF-8; else it is detected"},
    {0, "warc-url", "REGEX", OPTION_TEXT, PLACE(warc_url),
     .help = "of web archives, take only pages with such an address"},
    {'l', "language", "LANGUAGES", OPTION_TEXT, PLACE(language),
     .help = "of articles that declare none: one (german, de), or several to detect it among (en,de), the "
             "first in doubt; unless told, it is detected among all, English in doubt"},
    {0, "collection", "NAME", OPTION_TEXT, PLACE(collection),
     .help = "tells equal ids of different dumps apart"},
    {0, "folder-section", NULL, OPTION_ON, PLACE(folder_section),
     .help = "the folder that a file lies in is the section of articles that name none"},
    {0, "max-article", "SIZE", OPTION_SIZE, PLACE(max_article), .least = 1 << 20, .most = MAX_ARTICLE_MOST,
     .help = "skip articles that are larger, unpacked; unless told: 32M"},
    {0, "include", "GLOB", OPTION_LIST, PLACE(include),
     .help = "of folders, take only such files; may be given often"},
    {0, "exclude", "GLOB", OPTION_LIST, PLACE(exclude),
     .help = "of folders, leave out such files; may be given often"},

    {'j', "jobs", "N", OPTION_NUMBER, PLACE(threads), .most = THREADS_MAX,
     .group = "How the index is made", .help = "threads; 0, or unless told: as many as processors"},
    OPTION_MEMORY_ROW(PLACE(memory)),
    {0, "shard", "K/N", OPTION_TEXT, PLACE(shard_text),
     .help = "take the K-th of N parts of the articles, so that N machines share the work"},
    {0, "no-positions", NULL, OPTION_ON, PLACE(no_positions),
     .help = "a new index without phrases, but smaller"},
    {0, "no-text", NULL, OPTION_ON, PLACE(no_text), .help = "a new index that stores no text"},
    OPTION_WRITER_ROW(PLACE(writer)),
    OPTION_WAIT_ROW(PLACE(wait)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline index",
    .usage = "[OPTION]... PATH...",
    .about = "Read news articles into an index: files, folders, '-' for standard input; text,\n"
             "JSON Lines, tables, wire copy in SGML or XML, feeds, saved pages, as they are or\n"
             "packed (gzip, bzip2, xz, zstd, lz4, tar, zip; web archives in WARC or ARC).\n"
             "What is there already and unchanged is left alone.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_FILES,
    .examples =
        "dateline index -i news articles/       # a folder of text files\n"
        "dateline index -i news dump.jsonl.gz   # a packed dump\n"
        "dateline index --dry-run --map text=story.body dump.jsonl   # try it\n"
        "dateline index -i news --map text=story.body --map title=head dump.jsonl\n"
        "zcat wire.gz | dateline index -i news -f jsonl -\n"
        "dateline index -i part2 --shard 2/4 dump.jsonl.gz\n",
    .status = "0 done (what was skipped is listed in INDEX/rejects.jsonl),\n"
              "1 something was skipped and --strict was given, 2 failed",
};

static gboolean check_options(Options *options, GError **error)
{
    if (options->threads == 0)
        options->threads = CLAMP(g_get_num_processors(), 1, THREADS_MAX);
    if (options->paths[0] == NULL)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "nothing to index: name files or folders, or '-' for standard input; "
                    "'dateline index --help' says more");
    else if (options->dry_run && options->prune)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--dry-run' needs no index, and '--prune' does; without '--yes' that only shows what is gone");
    else
        return language_choice_check(options->language, error) &&
               (options->shard_text == NULL ||
                shard_parse(options->shard_text, &options->shard, error));
    return FALSE;
}

static const char *const *list(const GPtrArray *texts)
{
    return texts != NULL ? (const char *const *)texts->pdata : NULL;
}

static void clear_options(Options *options)
{
    g_clear_pointer(&options->maps, g_ptr_array_unref);
    g_clear_pointer(&options->include, g_ptr_array_unref);
    g_clear_pointer(&options->exclude, g_ptr_array_unref);
}

/* ---- settings ---------------------------------------------------------------------------------*/

/* A new index takes the options; an old one keeps its own, and contradicting it is an error. */
static gboolean settle(IndexFolder *folder, const Options *options, GError **error)
{
    IndexSettings *settings = index_folder_settings(folder);
    gboolean is_new = index_folder_documents(folder) == 0;
    if (!is_new && (settings->tokenizer_version != TOKENIZER_VERSION ||
                    settings->schema_version != SCHEMA_VERSION)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_VERSION,
                    "can't add to '%s': another version of dateline made it (tokenizer %d, schema %d; this one "
                    "has %d and %d), and two kinds of words or documents must not mix; 'dateline reindex' "
                    "renews it", index_folder_path(folder), settings->tokenizer_version,
                    settings->schema_version, TOKENIZER_VERSION, SCHEMA_VERSION);
        return FALSE;
    }
    if (is_new) {
        settings->positions = !options->no_positions;
        settings->text = !options->no_text;
        settings->tokenizer_version = TOKENIZER_VERSION;
        settings->schema_version = SCHEMA_VERSION;
    } else if ((options->no_positions && settings->positions) || (options->no_text && settings->text)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--no-positions' and '--no-text' are for a new index; '%s' has articles already, and "
                    "'dateline reindex' takes both",
                    index_folder_path(folder));
        return FALSE;
    }
    return language_choice_settle(settings, options->language, error);
}

/* ---- pruning ----------------------------------------------------------------------------------*/

static gboolean prune(IndexFolder *folder, const Options *options, const char *const *roots,
                      Claims *claims, Rejects *rejects, guint64 *removed, GError **error)
{
    g_autoptr(GPtrArray) finds = prune_find(folder, roots, claims, rejects,
                                            options->include != NULL || options->exclude != NULL, error);
    if (finds == NULL)
        return FALSE;
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(DocumentPlace));
    for (guint i = 0; i < finds->len; i++) {
        const PruneFind *find = finds->pdata[i];
        g_array_append_val(places, find->place);
        if (!options->quiet && i < SHOWN_PRUNES)
            report_line("gone: %s (%s)", find->path, find->title);
    }
    if (!options->quiet && finds->len > SHOWN_PRUNES)
        report_line("gone: %u more", finds->len - SHOWN_PRUNES);
    if (finds->len == 0)
        return TRUE;
    if (!options->yes) {
        if (!options->quiet)
            report_line("gone: %u in all, still in the index; with --yes they are removed", finds->len);
        return TRUE;
    }
    *removed = finds->len;
    return index_folder_remove(folder, (const DocumentPlace *)places->data, places->len, error);
}

/* ---- the run ----------------------------------------------------------------------------------*/

typedef struct {
    const Options *options;
    IndexFolder *folder;
    Corpus *corpus;
    char *reading; /* the options of corpus */
    Progress *progress;
    Rejects *rejects, *notes;
    Claims *claims;
    LanguageChoice *language;
    char **roots;
    const gint *stop;
    PipelineCounts counts;
    guint64 removed;
} Run;

static void run_clear(Run *run)
{
    progress_free(run->progress);
    corpus_free(run->corpus);
    g_free(run->reading);
    rejects_free(run->rejects);
    rejects_free(run->notes);
    claims_free(run->claims);
    language_choice_free(run->language);
    index_folder_free(run->folder);
    g_strfreev(run->roots);
}

static char **absolute_roots(char **paths)
{
    g_autoptr(GPtrArray) roots = g_ptr_array_new();
    for (char **path = paths; *path != NULL; path++)
        g_ptr_array_add(roots, strcmp(*path, "-") == 0 ? g_strdup("-")
                                                       : g_canonicalize_filename(*path, NULL));
    g_ptr_array_add(roots, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&roots), FALSE);
}

static CorpusOptions corpus_options(const Options *options, const gint *stop)
{
    return (CorpusOptions){.format = options->format,
                           .maps = list(options->maps),
                           .include = list(options->include),
                           .exclude = list(options->exclude),
                           .encoding = options->encoding,
                           .warc_url = options->warc_url,
                           .article_max = options->max_article,
                           .stop = stop};
}

/* From here on hostile bytes may be read. index: NULL to write none. */
static void fence(const char *index, const Options *options, const Corpus *corpus)
{
    FenceBounds bounds = {.writes = index,
                          .reads = (const char *const *)options->paths,
                          .links = corpus_links(corpus)};
    report_fence(&bounds, options->verbose);
}

static gboolean open_all(Run *run, const char *index, GError **error)
{
    const Options *options = run->options;
    CorpusOptions reading = corpus_options(options, run->stop);
    run->corpus = corpus_open((const char *const *)options->paths, &reading, error);
    if (run->corpus == NULL)
        return FALSE;
    run->reading = reading_make(&reading, options->folder_section);
    run->folder = index_folder_open(
        index, INDEX_FOLDER_CREATE | (options->wait ? INDEX_FOLDER_WAIT : 0), error);
    if (run->folder == NULL || !settle(run->folder, options, error))
        return FALSE;
    run->language = language_choice_new(index_folder_settings(run->folder));
    index_folder_set_threads(run->folder, options->threads);
    run->roots = absolute_roots(options->paths);
    const char *const *roots = (const char *const *)run->roots;
    run->rejects = rejects_new(index, LAYOUT_REJECTS, roots, error);
    if (run->rejects == NULL)
        return FALSE;
    run->notes = rejects_new(index, LAYOUT_NOTES, roots, error);
    run->claims = claims_new();
    run->progress = progress_new(options->quiet);
    if (run->notes == NULL)
        return FALSE;
    fence(index, options, run->corpus);
    return TRUE;
}

static gboolean do_run(Run *run, GError **error)
{
    const Options *options = run->options;
    PipelineOptions pipeline = {
        .threads = (int)options->threads,
        .memory = options->memory,
        .api_writer = options->writer == WRITER_XAPIAN,
        .collection = options->collection,
        .folder_section = options->folder_section,
        .shard = options->shard,
        .reading = run->reading,
        .language = run->language,
        .progress = run->progress,
        .rejects = run->rejects,
        .notes = run->notes,
        .claims = run->claims,
        .stop = run->stop,
    };
    gboolean done = pipeline_run(run->folder, run->corpus, &pipeline, &run->counts, error);
    progress_clear(run->progress);
    if (done && options->prune && !g_atomic_int_get(run->stop))
        done = prune(run->folder, options, (const char *const *)run->roots, run->claims,
                     run->rejects, &run->removed, error);
    return done && index_folder_finish(run->folder, error) &&
           rejects_finish(run->rejects, error) && rejects_finish(run->notes, error);
}

static void say_what_was_done(Run *run, const char *index, double seconds)
{
    const PipelineCounts *counts = &run->counts;
    g_autofree char *rejects_path = g_build_filename(index, LAYOUT_REJECTS, NULL);
    g_autofree char *notes_path = g_build_filename(index, LAYOUT_NOTES, NULL);
    CorpusProgress state;
    corpus_progress(run->corpus, &state);
    report_passed(run->corpus);
    report_rejects(run->rejects, "skipped", rejects_path);
    report_rejects(run->notes, "used in part", notes_path);
    if (counts->unlike > 0 && counts->unlike * 2 > counts->replaced)
        report_line("most replaced articles have nothing in common with what they replaced: if their "
                    "ids are of different dumps, give each dump a name by --collection");
    report_counts(counts, run->removed, seconds, state.bytes_unpacked);
}

static int run_index(const Options *options, const char *index)
{
    gint64 begun = g_get_monotonic_time();
    g_autoptr(GError) error = NULL;
    Run run = {.options = options, .stop = interrupt_watch()};
    gboolean done = open_all(&run, index, &error) && do_run(&run, &error);
    gboolean stopped = g_atomic_int_get(run.stop);
    if (run.progress != NULL)
        progress_clear(run.progress);
    if (!done)
        report_error(error->message);
    else if (!options->quiet)
        say_what_was_done(&run, index, (g_get_monotonic_time() - begun) / (double)G_USEC_PER_SEC);
    if (done && stopped)
        report_line("interrupted: what was read until then is in the index; the same command goes on");
    gboolean skipped = run.counts.rejected + run.counts.repeated > 0;
    run_clear(&run);
    if (!done || stopped)
        return 2;
    return options->strict && skipped ? 1 : 0;
}

static int run_dry(const Options *options)
{
    const gint *stop = interrupt_watch();
    CorpusOptions reading = corpus_options(options, stop);
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(Progress) progress = progress_new(options->quiet);
    g_autoptr(Corpus) corpus = corpus_open((const char *const *)options->paths, &reading, &error);
    DryRunOptions dry = {.threads = options->threads,
                         .shown = options->shown,
                         .folder_section = options->folder_section,
                         .shard = options->shard,
                         .collection = options->collection,
                         .progress = progress,
                         .stop = stop};
    guint64 rejected = 0;
    if (corpus != NULL)
        fence(NULL, options, corpus);
    gboolean done = corpus != NULL && dry_run(corpus, &dry, out, &rejected, &error);
    progress_clear(progress);
    if (!done || console_write(out, &error) == CONSOLE_FAILED) {
        report_error(error->message);
        return 2;
    }
    if (g_atomic_int_get(stop)) {
        report_line("interrupted: this is what was read until then");
        return 2;
    }
    return options->strict && rejected > 0 ? 1 : 0;
}

int command_index(int argc, char **argv)
{
    Options options = {.memory = budget_default(), .shown = 3};
    g_autoptr(GPtrArray) paths = g_ptr_array_new_null_terminated(4, NULL, TRUE);
    g_autoptr(GError) error = NULL;
    int status;
    if (command_line_read(&usage, argc, argv, &options, paths, &status)) {
        options.paths = (char **)paths->pdata;
        g_autofree char *index = command_index_path(options.index);
        if (check_options(&options, &error)) {
            status = options.dry_run ? run_dry(&options) : run_index(&options, index);
        } else {
            report_error(error->message);
            status = 2;
        }
    }
    clear_options(&options);
    return status;
}
