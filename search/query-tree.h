/* query-tree: what a query means, as a tree that prints itself.
 *
 * The stages of a query, each in a file of its own, each of which can be printed and tested:
 *     text → query-lex: tokens → query-parse: tree → query-forms: what each leaf looks for
 *          → query: what is left out → query-expand: patterns, over the index's words
 *          → query-xapian: Xapian's query; and highlight: marks in a text
 *
 * A leaf of words (a word or a phrase as typed, or words that stand near each other) looks for any
 * of its alternatives. An alternative is a sequence of slots, at successive positions of a text; a
 * slot is a choice of words. One slot: a word. So `cease-fire` is a leaf with the alternatives
 * "cease fire" (two slots) and the stem of ceasefire (one). Other leaves are a value of a field,
 * and a range of dates.
 *
 * Printed, a tree reads as follows:
 *     ~karabakh                      a word, by its stem
 *     ~policia|~polici               one with different stems in the index's languages
 *     10000                          a word as it stands
 *     azerb*  karabah~1              a pattern; a spelling and how far off a word may be
 *     "the cease fire"               words as they stand, at successive positions
 *     "peace talks"~5                words that stand within 5 positions, in any order
 *     (peace NEAR/5 talks|talk)      the same, as the query has it; also BEFORE/5, in this order
 *     <"cease fire" / ~ceasefir>     alternatives
 *     title:~peac                    in a field; source:reuters; date:20140801..20140831
 *     (a AND b AND NOT c)            clauses; also (a OR b), and (a MAYBE b): b only weighs
 *     ~war^2.5                       with a weight
 */
#pragma once

#include <glib.h>

#include "search/query-date.h"
#include "xapian-c/schema.h"

/* So many words and phrases a query may have, so many words a phrase, so many brackets one in the
 * other. */
#define QUERY_MAX_LEAVES 1000
#define QUERY_MAX_SLOTS 200
#define QUERY_MAX_DEPTH 100
/* No further apart than the words of title and text, so that nothing reaches from one to the other. */
#define QUERY_MAX_DISTANCE BODY_POSITION_GAP
#define QUERY_MAX_WEIGHT 1000.0

/* Stands for all words of the index that fit. */
typedef struct {
    char *text;       /* folded; * stands for any characters, ? for one; of a fuzzy word, that word */
    guint distance;   /* of a fuzzy word: 1 or 2; 0: text is a wildcard */
    GPtrArray *forms; /* char *: what it stands for (of a value: whole terms); see query-expand */
    guint total;      /* so many fit: more than forms where the limit cut them */
} QueryPattern;

typedef struct {
    GPtrArray *words;    /* char *: folded words, as they stand */
    GPtrArray *stems;    /* char *: folded stems; used where the alternative is stemmed */
    GPtrArray *patterns; /* QueryPattern * */
} QuerySlot;

typedef struct {
    GPtrArray *slots; /* QuerySlot * */
    gboolean
        stemmed; /* one slot, of which the stems count, and the words only where there is no stem */
    GPtrArray *companions; /* char *: terms that stand wherever the sequence does (bigrams) */
} QueryAlternative;

typedef enum {
    QUERY_AND,
    QUERY_OR,
    QUERY_NOT,
    QUERY_MAYBE, /* the first child; the second only weighs */
    QUERY_WORD,
    QUERY_PHRASE,
    QUERY_NEAR, /* NEAR and BEFORE */
    QUERY_VALUE,
    QUERY_DATE
} QueryKind;

typedef struct {
    QueryKind kind;
    gsize start, end;    /* bytes of the query that it was made from */
    GPtrArray *children; /* QueryNode *: of AND and OR any number, of NOT one; NULL in a leaf */
    double weight;       /* 1 unless the query says otherwise */
    /* of a leaf: */
    const Field *field;      /* in which it is searched; NULL: title and text */
    const char *field_name;  /* the name of the field or, of dates, what stands for it: "after" */
    char *written;           /* as typed, without field, quotes and sign */
    GPtrArray *alternatives; /* of words: QueryAlternative * */
    guint within;            /* of words: so far apart at the most; 0: side by side */
    gboolean in_order;       /* of words within that distance: as they are written */
    gboolean exact;          /* of a word: this form alone; of a value: its wildcards are text */
    guint fuzzy;             /* of a word: the distance of spellings, or 0 */
    gboolean needed;         /* with a plus */
    gboolean negated;        /* under a NOT */
    gboolean acronym;        /* of a word: in capitals, or with an acronym's dots */
    guint64 stopword_in;     /* in which of the index's languages it is a stop word, by bits */
    char *value;             /* of QUERY_VALUE: folded; NULL where a pattern stands for it */
    QueryPattern *pattern;   /* of QUERY_VALUE */
    QueryDates dates;        /* of QUERY_DATE */
    guint clause;            /* its number, from 0 in the order of the query */
} QueryNode;

QueryPattern *query_pattern_new(const char *text, guint distance);
void query_pattern_free(QueryPattern *pattern);

QuerySlot *query_slot_new(void);
void query_slot_free(QuerySlot *slot);
/* Adds to a set of strings, unless it is there. */
void query_set_add(GPtrArray *set, const char *text);
/* Adds a pattern, unless it is there. */
void query_slot_add_pattern(QuerySlot *slot, const char *text, guint distance);
/* Adds all that other has. */
void query_slot_unite(QuerySlot *slot, const QuerySlot *other);

QueryAlternative *query_alternative_new(void);
void query_alternative_free(QueryAlternative *alternative);
/* Adds a copy of slot. */
void query_alternative_add(QueryAlternative *alternative, const QuerySlot *slot);

QueryNode *query_node_new(QueryKind kind, gsize start, gsize end);
void query_node_free(QueryNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueryNode, query_node_free)
gboolean query_node_is_leaf(const QueryNode *node);
/* Whether the node is a leaf that looks for words. */
gboolean query_node_has_words(const QueryNode *node);

/* Appends the node as a user would type it: word, title:"a phrase", (a OR b). Typed so, it means the
 * same (a MAYBE only with --any). */
void query_node_write(const QueryNode *node, GString *out);

/* Appends the tree in the notation above. NULL prints as `nothing`. */
void query_node_print(const QueryNode *node, GString *out);
