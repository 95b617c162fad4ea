/* fence: what may this process still do, once it reads what others wrote?
 *
 *     g_autoptr(GString) said = g_string_new(NULL);
 *     fence_enter(&(FenceBounds){.writes = "news", .reads = paths}, said);
 *
 * Readers of hostile formats run behind it, and what reads an index that may be anybody's: should one of them be taken
 * over, it finds no file to change but the index's own, no other file to read than the inputs and what the system's
 * libraries need, no network and no program to start. Landlock (Linux 5.13 and later) keeps the files, seccomp the system calls; where the kernel has one of
 * them only, that one holds. There is no way back out.
 *
 * Threads: to be called before the first one is started, which then inherits it.
 * Environment: DATELINE_FENCE=off leaves the process as it is, for debuggers and for tools that trace or measure it.
 */
#pragma once

#include <glib.h>

typedef struct {
    /* The folder, which is there, below which files may be made, written, renamed and removed; it may be read, too.
     * NULL: none. */
    const char *writes;
    /* Files and folders that may be read, NULL-terminated; "-", and what is not there, is passed over. "/" is
     * everything. NULL: none. */
    const char *const *reads;
    const GPtrArray *links; /* more of them: char *; may be NULL */
    /* Files below writes may be linked and moved from one folder to another there. A kernel that could only forbid it
     * (Landlock 1, before Linux 5.19) bounds no files then. */
    gboolean moves;
} FenceBounds;

typedef enum {
    FENCE_FILES = 1 << 0, /* by Landlock */
    FENCE_CALLS = 1 << 1  /* by seccomp */
} FenceParts;

/* Fences the process in as far as the kernel can: what is in force from now on. Appends to said, in a line for a
 * person, what that is, and why it is not more. */
FenceParts fence_enter(const FenceBounds *bounds, GString *said);
