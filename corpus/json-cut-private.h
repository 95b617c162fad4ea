/* json-cut: where one JSON value ends and the next begins, without parsing them.
 *
 * For values that are not one a line: the elements of one big array, and objects one after the
 * other, pretty-printed or not. A broken value must not take its neighbours with it, so the scan
 * notices when it has lost its way (a string or an object begins where none can) and then ends the
 * value at the next place that looks like the beginning of another.
 */
#pragma once

#include "corpus/format-private.h"

typedef struct JsonCut JsonCut;

/* list: 0, or the offset in the stream behind the bracket of a list: what stands before it, and behind its end, is
 * passed over. keyed: it is an object, and before each value stands its key. */
JsonCut *json_cut_new(gsize list, gboolean keyed);
void json_cut_free(JsonCut *state);

CutAnswer json_cut_next(JsonCut *state, Cutter *cutter, const char *bytes, gsize length,
                        gboolean last, Cut *cut);

/* The length of the object that text begins with, 0 if it does not end there or there is none. */
gsize json_cut_object(const char *text, gsize length);

/* How many values a JSON text holds at the most. */
gsize json_cut_count_values(const char *text, gsize length);
