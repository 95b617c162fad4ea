/* hyperlink: text on a terminal that opens a page when it is clicked (OSC 8,
 * https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
 *
 * Nothing asks a terminal whether it knows them; it is told by the variables that those which do
 * set, see hyperlink.c.
 */
#pragma once

#include <glib.h>

/* Whether the terminal that stdout is shows hyperlinks, as far as the environment tells, and the
 * pager that will stand before it lets them through. FORCE_HYPERLINK (0, or anything else) settles
 * it. Reads the environment. */
gboolean hyperlink_wanted(void);

/* Whether url is an http or https address of at most 2,083 bytes: what an article names must open
 * no program but a browser. */
gboolean hyperlink_is_web_address(const char *url);

/* Appends an address with all but printable ASCII as %XX. */
void hyperlink_append_address(GString *out, const char *url);

/* Begins a link to url, whatever bytes are in it; FALSE and nothing is appended unless it is a web
 * address. */
gboolean hyperlink_begin(GString *out, const char *url);
void hyperlink_end(GString *out);
