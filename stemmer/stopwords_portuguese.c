#include "stemmer/stopwords-private.h"

static const char *const words[] = {
    "a", "ainda", "alem", "algo", "alguem", "algum", "alguma", "algumas", "alguns", "ambos", "ante",
    "antes", "ao", "aos", "apenas", "apos", "aquela", "aquelas", "aquele", "aqueles", "aqui",
    "aquilo", "as", "assim", "ate", "bem", "cada", "com", "como", "contra", "contudo", "cuja",
    "cujas", "cujo", "cujos", "da", "das", "de", "dela", "delas", "dele", "deles", "depois",
    "desde", "dessa", "dessas", "desse", "desses", "desta", "destas", "deste", "destes", "disso",
    "disto", "do", "dos", "durante", "e", "ela", "elas", "ele", "eles", "em", "embora", "enquanto",
    "entanto", "entre", "era", "eram", "es", "essa", "essas", "esse", "esses", "esta", "estamos",
    "estao", "estar", "estas", "estava", "estavam", "este", "esteja", "estes", "esteve", "estive",
    "estiveram", "estivesse", "estou", "eu", "foi", "fomos", "for", "fora", "foram", "fosse",
    "fossem", "fui", "ha", "haja", "havia", "hei", "houve", "isso", "isto", "ja", "la", "lhe",
    "lhes", "lo", "logo", "mais", "mas", "me", "mediante", "menos", "mesma", "mesmas", "mesmo",
    "mesmos", "meu", "meus", "mim", "minha", "minhas", "muita", "muitas", "muito", "muitos", "na",
    "nada", "nao", "nas", "nem", "nenhum", "nenhuma", "nessa", "nessas", "nesse", "nesses", "nesta",
    "nestas", "neste", "nestes", "ninguem", "no", "nos", "nossa", "nossas", "nosso", "nossos",
    "num", "numa", "nunca", "o", "onde", "os", "ou", "outra", "outras", "outro", "outros", "para",
    "pela", "pelas", "pelo", "pelos", "per", "perante", "pois", "por", "porem", "porque", "pouca",
    "poucas", "pouco", "poucos", "quais", "qual", "qualquer", "quando", "quanto", "que", "quem",
    "sao", "se", "seja", "sejam", "sem", "sempre", "sendo", "ser", "sera", "serao", "seria",
    "seriam", "seu", "seus", "si", "sido", "so", "sob", "sobre", "sou", "sua", "suas", "tambem",
    "tampouco", "tanto", "te", "tem", "temos", "tenha", "tenham", "tenho", "ter", "tera", "terao",
    "teria", "teve", "tinha", "tinham", "tive", "tiveram", "toda", "todas", "todavia", "todo",
    "todos", "tu", "tua", "tuas", "tudo", "um", "uma", "umas", "uns", "voce", "voces", "vos",
    "vossa", "vossas", "vosso", "vossos",
};

const StopwordList stopwords_portuguese = {words, G_N_ELEMENTS(words)};
