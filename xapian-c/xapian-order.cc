#include "xapian-c/xapian-order-private.h"

#include <algorithm>

#include "xapian-c/schema.h"

namespace
{

using Query = Xapian::Query;
using Ranked = std::vector<XapRanked>;

/* Xapian needs some 120 bytes a match, we 24: so many matches are asked for at a time; by
 * relevance, where that takes a run over all for each lot, a sixteenth of all if that is more. */
constexpr Xapian::doccount LOT = 25000;
constexpr guint64 LOTS = 16;

/* Weights that differ by less than this part of them are equal: the same sum comes out otherwise by
 * some last bits where it is made in another order, as segments and servers each do. */
constexpr double ALIKE = 1e-10;
/* So many more matches are looked at where those at the end of a page are alike. */
constexpr Xapian::doccount ALIKE_MOST = 10000;

/* So many documents are read one by one, for their identities; more are asked for again. */
constexpr size_t READ_MOST = 50;

bool alike(double higher, double lower)
{
    return higher - lower <= ALIKE * higher;
}

bool by_weight(const XapRanked &a, const XapRanked &b)
{
    return a.weight > b.weight;
}

bool by_identity(const XapRanked &a, const XapRanked &b)
{
    return a.identity != b.identity ? a.identity < b.identity : a.docid < b.docid;
}

bool by_docid(const XapRanked &a, const XapRanked &b)
{
    return a.docid < b.docid;
}

/* Puts what is alike in weight, in [begin, end) by weight, in the order of identities. */
void settle(Ranked::iterator begin, Ranked::iterator end)
{
    for (auto run = begin; run != end;) {
        auto stop = run + 1;
        while (stop != end && alike((stop - 1)->weight, stop->weight))
            ++stop;
        if (stop - run > 1) {
            for (auto next = run; next != stop; ++next)
                next->weight = run->weight;
            std::sort(run, stop, by_identity);
        }
        run = stop;
    }
}

XapMatches matches_of(const Xapian::MSet &mset)
{
    return {mset.get_matches_lower_bound(), mset.get_matches_estimated(),
            mset.get_matches_upper_bound()};
}

/* The matches of mset, which is by relevance, then identity. */
void append_items(const Xapian::MSet &mset, Ranked &hits)
{
    for (auto i = mset.begin(); i != mset.end(); ++i)
        hits.push_back({i.get_weight(), xap_identity_begin(i.get_sort_key()), *i});
}

/* Whether the weight of a document may differ by how it was summed up: two parts come to the same
 * in either order. */
bool sums_vary(const Query &query)
{
    size_t terms = 0;
    for (auto term = query.get_unique_terms_begin(); term != query.get_terms_end(); ++term)
        terms++;
    return terms > 2;
}

/* A match while its place among those of the same value is still open. */
struct Valued {
    XapRanked match;
    bool other; /* it has another value than the one before it */
};

/* Matches by value, then weight. */
struct Page {
    std::vector<Valued> matches;
    std::string first, last; /* values of the first and the last */
    std::string before;      /* the value before the last */

    /* Where the documents with the last value begin. */
    size_t last_group() const
    {
        size_t begin = matches.size();
        while (begin > 0 && !matches[--begin].other) {
        }
        return begin;
    }
};

void set_scheme(Xapian::Enquire &enquire, const XapRequest &request)
{
    switch (request.scheme) {
    case XAP_PL2:
        return enquire.set_weighting_scheme(Xapian::PL2Weight());
    case XAP_DPH:
        return enquire.set_weighting_scheme(Xapian::DPHWeight());
    case XAP_INL2:
        return enquire.set_weighting_scheme(Xapian::InL2Weight());
    case XAP_BM25:
    case XAP_SCHEMES:
        break;
    }
    /* k2, k3 and the least normalised length are Xapian's own defaults. */
    enquire.set_weighting_scheme(Xapian::BM25Weight(request.k1, 0, 1, request.b, 0.5));
}

class Search
{
    const XapSnapshot &snapshot;
    const XapRequest &request;
    const Xapian::doccount documents;

    Xapian::Enquire enquire(const Query &asked) const
    {
        Xapian::Enquire made(snapshot.database);
        made.set_query(asked);
        set_scheme(made, request);
        made.set_sort_by_relevance_then_value(SLOT_IDENTITY, false);
        return made;
    }
    Xapian::doccount lot() const
    {
        return request.lot != 0 ? request.lot : LOT;
    }
    /* The query's documents that have a value in slot. */
    static Query having_any(guint32 slot)
    {
        return Query(Query::OP_VALUE_GE, slot, std::string(1, '\0'));
    }
    Query having(const Query &asked, const std::string &value) const
    {
        return Query(Query::OP_FILTER, asked,
                     Query(Query::OP_VALUE_RANGE, request.sort_slot, value, value));
    }

    Query beyond(const Query &asked, const std::string &value) const;
    Xapian::MSet top(const Query &asked, Xapian::doccount count, Xapian::doccount check) const;
    void append_in_parts(const Query &asked, Xapian::doccount total, Ranked &hits) const;
    XapMatches append_by_weight(const Query &asked, Xapian::doccount count, Xapian::doccount check,
                                Ranked &hits) const;
    void identify(const Query &asked, Page &page, size_t end) const;
    void append_groups(const Query &asked, Page &page, size_t end, Ranked &hits) const;
    Page page_by_value(const Query &asked, Xapian::doccount count, Xapian::doccount check,
                       XapMatches &matches) const;
    XapMatches append_by_value(const Query &asked, Xapian::doccount count, Xapian::doccount check,
                               Ranked &hits) const;

  public:
    Search(const XapSnapshot &snapshot_, const XapRequest &request_)
        : snapshot(snapshot_), request(request_), documents(snapshot_.database.get_doccount())
    {
    }
    XapRanking run() const;
};

/* ---- by relevance -----------------------------------------------------------------------------*/

/* The first count, and as many more as it takes to have all that are alike at the end. */
Xapian::MSet Search::top(const Query &asked, Xapian::doccount count, Xapian::doccount check) const
{
    Xapian::Enquire run = enquire(asked);
    if (count == 0 || !sums_vary(asked))
        return run.get_mset(0, count, check);
    Xapian::doccount more = 1;
    for (;;) {
        Xapian::MSet mset = run.get_mset(0, count + more, check);
        if (mset.size() < count + more || more >= ALIKE_MOST)
            return mset;
        double edge = mset[count - 1].get_weight(), last = mset[count + more - 1].get_weight();
        if (edge == 0 || !alike(edge, last))
            return mset;
        more *= 10;
    }
}

/* Appends all matches, of which there are total, in no order: those of a range of identities at a
 * time, as these are spread evenly. */
void Search::append_in_parts(const Query &asked, Xapian::doccount total, Ranked &hits) const
{
    constexpr guint64 PREFIXES = G_GUINT64_CONSTANT(1) << 32;
    auto prefix = [](guint64 number) {
        std::string bytes;
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(number >> shift);
        return bytes;
    };
    guint64 parts = (total + lot() - 1) / lot();
    if (request.lot == 0)
        parts = std::min(parts, LOTS);
    for (guint64 part = 0; part < parts; part++) {
        std::string from = prefix(part * PREFIXES / parts);
        std::string to = prefix((part + 1) * PREFIXES / parts - 1) + std::string(28, '\xff');
        Query range(Query::OP_VALUE_RANGE, SLOT_IDENTITY, from, to);
        append_items(enquire(Query(Query::OP_FILTER, asked, range)).get_mset(0, total), hits);
    }
    if (snapshot.database.get_value_freq(SLOT_IDENTITY) < documents)
        append_items(
            enquire(Query(Query::OP_AND_NOT, asked, having_any(SLOT_IDENTITY))).get_mset(0, total),
            hits);
}

/* Appends the first count. */
XapMatches Search::append_by_weight(const Query &asked, Xapian::doccount count,
                                    Xapian::doccount check, Ranked &hits) const
{
    size_t before = hits.size();
    XapMatches matches;
    bool many = count > lot();
    {
        Xapian::MSet mset =
            many ? enquire(asked).get_mset(0, lot() + 1, G_MAXUINT32) : top(asked, count, check);
        matches = matches_of(mset);
        many = many && mset.size() > lot();
        if (!many) {
            hits.reserve(before + mset.size());
            append_items(mset, hits);
        }
    }
    if (many) {
        hits.reserve(before + matches.upper);
        append_in_parts(asked, matches.upper, hits);
        std::sort(hits.begin() + before, hits.end(), by_weight);
    }
    settle(hits.begin() + before, hits.end());
    if (hits.size() - before > count)
        hits.resize(before + count);
    return matches;
}

/* ---- by a value -------------------------------------------------------------------------------*/

/* Those that come behind all that have value. */
Query Search::beyond(const Query &asked, const std::string &value) const
{
    if (request.sort == XAP_SORT_ASCENDING)
        return Query(Query::OP_FILTER, asked,
                     Query(Query::OP_VALUE_GE, request.sort_slot, value + '\0'));
    Query others(Query::OP_AND_NOT, asked,
                 Query(Query::OP_VALUE_RANGE, request.sort_slot, value, value));
    return Query(Query::OP_FILTER, others, Query(Query::OP_VALUE_LE, request.sort_slot, value));
}

/* Gives the first end matches of page, which are all that have their values, the identities that it
 * takes to tell ties apart. */
void Search::identify(const Query &asked, Page &page, size_t end) const
{
    std::vector<XapRanked *> tied;
    for (size_t i = 0; i + 1 < end; i++) {
        XapRanked &a = page.matches[i].match, &b = page.matches[i + 1].match;
        if (page.matches[i + 1].other || !alike(a.weight, b.weight))
            continue;
        if (tied.empty() || tied.back() != &a)
            tied.push_back(&a);
        tied.push_back(&b);
    }
    if (tied.size() <= READ_MOST) {
        for (XapRanked *match : tied)
            match->identity =
                xap_identity_begin(snapshot.database.get_document(match->docid).get_value(SLOT_IDENTITY));
        return;
    }
    const auto bounds =
        std::minmax(page.first, end == page.matches.size() ? page.last : page.before);
    Query range(Query::OP_VALUE_RANGE, request.sort_slot, bounds.first, bounds.second);
    Ranked known;
    known.reserve(end);
    append_items(enquire(Query(Query::OP_FILTER, asked, range))
                     .get_mset(0, static_cast<Xapian::doccount>(end)),
                 known);
    std::sort(known.begin(), known.end(), by_docid);
    for (XapRanked *match : tied) {
        auto found = std::lower_bound(known.begin(), known.end(), *match, by_docid);
        if (found != known.end() && found->docid == match->docid)
            match->identity = found->identity;
    }
}

/* Appends the first end matches of page: those with the same value by weight and identity. */
void Search::append_groups(const Query &asked, Page &page, size_t end, Ranked &hits) const
{
    identify(asked, page, end);
    for (size_t i = 0; i < end;) {
        size_t before = hits.size();
        do
            hits.push_back(page.matches[i++].match);
        while (i < end && !page.matches[i].other);
        settle(hits.begin() + before, hits.end());
    }
}

Page Search::page_by_value(const Query &asked, Xapian::doccount count, Xapian::doccount check,
                           XapMatches &matches) const
{
    Xapian::Enquire run = enquire(asked);
    run.set_sort_by_value_then_relevance(request.sort_slot, request.sort == XAP_SORT_DESCENDING);
    Xapian::MSet mset = run.get_mset(0, count, check);
    matches = matches_of(mset);
    Page page;
    page.matches.reserve(mset.size());
    for (auto i = mset.begin(); i != mset.end(); ++i) {
        std::string value = i.get_sort_key();
        bool other = page.matches.empty() || value != page.last;
        if (page.matches.empty())
            page.first = value;
        else if (other)
            page.before = std::move(page.last);
        page.matches.push_back({{i.get_weight(), 0, *i}, other});
        page.last = std::move(value);
    }
    return page;
}

/* Appends the first count. Xapian orders by value and weight, or by weight and value; its KeyMaker,
 * which could order by three, doesn't work over remote. So documents with the same value are
 * ordered here, by weight and identity, if they are all at hand; those of the last value of a page,
 * which may go on beyond it, are asked for again, by weight and identity among themselves; and the
 * next page begins behind that value. */
XapMatches Search::append_by_value(const Query &asked, Xapian::doccount count,
                                   Xapian::doccount check, Ranked &hits) const
{
    Xapian::doccount size = std::min(count, lot());
    XapMatches all;
    Page page = page_by_value(asked, size + 1, count > size ? G_MAXUINT32 : check, all);
    hits.reserve(hits.size() + std::min<size_t>(count, all.upper));
    for (;;) {
        bool more = page.matches.size() > size;
        size_t end = more ? page.last_group() : page.matches.size();
        append_groups(asked, page, end, hits);
        count -= static_cast<Xapian::doccount>(end);
        if (!more || count == 0)
            return all;
        size_t before = hits.size();
        std::string last = page.last;
        append_by_weight(having(asked, last), count, 0, hits);
        count -= static_cast<Xapian::doccount>(hits.size() - before);
        if (count == 0)
            return all;
        size = std::min(count, lot());
        XapMatches rest;
        page = page_by_value(beyond(asked, last), size + 1, 0, rest);
    }
}

/* ---- the whole --------------------------------------------------------------------------------*/

XapRanking Search::run() const
{
    XapRanking ranking;
    Ranked &hits = ranking.hits;
    Xapian::doccount first = std::min(request.first, documents);
    Xapian::doccount last = first + std::min(request.count, documents - first);
    /* Xapian is exact below its limit, we are up to it. */
    Xapian::doccount check =
        request.check_at_least < G_MAXUINT32 ? request.check_at_least + 1 : G_MAXUINT32;
    Query query = xap_visible(snapshot, xap_form(snapshot, *request.query));

    if (request.sort == XAP_SORT_RELEVANCE) {
        ranking.matches = append_by_weight(query, last, check, hits);
    } else if (snapshot.database.get_value_freq(request.sort_slot) == documents) {
        ranking.matches = append_by_value(query, last, check, hits);
    } else {
        /* What has no value comes last, in either direction. Room for all at once: what grows is held
         * twice while it is moved. */
        hits.reserve(std::min(last, enquire(query).get_mset(0, 0).get_matches_upper_bound()));
        Query any = having_any(request.sort_slot);
        XapMatches with = append_by_value(Query(Query::OP_FILTER, query, any), last, check, hits);
        XapMatches without =
            append_by_weight(Query(Query::OP_AND_NOT, query, any),
                             last - static_cast<Xapian::doccount>(hits.size()), check, hits);
        ranking.matches = {with.lower + without.lower, with.estimated + without.estimated,
                           with.upper + without.upper};
    }
    hits.erase(hits.begin(), hits.begin() + std::min<size_t>(first, hits.size()));
    return ranking;
}

} // namespace

guint64 xap_identity_begin(const std::string &identity)
{
    guint64 bytes = 0;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes = bytes << 8 | (i < identity.size() ? static_cast<guint8>(identity[i]) : 0);
    return bytes;
}

XapRanking xap_rank(const XapSnapshot &snapshot, const XapRequest &request)
{
    return Search(snapshot, request).run();
}
