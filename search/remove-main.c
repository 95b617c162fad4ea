/* dateline remove: finds articles, and has dateline-index delete them. */
#include "search/search.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "console/command-line.h"
#include "console/console.h"
#include "console/number.h"
#include "search/article-id.h"
#include "search/indexer-program.h"
#include "search/query-understand.h"
#include "search/query-xapian.h"
#include "search/search-run.h"
#include "stemmer/stemmer.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"

/* So many titles are shown. */
#define SHOWN 10

#define IDENTITY_BYTES (ARTICLE_ID_DIGITS / 2)

typedef struct {
    const char *index;
    GPtrArray *ids; /* NULL: a query */
    gboolean yes, wait, quiet;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "id", "ID", OPTION_LIST, PLACE(ids),
     .help = "the article of this id, or the only one whose id begins so; may be given often"},
    {'y', "yes", NULL, OPTION_ON, PLACE(yes), .help = "remove them, and don't show them first"},
    OPTION_WAIT_ROW(PLACE(wait)),
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet), .help = "say nothing but errors"},
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline remove",
    .usage = "[OPTION]... (WORD... | --id ID)",
    .about = "Show which articles a query finds, their number and the first titles; with --yes\n"
             "remove them all, in one step: whoever searches meanwhile finds all of them or\n"
             "none. The query is that of 'dateline search'. Their files are left alone: once\n"
             "they are indexed again, the articles are back.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_QUERY,
    .examples = "dateline remove source:northwire date:2014..2016   # what would go\n"
                "dateline remove --yes source:northwire date:2014..2016\n"
                "dateline remove --yes --id 8afcdc03 --id 26444096\n",
    .status = "0 shown or removed, 1 if nothing was found, 2 on an error",
};

typedef struct {
    const Options *options;
    const char *index;
    Searcher *searcher;
    GString *identities; /* of all, a line each */
    GString *titles;     /* of the first */
    guint count;
} Removal;

static int fail(const GError *error)
{
    console_note("%s", error->message);
    return STATUS_ERROR;
}

/* ---- which articles ---------------------------------------------------------------------------
 */

static gboolean add(Removal *removal, const ArticleId *article, GError **error)
{
    g_string_append_printf(removal->identities, "%s\n", article->id);
    if (removal->count++ >= SHOWN || removal->options->yes)
        return TRUE;
    g_autoptr(GString) line = g_string_new(NULL);
    if (!article_id_describe(article, removal->searcher->db, ARTICLE_ID_SHOWN, line, error))
        return FALSE;
    printable_append(removal->titles, line->str, line->len, TRUE);
    g_string_append_c(removal->titles, '\n');
    return TRUE;
}

static gboolean add_docid(Removal *removal, guint32 docid, GError **error)
{
    g_autofree char *value = NULL;
    gsize length = 0;
    ArticleId article = {.docid = docid};
    if (!xap_value(removal->searcher->db, docid, SLOT_IDENTITY, &value, &length, error))
        return FALSE;
    if (length != IDENTITY_BYTES) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "an article of '%s' has no identity; `dateline check` tells what else is wrong",
                    removal->index);
        return FALSE;
    }
    for (gsize i = 0; i < length; i++)
        g_snprintf(article.id + 2 * i, 3, "%02x", (guchar)value[i]);
    return add(removal, &article, error);
}

static gboolean add_ids(Removal *removal, GError **error)
{
    const GPtrArray *written = removal->options->ids;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < written->len; i++) {
        ArticleId article;
        if (!article_id_find(removal->searcher, written->pdata[i], &article, error))
            return FALSE;
        if (g_hash_table_add(seen, g_strdup(article.id)) && !add(removal, &article, error))
            return FALSE;
    }
    return TRUE;
}

/* FALSE without an error: the query is wrong, and that was reported. */
static gboolean add_matches(Removal *removal, const GPtrArray *words, GError **error)
{
    Searcher *searcher = removal->searcher;
    QuerySettings settings = {.analysis = searcher->analysis,
                              .calendar = {NULL, g_get_real_time() / G_USEC_PER_SEC}};
    g_autofree char *text = g_strjoinv(" ", (char **)words->pdata);
    g_autoptr(Query) query = query_understand(searcher, &settings, text, NULL);
    if (!query)
        return FALSE;
    if (!removal->options->quiet)
        query_understand_notes(query, words);
    g_autoptr(XapQuery) asked =
        query_to_xapian(query->root, searcher->positions, searcher->ranking.title_weight);
    g_autoptr(XapHits) hits =
        searcher_rank(searcher, asked, 0, searcher->documents, searcher->documents, error);
    if (!hits)
        return FALSE;
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        if (!add_docid(removal, xap_hits_get(hits, i)->docid, error))
            return FALSE;
    return TRUE;
}

/* ---- showing and removing ---------------------------------------------------------------------
 */

static int show(const Removal *removal)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *count = number_grouped(removal->count);
    gboolean one = removal->count == 1;
    if (console_write(removal->titles, &error) == CONSOLE_FAILED)
        return fail(error);
    if (!removal->options->quiet)
        console_note("%s %s%s; nothing is removed yet: --yes removes %s", count,
                     one ? "article" : "articles",
                     removal->count > SHOWN ? ", the first " G_STRINGIFY(SHOWN) " shown" : "",
                     one ? "it" : "them");
    return STATUS_HITS;
}

/* Standard input becomes a file in memory that holds text. */
static gboolean feed(const GString *text)
{
    int fd = memfd_create("identities", MFD_CLOEXEC);
    gsize written = 0;
    while (fd >= 0 && written < text->len) {
        gssize n = write(fd, text->str + written, text->len - written);
        if (n < 0 && errno != EINTR)
            return FALSE;
        written += n > 0 ? (gsize)n : 0;
    }
    return fd >= 0 && lseek(fd, 0, SEEK_SET) == 0 && dup2(fd, STDIN_FILENO) >= 0;
}

/* dateline-index takes this program's place. Returns on failure only. */
static int run_indexer(const Removal *removal)
{
    g_autoptr(GError) error = NULL;
    const char *argv[] = {NULL, "remove", "-i", removal->index, "--identities", "-",
                          NULL, NULL,     NULL};
    gsize count = 6;
    if (removal->options->wait)
        argv[count++] = "--wait";
    if (removal->options->quiet)
        argv[count++] = "--quiet";
    if (!feed(removal->identities)) {
        console_note("can't hand over what to remove: %s", g_strerror(errno));
        return STATUS_ERROR;
    }
    indexer_program_run("removing articles", argv, &error);
    return fail(error);
}

/* ---- the command ------------------------------------------------------------------------------
 */

static int run(Removal *removal, const GPtrArray *words)
{
    g_autoptr(GError) error = NULL;
    removal->searcher = searcher_open(removal->index, &error);
    if (!removal->searcher)
        return fail(error);
    g_autoptr(IndexSettings) settings = layout_read_settings(removal->index, NULL);
    if (!settings) {
        console_note("can't remove from '%s': it must be an index that dateline made, in a folder of "
                     "this machine",
                     removal->index);
        return STATUS_ERROR;
    }
    gboolean found =
        removal->options->ids ? add_ids(removal, &error) : add_matches(removal, words, &error);
    if (!found)
        return error ? fail(error) : STATUS_ERROR;
    if (removal->count == 0) {
        if (!removal->options->quiet)
            console_note("no article matches; nothing to remove");
        return STATUS_NONE;
    }
    return removal->options->yes ? run_indexer(removal) : show(removal);
}

static gboolean check(const Options *options, const GPtrArray *words)
{
    if (words->len == 0 && !options->ids)
        console_note("remove what? Give a query, as for 'dateline search', or ids by --id");
    else if (words->len && options->ids)
        console_note("'--id' names the articles: leave out '%s'", (char *)words->pdata[0]);
    else
        return TRUE;
    return FALSE;
}

int remove_main(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new_null_terminated(4, NULL, TRUE);
    int status;
    if (command_line_read(&usage, argc, argv, &options, words, &status)) {
        g_autofree char *index = options.index ? g_strdup(options.index) : layout_default_index();
        g_autoptr(GString) identities = g_string_new(NULL);
        g_autoptr(GString) titles = g_string_new(NULL);
        Removal removal = {&options, index, NULL, identities, titles, 0};
        status = check(&options, words) ? run(&removal, words) : STATUS_ERROR;
        searcher_free(removal.searcher);
    }
    g_clear_pointer(&options.ids, g_ptr_array_unref);
    return status;
}
