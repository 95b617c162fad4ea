#include "xapian-c/xapian-private.h"

#include <algorithm>
#include <cstring>

#include "xapian-c/layout.h"
#include "xapian-c/segment-glance.h"

namespace {

std::vector<std::string> names_of(const GPtrArray *segments)
{
    std::vector<std::string> names;
    for (guint i = 0; i < segments->len; i++)
        names.emplace_back(static_cast<const char *>(g_ptr_array_index(segments, i)));
    return names;
}

bool journals_equal(const GPtrArray *one, const GPtrArray *other)
{
    for (guint i = 0; one->len == other->len && i < one->len; i++) {
        auto a = static_cast<const JournalEntry *>(g_ptr_array_index(one, i));
        auto b = static_cast<const JournalEntry *>(g_ptr_array_index(other, i));
        if (a->docid != b->docid || strcmp(a->segment, b->segment) != 0 ||
            g_strcmp0(a->successor, b->successor) != 0)
            return false;
    }
    return one->len == other->len;
}

/* Notes the journal's documents that count as deleted. */
void hide_journalled(std::vector<XapPart> &parts, const GPtrArray *journal)
{
    std::unordered_map<std::string, XapPart *> part_of;
    for (XapPart &part : parts)
        part_of[part.segment] = &part;
    for (guint i = 0; i < journal->len; i++) {
        auto entry = static_cast<const JournalEntry *>(g_ptr_array_index(journal, i));
        auto part = part_of.find(entry->segment);
        bool replaced = entry->successor == nullptr || part_of.count(entry->successor) != 0;
        if (part != part_of.end() && replaced)
            part->second->hidden.push_back(entry->docid);
    }
    for (XapPart &part : parts)
        std::sort(part.hidden.begin(), part.hidden.end());
}

bool names_segment(const char *path, const std::string &segment)
{
    g_autoptr(GPtrArray) journal = layout_read_journal(path, nullptr);
    for (guint i = 0; journal != nullptr && i < journal->len; i++)
        if (segment == static_cast<const JournalEntry *>(g_ptr_array_index(journal, i))->segment)
            return true;
    return false;
}

/* A segment that the journal names is being changed, and its checksums may be of what it was; a writer may also have
 * come and gone between two looks. */
bool glance_at(const std::string &path, const std::string &segment, guint blocks, GError **error)
{
    std::string dir = path + "/" LAYOUT_SEGMENTS "/" + segment;
    for (int attempt = 0; attempt < XAP_ATTEMPTS; attempt++) {
        g_clear_error(error);
        if (names_segment(path.c_str(), segment) || segment_glance(dir.c_str(), blocks, error))
            return true;
    }
    return false;
}

/* So many blocks of 64 KiB of an index are compared with their checksums when it is opened: a tenth of a
 * millisecond. */
constexpr size_t GLANCE_BLOCKS = 8;

bool glance_at_all(const std::string &path, const std::vector<std::string> &segments, GError **error)
{
    guint blocks = static_cast<guint>(std::max<size_t>(GLANCE_BLOCKS / segments.size(), 1));
    return std::all_of(segments.begin(), segments.end(), [&](const std::string &segment) {
        return glance_at(path, segment, blocks, error);
    });
}

enum class Attempt { done, overtaken, failed };

/* One attempt: what was read holds if stub and journal are still the same after all segments are open. Else some
 * of the documents that are removed in one step could have been deleted from their segments by then, and some not. */
Attempt try_folder(const std::string &path, size_t site, std::vector<XapPart> &parts,
                   GError **error)
{
    g_autoptr(GPtrArray) before = layout_read_stub(path.c_str(), error);
    if (before == nullptr)
        return Attempt::failed;
    g_autoptr(GPtrArray) journal = layout_read_journal(path.c_str(), error);
    if (journal == nullptr)
        return Attempt::failed;

    std::vector<std::string> segments = names_of(before);
    g_autoptr(GError) report = nullptr;
    XapFailure failure;
    bool opened = guarded(
        &report, {"open", path.c_str()},
        [&] {
            for (const std::string &segment : segments)
                parts.push_back({Xapian::Database(path + "/" LAYOUT_SEGMENTS "/" + segment), site,
                                 segment, 1, {}});
            hide_journalled(parts, journal);
        },
        &failure);

    g_autoptr(GError) damage = nullptr;
    GError **looked = &damage;
    bool sound = !opened || glance_at_all(path, segments, looked);

    g_autoptr(GPtrArray) after = layout_read_stub(path.c_str(), error);
    if (after == nullptr)
        return Attempt::failed;
    g_autoptr(GPtrArray) journal_after = layout_read_journal(path.c_str(), error);
    if (journal_after == nullptr)
        return Attempt::failed;
    if (segments != names_of(after) || !journals_equal(journal, journal_after))
        return Attempt::overtaken;
    if (!sound) {
        g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&damage)));
        return Attempt::failed;
    }
    if (opened)
        return Attempt::done;
    if (failure.again && g_error_matches(report, INDEX_ERROR, INDEX_ERROR_OVERTAKEN))
        return Attempt::overtaken;
    g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&report)));
    return Attempt::failed;
}

} // namespace

bool xap_folder_open(const std::string &path, size_t site, std::vector<XapPart> &parts,
                     GError **error)
{
    for (int attempt = 0; attempt < XAP_ATTEMPTS; attempt++) {
        std::vector<XapPart> opened;
        g_autoptr(GError) failure = nullptr;
        switch (try_folder(path, site, opened, &failure)) {
        case Attempt::done:
            std::move(opened.begin(), opened.end(), std::back_inserter(parts));
            return true;
        case Attempt::overtaken:
            /* Whoever publishes so fast may be at it again. */
            g_usleep(static_cast<gulong>(attempt) * 2000);
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
            return false;
        }
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN,
                "can't open '%s': a writer changed it %d times meanwhile; try again", path.c_str(),
                XAP_ATTEMPTS);
    return false;
}
