#include "console/help.h"

#include <string.h>

#include "console/command-table.h"

#define HELP_COLUMN 24
#define HELP_WIDTH 80

/* Appends text, wrapped; the line stands at column, the following ones begin at indent. */
static void append_wrapped(GString *out, const char *text, gsize column, gsize indent)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    for (gsize i = 0; words[i]; i++) {
        gsize width = (gsize)g_utf8_strlen(words[i], -1);
        if (i && column + 1 + width > HELP_WIDTH) {
            g_string_append_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (i) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, words[i]);
        column += width;
    }
    g_string_append_c(out, '\n');
}

static void append_option(GString *out, const Option *option)
{
    gsize start = out->len;
    if (option->letter)
        g_string_append_printf(out, "  -%c, --%s", option->letter, option->name);
    else
        g_string_append_printf(out, "      --%s", option->name);
    if (option->value)
        g_string_append_printf(out, " %s", option->value);
    gsize column = out->len - start;
    if (column + 2 > HELP_COLUMN) {
        g_string_append_c(out, '\n');
        column = 0;
    }
    g_string_append_printf(out, "%*s", (int)(HELP_COLUMN - column), "");
    append_wrapped(out, option->help, HELP_COLUMN, HELP_COLUMN);
}

static void append_options(GString *out, const OptionTable *table)
{
    if (table->count && !table->options[0].group)
        g_string_append(out, "\nOptions:\n");
    for (gsize i = 0; i < table->count; i++) {
        if (table->options[i].group)
            g_string_append_printf(out, "\n%s:\n", table->options[i].group);
        append_option(out, &table->options[i]);
    }
}

static void append_commands(GString *out)
{
    g_string_append(out, "\nCommands:\n");
    for (gsize i = 0; i < COMMANDS; i++)
        if (!command_table[i].internal)
            g_string_append_printf(out, "  %-10s %s\n", command_table[i].name,
                                   command_table[i].summary);
}

/* A shell command a line. */
static void append_examples(GString *out, const char *examples)
{
    g_auto(GStrv) lines = g_strsplit(examples, "\n", -1);
    g_string_append(out, "\nExamples:\n");
    for (gsize i = 0; lines[i]; i++)
        if (*lines[i])
            g_string_append_printf(out, "  %s\n", lines[i]);
}

void help_append(GString *out, const OptionTable *table)
{
    g_string_append_printf(out, "Usage: %s %s\n\n%s", table->command, table->usage, table->about);
    if (table->commands)
        append_commands(out);
    append_options(out, table);
    for (const OptionNote *section = table->sections; section && section->title; section++)
        g_string_append_printf(out, "\n%s:\n%s", section->title, section->text);
    append_examples(out, table->examples);
    g_string_append(out, "\nExit status: ");
    append_wrapped(out, table->status, strlen("Exit status: "), 0);
}
