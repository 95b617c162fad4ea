/* commands: what `dateline-index COMMAND` can do. Each takes its own argv (argv[0] is the command's name)
 * and returns the exit status: 0 done, 1 done with reservations, 2 failed. */
#pragma once

int command_index(int argc, char **argv);
int command_compact(int argc, char **argv);
int command_export(int argc, char **argv);
int command_reindex(int argc, char **argv);
int command_stats(int argc, char **argv);
int command_text(int argc, char **argv);

/* A copy of argv for GOption, which knows `-j 4` but not `-j4`: letters are the short options that take a
 * value; those written together with it are split. *argc is set. Free with g_strfreev(). */
char **split_short_options(int *argc, char *const *argv, const char *letters);
