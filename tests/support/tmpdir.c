#include "tests/support/tmpdir.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

char *test_tmpdir(void)
{
    g_autoptr(GError) error = NULL;
    char *dir = g_dir_make_tmp("dateline-test.XXXXXX", &error);
    if (dir == NULL)
        g_error("can't make a folder for the test: %s", error->message);
    return dir;
}

/* A folder without write permission would keep what is in it. */
static int open_folder(const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info;
    (void)where;
    if (type == FTW_DNR || type == FTW_D)
        (void)chmod(path, 0700);
    return 0;
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info;
    (void)type;
    (void)where;
    if (remove(path) != 0 && errno != ENOENT)
        g_warning("can't remove '%s': %s", path, g_strerror(errno));
    return 0;
}

void test_remove(char *dir)
{
    if (dir == NULL)
        return;
    nftw(dir, open_folder, 16, FTW_PHYS);
    nftw(dir, remove_entry, 16, FTW_PHYS | FTW_DEPTH);
    g_free(dir);
}
