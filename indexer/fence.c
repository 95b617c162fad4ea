#include "indexer/fence-private.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>

static gboolean is_off(void)
{
    return g_strcmp0(g_getenv("DATELINE_FENCE"), "off") == 0;
}

static gboolean reads_all(const FenceBounds *bounds)
{
    return bounds->reads != NULL && g_strv_contains(bounds->reads, "/");
}

static void say_files(const FenceBounds *bounds, guint version, int failure, GString *said)
{
    if (version == 0) {
        g_string_append_printf(said, "files are not fenced off, as this kernel has no Landlock (%s)",
                               g_strerror(failure));
        return;
    }
    if (bounds->writes != NULL)
        g_string_append_printf(said, "writes nothing outside of '%s'", bounds->writes);
    else
        g_string_append(said, "writes no file");
    if (!reads_all(bounds))
        g_string_append(said, bounds->reads != NULL ? ", reads nothing but its inputs"
                                                    : ", reads nothing else");
    g_string_append_printf(said, " (Landlock %u)", version);
}

static void say_calls(gboolean fenced, int failure, GString *said)
{
    if (fenced)
        g_string_append(said, "no network, no other program (seccomp)");
    else
        g_string_append_printf(said, "system calls are not fenced off, as there is no seccomp (%s)",
                               g_strerror(failure));
}

FenceParts fence_enter(const FenceBounds *bounds, GString *said)
{
    if (is_off()) {
        g_string_append(said, "not fenced in, as DATELINE_FENCE=off says");
        return 0;
    }
    /* Both ask for it: what this process may not do, no program that it starts may either. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        g_string_append_printf(said, "not fenced in: %s", g_strerror(errno));
        return 0;
    }
    errno = 0;
    guint version = fence_landlock_enter(bounds);
    int files_failure = errno;
    gboolean calls = fence_seccomp_enter();
    int calls_failure = errno;
    g_string_append(said, version > 0 || calls ? "fenced in: " : "not fenced in: ");
    say_files(bounds, version, files_failure, said);
    g_string_append(said, "; ");
    say_calls(calls, calls_failure, said);
    return (version > 0 ? FENCE_FILES : 0) | (calls ? FENCE_CALLS : 0);
}
