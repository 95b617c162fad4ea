#include "xapian-c/xapian-hits-private.h"

#include <algorithm>
#include <unordered_map>

namespace
{

struct Entry {
    Xapian::docid docid; /* in its part */
    double weight;
};

/* What was found in each part (by xap_fingerprint()), by docid. */
using Found = std::unordered_map<std::string, std::vector<Entry>>;

/* Hits as a posting list: each weighs what it did when it was found. Xapian clones it for each
 * part. */
class FoundSource : public Xapian::PostingSource
{
    const std::shared_ptr<const Found> found;
    const std::vector<Entry> none;
    const std::vector<Entry> *entries = &none;
    size_t next_at = 0; /* one more than where it stands */

  public:
    explicit FoundSource(std::shared_ptr<const Found> found_) : found(std::move(found_))
    {
    }
    PostingSource *clone() const override
    {
        return new FoundSource(found);
    }
    void init(const Xapian::Database &part) override
    {
        auto here = found->find(xap_fingerprint(part));
        entries = here != found->end() ? &here->second : &none;
        next_at = 0;
        double most = 0;
        for (const Entry &entry : *entries)
            most = std::max(most, entry.weight);
        set_maxweight(most);
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return get_termfreq_max();
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_max();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return static_cast<Xapian::doccount>(entries->size());
    }
    double get_weight() const override
    {
        return (*entries)[next_at - 1].weight;
    }
    void next(double) override
    {
        next_at++;
    }
    void skip_to(Xapian::docid docid, double) override
    {
        auto from = entries->begin() + (next_at > 0 ? next_at - 1 : 0);
        auto before = [](const Entry &entry, Xapian::docid wanted) { return entry.docid < wanted; };
        next_at = std::lower_bound(from, entries->end(), docid, before) - entries->begin() + 1;
    }
    bool at_end() const override
    {
        return next_at > entries->size();
    }
    Xapian::docid get_docid() const override
    {
        return (*entries)[next_at - 1].docid;
    }
    std::string get_description() const override
    {
        return "found";
    }
};

/* NULL if parts can't be told apart: copies of one database. */
std::shared_ptr<const Found> entries_of(const XapSnapshot &snapshot,
                                        const std::vector<XapRanked> &hits, size_t most)
{
    std::vector<std::vector<Entry>> of_part(snapshot.parts.size());
    for (size_t i = 0; i < most; i++) {
        Xapian::docid docid = hits[i].docid - 1;
        size_t part = docid % of_part.size();
        of_part[part].push_back(
            {static_cast<Xapian::docid>(docid / of_part.size() + 1), hits[i].weight});
    }
    auto found = std::make_shared<Found>();
    for (size_t i = 0; i < of_part.size(); i++) {
        std::sort(of_part[i].begin(), of_part[i].end(),
                  [](const Entry &a, const Entry &b) { return a.docid < b.docid; });
        if (!found->emplace(xap_fingerprint(snapshot.parts[i].database), std::move(of_part[i]))
                 .second)
            return nullptr;
    }
    return found;
}

XapQuery also_weighing(const std::shared_ptr<const Found> &found, const XapQuery &more)
{
    XapQuery made;
    g_atomic_ref_count_init(&made.references);
    Xapian::Query hits((new FoundSource(found))->release());
    made.query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, hits, more.query);
    made.weighing = Xapian::Query(Xapian::Query::OP_AND_MAYBE, hits, more.weighing);
    return made;
}

} // namespace

extern "C" {

gboolean xap_hits_rerank(XapDatabase *db, XapHits *hits, const XapQuery *more, gsize most,
                         GError **error)
{
    std::vector<XapRanked> &ranked = hits->ranking.hits;
    most = std::min<gsize>(most, ranked.size());
    if (xap_query_refused(db, more, error))
        return FALSE;
    return guarded(error, {"search", db->path.c_str(), INDEX_ERROR_QUERY}, [&] {
        auto found = entries_of(*hits->snapshot, ranked, most);
        if (found == nullptr)
            return;
        XapQuery query = also_weighing(found, *more);
        XapRequest request = hits->request;
        request.query = &query;
        request.first = 0;
        request.count = static_cast<guint32>(most);
        request.check_at_least = 0;
        XapRanking anew = xap_rank(*hits->snapshot, request);
        ranked.erase(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(most));
        ranked.insert(ranked.begin(), anew.hits.begin(), anew.hits.end());
        hits->page.clear();
        hits->loaded.clear();
    });
}

void xap_hits_crop(XapHits *hits, gsize first, gsize count)
{
    std::vector<XapRanked> &ranked = hits->ranking.hits;
    first = std::min<gsize>(first, ranked.size());
    ranked.erase(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(first));
    if (count < ranked.size())
        ranked.resize(count);
    hits->request.first += static_cast<guint32>(first);
    hits->request.count = static_cast<guint32>(count);
    hits->page.clear();
    hits->loaded.clear();
}
}
