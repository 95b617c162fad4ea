#include "search/source-text.h"

#include <string.h>
#include <sys/wait.h>

#include "console/console.h"
#include "search/indexer-program.h"
#include "search/json-read.h"
#include "xapian-c/schema.h"

#define IDENTITY_BYTES 16

struct SourceTexts {
    GPtrArray *indexes; /* char *, one for each place; NULL: it has its texts */
    GHashTable *texts; /* id → text */
    guint gone, changed;
    char *failure; /* why no text could be read at all; NULL */
};

static gpointer copy_text(gconstpointer text, gpointer data)
{
    (void)data;
    return g_strdup(text);
}

SourceTexts *source_texts_new(const GPtrArray *indexes)
{
    SourceTexts *texts = g_new0(SourceTexts, 1);
    texts->indexes = g_ptr_array_copy((GPtrArray *)indexes, copy_text, NULL);
    g_ptr_array_set_free_func(texts->indexes, g_free);
    texts->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return texts;
}

void source_texts_free(SourceTexts *texts)
{
    if (!texts)
        return;
    g_hash_table_unref(texts->texts);
    g_ptr_array_unref(texts->indexes);
    g_free(texts->failure);
    g_free(texts);
}

/* ---- the child --------------------------------------------------------------------------------
 */

static gboolean add_id(GPtrArray *arguments, XapDatabase *db, guint32 docid, GError **error)
{
    g_autofree char *value = NULL;
    gsize length = 0;
    if (!xap_value(db, docid, SLOT_IDENTITY, &value, &length, error))
        return FALSE;
    if (length != IDENTITY_BYTES)
        return TRUE;
    GString *id = g_string_sized_new(2 * IDENTITY_BYTES);
    for (gsize i = 0; i < length; i++)
        g_string_append_printf(id, "%02x", (guchar)value[i]);
    g_ptr_array_add(arguments, g_string_free(id, FALSE));
    return TRUE;
}

/* dateline-index text -i INDEX -- ID..., for those of a page of hits that lie in the place. No arguments
 * if there are none. */
static GPtrArray *make_arguments(const SourceTexts *texts, gsize place, XapDatabase *db,
                                 const XapHits *hits, gsize first, GError **error)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    const char *const begin[] = {INDEXER_PROGRAM, "text", "-i", texts->indexes->pdata[place], "--"};
    for (gsize i = 0; i < G_N_ELEMENTS(begin); i++)
        g_ptr_array_add(arguments, g_strdup(begin[i]));
    gsize end = MIN(xap_hits_count(hits), first + SOURCE_TEXTS_PAGE);
    for (gsize i = first; i < end; i++) {
        guint32 docid = xap_hits_get(hits, i)->docid;
        if (xap_place_of(db, docid) == place && !add_id(arguments, db, docid, error))
            return NULL;
    }
    g_ptr_array_add(arguments, NULL);
    if (arguments->len == G_N_ELEMENTS(begin) + 1)
        g_ptr_array_set_size(arguments, 0);
    return g_steal_pointer(&arguments);
}

/* What it printed; NULL if it could not be run or failed. */
static char *run(GPtrArray *arguments, GError **error)
{
    char *output = NULL;
    int status = 0;
    char *program = indexer_program_find(error);
    if (!program) {
        g_prefix_error(error, "this needs ");
        return NULL;
    }
    g_free(arguments->pdata[0]);
    arguments->pdata[0] = program;
    if (!g_spawn_sync(NULL, (char **)arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output,
                      NULL, &status, error))
        return NULL;
    /* 1: some texts are gone. */
    if (WIFEXITED(status) && WEXITSTATUS(status) <= 1)
        return output;
    g_free(output);
    g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "%s failed", program);
    return NULL;
}

/* ---- its answer -------------------------------------------------------------------------------
 */

static void take_line(SourceTexts *texts, const char *line, const char *end)
{
    g_autoptr(GString) name = g_string_new(NULL), value = g_string_new(NULL);
    g_autofree char *id = NULL;
    if (line == end || *line++ != '{')
        return;
    while (json_read_member(&line, end, name, value)) {
        if (strcmp(name->str, "identity") == 0) {
            g_free(id);
            id = g_strdup(value->str);
        } else if (strcmp(name->str, "state") == 0) {
            texts->gone += strcmp(value->str, "gone") == 0;
            texts->changed += strcmp(value->str, "changed") == 0;
        } else if (strcmp(name->str, "text") == 0 && id) {
            g_hash_table_insert(texts->texts, g_steal_pointer(&id), g_strdup(value->str));
        }
    }
}

static gboolean fetch_place(SourceTexts *texts, gsize place, XapDatabase *db, const XapHits *hits,
                            gsize first, GError **error)
{
    g_autoptr(GPtrArray) arguments = make_arguments(texts, place, db, hits, first, error);
    if (!arguments)
        return FALSE;
    if (arguments->len == 0)
        return TRUE;
    g_autoptr(GError) failure = NULL;
    g_autofree char *output = run(arguments, &failure);
    if (!output) {
        if (!texts->failure)
            texts->failure = g_strdup(failure->message);
        return TRUE;
    }
    for (const char *line = output, *end; *line; line = *end ? end + 1 : end) {
        end = strchrnul(line, '\n');
        take_line(texts, line, end);
    }
    return TRUE;
}

gboolean source_texts_fetch(SourceTexts *texts, XapDatabase *db, const XapHits *hits, gsize first,
                            GError **error)
{
    g_hash_table_remove_all(texts->texts);
    for (gsize i = 0; i < texts->indexes->len; i++)
        if (texts->indexes->pdata[i] && !fetch_place(texts, i, db, hits, first, error))
            return FALSE;
    return TRUE;
}

gboolean source_texts_get(SourceTexts *texts, const char *id, GString *text)
{
    const char *found = g_hash_table_lookup(texts->texts, id);
    if (!found)
        return FALSE;
    g_string_assign(text, found);
    return TRUE;
}

gboolean source_texts_missing(const SourceTexts *texts)
{
    return texts->failure || texts->gone || texts->changed;
}

void source_texts_note(SourceTexts *texts)
{
    if (texts->failure)
        console_note("note: the index stores no text, and the articles can't be read again: %s",
                     texts->failure);
    if (texts->gone)
        console_note("note: the index stores no text, and of these articles' sources %u %s gone: "
                     "opening words are shown",
                     texts->gone, texts->gone == 1 ? "is" : "are");
    if (texts->changed)
        console_note(
            "note: the index stores no text, and of these articles' sources %u %s changed; "
            "'dateline index' takes that in",
            texts->changed, texts->changed == 1 ? "has" : "have");
    g_clear_pointer(&texts->failure, g_free);
    texts->gone = texts->changed = 0;
}
