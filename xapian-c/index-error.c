#include "xapian-c/index-error.h"

#include <errno.h>

G_DEFINE_QUARK(dateline-index-error-quark, index_error)

IndexErrorCode index_error_code(int errnum)
{
    switch (errnum) {
    case ENOENT:
    case ENOTDIR:
        return INDEX_ERROR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS:
        return INDEX_ERROR_PERMISSION;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return INDEX_ERROR_NO_SPACE;
    case ENOMEM:
        return INDEX_ERROR_MEMORY;
    default:
        return INDEX_ERROR_IO;
    }
}

static const char *errno_advice(int errnum)
{
    switch (errnum) {
    case EACCES:
    case EPERM:
        return "; check who owns it and its mode";
    case ENOSPC:
    case EDQUOT:
        return "; free some space and run again";
    case EMFILE:
    case ENFILE:
        return "; raise the limit of open files (ulimit -n)";
    default:
        return "";
    }
}

void index_error_set(GError **error, int errnum, const char *verb, const char *path)
{
    g_set_error(error, INDEX_ERROR, index_error_code(errnum), "can't %s '%s': %s%s", verb, path,
                g_strerror(errnum), errno_advice(errnum));
}

static int errno_of_file_error(const GError *failure)
{
    static const struct {
        GFileError code;
        int errnum;
    } known[] = {
        {G_FILE_ERROR_NOENT, ENOENT}, {G_FILE_ERROR_NOTDIR, ENOTDIR}, {G_FILE_ERROR_ISDIR, EISDIR},
        {G_FILE_ERROR_ACCES, EACCES}, {G_FILE_ERROR_PERM, EPERM},     {G_FILE_ERROR_NOMEM, ENOMEM},
        {G_FILE_ERROR_MFILE, EMFILE}, {G_FILE_ERROR_NFILE, ENFILE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_error_matches(failure, G_FILE_ERROR, known[i].code))
            return known[i].errnum;
    return EIO;
}

void index_error_set_file(GError **error, const GError *failure, const char *verb, const char *path)
{
    index_error_set(error, errno_of_file_error(failure), verb, path);
}
