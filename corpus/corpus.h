/* corpus: give me the next article, whatever it is packed in.
 *
 *     Corpus *corpus = corpus_open(paths, &options, &error);
 *     Article *article = article_new();
 *     while ((answer = corpus_next(corpus, article, &error)) != CORPUS_END) …
 *     article_free(article);
 *     corpus_free(corpus);
 *
 * Reading is in two halves, so that the second can run in many threads: corpus_next_batch() walks
 * folders, unpacks, and cuts the bytes into records; article_parse() makes an article of a record.
 * corpus_next() does both.
 *
 * Threads: a Corpus belongs to one thread at a time; a RecordBatch and an ArticleParser too, but
 * they may be other threads than the Corpus's. A batch may outlive its Corpus.
 */
#pragma once

#include <glib.h>

/* ---- articles ---------------------------------------------------------------------------------*/

typedef enum {
    ARTICLE_ID,
    ARTICLE_URL,
    ARTICLE_TITLE,
    ARTICLE_TEXT,
    ARTICLE_SOURCE,
    ARTICLE_AUTHOR, /* several: one a line */
    ARTICLE_SECTION,
    ARTICLE_LANGUAGE, /* as declared: a name or a code */
    ARTICLE_KEYWORD,  /* several: one a line */
    ARTICLE_DATELINE, /* the place that it was filed from */
    ARTICLE_AGENCY,   /* that filed it */
    ARTICLE_FIELDS    /* how many */
} ArticleField;

typedef enum {
    DATE_NONE,
    DATE_YEAR,
    DATE_MONTH,
    DATE_DAY,
    DATE_INSTANT /* to the second or better */
} DatePrecision;

typedef struct {
    gint64 seconds; /* since 1970-01-01T00:00Z; of a lower precision, the period's first instant */
    DatePrecision precision;
    gint16 zone_minutes; /* east of UTC, as written: with seconds the calendar date as written */
} ArticleDate;

/* What told an article's date, the surest first. */
typedef enum {
    DATE_ORIGIN_NONE, /* there is none */
    DATE_ORIGIN_DECLARED,  /* a field of the record */
    DATE_ORIGIN_METADATA,  /* what a page says of itself: JSON-LD, <meta>, <time> */
    DATE_ORIGIN_URL,
    DATE_ORIGIN_DATELINE,
    DATE_ORIGIN_FILE_NAME
} DateOrigin;

/* "declared", "metadata", "url", "dateline", "file"; "" for none. Static. And back: DATE_ORIGIN_NONE for another name. */
const char *date_origin_name(DateOrigin origin);
DateOrigin date_origin_of_name(const char *name);

/* Where an article stands. Pointers are valid as long as the batch (or, from corpus_next(), until
 * the next call). */
typedef struct {
    const char *path;   /* the file as named or found; "-" for standard input */
    const char *member; /* of an archive, as UTF-8; NULL outside of one */
    guint64 record;     /* in the file or member, from 1; 0 of a reject that is the whole file */
    guint64 line;       /* on which the record begins, from 1; 0 where lines mean nothing */
    const char *format; /* the name of the format, static; NULL of a reject that is the whole file */
} ArticlePlace;

/* What an article was in the index that it was exported from. Only dateline's own export sets it; it is no
 * part of the article's content. Its strings are any bytes but NUL. */
typedef struct {
    GString *identity; /* 32 lower-case hex digits; empty: the article has no origin */
    GString *path;     /* absolute, or "-" */
    GString *member;   /* empty outside of an archive */
    GString *reading;  /* the options with which the file was read; empty: none */
    guint64 record;    /* from 1 */
} ArticleOrigin;

typedef struct {
    /* Valid UTF-8 in every field; no control characters but \n and \t; an absent field is empty. */
    GString *field[ARTICLE_FIELDS];
    ArticleDate date;
    DateOrigin date_origin;
    ArticlePlace place;
    ArticleOrigin origin;
    /* What was left out of an article that is otherwise whole ("no such date: 2014-02-30"), or
     * empty. One note a line. */
    GString *notes;
} Article;

Article *article_new(void);
void article_free(Article *article);
/* Empties every field; keeps the memory, but for what one huge article took. */
void article_reset(Article *article);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Article, article_free)

/* The name by which --map and messages call a field ("title"), and the field of such a name, else
 * ARTICLE_FIELDS. "date" is no ArticleField. */
const char *article_field_name(ArticleField field);
ArticleField article_field_of_name(const char *name, gsize length);

/* ---- dates ------------------------------------------------------------------------------------*/

/* Reads text[0..length) as a date:
 *   ISO 8601: 2014, 2014-08, 2014-08-07 (also with / or .), 20140807, 2014-219, 2014-W32-4, with or
 *     without a time and a zone; 20140807101500
 *   an epoch, told by its size: seconds (9 or 10 digits), milliseconds (11 to 13), microseconds
 *     (15 or 16), nanoseconds (17 to 19)
 *   RFC 822 and 850, asctime(): "Thu, 07 Aug 2014 10:15:00 +0400", "Thu Aug  7 10:15:00 2014"
 *   words: "August 7, 2014", "7 Aug 2014", "Aug. 2014", "Thursday, August 7, 2014 10:15 pm EDT";
 *     also in German, French, Spanish, Italian, Portuguese, Russian: "7. August 2014", "le 7 août 2014"
 *   in Chinese, Japanese and Korean: "2014年8月7日 10:15", "2014년 8월 7일"
 * DATE_NONE in *date and FALSE for an impossible date, one that can be read in two ways
 * (03/04/2014), a year outside 1000 to 2999, or no date at all; an empty text is DATE_NONE and TRUE.
 * A time without a zone is taken for UTC; with a zone name of no fixed meaning only the day counts.
 * Weekdays are not checked. Years of two digits count only with a time (RFC 822; 50 to 99 are of
 * the twentieth century). */
gboolean date_parse(const char *text, gsize length, ArticleDate *date);

/* ---- reading ----------------------------------------------------------------------------------*/

/* Room enough for any article, and little enough for the memory of a run. */
#define CORPUS_ARTICLE_MAX ((gsize)32 << 20)

typedef struct {
    const char *format;         /* "text", "jsonl"; NULL: told by content */
    const char *const *maps;    /* "field=key" strings, NULL-terminated; NULL for none */
    /* Globs on the path or the base name of a file, or of a member of an archive, NULL-terminated;
     * '*' matches '/' too. NULL: all, and none. An archive itself need not match include. */
    const char *const *include;
    const char *const *exclude;
    const char *encoding; /* of texts that are not UTF-8, a name that iconv knows; NULL: detected */
    gsize article_max;    /* a larger article is a reject; 0: CORPUS_ARTICLE_MAX */
    const char *warc_url; /* of web archives, take pages whose target URI this regular expression (of PCRE) matches; NULL: all */
    /* Set by a signal handler: a read that the signal breaks off is taken for the end, and what it cut must
     * not be used. It must outlive the corpus; NULL: no such thing. */
    const gint *stop;
} CorpusOptions;

/* What can be read: the names for CorpusOptions.format, NULL-terminated, and all about the format of a number from 0
 * on; FALSE if there are no more. Everything is static. */
extern const char *const corpus_format_names[];

typedef struct {
    const char *name;
    const char *help;              /* what it is, in one line */
    const char *told;              /* what it is told by, besides the extension */
    const char *options;           /* names of the options of `dateline index` that concern it */
    const char *const *extensions; /* without the dot, NULL-terminated */
} CorpusFormat;

gboolean corpus_format(guint number, CorpusFormat *format);

typedef struct Corpus Corpus;

/* Opens files and folders in the order given; "-" is standard input. paths is NULL-terminated. NULL
 * and an error (G_FILE_ERROR, or G_OPTION_ERROR for a bad map or an unknown format) if one of them
 * can't be read at all. options may be NULL; it is not needed after the call. */
Corpus *corpus_open(const char *const *paths, const CorpusOptions *options, GError **error);
void corpus_free(Corpus *corpus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Corpus, corpus_free)

/* The symbolic links that were found below the folders (GPtrArray of char *): reading follows them out of there. Valid
 * until corpus_free(). */
const GPtrArray *corpus_links(const Corpus *corpus);

typedef enum {
    CORPUS_ARTICLE, /* *article is filled */
    CORPUS_REJECT,  /* not an article, or a broken one: article->place says where, article->notes
                       why; the reader stands on the next one */
    CORPUS_END,
    CORPUS_FAILED   /* reading can't go on: *error is set */
} CorpusAnswer;

CorpusAnswer corpus_next(Corpus *corpus, Article *article, GError **error);

/* Files passed over because they hold no articles (pictures, office files …): the kind in words
 * ("PNG image"), how many, one of them. Known in full at the end. */
typedef struct {
    const char *kind;
    guint count;
    const char *example; /* path */
} CorpusPassed;
/* Both valid until corpus_free(). */
const CorpusPassed *corpus_passed(const Corpus *corpus, gsize *count);

typedef struct {
    guint64 bytes_read;  /* of the files as they lie on disk, packed or not */
    guint64 bytes_total; /* of all files; 0 if unknown (standard input) */
    guint64 bytes_unpacked;
    guint64 files;       /* begun so far */
} CorpusProgress;
/* May be called from another thread than the reader's. */
void corpus_progress(Corpus *corpus, CorpusProgress *progress);

/* ---- reading in two halves --------------------------------------------------------------------*/

/* Some consecutive records: raw bytes and where they stand. A large article makes a large batch. */
typedef struct RecordBatch RecordBatch;

RecordBatch *record_batch_new(void);
void record_batch_free(RecordBatch *batch);
gsize record_batch_count(const RecordBatch *batch);
gsize record_batch_bytes(const RecordBatch *batch);
/* Where record i stands: what article_parse() will put into article->place. */
ArticlePlace record_batch_place(const RecordBatch *batch, gsize i);
/* The number of records in all batches before this one: first + i orders them over a whole run. */
guint64 record_batch_first(const RecordBatch *batch);

/* Refills batch with the next records (about 1 MiB of them): CORPUS_ARTICLE if there are any,
 * CORPUS_END, or CORPUS_FAILED. */
CorpusAnswer corpus_next_batch(Corpus *corpus, RecordBatch *batch, GError **error);

typedef struct ArticleParser ArticleParser;

/* A parser with the options of the corpus, one for each thread; it may outlive the corpus. */
ArticleParser *article_parser_new(const Corpus *corpus);
void article_parser_free(ArticleParser *parser);

/* Makes an article of record i (below record_batch_count()): CORPUS_ARTICLE or CORPUS_REJECT. */
CorpusAnswer article_parse(ArticleParser *parser, const RecordBatch *batch, gsize i,
                           Article *article);
