/* fuzz_words: the tokenizer in any language; text for terminals, JSON, and the telling of
 * languages. */
#include "tests/fuzz/fuzz-private.h"

#include <string.h>

#include "stemmer/json-text.h"
#include "stemmer/language-detect.h"
#include "stemmer/stemmer.h"

/* ---- the tokenizer ----------------------------------------------------------------------------*/

typedef struct {
    const char *text;
    gsize length;
    guint32 position;    /* of the last word */
    gsize start;         /* of the last token */
    GArray *tokens;      /* Token: of the first run */
    guint at;            /* in them */
    gboolean compare;    /* this run gives the same */
    gboolean same_words; /* even in the same places */
} Run;

static gboolean is_border(const Run *run, gsize at)
{
    return at == run->length || (run->text[at] & 0xC0) != 0x80;
}

static void check_word(const Word *word)
{
    g_assert(word->length >= 1 && word->length <= WORD_MAX_BYTES);
    g_assert(strlen(word->text) == word->length);
    fuzz_check_text(word->text, word->length, FALSE);
    g_assert(g_utf8_strlen(word->text, -1) <= WORD_MAX_CHARACTERS);
    for (gsize i = 0; i < G_N_ELEMENTS(word->stem); i++) {
        g_assert(word->stem[i] != NULL || word->stem_length[i] == 0);
        if (word->stem[i] == NULL)
            continue;
        g_assert(i == 0 || word->stem[0] != NULL);
        g_assert(word->stem_length[i] >= 1);
        g_assert(strlen(word->stem[i]) == word->stem_length[i]);
        fuzz_check_text(word->stem[i], word->stem_length[i], FALSE);
    }
}

static void check_place(Run *run, const Token *token)
{
    gboolean variant = (token->flags & TOKEN_VARIANT) != 0;
    g_assert(token->start < token->end && token->end <= run->length);
    g_assert(is_border(run, token->start) && is_border(run, token->end));
    /* A variant follows what it is a form of, be it a compound of several words. */
    g_assert(variant || token->start >= run->start);
    run->start = MAX(run->start, token->start);
    if (token->flags & TOKEN_UNPOSITIONED) {
        g_assert(token->position == 0);
        return;
    }
    g_assert(variant ? token->position <= run->position : token->position == run->position + 1);
    g_assert(!variant || token->position >= 1);
    run->position = MAX(run->position, token->position);
}

static void on_token(const Token *token, gpointer data)
{
    Run *run = data;
    check_word(token->word);
    if (!run->compare) {
        check_place(run, token);
        g_array_append_val(run->tokens, *token);
        return;
    }
    g_assert(run->at < run->tokens->len);
    const Token *before = &g_array_index(run->tokens, Token, run->at++);
    g_assert(before->start == token->start && before->end == token->end);
    g_assert(before->position == token->position && before->flags == token->flags);
    if (run->same_words)
        g_assert(before->word == token->word);
    else
        g_assert_cmpstr(before->word->text, ==, token->word->text);
}

/* The lexicon of a language, without words: to make one takes longer than most inputs. */
static Lexicon *lexicon_of(guint number, const char *language)
{
    static Lexicon *lexicons[256];
    g_assert(number < G_N_ELEMENTS(lexicons));
    if (lexicons[number] != NULL && lexicon_memory(lexicons[number]) > 1024 * 1024)
        g_clear_pointer(&lexicons[number], lexicon_free);
    if (lexicons[number] == NULL)
        lexicons[number] = lexicon_new(language);
    lexicon_reset(lexicons[number]);
    return lexicons[number];
}

/* The same text gives the same tokens in a lexicon that knows its words, in a new one, and in one
 * that forgot them. */
static void drive_tokenizer(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    FuzzBytes bytes = {(const guint8 *)data, (const guint8 *)data + size};
    gsize count, left;
    const Language *languages = language_list(&count);
    guint choice = fuzz_byte(&bytes);
    const char *language =
        choice % (count + 1) < count ? languages[choice % (count + 1)].name : NULL;
    const char *rest = fuzz_take(&bytes, size, &left);
    g_autofree char *valid = fuzz_valid(rest, left);
    /* In memory of just its size. */
    gsize length = strlen(valid);
    g_autofree char *text = g_malloc(length ? length : 1);
    memcpy(text, valid, length);
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    Run run = {.text = text, .length = length, .tokens = tokens, .same_words = TRUE};
    Lexicon *lexicon = lexicon_of(choice % (count + 1), language), *other = lexicon_new(language);
    guint32 end = tokenizer_run(lexicon, text, length, 1, on_token, &run);
    g_assert(end == run.position + 1);
    run.compare = TRUE;
    g_assert(tokenizer_run(lexicon, text, length, 1, on_token, &run) == end &&
             run.at == tokens->len);
    run.at = 0;
    run.same_words = FALSE;
    g_assert(tokenizer_run(other, text, length, 1, on_token, &run) == end && run.at == tokens->len);
    lexicon_reset(other);
    run.at = 0;
    g_assert(tokenizer_run(other, text, length, 1, on_token, &run) == end && run.at == tokens->len);
    g_assert(lexicon_memory(lexicon) < 64 * 1024 * 1024);
    lexicon_free(other);
    g_autofree char *folded = fold_text(text, length);
    fuzz_check_text(folded, strlen(folded), TRUE);
}

/* ---- text for others --------------------------------------------------------------------------*/

static gboolean overrides_direction(gunichar c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void drive_printable(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    for (gint one_line = 0; one_line < 2; one_line++) {
        g_autoptr(GString) out = g_string_new(NULL);
        printable_append(out, bytes, length, one_line);
        fuzz_check_text(out->str, out->len, FALSE);
        for (const char *p = out->str; *p; p = g_utf8_next_char(p)) {
            g_assert(!overrides_direction(g_utf8_get_char(p)));
            g_assert(!one_line || (*p != '\n' && *p != '\t'));
        }
        /* What is printable stays as it is. */
        g_autoptr(GString) again = g_string_new(NULL);
        printable_append(again, out->str, out->len, one_line);
        g_assert_cmpstr(out->str, ==, again->str);
    }
    g_autoptr(GString) json = g_string_new(NULL);
    json_text_append(json, bytes, length);
    fuzz_check_text(json->str, json->len, FALSE);
    g_assert(json->len >= 2 && json->str[0] == '"' && json->str[json->len - 1] == '"');
    for (gsize i = 1; i < json->len - 1; i++) {
        g_assert(json->str[i] != '"' && (guchar)json->str[i] >= 0x20);
        i += json->str[i] == '\\';
    }
}

static void drive_language(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    static LanguageDetector *detector;
    if (detector == NULL)
        detector = language_detector_new(NULL);
    FuzzBytes parts = {(const guint8 *)bytes, (const guint8 *)bytes + length};
    gsize count, title_length, text_length;
    const Language *languages = language_list(&count), *found = NULL;
    guint usual = fuzz_byte(&parts) % (count + 1);
    const char *title_bytes = fuzz_take_to(&parts, '\n', &title_length);
    const char *text_bytes = fuzz_take(&parts, length, &text_length);
    g_autofree char *title = fuzz_valid(title_bytes, title_length);
    g_autofree char *text = fuzz_valid(text_bytes, text_length);
    LanguageAnswer answer = language_detect(detector, usual < count ? &languages[usual] : NULL,
                                            title, strlen(title), text, strlen(text), &found);
    g_assert((answer == LANGUAGE_FOUND) == (found != NULL));
    g_assert(found == NULL || language_find(found->code) == found);
}

const FuzzTarget fuzz_words_targets[] = {
    {"tokenizer", drive_tokenizer},
    {"printable", drive_printable},
    {"language", drive_language},
    {NULL, NULL},
};
