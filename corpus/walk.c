#include "corpus/walk-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A million files take 40 MB: a name, and 16 bytes. */
typedef struct {
    guint32 folder; /* its path's offset in names; 0 if the name is a whole path */
    guint32 kind;
    gsize name; /* offset in names */
} Found;

struct Walk {
    GArray *found;
    GByteArray *names; /* NUL-terminated; the first is empty */
    GHashTable *seen;  /* folders: FolderKey */
    GPtrArray *links;  /* paths */
    guint64 bytes;
    gboolean endless;
    const NameFilter *filter;
};

typedef struct {
    dev_t device;
    ino_t inode;
} FolderKey;

static guint folder_hash(gconstpointer p)
{
    const FolderKey *key = p;
    return (guint)(key->inode * 0x9E3779B97F4A7C15u >> 32) ^ (guint)key->device;
}

static gboolean folder_equal(gconstpointer a, gconstpointer b)
{
    const FolderKey *x = a, *y = b;
    return x->device == y->device && x->inode == y->inode;
}

Walk *walk_new(const NameFilter *filter)
{
    Walk *walk = g_new0(Walk, 1);
    walk->filter = filter;
    walk->found = g_array_new(FALSE, FALSE, sizeof(Found));
    walk->names = g_byte_array_new();
    g_byte_array_append(walk->names, (const guint8 *)"", 1);
    walk->seen = g_hash_table_new_full(folder_hash, folder_equal, g_free, NULL);
    walk->links = g_ptr_array_new_with_free_func(g_free);
    return walk;
}

void walk_free(Walk *walk)
{
    if (walk == NULL)
        return;
    g_array_unref(walk->found);
    g_byte_array_unref(walk->names);
    g_hash_table_unref(walk->seen);
    g_ptr_array_unref(walk->links);
    g_free(walk);
}

static gsize keep_name(Walk *walk, const char *name)
{
    gsize offset = walk->names->len;
    g_byte_array_append(walk->names, (const guint8 *)name, strlen(name) + 1);
    return offset;
}

/* The error of a broken entry stands behind its kind. */
static void add_found(Walk *walk, gsize folder, const char *name, WalkKind kind, int error)
{
    Found found = {folder, kind | (guint32)error << 8, keep_name(walk, name)};
    g_array_append_val(walk->found, found);
}

static void add_file(Walk *walk, gsize folder, const char *name, const struct stat *status)
{
    if (S_ISREG(status->st_mode)) {
        walk->bytes += status->st_size;
        add_found(walk, folder, name, WALK_FILE, 0);
    } else {
        add_found(walk, folder, name, WALK_SPECIAL, 0);
    }
}

/* ---- folders
 * ------------------------------------------------------------------------------------*/

typedef struct {
    char *name; /* with a slash behind it if it is a folder: so it sorts as its contents do */
    int error;
    gboolean is_link;
    struct stat status;
} Child;

static void child_clear(gpointer p)
{
    g_free(((Child *)p)->name);
}

static int child_compare(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Child *)a)->name, ((const Child *)b)->name);
}

static gboolean is_link(DIR *folder, const struct dirent *entry)
{
    struct stat status;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_LNK;
    return fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISLNK(status.st_mode);
}

static GArray *read_children(DIR *folder)
{
    GArray *children = g_array_new(FALSE, FALSE, sizeof(Child));
    g_array_set_clear_func(children, child_clear);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        Child child = {.is_link = is_link(folder, entry)};
        if (fstatat(dirfd(folder), entry->d_name, &child.status, 0) != 0)
            child.error = errno;
        gboolean is_folder = child.error == 0 && S_ISDIR(child.status.st_mode);
        child.name = is_folder ? g_strconcat(entry->d_name, "/", NULL) : g_strdup(entry->d_name);
        g_array_append_val(children, child);
    }
    g_array_sort(children, child_compare);
    return children;
}

/* Is the folder met for the first time? */
static gboolean see_folder(Walk *walk, const struct stat *status)
{
    FolderKey key = {status->st_dev, status->st_ino};
    return g_hash_table_add(walk->seen, g_memdup2(&key, sizeof key));
}

/* path ends in a slash. */
static void walk_folder(Walk *walk, GString *path)
{
    DIR *folder = opendir(path->str);
    if (folder == NULL) {
        add_found(walk, 0, path->str, WALK_BROKEN, errno);
        return;
    }
    g_autoptr(GArray) children = read_children(folder);
    closedir(folder);
    gsize own = children->len ? keep_name(walk, path->str) : 0, length = path->len;
    for (guint i = 0; i < children->len; i++) {
        const Child *child = &g_array_index(children, Child, i);
        gboolean is_folder = child->error == 0 && S_ISDIR(child->status.st_mode);
        g_string_append(path, child->name);
        if (is_folder && see_folder(walk, &child->status))
            walk_folder(walk, path);
        gboolean wanted = !is_folder && name_filter_takes_file(walk->filter, path->str);
        if (child->is_link && (is_folder || wanted))
            g_ptr_array_add(walk->links, g_strdup(path->str));
        g_string_truncate(path, length);
        if (wanted && child->error)
            add_found(walk, own, child->name, WALK_BROKEN, child->error);
        else if (wanted)
            add_file(walk, own, child->name, &child->status);
    }
}

/* ---- the contract
 * -------------------------------------------------------------------------------*/

gboolean walk_add(Walk *walk, const char *path, GError **error)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        add_found(walk, 0, path, WALK_STDIN, 0);
        walk->endless = TRUE;
        return TRUE;
    }
    if (stat(path, &status) != 0 || access(path, R_OK) != 0) {
        int code = errno;
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "can't read '%s': %s",
                    path, g_strerror(code));
        return FALSE;
    }
    if (S_ISDIR(status.st_mode)) {
        g_autoptr(GString) folder = g_string_new(path);
        if (folder->str[folder->len - 1] != '/')
            g_string_append_c(folder, '/');
        if (see_folder(walk, &status))
            walk_folder(walk, folder);
    } else if (name_filter_takes_file(walk->filter, path)) {
        /* One that was named is read, whatever it is: a shell's <(command) is a pipe. */
        walk->endless |= !S_ISREG(status.st_mode);
        walk->bytes += S_ISREG(status.st_mode) ? status.st_size : 0;
        add_found(walk, 0, path, WALK_NAMED, 0);
    }
    return TRUE;
}

gsize walk_count(const Walk *walk)
{
    return walk->found->len;
}

guint64 walk_bytes(const Walk *walk)
{
    return walk->endless ? 0 : walk->bytes;
}

const GPtrArray *walk_links(const Walk *walk)
{
    return walk->links;
}

WalkEntry walk_get(const Walk *walk, gsize i, GString *path)
{
    const Found *found = &g_array_index(walk->found, Found, i);
    const char *names = (const char *)walk->names->data;
    g_string_assign(path, names + found->folder);
    g_string_append(path, names + found->name);
    return (WalkEntry){found->kind & 0xFF, found->kind >> 8};
}
