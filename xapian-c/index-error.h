/* index-error: the error domain of everything that concerns an index. One code for each thing that a
 * caller does differently. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INDEX_ERROR (index_error_quark())
GQuark index_error_quark(void);

typedef enum {
    INDEX_ERROR_NOT_FOUND,    /* nothing there */
    INDEX_ERROR_NOT_AN_INDEX, /* something else is there */
    INDEX_ERROR_PERMISSION,
    INDEX_ERROR_LOCKED,       /* another writer is at work */
    INDEX_ERROR_VERSION,      /* made by another version of dateline or Xapian */
    INDEX_ERROR_DAMAGED,
    INDEX_ERROR_OVERTAKEN,    /* the reader was overtaken by writers too often */
    INDEX_ERROR_QUERY,        /* Xapian can't run this query */
    INDEX_ERROR_NETWORK,      /* a remote server does not answer */
    INDEX_ERROR_NO_SPACE,
    INDEX_ERROR_MEMORY,
    INDEX_ERROR_IO,           /* any other failure of the system */
    INDEX_ERROR_INTERNAL      /* a programming mistake that Xapian noticed */
} IndexErrorCode;

/* The code for a failed system call: of ENOENT, NOT_FOUND; of EACCES, PERMISSION; and so on. */
IndexErrorCode index_error_code(int errnum);

/* Sets *error to the code of errnum and the message "can't VERB 'PATH': reason", with what to do about
 * it where that is known. verb is "read", "write" ... */
void index_error_set(GError **error, int errnum, const char *verb, const char *path);

/* The same of what failed in GLib (G_FILE_ERROR). */
void index_error_set_file(GError **error, const GError *failure, const char *verb, const char *path);

G_END_DECLS
