# Every format is read back by a tool that is not ours, and holds the same results as JSON.
. "$ROOT/tests/cli/lib"
need jq
need python3
need xmllint
. "$ROOT/tests/cli/lib-articles"
search() {
    dateline search -i index -q storm "$@"
}
same() {
    cmp -s expected read && echo "the same: $(wc -l <read)" || diff -u expected read
}
search --json | jq -r --arg all 'rank id title date source url author section language path own_id snippet' \
    '. as $hit | [$all | split(" ")[] | $hit[.] // "" | tostring] | tojson' >expected
cat >rows.py <<'END'
import csv, json, sys
for row in csv.DictReader(open(sys.argv[1], newline=""), delimiter=sys.argv[2], strict=True):
    names = "rank id title date source url author section language path own_id snippet".split()
    print(json.dumps([row[name] for name in names], ensure_ascii=False, separators=(",", ":")))
END
row CSV
search --format csv >out.csv
python3 rows.py out.csv , >read
same
awk 'END { print (NR > 1 && sub(/\r$/, "")) ? "lines end in CR LF" : "lines end in LF" }' out.csv
row TSV
search --format tsv >out.tsv
python3 rows.py out.tsv "$(printf '\t')" >read
same
awk 'END { print (NR > 1 && sub(/\r$/, "")) ? "lines end in CR LF" : "lines end in LF" }' out.tsv
row HTML
search --format html >out.html
xmllint --noout out.html && echo well-formed
xmllint --html --noout out.html 2>/dev/null && echo valid
search --json | jq -r '"\(.rank) \(.id) \(.snippet)"' >expected
xmllint --xpath '//*[local-name()="li"]' out.html >items.xml
python3 - <<'END' >read
import xml.etree.ElementTree as tree
ns = "{http://www.w3.org/1999/xhtml}"
for item in tree.parse("out.html").iter(ns + "li"):
    id = [e for e in item.iter(ns + "span") if e.get("class") == "id"][0].text
    text = "".join(item.findall(ns + "p")[1].itertext())
    print(item.get("value"), id, text)
END
same
xmllint --xpath 'count(//*[local-name()="script" or local-name()="b"])' out.html
xmllint --xpath '//*[local-name()="a"]/@href' out.html
xmllint --xpath '//*[local-name()="mark"]/text()' out.html | sort -f | uniq -ic
row ids
search --json | jq -r .id >expected
search --format ids >read
same
row trec
search --json | jq -r '"\(.own_id // .id) \(.rank)" | sub("a 1"; "a%201")' >expected
search --format trec | awk 'NF == 6 && $1 == 1 && $2 == "Q0" && $6 == "dateline" { print $3, $4 }' >read
same
row count
search --format count
row template
search --json | jq -r '"\(.rank)|\(.title // "")|\(.snippet)"' >expected
search --template '{rank}|{title}|{snippet}\n' >read
same
row text: titles and snippets
search --json | jq -r '.snippet' >expected
search | sed -n 's/^   //p' | grep storm | grep -v '^1. storm without anything$' >texts
grep -Fxc -f expected texts
row Markdown: a heading, an origin and a snippet for each
search --format markdown >out.md
grep -c '^[1-6]\. ' out.md
grep -c '\*\*[Ss]torm\*\*' out.md
grep -n '^   [-#*+>]\|^ *[0-9]*\. storm\|<script>' out.md
row fields in their order
search --fields own_id,rank --json -n 1 | jq -c 'keys_unsorted'
search --fields own_id,rank,highlights --format csv -n 2 | tr -d '\r'
row nothing found
for format in text json csv tsv html markdown trec ids paths count; do
    dateline search -i index -q --format $format hurricane >out
    echo "$format $? $(wc -l <out | tr -d ' ')"
done
dateline search -i index -q --format html hurricane | xmllint --noout - && echo well-formed
