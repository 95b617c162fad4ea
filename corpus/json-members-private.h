/* json-members: the members of a JSON object, or the elements of an array, one after the other and without a tree.
 *
 * Most records of news are an object of texts, numbers and lists of texts. This reads what RFC 8259 allows, and gives
 * up on all else, right or wrong (as on numbers beyond exactness and very deep values): then a parser that forgives
 * more has to say what it is.
 */
#pragma once

#include <glib.h>

typedef enum {
    JSON_NOTHING, /* null, true, false, [] and {}; text is NULL */
    JSON_TEXT,    /* a string; a whole number of at most 15 digits, as it is written */
    JSON_VALUE    /* an array, an object or another number: all of it, as it is written */
} JsonKind;

typedef struct {
    const char *key; /* NULL of an array's element */
    gsize key_length;
    JsonKind kind;
    const char *text; /* valid UTF-8 if the whole is, without a NUL */
    gsize length;
} JsonMember;

typedef struct {
    const char *at, *end;
    GString *scratch; /* texts that had escapes */
    gboolean begun;   /* a member was read */
    char close;       /* what ends it: '}' or ']'; NUL: nothing of the kind began */
    guint depth;      /* in values around it */
} JsonMembers;

typedef enum { JSON_MEMBER, JSON_MEMBERS_END, JSON_MEMBERS_OTHER } JsonMembersAnswer;

/* Begins at the object or array that bytes[0..length) begin with. scratch is overwritten, and must live as long as
 * the members. */
JsonMembers json_members_begin(const char *bytes, gsize length, GString *scratch);

/* Begins at a member of kind JSON_VALUE. Each may be begun at once, and only when all members around it are read:
 * the scratch, in which they stay valid, has room for every text once. */
JsonMembers json_members_within(const JsonMembers *around, const JsonMember *value);

/* The next member, valid as long as bytes and scratch; JSON_MEMBERS_END behind the last, at members->at;
 * JSON_MEMBERS_OTHER if it is not for this reader. */
JsonMembersAnswer json_members_next(JsonMembers *members, JsonMember *member);
