#include "xapian-c/xapian-private.h"

#include <algorithm>
#include <future>

using Snapshot = std::shared_ptr<const XapSnapshot>;

namespace {

constexpr guint CONNECT_TIMEOUT = 2000;
constexpr guint ANSWER_TIMEOUT = 30000;

/* ---- servers ----------------------------------------------------------------------------------*/

/* What became of a server: a part, or an error. */
struct Answer {
    XapPart part;
    GError *error = nullptr;
    ~Answer()
    {
        g_clear_error(&error);
    }
};

/* The UUID of a database of several is all of theirs, with colons between them. */
size_t count_segments(const Xapian::Database &database)
{
    std::string uuid = database.get_uuid();
    return 1 + static_cast<size_t>(std::count(uuid.begin(), uuid.end(), ':'));
}

void call_server(const XapSite &site, size_t number, const XapOpenOptions &options, Answer &answer)
{
    guint connect = options.connect_timeout > 0 ? options.connect_timeout : CONNECT_TIMEOUT;
    guint timeout = options.timeout > 0 ? options.timeout : ANSWER_TIMEOUT;
    guarded(&answer.error, {"reach", site.name.c_str()}, [&] {
        Xapian::Database database =
            site.program.empty()
                ? Xapian::Remote::open(site.host, site.port, timeout, connect)
                : Xapian::Remote::open(site.program, site.arguments, timeout);
        answer.part = {database, number, "", count_segments(database), {}};
    });
}

/* All servers at once, so that those that are down are waited for together. */
void call_servers(const XapDatabase &db, std::vector<Answer> &answers)
{
    std::vector<size_t> called;
    for (size_t i = 0; i < db.sites.size(); i++)
        if (db.sites[i].kind == XAP_PLACE_SERVER && db.sites[i].lost.empty())
            called.push_back(i);
    std::vector<std::future<void>> calls;
    for (size_t i = 1; i < called.size(); i++)
        calls.push_back(std::async(std::launch::async, call_server, std::cref(db.sites[called[i]]),
                                   called[i], std::cref(db.options), std::ref(answers[called[i]])));
    if (!called.empty())
        call_server(db.sites[called[0]], called[0], db.options, answers[called[0]]);
    for (auto &call : calls)
        call.get();
}

/* The servers that failed, after the first one: "; nor 'b', 'c'". */
std::string also_down(const XapDatabase &db, const std::vector<Answer> &answers, size_t first)
{
    std::string names;
    for (size_t i = first + 1; i < answers.size(); i++)
        if (answers[i].error != nullptr)
            names += (names.empty() ? "; nor '" : ", '") + db.sites[i].name + "'";
    return names;
}

/* What the servers answered is noted; FALSE if one failed, and the options don't allow for that. */
bool take_answers(XapDatabase &db, const std::vector<Answer> &answers, GError **error)
{
    for (size_t i = 0; i < answers.size(); i++) {
        if (answers[i].error == nullptr)
            continue;
        if (!db.options.partial) {
            std::string others = also_down(db, answers, i);
            g_set_error(error, INDEX_ERROR, answers[i].error->code, "%s%s",
                        answers[i].error->message, others.c_str());
            return false;
        }
        db.sites[i].lost = answers[i].error->message;
    }
    return true;
}

/* ---- all places -------------------------------------------------------------------------------*/

bool open_foreign(const std::string &path, size_t site, std::vector<XapPart> &parts, GError **error)
{
    return guarded(error, {"open", path.c_str()},
                   [&] { parts.push_back({Xapian::Database(path), site, "", 1, {}}); });
}

bool open_parts(XapDatabase &db, std::vector<XapPart> &parts, GError **error)
{
    std::vector<Answer> answers(db.sites.size());
    call_servers(db, answers);
    if (!take_answers(db, answers, error))
        return false;
    for (size_t i = 0; i < db.sites.size(); i++) {
        const XapSite &site = db.sites[i];
        bool done = true;
        if (!site.lost.empty())
            continue;
        switch (site.kind) {
        case XAP_PLACE_INDEX:
            done = xap_folder_open(site.name, i, parts, error);
            break;
        case XAP_PLACE_DATABASE:
            done = open_foreign(site.name, i, parts, error);
            break;
        case XAP_PLACE_SERVER:
            parts.push_back(std::move(answers[i].part));
            break;
        }
        if (!done)
            return false;
    }
    if (!parts.empty())
        return true;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NETWORK, "no server is left to search: %s",
                db.sites[0].lost.c_str());
    return false;
}

/* The docids of the parts take turns. */
void join_parts(XapSnapshot &snapshot)
{
    size_t count = snapshot.parts.size();
    for (size_t i = 0; i < count; i++) {
        const XapPart &part = snapshot.parts[i];
        snapshot.database.add_database(part.database);
        for (Xapian::docid docid : part.hidden)
            snapshot.hidden.insert((docid - 1) * count + i + 1);
        if (!part.hidden.empty())
            snapshot.hidden_in[xap_fingerprint(part.database)] = part.hidden;
    }
}

/* `news`, or `news, 10.0.0.7:7001`. */
std::string joined_names(const std::vector<XapSite> &sites)
{
    std::string names;
    for (const XapSite &site : sites)
        names += (names.empty() ? "" : ", ") + site.name;
    return names;
}

XapDatabase *open_database(const char *const *names, gsize count, const XapOpenOptions *options,
                           GError **error)
{
    auto db = std::make_unique<XapDatabase>();
    db->options = options != nullptr ? *options : XapOpenOptions{};
    if (!xap_sites_resolve(names, count, db->sites, error))
        return nullptr;
    db->path = joined_names(db->sites);
    db->snapshot = xap_snapshot_open(db.get(), error);
    if (db->snapshot == nullptr)
        return nullptr;
    db->answered = db->snapshot;
    return db.release();
}

} // namespace

std::string xap_fingerprint(const Xapian::Database &database)
{
    return database.get_uuid() + ' ' + std::to_string(database.get_doccount()) + ' ' +
           std::to_string(database.get_lastdocid()) + ' ' +
           std::to_string(database.get_total_length());
}

Snapshot xap_snapshot_open(XapDatabase *db, GError **error) noexcept
{
    auto snapshot = std::make_shared<XapSnapshot>();
    snapshot->weighing = db->weighing;
    g_autoptr(GError) failure = nullptr;
    bool opened = false;
    bool done = guarded(error, {"open", db->path.c_str()}, [&] {
        GError **inner = &failure;
        opened = open_parts(*db, snapshot->parts, inner);
        if (opened)
            join_parts(*snapshot);
    });
    if (done && !opened)
        g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
    return done && opened ? snapshot : nullptr;
}

bool xap_same_docids(const XapSnapshot &one, const XapSnapshot &other)
{
    auto same = [](const XapPart &a, const XapPart &b) {
        return a.site == b.site && a.segment == b.segment;
    };
    return std::equal(one.parts.begin(), one.parts.end(), other.parts.begin(), other.parts.end(),
                      same);
}

/* What is wrong with the question would be so anywhere. */
static bool is_the_servers_fault(const GError *error)
{
    return !g_error_matches(error, INDEX_ERROR, INDEX_ERROR_QUERY) &&
           !g_error_matches(error, INDEX_ERROR, INDEX_ERROR_INTERNAL) &&
           !g_error_matches(error, INDEX_ERROR, INDEX_ERROR_MEMORY);
}

bool xap_lose(XapDatabase *db, const XapFailure &failure, const GError *error) noexcept
{
    if (!db->options.partial || failure.server.empty() || !is_the_servers_fault(error))
        return false;
    bool lost = false;
    guarded(nullptr, {"leave out", db->path.c_str()}, [&] {
        for (XapSite &site : db->sites)
            if (site.server() == failure.server && site.lost.empty()) {
                site.lost = error->message;
                lost = true;
            }
    });
    return lost;
}

extern "C" {

XapDatabase *xap_open_all(const char *const *names, gsize count, const XapOpenOptions *options,
                          GError **error)
{
    XapDatabase *opened = nullptr;
    g_autoptr(GError) failure = nullptr;
    GError **inner = &failure;
    if (!guarded(error, {"open", count > 0 ? names[0] : ""},
                 [&] { opened = open_database(names, count, options, inner); }))
        return nullptr;
    if (opened == nullptr)
        g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
    return opened;
}

XapDatabase *xap_open(const char *path, GError **error)
{
    return xap_open_all(&path, 1, nullptr, error);
}

void xap_close(XapDatabase *db)
{
    delete db;
}
}
