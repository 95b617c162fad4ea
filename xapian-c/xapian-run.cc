#include "xapian-c/xapian-private.h"

#include <algorithm>

#include "xapian-c/schema.h"

struct XapHits {
    std::vector<XapHit> hits;
    std::vector<std::string> data;
    guint32 lower = 0, estimated = 0, upper = 0;
};

namespace {

/* The hidden documents as a posting list, to be subtracted from a query. (A MatchDecider won't do: it
 * is told the docid in a segment, but not the segment.) Xapian clones it for each segment. */
class Hidden : public Xapian::PostingSource
{
    const XapSnapshot &snapshot;
    const std::vector<Xapian::docid> none;
    const std::vector<Xapian::docid> *docids = &none;
    Xapian::doccount documents = 0;
    size_t next_at = 0; /* one more than where it stands */

  public:
    explicit Hidden(const XapSnapshot &snapshot_) : snapshot(snapshot_)
    {
    }
    PostingSource *clone() const override
    {
        return new Hidden(snapshot);
    }
    void init(const Xapian::Database &segment) override
    {
        auto found = snapshot.hidden_in.find(xap_fingerprint(segment));
        docids = found != snapshot.hidden_in.end() ? &found->second : &none;
        documents = segment.get_doccount();
        next_at = 0;
        set_maxweight(0);
    }
    /* Some may have been deleted already. */
    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_max();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return std::min<Xapian::doccount>(docids->size(), documents);
    }
    void next(double) override
    {
        next_at++;
    }
    void skip_to(Xapian::docid docid, double) override
    {
        auto from = docids->begin() + (next_at > 0 ? next_at - 1 : 0);
        next_at = std::lower_bound(from, docids->end(), docid) - docids->begin() + 1;
    }
    bool at_end() const override
    {
        return next_at > docids->size();
    }
    Xapian::docid get_docid() const override
    {
        return (*docids)[next_at - 1];
    }
    std::string get_description() const override
    {
        return "journalled";
    }
};

/* A hit while its place in the order is still open. */
struct Candidate {
    Xapian::MSetIterator place; /* its document is read when it is needed */
    Xapian::docid docid;
    double weight;
    std::string key; /* the value sorted by */
};

class Search
{
    const XapSnapshot &snapshot;
    const XapRequest &request;
    Xapian::Query query;

    Xapian::Enquire enquire(const Xapian::Query &asked) const
    {
        Xapian::Enquire made(snapshot.database);
        made.set_query(asked);
        /* k2, k3 and the least normalised length are Xapian's own defaults. */
        made.set_weighting_scheme(Xapian::BM25Weight(request.k1, 0, 1, request.b, 0.5));
        return made;
    }

    static std::vector<Candidate> candidates(const Xapian::MSet &mset, bool with_key)
    {
        std::vector<Candidate> all;
        all.reserve(mset.size());
        for (auto i = mset.begin(); i != mset.end(); ++i)
            all.push_back({i, *i, i.get_weight(), with_key ? i.get_sort_key() : std::string()});
        return all;
    }

    std::vector<Candidate> by_relevance(const Xapian::Query &asked, Xapian::doccount first,
                                        Xapian::doccount count, Xapian::doccount check_at_least,
                                        Xapian::MSet &mset) const
    {
        Xapian::Enquire run = enquire(asked);
        run.set_sort_by_relevance_then_value(SLOT_IDENTITY, false);
        mset = run.get_mset(first, count, check_at_least);
        return candidates(mset, false);
    }

    /* The documents that have this value, or none. */
    Xapian::Query having(const std::string &value) const
    {
        using Query = Xapian::Query;
        if (value.empty())
            return Query(Query::OP_AND_NOT, query,
                         Query(Query::OP_VALUE_GE, request.sort_slot, std::string(1, '\0')));
        return Query(Query::OP_FILTER, query,
                     Query(Query::OP_VALUE_RANGE, request.sort_slot, value, value));
    }

    std::vector<Candidate> by_value(Xapian::doccount count, Xapian::doccount check_at_least,
                                    Xapian::MSet &mset) const;

  public:
    Search(const XapSnapshot &snapshot_, const XapRequest &request_)
        : snapshot(snapshot_), request(request_), query(request_.query->query)
    {
        if (!snapshot.hidden_in.empty())
            query = Xapian::Query(Xapian::Query::OP_AND_NOT, query,
                                  Xapian::Query((new Hidden(snapshot))->release()));
    }
    std::unique_ptr<XapHits> run() const;
};

/* Orders what is equal in value by weight, and what is equal in both by identity. */
void order_ties(std::vector<Candidate> &all)
{
    auto equal = [](const Candidate &a, const Candidate &b) {
        return a.key == b.key && a.weight == b.weight;
    };
    for (size_t i = 0, end; i < all.size(); i = end) {
        for (end = i + 1; end < all.size() && equal(all[i], all[end]);)
            end++;
        if (end - i == 1)
            continue;
        std::vector<std::pair<std::string, size_t>> order;
        for (size_t k = i; k < end; k++)
            order.emplace_back(all[k].place.get_document().get_value(SLOT_IDENTITY), k);
        std::sort(order.begin(), order.end());
        std::vector<Candidate> sorted;
        for (const auto &next : order)
            sorted.push_back(std::move(all[next.second]));
        std::move(sorted.begin(), sorted.end(), all.begin() + i);
    }
}

/* The first count by value, then relevance, then identity. Xapian orders by two of the three, and its
 * KeyMaker, which could do it, doesn't work over remote. So: documents with equal values that are all
 * at hand are ordered here; if those of the last value go on beyond count, they are asked for again,
 * by relevance and identity among themselves. */
std::vector<Candidate> Search::by_value(Xapian::doccount count, Xapian::doccount check_at_least,
                                        Xapian::MSet &mset) const
{
    Xapian::Enquire run = enquire(query);
    run.set_sort_by_value_then_relevance(request.sort_slot, request.sort == XAP_SORT_DESCENDING);
    mset = run.get_mset(0, count + 1, check_at_least);
    std::vector<Candidate> all = candidates(mset, true);
    if (all.size() > count) {
        std::string last = all[count].key;
        all.pop_back();
        size_t group = count;
        while (group > 0 && all[group - 1].key == last)
            group--;
        if (group < count) {
            Xapian::MSet tail;
            all.resize(group);
            for (Candidate &next : by_relevance(having(last), 0, count - group, 0, tail)) {
                next.key = last;
                all.push_back(std::move(next));
            }
        }
    }
    order_ties(all);
    return all;
}

std::unique_ptr<XapHits> Search::run() const
{
    Xapian::doccount documents = snapshot.database.get_doccount();
    Xapian::doccount first = std::min(request.first, documents);
    Xapian::doccount count = std::min(request.count, documents - first);
    /* Xapian is exact below its limit, we are up to it. */
    Xapian::doccount check_at_least =
        request.check_at_least < G_MAXUINT32 ? request.check_at_least + 1 : G_MAXUINT32;

    Xapian::MSet mset;
    std::vector<Candidate> all;
    if (request.sort == XAP_SORT_RELEVANCE) {
        all = by_relevance(query, first, count, check_at_least, mset);
    } else {
        all = by_value(first + count, check_at_least, mset);
        all.erase(all.begin(), all.begin() + std::min<size_t>(first, all.size()));
    }

    auto answer = std::make_unique<XapHits>();
    answer->lower = mset.get_matches_lower_bound();
    answer->estimated = mset.get_matches_estimated();
    answer->upper = mset.get_matches_upper_bound();
    answer->hits.reserve(all.size());
    answer->data.reserve(all.size());
    /* From a remote server, all in one go. (For a later page, Xapian 1.4 would read out of bounds.) */
    if (request.with_data && mset.get_firstitem() == 0 && first == 0 && !mset.empty())
        mset.fetch();
    for (const Candidate &next : all) {
        XapHit hit = {next.docid, next.weight, nullptr, 0};
        if (request.with_data) {
            answer->data.push_back(next.place.get_document().get_data());
            hit.data = answer->data.back().c_str();
            hit.data_length = answer->data.back().size();
        }
        answer->hits.push_back(hit);
    }
    return answer;
}

} // namespace

extern "C" {

XapHits *xap_run(XapDatabase *db, const XapRequest *request, GError **error)
{
    if (!request->query->mistake.empty()) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY, "can't search '%s': %s",
                    db->path.c_str(), request->query->mistake.c_str());
        return nullptr;
    }
    XapTask task = {"search", db->path.c_str(), INDEX_ERROR_QUERY};
    std::unique_ptr<XapHits> answer;
    bool done =
        guarded_read(db, error, task, [&](const std::shared_ptr<const XapSnapshot> &snapshot) {
            answer = Search(*snapshot, *request).run();
            db->answered = snapshot;
        });
    return done ? answer.release() : nullptr;
}

void xap_hits_free(XapHits *hits)
{
    delete hits;
}

gsize xap_hits_count(const XapHits *hits)
{
    return hits->hits.size();
}

const XapHit *xap_hits_get(const XapHits *hits, gsize i)
{
    g_assert(i < hits->hits.size());
    return &hits->hits[i];
}

void xap_hits_matches(const XapHits *hits, guint32 *lower, guint32 *estimated, guint32 *upper)
{
    if (lower != nullptr)
        *lower = hits->lower;
    if (estimated != nullptr)
        *estimated = hits->estimated;
    if (upper != nullptr)
        *upper = hits->upper;
}
}
