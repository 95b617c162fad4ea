/* name-filter: which files are wanted by name?
 *
 * A glob is tried on the path and on the base name; '*' matches '/' too. What no glob of include
 * matches, or one of exclude does, is left out. An archive that include does not match is opened
 * all the same, and each of its members must match then.
 */
#pragma once

#include <glib.h>

typedef struct NameFilter NameFilter;

NameFilter *name_filter_new(const char *const *include, const char *const *exclude);
void name_filter_free(NameFilter *filter);

gboolean name_filter_takes_file(const NameFilter *filter, const char *path);
gboolean name_filter_takes_member(const NameFilter *filter, const char *path, const char *member);
