#include "corpus/json-cut-private.h"

#include <string.h>

/* Deeper containers are not told apart any more; the parser refuses them anyway. */
#define STACK_LEVELS 1024
/* How far the beginning of another object may reach: its brace, and white space around it. */
#define LOOK_BACK 256

typedef enum {
    BETWEEN, /* values */
    OBJECT,
    OTHER, /* what is no object: a scalar, or rubbish */
    BROKEN, /* an object that has lost its way */
    AFTER   /* the end of the list */
} Where;

struct JsonCut {
    Where where;
    gsize preface; /* bytes to pass over before the first value */
    gboolean listed; /* the values are those of one list in something else */
    gboolean keyed;  /* of one object: each has its key before it */
    gboolean in_string, escaped;
    gboolean torn_line; /* the string holds a line feed, and only spaces since */
    char before;        /* the last character outside of strings that is no white space */
    guint depth;
    guint64 lines_before, lines; /* line feeds ahead of the value, and in it */
    guint8 is_array[STACK_LEVELS / 8];
};

JsonCut *json_cut_new(gsize list, gboolean keyed)
{
    JsonCut *state = g_new0(JsonCut, 1);
    state->preface = list;
    state->listed = list > 0;
    state->keyed = keyed;
    return state;
}

void json_cut_free(JsonCut *state)
{
    g_free(state);
}

static inline gboolean is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static gboolean in_array(const JsonCut *s)
{
    guint level = s->depth - 1;
    return level < STACK_LEVELS && (s->is_array[level / 8] >> (level % 8) & 1);
}

static void enter(JsonCut *s, gboolean array)
{
    guint level = s->depth++;
    if (level < STACK_LEVELS) {
        s->is_array[level / 8] &= ~(1u << (level % 8));
        s->is_array[level / 8] |= (guint)array << (level % 8);
    }
}

/* One character of an object, outside of strings: FALSE if it can't stand here. */
static gboolean take_plain(JsonCut *s, char c)
{
    char before = s->before;
    if (is_space(c))
        return TRUE;
    s->before = c;
    switch (c) {
    case '"':
        s->in_string = TRUE;
        return before == '{' || before == '[' || before == ',' || before == ':';
    case '{':
    case '[':
        if (s->depth && before != ':' && before != '[' && (before != ',' || !in_array(s)))
            return FALSE;
        enter(s, c == '[');
        return TRUE;
    case '}':
    case ']':
        if (s->depth <= STACK_LEVELS && in_array(s) != (c == ']'))
            return FALSE;
        s->depth--;
        return TRUE;
    default:
        return TRUE;
    }
}

/* Inside a string: FALSE if a line in it begins as an object does; then its end is missing. */
static gboolean take_string(JsonCut *s, char c)
{
    if (s->escaped) {
        s->escaped = FALSE;
        return TRUE;
    }
    gboolean torn = s->torn_line;
    s->torn_line = c == '\n' || (torn && (c == ' ' || c == '\t'));
    s->escaped = c == '\\';
    if (c == '"') {
        s->in_string = FALSE;
        s->before = '"';
    }
    return !(torn && c == '{');
}

/* Where in a broken value another object seems to begin: behind '}' and perhaps a comma, or at the
 * beginning of a line; in both cases a key or a line feed follows. length if nowhere. */
static gsize find_other(const char *bytes, gsize from, gsize length)
{
    for (gsize i = from; i < length; i++) {
        const char *brace = memchr(bytes + i, '{', length - i);
        if (brace == NULL)
            return length;
        i = brace - bytes;
        gsize after = i + 1, before = i;
        while (after < length &&
               (bytes[after] == ' ' || bytes[after] == '\t' || bytes[after] == '\r'))
            after++;
        if (after < length && bytes[after] != '"' && bytes[after] != '\n')
            continue;
        while (before > from && (bytes[before - 1] == ' ' || bytes[before - 1] == '\t'))
            before--;
        if (before > from && bytes[before - 1] == '\n')
            return i;
        while (before > from && (is_space(bytes[before - 1]) || bytes[before - 1] == ','))
            before--;
        if (before > from && bytes[before - 1] == '}')
            return i;
    }
    return length;
}

/* The value ends before stop. */
static CutAnswer finish(JsonCut *s, Cutter *cutter, const char *bytes, gsize stop, Cut *cut)
{
    gsize length = stop - cutter->start;
    while (length > 1 && (is_space(bytes[cutter->start + length - 1]) ||
                          bytes[cutter->start + length - 1] == ','))
        length--;
    *cut = (Cut){cutter->start, length, stop, s->lines_before, s->lines};
    *s = (JsonCut){.where = BETWEEN, .listed = s->listed, .keyed = s->keyed};
    cutter->looked = 0;
    return CUT_RECORD;
}

static CutAnswer cut_broken(JsonCut *s, Cutter *cutter, const char *bytes, gsize length,
                            gboolean last, Cut *cut)
{
    /* Beginnings that the last look found at the end of the bytes may be looked at again. */
    gsize from = MIN(cutter->start + 1, length);
    if (cutter->looked > from + LOOK_BACK)
        from = cutter->looked - LOOK_BACK;
    gsize stop = find_other(bytes, from, length);
    if (stop == length && !last) {
        cutter->looked = length;
        return CUT_MORE;
    }
    s->lines = format_count_lines(bytes + cutter->start, bytes + stop);
    return finish(s, cutter, bytes, stop, cut);
}

/* Most of a string: up to what ends it, escapes, or tears it. */
static gsize skip_plain(const char *bytes, gsize i, gsize length)
{
    while (i < length && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != '\n')
        i++;
    return i;
}

/* Looks for the end of an object; the scan position is cutter->looked. */
static CutAnswer scan_object(JsonCut *s, Cutter *cutter, const char *bytes, gsize length,
                             gboolean last, Cut *cut)
{
    gsize i = cutter->looked;
    for (; i < length && s->where == OBJECT; i++) {
        if (s->in_string && !s->escaped && !s->torn_line)
            i = skip_plain(bytes, i, length);
        if (i == length)
            break;
        char c = bytes[i];
        s->lines += c == '\n';
        if (!(s->in_string ? take_string(s, c) : take_plain(s, c)))
            s->where = BROKEN;
        else if (s->depth == 0)
            return finish(s, cutter, bytes, i + 1, cut);
    }
    cutter->looked = i;
    if (s->where == OBJECT && !last)
        return CUT_MORE;
    s->where = BROKEN;
    cutter->looked = 0;
    return cut_broken(s, cutter, bytes, length, last, cut);
}

static CutAnswer scan_other(JsonCut *s, Cutter *cutter, const char *bytes, gsize length,
                            gboolean last, Cut *cut)
{
    gsize i = cutter->looked;
    while (i < length && bytes[i] != '\n' && bytes[i] != '{' && bytes[i] != ',' && bytes[i] != ']')
        i++;
    cutter->looked = i;
    return i < length || last ? finish(s, cutter, bytes, i, cut) : CUT_MORE;
}

/* Behind a key and its colon; at itself if none is there, length if it does not end in these bytes. */
static gsize skip_key(const char *bytes, gsize at, gsize length)
{
    gsize i = at + 1;
    if (at == length || bytes[at] != '"')
        return at;
    while (i < length && bytes[i] != '"')
        i += bytes[i] == '\\' ? 2 : 1;
    for (i++; i < length && is_space(bytes[i]); i++)
        ;
    return i >= length ? length : bytes[i] == ':' ? i + 1 : at;
}

/* Passes over what stands between values, from *at on: the brackets of the one array, the commas in it, RFC 7464's
 * record separator, and the keys of a keyed list. FALSE if no value begins in these bytes; then *at is where to go on. */
static gboolean skip_between(JsonCut *s, const char *bytes, gsize *at, gsize length)
{
    for (gsize value;; *at = value) {
        for (; *at < length && (is_space(bytes[*at]) || strchr("[],\x1E", bytes[*at])) && bytes[*at]; ++*at) {
            s->lines_before += bytes[*at] == '\n';
            if (s->listed && bytes[*at] == ']')
                s->where = AFTER;
        }
        if (*at == length || !s->keyed)
            return *at < length;
        if (bytes[*at] == '}')
            s->where = AFTER;
        value = skip_key(bytes, *at, length);
        if (value == *at || value == length)
            return value == *at;
    }
}

CutAnswer json_cut_next(JsonCut *s, Cutter *cutter, const char *bytes, gsize length, gboolean last,
                        Cut *cut)
{
    gsize i = cutter->looked;
    if (s->where == BETWEEN) {
        if (s->preface > length)
            return last ? CUT_NOTHING : CUT_MORE;
        if (s->preface) {
            s->lines_before = format_count_lines(bytes, bytes + s->preface);
            i = s->preface;
            s->preface = 0;
        }
        gboolean begins = skip_between(s, bytes, &i, length);
        cutter->looked = i;
        if (!begins) {
            cutter->start = i;
            return last ? CUT_NOTHING : CUT_MORE;
        }
        cutter->start = i;
        if (s->where == BETWEEN)
            s->where = bytes[i] == '{' ? OBJECT : OTHER;
        if (s->where == OTHER)
            cutter->looked = i + 1;
    }
    if (s->where == AFTER) {
        cutter->start = cutter->looked = length;
        return last ? CUT_NOTHING : CUT_MORE;
    }
    switch (s->where) {
    case OBJECT:
        return scan_object(s, cutter, bytes, length, last, cut);
    case OTHER:
        return scan_other(s, cutter, bytes, length, last, cut);
    default:
        return cut_broken(s, cutter, bytes, length, last, cut);
    }
}

gsize json_cut_object(const char *text, gsize length)
{
    JsonCut state = {.where = OBJECT};
    for (gsize i = 0; i < length; i++) {
        if (!(state.in_string ? take_string(&state, text[i]) : take_plain(&state, text[i])))
            return 0;
        if (state.depth == 0)
            return text[i] == '}' ? i + 1 : 0;
    }
    return 0;
}

gsize json_cut_count_values(const char *text, gsize length)
{
    gboolean in_string = FALSE;
    gsize values = 1;
    for (gsize i = 0; i < length; i++) {
        if (in_string && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            in_string = !in_string;
        else if (!in_string)
            values += text[i] == ',' || text[i] == '[' || text[i] == '{';
    }
    return values;
}
