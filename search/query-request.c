#include "search/query-request.h"

#include <string.h>

/* A shorter query is no prose. */
#define WORDS_LEAST 5
/* So many words must be left that say what it is about. */
#define LEFT_LEAST 2

typedef enum {
    OTHER,
    STOP,    /* a stop word: that, which, on */
    SUBJECT, /* what is asked for: articles */
    VERB     /* what it does: discuss */
} Role;

static const char *const subjects[] = {
    "abstract",    "abstracts",    "account",      "accounts",    "article",    "articles",
    "description", "descriptions", "discussion",   "discussions", "document",   "documents",
    "information", "item",         "items",        "literature",  "material",   "paper",
    "papers",      "publication",  "publications", "reference",   "references", "report",
    "reports",     "stories",      "story",        NULL,
};

static const char *const verbs[] = {
    "cite",       "cites",     "concern",    "concerning", "concerns",  "contain",     "containing",
    "contains",   "cover",     "covering",   "covers",     "deal",      "dealing",     "deals",
    "describe",   "described", "describes",  "describing", "discuss",   "discussed",   "discusses",
    "discussing", "exist",     "find",       "identifies", "identify",  "identifying", "interest",
    "interested", "know",      "like",       "list",       "looking",   "mention",     "mentioning",
    "mentions",   "pertain",   "pertaining", "provide",    "provides",  "regarding",   "relate",
    "related",    "relates",   "relating",   "relevant",   "reporting", "see",         "seeking",
    "show",       "want",      "written",    NULL,
};

static gboolean is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (g_ascii_strcasecmp(word, *list) == 0)
            return TRUE;
    return FALSE;
}

static Role role_of(const QueryNode *leaf, guint64 language)
{
    if (leaf->kind != QUERY_WORD || leaf->exact || leaf->fuzzy || leaf->needed || leaf->field)
        return OTHER;
    return leaf->stopword_in & language         ? STOP
           : is_one_of(leaf->written, subjects) ? SUBJECT
           : is_one_of(leaf->written, verbs)    ? VERB
                                                : OTHER;
}

static gboolean begins_sentence(const QueryNode *level, guint i, const char *text)
{
    if (i == 0)
        return TRUE;
    const QueryNode *before = level->children->pdata[i - 1], *leaf = level->children->pdata[i];
    for (gsize at = before->end; at < leaf->start; at++)
        if (strchr(".?!;:", text[at]))
            return TRUE;
    /* The dot belongs to the word before, as in U.S. */
    const char *dot = before->written ? strchr(before->written, '.') : NULL;
    return dot && dot[1] == '\0';
}

/* Where the phrase that begins at child i ends; i if there is none. */
static guint phrase_end(const QueryNode *level, guint i, const char *text, guint64 language)
{
    guint words = 0, subjects_met = 0, end = i;
    for (; end < level->children->len; end++) {
        Role role = role_of(level->children->pdata[end], language);
        if (role == OTHER || (end > i && begins_sentence(level, end, text)))
            break;
        words++;
        subjects_met += role == SUBJECT;
    }
    return subjects_met && words >= 2 ? end : i;
}

void query_request_mark(const QueryNode *level, const char *text, guint64 language)
{
    guint count = level->children->len, others = 0;
    g_autofree gboolean *marked = g_new0(gboolean, count);
    for (guint i = 0; i < count;) {
        guint end = begins_sentence(level, i, text) ? phrase_end(level, i, text, language) : i;
        for (; i < end; i++)
            marked[i] = TRUE;
        if (i == count)
            break;
        others += role_of(level->children->pdata[i], language) != STOP;
        i++;
    }
    if (count < WORDS_LEAST || others < LEFT_LEAST)
        return;
    for (guint i = 0; i < count; i++)
        if (marked[i])
            ((QueryNode *)level->children->pdata[i])->stopword_in |= language;
}
