#include "xapian-c/xapian-hits-private.h"

#include <algorithm>
#include <future>
#include <unordered_set>

#include "xapian-c/schema.h"

/* Only a page of the hits is spelt out at a time. */
constexpr gsize PAGE = 256;

namespace {

constexpr Xapian::valueno UNUSED_SLOT = SLOT_NONE - 1;

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
    /* A server has none of them: it is sent a class that it knows, on a slot that has no values. */
    std::string name() const override
    {
        return Xapian::ValueMapPostingSource(UNUSED_SLOT).name();
    }
    std::string serialise() const override
    {
        return Xapian::ValueMapPostingSource(UNUSED_SLOT).serialise();
    }
};

} // namespace

const Xapian::Query &xap_form(const XapSnapshot &snapshot, const XapQuery &query)
{
    return snapshot.weighing ? query.weighing : query.query;
}

Xapian::Query xap_visible(const XapSnapshot &snapshot, const Xapian::Query &query)
{
    if (snapshot.hidden_in.empty())
        return query;
    return Xapian::Query(Xapian::Query::OP_AND_NOT, query,
                         Xapian::Query((new Hidden(snapshot))->release()));
}

namespace {

/* Spells out the hits [first, end); loaded is theirs, or empty. */
void turn_to(const XapHits *hits, gsize first, gsize end, std::vector<LoadedHit> &&loaded)
{
    hits->loaded = std::move(loaded);
    hits->page.clear();
    hits->first = first;
    for (gsize i = first; i < end; i++) {
        const XapRanked &ranked = hits->ranking.hits[i];
        XapHit hit = {ranked.docid, ranked.weight, nullptr, 0, nullptr, 0};
        if (!hits->loaded.empty()) {
            const LoadedHit &of_hit = hits->loaded[i - first];
            hit.data = of_hit.data.c_str();
            hit.data_length = of_hit.data.size();
            hit.identity = of_hit.identity.data();
            hit.identity_length = of_hit.identity.size();
        }
        hits->page.push_back(hit);
    }
}

void read(const Xapian::Document &document, LoadedHit &hit)
{
    hit = {document.get_data(), document.get_value(SLOT_IDENTITY), true};
}

/* Loads what servers hold, if they are several: from all of them at the same time, as each is asked for
 * one document after the other (Xapian 1.4 has no request for more, nor has MSet::fetch()). What fails
 * is not done, and left to who tries again and tells. */
void load_of_servers(const XapDatabase &db, const XapHits &hits, gsize first,
                     std::vector<LoadedHit> &loaded) noexcept
{
    const std::vector<XapPart> &parts = hits.snapshot->parts;
    auto load = [&](size_t number) {
        for (gsize i = 0; i < loaded.size(); i++) {
            Xapian::docid docid = hits.ranking.hits[first + i].docid - 1;
            if (docid % parts.size() == number)
                read(parts[number].database.get_document(docid / parts.size() + 1), loaded[i]);
        }
    };
    std::vector<size_t> servers;
    for (size_t i = 0; i < parts.size(); i++)
        if (db.sites[parts[i].site].kind == XAP_PLACE_SERVER)
            servers.push_back(i);
    if (servers.size() < 2)
        return;
    try {
        std::vector<std::future<void>> answers;
        for (size_t number : servers)
            answers.push_back(std::async(std::launch::async, load, number));
    } catch (...) {
        /* no thread to be had */
    }
}

} // namespace

namespace {

/* The hits of a ranking of the snapshot without those that are known, by the beginning of their identities. */
std::vector<XapRanked> others(const XapSnapshot &snapshot, const XapRequest &request,
                              const std::unordered_set<guint64> &known)
{
    std::vector<XapRanked> found = xap_rank(snapshot, request).hits, left;
    for (XapRanked &ranked : found) {
        if (!known.empty() && request.sort != XAP_SORT_RELEVANCE)
            ranked.identity = xap_identity_begin(
                snapshot.database.get_document(ranked.docid).get_value(SLOT_IDENTITY));
        if (known.count(ranked.identity) == 0)
            left.push_back(ranked);
    }
    return left;
}

/* Whether a writer may be why a hit could not be read. */
bool may_be_overtaken(XapDatabase *db, const XapHits &hits, const GError *error)
{
    if (g_error_matches(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN) ||
        g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND))
        return true;
    if (!g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED))
        return false;
    auto fresh = xap_snapshot_open(db, nullptr);
    return fresh != nullptr && !xap_same_docids(*fresh, *hits.snapshot);
}

/* Finds the hits from first on anew, in the newest state: what came before is not among them. */
bool find_anew(XapDatabase *db, XapHits *hits, gsize first, GError **error)
{
    auto fresh = xap_snapshot_open(db, error);
    if (fresh == nullptr)
        return false;
    db->snapshot = fresh;
    XapTask task = {"search", db->path.c_str(), INDEX_ERROR_QUERY};
    return guarded_read(db, error, task, [&](const std::shared_ptr<const XapSnapshot> &snapshot) {
        std::vector<XapRanked> &ranked = hits->ranking.hits;
        std::unordered_set<guint64> known;
        for (gsize i = 0; i < first; i++)
            known.insert(ranked[i].identity);
        std::vector<XapRanked> left = others(*snapshot, hits->request, known);
        ranked.resize(first);
        ranked.insert(ranked.end(), left.begin(), left.end());
        hits->snapshot = snapshot;
        db->answered = snapshot;
    });
}

bool load(XapDatabase *db, XapHits *hits, gsize first, gsize count, GError **error)
{
    std::vector<XapRanked> &ranked = hits->ranking.hits;
    gsize end = first + std::min<gsize>(count, ranked.size() - std::min<gsize>(first, ranked.size()));
    std::vector<LoadedHit> loaded(end - first);
    load_of_servers(*db, *hits, first, loaded);
    for (gsize i = first; i < end; i++) {
        LoadedHit &of_hit = loaded[i - first];
        if (!of_hit.done &&
            !xap_with_document(db, hits->snapshot, ranked[i].docid, error,
                               [&](const Xapian::Document &document) { read(document, of_hit); }))
            return false;
    }
    for (gsize i = first; i < end; i++)
        ranked[i].identity = xap_identity_begin(loaded[i - first].identity);
    turn_to(hits, first, end, std::move(loaded));
    return true;
}

} // namespace

bool xap_query_refused(const XapDatabase *db, const XapQuery *query, GError **error)
{
    if (query->mistake.empty())
        return false;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY, "can't search '%s': %s", db->path.c_str(),
                query->mistake.c_str());
    return true;
}

extern "C" {

XapHits *xap_run(XapDatabase *db, const XapRequest *request, GError **error)
{
    if (xap_query_refused(db, request->query, error))
        return nullptr;
    XapTask task = {"search", db->path.c_str(), INDEX_ERROR_QUERY};
    auto hits = std::make_unique<XapHits>(*request);
    bool done =
        guarded_read(db, error, task, [&](const std::shared_ptr<const XapSnapshot> &snapshot) {
            hits->ranking = xap_rank(*snapshot, *request);
            hits->snapshot = snapshot;
        });
    if (!done)
        return nullptr;
    db->answered = hits->snapshot;
    if (request->with_data &&
        !xap_hits_load(db, hits.get(), 0, hits->ranking.hits.size(), error))
        return nullptr;
    return hits.release();
}

void xap_hits_free(XapHits *hits)
{
    delete hits;
}

gsize xap_hits_count(const XapHits *hits)
{
    return hits->ranking.hits.size();
}

gboolean xap_hits_load(XapDatabase *db, XapHits *hits, gsize first, gsize count, GError **error)
{
    for (int attempt = 0;; attempt++) {
        g_autoptr(GError) failure = nullptr;
        if (load(db, hits, first, count, &failure))
            return TRUE;
        if (attempt == XAP_ATTEMPTS || !may_be_overtaken(db, *hits, failure)) {
            g_propagate_error(error, static_cast<GError *>(g_steal_pointer(&failure)));
            return FALSE;
        }
        if (!find_anew(db, hits, first, error))
            return FALSE;
    }
}

const XapHit *xap_hits_get(const XapHits *hits, gsize i)
{
    gsize count = hits->ranking.hits.size();
    g_assert(i < count);
    if (i < hits->first || i - hits->first >= hits->page.size())
        turn_to(hits, i - i % PAGE, std::min(count, i - i % PAGE + PAGE), {});
    return &hits->page[i - hits->first];
}

void xap_hits_matches(const XapHits *hits, guint32 *lower, guint32 *estimated, guint32 *upper)
{
    const XapMatches &matches = hits->ranking.matches;
    if (lower != nullptr)
        *lower = matches.lower;
    if (estimated != nullptr)
        *estimated = matches.estimated;
    if (upper != nullptr)
        *upper = matches.upper;
}
}
