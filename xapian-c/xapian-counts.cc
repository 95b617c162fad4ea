#include "xapian-c/xapian-order-private.h"

/* Counts are kept as the strings of the spies, in byte order. */
struct XapCounts {
    std::vector<std::vector<std::pair<std::string, guint32>>> slots;
    guint32 matches = 0;
};

namespace
{

/* Lets each match pass by a spy for each slot, which servers have, too. */
XapCounts count(const XapSnapshot &snapshot, const XapQuery &query, const guint32 *slots,
                gsize slot_count)
{
    Xapian::Enquire run(snapshot.database);
    run.set_query(xap_visible(snapshot, xap_form(snapshot, query)));
    if (snapshot.weighing)
        run.set_weighting_scheme(Xapian::TfIdfWeight("nnn"));
    else
        run.set_weighting_scheme(Xapian::BoolWeight());
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    for (gsize i = 0; i < slot_count; i++) {
        spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(slots[i]));
        run.add_matchspy(spies.back().get());
    }
    XapCounts counts;
    counts.matches = run.get_mset(0, 0, G_MAXUINT32).get_matches_lower_bound();
    for (const auto &spy : spies) {
        counts.slots.emplace_back();
        for (auto value = spy->values_begin(); value != spy->values_end(); ++value)
            counts.slots.back().emplace_back(*value, value.get_termfreq());
    }
    return counts;
}

} // namespace

extern "C" {

XapCounts *xap_count(XapDatabase *db, const XapQuery *query, const guint32 *slots, gsize count_,
                     GError **error)
{
    if (xap_query_refused(db, query, error))
        return nullptr;
    XapTask task = {"search", db->path.c_str(), INDEX_ERROR_QUERY};
    auto counts = std::make_unique<XapCounts>();
    bool done =
        guarded_read(db, error, task, [&](const std::shared_ptr<const XapSnapshot> &snapshot) {
            *counts = count(*snapshot, *query, slots, count_);
        });
    return done ? counts.release() : nullptr;
}

void xap_counts_free(XapCounts *counts)
{
    delete counts;
}

guint32 xap_counts_matches(const XapCounts *counts)
{
    return counts->matches;
}

gsize xap_counts_size(const XapCounts *counts, gsize slot)
{
    return counts->slots[slot].size();
}

XapValueCount xap_counts_get(const XapCounts *counts, gsize slot, gsize i)
{
    const auto &value = counts->slots[slot][i];
    return {value.first.c_str(), value.first.size(), value.second};
}
}
