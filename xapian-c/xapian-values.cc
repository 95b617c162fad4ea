#include "xapian-c/xapian-values.h"

#include <cstring>

#include "xapian-c/xapian-private.h"

namespace {

/* Values are handed on in lots, so that no callback runs inside of Xapian. */
constexpr size_t VALUE_LOT = 4096;

struct ValueLot {
    std::vector<std::pair<guint32, std::string>> values;
    bool last = false;
};

void fetch_values(const XapSnapshot &snapshot, guint32 slot, guint32 after, ValueLot &lot)
{
    lot.values.clear();
    Xapian::ValueIterator value = snapshot.database.valuestream_begin(slot);
    Xapian::ValueIterator end = snapshot.database.valuestream_end(slot);
    if (after > 0 && value != end)
        value.skip_to(after + 1);
    for (; value != end && lot.values.size() < VALUE_LOT; ++value)
        if (snapshot.hidden.empty() || snapshot.hidden.count(value.get_docid()) == 0)
            lot.values.emplace_back(value.get_docid(), *value);
    lot.last = value == end;
}

} // namespace

extern "C" {

gsize xap_sortable(double number, char bytes[XAP_SORTABLE_BYTES])
{
    return Xapian::sortable_serialise_(number, bytes);
}

double xap_unsortable(const char *bytes, gsize length)
{
    return Xapian::sortable_unserialise(std::string(bytes, length));
}

gboolean xap_each_value(XapDatabase *db, guint32 slot, XapValueFunc func, gpointer data,
                        GError **error)
{
    ValueLot lot;
    guint32 after = 0;
    std::shared_ptr<const XapSnapshot> begun;
    while (!lot.last) {
        bool done = guarded_read(db, error, {"read", db->path.c_str()},
                                 [&](const std::shared_ptr<const XapSnapshot> &snapshot) {
                                     /* Other segments, other docids: no going on from there. */
                                     if (after == 0)
                                         begun = snapshot;
                                     if (!xap_same_docids(*snapshot, *begun))
                                         throw Xapian::DatabaseModifiedError("segments were merged");
                                     fetch_values(*snapshot, slot, after, lot);
                                 });
        if (!done)
            return FALSE;
        for (const auto &value : lot.values)
            func(value.first, value.second.data(), value.second.size(), data);
        if (!lot.values.empty())
            after = lot.values.back().first;
    }
    return TRUE;
}
}
