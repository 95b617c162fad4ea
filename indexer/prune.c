#include "indexer/prune.h"

#include <string.h>

#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"

typedef struct {
    const char *segment;
    Claims *claims;
    gboolean chosen; /* the run read chosen files only */
    GArray *unmet;   /* guint32 docids */
} Sweep;

static void on_identity(guint32 docid, const char *value, gsize length, gpointer data)
{
    Sweep *sweep = data;
    Identity identity;
    if (length != IDENTITY_BYTES)
        return;
    memcpy(identity.bytes, value, IDENTITY_BYTES);
    if (!claims_met(sweep->claims, &identity))
        g_array_append_val(sweep->unmet, docid);
}

static gboolean is_below(const char *path, const char *const *roots)
{
    for (; *roots != NULL; roots++) {
        gsize length = strlen(*roots);
        if (strncmp(path, *roots, length) == 0 &&
            (path[length] == '\0' || path[length] == '/' || (*roots)[length - 1] == '/'))
            return TRUE;
    }
    return FALSE;
}

/* Whether this run could not read the file, or a folder above it. */
static gboolean is_rejected(Rejects *rejects, const char *path)
{
    g_autofree char *above = g_strdup(path);
    do {
        if (rejects_has_path(rejects, above))
            return TRUE;
        char *slash = strrchr(above, '/');
        above[slash != NULL ? slash - above : 0] = '\0';
    } while (*above != '\0');
    return FALSE;
}

static void free_find(gpointer data)
{
    PruneFind *find = data;
    g_free(find->title);
    g_free(find->path);
    g_free(find);
}

static char *printable(const GString *text)
{
    GString *out = g_string_new(NULL);
    printable_append(out, text->str, text->len, TRUE);
    return g_string_free(out, FALSE);
}

static gboolean find_in_segment(XapDatabase *db, Sweep *sweep, const char *const *roots,
                                Rejects *rejects, GPtrArray *finds, GError **error)
{
    if (!xap_each_value(db, SLOT_IDENTITY, on_identity, sweep, error))
        return FALSE;
    for (guint i = 0; i < sweep->unmet->len; i++) {
        guint32 docid = g_array_index(sweep->unmet, guint32, i);
        g_autofree char *data = NULL;
        gsize length;
        if (!xap_data(db, docid, &data, &length, error))
            return FALSE;
        g_autoptr(GString) path = g_string_new(NULL), caption = g_string_new(NULL);
        schema_data_find(data, length, "path", path);
        if (!is_below(path->str, roots) || is_rejected(rejects, path->str) ||
            (sweep->chosen && g_file_test(path->str, G_FILE_TEST_EXISTS)))
            continue;
        schema_data_find(data, length, "caption", caption);
        PruneFind *find = g_new(PruneFind, 1);
        *find = (PruneFind){{sweep->segment, docid}, printable(caption), printable(path)};
        g_ptr_array_add(finds, find);
    }
    return TRUE;
}

GPtrArray *prune_find(IndexFolder *folder, const char *const *roots, Claims *claims, Rejects *rejects,
                      gboolean chosen, GError **error)
{
    g_autoptr(GPtrArray) segments = layout_read_stub(index_folder_path(folder), error);
    if (segments == NULL)
        return NULL;
    g_autoptr(GPtrArray) finds = g_ptr_array_new_with_free_func(free_find);
    for (guint i = 0; i < segments->len; i++) {
        g_autofree char *path = index_folder_segment_path(folder, segments->pdata[i]);
        g_autoptr(XapDatabase) db = xap_open(path, error);
        if (db == NULL)
            return NULL;
        g_autoptr(GArray) unmet = g_array_new(FALSE, FALSE, sizeof(guint32));
        Sweep sweep = {index_folder_intern(folder, segments->pdata[i]), claims, chosen, unmet};
        if (!find_in_segment(db, &sweep, roots, rejects, finds, error))
            return NULL;
    }
    return g_steal_pointer(&finds);
}
