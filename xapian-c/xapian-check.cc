#include "xapian-c/xapian-check-private.h"

#include <sstream>

namespace {

std::string printable(const std::string &term)
{
    g_autofree char *escaped = g_strescape(term.c_str(), nullptr);
    return escaped;
}

std::string compare_values(const Xapian::Document &one, const Xapian::Document &other)
{
    auto a = one.values_begin(), b = other.values_begin();
    for (; a != one.values_end() && b != other.values_end(); ++a, ++b)
        if (a.get_valueno() != b.get_valueno() || *a != *b)
            return "its value " + std::to_string(std::min(a.get_valueno(), b.get_valueno()));
    return a != one.values_end() || b != other.values_end() ? "its number of values" : "";
}

bool same_positions(const Xapian::TermIterator &a, const Xapian::TermIterator &b)
{
    auto one = a.positionlist_begin(), one_end = a.positionlist_end();
    auto other = b.positionlist_begin(), other_end = b.positionlist_end();
    for (; one != one_end && other != other_end; ++one, ++other)
        if (*one != *other)
            return false;
    return one == one_end && other == other_end;
}

bool is_posted(const Xapian::Database &database, const std::string &term, Xapian::docid docid,
               Xapian::termcount wdf)
{
    auto posting = database.postlist_begin(term), end = database.postlist_end(term);
    if (posting != end)
        posting.skip_to(docid);
    return posting != end && *posting == docid && posting.get_wdf() == wdf;
}

std::string compare_terms(const Xapian::Document &document, const Xapian::Document &stored,
                          const Xapian::Database &database, Xapian::docid docid)
{
    auto a = document.termlist_begin(), b = stored.termlist_begin();
    Xapian::termcount length = 0;
    for (; a != document.termlist_end() && b != stored.termlist_end(); ++a, ++b) {
        std::string term = *a, other = *b;
        if (term != other)
            return "the term '" + printable(std::min(term, other)) + "'";
        if (a.get_wdf() != b.get_wdf())
            return "how often it has '" + printable(term) + "'";
        if (!same_positions(a, b))
            return "the positions of '" + printable(term) + "'";
        if (!is_posted(database, term, docid, a.get_wdf()))
            return "the posting list of '" + printable(term) + "'";
        length += a.get_wdf();
    }
    if (a != document.termlist_end() || b != stored.termlist_end())
        return "its last terms";
    return length != database.get_doclength(docid) ? "its length" : "";
}

} // namespace

std::string xap_document_difference(const Xapian::Document &document, const Xapian::Database &database,
                                    Xapian::docid docid)
{
    Xapian::Document stored = database.get_document(docid);
    if (stored.get_data() != document.get_data())
        return "its data";
    std::string difference = compare_values(document, stored);
    return difference.empty() ? compare_terms(document, stored, database, docid) : difference;
}

bool xap_same_terms(const Xapian::Document &document, const Xapian::Document &stored)
{
    auto a = document.termlist_begin(), b = stored.termlist_begin();
    for (; a != document.termlist_end() && b != stored.termlist_end(); ++a, ++b)
        if (*a != *b || a.get_wdf() != b.get_wdf())
            return false;
    return a == document.termlist_end() && b == stored.termlist_end();
}

/* Runs f on a document without asking whether there is one: that stands in another table than most of it. */
template <typename F>
static bool salvage(XapDatabase *db, guint32 docid, GError **error, F f) noexcept
{
    return guarded(error, {"read a document of", db->path.c_str()}, [&] {
        f(db->snapshot->database.get_document(docid, Xapian::DOC_ASSUME_VALID));
    });
}

static gboolean give(bool done, const std::string &found, char **bytes, gsize *length)
{
    if (done)
        *bytes = xap_copy(found);
    if (done && length != nullptr)
        *length = found.size();
    return done;
}

extern "C" {

gboolean xap_salvage_data(XapDatabase *db, guint32 docid, char **data, gsize *length, GError **error)
{
    std::string found;
    bool done = salvage(db, docid, error, [&](const Xapian::Document &doc) { found = doc.get_data(); });
    return give(done, found, data, length);
}

gboolean xap_salvage_value(XapDatabase *db, guint32 docid, guint32 slot, char **value, gsize *length,
                           GError **error)
{
    std::string found;
    bool done = salvage(db, docid, error,
                        [&](const Xapian::Document &doc) { found = doc.get_value(slot); });
    return give(done, found, value, length);
}

gboolean xap_salvage_term(XapDatabase *db, guint32 docid, const char *prefix, char **term, GError **error)
{
    std::string found, wanted(prefix);
    bool done = guarded(error, {"read a document of", db->path.c_str()}, [&] {
        auto at = db->snapshot->database.termlist_begin(docid);
        auto end = db->snapshot->database.termlist_end(docid);
        at.skip_to(wanted);
        if (at != end && (*at).compare(0, wanted.size(), wanted) == 0)
            found = (*at).substr(wanted.size());
    });
    return give(done, found, term, nullptr);
}

gboolean xap_salvage_pack(XapDatabase *db, guint32 docid, char **bytes, gsize *length, GError **error)
{
    std::string found;
    bool done = salvage(db, docid, error, [&](const Xapian::Document &doc) { found = doc.serialise(); });
    return give(done, found, bytes, length);
}

}

#ifdef __SANITIZE_ADDRESS__
/* Xapian::Database::check() frees tables as their base class, which only the sanitizer minds. Weak: programs of the
 * tests may have their own. */
extern "C" __attribute__((weak)) const char *__asan_default_options(void);
extern "C" __attribute__((weak)) const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}
#endif

extern "C" gboolean xap_check(const char *path, char **complaints, GError **error)
{
    std::ostringstream said;
    size_t errors = 0;
    if (!guarded(error, {"check", path}, [&] { errors = Xapian::Database::check(path, 0, &said); }))
        return FALSE;
    *complaints = errors > 0 ? xap_copy(said.str()) : nullptr;
    return TRUE;
}
