/* dateline-index remove: deletes articles by their identities. `dateline remove` finds them and runs
 * this; it can be run by itself. */
#include "indexer/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "console/command-line.h"
#include "console/number.h"
#include "indexer/common-options.h"
#include "indexer/known.h"
#include "indexer/report.h"

typedef struct {
    const char *index, *identities;
    gboolean wait, quiet;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    {0, "identities", "FILE", OPTION_TEXT, PLACE(identities), .fill = FILL_FILES,
     .help = "the identities, 32 hex digits a line; '-': of standard input"},
    OPTION_WAIT_ROW(PLACE(wait)),
    OPTION_QUIET_ROW(PLACE(quiet)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline-index remove",
    .usage = "[OPTION]... --identities FILE",
    .about = "Remove articles from an index, all in one step: whoever searches meanwhile finds\n"
             "all of them or none. Identities that the index does not have are passed over.\n"
             "'dateline remove' finds articles by a query, and runs this.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .examples = "dateline-index remove -i news --identities list.txt\n",
    .status = "0 done, 2 failed",
};

/* ---- the list ---------------------------------------------------------------------------------*/

static gboolean add_line(const char *line, gsize length, guint number, GArray *identities,
                         GError **error)
{
    Identity identity;
    if (length == IDENTITY_HEX - 1 && identity_of_hex(line, &identity)) {
        g_array_append_val(identities, identity);
        return TRUE;
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                "line %u of the identities is none: '%.*s'; one is 32 hex digits", number,
                (int)MIN(length, 80), line);
    return FALSE;
}

static gboolean read_lines(FILE *file, GArray *identities, GError **error)
{
    char *line = NULL;
    size_t room = 0;
    gssize length;
    guint number = 0;
    gboolean good = TRUE;
    while (good && (length = getline(&line, &room, file)) >= 0) {
        number++;
        if (length > 0 && line[length - 1] == '\n')
            line[--length] = '\0';
        good = add_line(line, (gsize)length, number, identities, error);
    }
    free(line);
    if (good && ferror(file)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_IO, "can't read the identities");
        good = FALSE;
    }
    return good;
}

static int compare_identities(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(Identity));
}

/* Sorted, each once; NULL on failure. */
static GArray *read_identities(const char *path, GError **error)
{
    g_autoptr(GArray) identities = g_array_new(FALSE, FALSE, sizeof(Identity));
    gboolean standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "re");
    if (file == NULL) {
        int code = errno;
        g_set_error(error, INDEX_ERROR, index_error_code(code), "can't read '%s': %s", path,
                    g_strerror(code));
        return NULL;
    }
    gboolean good = read_lines(file, identities, error);
    if (!standard)
        fclose(file);
    if (!good)
        return NULL;
    g_array_sort(identities, compare_identities);
    guint kept = 0;
    for (guint i = 0; i < identities->len; i++) {
        Identity *identity = &g_array_index(identities, Identity, i);
        if (kept == 0 ||
            compare_identities(identity, &g_array_index(identities, Identity, kept - 1)) != 0)
            g_array_index(identities, Identity, kept++) = *identity;
    }
    g_array_set_size(identities, kept);
    return g_steal_pointer(&identities);
}

/* ---- the run ----------------------------------------------------------------------------------*/

/* Where those lie that the index has; NULL on failure. */
static GArray *find_places(IndexFolder *folder, const GArray *identities, GError **error)
{
    static const Identity any_content;
    g_autoptr(KnownArticles) known = known_articles_new(folder, error);
    if (known == NULL)
        return NULL;
    g_autoptr(KnownReader) reader = known_reader_new(known);
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(DocumentPlace));
    for (guint i = 0; i < identities->len; i++) {
        DocumentPlace place;
        KnownAnswer answer = known_reader_find(reader, &g_array_index(identities, Identity, i),
                                               &any_content, &place, error);
        if (answer == KNOWN_FAILED)
            return NULL;
        if (answer != KNOWN_NOT)
            g_array_append_val(places, place);
    }
    return g_steal_pointer(&places);
}

static gboolean remove_articles(const char *index, gboolean wait, const GArray *identities,
                                guint *removed, GError **error)
{
    g_autoptr(IndexFolder) folder = index_folder_open(index, wait ? INDEX_FOLDER_WAIT : 0, error);
    g_autoptr(GArray) places = folder != NULL ? find_places(folder, identities, error) : NULL;
    if (places == NULL)
        return FALSE;
    report_fence(&(FenceBounds){.writes = index}, FALSE);
    *removed = places->len;
    if (places->len == 0)
        return TRUE;
    return index_folder_remove(folder, (const DocumentPlace *)places->data, places->len, error) &&
           index_folder_finish(folder, error);
}

static void say_what_was_done(guint removed, guint asked)
{
    g_autofree char *count = number_grouped(removed);
    g_autofree char *absent = number_grouped(asked - removed);
    if (removed == asked)
        report_line("%s %s removed", count, removed == 1 ? "article" : "articles");
    else
        report_line("%s %s removed; %s not in the index", count,
                    removed == 1 ? "article" : "articles", absent);
}

int command_remove(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    if (options.identities == NULL) {
        report_line("remove what? Name a list by --identities, or use 'dateline remove'");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    g_autofree char *index = command_index_path(options.index);
    g_autoptr(GArray) identities = read_identities(options.identities, &error);
    guint removed = 0;
    if (identities == NULL ||
        !remove_articles(index, options.wait, identities, &removed, &error)) {
        report_error(error->message);
        return 2;
    }
    if (!options.quiet)
        say_what_was_done(removed, identities->len);
    return 0;
}
