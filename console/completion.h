/* completion: what a shell offers while a command line is typed, made of the tables of options.
 *
 * A script is a head, a function for each command, printed by that command, and a tail:
 *
 *     completion_append_head(out, table, COMPLETION_BASH);      // of the program's own options
 *     completion_append_command(out, table, COMPLETION_BASH);   // … each command
 *     completion_append_tail(out, COMPLETION_BASH);
 *
 * Sources: bash(1), "Programmable Completion"; zshcompsys(1), `_arguments`.
 */
#pragma once

#include "console/options.h"

typedef enum { COMPLETION_BASH, COMPLETION_ZSH } CompletionShell;

void completion_append_head(GString *out, const OptionTable *program, CompletionShell shell);
void completion_append_command(GString *out, const OptionTable *table, CompletionShell shell);
void completion_append_tail(GString *out, CompletionShell shell);
