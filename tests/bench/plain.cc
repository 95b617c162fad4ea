/* plain DOCS QUERIES: the run that Xapian alone makes of a judged collection: its own tokenizer,
 * Porter's stems, English stop words, any of a topic's words, BM25 with k1 1.2 and b 0.75. What
 * better answers are measured against. DOCS: lines
 * {"id": …, "text": …}; QUERIES: lines of a topic, a tab, its text. Prints the run as TREC has it.
 */
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include <cjson/cJSON.h>
#include <xapian.h>

extern "C" {
#include "stemmer/stemmer.h"
}

static const unsigned DEPTH = 1000;

class EnglishStopper : public Xapian::Stopper
{
    const StopwordList *list = stopwords_of("english");

  public:
    bool operator()(const std::string &term) const override
    {
        return stopword_is(list, term.data(), term.size());
    }
};

static std::string member(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));
    return text != nullptr ? text : "";
}

static void index_lines(const char *path, Xapian::WritableDatabase &db)
{
    Xapian::TermGenerator words;
    words.set_stemmer(Xapian::Stem("porter"));
    words.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
    std::ifstream lines(path);
    for (std::string line; std::getline(lines, line);) {
        cJSON *object = cJSON_Parse(line.c_str());
        Xapian::Document document;
        document.set_data(member(object, "id"));
        words.set_document(document);
        words.index_text(member(object, "text"));
        db.add_document(document);
        cJSON_Delete(object);
    }
    db.commit();
}

static void search_lines(const char *path, const Xapian::Database &db)
{
    Xapian::QueryParser parser;
    parser.set_stemmer(Xapian::Stem("porter"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL);
    EnglishStopper stopper;
    parser.set_stopper(&stopper);
    Xapian::Enquire enquire(db);
    enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
    std::ifstream lines(path);
    for (std::string line; std::getline(lines, line);) {
        std::string topic = line.substr(0, line.find('\t')),
                    text = line.substr(line.find('\t') + 1);
        enquire.set_query(parser.parse_query(text, 0));
        Xapian::MSet found = enquire.get_mset(0, DEPTH);
        for (auto i = found.begin(); i != found.end(); ++i)
            std::printf("%s Q0 %s %u %.12g plain\n", topic.c_str(),
                        i.get_document().get_data().c_str(), i.get_rank() + 1, i.get_weight());
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: plain DOCS QUERIES\n";
        return 2;
    }
    try {
        Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
        index_lines(argv[1], db);
        search_lines(argv[2], db);
    } catch (const Xapian::Error &error) {
        std::cerr << error.get_description() << '\n';
        return 2;
    }
    return 0;
}
