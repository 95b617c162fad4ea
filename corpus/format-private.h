/* format: one row for each way of writing articles down.
 *
 * A format cuts a stream of bytes into records (in the reader's thread) and makes an article of a
 * record's bytes (in any thread). It knows nothing of how the bytes were packed, and what unpacks
 * them knows nothing of formats: a new format is one file fmt_*.c and one row in format.c.
 */
#pragma once

#include "corpus/article-parser-private.h"

/* What a cutter found in the bytes from the end of the last record on. */
typedef struct {
    gsize skip;           /* bytes before the record that belong to none */
    gsize length;         /* of the record */
    gsize next;           /* where the bytes after the record begin */
    guint64 lines_before; /* line feeds in the skipped bytes */
    guint64 lines;        /* line feeds from the record's first byte up to next */
} Cut;

typedef enum {
    CUT_RECORD,
    CUT_MORE,   /* the record does not end in these bytes */
    CUT_NOTHING /* the stream ends here without another record */
} CutAnswer;

/* A cutter remembers how far it has looked, so that bytes are looked at once however often the
 * stream is asked for more. Both offsets count from the end of the last record; the reader sets
 * them back when it throws away the beginning of a record that is too large to keep. */
typedef struct {
    gsize looked; /* up to here */
    gsize start;  /* of the record, where the format keeps it */
    guint mode;   /* what the format's begin() chose */
    gpointer state;
    /* What the stream says of all its records: a table's first row, a feed's own title. parse() gets it
     * with each record that was cut since it was set. The format sets it by cutter_set_context(). */
    GBytes *context;
} Cutter;

/* Replaces the context by a copy of bytes. */
void cutter_set_context(Cutter *cutter, const char *bytes, gsize length);

/* How much the opening bytes look like a format. */
#define PROBE_NO 0
#define PROBE_BY_NAME 5  /* nothing speaks for it but perhaps the file's name */
#define PROBE_DEFAULT 20 /* anything can be this */
#define PROBE_PERHAPS 40
#define PROBE_SURE 100
#define PROBE_EXTENSION 30 /* what the right file name extension adds, but not to PROBE_NO */

typedef struct {
    const char *name;
    const char *help;              /* what it is, in one line of 60 columns */
    const char *told;              /* what it is told by, besides the extension, in the same way */
    const char *options;           /* names of those that concern it: "map, encoding" */
    const char *const *extensions; /* in lower case, without the dot; NULL-terminated */
    gboolean one_record;           /* a stream is one record */
    gboolean raw;                  /* parse() gets the bytes as they came, and makes UTF-8 of them itself */
    gboolean may_hold_markup;      /* of its fields left-overs of HTML are to be taken out */
    /* head is the beginning of the stream, as UTF-8 if it was UTF-16; whole: all of it. */
    guint (*probe)(const char *head, gsize length, gboolean whole);
    /* begin and end may be NULL. */
    void (*begin)(Cutter *cutter, const char *head, gsize length, gboolean whole);
    /* last: no bytes come after these. */
    CutAnswer (*cut)(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *cut);
    void (*end)(Cutter *cutter);
    /* Fills the fields (the article's place is set later); of a broken record FALSE, and
     * article->notes says why. bytes are valid UTF-8, in which NUL may occur; so is parser->context. */
    gboolean (*parse)(ArticleParser *parser, const char *bytes, gsize length, Article *article);
    /* The encoding that the stream itself says it is in, to be freed with g_free(), or NULL. It is believed
     * if iconv knows it and the bytes are not UTF-8. The function may be NULL. */
    char *(*declared_encoding)(const char *head, gsize length);
} Format;

/* Every format, in the order in which they are asked: of equal scores the first counts. */
#define FORMATS(ROW) \
    ROW(jsonl) ROW(csv) ROW(tsv) ROW(sgml) ROW(xml) ROW(html) ROW(mail) ROW(markdown) ROW(text)

#define FORMAT_DECLARE(name) extern const Format format_##name;
FORMATS(FORMAT_DECLARE)
#undef FORMAT_DECLARE

/* The cut of a format that takes a stream as one record. */
CutAnswer format_cut_whole(Cutter *cutter, const char *bytes, gsize length, gboolean last, Cut *found);

/* How many line feeds there are. */
guint64 format_count_lines(const char *from, const char *to);

/* NULL if there is none of that name. */
const Format *format_named(const char *name);
/* "text, jsonl" */
char *format_names(void);
/* The format of a stream that begins with head; name (of the file or member) may be NULL. */
const Format *format_guess(const char *name, const char *head, gsize length, gboolean whole);
