#include "console/options.h"

#include <string.h>

#include "console/nearest.h"

/* What --help=NAME asks for. */
static const struct {
    const char *name;
    OptionsAnswer answer;
} help_forms[] = {{"text", OPTIONS_WANT_HELP},
                  {"man", OPTIONS_WANT_MAN},
                  {"bash", OPTIONS_WANT_BASH},
                  {"zsh", OPTIONS_WANT_ZSH},
                  {"commands", OPTIONS_WANT_COMMANDS}};

static const guint64 number_max = G_MAXINT32, size_max = G_MAXINT64;

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

static gboolean store_text(const Option *option, const char *value, const char **place,
                           GError **error)
{
    if (*place == NULL) {
        *place = value;
        return TRUE;
    }
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--%s' is given twice: '%s' and '%s'", option->name, *place, value);
    return FALSE;
}

static void store_item(const char *value, GPtrArray **place)
{
    if (*place == NULL)
        *place = g_ptr_array_new_null_terminated(4, NULL, TRUE);
    g_ptr_array_add(*place, (char *)value);
}

static gboolean store_number(const Option *option, const char *value, guint32 *place,
                             GError **error)
{
    guint64 number, most = option->most ? option->most : number_max;
    if (g_ascii_string_to_unsigned(value, 10, option->least, most, &number, NULL)) {
        *place = (guint32)number;
        return TRUE;
    }
    g_autofree char *range =
        option->most ? g_strdup_printf("from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
                                       option->least, option->most)
                     : g_strdup_printf("%" G_GUINT64_FORMAT " or more", option->least);
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--%s' can't be '%s': it is a whole number, %s", option->name, value, range);
    return FALSE;
}

/* Digits, then nothing, or K, M or G, then nothing, B or iB. */
static gboolean read_size(const char *text, guint64 *bytes)
{
    static const char units[] = "KMG";
    char *end;
    guint64 number = g_ascii_strtoull(text, &end, 10);
    guint shift = 0;
    if (!g_ascii_isdigit(*text))
        return FALSE;
    if (*end != '\0') {
        const char *unit = strchr(units, g_ascii_toupper(*end));
        if (unit == NULL || (end[1] != '\0' && g_ascii_strcasecmp(end + 1, "iB") != 0 &&
                             g_ascii_strcasecmp(end + 1, "B") != 0))
            return FALSE;
        shift = 10 * (guint)(unit - units + 1);
    }
    *bytes = number << shift;
    return number <= size_max >> shift;
}

static gboolean store_size(const Option *option, const char *value, guint64 *place, GError **error)
{
    guint64 bytes;
    if (read_size(value, &bytes) && bytes >= option->least &&
        (option->most == 0 || bytes <= option->most)) {
        *place = bytes;
        return TRUE;
    }
    g_autofree char *most =
        option->most ? g_strdup_printf(" and at most %" G_GUINT64_FORMAT "M", option->most >> 20)
                     : g_strdup("");
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--%s' can't be '%s': it is a size of at least %" G_GUINT64_FORMAT
                "M%s, as 128M or 1G",
                option->name, value, option->least >> 20, most);
    return FALSE;
}

/* value is NULL for options that take none. */
static gboolean store(const Option *option, const char *value, gpointer target, GError **error)
{
    gpointer place = (char *)target + option->offset;
    switch (option->kind) {
    case OPTION_HELP:
        return TRUE;
    case OPTION_ON:
    case OPTION_OFF:
        *(gboolean *)place = option->kind == OPTION_ON;
        return TRUE;
    case OPTION_TEXT:
        return store_text(option, value, place, error);
    case OPTION_LIST:
        store_item(value, place);
        return TRUE;
    case OPTION_NUMBER:
        return store_number(option, value, place, error);
    case OPTION_SIZE:
        return store_size(option, value, place, error);
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

static ArgumentKind wrong(GError **error, const char *format, const char *argument,
                          const char *more)
{
    g_autofree char *message = g_strdup_printf(format, argument, more);
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, message);
    return IS_WRONG;
}

static ArgumentKind unknown_short(const OptionTable *table, const char *argument, gboolean first,
                                  GError **error)
{
    gboolean query = table->words == WORDS_QUERY;
    const Option *meant = by_name(table, argument + 1, strlen(argument + 1));
    if (meant && query)
        return wrong(
            error, "'%s': the option is '--%s'; a query that leaves out this word goes after '--'",
            argument, meant->name);
    if (meant)
        return wrong(error, "no such option: '%s'; did you mean '--%s'?", argument, meant->name);
    if (query && !first)
        return IS_WORD;
    if (query)
        return wrong(error, "no such option: '%s'; a query that begins with a dash goes after '--'",
                     argument, NULL);
    return wrong(error, "no such option: '%s'; see '%s --help'", argument, table->command);
}

static ArgumentKind classify_short(const OptionTable *table, const char *argument, gboolean first,
                                   const Option **option, const char **value, GError **error)
{
    *option = by_letter(table, argument[1]);
    if (*option && argument[2] == '\0')
        return IS_OPTION;
    gboolean attached = table->words == WORDS_QUERY ? *option && (*option)->kind == OPTION_NUMBER &&
                                                          g_ascii_isdigit(argument[2])
                                                    : *option && (*option)->value;
    if (!attached)
        return unknown_short(table, argument, first, error);
    *value = argument + (argument[2] == '=' ? 3 : 2);
    return IS_OPTION;
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
    if (*value && !(*option)->value && (*option)->kind != OPTION_HELP) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "'--%s' takes no value",
                    (*option)->name);
        return IS_WRONG;
    }
    return IS_OPTION;
}

/* form is NULL for --help alone. */
static OptionsAnswer help_answer(const char *form, GError **error)
{
    g_autoptr(GString) known = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(help_forms); i++) {
        if (!form || strcmp(help_forms[i].name, form) == 0)
            return help_forms[i].answer;
        g_string_append_printf(known, "%s%s", i ? ", " : "", help_forms[i].name);
    }
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--help' can't be '%s': it is one of %s", form, known->str);
    return OPTIONS_FAILED;
}

static gboolean add_word(const OptionTable *table, char *word, GPtrArray *words, GError **error)
{
    g_ptr_array_add(words, word);
    if (table->words != WORDS_NONE)
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "'%s' is one argument too many%s",
                word, by_letter(table, 'i') ? ": the index is named by -i" : "");
    return FALSE;
}

OptionsAnswer options_parse(const OptionTable *table, int argc, char **argv, gpointer target,
                            GPtrArray *words, GError **error)
{
    gboolean ended = FALSE;
    OptionsAnswer answer = OPTIONS_PARSED;
    for (int i = 1; i < argc; i++) {
        const Option *option = NULL;
        const char *value = NULL;
        ArgumentKind kind = IS_WORD;
        if (!ended)
            kind = classify(table, argv[i], words->len == 0, &option, &value, error);
        if (kind == IS_WRONG || (kind == IS_WORD && !add_word(table, argv[i], words, error)))
            return OPTIONS_FAILED;
        ended = ended || kind == IS_END;
        if (kind != IS_OPTION)
            continue;
        if (option->value && !value) {
            if (i + 1 == argc) {
                g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                            "'%s' needs a value: %s", argv[i], option->value);
                return OPTIONS_FAILED;
            }
            value = argv[++i];
        }
        if (option->kind == OPTION_HELP)
            answer = help_answer(value, error);
        else if (!store(option, value, target, error))
            answer = OPTIONS_FAILED;
        if (answer == OPTIONS_FAILED)
            return answer;
    }
    return answer;
}
