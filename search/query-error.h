/* query-error: how a mistake in a query is shown on stderr. */
#pragma once

#include <glib.h>

/* A message about a query: `dateline: ` and the message; if that names a character of the query, the
 * query, or what stands around it, and a caret below the place. */
void query_error_report(const char *query, const GError *error);
