/* command-line: how a command begins.
 *
 *     g_autoptr(GPtrArray) words = g_ptr_array_new();
 *     Options options = {.count = 10};
 *     int status;
 *     if (!command_line_read(&table, argc, argv, &options, words, &status))
 *         return status;
 */
#pragma once

#include "console/options.h"

/* Reads argv[1..argc) into options and words, which are borrowed from argv. FALSE if there is
 * nothing left to do: help was asked for and printed, or a mistake reported; *status is the exit
 * status. */
gboolean command_line_read(const OptionTable *table, int argc, char **argv, gpointer options,
                           GPtrArray *words, int *status);

#define OPTION_INDEX_ROW(place)                                                                    \
    {                                                                                              \
        'i', "index", "INDEX", OPTION_TEXT, place,                                                 \
            .fill = FILL_FOLDERS,                                                                  \
            .help =                                                                                \
                "the index folder; else $DATELINE_INDEX, else the folder 'dateline' under the "    \
                "user's data folder"                                                               \
    }
#define OPTION_WAIT_ROW(place)                                                                     \
    {                                                                                              \
        0, "wait", NULL, OPTION_ON, place, .help = "wait while another writer is at work"          \
    }
