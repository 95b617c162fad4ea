/* ranking: how are results weighed, and in which order do they come?
 *
 * By BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over the stems of
 * an article's words; what a word weighs in the title is added in part.
 */
#pragma once

#include <glib.h>

#include "xapian-c/layout.h"
#include "xapian-c/xapian-c.h"

typedef enum {
    RANKING_RELEVANCE,
    RANKING_OLDEST,
    RANKING_NEWEST,
    RANKING_TITLE,
    RANKING_SOURCE,
    RANKING_SORTS
} RankingSort;

/* What the user calls them: relevance, date, -date, title, source; ends in NULL. */
extern const char *const ranking_sort_names[RANKING_SORTS + 1];

/* Whether words are added that the best results have in common (feedback.h). */
typedef enum {
    RANKING_EXPAND_AUTO, /* where it helps, and only to order what is found anyway */
    RANKING_EXPAND_NEVER,
    RANKING_EXPAND_ALWAYS, /* as auto, but of servers and texts that are not stored, too, however long it takes */
    RANKING_EXPAND_RECALL, /* and what has only the added words is found, too */
    RANKING_EXPANDS
} RankingExpand;

/* What the user calls them: auto, never, always, recall; ends in NULL. */
extern const char *const ranking_expand_names[RANKING_EXPANDS + 1];

/* What the user calls them: bm25, pl2, dph, inl2; ends in NULL. */
extern const char *const ranking_scheme_names[XAP_SCHEMES + 1];

typedef struct {
    XapScheme scheme;
    double k1, b; /* of BM25 */
    double title_weight;
    double feedback; /* what the added words weigh together, before the number of the query's words counts: as so
                        many of its words; 0: none are added */
    RankingExpand expand;
    RankingSort sort;
} Ranking;

/* What holds for every index unless it says otherwise; docs/ranking.md says why. */
#define RANKING_DEFAULT                                                                            \
    ((Ranking){.k1 = 1.2, .b = 0.75, .title_weight = 0.25, .feedback = 3})

/* What the index says of its ranking in its settings or, where it has none (NULL), in its metadata.
 */
gboolean ranking_of_index(Ranking *ranking, XapDatabase *db, const IndexSettings *settings,
                          GError **error);

/* What the options of a command say; numbers as written, NULL: not given. */
typedef struct {
    const char *k1, *b, *title_weight;
    int scheme; /* XapScheme */
    int expand; /* RankingExpand */
    gboolean no_expand;
} RankingOptions;

/* The rows of a table whose options have a RankingOptions as member. */
#define RANKING_ROWS(type, member)                                                                 \
    {0,                                                                                            \
     "expand",                                                                                     \
     "WHEN",                                                                                       \
     OPTION_CHOICE,                                                                                \
     G_STRUCT_OFFSET(type, member.expand),                                                         \
     .choices = ranking_expand_names,                                                              \
     .help = "let words that the best results have in common weigh, too: auto, where it helps, and " \
             "only to order what is found; always: of servers, too; never; recall: and find what " \
             "has them alone"},                                                                    \
        {0,                                                                                        \
         "no-expand",                                                                              \
         NULL,                                                                                     \
         OPTION_ON,                                                                                \
         G_STRUCT_OFFSET(type, member.no_expand),                                                  \
         .help = "the same as --expand never"},                                                    \
        {0,                                                                                        \
         "scheme",                                                                                 \
         "NAME",                                                                                   \
         OPTION_CHOICE,                                                                            \
         G_STRUCT_OFFSET(type, member.scheme),                                                     \
         .choices = ranking_scheme_names,                                                          \
         .help = "how words are weighed: bm25 (unless told), pl2, dph, inl2, of which the latter "  \
                 "take no k1 and b"},                                                              \
        {0,                                                                                        \
         "k1",                                                                                     \
         "NUMBER",                                                                                 \
         OPTION_TEXT,                                                                              \
         G_STRUCT_OFFSET(type, member.k1),                                                         \
         .help = "of BM25: how much it counts that a word comes often (1.2, unless the index says " \
                 "otherwise; 0: not at all)"},                                                     \
        {0,                                                                                        \
         "b",                                                                                      \
         "NUMBER",                                                                                 \
         OPTION_TEXT,                                                                              \
         G_STRUCT_OFFSET(type, member.b),                                                          \
         .help = "of BM25: how much long articles are marked down for their length (0.75 likewise; " \
                 "0 to 1)"},                                                                       \
    {                                                                                              \
        0, "title-weight", "NUMBER", OPTION_TEXT, G_STRUCT_OFFSET(type, member.title_weight),      \
            .help = "how much more a word counts in the title (0.25 likewise; 0: no more than "    \
                    "elsewhere)"                                                                   \
    }

/* FALSE and a G_OPTION_ERROR if a number can't be. */
gboolean ranking_set(Ranking *ranking, const RankingOptions *options, GError **error);

/* Sets what request needs for it but the query. */
void ranking_apply(const Ranking *ranking, XapRequest *request);
