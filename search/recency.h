/* recency: newer articles weigh more, by a weight that halves with age.
 *
 *     recency_read("7d", &half_life, &error);
 *     query = recency_add(searcher->db, query, half_life, today, &error);
 */
#pragma once

#include <glib.h>

#include "xapian-c/xapian-c.h"

/* What an article of today gains: about what a word does that stands in one article of a hundred.
 * An article without a date gains nothing, one of tomorrow no more than one of today. */
#define RECENCY_WEIGHT 5.0

/* Days of text: 7d, 2w, 3m, 1y; FALSE and a G_OPTION_ERROR if it is no such span. */
gboolean recency_read(const char *text, double *days, GError **error);

/* The query, each match weighing RECENCY_WEIGHT / 2^(age / half_life) more. Ages are days of the
 * calendar up to today. half_life: days, above 0. Only weights by value are used, which every
 * server has: one for each day that some article of the index has, back to where they come to
 * nothing. */
XapQuery *recency_add(XapDatabase *db, XapQuery *query, double half_life, const GDate *today,
                      GError **error);
