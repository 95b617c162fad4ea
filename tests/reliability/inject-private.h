/* inject-private: what inject.so, which is loaded before the C library (LD_PRELOAD), and the tests
 * agree on.
 *
 *     INJECT_CONTROL  a file of one InjectControl, which both map
 *     INJECT_ROOT     the absolute folder below which calls count
 *     INJECT_LOG      a file that takes a record for each of them that succeeded; may be absent
 *
 * The library counts the calls that change what is below the root, and does one of them in another
 * way. It logs them so that a test can make the folder again as it was, or could have been after a
 * power cut, at any instant. Files that were opened before it was loaded are not seen, nor is a
 * call made by number (syscall()). */
#pragma once

#include <stdint.h>

#define INJECT_CALLS_MAX 20000
#define INJECT_PATH_MAX 256
/* Of a process that was ended by a fault. */
#define INJECT_EXIT 77

typedef enum {
    INJECT_NOTHING,
    INJECT_EIO,      /* the n-th call fails with EIO, and does nothing */
    INJECT_NO_SPACE, /* the n-th call and all later ones that need room fail with ENOSPC */
    INJECT_SHORT,    /* the n-th call, a write, takes half of its bytes and says so */
    INJECT_TEAR,     /* the n-th call, a write, takes half of its bytes, and the process ends */
    INJECT_DIE       /* the process ends before the n-th call */
} InjectFault;

typedef enum {
    INJECT_CREATE = 1, /* a file by open() or fopen(), also emptying one */
    INJECT_WRITE,
    INJECT_TRUNCATE,
    INJECT_SYNC,
    INJECT_HINT, /* sync_file_range() */
    INJECT_RENAME,
    INJECT_UNLINK,
    INJECT_MKDIR,
    INJECT_RMDIR,
    INJECT_OPEN /* something that is there: logged, not counted */
} InjectCall;

typedef struct {
    /* set by the test */
    uint32_t fault; /* InjectFault */
    uint32_t nth;   /* from 1; 0: none */
    /* by the library */
    uint32_t calls;
    uint32_t injected;  /* how many calls were done in another way */
    uint32_t handles;   /* given out: one for each open file */
    uint32_t left_open; /* files below the root at the end of a process that ended by itself */
    char path[INJECT_PATH_MAX];      /* of the n-th call, below the root */
    char open_path[INJECT_PATH_MAX]; /* of the last of those left open */
    uint8_t kind[INJECT_CALLS_MAX];  /* InjectCall, of the n-th at n - 1 */
} InjectControl;

/* In the log, followed by path, to and bytes. Paths are relative to the root; the root's own is
 * empty. */
typedef struct {
    uint32_t call; /* InjectCall */
    uint32_t
        handle; /* of CREATE and OPEN: the new one; of WRITE, TRUNCATE and SYNC: of which file */
    uint64_t offset; /* of WRITE; of TRUNCATE: the new size; of CREATE: whether the file is new */
    uint32_t path, to,
        bytes; /* lengths: where it was or is; where RENAME puts it; what WRITE wrote */
} InjectRecord;
