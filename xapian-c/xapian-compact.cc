#include "xapian-c/xapian-private.h"

namespace {

class Resolver : public Xapian::Compactor
{
    XapResolveFunc resolve;
    gpointer data;

  public:
    Resolver(XapResolveFunc resolve_, gpointer data_) : resolve(resolve_), data(data_)
    {
    }
    std::string resolve_duplicate_metadata(const std::string &key, size_t count,
                                           const std::string values[]) override
    {
        if (resolve == nullptr)
            return values[0];
        std::vector<const char *> pointers;
        std::vector<gsize> lengths;
        for (size_t i = 0; i < count; i++) {
            pointers.push_back(values[i].data());
            lengths.push_back(values[i].size());
        }
        /* Glass hands out the key of its table, which begins with these two bytes. */
        bool of_table = key.size() >= 2 && key[0] == '\0' && key[1] == '\xc0';
        const char *name = key.c_str() + (of_table ? 2 : 0);
        gsize length = 0;
        g_autofree char *value =
            resolve(name, pointers.data(), lengths.data(), count, &length, data);
        return value != nullptr ? std::string(value, length) : std::string();
    }
};

/* Removes what a failed merge has left. */
void remove_database(const char *dir)
{
    GDir *folder = g_dir_open(dir, 0, nullptr);
    if (folder == nullptr)
        return;
    for (const char *name = g_dir_read_name(folder); name != nullptr;
         name = g_dir_read_name(folder)) {
        g_autofree char *path = g_build_filename(dir, name, nullptr);
        (void)remove(path);
    }
    g_dir_close(folder);
    (void)remove(dir);
}

} // namespace

extern "C" gboolean xap_compact(const char *const *sources, gsize count, const char *dest,
                                guint flags, XapResolveFunc resolve, gpointer data, GError **error)
{
    if (g_file_test(dest, G_FILE_TEST_EXISTS)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_IO,
                    "can't merge into '%s': there is something already; name a new folder", dest);
        return FALSE;
    }
    unsigned how = flags & XAP_COMPACT_FULL ? Xapian::Compactor::FULL : Xapian::Compactor::STANDARD;
    if ((flags & XAP_COMPACT_RENUMBER) == 0)
        how |= Xapian::DBCOMPACT_NO_RENUMBER;
    bool done = guarded(error, {"merge into", dest}, [&] {
        Xapian::Database all;
        for (gsize i = 0; i < count; i++)
            all.add_database(Xapian::Database(sources[i]));
        Resolver resolver(resolve, data);
        all.compact(dest, how, 0, resolver);
    });
    if (!done)
        remove_database(dest);
    return done;
}
