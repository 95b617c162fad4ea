/* json-list: is the stream one object around a list of articles, as programs answer ({"status":"ok","articles":[{…},{…}]},
 * JSON Feed, ninjs lists), and where does the list begin? */
#pragma once

#include <glib.h>

/* The offset behind the bracket of the list; 0 if the head is of no such object: it is then a record itself. */
gsize json_list_find(const char *head, gsize length);

/* The same of an object whose members are articles ({"a1": {"title": …}, "a2": {…}}): the offset behind its brace. At
 * least two are looked at. */
gsize json_list_find_keyed(const char *head, gsize length);
