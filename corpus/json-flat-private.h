/* json-flat: the members of a JSON object that holds plain values only, as most records of news do.
 *
 * A tree is made of such a record for nothing. This reads strings, null, true and false (RFC 8259), and
 * gives up on all else, right or wrong: then a parser of the whole language has to say what it is.
 */
#pragma once

#include <glib.h>

typedef struct {
    const char *key;
    gsize key_length;
    const char *text; /* valid UTF-8 if the object is, without a NUL; NULL of null, true and false */
    gsize length;
} JsonMember;

typedef struct {
    const char *at, *end;
    GString *scratch; /* texts that had escapes */
    gboolean begun;
} JsonFlat;

typedef enum { JSON_FLAT_MEMBER, JSON_FLAT_END, JSON_FLAT_OTHER } JsonFlatAnswer;

/* Begins at a value of bytes[0..length). scratch is overwritten, and must live as long as the members. */
JsonFlat json_flat_begin(const char *bytes, gsize length, GString *scratch);

/* The next member, valid as long as bytes and scratch; JSON_FLAT_END behind the object, at flat->at;
 * JSON_FLAT_OTHER if it is not for this reader. */
JsonFlatAnswer json_flat_next(JsonFlat *flat, JsonMember *member);
