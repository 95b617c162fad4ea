#include "indexer/rich-article.h"

#include "stemmer/stemmer.h"

#define LARGE_BYTES ((gsize)1 << 20)
/* What a lexicon of the words takes: about 150,000 different ones. */
#define RICH_BYTES ((gsize)16 << 20)
/* Between two looks; where it ends does not matter. */
#define PIECE_BYTES ((gsize)1 << 20)
/* Of authors and keywords. */
#define RICH_LINES 100000u

gsize article_bytes(const Article *article)
{
    gsize bytes = 0;
    for (guint i = 0; i < ARTICLE_FIELDS; i++)
        bytes += article->field[i]->len;
    return bytes;
}

static gboolean has_many_lines(const GString *lines)
{
    guint count = 0;
    for (gsize i = 0; i < lines->len && count < RICH_LINES; i++)
        count += lines->str[i] == '\n';
    return count == RICH_LINES;
}

static void pass_over(const Token *token, gpointer data)
{
    (void)token;
    (void)data;
}

static void note_full(gpointer full)
{
    *(gboolean *)full = TRUE;
}

/* Reads text until its words fill the lexicon, which sets *full, or to its end. */
static void read_words(Lexicon *lexicon, const GString *text, const gboolean *full)
{
    const char *end = text->str + text->len;
    for (const char *piece = text->str; piece < end && !*full;) {
        const char *stop = piece + MIN((gsize)(end - piece), PIECE_BYTES);
        while (stop < end && ((guint8)*stop & 0xc0) == 0x80)
            stop++;
        tokenizer_run(lexicon, piece, stop - piece, 1, pass_over, NULL);
        piece = stop;
    }
}

gboolean article_is_rich(const Article *article)
{
    if (article_bytes(article) <= LARGE_BYTES)
        return FALSE;
    if (has_many_lines(article->field[ARTICLE_AUTHOR]) || has_many_lines(article->field[ARTICLE_KEYWORD]))
        return TRUE;
    gboolean full = FALSE;
    Lexicon *lexicon = lexicon_new(NULL);
    lexicon_set_bound(lexicon, RICH_BYTES, note_full, &full);
    read_words(lexicon, article->field[ARTICLE_TITLE], &full);
    read_words(lexicon, article->field[ARTICLE_TEXT], &full);
    lexicon_free(lexicon);
    return full;
}
