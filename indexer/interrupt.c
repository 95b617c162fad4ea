#include "indexer/interrupt.h"

#include <signal.h>

/* Signals know no other way to tell. */
static gint interrupted;

static void on_interrupt(int number)
{
    g_atomic_int_set(&interrupted, 1);
    signal(number, SIG_DFL);
}

const gint *interrupt_watch(void)
{
    /* Without SA_RESTART, so that waiting for standard input ends too. */
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return &interrupted;
}
