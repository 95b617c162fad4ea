/* What a fenced process can't do any more, and what it still can. Each attempt is made in a child. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <iconv.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/fence.h"
#include "tests/support/tmpdir.h"

static char *dir;

static char *at(const char *name)
{
    return g_build_filename(dir, name, NULL);
}

static void put(const char *name)
{
    g_autofree char *path = at(name);
    g_autofree char *folder = g_path_get_dirname(path);
    ck_assert_int_eq(g_mkdir_with_parents(folder, 0777), 0);
    ck_assert(g_file_set_contents(path, "text", 4, NULL));
}

static void set_up(void)
{
    dir = test_tmpdir();
    put("news/a.txt");
    put("news/world/b.txt");
    put("elsewhere/linked.txt");
    put("elsewhere/secret.txt");
    put("named.txt");
    put("index/segments/000001/postlist.glass");
    put("index/old");
    g_autofree char *link = at("news/link.txt"), *target = at("elsewhere/linked.txt");
    g_autofree char *out = at("index/out"), *secret = at("elsewhere/secret.txt");
    ck_assert_int_eq(symlink(target, link), 0);
    ck_assert_int_eq(symlink(secret, out), 0);
}

static void tear_down(void)
{
    test_remove(dir);
}

/* ---- attempts: 0, or an errno -----------------------------------------------------------------*/

static int answer(long done)
{
    return done < 0 ? errno : 0;
}

static int try_open(const char *name, int flags)
{
    g_autofree char *path = at(name);
    int fd = open(path, flags | O_CLOEXEC, 0666);
    int failure = answer(fd);
    if (fd >= 0)
        close(fd);
    return failure;
}

static int try_rename(const char *from, const char *to)
{
    g_autofree char *old = at(from), *new = at(to);
    return answer(rename(old, new));
}

#define PATH_ATTEMPT(call, name, ...)                                                              \
    g_autofree char *path = at(name);                                                              \
    return answer(call(path, ##__VA_ARGS__))

static int read_file_of_folder(void) { return try_open("news/world/b.txt", O_RDONLY); }
static int read_folder(void) { return try_open("news/world", O_RDONLY | O_DIRECTORY); }
static int read_named(void) { return try_open("named.txt", O_RDONLY); }
static int read_linked(void) { return try_open("news/link.txt", O_RDONLY); }
static int read_index(void) { return try_open("index/segments/000001/postlist.glass", O_RDONLY); }
static int read_neighbour(void) { return try_open("elsewhere/secret.txt", O_RDONLY); }
static int read_parent(void) { return try_open(".", O_RDONLY | O_DIRECTORY); }
static int make_in_index(void) { return try_open("index/segments/new", O_CREAT | O_WRONLY); }
static int cut_in_index(void) { return try_open("index/old", O_TRUNC | O_WRONLY); }
static int rename_in_index(void) { return try_rename("index/segments/new", "index/segments/newer"); }
static int remove_in_index(void) { PATH_ATTEMPT(unlink, "index/segments/newer"); }
static int make_folder_in_index(void) { PATH_ATTEMPT(mkdir, "index/segments/000002", 0777); }
static int remove_folder_in_index(void) { PATH_ATTEMPT(rmdir, "index/segments/000002"); }
static int write_input(void) { return try_open("news/a.txt", O_WRONLY); }
static int cut_input(void) { PATH_ATTEMPT(truncate, "news/a.txt", 0); }
static int remove_input(void) { PATH_ATTEMPT(unlink, "news/a.txt"); }
static int chmod_input(void) { PATH_ATTEMPT(chmod, "news/a.txt", 0777); }
static int make_outside(void) { return try_open("new", O_CREAT | O_WRONLY); }
static int make_in_input(void) { return try_open("news/new", O_CREAT | O_WRONLY); }
static int make_folder_outside(void) { PATH_ATTEMPT(mkdir, "folder", 0777); }
static int write_through_link(void) { return try_open("index/out", O_WRONLY); }
static int rename_out(void) { return try_rename("index/old", "old"); }
static int make_link_in_index(void)
{
    g_autofree char *path = at("index/link");
    return answer(symlink("/etc/passwd", path));
}
static int make_pipe_in_index(void) { PATH_ATTEMPT(mkfifo, "index/pipe", 0666); }

static int make_temporary(void)
{
    g_autofree char *path = g_strdup_printf("%s/dateline-fence-%d", g_get_tmp_dir(), (int)getpid());
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    int failure = answer(fd);
    if (fd >= 0)
        unlink(path);
    return failure;
}

/* Modules of iconv are loaded when they are first asked for. */
static int convert(void)
{
    static const char *const charsets[] = {"KOI8-R", "SHIFT_JIS", "BIG5", "EUC-KR", "ISO-8859-16"};
    for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++) {
        iconv_t converter = iconv_open("UTF-8", charsets[i]);
        if (converter == (iconv_t)-1)
            return errno;
        iconv_close(converter);
    }
    return 0;
}

static int know_a_zone(void)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Asia/Baku");
    return zone != NULL || !g_file_test("/usr/share/zoneinfo/Asia/Baku", G_FILE_TEST_EXISTS) ? 0 : EACCES;
}

static gpointer in_thread(G_GNUC_UNUSED gpointer data)
{
    return GINT_TO_POINTER(read_neighbour());
}

static int read_neighbour_in_thread(void)
{
    GThread *thread = g_thread_new("late", in_thread, NULL);
    return GPOINTER_TO_INT(g_thread_join(thread));
}

static int open_socket(void) { return answer(socket(AF_INET, SOCK_STREAM, 0)); }
static int open_local_socket(void) { return answer(socket(AF_UNIX, SOCK_DGRAM, 0)); }
static int run_program(void) { return answer(execl("/bin/true", "true", (char *)NULL)); }
static int leave_namespace(void) { return answer(unshare(CLONE_NEWUSER)); }
static int mount_something(void) { return answer(mount("none", dir, "tmpfs", 0, NULL)); }
static int load_filter(void) { return answer(syscall(SYS_bpf, 0, NULL, 0)); }
static int ask_for_key(void) { return answer(syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, 0, 0)); }
static int make_ring(void) { return answer(syscall(SYS_io_uring_setup, 1, NULL)); }
static int type_a_key(void) { return answer(ioctl(STDIN_FILENO, TIOCSTI, "x")); }
static int ask_for_columns(void)
{
    struct winsize size;
    return ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 || errno != EPERM ? 0 : errno;
}

static int fork_child(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(open_socket());
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return ECHILD;
    return WEXITSTATUS(status) == EPERM ? 0 : EPROTO;
}

#ifndef __SANITIZE_ADDRESS__
static int trace_parent(void) { return answer(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)); }
static int read_memory(void)
{
    char byte;
    struct iovec mine = {&byte, 1}, others = {&byte, 1};
    return answer(process_vm_readv(getppid(), &mine, 1, &others, 1, 0));
}
#endif

typedef struct {
    const char *name;
    int (*attempt)(void);
    int expected;
    FenceParts by; /* without which the row says nothing */
} Row;

static const Row rows[] = {
    {"read below a folder that is an input", read_file_of_folder, 0, 0},
    {"list it", read_folder, 0, 0},
    {"read a file that is an input", read_named, 0, 0},
    {"read what a link among the inputs leads to", read_linked, 0, 0},
    {"read the index", read_index, 0, 0},
    {"make a file in the index", make_in_index, 0, 0},
    {"cut one there", cut_in_index, 0, 0},
    {"rename one there", rename_in_index, 0, 0},
    {"remove one there", remove_in_index, 0, 0},
    {"make a folder there", make_folder_in_index, 0, 0},
    {"remove one there", remove_folder_in_index, 0, 0},
    {"load a converter", convert, 0, 0},
    {"load a time zone", know_a_zone, 0, 0},
    {"fork", fork_child, 0, FENCE_CALLS},
    {"ask the terminal", ask_for_columns, 0, 0},

    {"read another file", read_neighbour, EACCES, FENCE_FILES},
    {"read it in a thread", read_neighbour_in_thread, EACCES, FENCE_FILES},
    {"list the folder around", read_parent, EACCES, FENCE_FILES},
    {"write into an input", write_input, EACCES, FENCE_FILES},
    {"remove an input", remove_input, EACCES, FENCE_FILES},
    {"make a file outside", make_outside, EACCES, FENCE_FILES},
    {"make a file among the inputs", make_in_input, EACCES, FENCE_FILES},
    {"make a temporary file", make_temporary, EACCES, FENCE_FILES},
    {"make a folder outside", make_folder_outside, EACCES, FENCE_FILES},
    {"write through a link that leads out of the index", write_through_link, EACCES, FENCE_FILES},
    {"rename a file out of the index", rename_out, EACCES, FENCE_FILES},
    {"make a link in the index", make_link_in_index, EACCES, FENCE_FILES},
    {"make a pipe in the index", make_pipe_in_index, EACCES, FENCE_FILES},

    {"cut an input", cut_input, EPERM, FENCE_CALLS},
    {"change an input's mode", chmod_input, EPERM, FENCE_CALLS},
    {"open a socket", open_socket, EPERM, FENCE_CALLS},
    {"open a local socket", open_local_socket, EPERM, FENCE_CALLS},
    {"run a program", run_program, EPERM, FENCE_CALLS},
    {"leave for another namespace", leave_namespace, EPERM, FENCE_CALLS},
    {"mount", mount_something, EPERM, FENCE_CALLS},
    {"load a program into the kernel", load_filter, EPERM, FENCE_CALLS},
    {"ask for keys", ask_for_key, EPERM, FENCE_CALLS},
    {"make a ring", make_ring, EPERM, FENCE_CALLS},
    {"type into the terminal", type_a_key, EPERM, FENCE_CALLS},
#ifndef __SANITIZE_ADDRESS__
    {"trace another process", trace_parent, EPERM, FENCE_CALLS},
    {"read another's memory", read_memory, EPERM, FENCE_CALLS},
#endif
};

/* ---- the child --------------------------------------------------------------------------------*/

typedef struct {
    FenceParts parts;
    char said[512];
    int got[G_N_ELEMENTS(rows)];
} Result;

static void work(const FenceBounds *bounds, int out)
{
    Result result = {0};
    GString *said = g_string_new(NULL);
    result.parts = fence_enter(bounds, said);
    g_strlcpy(result.said, said->str, sizeof result.said);
    g_string_free(said, TRUE);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        result.got[i] = rows[i].attempt();
    _exit(write(out, &result, sizeof result) == sizeof result ? 0 : 1);
}

/* Makes all attempts behind the fence. FALSE where that can't be: valgrind would be fenced in with the child. */
static gboolean try_all(const FenceBounds *bounds, Result *result)
{
    const char *preload = g_getenv("LD_PRELOAD");
    int ends[2], status;
    if (preload != NULL && strstr(preload, "vgpreload") != NULL)
        return FALSE;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0)
        work(bounds, ends[1]);
    close(ends[1]);
    gssize length = read(ends[0], result, sizeof *result);
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(length == sizeof *result && status == 0, "the child ended with %d", status);
    return TRUE;
}

static gboolean try_inputs(Result *result)
{
    g_autofree char *news = at("news"), *named = at("named.txt"), *index = at("index"),
                    *link = at("news/link.txt"), *missing = at("missing");
    const char *const reads[] = {"-", news, missing, named, "/dev/stdin", NULL};
    g_autoptr(GPtrArray) links = g_ptr_array_new();
    g_ptr_array_add(links, link);
    return try_all(&(FenceBounds){.writes = index, .reads = reads, .links = links}, result);
}

START_TEST(inputs_and_index_stay_and_all_else_is_gone)
{
    Result result;
    if (!try_inputs(&result))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        const Row *row = &rows[i];
        if ((row->by & ~result.parts) == 0)
            ck_assert_msg(result.got[i] == row->expected, "%s: %s, expected %s", row->name,
                          g_strerror(result.got[i]), g_strerror(row->expected));
    }
    if (result.parts != (FENCE_FILES | FENCE_CALLS))
        printf("skipped: a part of the fence, which this kernel does not have: %s\n", result.said);
}
END_TEST

START_TEST(what_is_said_is_so)
{
    Result result;
    if (!try_inputs(&result))
        return;
    gboolean files = strstr(result.said, "reads nothing but its inputs (Landlock ") != NULL;
    gboolean calls = strstr(result.said, "no network, no other program (seccomp)") != NULL;
    ck_assert_msg(files == ((result.parts & FENCE_FILES) != 0), "%s", result.said);
    ck_assert_msg(calls == ((result.parts & FENCE_CALLS) != 0), "%s", result.said);
}
END_TEST

static int got(const Result *result, int (*attempt)(void))
{
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].attempt == attempt)
            return result->got[i];
    ck_abort_msg("no such row");
}

static int try_link(const char *from, const char *to)
{
    g_autofree char *old = at(from), *new = at(to);
    return answer(link(old, new));
}

typedef struct {
    FenceParts parts;
    int inside, out, in, renamed_out;
} Links;

/* Behind a fence that allows links and moves in the index. */
static void try_links(Links *links)
{
    g_autofree char *index = at("index");
    int ends[2], status;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        GString *said = g_string_new(NULL);
        links->parts = fence_enter(&(FenceBounds){.writes = index, .moves = TRUE}, said);
        g_string_free(said, TRUE);
        links->inside = try_link("index/segments/000001/postlist.glass", "index/linked");
        links->out = try_link("index/old", "linked");
        links->in = try_link("elsewhere/secret.txt", "index/linked-in");
        links->renamed_out = rename_out();
        _exit(write(ends[1], links, sizeof *links) == sizeof *links ? 0 : 1);
    }
    close(ends[1]);
    ck_assert_int_eq(read(ends[0], links, sizeof *links), sizeof *links);
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
}

START_TEST(links_stay_in_the_index)
{
    const char *preload = g_getenv("LD_PRELOAD");
    Links links = {0};
    if (preload != NULL && strstr(preload, "vgpreload") != NULL)
        return;
    try_links(&links);
    if (!(links.parts & FENCE_FILES)) {
        printf("skipped: links behind the fence, which this kernel can't allow\n");
        return;
    }
    ck_assert_msg(links.inside == 0, "in the index: %s", g_strerror(links.inside));
    ck_assert_msg(links.out != 0, "a link out of it");
    ck_assert_msg(links.in != 0, "a link into it");
    ck_assert_msg(links.renamed_out != 0, "a file moved out of it");
}
END_TEST

START_TEST(all_may_be_read_and_nothing_written)
{
    Result result;
    const char *const everything[] = {"/", NULL};
    if (!try_all(&(FenceBounds){.reads = everything}, &result) || !(result.parts & FENCE_FILES))
        return;
    ck_assert_int_eq(got(&result, read_neighbour), 0);
    ck_assert_int_eq(got(&result, read_parent), 0);
    ck_assert_int_eq(got(&result, make_in_index), EACCES);
    ck_assert_int_eq(got(&result, make_outside), EACCES);
    ck_assert_ptr_nonnull(strstr(result.said, "writes no file (Landlock "));
}
END_TEST

START_TEST(it_can_be_switched_off)
{
    g_autoptr(GString) said = g_string_new(NULL);
    const char *const nothing[] = {NULL};
    g_setenv("DATELINE_FENCE", "off", TRUE);
    FenceParts parts = fence_enter(&(FenceBounds){.reads = nothing}, said);
    g_unsetenv("DATELINE_FENCE");
    ck_assert_uint_eq(parts, 0);
    ck_assert_str_eq(said->str, "not fenced in, as DATELINE_FENCE=off says");
    ck_assert_int_eq(read_neighbour(), 0);
    ck_assert_int_eq(make_outside(), 0);
    ck_assert_int_eq(open_local_socket(), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fence");
    TCase *tcase = tcase_create("fence");
    g_unsetenv("DATELINE_FENCE");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, inputs_and_index_stay_and_all_else_is_gone);
    tcase_add_test(tcase, what_is_said_is_so);
    tcase_add_test(tcase, all_may_be_read_and_nothing_written);
    tcase_add_test(tcase, links_stay_in_the_index);
    tcase_add_test(tcase, it_can_be_switched_off);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
