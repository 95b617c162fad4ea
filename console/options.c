#include "console/options.h"

#include <string.h>

#include "console/nearest.h"

#define HELP_COLUMN 24
#define HELP_WIDTH 80

static const Option *by_letter(const OptionTable *table, char letter)
{
    for (gsize i = 0; i < table->count; i++)
        if (table->options[i].letter == letter)
            return &table->options[i];
    return NULL;
}

static const Option *by_name(const OptionTable *table, const char *name, gsize length)
{
    for (gsize i = 0; i < table->count; i++) {
        const char *known = table->options[i].name;
        if (strncmp(known, name, length) == 0 && known[length] == '\0')
            return &table->options[i];
    }
    return NULL;
}

static gboolean store_choice(const Option *option, const char *value, int *place, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(option->choices[i], value) == 0) {
            *place = i;
            return TRUE;
        }
        g_string_append_printf(known, "%s%s", i ? ", " : "", option->choices[i]);
    }
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--%s' can't be '%s': it is one of %s", option->name, value, known->str);
    return FALSE;
}

/* value is NULL for options that take none. */
static gboolean store(const Option *option, const char *value, gpointer target, GError **error)
{
    gpointer place = (char *)target + option->offset;
    guint64 number;
    switch (option->kind) {
    case OPTION_HELP:
        return TRUE;
    case OPTION_ON:
        *(gboolean *)place = TRUE;
        return TRUE;
    case OPTION_OFF:
        *(gboolean *)place = FALSE;
        return TRUE;
    case OPTION_TEXT:
        if (*(const char **)place) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "'--%s' is given twice: '%s' and '%s'", option->name, *(const char **)place,
                        value);
            return FALSE;
        }
        *(const char **)place = value;
        return TRUE;
    case OPTION_NUMBER:
        if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT32, &number, NULL)) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "'--%s' can't be '%s': it is a whole number, 0 or more", option->name,
                        value);
            return FALSE;
        }
        *(guint32 *)place = (guint32)number;
        return TRUE;
    case OPTION_CHOICE:
        return store_choice(option, value, place, error);
    }
    g_assert_not_reached();
}

static void unknown_long(const OptionTable *table, const char *argument, GError **error)
{
    g_autofree char *name = g_strndup(argument + 2, strcspn(argument + 2, "="));
    g_autofree const char **names = g_new(const char *, table->count);
    for (gsize i = 0; i < table->count; i++)
        names[i] = table->options[i].name;
    int nearest = nearest_name(name, names, table->count);
    if (nearest >= 0)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                    "no such option: '--%s'; did you mean '--%s'?", name, names[nearest]);
    else
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                    "no such option: '--%s'; see '%s --help'", name, table->command);
}

/* What argument i is; *value receives the value that is part of the argument itself, if one is. */
typedef enum { IS_WORD, IS_OPTION, IS_END, IS_WRONG } ArgumentKind;

static ArgumentKind classify_short(const OptionTable *table, const char *argument, gboolean first,
                                   const Option **option, const char **value, GError **error)
{
    *option = by_letter(table, argument[1]);
    if (*option && argument[2] == '\0')
        return IS_OPTION;
    if (*option && (*option)->kind == OPTION_NUMBER && g_ascii_isdigit(argument[2])) {
        *value = argument + 2;
        return IS_OPTION;
    }
    const Option *meant = by_name(table, argument + 1, strlen(argument + 1));
    if (meant) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                    "'%s': the option is '--%s'; a query that leaves out this word goes after '--'",
                    argument, meant->name);
        return IS_WRONG;
    }
    if (!first)
        return IS_WORD;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                "no such option: '%s'; a query that begins with a dash goes after '--'", argument);
    return IS_WRONG;
}

static ArgumentKind classify(const OptionTable *table, const char *argument, gboolean first,
                             const Option **option, const char **value, GError **error)
{
    *value = NULL;
    if (argument[0] != '-' || argument[1] == '\0')
        return IS_WORD;
    if (argument[1] != '-')
        return classify_short(table, argument, first, option, value, error);
    if (argument[2] == '\0')
        return IS_END;
    gsize length = strcspn(argument + 2, "=");
    *option = by_name(table, argument + 2, length);
    if (!*option) {
        unknown_long(table, argument, error);
        return IS_WRONG;
    }
    if (argument[2 + length] == '=')
        *value = argument + 2 + length + 1;
    if (*value && !(*option)->value) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "'--%s' takes no value",
                    (*option)->name);
        return IS_WRONG;
    }
    return IS_OPTION;
}

OptionsAnswer options_parse(const OptionTable *table, int argc, char **argv, gpointer target,
                            GPtrArray *words, GError **error)
{
    gboolean ended = FALSE, help = FALSE;
    for (int i = 1; i < argc; i++) {
        const Option *option = NULL;
        const char *value = NULL;
        ArgumentKind kind = IS_WORD;
        if (!ended)
            kind = classify(table, argv[i], words->len == 0, &option, &value, error);
        if (kind == IS_WRONG)
            return OPTIONS_FAILED;
        if (kind == IS_END) {
            ended = TRUE;
            continue;
        }
        if (kind == IS_WORD) {
            g_ptr_array_add(words, argv[i]);
            continue;
        }
        if (option->value && !value) {
            if (i + 1 == argc) {
                g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                            "'%s' needs a value: %s", argv[i], option->value);
                return OPTIONS_FAILED;
            }
            value = argv[++i];
        }
        if (!store(option, value, target, error))
            return OPTIONS_FAILED;
        help |= option->kind == OPTION_HELP;
    }
    return help ? OPTIONS_WANT_HELP : OPTIONS_PARSED;
}

/* Appends text from the help column on, wrapped; the line stands at column. */
static void append_wrapped(GString *out, const char *text, gsize column)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    if (column + 2 > HELP_COLUMN) {
        g_string_append_c(out, '\n');
        column = 0;
    }
    for (; column < HELP_COLUMN; column++)
        g_string_append_c(out, ' ');
    for (gsize i = 0; words[i]; i++) {
        gsize width = (gsize)g_utf8_strlen(words[i], -1);
        if (i && column + 1 + width > HELP_WIDTH) {
            g_string_append_printf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        } else if (i) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, words[i]);
        column += width;
    }
    g_string_append_c(out, '\n');
}

void options_help(const OptionTable *table, GString *out)
{
    g_string_append_printf(out, "Usage: %s %s\n\n%s\nOptions:\n", table->command, table->usage,
                           table->about);
    for (gsize i = 0; i < table->count; i++) {
        const Option *option = &table->options[i];
        gsize start = out->len;
        if (option->letter)
            g_string_append_printf(out, "  -%c, --%s", option->letter, option->name);
        else
            g_string_append_printf(out, "      --%s", option->name);
        if (option->value)
            g_string_append_printf(out, " %s", option->value);
        append_wrapped(out, option->help, out->len - start);
    }
    if (table->rest)
        g_string_append_printf(out, "\n%s", table->rest);
}
