/* seccomp: a program for the kernel's packet filter looks at the number of each system call. */
#include "indexer/fence-private.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

/* Of x86-64, the second set of numbers of the same calls (x32) begins here. No number of another processor does. */
#define OTHER_NUMBERS 0x40000000u

/* The leak sanitizer stops the other threads as a debugger does. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_TRACED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_TRACED 1
#endif
#endif

static const guint32 forbidden[] = {
    /* the network: a socket that was there before can't be used for a new connection either */
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
    SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
    /* other programs, other processes */
    SYS_execve, SYS_execveat, SYS_kcmp,
#ifndef IS_TRACED
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
#endif
#ifdef SYS_pidfd_getfd
    SYS_pidfd_getfd, SYS_pidfd_open,
#endif
    SYS_unshare, SYS_setns,
    /* doors into the kernel that nothing here needs */
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
    SYS_io_setup,
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
#endif
    SYS_personality, SYS_syslog, SYS_acct, SYS_swapon, SYS_swapoff, SYS_reboot,
    SYS_kexec_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_settimeofday,
    SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex, SYS_sethostname, SYS_setdomainname,
#ifdef SYS_iopl
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
    /* file systems */
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_by_handle_at, SYS_quotactl,
    SYS_fanotify_init,
#ifdef SYS_open_tree
    SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick,
#endif
#ifdef SYS_mount_setattr
    SYS_mount_setattr,
#endif
    /* what Landlock does not look at, in any version: owners, modes, times and attributes of files */
    SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_truncate, SYS_setxattr,
    SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr,
    452 /* fchmodat2 */,
#ifdef SYS_chmod
    SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat,
#endif
    /* who it is */
    SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid, SYS_setgroups,
    SYS_setfsuid, SYS_setfsgid, SYS_capset,
};

/* Of the calls that are allowed: these requests type into the terminal. */
static const guint32 forbidden_requests[] = {TIOCSTI, TIOCLINUX, TIOCSETD};

/* Offsets in what the filter sees of a call: of an argument the lower half. */
#define NUMBER_OFFSET offsetof(struct seccomp_data, nr)
#define ARCHITECTURE_OFFSET offsetof(struct seccomp_data, arch)
#define REQUEST_OFFSET offsetof(struct seccomp_data, args[1])

#define COUNT_MAX (G_N_ELEMENTS(forbidden) + G_N_ELEMENTS(forbidden_requests) + 12)

/* Jumps reach 255 instructions. */
G_STATIC_ASSERT(COUNT_MAX < 255);

typedef struct {
    struct sock_filter code[COUNT_MAX];
    guint16 count;
} Filter;

static void add(Filter *filter, guint16 code, guint32 value, guint8 jump_true, guint8 jump_false)
{
    filter->code[filter->count++] = (struct sock_filter){code, jump_true, jump_false, value};
}

static void add_load(Filter *filter, guint32 offset)
{
    add(filter, BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static void add_answer(Filter *filter, guint32 answer)
{
    add(filter, BPF_RET | BPF_K, answer, 0, 0);
}

/* Answers EPERM where what was loaded is one of the values; goes on behind that answer otherwise. */
static void add_forbidden(Filter *filter, const guint32 *values, guint8 count)
{
    for (guint8 i = 0; i < count; i++) {
        gboolean last = i + 1 == count;
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, values[i], count - 1 - i, last ? 1 : 0);
    }
    add_answer(filter, SECCOMP_RET_ERRNO | EPERM);
}

static void make_filter(Filter *filter)
{
    filter->count = 0;
    add_load(filter, ARCHITECTURE_OFFSET);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    add_answer(filter, SECCOMP_RET_ERRNO | EPERM);
    add_load(filter, NUMBER_OFFSET);
    add(filter, BPF_JMP | BPF_JGE | BPF_K, OTHER_NUMBERS, 0, 1);
    add_answer(filter, SECCOMP_RET_ERRNO | EPERM);
    add_forbidden(filter, forbidden, G_N_ELEMENTS(forbidden));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 1, 0);
    add_answer(filter, SECCOMP_RET_ALLOW);
    add_load(filter, REQUEST_OFFSET);
    add_forbidden(filter, forbidden_requests, G_N_ELEMENTS(forbidden_requests));
    add_answer(filter, SECCOMP_RET_ALLOW);
}

gboolean fence_seccomp_enter(void)
{
    Filter filter;
    make_filter(&filter);
    struct sock_fprog program = {filter.count, filter.code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

#else

gboolean fence_seccomp_enter(void)
{
    errno = ENOTSUP;
    return FALSE;
}

#endif
