/* search: query in, ranked answers out.
 *
 *     return search_main(argc, argv);        // dateline search …
 *
 * The commands that read an index. Each takes its own argv (argv[0] is the command's name), prints
 * its results on stdout and all else on stderr, and returns the exit status: 0 hits, 1 none, 2 an
 * error. They are the entry points of a program: they may read the environment, and they ignore
 * SIGPIPE.
 *
 * Inside, a search goes through these files: options, searcher (the open index), query (the
 * question), hit (an article with its highlights and snippet), output (its printed form). See
 * README.md.
 */
#pragma once

int search_main(int argc, char **argv);
int terms_main(int argc, char **argv);
int remove_main(int argc, char **argv);
int show_main(int argc, char **argv);
int kwic_main(int argc, char **argv);
int eval_main(int argc, char **argv);
int tune_main(int argc, char **argv);

/* The version of Xapian that searches, "1.4.22". Static. */
const char *search_xapian_version(void);
