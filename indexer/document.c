#include "indexer/document.h"

#include <string.h>

#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"

/* Omega shows a caption and a sample of so many bytes at most. */
#define CAPTION_BYTES 120
#define SAMPLE_BYTES 240
#define TITLE_VALUE_BYTES 64

/* Names of languages that are remembered. */
#define FOUND_MAX 256

/* Of its buffer, kept by a reset. */
#define KEPT_DATA_BYTES ((gsize)1 << 20)

struct DocumentBuilder {
    const LanguageChoice *language; /* or NULL */
    char *reading;
    gboolean text;
    GHashTable *lexicons; /* language name → Lexicon */
    GHashTable *seen;     /* names of the languages since the last reset */
    GHashTable *found;    /* what articles declare → Language, NULL if none: a few names come again and again */
    GString *term, *data;
};

DocumentBuilder *document_builder_new(const DocumentOptions *options)
{
    DocumentBuilder *builder = g_new0(DocumentBuilder, 1);
    builder->language = options->language;
    builder->text = options->text;
    builder->reading = g_strdup(options->reading);
    builder->lexicons = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify)lexicon_free);
    builder->seen = g_hash_table_new(g_str_hash, g_str_equal);
    builder->found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    builder->term = g_string_new(NULL);
    builder->data = g_string_new(NULL);
    return builder;
}

void document_builder_free(DocumentBuilder *builder)
{
    if (builder == NULL)
        return;
    g_hash_table_unref(builder->lexicons);
    g_hash_table_unref(builder->seen);
    g_hash_table_unref(builder->found);
    g_string_free(builder->term, TRUE);
    g_string_free(builder->data, TRUE);
    g_free(builder->reading);
    g_free(builder);
}

void document_builder_reset(DocumentBuilder *builder)
{
    GHashTableIter iter;
    gpointer lexicon;
    g_hash_table_iter_init(&iter, builder->lexicons);
    while (g_hash_table_iter_next(&iter, NULL, &lexicon))
        lexicon_reset(lexicon);
    g_hash_table_remove_all(builder->seen);
    if (builder->data->allocated_len > KEPT_DATA_BYTES) {
        g_string_free(builder->data, TRUE);
        builder->data = g_string_new(NULL);
    }
}

gsize document_builder_memory(const DocumentBuilder *builder)
{
    gsize memory = 0;
    GHashTableIter iter;
    gpointer lexicon;
    g_hash_table_iter_init(&iter, builder->lexicons);
    while (g_hash_table_iter_next(&iter, NULL, &lexicon))
        memory += lexicon_memory(lexicon);
    return memory;
}

const char *document_builder_default_language(const DocumentBuilder *builder)
{
    return builder->language != NULL ? language_choice_default(builder->language) : NULL;
}

char *document_builder_languages(const DocumentBuilder *builder)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(builder->seen), (GCompareFunc)strcmp);
    GString *joined = g_string_new(NULL);
    for (GList *name = names; name != NULL; name = name->next)
        g_string_append_printf(joined, "%s%s", joined->len > 0 ? ";" : "", (const char *)name->data);
    return g_string_free(joined, FALSE);
}

/* ---- words ------------------------------------------------------------------------------------*/

/* As language_find(). */
static const Language *find_language(DocumentBuilder *builder, const char *name)
{
    gpointer language;
    if (g_hash_table_lookup_extended(builder->found, name, NULL, &language))
        return language;
    language = (gpointer)language_find(name);
    if (g_hash_table_size(builder->found) == FOUND_MAX)
        g_hash_table_remove_all(builder->found);
    g_hash_table_insert(builder->found, g_strdup(name), language);
    return language;
}

void document_builder_settle_language(DocumentBuilder *builder, Article *article)
{
    GString *declared = article->field[ARTICLE_LANGUAGE];
    gboolean undeclared = declared->len == 0 ||
                          g_ascii_strcasecmp(declared->str, LANGUAGE_UNDETERMINED) == 0;
    if (undeclared) {
        const char *name = builder->language != NULL ? language_choice_of(builder->language, article) : NULL;
        g_string_assign(declared, name != NULL ? name : "");
        return;
    }
    const Language *language = find_language(builder, declared->str);
    if (language != NULL)
        g_string_assign(declared, language->name);
}

/* The lexicon of a language. Of one that is not known, the default language's, in which a query is always stemmed, too: so
 * its words are found. Without a default language words have no stems. */
static Lexicon *lexicon_of(DocumentBuilder *builder, const Language *language)
{
    const char *stemmed = language != NULL ? language->name : document_builder_default_language(builder);
    const char *name = stemmed != NULL ? stemmed : "none";
    Lexicon *lexicon = g_hash_table_lookup(builder->lexicons, name);
    if (lexicon == NULL) {
        lexicon = lexicon_new(stemmed);
        g_hash_table_insert(builder->lexicons, (gpointer)name, lexicon);
    }
    if (stemmed != NULL)
        g_hash_table_add(builder->seen, (gpointer)stemmed);
    return lexicon;
}

static void add_words(DocumentBuilder *builder, SegmentSink *sink, const Article *article,
                      const Language *language)
{
    Lexicon *lexicon = lexicon_of(builder, language);
    const GString *title = article->field[ARTICLE_TITLE], *text = article->field[ARTICLE_TEXT];
    lexicon_set_bound(lexicon, sink->words_most, sink->put_away, sink);
    guint32 position = tokenizer_run(lexicon, title->str, title->len, 1, sink->title_token, sink);
    if (position > 1)
        position += BODY_POSITION_GAP;
    tokenizer_run(lexicon, text->str, text->len, position, sink->body_token, sink);
    lexicon_set_bound(lexicon, 0, NULL, NULL);
}

/* ---- boolean terms ----------------------------------------------------------------------------*/

static void add_boolean(DocumentBuilder *builder, SegmentSink *sink, const char *prefix,
                        const char *value, gsize length)
{
    g_string_truncate(builder->term, 0);
    schema_boolean_term(builder->term, prefix, value, length);
    sink->boolean(sink, builder->term->str, builder->term->len);
}

static void add_folded(DocumentBuilder *builder, SegmentSink *sink, const char *prefix,
                       const char *value, gsize length)
{
    g_autofree char *folded = fold_text(value, length);
    if (*folded != '\0')
        add_boolean(builder, sink, prefix, folded, strlen(folded));
}

/* Each line of a field that may have several values. */
static void add_lines(DocumentBuilder *builder, SegmentSink *sink, const char *prefix,
                      const GString *lines)
{
    const char *end = lines->str + lines->len;
    for (const char *line = lines->str; line < end;) {
        const char *stop = memchr(line, '\n', end - line);
        if (stop == NULL)
            stop = end;
        add_folded(builder, sink, prefix, line, stop - line);
        line = stop + 1;
    }
}

static void add_url(DocumentBuilder *builder, SegmentSink *sink, const GString *url)
{
    if (url->len == 0)
        return;
    add_folded(builder, sink, PREFIX_URL, url->str, url->len);
    const char *host = strstr(url->str, "://");
    if (host == NULL)
        return;
    host += 3;
    gsize length = strcspn(host, "/?#");
    const char *at = memchr(host, '@', length);
    if (at != NULL) {
        length -= at + 1 - host;
        host = at + 1;
    }
    const char *colon = memchr(host, ':', length);
    if (colon != NULL)
        length = colon - host;
    add_folded(builder, sink, PREFIX_HOST, host, length);
}

/* A date written out, without NULs. */
typedef struct {
    char day[8];  /* 20140808 */
    char iso[20]; /* 2014-08-08T13:05:00Z */
} DateText;

static char *put_digits(char *to, guint number, guint digits)
{
    for (guint i = digits; i-- > 0; number /= 10)
        to[i] = '0' + number % 10;
    return to + digits;
}

static DateText date_text(gint64 seconds)
{
    enum { DAY_SECONDS = 86400, JULIAN_1970 = 719163 }; /* as GDate counts days */
    gint64 days = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;
    if (rest < 0) {
        rest += DAY_SECONDS;
        days--;
    }
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, days + JULIAN_1970); /* years are between 1000 and 2999 */
    guint parts[] = {g_date_get_year(&date), g_date_get_month(&date), g_date_get_day(&date),
                     rest / 3600, rest / 60 % 60, rest % 60};
    static const char marks[] = "--T::Z";
    DateText text;
    char *day = text.day, *iso = text.iso;
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        guint digits = i == 0 ? 4 : 2;
        if (i < 3)
            day = put_digits(day, parts[i], digits);
        iso = put_digits(iso, parts[i], digits);
        *iso++ = marks[i];
    }
    return text;
}

static void add_date(DocumentBuilder *builder, SegmentSink *sink, const ArticleDate *date,
                     const char *day)
{
    static const char marks[] = {[DATE_YEAR] = 'y', [DATE_MONTH] = 'm', [DATE_DAY] = 'd',
                                 [DATE_INSTANT] = 'i'};
    if (date->precision == DATE_NONE)
        return;
    add_boolean(builder, sink, PREFIX_YEAR, day, 4);
    if (date->precision >= DATE_MONTH)
        add_boolean(builder, sink, PREFIX_MONTH, day, 6);
    if (date->precision >= DATE_DAY)
        add_boolean(builder, sink, PREFIX_DAY, day, 8);
    char instant[XAP_SORTABLE_BYTES];
    sink->value(sink, SLOT_INSTANT, instant, xap_sortable(date->seconds, instant));
    sink->value(sink, SLOT_DAY, day, 8);
    sink->value(sink, SLOT_PRECISION, &marks[date->precision], 1);
}

static void add_booleans(DocumentBuilder *builder, SegmentSink *sink, const Article *article,
                         const Language *language)
{
    add_lines(builder, sink, PREFIX_AUTHOR, article->field[ARTICLE_AUTHOR]);
    add_lines(builder, sink, PREFIX_KEYWORD, article->field[ARTICLE_KEYWORD]);
    add_url(builder, sink, article->field[ARTICLE_URL]);
    const GString *source = article->field[ARTICLE_SOURCE];
    const GString *section = article->field[ARTICLE_SECTION];
    const GString *declared = article->field[ARTICLE_LANGUAGE];
    add_folded(builder, sink, PREFIX_SOURCE, source->str, source->len);
    add_folded(builder, sink, PREFIX_SECTION, section->str, section->len);
    const GString *place = article->field[ARTICLE_DATELINE], *agency = article->field[ARTICLE_AGENCY];
    add_folded(builder, sink, PREFIX_PLACE, place->str, place->len);
    add_folded(builder, sink, PREFIX_AGENCY, agency->str, agency->len);
    const char *dated = date_origin_name(article->date_origin);
    if (*dated != '\0')
        add_boolean(builder, sink, PREFIX_DATED, dated, strlen(dated));
    if (language != NULL)
        add_boolean(builder, sink, PREFIX_LANGUAGE, language->code, strlen(language->code));
    else
        add_folded(builder, sink, PREFIX_LANGUAGE, declared->str, declared->len);
}

/* ---- values -----------------------------------------------------------------------------------*/

/* The length of text's longest beginning of at most limit bytes that cuts no character. */
static gsize cut_utf8(const char *text, gsize length, gsize limit)
{
    if (length <= limit)
        return length;
    while (limit > 0 && ((guint8)text[limit] & 0xc0) == 0x80)
        limit--;
    return limit;
}

static void add_value(SegmentSink *sink, guint32 slot, const GString *field, gsize limit)
{
    if (field->len == 0)
        return;
    g_autofree char *folded = fold_text(field->str, field->len);
    sink->value(sink, slot, folded, cut_utf8(folded, strlen(folded), limit));
}

static void add_values(SegmentSink *sink, const Article *article, const Language *language,
                       const Identity *identity, const Identity *content)
{
    sink->value(sink, SLOT_IDENTITY, identity->bytes, IDENTITY_BYTES);
    sink->value(sink, SLOT_CONTENT, content->bytes, IDENTITY_BYTES);
    add_value(sink, SLOT_SOURCE, article->field[ARTICLE_SOURCE], TERM_MAX_BYTES);
    add_value(sink, SLOT_SECTION, article->field[ARTICLE_SECTION], TERM_MAX_BYTES);
    add_value(sink, SLOT_AUTHOR, article->field[ARTICLE_AUTHOR], TERM_MAX_BYTES);
    if (language != NULL)
        sink->value(sink, SLOT_LANGUAGE, language->code, strlen(language->code));
    else
        add_value(sink, SLOT_LANGUAGE, article->field[ARTICLE_LANGUAGE], TERM_MAX_BYTES);
    add_value(sink, SLOT_TITLE, article->field[ARTICLE_TITLE], TITLE_VALUE_BYTES);
}

/* ---- data -------------------------------------------------------------------------------------*/

static void append(DocumentBuilder *builder, const char *name, const char *value, gsize length)
{
    schema_data_append(builder->data, name, value, length);
}

static void append_field(DocumentBuilder *builder, const Article *article, ArticleField field)
{
    const GString *value = article->field[field];
    append(builder, article_field_name(field), value->str, value->len);
}

static void append_number(DocumentBuilder *builder, const char *name, gint64 number)
{
    char digits[24], *first = digits + sizeof digits;
    guint64 rest = number < 0 ? -(guint64)number : (guint64)number;
    do
        *--first = '0' + rest % 10;
    while ((rest /= 10) > 0);
    if (number < 0)
        *--first = '-';
    append(builder, name, first, digits + sizeof digits - first);
}

static void append_date(DocumentBuilder *builder, const ArticleDate *date, const DateText *text)
{
    static const gsize lengths[] = {[DATE_YEAR] = 4, [DATE_MONTH] = 7, [DATE_DAY] = 10,
                                    [DATE_INSTANT] = sizeof text->iso};
    if (date->precision == DATE_NONE)
        return;
    append(builder, "date", text->iso, lengths[date->precision]);
    append_number(builder, "modtime", date->seconds);
}

/* The same, and not within a word, if that leaves something. */
static gsize cut_words(const char *text, gsize length, gsize limit)
{
    gsize cut = cut_utf8(text, length, limit);
    if (cut == length || g_ascii_isspace(text[cut]))
        return cut;
    gsize word = cut;
    while (word > 0 && !g_ascii_isspace(text[word - 1]))
        word--;
    while (word > 0 && g_ascii_isspace(text[word - 1]))
        word--;
    return word > limit / 2 ? word : cut;
}

/* Caption and sample are what Omega's templates show of a document. */
static void append_caption(DocumentBuilder *builder, const Article *article)
{
    const GString *title = article->field[ARTICLE_TITLE], *text = article->field[ARTICLE_TEXT];
    const GString *caption = title->len > 0 ? title : text;
    append(builder, "caption", caption->str, cut_words(caption->str, caption->len, CAPTION_BYTES));
    append(builder, "sample", text->str, cut_words(text->str, text->len, SAMPLE_BYTES));
    append_number(builder, "size", text->len);
}

/* Where the article stands: with its origin, if it has one; else at path. */
static void append_place(DocumentBuilder *builder, const Article *article, const char *path)
{
    const ArticleOrigin *origin = &article->origin;
    gboolean exported = origin->identity->len > 0;
    const char *member = exported ? origin->member->str : article->place.member;
    const char *reading = exported ? origin->reading->str : builder->reading;
    if (exported)
        path = origin->path->str;
    append(builder, "path", path, strlen(path));
    if (member != NULL)
        append(builder, "member", member, strlen(member));
    append_number(builder, "record", exported ? origin->record : article->place.record);
    if (reading != NULL)
        append(builder, "reading", reading, strlen(reading));
}

static void make_data(DocumentBuilder *builder, const Article *article, const char *path,
                      const DateText *date)
{
    static const ArticleField fields[] = {ARTICLE_ID,     ARTICLE_URL,     ARTICLE_TITLE,
                                          ARTICLE_SOURCE, ARTICLE_AUTHOR,  ARTICLE_SECTION,
                                          ARTICLE_KEYWORD, ARTICLE_LANGUAGE, ARTICLE_DATELINE,
                                          ARTICLE_AGENCY};
    const char *dated = date_origin_name(article->date_origin);
    g_string_truncate(builder->data, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        append_field(builder, article, fields[i]);
    append_date(builder, &article->date, date);
    append(builder, "dated", dated, strlen(dated));
    append_place(builder, article, path);
    append_caption(builder, article);
    if (builder->text)
        append_field(builder, article, ARTICLE_TEXT);
}

/* ---- the whole --------------------------------------------------------------------------------*/

gboolean document_builder_add(DocumentBuilder *builder, SegmentSink *sink, const Article *article,
                              const char *path, const Identity *identity, const Identity *content,
                              GError **error)
{
    const Language *language = find_language(builder, article->field[ARTICLE_LANGUAGE]->str);
    DateText date = {0};
    if (article->date.precision != DATE_NONE)
        date = date_text(article->date.seconds);
    char hex[IDENTITY_HEX];
    identity_to_hex(identity, hex);

    sink->begin(sink);
    add_boolean(builder, sink, PREFIX_ID, hex, strlen(hex));
    add_booleans(builder, sink, article, language);
    add_date(builder, sink, &article->date, date.day);
    add_words(builder, sink, article, language);
    add_values(sink, article, language, identity, content);
    make_data(builder, article, path, &date);
    return sink->end(sink, builder->data->str, builder->data->len, error);
}
