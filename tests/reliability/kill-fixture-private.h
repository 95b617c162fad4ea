/* kill-fixture-private: what an index holds, article by article, beside what it may hold.
 *
 * A view is a table from identity (hex digits) to the article's record: content hash and data. An index that
 * is being loaded may show each article of `old` in its old or its new record, and those only in `new` in
 * that or not at all; one from which some are being removed, all of these or none. */
#pragma once

#include "indexer/identity.h"
#include "tests/reliability/proof-articles-private.h"
#include "tests/reliability/proof-fixture-private.h"
#include "xapian-c/checksums.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

typedef struct {
    guint old_last;            /* the last number before the load */
    guint changed, same;       /* up to which the load brings another version, and after these the same one */
    guint added, middle, last; /* what it adds: the first of them, one between, the last */
} Numbers;

/* No article: each load lists it. */
#define KILL_BROKEN_LINE "{\"id\":\"broken\n"

/* Of old articles count. */
static inline Numbers kill_numbers(guint count)
{
    return (Numbers){count, count / 3, count / 2, count + 1, count + count / 10, count + count / 5 * 2};
}

static inline void kill_write_inputs(Numbers n, const char *old_path, const char *new_path)
{
    FILE *old_file = fopen(old_path, "w"), *new_file = fopen(new_path, "w");
    ck_assert(old_file != NULL && new_file != NULL);
    proof_write_articles(old_file, 1, n.old_last, 1);
    proof_write_articles(new_file, n.added, n.middle, 2);
    proof_write_articles(new_file, 1, n.changed, 2);
    fputs(KILL_BROKEN_LINE, new_file);
    proof_write_articles(new_file, n.changed + 1, n.same, 1);
    proof_write_articles(new_file, n.middle + 1, n.last, 2);
    ck_assert(fclose(old_file) == 0 && fclose(new_file) == 0);
}

/* ---- views ------------------------------------------------------------------------------------*/

typedef struct {
    GHashTable *records; /* char * → GBytes */
    GArray *docids;      /* of all that is seen */
    guint twice;         /* identities seen again */
} View;

static inline void view_free(View *view)
{
    if (view == NULL)
        return;
    g_hash_table_unref(view->records);
    g_clear_pointer(&view->docids, g_array_unref);
    g_free(view);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(View, view_free)

static inline gboolean view_add(View *view, XapDatabase *db, guint32 docid, GError **error)
{
    g_autofree char *identity = NULL, *content = NULL, *data = NULL;
    gsize identity_length, content_length, length;
    if (!xap_value(db, docid, SLOT_IDENTITY, &identity, &identity_length, error) ||
        !xap_value(db, docid, SLOT_CONTENT, &content, &content_length, error) ||
        !xap_data(db, docid, &data, &length, error))
        return FALSE;
    char hex[IDENTITY_HEX] = "";
    if (identity_length == IDENTITY_BYTES)
        identity_to_hex((const Identity *)identity, hex);
    GByteArray *record = g_byte_array_new();
    g_byte_array_append(record, (const guint8 *)content, content_length);
    g_byte_array_append(record, (const guint8 *)data, length);
    view->twice += g_hash_table_contains(view->records, hex);
    g_hash_table_insert(view->records, g_strdup(hex), g_byte_array_free_to_bytes(record));
    return TRUE;
}

/* NULL and an error if the index can't be read, or a writer was faster. */
static inline View *view_of(const char *index, GError **error)
{
    g_autoptr(XapDatabase) db = xap_open(index, error);
    if (db == NULL)
        return NULL;
    g_autoptr(View) view = g_new0(View, 1);
    view->records = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    view->docids = xap_postings(db, "", 0, error);
    if (view->docids == NULL)
        return NULL;
    for (guint i = 0; i < view->docids->len; i++)
        if (!view_add(view, db, g_array_index(view->docids, guint32, i), error))
            return NULL;
    return g_steal_pointer(&view);
}

/* ---- what a view must be ----------------------------------------------------------------------*/

typedef struct {
    View *old_view, *new_view; /* of the articles before the load, and of all that it brings */
    GHashTable *removed;       /* identities of those that are being removed; NULL: none */
} Expected;

/* '-' not there, 'o' the old version, 'n' the new one, '?' neither. */
static inline char state_of(const Expected *expected, const View *view, const char *identity)
{
    const GBytes *seen = g_hash_table_lookup(view->records, identity);
    const GBytes *before = g_hash_table_lookup(expected->old_view->records, identity);
    const GBytes *after = g_hash_table_lookup(expected->new_view->records, identity);
    if (seen == NULL)
        return '-';
    if (before != NULL && g_bytes_equal(seen, before))
        return 'o';
    /* An article that the load brings unchanged must stay as it is. */
    gboolean same = before != NULL && after != NULL &&
                    memcmp(g_bytes_get_data((GBytes *)before, NULL),
                           g_bytes_get_data((GBytes *)after, NULL), IDENTITY_BYTES) == 0;
    return after != NULL && !same && g_bytes_equal(seen, after) ? 'n' : '?';
}

typedef struct {
    guint lost, torn, twice, undone;
    gboolean partly; /* some are removed, others that were to go with them are not */
    guint replaced, added, removed;
} Findings;

static inline guint findings_bad(const Findings *findings)
{
    return findings->lost + findings->torn + findings->twice + findings->undone + findings->partly;
}

static inline gboolean expected_goes(const Expected *expected, gconstpointer identity)
{
    return expected->removed != NULL && g_hash_table_contains(expected->removed, identity);
}

/* Looks at every article of the view; before (may be NULL): what the index showed earlier, of which nothing
 * may be taken back. */
static inline Findings view_judge(const Expected *expected, const View *view, const View *before)
{
    Findings findings = {.twice = view->twice};
    GHashTableIter iter;
    gpointer identity;
    g_hash_table_iter_init(&iter, view->records);
    while (g_hash_table_iter_next(&iter, &identity, NULL)) {
        char state = state_of(expected, view, identity);
        gboolean was_old = g_hash_table_contains(expected->old_view->records, identity);
        findings.torn += state == '?';
        findings.replaced += state == 'n' && was_old;
        findings.added += state == 'n' && !was_old;
        char was = before != NULL ? state_of(expected, before, identity) : 'o';
        findings.undone += state == 'o' && (was == 'n' || (was == '-' && was_old));
    }
    const View *earlier[] = {expected->old_view, before};
    for (gsize i = 0; i < G_N_ELEMENTS(earlier) && earlier[i] != NULL; i++) {
        g_hash_table_iter_init(&iter, earlier[i]->records);
        while (g_hash_table_iter_next(&iter, &identity, NULL)) {
            gboolean missing = !g_hash_table_contains(view->records, identity);
            gboolean goes = expected_goes(expected, identity);
            findings.lost += missing && !goes;
            findings.removed += missing && goes && i == 0;
        }
    }
    findings.partly = findings.removed > 0 && findings.removed < g_hash_table_size(expected->removed);
    return findings;
}

/* ---- what may lie in the folder ---------------------------------------------------------------*/

static inline void kill_on_damage(const ChecksumDamage *damage, gpointer data)
{
    g_string_append_printf(data, "%s changed; ", damage->file);
}

static inline gboolean kill_is_known(const char *name, const char *const *known, gsize count)
{
    for (gsize i = 0; i < count; i++)
        if (strcmp(known[i], name) == 0)
            return TRUE;
    return FALSE;
}

static inline void kill_strays_in(const char *folder, const char *const *known, gsize count, GString *strays)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    ck_assert_msg(dir != NULL, "can't read %s", folder);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
        if (!kill_is_known(name, known, count))
            g_string_append_printf(strays, "%s/%s; ", folder, name);
    g_dir_close(dir);
}

/* What should not be there after a run that was not disturbed, and segments with other bytes than were
 * written: empty if all is well. Free with g_free(). */
static inline char *kill_strays(const char *index)
{
    static const char *const top[] = {LAYOUT_STUB, LAYOUT_SETTINGS, LAYOUT_LOCK, LAYOUT_SEGMENTS,
                                      LAYOUT_REJECTS};
    static const char *const tables[] = {"iamglass", "docdata.glass", "postlist.glass", "position.glass",
                                         "termlist.glass", CHECKSUMS_FILE,
                                         "flintlock" /* Xapian's own, left where it deleted */};
    GString *strays = g_string_new(NULL);
    g_autofree char *segments = g_build_filename(index, LAYOUT_SEGMENTS, NULL);
    g_autoptr(GPtrArray) live = layout_read_stub(index, NULL);
    ck_assert_ptr_nonnull(live);
    kill_strays_in(index, top, G_N_ELEMENTS(top), strays);
    kill_strays_in(segments, (const char *const *)live->pdata, live->len, strays);
    for (guint i = 0; i < live->len; i++) {
        g_autofree char *segment = g_build_filename(segments, live->pdata[i], NULL);
        g_autoptr(GError) error = NULL;
        kill_strays_in(segment, tables, G_N_ELEMENTS(tables), strays);
        if (!checksums_verify(segment, kill_on_damage, strays, &error))
            g_string_append_printf(strays, "%s; ", error->message);
    }
    return g_string_free(strays, FALSE);
}
