/* fuzz_glass: the glass writer: any documents, written natively and by Xapian, pass Xapian's check
 * and read the same. */
#include "tests/fuzz/fuzz-private.h"

#include <string.h>

#include "tests/support/tmpdir.h"
#include "tests/xapian-c/glass-model-private.h"

/* Xapian's limit of a term, in which a NUL counts twice. */
#define TERM_MOST 245
#define DOCUMENTS 200
/* Xapian's check has an entry in memory for each docid. */
#define DOCID_MOST 100000
#define POSITIONS 64
/* Of all that is written. */
#define BYTES_MOST 200000

typedef struct {
    FuzzBytes bytes;
    Model *model;
    GPtrArray *terms; /* GBytes: those that were met, to be met again */
    gsize written;
} Maker;

/* Bytes as they come, repeated, or hard to compress. */
static GBytes *make_bytes(Maker *maker, gsize most)
{
    guint form = fuzz_byte(&maker->bytes) % 4;
    gsize length, wanted = fuzz_number(&maker->bytes) % (most + 1);
    wanted = MIN(wanted, BYTES_MOST - MIN(BYTES_MOST, maker->written));
    const char *some = fuzz_take(&maker->bytes, form ? 1 + wanted % 7 : wanted, &length);
    if (form == 0 || length == 0) {
        maker->written += length;
        return g_bytes_new(some, length);
    }
    guint8 *filled = g_malloc(wanted + 1);
    guint32 noise = (guint8)some[0];
    for (gsize i = 0; i < wanted; i++) {
        noise = noise * 1664525 + 1013904223;
        filled[i] = form == 1 ? (guint8)some[i % length]
                              : (guint8)(noise >> (form == 2 ? 24 : 30)) + (form == 2 ? 0 : 'a');
    }
    maker->written += wanted;
    return g_bytes_new_take(filled, wanted);
}

/* One that was met, or a new one. NULL if it is none. */
static GBytes *make_term(Maker *maker)
{
    guint choice = fuzz_byte(&maker->bytes);
    if (choice >= 0x80 && maker->terms->len > 0)
        return g_bytes_ref(maker->terms->pdata[choice % maker->terms->len]);
    gsize length;
    g_autoptr(GBytes) made = choice < 0x60 ? NULL : make_bytes(maker, TERM_MOST);
    const char *bytes =
        made ? g_bytes_get_data(made, &length) : fuzz_take(&maker->bytes, 1 + choice % 8, &length);
    gsize zeros = 0;
    for (gsize i = 0; i < length; i++)
        zeros += bytes[i] == 0;
    if (length == 0 || length + zeros > TERM_MOST)
        return NULL;
    GBytes *term = g_bytes_new(bytes, length);
    g_ptr_array_add(maker->terms, g_bytes_ref(term));
    return term;
}

/* Returns their number. They ascend, up to the greatest there is. */
static gsize make_positions(Maker *maker, guint32 *positions)
{
    gsize most = fuzz_byte(&maker->bytes) % (POSITIONS + 1), count = 0;
    guint step = fuzz_byte(&maker->bytes);
    guint64 position = fuzz_number(&maker->bytes);
    while (count < most && position <= G_MAXUINT32) {
        positions[count++] = (guint32)position;
        position += 1 + (guint64)(step < 0xe0 ? step % 4 : fuzz_number(&maker->bytes));
    }
    return count;
}

static void add_terms(Maker *maker, guint count)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    for (guint i = 0; i < count; i++) {
        GBytes *term = make_term(maker);
        guint32 positions[POSITIONS], wdf = fuzz_number(&maker->bytes) % 100000;
        gsize places = make_positions(maker, positions);
        if (term == NULL)
            continue;
        if (g_hash_table_contains(seen, term)) {
            g_bytes_unref(term);
            continue;
        }
        /* Xapian's check dislikes positions in a document without length. */
        model_term_bytes(maker->model, term, MAX(wdf, places > 0), positions, places);
        g_hash_table_add(seen, term);
    }
}

static void add_values(Maker *maker, guint count)
{
    static const guint32 slots[] = {0, 1, 7, 127, 128, 200, 255, 300, 70000, 0xfffffffe};
    for (guint i = 0; i < count; i++) {
        if (fuzz_byte(&maker->bytes) % 3 == 0)
            continue;
        g_autoptr(GBytes) value = make_bytes(maker, 3000);
        gsize length;
        const char *bytes = g_bytes_get_data(value, &length);
        model_value(maker->model, slots[i], bytes, length);
    }
}

static void add_metadata(Maker *maker, guint count)
{
    for (guint i = 0; i < count; i++) {
        gsize length, key_length;
        const char *key_bytes =
            fuzz_take(&maker->bytes, 1 + fuzz_byte(&maker->bytes) % 20, &key_length);
        g_autofree char *key = g_strndup(key_bytes, key_length);
        g_autoptr(GBytes) value = make_bytes(maker, 20000);
        const char *bytes = g_bytes_get_data(value, &length);
        if (*key)
            model_metadata(maker->model, key, bytes, length);
    }
}

/* Documents until the bytes are used up. Returns the last docid. */
static guint32 make_documents(Maker *maker)
{
    guint32 docid = 0;
    for (guint i = 0; i < DOCUMENTS && maker->bytes.at < maker->bytes.end; i++) {
        guint step = fuzz_byte(&maker->bytes);
        docid += 1 + (step < 0xf0 ? 0 : fuzz_number(&maker->bytes) % 40000);
        if (docid > DOCID_MOST)
            break;
        gsize length;
        g_autoptr(GBytes) data = make_bytes(maker, 20000);
        const char *bytes = g_bytes_get_data(data, &length);
        model_document(maker->model, docid, bytes, length);
        guint amounts = fuzz_byte(&maker->bytes);
        add_terms(maker, amounts % 32);
        add_values(maker, (amounts >> 5) + (amounts == 0xff ? 3 : 0));
    }
    return docid;
}

/* What Xapian 1.4 writes and can't read back: see xapian-c/README.md. */
static gboolean is_xapians_fault(const char *text)
{
    return text != NULL && strstr(text, "Too few chunks of compressed data") != NULL;
}

/* FALSE where Xapian itself fails, and there is nothing to compare with. */
static gboolean check_same(const char *native, const char *oracle)
{
    g_autofree char *theirs = oracle_dump(oracle), *ours = oracle_dump(native);
    if (is_xapians_fault(theirs))
        return FALSE;
    g_autofree char *fault = oracle_check(native);
    g_assert_cmpstr(fault, ==, NULL);
    if (strcmp(ours, theirs) != 0)
        g_error("written natively:\n%s\nby Xapian:\n%s", ours, theirs);
    return TRUE;
}

static void check_read_back(const char *native)
{
    g_autofree char *fault = oracle_check(native), *ours = oracle_dump(native);
    g_assert_cmpstr(fault, ==, NULL);
    g_assert(strstr(ours, "\nerror: ") == NULL);
}

static void drive_glass(G_GNUC_UNUSED const char *target, const char *data, gsize size)
{
    static const int compressions[] = {0, 1, 6, 9, GLASS_COMPRESSION_FAST, GLASS_COMPRESSION_FAST};
    g_autoptr(Model) model = model_new();
    Maker maker = {.bytes = {(const guint8 *)data, (const guint8 *)data + size},
                   .model = model,
                   .terms = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
    guint choice = fuzz_byte(&maker.bytes);
    int compression = compressions[choice % G_N_ELEMENTS(compressions)];
    add_metadata(&maker, choice >> 6);
    guint32 last = make_documents(&maker);
    char *dir = test_tmpdir();
    g_autofree char *native = g_build_filename(dir, "native", NULL);
    g_autofree char *oracle = g_build_filename(dir, "oracle", NULL);
    model_write_native(model, native, compression);
    model_write_oracle(model, oracle);
    gboolean same = check_same(native, oracle);
    if (!same)
        check_read_back(native);
    /* Xapian goes on from what was written natively. */
    if (same && choice & 0x20 && last < 2 * DOCUMENTS) {
        g_autofree char *theirs = oracle_modify(oracle), *ours = oracle_modify(native);
        g_assert(is_xapians_fault(theirs) || theirs == NULL);
        g_assert(theirs != NULL || ours == NULL);
        if (theirs == NULL)
            check_same(native, oracle);
    }
    g_ptr_array_unref(maker.terms);
    test_remove(dir);
}

const FuzzTarget fuzz_glass_targets[] = {
    {"glass", drive_glass},
    {NULL, NULL},
};
