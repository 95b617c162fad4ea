/* query-request: the part of a question in prose that says what is asked for, not what about.
 *
 *     I am interested in articles that discuss | hidden-line algorithms.  Documents must mention | the treaty
 *
 * TREC's descriptions are full of it ("stop phrases": Allan and others, INQUERY at TREC-5, 1996). English alone: no
 * other language is known to be asked so.
 */
#pragma once

#include "search/query.h"

/* Makes stop words of the words of such phrases at the beginning of the sentences that the children of level, words
 * that are wanted in any number, were typed as; of none if little else was typed. text: that they were typed in;
 * language: the bit of English in their stopword_in. */
void query_request_mark(const QueryNode *level, const char *text, guint64 language);
