#include "xapian-c/xapian-vocabulary.h"

#include "xapian-c/xapian-private.h"

using Snapshot = std::shared_ptr<const XapSnapshot>;

namespace
{

/* Prefixes begin with one of A to Z, words never do, being folded. */
constexpr char FIRST_PREFIX = 'A';
const std::string AFTER_PREFIXES = "[";

XapVocabulary count(const Xapian::Database &database)
{
    XapVocabulary found = {};
    Xapian::TermIterator end = database.allterms_end();
    for (Xapian::TermIterator term = database.allterms_begin(); term != end;) {
        const std::string word = *term;
        if (word[0] >= FIRST_PREFIX && word < AFTER_PREFIXES) {
            term.skip_to(AFTER_PREFIXES);
            continue;
        }
        found.words++;
        found.tokens += database.get_collection_freq(word);
        ++term;
    }
    return found;
}

} // namespace

extern "C" {

gboolean xap_vocabulary(XapDatabase *db, XapVocabulary *vocabulary, GError **error)
{
    XapVocabulary found = {};
    bool done = guarded_read(db, error, {"read", db->path.c_str()},
                             [&](const Snapshot &snapshot) { found = count(snapshot->database); });
    if (done)
        *vocabulary = found;
    return done;
}
}
