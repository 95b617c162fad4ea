#include "indexer/repair-settings.h"

#include <string.h>

#include "indexer/check-child.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-check.h"

/* So much of the processor's time a segment may take to tell what it is. */
#define SECONDS 20

static void say(int fd, const char *key, const char *value)
{
    g_autofree char *line = g_strdup_printf("%s=%s\n", key, value);
    check_child_say(fd, line, strlen(line));
}

static void say_metadata(int fd, XapDatabase *db, const char *key)
{
    g_autofree char *value = NULL;
    if (xap_metadata(db, key, &value, NULL, NULL) && *value != '\0' && strchr(value, '\n') == NULL)
        say(fd, key, value);
}

/* Any document's data tell whether texts are stored. */
static void say_text(int fd, XapDatabase *db, guint32 last_docid)
{
    for (guint32 docid = 1; docid <= MIN(last_docid, 100); docid++) {
        g_autofree char *data = NULL;
        gsize length;
        g_autoptr(GString) text = g_string_new(NULL);
        if (!xap_salvage_data(db, docid, &data, &length, NULL) || length == 0)
            continue;
        if (schema_data_find(data, length, "text", text)) {
            say(fd, "text", "true");
            return;
        }
        say(fd, "text", "false");
    }
}

static void tell(int fd, gpointer data)
{
    XapStatistics statistics;
    g_autoptr(XapDatabase) db = xap_open(data, NULL);
    if (db == NULL)
        return;
    say_metadata(fd, db, METADATA_TOKENIZER);
    say_metadata(fd, db, METADATA_SCHEMA);
    say_metadata(fd, db, METADATA_LANGUAGES);
    say_metadata(fd, db, METADATA_DEFAULT_LANGUAGE);
    say_metadata(fd, db, METADATA_RANKING);
    if (!xap_statistics(db, &statistics, NULL) || statistics.documents == 0)
        return;
    say(fd, "positions", statistics.has_positions ? "true" : "false");
    say_text(fd, db, statistics.last_docid);
}

static void add_languages(IndexSettings *settings, const char *value)
{
    g_auto(GStrv) names = g_strsplit(value, ";", -1);
    for (char **name = names; *name != NULL; name++)
        if (language_find(*name) != NULL &&
            !g_ptr_array_find_with_equal_func(settings->languages, *name, g_str_equal, NULL))
            g_ptr_array_add(settings->languages, g_strdup(*name));
}

static void take_version(int *version, const char *value)
{
    guint64 number;
    if (g_ascii_string_to_unsigned(value, 10, 1, G_MAXINT, &number, NULL))
        *version = (int)number;
}

static void take(IndexSettings *settings, const char *key, const char *value)
{
    if (strcmp(key, METADATA_TOKENIZER) == 0)
        take_version(&settings->tokenizer_version, value);
    else if (strcmp(key, METADATA_SCHEMA) == 0)
        take_version(&settings->schema_version, value);
    else if (strcmp(key, METADATA_LANGUAGES) == 0)
        add_languages(settings, value);
    else if (strcmp(key, METADATA_RANKING) == 0)
        index_ranking_read(&settings->ranking, value);
    else if (strcmp(key, "positions") == 0)
        settings->positions = strcmp(value, "true") == 0;
    else if (strcmp(key, "text") == 0)
        settings->text = strcmp(value, "true") == 0;
    else if (language_find(value) != NULL) {
        g_free(settings->default_language);
        settings->default_language = g_strdup(value);
    }
}

void repair_settings(const char *index, const GPtrArray *names, IndexSettings *settings)
{
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *dir = g_build_filename(index, LAYOUT_SEGMENTS, names->pdata[i], NULL);
        g_autoptr(GString) said = g_string_new(NULL);
        int signal;
        check_child_run(tell, dir, SECONDS, said, &signal);
        g_auto(GStrv) lines = g_strsplit(said->str, "\n", -1);
        for (char **line = lines; *line != NULL; line++) {
            char *value = strchr(*line, '=');
            if (value == NULL)
                continue;
            *value = '\0';
            take(settings, *line, value + 1);
        }
    }
}
