#include "tests/support/xapian-snippet.h"

#include <string>
#include <vector>
#include <xapian.h>

struct XapianSnippets {
    struct Article {
        std::string language, text;
    };
    std::vector<Article> articles;
    Xapian::WritableDatabase database{std::string(), Xapian::DB_BACKEND_INMEMORY};
};

extern "C" XapianSnippets *xapian_snippets_new(void)
{
    return new XapianSnippets;
}

extern "C" void xapian_snippets_free(XapianSnippets *snippets)
{
    delete snippets;
}

extern "C" guint xapian_snippets_add(XapianSnippets *snippets, const char *language,
                                     const char *title, const char *text)
{
    Xapian::TermGenerator generator;
    Xapian::Document document;
    generator.set_stemmer(Xapian::Stem(language));
    generator.set_document(document);
    generator.index_text(title);
    generator.increase_termpos();
    generator.index_text(text);
    snippets->articles.push_back({language, text});
    document.add_boolean_term("Q" + std::to_string(snippets->articles.size()));
    snippets->database.add_document(document);
    return static_cast<guint>(snippets->articles.size()) - 1;
}

extern "C" char *xapian_snippets_make(XapianSnippets *snippets, guint article, const char *query,
                                      gsize bytes)
{
    const auto &asked = snippets->articles[article];
    Xapian::QueryParser parser;
    parser.set_database(snippets->database);
    parser.set_stemmer(Xapian::Stem(asked.language));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    Xapian::Enquire enquire(snippets->database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, parser.parse_query(query),
                                    Xapian::Query("Q" + std::to_string(article + 1))));
    Xapian::MSet mset = enquire.get_mset(0, 1);
    std::string shown = mset.snippet(
        asked.text, bytes, Xapian::Stem(asked.language),
        Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE, "", "", "...");
    return g_strdup(shown.c_str());
}
