#include "stemmer/stopwords-private.h"

static const char *const words[] = {
    "a", "ad", "affinche", "agl", "agli", "ai", "al", "alcun", "alcuna", "alcune", "alcuni",
    "alcuno", "all", "alla", "alle", "allo", "allora", "altra", "altre", "altri", "altro", "anche",
    "ancora", "anzi", "avere", "aveva", "avevano", "avevo", "avra", "avranno", "avrebbe",
    "avrebbero", "avuto", "bensi", "c", "che", "chi", "chiunque", "ci", "ciascuna", "ciascuno",
    "cio", "cioe", "coi", "col", "come", "con", "contro", "cosi", "cui", "d", "da", "dagl", "dagli",
    "dai", "dal", "dall", "dalla", "dalle", "dallo", "degl", "degli", "dei", "del", "dell", "della",
    "delle", "dello", "dentro", "di", "dopo", "dov", "dove", "dunque", "durante", "e", "ebbe",
    "ebbero", "ecco", "ed", "eppure", "era", "erano", "eravamo", "eri", "ero", "essa", "esse",
    "essendo", "essere", "essi", "esso", "fa", "fino", "fra", "fu", "fui", "furono", "gia", "gli",
    "ha", "hai", "hanno", "ho", "i", "il", "in", "infatti", "inoltre", "io", "l", "la", "le", "lei",
    "li", "lo", "loro", "lui", "ma", "mai", "me", "mediante", "mentre", "mi", "mia", "mie", "miei",
    "mio", "molta", "molte", "molti", "molto", "ne", "neanche", "negl", "negli", "nei", "nel",
    "nell", "nella", "nelle", "nello", "nemmeno", "neppure", "nessun", "nessuna", "nessuno",
    "niente", "no", "noi", "non", "nostra", "nostre", "nostri", "nostro", "nulla", "o", "od",
    "ogni", "ognuna", "ognuno", "oltre", "oppure", "ora", "per", "perche", "percio", "pero", "piu",
    "poco", "poi", "poiche", "presso", "prima", "pure", "qua", "qual", "qualche", "qualcosa",
    "qualcuno", "quale", "quali", "quando", "quanta", "quante", "quanti", "quanto", "quasi", "quel",
    "quell", "quella", "quelle", "quelli", "quello", "quest", "questa", "queste", "questi",
    "questo", "qui", "quindi", "s", "sara", "saranno", "sarebbe", "sarebbero", "se", "sebbene",
    "secondo", "sei", "sempre", "senza", "si", "sia", "siamo", "siano", "siete", "sono", "sopra",
    "sotto", "sta", "stata", "state", "stati", "stato", "su", "sua", "sue", "sugl", "sugli", "sui",
    "sul", "sull", "sulla", "sulle", "sullo", "suo", "suoi", "tale", "tali", "tanto", "te", "ti",
    "tra", "tramite", "tu", "tua", "tue", "tuo", "tuoi", "tutta", "tuttavia", "tutte", "tutti",
    "tutto", "un", "una", "uno", "v", "verso", "vi", "voi", "vostra", "vostre", "vostri", "vostro",
};

const StopwordList stopwords_italian = {words, G_N_ELEMENTS(words)};
