#include "xapian-c/xapian-private.h"

#include <algorithm>
#include <cstdint>

using Snapshot = std::shared_ptr<const XapSnapshot>;

namespace {

/* Terms are handed on in lots, so that no callback runs inside of Xapian. A server sends all that there are
 * each time, whatever is skipped: of those, all are one lot. */
constexpr size_t TERM_LOT = 2048;

size_t lot_size(const XapDatabase &db)
{
    auto is_server = [](const XapSite &site) { return site.kind == XAP_PLACE_SERVER; };
    return std::any_of(db.sites.begin(), db.sites.end(), is_server) ? SIZE_MAX : TERM_LOT;
}

struct TermLot {
    std::vector<std::pair<std::string, guint32>> terms;
    bool last = false;
};

/* The next terms that begin with prefix, at most limit: those after `after`, or from the first. */
void fetch_terms(const Xapian::Database &database, const std::string &prefix,
                 const std::string &after, size_t limit, TermLot &lot)
{
    lot.terms.clear();
    Xapian::TermIterator term = database.allterms_begin(prefix);
    Xapian::TermIterator end = database.allterms_end(prefix);
    if (!after.empty()) {
        term.skip_to(after);
        if (term != end && *term == after)
            ++term;
    }
    for (; term != end && lot.terms.size() < limit; ++term)
        lot.terms.emplace_back(*term, term.get_termfreq());
    lot.last = term == end;
}

/* A server of several segments would answer for the first one. */
bool has_metadata(const XapPart &part, const std::string &key)
{
    if (part.segments > 1)
        return false;
    auto found = part.database.metadata_keys_begin(key);
    return found != part.database.metadata_keys_end(key) && *found == key;
}

Xapian::Database without(const XapSnapshot &snapshot, const std::string &key)
{
    Xapian::Database rest;
    for (const XapPart &part : snapshot.parts)
        if (!has_metadata(part, key))
            rest.add_database(part.database);
    return rest;
}

guint32 count_documents(const XapSnapshot &snapshot)
{
    guint32 count = snapshot.database.get_doccount();
    for (Xapian::docid docid : snapshot.hidden) {
        try {
            (void)snapshot.database.get_doclength(docid);
            count--;
        } catch (const Xapian::DocNotFoundError &) {
            /* deleted already */
        }
    }
    return count;
}

} // namespace

extern "C" {

gboolean xap_statistics(XapDatabase *db, XapStatistics *statistics, GError **error)
{
    XapStatistics found = {};
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        const Xapian::Database &database = snapshot->database;
        found.documents = count_documents(*snapshot);
        found.last_docid = database.get_lastdocid();
        found.total_length = database.get_total_length();
        found.average_length = database.get_average_length();
        found.has_positions = database.has_positions();
    });
    if (done)
        *statistics = found;
    return done;
}

gboolean xap_termfreq(XapDatabase *db, const char *term, gsize length, guint32 *termfreq,
                      GError **error)
{
    guint32 found = 0;
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        found = length == 0 ? 0 : snapshot->database.get_termfreq(std::string(term, length));
    });
    if (done)
        *termfreq = found;
    return done;
}

gboolean xap_metadata(XapDatabase *db, const char *key, char **value, gsize *length, GError **error)
{
    std::string found;
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        found = snapshot->database.get_metadata(key);
    });
    if (done) {
        *value = xap_copy(found);
        if (length != nullptr)
            *length = found.size();
    }
    return done;
}

GPtrArray *xap_metadata_of_each(XapDatabase *db, const char *key, GError **error)
{
    std::vector<std::string> found;
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        found.clear();
        for (const XapPart &part : snapshot->parts)
            if (part.segments == 1)
                found.push_back(part.database.get_metadata(key));
    });
    if (!done)
        return nullptr;
    GPtrArray *values =
        g_ptr_array_new_with_free_func(reinterpret_cast<GDestroyNotify>(g_bytes_unref));
    for (const std::string &value : found)
        if (!value.empty())
            g_ptr_array_add(values, g_bytes_new(value.data(), value.size()));
    return values;
}

/* key: only of parts that have nothing under it; NULL: of all. */
static gboolean each_term(XapDatabase *db, const char *key, const std::string &prefix,
                          XapTermFunc func, gpointer data, GError **error)
{
    TermLot lot;
    std::string after;
    do {
        bool done = guarded_read(
            db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
                fetch_terms(key == nullptr ? snapshot->database : without(*snapshot, key), prefix,
                            after, lot_size(*db), lot);
            });
        if (!done)
            return FALSE;
        for (const auto &term : lot.terms)
            if (!func(term.first.c_str(), term.first.size(), term.second, data))
                return TRUE;
        if (!lot.terms.empty())
            after = lot.terms.back().first;
    } while (!lot.last);
    return TRUE;
}

gboolean xap_each_term(XapDatabase *db, const char *prefix, gsize length, XapTermFunc func,
                       gpointer data, GError **error)
{
    return each_term(db, nullptr, std::string(prefix, length), func, data, error);
}

gboolean xap_each_term_without(XapDatabase *db, const char *key, const char *prefix, gsize length,
                               XapTermFunc func, gpointer data, GError **error)
{
    return each_term(db, key, std::string(prefix, length), func, data, error);
}

GArray *xap_postings(XapDatabase *db, const char *term, gsize length, GError **error)
{
    g_autoptr(GArray) docids = g_array_new(FALSE, FALSE, sizeof(guint32));
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        g_array_set_size(docids, 0);
        std::string name(term, length);
        auto end = snapshot->database.postlist_end(name);
        for (auto posting = snapshot->database.postlist_begin(name); posting != end; ++posting) {
            guint32 docid = *posting;
            if (snapshot->hidden.empty() || snapshot->hidden.count(docid) == 0)
                g_array_append_val(docids, docid);
        }
        db->answered = snapshot;
    });
    return done ? static_cast<GArray *>(g_steal_pointer(&docids)) : nullptr;
}

gboolean xap_value(XapDatabase *db, guint32 docid, guint32 slot, char **value, gsize *length,
                   GError **error)
{
    std::string found;
    if (!xap_with_document(db, db->answered, docid, error,
                           [&](const Xapian::Document &doc) { found = doc.get_value(slot); }))
        return FALSE;
    *value = xap_copy(found);
    if (length != nullptr)
        *length = found.size();
    return TRUE;
}

gboolean xap_data(XapDatabase *db, guint32 docid, char **data, gsize *length, GError **error)
{
    std::string found;
    if (!xap_with_document(db, db->answered, docid, error,
                           [&](const Xapian::Document &doc) { found = doc.get_data(); }))
        return FALSE;
    *data = xap_copy(found);
    if (length != nullptr)
        *length = found.size();
    return TRUE;
}
}
