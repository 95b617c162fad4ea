/* xapian-private: what the C++ files of the binding share. Here stands the only way in and out of
 * Xapian: guarded() runs a piece of C++ and turns whatever it throws into a GError. */
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <xapian.h>

#include "xapian-c/xapian-c.h"

/* What is being done, for the message: "can't ACTION 'SUBJECT': …". */
struct XapTask {
    const char *action;
    const char *subject;
    /* The code of Xapian's complaints about its arguments: a query that can't be run is the user's
     * business, anything else a programming mistake. */
    IndexErrorCode misuse = INDEX_ERROR_INTERNAL;
};

/* What an exception was about, besides what the GError says. */
struct XapFailure {
    bool again = false; /* another attempt on a freshly opened database may succeed */
    std::string server; /* that it came from, as host:port; empty: from none */
};

/* Sets *error from the exception that is being handled. */
XapFailure xap_exception_report(GError **error, const XapTask &task) noexcept;

/* Runs f. False and an INDEX_ERROR if it throws. f calls no C callback and touches no output before its
 * last throwing statement. */
template <typename F>
bool guarded(GError **error, const XapTask &task, F f, XapFailure *failure = nullptr) noexcept
{
    try {
        f();
        return true;
    } catch (...) {
        XapFailure found = xap_exception_report(error, task);
        if (failure != nullptr)
            *failure = std::move(found);
        return false;
    }
}

/* A copy of bytes for C: NUL-terminated, to be freed with g_free(). */
char *xap_copy(const std::string &bytes) noexcept;

struct XapQuery {
    gatomicrefcount references;
    Xapian::Query query;
    /* The same, and what shall not weigh weighs next to nothing. Xapian 1.4.22 opens a term that does not weigh,
     * and is in all documents of a segment, as the list of all documents under that term's name; where docids have
     * gaps, it complains of damage at the end of that list's first chunk. */
    Xapian::Query weighing;
    bool differs = false; /* the two */
    std::string mistake; /* why Xapian refused to build it; empty if it did not */
};

/* One of the places that a database is made of: an index folder of ours, a database of anyone's, or a
 * server. */
struct XapSite {
    XapPlaceKind kind = XAP_PLACE_INDEX;
    std::string name;               /* the folder or file; of a server as it was named */
    std::string host;               /* of a server, ... */
    unsigned port = 0;              /* ... or else: */
    std::string program, arguments; /* that answers on its standard output */
    std::string lost;               /* why it is left out; empty if it is not */

    /* As XapFailure names it. */
    std::string server() const
    {
        bool brackets = host.find(':') != std::string::npos;
        return (brackets ? "[" + host + "]" : host) + ":" + std::to_string(port);
    }
};

/* The places that names stand for, each once, stub files replaced by what they list. */
bool xap_sites_resolve(const char *const *names, size_t count, std::vector<XapSite> &sites,
                       GError **error);

/* One database of those that are searched as one. */
struct XapPart {
    Xapian::Database database;
    size_t site;                       /* whose it is */
    std::string segment;               /* of an index folder */
    size_t segments;                   /* more than 1: a server's, of which only the first answers for metadata */
    std::vector<Xapian::docid> hidden; /* old versions that the journal names, ascending */
};

/* A state of the database: its parts at one moment. */
struct XapSnapshot {
    Xapian::Database database;
    std::vector<XapPart> parts;
    bool weighing = false; /* ask the weighing form of queries */
    /* All that is hidden: as docids of the whole database, and of each part (by xap_fingerprint()). */
    std::unordered_set<Xapian::docid> hidden;
    std::unordered_map<std::string, std::vector<Xapian::docid>> hidden_in;
};

/* The form of a query that this snapshot is asked. */
const Xapian::Query &xap_form(const XapSnapshot &snapshot, const XapQuery &query);

/* Whether a docid of one means the same document in the other. */
bool xap_same_docids(const XapSnapshot &one, const XapSnapshot &other);

/* Tells the parts of a snapshot apart where Xapian hands out a database without saying which. */
std::string xap_fingerprint(const Xapian::Database &database);

/* Adds the parts of the site-th place, an index folder at path. */
bool xap_folder_open(const std::string &path, size_t site, std::vector<XapPart> &parts,
                     GError **error);

struct XapDatabase {
    std::string path; /* for messages: the names of its places */
    std::vector<XapSite> sites;
    XapOpenOptions options;
    std::shared_ptr<const XapSnapshot> snapshot;
    bool weighing = false; /* of the snapshots from now on */
    /* The snapshot of the last docids that were handed out: xap_data() and xap_value() read there, so
     * that a docid never means another document. */
    std::shared_ptr<const XapSnapshot> answered;
};

/* Opens the database's current state. A server that can't be reached is noted as lost if the options
 * allow for that. NULL and an error on failure. */
std::shared_ptr<const XapSnapshot> xap_snapshot_open(XapDatabase *db, GError **error) noexcept;

/* Whether the database may go on without the server that failed: it then is noted as lost. */
bool xap_lose(XapDatabase *db, const XapFailure &failure, const GError *error) noexcept;

/* So often a request is run anew before it fails. */
constexpr int XAP_ATTEMPTS = 5;

/* Runs f(snapshot) on the database; when the reader was overtaken, again on its newest state. */
template <typename F>
bool guarded_read(XapDatabase *db, GError **error, const XapTask &task, F f) noexcept
{
    for (int attempt = 0;; attempt++) {
        g_autoptr(GError) report = nullptr;
        XapFailure failure;
        if (guarded(&report, task, [&] { f(db->snapshot); }, &failure))
            return true;
        bool again = failure.again && attempt < XAP_ATTEMPTS;
        db->weighing |= again && g_error_matches(report, INDEX_ERROR, INDEX_ERROR_DAMAGED);
        if (!again && !xap_lose(db, failure, report)) {
            g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&report)));
            return false;
        }
        auto fresh = xap_snapshot_open(db, error);
        if (fresh == nullptr)
            return false;
        db->snapshot = fresh;
    }
}

/* Runs f(document) for one document of the snapshot that docids refer to. A newer state serves too, as
 * long as it has the same segments: then the docids mean the same, and snapshot becomes that. */
template <typename F>
bool xap_with_document(XapDatabase *db, std::shared_ptr<const XapSnapshot> &snapshot,
                       guint32 docid, GError **error, F f) noexcept
{
    XapTask task = {"read a document of", db->path.c_str()};
    for (int attempt = 0;; attempt++) {
        g_autoptr(GError) report = nullptr;
        XapFailure failure;
        bool done = guarded(
            &report, task,
            [&] {
                if (docid == 0 || snapshot->hidden.count(docid) != 0)
                    throw Xapian::DocNotFoundError("Document " + std::to_string(docid) +
                                                   " not found");
                f(snapshot->database.get_document(docid));
            },
            &failure);
        if (done)
            return true;
        /* What a server calls a document after it was called anew is its own affair. */
        std::shared_ptr<const XapSnapshot> fresh;
        if (failure.again && failure.server.empty() && attempt < XAP_ATTEMPTS)
            fresh = xap_snapshot_open(db, nullptr);
        if (fresh == nullptr || !xap_same_docids(*fresh, *snapshot)) {
            g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&report)));
            return false;
        }
        snapshot = fresh;
    }
}

/* Whether Xapian refused to build the query: sets *error then. */
bool xap_query_refused(const XapDatabase *db, const XapQuery *query, GError **error);
