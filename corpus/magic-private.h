/* magic: what a stream is, told by its first bytes. */
#pragma once

#include <glib.h>

/* Is it packed in a way that unpack can undo? */
gboolean magic_is_packed(const char *head, gsize length);

/* The memory that unpacking an xz file takes for what came before, in bytes; 0: it is none, or its head does not say.
 * Source: the .xz file format, 1.1.0, sections 2.1 and 3.1. */
guint64 magic_xz_window(const char *head, gsize length);

/* The kind of a thing that holds no articles, in words ("PNG image"); NULL if it is not known for
 * one. */
const char *magic_kind(const char *head, gsize length);

/* The same for markup that no format here reads. */
const char *magic_unread_kind(const char *head, gsize length);

/* Does it look like bytes rather than like text in any charset? */
gboolean magic_is_binary(const char *head, gsize length);
