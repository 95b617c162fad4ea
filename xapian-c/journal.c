#include "xapian-c/layout-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

JournalEntry *journal_entry_new(const char *segment, guint32 docid, const char *successor)
{
    JournalEntry *entry = g_new(JournalEntry, 1);
    entry->segment = g_strdup(segment);
    entry->docid = docid;
    entry->successor = g_strdup(successor);
    return entry;
}

void journal_entry_free(JournalEntry *entry)
{
    if (entry == NULL)
        return;
    g_free(entry->segment);
    g_free(entry->successor);
    g_free(entry);
}

/* `segment docid successor`; NULL if line is anything else. Writes into line. */
static JournalEntry *parse_line(char *line)
{
    char *number = strchr(line, ' ');
    char *successor = number != NULL ? strchr(number + 1, ' ') : NULL;
    if (successor == NULL)
        return NULL;
    *number++ = '\0';
    *successor++ = '\0';
    guint64 docid;
    if (!layout_is_segment_name(line) ||
        !g_ascii_string_to_unsigned(number, 10, 1, G_MAXUINT32, &docid, NULL))
        return NULL;
    if (strcmp(successor, "-") == 0)
        return journal_entry_new(line, docid, NULL);
    return layout_is_segment_name(successor) ? journal_entry_new(line, docid, successor) : NULL;
}

static void damaged(const char *index, const char *what, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                "can't read '%s/" LAYOUT_JOURNAL "': %s; `dateline check --repair` does without it",
                index, what);
}

/* Writes into the lines, of which the first one has that number. */
static GPtrArray *parse_lines(const char *index, char *line, const char *end, guint number,
                              GError **error)
{
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    for (; line < end; number++) {
        /* It is written whole and then renamed: a line without an end is no line of ours. */
        char *feed = memchr(line, '\n', end - line);
        if (feed != NULL)
            *feed = '\0';
        JournalEntry *entry =
            feed != NULL && memchr(line, '\0', feed - line) == NULL ? parse_line(line) : NULL;
        if (entry == NULL) {
            g_autofree char *what = g_strdup_printf("line %u is no entry", number);
            damaged(index, what, error);
            return NULL;
        }
        g_ptr_array_add(entries, entry);
        line = feed + 1;
    }
    return g_steal_pointer(&entries);
}

GPtrArray *layout_read_journal(const char *index, GError **error)
{
    gboolean found;
    gsize length, body;
    g_autofree char *text = layout_read_file(index, LAYOUT_JOURNAL, &length, &found, error);
    if (text == NULL)
        return NULL;
    LayoutSum sum = layout_sum_of(text, length, SUM_JOURNAL, &body);
    if (sum == LAYOUT_SUM_WRONG || (found && length == 0)) {
        damaged(index, "it has other bytes than were written", error);
        return NULL;
    }
    return parse_lines(index, text + body, text + length, body > 0 ? 2 : 1, error);
}

static gboolean remove_journal(const char *index, const char *path, GError **error)
{
    if (unlink(path) == 0)
        return layout_sync(index, error);
    if (errno == ENOENT)
        return TRUE;
    index_error_set(error, errno, "remove", path);
    return FALSE;
}

gboolean layout_write_journal(const char *index, const GPtrArray *entries, GError **error)
{
    g_autofree char *path = g_build_filename(index, LAYOUT_JOURNAL, NULL);
    if (entries->len == 0)
        return remove_journal(index, path, error);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < entries->len; i++) {
        const JournalEntry *entry = g_ptr_array_index(entries, i);
        g_string_append_printf(text, "%s %u %s\n", entry->segment, entry->docid,
                               entry->successor != NULL ? entry->successor : "-");
    }
    layout_sum_prepend(text, SUM_JOURNAL);
    return layout_write_file(path, text->str, text->len, error);
}
