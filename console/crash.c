#include "console/crash.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "stemmer/stemmer.h"

#define STATUS_CRASHED 2
#define STACK_BYTES (64 * 1024)
#define MESSAGE_BYTES 4096
#define NAME_BYTES 1000

/* All that a handler may use must be there before. */
static char stack[STACK_BYTES];
static char message[MESSAGE_BYTES];
static gboolean blamed;

static const struct {
    int number;
    const char *name;
} deadly[] = {{SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"}, {SIGFPE, "SIGFPE"},
              {SIGILL, "SIGILL"},   {SIGABRT, "SIGABRT"}};

static void say(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0)
        return;
}

/* Only what is safe in a handler. */
static void on_signal(int number)
{
    say("dateline: crashed (");
    for (gsize i = 0; i < G_N_ELEMENTS(deadly); i++)
        if (deadly[i].number == number)
            say(deadly[i].name);
    say(message);
    _exit(STATUS_CRASHED);
}

static void set_message(const char *name)
{
    g_autoptr(GString) text = g_string_new("): ");
    g_autoptr(GString) shown = g_string_new(NULL);
    if (name != NULL)
        printable_append(shown, name, MIN(strlen(name), NAME_BYTES), TRUE);
    if (name != NULL)
        g_string_append_printf(text, "if the index '%s' is damaged,", shown->str);
    else
        g_string_append(text, "if the index is damaged,");
    g_string_append(text, " 'dateline check' says where; if not, it is a fault of dateline\n");
    g_strlcpy(message, text->str, sizeof message);
}

void crash_watch(void)
{
    set_message(NULL);
    /* The address sanitizer tells more, and means to end the program. */
#ifndef __SANITIZE_ADDRESS__
    /* A stack of its own: a recursion without end has used up the other one. */
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK | SA_RESETHAND};
    for (gsize i = 0; i < G_N_ELEMENTS(deadly); i++)
        sigaction(deadly[i].number, &action, NULL);
#else
    (void)on_signal;
    (void)stack;
#endif
}

void crash_blame(const char *index)
{
    set_message(blamed ? NULL : index);
    blamed = TRUE;
}
