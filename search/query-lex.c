#include "search/query-lex.h"

#include <stdarg.h>
#include <string.h>

#include "console/nearest.h"
#include "search/query-text.h"
#include "search/query-tree.h"
#include "xapian-c/index-error.h"

#define PLACE_FORMAT "query, character "

typedef struct {
    const char *text;
    gsize length;
    gsize at;
    GArray *tokens;
} Lexer;

void query_error(GError **error, const char *text, gsize place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    glong character = g_utf8_strlen(text, (gssize)place) + 1;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY, PLACE_FORMAT "%ld: %s", character, message);
}

glong query_error_character(const GError *error)
{
    if (!g_error_matches(error, INDEX_ERROR, INDEX_ERROR_QUERY) ||
        !g_str_has_prefix(error->message, PLACE_FORMAT))
        return 0;
    return (glong)g_ascii_strtoll(error->message + strlen(PLACE_FORMAT), NULL, 10);
}

/* ---- characters ----------------------------------------------------------------------------- */

static gunichar peek(const Lexer *lexer, gsize at)
{
    return at < lexer->length ? g_utf8_get_char(lexer->text + at) : 0;
}

static gsize next(const Lexer *lexer, gsize at)
{
    return (gsize)(g_utf8_next_char(lexer->text + at) - lexer->text);
}

/* The dash of the keyboard, and what word processors make of it. */
static gboolean is_minus(gunichar c)
{
    return c == '-' || c == 0x2212 /* − */ || c == 0x2013 /* – */;
}

static gboolean is_bracket(gunichar c)
{
    return c == '(' || c == ')';
}

/* Whether the space c at `at` groups the digits of a number. */
static gboolean groups_digits(const Lexer *lexer, gsize at, gunichar c)
{
    if (c != 0x00A0 && c != 0x202F && c != 0x2009)
        return FALSE;
    return at > 0 && g_ascii_isdigit(lexer->text[at - 1]) &&
           g_ascii_isdigit(peek(lexer, next(lexer, at)));
}

/* Whether letters stand on both sides of the character at `at`. */
static gboolean is_inside_word(const Lexer *lexer, gsize at)
{
    return at > 0 && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(lexer->text + at))) &&
           g_unichar_isalnum(peek(lexer, next(lexer, at)));
}

static gboolean is_space(const Lexer *lexer, gsize at, gunichar c)
{
    if (c == 0xFEFF) /* a byte order mark, or what doesn't show in a word */
        return !is_inside_word(lexer, at);
    return (g_unichar_isspace(c) || c == 0x200B || g_unichar_iscntrl(c)) &&
           !groups_digits(lexer, at, c);
}

/* What else may stand behind the sign of an exact word. */
static gboolean is_wild(gunichar c)
{
    return c == '*' || c == '?' || c == '(' || c == '@' || c == '#';
}

/* Whether an item ends at `at`. */
static gboolean is_end(const Lexer *lexer, gsize at)
{
    gunichar c = peek(lexer, at);
    return at >= lexer->length || is_space(lexer, at, c) || is_bracket(c) ||
           query_text_quote_at(lexer->text, lexer->length, at);
}

/* ---- tokens --------------------------------------------------------------------------------- */

static QueryToken *add(Lexer *lexer, QueryTokenKind kind, gsize start, gsize end)
{
    QueryToken token = {
        .kind = kind, .start = start, .end = end, .inner_start = start, .inner_end = end, .weight = 1};
    g_array_append_val(lexer->tokens, token);
    return &g_array_index(lexer->tokens, QueryToken, lexer->tokens->len - 1);
}

/* The token right before the place where the lexer stands; NULL if there is none. */
static const QueryToken *touching(const Lexer *lexer)
{
    if (lexer->tokens->len == 0)
        return NULL;
    const QueryToken *last = &g_array_index(lexer->tokens, QueryToken, lexer->tokens->len - 1);
    return last->end == lexer->at ? last : NULL;
}

/* Whether a sign could stand here: not in "Karabakh"-based. */
static gboolean stands_apart(const Lexer *lexer)
{
    const QueryToken *before = touching(lexer);
    return !before || (before->kind != QUERY_TOKEN_WORD && before->kind != QUERY_TOKEN_PHRASE &&
                       before->kind != QUERY_TOKEN_CLOSE);
}

/* The field whose value stands here, perhaps behind an equals sign; NULL: none. */
static const QueryToken *value_field(const Lexer *lexer)
{
    const QueryToken *before = touching(lexer);
    if (before && before->kind == QUERY_TOKEN_EXACT)
        before = lexer->tokens->len > 1 && before[-1].end == before->start ? before - 1 : NULL;
    return before && before->kind == QUERY_TOKEN_FIELD && before->field->kind != FIELD_TEXT ? before : NULL;
}

/* A weight: `^2.5` from its caret up to end. */
static gboolean read_weight(Lexer *lexer, gsize caret, gsize end, double *weight, GError **error)
{
    g_autofree char *number = g_strndup(lexer->text + caret + 1, end - caret - 1);
    gsize digits = strspn(number, "0123456789.");
    const char *point = strchr(number, '.');
    gboolean whole = digits == strlen(number) && digits > 0 && digits < 16 &&
                     !(point && strchr(point + 1, '.')) && strcmp(number, ".") != 0;
    if (!whole) {
        query_error(error, lexer->text, caret,
                    "'^' wants a number right behind it, as in war^2.5 (in quotes it is text)");
        return FALSE;
    }
    *weight = g_ascii_strtod(number, NULL);
    if (*weight > 0 && *weight <= QUERY_MAX_WEIGHT)
        return TRUE;
    query_error(error, lexer->text, caret, "a weight is more than 0 and at most %g, not %s",
                QUERY_MAX_WEIGHT, number);
    return FALSE;
}

/* Up to where a weight behind a phrase or bracket goes. */
static gboolean lex_weight(Lexer *lexer, double *weight, GError **error)
{
    gsize at = lexer->at;
    if (peek(lexer, at) != '^')
        return TRUE;
    while (!is_end(lexer, at))
        at = next(lexer, at);
    gsize caret = lexer->at;
    lexer->at = at;
    return read_weight(lexer, caret, at, weight, error);
}

/* The distance behind NEAR/ or a phrase's ~: the digits from start to end. 0 and an error if it is none. */
static guint read_distance(Lexer *lexer, gsize place, gsize start, gsize end, const char *example,
                           GError **error)
{
    guint64 distance = 0;
    gboolean digits = end > start;
    for (gsize at = start; at < end; at++) {
        digits = digits && g_ascii_isdigit(lexer->text[at]);
        if (digits)
            distance = MIN(distance * 10 + (guint64)g_ascii_digit_value(lexer->text[at]), 1000000);
    }
    if (!digits)
        query_error(error, lexer->text, place,
                    "how many words apart? Write %s (in quotes it is a word)", example);
    else if (distance == 0 || distance > QUERY_MAX_DISTANCE)
        query_error(error, lexer->text, place, "a distance is 1 to %d, as in %s",
                    QUERY_MAX_DISTANCE, example);
    else
        return (guint)distance;
    return 0;
}

static gboolean lex_phrase(Lexer *lexer, GError **error)
{
    gsize start = lexer->at;
    int group = query_text_quote_at(lexer->text, lexer->length, start);
    gsize inner = next(lexer, start), at = inner;
    while (at < lexer->length && query_text_quote_at(lexer->text, lexer->length, at) != group)
        at = next(lexer, at);
    if (at == lexer->length) {
        query_error(error, lexer->text, start, "the quote that opens here is never closed");
        return FALSE;
    }
    QueryToken token = {.kind = QUERY_TOKEN_PHRASE, .start = start, .inner_start = inner,
                        .inner_end = at, .weight = 1};
    lexer->at = next(lexer, at);
    if (peek(lexer, lexer->at) == '~') {
        gsize tilde = lexer->at, end = tilde + 1;
        while (end < lexer->length && lexer->text[end] != '^' && !is_end(lexer, end))
            end = next(lexer, end);
        token.distance = read_distance(lexer, tilde, tilde + 1, end, "\"peace talks\"~5", error);
        lexer->at = end;
        if (!token.distance)
            return FALSE;
    }
    if (!lex_weight(lexer, &token.weight, error))
        return FALSE;
    token.end = lexer->at;
    g_array_append_val(lexer->tokens, token);
    return TRUE;
}

/* ---- words ---------------------------------------------------------------------------------- */

static gboolean is_text(const Lexer *lexer, gsize start, gsize end, const char *word)
{
    return end - start == strlen(word) && memcmp(lexer->text + start, word, end - start) == 0;
}

/* *found: whether [start, end) is AND, OR, NOT, NEAR/n, BEFORE/n; it is added then. */
static gboolean lex_operator(Lexer *lexer, gsize start, gsize end, gboolean *found, GError **error)
{
    static const struct {
        const char *word;
        QueryTokenKind kind;
        const char *example; /* NULL: takes no number */
    } table[] = {
        {"AND", QUERY_TOKEN_AND, NULL},
        {"OR", QUERY_TOKEN_OR, NULL},
        {"NOT", QUERY_TOKEN_NOT, NULL},
        {"NEAR", QUERY_TOKEN_NEAR, "peace NEAR/5 talks"},
        {"BEFORE", QUERY_TOKEN_BEFORE, "peace BEFORE/5 talks"},
    };
    *found = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
        gsize name = start + strlen(table[i].word);
        if (is_text(lexer, start, end, table[i].word) && !table[i].example) {
            add(lexer, table[i].kind, start, end);
            return TRUE;
        }
        if (!table[i].example || end < name || !is_text(lexer, start, name, table[i].word) ||
            (end > name && lexer->text[name] != '/'))
            continue;
        guint distance =
            read_distance(lexer, start, MIN(name + 1, end), end, table[i].example, error);
        add(lexer, table[i].kind, start, end)->distance = distance;
        return distance != 0;
    }
    *found = FALSE;
    return TRUE;
}

static void unknown_field(Lexer *lexer, gsize start, gsize end, GError **error)
{
    gsize count;
    const Field *fields = schema_fields(&count);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GString) list = g_string_new(NULL);
    for (gsize i = 0; i < count; i++) {
        g_ptr_array_add(names, (gpointer)fields[i].name);
        g_string_append_printf(list, "%s%s", i ? ", " : "", fields[i].name);
    }
    for (gsize i = 0; i < count; i++)
        if (fields[i].alias)
            g_ptr_array_add(names, (gpointer)fields[i].alias);
    for (const char *const *word = query_text_date_words(); *word; word++)
        g_ptr_array_add(names, (gpointer)*word);
    g_autofree char *name = g_ascii_strdown(lexer->text + start, (gssize)(end - start));
    int nearest = nearest_name(name, (const char *const *)names->pdata, names->len);
    /* Of a short name a neighbour may have nothing left. */
    if (nearest >= 0 && nearest_distance(name, names->pdata[nearest]) < strlen(name))
        query_error(error, lexer->text, start,
                    "there is no field '%s'; did you mean '%s:'? (in quotes it is text)", name,
                    (char *)names->pdata[nearest]);
    else
        query_error(error, lexer->text, start,
                    "there is no field '%s'; there are %s, after, before, on (in quotes it is text)",
                    name, list->str);
}

/* Up to where the characters of a field's name go; start if none is there. */
static gsize name_end(const Lexer *lexer, gsize start, gsize end)
{
    gsize at = start;
    while (at < end) {
        gunichar c = peek(lexer, at);
        if (!g_unichar_isalpha(c) && (at == start || (!g_unichar_isdigit(c) && c != '_' && c != '-')))
            break;
        at = next(lexer, at);
    }
    return at;
}

/* *found: whether a field begins the word [start, end); it is added then, up to its colon. */
static gboolean lex_field(Lexer *lexer, gsize start, gsize end, gboolean *found, GError **error)
{
    gsize colon = name_end(lexer, start, end), after = colon + 1;
    *found = FALSE;
    if (colon == start || colon >= end || lexer->text[colon] != ':')
        return TRUE;
    const char *name = query_text_field_name(lexer->text + start, colon - start);
    const Field *field = schema_field(lexer->text + start, colon - start);
    if (name && !field)
        field = schema_field("date", 4);
    gunichar c = peek(lexer, after);
    gboolean nothing = after >= lexer->length || is_space(lexer, after, c) || c == ')';
    if (nothing && !name)
        return TRUE;
    if (nothing) {
        query_error(error, lexer->text, start,
                    "nothing stands right behind '%s:': write %s (in quotes it is text)", name,
                    strcmp(name, "date") == 0 || !field->example || field->kind == FIELD_DATE
                        ? "a date there, as in date:2014-08"
                        : "the word there, without a space");
        return FALSE;
    }
    if (!name && (c == '/' || c == ':'))
        return TRUE;
    if (!name) {
        unknown_field(lexer, start, colon, error);
        return FALSE;
    }
    const QueryToken *before = touching(lexer);
    if (before && before->kind == QUERY_TOKEN_FIELD) {
        query_error(error, lexer->text, start, "a field can't stand in another: leave out '%s:'", name);
        return FALSE;
    }
    *found = TRUE;
    QueryToken *token = add(lexer, QUERY_TOKEN_FIELD, start, after);
    token->field = field;
    token->field_name = name;
    lexer->at = after;
    return TRUE;
}

/* ~, ~2 and ^2.5 at the end of a word: they go from its inner end. */
static gboolean lex_suffixes(Lexer *lexer, QueryToken *token, GError **error)
{
    const char *text = lexer->text;
    for (gsize at = token->inner_end; at > token->inner_start + 1; at--)
        if (text[at - 1] == '^') {
            if (!read_weight(lexer, at - 1, token->inner_end, &token->weight, error))
                return FALSE;
            token->inner_end = at - 1;
            break;
        }
    gsize tilde = token->inner_end;
    while (tilde > token->inner_start && g_ascii_isdigit(text[tilde - 1]))
        tilde--;
    if (tilde < token->inner_start + 2 || text[tilde - 1] != '~')
        return TRUE;
    tilde--;
    gsize digits = token->inner_end - tilde - 1;
    token->distance = digits == 0 ? 1 : (guint)g_ascii_digit_value(text[tilde + 1]);
    token->inner_end = tilde;
    if (digits <= 1 && token->distance >= 1 && token->distance <= 2)
        return TRUE;
    query_error(error, text, tilde,
                "a spelling may be 1 or 2 letters off, as in karabah~ or karabah~2 (words near each "
                "other: \"peace talks\"~5)");
    return FALSE;
}

static gboolean lex_word(Lexer *lexer, GError **error)
{
    const QueryToken *before = touching(lexer), *value = value_field(lexer);
    gboolean plain = before && before->kind == QUERY_TOKEN_EXACT;
    gboolean raw = value && strcmp(value->field_name, "url") == 0;
    gsize start = lexer->at, at = start;
    while (!is_end(lexer, at))
        at = next(lexer, at);
    gboolean found = FALSE;
    if (!value && !plain && !lex_operator(lexer, start, at, &found, error))
        return FALSE;
    if (found) {
        lexer->at = at;
        return TRUE;
    }
    if (!value && !lex_field(lexer, start, at, &found, error))
        return FALSE;
    if (found)
        return TRUE;
    lexer->at = at;
    QueryToken *token = add(lexer, QUERY_TOKEN_WORD, start, at);
    return raw || lex_suffixes(lexer, token, error);
}

/* ---- items ---------------------------------------------------------------------------------- */

/* A sign is a dash or plus with something right behind it, and no other of its kind. */
static gboolean is_sign(const Lexer *lexer, gunichar c)
{
    if (!is_minus(c) && c != '+')
        return FALSE;
    gsize after = next(lexer, lexer->at);
    gunichar following = peek(lexer, after);
    gboolean doubled = is_minus(c) ? is_minus(following) : following == '+';
    gboolean negative = c != '-' && is_minus(c) && g_unichar_isdigit(following); /* −5 degrees */
    return after < lexer->length && !is_space(lexer, after, following) && !doubled && !negative &&
           following != ')' && stands_apart(lexer);
}

static gboolean lex_sign(Lexer *lexer, gunichar c, GError **error)
{
    const QueryToken *before = touching(lexer);
    if (before && before->kind == QUERY_TOKEN_FIELD) {
        query_error(error, lexer->text, lexer->at, "the sign goes before the field: write %c%s:…",
                    c == '+' ? '+' : '-', before->field_name);
        return FALSE;
    }
    gsize after = next(lexer, lexer->at);
    add(lexer, c == '+' ? QUERY_TOKEN_PLUS : QUERY_TOKEN_MINUS, lexer->at, after);
    lexer->at = after;
    return TRUE;
}

static gboolean lex_bracket(Lexer *lexer, gunichar c, GError **error)
{
    gsize start = lexer->at++;
    QueryToken *token =
        add(lexer, c == '(' ? QUERY_TOKEN_OPEN : QUERY_TOKEN_CLOSE, start, lexer->at);
    if (c == '(')
        return TRUE;
    if (peek(lexer, lexer->at) == '~') {
        query_error(error, lexer->text, lexer->at,
                    "'~' has no meaning behind a bracket: words near each other are \"peace "
                    "talks\"~5 or peace NEAR/5 talks");
        return FALSE;
    }
    if (!lex_weight(lexer, &token->weight, error))
        return FALSE;
    token->end = lexer->at;
    return TRUE;
}

/* Whether the field before it compares whole values, in which '=' makes wildcards text; ids have none. */
static gboolean takes_whole_values(const Lexer *lexer)
{
    const QueryToken *before = touching(lexer);
    return before && before->kind == QUERY_TOKEN_FIELD &&
           before->field->kind == FIELD_BOOLEAN && strcmp(before->field->prefix, PREFIX_ID) != 0;
}

/* Whether an equals sign at the lexer's place makes what follows exact. */
static gboolean is_exact_sign(const Lexer *lexer, gunichar c)
{
    gunichar following = peek(lexer, next(lexer, lexer->at));
    return c == '=' && (value_field(lexer) ? takes_whole_values(lexer) : stands_apart(lexer)) &&
           (g_unichar_isalnum(following) || query_text_quote_group(following) || is_wild(following));
}

gboolean query_lex_begins_with_sign(const char *word)
{
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(QueryToken));
    Lexer lexer = {.text = word, .length = strlen(word), .tokens = none};
    gunichar c = peek(&lexer, 0);
    return c != 0 && (is_sign(&lexer, c) || is_exact_sign(&lexer, c));
}

gboolean query_lex_stays_whole(const char *word)
{
    g_autoptr(GString) plain = query_text_plain(word, strlen(word), NULL);
    if (!plain || strcmp(plain->str, word) != 0)
        return FALSE;
    Lexer lexer = {.text = word, .length = strlen(word)};
    gsize at = 0;
    while (!is_end(&lexer, at))
        at = next(&lexer, at);
    return at == lexer.length;
}

/* One token; lexer->at stands on something other than space. */
static gboolean lex_item(Lexer *lexer, GError **error)
{
    gunichar c = peek(lexer, lexer->at);
    if (is_bracket(c))
        return lex_bracket(lexer, c, error);
    if (query_text_quote_at(lexer->text, lexer->length, lexer->at))
        return lex_phrase(lexer, error);
    if (is_sign(lexer, c) && !value_field(lexer))
        return lex_sign(lexer, c, error);
    if (is_exact_sign(lexer, c)) {
        add(lexer, QUERY_TOKEN_EXACT, lexer->at, lexer->at + 1);
        lexer->at++;
        return TRUE;
    }
    return lex_word(lexer, error);
}

GArray *query_lex(const char *text, gsize length, GError **error)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(QueryToken));
    Lexer lexer = {.text = text, .length = length, .tokens = tokens};
    while (lexer.at < length) {
        if (is_space(&lexer, lexer.at, peek(&lexer, lexer.at)))
            lexer.at = next(&lexer, lexer.at);
        else if (!lex_item(&lexer, error))
            return NULL;
    }
    add(&lexer, QUERY_TOKEN_END, length, length);
    return g_steal_pointer(&tokens);
}
