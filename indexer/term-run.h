/* term-run: a document's terms, put away sorted and packed, part by part.
 *
 *     TermRuns *runs = term_runs_new();
 *     … term_runs_add(runs, &term) for the terms of a part, ascending …
 *     term_runs_cut(runs);                          // the next term begins another part
 *     term_runs_walk(runs, on_term, data);          // all terms ascending, each once
 *     term_runs_free(runs);
 *
 * A run is the terms of one part, one after the other; numbers are varints of 7 bits a byte, low ones first:
 *
 *     shared << 1 | is_word | rest | rest bytes | wdf | positions | the first, and the gap to each next one
 *
 * where shared is how many bytes the term has in common with the one before. Of a text of nothing but new words
 * that is about twice its size, and a twentieth of what the inverter takes.
 */
#pragma once

#include <glib.h>

typedef struct TermRuns TermRuns;

/* A term of the document. */
typedef struct {
    const char *text;
    gsize length;             /* 1 to RUN_TERM_MAX */
    guint32 wdf;
    gboolean is_word;         /* a word of title or body as it stands, without a prefix */
    const guint32 *positions; /* ascending */
    gsize position_count;
} RunTerm;

#define RUN_TERM_MAX 255

TermRuns *term_runs_new(void);
void term_runs_free(TermRuns *runs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TermRuns, term_runs_free)

/* Adds a term, greater than all before since the last cut. */
void term_runs_add(TermRuns *runs, const RunTerm *term);
void term_runs_cut(TermRuns *runs);

/* Bytes held at present. */
gsize term_runs_memory(const TermRuns *runs);

/* Calls func for each term, ascending by bytes: of the same term in several runs the wdfs are summed and the
 * positions united. The term is valid during the call. The last run must have been cut. */
typedef void (*RunTermFunc)(const RunTerm *term, gpointer data);
void term_runs_walk(const TermRuns *runs, RunTermFunc func, gpointer data);
