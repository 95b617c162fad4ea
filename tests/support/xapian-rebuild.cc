#include "tests/support/xapian-rebuild.h"

#include <string>

#include <xapian.h>

static void add_all(const Xapian::Database &source, Xapian::WritableDatabase &dest)
{
    for (auto p = source.postlist_begin(std::string()); p != source.postlist_end(std::string());
         ++p)
        dest.add_document(source.get_document(*p));
    for (auto key = source.metadata_keys_begin(); key != source.metadata_keys_end(); ++key)
        if (dest.get_metadata(*key).empty())
            dest.set_metadata(*key, source.get_metadata(*key));
}

template <typename Action> static char *caught(Action action)
{
    try {
        action();
    } catch (const Xapian::Error &error) {
        return g_strdup(error.get_description().c_str());
    } catch (const std::exception &error) {
        return g_strdup(error.what());
    }
    return nullptr;
}

char *oracle_rebuild(const char *const *sources, gsize count, const char *dest)
{
    return caught([&] {
        Xapian::WritableDatabase all(dest, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
        for (gsize i = 0; i < count; i++)
            add_all(Xapian::Database(sources[i]), all);
        all.commit();
    });
}

char *oracle_spelling(const char *dir)
{
    return caught([&] {
        Xapian::WritableDatabase database(dir, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
        database.add_spelling("azeri");
        database.commit();
    });
}
