/* fuzz_site: what stub files of any maker name. Nothing that they name is opened but stub files. */
#include "tests/fuzz/fuzz-private.h"

#include "tests/support/tmpdir.h"
#include "xapian-c/xapian-private.h"

static void drive_site(G_GNUC_UNUSED const char *target, const char *bytes, gsize length)
{
    char *folder = test_tmpdir();
    g_autofree char *stub = g_build_filename(folder, "stub", nullptr);
    g_autofree char *database = g_build_filename(folder, "a", nullptr);
    g_assert(g_file_set_contents(stub, bytes, static_cast<gssize>(length), nullptr));
    g_assert(g_file_set_contents(database, "\x0f\x0dXapian Glass", -1, nullptr));
    std::vector<XapSite> sites;
    g_autoptr(GError) error = nullptr;
    const char *names[] = {stub};
    bool resolved = xap_sites_resolve(names, 1, sites, &error);
    g_assert(resolved == (error == nullptr));
    g_assert(resolved || error->domain == INDEX_ERROR);
    g_assert(!resolved || !sites.empty());
    for (const XapSite &site : sites) {
        g_assert(site.name.find('\0') == std::string::npos);
        bool server = site.kind == XAP_PLACE_SERVER;
        g_assert(!server || site.program.empty() == (site.port > 0));
        g_assert(!server || site.host.empty() != site.program.empty());
    }
    test_remove(folder);
}

const FuzzTarget fuzz_site_targets[] = {
    {"site", drive_site},
    {nullptr, nullptr},
};
