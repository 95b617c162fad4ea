#include <glib.h>
#include <string.h>

#include "indexer/commands.h"

char **split_short_options(int *argc, char *const *argv, const char *letters)
{
    g_autoptr(GPtrArray) split = g_ptr_array_new();
    gboolean options = TRUE; /* until -- */
    for (int i = 0; i < *argc; i++) {
        const char *argument = argv[i];
        options = options && strcmp(argument, "--") != 0;
        if (options && i > 0 && argument[0] == '-' && argument[1] != '\0' && argument[2] != '\0' &&
            strchr(letters, argument[1]) != NULL) {
            g_ptr_array_add(split, g_strndup(argument, 2));
            g_ptr_array_add(split, g_strdup(argument + (argument[2] == '=' ? 3 : 2)));
        } else {
            g_ptr_array_add(split, g_strdup(argument));
        }
    }
    *argc = split->len;
    g_ptr_array_add(split, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&split), FALSE);
}
