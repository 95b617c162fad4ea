#include "corpus/markdown-text-private.h"

#include <string.h>

#include "corpus/markup-text-private.h"

/* A link's address, a tag or a label that goes on for longer is none. */
#define ADDRESS_MAX_BYTES 2048
#define TEMPLATES 3
/* Parentheses in an address, as https://spec.commonmark.org/0.31.2/#link-destination allows. */
#define PARENTHESES_MAX 32
/* Stands in the output where a sign is to be taken out. */
#define GONE '\x02'
#define BACKTICKS_MOST 16
#define OPENERS_MOST 200

/* Everything becomes a fragment of HTML first, in which code is escaped, and then its text. */
typedef struct {
    GString *html;
    GString *paragraph; /* lines that belong together, so far */
    const char *before; /* what must stand before the paragraph */
    GString *title;     /* wanted, and not found yet; else NULL */
    gboolean table;
} Document;

/* ---- within a paragraph -----------------------------------------------------------------------*/

typedef struct {
    gsize at; /* in the output */
    gsize count;
    gboolean picture;
    char sign;
} Opener;

typedef struct {
    GString *out;
    GArray *openers;                     /* of brackets and emphasis */
    guint open[4];                       /* how many of each are among them */
    gboolean unclosed[BACKTICKS_MOST + 1]; /* no run of so many backticks follows */
    /* Where the next mark stands that ends a template, so that no text is searched through twice. */
    const char *template_end[TEMPLATES];
} Inline;

static const char signs[] = "*_~[";

static void append_escaped(GString *to, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '<')
            g_string_append(to, "&#60;");
        else if (text[i] == '&')
            g_string_append(to, "&#38;");
        else
            g_string_append_c(to, text[i] == GONE ? ' ' : text[i]);
    }
}

static void drop_openers(Inline *in, guint keep)
{
    while (in->openers->len > keep) {
        in->open[strchr(signs, g_array_index(in->openers, Opener, in->openers->len - 1).sign) - signs]--;
        g_array_set_size(in->openers, in->openers->len - 1);
    }
}

/* FALSE if there are too many to be looked through for each sign. */
static gboolean push(Inline *in, Opener opener)
{
    if (in->openers->len == OPENERS_MOST)
        return FALSE;
    g_array_append_val(in->openers, opener);
    in->open[strchr(signs, opener.sign) - signs]++;
    return TRUE;
}

static const char *take_code(Inline *in, const char *p, const char *end)
{
    gsize run = 0;
    while (p + run < end && p[run] == '`')
        run++;
    gsize kind = MIN(run, BACKTICKS_MOST);
    for (const char *at = p + run; !in->unclosed[kind] && at < end;) {
        at = memchr(at, '`', (gsize)(end - at));
        gsize closing = 0;
        while (at && at + closing < end && at[closing] == '`')
            closing++;
        if (at == NULL)
            break;
        if (closing == run) {
            append_escaped(in->out, p + run, (gsize)(at - p) - run);
            return at + run;
        }
        at += closing;
    }
    in->unclosed[kind] = TRUE;
    g_string_append_len(in->out, p, (gssize)run);
    return p + run;
}

/* Behind what follows a link's text: (address "title"), [label]; NULL if nothing of that does. */
static const char *skip_target(const char *p, const char *end)
{
    const char *stop = MIN(end, p + ADDRESS_MAX_BYTES);
    guint depth = 0;
    char quote = '\0';
    if (p == end || (*p != '(' && *p != '['))
        return NULL;
    if (*p == '[') {
        const char *close = memchr(p, ']', (gsize)(stop - p));
        return close ? close + 1 : NULL;
    }
    for (; p < stop; p++) {
        if (*p == '\\' && p + 1 < stop)
            p++;
        else if (quote)
            quote = *p == quote ? '\0' : quote;
        else if ((*p == '"' || *p == '\'') && g_ascii_isspace(p[-1]))
            quote = *p;
        else if (*p == '(' && ++depth > PARENTHESES_MAX)
            return NULL;
        else if (*p == ')' && --depth == 0)
            return p + 1;
    }
    return NULL;
}

static const char *close_bracket(Inline *in, const char *p, const char *end)
{
    guint i = in->openers->len;
    while (i > 0 && g_array_index(in->openers, Opener, i - 1).sign != '[')
        i--;
    g_assert(i > 0);
    Opener opener = g_array_index(in->openers, Opener, i - 1);
    const char *behind = skip_target(p + 1, end);
    gboolean note = in->out->str[opener.at] == '[' && in->out->str[opener.at + 1] == '^';
    drop_openers(in, i - 1);
    if (opener.picture || note) {
        /* A picture's words are left out, and a note's mark. */
        g_string_truncate(in->out, opener.at);
        return behind && opener.picture ? behind : p + 1;
    }
    if (behind)
        in->out->str[opener.at] = GONE;
    else
        g_string_append_c(in->out, ']');
    return behind ? behind : p + 1;
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* A run of *, _ or ~ that begins or ends emphasis goes if it has a counterpart. */
static const char *take_emphasis(Inline *in, const char *start, const char *p, const char *end)
{
    char sign = *p;
    const char *stop = p;
    while (stop < end && *stop == sign)
        stop++;
    gsize count = (gsize)(stop - p);
    char before = p > start ? p[-1] : ' ', after = stop < end ? *stop : ' ';
    gboolean within = sign == '_' && is_word(before) && is_word(after);
    gboolean opens = !g_ascii_isspace(after) && !within && !(sign == '~' && count < 2);
    gboolean closes = !g_ascii_isspace(before) && !within && !(sign == '~' && count < 2);
    while (closes && count > 0 && in->open[strchr(signs, sign) - signs] > 0) {
        guint i = in->openers->len;
        while (i > 0 && g_array_index(in->openers, Opener, i - 1).sign != sign)
            i--;
        gboolean crosses = FALSE;
        for (guint k = i; k < in->openers->len; k++)
            crosses |= g_array_index(in->openers, Opener, k).sign == '[';
        if (crosses)
            break;
        Opener *opener = &g_array_index(in->openers, Opener, i - 1);
        gsize pairs = MIN(count, opener->count);
        memset(in->out->str + opener->at + opener->count - pairs, GONE, pairs);
        opener->count -= pairs;
        count -= pairs;
        drop_openers(in, opener->count > 0 ? i : i - 1);
    }
    if (opens && count > 0)
        push(in, (Opener){.at = in->out->len, .count = count, .sign = sign});
    for (; count > 0; count--)
        g_string_append_c(in->out, sign);
    return stop;
}

/* A tag goes along as it is; an address in angle brackets is text. */
static const char *take_angle(Inline *in, const char *p, const char *end)
{
    gboolean comment = end - p >= 4 && memcmp(p, "<!--", 4) == 0;
    const char *stop = MIN(end, p + ADDRESS_MAX_BYTES);
    const char *close = comment ? memmem(p, (gsize)(stop - p), "-->", 3) : memchr(p, '>', (gsize)(stop - p));
    gboolean tag = close && p + 1 < end && (g_ascii_isalpha(p[1]) || p[1] == '/' || p[1] == '!');
    if (!tag) {
        g_string_append_c(in->out, '<');
        return p + 1;
    }
    gsize length = (gsize)(close - p) + (comment ? 3 : 1);
    const char *name = p + 1;
    while (g_ascii_isalnum(*name))
        name++;
    gboolean address = *name == '@' || *name == '.' || (end - name > 3 && memcmp(name, "://", 3) == 0);
    if (address)
        append_escaped(in->out, p + 1, length - 2);
    else
        g_string_append_len(in->out, p, (gssize)length);
    return p + length;
}

/* {% … %}, {{ … }}, {: … }: not the article's. NULL if it is none of these. */
static const char *skip_template(Inline *in, const char *p, const char *end)
{
    static const char *const marks[TEMPLATES] = {"%}", "}}", "}"};
    if (end - p < 4 || (p[1] != '%' && p[1] != '{' && p[1] != ':'))
        return NULL;
    guint kind = p[1] == '%' ? 0 : p[1] == '{' ? 1 : 2;
    const char **close = &in->template_end[kind];
    if (*close == NULL || *close < p + 2)
        *close = memmem(p + 2, (gsize)(end - p - 2), marks[kind], strlen(marks[kind]));
    if (*close == NULL)
        *close = end;
    if (*close == end || *close - p > ADDRESS_MAX_BYTES || memchr(p, '\n', (gsize)(*close - p)))
        return NULL;
    return *close + strlen(marks[kind]);
}

static const char *take_sign(Inline *in, const char *start, const char *p, const char *end)
{
    const char *behind;
    switch (*p) {
    case '\\':
        if (p + 1 < end && g_ascii_ispunct(p[1])) {
            append_escaped(in->out, p + 1, 1);
            return p + 2;
        }
        if (p + 1 < end && p[1] == '\n')
            return p + 1;
        break;
    case '`':
        return take_code(in, p, end);
    case '<':
        return take_angle(in, p, end);
    case '*':
    case '_':
    case '~':
        return take_emphasis(in, start, p, end);
    case '!':
    case '[': {
        gboolean picture = *p == '!';
        if (picture && !(p + 1 < end && p[1] == '['))
            break;
        push(in, (Opener){.at = in->out->len, .picture = picture, .sign = '['});
        g_string_append(in->out, picture ? "![" : "[");
        return p + 1 + picture;
    }
    case ']':
        if (in->open[strchr(signs, '[') - signs] > 0)
            return close_bracket(in, p, end);
        break;
    case '{':
        if ((behind = skip_template(in, p, end)) != NULL)
            return behind;
        break;
    default:
        break;
    }
    g_string_append_c(in->out, *p == GONE ? ' ' : *p);
    return p + 1;
}

static void append_inline(GString *to, const char *text, gsize length)
{
    static const char special[] = "\\`<*_~![]{\x02";
    g_autoptr(GString) out = g_string_sized_new(length + 1);
    g_autoptr(GArray) openers = g_array_new(FALSE, FALSE, sizeof(Opener));
    Inline in = {.out = out, .openers = openers};
    const char *p = text, *end = text + length;
    while (p < end) {
        const char *stop = p;
        while (stop < end && !(*stop && strchr(special, *stop)))
            stop++;
        g_string_append_len(out, p, stop - p);
        p = stop < end ? take_sign(&in, text, stop, end) : stop;
    }
    for (gsize i = 0; i < out->len; i++)
        if (out->str[i] != GONE)
            g_string_append_c(to, out->str[i]);
}

/* ---- lines ------------------------------------------------------------------------------------*/

static void flush(Document *document)
{
    if (document->paragraph->len > 0) {
        g_string_append(document->html, document->before);
        append_inline(document->html, document->paragraph->str, document->paragraph->len);
        g_string_truncate(document->paragraph, 0);
    }
    document->before = "\n\n";
    document->table = FALSE;
}

static void add_line(Document *document, const char *line, gsize length)
{
    if (document->paragraph->len > 0)
        g_string_append_c(document->paragraph, '\n');
    g_string_append_len(document->paragraph, line, (gssize)length);
}

static void take_heading(Document *document, guint level, const char *line, gsize length)
{
    flush(document);
    if (level == 1 && document->title) {
        g_autoptr(GString) html = g_string_new("<p>");
        append_inline(html, line, length);
        markup_text_append(document->title, html->str, html->len);
        document->title = NULL;
        return;
    }
    add_line(document, line, length);
    flush(document);
}

/* The level of a heading `## Title ##`, whose words line and length are set to; 0 if it is none. */
static guint heading(const char **line, gsize *length)
{
    gsize level = 0, n = *length;
    while (level < n && level < 7 && (*line)[level] == '#')
        level++;
    if (level == 0 || level > 6 || (level < n && !g_ascii_isspace((*line)[level])))
        return 0;
    gsize stop = n;
    while (stop > level && (*line)[stop - 1] == '#')
        stop--;
    if (stop > level && !g_ascii_isspace((*line)[stop - 1]))
        stop = n;
    *line += level;
    *length = stop - level;
    while (*length && g_ascii_isspace(**line)) {
        ++*line;
        --*length;
    }
    return (guint)level;
}

/* Nothing but that sign, at least least times, and spaces? */
static gboolean is_rule(const char *line, gsize length, char sign, gsize least)
{
    gsize count = 0;
    for (gsize i = 0; i < length; i++) {
        if (line[i] != sign && line[i] != ' ' && line[i] != '\t')
            return FALSE;
        count += line[i] == sign;
    }
    return count >= least;
}

/* |---|:--:| */
static gboolean is_table_rule(const char *line, gsize length)
{
    gboolean bar = FALSE, dash = FALSE;
    for (gsize i = 0; i < length; i++) {
        if (!strchr("|-: \t", line[i]) || line[i] == '\0')
            return FALSE;
        bar |= line[i] == '|';
        dash |= line[i] == '-';
    }
    return bar && dash;
}

/* Is there the number of a list's item? */
static gboolean is_numbered(const char *line, gsize length)
{
    gsize n = 0;
    while (n < length && n < 4 && g_ascii_isdigit(line[n]))
        n++;
    return n > 0 && n + 1 < length && (line[n] == '.' || line[n] == ')') && line[n + 1] == ' ';
}

/* The length of the sign and the box that begin a list's item, 0 if nothing does. */
static gsize bullet(const char *line, gsize length)
{
    gsize n = 1;
    if (length < 3 || (*line != '-' && *line != '*' && *line != '+') || !g_ascii_isspace(line[1]))
        return 0;
    while (n < length && g_ascii_isspace(line[n]))
        n++;
    gboolean box = length - n > 3 && line[n] == '[' && line[n + 2] == ']' &&
                   (line[n + 1] == ' ' || line[n + 1] == 'x' || line[n + 1] == 'X');
    return box ? n + 4 : n;
}

/* `[label]: address`: NULL if it is none; else what of the line is text: nothing, or a note's. */
static const char *definition(const char *line, gsize length)
{
    const char *close = length > 3 && line[0] == '[' ? memchr(line, ']', length) : NULL;
    if (close == NULL || close + 1 == line + length || close[1] != ':')
        return NULL;
    return line[1] == '^' ? close + 2 : line + length;
}

/* The cells of a row of a table, with spaces between them. */
static void take_row(Document *document, const char *line, gsize length)
{
    g_autoptr(GString) row = g_string_sized_new(length);
    for (gsize i = 0; i < length; i++) {
        gboolean escaped = line[i] == '\\' && i + 1 < length && line[i + 1] == '|';
        gboolean space = !escaped && (line[i] == '|' || g_ascii_isspace(line[i]));
        i += escaped;
        if (!space)
            g_string_append_c(row, line[i]);
        else if (row->len > 0 && row->str[row->len - 1] != ' ')
            g_string_append_c(row, ' ');
    }
    while (row->len > 0 && row->str[row->len - 1] == ' ')
        g_string_truncate(row, row->len - 1);
    add_line(document, row->str, row->len);
}

static void take_text_line(Document *document, const char *line, gsize length, gboolean table_follows)
{
    guint level = heading(&line, &length);
    gsize mark;
    const char *rest;
    if (level > 0) {
        take_heading(document, level, line, length);
    } else if (document->paragraph->len > 0 && is_rule(line, length, '=', 1)) {
        g_autofree char *above = g_strndup(document->paragraph->str, document->paragraph->len);
        g_string_truncate(document->paragraph, 0);
        take_heading(document, 1, above, strlen(above));
    } else if (is_rule(line, length, '-', 3) || is_rule(line, length, '*', 3) || is_rule(line, length, '_', 3)) {
        flush(document);
    } else if (document->table || table_follows) {
        document->table = TRUE;
        if (!is_table_rule(line, length))
            take_row(document, line, length);
    } else if ((rest = definition(line, length)) != NULL) {
        flush(document);
        while (rest < line + length && g_ascii_isspace(*rest))
            rest++;
        add_line(document, rest, (gsize)(line + length - rest));
    } else if ((mark = bullet(line, length)) > 0 || is_numbered(line, length)) {
        gboolean below = document->paragraph->len > 0;
        flush(document);
        document->before = below ? "\n" : "\n\n";
        add_line(document, line + mark, length - mark);
    } else {
        add_line(document, line, length);
    }
}

/* ---- the text ---------------------------------------------------------------------------------*/

typedef struct {
    const char *text; /* without indent, quotation marks and white space behind */
    gsize length;
    const char *next;
} Line;

static Line read_line(const char *p, const char *end)
{
    const char *stop = memchr(p, '\n', (gsize)(end - p));
    Line line = {.next = stop ? stop + 1 : end};
    stop = stop ? stop : end;
    while (p < stop && (g_ascii_isspace(*p) || *p == '>'))
        p++;
    while (stop > p && g_ascii_isspace(stop[-1]))
        stop--;
    line.text = p;
    line.length = (gsize)(stop - p);
    return line;
}

/* How many backticks or tildes open a block of code; 0: none do. */
static gsize fence(const Line *line)
{
    gsize n = 0;
    if (line->length < 3 || (line->text[0] != '`' && line->text[0] != '~'))
        return 0;
    while (n < line->length && line->text[n] == line->text[0])
        n++;
    gboolean code = line->text[0] == '`' && memchr(line->text + n, '`', line->length - n);
    return n >= 3 && !code ? n : 0;
}

/* Appends the lines of a block of code; where the text goes on. */
static const char *take_fenced(Document *document, const Line *opening, const char *end)
{
    gsize count = fence(opening);
    const char *p = opening->next;
    flush(document);
    g_string_append(document->html, "\n");
    while (p < end) {
        Line line = read_line(p, end);
        gsize closing = fence(&line);
        const char *stop = line.text + line.length;
        if (closing >= count && line.text[0] == opening->text[0] && closing == line.length)
            return line.next;
        g_string_append_c(document->html, '\n');
        append_escaped(document->html, p, (gsize)(stop - p));
        p = line.next;
    }
    return end;
}

void markdown_text_append(GString *to, const char *text, gsize length, GString *title)
{
    /* It begins with a tag, so that what is escaped in it is not taken for a text that was escaped as a whole. */
    g_autoptr(GString) html = g_string_new("<p>");
    g_autoptr(GString) paragraph = g_string_new(NULL);
    Document document = {.html = html, .paragraph = paragraph, .before = "", .title = title};
    const char *p = text, *end = text + length;
    while (p < end) {
        Line line = read_line(p, end);
        if (fence(&line) > 0) {
            p = take_fenced(&document, &line, end);
            continue;
        }
        if (line.length == 0) {
            flush(&document);
        } else {
            gboolean bar = !document.table && memchr(line.text, '|', line.length);
            Line below = bar ? read_line(line.next, end) : (Line){0};
            take_text_line(&document, line.text, line.length, bar && is_table_rule(below.text, below.length));
        }
        p = line.next;
    }
    flush(&document);
    markup_text_append(to, html->str, html->len);
}
