/* fence-private: the two halves of fence.h. */
#pragma once

#include "indexer/fence.h"

/* Bounds the files by Landlock: the version of its interface that is in force, or 0 and errno.
 *
 * Source: Documentation/userspace-api/landlock.rst of Linux. */
guint fence_landlock_enter(const FenceBounds *bounds);

/* Forbids system calls by seccomp: FALSE and errno if that can't be; ENOTSUP on a processor whose calls it does not
 * know. What is forbidden fails with EPERM.
 *
 * Source: Documentation/userspace-api/seccomp_filter.rst of Linux. */
gboolean fence_seccomp_enter(void);
