# Articles of several languages in one index: a query finds inflections in each of them.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"title": "de", "lang": "de", "text": "Die Häuser an der Grenze blieben dunkel, sagten Bürgermeisterinnen."}
{"title": "en", "lang": "en", "text": "The houses at the border stayed dark, mayors said."}
{"title": "es", "lang": "es", "text": "Las políticas del gobierno cambiaron en las elecciones."}
{"title": "fr", "lang": "fr", "text": "Les élections présidentielles ont été reportées par les députés."}
{"title": "ru", "lang": "ru", "text": "Паромы снова ходят через пролив, сообщили портовые власти. Ещё один шторм прошёл."}
{"title": "zh", "lang": "zh", "text": "北京市政府宣布新的政策。"}
{"title": "ja", "lang": "ja", "text": "東京で国際会議が開かれた。"}
END
run dateline index -i index news.jsonl
try() {
    for words; do
        echo "$words: $(found "$words")"
    done
}
try haus häusern grenzen HÄUSER hauser
try house borders mayor
try política politica elección
try élection présidentielle presidentielle député
try паром ПАРОМ шторма прошел
try 北京 北 政策 東京 会議
