/* schema: the one table of fields that the indexer writes by and the search reads by.
 *
 * A field has a term prefix (after Omega's conventions, so that Omega's own query parser and
 * templates work on the index), a value slot, a line in the document's data, or several of these.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raised when documents are laid out otherwise than before; an index remembers its own. */
#define SCHEMA_VERSION 1

/* Terms are refused by Xapian over 245 bytes; ours stay below it, zero bytes counted twice. */
#define TERM_MAX_BYTES 240

/* No phrase crosses from the title into the body: so many positions lie between. */
#define BODY_POSITION_GAP 100

typedef enum {
    SLOT_IDENTITY = 0,    /* 16 bytes: XXH3-128 of the identity; every order ends in it */
    SLOT_INSTANT = 1,     /* sortable_serialise of seconds UTC */
    SLOT_DAY = 2,         /* "YYYYMMDD"; of a month or year its first day */
    SLOT_PRECISION = 3,   /* "i" instant, "d" day, "m" month, "y" year; none without a date */
    SLOT_CONTENT = 4,     /* 16 bytes: XXH3-128 of all fields */
    SLOT_FINGERPRINT = 5, /* near-duplicates */
    SLOT_STORY = 6,
    SLOT_SOURCE = 7,
    SLOT_SECTION = 8,
    SLOT_AUTHOR = 9,
    SLOT_LANGUAGE = 10,
    SLOT_TITLE = 11,      /* folded, at most 64 bytes: the order by title */
} Slot;
#define SLOT_NONE G_MAXUINT32

typedef enum {
    FIELD_TEXT,    /* words with positions and stems */
    FIELD_BOOLEAN, /* a folded value as it stands, one term each */
    FIELD_DATE
} FieldKind;

typedef struct {
    const char *name;    /* in queries and in the document's data: "source" */
    const char *alias;   /* another name, or NULL */
    const char *prefix;  /* of its terms; "" for the words of the article itself */
    guint32 slot;        /* or SLOT_NONE */
    FieldKind kind;
    const char *help;    /* one line */
    const char *example; /* a query */
} Field;

/* The fields in the order of the help text. *count receives how many. */
const Field *schema_fields(gsize *count);

/* The field of a name or alias; NULL if there is none. */
const Field *schema_field(const char *name, gsize length);

/* Prefixes that code refers to. */
#define PREFIX_STEM "Z"
#define PREFIX_TITLE "S"
#define PREFIX_ID "Q"
#define PREFIX_AUTHOR "A"
#define PREFIX_HOST "H"
#define PREFIX_URL "U"
#define PREFIX_LANGUAGE "L"
#define PREFIX_KEYWORD "K"
#define PREFIX_DAY "D"   /* YYYYMMDD */
#define PREFIX_MONTH "M" /* YYYYMM */
#define PREFIX_YEAR "Y"  /* YYYY */
#define PREFIX_SOURCE "XSOURCE"
#define PREFIX_SECTION "XSECTION"
#define PREFIX_PLACE "XPLACE"
#define PREFIX_AGENCY "XAGENCY"
#define PREFIX_DATED "XDATED"

/* Appends to term the boolean term of a folded value: prefix + value; one over TERM_MAX_BYTES becomes
 * as much of it as fits + a hash of the whole, so that no value is dropped and two never meet. */
void schema_boolean_term(GString *term, const char *prefix, const char *value, gsize length);

/* A document's data: lines `name=value`, in each value \ as \\ and line feed as \n, the text last.
 * Appends a line; nothing for an empty value. */
void schema_data_append(GString *data, const char *name, const char *value, gsize length);

/* Finds a value in data and appends it, unescaped, to value: FALSE if there is no such line. */
gboolean schema_data_find(const char *data, gsize length, const char *name, GString *value);

/* Metadata keys that stand in every segment. */
#define METADATA_LANGUAGES "dateline.languages"       /* names separated by ';' */
#define METADATA_DEFAULT_LANGUAGE "dateline.default_language" /* of articles that declare none */
#define METADATA_TOKENIZER "dateline.tokenizer"       /* TOKENIZER_VERSION in decimal */
#define METADATA_SCHEMA "dateline.schema"             /* SCHEMA_VERSION in decimal */
#define METADATA_RANKING "dateline.ranking"           /* k1;b;title-weight;feedback, each may be empty; optional */
#define METADATA_WORDS "dateline.words"               /* the word list */

G_END_DECLS
