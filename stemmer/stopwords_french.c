#include "stemmer/stopwords-private.h"

static const char *const words[] = {
    "a", "afin", "ai", "aie", "aient", "aies", "ailleurs", "ainsi", "ait", "alors", "apres", "as",
    "au", "aucun", "aucune", "aujourd'hui", "aupres", "auquel", "aura", "aurai", "auraient",
    "aurais", "aurait", "auras", "aurez", "auriez", "aurions", "aurons", "auront", "aussi", "autre",
    "autres", "aux", "auxquelles", "auxquels", "avaient", "avais", "avait", "avant", "avec", "avez",
    "aviez", "avions", "avons", "ayant", "ayez", "ayons", "c", "car", "ce", "ceci", "cela", "celle",
    "celles", "celui", "cependant", "certain", "certaine", "certaines", "certains", "ces", "cet",
    "cette", "ceux", "chacun", "chacune", "chaque", "chez", "ci", "comme", "comment", "contre", "d",
    "dans", "de", "dedans", "dehors", "deja", "depuis", "des", "desquelles", "desquels", "donc",
    "dont", "du", "duquel", "durant", "elle", "elles", "en", "encore", "entre", "envers", "es",
    "est", "et", "etaient", "etais", "etait", "etant", "ete", "etes", "etiez", "etions", "etre",
    "eu", "eue", "eues", "eurent", "eus", "eusse", "eusses", "eut", "eux", "furent", "fus", "fut",
    "ici", "il", "ils", "j", "je", "jusqu", "jusque", "l", "la", "laquelle", "le", "lequel", "les",
    "lesquelles", "lesquels", "leur", "leurs", "lors", "lorsqu", "lorsque", "lui", "m", "ma",
    "mais", "malgre", "me", "meme", "memes", "mes", "mien", "mienne", "moi", "moins", "mon", "n",
    "ne", "ni", "non", "nos", "notre", "nous", "on", "ont", "ou", "par", "parce", "parmi", "pas",
    "pendant", "peu", "peut", "plus", "plusieurs", "pour", "pourquoi", "pourtant", "puis", "puisqu",
    "puisque", "qu", "quand", "que", "quel", "quelle", "quelles", "quelqu'un", "quelque",
    "quelques", "quels", "qui", "quoi", "s", "sa", "sans", "se", "selon", "sera", "serai",
    "seraient", "serais", "serait", "seras", "serez", "seriez", "serions", "serons", "seront",
    "ses", "si", "sien", "sienne", "sinon", "soi", "soient", "sois", "soit", "sommes", "son",
    "sont", "sous", "souvent", "soyez", "soyons", "suis", "sur", "t", "ta", "tandis", "tant", "te",
    "tel", "telle", "telles", "tels", "tes", "toi", "ton", "toujours", "tous", "tout", "toute",
    "toutefois", "toutes", "tres", "trop", "tu", "un", "une", "vers", "voici", "voila", "vos",
    "votre", "vous", "y",
};

const StopwordList stopwords_french = {words, G_N_ELEMENTS(words)};
