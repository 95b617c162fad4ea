#include "xapian-c/xapian-private.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <queue>

namespace {

/* A weight that changes no sum with another. */
constexpr double NEXT_TO_NOTHING = 1e-300;

/* Builds a query; what Xapian refuses becomes the mistake that xap_run() reports. */
template <typename F> XapQuery *query_build(F build) noexcept
{
    XapQuery *made = new XapQuery();
    g_atomic_ref_count_init(&made->references);
    g_autoptr(GError) refused = nullptr;
    if (!guarded(&refused, {"build", "query", INDEX_ERROR_QUERY}, [&] { build(made); }))
        made->mistake = strstr(refused->message, "': ") + 3; /* xap_run() says what it can't do */
    else if (!made->differs)
        made->weighing = made->query;
    return made;
}

Xapian::Query::op operator_of(XapOperator op) noexcept
{
    switch (op) {
    case XAP_AND:
        return Xapian::Query::OP_AND;
    case XAP_OR:
        return Xapian::Query::OP_OR;
    case XAP_AND_NOT:
        return Xapian::Query::OP_AND_NOT;
    case XAP_AND_MAYBE:
        return Xapian::Query::OP_AND_MAYBE;
    case XAP_FILTER:
        return Xapian::Query::OP_FILTER;
    case XAP_SYNONYM:
        return Xapian::Query::OP_SYNONYM;
    case XAP_PHRASE:
        return Xapian::Query::OP_PHRASE;
    case XAP_NEAR:
        return Xapian::Query::OP_NEAR;
    }
    g_assert_not_reached();
}

/* In how many documents a synonym is, Xapian estimates two by two, rounding each time, in the order of how many
 * each database has of them: on each segment or server it would weigh something else. So the order is given: a Huffman
 * tree, as Xapian's, the first part taken for the most frequent, as the most frequent of many words of a language
 * are (Zipf). Within a synonym Xapian takes MAX for OR, but keeps it apart. */
Xapian::Query synonym(const std::vector<Xapian::Query> &parts)
{
    using Node = std::pair<double, size_t>; /* weight, place in nodes */
    std::vector<Xapian::Query> nodes = parts;
    std::priority_queue<Node, std::vector<Node>, std::greater<Node>> queue;
    for (size_t i = 0; i < parts.size(); i++)
        queue.push({1 / (1.0 + static_cast<double>(i)), i});
    while (queue.size() > 2) {
        Node one = queue.top();
        queue.pop();
        Node other = queue.top();
        queue.pop();
        const Xapian::Query both[] = {nodes[one.second], nodes[other.second]};
        queue.push({one.first + other.first, nodes.size()});
        nodes.emplace_back(Xapian::Query::OP_MAX, both, both + 2);
    }
    std::vector<Xapian::Query> last;
    for (; !queue.empty(); queue.pop())
        last.insert(last.begin(), nodes[queue.top().second]);
    return Xapian::Query(Xapian::Query::OP_SYNONYM, last.begin(), last.end());
}

/* window: of PHRASE and NEAR. */
Xapian::Query joined(XapOperator op, const std::vector<Xapian::Query> &parts, guint window)
{
    if (parts.empty())
        return Xapian::Query::MatchNothing;
    if (op == XAP_SYNONYM)
        return synonym(parts);
    if (parts.size() == 1)
        return parts[0];
    /* A window that is too small for its words would never match: each needs a place. */
    bool positional = op == XAP_PHRASE || op == XAP_NEAR;
    auto size = positional ? std::max<size_t>(window, parts.size()) : 0;
    return Xapian::Query(operator_of(op), parts.begin(), parts.end(), static_cast<guint>(size));
}

Xapian::Query scaled(const Xapian::Query &query, double factor)
{
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, factor);
}

/* The weighing form of parts that are joined. */
Xapian::Query joined_weighing(XapOperator op, XapQuery *const *parts, gsize count, guint window)
{
    std::vector<Xapian::Query> queries;
    for (gsize i = 0; i < count; i++)
        queries.push_back(op == XAP_FILTER && i > 0 ? scaled(parts[i]->weighing, NEXT_TO_NOTHING)
                                                    : parts[i]->weighing);
    return joined(op == XAP_FILTER ? XAP_AND : op, queries, window);
}

} // namespace

extern "C" {

XapQuery *xap_query_term(const char *term, gsize length)
{
    return query_build([=](XapQuery *made) {
        /* To Xapian the empty term stands for all documents; to us it is a word that nobody wrote. */
        made->query = length == 0 ? Xapian::Query::MatchNothing
                                  : Xapian::Query(std::string(term, length));
    });
}

XapQuery *xap_query_combine(XapOperator op, XapQuery *const *parts, gsize count, guint window)
{
    return query_build([=](XapQuery *made) {
        std::vector<Xapian::Query> queries;
        queries.reserve(count);
        for (gsize i = 0; i < count; i++) {
            if (!parts[i]->mistake.empty() && made->mistake.empty())
                made->mistake = parts[i]->mistake;
            queries.push_back(parts[i]->query);
            made->differs |= parts[i]->differs || (op == XAP_FILTER && i > 0);
        }
        made->query = joined(op, queries, window);
        if (made->differs)
            made->weighing = joined_weighing(op, parts, count, window);
    });
}

XapQuery *xap_query_scale(XapQuery *query, double factor)
{
    return query_build([=](XapQuery *made) {
        made->mistake = query->mistake;
        made->query = scaled(query->query, factor);
        made->differs = query->differs || factor == 0;
        if (made->differs)
            made->weighing = scaled(query->weighing, factor == 0 ? NEXT_TO_NOTHING : factor);
    });
}

XapQuery *xap_query_range(guint32 slot, const char *low, const char *high)
{
    return query_build([=](XapQuery *made) {
        if (low == nullptr && high == nullptr)
            made->query = Xapian::Query::MatchAll;
        else if (low == nullptr)
            made->query = Xapian::Query(Xapian::Query::OP_VALUE_LE, slot, high);
        else if (high == nullptr)
            made->query = Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, low);
        else
            made->query = Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, low, high);
    });
}

XapQuery *xap_query_number_range(guint32 slot, double low, double high)
{
    return query_build([=](XapQuery *made) {
        bool from = std::isfinite(low), to = std::isfinite(high);
        if (!from && !to)
            made->query = Xapian::Query::MatchAll;
        else if (!from)
            made->query = Xapian::Query(Xapian::Query::OP_VALUE_LE, slot,
                                        Xapian::sortable_serialise(high));
        else if (!to)
            made->query =
                Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, Xapian::sortable_serialise(low));
        else
            made->query =
                Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, Xapian::sortable_serialise(low),
                              Xapian::sortable_serialise(high));
    });
}

XapQuery *xap_query_value_weights(guint32 slot, const XapValueWeight *weights, gsize count)
{
    return query_build([=](XapQuery *made) {
        auto *source = new Xapian::ValueMapPostingSource(slot);
        made->query = Xapian::Query(source->release());
        for (gsize i = 0; i < count; i++)
            source->add_mapping(weights[i].value, weights[i].weight);
    });
}

XapQuery *xap_query_all(void)
{
    return query_build([](XapQuery *made) { made->query = Xapian::Query::MatchAll; });
}

XapQuery *xap_query_nothing(void)
{
    return query_build([](XapQuery *made) { made->query = Xapian::Query::MatchNothing; });
}

XapQuery *xap_query_ref(XapQuery *query)
{
    g_atomic_ref_count_inc(&query->references);
    return query;
}

void xap_query_unref(XapQuery *query)
{
    if (query != nullptr && g_atomic_ref_count_dec(&query->references))
        delete query;
}

char *xap_query_describe(const XapQuery *query)
{
    if (!query->mistake.empty())
        return xap_copy(query->mistake);
    std::string text;
    guarded(nullptr, {"describe", "query"}, [&] { text = query->query.get_description(); });
    return xap_copy(text);
}
}
