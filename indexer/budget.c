#include "indexer/budget.h"

#include <string.h>
#include <unistd.h>

#define BUDGET_MAX ((guint64)1 << 30)

/* The number in a file of the control group's; G_MAXUINT64 if there is none ("max"). */
static guint64 read_limit(const char *path)
{
    g_autofree char *text = NULL;
    guint64 limit;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return G_MAXUINT64;
    g_strstrip(text);
    return g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT64, &limit, NULL) ? limit : G_MAXUINT64;
}

/* The lowest limit of the process's control group (version 2) and those above it, or of version 1's. */
static guint64 control_group_limit(void)
{
    guint64 limit = read_limit("/sys/fs/cgroup/memory/memory.limit_in_bytes");
    g_autofree char *groups = NULL;
    if (!g_file_get_contents("/proc/self/cgroup", &groups, NULL, NULL))
        return limit;
    char *group = g_str_has_prefix(groups, "0::") ? groups + 3 : strstr(groups, "\n0::");
    if (group == NULL)
        return limit;
    if (*group == '\n')
        group += 4;
    group[strcspn(group, "\n")] = '\0';
    for (;;) {
        g_autofree char *path = g_build_filename("/sys/fs/cgroup", group, "memory.max", NULL);
        limit = MIN(limit, read_limit(path));
        char *slash = strrchr(group, '/');
        if (slash == NULL || *group == '\0')
            return limit;
        *slash = '\0';
    }
}

gsize budget_default(void)
{
    guint64 machine = (guint64)sysconf(_SC_PHYS_PAGES) * (guint64)sysconf(_SC_PAGE_SIZE);
    guint64 memory = MIN(machine, control_group_limit());
    return CLAMP(memory / 4, BUDGET_MIN, BUDGET_MAX);
}
