#include "tests/support/document-dump.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <xapian.h>

namespace {

using Lines = std::vector<std::string>; /* by docid; empty where a document is not wanted */

/* What is no printing character in hexadecimal. */
void append_shown(std::string &out, const std::string &text)
{
    for (unsigned char c : text) {
        if (g_ascii_isgraph(c) && c != '%') {
            out += static_cast<char>(c);
        } else {
            char hex[4];
            g_snprintf(hex, sizeof hex, "%%%02x", c);
            out += hex;
        }
    }
}

/* One document by its own tables: term list, values, data. */
std::string begin_line(const Xapian::Database &db, Xapian::docid id)
{
    const Xapian::Document document = db.get_document(id);
    std::string identity = "Q?", terms, line;
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        if ((*term)[0] == 'Q')
            identity = *term;
        terms += ' ';
        append_shown(terms, *term);
        terms += '/' + std::to_string(term.get_wdf());
    }
    append_shown(line, identity);
    line += " length " + std::to_string(db.get_doclength(id)) + " terms" + terms + " values";
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
        line += ' ' + std::to_string(value.get_valueno()) + '=';
        append_shown(line, *value);
    }
    line += " data ";
    append_shown(line, document.get_data());
    return line + " postings";
}

/* Walks the posting lists in the order in which they lie. */
void add_postings(const Xapian::Database &db, Lines &lines)
{
    for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term) {
        std::string shown = " ";
        append_shown(shown, *term);
        for (auto posting = db.postlist_begin(*term); posting != db.postlist_end(*term); ++posting) {
            std::string &line = lines[*posting];
            if (line.empty())
                continue;
            line += shown + '/' + std::to_string(posting.get_wdf());
            for (auto at = posting.positionlist_begin(); at != posting.positionlist_end(); ++at)
                line += '@' + std::to_string(*at);
        }
    }
}

Lines dump(const char *path, const guint32 *docids, gsize count)
{
    const Xapian::Database db(path);
    Lines lines(static_cast<std::size_t>(db.get_lastdocid()) + 1);
    if (docids != nullptr) {
        for (gsize i = 0; i < count; i++)
            lines.at(docids[i]) = begin_line(db, docids[i]);
    } else {
        for (auto p = db.postlist_begin(""); p != db.postlist_end(""); ++p)
            lines[*p] = begin_line(db, *p);
    }
    add_postings(db, lines);
    lines.erase(std::remove(lines.begin(), lines.end(), std::string()), lines.end());
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

char *documents_dump(const char *path, const guint32 *docids, gsize count)
{
    std::string text;
    try {
        for (const std::string &line : dump(path, docids, count))
            text += line + '\n';
    } catch (const Xapian::Error &error) {
        text = "error: " + error.get_description() + "\n";
    } catch (const std::exception &error) {
        text = std::string("error: ") + error.what() + "\n";
    }
    return g_strndup(text.data(), text.size());
}
