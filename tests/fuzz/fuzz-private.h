/* fuzz-private: what the harnesses share.
 *
 * Each harness fuzz_*.c has a table of targets, told by their names; fuzz_main.c knows the tables.
 * What a caller may rely on is checked after each step, and a breach aborts. What needs a folder
 * makes it by test_tmpdir(), which tests/fuzz/run keeps in memory.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    const char *name;
    /* bytes lie in memory of just their length, without a NUL behind them. */
    void (*drive)(const char *target, const char *bytes, gsize length);
} FuzzTarget;

/* Each ends in a row without a name. */
extern const FuzzTarget fuzz_corpus_targets[], fuzz_words_targets[], fuzz_query_targets[],
    fuzz_eval_targets[], fuzz_layout_targets[], fuzz_site_targets[], fuzz_glass_targets[],
    fuzz_output_targets[];

/* Valid UTF-8 without NUL and, unless they may be in it, without control characters but line feed
 * and tab. */
void fuzz_check_text(const char *text, gsize length, gboolean controls);

/* Bytes that choices are made by; when they are used up, all choices are 0. */
typedef struct {
    const guint8 *at, *end;
} FuzzBytes;

guint fuzz_byte(FuzzBytes *bytes);
/* Up to 2^28 - 1: mostly small ones. */
guint32 fuzz_number(FuzzBytes *bytes);
/* The next bytes, at most so many; *length receives how many there are. */
const char *fuzz_take(FuzzBytes *bytes, gsize most, gsize *length);

/* What stands before the next character of this kind, which goes too, or all that is left. */
const char *fuzz_take_to(FuzzBytes *bytes, char end, gsize *length);
/* Valid UTF-8 without NUL made of such bytes. Free with g_free(). */
char *fuzz_valid(const char *bytes, gsize length);

/* The letters and digits of what can be printed, which white space does not change. Escape
 * sequences are none of it. Free with g_free(). */
char *fuzz_letters(const char *text, gsize length);
/* Whether an escape sequence may begin in it, whose end depends on where the text is cut. */
gboolean fuzz_has_escapes(const char *text, gsize length);

/* Divides the parts of an input that stands for several texts. */
#define FUZZ_SEPARATOR '\x1e'

G_END_DECLS
