#include "console/hyperlink.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "console/console-pager.h"

/* Terminals and browsers take no more. */
#define LONGEST_URL 2083

/* How a terminal that shows hyperlinks is known: a variable that has this value, begins with it, or
 * is this number or a greater one. */
typedef enum { IS_SET, BEGINS, AT_LEAST } Sign;

static const struct {
    const char *variable;
    Sign sign;
    const char *value;
} terminals[] = {
    {"VTE_VERSION", AT_LEAST, "5000"}, /* GNOME Terminal and its kin */
    {"KONSOLE_VERSION", AT_LEAST, "201200"},
    {"DOMTERM", IS_SET, NULL},
    {"WT_SESSION", IS_SET, NULL}, /* Windows Terminal */
    {"KITTY_WINDOW_ID", IS_SET, NULL},
    {"TERM_PROGRAM", BEGINS, "iTerm.app"},
    {"TERM_PROGRAM", BEGINS, "WezTerm"},
    {"TERM_PROGRAM", BEGINS, "vscode"},
    {"TERM_PROGRAM", BEGINS, "ghostty"},
    {"TERM", BEGINS, "xterm-kitty"},
    {"TERM", BEGINS, "xterm-ghostty"},
    {"TERM", BEGINS, "foot"},
    {"TERM", BEGINS, "alacritty"},
    {"TERM", BEGINS, "wezterm"},
    {"TERM", BEGINS, "contour"},
};

static gboolean shows(const char *variable, Sign sign, const char *value)
{
    const char *found = g_getenv(variable);
    if (!found || !*found)
        return FALSE;
    switch (sign) {
    case IS_SET:
        return TRUE;
    case BEGINS:
        return g_str_has_prefix(found, value);
    case AT_LEAST:
        return atol(found) >= atol(value);
    }
    g_assert_not_reached();
}

/* tmux hides the terminal that it runs in; since 3.4 it passes links on to those that know them. */
static gboolean multiplexer_shows(const char *term)
{
    const char *version = g_getenv("TERM_PROGRAM_VERSION");
    return g_str_has_prefix(term, "tmux") && g_strcmp0(g_getenv("TERM_PROGRAM"), "tmux") == 0 &&
           version && g_ascii_strtod(version, NULL) >= 3.4;
}

gboolean hyperlink_wanted(void)
{
    const char *force = g_getenv("FORCE_HYPERLINK"), *term = g_getenv("TERM");
    if (force && *force)
        return strcmp(force, "0") != 0;
    if (!isatty(STDOUT_FILENO) || !term || strcmp(term, "dumb") == 0 ||
        !console_pager_shows_links())
        return FALSE;
    if (g_str_has_prefix(term, "tmux") || g_str_has_prefix(term, "screen"))
        return multiplexer_shows(term);
    for (gsize i = 0; i < G_N_ELEMENTS(terminals); i++)
        if (shows(terminals[i].variable, terminals[i].sign, terminals[i].value))
            return TRUE;
    return FALSE;
}

gboolean hyperlink_is_web_address(const char *url)
{
    return strlen(url) <= LONGEST_URL && (g_ascii_strncasecmp(url, "http://", 7) == 0 ||
                                          g_ascii_strncasecmp(url, "https://", 8) == 0);
}

void hyperlink_append_address(GString *out, const char *url)
{
    for (const guchar *p = (const guchar *)url; *p; p++) {
        if (*p > ' ' && *p < 0x7F)
            g_string_append_c(out, (char)*p);
        else
            g_string_append_printf(out, "%%%02X", *p);
    }
}

gboolean hyperlink_begin(GString *out, const char *url)
{
    if (!hyperlink_is_web_address(url))
        return FALSE;
    g_string_append(out, "\033]8;;");
    hyperlink_append_address(out, url);
    g_string_append(out, "\033\\");
    return TRUE;
}

void hyperlink_end(GString *out)
{
    g_string_append(out, "\033]8;;\033\\");
}
