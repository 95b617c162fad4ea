/* search: query in, ranked answers out.
 *
 *     return search_main(argc, argv);        // dateline search …
 *
 * The commands that read an index. Each takes its own argv (argv[0] is the command's name), prints its
 * results on stdout and all else on stderr, and returns the exit status: 0 hits, 1 none, 2 an error.
 */
#pragma once

int search_main(int argc, char **argv);
