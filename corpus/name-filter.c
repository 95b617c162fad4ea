#include "corpus/name-filter-private.h"

#include <fnmatch.h>
#include <string.h>

struct NameFilter {
    char **include, **exclude;
};

NameFilter *name_filter_new(const char *const *include, const char *const *exclude)
{
    NameFilter *filter = g_new0(NameFilter, 1);
    filter->include = g_strdupv((char **)include);
    filter->exclude = g_strdupv((char **)exclude);
    return filter;
}

void name_filter_free(NameFilter *filter)
{
    if (filter == NULL)
        return;
    g_strfreev(filter->include);
    g_strfreev(filter->exclude);
    g_free(filter);
}

static gboolean matches(char **globs, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    for (; *globs; globs++) {
        if (fnmatch(*globs, path, 0) == 0 || fnmatch(*globs, base, 0) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_archive(const char *path)
{
    static const char *const endings[] = {"*.zip",  "*.tar", "*.tgz",   "*.tbz",
                                          "*.tbz2", "*.txz", "*.tar.*", "*.tzst"};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (fnmatch(endings[i], path, FNM_CASEFOLD) == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean name_filter_takes_file(const NameFilter *filter, const char *path)
{
    if (filter->exclude && matches(filter->exclude, path))
        return FALSE;
    return filter->include == NULL || matches(filter->include, path) || is_archive(path);
}

gboolean name_filter_takes_member(const NameFilter *filter, const char *path, const char *member)
{
    if (filter->exclude && matches(filter->exclude, member))
        return FALSE;
    return filter->include == NULL || matches(filter->include, path) ||
           matches(filter->include, member);
}
