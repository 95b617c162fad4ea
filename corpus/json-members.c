#include "corpus/json-members-private.h"

#include <string.h>

#include "corpus/byte-scan-private.h"
#include "corpus/json-repair-private.h"

/* Articles have no deeper values. */
#define DEPTH_MOST 32
/* Whole numbers of so many digits are what they are, also to those who read doubles. */
#define EXACT_DIGITS 15
#define NUMBER_MAX_BYTES 60

static void skip_space(JsonMembers *members)
{
    while (members->at < members->end &&
           (*members->at == ' ' || *members->at == '\n' || *members->at == '\r' || *members->at == '\t'))
        members->at++;
}

static gboolean take(JsonMembers *members, char c)
{
    skip_space(members);
    if (members->at == members->end || *members->at != c)
        return FALSE;
    members->at++;
    return TRUE;
}

/* ---- strings ----------------------------------------------------------------------------------*/

static char *take_unicode_escape(JsonMembers *members, char *out)
{
    int unit = json_code_unit(members->at, members->end);
    if (unit <= 0 || (unit >= 0xDC00 && unit < 0xE000))
        return NULL;
    members->at += 6;
    if (unit >= 0xD800 && unit < 0xDC00) {
        int low = json_code_unit(members->at, members->end);
        if (low < 0xDC00 || low >= 0xE000)
            return NULL;
        members->at += 6;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    return out + g_unichar_to_utf8((gunichar)unit, out);
}

/* What the backslash and its followers stand for goes to out; behind it, or NULL if that is nothing. */
static char *take_escape(JsonMembers *members, char *out)
{
    static const char plain[128] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
    if (members->end - members->at < 2)
        return NULL;
    guchar c = (guchar)members->at[1];
    if (c >= sizeof plain || plain[c] == 0)
        return take_unicode_escape(members, out);
    *out = plain[c];
    members->at += 2;
    return out + 1;
}

/* Copies up to the next quotation mark, backslash or NUL; behind the copy. */
static char *copy_plain(JsonMembers *members, char *out)
{
    const char *p = members->at;
    while (members->end - p >= 8) {
        guint64 bytes;
        memcpy(&bytes, p, sizeof bytes);
        memcpy(out, &bytes, sizeof bytes);
        guint64 marks = byte_scan_marks(bytes, '"', '\\', '\0');
        gsize n = marks ? byte_scan_first(marks) : 8;
        p += n;
        out += n;
        if (n < 8)
            break;
    }
    while (p < members->end && *p != '"' && *p != '\\' && *p != '\0')
        *out++ = *p++;
    members->at = p;
    return out;
}

/* The rest of a string, from its first escape on; the part before begins at from. */
static gboolean take_escaped(JsonMembers *members, const char *from, const char **text, gsize *length)
{
    GString *scratch = members->scratch;
    char *begin = scratch->str + scratch->len, *out = begin + (members->at - from);
    memcpy(begin, from, (gsize)(members->at - from));
    while (members->at < members->end && *members->at == '\\') {
        out = take_escape(members, out);
        if (out == NULL)
            return FALSE;
        out = copy_plain(members, out);
    }
    if (members->at == members->end || *members->at != '"')
        return FALSE;
    members->at++;
    *text = begin;
    *length = (gsize)(out - begin);
    g_string_set_size(scratch, scratch->len + *length);
    return TRUE;
}

static gboolean take_string(JsonMembers *members, const char **text, gsize *length)
{
    if (!take(members, '"'))
        return FALSE;
    const char *from = members->at;
    members->at = byte_scan(from, members->end, '"', '\\', '\0');
    if (members->at < members->end && *members->at == '"') {
        *text = from;
        *length = (gsize)(members->at++ - from);
        return TRUE;
    }
    return take_escaped(members, from, text, length);
}

/* ---- other values -----------------------------------------------------------------------------*/

static gboolean take_word(JsonMembers *members)
{
    static const char *const words[] = {"null", "true", "false"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if ((gsize)(members->end - members->at) >= length && memcmp(members->at, words[i], length) == 0) {
            members->at += length;
            return TRUE;
        }
    }
    return FALSE;
}

static gsize skip_digits(JsonMembers *members)
{
    const char *from = members->at;
    while (members->at < members->end && g_ascii_isdigit(*members->at))
        members->at++;
    return (gsize)(members->at - from);
}

static gboolean skip_sign(JsonMembers *members, char one, char other)
{
    if (members->at == members->end || (*members->at != one && *members->at != other))
        return FALSE;
    members->at++;
    return TRUE;
}

static gboolean take_number(JsonMembers *members, JsonMember *member)
{
    const char *from = members->at;
    skip_sign(members, '-', '-');
    gboolean zero = members->at < members->end && *members->at == '0';
    gsize digits = skip_digits(members);
    if (digits == 0 || (zero && digits > 1))
        return FALSE;
    gboolean whole = digits <= EXACT_DIGITS && !(zero && *from == '-');
    if (skip_sign(members, '.', '.')) {
        whole = FALSE;
        if (skip_digits(members) == 0)
            return FALSE;
    }
    if (skip_sign(members, 'e', 'E')) {
        whole = FALSE;
        skip_sign(members, '+', '-');
        if (skip_digits(members) == 0)
            return FALSE;
    }
    member->kind = whole ? JSON_TEXT : JSON_VALUE;
    member->text = from;
    member->length = (gsize)(members->at - from);
    return member->length <= NUMBER_MAX_BYTES;
}

static gboolean take_container(JsonMembers *members, JsonMember *member)
{
    const char *from = members->at;
    gsize kept = members->scratch->len;
    JsonMembers inner = {from + 1, members->end, members->scratch, FALSE, *from == '{' ? '}' : ']', members->depth + 1};
    JsonMember each;
    JsonMembersAnswer answer;
    if (members->depth == DEPTH_MOST)
        return FALSE;
    while ((answer = json_members_next(&inner, &each)) == JSON_MEMBER)
        member->kind = JSON_VALUE;
    g_string_truncate(members->scratch, kept);
    members->at = inner.at;
    if (member->kind == JSON_VALUE) {
        member->text = from;
        member->length = (gsize)(inner.at - from);
    }
    return answer == JSON_MEMBERS_END;
}

static gboolean take_value(JsonMembers *members, JsonMember *member)
{
    skip_space(members);
    char first = members->at < members->end ? *members->at : '\0';
    if (first == '"') {
        member->kind = JSON_TEXT;
        return take_string(members, &member->text, &member->length);
    }
    if (first == '[' || first == '{')
        return take_container(members, member);
    return first == '-' || g_ascii_isdigit(first) ? take_number(members, member) : take_word(members);
}

/* ---- members ----------------------------------------------------------------------------------*/

JsonMembers json_members_begin(const char *bytes, gsize length, GString *scratch)
{
    /* No escape is shorter than what it stands for, so that the scratch never moves. */
    g_string_set_size(scratch, length);
    g_string_truncate(scratch, 0);
    JsonMembers members = {.at = bytes, .end = bytes + length, .scratch = scratch};
    members.close = take(&members, '{') ? '}' : take(&members, '[') ? ']' : '\0';
    return members;
}

JsonMembers json_members_within(const JsonMembers *around, const JsonMember *value)
{
    return (JsonMembers){.at = value->text + 1,
                         .end = value->text + value->length,
                         .scratch = around->scratch,
                         .close = *value->text == '{' ? '}' : ']'};
}

JsonMembersAnswer json_members_next(JsonMembers *members, JsonMember *member)
{
    *member = (JsonMember){0};
    if (members->close == '\0')
        return JSON_MEMBERS_OTHER;
    if (take(members, members->close))
        return JSON_MEMBERS_END;
    if (members->begun && !take(members, ','))
        return JSON_MEMBERS_OTHER;
    members->begun = TRUE;
    if (members->close == '}' && (!take_string(members, &member->key, &member->key_length) || !take(members, ':')))
        return JSON_MEMBERS_OTHER;
    return take_value(members, member) ? JSON_MEMBER : JSON_MEMBERS_OTHER;
}
