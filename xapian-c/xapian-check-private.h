/* xapian-check-private: a document beside what it should be. */
#pragma once

#include "xapian-c/xapian-check.h"
#include "xapian-c/xapian-private.h"

/* In what the document of that docid in database, its postings included, differs from what it should be; empty:
 * in nothing. */
std::string xap_document_difference(const Xapian::Document &document, const Xapian::Database &database,
                                    Xapian::docid docid);

/* Whether terms and wdfs are the same. */
bool xap_same_terms(const Xapian::Document &document, const Xapian::Document &stored);
