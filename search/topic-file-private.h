/* What the files of topic-file share: its forms. */
#pragma once

#include "search/topic-file.h"

/* What a topic of SGML or JSON is made of. */
typedef enum {
    TOPIC_PART_NAME,
    TOPIC_PART_TEXT, /* of JSON: all that was asked */
    TOPIC_PART_TITLE,
    TOPIC_PART_DESC,
    TOPIC_PART_NARR,
    TOPIC_PART_OTHER,
    TOPIC_PARTS
} TopicPart;

typedef struct {
    const char *name;
    TopicPart part;
} TopicPartName;

/* The part of that name, in any case; TOPIC_PART_OTHER if names has none. */
TopicPart topic_part_find(const TopicPartName *names, gsize count, const char *name, gsize length);

/* The text of a topic: of its parts those that fields says; else the first that is not empty. */
char *topic_parts_join(GString *const parts[TOPIC_PARTS], guint fields);

/* Adds a topic, and empties the parts. */
void topic_parts_add(GString *const parts[TOPIC_PARTS], guint fields, GPtrArray *topics);

/* Add the topics of text to topics. */
void topic_sgml_parse(const char *text, guint fields, GPtrArray *topics);
gboolean topic_json_parse(const char *text, guint fields, const char *path, GPtrArray *topics,
                          GError **error);
