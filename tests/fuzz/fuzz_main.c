/* fuzz_main: what libFuzzer calls with bytes that it invents (see README.md). FUZZ_TARGET says what
 * is driven. */
#include "tests/fuzz/fuzz-private.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stemmer/stemmer.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const FuzzTarget *target;

/* libFuzzer keeps the input of an abort, but knows nothing of traps, by which GLib ends the
 * program. */
static void on_trap(G_GNUC_UNUSED int signal)
{
    abort();
}

int LLVMFuzzerInitialize(G_GNUC_UNUSED int *argc, G_GNUC_UNUSED char ***argv)
{
    static const FuzzTarget *const tables[] = {
        fuzz_corpus_targets, fuzz_words_targets, fuzz_query_targets, fuzz_eval_targets,
        fuzz_layout_targets, fuzz_site_targets,  fuzz_glass_targets, fuzz_output_targets};
    const char *name = getenv("FUZZ_TARGET");
    signal(SIGTRAP, on_trap);
    g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        for (const FuzzTarget *row = tables[i]; row->name; row++) {
            g_string_append_printf(names, " %s", row->name);
            if (name && strcmp(row->name, name) == 0)
                target = row;
        }
    }
    if (target == NULL) {
        g_printerr("fuzz: set FUZZ_TARGET to one of:%s\n", names->str);
        exit(2);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    target->drive(target->name, (const char *)data, size);
    return 0;
}

/* ---- what the harnesses share -----------------------------------------------------------------*/

void fuzz_check_text(const char *text, gsize length, gboolean controls)
{
    g_assert(g_utf8_validate(text, (gssize)length, NULL));
    g_assert(memchr(text, '\0', length) == NULL);
    for (const char *p = text; !controls && p < text + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_assert(c == '\n' || c == '\t' || !g_unichar_iscntrl(c));
    }
}

guint fuzz_byte(FuzzBytes *bytes)
{
    return bytes->at < bytes->end ? *bytes->at++ : 0;
}

guint32 fuzz_number(FuzzBytes *bytes)
{
    guint32 number = fuzz_byte(bytes);
    if (number < 0x80)
        return number;
    number = (number & 0x7f) << 7 | (fuzz_byte(bytes) & 0x7f);
    if (number >> 13 == 0)
        return number;
    return (number & 0x1fff) << 15 | fuzz_byte(bytes) << 7 | (fuzz_byte(bytes) & 0x7f);
}

const char *fuzz_take(FuzzBytes *bytes, gsize most, gsize *length)
{
    const char *taken = (const char *)bytes->at;
    *length = MIN(most, (gsize)(bytes->end - bytes->at));
    bytes->at += *length;
    return taken;
}

const char *fuzz_take_to(FuzzBytes *bytes, char end, gsize *length)
{
    gsize left = (gsize)(bytes->end - bytes->at);
    const guint8 *found = left ? memchr(bytes->at, end, left) : NULL;
    const char *taken = fuzz_take(bytes, found ? (gsize)(found - bytes->at) : left, length);
    bytes->at += found != NULL;
    return taken;
}

char *fuzz_valid(const char *bytes, gsize length)
{
    g_autofree char *copy = g_malloc(length + 1);
    for (gsize i = 0; i < length; i++)
        copy[i] = bytes[i] ? bytes[i] : ' ';
    return g_utf8_make_valid(copy, (gssize)length);
}

char *fuzz_letters(const char *text, gsize length)
{
    g_autoptr(GString) printable = g_string_new(NULL);
    GString *out = g_string_new(NULL);
    printable_append(printable, text, length, TRUE);
    for (const char *p = printable->str; *p; p = g_utf8_next_char(p))
        if (g_unichar_isalnum(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
    return g_string_free(out, FALSE);
}

gboolean fuzz_has_escapes(const char *text, gsize length)
{
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == 0x1B || (c >= 0x80 && c < 0xA0))
            return TRUE;
    }
    return FALSE;
}
