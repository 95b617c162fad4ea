#include "tests/support/termgenerator.h"

#include <string>
#include <xapian.h>

char *termgenerator_list(const char *language, const char *text, gsize length)
{
    Xapian::TermGenerator generator;
    Xapian::Document document;
    generator.set_stemmer(Xapian::Stem(language));
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_SOME);
    generator.set_document(document);
    generator.index_text(Xapian::Utf8Iterator(text, length));
    std::string list;
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        list += *term + ' ' + std::to_string(term.get_wdf());
        for (auto position = term.positionlist_begin(); position != term.positionlist_end();
             ++position)
            list += ' ' + std::to_string(*position);
        list += '\n';
    }
    return g_strndup(list.data(), list.size());
}
