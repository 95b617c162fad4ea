/* seen-text: which texts were there before? In some 16 bytes for each, however long they are. */
#pragma once

#include <glib.h>

typedef struct SeenTexts SeenTexts;

SeenTexts *seen_texts_new(void);
void seen_texts_free(SeenTexts *seen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SeenTexts, seen_texts_free)

/* Whether text is there for the first time. */
gboolean seen_texts_add(SeenTexts *seen, const GString *text);
