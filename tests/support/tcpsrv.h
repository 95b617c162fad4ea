/* tcpsrv: a xapian-tcpsrv that serves a database to a test.
 *
 *     Tcpsrv *server = tcpsrv_start(dir);     // NULL: there is no such program here
 *     xap_open_all(&server->name, 1, NULL, &error);
 *     tcpsrv_stop(server);
 */
#pragma once

#include <glib.h>

typedef struct {
    char *name; /* "127.0.0.1:41877" */
    GPid pid;   /* it leads a group of its own */
    int out;    /* what it prints: it fails when nobody can read that any more */
} Tcpsrv;

/* Listens when this returns. Prints a line that begins "skipped: " if there is no xapian-tcpsrv. */
Tcpsrv *tcpsrv_start(const char *dir);

/* Kills it with all its connections. */
void tcpsrv_kill(Tcpsrv *server);
/* The same, and frees it. NULL is fine. */
void tcpsrv_stop(Tcpsrv *server);
