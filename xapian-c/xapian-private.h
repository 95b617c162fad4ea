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

/* Sets *error from the exception that is being handled. TRUE if another attempt on a freshly opened
 * database may succeed. */
bool xap_exception_report(GError **error, const XapTask &task) noexcept;

/* Runs f. False and an INDEX_ERROR if it throws; *again then tells whether to try anew. f calls no C
 * callback and touches no output before its last throwing statement. */
template <typename F>
bool guarded(GError **error, const XapTask &task, F f, bool *again = nullptr) noexcept
{
    try {
        f();
        return true;
    } catch (...) {
        bool retry = xap_exception_report(error, task);
        if (again != nullptr)
            *again = retry;
        return false;
    }
}

/* A copy of bytes for C: NUL-terminated, to be freed with g_free(). */
char *xap_copy(const std::string &bytes) noexcept;

struct XapQuery {
    gatomicrefcount references;
    Xapian::Query query;
    std::string mistake; /* why Xapian refused to build it; empty if it did not */
};

/* A state of the database: its segments at one moment. */
struct XapSnapshot {
    Xapian::Database database;
    std::vector<std::string> segments; /* of an index folder, in the order of the stub */
    std::vector<Xapian::Database> parts; /* the databases that it is made of, one by one; empty where that
                                            takes another look: see xap_parts() */
    /* Old versions that the journal names: as docids of the whole database, and of each segment (by
     * xap_fingerprint()), ascending. */
    std::unordered_set<Xapian::docid> hidden;
    std::unordered_map<std::string, std::vector<Xapian::docid>> hidden_in;
};

/* The databases that a snapshot of path is made of, one by one. Throws as Xapian does. */
std::vector<Xapian::Database> xap_parts(const XapSnapshot &snapshot, const std::string &path);

/* Tells the segments of a snapshot apart where Xapian hands out a database without saying which. */
std::string xap_fingerprint(const Xapian::Database &database);

struct XapDatabase {
    std::string path;
    bool is_folder; /* an index folder of ours, with a stub and perhaps a journal */
    std::shared_ptr<const XapSnapshot> snapshot;
    /* The snapshot of the last docids that were handed out: xap_data() and xap_value() read there, so
     * that a docid never means another document. */
    std::shared_ptr<const XapSnapshot> answered;
};

/* Opens the database's current state. NULL and an error on failure. */
std::shared_ptr<const XapSnapshot> xap_snapshot_open(const std::string &path, bool is_folder,
                                                     GError **error) noexcept;

/* So often a request is run anew before it fails. */
constexpr int XAP_ATTEMPTS = 5;

/* Runs f(snapshot) on the database; when the reader was overtaken, again on its newest state. */
template <typename F>
bool guarded_read(XapDatabase *db, GError **error, const XapTask &task, F f) noexcept
{
    for (int attempt = 0;; attempt++) {
        g_autoptr(GError) failure = nullptr;
        bool again = false;
        if (guarded(&failure, task, [&] { f(db->snapshot); }, &again))
            return true;
        if (!again || attempt == XAP_ATTEMPTS) {
            g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
            return false;
        }
        auto fresh = xap_snapshot_open(db->path, db->is_folder, error);
        if (fresh == nullptr)
            return false;
        db->snapshot = fresh;
    }
}

/* Runs f(document) for one document of the snapshot that docids refer to. A newer state serves too, as
 * long as it has the same segments: then the docids mean the same, and snapshot becomes that. */
template <typename F>
bool xap_with_document(const XapDatabase *db, std::shared_ptr<const XapSnapshot> &snapshot,
                       guint32 docid, GError **error, F f) noexcept
{
    XapTask task = {"read a document of", db->path.c_str()};
    for (int attempt = 0;; attempt++) {
        g_autoptr(GError) failure = nullptr;
        bool again = false;
        bool done = guarded(
            &failure, task,
            [&] {
                if (docid == 0 || snapshot->hidden.count(docid) != 0)
                    throw Xapian::DocNotFoundError("Document " + std::to_string(docid) +
                                                   " not found");
                f(snapshot->database.get_document(docid));
            },
            &again);
        if (done)
            return true;
        std::shared_ptr<const XapSnapshot> fresh;
        if (again && attempt < XAP_ATTEMPTS)
            fresh = xap_snapshot_open(db->path, db->is_folder, nullptr);
        if (fresh == nullptr || fresh->segments != snapshot->segments) {
            g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
            return false;
        }
        snapshot = fresh;
    }
}

/* Whether Xapian refused to build the query: sets *error then. */
bool xap_query_refused(const XapDatabase *db, const XapQuery *query, GError **error);
