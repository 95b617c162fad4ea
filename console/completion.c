#include "console/completion.h"

#include <string.h>

#include "console/command-table.h"

/* ---- bash ------------------------------------------------------------------------------------ */

/* Readline takes `=` for the end of a word, so that --color=al comes as three. */
static const char bash_head[] =
    "# Completion of dateline for bash: source this file, or put it into\n"
    "# ~/.local/share/bash-completion/completions/dateline.\n"
    "\n"
    "_dateline_words() {\n"
    "    local word=$1; shift\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$*\" -- \"$word\")\n"
    "}\n"
    "\n"
    "# One of a list with commas between.\n"
    "_dateline_list() {\n"
    "    local word=$1 before=; shift\n"
    "    [[ $word == *,* ]] && before=${word%,*},\n"
    "    mapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$*\" -- \"${word##*,}\")\n"
    "}\n"
    "\n"
    "_dateline_paths() {\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen \"$2\" -- \"$1\")\n"
    "}\n"
    "\n";

static const char bash_tail[] =
    "_dateline() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command i\n"
    "    COMPREPLY=()\n"
    "    if [[ $word == = ]]; then\n"
    "        word=\n"
    "    elif [[ $before == = ]]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    if ((COMP_CWORD == 1)); then\n"
    "        _dateline_program \"$word\"\n"
    "        return\n"
    "    fi\n"
    "    command=_dateline_of_${COMP_WORDS[1]}\n"
    "    if [[ ${COMP_WORDS[1]} == help ]]; then\n"
    "        _dateline_commands \"$word\"\n"
    "        return\n"
    "    fi\n"
    "    declare -F \"$command\" >/dev/null || return\n"
    "    for ((i = 2; i < COMP_CWORD; i++)); do\n"
    "        [[ ${COMP_WORDS[i]} == -- ]] && before=--\n"
    "    done\n"
    "    \"$command\" value \"$word\" \"$before\" && return\n"
    "    if [[ $word == -* && $before != -- ]]; then\n"
    "        \"$command\" options \"$word\"\n"
    "    else\n"
    "        \"$command\" words \"$word\"\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -F _dateline dateline\n";

static void append_option_names(GString *out, const OptionTable *table)
{
    for (gsize i = 0; i < table->count; i++) {
        if (table->options[i].letter)
            g_string_append_printf(out, " -%c", table->options[i].letter);
        g_string_append_printf(out, " --%s", table->options[i].name);
    }
}

static void append_command_names(GString *out)
{
    for (gsize i = 0; i < COMMANDS; i++)
        if (!command_table[i].internal)
            g_string_append_printf(out, " %s", command_table[i].name);
}

/* The call that offers values; word is $2. */
static void append_bash_values(GString *out, const Option *option)
{
    if (option->choices) {
        g_string_append(out, option->kind == OPTION_CHOICE ? "_dateline_words" : "_dateline_list");
        g_string_append(out, " \"$2\"");
        for (gsize i = 0; option->choices[i]; i++)
            g_string_append_printf(out, " %s", option->choices[i]);
    } else if (option->fill != FILL_NONE) {
        g_string_append_printf(out, "_dateline_paths \"$2\" %s",
                               option->fill == FILL_FILES ? "-f" : "-d");
    } else {
        g_string_append_c(out, ':');
    }
}

static void append_bash_command(GString *out, const OptionTable *table, const char *name)
{
    g_string_append_printf(out, "_dateline_of_%s() {\n    case $1 in\n    value)\n", name);
    g_string_append(out, "        case $3 in\n");
    for (gsize i = 0; i < table->count; i++) {
        const Option *option = &table->options[i];
        if (!option->value)
            continue;
        g_string_append(out, "        ");
        if (option->letter)
            g_string_append_printf(out, "-%c|", option->letter);
        g_string_append_printf(out, "--%s) ", option->name);
        append_bash_values(out, option);
        g_string_append(out, " ;;\n");
    }
    g_string_append(out, "        *) return 1 ;;\n        esac ;;\n"
                         "    options) _dateline_words \"$2\"");
    append_option_names(out, table);
    g_string_append_printf(out, " ;;\n    words) %s ;;\n    esac\n}\n\n",
                           table->words == WORDS_FILES ? "_dateline_paths \"$2\" -f" : ":");
}

static void append_bash_program(GString *out, const OptionTable *program)
{
    g_string_append(out, bash_head);
    g_string_append(out, "_dateline_commands() {\n    _dateline_words \"$1\"");
    append_command_names(out);
    g_string_append(out, "\n}\n\n_dateline_program() {\n    _dateline_words \"$1\" help");
    append_command_names(out);
    append_option_names(out, program);
    g_string_append(out, "\n}\n\n");
}

/* ---- zsh ------------------------------------------------------------------------------------- */

static const char zsh_tail[] =
    "_dateline() {\n"
    "    if (( CURRENT == 2 )); then\n"
    "        _dateline_program\n"
    "        return\n"
    "    fi\n"
    "    if [[ $words[2] == help ]]; then\n"
    "        _dateline_commands\n"
    "        return\n"
    "    fi\n"
    "    (( CURRENT-- ))\n"
    "    shift words\n"
    "    (( $+functions[_dateline_of_$words[1]] )) && _dateline_of_$words[1]\n"
    "}\n"
    "\n"
    "_dateline \"$@\"\n";

/* Text within single quotes, and within a spec of _arguments. */
static void append_zsh_text(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            g_string_append(out, "'\\''");
        else if (strchr("[]:\\", *text))
            g_string_append_printf(out, "\\%c", *text);
        else
            g_string_append_c(out, *text);
    }
}

static void append_zsh_values(GString *out, const Option *option)
{
    g_string_append_c(out, ':');
    append_zsh_text(out, option->value);
    g_string_append_c(out, ':');
    if (option->choices) {
        g_string_append(out, option->kind == OPTION_CHOICE ? "(" : "_sequence compadd -");
        for (gsize i = 0; option->choices[i]; i++)
            g_string_append_printf(out, "%s%s", i || option->kind != OPTION_CHOICE ? " " : "",
                                   option->choices[i]);
        g_string_append(out, option->kind == OPTION_CHOICE ? ")" : "");
    } else {
        g_string_append(out, option->fill == FILL_FILES     ? "_files"
                             : option->fill == FILL_FOLDERS ? "_files -/"
                                                            : " ");
    }
}

static void append_zsh_option(GString *out, const Option *option)
{
    gboolean often = option->kind == OPTION_LIST;
    g_string_append(out, " \\\n        ");
    if (option->letter && often)
        g_string_append(out, "'*'");
    else if (option->letter)
        g_string_append_printf(out, "'(-%c --%s)'", option->letter, option->name);
    if (option->letter)
        g_string_append_printf(out, "{-%c%s,--%s%s}'", option->letter, option->value ? "+" : "",
                               option->name, option->value ? "=" : "");
    else
        g_string_append_printf(out, "'%s--%s%s", often ? "*" : "", option->name,
                               option->value ? "=" : "");
    g_string_append_c(out, '[');
    append_zsh_text(out, option->help);
    g_string_append_c(out, ']');
    if (option->value)
        append_zsh_values(out, option);
    g_string_append_c(out, '\'');
}

static void append_zsh_arguments(GString *out, const OptionTable *table)
{
    g_string_append(out, "    _arguments -s :");
    for (gsize i = 0; i < table->count; i++)
        append_zsh_option(out, &table->options[i]);
}

static void append_zsh_command(GString *out, const OptionTable *table, const char *name)
{
    g_string_append_printf(out, "_dateline_of_%s() {\n", name);
    append_zsh_arguments(out, table);
    if (table->words != WORDS_NONE)
        g_string_append_printf(out, " \\\n        '*:word:%s'",
                               table->words == WORDS_FILES ? "_files" : "( )");
    g_string_append(out, "\n}\n\n");
}

static void append_zsh_program(GString *out, const OptionTable *program)
{
    g_string_append(out, "#compdef dateline\n"
                         "# Completion of dateline for zsh: goes into a folder of $fpath.\n\n"
                         "_dateline_commands() {\n    local -a commands=(");
    for (gsize i = 0; i < COMMANDS; i++) {
        if (command_table[i].internal)
            continue;
        g_string_append_printf(out, "\n        '%s:", command_table[i].name);
        append_zsh_text(out, command_table[i].summary);
        g_string_append_c(out, '\'');
    }
    g_string_append(out, "\n    )\n    _describe command commands\n}\n\n"
                         "_dateline_program() {\n");
    append_zsh_arguments(out, program);
    g_string_append(out, " \\\n        ':command:_dateline_commands'\n}\n\n");
}

/* ---- both ------------------------------------------------------------------------------------ */

void completion_append_head(GString *out, const OptionTable *program, CompletionShell shell)
{
    if (shell == COMPLETION_BASH)
        append_bash_program(out, program);
    else
        append_zsh_program(out, program);
}

void completion_append_command(GString *out, const OptionTable *table, CompletionShell shell)
{
    const char *space = strrchr(table->command, ' ');
    const char *name = space ? space + 1 : table->command;
    if (shell == COMPLETION_BASH)
        append_bash_command(out, table, name);
    else
        append_zsh_command(out, table, name);
}

void completion_append_tail(GString *out, CompletionShell shell)
{
    g_string_append(out, shell == COMPLETION_BASH ? bash_tail : zsh_tail);
}
