/* topic-file: the topics of an evaluation: what should be searched for, each under a number or
 * name.
 *
 * One of three forms, told by how the text begins:
 *
 *     301 TAB ceasefire border                     a query a line (without a tab, all of it is the
 * name) <top> <num> Number: 301 <title> … </top>     topics of TREC; also <topic number="301"> with
 * <query>
 *     {"id": "301", "text": "…"}                   an object a line
 *
 * Of SGML these parts can be chosen: title, desc, narr (by default the title, or if a topic has
 * none its description); of JSON id, qid, _id, query_id or number is the name, and text, query or
 * title, the first that is there, the topic, or what is chosen of title, desc (description) and
 * narr (narrative).
 */
#pragma once

#include <glib.h>

typedef enum { TOPIC_TITLE = 1 << 0, TOPIC_DESC = 1 << 1, TOPIC_NARR = 1 << 2 } TopicFields;

typedef struct {
    char *name;     /* without white space around it */
    char *text;     /* valid UTF-8 */
    gboolean prose; /* written for people: signs in it mean nothing to a search */
} Topic;

/* Reads a list of names with commas between, "title,desc". FALSE and a G_OPTION_ERROR if one is not
 * among those three. */
gboolean topic_fields_parse(const char *list, guint *fields, GError **error);

/* The topics of text, in their order: an array of Topic *. fields: TopicFields; 0: the default.
 * path is for messages. NULL and a G_FILE_ERROR that names the place if one can't be read, if a
 * name stands twice, or if there are none. */
GPtrArray *topic_file_parse(const char *text, guint fields, const char *path, GError **error);
