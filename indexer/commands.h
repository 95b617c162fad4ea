/* commands: what `dateline-index COMMAND` can do. Each takes its own argv (argv[0] is the command's name)
 * and returns the exit status: 0 done, 1 done with reservations, 2 failed. */
#pragma once

int command_index(int argc, char **argv);
int command_check(int argc, char **argv);
int command_compact(int argc, char **argv);
int command_export(int argc, char **argv);
int command_formats(int argc, char **argv);
int command_lock(int argc, char **argv);
int command_reindex(int argc, char **argv);
int command_stats(int argc, char **argv);
int command_remove(int argc, char **argv);
int command_tune(int argc, char **argv);
int command_text(int argc, char **argv);

/* The folder that -i named, or if that is NULL, the default index. Free with g_free(). */
char *command_index_path(const char *named);
