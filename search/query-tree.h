/* query-tree: what a query means, as a tree that prints itself.
 *
 * The stages of a query, each in a file of its own, each of which can be printed and tested:
 *     text → query-lex: tokens → query: tree → query-forms: what each leaf looks for
 *          → query-xapian: Xapian's query; and highlight: marks in a text
 *
 * A leaf (a word or a phrase as typed) looks for any of its alternatives. An alternative is a
 * sequence of slots, at successive positions of a text; a slot is a choice of words. One slot: a
 * word. So `cease-fire` is a leaf with the alternatives "cease fire" (two slots) and the stem of
 * ceasefire (one).
 *
 * Printed, a tree reads as follows:
 *     ~karabakh                      a word, by its stem
 *     ~policia|~polici               one with different stems in the index's languages
 *     10000                          a word as it stands
 *     "the cease fire"               words as they stand, at successive positions
 *     <"cease fire" / ~ceasefir>     alternatives
 *     (a AND b AND NOT c)            clauses
 */
#pragma once

#include <glib.h>

/* So many words and phrases a query may have, and so many words a phrase. */
#define QUERY_MAX_LEAVES 1000
#define QUERY_MAX_SLOTS 200

typedef struct {
    GPtrArray *words; /* char *: folded words, as they stand */
    GPtrArray *stems; /* char *: folded stems; used where the alternative is stemmed */
} QuerySlot;

typedef struct {
    GPtrArray *slots; /* QuerySlot * */
    gboolean
        stemmed; /* one slot, of which the stems count, and the words only where there is no stem */
    GPtrArray *companions; /* char *: terms that stand wherever the sequence does (bigrams) */
} QueryAlternative;

typedef enum { QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_WORD, QUERY_PHRASE } QueryKind;

typedef struct {
    QueryKind kind;
    gsize start, end;        /* bytes of the query that it was made from */
    GPtrArray *children;     /* QueryNode *: of AND and OR any number, of NOT one; NULL in a leaf */
    char *written;           /* of a leaf: as typed, without quotes and sign */
    GPtrArray *alternatives; /* of a leaf: QueryAlternative * */
    guint64
        stopword_in;  /* of a leaf: in which of the index's languages it is a stop word, by bits */
    gboolean negated; /* of a leaf: under a NOT */
    guint clause;     /* of a leaf: its number, from 0 in the order of the query */
} QueryNode;

QuerySlot *query_slot_new(void);
void query_slot_free(QuerySlot *slot);
/* Adds to a set of strings, unless it is there. */
void query_set_add(GPtrArray *set, const char *text);

QueryAlternative *query_alternative_new(void);
void query_alternative_free(QueryAlternative *alternative);
/* Adds a copy of slot. */
void query_alternative_add(QueryAlternative *alternative, const QuerySlot *slot);

QueryNode *query_node_new(QueryKind kind, gsize start, gsize end);
void query_node_free(QueryNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueryNode, query_node_free)
gboolean query_node_is_leaf(const QueryNode *node);

/* Appends the leaf as a user would type it: word, "phrase". */
void query_node_write(const QueryNode *leaf, GString *out);

/* Appends the tree in the notation above. NULL prints as `nothing`. */
void query_node_print(const QueryNode *node, GString *out);
