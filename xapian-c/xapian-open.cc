#include "xapian-c/xapian-private.h"

#include <algorithm>
#include <cstring>
#include <sstream>

#include "xapian-c/layout.h"

using Snapshot = std::shared_ptr<const XapSnapshot>;

namespace {

/* The databases one by one, in the order of the segments. */
std::vector<Xapian::Database> open_segments(XapSnapshot &snapshot, const std::string &path)
{
    std::vector<Xapian::Database> opened;
    for (const std::string &segment : snapshot.segments) {
        opened.emplace_back(path + "/" LAYOUT_SEGMENTS "/" + segment);
        snapshot.database.add_database(opened.back());
    }
    return opened;
}

std::vector<std::string> names_of(const GPtrArray *segments)
{
    std::vector<std::string> names;
    for (guint i = 0; i < segments->len; i++)
        names.emplace_back(static_cast<const char *>(g_ptr_array_index(segments, i)));
    return names;
}

/* Notes the journal's documents that count as deleted. */
void hide_journalled(XapSnapshot &snapshot, const std::vector<Xapian::Database> &opened,
                     const GPtrArray *journal)
{
    size_t count = snapshot.segments.size();
    std::unordered_map<std::string, size_t> number;
    for (size_t i = 0; i < count; i++)
        number[snapshot.segments[i]] = i;
    std::vector<std::vector<Xapian::docid>> hidden(count);
    for (guint i = 0; i < journal->len; i++) {
        auto entry = static_cast<const JournalEntry *>(g_ptr_array_index(journal, i));
        auto segment = number.find(entry->segment);
        bool replaced = entry->successor == nullptr || number.count(entry->successor) != 0;
        if (segment == number.end() || !replaced)
            continue;
        hidden[segment->second].push_back(entry->docid);
        snapshot.hidden.insert((entry->docid - 1) * count + segment->second + 1);
    }
    for (size_t i = 0; i < count; i++) {
        if (hidden[i].empty())
            continue;
        std::sort(hidden[i].begin(), hidden[i].end());
        snapshot.hidden_in[xap_fingerprint(opened[i])] = hidden[i];
    }
}

enum class Attempt { done, overtaken, failed };

/* One attempt: what was read holds if the stub is still the same after all segments are open. */
Attempt try_folder(const std::string &path, Snapshot &result, GError **error)
{
    g_autoptr(GPtrArray) before = layout_read_stub(path.c_str(), error);
    if (before == nullptr)
        return Attempt::failed;
    g_autoptr(GPtrArray) journal = layout_read_journal(path.c_str(), error);
    if (journal == nullptr)
        return Attempt::failed;

    auto snapshot = std::make_shared<XapSnapshot>();
    snapshot->segments = names_of(before);
    g_autoptr(GError) failure = nullptr;
    bool again = false;
    bool opened = guarded(
        &failure, {"open", path.c_str()},
        [&] {
            snapshot->parts = open_segments(*snapshot, path);
            hide_journalled(*snapshot, snapshot->parts, journal);
        },
        &again);

    g_autoptr(GPtrArray) after = layout_read_stub(path.c_str(), error);
    if (after == nullptr)
        return Attempt::failed;
    if (snapshot->segments != names_of(after))
        return Attempt::overtaken;
    if (!opened) {
        bool overtaken = again && g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_OVERTAKEN);
        if (!overtaken)
            g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
        return overtaken ? Attempt::overtaken : Attempt::failed;
    }
    result = snapshot;
    return Attempt::done;
}

Snapshot open_folder(const std::string &path, GError **error)
{
    for (int attempt = 0; attempt < XAP_ATTEMPTS; attempt++) {
        Snapshot snapshot;
        g_autoptr(GError) failure = nullptr;
        switch (try_folder(path, snapshot, &failure)) {
        case Attempt::done:
            return snapshot;
        case Attempt::overtaken:
            break;
        case Attempt::failed:
            /* The stub names a segment that is not there: no other state to wait for. */
            if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND) &&
                g_file_test((path + "/" LAYOUT_STUB).c_str(), G_FILE_TEST_EXISTS))
                g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                            "%s; a segment is missing: bring the folder back from a copy, or index "
                            "the articles again",
                            failure->message);
            else
                g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
            return nullptr;
        }
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN,
                "can't open '%s': a writer changed it %d times meanwhile; try again", path.c_str(),
                XAP_ATTEMPTS);
    return nullptr;
}

Snapshot open_foreign(const std::string &path, GError **error)
{
    auto snapshot = std::make_shared<XapSnapshot>();
    bool opened = guarded(error, {"open", path.c_str()},
                          [&] { snapshot->database = Xapian::Database(path); });
    return opened ? snapshot : nullptr;
}

bool exists(const std::string &path)
{
    return g_file_test(path.c_str(), G_FILE_TEST_EXISTS);
}

/* Whether path holds anything that can be opened; if not, *error says what is there instead. */
bool look(const std::string &path, GError **error)
{
    if (!exists(path)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                    "can't open '%s': there is no such index; `dateline index` makes one",
                    path.c_str());
        return false;
    }
    if (!g_file_test(path.c_str(), G_FILE_TEST_IS_DIR))
        return true;
    g_autoptr(GError) unreadable = nullptr;
    GDir *dir = g_dir_open(path.c_str(), 0, &unreadable);
    if (dir == nullptr) {
        bool denied = g_error_matches(unreadable, G_FILE_ERROR, G_FILE_ERROR_ACCES);
        g_set_error(error, INDEX_ERROR, denied ? INDEX_ERROR_PERMISSION : INDEX_ERROR_IO,
                    "can't open '%s': %s", path.c_str(), unreadable->message);
        return false;
    }
    g_dir_close(dir);
    for (const char *mark : {"/iamglass", "/iamchert", "/" LAYOUT_STUB, "/" LAYOUT_SETTINGS})
        if (exists(path + mark))
            return true;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX,
                "can't open '%s': the folder holds no index; `dateline index` makes one",
                path.c_str());
    return false;
}

XapDatabase *open_database(std::string path, GError **error)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    /* An index may also be named by its stub. */
    g_autofree char *base = g_path_get_basename(path.c_str());
    g_autofree char *parent = g_path_get_dirname(path.c_str());
    if (strcmp(base, LAYOUT_STUB) == 0 && exists(std::string(parent) + "/" LAYOUT_SETTINGS))
        path = parent;
    if (!look(path, error))
        return nullptr;

    bool is_folder = exists(path + "/" LAYOUT_SETTINGS);
    Snapshot snapshot = xap_snapshot_open(path, is_folder, error);
    if (snapshot == nullptr)
        return nullptr;
    return new XapDatabase{path, is_folder, snapshot, snapshot};
}

} // namespace

/* A stub file of Xapian's lists databases line by line, each by its type and its place. */
std::vector<Xapian::Database> xap_parts(const XapSnapshot &snapshot, const std::string &path)
{
    if (!snapshot.parts.empty())
        return snapshot.parts;
    std::string stub = path;
    if (g_file_test(path.c_str(), G_FILE_TEST_IS_DIR))
        stub += "/" LAYOUT_STUB;
    g_autofree char *text = nullptr;
    if (!g_file_test(stub.c_str(), G_FILE_TEST_IS_REGULAR) ||
        !g_file_get_contents(stub.c_str(), &text, nullptr, nullptr))
        return {snapshot.database};
    g_autofree char *folder = g_path_get_dirname(stub.c_str());
    std::vector<Xapian::Database> parts;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        g_autofree char *trimmed = g_strstrip(g_strdup(line.c_str()));
        std::string entry(trimmed);
        size_t space = entry.find(' '), colon = entry.rfind(':');
        if (entry.empty() || entry[0] == '#' || space == std::string::npos)
            continue;
        std::string type = entry.substr(0, space), place = entry.substr(space + 1);
        if (type == "remote" && colon != std::string::npos && place[0] != ':')
            parts.push_back(Xapian::Remote::open(
                entry.substr(space + 1, colon - space - 1),
                static_cast<unsigned>(g_ascii_strtoull(entry.c_str() + colon + 1, nullptr, 10))));
        else if (type == "auto" || type == "glass" || type == "chert")
            parts.emplace_back(place[0] == '/' ? place : std::string(folder) + "/" + place);
    }
    if (parts.empty())
        parts.push_back(snapshot.database);
    return parts;
}

std::string xap_fingerprint(const Xapian::Database &database)
{
    return database.get_uuid() + ' ' + std::to_string(database.get_doccount()) + ' ' +
           std::to_string(database.get_lastdocid()) + ' ' +
           std::to_string(database.get_total_length());
}

Snapshot xap_snapshot_open(const std::string &path, bool is_folder, GError **error) noexcept
{
    return is_folder ? open_folder(path, error) : open_foreign(path, error);
}

extern "C" {

XapDatabase *xap_open(const char *path, GError **error)
{
    XapDatabase *opened = nullptr;
    g_autoptr(GError) failure = nullptr;
    GError **inner = &failure;
    if (!guarded(error, {"open", path}, [&] { opened = open_database(path, inner); }))
        return nullptr;
    if (opened == nullptr)
        g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
    return opened;
}

void xap_close(XapDatabase *db)
{
    delete db;
}
}
