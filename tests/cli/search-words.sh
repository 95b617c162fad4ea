# How words are written makes no difference where it makes none to a reader.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"title": "possessive", "text": "Karabakh’s tenuous ceasefire held; Mirzan's did not."}
{"title": "compound", "text": "The cease-fire agreement broke."}
{"title": "acronym", "text": "The U.S. envoy and AT&T left."}
{"title": "accents", "text": "Première of “Émile” in São Paulo; Łódź applauded."}
{"title": "numbers", "text": "Some 10,000 people paid 1.000,50 crowns."}
{"title": "name", "text": "Judge O’Brien wrote C++ for @northwire on #harvestday."}
{"title": "elision", "text": "L’eau de l’Oural monte."}
END
load -i index news.jsonl
try() {
    for words; do
        echo "$words: $(found "$words")"
    done
}
try "Karabakh’s" "karabakh's" karabakh '"karabakh tenuous"' '"tenuous ceasefire"' "mirzan’s"
try ceasefire cease-fire 'cease fire' '"cease fire"' cease '"the ceasefire"' '"ceasefire agreement"'
try US U.S. 'AT&T'
try premiere PREMIÈRE emile 'sao paulo' lodz Łódź
try 10000 10,000 10.000 1000.50
try "O'Brien" O’Brien 'C++' northwire @northwire '#harvestday' harvestday
try eau "l'eau" oural
