/* powercut-fixture-private: the states in which a power cut may leave a folder, made of the log of inject.so.
 *
 *     History *history = history_new("work");            // the folder before a run: all of it is on disk
 *     history_read(history, "log");                      // what the run did
 *     GArray *pending = history_pending(history, point);
 *     StateNode *state = state_new(history, point, pending, keep, random);
 *     state_write(history, state, "work");
 *
 * What is taken for durable, as POSIX has it and no file system promises less:
 *   - fsync() or fdatasync() of a file: all that was written to it before, and its size;
 *   - fsync() of a folder: the names in it, as they were set and removed before. Syncing a file says nothing
 *     about its name, and syncing a folder nothing about the folder's own name in the one above;
 *   - sync_file_range(), close(): nothing.
 * What comes after the last sync of its file or folder is pending, and each piece of it is on disk or not, in
 * any combination: nothing orders a file's bytes before its name, one name before another, or one page of a
 * file before the next. What is taken for whole: a page of 4 KiB (that is, an aligned piece of one write), a
 * rename (both names change, or none), the setting of one name. A file whose last pages are lost is as long
 * as what is kept of it, or as long as it was meant to be, with zeros. */
#pragma once

#include <xxhash.h>

#include "tests/reliability/inject-fixture-private.h"

#define HISTORY_PAGE 4096u

typedef enum { STEP_NAME, STEP_UNNAME, STEP_RENAME, STEP_WRITE, STEP_SIZE, STEP_SYNC } StepKind;

typedef struct {
    StepKind kind;
    guint node;       /* the file that changes; the folder that does, of names */
    guint child;      /* of NAME and RENAME: what is named */
    char *name, *to;  /* in the folder */
    guint64 offset;   /* of WRITE; of SIZE: the new one */
    GBytes *bytes;    /* of WRITE */
    guint durable_at; /* the number of the sync from which on it is; G_MAXUINT: none */
} Step;

/* A file or folder. */
typedef struct {
    gboolean folder;
    GByteArray *bytes;
    GHashTable *names; /* char * → number of the node, of a folder */
} StateNode;

typedef struct {
    GPtrArray *base;     /* StateNode: as before the run; the first is the folder itself */
    GPtrArray *steps;    /* Step */
    GPtrArray *now;      /* StateNode: while the log is read, as it was then; bytes are not kept */
    GHashTable *handles; /* → node */
} History;

static inline StateNode *state_node_new(gboolean folder)
{
    StateNode *node = g_new0(StateNode, 1);
    node->folder = folder;
    node->bytes = g_byte_array_new();
    node->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return node;
}

static inline void state_node_free(gpointer data)
{
    StateNode *node = data;
    if (node == NULL)
        return;
    g_byte_array_unref(node->bytes);
    g_hash_table_unref(node->names);
    g_free(node);
}

static inline void step_free(gpointer data)
{
    Step *step = data;
    g_free(step->name);
    g_free(step->to);
    g_clear_pointer(&step->bytes, g_bytes_unref);
    g_free(step);
}

static inline void state_set_name(GPtrArray *nodes, guint folder, const char *name, guint child)
{
    g_hash_table_insert(((StateNode *)nodes->pdata[folder])->names, g_strdup(name), GUINT_TO_POINTER(child));
}

/* G_MAXUINT if there is no such name. */
static inline guint state_find(GPtrArray *nodes, guint folder, const char *name)
{
    gpointer child;
    gboolean found = g_hash_table_lookup_extended(((StateNode *)nodes->pdata[folder])->names, name, NULL, &child);
    return found ? GPOINTER_TO_UINT(child) : G_MAXUINT;
}

static inline GPtrArray *state_copy(const GPtrArray *nodes, gboolean with_bytes)
{
    GPtrArray *copy = g_ptr_array_new_with_free_func(state_node_free);
    for (guint i = 0; i < nodes->len; i++) {
        const StateNode *from = nodes->pdata[i];
        StateNode *to = state_node_new(from->folder);
        if (with_bytes)
            g_byte_array_append(to->bytes, from->bytes->data, from->bytes->len);
        g_ptr_array_add(copy, to);
        GHashTableIter iter;
        gpointer name, child;
        g_hash_table_iter_init(&iter, from->names);
        while (g_hash_table_iter_next(&iter, &name, &child))
            state_set_name(copy, i, name, GPOINTER_TO_UINT(child));
    }
    return copy;
}

/* ---- before the run ---------------------------------------------------------------------------*/

static inline void history_load(GPtrArray *nodes, guint folder, const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    ck_assert_msg(dir != NULL, "can't read '%s'", path);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        StateNode *node = state_node_new(g_file_test(below, G_FILE_TEST_IS_DIR));
        guint number = nodes->len;
        g_ptr_array_add(nodes, node);
        state_set_name(nodes, folder, name, number);
        if (node->folder) {
            history_load(nodes, number, below);
            continue;
        }
        g_autofree char *bytes = NULL;
        gsize length;
        ck_assert(g_file_get_contents(below, &bytes, &length, NULL));
        g_byte_array_append(node->bytes, (const guint8 *)bytes, (guint)length);
    }
}

static inline History *history_new(const char *folder)
{
    History *history = g_new0(History, 1);
    history->base = g_ptr_array_new_with_free_func(state_node_free);
    g_ptr_array_add(history->base, state_node_new(TRUE));
    history_load(history->base, 0, folder);
    history->steps = g_ptr_array_new_with_free_func(step_free);
    history->now = state_copy(history->base, FALSE);
    history->handles = g_hash_table_new(NULL, NULL);
    return history;
}

static inline void history_free(History *history)
{
    g_ptr_array_unref(history->base);
    g_ptr_array_unref(history->steps);
    g_ptr_array_unref(history->now);
    g_hash_table_unref(history->handles);
    g_free(history);
}

/* ---- the log ----------------------------------------------------------------------------------*/

/* The node of a path, and of the folder it is in with its name there (borrowed from path). */
static inline guint history_resolve(History *history, const char *path, guint *folder, const char **name)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    guint node = 0;
    for (gsize i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++) {
        *folder = node;
        node = state_find(history->now, node, parts[i]);
        ck_assert_msg(node != G_MAXUINT || parts[i + 1] == NULL, "the log speaks of '%s' before it is there", path);
    }
    const char *slash = strrchr(path, '/');
    *name = slash != NULL ? slash + 1 : path;
    return node;
}

static inline Step *history_add(History *history, StepKind kind, guint node)
{
    Step *step = g_new0(Step, 1);
    step->kind = kind;
    step->node = node;
    step->durable_at = G_MAXUINT;
    g_ptr_array_add(history->steps, step);
    return step;
}

static inline guint history_add_name(History *history, guint folder, const char *name, gboolean is_folder)
{
    Step *step = history_add(history, STEP_NAME, folder);
    step->name = g_strdup(name);
    step->child = history->now->len;
    g_ptr_array_add(history->now, state_node_new(is_folder));
    state_set_name(history->now, folder, name, step->child);
    return step->child;
}

static inline void history_rename(History *history, const char *from, const char *to)
{
    guint folder = 0, other = 0;
    const char *name, *name_there;
    guint child = history_resolve(history, from, &folder, &name);
    history_resolve(history, to, &other, &name_there);
    ck_assert_msg(folder == other, "renamed into another folder: '%s'", to);
    Step *step = history_add(history, STEP_RENAME, folder);
    step->child = child;
    step->name = g_strdup(name);
    step->to = g_strdup(name_there);
    g_hash_table_remove(((StateNode *)history->now->pdata[folder])->names, name);
    state_set_name(history->now, folder, name_there, child);
}

static inline void history_take(History *history, const InjectRecord *record, const char *path, const char *to,
                                const char *bytes)
{
    guint folder = 0, node;
    const char *name;
    gpointer handle = GUINT_TO_POINTER(record->handle);
    guint opened = GPOINTER_TO_UINT(g_hash_table_lookup(history->handles, handle));
    switch ((InjectCall)record->call) {
    case INJECT_CREATE:
    case INJECT_OPEN:
        node = history_resolve(history, path, &folder, &name);
        if (record->call == INJECT_CREATE && record->offset != 0)
            node = history_add_name(history, folder, name, FALSE);
        else if (record->call == INJECT_CREATE)
            history_add(history, STEP_SIZE, node);
        g_hash_table_insert(history->handles, handle, GUINT_TO_POINTER(node));
        return;
    case INJECT_WRITE:
        history_add(history, STEP_WRITE, opened)->offset = record->offset;
        ((Step *)history->steps->pdata[history->steps->len - 1])->bytes = g_bytes_new(bytes, record->bytes);
        return;
    case INJECT_TRUNCATE:
        history_add(history, STEP_SIZE, opened)->offset = record->offset;
        return;
    case INJECT_SYNC:
        history_add(history, STEP_SYNC, opened);
        return;
    case INJECT_RENAME:
        history_rename(history, path, to);
        return;
    case INJECT_MKDIR:
        history_resolve(history, path, &folder, &name);
        history_add_name(history, folder, name, TRUE);
        return;
    case INJECT_UNLINK:
    case INJECT_RMDIR:
        history_resolve(history, path, &folder, &name);
        history_add(history, STEP_UNNAME, folder)->name = g_strdup(name);
        g_hash_table_remove(((StateNode *)history->now->pdata[folder])->names, name);
        return;
    case INJECT_HINT:
        break;
    }
    ck_abort_msg("the log has a call %u", record->call);
}

/* Which sync makes which step durable. */
static inline void history_settle(History *history)
{
    for (guint i = 0; i < history->steps->len; i++) {
        const Step *sync = history->steps->pdata[i];
        for (guint k = 0; sync->kind == STEP_SYNC && k < i; k++) {
            Step *step = history->steps->pdata[k];
            if (step->node == sync->node && step->kind != STEP_SYNC && step->durable_at == G_MAXUINT)
                step->durable_at = i;
        }
    }
}

static inline void history_read(History *history, const char *log)
{
    g_autofree char *text = NULL;
    gsize length;
    ck_assert(g_file_get_contents(log, &text, &length, NULL));
    for (gsize at = 0; at < length;) {
        InjectRecord record;
        memcpy(&record, text + at, sizeof record);
        at += sizeof record;
        g_autofree char *path = g_strndup(text + at, record.path);
        at += record.path;
        g_autofree char *to = g_strndup(text + at, record.to);
        at += record.to;
        history_take(history, &record, path, to, text + at);
        at += record.bytes;
    }
    history_settle(history);
}

/* ---- states -----------------------------------------------------------------------------------*/

typedef enum { STEP_LOST, STEP_KEPT, STEP_IN_PART } StepFate;

static inline void state_resize(GByteArray *bytes, guint64 size)
{
    guint before = bytes->len;
    g_byte_array_set_size(bytes, (guint)size);
    if (size > before)
        memset(bytes->data + before, 0, size - before);
}

static inline void state_put(GByteArray *bytes, guint64 offset, const guint8 *from, gsize length)
{
    if (offset + length > bytes->len)
        state_resize(bytes, offset + length);
    memcpy(bytes->data + offset, from, length);
}

/* Some of the pages of a write. */
static inline void state_put_some(GByteArray *bytes, const Step *step, GRand *random)
{
    gsize length;
    const guint8 *from = g_bytes_get_data(step->bytes, &length);
    for (gsize done = 0; done < length;) {
        gsize piece = MIN(HISTORY_PAGE - (step->offset + done) % HISTORY_PAGE, length - done);
        if (g_rand_boolean(random))
            state_put(bytes, step->offset + done, from + done, piece);
        done += piece;
    }
    if (g_rand_boolean(random) && step->offset + length > bytes->len)
        state_resize(bytes, step->offset + length);
}

static inline void state_apply(GPtrArray *nodes, const Step *step, StepFate fate, GRand *random)
{
    StateNode *node = nodes->pdata[step->node];
    switch (step->kind) {
    case STEP_NAME:
        state_set_name(nodes, step->node, step->name, step->child);
        break;
    case STEP_UNNAME:
        g_hash_table_remove(node->names, step->name);
        break;
    case STEP_RENAME:
        g_hash_table_remove(node->names, step->name);
        state_set_name(nodes, step->node, step->to, step->child);
        break;
    case STEP_WRITE: {
        gsize length;
        const guint8 *bytes = g_bytes_get_data(step->bytes, &length);
        if (fate == STEP_KEPT)
            state_put(node->bytes, step->offset, bytes, length);
        else
            state_put_some(node->bytes, step, random);
        break;
    }
    case STEP_SIZE:
        state_resize(node->bytes, step->offset);
        break;
    case STEP_SYNC:
        break;
    }
}

/* The folder after the first `point` steps, of which those in pending (guint, ascending) have the fates given
 * for them; the others are durable, or have no effect (see history_pending()). Free with g_ptr_array_unref(). */
static inline GPtrArray *state_new(const History *history, guint point, const GArray *pending,
                                   const guint8 *fates, GRand *random)
{
    GPtrArray *nodes = state_copy(history->base, TRUE);
    for (guint i = nodes->len; i < history->now->len; i++)
        g_ptr_array_add(nodes, state_node_new(((const StateNode *)history->now->pdata[i])->folder));
    for (guint i = 0, next = 0; i < point; i++) {
        const Step *step = history->steps->pdata[i];
        StepFate fate = STEP_KEPT;
        if (pending != NULL && next < pending->len && g_array_index(pending, guint, next) == i)
            fate = fates[next++];
        else if (step->durable_at >= point)
            fate = STEP_LOST;
        if (fate != STEP_LOST)
            state_apply(nodes, step, fate, random);
    }
    return nodes;
}

static inline void state_mark(GPtrArray *nodes, guint number, gboolean *reached)
{
    GHashTableIter iter;
    gpointer child;
    reached[number] = TRUE;
    g_hash_table_iter_init(&iter, ((StateNode *)nodes->pdata[number])->names);
    while (g_hash_table_iter_next(&iter, NULL, &child))
        state_mark(nodes, GPOINTER_TO_UINT(child), reached);
}

/* The numbers (guint) of the steps before a point that a power cut there may undo, but for those on files and
 * folders that no name leads to any more. */
static inline GArray *history_pending(const History *history, guint point)
{
    g_autoptr(GPtrArray) durable = state_new(history, point, NULL, NULL, NULL);
    g_autofree gboolean *reached = g_new0(gboolean, durable->len);
    state_mark(durable, 0, reached);
    for (guint i = 0; i < point; i++) {
        const Step *step = history->steps->pdata[i];
        if (step->durable_at >= point && (step->kind == STEP_NAME || step->kind == STEP_RENAME))
            reached[step->child] = TRUE;
    }
    GArray *pending = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < point; i++) {
        const Step *step = history->steps->pdata[i];
        if (step->durable_at >= point && step->kind != STEP_SYNC && reached[step->node])
            g_array_append_val(pending, i);
    }
    return pending;
}

/* ---- on disk ----------------------------------------------------------------------------------*/

static inline int state_compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

/* Makes what is in a folder; the hash of all names and bytes is returned, and nothing is made, where path is
 * NULL. */
static inline guint64 state_write(GPtrArray *nodes, guint number, const char *path)
{
    const StateNode *node = nodes->pdata[number];
    if (!node->folder) {
        ck_assert(path == NULL ||
                  g_file_set_contents_full(path, (const char *)node->bytes->data, node->bytes->len,
                                           G_FILE_SET_CONTENTS_NONE, 0666, NULL));
        return XXH3_64bits(node->bytes->data, node->bytes->len);
    }
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(node->names), state_compare_names);
    guint64 hash = 0;
    if (path != NULL)
        ck_assert(g_mkdir(path, 0777) == 0 || g_file_test(path, G_FILE_TEST_IS_DIR));
    for (const GList *at = names; at != NULL; at = at->next) {
        g_autofree char *below = path != NULL ? g_build_filename(path, at->data, NULL) : NULL;
        guint64 parts[] = {hash, XXH3_64bits(at->data, strlen(at->data)),
                           state_write(nodes, GPOINTER_TO_UINT(g_hash_table_lookup(node->names, at->data)), below)};
        hash = XXH3_64bits(parts, sizeof parts);
    }
    return hash;
}
