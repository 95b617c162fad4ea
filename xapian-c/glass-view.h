/* glass-view: a database without some of its tables. Xapian opens none of which one table's root can't be read, though
 * the others may be whole; a view declares that table empty, so that they can be read.
 *
 * Threads: no state here.
 */
#pragma once

#include "xapian-c/index-error.h"

G_BEGIN_DECLS

enum {
    GLASS_VIEW_POSTLIST = 1 << 0,
    GLASS_VIEW_DOCDATA = 1 << 1,
    GLASS_VIEW_TERMLIST = 1 << 2,
    GLASS_VIEW_POSITION = 1 << 3
};

/* Makes the folder dest, on the same file system: the database in dir with the tables of without empty, the others
 * hard links to its own. It is for reading only. */
gboolean glass_view_make(const char *dir, const char *dest, guint without, GError **error);

G_END_DECLS
