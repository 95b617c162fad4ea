#include "xapian-c/xapian-private.h"

#include <algorithm>

using Snapshot = std::shared_ptr<const XapSnapshot>;

extern "C" {

gsize xap_place_count(const XapDatabase *db)
{
    return db->sites.size();
}

gboolean xap_place_get(XapDatabase *db, gsize i, XapPlace *place, GError **error)
{
    XapPlace found = {};
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        found = {};
        for (const XapPart &part : snapshot->parts) {
            if (part.site != i)
                continue;
            found.segments += part.segments;
            found.documents += part.database.get_doccount();
            found.has_positions |= part.database.has_positions();
        }
    });
    if (!done)
        return FALSE;
    const XapSite &site = db->sites[i];
    found.kind = site.kind;
    found.name = site.name.c_str();
    found.lost = site.lost.empty() ? nullptr : site.lost.c_str();
    *place = found;
    return TRUE;
}

gsize xap_place_of(const XapDatabase *db, guint32 docid)
{
    const std::vector<XapPart> &parts = db->answered->parts;
    return parts[(docid - 1) % parts.size()].site;
}

gboolean xap_place_metadata(XapDatabase *db, gsize i, const char *key, char **value, gsize *length,
                            GError **error)
{
    std::string found;
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        found.clear();
        for (const XapPart &part : snapshot->parts)
            if (part.site == i && found.empty())
                found = part.database.get_metadata(key);
    });
    if (!done)
        return FALSE;
    *value = xap_copy(found);
    if (length != nullptr)
        *length = found.size();
    return TRUE;
}

gboolean xap_docid_space(XapDatabase *db, XapDocidSpace *space, GError **error)
{
    XapDocidSpace found = {};
    bool done = guarded_read(db, error, {"read", db->path.c_str()}, [&](const Snapshot &snapshot) {
        found = {};
        for (const XapPart &part : snapshot->parts)
            found.largest = std::max(found.largest, part.database.get_lastdocid());
        found.parts = snapshot->parts.size();
        found.taken = static_cast<guint64>(found.largest) * found.parts;
    });
    if (done)
        *space = found;
    return done;
}
}
