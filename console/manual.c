#include "console/manual.h"

#include <string.h>

#include "console/command-table.h"

/* The day that pages bear: not that of the build, so that a build can be repeated. */
#define MANUAL_DAY "2026-11-22"

/* Of lines that are filled when the page is shown. */
#define SOURCE_WIDTH 78

static const OptionNote variables[] = {
    {"DATELINE_INDEX", "The index that is meant where -i names none."},
    {"DATELINE_FENCE", "With off, what reads articles is not fenced in by the kernel: for debuggers and tracers."},
    {NULL, NULL},
};

/* Of commands that print for people: those that have --color. */
static const OptionNote terminal_variables[] = {
    {"NO_COLOR", "If set and not empty, no colours and no bold letters unless --color=always."},
    {"DATELINE_COLORS", "The colours of the parts of a result, part=SGR with colons between, as "
                        "title=1:match=1;31:rank=2:origin=2:url=34."},
    {"PAGER", "Shows what is longer than the terminal; less unless told, none if it is empty or "
              "cat."},
    {"FORCE_HYPERLINK", "0: addresses are no links; anything else: they are, whatever the terminal."},
    {"TERM", "With dumb, or none, there are no colours, no links and no pager."},
    {NULL, NULL},
};

static const OptionNote files[] = {
    {"~/.local/share/dateline",
     "The index unless another is named ($XDG_DATA_HOME/dateline where that is set)."},
    {"INDEX/XAPIANDB",
     "The index's state, one line for each segment: Xapian's own stub file, which "
     "every Xapian tool opens."},
    {"INDEX/settings", "Versions, languages, and the options that the index was made with."},
    {"INDEX/rejects.jsonl", "What the last run could not index, and why."},
    {"INDEX/notes.jsonl", "What it could not use of articles that it did index."},
    {NULL, NULL},
};

/* ---- the language ---------------------------------------------------------------------------- */

static const char *escape_of(gunichar c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

/* Text that shows as it is written, in one line. */
static void append_text(GString *out, const char *text)
{
    if (*text == '.')
        g_string_append(out, "\\&");
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        const char *escape = escape_of(c);
        if (escape)
            g_string_append(out, escape);
        else if (c < 0x80)
            g_string_append_c(out, (char)c);
        else
            g_string_append_printf(out, "\\[u%04X]", c);
    }
}

/* Text in lines of SOURCE_WIDTH bytes at most, where it has spaces; the last one is ended. */
static void append_filled(GString *out, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    gsize begun = out->len;
    for (gsize i = 0; words[i]; i++) {
        g_autoptr(GString) word = g_string_new(NULL);
        append_text(word, words[i]);
        gboolean fits = out->len - begun + 1 + word->len <= SOURCE_WIDTH;
        if (i)
            g_string_append_c(out, fits ? ' ' : '\n');
        if (!fits)
            begun = out->len;
        g_string_append_len(out, word->str, (gssize)word->len);
    }
    g_string_append_c(out, '\n');
}

/* Lines that begin with two spaces stand as they are; the others are paragraphs, and an empty line
 * ends one. */
static void append_paragraphs(GString *out, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gboolean verbatim = FALSE, gap = FALSE;
    for (gsize i = 0; lines[i]; i++) {
        gboolean as_is = g_str_has_prefix(lines[i], "  ");
        if (*lines[i] == '\0') {
            gap = TRUE;
            continue;
        }
        if (verbatim && !as_is)
            g_string_append(out, ".EE\n");
        if ((gap || as_is != verbatim) && i)
            g_string_append(out, ".PP\n");
        if (as_is && !verbatim)
            g_string_append(out, ".EX\n");
        if (as_is) {
            append_text(out, lines[i] + 2);
            g_string_append_c(out, '\n');
        } else {
            append_filled(out, lines[i]);
        }
        verbatim = as_is;
        gap = FALSE;
    }
    if (verbatim)
        g_string_append(out, ".EE\n");
}

static void append_heading(GString *out, const char *title)
{
    g_autofree char *capitals = g_ascii_strup(title, -1);
    g_string_append_printf(out, ".SH %s\n", capitals);
}

static void append_notes(GString *out, const OptionNote *notes)
{
    for (; notes->title; notes++) {
        g_string_append(out, ".TP\n\\fB");
        append_text(out, notes->title);
        g_string_append(out, "\\fR\n");
        append_filled(out, notes->text);
    }
}

/* What stands for something else, which is in capitals, is slanted. */
static void append_usage(GString *out, const char *usage)
{
    const char *p = usage;
    while (*p) {
        gsize length = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        gboolean slanted = length > 0;
        if (!slanted)
            length = strcspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        g_autofree char *part = g_strndup(p, length);
        g_string_append(out, slanted ? "\\fI" : "");
        append_text(out, part);
        g_string_append(out, slanted ? "\\fR" : "");
        p += length;
    }
}

/* ---- the sections ---------------------------------------------------------------------------- */

/* "dateline-search" of "dateline search". */
static char *page_name(const OptionTable *table)
{
    return g_strdelimit(g_strdup(table->command), " ", '-');
}

static void append_top(GString *out, const OptionTable *table)
{
    g_autofree char *name = page_name(table);
    g_autofree char *capitals = g_ascii_strup(name, -1);
    g_string_append_printf(out, ".TH %s 1 " MANUAL_DAY " \"dateline " DATELINE_VERSION "\"\n",
                           capitals);
    g_string_append(out, ".SH NAME\n");
    g_string_append_printf(out, "%s \\-\n", name);
    append_filled(out, command_summary(table->command));
    g_string_append_printf(out, ".SH SYNOPSIS\n\\fB%s\\fR ", table->command);
    append_usage(out, table->usage);
    g_string_append(out, "\n.SH DESCRIPTION\n");
    append_paragraphs(out, table->about);
}

static void append_commands(GString *out)
{
    append_heading(out, "Commands");
    for (gsize i = 0; i < COMMANDS; i++) {
        if (command_table[i].internal)
            continue;
        g_string_append_printf(out, ".TP\n\\fBdateline\\-%s\\fR(1)\n", command_table[i].name);
        append_filled(out, command_table[i].summary);
    }
}

static void append_options(GString *out, const OptionTable *table)
{
    append_heading(out, "Options");
    for (gsize i = 0; i < table->count; i++) {
        const Option *option = &table->options[i];
        if (option->group)
            g_string_append_printf(out, ".SS %s\n", option->group);
        g_string_append(out, ".TP\n");
        if (option->letter)
            g_string_append_printf(out, "\\fB\\-%c\\fR, ", option->letter);
        g_string_append(out, "\\fB\\-\\-");
        append_text(out, option->name);
        g_string_append(out, "\\fR");
        if (option->value) {
            g_string_append_c(out, ' ');
            append_usage(out, option->value);
        }
        g_string_append_c(out, '\n');
        append_filled(out, option->help);
    }
}

static void append_examples(GString *out, const char *examples)
{
    append_heading(out, "Examples");
    g_string_append(out, ".EX\n");
    g_auto(GStrv) lines = g_strsplit(examples, "\n", -1);
    for (gsize i = 0; lines[i]; i++) {
        if (*lines[i] == '\0')
            continue;
        append_text(out, lines[i]);
        g_string_append_c(out, '\n');
    }
    g_string_append(out, ".EE\n");
}

static void append_environment(GString *out, const OptionTable *table)
{
    append_heading(out, "Environment");
    append_notes(out, variables);
    for (gsize i = 0; i < table->count; i++)
        if (strcmp(table->options[i].name, "color") == 0)
            append_notes(out, terminal_variables);
}

static void append_see_also(GString *out, const OptionTable *table)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func(g_free);
    if (strchr(table->command, ' '))
        g_ptr_array_add(pages, g_strdup("dateline"));
    for (gsize i = 0; i < COMMANDS; i++) {
        g_autofree char *name = g_strconcat("dateline ", command_table[i].name, NULL);
        if (!command_table[i].internal && strcmp(name, table->command) != 0)
            g_ptr_array_add(pages, g_strdup_printf("dateline\\-%s", command_table[i].name));
    }
    append_heading(out, "See also");
    for (guint i = 0; i < pages->len; i++)
        g_string_append_printf(out, ".BR %s (1)%s\n", (char *)pages->pdata[i],
                               i + 1 < pages->len ? "," : "");
}

void manual_append(GString *out, const OptionTable *table)
{
    append_top(out, table);
    if (table->commands)
        append_commands(out);
    append_options(out, table);
    for (const OptionNote *section = table->sections; section && section->title; section++) {
        append_heading(out, section->title);
        append_paragraphs(out, section->text);
    }
    append_examples(out, table->examples);
    append_heading(out, "Exit status");
    append_paragraphs(out, table->status);
    append_environment(out, table);
    append_heading(out, "Files");
    append_notes(out, files);
    append_see_also(out, table);
}
