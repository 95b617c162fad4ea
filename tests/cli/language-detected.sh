# A folder of several languages, none declared: each article gets its own, whatever the number of threads.
. "$ROOT/tests/cli/lib"
mkdir mixed
article mixed/de.txt "Fähre wieder da" "Die Fähre ist nach dem Sturm wieder im Hafen. Der Bürgermeister sagte, niemand sei verletzt worden."
article mixed/en.txt "Ferry is back" "The ferry is back in the harbour after the storms. The mayor said that nobody was hurt."
article mixed/fr.txt "Retour du bac" "Le bac est rentré au port après les tempêtes. Le maire a dit que personne n'est blessé."
article mixed/pl.txt "Prom wrócił" "Prom po burzy wrócił do portu. Burmistrz powiedział, że nikt nie jest ranny i że to nie jest koniec, ale na razie jest dobrze."
article mixed/ru.txt "Паром" "Паром вернулся в порт после шторма. Мэр сказал, что никто не пострадал."
article mixed/zh.txt "渡轮" "暴风雨过后，渡轮已返回港口。"
article mixed/short.txt "Sturm" "Sturm"
cat >mixed/declared.jsonl <<'END'
{"title": "Declared", "language": "sv-FI", "text": "The ferry is back in the harbour after the storm, said the mayor."}
{"title": "Undetermined", "language": "und", "text": "The ferry is back in the harbour after the storm, said the mayor."}
{"title": "Unknown", "language": "tlh", "text": "The ferry is back in the harbour after the storm, said the mayor."}
{"title": "Short", "url": "https://zeitung.example.de/1", "text": "Orkan"}
END
languages() {
    dateline stats -i index | sed -n '/^Languages/,/^[^L ]/p' | grep -v '^[^L ]'
}
row each its own
load -i index -j 1 mixed
languages
row stems of each
found Häfen
found storm
found tempête
row another number of threads
dateline export -i index | LC_ALL=C sort >one
rm -r index
load -i index -j 4 mixed
dateline export -i index | LC_ALL=C sort | cmp - one && echo the same
row again: nothing is new
run dateline index -i index mixed
rm -r index
row among two: what is in neither has none
load -i index -l de,en mixed
languages
found lang:und
row its words are found all the same
found burzy
found tempêtes
found 暴风雨
found storms lang:tlh
row the index remembers it
run dateline index -i index mixed
row one language: nothing is detected
rm -r index
load -i index -l de mixed
languages
run dateline index -i index mixed
rm -r index
row no such language among several
run dateline index -i other -l de,klingon mixed
ls
