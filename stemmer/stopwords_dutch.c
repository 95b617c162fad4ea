#include "stemmer/stopwords-private.h"

static const char *const words[] = {
    "aan", "achter", "af", "al", "alle", "alleen", "alles", "als", "altijd", "ander", "andere",
    "anderen", "anders", "behalve", "ben", "bent", "bij", "binnen", "boven", "buiten", "daar",
    "daarbij", "daardoor", "daarin", "daarna", "daarom", "daarop", "dan", "dat", "de", "der", "des",
    "deze", "die", "dit", "doch", "doen", "door", "dus", "echter", "een", "eens", "elk", "elke",
    "en", "enige", "enkele", "er", "erg", "ergens", "etc", "even", "ge", "geen", "geweest", "gij",
    "haar", "had", "hadden", "heb", "hebben", "hebt", "heeft", "hem", "hen", "het", "hier", "hij",
    "hoe", "hoewel", "hun", "ieder", "iedere", "iedereen", "iemand", "iets", "ik", "in", "indien",
    "inmiddels", "is", "ja", "je", "jij", "jou", "jouw", "jullie", "kan", "kon", "konden", "kun",
    "kunnen", "maar", "me", "mee", "meer", "men", "met", "mij", "mijn", "moest", "moesten", "moet",
    "moeten", "mogen", "na", "naar", "nadat", "nergens", "net", "niemand", "niet", "niets", "noch",
    "nog", "nooit", "nu", "of", "om", "omdat", "omtrent", "ondanks", "onder", "ons", "onze", "ook",
    "op", "over", "overal", "pas", "per", "reeds", "samen", "sinds", "slechts", "sommige", "steeds",
    "te", "tegen", "tenzij", "terwijl", "tijdens", "toch", "toen", "tot", "totdat", "tussen", "u",
    "uit", "uw", "vaak", "van", "vanaf", "vanuit", "veel", "via", "volgens", "voor", "vooral",
    "voordat", "voorts", "waar", "waarbij", "waardoor", "waarin", "waarom", "waarop", "wanneer",
    "want", "waren", "was", "wat", "we", "wel", "welk", "welke", "werd", "werden", "wezen", "wie",
    "wij", "wil", "worden", "wordt", "zal", "ze", "zeer", "zei", "zelf", "zelfs", "zich",
    "zichzelf", "zij", "zijn", "zo", "zoals", "zodat", "zonder", "zou", "zouden", "zowel", "zulke",
    "zullen",
};

const StopwordList stopwords_dutch = {words, G_N_ELEMENTS(words)};
