/* check-documents: do the texts that a segment stores give the terms that it has? Each document is made once more of
 * what is stored, as it was when it was indexed, and compared: data, values, terms, positions, postings, length. */
#pragma once

#include "xapian-c/layout.h"

typedef struct {
    const char *dir; /* of the segment */
    const IndexSettings *settings;
    guint32 sample;     /* so many documents, spread evenly; 0: all */
    guint32 *progress;  /* the docid that is being looked at, for who outlives this process */
    gboolean texts;     /* compare documents; else only count them and look at what goes for the whole segment */
} CheckDocuments;

/* As ChildFunc: writes a line `damage TEXT` for each, and at the end `documents COUNT` of those compared and
 * `rich COUNT` of those left out (rich-article.h). data: a CheckDocuments. */
void check_documents(int fd, gpointer data);

/* Whether the texts of such an index can be compared with its terms: it stores them, and today's tokenizer cut
 * them. */
gboolean check_documents_comparable(const IndexSettings *settings);
