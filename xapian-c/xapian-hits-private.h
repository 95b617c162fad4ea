/* xapian-hits-private: the hits of a run. */
#pragma once

#include "xapian-c/xapian-order-private.h"

/* From a server, both come in one go. */
struct LoadedHit {
    std::string data, identity;
    bool done = false;
};

struct XapHits {
    XapRequest request; /* holds a reference of its query */
    XapRanking ranking; /* of those loaded before, the identity is known */
    std::shared_ptr<const XapSnapshot> snapshot; /* that the docids refer to */
    /* The page that was looked at last. */
    mutable std::vector<XapHit> page;      /* from the hit `first` on */
    mutable std::vector<LoadedHit> loaded; /* of all hits of the page, or empty */
    mutable gsize first = 0;

    explicit XapHits(const XapRequest &asked) : request(asked)
    {
        xap_query_ref(request.query);
    }
    XapHits(const XapHits &) = delete;
    XapHits &operator=(const XapHits &) = delete;
    ~XapHits()
    {
        xap_query_unref(request.query);
    }
};
