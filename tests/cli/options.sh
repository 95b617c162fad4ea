# Options of dateline index, long and short, before and after the paths.
. "$ROOT/tests/cli/lib"
article a.txt 'Storm' 'A storm came to Kestan.'
echo '{"title": "Gale", "text": "A storm went."}' >b.jsonl
try() {
    row "$*"
    load -i index "$@"
    found storm
    found '"storm came"'
    rm -r index
}
try a.txt b.jsonl
try -j 2 a.txt b.jsonl
try -j2 a.txt b.jsonl
try --jobs=2 a.txt b.jsonl
try a.txt b.jsonl -j 2
try -m 64M a.txt b.jsonl
try --memory 1G a.txt b.jsonl
try --writer=xapian a.txt b.jsonl
try --writer=native a.txt b.jsonl
try -- a.txt b.jsonl
row a file whose name begins with a dash
article ./-x.txt 'Dash' 'A storm.'
load -i index -- -x.txt
found storm
rm -r index
row --encoding
printf 'Gr\366\337e\n\nDer Sturm kam.\n' >latin.txt
load -i index --encoding=ISO-8859-1 latin.txt
found sturm
printf 'Caf\351 storm' | load -i index --encoding=windows-1252 -
found Größe
rm -r index
row --no-positions
load -i index --no-positions a.txt
found storm
dateline search -i index '"storm came"'
echo "= $?"
row the index keeps it
load -i index b.jsonl
found storm
