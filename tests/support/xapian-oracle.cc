#include "tests/support/xapian-oracle.h"

#include <cstring>
#include <sstream>
#include <string>

#include <xapian.h>

struct Oracle {
    Xapian::WritableDatabase database;
    Xapian::Document document;
    std::string error;
};

template <typename Action> static std::string caught(Action action)
{
    try {
        action();
    } catch (const Xapian::Error &error) {
        return error.get_description();
    } catch (const std::exception &error) {
        return error.what();
    }
    return std::string();
}

template <typename Action> static void oracle_try(Oracle *oracle, Action action)
{
    if (oracle->error.empty())
        oracle->error = caught(action);
}

static char *answer(const std::string &error)
{
    return error.empty() ? nullptr : g_strdup(error.c_str());
}

Oracle *oracle_new(const char *dir)
{
    Oracle *oracle = new Oracle;
    oracle_try(oracle, [&] {
        oracle->database =
            Xapian::WritableDatabase(dir, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    });
    return oracle;
}

void oracle_begin(Oracle *oracle)
{
    oracle->document = Xapian::Document();
}

void oracle_add_posting(Oracle *oracle, const char *term, gsize length, guint32 wdf,
                        const guint32 *positions, gsize count)
{
    oracle_try(oracle, [&] {
        const std::string name(term, length);
        oracle->document.add_term(name, wdf);
        for (gsize i = 0; i < count; i++)
            oracle->document.add_posting(name, positions[i], 0);
    });
}

void oracle_add_value(Oracle *oracle, guint32 slot, const void *value, gsize length)
{
    oracle_try(oracle, [&] {
        oracle->document.add_value(slot, std::string(static_cast<const char *>(value), length));
    });
}

void oracle_set_data(Oracle *oracle, const void *data, gsize length)
{
    oracle_try(oracle, [&] {
        oracle->document.set_data(std::string(static_cast<const char *>(data), length));
    });
}

void oracle_set_metadata(Oracle *oracle, const char *key, const void *value, gsize length)
{
    oracle_try(oracle, [&] {
        oracle->database.set_metadata(key, std::string(static_cast<const char *>(value), length));
    });
}

void oracle_end(Oracle *oracle, guint32 docid)
{
    oracle_try(oracle, [&] { oracle->database.replace_document(docid, oracle->document); });
}

char *oracle_free(Oracle *oracle)
{
    oracle_try(oracle, [&] {
        oracle->database.commit();
        oracle->database.close();
    });
    char *error = answer(oracle->error);
    delete oracle;
    return error;
}

/* ---- reading ----------------------------------------------------------------------------------*/

/* Long strings as their length and hash; others with what is no letter or digit in hexadecimal. */
static std::string shown(const std::string &text)
{
    std::ostringstream out;
    if (text.size() > 300) {
        out << "(" << text.size() << " bytes, " << std::hash<std::string>()(text) << ")";
        return out.str();
    }
    for (unsigned char c : text) {
        if (g_ascii_isalnum(c)) {
            out << c;
        } else {
            char hex[4];
            g_snprintf(hex, sizeof hex, "%%%02x", c);
            out << hex;
        }
    }
    return out.str();
}

static void dump_statistics(const Xapian::Database &db, std::ostream &out)
{
    out << "documents " << db.get_doccount() << ", last " << db.get_lastdocid() << ", length "
        << db.get_total_length() << " (" << db.get_doclength_lower_bound() << " to "
        << db.get_doclength_upper_bound() << ")\n";
    for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
        out << "metadata " << shown(*key) << " = " << shown(db.get_metadata(*key)) << "\n";
}

static void dump_terms(const Xapian::Database &db, std::ostream &out)
{
    for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term) {
        out << "term " << shown(*term) << " " << term.get_termfreq() << " "
            << db.get_collection_freq(*term) << " " << db.get_wdf_upper_bound(*term) << ":";
        for (auto p = db.postlist_begin(*term); p != db.postlist_end(*term); ++p) {
            out << " " << *p << "/" << p.get_wdf() << "/" << p.get_doclength();
            char separator = '@';
            for (auto at = p.positionlist_begin(); at != p.positionlist_end(); ++at) {
                out << separator << *at;
                separator = ',';
            }
        }
        out << "\n";
    }
}

static void dump_documents(const Xapian::Database &db, std::ostream &out)
{
    for (auto p = db.postlist_begin(std::string()); p != db.postlist_end(std::string()); ++p) {
        Xapian::Document document = db.get_document(*p);
        out << "document " << *p << " length " << db.get_doclength(*p) << " unique "
            << db.get_unique_terms(*p) << " data " << shown(document.get_data()) << ":";
        for (auto t = document.termlist_begin(); t != document.termlist_end(); ++t)
            out << " " << shown(*t) << "/" << t.get_wdf() << "/" << t.positionlist_count();
        for (auto v = document.values_begin(); v != document.values_end(); ++v)
            out << " [" << v.get_valueno() << "=" << shown(*v) << "]";
        out << "\n";
    }
}

static void dump_values(const Xapian::Database &db, std::ostream &out)
{
    static const Xapian::valueno slots[] = {0,   1,   2,   7,   11,    127,   128,
                                            200, 255, 256, 300, 16384, 70000, 0xfffffffe};
    for (Xapian::valueno slot : slots) {
        if (db.get_value_freq(slot) == 0)
            continue;
        out << "slot " << slot << " " << db.get_value_freq(slot) << " from "
            << shown(db.get_value_lower_bound(slot)) << " to "
            << shown(db.get_value_upper_bound(slot)) << ":";
        for (auto v = db.valuestream_begin(slot); v != db.valuestream_end(slot); ++v)
            out << " " << v.get_docid() << "=" << shown(*v);
        out << "\n";
    }
}

char *oracle_dump(const char *dir)
{
    std::ostringstream out;
    const std::string error = caught([&] {
        Xapian::Database db(dir);
        dump_statistics(db, out);
        dump_terms(db, out);
        dump_documents(db, out);
        dump_values(db, out);
    });
    if (!error.empty())
        out << "error: " << error << "\n";
    return g_strdup(out.str().c_str());
}

char *oracle_check(const char *dir)
{
    std::ostringstream out;
    size_t found = 0;
    const std::string error = caught([&] { found = Xapian::Database::check(dir, 0, &out); });
    if (!error.empty())
        return g_strdup(error.c_str());
    return found ? g_strdup_printf("%zu errors: %s", found, out.str().c_str()) : nullptr;
}

/* ---- changing ---------------------------------------------------------------------------------*/

char *oracle_compact(const char *dir, const char *dest)
{
    return answer(
        caught([&] { Xapian::Database(dir).compact(dest, Xapian::DBCOMPACT_NO_RENUMBER); }));
}

char *oracle_modify(const char *dir)
{
    return answer(caught([&] {
        Xapian::WritableDatabase db(dir, Xapian::DB_OPEN);
        const Xapian::docid last = db.get_lastdocid();
        for (Xapian::docid id = 1; id <= last; id++) {
            Xapian::Document document;
            if (!caught([&] { document = db.get_document(id); }).empty())
                continue; // a gap
            if (id % 3 == 0) {
                db.delete_document(id);
            } else if (id % 5 == 0) {
                document.add_posting("replaced", id, 2);
                document.add_value(7, "replaced");
                document.set_data("replaced " + document.get_data());
                db.replace_document(id, document);
            }
        }
        for (int i = 0; i < 3; i++) {
            Xapian::Document document;
            document.add_posting("added", 3);
            document.add_value(1, "added");
            document.set_data("added");
            db.add_document(document);
        }
        db.commit();
    }));
}

/* Database::check() frees a table by the size of its base class, which the address sanitizer would stop at. */
extern "C" const char *__asan_default_options(void);
extern "C" const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}
