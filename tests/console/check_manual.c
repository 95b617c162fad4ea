/* What manual pages and completion make of texts that their languages would take for their own. */
#include "console/manual.h"

#include <check.h>
#include <string.h>

#include "console/completion.h"
#include "console/help.h"

typedef struct {
    const char *index;
    int when;
} Target;

static const char *const whens[] = {"auto", "never", NULL};

static const Option rows[] = {
    {'i', "index", "INDEX", OPTION_TEXT, G_STRUCT_OFFSET(Target, index), .fill = FILL_FOLDERS,
     .help = "'quoted' at its start, a \\n, [brackets], a:b, ~/x^2, `cmd` and l’eau"},
    {0, "color", "WHEN", OPTION_CHOICE, G_STRUCT_OFFSET(Target, when), .choices = whens,
     .group = "More of them", .help = ".dots at its start... and at its end..."},
    OPTION_HELP_ROW,
};

static const OptionNote sections[] = {
    {"The query", "A paragraph\nof two lines.\n\nAnother.\n  as it\n    stands\nAnd on.\n"},
    {NULL, NULL},
};

static const OptionTable table = {
    .command = "dateline search",
    .usage = "[OPTION]... WORD...",
    .about = ".TH is no request here\n'nor is this.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_QUERY,
    .sections = sections,
    .examples = "dateline search a\ndateline search '\"b c\"'   # a phrase\n",
    .status = "0 some, 1 none",
};

static const struct {
    const char *name, *part;
} page[] = {
    {"name and day", ".TH DATELINE-SEARCH 1 20"},
    {"usage", "\\fBdateline search\\fR [\\fIOPTION\\fR]... \\fIWORD\\fR\\&...\n"},
    {"a dot at the start", "\n\\&.TH is no request here\n\\(aqnor is this.\n"},
    {"an option", ".TP\n\\fB\\-i\\fR, \\fB\\-\\-index\\fR \\fIINDEX\\fR\n\\(aqquoted\\(aq at"},
    {"a backslash", " a \\en, [brackets], a:b, \\(ti/x\\(ha2,"},
    {"a backquote", "\\(gacmd\\(ga"},
    {"beyond ASCII", "l\\[u2019]eau\n"},
    {"a group", ".SS More of them\n.TP\n\\fB\\-\\-color\\fR \\fIWHEN\\fR\n\\&.dots at"},
    {"paragraphs and lines as they stand",
     ".SH THE QUERY\nA paragraph\nof two lines.\n.PP\nAnother.\n.PP\n.EX\nas it\n  stands\n.EE\n"
     ".PP\nAnd on.\n"},
    {"examples", ".EX\ndateline search a\ndateline search \\(aq\"b c\"\\(aq   # a phrase\n.EE\n"},
    {"exit status", ".SH EXIT STATUS\n0 some, 1 none\n"},
    {"variables of a terminal, as there is --color", "\\fBNO_COLOR\\fR\n"},
    {"the other pages, not itself", ".SH SEE ALSO\n.BR dateline (1),\n.BR dateline\\-index (1),\n"
                                    ".BR dateline\\-show (1),\n"},
};

START_TEST(has_part)
{
    g_autoptr(GString) out = g_string_new(NULL);
    manual_append(out, &table);
    ck_assert_msg(strstr(out->str, page[_i].part) != NULL, "%s: not there:\n%s", page[_i].name,
                  page[_i].part);
}
END_TEST

/* Lines that begin with a dot or an apostrophe are requests. */
START_TEST(has_known_requests_only)
{
    static const char *const known[] = {".TH ", ".SH ", ".SS ", ".TP", ".PP", ".EX", ".EE", ".BR "};
    g_autoptr(GString) out = g_string_new(NULL);
    manual_append(out, &table);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
    for (gsize i = 0; lines[i]; i++) {
        gboolean good = lines[i][0] != '\'' && lines[i][0] != '.';
        for (gsize k = 0; k < G_N_ELEMENTS(known); k++)
            good |= g_str_has_prefix(lines[i], known[k]);
        ck_assert_msg(good, "%s", lines[i]);
    }
}
END_TEST

static const struct {
    const char *name;
    CompletionShell shell;
    const char *part;
} scripts[] = {
    {"bash: folders", COMPLETION_BASH, "-i|--index) _dateline_paths \"$2\" -d ;;"},
    {"bash: choices", COMPLETION_BASH, "--color) _dateline_words \"$2\" auto never ;;"},
    {"bash: options", COMPLETION_BASH,
     "options) _dateline_words \"$2\" -i --index --color -h --help ;;"},
    {"zsh: what its specs would read", COMPLETION_ZSH,
     "'(-i --index)'{-i+,--index=}'['\\''quoted'\\'' at its start, a \\\\n, \\[brackets\\], a\\:b, "},
    {"zsh: folders", COMPLETION_ZSH, "]:INDEX:_files -/'"},
    {"zsh: choices", COMPLETION_ZSH, "]:WHEN:(auto never)'"},
};

START_TEST(completes)
{
    g_autoptr(GString) out = g_string_new(NULL);
    completion_append_command(out, &table, scripts[_i].shell);
    ck_assert_msg(strstr(out->str, scripts[_i].part) != NULL, "%s: not there: %s\n%s",
                  scripts[_i].name, scripts[_i].part, out->str);
}
END_TEST

START_TEST(helps_in_80_columns)
{
    g_autoptr(GString) out = g_string_new(NULL);
    help_append(out, &table);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
    for (gsize i = 0; lines[i]; i++)
        ck_assert_msg(g_utf8_strlen(lines[i], -1) <= 80, "%s", lines[i]);
    ck_assert_ptr_nonnull(strstr(out->str, "\nMore of them:\n      --color WHEN      .dots at"));
    ck_assert_ptr_nonnull(strstr(out->str, "\nExit status: 0 some, 1 none\n"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("manual");
    TCase *c = tcase_create("manual");
    tcase_add_loop_test(c, has_part, 0, G_N_ELEMENTS(page));
    tcase_add_test(c, has_known_requests_only);
    tcase_add_loop_test(c, completes, 0, G_N_ELEMENTS(scripts));
    tcase_add_test(c, helps_in_80_columns);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
