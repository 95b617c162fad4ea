#include "xapian-c/xapian-private.h"

#include <cstring>
#include <sstream>

#include "xapian-c/layout.h"

namespace {

/* A stub file may list others; so deep, and no deeper. */
constexpr int STUB_DEPTH = 8;

/* How a database that is one file begins; any other file is taken for a stub file. */
constexpr char SINGLE_FILE[] = "\x0f\x0dXapian Glass";

bool exists(const std::string &path)
{
    return g_file_test(path.c_str(), G_FILE_TEST_EXISTS);
}

bool resolve(const std::string &name, int depth, std::vector<XapSite> &sites, GError **error);

bool not_an_index(const std::string &name, const std::string &why, GError **error)
{
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX, "can't open '%s': %s", name.c_str(),
                why.c_str());
    return false;
}

bool is_port(const std::string &text, unsigned &port)
{
    guint64 number = 0;
    if (!g_ascii_string_to_unsigned(text.c_str(), 10, 1, G_MAXUINT16, &number, nullptr))
        return false;
    port = static_cast<unsigned>(number);
    return true;
}

/* `host:port` or `[address]:port`. An address with colons needs its brackets: where its port begins
 * could not be told otherwise. */
bool is_server(const std::string &text, XapSite &site)
{
    size_t colon = text.rfind(':');
    if (colon == std::string::npos || !is_port(text.substr(colon + 1), site.port))
        return false;
    std::string host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string::npos)
        return false;
    if (host.empty() || host.find_first_of("/[] \t") != std::string::npos)
        return false;
    site.kind = XAP_PLACE_SERVER;
    site.name = text;
    site.host = host;
    return true;
}

/* `remote HOST:PORT`, or `remote :PROGRAM ARGUMENTS`, which talks on its standard input and output. */
bool add_remote(const std::string &what, std::vector<XapSite> &sites)
{
    XapSite site;
    if (what.size() > 1 && what[0] == ':' && what[1] != ' ') {
        size_t space = what.find(' ');
        site.kind = XAP_PLACE_SERVER;
        site.name = what;
        site.program = what.substr(1, space == std::string::npos ? space : space - 1);
        site.arguments = space == std::string::npos ? "" : what.substr(space + 1);
    } else if (!is_server(what, site)) {
        return false;
    }
    sites.push_back(site);
    return true;
}

bool add_line(const std::string &stub, const std::string &line, guint number, int depth,
              std::vector<XapSite> &sites, GError **error)
{
    size_t space = line.find(' ');
    std::string type = line.substr(0, space);
    g_autofree char *rest = g_strdup(space == std::string::npos ? "" : line.c_str() + space + 1);
    std::string what = g_strstrip(rest);
    if (type == "remote" && add_remote(what, sites))
        return true;
    if ((type == "auto" || type == "glass" || type == "chert") && !what.empty()) {
        g_autofree char *folder = g_path_get_dirname(stub.c_str());
        g_autofree char *path = what[0] == '/' ? g_strdup(what.c_str())
                                               : g_build_filename(folder, what.c_str(), nullptr);
        return resolve(path, depth + 1, sites, error);
    }
    if (sites.empty())
        return not_an_index(stub, "it is a file, and no stub file; name an index folder", error);
    return not_an_index(stub,
                        "line " + std::to_string(number) +
                            " of this stub file names no database; a line is 'auto PATH', 'glass PATH' "
                            "or 'remote HOST:PORT'",
                        error);
}

/* Xapian's stub files: a line for each database, its kind and its place. */
bool read_stub(const std::string &stub, int depth, std::vector<XapSite> &sites, GError **error)
{
    if (depth >= STUB_DEPTH)
        return not_an_index(stub, "stub files list one another more than " +
                                      std::to_string(STUB_DEPTH) + " deep; take out the circle",
                            error);
    g_autofree char *text = nullptr;
    g_autoptr(GError) failure = nullptr;
    if (!g_file_get_contents(stub.c_str(), &text, nullptr, &failure)) {
        bool denied = g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_ACCES);
        g_set_error(error, INDEX_ERROR, denied ? INDEX_ERROR_PERMISSION : INDEX_ERROR_IO,
                    "can't open '%s': %s", stub.c_str(), failure->message);
        return false;
    }
    size_t before = sites.size();
    guint number = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        g_autofree char *trimmed = g_strstrip(g_strdup(line.c_str()));
        number++;
        if (trimmed[0] != '\0' && trimmed[0] != '#' &&
            !add_line(stub, trimmed, number, depth, sites, error))
            return false;
    }
    return sites.size() > before || not_an_index(stub, "this stub file lists no database", error);
}

bool is_single_file(const std::string &path)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path.c_str(), FALSE, nullptr);
    size_t length = sizeof SINGLE_FILE - 1;
    return file != nullptr && g_mapped_file_get_length(file) >= length &&
           memcmp(g_mapped_file_get_contents(file), SINGLE_FILE, length) == 0;
}

/* A folder may be an index of ours, a database, or hold a stub file. */
bool resolve_folder(const std::string &path, int depth, std::vector<XapSite> &sites, GError **error)
{
    g_autoptr(GError) unreadable = nullptr;
    GDir *dir = g_dir_open(path.c_str(), 0, &unreadable);
    if (dir == nullptr) {
        bool denied = g_error_matches(unreadable, G_FILE_ERROR, G_FILE_ERROR_ACCES);
        g_set_error(error, INDEX_ERROR, denied ? INDEX_ERROR_PERMISSION : INDEX_ERROR_IO,
                    "can't open '%s': %s", path.c_str(),
                    denied ? "it may not be read; check who owns it and its mode"
                           : unreadable->message);
        return false;
    }
    g_dir_close(dir);
    XapSite site;
    site.name = path;
    if (exists(path + "/" LAYOUT_SETTINGS)) {
        site.kind = XAP_PLACE_INDEX;
    } else if (exists(path + "/iamglass") || exists(path + "/iamchert")) {
        site.kind = XAP_PLACE_DATABASE;
    } else if (exists(path + "/" LAYOUT_STUB)) {
        return read_stub(path + "/" LAYOUT_STUB, depth, sites, error);
    } else {
        return not_an_index(path, "the folder holds no index; `dateline index` makes one", error);
    }
    sites.push_back(site);
    return true;
}

bool resolve_file(const std::string &path, int depth, std::vector<XapSite> &sites, GError **error)
{
    /* An index may also be named by its stub. */
    g_autofree char *base = g_path_get_basename(path.c_str());
    g_autofree char *parent = g_path_get_dirname(path.c_str());
    if (strcmp(base, LAYOUT_STUB) == 0 && exists(std::string(parent) + "/" LAYOUT_SETTINGS))
        return resolve_folder(parent, depth, sites, error);
    if (!is_single_file(path))
        return read_stub(path, depth, sites, error);
    XapSite site;
    site.kind = XAP_PLACE_DATABASE;
    site.name = path;
    sites.push_back(site);
    return true;
}

bool resolve(const std::string &name, int depth, std::vector<XapSite> &sites, GError **error)
{
    std::string path = name;
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    if (g_file_test(path.c_str(), G_FILE_TEST_IS_DIR))
        return resolve_folder(path, depth, sites, error);
    if (exists(path))
        return resolve_file(path, depth, sites, error);
    XapSite site;
    if (depth == 0 && is_server(name, site)) {
        sites.push_back(site);
        return true;
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                "can't open '%s': there is no such index; `dateline index` makes one%s", name.c_str(),
                depth == 0 && name.find(':') != std::string::npos
                    ? ", and a server is named 'HOST:PORT' or '[ADDRESS]:PORT'"
                    : "");
    return false;
}

/* What tells two names of the same place to be the same. */
std::string key_of(const XapSite &site)
{
    if (site.kind == XAP_PLACE_SERVER)
        return site.program + ' ' + site.arguments + ' ' + site.host + ' ' +
               std::to_string(site.port);
    g_autofree char *real = realpath(site.name.c_str(), nullptr);
    return real != nullptr ? real : site.name;
}

} // namespace

bool xap_sites_resolve(const char *const *names, size_t count, std::vector<XapSite> &sites,
                       GError **error)
{
    for (size_t i = 0; i < count; i++)
        if (!resolve(names[i], 0, sites, error))
            return false;
    /* Each of its articles would count twice. */
    std::unordered_set<std::string> known;
    for (const XapSite &site : sites)
        if (!known.insert(key_of(site)).second)
            return not_an_index(site.name, "it is named twice; name it once", error);
    return true;
}
