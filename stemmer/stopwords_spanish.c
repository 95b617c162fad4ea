#include "stemmer/stopwords-private.h"

static const char *const words[] = {
    "a", "al", "algo", "alguien", "algun", "alguna", "algunas", "alguno", "algunos", "ambos",
    "ante", "antes", "aquel", "aquella", "aquellas", "aquello", "aquellos", "aqui", "asi", "aun",
    "aunque", "bajo", "bien", "cada", "casi", "como", "con", "contra", "cual", "cuales",
    "cualquier", "cuando", "cuanto", "cuya", "cuyas", "cuyo", "cuyos", "de", "del", "desde",
    "donde", "durante", "e", "el", "ella", "ellas", "ello", "ellos", "en", "entonces", "entre",
    "era", "eran", "eras", "eres", "es", "esa", "esas", "ese", "eso", "esos", "esta", "estaba",
    "estaban", "estado", "estais", "estamos", "estan", "estar", "estara", "estas", "este", "esten",
    "esto", "estos", "estoy", "estuvieron", "estuvo", "fue", "fuera", "fueran", "fueron", "fui",
    "ha", "haber", "habia", "habian", "habra", "habria", "han", "has", "hasta", "hay", "haya",
    "hayan", "he", "hemos", "hubiera", "hubo", "incluso", "la", "las", "le", "les", "lo", "los",
    "mas", "me", "menos", "mi", "mia", "mias", "mientras", "mio", "mios", "mis", "misma", "mismas",
    "mismo", "mismos", "mucha", "muchas", "mucho", "muchos", "muy", "nada", "nadie", "ni", "ningun",
    "ninguna", "ninguno", "no", "nos", "nosotras", "nosotros", "nuestra", "nuestras", "nuestro",
    "nuestros", "nunca", "o", "os", "otra", "otras", "otro", "otros", "para", "pero", "poca",
    "pocas", "poco", "pocos", "por", "porque", "pues", "que", "quien", "quienes", "se", "sea",
    "sean", "segun", "ser", "sera", "seran", "seria", "serian", "si", "sido", "siempre", "siendo",
    "sin", "sino", "sobre", "sois", "somos", "son", "soy", "su", "sus", "suya", "suyas", "suyo",
    "suyos", "tambien", "tampoco", "tan", "tanto", "te", "tendra", "tenemos", "tener", "tenga",
    "tengo", "tenia", "tenian", "tiene", "tienen", "toda", "todas", "todavia", "todo", "todos",
    "tras", "tu", "tus", "tuvo", "tuya", "tuyo", "u", "un", "una", "unas", "uno", "unos",
    "vosotras", "vosotros", "vuestra", "vuestras", "vuestro", "vuestros", "y", "ya", "yo",
};

const StopwordList stopwords_spanish = {words, G_N_ELEMENTS(words)};
