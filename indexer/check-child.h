/* check-child: runs what may meet any damage where it can do no harm, in a process of its own.
 *
 *     g_autoptr(GString) said = g_string_new(NULL);
 *     switch (check_child_run(look, &job, 60, said, &signal)) { … }
 *
 * A crash of Xapian ends the child, an endless loop is ended after so many seconds of the processor's time, and
 * a number read from damage asks for more memory than the child may have. To be called by a process of one thread.
 */
#pragma once

#include <glib.h>

typedef enum {
    CHILD_DONE,
    CHILD_DIED,   /* by the signal *signal */
    CHILD_STUCK,  /* it did not end in its time */
    CHILD_NOT_RUN /* the system could make no process */
} ChildEnd;

/* Runs in the child; what it writes to fd, the caller gets. */
typedef void (*ChildFunc)(int fd, gpointer data);

/* What a child was given, for who reads its output piece by piece. */
typedef struct {
    int fd; /* of its output; to be closed */
    GPid pid;
} Child;

/* seconds: of the processor's time; 0: as much as it takes. FALSE if there can be no child. */
gboolean check_child_start(Child *child, ChildFunc func, gpointer data, guint seconds);
/* Ends it if it has not ended by itself, and tells how that was. */
ChildEnd check_child_end(Child *child, gboolean kill_it, int *signal);

/* Runs it and appends all that it wrote to out. */
ChildEnd check_child_run(ChildFunc func, gpointer data, guint seconds, GString *out, int *signal);

/* Writes all of it; a reader that has gone is no matter. */
void check_child_say(int fd, const void *bytes, gsize length);
