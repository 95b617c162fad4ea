# dateline terms: words and their frequencies, of all segments, as searches count them.
. "$ROOT/tests/cli/lib"
cat >one.jsonl <<'END'
{"id": 1, "title": "Storm", "text": "A storm stormed the Café.", "source": "Daily Post"}
{"id": 2, "title": "Gale", "text": "The gale was no storm.", "source": "Daily Post"}
END
echo '{"id": 3, "title": "Storms", "text": "Stormy weather and a café.", "source": "Daily Post"}' >two.jsonl
load -i index one.jsonl
load -i index two.jsonl
row a prefix, folded
run dateline terms -i index Storm
run dateline terms -i index Caf
row the alphabet, the first two
run dateline terms -i index --sort alphabet -n 2
row a pattern
run dateline terms -i index '*orm?'
row stems
run dateline terms -i index --stems stor
row one object a line
dateline terms -q -i index --json storm -n 2
dateline terms -q -i index --format json stormy
row CSV and TSV
dateline terms -q -i index --format csv storm -n 2 | od -c | sed 's/^[0-9]* *//'
dateline terms -q -i index --format tsv gale
row each frequency is that of a search for this form
dateline terms -q -i index -n 0 --json | sed 's/.*"term":"\(.*\)","articles":\(.*\)}/\1 \2/' | while read -r word articles; do
    [ "$(dateline search -i index -c "=$word")" = "$articles" ] || echo "$word: $articles"
done
row as many as stats counts
[ "$(dateline terms -q -i index -n 0 | wc -l)" = "$(dateline stats -i index --json | sed 's/.*"vocabulary":\([0-9]*\).*/\1/')" ] && echo as many
row what was removed counts no more
dateline remove -q --yes -i index gale
run dateline terms -i index gale
run dateline terms -i index storm
row none
run dateline terms -i index xyz
row what can go wrong
run dateline terms -i index a b
run dateline terms -i index --json --format csv a
run dateline terms -i nowhere a
