/* console: the two streams of a command. Results go to stdout through here, since a reader that
 * goes away is no error, but a full disk is one; everything else goes to stderr, one message a
 * line. */
#pragma once

#include <glib.h>

/* A closed pipe, or a file at the limit of its size (ulimit -f), shows as a failed write from now on, not as
 * a signal. */
void console_start(void);

/* Undoes that in a forked child: other programs expect the signals. */
void console_restore_signals(void);

/* Whether escape sequences for colours are wanted on stdout when nothing was said about it. */
gboolean console_wants_color(void);

/* Columns of the terminal that stdout is; 0 if it is none. */
guint console_width(void);

typedef enum { CONSOLE_WRITTEN, CONSOLE_CLOSED, CONSOLE_FAILED } ConsoleAnswer;

/* Writes all of text to stdout, at once. CONSOLE_CLOSED: nobody reads any more. CONSOLE_FAILED:
 * *error is set (G_FILE_ERROR). */
ConsoleAnswer console_write(const GString *text, GError **error);

/* `dateline: ` and a line on stderr. Control characters in it are replaced. */
void console_note(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Lines on stderr as they are, but for control characters. */
void console_lines(const char *text);
