#include "console/console.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "stemmer/stemmer.h"

void console_start(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void console_restore_signals(void)
{
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
}

gboolean console_wants_color(void)
{
    const char *no_color = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

guint console_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

ConsoleAnswer console_write(const GString *text, GError **error)
{
    gsize written = 0;
    while (written < text->len) {
        gssize n = write(STDOUT_FILENO, text->str + written, text->len - written);
        if (n >= 0) {
            written += (gsize)n;
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno == EPIPE)
            return CONSOLE_CLOSED;
        int code = errno;
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code),
                    "can't write the results: %s", g_strerror(code));
        return CONSOLE_FAILED;
    }
    return CONSOLE_WRITTEN;
}

void console_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autoptr(GString) line = g_string_new("dateline: ");
    printable_append(line, message, strlen(message), FALSE);
    g_string_append_c(line, '\n');
    fwrite(line->str, 1, line->len, stderr);
}

void console_lines(const char *text)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    printable_append(lines, text, strlen(text), FALSE);
    fwrite(lines->str, 1, lines->len, stderr);
}
