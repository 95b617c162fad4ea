/* utf8-text: is it UTF-8, and what of it goes into an article's field?
 *
 * Fields hold valid UTF-8 without control characters other than \n and \t. What the cleaning does:
 *   \r\n, \r, \f, \v    a line feed
 *   U+0080 to U+009F    what Windows-1252 means by that byte (as HTML reads such references), since
 * a text that has them was Windows-1252 once; the five without a meaning: a space any other control
 * a space
 */
#pragma once

#include <glib.h>

#define UTF8_BOM "\xEF\xBB\xBF"

/* The length of the longest prefix that is valid UTF-8 (NUL counts as valid). */
gsize utf8_text_valid(const char *text, gsize length);

/* Appends valid UTF-8, cleaned, without white space at both ends. */
void utf8_text_append(GString *to, const char *text, gsize length);

/* The same for a field of one line: every run of white space becomes one space. */
void utf8_text_append_line(GString *to, const char *text, gsize length);

/* The character that Windows-1252 means by a byte from 0x80 on; 0 if none. */
gunichar utf8_text_windows_1252(guint8 byte);

/* Appends bytes as UTF-8 where they are, and the others as Windows-1252: a text of UTF-8 with a few
 * stray bytes. Returns how many had no meaning: U+FFFD stands for each, and for a last character
 * that is cut off. */
gsize utf8_text_append_stray(GString *to, const char *bytes, gsize length);

/* How many bytes of a text that is not wholly UTF-8 stand in its multi-byte characters, and how
 * many are outside of any. */
void utf8_text_count(const char *bytes, gsize length, gsize *inside, gsize *stray);
