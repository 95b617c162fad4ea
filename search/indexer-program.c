#include "search/indexer-program.h"

#include <errno.h>
#include <unistd.h>

char *indexer_program_find(GError **error)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", error);
    if (!self) {
        g_prefix_error(error,
                       "the program " INDEXER_PROGRAM ", but can't tell where this one is: ");
        return NULL;
    }
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *parent = g_path_get_dirname(folder);
    g_autofree char *beside = g_build_filename(folder, INDEXER_PROGRAM, NULL);
    g_autofree char *installed =
        g_build_filename(parent, "libexec", "dateline", INDEXER_PROGRAM, NULL);
    if (access(beside, F_OK) == 0)
        return g_steal_pointer(&beside);
    if (access(installed, F_OK) == 0)
        return g_steal_pointer(&installed);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "the program " INDEXER_PROGRAM
                ", which is neither in '%s' nor '%s'; build or install "
                "dateline again",
                beside, installed);
    return NULL;
}

void indexer_program_run(const char *what, const char **argv, GError **error)
{
    g_autofree char *program = indexer_program_find(error);
    if (!program) {
        g_prefix_error(error, "%s needs ", what);
        return;
    }
    argv[0] = program;
    execv(program, (char **)argv);
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "can't run '%s': %s", program,
                g_strerror(errno));
}
