#include "xapian-c/xapian-check-private.h"

#include <cstring>
#include <string_view>
#include <unordered_map>

namespace {

/* Xapian refuses longer terms, and then drops every document that is not committed yet. In a key of a
 * table a zero byte takes two. */
constexpr gsize TERM_LIMIT = 245;

constexpr guint32 NO_POSITION = G_MAXUINT32;

/* What one document's terms come to. Terms are hashed once and their postings kept in a list, because
 * Xapian::Document searches its map of terms anew for each posting. */
class Postings
{
    struct Posting {
        guint32 term;
        guint32 position; /* or NO_POSITION */
        guint32 wdf;
    };
    std::unordered_map<std::string_view, guint32> numbers;
    std::vector<std::unique_ptr<char[]>> chunks;
    size_t chunk_used = 0, chunk_size = 0;
    std::vector<std::string_view> terms;
    std::vector<Posting> postings;

    std::string_view keep(std::string_view term)
    {
        if (chunk_size - chunk_used < term.size()) {
            chunk_size = 1 << 16;
            chunk_used = 0;
            chunks.push_back(std::make_unique<char[]>(chunk_size));
        }
        char *copy = chunks.back().get() + chunk_used;
        memcpy(copy, term.data(), term.size());
        chunk_used += term.size();
        return {copy, term.size()};
    }

  public:
    void add(std::string_view term, guint32 position, guint32 wdf)
    {
        auto known = numbers.find(term);
        if (known == numbers.end()) {
            terms.push_back(keep(term));
            known = numbers.emplace(terms.back(), terms.size() - 1).first;
        }
        postings.push_back({known->second, position, wdf});
    }

    /* Hands all on to document, term by term. */
    void fill(Xapian::Document &document) const
    {
        std::vector<size_t> end(terms.size() + 1, 0);
        for (const Posting &p : postings)
            end[p.term + 1]++;
        for (size_t i = 1; i < end.size(); i++)
            end[i] += end[i - 1];
        std::vector<const Posting *> sorted(postings.size());
        for (const Posting &p : postings)
            sorted[end[p.term]++] = &p;
        /* By now end[t] is where the postings of term t end. */
        size_t at = 0;
        for (size_t t = 0; t < terms.size(); t++) {
            const std::string term(terms[t]);
            for (; at < end[t]; at++) {
                if (sorted[at]->position == NO_POSITION)
                    document.add_term(term, sorted[at]->wdf);
                else
                    document.add_posting(term, sorted[at]->position, sorted[at]->wdf);
            }
        }
    }

    void clear()
    {
        numbers.clear();
        terms.clear();
        postings.clear();
        chunks.clear();
        chunk_used = chunk_size = 0;
    }
};

} // namespace

struct XapWriter {
    std::string path; /* empty: documents are only compared */
    Xapian::WritableDatabase database;
    Xapian::Document document;
    Postings postings;
    std::unique_ptr<GError, decltype(&g_error_free)> document_error{nullptr, g_error_free};
    /* Set when Xapian has failed: it has then dropped what was not committed. */
    std::unique_ptr<GError, decltype(&g_error_free)> broken{nullptr, g_error_free};

    ~XapWriter()
    {
        /* Xapian's own destructor would commit what nobody asked it to. */
        guarded(nullptr, {"close", path.c_str()}, [&] { database.cancel_transaction(); });
        guarded(nullptr, {"close", path.c_str()}, [&] { database.close(); });
    }
};

namespace {

XapWriter *writer_new(const char *dir, int mode, GError **error) noexcept
{
    auto writer = std::make_unique<XapWriter>();
    writer->path = dir;
    bool done = guarded(error, {mode == Xapian::DB_OPEN ? "open" : "create", dir}, [&] {
        writer->database = Xapian::WritableDatabase(dir, mode | Xapian::DB_BACKEND_GLASS);
        /* All work is done inside a transaction: without one Xapian commits when it likes. */
        writer->database.begin_transaction();
    });
    return done ? writer.release() : nullptr;
}

/* Runs f, which changes the database; after a failure, nothing more. */
template <typename F>
bool change(XapWriter *writer, const char *action, GError **error, F f) noexcept
{
    if (writer->broken == nullptr) {
        GError *failure = nullptr;
        if (guarded(&failure, {action, writer->path.c_str()}, f))
            return true;
        writer->broken.reset(failure);
    }
    g_propagate_error(error, g_error_copy(writer->broken.get()));
    return false;
}

/* Runs f, which adds to the document; the first error is kept for its end. */
template <typename F> void add(XapWriter *writer, F f) noexcept
{
    if (writer->document_error != nullptr)
        return;
    GError *failure = nullptr;
    if (!guarded(&failure, {"add a document to", writer->path.c_str()}, f))
        writer->document_error.reset(failure);
}

void check_term(const char *term, gsize length)
{
    gsize zeros = 0;
    for (gsize i = 0; i < length; i++)
        zeros += term[i] == '\0';
    if (length == 0)
        throw Xapian::InvalidArgumentError("Empty term");
    if (length + zeros > TERM_LIMIT)
        throw Xapian::InvalidArgumentError("Term too long (> 245): " + std::string(term, length));
}

} // namespace

extern "C" {

XapWriter *xap_writer_create(const char *dir, GError **error)
{
    return writer_new(dir, Xapian::DB_CREATE, error);
}

XapWriter *xap_writer_open(const char *dir, GError **error)
{
    return writer_new(dir, Xapian::DB_OPEN, error);
}

XapWriter *xap_writer_for_comparing(void)
{
    return new XapWriter();
}

void xap_writer_free(XapWriter *writer)
{
    delete writer;
}

void xap_document_begin(XapWriter *writer)
{
    writer->document_error.reset();
    writer->postings.clear();
    add(writer, [=] { writer->document = Xapian::Document(); });
}

void xap_document_add_word(XapWriter *writer, const char *term, gsize length, guint32 position)
{
    add(writer, [=] {
        check_term(term, length);
        writer->postings.add({term, length}, position, 1);
    });
}

void xap_document_add_term(XapWriter *writer, const char *term, gsize length, guint32 wdf)
{
    add(writer, [=] {
        check_term(term, length);
        writer->postings.add({term, length}, NO_POSITION, wdf);
    });
}

void xap_document_set_value(XapWriter *writer, guint32 slot, const void *value, gsize length)
{
    add(writer, [=] {
        writer->document.add_value(slot, std::string(static_cast<const char *>(value), length));
    });
}

void xap_document_set_data(XapWriter *writer, const void *data, gsize length)
{
    add(writer, [=] {
        writer->document.set_data(std::string(static_cast<const char *>(data), length));
    });
}

gboolean xap_document_end(XapWriter *writer, guint32 *docid, GError **error)
{
    if (writer->broken == nullptr && writer->document_error != nullptr) {
        g_propagate_error(error, writer->document_error.release());
        return FALSE;
    }
    Xapian::docid given = 0;
    bool done = change(writer, "add a document to", error, [&] {
        writer->postings.fill(writer->document);
        if (writer->path.empty())
            return;
        given = writer->database.add_document(writer->document);
        writer->document = Xapian::Document();
    });
    writer->postings.clear();
    if (done && docid != nullptr)
        *docid = given;
    return done;
}

gboolean xap_document_compare(const XapWriter *writer, XapDatabase *db, guint32 docid,
                              char **difference, GError **error)
{
    std::string found;
    bool done = guarded_read(db, error, {"read a document of", db->path.c_str()},
                             [&](const std::shared_ptr<const XapSnapshot> &snapshot) {
                                 found = xap_document_difference(writer->document,
                                                                 snapshot->database, docid);
                             });
    if (done)
        *difference = found.empty() ? nullptr : xap_copy(found);
    return done;
}

gboolean xap_salvage_agrees(const XapWriter *writer, XapDatabase *db, guint32 docid)
{
    bool same = false;
    guarded(nullptr, {"read a document of", db->path.c_str()}, [&] {
        same = xap_same_terms(writer->document, db->snapshot->database.get_document(
                                                    docid, Xapian::DOC_ASSUME_VALID));
    });
    return same;
}

gboolean xap_writer_add_packed(XapWriter *writer, const char *bytes, gsize length, GError **error)
{
    return change(writer, "add a document to", error, [&] {
        writer->database.add_document(Xapian::Document::unserialise(std::string(bytes, length)));
    });
}

gboolean xap_writer_delete(XapWriter *writer, guint32 docid, GError **error)
{
    bool missing = false;
    bool done = change(writer, "delete from", error, [&] {
        try {
            writer->database.delete_document(docid);
        } catch (const Xapian::DocNotFoundError &) {
            missing = true; /* nothing was changed, and nothing is lost */
        }
    });
    if (done && missing) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                    "can't delete document %u from '%s': there is no such document", docid,
                    writer->path.c_str());
        return FALSE;
    }
    return done;
}

gboolean xap_writer_set_metadata(XapWriter *writer, const char *key, const void *value, gsize length,
                                 GError **error)
{
    return change(writer, "write to", error, [&] {
        writer->database.set_metadata(key, std::string(static_cast<const char *>(value), length));
    });
}

gboolean xap_writer_commit(XapWriter *writer, GError **error)
{
    return change(writer, "commit to", error, [&] {
        writer->database.commit_transaction();
        writer->database.begin_transaction();
    });
}
}
