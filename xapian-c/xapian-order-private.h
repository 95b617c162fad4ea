/* xapian-order-private: the matches of a query in the order asked for, however many they are. */
#pragma once

#include "xapian-c/xapian-private.h"

/* One match in its place. A run of millions is held as an array of these. */
struct XapRanked {
    double weight;
    guint64 identity; /* the first bytes of the value that every order ends in */
    guint32 docid;
};

/* How many documents match: equal bounds are exact. */
struct XapMatches {
    guint32 lower = 0, estimated = 0, upper = 0;
};

struct XapRanking {
    std::vector<XapRanked> hits;
    XapMatches matches;
};

/* The query without the documents that the snapshot's journal hides. */
Xapian::Query xap_visible(const XapSnapshot &snapshot, const Xapian::Query &query);

/* The first bytes of an identity, in their order. */
guint64 xap_identity_begin(const std::string &identity);

/* Throws as Xapian does. */
XapRanking xap_rank(const XapSnapshot &snapshot, const XapRequest &request);
